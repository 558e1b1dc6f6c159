"""The dialog for weighing a piece: gross, tare, net, and the book's word beside it."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.balances_input import BalanceInput
from lunarcurator.desktop.dialogs.form.figures import Figure, Figures
from lunarcurator.desktop.dialogs.form.heads import piece_head
from lunarcurator.desktop.dialogs.form.inputs import ExactMassInput, MassInput
from lunarcurator.desktop.dialogs.form.mass_on_day import MassOnDay
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.identity import PieceRef, ref_of
from lunarcurator.domain.mass_units import unit_symbol
from lunarcurator.domain.operations import Reading, Weigh
from lunarcurator.domain.tolerance import Certainty, allowed_between
from lunarcurator.services.posting import Preview


class WeighDialog(ActDialog):
    """Asks for net, or gross and tare; the tare of the vial is known where the book has it."""

    kind = Weigh.KIND
    size_at_first = QSize(920, 520)

    @override
    def build(self) -> None:
        piece = self.form_context.piece
        self.content.addWidget(piece_head(self.appearance, self.wording, piece, self.form_context.places))
        self.before = MassOnDay(self, self._show_figures)
        self.unit = self.unit_of(piece)
        self.balance = BalanceInput(
            self.appearance, self.wording, "balance", self.tr("Balance"), self.form_context.balances
        )
        vial = self.form_context.places.get(piece.place)
        self._vial_tare = vial.tare_ug if vial else None
        tare_note = ""
        if vial is not None and vial.tare_ug is not None:
            tare = self.wording.mass(vial.tare_ug, self.unit)
            tare_note = self.tr("{place}: {tare}").format(place=vial.name, tare=tare)
        caption = self.tr("{what}, {unit}").replace("{unit}", unit_symbol(self.unit))
        self.gross = self._mass("gross", caption.format(what=self.tr("Gross")))
        self.tare = self._mass("tare", caption.format(what=self.tr("Tare")), tare_note)
        self.net = self._mass("net", caption.format(what=self.tr("Net")))
        self.net.also = ("reading", "mass")
        self.form.add(self.balance, self.gross, self.tare, self.net)
        self.figures = Figures(self.appearance, self.tr("Mass"))
        self.panel.addWidget(self.figures)

    @override
    def heading(self) -> str:
        return self.tr("Weigh {number}").format(number=self.form_context.piece.number)

    @override
    def primary(self) -> str:
        net = self._net()
        if net is None or net < 0:
            return self.heading()
        mass = self._read(net)
        return self.tr("Weigh {number} at {mass}").format(number=self.form_context.piece.number, mass=mass)

    @override
    def lacking(self) -> str:
        return "" if self._net() is not None else self.words.say("weigh.nothing_read")

    @override
    def operations(self) -> tuple[Weigh, ...]:
        reading = Reading(
            net_ug=self.net.ug(),
            gross_ug=self.gross.ug(),
            tare_ug=self.tare.ug(),
            balance=self.balance.ref(),
            resolution_ug=None if self.balance.balance() else self._resolution(),
        )
        return (Weigh(sample=PieceRef(ref_of(self.form_context.piece.uid)), reading=reading),)

    @override
    def edited(self) -> None:
        self._hint_net()
        self.before.follow()
        self._show_figures()

    def _show_figures(self) -> None:
        before, net = self.before.ug, self._net()
        rows = [Figure(self.tr("By the book"), self.before.told(self.wording, self.unit))]
        if net is not None:
            rows.append(Figure(self.tr("Read now"), self._read(net), bold=True))
        if net is not None and before is not None:
            rows.append(
                Figure(
                    self.tr("Difference"),
                    self.wording.mass(net - before, self.unit, self._finest()),
                    sum=True,
                )
            )
        self.figures.show_rows(rows)
        self.figures.say(*self._verdict(net))

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        piece, net = self.form_context.piece, self._net() or 0
        mass = self._read(net)
        lines = [self.tr("{number} stands in the book at {mass}, measured").format(number=piece.number, mass=mass)]
        if piece.suspense_ug:
            drawn = (
                self.wording.mass(net, self.unit) if net < piece.suspense_ug else piece.suspense.shown(self.unit)
            )
            lines.append(self.tr("{mass} leave what is not reconciled").format(mass=drawn))
        return lines

    @override
    def mass_told(self, ug: int) -> str:
        return self.wording.mass(ug, self.unit, self._finest())

    def _mass(self, key: str, caption: str, note: str = "") -> MassInput:
        return ExactMassInput(self.appearance, key, caption, unit=self.unit, note=note)

    def _net(self) -> int | None:
        if any(each.trouble() for each in (self.net, self.gross, self.tare)):
            return None
        if self.net.ug() is not None:
            return self.net.ug()
        gross, tare = self.gross.ug(), self.tare.ug()
        tare = tare if tare is not None else self._vial_tare
        return gross - tare if gross is not None and tare is not None else None

    def _hint_net(self) -> None:
        net = self._net()
        derived = net is not None and net >= 0 and not self.net.value()
        self.net.edit.setPlaceholderText(self._read(net) if derived and net is not None else "")

    def _read(self, net: int) -> str:
        """Return a net mass as the balance reads it, to its last digit."""
        return self.wording.mass(net, self.unit, self._read_to())

    def _read_to(self) -> int | None:
        balance = self.balance.balance()
        return balance.resolution_ug if balance else self._resolution()

    def _finest(self) -> int | None:
        """Return the finer of the resolutions of the book's mass and of what is read."""
        return min((each for each in (self.before.resolution_ug, self._read_to()) if each), default=None)

    def _resolution(self) -> int | None:
        typed = [each.mass() for each in (self.net, self.gross, self.tare)]
        known = [each.resolution_ug for each in typed if each is not None and each.resolution_ug]
        return max(known) if known else None

    def _verdict(self, net: int | None) -> tuple[str, str]:
        balance, before, known = self.balance.balance(), self.before.ug, self.before.resolution_ug
        if net is None or before is None:
            return "", ""
        resolution = self._read_to() or 1
        reading = balance.certainty if balance else Certainty(resolution)
        allowed = allowed_between((self.before.certainty if known else Certainty(resolution), reading))
        tolerance = self.wording.around(allowed, self.unit, self._finest())
        if abs(net - before) <= allowed:
            sentence = self.tr("Agrees with the book: the balances explain {tolerance}.")
            return sentence.format(tolerance=tolerance), "green"
        return self.tr("Differs from the book by more than the {tolerance} the balances explain.").format(
            tolerance=tolerance
        ), "amber"


def open_weigh(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that weighs the selected piece; None where no piece is selected."""
    return opened(WeighDialog(context, selection, parent)) if selection.samples else None
