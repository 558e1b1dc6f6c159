"""The pieces a split makes: their numbers, what they inherit, what was read of them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from lunarcurator.domain.accounts import Account
from lunarcurator.domain.booking.births import (
    Birth,
    counted,
    facts_of,
    identity_for,
    is_issued,
    mass_fields,
    placed,
    planned_facts_of,
    with_published_form,
)
from lunarcurator.domain.booking.exposing import inherited
from lunarcurator.domain.booking.outcome import touch_piece
from lunarcurator.domain.booking.reading import Read, read
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Fact, Parentage, Scalar
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import EntryRef, Uid, uid_of, uid_or_none
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.numbering import SampleNumber
from lunarcurator.domain.operations import Daughter, PlanSplit, Split
from lunarcurator.domain.pieces import PieceState
from lunarcurator.domain.rules.dates import not_before_birth
from lunarcurator.domain.rules.fields import form_is_known, is_of_kind, may_be_said
from lunarcurator.domain.rules.identity import number_is_free
from lunarcurator.domain.rules.mass import is_kept_nominal
from lunarcurator.domain.rules.numbering import stays_in_family
from lunarcurator.domain.rules.places import takes_pieces
from lunarcurator.domain.status import Condition, Existence
from lunarcurator.domain.tolerance import Certainty

INHERITED = (
    *("mission", "title", "access", "basic_use", "class_name", "subclass", "collected", "restriction"),
    *("handling", "owner", "temperature_mk"),
)
"""What a daughter takes from its parent (workflow 4: mission, use, restrictions, exposure)."""


@dataclass(frozen=True, slots=True)
class Made:
    """One daughter: the facts of its birth, its state to hang lines on, and its mass as it counts."""

    state: PieceState
    mass: Mass
    uncertainty_ug: int
    facts: tuple[Fact, ...]
    findings: tuple[Finding, ...] = ()
    of_balance: bool = False

    @property
    def certainty(self) -> Certainty:
        """How sure its mass is; a resolution of 0 where nobody knows."""
        return Certainty(self.mass.resolution_ug or 0, self.uncertainty_ug, self.of_balance)


def number_of(daughter: Daughter, parent: PieceState, ledger: LedgerState) -> SampleNumber:
    """Return a daughter's number as its collection's scheme reads it; raises `NumberTextError`."""
    scheme = ledger.scheme(parent.book.collection)
    return scheme.parse(daughter.number, scheme.parse(parent.family_number))


def planned(ledger: LedgerState, plan: EntryRef | None) -> dict[str, Uid]:
    """Return the pieces a plan reserved that are still planned, by number; empty without a plan."""
    view = ledger.entry(uid_of(plan)) if plan else None
    if view is None:
        return {}
    samples = dict.fromkeys(each.fact.child for each in view.facts if isinstance(each.fact, Parentage))
    states = (ledger.piece(uid) for uid in samples)
    return {state.number_text: state.uid for state in states if state.existence is Existence.PLANNED}


def numbers_are_free(
    daughters: tuple[Daughter, ...], parent: PieceState, ledger: LedgerState, plan: EntryRef | None
) -> Iterator[Finding]:
    """R1, R2: no two daughters share a number, and each is free or reserved by the plan being finished."""
    reserved = _reserved(ledger, plan, parent)
    if plan and not reserved:
        yield find(Strength.IMPOSSIBLE, "split.plan_done", "R2", "plan", number=parent.number_text)
    above = ledger.scheme(parent.book.collection).parse(parent.family_number)
    seen: set[str] = set()
    for index, daughter in enumerate(daughters):
        spelt = number_of(daughter, parent, ledger)
        number = spelt.canonical
        if number in seen:
            yield find(Strength.IMPOSSIBLE, "number.twice", "R1", f"daughters[{index}].number", number=number)
        seen.add(number)
        if number not in reserved:
            yield from number_is_free(ledger, parent.book.collection, number, f"daughters[{index}].number")
            yield from stays_in_family(spelt, above, f"daughters[{index}].number")


def make(operation: Split | PlanSplit, parent: PieceState, day: Day, ledger: LedgerState) -> tuple[Made, ...]:
    """Return the daughters of a split or plan in order; planned ones become real under their own identity."""
    if isinstance(operation, PlanSplit):
        return tuple(
            _plan(index, daughter, parent, day, ledger) for index, daughter in enumerate(operation.daughters)
        )
    reserved = _reserved(ledger, operation.plan, parent)
    return tuple(
        _make(index, daughter, parent, day, ledger, reserved) for index, daughter in enumerate(operation.daughters)
    )


def _reserved(ledger: LedgerState, plan: EntryRef | None, parent: PieceState) -> dict[str, Uid]:
    return {
        number: uid
        for number, uid in planned(ledger, plan).items()
        if parent.uid in {above for above, _ in ledger.piece(uid).parents}
    }


def _plan(index: int, daughter: Daughter, parent: PieceState, day: Day, ledger: LedgerState) -> Made:
    number = number_of(daughter, parent, ledger)
    fields = _fields(daughter, parent, Existence.PLANNED, ledger)
    uid = identity_for(ledger, parent.book.collection, number.canonical)
    birth = _birth(uid, daughter, number, parent, day, fields, ledger)
    findings = _is_sound(daughter, parent, day, ledger, f"daughters[{index}]")
    return Made(birth.state(ledger), daughter.mass, 0, tuple(planned_facts_of(birth)), tuple(findings))


def _make(
    index: int, daughter: Daughter, parent: PieceState, day: Day, ledger: LedgerState, reserved: dict[str, Uid]
) -> Made:
    field = f"daughters[{index}]"
    number = number_of(daughter, parent, ledger)
    uid = reserved.get(number.canonical) or identity_for(ledger, parent.book.collection, number.canonical)
    vial = uid_or_none(daughter.place)
    taken = read(daughter.reading, day, ledger, vial, f"{field}.mass") if daughter.reading else None
    said = taken.mass if taken else daughter.mass
    mass = counted(said, daughter.form, ledger)
    fields = _fields(daughter, parent, Existence.EXISTS, ledger) | _mass_fields(mass)
    birth = _birth(uid, daughter, number, parent, day, fields, ledger)
    findings = _is_sound(daughter, parent, day, ledger, field)
    own = parent.book.collection
    findings += is_kept_nominal(ledger, own, number.canonical, daughter.form, said, f"{field}.mass")
    if number.canonical in reserved:
        findings += not_before_birth(ledger, uid, day, "plan")
        facts: list[Fact] = [touch_piece(uid, day, **fields), *placed(birth, ledger)]
    else:
        facts = [*facts_of(birth, ledger)]
    if taken is not None and mass.known:
        facts.append(taken.weighing(uid, day, Account.ADJUSTMENT))
    facts += inherited(ledger, parent.uid, uid, day, interior=daughter.interior)
    return _made(birth, mass, taken, facts, findings, ledger)


def _made(
    birth: Birth, mass: Mass, taken: Read | None, facts: list[Fact], findings: list[Finding], ledger: LedgerState
) -> Made:
    told = [*(taken.findings if taken else ()), *findings]
    if taken is None or not mass.known:
        return Made(birth.state(ledger), mass, 0, tuple(facts), tuple(told))
    sure = taken.certainty
    return Made(
        birth.state(ledger), mass, sure.uncertainty_ug, tuple(facts), tuple(told), of_balance=sure.of_balance
    )


def _birth(
    uid: Uid,
    daughter: Daughter,
    number: SampleNumber,
    parent: PieceState,
    day: Day,
    fields: dict[str, Scalar],
    ledger: LedgerState,
) -> Birth:
    return Birth(
        uid=uid,
        collection=parent.book.collection,
        number=number,
        issued=is_issued(daughter.proposed, day, ledger),
        day=day,
        fields=fields,
        parent=parent.uid,
        role=daughter.role,
        place=_place_of(daughter, parent),
    )


def _place_of(daughter: Daughter, parent: PieceState) -> Uid | None:
    """Return where a daughter stands: beside its parent if nobody says else, nowhere if nobody has it."""
    if daughter.unaccounted:
        return None
    return uid_of(daughter.place) if daughter.place else parent.place


def _fields(
    daughter: Daughter, parent: PieceState, existence: Existence, ledger: LedgerState
) -> dict[str, Scalar]:
    other = with_published_form({}, daughter.form, ledger)
    inherited = {key: parent.fields[key] for key in INHERITED if parent.fields.get(key) is not None}
    fields: dict[str, Scalar] = {
        **inherited,
        "collection": parent.book.collection,
        "existence": str(existence),
        "condition": str(daughter.condition or parent.condition or Condition.NOT_STATED),
        "form": ledger.tables.form(daughter.form) or None,
        "count": daughter.count,
        "area_um2": daughter.area_um2,
        "remarks": daughter.remarks or None,
        "other": json.dumps(other, ensure_ascii=False, sort_keys=True) if other else None,
        **{each.field: each.value for each in daughter.values},
    }
    return {key: value for key, value in fields.items() if value is not None}


def _mass_fields(mass: Mass) -> dict[str, Scalar]:
    fields = mass_fields(mass)
    if mass.known:
        fields |= {
            "original_ug": mass.ug,
            "original_quality": str(mass.kind),
            "original_resolution_ug": mass.resolution_ug,
        }
    return {key: value for key, value in fields.items() if value is not None}


def _is_sound(daughter: Daughter, parent: PieceState, day: Day, ledger: LedgerState, field: str) -> list[Finding]:
    """R3, R9, R12: the place takes the piece, it is no better than its parent, counts are counts."""
    findings = [
        *is_of_kind("count", daughter.count, f"{field}.count"),
        *is_of_kind("area_um2", daughter.area_um2, f"{field}.area_um2"),
        *form_is_known(ledger, daughter.form, f"{field}.form"),
        *(each for value in daughter.values for each in is_of_kind(value.field, value.value, f"{field}.values")),
        *may_be_said(daughter.values, f"{field}.values"),
    ]
    place = _place_of(daughter, parent)
    if place is not None:
        findings += takes_pieces(ledger, place, day, f"{field}.place")
    if daughter.condition is Condition.PRISTINE and parent.condition != Condition.PRISTINE:
        findings.append(
            find(
                Strength.IMPOSSIBLE,
                "split.better_than_parent",
                "R9",
                f"{field}.condition",
                parent.uid,
                number=parent.number_text,
                condition=parent.condition or str(Condition.NOT_STATED),
            )
        )
    return findings
