"""What stands in no place of ours: with whom it is on loan, in which shipment it travels, what its home is."""

# ruff: noqa: S608 - the queries are put together from constants only

import json
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

import msgspec
from sqlalchemy import Connection, text

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import Record
from lunarcurator.domain.unweighed import MassSum
from lunarcurator.store.reads.at_moment import IN_FORCE
from lunarcurator.store.reads.loans import BY_LAST, OPEN, first_by
from lunarcurator.store.reads.piece import Lens
from lunarcurator.store.reads.places import LENT, PIECES_NOW, pieces_then, then_told
from lunarcurator.store.reads.records_then import RecordLens, house_of
from lunarcurator.store.reads.unweighed import SUMS, mass_sum


class OffSiteSum(NamedTuple):
    """Pieces that are away with one borrower, in one shipment while they travel; local ids of the desk.

    `late` counts those out after their day, `by` is the first day one of them is due, 0 for none. `house` is the
    institution of the agreement they are out under, None where there is none.
    """

    travels: bool
    borrower: int | None
    shipment: int | None
    held: MassSum
    late: int
    by: Day
    house: int | None = None


class OutRow(NamedTuple):
    """A piece away from its home: local ids of it, its open line, and the place it is shown in, and since when.

    Of a piece on loan the line says who has it; one on display stands in a place.
    """

    sample: int
    line: int | None
    place: int | None
    since: Day


_LINE: Final = f" LEFT JOIN loan_line l ON l.sample = x.id AND l.in_book = 1 AND {OPEN}"
_HOUSE: Final = (
    "(SELECT i.id FROM desk a JOIN desk i ON i.uuid = unhex(json_extract(a.fields, '$.institution'))"
    " WHERE a.id = l.agreement)"
)
_SUMMED: Final = (
    f"SELECT x.custody = 'transit', l.borrower, CASE x.custody WHEN 'transit' THEN l.shipment END, {SUMS},"
    f" COALESCE(SUM({BY_LAST} < :today), 0), COALESCE({first_by()}, 0), {_HOUSE} AS house FROM ({{}}) x{_LINE}"
    f" WHERE x.place IS NULL AND x.custody IN {LENT} GROUP BY 1, 2, 3, house"
)
_LENT_THEN: Final = (
    " AND s.id IN (SELECT o.sample FROM loan_line o WHERE o.in_book = 1 AND o.state IN ('transit', 'out')"
    " AND o.sample IS NOT NULL)"
)
_SUMS_NOW: Final = _SUMMED.format(f"{PIECES_NOW} AND s.custody IN {LENT}")
_SUMS_THEN: Final = _SUMMED.format(pieces_then(_LENT_THEN))
_GONE: Final = "('loan', 'transit', 'display')"
_OUT: Final = (
    f" FROM ({{}}) x{_LINE} WHERE x.custody IN {_GONE} AND x.home IN (SELECT value FROM json_each(:places))"
    " AND (x.place IS NULL OR x.place NOT IN (SELECT value FROM json_each(:places)))"
)
_OUT_NOW: Final = _OUT.format(f"{PIECES_NOW} AND s.custody IN {_GONE}")
_OUT_THEN: Final = _OUT.format(
    pieces_then(f" AND s.id IN (SELECT g.sample FROM placement g WHERE g.custody IN {_GONE})")
)
_SINCE: Final = f"(SELECT MAX(p.day) FROM placement p WHERE p.sample = x.id AND {IN_FORCE.format('p')})"
_FIRST: Final = f"SELECT x.id, l.id, x.place, COALESCE(l.issued, {_SINCE}, 0)"
_IN_ORDER: Final = " ORDER BY x.sort_key, x.id LIMIT :most"
_LENT_EVER: Final = text(
    "SELECT 1 FROM placement WHERE sample IN (SELECT value FROM json_each(:samples))"
    f" AND custody IN {LENT} LIMIT 1"
)
_NAMED: Final = "SELECT id, uuid, kind, fields, last_seq FROM desk WHERE id IN (SELECT value FROM json_each(:ids))"
_HOUSES: Final = (
    "SELECT i.id, i.uuid, i.kind, i.fields, i.last_seq FROM desk i WHERE i.uuid IN"
    f" (SELECT unhex({house_of('p')}) FROM desk p"
    " WHERE p.id IN (SELECT value FROM json_each(:ids)))"
)


class Named(NamedTuple):
    """A person, institution or shipment of the desk: its local id, its kind and its state."""

    id: int
    kind: Subject
    state: Record


def off_site_sums(connection: Connection, lens: Lens, desk: RecordLens, today: Day) -> list[OffSiteSum]:
    """Return what is away at a moment, by borrower and by shipment."""
    now = lens.moment.is_now
    told = {"today": today, **({} if now else then_told(lens))}
    rows = desk.ask(connection, _SUMS_NOW if now else _SUMS_THEN, told)
    return [OffSiteSum(bool(row[0]), row[1], row[2], mass_sum(row[3:11]), *row[11:14]) for row in rows]


def any_lent(connection: Connection, samples: Sequence[int]) -> bool:
    """Tell whether any entry ever let one of these pieces out of the lab."""
    return connection.execute(_LENT_EVER, {"samples": json.dumps(list(samples))}).first() is not None


def named(connection: Connection, desk: RecordLens, ids: Iterable[int]) -> list[Named]:
    """Return these of the desk at a moment, and beside them the institutions of the people."""
    told = {"ids": json.dumps(sorted(ids))}
    rows = [row for query in (_NAMED, _HOUSES) for row in desk.ask(connection, query, told)]
    return [
        Named(id_, Subject(kind), Record(Uid(uuid.hex()), msgspec.json.decode(fields), seq))
        for id_, uuid, kind, fields, seq in rows
    ]


def out_count(connection: Connection, places: Iterable[int], lens: Lens, desk: RecordLens) -> int:
    """Return how many pieces at home in these places are on loan, on the way or on display."""
    told = {"places": json.dumps(sorted(places)), **then_told(lens)}
    query = f"SELECT COUNT(*){_OUT_NOW if lens.moment.is_now else _OUT_THEN}"
    return int(desk.ask(connection, query, told).scalar_one())


def out_rows(
    connection: Connection, places: Iterable[int], lens: Lens, desk: RecordLens, most: int
) -> list[OutRow]:
    """Return at most so many of these pieces by number, each with the line on which it is out."""
    told = {"places": json.dumps(sorted(places)), "most": most, **then_told(lens)}
    query = f"{_FIRST}{_OUT_NOW if lens.moment.is_now else _OUT_THEN}{_IN_ORDER}"
    return [OutRow(*row) for row in desk.ask(connection, query, told)]
