"""Search as one types: numbers by their keys first, then words of any field, newest first (`speed.md` 3)."""

from typing import Any, Final

from sqlalchemy import Connection, Select, bindparam, column, func, literal, select, table, text

from lunarcurator.store import full_text, schema
from lunarcurator.store.reads.filters import PieceFilter, condition_of

_SAMPLE: Final = schema.sample.c
_NAME: Final = schema.name.c
_PAST_ALL: Final = "\U0010ffff"


def _line_above() -> Select[Any]:
    start = select(_SAMPLE.id.label("start"), _SAMPLE.parent.label("at"), literal(0).label("step")).where(
        _SAMPLE.id.in_(bindparam("ids", expanding=True)), _SAMPLE.parent.is_not(None)
    )
    line = start.cte("line", recursive=True)
    above = schema.sample.alias("above")
    line = line.union_all(
        select(line.c.start, above.c.parent, line.c.step + 1)
        .join(above, above.c.id == line.c.at)
        .where(above.c.parent.is_not(None))
    )
    return (
        select(line.c.start, _SAMPLE.number)
        .join(schema.sample, _SAMPLE.id == line.c.at)
        .order_by(line.c.start, line.c.step.desc())
    )


_ABOVE: Final = _line_above()

type Found = tuple[int, str]
"""A hit: the local id of a piece and the name it was found by ("" for words of other fields)."""


def by_name(connection: Connection, keys: list[str], filters: tuple[PieceFilter, ...], limit: int) -> list[Found]:
    """Return pieces one of whose names has exactly one of these keys, official numbers first."""
    query = _named(filters).where(_NAME.key.in_(keys)).order_by(_NAME.kind != "official", _SAMPLE.sort_key)
    return _found(connection, query, limit)


def by_start_of_name(
    connection: Connection, key: str, filters: tuple[PieceFilter, ...], limit: int
) -> list[Found]:
    """Return pieces one of whose names begins with a key, in the order of the keys."""
    query = _named(filters).where(_NAME.key >= key, _NAME.key < key + _PAST_ALL).order_by(_NAME.key)
    return _found(connection, query, limit)


def by_rest(
    connection: Connection, rest: str, family: int | None, filters: tuple[PieceFilter, ...], limit: int
) -> list[Found]:
    """Return splits such as `,46`: of one family (the root's id) first, then of all others; exact ones first."""
    within = [_SAMPLE.rest >= rest, _SAMPLE.rest < rest + _PAST_ALL]
    shown = select(_SAMPLE.id, _SAMPLE.number).where(*([condition_of(filters)] if filters else []))
    found: list[Found] = []
    if family is not None:
        mine = shown.where(_SAMPLE.root == family, *within)
        found += _found(connection, mine.order_by(func.length(_SAMPLE.rest), _SAMPLE.sort_key), limit)
    exact = shown.where(_SAMPLE.rest == rest).order_by(_SAMPLE.rest, _SAMPLE.id)
    longer = shown.where(_SAMPLE.rest > rest, within[1]).order_by(_SAMPLE.rest, _SAMPLE.id)
    found += _found(connection, exact, limit)
    if len(found) < limit:
        found += _found(connection, longer, limit)
    return list(dict(found).items())[:limit]


def by_words(connection: Connection, typed: str, filters: tuple[PieceFilter, ...], limit: int) -> list[Found]:
    """Return pieces whose fields or other names hold every word typed, each as a beginning, newest first."""
    match = full_text.query_of(typed)
    if not match:
        return []
    words = table("search", column("rowid"))
    query = select(words.c.rowid).where(text("search MATCH :match")).order_by(words.c.rowid.desc()).limit(limit)
    if filters:
        query = (
            select(words.c.rowid)
            .join(schema.sample, _SAMPLE.id == words.c.rowid)
            .where(text("search MATCH :match"), condition_of(filters))
            .order_by(words.c.rowid.desc())
            .limit(limit)
        )
    return [(id_, "") for (id_,) in connection.execute(query, {"match": match})]


def first_with_key(connection: Connection, key: str, filters: tuple[PieceFilter, ...] = ()) -> int | None:
    """Return the piece to which typing a number leads: its very name, else the first that begins so."""
    found = by_name(connection, [key], filters, 1) or by_start_of_name(connection, key, filters, 1)
    return found[0][0] if found else None


def numbers_above(connection: Connection, ids: list[int]) -> dict[int, list[str]]:
    """Return the numbers of the pieces above each of these, from the generic down."""
    found: dict[int, list[str]] = {}
    for at in range(0, len(ids), 400):
        for start, number in connection.execute(_ABOVE, {"ids": ids[at : at + 400]}):
            found.setdefault(start, []).append(number or "")
    return found


def root_of(connection: Connection, piece: int) -> int | None:
    """Return the generic of a piece's family."""
    query = select(_SAMPLE.root).where(_SAMPLE.id == bindparam("piece"))
    found: int | None = connection.execute(query, {"piece": piece}).scalar_one_or_none()
    return found


def _named(filters: tuple[PieceFilter, ...]) -> Select[Any]:
    query = select(_NAME.sample, _NAME.text).join(schema.sample, _SAMPLE.id == _NAME.sample)
    query = query.where(_SAMPLE.in_book == 1)
    return query.where(condition_of(filters)) if filters else query


def _found(connection: Connection, query: Select[Any], limit: int) -> list[Found]:
    """Return so many pieces; one that carries several names with one beginning is one, and the first counts."""
    asked = limit
    while True:
        names = connection.execute(query.limit(asked)).all()
        found: dict[int, str] = {}
        for id_, name in names:
            found.setdefault(id_, name or "")
        if len(found) >= limit or len(names) < asked:
            return list(found.items())[:limit]
        asked *= 2
