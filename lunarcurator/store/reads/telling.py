"""What pieces are called so that no two are called alike: a number that another collection has too, with its own.

Numbers are told apart by what is in the book now, whatever the moment: a row of the past must be of one piece for
who reads it today.
"""

# ruff: noqa: S608 - the queries are put together from constants of this package only

import json
from collections.abc import Mapping
from typing import Final

from sqlalchemy import ColumnElement, Connection, literal_column, text

# The index of collection and number answers it: one look for each other collection, and none where there is one.
_TOLD: Final = (
    "CASE WHEN EXISTS (SELECT 1 FROM main.desk other_book CROSS JOIN main.sample namesake"
    " WHERE other_book.kind = 'collection' AND other_book.id <> {of}.collection"
    " AND namesake.collection = other_book.id AND namesake.number = {number} AND namesake.in_book = 1)"
    " THEN (SELECT own_book.code FROM main.desk own_book WHERE own_book.id = {of}.collection) || ':' || {number}"
    " ELSE {number} END"
)


def told(of: str, number: str = "") -> str:
    """Return the SQL of what a piece is called: its number, as `C:15112` where another collection has it too.

    `of` is the name a query has for the table `sample`, `number` an expression in place of its column.
    """
    return _TOLD.format(of=of, number=number or f"{of}.number")


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
