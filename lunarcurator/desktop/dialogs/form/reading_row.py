"""A row for what a balance reads: balance, gross, tare and net, as a reading or none."""

from PySide6.QtCore import QObject

from lunarcurator.desktop.dialogs.form.input_maker import InputMaker
from lunarcurator.desktop.dialogs.form.inputs import Input
from lunarcurator.domain.mass_units import unit_symbol
from lunarcurator.domain.operations import Reading


class ReadingRow(QObject):
    """Four inputs; net alone is enough, and so are gross and tare. Masses in ug.

    `also` names the fields under which the rules speak of the reading; they are told at net.
    """

    def __init__(self, make: InputMaker, unit: str, *also: str) -> None:
        super().__init__()
        caption = self.tr("{what}, {unit}")
        self.balance = make.balance("balance", self.tr("Balance"))
        self.gross = make.mass(
            "gross", caption.format(what=self.tr("Gross"), unit=unit_symbol(unit)), unit=unit, exact=True
        )
        self.tare = make.mass(
            "tare", caption.format(what=self.tr("Tare"), unit=unit_symbol(unit)), unit=unit, exact=True
        )
        self.net = make.mass(
            "net", caption.format(what=self.tr("Net"), unit=unit_symbol(unit)), unit=unit, exact=True
        )
        self.net.also = also

    @property
    def inputs(self) -> tuple[Input, ...]:
        """The inputs in the order of the hands."""
        return (self.balance, self.gross, self.tare, self.net)

    def net_ug(self) -> int | None:
        """Return what is read, net, or None as long as that cannot be told."""
        if any(each.trouble() for each in (self.net, self.gross, self.tare)):
            return None
        if self.net.ug() is not None:
            return self.net.ug()
        gross, tare = self.gross.ug(), self.tare.ug()
        return gross - tare if gross is not None and tare is not None else None

    def reading(self) -> Reading | None:
        """Return the reading, None where nothing was read; raises `MassTextError`."""
        if self.net_ug() is None:
            return None
        typed = [each.mass() for each in (self.net, self.gross, self.tare)]
        known = [each.resolution_ug for each in typed if each is not None and each.resolution_ug]
        return Reading(
            net_ug=self.net.ug(),
            gross_ug=self.gross.ug(),
            tare_ug=self.tare.ug(),
            balance=self.balance.ref(),
            resolution_ug=None if self.balance.balance() else max(known, default=None),
        )

    def show(self, shown: bool) -> None:
        """Show or hide the whole row."""
        for each in self.inputs:
            each.field.setVisible(shown)
