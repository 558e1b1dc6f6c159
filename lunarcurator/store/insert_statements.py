"""The statements by which an entry and the state that follows from it are written, each compiled once."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import Connection, Table, bindparam, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from lunarcurator.store import schema
from lunarcurator.store.fact_rows import FACT_ROWS, FactRow
from lunarcurator.store.statements import Prepared

_sample, _entry, _year = schema.sample, schema.entry, schema.year_sum
_child: Final = _sample.alias("child")
_KEPT: Final = frozenset({"daughters"})
"""Columns of a derived row that are counted apart, and kept when the row is written again."""


def _put(table: Table) -> Prepared:
    """Return the statement that writes a derived row, or replaces the one of its key."""
    statement = upsert(table)
    keys = {column.name for column in table.primary_key}
    written = [column.name for column in table.columns if column.name not in keys | _KEPT]
    changed = {name: statement.excluded[name] for name in written}
    return Prepared(statement.on_conflict_do_update(index_elements=sorted(keys), set_=changed))


def _add_to_year() -> Prepared:
    statement = upsert(_year)
    new = statement.excluded
    sums = {"ug": _year.c.ug + new.ug, "unweighed": _year.c.unweighed + new.unweighed}
    return Prepared(statement.on_conflict_do_update(index_elements=["book", "account", "year"], set_=sums))


def _count_daughters() -> Prepared:
    count = (
        select(func.count())
        .select_from(_child)
        .where(_child.c.parent == _sample.c.id, _child.c.in_book == 1)
        .scalar_subquery()
    )
    return Prepared(update(_sample).where(_sample.c.id == bindparam("b_id")).values(daughters=count))


def _insert_fact(row: FactRow) -> Prepared:
    return Prepared(insert(row.table))


_WRITTEN: Final = (schema.sample, schema.place, schema.desk, schema.loan_line)
_NEW_SAMPLE: Final = Prepared(insert(_sample))
_PUTS: Final = MappingProxyType({table.name: _put(table) for table in _WRITTEN})
_FACTS: Final = MappingProxyType({row.fact: _insert_fact(row) for row in FACT_ROWS})
_PART: Final = Prepared(insert(schema.entry_part))
_ENTRY: Final = Prepared(insert(_entry))
_NAME: Final = Prepared(insert(schema.name))
_UNNAME: Final = Prepared(delete(schema.name).where(schema.name.c.sample == bindparam("b_sample")))
_COUNT: Final = _count_daughters()
_MORE: Final = Prepared(
    update(_sample)
    .where(_sample.c.id == bindparam("b_id"))
    .values(daughters=_sample.c.daughters + bindparam("more"))
)
_below: Final = select(_sample.c.id).where(_sample.c.parent == bindparam("b_id")).cte("below", recursive=True)
_BELOW: Final = _below.union(select(_child.c.id).where(_child.c.parent == _below.c.id))
_REROOT: Final = Prepared(
    update(_sample).where(_sample.c.id.in_(select(_BELOW.c.id))).values(root=bindparam("b_root"))
)
_YEAR: Final = _add_to_year()


def rows(connection: Connection, table: Table, told: Sequence[Mapping[str, Any]]) -> None:
    """Write derived rows of samples, places, desks or lines, replacing those of the same key but for daughters."""
    _PUTS[table.name].run_named(connection, told)


def new_samples(connection: Connection, told: Sequence[Mapping[str, Any]]) -> None:
    """Write rows of pieces that have none yet.

    An insert that might become an update makes SQLite look for rows that refer to the piece, in every table.
    """
    _NEW_SAMPLE.run_named(connection, told)


def facts(connection: Connection, kind: type[Any], told: Sequence[tuple[object, ...]]) -> None:
    """Write facts of a kind: rows of entry, n and the columns of the kind in their order."""
    _FACTS[kind].run(connection, told)


def part(connection: Connection, told: Mapping[str, Any]) -> None:
    """Write a part of an entry."""
    _PART.run_named(connection, [told])


def entry(connection: Connection, told: Mapping[str, Any]) -> None:
    """Write an entry; what it does not say of its origin is empty."""
    _ENTRY.run_named(connection, [told])


def names(connection: Connection, told: Sequence[Mapping[str, Any]]) -> None:
    """Write search names of samples."""
    _NAME.run_named(connection, told)


def no_names(connection: Connection, samples: Iterable[int]) -> None:
    """Take away the search names of samples before they are written anew."""
    _UNNAME.run(connection, [(sample,) for sample in samples])


def count_daughters(connection: Connection, samples: Iterable[int]) -> None:
    """Count anew how many daughters in the book these samples have."""
    _COUNT.run_named(connection, [{"b_id": sample} for sample in samples])


def more_daughters(connection: Connection, more: Mapping[int, int]) -> None:
    """Add to the numbers of daughters: a piece with thousands need not be counted again for ten."""
    _MORE.run_named(connection, [{"b_id": sample, "more": number} for sample, number in more.items()])


def reroot(connection: Connection, roots: Mapping[int, int]) -> None:
    """Give everything below these samples the root they have now, at any depth."""
    _REROOT.run_named(connection, [{"b_id": sample, "b_root": root} for sample, root in roots.items()])


def years(connection: Connection, sums: Mapping[tuple[Any, Any, int], Sequence[int]]) -> None:
    """Add (ug, unweighed) by (book, account, year) to the yearly sums."""
    _YEAR.run(connection, [(*key, *total) for key, total in sums.items()])
