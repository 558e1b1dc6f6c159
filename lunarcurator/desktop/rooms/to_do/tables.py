"""The tables of the attention room: the concerns with their counts, and one list of one concern."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final, override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QAbstractItemView, QSizePolicy, QWidget

from lunarcurator.desktop.mass_units import DECIMALS, WIDER
from lunarcurator.desktop.panels.wording import Wording
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.ledger_model import Kind, LedgerCell, LedgerColumn
from lunarcurator.desktop.widgets.ledger_table import LedgerTable
from lunarcurator.documents.model import Column, ColumnKind, MassFigure, Value
from lunarcurator.documents.plain_text import plain
from lunarcurator.domain.mass_display import shown_count, shown_parts
from lunarcurator.services.to_do.listing import ListColumn, Listing, ListRow
from lunarcurator.services.to_do.reporting import Glance, heading_of, worded
from lunarcurator.services.words import Words

_BADGES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType({
    "open": ("amber", "due_soon"), "closed": ("grey", "done"), "planned": ("blue", "draft"),
    "in_cabinet": ("blue", "clean_room"), "weighed": ("teal", "weigh"), "balanced": ("teal", "closes"),
    "exception": ("red", "warning"), "approved": ("green", "verified"), "posted": ("grey", "done"),
    "cancelled": ("grey", "void"), "overdue": ("red", "overdue"), "soon": ("amber", "due_soon"),
    "never": ("amber", "unknown"), "expiring": ("amber", "due_soon"), "expired": ("red", "overdue"),
    "terminated": ("red", "void"), "beyond": ("red", "warning"), "below": ("red", "warning"),
})  # fmt: skip
"""Tone and icon of the states these lists show; what is not here is normal and stands as plain text."""
_KINDS: Final[Mapping[ColumnKind, Kind]] = MappingProxyType(
    {
        ColumnKind.DAY: "date",
        ColumnKind.MOMENT: "date",
        ColumnKind.MASS: "mass",
        ColumnKind.INTEGER: "count",
        ColumnKind.PERCENT: "count",
    }
)
_EXACT: Final = frozenset({"lost", "attrition", "adjustment"})
_WIDE: Final[Mapping[str, int]] = MappingProxyType({
    "code": 64, "kind": 168, "state": 112, "pieces": 108, "order": 76, "parent": 108, "assigned": 108,
    "request": 76, "balance": 150, "number": 150, "by": 72, "name": 150, "existence": 110, "entries": 72,
    "unweighed": 92, "collection": 110, "operator": 150, "recorded": 158, "before": 158, "agreement": 112,
    "days_left": 84,
})  # fmt: skip
"""Widths in pixels at 100 %; a column that is not here takes what is left."""
_NUMBERS: Final = frozenset({"code", "pieces", "order", "parent", "number", "numbers", "request", "agreement"})
"""Columns of numbers of pieces and of records, which are never cut."""
_MASS, _DAY, _COUNT, _SHARE = 124, 102, 104, 116


class ListTable(LedgerTable):
    """A ledger that fills the room it is given and scrolls in it; one row is chosen at a time."""

    @override
    def setFixedHeight(self, height: int) -> None:
        """Keep the height the room gives, whatever the rows would take."""
        del height
        self.setMinimumHeight(2 * self._appearance.look.metrics.header)

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), 6 * self._appearance.look.metrics.row)


def fill(table: ListTable) -> None:
    """Let a list take all the room there is."""
    table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)


def listing_table(appearance: Appearance, wording: Wording, found: Listing, parent: QWidget) -> ListTable:
    """Return a table with the columns of a list."""
    columns = [_column(each, wording) for each in found.columns]
    name = wording.words.label(f"attention.{found.concern.word}")
    table = ListTable(appearance, columns, name, object_name=f"attention.{found.concern.word}", parent=parent)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    fill(table)
    return table


def listing_cells(found: Listing, wording: Wording) -> list[list[LedgerCell]]:
    """Return the rows of a list as cells."""
    return [_row(row, found.columns, wording) for row in found.rows]


def glance_cells(glances: Sequence[Glance], words: Words) -> list[list[LedgerCell]]:
    """Return the concerns as rows: what it is, and how many need a hand; none is quiet, "?" is not known."""
    rows = []
    for each in glances:
        count = shown_count(each.marked) if each.marked else "?" if each.unknown else "\u2013"
        tone = "text" if each.marked else "text2"
        label = words.label(f"attention.{each.concern.word}")
        rows.append([LedgerCell(label, tone=tone), LedgerCell(count, tone=tone, bold=bool(each.marked))])
    return rows


def _column(column: ListColumn, wording: Wording) -> LedgerColumn:
    label, kind = heading_of(column, wording.words), _KINDS.get(column.kind, "text")
    if column.kind is ColumnKind.MASS:
        wide, decimals = _MASS + WIDER[wording.unit], DECIMALS[wording.unit]
        return LedgerColumn(wording.headed(label), kind, wide, decimals)
    if column.kind is ColumnKind.PERCENT:
        return LedgerColumn(f"{label}, %", kind, _SHARE)
    if column.kind is ColumnKind.INTEGER:
        return LedgerColumn(label, kind, _WIDE.get(column.key, _COUNT))
    if column.kind is ColumnKind.DAY:
        return LedgerColumn(label, kind, _DAY)
    return LedgerColumn(label, "number" if column.key in _NUMBERS else kind, _WIDE.get(column.key, 0))


def _row(row: ListRow, columns: Sequence[ListColumn], wording: Wording) -> list[LedgerCell]:
    return [_cell(value, column, row, wording) for value, column in zip(row.values, columns, strict=True)]


def _cell(value: Value, column: ListColumn, row: ListRow, wording: Wording) -> LedgerCell:
    target = row.targets.get(column.key)
    leads = f"{target.kind}:{target.uid}" if target else ""
    if isinstance(value, MassFigure):
        fine = value.resolution_ug or (1 if column.key in _EXACT else None)
        exact = value._replace(resolution_ug=fine)
        whole, fraction = shown_parts(exact.ug, wording.unit, exact.resolution_ug)
        return LedgerCell(
            f"{exact.sign}{whole}",
            fraction,
            plain=plain(exact, Column(column.key, "", ColumnKind.MASS, wording.unit)),
        )
    if column.kind is ColumnKind.INTEGER and isinstance(value, int):
        return LedgerCell(shown_count(value), plain=str(value), target=leads)
    text = plain(worded(value, column, wording.words), Column(column.key, "", column.kind))
    badge = _BADGES.get(str(value)) if column.area else None
    if badge is not None:
        return LedgerCell(text, badge=badge[0], concept=badge[1])
    return LedgerCell(text, target=leads, tone="text" if row.marked else "text2")
