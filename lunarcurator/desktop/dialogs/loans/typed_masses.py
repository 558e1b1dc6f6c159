"""Masses of the loan desk as they are typed and shown: in one unit, which stands in the header."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from lunarcurator.desktop.dialogs.form.grid_model import GridColumn
from lunarcurator.desktop.dialogs.form.typed_mass import typed_mass
from lunarcurator.desktop.mass_units import DECIMALS
from lunarcurator.desktop.widgets.ledger_model import LedgerColumn
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.mass_display import plain_mass, shown_mass, shown_mass_with_unit
from lunarcurator.domain.mass_text import MassTextError
from lunarcurator.domain.mass_units import unit_symbol
from lunarcurator.domain.operations import Reading


@dataclass(frozen=True, slots=True)
class TypedMasses:
    """Reads and writes masses; `unit` is that of a plain number, and another one can be typed."""

    unit: str = "mg"

    def headed(self, what: str) -> str:
        """Return a header with the unit: `Asked, mg`."""
        both = QCoreApplication.translate("Wording", "{what}, {unit}")
        return both.replace("{what}", what).replace("{unit}", unit_symbol(self.unit))

    def column(
        self, key: str, what: str, width: int, *, proposed: bool = False, quiet: bool = False, usual: str = ""
    ) -> GridColumn:
        """Return a column of masses; `width` in pixels at 100 %, `usual` what pasted headings may say of it."""
        read, title = self.trouble, self.headed(what)
        return GridColumn(key, title, width, "mass", read, proposed=proposed, quiet=quiet, usual=usual)

    def ledger(self, what: str, width: int) -> LedgerColumn:
        """Return a column of masses that are only shown; `width` in pixels at 100 %."""
        return LedgerColumn(self.headed(what), "mass", width, DECIMALS[self.unit])

    def ug(self, text: str) -> int | None:
        """Return a typed mass in ug, None for none; raises `MassTextError`."""
        return typed_mass(text, unit=self.unit, exact=True).ug if text.strip() else None

    def last_place(self, text: str) -> int:
        """Return the last place to which a typed mass is stated, in ug, 0 for none; raises `MassTextError`."""
        return typed_mass(text, unit=self.unit, exact=True).resolution_ug or 0 if text.strip() else 0

    def reading(self, text: str) -> Reading | None:
        """Return a typed mass as a reading as exact as it is stated, None for none; raises `MassTextError`."""
        if not text.strip():
            return None
        mass = typed_mass(text, unit=self.unit, exact=True)
        return Reading(net_ug=mass.ug, resolution_ug=mass.resolution_ug)

    def text(self, ug: int | None, resolution_ug: int | None = None) -> str:
        """Return a mass in ug as it stands in a cell, to the last place to which it is known."""
        return plain_mass(ug, self.unit, resolution_ug) if ug is not None else ""

    def is_written(self, text: str, ug: int | None) -> bool:
        """Tell whether a text is what stands in a cell for a mass whose last place nobody says, typed in any unit.

        Its digits are those the figure needs, and say nothing of how it was read.
        """
        others = (f"{plain_mass(ug, unit)} {unit_symbol(unit)}" for unit in DECIMALS if ug is not None)
        return ug is not None and text.strip() in {self.text(ug), *others}

    def shown(self, ug: int) -> str:
        """Return ug for eyes, without the unit."""
        return shown_mass(ug, self.unit)

    def told(self, ug: int) -> str:
        """Return ug for eyes with the unit."""
        return shown_mass_with_unit(ug, self.unit)

    def trouble(self, text: str) -> Refusal | None:
        """Return what is wrong with the text of a mass, or None."""
        try:
            self.ug(text)
        except MassTextError as error:
            return error
        return None

    def in_unit(self, text: str, before: str) -> str:
        """Return a text, typed while plain numbers were in the unit `before`, so that it means now what it did."""
        meant = TypedMasses(before)
        if before == self.unit or not text.strip() or meant.trouble(text) is not None:
            return text
        same = self.trouble(text) is None and self.ug(text) == meant.ug(text)
        return text if same else f"{text.strip()} {unit_symbol(before)}"
