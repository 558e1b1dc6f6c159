"""Booking of opening a sealed container, of cold, of a changed condition and of handling restrictions."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from lunarcurator.domain.booking.exposing import met, standing_in_at
from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch, touch_piece
from lunarcurator.domain.booking.standing import standing_in
from lunarcurator.domain.booking.weigh import book_weigh
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Exposure, ExposureKind, Fact, Scalar, Scope, Subject
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import PieceRef, PlaceRef, Uid, uid_of
from lunarcurator.domain.operations import ChangeCondition, Freeze, OpenSealed, Restrict, TakeOut
from lunarcurator.domain.picture import Picture
from lunarcurator.domain.pieces import PieceState
from lunarcurator.domain.rules.condition import does_not_improve, is_cold
from lunarcurator.domain.rules.custody import must_be_at_hand, must_be_on_record
from lunarcurator.domain.rules.dates import not_before_birth, not_before_change
from lunarcurator.domain.rules.handling import handled
from lunarcurator.domain.rules.places import is_usable, takes_pieces
from lunarcurator.domain.status import Condition


def book_open_sealed(operation: OpenSealed, day: Day, picture: Picture) -> Booked:
    """Book the opening: the container is sealed no more, its contents met what is around, and were weighed."""
    place = uid_of(operation.place)
    state = picture.place_at(place, day)
    findings: list[Finding] = [*is_usable(picture, place, day, "place", day + 1)]
    if not blocked(findings) and state.fields.get("sealed") != 1:
        findings.append(
            find(Strength.IMPOSSIBLE, "open_sealed.not_sealed", "R3", "place", place, place=state.text("name"))
        )
    if blocked(findings):
        return refused(findings)
    inside = [uid for uid in standing_in_at(picture, place, day) if picture.at(uid, day).in_book]
    findings += [each for uid in inside for each in handled(picture.at(uid, day), operation.meets)]
    facts: list[Fact] = [touch(Subject.PLACE, place, day, sealed=0)]
    changes: dict[str, Scalar] = {"condition": str(operation.condition)} if operation.condition else {}
    agent = " ".join(each for each in (operation.gas.strip(), operation.seal_state.strip()) if each)
    for uid in inside:
        facts.append(touch_piece(uid, day, **changes))
        facts += met(picture, _exposure(uid, day, operation.meets, agent, place, None, operation.evidence))
    for at, each in enumerate(operation.readings):
        booked = book_weigh(each, day, picture)
        findings += [replace(found, field=f"readings[{at}].{found.field}") for found in booked.findings]
        facts += booked.facts
        if uid_of(each.sample) not in inside:
            findings.append(_not_inside(picture.piece(uid_of(each.sample)), state.text("name"), at))
    return refused(findings) if blocked(findings) else Booked(tuple(facts), tuple(findings))


def book_freeze(operation: Freeze, day: Day, picture: Picture) -> Booked:
    """Book pieces into the cold: an event, a temperature they are kept at, and a condition."""
    findings = [*_may_act(operation.samples, operation.to, day, picture), *is_cold(operation.temperature_mk)]
    if blocked(findings):
        return refused(findings)
    changes: dict[str, Scalar] = {
        "temperature_mk": operation.temperature_mk,
        "condition": str(Condition.FROZEN),
    }
    kind, told = ExposureKind.FREEZER, operation.evidence
    facts = _changed(operation.samples, operation.to, day, picture, changes, kind, operation.temperature_mk, told)
    return Booked(tuple(facts), tuple(findings))


def book_take_out(operation: TakeOut, day: Day, picture: Picture) -> Booked:
    """Book pieces out of the cold: the history of temperature goes on, and never says it was not (scenario 11)."""
    findings = [*_may_act(operation.samples, operation.to, day, picture)]
    for ref in operation.samples:
        piece = picture.at(uid_of(ref), day)
        if piece.in_book and piece.fields.get("temperature_mk") is None:
            findings.append(
                find(
                    Strength.IMPOSSIBLE, "take_out.not_cold", "R9", "samples", piece.uid, number=piece.number_text
                )
            )
        findings += handled(piece, ExposureKind.THAW)
    if operation.condition is Condition.FROZEN:
        findings.append(find(Strength.IMPOSSIBLE, "take_out.still_frozen", "R9", "condition"))
    if blocked(findings):
        return refused(findings)
    changes: dict[str, Scalar] = {"temperature_mk": None, "condition": str(operation.condition)}
    kind, told = ExposureKind.THAW, operation.evidence
    facts = _changed(operation.samples, operation.to, day, picture, changes, kind, operation.temperature_mk, told)
    return Booked(tuple(facts), tuple(findings))


def book_change_condition(operation: ChangeCondition, day: Day, picture: Picture) -> Booked:
    """Book a changed condition with its reason; R9: it never gets better without authority."""
    findings = [*_named(operation.samples, day, picture, "condition")]
    if not operation.reason.strip():
        findings.append(find(Strength.IMPOSSIBLE, "condition.needs_reason", "R12", "reason"))
    for ref in operation.samples:
        findings += does_not_improve(picture.at(uid_of(ref), day), operation.condition)
    if blocked(findings):
        return refused(findings)
    uids = dict.fromkeys(uid_of(ref) for ref in operation.samples)
    facts = tuple(touch_piece(uid, day, condition=str(operation.condition)) for uid in uids)
    return Booked(facts, tuple(findings))


def book_restrict(operation: Restrict, day: Day, picture: Picture) -> Booked:
    """Book how pieces must not be handled; later daughters inherit it."""
    findings = [*_named(operation.samples, day, picture, "handling")]
    if not operation.reason.strip():
        findings.append(find(Strength.IMPOSSIBLE, "restrict.needs_reason", "R12", "reason"))
    if blocked(findings):
        return refused(findings)
    codes = " ".join(sorted({str(each) for each in operation.handling})) or None
    uids = dict.fromkeys(uid_of(ref) for ref in operation.samples)
    facts = tuple(touch_piece(uid, day, handling=codes, restriction=operation.reason.strip()) for uid in uids)
    return Booked(facts, tuple(findings))


def _changed(
    samples: Iterable[PieceRef],
    to: PlaceRef | None,
    day: Day,
    picture: Picture,
    changes: dict[str, Scalar],
    kind: ExposureKind,
    temperature_mk: int | None,
    evidence: str,
) -> Iterator[Fact]:
    place = uid_of(to) if to else None
    for uid in dict.fromkeys(uid_of(ref) for ref in samples):
        home = picture.at(uid, day).home
        yield touch_piece(uid, day, **changes)
        yield from met(picture, _exposure(uid, day, kind, "", place, temperature_mk, evidence))
        if place is not None:
            yield from standing_in(picture, uid, place, home or place, day)


def _exposure(
    uid: Uid,
    day: Day,
    kind: ExposureKind,
    agent: str,
    place: Uid | None,
    temperature_mk: int | None,
    evidence: str,
) -> Exposure:
    return Exposure(uid, day, 0, kind, agent, Scope.WHOLE, place, temperature_mk, evidence.strip(), None)


def _named(samples: tuple[PieceRef, ...], day: Day, picture: Picture, field: str) -> Iterator[Finding]:
    if not samples:
        yield find(Strength.IMPOSSIBLE, "condition.nothing", "R12", "samples")
    for ref in samples:
        uid = uid_of(ref)
        yield from not_before_birth(picture, uid, day, "samples")
        yield from must_be_on_record(picture.at(uid, day), "samples")
        yield from not_before_change(picture, uid, field, day)


def _may_act(samples: tuple[PieceRef, ...], to: PlaceRef | None, day: Day, picture: Picture) -> Iterator[Finding]:
    yield from _named(samples, day, picture, "temperature_mk")
    for ref in samples:
        yield from must_be_at_hand(picture.at(uid_of(ref), day), "samples")
    if to is not None:
        yield from takes_pieces(picture, uid_of(to), day, "to")


def _not_inside(piece: PieceState, place: str, at: int) -> Finding:
    return find(
        Strength.IMPOSSIBLE,
        "open_sealed.not_inside",
        "R3",
        f"readings[{at}].sample",
        piece.uid,
        number=piece.number_text,
        place=place,
    )
