"""R12 and R19: when an act may have happened, seen from the pieces and places it touches."""

from collections.abc import Iterable, Iterator

from lunarcurator.domain.days import UNKNOWN_DAY, Day, last_day
from lunarcurator.domain.facts import (
    CheckResult,
    MassLine,
    NumberClaim,
    Parentage,
    Placement,
    Sighting,
    Touch,
    Weighing,
)
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.pieces import PieceState, Recorded
from lunarcurator.domain.status import Existence


def not_in_the_future(day: Day, ledger: LedgerState) -> Iterator[Finding]:
    """R19: nothing is entered for a day that has not come."""
    if day > ledger.today:
        yield find(Strength.IMPOSSIBLE, "day.in_future", "R19", "day", day=day, today=ledger.today)


def not_before_birth(ledger: LedgerState, uid: Uid, day: Day, field: str = "sample") -> Iterator[Finding]:
    """R19: an act cannot come before the piece it concerns was there."""
    state = ledger.piece(uid)
    if state.in_book and day < state.first_day:
        yield find(
            Strength.IMPOSSIBLE,
            "day.before_piece",
            "R19",
            field,
            uid,
            number=state.number_text,
            day=day,
            first=state.first_day,
        )


def not_before_mission(number: str, mission: str, opened: Day, day: Day) -> Iterator[Finding]:
    """R19: a piece is not in the book before its mission was opened, unless somebody knows the day better.

    Only asked (*warn*): the days of opening are data with their sources, and of some missions only the day of
    return is known. An imprecise day counts where all of its period lies before.
    """
    if opened and day != UNKNOWN_DAY and last_day(day) < opened:
        facts: dict[str, str | int] = {"number": number, "mission": mission, "day": day, "opened": opened}
        yield find(Strength.WARN, "day.before_mission", "R19", "day", "", **facts)


def nothing_follows(ledger: LedgerState, uid: Uid, day: Day, field: str = "parent") -> Iterator[Finding]:
    """R19: a piece does not end before an act on record that concerns it."""
    later = ledger.later(uid, day)
    if later:
        yield _contradicts(ledger, uid, "day.before_later_act", field, later[0])


def nothing_of_kind_follows(
    ledger: LedgerState, uid: Uid, day: Day, kind: type[MassLine | NumberClaim], field: str
) -> Iterator[Finding]:
    """R19: an act that turns over what all later facts of a kind stand on does not come before one of them."""
    for each in ledger.later(uid, day):
        if isinstance(each.fact, kind):
            yield _contradicts(ledger, uid, "day.before_later_act", field, each)
            return


def nothing_between(ledger: LedgerState, uid: Uid, day: Day, back: Day) -> Iterator[Finding]:
    """R19: while a piece was away nothing on record was done with it here; it came back after it went.

    Without a day of return nothing at all may follow.
    """
    if not back:
        yield from nothing_follows(ledger, uid, day)
        return
    if back <= day:
        yield find(Strength.IMPOSSIBLE, "day.back_before", "R19", "back", uid, day=day, back=back)
        return
    yield from not_in_the_future(back, ledger)
    between = [each for each in ledger.later(uid, day) if each.order[0] < back and _says_something(each)]
    if between:
        yield _contradicts(ledger, uid, "day.before_later_act", "back", between[0])


def _says_something(recorded: Recorded) -> bool:
    """A touch that changes nothing only tells that an entry concerned the piece, such as a printed label."""
    return not isinstance(recorded.fact, Touch) or bool(recorded.fact.changes)


def nothing_done_since(ledger: LedgerState, uid: Uid, day: Day, field: str) -> Iterator[Finding]:
    """R19: a piece that went out long ago was not weighed, moved, seen, counted or divided here since."""
    divided = [each for child in ledger.daughters(uid) for each in ledger.later(child, day) if _parts(each, uid)]
    for each in (*ledger.later(uid, day), *divided):
        if _was_handled(each):
            yield _contradicts(ledger, uid, "day.before_later_act", field, each)
            return


