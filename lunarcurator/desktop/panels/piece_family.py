"""The second page of the piece panel: where the piece came from and all that came of it, with masses."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout

from lunarcurator.desktop.links import Target
from lunarcurator.desktop.panels.sections import clear
from lunarcurator.desktop.panels.targets import target_to
from lunarcurator.desktop.panels.wording import Wording, decimals_of, mass_width
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.translation import counted
from lunarcurator.desktop.widgets.grounds import ScrollColumn
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.desktop.widgets.ledger_model import LedgerCell, LedgerColumn
from lunarcurator.desktop.widgets.ledger_table import LedgerTable
from lunarcurator.domain.identity import Uid
from lunarcurator.services.family import FamilyLine
from lunarcurator.services.pieces import PieceRow

_INDENT = "\u2003"
_FORM = 1
_WIDE = 385


class PieceFamily(ScrollColumn):
    """Shows a genealogy as an indented table; `followed` carries the target of a piece."""

    followed = Signal(str)

    def __init__(self, appearance: Appearance, wording: Wording) -> None:
        self._column = QVBoxLayout()
        super().__init__(appearance, "base", self._column, object_name="pieceFamily")
        self._look_of, self._wording = appearance, wording
        px = appearance.look.metrics.px
        self._column.setContentsMargins(px(20), px(12), px(20), px(20))
        self.table: LedgerTable | None = None

    def show_family(self, lines: Sequence[FamilyLine], uid: Uid) -> None:
        """Show a genealogy in which the piece `uid` stands out."""
        rows = [self._row(line, uid) for line in lines]
        clear(self._column)
        self.table = None
        if not rows:
            self._column.addWidget(Label(self._look_of, self.tr("Nothing is known of its kin."), colour="text2"))
            self._column.addStretch(1)
            return
        decimals = decimals_of(*(cell for row in rows for cell in row[2:]))
        began, now = self._wording.headed(self.tr("Began")), self._wording.headed(self.tr("Now"))
        self.table = LedgerTable(
            self._look_of,
            (
                LedgerColumn(self.tr("Number"), "number"),
                LedgerColumn(self.tr("Form"), "text", 92),
                LedgerColumn(began, "mass", mass_width([row[2] for row in rows], began), decimals),
                LedgerColumn(now, "mass", mass_width([row[3] for row in rows], now), decimals),
            ),
            self.tr("Genealogy"),
            object_name="pieceFamilyTable",
        )
        self.table.followed.connect(self.followed)
        self.table.set_rows(rows)
        self._column.addWidget(self.table)
        self._column.addStretch(1)
        self._fit()

    def _fit(self) -> None:
        """In a narrow panel numbers and masses say more than forms."""
        if self.table is not None:
            self.table.setColumnHidden(_FORM, self.viewport().width() < self._look_of.look.metrics.px(_WIDE))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _row(self, line: FamilyLine, uid: Uid) -> tuple[LedgerCell, ...]:
        indent, wording = _INDENT * line.depth, self._wording
        target = target_to(Target.SAMPLE, line.link)
        if line.row is None:
            if line.others:
                told = counted("PieceFamily", "{count} more", "{count} more", line.others)
                return (LedgerCell(indent + told, target=target, plain=told), *[LedgerCell("")] * 3)
            lost = wording.cell(line.attrition_ug, None, tone="text2")
            told = self.tr("Attrition")
            return (LedgerCell(indent + told, tone="text2", plain=told), LedgerCell(""), lost, LedgerCell(""))
        row, mine = line.row, line.link == uid
        shown = row.number if not line.depth or line.role else row.short
        if line.role:
            # One piece of several parents: the others stand beside the one it hangs under.
            shown = self.tr("also {number}").format(number=row.number)
        number = LedgerCell(
            indent + shown,
            bold=mine,
            target="" if mine else target,
            struck=row.values.get("existence") == "void",
            plain=shown if line.role else row.number,
        )
        kind = ("parent_role", line.role) if line.role else ("form", str(row.values.get("form") or ""))
        form = LedgerCell(wording.term(*kind), tone="text2")
        return (number, form, self._began(row, line.born_ug), self._now(row, bold=mine))

    def _began(self, row: PieceRow, born_ug: int | None) -> LedgerCell:
        known = row.began_with(born_ug)
        if known is None:
            return LedgerCell("")
        resolution = _whole(row.values.get("original_resolution_ug"))
        # It is known as the original mass is, where it is that mass.
        quality = str(row.values.get("original_quality") or "") if known.sign else ""
        return self._wording.cell(known.ug, resolution, quality, tone="text2")

    def _now(self, row: PieceRow, *, bold: bool) -> LedgerCell:
        values = row.values
        mass = row.own_mass
        if mass is None:
            return LedgerCell(self._wording.no_mass(row))
        return self._wording.cell(mass.ug, mass.resolution_ug, str(values.get("mass_quality") or ""), bold=bold)


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) else None
