"""The rows of the derived tables, folded anew from the facts in force and written into empty tables."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import batched
from types import MappingProxyType
from typing import Any, Final

from lunarcurator.domain.identity import Uid
from lunarcurator.domain.pieces import fold_place
from lunarcurator.store import derived, full_text, insert_statements, schema
from lunarcurator.store.fact_reading import desk_facts, place_facts, undone_at
from lunarcurator.store.ids import LocalIds
from lunarcurator.store.line_rows import put_desks
from lunarcurator.store.verify.pieces import COLUMNS, FactQueries, Facts, Folded
from lunarcurator.store.verify.reader import Reader

_NO_END: Final = 2**62
_CHUNK: Final = 1_000
_IDENTIFIED: Final = ("sample", "place", "desk")
_OF_KIND: Final[Mapping[str, str]] = MappingProxyType(
    {"sample": "kind = 'sample'", "place": "kind = 'place'", "desk": "kind NOT IN ('sample', 'place')"}
)
_SAMPLE_SQL: Final = "INSERT INTO sample (id, uuid, root, daughters, {}) VALUES ({})".format(  # noqa: S608
    ", ".join(f'"{name}"' for name in COLUMNS), ", ".join("?" * (4 + len(COLUMNS)))
)
_BLANK_PLACE: Final = (
    "INSERT INTO place (id, uuid, in_book, first_day, last_day, last_seq) "
    "SELECT id, uuid, 0, 0, 0, 0 FROM temp.kept_place"
)
_BLANK_DESK: Final = (
    "INSERT INTO desk (id, uuid, kind, fields, in_book, last_seq) "
    "SELECT k.id, k.uuid, min(t.kind), '{}', 0, 0 FROM temp.kept_desk k "
    "JOIN touch t ON t.subject = k.id AND t.kind NOT IN ('sample', 'place') GROUP BY k.id"
)
MAKE_YEARS: Final = (
    "INSERT INTO year_sum (book, account, year, ug, unweighed) "
    "SELECT book, account, day / 10000, sum(ug), sum(unweighed) FROM mass_line GROUP BY 1, 2, 3"
)
"""Sums the mass lines up by book, account and year into the empty table of the yearly sums."""
_MAKE_FAMILY: Final = (
    "CREATE TEMP TABLE family (parent INTEGER, id INTEGER, in_book INTEGER, PRIMARY KEY (parent, id)) "
    "WITHOUT ROWID"
)
_TAKE_FAMILY: Final = "INSERT INTO temp.family SELECT parent, id, in_book FROM sample WHERE parent IS NOT NULL"
_DAUGHTERS: Final = (
    "UPDATE sample SET daughters = f.n "
    "FROM (SELECT parent, sum(in_book) AS n FROM temp.family GROUP BY parent) f WHERE f.parent = sample.id"
)
_ROOTS: Final = (
    "WITH RECURSIVE below(id, root) AS ("
    "SELECT f.id, s.id FROM sample s JOIN temp.family f ON f.parent = s.id WHERE s.parent IS NULL "
    "UNION ALL SELECT f.id, below.root FROM below JOIN temp.family f ON f.parent = below.id) "
    "UPDATE sample SET root = below.root FROM below WHERE below.id = sample.id"
)


def keep_identities(reader: Reader) -> None:
    """Keep aside, before their tables go, which id stands for which uuid: facts speak of ids.

    An id that no entry speaks of is left behind.
    """
    for table in _IDENTIFIED:
        reader.run(f"CREATE TEMP TABLE kept_{table} (id INTEGER PRIMARY KEY, uuid BLOB NOT NULL)")
        reader.run(
            f"INSERT INTO temp.kept_{table} SELECT id, uuid FROM {table} "  # noqa: S608
            f"WHERE id IN (SELECT subject FROM touch WHERE {_OF_KIND[table]})"
        )


def fill(reader: Reader, tick: Callable[[int], None]) -> int:
    """Fill the empty derived tables and the search index; returns how many pieces there are.

    `tick` counts pieces.
    """
    undone = undone_at(reader.connection, _NO_END)
    reader.run("INSERT INTO undone VALUES (?)", iter([(seq,) for seq in sorted(undone)]))
    reader.run(_BLANK_PLACE)
    reader.run(_BLANK_DESK)
    reader.run(MAKE_YEARS)
    count = _samples(reader, tick)
    for statement in (_MAKE_FAMILY, _TAKE_FAMILY, _DAUGHTERS, _ROOTS, "DROP TABLE temp.family"):
        reader.run(statement)
    # What a fold reads of a place or a loan line names pieces, which therefore came first.
    ids = LocalIds(reader.connection)
    _places(reader, ids)
    _desks(reader, ids)
    return count


def _samples(reader: Reader, tick: Callable[[int], None]) -> int:
    undone = "undone" if reader.value("SELECT 1 FROM undone") else ""
    facts = Facts(reader, FactQueries(reader, undone=undone))
    collections = {
        uuid.hex(): key for key, uuid in reader.rows("SELECT id, uuid FROM desk WHERE kind = 'collection'")
    }
    count = 0
    for some in batched(reader.rows("SELECT id, uuid FROM temp.kept_sample ORDER BY id"), _CHUNK):
        rows: list[tuple[Any, ...]] = []
        names: list[dict[str, Any]] = []
        words: list[tuple[int, str]] = []
        for sample, uuid in some:
            piece = Folded(sample, facts, collections)
            rows.append((sample, uuid, sample, 0, *piece.row))
            names += [
                {"sample": sample, "key": key, "text": text, "kind": kind}
                for (key, kind), text in piece.names.items()
            ]
            words.append((sample, piece.words()))
        reader.run(_SAMPLE_SQL, iter(rows))
        insert_statements.names(reader.connection, names)
        full_text.add(reader.connection, words)
        count += len(some)
        tick(count)
    return count


def _places(reader: Reader, ids: LocalIds) -> None:
    for some in _kept(reader, "SELECT id, uuid FROM temp.kept_place ORDER BY id"):
        known = place_facts(reader.connection, [key for key, _ in some])
        states = [fold_place(uid, known.get(uid, ())) for _, uid in some]
        insert_statements.rows(
            reader.connection, schema.place, [derived.place_row(state, ids) for state in states]
        )


def _desks(reader: Reader, ids: LocalIds) -> None:
    kinds = [kind for (kind,) in reader.rows("SELECT DISTINCT kind FROM desk ORDER BY kind")]
    for kind in kinds:
        of_kind = "SELECT id, uuid FROM desk WHERE kind = ? ORDER BY id"
        for some in _kept(reader, of_kind, kind):
            known = desk_facts(reader.connection, [key for key, _ in some], kind)
            states = [(kind, derived.fold_desk(uid, known.get(uid, ()))) for _, uid in some]
            put_desks(reader.connection, states, ids)


def _kept(reader: Reader, sql: str, *values: object) -> Iterator[list[tuple[int, Uid]]]:
    # Read whole before anything is written to the table that is read.
    found: Iterable[tuple[Any, ...]] = list(reader.rows(sql, *values))
    for some in batched(found, _CHUNK):
        yield [(key, Uid(uuid.hex())) for key, uuid in some]
