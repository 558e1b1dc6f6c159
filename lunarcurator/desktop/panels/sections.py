"""The parts panels are made of: a section's title with one link, and columns that let go of their widgets."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QLayout, QWidget

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.labels import Label, LinkLabel, SectionLabel


class SectionHead(QWidget):
    """The title of a section at the left, a quiet figure or one link at the right."""

    def __init__(self, appearance: Appearance, title: str) -> None:
        super().__init__()
        self._appearance = appearance
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, appearance.look.metrics.px(8), 0, 0)
        self._title = SectionLabel(appearance, title)
        self._row.addWidget(self._title)
        self._row.addStretch(1)

    def show_title(self, title: str) -> None:
        """Show another title."""
        self._title.show_title(title)

    def link(self, words: str, object_name: str, followed: Callable[[], object]) -> LinkLabel:
        """Add a link and return it."""
        link = LinkLabel(self._appearance, words, size=12, object_name=object_name)
        link.activated.connect(followed)
        self._row.addWidget(link)
        return link

    def note(self, words: str) -> Label:
        """Add a quiet text at the right and return it."""
        label = Label(self._appearance, words, size=12, colour="text2")
        self._row.addWidget(label)
        return label


def clear(layout: QLayout) -> None:
    """Take every widget and inner layout out of a layout and let go of them."""
    while (entry := layout.takeAt(0)) is not None:
        widget, inner = entry.widget(), entry.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
