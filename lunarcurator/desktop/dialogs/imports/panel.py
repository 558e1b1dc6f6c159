"""Beside the pages: the selected row in full, the first pieces, the day each mission counts from, and the file."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from lunarcurator.desktop.dialogs.imports.case import Case
from lunarcurator.desktop.dialogs.imports.pages import Pages, Step
from lunarcurator.desktop.dialogs.imports.rows import RowTelling
from lunarcurator.desktop.dialogs.imports.targets import TargetWords
from lunarcurator.desktop.panels.sections import clear
from lunarcurator.desktop.theme.badges import badge_of
from lunarcurator.desktop.theme.fonts import SEMIBOLD
from lunarcurator.desktop.widgets.badge import Badge
from lunarcurator.desktop.widgets.facts import FactsGrid
from lunarcurator.desktop.widgets.fields import Field
from lunarcurator.desktop.widgets.labels import Label, LinkLabel, SectionLabel
from lunarcurator.desktop.widgets.sayings import Saying, Sayings
from lunarcurator.desktop.workplace import Workplace
from lunarcurator.domain.days import Day, DayTextError, parse_day, show_day
from lunarcurator.domain.mass_display import shown_count
from lunarcurator.services.importing import ImportPlan, PlannedRow
from lunarcurator.services.importing.asking.settling import settled
from lunarcurator.services.importing.columns.mapping import OTHER

_MOST_MISSIONS: Final = 24


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
        self._days: dict[str, tuple[Field, QLineEdit]] = {}
        self._planned: Mapping[str, Day] = {}
        self._asked = 0
        self._targets = TargetWords(workplace.words)
        self._title = Label(look, size=15, weight=SEMIBOLD, wrap=True, object_name="importDialog.rowTitle")
        self._verdict = Badge(look, "", object_name="importDialog.rowVerdict")
        self._why = Label(look, wrap=True, colour="text2", object_name="importDialog.rowWhy")
        self._pieces = Sayings(look, object_name="importDialog.firstPieces")
        self._fields = QVBoxLayout()
        day_fields = QWidget()
        day_fields.setLayout(self._fields)
        self._fields.setContentsMargins(0, 0, 0, 0)
        told = self.tr(
            "The day on which a mission’s material was first opened. Rows with a day of their own keep it."
        )
        day_note = Label(look, told, size=12, colour="text2", wrap=True)
        self._file = FactsGrid(look, object_name="importDialog.file")
        self._assumed = LinkLabel(look, "", size=12, object_name="importDialog.assumed")
        self._assumed.activated.connect(self.questions_asked)
        self._row_parts: Sequence[QWidget] = (self._title, self._verdict, self._why)
        first = self.tr("The first pieces as they will stand")
        self._piece_parts: Sequence[QWidget] = (SectionLabel(look, first), self._pieces)
        self._day_parts: Sequence[QWidget] = (SectionLabel(look, self.tr("Effective from")), day_fields, day_note)
        self._file_parts: Sequence[QWidget] = (SectionLabel(look, self.tr("The file")), self._file)
        for part in (*self._row_parts, *self._piece_parts, *self._day_parts, *self._file_parts, self._assumed):
            column.addWidget(part)
        column.addStretch(1)
        pages.stepped.connect(self._came_to)
        self.show_case(None)

    def show_case(self, case: Case | None, plan: ImportPlan | None = None) -> None:
        """Show what a file is taken for, or nothing before one is read; with its plan once that is made."""
        self.show_row(None)
        self._file.clear()
        told = [Saying(row.number, self._telling.stands(row), strong=True) for row in case.pieces] if case else []
        self._pieces.show_sayings(told)
        self._asked = count = len(case.on_their_own) if case is not None and plan is not None else 0
        self._assumed.set_text(self._workplace.words.say("import_window.questions", {"count": count}))
        for part in self._file_parts:
            part.setVisible(case is not None)
        if case is not None:
            self._tell_file(case, plan)
        self._offer_days(plan.days_taken if plan is not None else {})
        self._came_to(self._pages.step)

    def _came_to(self, step: int) -> None:
        """Show what belongs to a step: a row and the questions with the verdicts, no day once rows are written."""
        if step != Step.VERDICTS:
            self.show_row(None)
        for part in self._piece_parts:
            part.setVisible(bool(self._pieces.sayings) and step in (Step.COLUMNS, Step.QUESTIONS))
        self._assumed.setVisible(self._asked > 0 and step == Step.VERDICTS)
        for part in self._day_parts:
            part.setVisible(bool(self._days) and step != Step.POST)

    def show_row(self, row: PlannedRow | None) -> None:
        """Show one row in full."""
        for part in self._row_parts:
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
        for mission, (field, line) in self._days.items():
            trouble = ""
            try:
                found[mission] = parse_day(line.text())
            except DayTextError as error:
                trouble = self._workplace.words.say(error.key, error.facts)
            field.set_tone("red" if trouble else "")
            field.set_note(trouble, "tones.red.ink")
        return found if len(found) == len(self._days) else None

    def _offer_days(self, planned: Mapping[str, Day]) -> None:
        clear(self._fields)
        self._days, self._planned = {}, planned
        for mission, day in [*planned.items()][:_MOST_MISSIONS]:
            line = QLineEdit(show_day(day) if day else "")
            line.setObjectName(f"importDialog.day.{mission}")
            line.setAccessibleName(self.tr("Effective day of {mission}").replace("{mission}", mission))
            line.editingFinished.connect(self._edited)
            field = Field(self._workplace.appearance, mission, line)
            self._fields.addWidget(field)
            self._days[mission] = (field, line)

    def _edited(self) -> None:
        days = self.days()
        if days is not None and any(self._planned.get(mission) != day for mission, day in days.items()):
            self.days_changed.emit()

    def _tell_file(self, case: Case, plan: ImportPlan | None) -> None:
        reading, targets = settled(case.reading), self._targets
        self._file.add(self.tr("Taken for"), targets.kind(plan.kind if plan is not None else reading.kind))
        known = targets.profile(reading.profile) if reading.profile else self.tr("nothing that is kept")
        self._file.add(self.tr("Recognised as"), known)
        if plan is not None and plan.collection:
            self._file.add(self.tr("Collection"), plan.collection)
        self._file.add(self.tr("Sheet"), reading.sheet)
        special = {*reading.key, *reading.parent_key, *reading.levels, *reading.left_out}
        unread = sum(reading.mapping.get(each, OTHER) == OTHER for each in reading.columns if each not in special)
        if unread:
            told = self._workplace.words.say("import_window.unread", {"count": unread})
            self._file.add(self.tr("Unread"), told)
