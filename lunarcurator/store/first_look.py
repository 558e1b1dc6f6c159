"""The first screen of a store, read by plain SQLite before anything else of the program is loaded.

It takes no lock, checks nothing and writes nothing. Wherever a store is not simply at rest in its file, in the one
format this program writes, there is no first look: whoever opens the store says what is wrong.
"""

# ruff: noqa: S608 - the queries are put together from constants of this package only

import json
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

from lunarcurator.databases import FileConnection
from lunarcurator.store.file_format import APPLICATION_ID, SCHEMA_HEAD
from lunarcurator.store.reads.piece_row import FIELD_KEYS, Family, PieceRow, path_through, row_of
from lunarcurator.store.reads.told_numbers import told
from lunarcurator.store.reads.tree_values import ChildRow, CollectionRow, collection_of

MOST_COLLECTIONS: Final = 12
"""With more than this a first look would ask too much."""
_EMPTY: Final = "(sample.mission IS NULL OR sample.mission = '')"
_MISSIONS: Final = (
    "WITH RECURSIVE used(collection, code) AS ("
    "SELECT value, (SELECT MIN(mission) FROM sample WHERE sample.collection = value AND mission > '')"
    " FROM json_each(?)"
    " UNION ALL SELECT used.collection, (SELECT MIN(mission) FROM sample"
    " WHERE sample.collection = used.collection AND mission > used.code) FROM used WHERE used.code IS NOT NULL)"
    " SELECT collection, code FROM used WHERE code IS NOT NULL"
)
_WITHOUT: Final = (
    "SELECT value FROM json_each(?)"
    " WHERE EXISTS (SELECT 1 FROM sample WHERE collection = value AND mission IS NULL)"
    " OR EXISTS (SELECT 1 FROM sample WHERE collection = value AND mission = '')"
)
_HEAD: Final = (
    *("id", "uuid", "number", "rest", "root", "parent", "daughters", "collection", "mission", "custody"),
    *("mass_ug", "unweighed", "suspense_ug", "place", "holder"),
)
_ROWS: Final = (
    f"SELECT {', '.join(f'sample.{each}' for each in _HEAD)}, above.number, above.rest, {told('sample')},"
    " (SELECT MIN(name.text) FROM name WHERE name.sample = sample.id AND name.kind = 'informal'),"
    f" {', '.join(f'sample.{each}' for each in FIELD_KEYS)}"
    " FROM sample LEFT JOIN sample AS above ON above.id = sample.parent"
    " WHERE sample.id IN (SELECT value FROM json_each(?)) AND sample.in_book = 1"
)
_FAMILIES: Final = (
    "SELECT root, COUNT(*), SUM(mass_ug), SUM(unweighed), COUNT(DISTINCT place),"
    " SUM(mass_ug > 0 AND COALESCE(mass_quality, '') = 'estimated'),"
    " SUM(CASE WHEN mass_quality = 'upper_bound' THEN mass_ug ELSE 0 END),"
    " MIN(CASE WHEN mass_ug > 0 THEN resolution_ug END)"
    " FROM sample WHERE root IN (SELECT value FROM json_each(?)) AND in_book = 1 GROUP BY root"
)
_PLACES: Final = (
    "WITH RECURSIVE step(id) AS (SELECT value FROM json_each(?)"
    " UNION SELECT place.parent FROM place JOIN step ON step.id = place.id WHERE place.parent IS NOT NULL)"
    " SELECT place.id, place.parent, place.name FROM place JOIN step ON step.id = place.id"
)
_AWAY: Final = frozenset({"loan", "transit"})
HOLDERS: Final = (
    "SELECT l.sample, COALESCE(h.name, i.name, p.name) FROM loan_line l JOIN desk p ON p.id = l.borrower"
    " LEFT JOIN desk a ON a.id = l.agreement"
    " LEFT JOIN desk h ON h.uuid = unhex(json_extract(a.fields, '$.institution'))"
    " LEFT JOIN desk i ON i.uuid = unhex(json_extract(p.fields, '$.institution'))"
    " WHERE l.state IN ('transit', 'out') AND l.sample IN (SELECT value FROM json_each(?))"
)


class _Read(NamedTuple):
    """What is read of a piece beside its recorded values, by the names `row_of` knows it by."""

    id: int
    uuid: bytes
    number: str | None
    rest: str | None
    root: int
    parent: int | None
    daughters: int
    collection: int
    mission: str | None
    custody: str | None
    mass_ug: int
    unweighed: int
    suspense_ug: int
    place: int | None
    holder: int | None
    parent_number: str | None
    parent_rest: str | None
    told: str | None
    informal: str | None


