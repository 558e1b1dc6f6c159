"""A grid of pieces with what a balance read of each: a row without a figure is not weighed."""

import re
from collections.abc import Mapping, Sequence
from typing import Final, override

from PySide6.QtCore import QCoreApplication

from lunarcurator.desktop.dialogs.form.grid import GridInput
from lunarcurator.desktop.dialogs.form.grid_model import GridColumn
from lunarcurator.desktop.dialogs.form.typed_mass import typed_mass
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.identity import BalanceRef, PieceRef, ref_of
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.mass_text import MassTextError
from lunarcurator.domain.mass_units import unit_symbol
from lunarcurator.domain.operations import Reading, Weigh
from lunarcurator.services.form_context import Balance, PieceSummary
from lunarcurator.services.words import Words

_INDEX: Final = re.compile(r"readings\[(\d+)\](.*)")


class ReadingsInput(GridInput):
    """One row for each piece; findings of `readings[n]` point at the row of the n-th figure."""

    def __init__(
        self, appearance: Appearance, words: Words, pieces: Sequence[PieceSummary], caption: str, unit: str
    ) -> None:
        self._unit, self._pieces = unit, {piece.number: piece for piece in pieces}
        net = QCoreApplication.translate("ReadingsInput", "Net")
        columns = (
            GridColumn(
                "sample", QCoreApplication.translate("ReadingsInput", "Number"), 150, proposed=True, number=True
            ),
            GridColumn(
                "booked", QCoreApplication.translate("ReadingsInput", "By the book"), 130, "mass", proposed=True
            ),
            GridColumn("reading", f"{net}, {unit_symbol(unit)}", 0, "mass", read=self._unread),
        )
        super().__init__(appearance, words, "readings", caption, columns)

    def fill(self, booked: Mapping[str, str]) -> None:
        """Show the pieces by number with what the book says of each."""
        self.show_rows([{"sample": number, "booked": told} for number, told in booked.items()])

    def readings(self, balance: Balance | None) -> tuple[Weigh, ...]:
        """Return the weighings typed so far; raises `MassTextError`."""
        made = []
        for row in self._weighed():
            mass = self._mass(row["reading"])
            number = row["sample"].strip()
            piece = self._pieces.get(number)
            ref = PieceRef(ref_of(piece.uid) if piece else number)
            named = BalanceRef(ref_of(balance.uid)) if balance else None
            resolution = None if balance else mass.resolution_ug
            made.append(
                Weigh(sample=ref, reading=Reading(net_ug=mass.ug, balance=named, resolution_ug=resolution))
            )
        return tuple(made)

    @override
    def point(self, field: str, tone: str) -> None:
        super().point(self._in_grid(field), tone)

    @override
    def focus(self, field: str = "") -> None:
        super().focus(self._in_grid(field))

    def _weighed(self) -> list[Mapping[str, str]]:
        return [row for row in self.rows() if row["reading"].strip()]

    def _in_grid(self, field: str) -> str:
        match = _INDEX.fullmatch(field)
        at = [nth for nth, row in enumerate(self.rows()) if row["reading"].strip()]
        if match is None or int(match[1]) >= len(at):
            return field
        return f"readings[{at[int(match[1])]}]{match[2]}"

    def _mass(self, text: str) -> Mass:
        return typed_mass(text, unit=self._unit, exact=True)

    def _unread(self, text: str) -> Refusal | None:
        try:
            if text.strip():
                self._mass(text)
        except MassTextError as error:
            return error
        return None
