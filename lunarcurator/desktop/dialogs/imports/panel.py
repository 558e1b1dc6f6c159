"""Beside the pages: the selected row in full, the first pieces, the day that rows count from, and the file."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.imports.case import Case
from lunarcurator.desktop.dialogs.imports.pages import Pages, Step
from lunarcurator.desktop.dialogs.imports.rows import RowTelling
from lunarcurator.desktop.dialogs.imports.targets import TargetWords
from lunarcurator.desktop.widgets.citations import Citation, Citations
from lunarcurator.desktop.widgets.facts import FactsGrid
from lunarcurator.desktop.widgets.fields import Field
from lunarcurator.desktop.widgets.labels import SectionLabel
from lunarcurator.domain.days import Day, DayTextError, certain_day, show_day
from lunarcurator.domain.mass_display import shown_count
from lunarcurator.services.importing import ImportPlan, PlannedRow
from lunarcurator.services.importing.asking.answered_reading import settled
from lunarcurator.services.importing.plan import BAD


class ImportPanel(QObject):
    """Fills the right column of the dialog; `days_changed` tells that somebody typed another effective day."""

    days_changed = Signal()

    def __init__(self, context: AppContext, column: QVBoxLayout, telling: RowTelling, pages: Pages) -> None:
        super().__init__(pages)
        self._words, self._telling, self._pages = context.words, telling, pages
        look = context.appearance
        self._planned: Mapping[str, Day] = {}
        self._targets = TargetWords(context.words)
        self._case: Case | None = None
        self._title = SectionLabel(look, "")
        self._told = Citations(look, object_name="importDialog.told")
        self._day = QLineEdit()
        self._day.setObjectName("importDialog.day")
        self._day.editingFinished.connect(self._edited)
        self._day_field = Field(look, self.tr("Effective from"), self._day)
        self._file = FactsGrid(look, object_name="importDialog.file")
        self._of_file = SectionLabel(look, self.tr("The file"))
        for part in (self._title, self._told, self._day_field, self._of_file, self._file):
            column.addWidget(part)
        column.addStretch(1)
        pages.stepped.connect(self._came_to)
        self.show_case(None)

    def show_case(self, case: Case | None, plan: ImportPlan | None = None) -> None:
        """Show what a file is taken for, or nothing before one is read; with its plan once that is made."""
        self._case = case
        self._file.clear()
        self._of_file.setVisible(case is not None)
        if case is not None:
            self._tell_file(case, plan)
        self._offer_days(plan.days_taken if plan is not None else {})
        self._came_to(self._pages.step)

    def _came_to(self, step: int) -> None:
        """Show what belongs to a step: the first pieces with the columns, no day once rows are written.

        Beside the verdicts stands the row in front, which comes by itself.
        """
        told: list[Citation] = []
        if self._case is not None and step == Step.COLUMNS:
            told = self._first_pieces(self._case)
        if step != Step.VERDICTS:
            self._tell(self.tr("The first pieces as they will stand"), told)
        self._day_field.setVisible(bool(self._planned) and step != Step.POST)

    def _first_pieces(self, case: Case) -> list[Citation]:
        """Return the first pieces as they will stand, else what keeps the rows from coming in."""
        say = self._words.say
        if coming := [row for row in case.pieces if row.verdict not in BAD]:
            return [Citation(row.number, self._telling.stands(row), strong=True) for row in coming]
        if case.waits:
            return [Citation(say("import_window.pieces_follow"), "")]
        if row := case.reading.guess.perhaps_header:
            return [Citation(say("import_window.header_open", {"row": row}), "")]
        if case.why is not None:
            return [Citation(say(case.why.key, case.why.facts), "")]
        return [Citation(say("import_window.pieces_none"), " ".join(map(self._telling.why, case.pieces)))]

    def show_row(self, row: PlannedRow | None) -> None:
        """Show one row in full, or none."""
        if row is None:
            self._tell("", ())
            return
        head = "  ".join(filter(None, (row.number, self._telling.verdict(row.verdict))))
        why = "\n".join(filter(None, (self._telling.why(row), self._telling.says(row))))
        title = self.tr("Row {row}").replace("{row}", shown_count(row.row))
        self._tell(title, [Citation(head, why, strong=True)])

    def _tell(self, title: str, sayings: Sequence[Citation]) -> None:
        self._title.show_title(title)
        self._title.setVisible(bool(sayings))
        self._told.show_sayings(sayings)

    def days(self) -> Mapping[str, Day] | None:
        """Return the day of each mission, that which is typed for all of them, or None while it is no day."""
        text, trouble, days = self._day.text().strip(), "", self._planned
        try:
            days = dict.fromkeys(days, certain_day(text)) if text else days
        except DayTextError as error:
            trouble = self._words.say(error.key, error.facts)
        self._day_field.set_tone("red" if trouble else "")
        self._day_field.set_note(trouble or self._day_note(), "tones.red.ink" if trouble else "text2")
        return None if trouble else days

    def _day_note(self) -> str:
        told = self.tr(
            "The day on which a mission’s material was first opened. Rows with a day of their own keep it."
        )
        missions = "; ".join(f"{mission} {show_day(day)}" for mission, day in self._planned.items())
        return f"{missions}. {told}"

    def _offer_days(self, planned: Mapping[str, Day]) -> None:
        self._planned = planned
        days = {*planned.values()}
        self._day.setText(show_day(days.pop()) if len(days) == 1 else "")
        self.days()

    def _edited(self) -> None:
        days = self.days()
        if days is not None and days != self._planned:
            self.days_changed.emit()

    def _tell_file(self, case: Case, plan: ImportPlan | None) -> None:
        reading, targets = settled(case.reading), self._targets
        self._file.add(self.tr("Taken for"), targets.kind(plan.kind if plan is not None else reading.kind))
        self._file.add(self.tr("Shape"), self._words.say(f"import_shape.{reading.shape}"))
        if reading.profile:
            self._file.add(self.tr("Recognised as"), targets.profile(reading.profile))
        if plan is not None and plan.collection:
            self._file.add(self.tr("Collection"), plan.collection)
