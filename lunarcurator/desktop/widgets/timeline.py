"""Places and custody over time: the newest on top, a line through all."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import override

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.fonts import MEDIUM, SEMIBOLD
from lunarcurator.desktop.theme.strokes import dot
from lunarcurator.desktop.widgets.labels import Label, LinkLabel
from lunarcurator.desktop.widgets.painted import Painted


@dataclass(frozen=True, slots=True)
class Stay:
    """One stay: where, since when and how, and the target of its link ("" is plain text)."""

    where: str
    when: str
    target: str = ""


class TimeLine(Painted):
    """Stays from the present backwards: the first dot is filled; `followed` carries the target of a place."""

    followed = Signal(str)

    def __init__(
        self,
        appearance: Appearance,
        stays: Sequence[Stay] = (),
        *,
        object_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(appearance, object_name, parent)
        self._column = QVBoxLayout(self)
        self._heads: list[QWidget] = []
        self.set_stays(stays)
        self.refresh()

    def set_stays(self, stays: Sequence[Stay]) -> None:
        """Show these stays, the present one first."""
        self.stays = tuple(stays)
        while (entry := self._column.takeAt(0)) is not None:
            widget = entry.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._heads = []
        px = self.look.metrics.px
        for index, stay in enumerate(stays):
            if index:
                self._column.addSpacing(px(8))
            head = self._head(stay, present=index == 0)
            self._heads.append(head)
            self._column.addWidget(head)
            self._column.addWidget(Label(self._appearance, stay.when, size=12, colour="text2", wrap=True))
        self.setAccessibleName(", ".join(f"{stay.where} {stay.when}" for stay in stays))
        self.update()

    def _head(self, stay: Stay, *, present: bool) -> QWidget:
        weight = SEMIBOLD if present else MEDIUM
        if not stay.target:
            return Label(self._appearance, stay.where, weight=weight, wrap=True)
        link = LinkLabel(self._appearance, stay.where, weight=weight, object_name=f"{self.objectName()}Link")
        link.activated.connect(lambda: self.followed.emit(stay.target))
        return link

    @override
    def refresh(self) -> None:
        self._column.setContentsMargins(self.look.metrics.px(20), 0, 0, 0)
        self._column.setSpacing(self.look.metrics.px(1))
        super().refresh()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        ink, px = self.look.ink, self.look.metrics.px
        half_line = self.look.metrics.font_height / 2 + 1
        centers = [QPointF(px(5) + 0.5, head.y() + half_line) for head in self._heads]
        with QPainter(self) as painter:
            if len(centers) > 1:
                high = centers[-1].y() - centers[0].y()
                painter.fillRect(QRectF(px(5), centers[0].y(), 1, high), ink("line2"))
            for index, center in enumerate(centers):
                if index == 0:
                    dot(painter, center, px(4) + 0.5, ink("accent"))
                else:
                    dot(painter, center, px(4) - 0.5, ink("base"), ink("control"))
