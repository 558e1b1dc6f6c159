"""What the records above a sum come to, so that a sum which says anything else is found and asked about."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product, starmap
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
    """The figures of a column since some row: how many, what they come to, and how many decimals they have.

    They are in the unit of mass of its header, by the power of ten of its ug, else in the first that a cell names.
    """

    power: int | None = None
    count: int = 0
    total: Decimal = Decimal(0)
    decimals: int = 0

    def add(self, figure: Decimal, word: str) -> None:
        """Take one more figure with the word behind it, which may name a unit of its own."""
        if word:
            self.power = _power(word) if self.power is None else self.power
            figure = self.scaled(figure, word)
        self.count += 1
        self.total += figure
        self.decimals = max(self.decimals, _decimals(figure))

    def scaled(self, figure: Decimal, word: str) -> Decimal:
        """Return a figure in the unit of the others."""
        power = _power(word)
        return figure if power is None or self.power is None else figure.scaleb(power - self.power)

    def since(self, before: "_Column") -> "_Column":
        """Return the figures behind those there were before."""
        return _Column(self.power, self.count - before.count, self.total - before.total, self.decimals)

    def agrees(self, told: Decimal) -> bool:
        """Tell whether a figure is their sum or their mean, rounded as they are."""
        if not self.count:
            return not told
        place = Decimal(1).scaleb(-self.decimals) if self.decimals else Decimal(0)
        told_place = Decimal(1).scaleb(-_decimals(told))
        # However many are rounded, a tenth of what they come to is no rounding.
        return any(
            abs(told - each) <= (told_place + min(rounded, abs(each) / 5)) / 2 + abs(told) * _NOISE
            for each, rounded in ((self.total, self.count * place), (self.total / self.count, place))
        )


class Records:
    """The records above some sums: what they last said by column, and their figures where sums say anything."""

    def __init__(self, columns: Sequence[str], sums: Iterable[Row]) -> None:
        beside = {at for row in sums for at, cell in enumerate(row.cells) if cell is not None}
        self._columns, self._at = columns, beside.intersection(range(len(columns)))
        self._last: tuple[Cell, ...] = ()
        self.titles = set[str]()
        self._all = {at: _Column(_power(split_unit(columns[at])[1])) for at in self._at}
        self._before = self._all
        self._count = self._count_before = 0

    def add(self, record: Row) -> None:
        """Take one more record; there may be hundreds of thousands."""
        cells = record.cells
        if None in cells and self._last:
            cells = tuple(above if cell is None else cell for cell, above in zip(cells, self._last, strict=True))
        self._last = cells
        self._count += 1
        for at in self._at:
            figure, word = _figure(record.cells[at])
            if figure is not None:
                self._all[at].add(figure, word)

    def begin_group(self) -> None:
        """Begin to sum anew below a sum."""
        self._before = {at: replace(each) for at, each in self._all.items()}
        self._count_before = self._count

    def against(self, record: Row) -> Iterator[str]:
        """Yield for each cell of a sum that says anything else than these records what they come to there, or "".

        Nothing else say a word for a sum, the name of a column, words of the record above or of titles, and a
        figure with a unit of mass or of its column if it is their sum or mean, or, where pieces are counted or
        nothing is measured, their number.
        """
        told = {*map(plain, self._last), *self.titles, *self._columns, *map(bare, self._columns), ""}
        for at, cell in enumerate(record.cells):
            text = beside_sum(plain(cell))
            figure, word = _amount(text)
            if figure is None and (text in told or bare(text) in told or not text.strip(SIGNS)):
                continue
            if not _is_known(word, self._columns[at]):
                yield ""
            elif figure is not None and not self._agrees(at, figure, word):
                whole = self._all[at]
                yield f"{self._columns[at]}: {whole.total:f}" if whole.count else ""

    def _agrees(self, at: int, figure: Decimal, word: str) -> bool:
        whole, headed = self._all[at], split_unit(self._columns[at])[1]
        groups = (whole, whole.since(self._before[at]))
        counts = (self._count, self._count - self._count_before, *(each.count for each in groups))
        # A mass may be their number by chance, in another unit.
        is_measured = bool(headed) or whole.power is not None
        if word in _PIECES or (not is_measured and figure in counts):
            return figure in counts
        # That it names another unit than the header is asked about by itself.
        figures = {(scaled := whole.scaled(figure, word)), figure if headed else scaled}
        return any(starmap(_Column.agrees, product(groups, figures)))


def _is_known(word: str, column: str) -> bool:
    """Tell whether a word behind a figure, or none, is a unit of mass or that of the column, or counts pieces."""
    return _power(word) is not None or word in {"", split_unit(column)[1], *_PIECES}


def _power(word: str) -> int | None:
    """Return the power of ten of its ug that a unit of mass is, None for any other word."""
    return power_of_word(word.replace("\u00b5", "\u03bc"))


def _figure(cell: Cell) -> tuple[Decimal | None, str]:
    """Return the figure of a cell, None where it is none, and the word behind it."""
    is_plain = isinstance(cell, str) and cell.replace(".", "", 1).isdecimal()
    return (Decimal(str(cell)), "") if is_plain or type(cell) is int else _amount(plain(cell))


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
