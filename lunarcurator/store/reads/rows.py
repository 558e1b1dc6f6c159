"""Reads of whole rows: what the columns of the sample tree show of a piece, now or at a moment."""

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import Connection, bindparam, func, select, text

from lunarcurator.store import schema
from lunarcurator.store.reads.piece_row import FIELD_KEYS as FIELD_KEYS
from lunarcurator.store.reads.piece_row import Family as Family
from lunarcurator.store.reads.piece_row import PieceRow as PieceRow
from lunarcurator.store.reads.piece_row import path_through as path_through
from lunarcurator.store.reads.piece_row import row_of
from lunarcurator.store.reads.piece_row import short_of as short_of
from lunarcurator.store.reads.telling import told_number
from lunarcurator.store.reads.unweighed import bounded_ug, finest_ug, how_many, is_estimated

_CHUNK: Final = 400
_SAMPLE: Final = schema.sample.c
_NAME: Final = schema.name.c
_PLACE: Final = schema.place.c
_PARENT: Final = schema.sample.alias("parent_row")
_INFORMAL: Final = (
    select(func.min(_NAME.text))
    .where(_NAME.sample == _SAMPLE.id, _NAME.kind == "informal")
    .correlate(schema.sample)
    .scalar_subquery()
)
_BY_NAME: Final = (
    _SAMPLE.id,
    _SAMPLE.uuid,
    _SAMPLE.number,
    _SAMPLE.rest,
    _SAMPLE.root,
    _SAMPLE.parent,
    _SAMPLE.daughters,
    _SAMPLE.collection,
    _SAMPLE.mission,
    _SAMPLE.custody,
    _SAMPLE.mass_ug,
    _SAMPLE.unweighed,
    _SAMPLE.suspense_ug,
    _SAMPLE.place,
    _SAMPLE.holder,
    _PARENT.c.number.label("parent_number"),
    _PARENT.c.rest.label("parent_rest"),
    told_number().label("told"),
    _INFORMAL.label("informal"),
)
"""What a row carries by name; its recorded values follow."""
_ROWS: Final = (
    select(*_BY_NAME, *(_SAMPLE[key].label(f"f_{key}") for key in FIELD_KEYS))
    .outerjoin(_PARENT, _PARENT.c.id == _SAMPLE.parent)
    .where(_SAMPLE.id.in_(bindparam("ids", expanding=True)), _SAMPLE.in_book == 1)
)
_FAMILY_SUMS: Final = (
    func.count(),
    func.sum(_SAMPLE.mass_ug),
    func.sum(_SAMPLE.unweighed),
    func.count(_SAMPLE.place.distinct()),
    how_many(is_estimated()),
    bounded_ug(),
    finest_ug(),
)
"""The fields of a `Family`."""
_FAMILIES: Final = (
    select(_SAMPLE.root, *_FAMILY_SUMS)
    .where(_SAMPLE.root.in_(bindparam("ids", expanding=True)), _SAMPLE.in_book == 1)
    .group_by(_SAMPLE.root)
)
_AWAY: Final = frozenset({"loan", "transit"})
_HOLDERS: Final = text(
    "SELECT l.sample, COALESCE(h.name, i.name, p.name) FROM loan_line l JOIN desk p ON p.id = l.borrower"
    " LEFT JOIN desk a ON a.id = l.agreement"
    " LEFT JOIN desk h ON h.uuid = unhex(json_extract(a.fields, '$.institution'))"
    " LEFT JOIN desk i ON i.uuid = unhex(json_extract(p.fields, '$.institution'))"
    " WHERE l.state IN ('transit', 'out') AND l.sample IN (SELECT value FROM json_each(:ids))"
)
_STEPS: Final = select(_PLACE.id, _PLACE.parent, _PLACE.name).where(
    _PLACE.id.in_(bindparam("ids", expanding=True))
)


def piece_rows(connection: Connection, ids: Sequence[int]) -> dict[int, PieceRow]:
    """Return the rows of these pieces by local id; a piece out of the book has none."""
    read: list[Any] = []
    for at in range(0, len(ids), _CHUNK):
        read += connection.execute(_ROWS, {"ids": list(ids[at : at + _CHUNK])})
    mothers = [row.id for row in read if row.parent is None and row.daughters]
    paths = place_paths(connection, {place for row in read for place in (row.place, row.holder) if place})
    kin = families(connection, mothers)
    away = holders(connection, [row.id for row in read if row.custody in _AWAY])
    return {
        row.id: row_of(row, row[len(_BY_NAME) :], paths, kin.get(row.id), away.get(row.id, ())) for row in read
    }


def holders(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Return for pieces that are out on a loan the name of the institution, or of the person, who has them."""
    if not ids:
        return {}
    found = connection.execute(_HOLDERS, {"ids": json.dumps(list(ids))})
    return {sample: (name,) for sample, name in found if name}


def families(connection: Connection, roots: Sequence[int]) -> dict[int, Family]:
    """Return the sums of families by the local id of their generic."""
    found = {}
    for at in range(0, len(roots), _CHUNK):
        for root, *sums in connection.execute(_FAMILIES, {"ids": list(roots[at : at + _CHUNK])}):
            found[root] = Family(*sums)
    return found


def place_paths(connection: Connection, ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """Return the names from the outermost place inwards of each of these places."""
    steps: dict[int, tuple[int | None, str]] = {}
    wanted = set(ids)
    asked = wanted
    while asked:
        for id_, parent, name in connection.execute(_STEPS, {"ids": sorted(asked)}):
            steps[id_] = (parent, name or "")
        asked = {parent for parent, _ in steps.values() if parent is not None} - steps.keys()
    return {place: path_through(steps, place) for place in wanted if place in steps}
