"""The dialog that takes back, or brings back, everything one file brought in: all of its sheets, or none."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.lanes import Ticket
from lunarcurator.desktop.translation import counted
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.dialog import Dialog
from lunarcurator.desktop.widgets.facts import FactsGrid
from lunarcurator.desktop.widgets.fields import Field
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.desktop.widgets.strips import FindingStrip
from lunarcurator.desktop.widgets.work_bar import WorkBar
from lunarcurator.domain.days import show_day
from lunarcurator.domain.identity import OperatorRef, Uid, ref_of
from lunarcurator.domain.mass_display import shown_count
from lunarcurator.services.posted import Cancelled, Posted
from lunarcurator.services.undoing import reversal
from lunarcurator.services.whole_files import FileImport, WholeFile, turn_over

_SIZE = QSize(620, 360)


class WholeFileWords(QObject):
    """Words what is done with the imports of a file, which are sheets where each is another one."""

    def all_of(self, whole: WholeFile) -> str:
        """Return the words of what turns all of them over."""
        count = len(whole.imports)
        if whole.redo and whole.by_sheet:
            return counted("WholeFileWords", "Redo 1 sheet", "Redo all {count} sheets", count)
        if whole.redo:
            return counted("WholeFileWords", "Redo 1 import", "Redo all {count} imports", count)
        if whole.by_sheet:
            return counted("WholeFileWords", "Undo 1 sheet", "Undo all {count} sheets", count)
        return counted("WholeFileWords", "Undo 1 import", "Undo all {count} imports", count)

    def one_of(self, whole: WholeFile, one: FileImport) -> str:
        """Return the words of what turns one of them over."""
        if one.sheet and whole.by_sheet:
            text = self.tr("Redo only {sheet}") if whole.redo else self.tr("Undo only {sheet}")
            return text.replace("{sheet}", one.sheet)
        text = self.tr("Redo only entry {seq}") if whole.redo else self.tr("Undo only entry {seq}")
        return text.replace("{seq}", shown_count(one.seq))

    def title(self, whole: WholeFile) -> str:
        """Return the title of the dialog."""
        text = self.tr("Redo the import of {file}") if whole.redo else self.tr("Undo the import of {file}")
        return text.replace("{file}", whole.file)

    def lead(self, whole: WholeFile) -> str:
        """Return what stands above the imports."""
        if whole.redo:
            return self.tr("These were undone in one step. They come back in their order, all of them or none.")
        return self.tr("These are in the book. They are taken back, the newest first, all of them or none.")

    def under_way(self, whole: WholeFile, done: int, total: int) -> str:
        """Return how many are done."""
        text = self.tr("Done again: {done} of {total}") if whole.redo else self.tr("Taken back: {done} of {total}")
        return text.replace("{done}", shown_count(done)).replace("{total}", shown_count(total))


class WholeFileDialog(Dialog):
    """Lists the imports of a file, and turns over all of them or, where `one` is offered, that one.

    `turned` carries the posted entries, a tuple of `Posted`, once they stand; then the dialog closes.
    """

    turned = Signal(object)

    def __init__(
        self,
        context: AppContext,
        whole: WholeFile,
        parent: QWidget | None,
        *,
        one: FileImport | None = None,
        reason: str = "",
    ) -> None:
        self._said = WholeFileWords()
        super().__init__(
            context.appearance,
            self._said.title(whole),
            self._said.all_of(whole),
            object_name="wholeFileDialog",
            panel=False,
            size=_SIZE,
            parent=parent,
        )
        look = context.appearance
        self._context, self._whole = context, whole
        self._ticket: Ticket | None = None
        self._trouble: FindingStrip | None = None
        self._list = FactsGrid(look, object_name="wholeFileDialog.imports")
        for each in whole.imports:
            entry = self.tr("Entry {number}").replace("{number}", shown_count(each.seq))
            self._list.add(entry, " · ".join((each.sheet or each.file, show_day(each.day))))
        self.why = QLineEdit(reason)
        self.why.setObjectName("wholeFileDialog.why")
        self.state = Label(look, wrap=True, colour="text2", object_name="wholeFileDialog.state")
        self._progress = WorkBar("wholeFileDialog.progress")
        self.content.addWidget(Label(look, self._said.lead(whole), wrap=True, colour="text2"))
        self.content.addWidget(self._list)
        self.content.addStretch(1)
        for part in (Field(look, self.tr("Why"), self.why), self.state, self._progress):
            self.content.addWidget(part)
        self.one_button = Button("", object_name="wholeFileDialog.one")
        self.one_button.setVisible(one is not None)
        self.extras.addWidget(self.one_button)
        if one is not None:
            self.one_button.setText(self._said.one_of(whole, one))
            self.one_button.clicked.connect(lambda _on=False: self._turn_one(one))
        self.confirmed.connect(self._turn_all)
        self.state.hide()

    @property
    def busy(self) -> bool:
        """Whether entries are being written."""
        return self._ticket is not None

    def reject(self) -> None:
        """Stop what is under way, without a trace; the next time, close."""
        if self._ticket is not None:
            self._ticket.cancel()
        else:
            super().reject()

    def _turn_all(self) -> None:
        session, whole, reason = self._context.session, self._whole, self.why.text().strip()

        def work(ticket: Ticket, who: OperatorRef) -> tuple[Posted, ...]:
            return turn_over(
                session, whole, who, reason=reason, progress=ticket.progress, should_stop=ticket.should_stop
            )

        self._start(work, len(whole.imports))

    def _turn_one(self, one: FileImport) -> None:
        session, reason = self._context.session, self.why.text().strip()
        self._start(lambda _ticket, who: (session.post(reversal(session, one.target, who, reason=reason)),), 1)

    def _start(self, work: Callable[[Ticket, OperatorRef], tuple[Posted, ...]], total: int) -> None:
        operator: Uid | None = self._context.operator
        if operator is None or self._ticket is not None:
            return
        who = OperatorRef(ref_of(operator))
        self._show_trouble("")
        self._ticket = self._context.write(
            lambda ticket: work(ticket, who), lambda posted: posted, self._came, self._failed
        )
        self._ticket.on_progress = self._tell
        self._tell(0, total)
        self._set_busy(busy=True)

    def _tell(self, done: int, total: int) -> None:
        self.state.setText(self._said.under_way(self._whole, done, total))
        self.state.show()
        self._progress.show()
        self._progress.show_progress(done, total)

    def _set_busy(self, *, busy: bool) -> None:
        for part in (self.primary_button, self.one_button, self.why):
            part.setEnabled(not busy)
        self._progress.setVisible(busy)

    def _came(self, posted: tuple[Posted, ...]) -> None:
        self._ticket = None
        self.turned.emit(posted)
        self.accept()

    def _failed(self, error: Exception) -> None:
        self._ticket = None
        self._set_busy(busy=False)
        self.why.setFocus()
        self.state.hide()
        if isinstance(error, Cancelled):
            self.state.setText(self.tr("Stopped. Nothing was written."))
            self.state.show()
        else:
            self._context.say_why(error, self._show_trouble)

    def _show_trouble(self, sentence: str) -> None:
        if self._trouble is not None:
            self._trouble.hide()
            self._trouble.deleteLater()
            self._trouble = None
        if sentence:
            self._trouble = FindingStrip(
                self._context.appearance, "red", sentence, object_name="wholeFileDialog.trouble"
            )
            self.content.insertWidget(0, self._trouble)

    def trouble(self) -> str:
        """Return what stands in the way, in one sentence; empty for nothing."""
        return self._trouble.sentence if self._trouble is not None else ""
