"""Who borrows and which loans there are, each with what is out; read whole, for there are only hundreds."""

# ruff: noqa: S608 - the queries are put together from constants only

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

import msgspec
from sqlalchemy import Connection

from lunarcurator.domain.days import Day, said_day
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.known_mass import KnownMass
from lunarcurator.store.reads.loans import (
    BOUNDED,
    BY_LAST,
    ESTIMATED,
    HELD,
    HELD_TO,
    HOUSE,
    IN_CARE,
    LENDER,
    OPEN,
    WHO,
    HeldSum,
    first_by,
)
from lunarcurator.store.reads.natural import natural
from lunarcurator.store.reads.records_then import DESK_NOW, RecordLens, house_of


class BorrowerRow(NamedTuple):
    """One person who borrows: open lines, how many of them overdue, what they hold, the next due day."""

    uid: Uid
    name: str
    institution: str
    lines: int
    overdue: int
    held_sum: HeldSum
    by: Day
    fields: Mapping[str, Any]

    @property
    def held(self) -> KnownMass:
        """What is held, as far as it is known; 0 beside unweighed pieces is no mass."""
        return self.held_sum.known


_BORROWERS: Final = (
    f"SELECT p.uuid, COALESCE(p.name, ''), COALESCE(i.name, ''), COUNT(l.id),"
    f" COALESCE(SUM({BY_LAST} < :today), 0),"
    f" {HELD}, COALESCE({first_by()}, 0), p.fields"
    f" FROM desk p LEFT JOIN desk i ON i.uuid = unhex({house_of('p')})"
    f" LEFT JOIN loan_line l ON l.borrower = p.id AND l.in_book = 1 AND {OPEN}"
    " WHERE p.kind = 'person' AND (p.in_book = 1 OR l.id IS NOT NULL) GROUP BY p.id ORDER BY i.name, p.name"
)


def borrowers(connection: Connection, today: Day, lens: RecordLens = DESK_NOW) -> list[BorrowerRow]:
    """Return everybody who borrows or may, by institution and name, with what is out with them."""
    rows = lens.ask(connection, _BORROWERS, {"today": today})
    return [_borrower(*row) for row in rows]


def _borrower(uid: bytes, name: str, institution: str, lines: int, overdue: int, *told: Any) -> BorrowerRow:
    *held, by, fields = told
    return BorrowerRow(
        uid=Uid(uid.hex()),
        name=name,
        institution=institution,
        lines=lines,
        overdue=overdue,
        held_sum=HeldSum(*held),
        by=by,
        fields=msgspec.json.decode(fields),
    )


class HouseSum(NamedTuple):
    """What is out with one institution, or with a person of none: open lines, and what they hold."""

    name: str
    lines: int
    held_sum: HeldSum


_HOUSES: Final = (
    f"SELECT COALESCE({HOUSE}, w.name) AS house, COUNT(*), {HELD} FROM loan_line l JOIN who w ON w.id = l.borrower"
    f" LEFT JOIN pact g ON g.id = l.agreement WHERE l.in_book = 1 AND {OPEN}"
    " GROUP BY house ORDER BY SUM(l.held_ug) DESC, house"
)


def houses(connection: Connection, lens: RecordLens = DESK_NOW) -> list[HouseSum]:
    """Return the institutions that answer for what is out, those that hold most first."""
    rows = lens.ask(connection, _HOUSES, beside=WHO)
    return [HouseSum(name, lines, HeldSum(*held)) for name, lines, *held in rows]


class LoanRow(NamedTuple):
    """One loan as lists show it: its lines in all and those open, what they hold, the earliest day, 0 for none.

    `institution` of what was lent to the lab is its lender, and `by` the day it goes home by.
    `requested` is as exact as its source says it. `settled` says that something was lent, nothing of it is out,
    and nothing waits to go.
    """

    id: int
    uid: Uid
    code: str
    kind: str
    person: str
    institution: str
    purpose: str
    lines: int
    open: int
    held_sum: HeldSum
    by: Day
    requested: Day
    closed: Day
    settled: int

    @property
    def held(self) -> KnownMass:
        """What is held, as far as it is known; 0 beside unweighed pieces is no mass."""
        return self.held_sum.known


_SUMMED: Final = (
    f"{WHO}, sums AS (SELECT l.loan, COUNT(*) AS lines, SUM({OPEN}) AS open,"
    f" SUM(CASE WHEN {OPEN} THEN l.held_ug ELSE 0 END) AS held,"
    f" SUM(CASE WHEN {OPEN} THEN l.unweighed ELSE 0 END) AS unweighed,"
    f" SUM(CASE WHEN {OPEN} THEN {BOUNDED} ELSE 0 END) AS bounded,"
    f" SUM(CASE WHEN {OPEN} THEN {ESTIMATED} ELSE 0 END) AS estimated,"
    f" MIN(CASE WHEN {OPEN} THEN {HELD_TO} END) AS held_to,"
    " SUM(l.state = 'closed') > 0 AND SUM(l.state NOT IN ('closed', 'declined', 'withdrawn')) = 0 AS settled,"
    f" {first_by(f'{OPEN} OR {IN_CARE}')} AS first"
    " FROM loan_line l WHERE l.in_book = 1 GROUP BY l.loan)"
)
_LOANS: Final = (
    "SELECT n.id, n.uuid, COALESCE(n.code, ''), COALESCE(json_extract(n.fields, '$.kind'), ''),"
    f" COALESCE(w.name, ''), COALESCE({HOUSE}, {LENDER}, ''),"
    " COALESCE(json_extract(n.fields, '$.purpose'), ''),"
    " COALESCE(x.lines, 0), COALESCE(x.open, 0), COALESCE(x.held, 0), COALESCE(x.unweighed, 0),"
    " COALESCE(x.bounded, 0), COALESCE(x.estimated, 0), x.held_to,"
    " COALESCE(x.first, 0), COALESCE(json_extract(n.fields, '$.requested'), 0),"
    " COALESCE(json_extract(n.fields, '$.closed'), 0), COALESCE(x.settled, 0),"
    " COALESCE(json_extract(n.fields, '$.since_stated'), '')"
    " FROM desk n LEFT JOIN sums x ON x.loan = n.id"
    " LEFT JOIN who w ON w.uuid = unhex(json_extract(n.fields, '$.borrower'))"
    " LEFT JOIN pact g ON g.uuid = unhex(json_extract(n.fields, '$.agreement'))"
    f" WHERE n.kind = 'loan' AND n.in_book = 1 ORDER BY {natural('n.code', ' DESC')}, n.id"
)


def loans(connection: Connection, lens: RecordLens = DESK_NOW) -> list[LoanRow]:
    """Return every loan, the latest number first."""
    rows = lens.ask(connection, _LOANS, beside=_SUMMED)
    return [_loan(*row) for row in rows]


def _loan(id_: int, uid: bytes, code: str, kind: str, person: str, institution: str, *told: Any) -> LoanRow:
    purpose, lines, open_, *held, by, requested, closed, settled, since_stated = told
    return LoanRow(
        id=id_,
        uid=Uid(uid.hex()),
        code=code,
        kind=kind,
        person=person,
        institution=institution,
        purpose=purpose,
        lines=lines,
        open=open_,
        held_sum=HeldSum(*held),
        by=by,
        requested=said_day(requested, since_stated),
        closed=closed,
        settled=settled,
    )
