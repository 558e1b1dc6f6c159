"""Booking of opening a sealed container, of cold, of a changed condition and of handling restrictions."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from lunarcurator.domain.booking.custody_by_site import next_move, standing_in
from lunarcurator.domain.booking.draw_down import DrawDown
from lunarcurator.domain.booking.exposing import became, changed_to, met, standing_in_at
from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch, touch_piece
from lunarcurator.domain.booking.weigh import weighed_from
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Exposure, ExposureKind, Fact, Scalar, Scope, Subject
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import PieceRef, PlaceRef, Uid, uid_of, uid_or_none
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.operations import ChangeCondition, Freeze, OpenSealed, Restrict, TakeOut
from lunarcurator.domain.pieces import PieceState
from lunarcurator.domain.rules.condition import does_not_improve, is_cold
from lunarcurator.domain.rules.custody import must_be_at_hand, must_be_on_record
from lunarcurator.domain.rules.dates import not_before_birth, not_before_change, not_seen_elsewhere
from lunarcurator.domain.rules.handling import handled
from lunarcurator.domain.rules.places import is_usable, takes_pieces
from lunarcurator.domain.rules.records import changes_one_of
from lunarcurator.domain.status import Condition


def book_open_sealed(operation: OpenSealed, day: Day, ledger: LedgerState) -> Booked:
    """Book the opening: the container is sealed no more, its contents met what is around, and were weighed."""
    place = uid_of(operation.place)
    state = ledger.place_at(place, day)
    findings: list[Finding] = [*is_usable(ledger, place, day, "place", day + 1)]
    if not blocked(findings) and state.fields.get("sealed") != 1:
        findings.append(
            find(Strength.IMPOSSIBLE, "open_sealed.not_sealed", "R3", "place", place, place=state.name)
        )
    if blocked(findings):
        return refused(findings)
    inside = list(standing_in_at(ledger, place, day))
    for uid in inside:
        findings += [*handled(ledger.at(uid, day), operation.meets, "meets")]
        findings += became(ledger, uid, operation.condition, day)
    facts: list[Fact] = [touch(Subject.PLACE, place, day, sealed=0)]
    agent = " ".join(each for each in (operation.gas.strip(), operation.seal_state.strip()) if each)
    for uid in inside:
        facts.append(touch_piece(uid, day, **changed_to(operation.condition)))
        facts += met(ledger, _exposure(uid, day, operation.meets, agent, place, None, operation.evidence))
    facts += _weighed(operation, inside, day, ledger, findings)
    return refused(findings) if blocked(findings) else Booked(tuple(facts), tuple(findings))


def _weighed(
    operation: OpenSealed, inside: list[Uid], day: Day, ledger: LedgerState, findings: list[Finding]
) -> Iterator[Fact]:
    """Yield what the readings book; each piece is weighed once, and all draw on what is left of one suspense."""
    draw_down = DrawDown(ledger, day)
    name = ledger.place(uid_of(operation.place)).name
    seen: set[Uid] = set()
    for at, each in enumerate(operation.readings):
        uid = uid_of(each.sample)
        if uid not in inside:
            findings.append(_not_weighed(ledger.piece(uid), "open_sealed.not_inside", at, place=name))
        elif uid in seen:
            findings.append(_not_weighed(ledger.piece(uid), "open_sealed.read_twice", at))
        else:
            seen.add(uid)
            booked = weighed_from(draw_down, each, day, ledger)
            findings += [replace(found, field=f"readings[{at}].{found.field}") for found in booked.findings]
            yield from booked.facts


def book_freeze(operation: Freeze, day: Day, ledger: LedgerState) -> Booked:
    """Book pieces into the cold: an event, a temperature they are kept at, and a condition."""
    findings = [*_may_act(operation.samples, operation.to, day, ledger), *is_cold(operation.temperature_mk)]
    if blocked(findings):
        return refused(findings)
    kind, told = ExposureKind.FREEZER, operation.evidence
    facts: list[Fact] = []
    for piece in _each(operation.samples, day, ledger):
        # What was exposed before is frozen too, but no better for it.
        frozen = {} if [*does_not_improve(piece, Condition.FROZEN)] else changed_to(Condition.FROZEN)
        changes: dict[str, Scalar] = {"temperature_mk": operation.temperature_mk, **frozen}
        facts += _changed(piece, operation.to, day, ledger, changes)
        place = uid_or_none(operation.to)
        facts += met(ledger, _exposure(piece.uid, day, kind, "", place, operation.temperature_mk, told))
    return Booked(tuple(facts), tuple(findings))


def book_take_out(operation: TakeOut, day: Day, ledger: LedgerState) -> Booked:
    """Book pieces out of the cold: the history of temperature goes on, and never says it was not (scenario 11)."""
    findings = [*_may_act(operation.samples, operation.to, day, ledger)]
    for piece in _each(operation.samples, day, ledger):
        if piece.in_book and piece.fields.get("temperature_mk") is None:
            number = piece.number_text
            findings.append(
                find(Strength.IMPOSSIBLE, "take_out.not_cold", "R9", "samples", piece.uid, number=number)
            )
        if piece.condition == Condition.FROZEN:
            findings += does_not_improve(piece, operation.condition)
        findings += handled(piece, ExposureKind.THAW, "samples")
    if operation.condition is Condition.FROZEN:
        findings.append(find(Strength.IMPOSSIBLE, "take_out.still_frozen", "R9", "condition"))
    if operation.temperature_mk is not None and operation.temperature_mk <= 0:
        findings.append(find(Strength.IMPOSSIBLE, "expose.no_temperature", "R12", "temperature_mk"))
    if blocked(findings):
        return refused(findings)
    kind, told, place = ExposureKind.THAW, operation.evidence, uid_or_none(operation.to)
    facts: list[Fact] = []
    for piece in _each(operation.samples, day, ledger):
        changes: dict[str, Scalar] = {"temperature_mk": None, **_thawed(piece, operation.condition)}
        facts += _changed(piece, operation.to, day, ledger, changes)
        facts += met(ledger, _exposure(piece.uid, day, kind, "", place, operation.temperature_mk, told))
    return Booked(tuple(facts), tuple(findings))


def _thawed(piece: PieceState, condition: Condition) -> dict[str, Scalar]:
    """Return the condition of a piece out of the cold: what was worse than frozen before stays what it was."""
    if piece.condition == Condition.FROZEN:
        return changed_to(condition)
    kept = condition is Condition.NOT_STATED or bool([*does_not_improve(piece, condition)])
    return {} if kept else changed_to(condition)


def book_change_condition(operation: ChangeCondition, day: Day, ledger: LedgerState) -> Booked:
    """Book a changed condition with its reason; R9: it never gets better without authority."""
    findings = [*_named(operation.samples, day, ledger, "condition")]
    if not operation.reason.strip():
        findings.append(find(Strength.IMPOSSIBLE, "condition.needs_reason", "R12", "reason"))
    for ref in operation.samples:
        findings += does_not_improve(ledger.at(uid_of(ref), day), operation.condition)
    changes: dict[str, Scalar] = {"condition": str(operation.condition)}
    pieces = _each(operation.samples, day, ledger)
    findings += changes_one_of(pieces, changes, "condition")
    if blocked(findings):
        return refused(findings)
    facts = tuple(touch_piece(piece.uid, day, **changes) for piece in pieces)
    return Booked(facts, tuple(findings))


def book_restrict(operation: Restrict, day: Day, ledger: LedgerState) -> Booked:
    """Book how pieces must not be handled; later daughters inherit it."""
    findings = [*_named(operation.samples, day, ledger, "handling")]
    if not operation.reason.strip():
        findings.append(find(Strength.IMPOSSIBLE, "restrict.needs_reason", "R12", "reason"))
    codes = " ".join(sorted({str(each) for each in operation.handling})) or None
    changes: dict[str, Scalar] = {"handling": codes, "restriction": operation.reason.strip()}
    pieces = _each(operation.samples, day, ledger)
    findings += changes_one_of(pieces, changes, "handling")
    if blocked(findings):
        return refused(findings)
    facts = tuple(touch_piece(piece.uid, day, **changes) for piece in pieces)
    return Booked(facts, tuple(findings))


def _each(samples: Iterable[PieceRef], day: Day, ledger: LedgerState) -> list[PieceState]:
    return [ledger.at(uid, day) for uid in dict.fromkeys(uid_of(ref) for ref in samples)]


def _changed(
    piece: PieceState, to: PlaceRef | None, day: Day, ledger: LedgerState, changes: dict[str, Scalar]
) -> Iterator[Fact]:
    """Yield what changes of a piece, and where it stands from then on."""
    yield touch_piece(piece.uid, day, **changes)
    if to is not None:
        place = uid_of(to)
        yield from standing_in(ledger, piece.uid, place, piece.home or place, day)


def _exposure(
    uid: Uid,
    day: Day,
    kind: ExposureKind,
    agent: str,
    place: Uid | None,
    temperature_mk: int | None,
    evidence: str,
) -> Exposure:
    return Exposure(
        sample=uid,
        day=day,
        until=0,
        kind=kind,
        agent=agent,
        scope=Scope.WHOLE,
        place=place,
        temperature_mk=temperature_mk,
        evidence=evidence.strip(),
    )


def _named(samples: tuple[PieceRef, ...], day: Day, ledger: LedgerState, field: str) -> Iterator[Finding]:
    if not samples:
        yield find(Strength.IMPOSSIBLE, "condition.nothing", "R12", "samples")
    for ref in samples:
        uid = uid_of(ref)
        yield from not_before_birth(ledger, uid, day, "samples")
        yield from must_be_on_record(ledger.at(uid, day), "samples")
        yield from not_before_change(ledger, uid, field, day)


def _may_act(
    samples: tuple[PieceRef, ...], to: PlaceRef | None, day: Day, ledger: LedgerState
) -> Iterator[Finding]:
    """R3, R4, R19: the pieces are at hand on the day, and the place takes them until their own next move."""
    yield from _named(samples, day, ledger, "temperature_mk")
    for piece in _each(samples, day, ledger):
        yield from not_before_change(ledger, piece.uid, "condition", day)
        yield from must_be_at_hand(piece, "samples")
        if to is not None:
            until = next_move(ledger, piece.uid, day)
            yield from takes_pieces(ledger, uid_of(to), day, "to", until)
            yield from not_seen_elsewhere(ledger, piece.uid, uid_of(to), day, until)


def _not_weighed(piece: PieceState, key: str, at: int, **facts: str) -> Finding:
    field = f"readings[{at}].sample"
    return find(Strength.IMPOSSIBLE, key, "R3", field, piece.uid, number=piece.number_text, **facts)
