"""A table of a room as a list to export: what its cells say to a screen reader, as figures and days."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from lunarcurator.desktop.models.headings import name_and_unit
from lunarcurator.desktop.widgets.ledger_model import LedgerCell, LedgerColumn
from lunarcurator.documents.model import Column, ColumnKind, MassFigure, Value
from lunarcurator.domain.known_mass import Bound
from lunarcurator.domain.mass import MassKind
from lunarcurator.domain.mass_text import MassTextError, parse_mass
from lunarcurator.services.exporting import ListRead

_GRAM: Final = "g"
_WIDEST, _NARROWEST, _AIR = 60, 8, 2


def read_of_ledger(columns: Sequence[LedgerColumn], rows: Sequence[Sequence[LedgerCell]]) -> ListRead:
    """Return the columns and rows of a ledger; a column all of whose cells are days or numbers has such cells."""
    texts = [[cell.spoken.strip() for cell in row] for row in rows]
    told = [_column(column, number, [row[number] for row in texts]) for number, column in enumerate(columns)]
    across = [values for _, values in told]
    return ListRead(tuple(column for column, _ in told), list(zip(*across, strict=True)), len(texts))


def _column(column: LedgerColumn, number: int, texts: Sequence[str]) -> tuple[Column, list[Value]]:
    label, key = column.label, f"column_{number}"
    width = min(max([_NARROWEST, len(label), *map(len, texts)]) + _AIR, _WIDEST)
    if column.kind == "mass":
        name, unit = name_and_unit(label)
        masses = [_mass(text, unit or _GRAM) for text in texts]
        return Column(key, name, ColumnKind.MASS, unit or _GRAM, width), [*masses]
    if column.kind == "count":
        numbers = [_number(text) for text in texts]
        if all(each is not None or not text for each, text in zip(numbers, texts, strict=True)):
            return Column(key, label, ColumnKind.INTEGER, width=width), [*numbers]
    days = [_day(text) for text in texts]
    if any(texts) and all(each is not None or not text for each, text in zip(days, texts, strict=True)):
        return Column(key, label, ColumnKind.DAY, width=width), [*days]
    return Column(key, label, width=width), [*texts]


def _mass(text: str, unit: str) -> Value:
    """Return a mass as a figure with its sign and what was read; None where it is not known, which is not zero."""
    bound = next((each for each in Bound if text.startswith(each.value)), None)
    try:
        told = parse_mass(text.removeprefix(bound.value) if bound else text, unit=unit)
    except MassTextError:
        return None
    if told.ug is None:
        return None
    return MassFigure(told.ug, told.resolution_ug, told.kind is MassKind.ESTIMATED, bound)


def _number(text: str) -> int | None:
    bare = text.replace("\u202f", "").replace("\u00a0", "")
    return int(bare) if bare.isdecimal() else None


def _day(text: str) -> int | None:
    try:
        return int(f"{date.fromisoformat(text):%Y%m%d}")
    except ValueError:
        return None
