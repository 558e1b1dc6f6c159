"""The pieces a split makes: their numbers, what they inherit, what was read of them."""

from collections.abc import Iterator
from dataclasses import dataclass

from lunarcurator.domain.accounts import Account
from lunarcurator.domain.booking.births import (
    Birth,
    claim,
    counted,
    facts_of,
    identity_for,
    mass_fields,
    placed,
)
from lunarcurator.domain.booking.outcome import touch_piece
from lunarcurator.domain.booking.reading import read
from lunarcurator.domain.booking.standing import custody_in
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Fact, Parentage, Scalar
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import EntryRef, Uid, uid_of
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.numbering import SampleNumber
from lunarcurator.domain.operations import Daughter, PlanSplit, Split
from lunarcurator.domain.picture import Picture
from lunarcurator.domain.pieces import PieceState
from lunarcurator.domain.rules.identity import number_is_free
from lunarcurator.domain.rules.places import is_usable
from lunarcurator.domain.status import Condition, Existence

INHERITED = ("mission", "title", "access", "basic_use", "class_name", "subclass", "collected", "restriction")
"""What a daughter takes from its parent (workflow 4: mission, use, restrictions, exposure)."""


@dataclass(frozen=True, slots=True)
class Made:
    """One daughter: the facts of its birth, its state to hang lines on, and its mass as it counts."""

    state: PieceState
    mass: Mass
    uncertainty_ug: int
    facts: tuple[Fact, ...]
    findings: tuple[Finding, ...] = ()


def number_of(daughter: Daughter, parent: PieceState, picture: Picture) -> SampleNumber:
    """Return a daughter's number as the scheme of its collection reads it in the parent's context."""
    scheme = picture.scheme(parent.book.collection)
    return scheme.parse(daughter.number, scheme.parse(parent.number_text))


def planned(picture: Picture, plan: EntryRef | None) -> dict[str, Uid]:
    """Return the pieces a plan reserved that are still planned, by number; empty without a plan."""
    view = picture.entry(uid_of(plan)) if plan else None
    if view is None:
        return {}
    samples = dict.fromkeys(each.fact.child for each in view.facts if isinstance(each.fact, Parentage))
    states = (picture.piece(uid) for uid in samples)
    return {state.number_text: state.uid for state in states if state.existence is Existence.PLANNED}


def numbers_are_free(
    daughters: tuple[Daughter, ...], parent: PieceState, picture: Picture, plan: EntryRef | None
) -> Iterator[Finding]:
    """R1, R2: no two daughters share a number, and each is free or reserved by the plan being finished."""
    reserved = planned(picture, plan)
    if plan and not reserved:
        yield find(Strength.IMPOSSIBLE, "split.plan_done", "R2", "plan", number=parent.number_text)
    seen: set[str] = set()
    for index, daughter in enumerate(daughters):
        number = number_of(daughter, parent, picture).canonical
        if number in seen:
            yield find(Strength.IMPOSSIBLE, "number.twice", "R1", f"daughters[{index}].number", number=number)
        seen.add(number)
        if number not in reserved:
            yield from number_is_free(picture, parent.book.collection, number, f"daughters[{index}].number")


def make(operation: Split | PlanSplit, parent: PieceState, day: Day, picture: Picture) -> tuple[Made, ...]:
    """Return the daughters of a split or plan in order; planned ones become real under their own identity."""
    reserved = planned(picture, operation.plan) if isinstance(operation, Split) else {}
    existence = Existence.EXISTS if isinstance(operation, Split) else Existence.PLANNED
    return tuple(
        _make(index, daughter, parent, day, picture, reserved, existence)
        for index, daughter in enumerate(operation.daughters)
    )


def _make(
    index: int,
    daughter: Daughter,
    parent: PieceState,
    day: Day,
    picture: Picture,
    reserved: dict[str, Uid],
    existence: Existence,
) -> Made:
    collection = parent.book.collection
    scheme = picture.scheme(collection)
    number = number_of(daughter, parent, picture)
    place = uid_of(daughter.place) if daughter.place else parent.place
    taken = read(daughter.reading, day, picture, place, f"daughters[{index}].mass") if daughter.reading else None
    mass = counted(taken.mass if taken else daughter.mass, daughter.form, picture)
    custody = custody_in(picture, place, day)
    fields = _fields(daughter, parent, mass, collection, existence)
    uid = reserved.get(number.canonical) or identity_for(picture, collection, number.canonical)
    birth = Birth(
        uid, collection, number, daughter.proposed, day, fields, parent.uid, daughter.role, place, custody
    )
    facts: list[Fact]
    if number.canonical in reserved:
        facts = [touch_piece(uid, day, **fields), *placed(birth)]
    elif existence is Existence.PLANNED:
        facts = [
            touch_piece(uid, day, **fields),
            claim(birth, scheme, scheme.parse(parent.number_text)),
            Parentage(uid, parent.uid, daughter.role, day),
        ]
    else:
        facts = list(facts_of(birth, scheme, scheme.parse(parent.number_text)))
    if taken is not None and mass.known:
        facts.append(taken.weighing(uid, day, Account.ADJUSTMENT))
    findings = list(taken.findings) if taken else []
    if daughter.place:
        findings += is_usable(picture.place(uid_of(daughter.place)), f"daughters[{index}].place")
    state = PieceState(uid, fields=dict(fields), custody=custody, place=place)
    return Made(state, mass, taken.uncertainty_ug if taken else 0, tuple(facts), tuple(findings))


def _fields(
    daughter: Daughter, parent: PieceState, mass: Mass, collection: Uid, existence: Existence
) -> dict[str, Scalar]:
    inherited = {key: parent.fields[key] for key in INHERITED if parent.fields.get(key) is not None}
    fields: dict[str, Scalar] = {
        **inherited,
        "collection": collection,
        "existence": str(existence),
        "condition": str(_condition(daughter, parent)),
        "form": daughter.form or None,
        "count": daughter.count,
        "area_um2": daughter.area_um2,
        "remarks": daughter.remarks or None,
    }
    if existence is Existence.EXISTS:
        fields |= mass_fields(mass)
        if mass.known:
            fields |= {
                "original_ug": mass.ug,
                "original_quality": str(mass.kind),
                "original_resolution_ug": mass.resolution_ug,
            }
    return {key: value for key, value in fields.items() if value is not None}


def _condition(daughter: Daughter, parent: PieceState) -> Condition:
    """R9: a daughter is never better than its parent."""
    inherited = Condition(parent.text("condition") or Condition.NOT_STATED)
    if daughter.condition is None or inherited is not Condition.PRISTINE:
        return inherited
    return daughter.condition
