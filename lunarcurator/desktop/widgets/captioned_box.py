"""A box of choices with its caption above it."""

from collections.abc import Iterable

from PySide6.QtCore import Signal

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.choice_box import ChoiceBox
from lunarcurator.desktop.widgets.fields import Field


class CaptionedBox(ChoiceBox):
    """Choices, each a value with its word; `field` is the box below its caption, which also names it.

    `chosen` carries the value that somebody chose.
    """

    chosen = Signal(str)

    def __init__(
        self,
        appearance: Appearance,
        caption: str,
        object_name: str,
        choices: Iterable[tuple[str, str]] = (),
    ) -> None:
        super().__init__()
        self.setObjectName(object_name)
        self.field = Field(appearance, caption, self)
        self.offer(choices)
        self.activated.connect(lambda at: self.chosen.emit(self.itemData(at)))

    def offer(self, choices: Iterable[tuple[str, str]]) -> None:
        """Offer these values with their words in place of those before."""
        self.clear()
        for value, word in choices:
            self.addItem(word, value)

    def take(self, value: object) -> None:
        """Stand on a value, on none where it is not offered."""
        self.setCurrentIndex(self.findData(value))
