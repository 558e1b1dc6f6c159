"""Questions asked once per act: compiled when they are first asked, run straight on the driver.

Building and compiling a query anew costs SQLAlchemy some hundred microseconds; a split of ten daughters asks
about a hundred of them.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.base import Executable


class Prepared:
    """A statement as SQL text with the order of its named parameters; rows come back as plain tuples."""

    def __init__(self, statement: Executable) -> None:
        self._statement = statement

    @cached_property
    def _compiled(self) -> Any:
        return self._statement.compile(dialect=sqlite.dialect(paramstyle="qmark"))  # type: ignore[attr-defined]

    @cached_property
    def _sql(self) -> str:
        return str(self._compiled)

    @cached_property
    def _order(self) -> tuple[str, ...]:
        return tuple(self._compiled.positiontup or ())

    @cached_property
    def _fixed(self) -> dict[str, Any]:
        return dict(self._compiled.params)

    @cached_property
    def _in_order(self) -> Callable[[Any], Sequence[object]] | None:
        return itemgetter(*self._order) if len(self._order) > 1 else None

    def rows(self, connection: Connection, **values: object) -> list[tuple[Any, ...]]:
        """Return every row."""
        told = self._fixed | values
        found: list[tuple[Any, ...]] = (
            driver(connection).execute(self._sql, [told[name] for name in self._order]).fetchall()
        )
        return found

    def one(self, connection: Connection, **values: object) -> tuple[Any, ...] | None:
        """Return the first row, or None."""
        told = self._fixed | values
        found: tuple[Any, ...] | None = (
            driver(connection).execute(self._sql, [told[name] for name in self._order]).fetchone()
        )
        return found

    def value(self, connection: Connection, **values: object) -> Any:
        """Return the first column of the first row, or None."""
        row = self.one(connection, **values)
        return row[0] if row is not None else None

    def column(self, connection: Connection, **values: object) -> list[Any]:
        """Return the first column of every row."""
        return [row[0] for row in self.rows(connection, **values)]

    def run(self, connection: Connection, many: Sequence[Sequence[object]]) -> None:
        """Run a writing statement once for each row of values, given in the order of its parameters."""
        if many:
            driver(connection).executemany(self._sql, many)

    def run_named(self, connection: Connection, many: Sequence[Mapping[str, Any]]) -> None:
        """Run a writing statement once for each row of named values; one not named is fixed or NULL."""
        self.run(connection, self._ordered(many))

    def _ordered(self, many: Sequence[Mapping[str, Any]]) -> Sequence[Sequence[object]]:
        if self._in_order is not None:
            # Nearly every row names all; to look at each first would cost as much as to put it in order.
            with suppress(KeyError):
                return [*map(self._in_order, many)]
        fixed, order = self._fixed, self._order
        return [[row[name] if name in row else fixed[name] for name in order] for row in many]


def driver(connection: Connection) -> Any:
    """Return the SQLite connection below; its faults are told apart by `errors.environment` all the same."""
    return connection.connection.driver_connection
