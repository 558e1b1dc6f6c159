"""Rows of a form: inputs side by side, and what rules say about them below."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lunarcurator.desktop.dialogs.form.inputs import Input
from lunarcurator.desktop.theme.appearance import Appearance


class Findings(QVBoxLayout):
    """A column of strips that is empty most of the time."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self.setSpacing(appearance.look.metrics.px(6))

    def show_strips(self, strips: Sequence[QWidget]) -> None:
        """Show these strips and no others; the ones taken away are not destroyed here."""
        shown = [widget for at in range(self.count()) if (widget := _widget(self, at)) is not None]
        if shown == list(strips):
            return
        for widget in shown:
            self.removeWidget(widget)
        for strip in strips:
            self.addWidget(strip)


class Row(QWidget):
    """Inputs side by side over their findings; `stretch` keeps short inputs from growing."""

    def __init__(
        self, appearance: Appearance, inputs: Sequence[Input], beside: Sequence[QWidget] = (), *, stretch: int = 0
    ) -> None:
        super().__init__()
        self.inputs = tuple(inputs)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(appearance.look.metrics.px(6))
        self._line = QHBoxLayout()
        self._line.setSpacing(appearance.look.metrics.px(12))
        for each in inputs:
            self._line.addWidget(each.field, each.wide)
        if not any(each.field.caption for each in inputs):
            for each in inputs:
                each.field.drop_caption()
        for widget in beside:
            self._line.addWidget(widget)
        if stretch:
            self._line.addStretch(stretch)
        self.findings = Findings(appearance)
        whole.addLayout(self._line)
        whole.addLayout(self.findings)

    def fit(self) -> None:
        """Take no room while none of the inputs is shown."""
        self.setVisible(any(not each.field.isHidden() for each in self.inputs))

    def input_of(self, field: str) -> Input | None:
        """Return the input a finding's field means, or None."""
        return next((each for each in self.inputs if each.answers_to(field)), None)


def texts_of(inputs: Mapping[str, Input]) -> dict[str, str]:
    """Return what every input says, for the draft."""
    return {key: each.text() for key, each in inputs.items()}


def _widget(layout: QVBoxLayout, at: int) -> QWidget | None:
    place = layout.itemAt(at)
    return place.widget() if place is not None else None
