"""Booking of `Compose`: parts of several pieces become one, which has them all as parents (R13)."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lunarcurator.domain.accounts import Account, Quality
from lunarcurator.domain.booking.births import Birth, counted, facts_of, identity_for, is_issued, mass_fields
from lunarcurator.domain.booking.draw_down import DrawDown
from lunarcurator.domain.booking.exposing import inherited
from lunarcurator.domain.booking.late_entry_propagation import told_of
from lunarcurator.domain.booking.lines import Known, Lines, side
from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch_piece
from lunarcurator.domain.booking.reading import Read, read
from lunarcurator.domain.booking.weigh import next_weighing, uncovered
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Fact, Parentage, ParentRole, Placement, Scalar
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid, uid_of, uid_or_none
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Compose, Part
from lunarcurator.domain.pieces import PieceState
from lunarcurator.domain.rules.custody import may_be_used_up, must_be_at_hand
from lunarcurator.domain.rules.dates import not_before_birth, nothing_follows
from lunarcurator.domain.rules.identity import number_is_free
from lunarcurator.domain.rules.mass import is_kept_nominal, residual_closes, was_received
from lunarcurator.domain.rules.places import takes_pieces
from lunarcurator.domain.status import Condition, Existence
from lunarcurator.domain.tolerance import Certainty, allowed_between

_REASON = "composite"


@dataclass(slots=True)
class _Pot:
    """What goes into a composite: its lines, how much of it is known, and what was found on the way."""

    lines: Lines = field(default_factory=Lines)
    ug: int = 0
    blind: bool = False
    facts: list[Fact] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def book_compose(operation: Compose, day: Day, ledger: LedgerState) -> Booked:
    """Book a composite: mass leaves each part and arrives in the new piece (`ledger.md` 1.2).

    Raises `NumberTextError` where the number is none of the collection's scheme.
    """
    collection = uid_of(operation.collection)
    number = ledger.scheme(collection).parse(operation.number)
    place = uid_or_none(operation.place)
    findings = [
        *number_is_free(ledger, collection, number.canonical),
        *_has_parts(operation),
        *(each for at, part in enumerate(operation.parts) for each in _may_go_in(ledger, part, at, day)),
        *(takes_pieces(ledger, place, day, "place") if place else ()),
    ]
    taken = read(operation.reading, day, ledger, place) if operation.reading else None
    findings += taken.findings if taken else ()
    if blocked(findings):
        return refused(findings)
    said = taken.mass if taken else operation.mass
    findings += is_kept_nominal(ledger, collection, number.canonical, operation.form, said)
    mass = counted(said, operation.form, ledger)
    uid = identity_for(ledger, collection, number.canonical)
    fields = _fields(operation, ledger, day, mass, collection)
    issued = is_issued(operation.proposed, day, ledger)
    birth = Birth(
        uid=uid,
        collection=collection,
        number=number,
        issued=issued,
        day=day,
        fields=fields,
        parent=None,
        role=ParentRole.COMPONENT,
        place=place,
    )
    new = birth.state(ledger)
    pot = _Pot(findings=findings)
    for part in operation.parts:
        _put_in(pot, part, new, ledger, day)
    _settle(pot, new, mass, taken, day)
    pot.findings += _is_weighed(mass, number.canonical, pot.ug)
    facts: list[Fact] = [*facts_of(birth, ledger), *pot.facts]
    for part in operation.parts:
        facts.append(Parentage(uid, uid_of(part.sample), ParentRole.COMPONENT, day))
        facts += inherited(ledger, uid_of(part.sample), uid, day)
    if taken is not None and mass.known:
        facts.append(taken.weighing(uid, day, Account.ADJUSTMENT))
    return Booked((*facts, *pot.lines.done()), tuple(pot.findings))


def _is_weighed(mass: Mass, number: str, ug: int) -> Iterator[Finding]:
    """R8: a composite of which its parts gave `ug`, a known mass, has a mass, or somebody says why not."""
    if ug and not mass.known:
        facts: dict[str, str | int] = {"number": number, "rest_ug": ug}
        yield find(Strength.WARN, "compose.not_weighed", "R8", "mass", "", **facts)


def _put_in(pot: _Pot, part: Part, new: PieceState, ledger: LedgerState, day: Day) -> None:
    piece = ledger.at(uid_of(part.sample), day)
    target = side(new)
    if part.ug is None:
        pot.lines.move(day, side(piece), target, piece.held_ug, known=told_of(piece), reason=_REASON)
        blind = side(piece, Account.UNMEASURED)
        pot.lines.move(day, side(piece), blind, unweighed=piece.held_unweighed, reason=_REASON)
        pot.ug += piece.held_ug
        pot.blind = pot.blind or bool(piece.held_unweighed)
        pot.facts.append(touch_piece(piece.uid, day, existence=str(Existence.RETIRED), retired_reason="composite"))
        pot.facts.append(Placement(piece.uid, day, None, None, str(piece.custody)))
        return
    pot.ug += part.ug
    changes: dict[str, Scalar] = {}
    if piece.held_unweighed:
        draws = list(DrawDown(ledger, day).first(piece, part.ug, next_weighing(ledger, piece.uid, day)))
        for draw in draws:
            pot.lines.move(day, draw.source, target, draw.ug, known=Known(Quality.STATED), reason=_REASON)
        pot.findings += uncovered(piece, draws, piece.resolution_ug or 0)
    else:
        pot.lines.move(day, side(piece), target, part.ug, known=Known(Quality.STATED), reason=_REASON)
        changes = {"mass_quality": str(Quality.BY_DIFFERENCE)} if piece.quality is Quality.MEASURED else {}
    pot.facts.append(touch_piece(piece.uid, day, **changes))


def _settle(pot: _Pot, new: PieceState, mass: Mass, taken: Read | None, day: Day) -> None:
    """Bring the composite from what its parts gave to what it is said to weigh (R8)."""
    if not mass.known:
        lost = side(new, Account.UNMEASURED)
        pot.lines.move(day, side(new), lost, pot.ug, known=Known(Quality.BY_DIFFERENCE), reason=_REASON)
        pot.lines.move(day, lost, side(new), unweighed=1, reason=mass.reason or "not_weighed")
        return
    difference = (mass.ug or 0) - pot.ug
    counter = side(new, Account.UNMEASURED if pot.blind else Account.ADJUSTMENT)
    known = Known(Quality.MEASURED if taken else Quality.STATED, mass.resolution_ug)
    pot.lines.move(day, counter, side(new), difference, known=known, reason=_REASON)
    if not pot.blind:
        told = Certainty(mass.resolution_ug or 1)
        allowed = allowed_between((told, taken.certainty if taken else told))
        pot.findings += residual_closes(new, -difference, allowed, "mass")


def _fields(operation: Compose, ledger: LedgerState, day: Day, mass: Mass, collection: Uid) -> dict[str, Scalar]:
    first = ledger.at(uid_of(operation.parts[0].sample), day)
    fields: dict[str, Scalar] = {
        "collection": collection,
        "mission": operation.mission or first.mission,
        "title": first.title,
        "existence": str(Existence.EXISTS),
        "condition": _worst(operation, ledger, day),
        "access": first.access or None,
        "basic_use": first.basic_use or None,
        "form": ledger.tables.form(operation.form) or None,
        "remarks": operation.remarks.strip() or None,
        **mass_fields(mass),
    }
    return {key: value for key, value in fields.items() if value is not None}


def _worst(operation: Compose, ledger: LedgerState, day: Day) -> str:
    """R9: a composite is no better than the worst of what went into it."""
    order = (Condition.ALTERED, Condition.AIR_EXPOSED, Condition.RETURNED, Condition.NOT_STATED)
    found = {ledger.at(uid_of(part.sample), day).condition for part in operation.parts}
    return str(next((each for each in order if str(each) in found), next(iter(sorted(found)))))


def _has_parts(operation: Compose) -> Iterator[Finding]:
    if len({uid_of(each.sample) for each in operation.parts}) < len(operation.parts):
        yield find(Strength.IMPOSSIBLE, "compose.twice", "R13", "parts")
    if len(operation.parts) < 2:
        yield find(Strength.IMPOSSIBLE, "compose.needs_two", "R13", "parts")


def _may_go_in(ledger: LedgerState, part: Part, at: int, day: Day) -> Iterator[Finding]:
    uid, where = uid_of(part.sample), f"parts[{at}].sample"
    piece = ledger.at(uid, day)
    yield from not_before_birth(ledger, uid, day, where)
    yield from must_be_at_hand(piece, where)
    yield from may_be_used_up(piece, where)
    if part.ug is None:
        yield from nothing_follows(ledger, uid, day)
    elif part.ug <= 0 or (not piece.held_unweighed and part.ug > piece.held_ug):
        yield find(
            Strength.IMPOSSIBLE,
            "compose.not_that_much",
            "R8",
            f"parts[{at}].ug",
            uid,
            number=piece.number_text,
            held_ug=piece.held_ug,
        )
    else:
        yield from was_received(ledger, piece, part.ug, f"parts[{at}].ug")
