"""Reading facts back: those in force of some pieces or places, up to a day and a sequence."""

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection, Select, Table, select

from lunarcurator.domain.facts import ContainerMove, MassLine, Parentage, Touch
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.pieces import Recorded, subject_of
from lunarcurator.store import schema
from lunarcurator.store.fact_rows import FACT_ROWS, FactRow

_CHUNK = 500


def piece_facts(connection: Connection, ids: Sequence[int], moment: Moment = NOW) -> dict[Uid, list[Recorded]]:
    """Return the facts in force of these samples by uid, in no particular order."""
    rows = [row for row in FACT_ROWS if row.fact is not ContainerMove]
    return _grouped(connection, rows, ids, "sample", moment)


def place_facts(connection: Connection, ids: Sequence[int], moment: Moment = NOW) -> dict[Uid, list[Recorded]]:
    """Return the facts in force that concern these places themselves, by uid."""
    rows = [row for row in FACT_ROWS if row.fact in (ContainerMove, Touch)]
    return _grouped(connection, rows, ids, "place", moment)


def desk_facts(connection: Connection, ids: Sequence[int], kind: str) -> dict[Uid, list[Recorded]]:
    """Return the touches in force of these collections, operators or balances, by uid."""
    rows = [row for row in FACT_ROWS if row.fact is Touch]
    return _grouped(connection, rows, ids, kind, NOW)


def entry_facts(connection: Connection, seq: int) -> list[Recorded]:
    """Return every fact of an entry in order of n."""
    found: list[Recorded] = []
    for row in FACT_ROWS:
        found += (row.read(each) for each in connection.execute(row.query.where(row.table.c.entry == seq)))
    return sorted(found, key=lambda each: each.n)


def lines_of(connection: Connection, seq: int) -> list[MassLine]:
    """Return the mass lines of an entry in order of n."""
    row = next(row for row in FACT_ROWS if row.fact is MassLine)
    query = row.query.where(row.table.c.entry == seq).order_by(row.table.c.n)
    return [row.read(each).fact for each in connection.execute(query)]  # type: ignore[misc]


def undone_at(connection: Connection, seq: int) -> frozenset[int]:
    """Return the entries out of force as known at a sequence: undone ones and what undid them."""
    table = schema.entry
    undoing = table.alias("undoing")
    query = (
        select(undoing.c.seq, table.c.seq)
        .join(table, table.c.uuid == undoing.c.reverses)
        .where(undoing.c.seq <= seq)
        .order_by(undoing.c.seq.desc())
    )
    out: set[int] = set()
    for later, earlier in connection.execute(query):
        if later not in out:
            out.update((later, earlier))
    return frozenset(out)


def _grouped(
    connection: Connection, rows: Iterable[FactRow], ids: Sequence[int], kind: str, moment: Moment
) -> dict[Uid, list[Recorded]]:
    out = undone_at(connection, moment.seq) if moment.seq is not None else None
    grouped: dict[Uid, list[Recorded]] = {}
    for recorded in _read(connection, rows, ids, kind, moment):
        if out is None or recorded.seq not in out:
            grouped.setdefault(subject_of(recorded.fact)[1], []).append(recorded)
    return grouped


def _read(
    connection: Connection, rows: Iterable[FactRow], ids: Sequence[int], kind: str, moment: Moment
) -> Iterator[Recorded]:
    for row in rows:
        for at in range(0, len(ids), _CHUNK):
            query = _about(row, ids[at : at + _CHUNK], kind)
            if moment.day is not None:
                query = query.where(row.table.c.day <= moment.day)
            if moment.seq is not None:
                query = query.where(row.table.c.entry <= moment.seq)
            else:
                query = query.where(row.table.c.entry.not_in(select(schema.undone.c.seq)))
            yield from (row.read(each) for each in connection.execute(query))


def _about(row: FactRow, ids: Sequence[int], kind: str) -> Select[tuple[object, ...]]:
    table: Table = row.table
    if row.fact is Touch:
        return row.query.where(table.c.kind == kind, table.c.subject.in_(ids))
    column = "child" if row.fact is Parentage else ("place" if row.fact is ContainerMove else "sample")
    return row.query.where(table.c[column].in_(ids))
