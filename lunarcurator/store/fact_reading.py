"""Reading facts back: those in force of some pieces or places, up to a day and a sequence."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, bindparam, func, select, text
from sqlalchemy.sql.elements import ColumnElement

from lunarcurator.domain.facts import (
    ContainerMove,
    MassLine,
    NameClaim,
    NumberClaim,
    Parentage,
    Subject,
    Touch,
)
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.pieces import Recorded, subject_of
from lunarcurator.store import schema
from lunarcurator.store.fact_rows import FACT_ROWS, ROW_OF, FactRow
from lunarcurator.store.statements import Prepared

_NO_END: Final = 2**62
_SUBJECT_COLUMN: Final = (("child", Parentage), ("place", ContainerMove))


@dataclass(frozen=True, slots=True)
class _Reading:
    """The three ways to read one kind of fact: in force now, as known at a sequence, and of one entry."""

    row: FactRow
    now: Prepared
    known: Prepared
    entry: Prepared


def _reading(row: FactRow) -> _Reading:
    table = row.table
    ids = select(func.json_each(bindparam("ids")).table_valued("value").c.value)
    column = next((name for name, fact in _SUBJECT_COLUMN if row.fact is fact), "sample")
    about: list[ColumnElement[bool]] = [table.c.day <= bindparam("day")]
    if row.fact is Touch:
        about += [table.c.kind == bindparam("of"), table.c.subject.in_(ids)]
    else:
        about.append(table.c[column].in_(ids))
    query = row.query.where(*about)
    in_force = table.c.entry.not_in(select(schema.undone.c.seq))
    return _Reading(
        row,
        Prepared(query.where(in_force)),
        Prepared(query.where(table.c.entry <= bindparam("seq"))),
        Prepared(row.query.where(table.c.entry == bindparam("seq")).order_by(table.c.n)),
    )


_READINGS: Final = tuple(_reading(row) for row in FACT_ROWS)
_OF_PIECES: Final = tuple(each for each in _READINGS if each.row.fact is not ContainerMove)
_OF_PLACES: Final = tuple(each for each in _READINGS if each.row.fact in (ContainerMove, Touch))
_NAMING: Final = tuple(each for each in _READINGS if each.row.fact in (NumberClaim, NameClaim))
_TOUCHES: Final = tuple(each for each in _READINGS if each.row.fact is Touch)
_UNDOING: Final = text(
    "SELECT later.seq, earlier.seq FROM entry later JOIN entry earlier ON earlier.uuid = later.reverses "
    "WHERE later.reverses IS NOT NULL AND later.seq <= :seq ORDER BY later.seq DESC"
)


def piece_facts(connection: Connection, ids: Sequence[int], moment: Moment = NOW) -> dict[Uid, list[Recorded]]:
    """Return the facts in force of these samples by uid, in no particular order."""
    return _grouped(connection, _OF_PIECES, ids, Subject.SAMPLE, moment)


def names_held(connection: Connection, sample: int) -> list[NumberClaim | NameClaim]:
    """Return the numbers and other names in force of one sample, in the order in which they count."""
    told = {"ids": f"[{sample}]", "day": _NO_END}
    found = [each.row.read(row) for each in _NAMING for row in each.now.rows(connection, **told)]
    return [each.fact for each in sorted(found, key=lambda each: each.order)]  # type: ignore[misc]


def place_facts(connection: Connection, ids: Sequence[int], moment: Moment = NOW) -> dict[Uid, list[Recorded]]:
    """Return the facts in force that concern these places themselves, by uid."""
    return _grouped(connection, _OF_PLACES, ids, Subject.PLACE, moment)


def desk_facts(
    connection: Connection, ids: Sequence[int], kind: str, moment: Moment = NOW
) -> dict[Uid, list[Recorded]]:
    """Return the touches of these collections, operators, balances or lines in force at a moment, by uid."""
    return _grouped(connection, _TOUCHES, ids, kind, moment)


def entry_facts(connection: Connection, seq: int) -> list[Recorded]:
    """Return every fact of an entry in order of n."""
    found = [reading.row.read(each) for reading in _READINGS for each in reading.entry.rows(connection, seq=seq)]
    return sorted(found, key=lambda each: each.n)


def lines_of(connection: Connection, seq: int) -> list[MassLine]:
    """Return the mass lines of an entry in order of n."""
    reading = next(each for each in _READINGS if each.row.fact is MassLine)
    rows = reading.entry.rows(connection, seq=seq)
    return [reading.row.read(each).fact for each in rows]  # type: ignore[misc]


def facts_of_entry(connection: Connection, fact: type[Any], seq: int) -> Iterator[Recorded]:
    """Yield the facts of one kind of an entry in order of n, row by row."""
    row = ROW_OF[fact]
    query = row.query.where(row.table.c.entry == seq).order_by(row.table.c.n)
    yield from (row.read(each) for each in connection.execute(query))


def undone_at(connection: Connection, seq: int) -> frozenset[int]:
    """Return the entries out of force as known at a sequence: undone ones and what undid them."""
    out: set[int] = set()
    for later, earlier in connection.execute(_UNDOING, {"seq": seq}):
        if later not in out:
            out.update((later, earlier))
    return frozenset(out)


def _grouped(
    connection: Connection, readings: Iterable[_Reading], ids: Sequence[int], kind: str, moment: Moment
) -> dict[Uid, list[Recorded]]:
    out = undone_at(connection, moment.seq) if moment.seq is not None else None
    told = {"ids": json.dumps(list(ids)), "day": _NO_END if moment.day is None else moment.day}
    grouped: dict[Uid, list[Recorded]] = {}
    for reading in readings:
        of = {"of": str(kind)} if reading.row.fact is Touch else {}
        if moment.seq is None:
            rows = reading.now.rows(connection, **told, **of)
        else:
            rows = reading.known.rows(connection, seq=moment.seq, **told, **of)
        for row in rows:
            recorded = reading.row.read(row)
            if out is None or recorded.seq not in out:
                grouped.setdefault(subject_of(recorded.fact)[1], []).append(recorded)
    return grouped
