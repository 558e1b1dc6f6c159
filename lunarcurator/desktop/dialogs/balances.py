"""The dialog for bench balances: which are known, what they read to, and their calibrations."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.inputs import CertainDayInput, FlagInput, MassInput, TextInput
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.form.roster import RosterDialog
from lunarcurator.desktop.links import Selection
from lunarcurator.desktop.widgets.ledger_model import LedgerCell, LedgerColumn
from lunarcurator.domain.days import show_day
from lunarcurator.domain.identity import BalanceRef, Uid, ref_of
from lunarcurator.domain.mass_display import plain_mass
from lunarcurator.domain.operations import SetUpBalance
from lunarcurator.services.form_context import Balance
from lunarcurator.services.posting import Preview


class BalancesDialog(RosterDialog):
    """Sets up balances, records calibrations, retires balances."""

    kind = SetUpBalance.KIND
    size_at_first = QSize(980, 620)

    @override
    def build(self) -> None:
        look = self.appearance
        self.add_list(self.tr("Balances"), self.tr("A new balance"))
        self.name = TextInput(look, "name", self.tr("Name"), required=True)
        self.resolution = MassInput(look, "resolution_ug", self.tr("Reads to, mg"), unit="mg", required=True)
        self.uncertainty = MassInput(look, "uncertainty_ug", self.tr("Uncertainty, mg"), unit="mg")
        self.calibrated = CertainDayInput(look, "calibrated", self.tr("Calibrated on"))
        self.due = CertainDayInput(look, "calibration_due", self.tr("Next calibration due"))
        self.certificate = TextInput(look, "certificate", self.tr("Certificate"))
        self.retired = FlagInput(look, "retired", "", self.tr("No longer used"))
        self.form.add(self.which)
        self.form.add(self.name, self.resolution, self.uncertainty)
        self.form.add(self.calibrated, self.due, self.certificate, self.retired)

    @override
    def heading(self) -> str:
        return self.tr("Balances")

    @override
    def primary(self) -> str:
        balance, name = self._chosen(), self.name.value()
        if balance is None:
            return self.tr("Set up {name}").format(name=name) if name else self.tr("Set up a balance")
        day = self.calibrated.day() if self.calibrated.trouble() is None else 0
        if day and day != balance.calibrated:
            return self.tr("Record the calibration of {name}").format(name=balance.name)
        return self.tr("Change {name}").format(name=balance.name)

    @override
    def operations(self) -> tuple[SetUpBalance, ...]:
        balance = self._chosen()
        return (
            SetUpBalance(
                name=self.name.value(),
                resolution_ug=self.resolution.ug() or 0,
                uncertainty_ug=self.uncertainty.ug() or 0,
                calibrated=self.calibrated.day() or None,
                calibration_due=self.due.day() or None,
                certificate=self.certificate.value(),
                balance=BalanceRef(ref_of(balance.uid)) if balance else None,
                retired=self.retired.value(),
            ),
        )

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        lines = [
            self.tr("{name} reads to {resolution}").format(
                name=self.name.value(), resolution=self.wording.mass(self.resolution.ug() or 0, "mg")
            )
        ]
        if self.due.day():
            day = show_day(self.due.day())
            lines.append(self.tr("Weighings after {day} ask for a reason").format(day=day))
        elif not self.calibrated.day():
            lines.append(self.tr("Without a calibration each weighing asks for a reason"))
        return lines

    @override
    def columns(self) -> tuple[LedgerColumn, ...]:
        return (
            LedgerColumn(self.tr("Name")),
            LedgerColumn(self.tr("Reads to"), width=100),
            LedgerColumn(self.tr("Calibrated"), "date", 104),
            LedgerColumn(self.tr("Due"), "date", 104),
            LedgerColumn(self.tr("State"), width=110),
        )

    @override
    def listed(self) -> Sequence[tuple[Uid, Sequence[LedgerCell | str]]]:
        return [(each.uid, self._cells(each)) for each in self.form_context.balances]

    @override
    def choices(self) -> list[tuple[str, str]]:
        return [(each.uid, each.name) for each in self.form_context.balances]

    @override
    def fill(self) -> None:
        balance = self._chosen()
        self.name.restore(balance.name if balance else "")
        self.resolution.restore(plain_mass(balance.resolution_ug, "mg") if balance else "")
        uncertainty = balance.uncertainty_ug if balance else 0
        self.uncertainty.restore(plain_mass(uncertainty, "mg") if uncertainty else "")
        self.calibrated.restore(_day(balance.calibrated if balance else None))
        self.due.restore(_day(balance.calibration_due if balance else None))
        self.certificate.restore(balance.certificate if balance else "")
        self.retired.restore("1" if balance and balance.retired else "")

    def _cells(self, balance: Balance) -> Sequence[LedgerCell | str]:
        due, today = balance.calibration_due, self.context.session.today
        late = due is not None and due < today and not balance.retired
        state = LedgerCell(self.tr("retired"), tone="text2") if balance.retired else LedgerCell("")
        if late:
            state = LedgerCell(self.tr("overdue"), badge="red", concept="overdue")
        return (
            LedgerCell(balance.name, target=balance.uid),
            self.wording.mass(balance.resolution_ug, "mg"),
            _day(balance.calibrated),
            _day(due),
            state,
        )

    def _chosen(self) -> Balance | None:
        return next((each for each in self.form_context.balances if each.uid == self.which.value()), None)


def _day(day: int | None) -> str:
    return show_day(day) if day else ""


def open_balances(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog of the bench balances."""
    del selection
    return opened(BalancesDialog(context, Selection(), parent))
