"""The loan desk as queries read it: from its tables now, else from what the facts of a moment leave of it.

A query that names `desk` and `loan_line` is asked through a `DeskLens`. Of another moment two tables of these
names stand before it: the rows nothing touched since, and beside them those that stood otherwise then.
"""

# ruff: noqa: S608 - the queries are put together from constants of this module only

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, CursorResult, Table, text

from lunarcurator.domain.facts import DESK_SUBJECTS, Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.picture import DeskState
from lunarcurator.store import derived, schema
from lunarcurator.store.fact_reading import desk_facts
from lunarcurator.store.ids import LocalIds
from lunarcurator.store.line_rows import line_row
from lunarcurator.store.reads.piece import Lens

_AS_NOW: Final = frozenset({Subject.COLLECTION, Subject.OPERATOR})
_KINDS: Final = tuple(str(each) for each in DESK_SUBJECTS if each not in _AS_NOW)
"""What may stand otherwise at another moment; collections and operators are told as they are now."""
_NAMED: Final = frozenset({Subject.PERSON, Subject.INSTITUTION})
"""Who may have been entered after a loan of long ago: the name is told, though nobody was in the book then."""
_CHUNK: Final = 5_000
_KNOWN: Final = (
    "SELECT d.kind, d.id, d.uuid FROM desk d WHERE d.kind IN (SELECT value FROM json_each(:kinds)){} ORDER BY d.id"
)
_EVERY: Final = text(_KNOWN.format(""))
_LATER: Final = text(
    _KNOWN.format(
        " AND d.id IN (SELECT t.subject FROM touch t WHERE t.kind IN (SELECT value FROM json_each(:kinds))"
        " AND t.day > :day AND t.entry NOT IN (SELECT seq FROM undone))"
    )
)


class Stood(NamedTuple):
    """How a subject of the desk stood at a moment (None: not there yet), and whether it was in the book."""

    kind: str
    state: DeskState | None = None
    in_book: bool = False


@dataclass(frozen=True, slots=True)
class DeskLens:
    """A moment of the loan desk; `tables` stand before a query, `told` are their parameters.

    `stood` has what may have stood otherwise than it stands now.
    """

    moment: Moment = NOW
    tables: str = ""
    told: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    stood: Mapping[Uid, Stood] = field(default_factory=lambda: MappingProxyType({}))

    def ask(
        self, connection: Connection, query: str, told: Mapping[str, object] | None = None, *, beside: str = ""
    ) -> CursorResult[*tuple[Any, ...]]:
        """Run a query on the desk of the moment; `beside` are further tables of its own, as after WITH."""
        tables = ", ".join(each for each in (self.tables, beside) if each)
        asked = text(f"WITH {tables} {query}" if tables else query)
        return connection.execute(asked, {**(told or {}), **self.told})


NUMBER_THEN: Final = (
    "COALESCE((SELECT c.number FROM number_claim c WHERE c.sample = s.id AND c.day <= :then_day"
    " AND c.entry <= :then_seq AND c.entry NOT IN (SELECT value FROM json_each(:then_out))"
    " ORDER BY c.day DESC, c.entry DESC, c.n DESC LIMIT 1), s.number, '')"
)
"""The number that a piece `s` had at the moment of a lens, in SQL."""
DESK_NOW: Final = DeskLens()
"""The loan desk as it stands."""


def desk_at(connection: Connection, moment: Moment) -> DeskLens:
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
    until = Lens(connection, moment).told
    told = {
        **{f"then_{key}": value for key, value in until.items()},
        "then_changed": json.dumps(changed),
        "then_desks": json.dumps([_cells(schema.desk, row) for row in desks]),
        "then_lines": json.dumps([_cells(schema.loan_line, row) for row in lines]),
    }
    return DeskLens(moment, _TABLES, MappingProxyType(told), MappingProxyType(stood))


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


def _cells(table: Table, row: Mapping[str, Any]) -> list[object]:
    """Return a row as JSON carries it; of bytes their hex digits."""
    cells = (row[column.name] for column in table.columns)
    return [each.hex() if isinstance(each, bytes) else each for each in cells]


def _then(table: Table, told: str) -> str:
    names = [column.name for column in table.columns]
    cells = (f"json_extract(j.value, '$[{at}]')" for at in range(len(names)))
    shown = (f"unhex({cell})" if name == "uuid" else cell for name, cell in zip(names, cells, strict=True))
    return (
        f"{table.name} AS MATERIALIZED (SELECT {', '.join(names)} FROM main.{table.name}"
        " WHERE id NOT IN (SELECT value FROM json_each(:then_changed))"
        f" UNION ALL SELECT {', '.join(shown)} FROM json_each(:{told}) j)"
    )


_TABLES: Final = f"{_then(schema.desk, 'then_desks')}, {_then(schema.loan_line, 'then_lines')}"
