"""On which balance the pieces of a return sheet are weighed, with what it is certain to and its calibration."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.widgets.choice_box import ChoiceBox
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.domain.days import Day
from lunarcurator.domain.identity import BalanceRef, ref_of
from lunarcurator.services.balance_words import balance_figures
from lunarcurator.services.form_context import Balance

_NAME: Final = "returnSheet.balance"
_NONE: Final = "none"
"""In a draft: that somebody chose to name no balance."""
_WIDE: Final = 160


class SheetBalance(QWidget):
    """A choice in one row with what to know of the balance; `changed` tells of every other choice."""

    changed = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        appearance = context.appearance
        self._words = context.words
        self._known: dict[str, Balance] = {}
        self._picked = ""
        self._day: Day = context.session.today
        self.box = ChoiceBox()
        self.box.setObjectName(_NAME)
        self.box.setAccessibleName(self.tr("Balance"))
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumWidth(appearance.look.metrics.px(_WIDE))
        self.note = Label(appearance, size=12, colour="text2", wrap=True, object_name=f"{_NAME}.note")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(appearance.look.metrics.px(8))
        row.addWidget(Label(appearance, self.tr("Weighed on balance"), size=12, colour="text2"))
        row.addWidget(self.box)
        row.addWidget(self.note, 1)
        self.box.activated.connect(lambda _index: self._pick())
        self.box.currentIndexChanged.connect(lambda _index: self._turned())
        self.offer(())

    def offer(self, balances: Sequence[Balance]) -> None:
        """Offer the balances in use; the only one there is stands there until another choice is made."""
        self._known = {each.uid: each for each in balances if not each.retired}
        before = self.ref
        self.box.blockSignals(True)
        self.box.clear()
        self.box.addItem("\u2013", "")
        for uid, each in self._known.items():
            self.box.addItem(each.name, uid)
        self._choose()
        self.box.blockSignals(False)
        self._tell()
        if self.ref != before:
            self.changed.emit()

    @property
    def balance(self) -> Balance | None:
        """The balance chosen, or None."""
        return self._known.get(str(self.box.currentData() or ""))

    @property
    def ref(self) -> BalanceRef | None:
        """The exact reference of the balance chosen, or None."""
        return BalanceRef(ref_of(self.balance.uid)) if self.balance is not None else None

    def show_day(self, day: Day) -> None:
        """Tell the calibration as it counts on a day; 0 leaves it as it is."""
        if day and day != self._day:
            self._day = day
            self._tell()

    def kept(self) -> dict[str, str]:
        """Return what somebody chose, as a draft keeps it; empty where nobody did."""
        return {_NAME: self._picked} if self._picked else {}

    def take_up(self, texts: Mapping[str, str]) -> None:
        """Choose what a draft kept."""
        self._picked = texts.get(_NAME, "")
        self._choose()

    def clear(self) -> None:
        """Choose as at the beginning."""
        self.take_up({})

    def _choose(self) -> None:
        only = next(iter(self._known)) if len(self._known) == 1 else ""
        wanted = "" if self._picked == _NONE else self._picked or only
        self.box.setCurrentIndex(max(self.box.findData(wanted), 0))

    def _pick(self) -> None:
        self._picked = str(self.box.currentData() or "") or _NONE

    def _turned(self) -> None:
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        balance = self.balance
        none = self.tr("None named: a reading is as certain as the last digit typed.")
        self.note.setText(balance_figures(self._words, balance, self._day) if balance else none)
