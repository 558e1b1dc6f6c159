"""Boxes that hold what is edited or compared, and the choices of an empty room."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import override

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.fonts import SEMIBOLD
from lunarcurator.desktop.theme.strokes import RADIUS_CARD, frame, ring
from lunarcurator.desktop.widgets.as_it_is import SaysAsItIs
from lunarcurator.desktop.widgets.enter import ScanGuard
from lunarcurator.desktop.widgets.icon_label import IconLabel
from lunarcurator.desktop.widgets.labels import KeyBox, Label
from lunarcurator.desktop.widgets.painted import Painted


class Card(Painted):
    """A box with an optional title; put the content into `body`. With `accented` it asks something."""

    def __init__(
        self,
        appearance: Appearance,
        title: str = "",
        *,
        accented: bool = False,
        ground: str = "base",
        object_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(appearance, object_name, parent)
        self._accented, self._ground = accented, ground
        self.body = QVBoxLayout(self)
        self.setAccessibleName(title)
        if title:
            self.body.addWidget(Label(appearance, title, size=15, weight=SEMIBOLD, wrap=True))
        self.refresh()

    @override
    def refresh(self) -> None:
        px = self.look.metrics.px
        self.body.setContentsMargins(px(16), px(14), px(16), px(14))
        self.body.setSpacing(px(8))
        super().refresh()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        ink = self.look.ink
        with QPainter(self) as painter:
            edge = ink("accent" if self._accented else "line2")
            frame(painter, self.rect(), RADIUS_CARD, ink(self._ground), edge)


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to do next: icon, what it is, one sentence on it, its key, and its object name."""

    concept: str
    title: str
    sentence: str
    keys: str
    object_name: str


class EmptyState(Painted):
    """An empty room: a title, one sentence, and two or three large choices; `chosen` gives the index."""

    chosen = Signal(int)

    def __init__(
        self,
        appearance: Appearance,
        title: str,
        sentence: str,
        choices: Sequence[Choice],
        *,
        note: str = "",
        object_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(appearance, object_name, parent)
        self._column = QVBoxLayout(self)
        self._column.addWidget(Label(appearance, title, size=22, weight=SEMIBOLD, wrap=True))
        self.sentence = Label(appearance, sentence, size=14, colour="text2", wrap=True)
        self._column.addWidget(self.sentence)
        self.choices = tuple(_ChoiceButton(appearance, choice, first=i == 0) for i, choice in enumerate(choices))
        for index, button in enumerate(self.choices):
            button.clicked.connect(lambda _on=False, index=index: self.chosen.emit(index))
            self._column.addWidget(button)
        if note:
            self._column.addWidget(Label(appearance, note, colour="text2", wrap=True))
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.refresh()

    @override
    def refresh(self) -> None:
        px = self.look.metrics.px
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(12))
        self.setMaximumWidth(px(560))
        super().refresh()

    @override
    def sizeHint(self) -> QSize:
        # It grows no higher than its hint, so that has to be what the width there is asks for.
        hint = super().sizeHint()
        return QSize(hint.width(), max(hint.height(), self._column.heightForWidth(self.width())))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()


def centred(*parts: QWidget) -> QWidget:
    """Return a widget that holds others, one below the other, in the upper middle of the room there is."""
    around = QWidget()
    column = QVBoxLayout()
    column.addStretch(1)
    for part in parts:
        column.addWidget(part)
    column.addStretch(2)
    row = QHBoxLayout(around)
    row.addStretch(1)
    # It takes what it can use, and leaves the rest to both sides.
    row.addLayout(column, 12)
    row.addStretch(1)
    return around


class _ChoiceButton(SaysAsItIs, QAbstractButton):
    """A large choice; Enter and Space press it, the arrow keys go to its neighbours."""

    def __init__(self, appearance: Appearance, choice: Choice, *, first: bool) -> None:
        super().__init__()
        self._appearance, self._first = appearance, first
        self.scan = ScanGuard()
        self.setObjectName(choice.object_name)
        self.setText(choice.title)
        self.setAccessibleName(choice.title)
        self.setAccessibleDescription(choice.sentence)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._row = QHBoxLayout(self)
        self._row.addWidget(IconLabel(appearance, choice.concept, "link" if first else "text2", size=20))
        self._words = QVBoxLayout()
        self._words.addWidget(Label(appearance, choice.title, size=14, weight=SEMIBOLD, wrap=True))
        self._words.addWidget(Label(appearance, choice.sentence, colour="text2", wrap=True))
        self._row.addLayout(self._words, 1)
        if choice.keys:
            self._row.addWidget(KeyBox(appearance, choice.keys))
        appearance.changed.connect(self._space)
        self._space()

    def _space(self) -> None:
        px = self._appearance.look.metrics.px
        self._row.setContentsMargins(px(18), px(12), px(16), px(12))
        self._row.setSpacing(px(18))
        self._words.setSpacing(px(2))

    @override
    def sizeHint(self) -> QSize:
        return self._row.sizeHint()

    @override
    def minimumSizeHint(self) -> QSize:
        return self._row.minimumSize()

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return self._row.heightForWidth(width)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.scan.takes(event):
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            return
        super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = self._appearance.look
        with QPainter(self) as painter:
            fill = look.ink("rail" if self.underMouse() else "base")
            frame(painter, self.rect(), RADIUS_CARD, fill, look.ink("accent" if self._first else "line2"))
            if self.hasFocus():
                ring(look, painter, self.rect(), RADIUS_CARD)
