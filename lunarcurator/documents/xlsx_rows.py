"""The rows of a large table as the XML of a workbook, written directly because there may be millions of cells."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from openpyxl.utils import get_column_letter

from lunarcurator.documents.model import AboutMilli, Column, ColumnKind, MassFigure, Value, level_of
from lunarcurator.documents.plain_text import mass_figure, plain, whole
from lunarcurator.documents.print_widths import wraps
from lunarcurator.documents.xlsx_text import xml_text
from lunarcurator.domain.days import to_date

TEXT, GENERAL, INTEGER, DAY, MOMENT = "@", "General", "0", "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"

DEEPEST: Final = 7
"""So many levels of rows a workbook can fold."""

type StyleOf = Callable[[str, bool, bool, bool], int]
"""Names a style by its number format, and by whether it is bold, and its text is quoted, and wraps."""

_FORMULA_LIKE: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
# Excel shows a longer text as ##### in a cell that is formatted as text.
_LONGEST_SHOWN: Final = 255
_KEPT: Final = 2_000
"""So many texts of a column are kept as cells: most of a list says again what was said above."""
_LONGEST_KEPT: Final = 80
_DAY_ZERO: Final = date(1899, 12, 30)
# The calendar of Excel is wrong before this day, and has nothing before 1900.
_FIRST_DAY: Final = date(1900, 3, 1)
_SECONDS: Final = 86_400
# Above, a number in a workbook loses digits.
_EXACT_WHOLE: Final = 2**53


class RowWriter:
    """Turns rows of values into the XML of worksheet rows: real numbers and days, and text that stays text."""

    def __init__(
        self, columns: tuple[Column, ...], style_of: StyleOf, cut: str, *, outlined: bool = False
    ) -> None:
        self._columns = tuple(
            (get_column_letter(at), column, dict[str, str]()) for at, column in enumerate(columns, start=1)
        )
        self._style_of, self._cut, self._outlined = style_of, cut, outlined

    def row(self, number: int, values: tuple[Value, ...], *, bold: bool = False) -> str:
        """Return the XML of the row with this number; raises ValueError for too many or too few values."""
        cells: list[str] = []
        for (letter, column, told), value in zip(self._columns, values, strict=True):
            if value is None or value == "":
                continue
            known = told.get(value) if type(value) is str and not bold else None
            cell = known or self._new(value, column, told, bold)
            if cell:
                cells.append(f'<c r="{letter}{number}" {cell}')
        level = min(level_of(values[0]), DEEPEST) if self._outlined else 0
        folded = f' outlineLevel="{level}"' if level else ""
        return f'<row r="{number}"{folded}>{"".join(cells)}</row>'

    def _new(self, value: Value, column: Column, told: dict[str, str], bold: bool) -> str:
        """Return a cell that its column has not kept, and keep it there where it may come again."""
        cell = self._cell(value, column, bold)
        if type(value) is str and not bold and len(value) <= _LONGEST_KEPT:
            if len(told) >= _KEPT:
                told.clear()
            told[value] = cell
        return cell

    def _cell(self, value: Value, column: Column, bold: bool) -> str:
        """Return a cell from behind its place on, "" for one that says nothing."""
        if isinstance(value, str):
            return self._text(value, bold, column)
        if isinstance(value, datetime):
            return self._figure(_moment(value), MOMENT, bold)
        if column.kind is ColumnKind.MASS:
            return self._mass(mass_figure(value, column), column, bold)
        if column.kind is ColumnKind.DAY:
            return self._day(value, column, bold)
        if column.kind in (ColumnKind.PERCENT, ColumnKind.LENGTH):
            about = isinstance(value, AboutMilli)
            return self._figure(plain(whole(value), column), f'"~"{GENERAL}' if about else GENERAL, bold)
        exact = abs(whole(value)) <= _EXACT_WHOLE
        return self._figure(str(value), INTEGER, bold) if exact else self._text(str(value), bold, column)

    def _mass(self, figure: MassFigure, column: Column, bold: bool) -> str:
        """Return a mass as a figure to reckon with, an estimate with its sign; of a bound the words."""
        if figure.bound is not None and not column.known_by:
            return self._text(plain(figure, column), bold, column)
        digits = plain(figure._replace(about=False, bound=None), column)
        decimals = digits.partition(".")[2]
        form = f"0.{'0' * len(decimals)}" if decimals else INTEGER
        return self._figure(digits, f'"~"{form}' if figure.about else form, bold)

    def _text(self, text: str, bold: bool, column: Column) -> str:
        kind = TEXT if len(text) <= _LONGEST_SHOWN else GENERAL
        style = self._style_of(kind, bold, text.startswith(_FORMULA_LIKE), wraps(text, column.width))
        kept = ' xml:space="preserve"' if text[0] in " \t\n\r" or text[-1] in " \t\n\r" else ""
        words = xml_text(text, self._cut)
        return f's="{style}" t="inlineStr"><is><t{kept}>{words}</t></is></c>'

    def _figure(self, digits: str, number_format: str, bold: bool) -> str:
        return f's="{self._style_of(number_format, bold, False, False)}"><v>{digits}</v></c>'

    def _day(self, value: Value, column: Column, bold: bool) -> str:
        """Write a precise day as a day of Excel, any other as the text people know it by."""
        day = to_date(whole(value))
        if day is not None and day >= _FIRST_DAY:
            return self._figure(str((day - _DAY_ZERO).days), DAY, bold)
        text = plain(value, column)
        return self._text(text, bold, column) if text else ""


def _moment(value: datetime) -> str:
    """Return Excel's figure of a moment to the second: days since its day zero, and the part of the day."""
    seconds = value.hour * 3600 + value.minute * 60 + value.second
    part = (Decimal(seconds) / _SECONDS).quantize(Decimal("1e-9"))
    return str((value.date() - _DAY_ZERO).days + part)
