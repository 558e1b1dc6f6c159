"""The dialog that sends pieces out as a workbook to edit: which pieces, which columns, and where to."""

from pathlib import Path
from typing import Final, override

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.exports.columns import ColumnList
from lunarcurator.desktop.dialogs.exports.replacing import Replacing
from lunarcurator.desktop.dialogs.exports.shape import row_choices
from lunarcurator.desktop.dialogs.form.long_work import LongWork
from lunarcurator.desktop.dialogs.form.sizes import RememberedSizes
from lunarcurator.desktop.dialogs.round_trips.whose import WhoseBox
from lunarcurator.desktop.folders import EXPORTS, first_folder, remember_path, show_outside
from lunarcurator.desktop.lanes import Ticket
from lunarcurator.desktop.links import Selection
from lunarcurator.desktop.translation import counted
from lunarcurator.desktop.widgets.choice_box import ChoiceBox
from lunarcurator.desktop.widgets.dialog import Dialog
from lunarcurator.desktop.widgets.fields import Field
from lunarcurator.desktop.widgets.labels import Label, LinkLabel
from lunarcurator.domain.days import show_day
from lunarcurator.services.previewing import PreviewColumn
from lunarcurator.services.roundtrip import (
    BORROWERS_USUAL,
    BORROWERS_WORD,
    EDITABLE_BY_SHEET,
    USUAL,
    export_to_edit,
)

_SIZE: Final = QSize(560, 640)


def open_export_to_edit(context: AppContext, selection: Selection, parent: QWidget | None) -> "ExportToEditDialog":
    """Return the dialog that writes a workbook to edit."""
    return ExportToEditDialog(context, selection, parent)


