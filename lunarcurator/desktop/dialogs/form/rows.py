"""Rows of a form: inputs side by side, and what rules say about them below."""

from collections.abc import Mapping, Sequence
from typing import Final, override

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lunarcurator.desktop.dialogs.form.inputs import Input
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.style_views import SCROLL_BAR

_LEAST: Final = 84
"""Below this width an input rather stands in a line of its own, in pixels at 100 %."""


class Findings(QVBoxLayout):
    """A column of strips that is empty most of the time."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self.setSpacing(appearance.look.metrics.px(6))

    def show_strips(self, strips: Sequence[QWidget]) -> bool:
        """Show these strips and no others, and tell whether others were; those taken away are not destroyed."""
        shown = [widget for at in range(self.count()) if (widget := _widget(self, at)) is not None]
        if shown == list(strips):
            return False
        for widget in shown:
            self.removeWidget(widget)
        for strip in strips:
            self.addWidget(strip)
        return True


class Row(QWidget):
    """Inputs side by side over their findings; `stretch` keeps short inputs from growing.

    Where they have not enough room they stand in two lines, or each in a line of its own.
    """

    def __init__(
        self, appearance: Appearance, inputs: Sequence[Input], beside: Sequence[QWidget] = (), *, stretch: int = 0
    ) -> None:
        super().__init__()
        self._appearance, self._stretch = appearance, stretch
        self.inputs, self._beside = tuple(inputs), tuple(beside)
        self._lines = QVBoxLayout()
        self._arranged: tuple[tuple[QWidget, ...], ...] = ()
        if not any(each.field.caption for each in inputs):
            for each in inputs:
                each.field.drop_caption()
        self.findings = Findings(appearance)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(appearance.look.metrics.px(6))
        whole.addLayout(self._lines)
        whole.addLayout(self.findings)
        self._lines.setSpacing(appearance.look.metrics.px(12))
        self._arrange((self._parts(),))

    def fit(self) -> None:
        """Take no room while none of the inputs is shown."""
        self.setVisible(any(not each.field.isHidden() for each in self.inputs))
        self._fold()

    @override
    def minimumSizeHint(self) -> QSize:
        # As narrow as its widest part, because it folds; as high as it is now.
        widths = [self._least(part) for part in self._parts() if not part.isHidden()]
        findings = self.findings.minimumSize().width()
        return QSize(max([*widths, findings, 0]), super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _parts(self) -> tuple[QWidget, ...]:
        return (*(each.field for each in self.inputs), *self._beside)

    def _least(self, part: QWidget) -> int:
        return max(part.minimumSizeHint().width(), part.minimumWidth())

    def _fold(self) -> None:
        """Put the parts into as few lines as their widths allow."""
        shown = [part for part in self._parts() if not part.isHidden()]
        for each_line in dict.fromkeys((len(shown), -(-len(shown) // 2), 1)):
            lines = [shown[at : at + each_line] for at in range(0, len(shown), each_line or 1)]
            # A folded row is higher, and a scroll bar may come for it: what was folded takes more room to unfold
            # than such a bar gives free, or row and bar would come and go for ever.
            spare = self.width() - (self._bar if len(lines) < len(self._arranged) else 0)
            if each_line <= 1 or all(self._needs(line) <= spare for line in lines):
                break
        if len(lines) < 2:
            self._arrange((self._parts(),))
        else:
            hidden = [part for part in self._parts() if part not in shown]
            self._arrange((*(tuple(line) for line in lines[:-1]), (*lines[-1], *hidden)))

    @property
    def _bar(self) -> int:
        return self._appearance.look.metrics.px(SCROLL_BAR) + 2

    def _needs(self, parts: Sequence[QWidget]) -> int:
        px = self._appearance.look.metrics.px
        return sum(max(self._least(part), px(_LEAST)) for part in parts) + px(12) * (len(parts) - 1)

    def _arrange(self, lines: tuple[tuple[QWidget, ...], ...]) -> None:
        if lines == self._arranged:
            return
        self._arranged = lines
        while (old := self._lines.takeAt(0)) is not None:
            line = old.layout()
            while line is not None and line.takeAt(0) is not None:
                continue
        shares: dict[QWidget, int] = {each.field: each.wide for each in self.inputs}
        for parts in lines:
            line = QHBoxLayout()
            line.setSpacing(self._appearance.look.metrics.px(12))
            for part in parts:
                line.addWidget(part, shares.get(part, 0))
            if self._stretch and len(lines) == 1:
                line.addStretch(self._stretch)
            self._lines.addLayout(line)

    def input_with(self, document: str) -> Input | None:
        """Return the input in which a document is named, or None."""
        return next((each for each in self.inputs if each.has_document(document)), None)

    def input_of(self, field: str) -> Input | None:
        """Return the input a finding's field means, or None."""
        return next((each for each in self.inputs if each.answers_to(field)), None)


def texts_of(inputs: Mapping[str, Input]) -> dict[str, str]:
    """Return what every input says, for the draft."""
    return {key: each.text() for key, each in inputs.items()}


def _widget(layout: QVBoxLayout, at: int) -> QWidget | None:
    place = layout.itemAt(at)
    return place.widget() if place is not None else None
