"""The dialog that drafts a loan agreement, or changes a draft."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.borrowers.party_dialog import (
    PartyDialog,
    about,
    agreement_ref,
    day_text,
    institution_ref,
    person_ref,
)
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.form.word_inputs import OpenChoiceInput
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.days import show_day
from lunarcurator.domain.lending.agreements import Agreement
from lunarcurator.domain.lending.terms import AgreementKind
from lunarcurator.domain.operations.agreeing import DraftAgreement
from lunarcurator.services.form_context import FormContext
from lunarcurator.services.lending.agreements import policies_in_use
from lunarcurator.services.posting import Preview


class DraftAgreementDialog(PartyDialog):
    """Asks with whom, of which kind, from when to when, and by which security plan."""

    kind = DraftAgreement.KIND
    size_at_first = QSize(1020, 640)

    @override
    def build(self) -> None:
        held = self.draft
        first = held or self.renewed
        self.person = self.person_input(
            "person", self.tr("Responsible person"), first.person if first else self.selection.person
        )
        self.person.also = ("borrower",)
        self.institution = self.institution_input(
            "institution", self.tr("Institution"), first.institution if first else "", required=True
        )
        self.cosigner = self.person_input(
            "cosigner", self.tr("Co-signer"), first.cosigner if first else "", required=False
        )
        self.renews = self._renewed_input(held)
        chosen = first.kind if first else AgreementKind.DOMESTIC
        self.agreement_kind = self.make.coded(
            "kind", self.tr("Kind"), "agreement_kind", tuple(AgreementKind), chosen
        )
        note = self.tr("empty: the next of the year")
        self.number = self.make.text("number", self.tr("Number"), held.code if held else "", note=note)
        self.since = self.make.day("since", self.tr("From"), required=True)
        self.until = self.make.day("until", self.tr("Until"), required=True)
        self.approved = self.make.day("approved", self.tr("Approved on"))
        self.plan = self.make.text("security_plan", self.tr("Security plan"), held.security_plan if held else "")
        self.review = self.make.day("plan_review", self.tr("to be reviewed by"))
        self.official = self.make.text("official", self.tr("Authorised official"), first.official if first else "")
        self.co_official = self.make.text(
            "co_official", self.tr("Co-official"), first.co_official if first else ""
        )
        self.remarks = self.make.text("remarks", self.tr("Remarks"), held.remarks if held else "", wide=2)
        self._show_days(held)
        self.form.add(self.person, self.institution, self.cosigner)
        self.form.add(self.renews)
        self.form.add(self.agreement_kind, self.number, self.since, self.until, self.approved)
        self.form.add(self.plan, self.review)
        self.form.add(self.official, self.co_official, self.remarks)
        self.add_card(self.person)

    @override
    def ask(self) -> FormContext:
        self.policies = policies_in_use(self.context.session)
        return super().ask()

    @property
    def draft(self) -> Agreement | None:
        """The draft that is changed, None where a new one is made."""
        held = self.parties.agreement(self.selection.agreement)
        return held if held and not held.signed and not held.terminated else None

    @property
    def renewed(self) -> Agreement | None:
        """The signed agreement that is selected, which this one is to take the place of."""
        held = self.parties.agreement(self.selection.agreement)
        return held if held and held.signed and not held.terminated and held.renewed_by is None else None

    def _renewed_input(self, held: Agreement | None) -> OpenChoiceInput:
        may = [each for each in self.parties.agreements if each.signed and not each.terminated]
        may = [each for each in may if each.renewed_by is None or (held and each.renewed_by == held.uid)]
        told = [(each.uid, f"{each.code} · {self.parties.name(each.person)}") for each in may]
        selected = self.renewed
        first = held.renews if held else selected.uid if selected else None
        return self._choice("renews", self.tr("Renews"), told, first, required=False, wide=2)

    @override
    def edited(self) -> None:
        person = self.parties.person(self.person.value())
        place = person.institution_on(self.context.session.today) if person else None
        if place and not self.institution.value():
            self.institution.restore(place)
        self.until.set_note(self._usual_term())

    @override
    def heading(self) -> str:
        held = self.draft
        return self.tr("Change draft {code}").format(code=held.code) if held else self.tr("Draft an agreement")

    @override
    def primary(self) -> str:
        name = self.parties.name(self.person.value())
        if self.draft or not name:
            return self.heading()
        return self.tr("Draft an agreement with {name}").format(name=name)

    @override
    def operations(self) -> tuple[DraftAgreement, ...]:
        held, cosigner = self.draft, self.cosigner.value()
        return (
            DraftAgreement(
                agreement=agreement_ref(held.uid) if held else None,
                number=self.number.value(),
                kind=AgreementKind(self.agreement_kind.value()),
                person=person_ref(self.person.value()),
                institution=institution_ref(self.institution.value()),
                cosigner=person_ref(cosigner) if cosigner else None,
                since=self.since.day(),
                until=self.until.day(),
                approved=self.approved.day(),
                security_plan=self.plan.value(),
                plan_review=self.review.day(),
                official=self.official.value(),
                co_official=self.co_official.value(),
                renews=agreement_ref(self.renews.value()) if self.renews.value() else None,
                remarks=self.remarks.value(),
            ),
        )

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        act = preview.acts[0].operation
        number = act.number if isinstance(act, DraftAgreement) else ""
        term = self.tr("Agreement {code}, from {since} until {until}")
        told = [term.format(code=number, since=show_day(self.since.day()), until=show_day(self.until.day()))]
        told.append(self.tr("Nothing is lent under it before it is signed"))
        old = self.parties.agreement(self.renews.value())
        if old is not None:
            told.append(self.tr("Signed, it takes the place of {code}").format(code=old.code))
        return told

    def _usual_term(self) -> str:
        """Say until when an agreement of this kind usually runs, as the policies of the lab have it."""
        kind = AgreementKind(self.agreement_kind.value())
        if self.since.trouble() is not None or not self.since.day():
            return ""
        terms = (each.agreement_until(kind, self.since.day()) for each in self.policies)
        ends = sorted({day for day in terms if day is not None})
        told = self.tr("usually {day}")
        return told.format(day=", ".join(show_day(day) for day in ends)) if ends else ""

    def _show_days(self, held: Agreement | None) -> None:
        if held is not None:
            for field, day in (
                (self.since, held.since),
                (self.until, held.until),
                (self.approved, held.approved),
                (self.review, held.plan_review),
            ):
                field.restore(day_text(day))


def open_draft_agreement(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that drafts an agreement, or changes the draft selected."""
    return opened(DraftAgreementDialog(context, about(selection), parent))
