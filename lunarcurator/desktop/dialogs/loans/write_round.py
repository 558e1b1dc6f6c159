"""The dialog that writes the workbooks of an inventory and the list to print, and records that they go out."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final, override

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.long_work import LongWork
from lunarcurator.desktop.dialogs.form.sizes import RememberedSizes
from lunarcurator.desktop.dialogs.loans.writing_round import RoundWritten, gone_in, record_sent, write_round
from lunarcurator.desktop.folders import first_folder, remember_path, show_outside
from lunarcurator.desktop.links import Selection
from lunarcurator.desktop.models.loan_cells import lines as in_words
from lunarcurator.desktop.translation import counted
from lunarcurator.desktop.widgets.as_it_is import CheckBox
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.choice_box import ChoiceBox
from lunarcurator.desktop.widgets.dialog import Dialog
from lunarcurator.desktop.widgets.fields import Field
from lunarcurator.desktop.widgets.labels import Label, LinkLabel
from lunarcurator.domain.identity import OperatorRef, Uid, ref_of
from lunarcurator.file_names import is_folder
from lunarcurator.services.lending.rounds import read_round, round_choices
from lunarcurator.services.posting import Posted

_SIZE: Final = QSize(620, 420)
_FOLDER: Final = "roundDesk.folder"


def open_write_round(context: AppContext, selection: Selection, parent: QWidget | None) -> "WriteRoundDialog":
    """Return the dialog that writes the workbooks of an inventory."""
    return WriteRoundDialog(context, selection, parent)


class WriteRoundDialog(Dialog):
    """The inventory, the folder, whether a list is printed as well, and whether the sending is recorded."""

    def __init__(self, context: AppContext, selection: Selection, parent: QWidget | None) -> None:
        super().__init__(
            context.appearance,
            self.tr("Write the workbooks of an inventory"),
            self.tr("Write the workbooks"),
            object_name="writeRoundDialog",
            sizes=RememberedSizes(context.memory),
            panel=False,
            size=_SIZE,
            parent=parent,
        )
        look = context.appearance
        self._context = context
        self._written: RoundWritten | None = None
        self._folder = first_folder(context.memory, _FOLDER)
        self.round = ChoiceBox()
        self.round.setObjectName("writeRoundDialog.round")
        self.listed = CheckBox(self.tr("Also the list to print and sign, as one PDF"))
        self.listed.setObjectName("writeRoundDialog.listed")
        self.listed.setChecked(True)
        self.sent = CheckBox(self.tr("Record that they go out today"))
        self.sent.setObjectName("writeRoundDialog.sent")
        self.gone = Label(look, size=12, colour="tones.amber.ink", wrap=True, object_name="writeRoundDialog.gone")
        self._target = Label(look, size=12, wrap=True, object_name="writeRoundDialog.target")
        self.change = LinkLabel(look, self.tr("Change…"), size=12, object_name="writeRoundDialog.change")
        self.open_folder = Button(self.tr("Open folder"), object_name="writeRoundDialog.open")
        stopped, counted = self.tr("Stopped. No file was left."), self.tr("{done} of {total} written")
        self.work = LongWork(context, "writeRoundDialog.work", stopped, counted)
        self._lay_out()
        self.change.activated.connect(self._ask_folder)
        self.open_folder.clicked.connect(lambda _on=False: show_outside(self._folder))
        self.work.changed.connect(self._tell)
        context.operator_changed.connect(self._tell)
        self.confirmed.connect(self._write)
        self.round.currentIndexChanged.connect(lambda _at: self._turned())
        self._choose_from(selection.round)

    def choose_folder(self, folder: Path) -> None:
        """Write into this folder."""
        self._folder = folder
        remember_path(self._context.memory, _FOLDER, folder)
        self._tell()

    def outcome(self) -> str:
        """Return what became of it, in one sentence; empty before."""
        return self.work.outcome

    def _choose_from(self, wanted: Uid | None) -> None:
        session = self._context.session

        def arrived(found: list[tuple[Uid, str]]) -> None:
            for uid, code in found:
                self.round.addItem(code, uid)
            self.round.setCurrentIndex(max(self.round.findData(wanted), 0) if found else -1)
            self._tell()

        self._context.lanes.read(lambda: [(each.uid, each.code) for each in round_choices(session)][::-1], arrived)
        self._tell()

    def _turned(self) -> None:
        """Say of the inventory chosen whom nothing that is sent may reach."""
        session, words, round_ = self._context.session, self._context.words, self.round.currentData()
        self._say_gone(())
        if round_:
            self._context.lanes.read(
                lambda: gone_in(words, read_round(session, Uid(round_))),
                self._say_gone,
                replaces="writeRoundDialog.gone",
            )
        self._tell()

    def _say_gone(self, told: Sequence[str]) -> None:
        self.gone.setText("\n".join(told))
        self.gone.setVisible(bool(told))

    def _tell(self) -> None:
        self._target.setText(str(self._folder))
        round_ = self.round.currentData()
        obstacle = "" if round_ else self.tr("Open an inventory first.")
        if round_ and not is_folder(self._folder):
            obstacle = self.tr("Choose a folder that is there.")
        busy = self.work.busy
        self.set_primary(self.tr("Write the workbooks"), enabled=not obstacle and not busy, obstacle=obstacle)
        self.sent.setEnabled(self._context.may_post)
        self.open_folder.setVisible(self._written is not None and not busy)

    def _write(self) -> None:
        if self.work.busy:
            return
        session, words = self._context.session, self._context.words
        round_, folder, listed = Uid(self.round.currentData()), self._folder, self.listed.isChecked()
        lanes = self._context.lanes
        self._written = None
        self.work.say_outcome("")
        self.work.begin(
            lambda done, failed: lanes.background(
                lambda ticket: write_round(session, words, round_, folder, ticket, listed=listed), done, failed
            ),
            self._done,
        )

    def _done(self, written: RoundWritten) -> None:
        self._written = written
        self.cancel_button.setText(self.tr("Close"))
        self.work.say_outcome(self._what_is_there(written), "amber" if written.gone else "green")
        self._tell()
        self.open_folder.setFocus(Qt.FocusReason.OtherFocusReason)
        operator = self._context.operator
        if self.sent.isChecked() and operator is not None and self._context.may_post:
            self._record(written, OperatorRef(ref_of(operator)))

    def _record(self, written: RoundWritten, operator: OperatorRef) -> None:
        posting = record_sent(written.lines, operator, self._context.session.today)
        self.work.begin(lambda done, failed: self._context.post(posting, done, failed), self._recorded)

    def _recorded(self, _posted: Posted) -> None:
        self.sent.setChecked(False)
        gone = self._written is not None and bool(self._written.gone)
        text = self.outcome() + " " + self.tr("That they go out is recorded.")
        self.work.say_outcome(text, "amber" if gone else "green")

    def _what_is_there(self, written: RoundWritten) -> str:
        books = counted("WriteRoundDialog", "1 workbook", "{count} workbooks", written.books)
        pages = counted("WriteRoundDialog", "1 page", "{count} pages", written.pages)
        text = self.tr("In the folder: {books} for {lines}.")
        if written.pages:
            text = self.tr("In the folder: {books} for {lines}, and a list of {pages}.")
        filled = (
            text.replace("{books}", books)
            .replace("{lines}", in_words(len(written.lines)))
            .replace("{pages}", pages)
        )
        return " ".join((filled, *written.gone))

    def _ask_folder(self) -> None:
        dialog = QFileDialog(self, self.tr("Write the workbooks into"), str(self._folder))
        dialog.setObjectName("writeRoundDialog.folderDialog")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.choose_folder(Path(name)))
        dialog.open()

    @override
    def reject(self) -> None:
        """One step back: stop the writing; the next step closes."""
        if not self.work.stop():
            super().reject()

    def _lay_out(self) -> None:
        look = self._context.appearance
        told = self.tr("One workbook for each borrower: what is asked for is locked, answers can be chosen.")
        self.content.addWidget(Label(look, told, colour="text2", wrap=True))
        self.content.addWidget(Field(look, self.tr("Inventory"), self.round))
        self.content.addWidget(Label(look, self.tr("Folder"), size=12, weight=500, colour="text2"))
        where = QHBoxLayout()
        where.addWidget(self._target, 1)
        where.addWidget(self.change)
        self.content.addLayout(where)
        self.content.addWidget(self.gone)
        self.content.addWidget(self.listed)
        self.content.addWidget(self.sent)
        self.content.addWidget(self.work)
        self.extras.addWidget(self.open_folder)
        self.content.addStretch(1)
