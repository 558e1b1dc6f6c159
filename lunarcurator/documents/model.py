"""A document as rows and columns, before anybody decides whether it becomes a workbook, text or a page."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final, NamedTuple, Protocol

from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.known_mass import Bound, KnownMass
from lunarcurator.domain.mass_units import unit_symbol

PAGE = "&P"
PAGES = "&N"
"""What stands for the number of a page and of all pages in `Wording.page`."""


class ColumnUnknown(Refusal):
    """A document has no column of this key."""


class ColumnKind(StrEnum):
    """What the cells of a column hold.

    text: str. mass: `MassFigure` or integer ug. integer: int. year: int. day: integer yyyymmdd with zero parts.
    percent: integer thousandths of a percent. length: integer um, shown in mm.
    moment: naive datetime in the lab's time. None is empty.
    """

    TEXT = "text"
    MASS = "mass"
    INTEGER = "integer"
    YEAR = "year"
    DAY = "day"
    PERCENT = "percent"
    LENGTH = "length"
    MOMENT = "moment"


class MassFigure(NamedTuple):
    """A mass in integer micrograms with the resolution it was read or printed with, also in micrograms.

    `about` says that it is an estimate, or a sum with one, and `bound` that it is at most or at least so much: a
    figure of either has its sign wherever it is written as text.
    """

    ug: int
    resolution_ug: int | None = None
    about: bool = False
    bound: Bound | None = None

    @classmethod
    def of(cls, known: KnownMass | None) -> "MassFigure | None":
        """Return a mass as far as it is known; None where nobody knows it, which is not zero."""
        return cls(known.ug, known.resolution_ug, known.about, known.bound) if known is not None else None

    @property
    def sign(self) -> str:
        """What stands before its digits."""
        return KnownMass(*self).sign


class NominalFigure(MassFigure):
    """A mass that somebody meant to make and nobody weighs: it is shown, and no sum counts it as one."""

    __slots__ = ()


class PartFigure(MassFigure):
    """A mass that another one of the same list has in it already: it is shown, and no sum counts it again."""

    __slots__ = ()


class AboutMilli(int):
    """Thousandths of a percent reckoned with an estimate."""


_FIGURES: Final = frozenset(
    {ColumnKind.MASS, ColumnKind.INTEGER, ColumnKind.YEAR, ColumnKind.PERCENT, ColumnKind.LENGTH}
)
_INDENT: Final = 4


class NoMass(str):
    """A word in place of a mass that says there is none: the piece is there no more, and no sum lacks it."""

    __slots__ = ()


type Value = str | int | MassFigure | datetime | None


class Say(Protocol):
    """Turns a message key and its facts into words."""

    def __call__(self, key: str, facts: Mapping[str, object] | None = None, /) -> str:
        """Return the words of a key."""
        ...


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key, its label already worded, and how its cells are shown.

    `unit` is the unit masses are shown in; `resolution_ug` holds for masses that bring none of their own;
    `width` is in characters. An `optional` column is there only where it is asked for by name. `known_by` is the
    key of a column that says how the masses of this one are known: machines read the digits of a bound alone then.
    """

    key: str
    label: str
    kind: ColumnKind = ColumnKind.TEXT
    unit: str = ""
    width: int = 14
    resolution_ug: int | None = None
    optional: bool = False
    known_by: str = ""

    @property
    def header(self) -> str:
        """The label with its unit: "Mass now (g)"."""
        if self.kind is ColumnKind.PERCENT:
            return f"{self.label} (%)"
        return f"{self.label} ({unit_symbol(self.unit)})" if self.unit else self.label

    @property
    def is_figure(self) -> bool:
        """Whether its cells are numbers, which stand to the right."""
        return self.kind in _FIGURES


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: a name, columns, and rows of as many values, read once and in order.

    `totals` is one more row for the foot, asked for after the last row; it is no row of the table. A sheet with a
    `preface` is for a program to read: this row comes first, the header right below it, and no title. Where it is
    `outlined` four spaces before the first cell of a row say for each level that it stands below others.
    """

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Value, ...]] = field(repr=False)
    totals: Iterable[Value] = ()
    preface: tuple[str, ...] = ()
    outlined: bool = False


def level_of(first: Value) -> int:
    """Return how many levels a row of an outlined sheet stands below others, by its first cell."""
    return (len(first) - len(first.lstrip(" "))) // _INDENT if isinstance(first, str) else 0


class AboutLine(NamedTuple):
    """One line of what a document says about itself: a label and a text, both already worded."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Wording:
    """The words a renderer needs of its own; `page` holds `PAGE` and `PAGES` where the numbers go.

    `empty` stands on pages where there would be rows.
    """

    about: str
    page: str
    cut: str
    language: str = "en"
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A titled document of one or more sheets; `about` is asked for after all rows were read."""

    title: str
    sheets: tuple[Sheet, ...]
    about: Iterable[AboutLine]
    wording: Wording

    def only(self, keys: Sequence[str]) -> "Document":
        """Return the document with these columns only, in this order; raises `ColumnUnknown` for a strange key."""
        return replace(self, sheets=tuple(_only(sheet, keys) for sheet in self.sheets))

    def usual(self) -> "Document":
        """Return the document without its optional columns."""
        if not any(column.optional for sheet in self.sheets for column in sheet.columns):
            return self
        return replace(self, sheets=tuple(_only(sheet, _usual(sheet)) for sheet in self.sheets))


def _usual(sheet: Sheet) -> list[str]:
    return [column.key for column in sheet.columns if not column.optional]


def _only(sheet: Sheet, keys: Sequence[str]) -> Sheet:
    at = {column.key: index for index, column in enumerate(sheet.columns)}
    unknown = [key for key in keys if key not in at]
    if unknown or not keys:
        raise ColumnUnknown("document.column_unknown", columns=unknown, known=list(at))
    chosen = [at[key] for key in keys]
    columns = tuple(_beside(sheet.columns[index], keys) for index in chosen)
    totals = _foot(sheet.totals, chosen)
    return replace(sheet, columns=columns, rows=_picked(sheet.rows, chosen), totals=totals)


def _beside(column: Column, keys: Sequence[str]) -> Column:
    """Return a column as it stands among these: where none says how its masses are known, its cells do."""
    return column if column.known_by in keys else replace(column, known_by="")


def _picked(rows: Iterable[tuple[Value, ...]], chosen: Sequence[int]) -> Iterator[tuple[Value, ...]]:
    return (tuple(row[index] for index in chosen) for row in rows)


def _foot(totals: Iterable[Value], chosen: Sequence[int]) -> Iterator[Value]:
    # Totals are known only after the last row, so they are not asked for before.
    told = tuple(totals)
    yield from (told[index] for index in chosen if told)


def wording(say: Say, language: str = "en") -> Wording:
    """Word what every renderer needs."""
    return Wording(
        about=say("document.about"),
        page=say("document.page", {"page": PAGE, "pages": PAGES}),
        cut=say("document.cut"),
        language=language,
        empty=say("document.empty"),
    )


def thousandths(milli: int) -> Decimal:
    """Return thousandths of a percent as percent, or micrometres as millimetres, exactly."""
    return Decimal(milli).scaleb(-3)


def capital(word: str) -> str:
    """Return a word of a vocabulary as it stands by itself in a cell, the same in every report."""
    return word[:1].upper() + word[1:]
