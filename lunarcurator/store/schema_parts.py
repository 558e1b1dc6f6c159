"""What every table of a store is made with: the names of its constraints, references, and the shape of facts."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, MetaData, PrimaryKeyConstraint, Table

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


def facts(name: str, *columns: Column[object] | Index | CheckConstraint) -> Table:
    """Return a table of facts, each keyed by its entry and its number within it."""
    return Table(
        name,
        metadata,
        Column("entry", Integer, ref("entry.seq"), nullable=False),
        Column("n", Integer, nullable=False),
        *columns,
        PrimaryKeyConstraint("entry", "n"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
