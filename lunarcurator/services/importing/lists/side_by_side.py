"""Two tables of different columns side by side: pieces of the second are no words about those of the first."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import islice
from typing import Final

from lunarcurator.exchange.extent import column_letters
from lunarcurator.services.desk import Desk
from lunarcurator.services.importing.cells.values import plain
from lunarcurator.services.importing.columns.mapping import OTHER, Aliases
from lunarcurator.services.importing.columns.number_columns import may_number
from lunarcurator.services.importing.guessing import every_row_of, numbering_schemes, read_by_any
from lunarcurator.services.importing.reading import Reading
from lunarcurator.services.importing.source import Source

_LOOKED_AT: Final = 200
_NUMBERS: Final = frozenset({"number", "generic"})


def second_table(desk: Desk, source: Source, reading: Reading) -> str:
    """Return the column of numbers of a second table that stands behind a blank column, empty where none does."""
    columns = reading.columns
    blank = [at for at, name in enumerate(columns) if at and name == column_letters(at + 1)]
    if not blank or reading.layout.groups:
        return ""
    told = _told(source, reading)
    gap = next((at for at in blank if not told[at]), len(columns))
    says = partial(_says_numbers, reading, partial(read_by_any, numbering_schemes(desk)))
    if not any(map(says, columns[:gap], told)):
        return ""
    return next((name for name, texts in zip(columns[gap:], told[gap:], strict=True) if says(name, texts)), "")


def _told(source: Source, reading: Reading) -> list[list[str]]:
    """Return what the first rows say in each column, without blanks."""
    told: list[list[str]] = [[] for _ in reading.columns]
    for row in islice(every_row_of(source, reading).rows(), _LOOKED_AT):
        for texts, cell in zip(told, row.cells, strict=False):
            texts += filter(None, [plain(cell)])
    return told


def _says_numbers(
    reading: Reading, reads: Callable[[Sequence[str]], bool], name: str, told: Sequence[str]
) -> bool:
    """Tell whether a column that is read as nothing else says numbers, by its header or by what it says."""
    if not told or reading.mapping.get(name, OTHER) not in (OTHER, *_NUMBERS):
        return False
    headed = name in reading.key or Aliases().target(name) in _NUMBERS
    return headed or (may_number(name) and reads(told))
