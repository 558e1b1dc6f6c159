"""Cells as text: plain, with a point and no other sign, for files that machines read too; and for eyes."""

from datetime import datetime

from lunarcurator.documents.model import AboutMilli, Column, ColumnKind, MassFigure, Value, thousandths
from lunarcurator.domain.days import UNKNOWN_DAY, show_day
from lunarcurator.domain.mass_display import behind_minus, plain_mass, shown_count, shown_mass

_MOMENT = "%Y-%m-%d %H:%M:%S"


def plain(value: Value, column: Column) -> str:
    """Return a value of a column as plain text; empty for none and for an unknown day."""
    if value is None or isinstance(value, str):
        return value or ""
    if column.kind is ColumnKind.MASS:
        figure = mass_figure(value, column)
        known = figure._replace(bound=None) if column.known_by else figure
        return behind_minus(known.sign, plain_mass(figure.ug, column.unit or "g", figure.resolution_ug))
    if isinstance(value, datetime):
        return value.strftime(_MOMENT)
    if column.kind is ColumnKind.DAY:
        return "" if value == UNKNOWN_DAY else show_day(whole(value))
    if column.kind in (ColumnKind.PERCENT, ColumnKind.LENGTH):
        sign = "~" if isinstance(value, AboutMilli) else ""
        return f"{sign}{thousandths(whole(value)).normalize():f}"
    return str(value)


def shown(value: Value, column: Column) -> str:
    """Return a value of a column for eyes; a word may stand where a figure would, such as the label of a sum."""
    if value is None or isinstance(value, str):
        return value or ""
    if column.kind is ColumnKind.MASS:
        figure = mass_figure(value, column)
        return behind_minus(figure.sign, shown_mass(figure.ug, column.unit or "g", figure.resolution_ug))
    if column.kind is ColumnKind.INTEGER:
        return shown_count(whole(value))
    return plain(value, column)


def mass_figure(value: Value, column: Column) -> MassFigure:
    """Return a mass with the resolution it is shown with: its own, else that of its column."""
    figure = value if isinstance(value, MassFigure) else MassFigure(whole(value))
    if figure.resolution_ug is None and column.resolution_ug is not None:
        return figure._replace(resolution_ug=column.resolution_ug)
    return figure


def whole(value: Value) -> int:
    """Return a value that must be a whole number; raises TypeError for any other, a float above all."""
    # type() and not isinstance(): True is an int to Python, but no figure to a curator.
    if type(value) is not int and not isinstance(value, AboutMilli):
        raise TypeError(f"a figure of a document is a whole number, not {value!r}")
    return int(value)
