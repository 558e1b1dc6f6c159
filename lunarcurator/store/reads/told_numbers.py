"""What a piece is called, as SQL that needs nothing but SQLite: see `telling`."""

from typing import Final

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
