"""The rows of a list of several collections: a column says of each row which it is of."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final, override

from lunarcurator.exchange.book import Row
from lunarcurator.exchange.table import Table
from lunarcurator.services.collections import mission_key
from lunarcurator.services.importing.asking.collection import COLLECTION
from lunarcurator.services.importing.asking.question import Kind, Looking, Question
from lunarcurator.services.importing.cells.values import plain
from lunarcurator.services.importing.columns.headers import bare
from lunarcurator.services.importing.columns.mapping import AS_LOANS
from lunarcurator.services.importing.reading import Reading
from lunarcurator.services.importing.target import known_targets
from lunarcurator.services.store_session import StoreSession

_ALL: Final = " + "

_MOST: Final = 30
_HEADERS: Final = frozenset({"collection", "样品集", "馆藏", "藏品", "коллекция"})


class RowsOf(Kind[tuple[str, ...]]):
    """Of which collections the rows come in, each into its own, where a column names several.

    One of them must be known here. All that are known can come in; a list of loans goes into one.
    """

    name = "rows_of"

    @override
    def read(self, text: str) -> tuple[str, ...] | None:
        return tuple(filter(None, text.split(_ALL)))

    def of(self, reading: Reading) -> tuple[str, ...]:
        """Return the words for the collections whose rows come in, none where nobody asked or none is named."""
        named = column_of_collections(reading.columns) is not None
        return (self.said(reading.answers) or ()) if named else ()

    def _is_said(self, reading: Reading) -> bool:
        """Tell whether one collection is said for all rows, or a report has the answer for its list."""
        # Of one for all, each row that names another is told.
        one = COLLECTION.said(reading.answers) or reading.collection
        return bool(one or (reading.report and self.of(reading)))

    @override
    def found(self, sheet: Looking) -> Iterator[Question]:
        reading = sheet.reading
        at = column_of_collections(reading.columns)
        if at is None or self._is_said(reading):
            return
        told = Counter(text for row in sheet.every_row().rows() if (text := plain(row.cells[at])))
        if 1 < len(told) <= _MOST and (known := _known(sheet.session, told)):
            together = (_ALL.join(known),) if len(known) > 1 and reading.kind != AS_LOANS else ()
            shown = ", ".join(f"{text} ({count})" for text, count in told.most_common())
            facts = {"column": reading.columns[at], "count": len(told), "collections": shown}
            yield self.ask(facts, choices=(*together, *(text for text, _ in told.most_common())))


def _known(session: StoreSession, texts: Iterable[str]) -> list[str]:
    """Return the texts that name a collection known here, each collection once."""
    return [*{code: text for text in texts if (code := code_of(session, text))}.values()]


ROWS_OF: Final = RowsOf()


def apart(reading: Reading) -> tuple[Reading, ...]:
    """Return a reading once for each collection whose rows come in, unless somebody said one for all rows."""
    said = ROWS_OF.of(reading)
    if len(said) < 2 or COLLECTION.said(reading.answers):
        return (reading,)
    return tuple(ROWS_OF.answered(reading, text) for text in said)


def of_collection(table: Table, reading: Reading) -> Table:
    """Return the table with the rows of the collections that were said; all where nobody was asked."""
    whole, said, name = table.sheet, ROWS_OF.of(reading), _names(reading)
    rows = replace(whole, source=lambda: (row for row in whole.rows() if name(row) in said))
    return replace(table, sheet=rows) if said else table


def of_others(rows: Iterable[Row], reading: Reading) -> Iterator[tuple[int, str]]:
    """Yield the rows of other collections than those that were said, each with what it says."""
    said, name = ROWS_OF.of(reading), _names(reading)
    return ((row.number, text) for row in rows if (text := name(row)) not in said) if said else iter(())


def _names(reading: Reading) -> Callable[[Row], str]:
    """Return what tells of a row the words that name its collection."""
    at = column_of_collections(reading.columns)
    return lambda row: "" if at is None else plain(row.cells[at])


def column_of_collections(columns: Sequence[str]) -> int | None:
    """Return where the column stands that says of each row of which collection it is, None without one."""
    return next((at for at, name in enumerate(columns) if bare(name) in _HEADERS), None)


def own_collection(session: StoreSession, reading: Reading) -> str:
    """Return the code of the collection whose rows come in, empty where nobody said or it is not known here."""
    return code_of(session, _ALL.join(ROWS_OF.of(reading)))


def code_of(session: StoreSession, text: str) -> str:
    """Return the code of the collection a text names, empty where none is known by that name."""
    return next((code for code in known_targets(session) if mission_key(code) == mission_key(text)), "")
