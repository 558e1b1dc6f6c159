"""The loan desk as queries read it: from its tables now, else from what the facts of a moment leave of it.

A query that names `record`, `loan_line` and `sample` is asked through a `RecordLens`. Of another moment it reads
tables like these instead, laid out once on each connection beside the store and never in it: the rows nothing
touched since, and those that stood otherwise then. Of pieces there are only those that lines name, and only what a
line tells of its piece: whatever is told of a line of that day is what was known of it then.
"""

# ruff: noqa: S608 - the queries are put together from constants of this module only

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, CursorResult, Table, text

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import DESK_SUBJECTS, Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import Record
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.pieces import fold
from lunarcurator.store import derived, schema
from lunarcurator.store.fact_reading import desk_facts, piece_facts
from lunarcurator.store.ids import LocalIds
from lunarcurator.store.line_rows import line_row
from lunarcurator.store.reads.piece import NO_END
from lunarcurator.store.statements import driver

_AS_NOW: Final = frozenset({Subject.COLLECTION, Subject.OPERATOR})
_KINDS: Final = tuple(str(each) for each in DESK_SUBJECTS if each not in _AS_NOW)
"""What may stand otherwise at another moment; collections and operators are told as they are now."""
_NAMED: Final = frozenset({Subject.PERSON, Subject.INSTITUTION})
"""Who may have been entered after a loan of long ago: the name is told, though nobody was in the book then."""
_CHUNK: Final = 5_000
_KNOWN: Final = (
    "SELECT d.kind, d.id, d.uuid FROM desk d WHERE d.kind IN (SELECT value FROM json_each(:kinds)){} ORDER BY d.id"
)
_HEAD: Final = text("SELECT COALESCE(MAX(seq), 0) FROM entry")
_EVERY: Final = text(_KNOWN.format(""))
_LATER: Final = text(
    _KNOWN.format(
        " AND d.id IN (SELECT t.subject FROM touch t WHERE t.kind IN (SELECT value FROM json_each(:kinds))"
        " AND t.day > :day AND t.entry NOT IN (SELECT seq FROM undone))"
    )
)
_PIECE: Final = (
    "id",
    "uuid",
    "in_book",
    "collection",
    "number",
    "sort_key",
    "form",
    "class_name",
    "mass_ug",
    "unweighed",
    "mass_quality",
    "mass_reason",
    "resolution_ug",
)
"""What a line tells of its piece."""
_NAMED_PIECES: Final = (
    "SELECT s.id, s.uuid, s.number, s.sort_key FROM sample s WHERE s.id IN (SELECT l.sample FROM loan_line l"
    " UNION SELECT l.source FROM loan_line l UNION SELECT value FROM json_each(:also)){} ORDER BY s.id"
)
_EVERY_PIECE: Final = text(_NAMED_PIECES.format(""))
# Nothing of a piece is of a later day than its last one.
_LATER_PIECES: Final = text(_NAMED_PIECES.format(" AND s.last_day > :day"))


class Stood(NamedTuple):
    """How a subject of the desk stood at a moment (None: not there yet), and whether it was in the book."""

    kind: str
    state: Record | None = None
    in_book: bool = False


@dataclass(frozen=True, slots=True)
class RecordLens:
    """A moment of the loan desk; `told` are parameters a query may name: then_day and then_seq.

    `stood` has what may have stood otherwise than it stands now, `laid` the rows of it by table and `changed` the
    ids, as JSON, of those that there are now in their place; `key` tells the moments of a store apart. `today` is
    the day of a moment that names none, where somebody knows it.
    """

    moment: Moment = NOW
    key: str = ""
    stood: Mapping[Uid, Stood] = field(default_factory=lambda: MappingProxyType({}))
    laid: Mapping[str, Sequence[tuple[object, ...]]] = field(default_factory=lambda: MappingProxyType({}))
    changed: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    today: Day = NO_END

    @property
    def told(self) -> Mapping[str, object]:
        """The last day and sequence of the moment, beyond all there are where it names none, and its own day."""
        moment = self.moment
        return {
            "then_day": NO_END if moment.day is None else moment.day,
            "then_seq": NO_END if moment.seq is None else moment.seq,
            "lens_day": self.today if moment.day is None else moment.day,
        }

    def ask(
        self, connection: Connection, query: str, told: Mapping[str, object] | None = None, *, beside: str = ""
    ) -> CursorResult[*tuple[Any, ...]]:
        """Run a query on the desk of the moment; `beside` are further tables of its own, as after WITH."""
        asked = f"WITH {beside} {query}" if beside else query
        if not self.moment.is_now:
            _lay_out(connection, self)
            asked = _NAMED_IN.sub(r"\1 temp.then_\2", asked)
        return connection.execute(text(asked), {**(told or {}), **self.told})


