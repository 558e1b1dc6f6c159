"""The lines of one loan summed by their state: what is said of all of them before any of them is read."""

from typing import Any, Final, NamedTuple

from sqlalchemy import Connection

from lunarcurator.domain.identity import Uid
from lunarcurator.store.reads.loans import BOUNDED, ESTIMATED, HELD_TO, HeldSum
from lunarcurator.store.reads.records_then import DESK_NOW, RecordLens

_TALLY: Final = (
    "SELECT COALESCE(l.state, ''), COUNT(*),"  # noqa: S608 - constants only
    " COALESCE(SUM(json_extract(d.fields, '$.optimum_ug')), 0),"
    " COALESCE(SUM(l.granted_ug), 0), COALESCE(SUM(l.held_ug), 0),"
    " COUNT(json_extract(d.fields, '$.optimum_ug')), COUNT(l.granted_ug), COALESCE(SUM(l.unweighed), 0),"
    f" COALESCE(SUM({BOUNDED}), 0), COALESCE(SUM({ESTIMATED}), 0), MIN({HELD_TO})"
    " FROM loan_line l JOIN desk d ON d.id = l.id WHERE l.in_book = 1"
    " AND l.loan = (SELECT n.id FROM desk n WHERE n.uuid = :loan) GROUP BY 1"
)


class StateSum(NamedTuple):
    """The lines of a loan in one state: how many, what is asked and granted on them in ug, and what is held.

    Of a whole piece no mass is asked or granted: `asked_on` and `granted_on` lines name one.
    """

    lines: int
    asked_ug: int
    granted_ug: int
    held: HeldSum
    asked_on: int = 0
    granted_on: int = 0


def tally(connection: Connection, loan: Uid, lens: RecordLens = DESK_NOW) -> dict[str, StateSum]:
    """Return the lines of a loan summed by their state."""
    rows = lens.ask(connection, _TALLY, {"loan": bytes.fromhex(loan)})
    return {state: _sum_of(*sums) for state, *sums in rows}


def _sum_of(
    lines: int, asked_ug: int, granted_ug: int, held_ug: int, asked_on: int, granted_on: int, *held: Any
) -> StateSum:
    return StateSum(lines, asked_ug, granted_ug, HeldSum(held_ug, *held), asked_on, granted_on)
