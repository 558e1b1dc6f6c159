"""The forms on borrowers and agreements that ask only for fields of the act."""

from collections.abc import Callable
from types import MappingProxyType
from typing import Final

from lunarcurator.desktop.dialogs.borrowers.party_dialog import about
from lunarcurator.desktop.dialogs.borrowers.standing_card import StandingCard
from lunarcurator.desktop.dialogs.form.kind_inputs import Asking, Offer, one_of
from lunarcurator.desktop.dialogs.form.layout import About, Facts, Layout, LayoutForm
from lunarcurator.desktop.dialogs.form.people import offer_people
from lunarcurator.domain.days import show_day
from lunarcurator.domain.identity import PersonRef, Uid
from lunarcurator.domain.lending.agreements import Agreement
from lunarcurator.domain.lending.terms import DocumentKind
from lunarcurator.domain.operations.agreeing import RenewAgreement, SignAgreement, TerminateAgreement
from lunarcurator.domain.operations.borrowing import ConfirmContact, EndResponsibility
from lunarcurator.services.form_context import FormContext, form_context
from lunarcurator.services.lending.parties import Parties, parties

_SIZE: Final = (900, 520)
_SIZE_OF_AGREEMENT: Final = (940, 560)


def _read(form: LayoutForm) -> tuple[FormContext, Parties]:
    return form_context(form.context.session), parties(form.context.session)


def _people(form: LayoutForm) -> Offer:
    known: Parties = form.desk
    return Offer([(each.uid, known.label(each)) for each in known.people], form.selection.person)


def _agreements(fits: Callable[[Agreement, Parties], bool], *, selected: bool = True) -> Asking:
    """Return how an agreement is asked for: one of those that fit, the `selected` one or the only one at first."""

    def offer(form: LayoutForm) -> Offer:
        known: Parties = form.desk
        fitting = [each for each in known.agreements if fits(each, known)]
        told = [(each.uid, f"{each.code} · {known.name(each.person)}") for each in fitting]
        chosen = form.selection.agreement if selected else None
        only = told[0][0] if len(told) == 1 else None
        return Offer(told, chosen if chosen in dict(told) else only)

    return one_of(offer)


def _is_draft(agreement: Agreement, _known: Parties) -> bool:
    return not agreement.signed and not agreement.terminated


def _is_signed(agreement: Agreement, _known: Parties) -> bool:
    return bool(agreement.signed) and not agreement.terminated


def _is_open(agreement: Agreement, _known: Parties) -> bool:
    return not agreement.terminated


def _is_valid(agreement: Agreement, known: Parties) -> bool:
    return agreement.is_valid_on(known.today)


def _standing_of(name: str) -> Callable[[LayoutForm], None]:
    """Return what shows beside a form how the person stands who is chosen there, or whose agreement is."""

    def add(form: LayoutForm) -> None:
        known: Parties = form.desk

        def person_of(chosen: str) -> str:
            agreement = known.agreement(chosen)
            person = known.person(agreement.person if agreement else chosen)
            return person.uid if person else ""

        form.panel.addWidget(StandingCard(form, form.input(name), person_of))

    return add


def _person(form: LayoutForm) -> Facts:
    known: Parties = form.desk
    return {"name": known.name(form.input("person").value())}


def _passing(form: LayoutForm) -> Facts:
    """Return to whom and under which agreement open lines pass, else by when they are asked back."""
    known: Parties = form.desk
    agreement = known.agreement(form.input("agreement").value())
    if agreement is None:
        return {**_person(form), "heir": "", "code": "", **_asked_back(form, form.input("person").value())}
    told = {"heir": known.name(agreement.person), "code": agreement.code, "asked": "", "out": 0}
    return {**_person(form), **told}


def _ended(form: LayoutForm) -> Facts:
    return {**_agreed(form), **_asked_back(form, form.input("agreement").value())}


def _asked_back(form: LayoutForm, chosen: str) -> Facts:
    """Return how many lines an act asks back, of a person or under an agreement, and by when; "" for none."""
    known: Parties = form.desk
    out = known.out.get(Uid(chosen), 0)
    return {"out": out, "asked": form.told("recall_by") if out else ""}


def _agreed(form: LayoutForm) -> Facts:
    known: Parties = form.desk
    held = known.agreement(form.input("agreement").value())
    if held is None:
        return {"code": "", "since": "", "ends": ""}
    return {"code": held.code, "since": show_day(held.since), "ends": show_day(held.until)}


def _beside_signing(form: LayoutForm) -> None:
    _standing_of("agreement")(form)
    offer_people(form.input("for_lab").edit, form.form_context.operators)


def _fill_in_signer(form: LayoutForm) -> None:
    known: Parties = form.desk
    held, signer = known.agreement(form.input("agreement").value()), form.input("signed_by")
    if held and not signer.value():
        signer.restore(known.name(held.person))


def _say_term(form: LayoutForm) -> None:
    """Say below the new end of an agreement until when it runs now."""
    ends = _agreed(form)["ends"]
    form.input("until").set_note(form.words.say("form_hint.renew_agreement.until", {"ends": ends}) if ends else "")


_PEOPLE: Final = MappingProxyType({(PersonRef, False): one_of(_people)})
BORROWERS: Final = About(narrowed=about, read=_read, references=_PEOPLE)
"""People and agreements."""
CONFIRM_CONTACT: Final = Layout(
    ConfirmContact,
    BORROWERS,
    (("person", "how"),),
    size=_SIZE,
    wide={"person": 2, "how": 2},
    also={"person": ("borrower",)},
    facts=_person,
    built=_standing_of("person"),
)
END_RESPONSIBILITY: Final = Layout(
    EndResponsibility,
    BORROWERS,
    (("person", "how"), ("agreement", "recall_by"), ("documents",)),
    size=(960, 600),
    wide={"person": 2, "agreement": 2, "documents": 2},
    inputs={"agreement": _agreements(_is_valid, selected=False)},
    documents={"documents": DocumentKind.OTHER},
    also={"person": ("borrower",), "agreement": ("lines",)},
    left_out=("lines",),
    facts=_passing,
    built=_standing_of("person"),
)
SIGN_AGREEMENT: Final = Layout(
    SignAgreement,
    BORROWERS,
    (("agreement",), ("signed_by", "for_lab"), ("copy",)),
    size=_SIZE_OF_AGREEMENT,
    wide={"agreement": 2, "copy": 2},
    inputs={"agreement": _agreements(_is_draft)},
    documents={"copy": DocumentKind.AGREEMENT},
    facts=_agreed,
    built=_beside_signing,
    edited=_fill_in_signer,
)
RENEW_AGREEMENT: Final = Layout(
    RenewAgreement,
    BORROWERS,
    (("agreement",), ("until", "plan_review"), ("copy",)),
    size=_SIZE_OF_AGREEMENT,
    wide={"agreement": 2, "copy": 2},
    inputs={"agreement": _agreements(_is_signed)},
    documents={"copy": DocumentKind.AGREEMENT},
    facts=_agreed,
    built=_standing_of("agreement"),
    edited=_say_term,
)
TERMINATE_AGREEMENT: Final = Layout(
    TerminateAgreement,
    BORROWERS,
    (("agreement",), ("why", "recall_by"), ("documents",)),
    size=_SIZE_OF_AGREEMENT,
    wide={"agreement": 2, "why": 2, "documents": 2},
    inputs={"agreement": _agreements(_is_open)},
    documents={"documents": DocumentKind.AGREEMENT},
    facts=_ended,
    built=_standing_of("agreement"),
)
