"""The program's own report of rows: it reads back as the file it was made of, without verdicts."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from itertools import islice
from typing import Final, NamedTuple

from lunarcurator.exchange.book import Row, Sheet
from lunarcurator.exchange.marks import FAR, Block, SheetMarks
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.catalogue import languages
from lunarcurator.services.importing.cells.values import plain
from lunarcurator.services.words import Words

HEADERS: Final = (
    "import.column_row",
    "report.number",
    "import.column_verdict",
    "report.reason",
    "report.difference",
)
"""The keys of the headers that a report puts before those of the file."""

READ_AS: Final = "import.read_as"
"""The key of the label before how a list was read: in the sheet about a report, of a text in its header."""

_LOOKED_AT: Final = 10
_MOST_ABOUT: Final = 100


class OwnReport(NamedTuple):
    """A report among the sheets of a file: as the sheet it was made of, and where its header stands.

    `headers` are those of the file. `said` is how that was read, as written; None where a report of an earlier
    version does not say it. `aside` are the rows that were no records then. `about` is the sheet about the report,
    "" where none says how the list was read.
    """

    sheet: Sheet
    top: int
    headers: tuple[str, ...]
    said: str | None
    aside: Callable[[], frozenset[int]]
    about: str


def own_report(sheet: Sheet, others: Sequence[Sheet] = ()) -> OwnReport | None:
    """Return the report that a sheet is, None where it is none; of `others` one may say how it was read."""
    for row in islice(sheet.rows(), _LOOKED_AT):
        told = [*map(plain, row.cells)]
        if tuple(told[: len(HEADERS)]) in _headers():
            return _report(sheet, row.number, told[len(HEADERS) :], others)
    return None


def _report(sheet: Sheet, top: int, told: Sequence[str], others: Sequence[Sheet]) -> OwnReport:
    labels = _words(READ_AS)
    found = [(at, text, each) for at, text in enumerate(told) for each in labels if text.startswith(each)]
    at, text, label = found[0] if found else (len(told), "", "")
    about, said = ("", text.removeprefix(label).strip()) if found else _said_in(others)
    headers = [*told[:at], "", *told[at + 1 :]]
    while headers and not headers[-1]:
        headers.pop()
    behind = replace(sheet, source=partial(_rows, sheet, top, at), marks=partial(_marks, sheet))
    return OwnReport(behind, top, tuple(headers), said, partial(_aside, sheet, top), about)


def _said_in(others: Sequence[Sheet]) -> tuple[str, str | None]:
    """Return the sheet about a report with how its list was read, "" and None where none says it."""
    rows = ((sheet.name, row) for sheet in others for row in islice(sheet.rows(), _MOST_ABOUT))
    told = ((name, [*map(plain, row.cells[:2])]) for name, row in rows if row.cells)
    return next(((name, each[-1]) for name, each in told if each[0] in _words(READ_AS)), ("", None))


@lru_cache(maxsize=1)
def _headers() -> frozenset[tuple[str, ...]]:
    return frozenset(zip(*map(_words, HEADERS), strict=True))


@lru_cache(maxsize=16)
def _words(key: str) -> tuple[str, ...]:
    """Return a key in words of each language."""
    folder = resources_folder() / "languages"
    return tuple(Words.load(name, folder).say(key) for name in languages(folder))


def _rows(sheet: Sheet, top: int, at: int) -> Iterator[Row]:
    """Yield the rows without the columns of a report, and without what its header says at a place behind these."""
    for number, cells in sheet.rows():
        behind = cells[len(HEADERS) :]
        if number == top:
            yield Row(number, (*behind[:at], *(None for _ in behind[at : at + 1]), *behind[at + 1 :]))
        elif number > top:
            yield Row(number, behind)


def _marks(sheet: Sheet) -> SheetMarks:
    return sheet.marks().within(Block(1, len(HEADERS) + 1, FAR, FAR))


def _aside(sheet: Sheet, top: int) -> frozenset[int]:
    verdict, words = HEADERS.index("import.column_verdict"), _words("verdict.aside")
    rows = (row for row in sheet.rows() if row.number > top)
    return frozenset(row.number for row in rows if plain(next(islice(row.cells, verdict, None), None)) in words)
