"""The program's own report of rows: it reads back as the file it was made of, without verdicts."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache, partial
from itertools import islice
from typing import Final

from lunarcurator.exchange.book import Row, Sheet
from lunarcurator.exchange.marks import FAR, Block, SheetMarks
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.importing.cells.values import plain
from lunarcurator.services.words import Words, languages

HEADERS: Final = (
    "import.column_row",
    "report.number",
    "import.column_verdict",
    "report.reason",
    "report.difference",
)
"""The keys of the headers that a report puts before those of the file."""

_LOOKED_AT: Final = 10


def own_report(sheet: Sheet) -> Sheet | None:
    """Return the sheet of a report as that of the file it was made of, None where it is no report."""
    for row in islice(sheet.rows(), _LOOKED_AT):
        if tuple(map(plain, row.cells[: len(HEADERS)])) in _headers():
            return replace(sheet, source=partial(_rows, sheet, row.number), marks=partial(_marks, sheet))
    return None


@lru_cache(maxsize=1)
def _headers() -> frozenset[tuple[str, ...]]:
    folder = resources_folder() / "messages"
    return frozenset(
        tuple(words.say(key) for key in HEADERS)
        for words in (Words.load(name, folder) for name in languages(folder))
    )


def _rows(sheet: Sheet, top: int) -> Iterator[Row]:
    return (Row(row.number, row.cells[len(HEADERS) :]) for row in sheet.rows() if row.number >= top)


def _marks(sheet: Sheet) -> SheetMarks:
    return sheet.marks().within(Block(1, len(HEADERS) + 1, FAR, FAR))
