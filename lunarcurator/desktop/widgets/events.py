"""Events one below the other: what happened, when and how in small words, and a link where one leads on."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.fonts import MEDIUM
from lunarcurator.desktop.translation import counted
from lunarcurator.desktop.widgets.labels import Label, LinkLabel


@dataclass(frozen=True, slots=True)
class Event:
    """One event; `link` are words that lead to `target`, and stand first where there is no title."""

    title: str
    note: str
    link: str = ""
    target: str = ""


class Events(QWidget):
    """A column of events; only the first `most` are shown until somebody asks for the others.

    `followed` carries the target of a link.
    """

    followed = Signal(str)

    def __init__(self, appearance: Appearance, *, object_name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self._appearance = appearance
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(appearance.look.metrics.px(6))
        self.events: tuple[Event, ...] = ()

    def show_events(self, events: Sequence[Event], *, most: int) -> None:
        """Show these events and no others."""
        self.events = tuple(events)
        while (entry := self._column.takeAt(0)) is not None:
            widget = entry.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for each in events[:most]:
            self._column.addWidget(self._shown(each))
        rest = len(events) - most
        if rest > 0:
            words = counted("Events", "{count} more", "{count} more", rest)
            more = LinkLabel(self._appearance, words, size=12, object_name=f"{self.objectName()}More")
            more.activated.connect(lambda: self.show_events(events, most=len(events)))
            self._column.addWidget(more)
        self.setAccessibleName(
            ", ".join(" ".join(part for part in (each.title, each.link, each.note) if part) for each in events)
        )

    def _shown(self, event: Event) -> QWidget:
        shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        if event.title:
            column.addWidget(Label(self._appearance, event.title, weight=MEDIUM, wrap=True))
        elif event.link:
            column.addWidget(self._link(event))
        if event.note:
            column.addWidget(Label(self._appearance, event.note, size=12, colour="text2", wrap=True))
        if event.title and event.link:
            row = QHBoxLayout()
            row.addWidget(self._link(event, size=12))
            row.addStretch(1)
            column.addLayout(row)
        return shown

    def _link(self, event: Event, size: int | None = None) -> LinkLabel:
        name = f"{self.objectName()}Link"
        if size is None:
            link = LinkLabel(self._appearance, event.link, object_name=name)
        else:
            link = LinkLabel(self._appearance, event.link, size=size, object_name=name)
        link.activated.connect(lambda: self.followed.emit(event.target))
        return link
