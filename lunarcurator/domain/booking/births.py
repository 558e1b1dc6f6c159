"""The facts with which a new piece enters the book: identity, number, parentage, place, description."""

from collections.abc import Iterator
from dataclasses import dataclass

from lunarcurator.domain.accounts import Quality
from lunarcurator.domain.booking.outcome import touch_piece
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Fact, NumberClaim, Parentage, ParentRole, Placement, Scalar
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.mass import Mass, MassKind
from lunarcurator.domain.numbering import SampleNumber, Scheme
from lunarcurator.domain.picture import Picture
from lunarcurator.domain.rules.identity import revived
from lunarcurator.domain.status import Custody
from lunarcurator.domain.words_folding import number_key

_QUALITY = {
    MassKind.MEASURED: Quality.MEASURED,
    MassKind.STATED: Quality.STATED,
    MassKind.REPORTED: Quality.REPORTED,
    MassKind.ESTIMATED: Quality.ESTIMATED,
    MassKind.NOMINAL: Quality.NOMINAL,
    MassKind.UNKNOWN: Quality.UNKNOWN,
    MassKind.NOT_APPLICABLE: Quality.NOT_APPLICABLE,
}


@dataclass(frozen=True, slots=True)
class Birth:
    """A piece about to be: its identity and number, from whom, and what is said of it."""

    uid: Uid
    collection: Uid
    number: SampleNumber
    issued: bool
    day: Day
    fields: dict[str, Scalar]
    parent: Uid | None = None
    role: ParentRole = ParentRole.DAUGHTER
    place: Uid | None = None
    custody: Custody = Custody.HERE


def identity_for(picture: Picture, collection: Uid, number: str) -> Uid:
    """Return the identity a number revives after an undo, or a new one."""
    return revived(picture, collection, number) or picture.new_uid()


def quality_of(mass: Mass) -> Quality:
    """Return how a balance that rests on this statement is known."""
    return _QUALITY[mass.kind]


def counted(mass: Mass, form: str, picture: Picture) -> Mass:
    """Return the mass as it counts: on a form that is not weighable it is nominal, whatever it says."""
    if form not in picture.tables.unweighable or mass.kind is MassKind.NOT_APPLICABLE:
        return mass
    reason = picture.tables.unweighable_reasons.get(form, "section")
    return Mass.unknown(reason) if mass.ug is None else Mass.nominal(mass.ug, mass.resolution_ug, reason)


def mass_fields(mass: Mass) -> dict[str, Scalar]:
    """Return the recorded fields that say how the mass now is known; ug of a nominal mass is only text."""
    return {
        "mass_quality": str(quality_of(mass)),
        "mass_reason": mass.reason or None,
        "resolution_ug": mass.resolution_ug if mass.known else None,
        "nominal_ug": mass.ug if mass.kind is MassKind.NOMINAL else None,
    }


def claim(birth: Birth, scheme: Scheme, scope_of: SampleNumber | None) -> NumberClaim:
    """Return the claim of the piece's number; the scope is where its serial is counted."""
    number = birth.number
    scope = number.scope
    return NumberClaim(
        birth.uid,
        birth.collection,
        number.canonical,
        number_key(number.canonical),
        number.sort_key,
        number.family,
        number.rest,
        scope,
        number.series,
        number.serial,
        birth.issued,
        birth.day,
    )


def facts_of(birth: Birth, scheme: Scheme, scope_of: SampleNumber | None = None) -> Iterator[Fact]:
    """Yield the facts of a birth, description first so that every later fact has a piece to stand on."""
    yield touch_piece(birth.uid, birth.day, **birth.fields)
    yield claim(birth, scheme, scope_of)
    if birth.parent is not None:
        yield Parentage(birth.uid, birth.parent, birth.role, birth.day)
    yield from placed(birth)


def placed(birth: Birth) -> Iterator[Fact]:
    """Yield where the piece stands, if anybody said so: *place not stated* is a state of its own."""
    if birth.place is not None or birth.custody is not Custody.HERE:
        yield Placement(birth.uid, birth.day, birth.place, birth.place, str(birth.custody))
