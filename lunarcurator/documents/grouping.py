"""A table in groups: its rows sorted by one column, and a further sheet with the sums of each group."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from lunarcurator.documents.mass_sums import MassSum
from lunarcurator.documents.model import (
    Column,
    ColumnKind,
    ColumnUnknown,
    Document,
    MassFigure,
    Say,
    Sheet,
    Value,
)

WITHOUT_FIGURE: Final = "_without_figure"
"""After the key of a column of masses, in that of how many rows of a group have no figure in it."""

type Row = tuple[Value, ...]


def grouped(document: Document, key: str, say: Say) -> Document:
    """Return a document of one sheet sorted by a column, with a sheet of sums by it; the order within stays.

    All rows are read at once. Raises `ColumnUnknown` where the sheet has no such column.
    """
    sheet = document.sheets[0]
    keys = [column.key for column in sheet.columns]
    if key not in keys:
        raise ColumnUnknown("document.column_unknown", columns=[key], known=keys)
    at = keys.index(key)
    rows = sorted(sheet.rows, key=lambda row: _order(row[at]))
    summed = _sums(sheet, at, rows, say)
    return replace(document, sheets=(replace(sheet, rows=rows), summed))


def is_of_mass(column: Column) -> bool:
    """Tell whether a column of a sheet of sums is one of masses, or of the rows that have no figure in one."""
    return column.kind is ColumnKind.MASS or column.key.endswith(WITHOUT_FIGURE)


@dataclass(slots=True)
class _Group:
    """What is counted of one group."""

    value: Value
    rows: int = 0
    sums: dict[int, MassSum] = field(default_factory=dict)

    def add(self, row: Row, masses: Sequence[int]) -> None:
        self.rows += 1
        for at in masses:
            self.sums.setdefault(at, MassSum()).add(row[at])


def _sums(sheet: Sheet, at: int, rows: Sequence[Row], say: Say) -> Sheet:
    column = sheet.columns[at]
    masses = [n for n, each in enumerate(sheet.columns) if each.kind is ColumnKind.MASS and n != at]
    groups: dict[Value, _Group] = {}
    for row in rows:
        groups.setdefault(row[at], _Group(row[at])).add(row, masses)
    counted = Column("rows", say("report.rows"), ColumnKind.INTEGER, width=10)
    # A sum is of the rows that have a figure: beside it stands how many of the group have none.
    lacking = [n for n in masses if any(each.sums[n].blank for each in groups.values())]
    columns = (
        column,
        counted,
        *(replace(sheet.columns[n], resolution_ug=None, known_by="") for n in masses),
        *(_lacking(sheet.columns[n], say) for n in lacking),
    )
    name = say("report.by_column", {"column": column.label})
    return Sheet(name, columns, tuple(_told(groups.values(), masses, lacking)))


def _lacking(column: Column, say: Say) -> Column:
    label = say("report.without_figure", {"column": column.label})
    return Column(f"{column.key}{WITHOUT_FIGURE}", label, ColumnKind.INTEGER, width=12)


def _told(groups: Iterable[_Group], masses: Sequence[int], lacking: Sequence[int]) -> Iterator[Row]:
    for group in groups:
        sums = (group.sums[n].figure for n in masses)
        yield (group.value, group.rows, *sums, *(group.sums[n].blank for n in lacking))


def _order(value: Value) -> tuple[int, int, str]:
    """Return where a value stands: figures by size, then words, then what says nothing."""
    if value is None or value == "":
        return (2, 0, "")
    if isinstance(value, MassFigure):
        return (0, value.ug, "")
    return (0, value, "") if isinstance(value, int) else (1, 0, str(value).casefold())
