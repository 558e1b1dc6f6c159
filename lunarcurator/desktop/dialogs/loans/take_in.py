"""The dialog that takes in what somebody lends to the lab, or leaves in its care."""

from collections.abc import Sequence
from typing import override

from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.loans.loan_dialog import LoanDialog
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.identity import InstitutionRef, Uid, ref_of
from lunarcurator.domain.lending.terms import CareKind, DocumentKind
from lunarcurator.domain.operations import TakeIn
from lunarcurator.services.form_context import FormContext
from lunarcurator.services.lending.choices import institution_choices
from lunarcurator.services.posting import Preview


class TakeInDialog(LoanDialog):
    """Asks whose the pieces are, which they are, and until when they are here."""

    kind = TakeIn.KIND

    @override
    def ask(self) -> FormContext:
        self.lenders = institution_choices(self.context.session)
        return super().ask()

    @override
    def build(self) -> None:
        make = self.make
        self.lender = self.chosen_of("lender", self.tr("Owner"), self.lenders, required=True)
        kinds = tuple(CareKind)
        self.care = make.coded("kind", self.tr("Kind"), "care_kind", kinds, CareKind.LOAN_IN)
        self.number = make.text("number", self.tr("Number"), note=self.tr("empty: the next of the year"))
        numbers = ", ".join(self.numbers)
        note = self.tr("by number; each is registered as held for its owner before")
        self.pieces = make.pieces("samples", self.tr("Pieces"), numbers, note=note, required=True, wide=2)
        self.due = make.day("due", self.tr("Give back by"))
        self.purpose = make.text("purpose", self.tr("Purpose"), wide=2)
        self.document = self.document_input(required=True)
        self.form.add(self.lender, self.care, self.number)
        self.form.add(self.pieces)
        self.form.add(self.due, self.document, self.purpose)

    @override
    def heading(self) -> str:
        return self.tr("Take in what is lent to us")

    @override
    def operations(self) -> tuple[TakeIn, ...]:
        return (
            TakeIn(
                number=self.number.value(),
                kind=CareKind(self.care.value()),
                lender=InstitutionRef(ref_of(Uid(self.lender.value()))),
                samples=self.pieces.refs(),
                due=self.due.day() or 0,
                purpose=self.purpose.value(),
                document=self.attached(DocumentKind.AGREEMENT, self.document)[0],
            ),
        )

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        lender = next((name for uid, name in self.lenders if str(uid) == self.lender.value()), "")
        count = len(self.pieces.refs())
        return (self.words.say("dialog.taken_in", {"count": count, "lender": lender}),)


def open_take_in(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that takes in what is lent to the lab; selected pieces stand in it at first."""
    return opened(TakeInDialog(context, selection, parent))