class ExportToEditDialog(Dialog):
    """The pieces, the columns somebody may edit, and the file."""

    def __init__(self, context: AppContext, selection: Selection, parent: QWidget | None) -> None:
        super().__init__(
            context.appearance,
            self.tr("Export to edit"),
            self.tr("Export to edit"),
            object_name="exportToEditDialog",
            sizes=RememberedSizes(context.memory),
            panel=False,
            size=_SIZE,
            parent=parent,
        )
        look = context.appearance
        self._context = context
        self._choices = row_choices(selection, selection.filters)
        self._path = first_folder(context.memory) / f"to-edit-{show_day(context.session.today)}.xlsx"
        self._replacing = Replacing()
        self.rows, self.columns = ChoiceBox(), ColumnList()
        self.rows.setObjectName("exportToEditDialog.rows")
        self.rows.addItems([each.text for each in self._choices])
        self.rows.setCurrentIndex(1 if len(self._choices) > 1 else 0)
        self.columns.setObjectName("exportToEditDialog.columns")
        self.whose = WhoseBox(context, self.tr("The lab itself"), "exportToEditDialog.whose")
        self._offer_columns()
        self._lab_told = self.tr(
            "The columns ticked below can be edited in Excel; all else is locked. Nothing is posted before you "
            "have taken the workbook back and seen every difference."
        )
        self._borrower_told = self.tr(
            "What the borrower writes comes back as the borrower's word: a mass as reported through its loan line."
        )
        self._told = Label(look, self._lab_told, colour="text2", wrap=True)
        self._target = Label(look, size=12, object_name="exportToEditDialog.target")
        self._change = LinkLabel(look, self.tr("Change…"), size=12, object_name="exportToEditDialog.change")
        self.work = LongWork(context, "exportToEditDialog.work", self.tr("Stopped. No file was written."))
        self._lay_out()
        self.columns.chosen_changed.connect(self._tell)
        self.whose.chosen.connect(self._say_whose)
        self._change.activated.connect(self._ask_target)
        self.work.changed.connect(self._tell)
        self.work.followed.connect(lambda: show_outside(self._path))
        self.work.second_followed.connect(lambda: show_outside(self._path.parent))
        self.next_asked.connect(lambda: self.columns.setFocus(Qt.FocusReason.OtherFocusReason))
        self.confirmed.connect(self._write)
        self.whose.choose_of(selection)
        self._say_whose()
        self.whose.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose_target(self, path: Path) -> None:
        """Write to this file."""
        self._path = path
        # The dialog in which a file is chosen asks before one that is there is taken.
        self._replacing.agree(path)
        remember_path(self._context.memory, EXPORTS, path.parent)
        self._tell()

    def outcome(self) -> str:
        """Return what became of it, in one sentence; empty before."""
        return self.work.outcome

    def _say_whose(self) -> None:
        """Offer what the one it is made for can say, and of which pieces."""
        mine = self.whose.borrower() is None
        held = self.tr("All pieces held there")
        self.rows.setItemText(0, self._choices[0].text if mine else held)
        if not mine:
            self.rows.setCurrentIndex(0)
        self._told.setText(self._lab_told if mine else self._borrower_told)
        self._offer_columns()
        self._tell()

    def _offer_columns(self) -> None:
        words, mine = self._context.words, self.whose.borrower() is None
        offered, usual = (EDITABLE_BY_SHEET, USUAL) if mine else (BORROWERS_WORD, BORROWERS_USUAL)
        self.columns.show_columns(
            [
                PreviewColumn(
                    key, words.label(f"{'report' if key == 'place' else 'field'}.{key}"), False, key not in usual
                )
                for key in offered
            ]
        )

    def _tell(self) -> None:
        self._target.setText(f"{self._path.parent.name} › {self._path.name}")
        self._target.setToolTip(str(self._path))
        obstacle = "" if self.columns.chosen() else self.tr("Choose at least one column.")
        self.set_primary(
            self.tr("Write the workbook"), enabled=not obstacle and not self.work.busy, obstacle=obstacle
        )

    def _write(self) -> None:
        if self.work.busy:
            return
        session, words, path = self._context.session, self._context.words, self._path
        if question := self._replacing.ask(path):
            self.work.say_outcome(question, "amber")
            return
        scope, columns = self._choices[max(self.rows.currentIndex(), 0)].scope, self.columns.chosen()
        who, borrower = self._context.operator_name, self.whose.borrower()
        lanes = self._context.lanes

        def written(ticket: Ticket) -> int:
            return export_to_edit(
                session,
                words,
                path,
                scope,
                columns,
                borrower=borrower,
                who=who,
                progress=ticket.progress,
                should_stop=ticket.should_stop,
            )

        self.work.say_outcome("")
        self.work.begin(lambda done, failed: lanes.background(written, done, failed), self._done)

    def _done(self, rows: int) -> None:
        self.cancel_button.setText(self.tr("Close"))
        text = counted(
            "ExportToEditDialog", "1 row to edit is in {file}", "{count} rows to edit are in {file}", rows
        )
        told = self.tr("{told}. Edit its white cells, save it, and bring it back by “Take a workbook back…”.")
        told = told.replace("{told}", text.replace("{file}", self._path.name))
        folder = (self.tr("Open the folder"), "exportToEditDialog.openFolder")
        self.work.say_outcome(told, "green", self.tr("Open the file"), folder)

    def _ask_target(self) -> None:
        dialog = QFileDialog(self, self.tr("Write the workbook to"), str(self._path), "Excel (*.xlsx)")
        dialog.setObjectName("exportToEditDialog.fileDialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xlsx")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.choose_target(Path(name)))
        dialog.open()

    @override
    def reject(self) -> None:
        """One step back: stop the writing; the next step closes."""
        if not self.work.stop():
            super().reject()

    def _lay_out(self) -> None:
        look = self._context.appearance
        self.content.addWidget(self._told)
        self.content.addWidget(Field(look, self.tr("Filled in by"), self.whose))
        self.content.addWidget(Field(look, self.tr("Rows"), self.rows))
        self.content.addWidget(Label(look, self.tr("Columns to edit"), size=12, weight=500, colour="text2"))
        self.content.addWidget(self.columns, 1)
        where = QHBoxLayout()
        where.addWidget(self._target)
        where.addWidget(self._change)
        where.addStretch(1)
        self.content.addLayout(where)
        self.content.addWidget(self.work)
