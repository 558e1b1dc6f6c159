"""Entering one paper sheet after another: which act, which piece, and its form opens."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from lunarcurator.desktop.actions import ACTIONS, Needs, words_of
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.choice_box import ChoiceBox

_OTHER_KEYS: Final = frozenset({"move", "compose", "enter_loan"})
"""Acts that may be begun without a piece, and may also take one."""
_ON_THEIR_OWN: Final = frozenset({"register", "return_line"})
"""Acts that are begun without a piece: it is not there yet, or its line of a loan is what the sheet names."""


class QuickEntry(QWidget):
    """A choice of the act and a line for the number of its piece; *Enter* asks for the form of the two.

    `wanted` carries the key of the action and the number typed, which is empty for acts that begin a piece.
    """

    wanted = Signal(str, str)

    def __init__(self, appearance: Appearance, act: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("quickEntry")
        self.act_choice, self.number = ChoiceBox(), QLineEdit()
        self.act_choice.setObjectName("quickEntry.act")
        self.act_choice.setAccessibleName(self.tr("Act of the next sheet"))
        for key in acts_from_paper():
            self.act_choice.addItem(words_of(ACTIONS[key]), key)
        self.act_choice.setCurrentIndex(max(self.act_choice.findData(act or "weigh"), 0))
        self.number.setObjectName("quickEntry.number")
        self.number.setPlaceholderText(self.tr("Number of the piece"))
        self.number.setAccessibleName(self.tr("Number of the piece"))
        self.number.setMinimumWidth(appearance.look.metrics.px(170))
        self.go = Button(self.tr("Next sheet"), dense=True, object_name="quickEntry.go")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(appearance.look.metrics.px(6))
        for part in (self.act_choice, self.number, self.go):
            row.addWidget(part)
        self.number.returnPressed.connect(self._ask)
        self.go.clicked.connect(lambda _on=False: self._ask())
        self.act_choice.currentIndexChanged.connect(lambda _index: self._fit())
        self._fit()

    @property
    def act(self) -> str:
        """The key of the action chosen."""
        return str(self.act_choice.currentData())

    def ready(self) -> None:
        """Put the cursor where the next number is typed."""
        target = self.number if self.number.isEnabled() else self.go
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        self.number.setEnabled(takes_piece(self.act))

    def _ask(self) -> None:
        number = self.number.text().strip() if takes_piece(self.act) else ""
        if number or (not Needs.SAMPLE & ACTIONS[self.act].needs and not Needs.SAMPLES & ACTIONS[self.act].needs):
            self.wanted.emit(self.act, number)
        else:
            self.ready()


def acts_from_paper() -> tuple[str, ...]:
    """Return the actions that enter what a paper sheet says of one piece, in the order of the menus."""
    return tuple(
        key
        for key, action in ACTIONS.items()
        if Needs.POST in action.needs
        and action.operation
        and not action.needs & (Needs.PLACE | Needs.ENTRY | Needs.CASE | Needs.ORDER)
        and (takes_piece(key) or key in _ON_THEIR_OWN)
        and action.operation not in {"reverse", "print_labels"}
    )


def takes_piece(key: str) -> bool:
    """Tell whether an action is about a piece that is there already."""
    return bool(ACTIONS[key].needs & (Needs.SAMPLE | Needs.SAMPLES)) or key in _OTHER_KEYS
