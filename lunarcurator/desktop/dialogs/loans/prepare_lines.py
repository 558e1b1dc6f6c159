"""The dialog that gets approved lines ready: pieces chosen, parts weighed out of their stock."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.dialogs.form.grid_model import GridColumn
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.loans.loan_dialog import LoanDialog
from lunarcurator.desktop.dialogs.loans.wanted_grid import UNIT, mass_trouble, mass_ug
from lunarcurator.desktop.links import Selection
from lunarcurator.desktop.workplace import Workplace
from lunarcurator.domain.identity import LineRef, PieceRef, PlaceRef
from lunarcurator.domain.mass_text import parse_mass
from lunarcurator.domain.operations.requesting import Made, PrepareLines
from lunarcurator.domain.operations.weighing import Reading
from lunarcurator.services.posting import Preview


class PrepareLinesDialog(LoanDialog):
    """Asks for each line what was weighed out of its stock, under which number, and where it waits."""

    kind: ClassVar[str] = PrepareLines.KIND
    size_at_first: ClassVar[QSize] = QSize(1240, 560)

    @override
    def build(self) -> None:
        columns = (
            GridColumn("line", self.tr("Line"), 130),
            GridColumn("sample", self.tr("Piece or source"), 140),
            GridColumn("reading", self.tr("Part weighs, mg"), 120, "mass", mass_trouble),
            GridColumn("number", self.tr("Number of the part"), 150),
            GridColumn("place", self.tr("Waits in"), 150),
            GridColumn("after", self.tr("Source then, mg"), 120, "mass", mass_trouble),
            GridColumn("attrition_ug", self.tr("Lost, mg"), 80, "mass", mass_trouble),
        )
        self.balance = self.make.balance("balance", self.tr("Balance"))
        note = self.tr("number empty: the next of its source; of a piece that goes whole only the line is needed")
        self.lines = self.make.grid("lines", self.tr("Lines"), columns, note=note, rows_seen=6)
        self.lines.show_rows([{"line": line.code} for line in self.choices.chosen])
        self.form.add(self.balance)
        self.form.add(self.lines)

    @override
    def heading(self) -> str:
        return self.tr("Get lines ready")

    @override
    def operations(self) -> tuple[PrepareLines, ...]:
        return (PrepareLines(lines=tuple(self._made(row) for row in self.lines.rows())),)

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        act = preview.acts[0].operation
        made = act.lines if isinstance(act, PrepareLines) else ()
        parts = [each.number for each in made if each.number]
        lines = [self.tr("The lines are ready to be issued")]
        if parts:
            lines.append(self.words.say("dialog.parts_weighed_out", {"numbers": parts}))
        return lines

    def _made(self, row: Mapping[str, str]) -> Made:
        place, sample = row["place"].strip(), row["sample"].strip()
        return Made(
            line=LineRef(row["line"].strip()),
            sample=PieceRef(sample) if sample else None,
            number=row["number"].strip(),
            reading=self._reading(row["reading"]),
            after=self._reading(row["after"]),
            attrition_ug=mass_ug(row["attrition_ug"]) or 0,
            place=PlaceRef(place) if place else None,
        )

    def _reading(self, text: str) -> Reading | None:
        if not text.strip():
            return None
        mass, balance = parse_mass(text, unit=UNIT), self.balance.ref()
        return Reading(net_ug=mass.ug, balance=balance, resolution_ug=None if balance else mass.resolution_ug)


def open_prepare_lines(workplace: Workplace, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that gets approved lines ready."""
    return opened(PrepareLinesDialog(workplace, selection, parent))
