"""Draws headers, rows and scroll bars of tables and trees."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyleOption,
    QStyleOptionComplex,
    QStyleOptionHeader,
    QStyleOptionSlider,
    QStyleOptionViewItem,
    QTableView,
    QTreeView,
    QWidget,
)

from lunarcurator.desktop.theme.cutting import cut_to
from lunarcurator.desktop.theme.fonts import MEDIUM
from lunarcurator.desktop.theme.look import Look
from lunarcurator.desktop.theme.states import (
    ACTIVE,
    LEVEL,
    OPEN,
    PARENT,
    POINTED,
    PRESSED,
    SELECTED,
    state_of,
)
from lunarcurator.desktop.theme.strokes import frame, ring, underline, upright
from lunarcurator.desktop.theme.style_buttons import said

PAD = 8
"""Between the edge of a column and its text, in tables and their headers alike (px at 100 %)."""
SCROLL_BAR = 10


def draw_header(look: Look, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
    """Draw one section of a header: words, and the chevron of the sorted column beside them."""
    draw_header_section(look, option, painter, widget)
    if not isinstance(option, QStyleOptionHeader):
        return
    pad, arrow = look.metrics.px(PAD), look.metrics.px(12)
    sorted_by = option.sortIndicator != QStyleOptionHeader.SortIndicator.None_
    room = option.rect.adjusted(pad, 0, -pad, 0)
    painter.setFont(look.fonts.font(12, MEDIUM))
    painter.setPen(look.ink("text2"))
    place = arrow + 2 if sorted_by else 0
    text, width = option.text, look.fonts.width(option.text, 12, MEDIUM)
    if width > room.width() - place:
        text = cut_to(painter.fontMetrics(), text, room.width() - place)
        width = painter.fontMetrics().horizontalAdvance(text)
    words = room.adjusted(0, 0, -place, 0)
    upright_middle = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
    sideways = option.textAlignment & Qt.AlignmentFlag.AlignHorizontal_Mask
    painter.drawText(words, sideways | upright_middle, text)
    if sorted_by:
        left = words.right() + 3 if sideways & Qt.AlignmentFlag.AlignRight else words.left() + width + 3
        # Qt calls it "down" when values grow downwards; the arrow points where they are smallest.
        up = option.sortIndicator == QStyleOptionHeader.SortIndicator.SortDown
        mark = QRect(left, option.rect.y(), arrow, option.rect.height())
        look.icons.paint(painter, mark, "up" if up else "down", "text2", arrow)


def draw_header_section(look: Look, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
    """Draw the ground of a header, with a line below it; in a panel (property "ground") it lies on base."""
    painter.fillRect(option.rect, look.ink(said(widget, "ground") or "window"))
    underline(painter, option.rect, look.ink("line2"))


def header_size(look: Look, option: QStyleOption, widget: QWidget | None) -> QSize:
    """Return the size of a header section that shows its words whole, with a chevron where columns are sorted."""
    text = option.text if isinstance(option, QStyleOptionHeader) else ""
    width = look.fonts.width(text, 12, MEDIUM)
    sorts = not isinstance(widget, QHeaderView) or widget.isSortIndicatorShown()
    return QSize(width + 2 * look.metrics.px(PAD) + (look.metrics.px(14) if sorts else 2), look.metrics.header)


def draw_cell(look: Look, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
    """Draw the ground of one cell: its own brush, then the selection, and the hairline below it.

    A view whose property "hairlines" is "no" gets none; lists have none.
    """
    if not isinstance(option, QStyleOptionViewItem):
        return
    line = 1 if isinstance(widget, QTreeView | QTableView) else 0
    inside = option.rect.adjusted(0, 0, 0, -line)
    if option.backgroundBrush.style() != Qt.BrushStyle.NoBrush:
        painter.fillRect(inside, option.backgroundBrush)
    state = state_of(option)
    if state & SELECTED:
        painter.fillRect(inside, look.ink(selection_of(state)))
    if line and said(widget, "hairlines") != "no":
        underline(painter, option.rect, look.ink("line"))


def draw_branch(look: Look, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
    """Draw the hairline left of a tree row, and its chevron where it has rows below it."""
    if said(widget, "hairlines") != "no":
        underline(painter, option.rect, look.ink("line"))
    state = state_of(option)
    if state & PARENT:
        colour = "selection_text" if look.inverts and state & SELECTED and state & ACTIVE else "text"
        look.icons.paint(painter, option.rect, "down" if state & OPEN else "next", colour, look.metrics.px(13))


def selection_of(state: int) -> str:
    """Return the token of a selection: quieter in a window that is not active."""
    return "selection" if state & ACTIVE else "selection_idle"


def draw_focus(look: Look, option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> None:
    """Draw the focus ring of whatever has no drawing of its own."""
    state = state_of(option)
    ring(look, painter, option.rect, 2.0, ground="selection" if state & SELECTED and state & ACTIVE else "plain")


def draw_scroll_bar(look: Look, option: QStyleOptionComplex, painter: QPainter, _widget: QWidget | None) -> None:
    """Draw a scroll bar: a rounded slider and nothing else."""
    if not isinstance(option, QStyleOptionSlider) or option.maximum <= option.minimum:
        return
    upright_bar = option.orientation == Qt.Orientation.Vertical
    slider = scroll_part(look, option, QStyle.SubControl.SC_ScrollBarSlider)
    inset = look.metrics.px(2)
    slider = slider.adjusted(inset, 1, -inset, -1) if upright_bar else slider.adjusted(1, inset, -1, -inset)
    held = bool(state_of(option) & (POINTED | PRESSED))
    radius = min(slider.width(), slider.height()) / 2
    frame(painter, slider, radius, look.ink("text3" if held else "control"))


def scroll_part(look: Look, option: QStyleOptionComplex, part: QStyle.SubControl) -> QRect:
    """Return where a part of a scroll bar lies; the lines are empty, the pages beside the slider."""
    if not isinstance(option, QStyleOptionSlider):
        return QRect()
    upright_bar = option.orientation == Qt.Orientation.Vertical
    rect = option.rect
    whole = rect.height() if upright_bar else rect.width()
    reach = option.maximum - option.minimum
    length = whole
    if reach > 0:
        length = max(whole * option.pageStep // (reach + option.pageStep or 1), look.metrics.px(28))
        length = min(length, whole)
    start = QStyle.sliderPositionFromValue(
        option.minimum, option.maximum, option.sliderPosition, whole - length, option.upsideDown
    )
    first, last = _span(part, start, length, whole)
    if upright_bar:
        return QRect(rect.x(), rect.y() + first, rect.width(), last - first)
    return QRect(rect.x() + first, rect.y(), last - first, rect.height())


def _span(part: QStyle.SubControl, start: int, length: int, whole: int) -> tuple[int, int]:
    spans = {
        QStyle.SubControl.SC_ScrollBarSlider: (start, start + length),
        QStyle.SubControl.SC_ScrollBarSubPage: (0, start),
        QStyle.SubControl.SC_ScrollBarAddPage: (start + length, whole),
        QStyle.SubControl.SC_ScrollBarGroove: (0, whole),
    }
    return spans.get(part, (0, 0))


def draw_splitter(look: Look, option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> None:
    """Draw the line of a splitter in the middle of what can be gripped."""
    rect = option.rect
    if state_of(option) & LEVEL:
        upright(painter, rect.x() + rect.width() // 2, rect.y(), rect.height(), look.ink("line2"))
    else:
        middle = QRect(rect.x(), rect.y(), rect.width(), rect.height() // 2 + 1)
        underline(painter, middle, look.ink("line2"))