def house_of(person: str) -> str:
    """Return the SQL of the institution of a person, its uid, that counts on the day of the lens, `:lens_day`."""
    fields = f"json_extract({person}.fields, '$.institution"
    return f"CASE WHEN {fields}_from') > :lens_day THEN {fields}_before') ELSE {fields}') END"


DESK_NOW: Final = RecordLens()
"""The loan desk as it stands."""


def records_at(connection: Connection, moment: Moment) -> RecordLens:
    """Return the loan desk as it stood at a moment; only what was touched since is put together from facts."""
    if moment.is_now:
        return DESK_NOW
    stood: dict[Uid, Stood] = {}
    changed: list[int] = []
    for kind, subjects in _changed(connection, moment).items():
        changed += subjects
        stood |= dict.fromkeys(subjects.values(), Stood(kind)) | _states(connection, kind, list(subjects), moment)
    ids = LocalIds(connection)
    there = [(each.kind, each.state, each.in_book) for each in stood.values() if each.state is not None]
    desks = [derived.desk_row(kind, state, ids) | {"in_book": int(in_book)} for kind, state, in_book in there]
    lines = [line_row(state, ids) for kind, state, _ in there if kind == Subject.LINE]
    pieces = _pieces(connection, moment, ids, [row[key] for row in lines for key in ("sample", "source")])
    seq = connection.execute(_HEAD).scalar_one()
    rows = {schema.desk.name: desks, schema.loan_line.name: lines, schema.sample.name: list(pieces.values())}
    laid = {name: _in_columns(told, _COLUMNS[name]) for name, told in rows.items()}
    of_desk = json.dumps(changed)
    gone = {
        schema.desk.name: of_desk,
        schema.loan_line.name: of_desk,
        schema.sample.name: json.dumps(list(pieces)),
    }
    key = f"{moment.day}/{moment.seq}/{seq}"
    return RecordLens(moment, key, MappingProxyType(stood), MappingProxyType(laid), MappingProxyType(gone))


def _in_columns(rows: Iterable[Mapping[str, object]], columns: Sequence[str]) -> list[tuple[object, ...]]:
    return [tuple(row[key] for key in columns) for row in rows]


def _pieces(
    connection: Connection, moment: Moment, ids: LocalIds, also: Iterable[int | None]
) -> dict[int, dict[str, object]]:
    """Return the rows of those pieces named by lines that may have been otherwise at a moment, by local id.

    One that was not in the book yet is known by the number it has now, and by nothing else.
    """
    told = {"also": json.dumps([each for each in also if each is not None])}
    if moment.seq is None:
        found = connection.execute(_LATER_PIECES, {**told, "day": moment.day}).all()
    else:
        found = connection.execute(_EVERY_PIECE, told).all()
    rows: dict[int, dict[str, object]] = {}
    for at in range(0, len(found), _CHUNK):
        some = found[at : at + _CHUNK]
        facts = piece_facts(connection, [row[0] for row in some], moment)
        for piece, uuid, number, sort_key in some:
            uid = Uid(uuid.hex())
            state = fold(uid, facts.get(uid, ()))
            claim = state.number
            collection = state.fields.get("collection")
            rows[piece] = {
                **{key: state.fields.get(key) for key in _PIECE},
                "id": piece,
                "uuid": uuid,
                "in_book": int(state.in_book),
                "collection": ids.record(Uid(str(collection))) if collection else None,
                "number": claim.number if claim else number,
                "sort_key": claim.sort_key if claim else sort_key,
                "mass_ug": state.held_ug,
                "unweighed": state.held_unweighed,
            }
    return rows


