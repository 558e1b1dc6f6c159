"""Lists of several collections: a column or titles say of a row which it is of, and one import takes one."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from lunarcurator.exchange.book import Row
from lunarcurator.services.desk import Desk
from lunarcurator.services.importing.asking.question import Question
from lunarcurator.services.importing.lists.collection_rows import (
    ROWS_OF,
    code_of,
    column_of_collections,
    names_collections,
)
from lunarcurator.services.importing.reading import Reading

_MOST: Final = 30


def about_collections(desk: Desk, reading: Reading, rows: Iterable[Row]) -> Iterator[Question]:
    """Ask which rows come in now, where a column names several collections and one of them is known here."""
    names = names_collections(reading)
    # Where somebody said one collection for all rows, each row that names another is told.
    if names is None or reading.answers.get("collection") or reading.collection:
        return
    told = Counter(text for row in rows if (text := names(row)))
    if not 1 < len(told) <= _MOST or not any(code_of(desk, text) for text in told):
        return
    shown = ", ".join(f"{text} ({count})" for text, count in told.most_common())
    at = column_of_collections(reading.columns)
    facts: tuple[tuple[str, str | int], ...] = (("column", "" if at is None else reading.columns[at]),)
    facts += (("count", len(told)), ("collections", shown))
    key = "import.ask.rows_of_titles" if at is None else "import.ask.rows_of"
    yield Question(ROWS_OF, key, facts, tuple(text for text, _ in told.most_common()), must=True)
