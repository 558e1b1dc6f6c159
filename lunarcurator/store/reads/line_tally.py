"""The lines of one loan summed by their state: what is said of all of them before any of them is read."""

from typing import Final, NamedTuple

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
    """The lines of a loan in one state: how many, and what is asked, granted and held on them in ug.

    Of a whole piece no mass is asked or granted: `asked_on` and `granted_on` lines name one. Of what is held,
    `unweighed` pieces are of unknown mass, `bounded_ug` are upper bounds and `estimated` lines hold an estimate.
    """

    lines: int
    asked_ug: int
    granted_ug: int
    held_ug: int
    asked_on: int = 0
    granted_on: int = 0
    unweighed: int = 0
    bounded_ug: int = 0
    estimated: int = 0
    resolution_ug: int | None = None

    @property
    def held(self) -> HeldSum:
        """What is held on them together."""
        return HeldSum(self.held_ug, self.unweighed, self.bounded_ug, self.estimated, self.resolution_ug)


def tally(connection: Connection, loan: Uid, lens: RecordLens = DESK_NOW) -> dict[str, StateSum]:
    """Return the lines of a loan summed by their state."""
    rows = lens.ask(connection, _TALLY, {"loan": bytes.fromhex(loan)})
    return {row[0]: StateSum(*row[1:]) for row in rows}