def _changed(connection: Connection, moment: Moment) -> dict[str, dict[int, Uid]]:
    """Return by kind the ids of what may have stood otherwise at a moment."""
    kinds = json.dumps(_KINDS)
    if moment.seq is None:
        rows = connection.execute(_LATER, {"kinds": kinds, "day": moment.day})
    else:
        rows = connection.execute(_EVERY, {"kinds": kinds})
    found: dict[str, dict[int, Uid]] = {}
    for kind, subject, uuid in rows:
        found.setdefault(kind, {})[subject] = Uid(uuid.hex())
    return found


def _states(connection: Connection, kind: str, ids: Sequence[int], moment: Moment) -> dict[Uid, Stood]:
    """Return those of these subjects that there were, as the facts of a moment leave them."""
    found: dict[Uid, Stood] = {}
    for at in range(0, len(ids), _CHUNK):
        some = ids[at : at + _CHUNK]
        then = desk_facts(connection, some, kind, moment)
        known = {**desk_facts(connection, some, kind), **then} if kind in _NAMED else then
        for uid, facts in known.items():
            state = derived.fold_desk(uid, facts)
            if state.fields:
                found[uid] = Stood(kind, state, uid in then)
    return found


def _lay_out(connection: Connection, lens: RecordLens) -> None:
    """Put the tables of a moment beside the store, once for each connection; they go with it."""
    raw = driver(connection)
    there = raw.execute("SELECT 1 FROM sqlite_temp_master WHERE name = 'then_key'").fetchone()
    if there and raw.execute("SELECT key FROM temp.then_key").fetchone() == (lens.key,):
        return
    # A store that is read only is so in its file; what is laid out is not in it.
    (closed,) = raw.execute("PRAGMA query_only").fetchone()
    raw.execute("PRAGMA query_only = OFF")
    try:
        for name in ("key", *lens.laid):
            raw.execute(f"DROP TABLE IF EXISTS temp.then_{name}")
        for table in (schema.desk, schema.loan_line, schema.sample):
            _fill(raw, table, lens)
        raw.execute("CREATE TEMP TABLE then_key (key TEXT)")
        raw.execute("INSERT INTO temp.then_key VALUES (?)", (lens.key,))
    finally:
        raw.execute(f"PRAGMA query_only = {closed}")


def _fill(raw: Any, table: Table, lens: RecordLens) -> None:
    name, columns = f"then_{table.name}", [table.columns[key] for key in _COLUMNS[table.name]]
    told = ", ".join(_COLUMNS[table.name])
    # Without its kind a column is compared as text, and no index of it serves a join.
    kinds = (f"{each.name} {each.type}{' PRIMARY KEY' if each.primary_key else ''}" for each in columns)
    raw.execute(f"CREATE TEMP TABLE {name} ({', '.join(kinds)})")
    raw.execute(
        f"INSERT INTO temp.{name} SELECT {told} FROM main.{table.name}"
        f" WHERE id NOT IN (SELECT value FROM json_each(?)){_ONLY.get(table.name, '')}",
        (lens.changed[table.name],),
    )
    places = ", ".join("?" * len(columns))
    raw.executemany(f"INSERT INTO temp.{name} ({told}) VALUES ({places})", lens.laid[table.name])
    for each in _INDEXED[table.name]:
        raw.execute(f"CREATE INDEX temp.{name}_{each.partition(',')[0]} ON {name} ({each})")


_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        schema.desk.name: tuple(column.name for column in schema.desk.columns),
        schema.loan_line.name: tuple(column.name for column in schema.loan_line.columns),
        schema.sample.name: _PIECE,
    }
)
# Laid out after the lines, whose pieces they are.
_ONLY: Final = MappingProxyType(
    {
        schema.sample.name: " AND id IN (SELECT sample FROM temp.then_loan_line"
        " UNION SELECT source FROM temp.then_loan_line)"
    }
)
# None by state: without statistics SQLite might take it before those that name one line or a few.
_INDEXED: Final = MappingProxyType(
    {
        schema.desk.name: ("uuid", "kind, name"),
        schema.loan_line.name: ("loan", "borrower", "agreement", "shipment", "sample", "source"),
        schema.sample.name: ("uuid",),
    }
)
_NAMED_IN: Final = re.compile(rf"\b(FROM|JOIN) ({'|'.join(_COLUMNS)})\b")
"""Where a query names a table of the desk. A view in its place would be read whole for each row of a join."""
