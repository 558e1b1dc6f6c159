"""Paints the rows of the journal: quiet sentences, marks only where something was not ordinary."""

from collections.abc import Callable, Sequence
from typing import override

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from lunarcurator.desktop.rooms.journal.model import ENTRY, Column
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.badges import badge_of
from lunarcurator.desktop.theme.cells import LEFT, RIGHT
from lunarcurator.desktop.theme.states import ACTIVE, SELECTED, state_of
from lunarcurator.services.journal import JournalEntry


class JournalDelegate(QStyledItemDelegate):
    """Draws one cell from the entry; `marks` gives the badges of an entry as (state, word)."""

    def __init__(
        self,
        appearance: Appearance,
        spoken: Callable[[JournalEntry, Column], str],
        marks: Callable[[JournalEntry], Sequence[tuple[str, str]]],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._appearance, self._spoken, self._marks = appearance, spoken, marks

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        cells, rect, state = self._appearance.cells, option.rect, state_of(option)
        selected = bool(state & SELECTED)
        active = bool(state & ACTIVE)
        cells.ground(painter, rect, selected=selected, active=active)
        entry = index.data(ENTRY)
        if not isinstance(entry, JournalEntry):
            return
        column, inked = Column(index.column()), selected and active
        if column is Column.MARKS:
            self._paint_marks(painter, rect, entry, inked)
            return
        secondary = column in {Column.WHEN, Column.BY, Column.REASON, Column.ENTRY} or entry.undone
        cells.text(
            painter,
            rect,
            self._spoken(entry, column),
            align=RIGHT if column is Column.ENTRY else LEFT,
            tone="text2" if secondary else "text",
            struck=entry.undone and column is Column.WHAT,
            selected=inked,
        )

    def _paint_marks(self, painter: QPainter, rect: QRect, entry: JournalEntry, selected: bool) -> None:
        gap = self._appearance.look.metrics.px(4)
        rest = QRect(rect)
        for state, word in self._marks(entry):
            badge = badge_of("entry", state)
            if badge is None or rest.width() < 4 * gap:
                continue
            width = self._appearance.cells.badge(painter, rest, word, badge.tone, badge.concept, selected=selected)
            rest.setLeft(rest.left() + width + gap)
