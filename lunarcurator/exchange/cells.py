"""What one cell of a foreign table can hold."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Context, Decimal

# A double holds every whole number up to here; above, digits have already been lost in the file.
_EXACT_WHOLE = 2**53
# Spreadsheet programs store 17 digits and show at most 15: a formula's 0.30000000000000004 is read as 0.3.
_AS_SHOWN = Context(prec=15)
# So many digits and the point between them.
_SHORT = 16


@dataclass(frozen=True, slots=True)
class NumberCell:
    """A number with a fraction as a spreadsheet keeps it, as decimal text and never as a float.

    `text` has at most 15 significant digits, as spreadsheet programs show them, without an exponent. A trailing
    zero typed by a person is lost in the file.
    """

    text: str

    @property
    def decimal(self) -> Decimal:
        """The number exactly as `text` prints it."""
        return Decimal(self.text)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class ErrorCell:
    """A cell whose formula ended in an error; `text` is what the spreadsheet program shows, such as #REF!."""

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class DateCell:
    """A date of which its cell shows no day: `text` is its year, or year and month; the file keeps `first`."""

    text: str
    first: date

    def __str__(self) -> str:
        return self.text


type Cell = str | int | NumberCell | ErrorCell | DateCell | bool | date | datetime | None


def number_cell(value: float) -> int | NumberCell:
    """Keep a spreadsheet's number as a whole number where it is one, else as decimal text."""
    stored = repr(value)
    if value.is_integer() and abs(value) <= _EXACT_WHOLE:
        return int(value)
    if len(stored) <= _SHORT and "." in stored and "e" not in stored:
        # Nearly every figure somebody typed: no more than 15 digits, and no zeros at its end.
        return NumberCell(stored)
    shown = _AS_SHOWN.create_decimal(stored)
    return NumberCell(plain_digits(shown))


def plain_digits(value: Decimal) -> str:
    """Print a decimal without exponent and without trailing zeros after the point."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def read_cell(value: object) -> Cell:
    """Turn a value as python-calamine hands it over into a cell; an empty text is an empty cell.

    A time of day and a span of hours become text as spreadsheet programs show them.
    """
    # Asked millions of times: the commonest first, by exact type.
    if type(value) is str:
        return value or None
    if type(value) is float:
        return number_cell(value)
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, datetime):
        return value if value.time() != time() else value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, timedelta):
        return _hours(value)
    return str(value)


def _hours(span: timedelta) -> str:
    sign = "-" if span < timedelta() else ""
    minutes, seconds = divmod(round(abs(span).total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{sign}{hours}:{minutes:02}:{seconds:02}"
