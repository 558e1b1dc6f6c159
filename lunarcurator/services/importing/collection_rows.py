"""The rows of one collection in a list of several: a column says of each row which it is of."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from lunarcurator.exchange.book import Row
from lunarcurator.exchange.table import Table
from lunarcurator.services.collections import mission_key
from lunarcurator.services.desk import Desk
from lunarcurator.services.importing.headers import bare
from lunarcurator.services.importing.reading import Reading
from lunarcurator.services.importing.target import known_targets
from lunarcurator.services.importing.values import plain

ROWS_OF: Final = "rows_of"
"""The question of which collection the rows come in now."""

_HEADERS: Final = frozenset({"collection", "样品集", "馆藏", "藏品", "коллекция"})


def of_collection(table: Table, reading: Reading) -> Table:
    """Return the table with the rows of the collection that was said; all where nobody was asked."""
    at, said = column_of_collections(reading.columns), reading.answers.get(ROWS_OF, "")
    if at is None or not said:
        return table
    whole = table.sheet
    return replace(
        table,
        sheet=replace(whole, source=lambda: (row for row in whole.rows() if plain(row.cells[at]) == said)),
    )


def of_others(rows: Iterable[Row], reading: Reading) -> Iterator[tuple[int, str]]:
    """Yield the rows of other collections than the one that was said, each with what it says."""
    at, said = column_of_collections(reading.columns), reading.answers.get(ROWS_OF, "")
    if at is not None and said:
        yield from ((row.number, text) for row in rows if (text := plain(row.cells[at])) != said)


def column_of_collections(columns: Sequence[str]) -> int | None:
    """Return where the column stands that says of each row of which collection it is, None without one."""
    return next((at for at, name in enumerate(columns) if bare(name) in _HEADERS), None)


def own_collection(desk: Desk, reading: Reading) -> str:
    """Return the code of the collection whose rows come in, empty where nobody said or it is not known here."""
    said = reading.answers.get(ROWS_OF, "")
    return code_of(desk, said) if said and column_of_collections(reading.columns) is not None else ""


def code_of(desk: Desk, text: str) -> str:
    """Return the code of the collection a text names, empty where none is known by that name."""
    key = mission_key(text)
    return next((code for code in known_targets(desk) if mission_key(code) == key), "")
