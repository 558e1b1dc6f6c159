"""The dialog in which a lab sets from when on something needs a hand; kept in the store, not in the journal."""

from typing import override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.form_dialog import FormDialog
from lunarcurator.desktop.dialogs.form.obstacles import missing_obstacle, trouble_obstacle
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.links import Selection
from lunarcurator.desktop.receivers import tell
from lunarcurator.desktop.widgets.labels import Label, SectionLabel
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.mass_display import plain_mass
from lunarcurator.services.changes import ChangeSet
from lunarcurator.services.form_context import FormContext
from lunarcurator.services.to_do.limits import Limits, keep_limits, limits_of, shares_by_policy


class ToDoLimitsDialog(FormDialog):
    """Asks for every limit; they hold for all who open the store."""

    kind = "attention_limits"
    needs_piece = False
    asks_day = False
    size_at_first = QSize(760, 480)

    @override
    def ask(self) -> FormContext:
        self.limits, self.presets = limits_of(self.context.session), shares_by_policy(self.context.session)
        return super().ask()

    @override
    def build(self) -> None:
        make, limits = self.make, self.limits
        self.years = make.number("unseen_years", self.tr("Not seen for, years"), required=True)
        self.calibration = make.number("calibration_days", self.tr("Calibration due within, days"), required=True)
        note = self.tr("0: none is required; empty: as the policy says")
        self.remote = make.percent("remote_milli", self.tr("Remote share, %"), note=note)
        self.period = make.number("period_days", self.tr("Losses of the last, days"), required=True)
        self.piece = make.percent("piece_milli", self.tr("By one piece, %"), required=True)
        self.least = make.mass("least_ug", self.tr("and more than, mg"), unit="mg", required=True)
        self.person = make.mass("operator_ug", self.tr("By one person, g"), required=True)
        self.balance = make.mass("balance_ug", self.tr("On one balance, g"), required=True)
        for each, text in (
            (self.years, str(limits.unseen_years)),
            (self.calibration, str(limits.calibration_days)),
            (self.remote, "" if limits.remote_milli is None else _percent(limits.remote_milli)),
            (self.period, str(limits.period_days)),
            (self.piece, _percent(limits.piece_milli)),
            (self.least, plain_mass(limits.least_ug, "mg")),
            (self.person, plain_mass(limits.operator_ug)),
            (self.balance, plain_mass(limits.balance_ug)),
        ):
            each.restore(text)
        self.panel.addWidget(SectionLabel(self.appearance, self.tr("For whom")))
        told = self.tr("These limits hold for everybody who opens this store. They change no record.")
        self.panel.addWidget(Label(self.appearance, told, wrap=True))
        if presets := self._presets():
            self.panel.addWidget(SectionLabel(self.appearance, self.tr("Remote share by the policies")))
            self.panel.addWidget(Label(self.appearance, presets, wrap=True, object_name="remotePresets"))
        self.panel.addStretch(1)
        self.form.add(self.years, self.calibration, self.remote)
        self.form.add(self.period, self.piece, self.least)
        self.form.add(self.person, self.balance)

    @override
    def begin(self) -> None:
        self.reason.field.setVisible(False)
        self.form.fit_rows()
        self.form.changed.connect(self._tell)
        self.form.changed.connect(self.touch)
        self.confirmed.connect(self.keep)
        self._tell()

    @override
    def heading(self) -> str:
        return self.tr("From when on something needs a hand")

    def keep(self) -> None:
        """Keep the limits in the store and close."""
        if not self.built or self.busy or self._in_the_way():
            return
        place, limits, told = self.context, self._typed(), self._are_kept

        def kept(_none: object) -> None:
            place.tell(ChangeSet(0, records=True))
            tell(told, None)

        self.busy = True
        place.lanes.write(lambda _ticket: keep_limits(place.session, limits), kept, self._failed)

    def _typed(self) -> Limits:
        return Limits(
            unseen_years=max(self.years.number() or 1, 1),
            calibration_days=self.calibration.number() or 0,
            period_days=max(self.period.number() or 1, 1),
            piece_milli=self.piece.number() or 0,
            least_ug=self.least.ug() or 0,
            operator_ug=self.person.ug() or 0,
            balance_ug=self.balance.ug() or 0,
            remote_milli=self.remote.number(),
        )

    def _presets(self) -> str:
        """Return what share each collection is to have by its policy, and which have to be given one."""
        told = [f"{code} {_percent(share)} %" for code, share in self.presets.items() if share is not None]
        unset = [code for code, share in self.presets.items() if share is None]
        if unset:
            told.append(self.tr("not set: {collections}").replace("{collections}", ", ".join(unset)))
        return " · ".join(told)

    def _in_the_way(self) -> str:
        if self.context.session.read_only:
            bar = self.context.session.bar
            return self.words.say(bar.key, bar.facts)
        troubles = self.form.troubles()
        if troubles:
            return trouble_obstacle(troubles[0][0]).sentence
        missing = self.form.missing()
        return missing_obstacle(missing).sentence if missing is not None else ""

    def _tell(self) -> None:
        obstacle = self._in_the_way()
        self.set_primary(self.tr("Keep these limits"), enabled=not obstacle, obstacle=obstacle)

    def _are_kept(self, _none: object) -> None:
        self.busy = False
        self.forget()
        self.accept()

    def _failed(self, error: Exception) -> None:
        self.busy = False
        if isinstance(error, Refusal):
            self.set_primary(
                self.tr("Keep these limits"), enabled=False, obstacle=self.words.say(error.key, error.facts)
            )
        else:
            self.context.lanes.fault.emit(error)


def _percent(milli: int) -> str:
    whole, rest = divmod(milli, 1_000)
    return f"{whole}.{rest:03}".rstrip("0").rstrip(".")


def open_to_do_limits(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog of limits over the window."""
    return opened(ToDoLimitsDialog(context, selection, parent))
