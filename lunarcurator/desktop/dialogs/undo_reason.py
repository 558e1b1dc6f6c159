"""The dialog that asks why an entry is undone or redone that is not one's own last one."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLineEdit, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.theme.fonts import SEMIBOLD
from lunarcurator.desktop.widgets.dialog import Dialog
from lunarcurator.desktop.widgets.fields import Field
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.desktop.widgets.strips import FindingStrip
from lunarcurator.domain.identity import OperatorRef, ref_of
from lunarcurator.domain.mass_display import shown_count
from lunarcurator.services.posted import Posted
from lunarcurator.services.undo_stack import Offer
from lunarcurator.services.undoing import reversal

_SIZE = QSize(560, 280)


class UndoReasonDialog(Dialog):
    """Names the act, asks for the reason, and posts the undo or redo; what is refused is said above the field."""

    def __init__(self, context: AppContext, offer: Offer, parent: QWidget | None, *, redo: bool) -> None:
        verb = self.tr("Redo") if redo else self.tr("Undo")
        title = self.tr("Redo entry {number}") if redo else self.tr("Undo entry {number}")
        super().__init__(
            context.appearance,
            title.replace("{number}", shown_count(offer.act_seq)),
            verb,
            object_name="undoReasonDialog",
            panel=False,
            size=_SIZE,
            parent=parent,
        )
        look = context.appearance
        self._context, self._offer, self._verb = context, offer, verb
        self._trouble: FindingStrip | None = None
        self.why = QLineEdit()
        self.why.setObjectName("undoReasonDialog.why")
        lead = self.tr("This is not your own last entry, so the journal keeps a reason.")
        act = Label(look, offer.sentence, weight=SEMIBOLD, wrap=True, object_name="undoReasonDialog.act")
        self.content.addWidget(act)
        self.content.addWidget(Label(look, lead, wrap=True, colour="text2"))
        self.content.addWidget(Field(look, self.tr("Reason"), self.why))
        self.content.addStretch(1)
        self.why.textChanged.connect(lambda _text: self._judge())
        self.why.returnPressed.connect(self._post)
        self.confirmed.connect(self._post)
        self._judge()
        self.why.setFocus()

    def trouble(self) -> str:
        """Return what stands in the way; empty for nothing."""
        return self._trouble.sentence if self._trouble is not None else ""

    def _judge(self) -> None:
        ready = bool(self.why.text().strip())
        self.set_primary(self._verb, enabled=ready, obstacle="" if ready else self.tr("Enter a reason."))

    def _post(self) -> None:
        operator, reason = self._context.operator, self.why.text().strip()
        if operator is None or not reason:
            return
        posting = reversal(self._context.session, self._offer.entry, OperatorRef(ref_of(operator)), reason=reason)
        self.primary_button.setEnabled(False)
        self._context.post(posting, self._done, self._refused)

    def _done(self, _posted: Posted) -> None:
        self.accept()

    def _refused(self, error: Exception) -> None:
        self._judge()
        self._context.say_why(error, self._show)

    def _show(self, sentence: str) -> None:
        if self._trouble is not None:
            self._trouble.hide()
            self._trouble.deleteLater()
        self._trouble = FindingStrip(
            self._context.appearance, "red", sentence, object_name="undoReasonDialog.trouble"
        )
        self.content.insertWidget(0, self._trouble)
