"""Facts as label and value, row by row."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.cutting import cut_to
from lunarcurator.desktop.widgets.labels import Label, LinkLabel
from lunarcurator.desktop.widgets.painted import Painted


class FactsGrid(Painted):
    """Rows of a grey label and a value that can be selected, or of links; `followed` carries a link's target.

    A label wider than `widest` (pixels at 100 %; 0: none is) is shortened in its middle, and whole in its tip.
    """

    followed = Signal(str)

    def __init__(
        self,
        appearance: Appearance,
        *,
        object_name: str = "",
        widest: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(appearance, object_name, parent)
        self._widest = widest
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(1, 1)
        self.refresh()

    def add(self, label: str, value: str, *, colour: str = "text") -> Label:
        """Add a value in words and return its label widget."""
        shown = Label(self._appearance, value, colour=colour, wrap=True, selectable=True)
        # Selecting by keyboard is offered, but a panel of facts is no chain of tab stops.
        shown.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        shown.setAccessibleName(f"{label} {value}")
        self._put(label, shown)
        return shown

    def add_links(self, label: str, links: Sequence[tuple[str, str]]) -> None:
        """Add links as (words, target)."""
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(self.look.metrics.px(8))
        for words, target in links:
            link = LinkLabel(self._appearance, words, object_name=f"{self.objectName()}Link")
            link.setAccessibleDescription(label)
            link.activated.connect(lambda target=target: self.followed.emit(target))
            layout.addWidget(link)
        layout.addStretch(1)
        self._put(label, row)

    def clear(self) -> None:
        """Take all rows away."""
        while (entry := self._grid.takeAt(0)) is not None:
            widget = entry.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _put(self, label: str, value: QWidget) -> None:
        row = self._grid.rowCount()
        name = Label(self._appearance, label, colour="text2")
        most = self.look.metrics.px(self._widest)
        if self._widest and most < name.sizeHint().width():
            name.setText(cut_to(name.fontMetrics(), label, most))
            name.setAccessibleName(label)
            name.setToolTip(label)
        self._grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(value, row, 1)

    @override
    def refresh(self) -> None:
        px = self.look.metrics.px
        self._grid.setHorizontalSpacing(px(16))
        self._grid.setVerticalSpacing(px(5))
        self._grid.setColumnMinimumWidth(0, px(84))
        super().refresh()
