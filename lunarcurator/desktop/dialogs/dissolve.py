"""The dialog that dissolves a number into several pieces."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.divide_dialog import DivideDialog
from lunarcurator.desktop.dialogs.form.grid_model import GridColumn
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.identity import PieceRef
from lunarcurator.domain.operations import Daughter, Dissolve
from lunarcurator.services.form_context import Balance
from lunarcurator.services.posting import Preview


class DissolveDialog(DivideDialog):
    """Asks for the pieces a number becomes, which of them nobody has, and which are known already."""

    kind = Dissolve.KIND
    size_at_first = QSize(1120, 820)

    @override
    def build(self) -> None:
        self.add_head()
        self.add_grid(self.tr("Pieces it becomes"))
        self.source = self.make.text("source", self.tr("Source"))
        number = GridColumn("number", self.tr("Number"), number=True)
        self.known = self.make.grid("into", self.tr("Known pieces among them"), (number,))
        self.form.add(self.series, self.source)
        self.form.add(self.known)

    @override
    def heading(self) -> str:
        return self.tr("Dissolve {number}").format(number=self.subject)

    @override
    def primary(self) -> str:
        count = len(self.grid.rows()) + len(self.known.rows())
        if count < 2:
            return self.heading()
        return self.words.say("dialog.dissolve", {"number": self.subject, "count": count})

    @override
    def lacking(self) -> str:
        enough = len(self.grid.rows()) + len(self.known.rows()) > 1
        return "" if enough else self.words.say("dissolve.needs_several")

    @override
    def daughters(self, balance: Balance | None = None) -> tuple[Daughter, ...]:
        made = super().daughters(balance)
        rows = self.grid.rows()
        return tuple(replace(each, unaccounted=_nobody(row)) for each, row in zip(made, rows, strict=True))

    @override
    def operations(self) -> tuple[Dissolve, ...]:
        return (
            Dissolve(
                sample=self.parent_ref,
                daughters=self.daughters(),
                into=tuple(PieceRef(row["number"].strip()) for row in self.known.rows()),
                source=self.source.value(),
            ),
        )

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        act = preview.acts[0].operation
        numbers = [each.number for each in act.daughters] if isinstance(act, Dissolve) else []
        numbers += [row["number"].strip() for row in self.known.rows()]
        listed = self.words.say("list.numbers", {"numbers": numbers})
        lines = [self.tr("{number} ends and becomes {numbers}").format(number=self.subject, numbers=listed)]
        missing = sum(each.unaccounted for each in act.daughters) if isinstance(act, Dissolve) else 0
        if missing:
            lines.append(self.words.say("dialog.unaccounted", {"count": missing}))
        lines.append(self.tr("{number} finds them for ever").format(number=self.subject))
        return lines

    @override
    def _columns(self) -> tuple[GridColumn, ...]:
        *others, note = super()._columns()
        nobody = GridColumn("nobody", self.tr("Nobody has it"), 96, words=(self.tr("yes"),), closed=True)
        return (*others, nobody, note)


def _nobody(row: Mapping[str, str]) -> bool:
    """Tell whether a row says that the piece is unaccounted for; the column takes no other word."""
    return bool(row.get("nobody", "").strip())


def open_dissolve(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that dissolves the selected number; None where no piece is selected."""
    return opened(DissolveDialog(context, selection, parent)) if selection.samples else None
