"""Lists of several collections: a column says of each row which, and one import takes the rows of one."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from lunarcurator.exchange.book import Row
from lunarcurator.services.desk import Desk
from lunarcurator.services.importing.asking.question import Question
from lunarcurator.services.importing.collection_rows import ROWS_OF, code_of, column_of_collections
from lunarcurator.services.importing.reading import Reading
from lunarcurator.services.importing.values import plain

_MOST: Final = 30


def about_collections(desk: Desk, reading: Reading, rows: Iterable[Row]) -> Iterator[Question]:
    """Ask which rows come in now, where a column names several collections and one of them is known here."""
    at = column_of_collections(reading.columns)
    # Where somebody said one collection for all rows, each row that names another is told.
    if at is None or reading.answers.get("collection") or reading.collection:
        return
    told = Counter(text for row in rows if (text := plain(row.cells[at])))
    if not 1 < len(told) <= _MOST or not any(code_of(desk, text) for text in told):
        return
    shown = ", ".join(f"{text} ({count})" for text, count in told.most_common())
    facts = (("column", reading.columns[at]), ("count", len(told)), ("collections", shown))
    yield Question(ROWS_OF, "import.ask.rows_of", facts, tuple(text for text, _ in told.most_common()), must=True)
