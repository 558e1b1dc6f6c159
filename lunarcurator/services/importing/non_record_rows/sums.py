"""What the records above a sum come to, so that a sum which says anything else is found and asked about."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from lunarcurator.domain.mass_units import power_of_word
from lunarcurator.exchange.book import Row
from lunarcurator.exchange.cells import Cell
from lunarcurator.exchange.row_words import SIGNS
from lunarcurator.exchange.text_rows import beside_sum
from lunarcurator.services.importing.cells.values import plain
from lunarcurator.services.importing.columns.headers import bare
from lunarcurator.services.importing.columns.mapping import split_unit

_AMOUNT: Final = re.compile(r"[(\[（]?\s*(-?\d[\d\s.,]*)?\s*([^\W\d_]+|%)?\.?\s*[)\]）]?")
_PIECES: Final = frozenset(
    ["pcs", "piece", "pieces", "row", "rows", "sample", "samples", "specimen", "specimens", "件", "个", "块", "шт"]
)
_NOISE: Final = Decimal("1e-9")


@dataclass(slots=True)
class _Column:
    """The figures of a column since some row: how many, what they come to, and how many decimals they have."""

    count: int = 0
    total: Decimal = Decimal(0)
    decimals: int = 0

    def add(self, figure: Decimal) -> None:
        """Take one more figure."""
        self.count += 1
        self.total += figure
        self.decimals = max(self.decimals, _decimals(figure))

    def agrees(self, told: Decimal) -> bool:
        """Tell whether a figure is their number, their sum or their mean, rounded as they are."""
        rounded = self.count * Decimal(1).scaleb(-self.decimals) if self.decimals else 0
        off = (Decimal(1).scaleb(-_decimals(told)) + rounded) / 2 + abs(told) * _NOISE
        sums = (self.total, self.total / self.count) if self.count else ()
        return told == self.count or any(abs(told - each) <= off for each in sums)


class Records:
    """The records above some sums: what they last said by column, and their figures where sums say anything."""

    def __init__(self, columns: Sequence[str], sums: Iterable[Row]) -> None:
        beside = {at for row in sums for at, cell in enumerate(row.cells) if cell is not None}
        self._columns, self._at = columns, beside.intersection(range(len(columns)))
        self._last: dict[int, Cell] = {}
        self._all, self._group = defaultdict[int, _Column](_Column), defaultdict[int, _Column](_Column)

    def add(self, record: Row) -> None:
        """Take one more record."""
        self._last.update((at, cell) for at, cell in enumerate(record.cells) if cell is not None)
        for at in self._at:
            figure, _ = _amount(plain(record.cells[at]))
            if figure is not None:
                self._all[at].add(figure)
                self._group[at].add(figure)

    def begin_group(self) -> None:
        """Begin to sum anew below a sum."""
        self._group.clear()

    def against(self, record: Row) -> Iterator[str]:
        """Yield for each cell of a sum that says anything else than these records what they come to there, or "".

        Nothing else say a word for a sum, the name of a column, words of the record above, and a figure with a
        unit of mass or of its column, or a word for pieces, if it is their number, sum or mean.
        """
        told = {*map(plain, self._last.values()), *self._columns, *map(bare, self._columns), ""}
        for at, cell in enumerate(record.cells):
            text = beside_sum(plain(cell))
            figure, word = _amount(text)
            if figure is None and (text in told or bare(text) in told or not text.strip(SIGNS)):
                continue
            if not _is_known(word, self._columns[at]):
                yield ""
            elif figure is not None and not (self._all[at].agrees(figure) or self._group[at].agrees(figure)):
                yield f"{self._columns[at]}: {self._all[at].total:f}" if self._all[at].count else ""


def _is_known(word: str, column: str) -> bool:
    """Tell whether a word behind a figure, or none, is a unit of mass or that of the column, or counts pieces."""
    mass = power_of_word(word.replace("\u00b5", "\u03bc")) is not None
    return mass or word in {"", split_unit(column)[1], *_PIECES}


def _amount(text: str) -> tuple[Decimal | None, str]:
    """Return the figure of a text and the word behind it; the whole text where it says more."""
    found = _AMOUNT.fullmatch(text)
    if found is None:
        return None, text
    digits = "".join((found[1] or "").split()).rstrip(".,")
    sign = max(".,", key=digits.rfind)
    # A sign that comes twice parts thousands.
    parted = digits.replace("," if sign == "." else ".", "")
    plainly = parted.replace(sign, "." if parted.count(sign) == 1 else "")
    return (Decimal(plainly) if plainly else None), found[2] or ""


def _decimals(figure: Decimal) -> int:
    return -min(int(figure.as_tuple().exponent), 0)