@dataclass(frozen=True, slots=True)
class Seen:
    """The collections of a store, the missions under which each has pieces ("" for none), and their schemes."""

    collections: tuple[CollectionRow, ...]
    used: dict[int, list[str]]
    schemes: frozenset[str]


class Glance:
    """Reads a store at rest through one connection; every question may raise `sqlite3.Error`."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        self._raw = raw

    def is_ours(self) -> bool:
        """Tell whether the file is a store in the one format that needs no migration."""
        if self._one("PRAGMA application_id") != APPLICATION_ID:
            return False
        return self._all("SELECT version_num FROM alembic_version") == [(SCHEMA_HEAD,)]

    def seen(self) -> Seen:
        """Return what stands at the top of the tree."""
        rows = self._all(
            "SELECT id, code, name, fields FROM desk WHERE kind = 'collection' AND in_book = 1 ORDER BY name, id"
        )
        found = tuple(collection_of(*row) for row in rows)
        schemes = frozenset(str(json.loads(row[3]).get("scheme", "")) for row in rows)
        ids = json.dumps([each.id for each in found])
        used: dict[int, list[str]] = {each.id: [] for each in found}
        for (collection,) in self._all(_WITHOUT, ids):
            used[collection].append("")
        for collection, code in self._all(_MISSIONS, ids):
            used[collection].append(code)
        return Seen(found, used, schemes)

    def generics(self, collection: int, mission: str, most: int, *, descending: bool) -> list[ChildRow]:
        """Return the first pieces without a parent of one mission ("" for none), by number."""
        which = "mission = ?" if mission else f"{_EMPTY} AND ? = ''"
        order = "sort_key DESC" if descending else "sort_key"
        query = (
            f"SELECT id, daughters, uuid FROM sample WHERE collection = ? AND {which} AND parent IS NULL"
            f" ORDER BY {order} LIMIT ?"
        )
        return [(id_, below, uuid, True) for id_, below, uuid in self._all(query, collection, mission, most)]

    def rows(self, pieces: Sequence[int]) -> list[PieceRow]:
        """Return the rows of pieces, in no promised order."""
        width = len(_Read._fields)
        read = [(_Read(*row[:width]), row[width:]) for row in self._of(_ROWS, pieces)]
        heads = [head for head, _ in read]
        families, away, paths = self._families(heads), self._away(heads), self._paths(heads)
        return [row_of(head, values, paths, families.get(head.id), away.get(head.id, ())) for head, values in read]

    def _families(self, read: Sequence[_Read]) -> dict[int, Family]:
        roots = [each.id for each in read if each.parent is None and each.daughters]
        return {root: Family(*sums) for root, *sums in self._of(_FAMILIES, roots)}

    def _away(self, read: Sequence[_Read]) -> dict[int, tuple[str, ...]]:
        away = [each.id for each in read if each.custody in _AWAY]
        return {id_: (name,) for id_, name in self._of(HOLDERS, away) if name}

    def _paths(self, read: Sequence[_Read]) -> dict[int, tuple[str, ...]]:
        places = {place for each in read for place in (each.place, each.holder) if place}
        steps = {id_: (parent, name or "") for id_, parent, name in self._of(_PLACES, sorted(places))}
        return {place: path_through(steps, place) for place in places if place in steps}

    def _of(self, query: str, ids: Sequence[int]) -> list[tuple[Any, ...]]:
        return self._all(query, json.dumps(ids)) if ids else []

    def _all(self, query: str, *told_: object) -> list[tuple[Any, ...]]:
        return self._raw.execute(query, told_).fetchall()

    def _one(self, query: str) -> object:
        row = self._raw.execute(query).fetchone()
        return row[0] if row else None


def looked_at[Found](path: Path, look: Callable[[Glance], Found | None]) -> Found | None:
    """Return what somebody saw of a store; None where it is not at rest, is no such store, or cannot be read.

    Nobody in this process may have the store open, or open it before this has come to an end: on POSIX the end of
    this connection, which knows of no lock, would take away the locks of every other one.
    """
    try:
        before = _at_rest(path)
        if before is None:
            return None
        at = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(at, uri=True, factory=FileConnection)) as raw:
            glance = Glance(raw)
            found = look(glance) if glance.is_ours() else None
        return found if _at_rest(path) == before else None
    except Exception:
        # Whatever is wrong with the file is found again, and told, by who opens the store.
        return None


def _at_rest(path: Path) -> tuple[int, int] | None:
    """Return size and time of a store that is in its file alone; None where a log or journal lies beside it."""
    for suffix in ("-wal", "-journal"):
        beside = path.with_name(path.name + suffix)
        if beside.exists() and beside.stat().st_size:
            return None
    told_ = path.stat()
    return told_.st_size, told_.st_mtime_ns
