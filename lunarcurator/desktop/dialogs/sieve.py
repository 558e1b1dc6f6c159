"""The dialog for sieving a piece: a fraction a row, each with its limits in mm."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.grid_model import GridColumn
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.form.place_input import complete
from lunarcurator.desktop.dialogs.form.quantity_text import NumberTextRefused, length_trouble, um_of
from lunarcurator.desktop.dialogs.form.weighed_divide import PrintLabels, WeighedDivideDialog
from lunarcurator.desktop.links import Selection
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.domain.operations import Daughter, FieldValue, Sieve
from lunarcurator.services.field_values import shown_thousandths
from lunarcurator.services.form_context import Balance
from lunarcurator.services.posting import Preview

_OVER, _UNDER = "sieve_min_um", "sieve_max_um"


class SieveDialog(WeighedDivideDialog):
    """Asks the sieves, the fractions with limits and masses, and whether a reserve was kept."""

    kind = Sieve.KIND
    size_at_first = QSize(1180, 800)

    @override
    def build(self) -> None:
        self.add_head()
        number = self.form_context.piece.number
        self.sieves = self.make.text("sieves", self.tr("Sieves, mm"), note=self.tr("such as 1, 2, 4, 10"), wide=2)
        self.where = self.make.text("where", self.tr("Where"))
        complete(self.where.edit, self.form_context.places, for_pieces=False)
        lay_out = Button(self.tr("A row for each fraction"), dense=True, object_name="layOutFractions")
        lay_out.clicked.connect(self.lay_out)
        self.form.add(self.sieves, self.where, beside=(lay_out,))
        self.add_grid(self.tr("Fractions and what was recovered"))
        self.add_rest(
            self.tr("After sieving, {number}").format(number=number),
            self.tr("keeps a reserve unsieved"),
            self.tr("is sieved wholly and retires"),
        )

    @override
    def heading(self) -> str:
        return self.tr("Sieve {number}").format(number=self.form_context.piece.number)

    @override
    def primary(self) -> str:
        count = self.counted()
        if not count:
            return self.heading()
        return self.words.say("dialog.sieve", {"number": self.form_context.piece.number, "count": count})

    @override
    def lacking(self) -> str:
        return "" if self.grid.rows() else self.words.say("sieve.no_fractions")

    @override
    def operations(self) -> tuple[Sieve, ...]:
        sizes = self._meshes()
        listed = ", ".join(map(shown_thousandths, sizes))
        return (
            Sieve(
                parent=self.parent_ref,
                daughters=self.daughters(self.balance.balance()),
                after=self.after_reading(),
                attrition_ug=self.attrition.ug() or 0,
                all_sieved=self.ends,
                sieves=f"{listed} mm" if sizes else self.sieves.value(),
                where=self.where.value(),
            ),
        )

    @override
    def daughters(self, balance: Balance | None = None) -> tuple[Daughter, ...]:
        made = super().daughters(balance)
        return tuple(
            replace(each, values=limits_of(row)) for each, row in zip(made, self.grid.rows(), strict=True)
        )

    @override
    def edited(self) -> None:
        super().edited()
        form = self.rows.form_word("sieve_fraction")
        self.hint_more({(at, "form"): form for at, row in enumerate(self.grid.rows()) if not row["form"].strip()})

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        numbers = self.made_numbers(preview)
        taken = self.words.say("dialog.numbers_taken", {"count": len(numbers), "numbers": numbers})
        return (taken, self.tr("Each fraction keeps its limits in its record"), *self.rest_lines(preview))

    def lay_out(self) -> None:
        """Make a row for each fraction the sieves part, from the finest to the coarsest; masses typed stay."""
        sizes = [shown_thousandths(um) for um in self._meshes()]
        if not sizes:
            self.sieves.focus()
            return
        limits = [("", sizes[0]), *pairwise(sizes), (sizes[-1], "")]
        typed = self.grid.rows()
        self.grid.show_rows(
            [
                {**(typed[at] if at < len(typed) else {}), _OVER: over, _UNDER: under}
                for at, (over, under) in enumerate(limits)
            ]
        )
        self.grid.focus()

    @override
    def _columns(self) -> tuple[GridColumn, ...]:
        number, *others = super()._columns()
        over = GridColumn(_OVER, self.tr("Over, mm"), 84, "figure", length_trouble)
        under = GridColumn(_UNDER, self.tr("Under, mm"), 88, "figure", length_trouble)
        return (number, over, under, *others)

    def _meshes(self) -> list[int]:
        """Return the sizes of the sieves in um, each once and in order; empty where one cannot be read."""
        texts = self.sieves.value().replace(";", " ").replace(", ", " ").replace("mm", " ").split()
        try:
            found = {um_of(text) for text in texts}
        except NumberTextRefused:
            return []
        return sorted(um for um in found if um)


def limits_of(row: Mapping[str, str]) -> tuple[FieldValue, ...]:
    """Return the limits a row says, in um."""
    said = ((key, um_of(row[key])) for key in (_OVER, _UNDER))
    return tuple(FieldValue(field=key, value=um) for key, um in said if um is not None)


def open_sieve(
    context: AppContext, selection: Selection, parent: QWidget | None, *, labels: PrintLabels | None = None
) -> QDialog | None:
    """Open the dialog that sieves the selected piece; None where no piece is selected."""
    return opened(SieveDialog(context, selection, parent, labels=labels)) if selection.samples else None
