"""Beside the rows: the selected row in full, what the file was taken for, and the day each mission counts from."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from lunarcurator.desktop.dialogs.imports.case import Case
from lunarcurator.desktop.dialogs.imports.pages import Pages, Step
from lunarcurator.desktop.dialogs.imports.rows import RowTelling
from lunarcurator.desktop.dialogs.imports.shape_row import shape_told
from lunarcurator.desktop.dialogs.imports.targets import TargetWords
from lunarcurator.desktop.theme.badges import badge_of
from lunarcurator.desktop.theme.fonts import SEMIBOLD
from lunarcurator.desktop.widgets.badge import Badge
from lunarcurator.desktop.widgets.facts import FactsGrid
from lunarcurator.desktop.widgets.fields import set_tone
from lunarcurator.desktop.widgets.labels import Label, LinkLabel, SectionLabel
from lunarcurator.desktop.workplace import Workplace
from lunarcurator.domain.days import Day, DayTextError, parse_day, show_day
from lunarcurator.domain.mass_display import shown_count
from lunarcurator.services.importing import ImportPlan, PlannedRow
from lunarcurator.services.importing.plan import PLACE_STEP

_MOST_MISSIONS: Final = 24
_MOST_COLUMNS: Final = 60
_WIDEST_NAME: Final = 150


class ImportPanel(QObject):
    """Fills the right column of the dialog; `days_changed` tells that somebody set other effective days.

    `questions_asked` asks to show what was answered or assumed.
    """

    days_changed = Signal()
    questions_asked = Signal()

    def __init__(self, workplace: Workplace, column: QVBoxLayout, telling: RowTelling, pages: Pages) -> None:
        super().__init__(pages)
        self._workplace, self._telling, self._pages = workplace, telling, pages
        look = workplace.appearance
        self._days: dict[str, QLineEdit] = {}
        self._planned: Mapping[str, Day] = {}
        self._title = Label(look, size=15, weight=SEMIBOLD, wrap=True, object_name="importDialog.rowTitle")
        self._verdict = Badge(look, "", object_name="importDialog.rowVerdict")
        self._why = Label(look, wrap=True, colour="text2", object_name="importDialog.rowWhy")
        self._file = FactsGrid(look, object_name="importDialog.file")
        self._columns = FactsGrid(look, object_name="importDialog.columns", widest=_WIDEST_NAME)
        self._day_host = QWidget()
        self._grid = QGridLayout(self._day_host)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._day_note = Label(look, size=12, colour="text2", wrap=True, object_name="importDialog.dayNote")
        self._targets = TargetWords(workplace.words, self)
        self._assumed = LinkLabel(look, "", size=12, object_name="importDialog.assumed")
        self._assumed.activated.connect(self.questions_asked)
        self._sections = [SectionLabel(look, text) for text in self._section_names()]
        parts = ((self._file,), (self._columns,))
        column.addWidget(self._title)
        column.addWidget(self._verdict)
        column.addWidget(self._why)
        column.addWidget(self._sections[0])
        column.addWidget(self._day_host)
        column.addWidget(self._day_note)
        for section, (part,) in zip(self._sections[1:], parts, strict=True):
            column.addWidget(section)
            column.addWidget(part)
        column.insertWidget(column.indexOf(self._columns) - 1, self._assumed)
        column.addStretch(1)
        pages.stepped.connect(self._came_to)
        self.show_case(None)

    def show_case(self, case: Case | None, plan: ImportPlan | None = None) -> None:
        """Show what a file is taken for, or nothing before one is read; with its plan once that is made."""
        self.show_row(None)
        self._sections[1].setVisible(case is not None)
        self._sections[2].setVisible(plan is not None)
        self._file.clear()
        self._columns.clear()
        self._assumed.setVisible(plan is not None and case is not None and bool(case.on_their_own))
        if case is not None:
            count = len(case.on_their_own)
            told = (
                self.tr("Show 1 question of this file")
                if count == 1
                else self.tr("Show {count} questions of this file")
            )
            self._assumed.set_text(told.replace("{count}", shown_count(count)))
            self._tell_file(case, plan)
        if plan is not None:
            self._offer_days(plan)
        else:
            self._clear_days()
        self._came_to(self._pages.step)

    def _came_to(self, step: int) -> None:
        """Only among the verdicts a row is in front; where rows are written no day is chosen any more."""
        writes = step == Step.POST
        if step != Step.VERDICTS:
            self.show_row(None)
        for part in (self._sections[0], self._day_host, self._day_note):
            part.setVisible(bool(self._days) and not writes)

    def show_row(self, row: PlannedRow | None) -> None:
        """Show one row in full."""
        for part in (self._title, self._verdict, self._why):
            part.setVisible(row is not None)
        if row is None:
            return
        place = self.tr("Row {row}").replace("{row}", shown_count(row.row))
        self._title.setText(f"{place}  {row.number}".strip())
        badge = badge_of("verdict", row.verdict)
        if badge is not None:
            self._verdict.show_state(self._telling.verdict(row.verdict), badge.tone, badge.concept)
        told = [text for text in (self._telling.why(row), self._telling.says(row)) if text]
        self._why.setText("\n".join(told))

    def days(self) -> dict[str, Day] | None:
        """Return the days typed by mission, or None while one of them is no day."""
        found: dict[str, Day] = {}
        trouble = ""
        for mission, field in self._days.items():
            try:
                found[mission] = parse_day(field.text())
                set_tone(field, "")
            except DayTextError as error:
                set_tone(field, "red")
                trouble = self._workplace.words.say(error.key, error.facts)
        self._say_days(trouble)
        return None if trouble else found

    def _say_days(self, trouble: str) -> None:
        note = self.tr(
            "The day on which a mission’s material was first opened. Rows with a day of their own keep it."
        )
        self._day_note.setText(trouble or note)
        self._day_note.set_colour("tones.red.ink" if trouble else "text2")

    def _clear_days(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._days, self._planned = {}, {}

    def _offer_days(self, plan: ImportPlan) -> None:
        self._clear_days()
        self._planned = dict(plan.days_taken)
        look = self._workplace.appearance
        for row, (mission, day) in enumerate(list(plan.days_taken.items())[:_MOST_MISSIONS]):
            field = QLineEdit(show_day(day) if day else "")
            field.setObjectName(f"importDialog.day.{mission}")
            field.setAccessibleName(self.tr("Effective day of {mission}").replace("{mission}", mission))
            field.editingFinished.connect(self._edited)
            label = Label(look, mission, colour="text2")
            label.setBuddy(field)
            self._grid.addWidget(label, row, 0)
            self._grid.addWidget(field, row, 1)
            self._days[mission] = field
        self._say_days("")

    def _edited(self) -> None:
        days = self.days()
        if days is not None and any(self._planned.get(mission) != day for mission, day in days.items()):
            self.days_changed.emit()

    def _tell_file(self, case: Case, plan: ImportPlan | None) -> None:
        reading, words = case.reading, self._targets
        self._file.add(self.tr("Taken for"), words.kind(plan.kind if plan is not None else reading.kind))
        if reading.profile:
            self._file.add(self.tr("Recognised as"), words.profile(reading.profile))
        if plan is not None and plan.collection:
            self._file.add(self.tr("Collection"), plan.collection)
        self._file.add(self.tr("Sheet"), reading.sheet)
        heads = ", ".join(map(shown_count, reading.layout.header_rows))
        told = self.tr("row {row}").replace("{row}", heads) if heads else self.tr("none")
        self._file.add(self.tr("Header"), told)
        self._file.add(self.tr("Shape"), shape_told(reading))
        book = case.source.book
        if book.encoding and not case.source.text:
            self._file.add(self.tr("Encoding"), book.encoding)
        columns = plan.columns if plan is not None else ()
        if any(column.target == PLACE_STEP for column in columns):
            # The path is made of the steps, and no column of the file.
            columns = tuple(
                column for column in columns if column.target != "place" or column.name in reading.columns
            )
        for column in columns[:_MOST_COLUMNS]:
            target = words.word(column.target, plan.kind if plan is not None else "")
            unit = f", {column.unit}" if column.unit else ""
            self._columns.add(column.name or self.tr("(no header)"), f"{target}{unit}")

    def _section_names(self) -> tuple[str, str, str]:
        return self.tr("Effective from"), self.tr("The file"), self.tr("Columns")
