"""The pages of the import wizard, one for each step, with the line of steps above and what goes on below."""

from enum import IntEnum
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.imports.case import Case
from lunarcurator.desktop.dialogs.imports.columns_page import ColumnsPage
from lunarcurator.desktop.dialogs.imports.result_page import ResultPage
from lunarcurator.desktop.dialogs.imports.rows import RowTelling
from lunarcurator.desktop.dialogs.imports.sheet_page import SheetPage
from lunarcurator.desktop.dialogs.imports.targets import TargetWords
from lunarcurator.desktop.dialogs.imports.verdicts_page import VerdictsPage
from lunarcurator.desktop.dialogs.imports.work import Work
from lunarcurator.desktop.widgets.cards import Choice, EmptyState, centred
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.desktop.widgets.step_line import StepLine


class Step(IntEnum):
    """The steps of an import, in their order."""

    FILE = 0
    SHEET = 1
    COLUMNS = 2
    VERDICTS = 3
    POST = 4


_FOCUS: Final = Qt.FocusReason.OtherFocusReason


class Pages(QObject):
    """Fills the left column of the dialog and shows one step at a time; `stepped` tells which is in front."""

    stepped = Signal(int)

    def __init__(self, context: AppContext, telling: RowTelling, column: QVBoxLayout) -> None:
        super().__init__()
        look = context.appearance
        self._look = look
        self.step = Step.FILE
        self._busy = False
        self._had_focus: QWidget | None = None
        targets = TargetWords(context.words)
        self.steps = StepLine(look, self._names())
        self.begin = self._beginning()
        self.sheet = SheetPage(look, context.words)
        self.columns = ColumnsPage(context, targets)
        self.columns.shape.chosen.connect(self.sheet.choose_shape)
        self.verdicts = VerdictsPage(context, telling)
        self.result = ResultPage(look, context.words)
        self._parts = (centred(self.begin), self.sheet, self.columns, self.verdicts, self.result)
        self.work = Work(context, self.tr("Stopped. Nothing was written."))
        self.work.changed.connect(self._follow_work)
        self.offers = QVBoxLayout()
        self._said = Label(look, wrap=True, colour="text2", object_name="importDialog.state")
        column.addWidget(self.steps)
        column.addLayout(self.offers)
        for at, page in enumerate(self._parts):
            page.setVisible(at == self.step)
            column.addWidget(page, 1)
        column.addWidget(self._said)
        column.addWidget(self.work)
        self.tell("")

    def show_case(self, case: Case) -> None:
        """Show a case in all steps before its verdicts."""
        for page in (self.sheet, self.columns):
            page.show_case(case)
        self.verdicts.show_plan(None)

    def show_step(self, step: Step) -> None:
        """Bring a step to the front, with the focus where work begins."""
        came, busy = step is not self.step, self.work.busy
        self.step = step
        self.steps.show_step(step)
        # What is hidden asks for no room: in a stack the longest step would make each of them scroll.
        for at, page in enumerate(self._parts):
            page.setVisible(at == step)
        self.stepped.emit(step)
        if came:
            if not busy:
                # What was said of the step before holds there alone.
                self.tell("")
            self.begin_step()

    def _follow_work(self) -> None:
        """Keep everything as it is while work is under way."""
        busy = self.work.busy
        if busy == self._busy:
            return
        self._busy = busy
        if busy:
            # What is disabled gives its focus away, and nobody gives it back.
            self._had_focus = self.steps.window().focusWidget()
        self.tell("")
        for page in self._parts:
            page.setEnabled(not busy)
        if busy or self._had_focus is None:
            return
        # A question that was answered is asked anew, and its box is gone by now.
        if isValid(self._had_focus) and self._had_focus.isVisible():
            self._had_focus.setFocus(_FOCUS)
        else:
            self.begin_step()

    def tell(self, sentence: str) -> None:
        """Say what was done."""
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))

    def trouble(self) -> str:
        """Return what stands in the way, in one sentence; empty for nothing."""
        return self.work.outcome

    def begin_step(self) -> None:
        """Put the focus where the work of the step in front begins."""
        if self.step is Step.COLUMNS:
            self.columns.begin()
            return
        # In the order of the steps.
        first: tuple[QWidget, ...] = (
            self.begin.choices[0],
            self.sheet.grid,
            self.columns,
            self.verdicts.table,
            self.result.next_button,
        )
        first[self.step].setFocus(_FOCUS)

    def _names(self) -> tuple[str, ...]:
        return (
            self.tr("File"),
            self.tr("Sheet and header"),
            self.tr("Columns"),
            self.tr("Verdicts"),
            self.tr("Post"),
        )

    def _beginning(self) -> EmptyState:
        choose = Choice(
            "open",
            self.tr("Choose a file…"),
            self.tr("A workbook (.xlsx, .xlsm, .xls, .ods) or a text table (.csv, .tsv, .psv, .txt)."),
            "",
            "importDialog.choose",
        )
        paste = Choice(
            "copy",
            self.tr("Paste rows"),
            self.tr("What is on the clipboard: rows copied in a spreadsheet program, or a copied file."),
            "Ctrl V",
            "importDialog.paste",
        )
        return EmptyState(
            self._look,
            self.tr("What comes in?"),
            self.tr("Every row is judged before anything is written."),
            (choose, paste),
            note=self.tr("Or drop a file anywhere in this dialog."),
            object_name="importDialog.begin",
        )
