"""The choice of a bench balance, with the state of its calibration."""

from collections.abc import Sequence
from typing import Final

from lunarcurator.desktop.dialogs.form.inputs import ChoiceInput
from lunarcurator.desktop.dialogs.form.wording import Wording
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.domain.identity import BalanceRef, ref_of
from lunarcurator.services.form_context import Balance

_LEAST: Final = 104
_MOST: Final = 172
_AROUND: Final = 48
"""What a choice has beside its words, as its arrow; all in pixels at 100 %."""


class BalanceInput(ChoiceInput):
    """A balance in use, or none: then the last digit typed is the resolution."""

    def __init__(
        self, appearance: Appearance, wording: Wording, key: str, caption: str, balances: Sequence[Balance]
    ) -> None:
        self._balances = {each.uid: each for each in balances if not each.retired}
        self._wording = wording
        choices = [("", "\u2013"), *((each.uid, each.name) for each in self._balances.values())]
        only = next(iter(self._balances)) if len(self._balances) == 1 else ""
        super().__init__(appearance, key, caption, choices, only)
        self._appearance = appearance
        appearance.changed.connect(self._widen)
        self._widen()
        self.box.currentIndexChanged.connect(lambda _index: self._tell())
        self._tell()

    def _widen(self) -> None:
        """Take room for the longest name of a balance, within bounds."""
        px = self._appearance.look.metrics.px
        names = (self.box.fontMetrics().horizontalAdvance(each.name) for each in self._balances.values())
        self.box.setMinimumWidth(min(max(px(_LEAST), max(names, default=0) + px(_AROUND)), px(_MOST)))

    def balance(self) -> Balance | None:
        """Return the balance chosen, or None."""
        return next((each for uid, each in self._balances.items() if uid == self.value()), None)

    def ref(self) -> BalanceRef | None:
        """Return the exact reference of the balance chosen, or None."""
        balance = self.balance()
        return BalanceRef(ref_of(balance.uid)) if balance else None

    def _tell(self) -> None:
        balance = self.balance()
        if balance is None:
            self.set_note(self.tr("the last digit typed counts"))
            return
        resolution = self._wording.mass(balance.resolution_ug)
        self.set_note(self.tr("reads to {resolution}").format(resolution=resolution))
