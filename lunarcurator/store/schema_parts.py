"""What every table of a store is made with: the names of its constraints, references, and the shape of facts."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, PrimaryKeyConstraint, Table
from sqlalchemy.schema import SchemaItem

CONVENTION: Final[Mapping[str, str]] = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}

metadata: Final = MetaData(naming_convention=dict(CONVENTION))


def ref(target: str) -> ForeignKey:
    """Return a reference to a column, checked when the entry is sealed."""
    return ForeignKey(target, deferrable=True, initially="DEFERRED")


def table(
    name: str, columns: Iterable[Column[Any]], constraints: Iterable[SchemaItem] = (), *, rowid: bool = True
) -> Table:
    """Return a table with its keys and indexes; without row ids it is kept in the order of its key."""
    return Table(name, metadata, *columns, *constraints, sqlite_strict=True, sqlite_with_rowid=rowid)


def facts(name: str, columns: Iterable[Column[Any]], indexes: Iterable[Index]) -> Table:
    """Return a table of facts, each keyed by its entry and its number within it."""
    entry = Column("entry", Integer, ref("entry.seq"), nullable=False)
    number = Column("n", Integer, nullable=False)
    key = PrimaryKeyConstraint("entry", "n")
    return table(name, [entry, number, *columns], [*indexes, key], rowid=False)
