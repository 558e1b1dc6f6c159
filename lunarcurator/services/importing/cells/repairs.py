"""What is done to cells before they are read: each repair is safe, or was answered by a person."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from lunarcurator.domain.days import DayTextError, is_precise, parse_day
from lunarcurator.domain.words_folding import unquoted
from lunarcurator.exchange.cells import Cell, NumberCell
from lunarcurator.services.importing.asking.choices import Choice
from lunarcurator.services.importing.cells.values import plain

_ORDERS: Final = (Choice.DAY_FIRST, Choice.MONTH_FIRST)


# A year in which laboratories write of their pieces; 1103-2-1 is a number of a place.
_RECENT: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_YEAR: Final = re.compile(r"(?:1[5-9]|2[01])\d\d\.0+")
_TWO_WAYS: Final = re.compile(r"(\d{1,2})\s*([./\-])\s*(\d{1,2})\s*[./\-]\s*(\d{4})(?:[ T]+[\d:.]+)?")
_CLOCK: Final = re.compile(r"(?<=\d)[ T]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:Z|[ap]\.?m\.?)?$", re.IGNORECASE)
_COMMA: Final = re.compile(r"^([A-Za-z]{3,9}),\s+")
_RANGE: Final = re.compile(
    r"(?P<top>\d[\d.]*)\s*(?:cm|mm|m)?\s*(?:-|–|—|to|~)\s*(?P<bottom>\d[\d.]*)\s*(?P<unit>cm|mm|m)?"
)
_CHINESE_GAP: Final = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")

_FRACTION: Final = re.compile(r"\d{4,6}\.\d{0,3}[1-9]")
_QUOTES: Final = frozenset("'\u2018\u2019\u02bc\uff07")
_RAISED: Final = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹")


def day_text(cell: Cell, order: str = "") -> Cell:
    """Return a day as it is read everywhere: without its clock time, in the order a person said."""
    if not isinstance(cell, str):
        return cell
    text = _COMMA.sub(r"\1 ", _CLOCK.sub("", unicodedata.normalize("NFKC", cell).strip()))
    match = _TWO_WAYS.fullmatch(text)
    if match is None or order not in _ORDERS:
        return text
    first, second = (match[1], match[3]) if order == Choice.DAY_FIRST else (match[3], match[1])
    return f"{match[4]}-{int(second):02}-{int(first):02}"


def is_whole_day(text: str) -> bool:
    """Tell whether a text is a day to the day, in any order; figures alone may as well be a number."""
    # Asked of every place of a list, and hardly one holds a year.
    if text.isdecimal() or not _RECENT.search(text):
        return False
    try:
        return any(is_precise(parse_day(f"{day_text(text, order)}")) for order in _ORDERS)
    except DayTextError:
        return False


def day_of_two_ways(cells: Iterable[Cell]) -> str:
    """Return the first day of a column that can be read two ways, as 03/04/2020; empty for none."""
    texts = (unicodedata.normalize("NFKC", cell).strip() for cell in cells if isinstance(cell, str))
    found = (match for text in texts if (match := _TWO_WAYS.fullmatch(text)))
    said = ((each[0], int(each[1]), int(each[3])) for each in found)
    return next((text for text, first, second in said if max(first, second) <= 12 and first != second), "")


def year_text(cell: Cell) -> Cell:
    """Return a year without the fraction with which programs write whole columns of figures: 1982 for 1982.0."""
    return cell.strip().partition(".")[0] if isinstance(cell, str) and _YEAR.fullmatch(cell.strip()) else cell


def number_text(cell: Cell) -> Cell:
    """Return an identifier without what a spreadsheet program or another script puts around its signs."""
    if not isinstance(cell, str):
        return cell
    # A spreadsheet marks a text with an apostrophe in front of it, which is no part of a number.
    cell = unquoted(cell) if cell.lstrip()[:1] in _QUOTES else cell
    # Folded, raised figures would become figures of the number.
    plainly = cell.isascii() or not _RAISED.isdisjoint(cell)
    return cell if plainly else unicodedata.normalize("NFKC", cell)


def as_number(cell: Cell) -> Cell:
    """Return a fraction in a text file as what a program took it for: no row is about such a number."""
    return NumberCell(cell.strip()) if isinstance(cell, str) and is_fraction(cell) else cell


def is_fraction(cell: Cell) -> bool:
    """Tell whether a text is a fraction as a program writes the number it took it for: 15405.1 for 15405.10."""
    return isinstance(cell, str) and bool(_FRACTION.fullmatch(cell.strip()))


def depth_ends(cell: Cell, unit: str) -> tuple[Cell, Cell]:
    """Return top and bottom of an interval in one cell, each with its unit; what is none stays as it is."""
    match = _RANGE.fullmatch(plain(cell))
    if match is None:
        return cell, None
    shown = match["unit"] or unit
    return f"{match['top']} {shown}".strip(), f"{match['bottom']} {shown}".strip()


def person_name(text: str) -> str:
    """Return a name without the gaps that pad Chinese names of two signs to the width of three."""
    return _CHINESE_GAP.sub("", text.replace("\u3000", " ")).strip()
