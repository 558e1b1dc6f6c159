"""The dialogs that sign an agreement, renew it, and end it before its time."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.borrowers.party_dialog import PartyDialog, about, agreement_ref
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.form.people import offer_people
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.days import show_day
from lunarcurator.domain.lending.agreements import Agreement
from lunarcurator.domain.lending.terms import DocumentKind
from lunarcurator.domain.operations.agreeing import RenewAgreement, SignAgreement, TerminateAgreement
from lunarcurator.services.posting import Preview


class AgreementDialog(PartyDialog):
    """A dialog about one agreement of those it fits; it shows how its responsible person stands."""

    size_at_first = QSize(940, 560)

    def fits(self, agreement: Agreement) -> bool:
        """Tell whether the act can be done to an agreement."""
        del agreement
        raise AssertionError("every dialog says which agreements it is for")

    @override
    def build(self) -> None:
        fitting = [each for each in self.parties.agreements if self.fits(each)]
        self.agreement = self.agreement_input(fitting, self.selection.agreement)
        self.form.add(self.agreement)
        self.add_card(self.agreement)

    @property
    def code(self) -> str:
        """The number of the agreement chosen, empty where none is."""
        held = self.parties.agreement(self.agreement.value())
        return held.code if held else ""


class SignAgreementDialog(AgreementDialog):
    """Asks who signed for both sides, and for the signed copy."""

    kind = SignAgreement.KIND

    @override
    def fits(self, agreement: Agreement) -> bool:
        return not agreement.signed and not agreement.terminated

    @override
    def build(self) -> None:
        super().build()
        self.signed_by = self.make.text("signed_by", self.tr("Signed for the borrower by"), required=True)
        self.for_lab = self.make.text("for_lab", self.tr("Signed for the lab by"), required=True)
        offer_people(self.for_lab.edit, self.form_context.operators)
        self.copy = self.document_input("copy", self.tr("Signed copy"), required=True)
        self.form.add(self.signed_by, self.for_lab)
        self.form.add(self.copy)

    @override
    def edited(self) -> None:
        held = self.parties.agreement(self.agreement.value())
        if held and not self.signed_by.value():
            self.signed_by.restore(self.parties.name(held.person))

    @override
    def heading(self) -> str:
        return self.tr("Sign an agreement")

    @override
    def primary(self) -> str:
        return self.tr("Say that {code} is signed").format(code=self.code) if self.code else self.heading()

    @override
    def operations(self) -> tuple[SignAgreement, ...]:
        return (
            SignAgreement(
                agreement=agreement_ref(self.agreement.value()),
                signed_by=self.signed_by.value(),
                for_lab=self.for_lab.value(),
                copy=self.copy.attached(DocumentKind.AGREEMENT, self.day.day()),
            ),
        )

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        held = self.parties.agreement(self.agreement.value())
        if held is None:
            return ()
        term = self.tr("Loans may be issued under {code} from {since} until {until}")
        return (term.format(code=held.code, since=show_day(held.since), until=show_day(held.until)),)


class RenewAgreementDialog(AgreementDialog):
    """Asks until when an agreement runs from now on, and for the paper that says so."""

    kind = RenewAgreement.KIND

    @override
    def fits(self, agreement: Agreement) -> bool:
        return bool(agreement.signed) and not agreement.terminated

    @override
    def build(self) -> None:
        super().build()
        self.until = self.make.day("until", self.tr("Runs until"), required=True)
        self.review = self.make.day("plan_review", self.tr("Security plan to be reviewed by"))
        self.copy = self.document_input("copy", self.tr("Signed copy"), required=True)
        self.form.add(self.until, self.review)
        self.form.add(self.copy)

    @override
    def edited(self) -> None:
        held = self.parties.agreement(self.agreement.value())
        told = self.tr("until now {day}").format(day=show_day(held.until)) if held else ""
        self.until.set_note(told)

    @override
    def heading(self) -> str:
        return self.tr("Renew an agreement")

    @override
    def primary(self) -> str:
        return self.tr("Renew {code}").format(code=self.code) if self.code else self.heading()

    @override
    def operations(self) -> tuple[RenewAgreement, ...]:
        return (
            RenewAgreement(
                agreement=agreement_ref(self.agreement.value()),
                until=self.until.day(),
                copy=self.copy.attached(DocumentKind.AGREEMENT, self.day.day()),
                plan_review=self.review.day(),
            ),
        )

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        day = show_day(self.until.day())
        return (
            self.tr("{code} runs until {day}; the term before stays on record").format(code=self.code, day=day),
            self.tr("The due days of what is out stay as they are"),
        )


class TerminateAgreementDialog(AgreementDialog):
    """Asks why an agreement ends before its time, and by when what is out under it comes back."""

    kind = TerminateAgreement.KIND

    @override
    def fits(self, agreement: Agreement) -> bool:
        return not agreement.terminated

    @override
    def build(self) -> None:
        super().build()
        self.why = self.make.text("why", self.tr("Why"), required=True, wide=2)
        self.recall_by = self.make.day(
            "recall_by", self.tr("Back by"), note=self.tr("needed where something is out")
        )
        self.document = self.document_input("document", self.tr("Document"))
        self.form.add(self.why, self.recall_by)
        self.form.add(self.document)

    @override
    def heading(self) -> str:
        return self.tr("End an agreement")

    @override
    def primary(self) -> str:
        return self.tr("End {code}").format(code=self.code) if self.code else self.heading()

    @override
    def operations(self) -> tuple[TerminateAgreement, ...]:
        return (
            TerminateAgreement(
                agreement=agreement_ref(self.agreement.value()),
                why=self.why.value(),
                recall_by=self.recall_by.day(),
                documents=self.documents(DocumentKind.AGREEMENT, self.document),
            ),
        )

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        told = [self.tr("Nothing more is issued under {code}").format(code=self.code)]
        if self.recall_by.day():
            asked = self.tr("What is out under it is asked back by {day}")
            told.append(asked.format(day=show_day(self.recall_by.day())))
        return told


def open_sign_agreement(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that signs the draft selected, or one chosen there."""
    return opened(SignAgreementDialog(context, about(selection), parent))


def open_renew_agreement(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that renews the agreement selected, or one chosen there."""
    return opened(RenewAgreementDialog(context, about(selection), parent))


def open_terminate_agreement(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that ends the agreement selected, or one chosen there."""
    return opened(TerminateAgreementDialog(context, about(selection), parent))
