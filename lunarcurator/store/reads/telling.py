"""What pieces are called so that no two are called alike: a number that another collection has too, with its own.

Numbers are told apart by what is in the book now, whatever the moment: a row of the past must be of one piece for
who reads it today.
"""

# ruff: noqa: S608 - the queries are put together from constants of this package only

import json
from collections.abc import Mapping
from typing import Final

from sqlalchemy import ColumnElement, Connection, literal_column, text

from lunarcurator.store.reads.told_numbers import told as told


def told_number(of: str = "sample") -> ColumnElement[str | None]:
    """Return what a piece is called as a column of a query that knows the table `sample` under this name."""
    return literal_column(told(of))


_GIVEN: Final = text(
    f"SELECT s.id, {told('s', 'given.value')} FROM json_each(:numbers) given"
    " CROSS JOIN main.sample s ON s.id = CAST(given.key AS INTEGER)"
)


def told_numbers(connection: Connection, numbers: Mapping[int, str]) -> dict[int, str]:
    """Return what pieces are called that have, or had, these numbers, by local id."""
    rows = connection.execute(_GIVEN, {"numbers": json.dumps(numbers)})
    return {row[0]: row[1] for row in rows}
