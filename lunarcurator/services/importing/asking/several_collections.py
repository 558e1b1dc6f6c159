"""Lists of several collections: a column or titles say of a row which it is of, and each goes into its own."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from lunarcurator.exchange.book import Row
from lunarcurator.services.desk import Desk
from lunarcurator.services.importing.asking.question import Question
from lunarcurator.services.importing.lists.collection_rows import (
    ROWS_OF,
    all_of,
    code_of,
    column_of_collections,
    names_collections,
)
from lunarcurator.services.importing.reading import AS_LOANS, Reading

_MOST: Final = 30


def about_collections(desk: Desk, reading: Reading, rows: Iterable[Row]) -> Iterator[Question]:
    """Ask which rows come in, where a column names several collections and one of them is known here.

    All that are known can, each into its own; a list of loans goes into one.
    """
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
    each = tuple(text for text, _ in told.most_common())
    yield Question(ROWS_OF, key, facts, (*_together(desk, reading, told), *each), must=True)


def _together(desk: Desk, reading: Reading, texts: Iterable[str]) -> tuple[str, ...]:
    """Return the answer that the rows of all collections that are known come in, none where they cannot."""
    known = {code: text for text in texts if (code := code_of(desk, text))}
    return (all_of(known.values()),) if len(known) > 1 and reading.kind != AS_LOANS else ()
