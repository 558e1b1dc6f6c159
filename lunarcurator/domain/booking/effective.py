"""From which day an act counts whose document is not exact about it (`ledger.md` 1.3, imprecise dates)."""

import json
from collections.abc import Iterator

from lunarcurator.domain.acts import Act
from lunarcurator.domain.booking.daughters import planned
from lunarcurator.domain.days import UNKNOWN_DAY, Day, is_precise, last_day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import EntryRef, is_exact, ref_of, uid_of
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.operations import CancelPlan, Operation, PlanSplit, Register, SetUpPlace, Split
from lunarcurator.domain.operations.accounting import EnterLoan
from lunarcurator.domain.pieces import PieceState, PlaceState, Recorded

_PIECES = ("sample", "samples", "parent", "other", "into")
_PLACES = ("place", "places", "to")

type _Known = tuple[PieceState | PlaceState, list[Recorded]]


def effective_day(act: Act, ledger: LedgerState) -> Day:
    """Return the day an act counts from, its references exact; a precise day counts as it is.

    An imprecise one counts from the start of its period, but not before the latest fact on record of its pieces
    and places in that period. An unknown one counts from their first day; a piece received without a parent,
    from the opening day of its mission.
    """
    if act.day != UNKNOWN_DAY and is_precise(act.day):
        return act.day
    known = list(_concerned(act.operation, ledger))
    if act.day == UNKNOWN_DAY:
        firsts = [state.first_day for state, _ in known]
        return max([_opened(act.operation, ledger), *firsts])
    period = range(act.day, last_day(act.day) + 1)
    days = [each.order[0] for _, history in known for each in history if each.order[0] in period]
    return max([act.day, *days])


def _opened(operation: Operation, ledger: LedgerState) -> Day:
    """Return the opening day of the mission of a received piece, else the unknown day."""
    if not isinstance(operation, Register) or operation.parent:
        return UNKNOWN_DAY
    collection = ledger.record(Subject.COLLECTION, uid_of(operation.collection))
    told = collection.text(f"mission/{operation.mission}")
    return int(json.loads(told)["opened"]) if told else UNKNOWN_DAY


def _concerned(operation: Operation, ledger: LedgerState) -> Iterator[_Known]:
    pieces, places = _named(operation, ledger)
    for ref in pieces:
        yield ledger.piece(uid_of(ref)), ledger.history(uid_of(ref))
    for ref in places:
        yield ledger.place(uid_of(ref)), ledger.place_history(uid_of(ref))


def _named(operation: Operation, ledger: LedgerState) -> tuple[list[str], list[str]]:
    """Return the pieces and the places an operation needs to be there."""
    match operation:
        case Split() | PlanSplit():
            plan = operation.plan if isinstance(operation, Split) else None
            pieces = [operation.parent, *_reserved(ledger, plan)]
            return pieces, [each.place for each in operation.daughters if each.place]
        case CancelPlan():
            return _reserved(ledger, operation.plan), []
        case EnterLoan():
            return [each.sample for each in operation.lines], []
        case SetUpPlace():
            return [], [operation.parent] if operation.parent else []
        case _:
            return _told(operation, _PIECES), _told(operation, _PLACES)


def _reserved(ledger: LedgerState, plan: EntryRef | None) -> list[str]:
    """Return the pieces that a plan keeps numbers for."""
    return [ref_of(uid) for uid in planned(ledger, plan).values()]


def _told(operation: Operation, names: tuple[str, ...]) -> list[str]:
    """Return the exact references in those fields of an operation that are called so."""
    values = [getattr(operation, name, None) for name in names]
    refs = [ref for value in values for ref in (value if isinstance(value, tuple) else (value,))]
    return [ref for ref in refs if isinstance(ref, str) and is_exact(ref)]