def _parts(recorded: Recorded, parent: Uid) -> bool:
    return isinstance(recorded.fact, Parentage) and recorded.fact.parent == parent


def _was_handled(recorded: Recorded) -> bool:
    """What is only said of a piece, such as its description, a name or an exposure, needs no hand on it."""
    fact = recorded.fact
    if isinstance(fact, Touch):
        return any(key == "existence" for key, _ in fact.changes)
    return isinstance(fact, MassLine | Weighing | Placement | Sighting | CheckResult | Parentage)


def not_seen_elsewhere(
    ledger: LedgerState, uid: Uid, place: Uid, day: Day, until: Day | None
) -> Iterator[Finding]:
    """R19: a piece is not moved late past a day on which somebody saw it where the book had it."""
    before = ledger.at(uid, day).place
    for each in ledger.later(uid, day):
        if until is not None and each.order[0] >= until:
            return
        if isinstance(each.fact, Sighting) and each.fact.place == before != place:
            yield _contradicts(ledger, uid, "day.seen_later", "day", each)
            return


def not_before_change(ledger: LedgerState, uid: Uid, field: str, day: Day) -> Iterator[Finding]:
    """R19: what is recorded for a later day is not mended on an earlier one, where nobody would see it."""
    for each in ledger.later(uid, day):
        if isinstance(each.fact, Touch) and field in dict(each.fact.changes):
            yield _contradicts(ledger, uid, "day.before_later_act", "day", each)
            return


def _contradicts(ledger: LedgerState, uid: Uid, key: str, field: str, later: Recorded) -> Finding:
    return find(
        Strength.IMPOSSIBLE,
        key,
        "R19",
        field,
        f"entry:{later.seq}",
        number=ledger.piece(uid).number_text,
        later=later.order[0],
        entry=later.seq,
    )


def closes_later(ledger: LedgerState, samples: Iterable[Uid]) -> Iterator[Finding]:
    """R19: no balance of a touched piece may become impossible at the end of this or any later day.

    Walks the timeline with the lines just booked: holdings and suspense never below 0, unweighed 0 or 1, never
    both a mass and an unweighed piece (`ledger.md` 1.1), and nothing held by what is no more. The finding names
    the entry it would contradict.
    """
    for uid in dict.fromkeys(samples):
        broken = _first_break(ledger, uid) if _was_late(ledger, uid) else _broken_now(ledger, uid)
        if broken is not None:
            day, seq = broken
            yield find(
                Strength.IMPOSSIBLE,
                "balance.would_be_negative",
                "R19",
                "",
                f"entry:{seq}",
                number=ledger.piece(uid).number_text,
                day=day,
                entry=seq,
            )


def _was_late(ledger: LedgerState, uid: Uid) -> bool:
    newest = ledger.piece(uid).last_day
    return any(each.fact.day < newest for each in ledger.added(uid))


def _broken_now(ledger: LedgerState, uid: Uid) -> tuple[Day, int] | None:
    state = ledger.piece(uid)
    return None if _is_sound(state) else (state.last_day, state.last_seq)


def _first_break(ledger: LedgerState, uid: Uid) -> tuple[Day, int] | None:
    """Return the first day at whose end the piece is impossible, and the entry that stands there.

    Between two entries of one day nobody ever sees a ledger state, so only the ends of days count.
    """
    state = PieceState(uid)
    history = ledger.history(uid)
    for index, each in enumerate(history):
        state.learn(each)
        day = each.order[0]
        ends = index + 1 == len(history) or history[index + 1].order[0] != day
        if ends and not _is_sound(state):
            others = [known.seq for known in history if known.order[0] == day and known.seq != ledger.seq]
            return day, max(others, default=ledger.seq)
    return None


def _is_sound(state: PieceState) -> bool:
    ug, unweighed = state.held_ug, state.held_unweighed
    if ug < 0 or state.suspense_ug < 0 or unweighed not in (0, 1) or (unweighed and ug):
        return False
    return state.existence is Existence.EXISTS or not (ug or unweighed)
