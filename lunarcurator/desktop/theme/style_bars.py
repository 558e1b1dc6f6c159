"""Draws tabs, menus, the menu bar, tool tips and the progress bar."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QStyleOption,
    QStyleOptionMenuItem,
    QStyleOptionProgressBar,
    QStyleOptionTab,
    QTabBar,
    QWidget,
)

from lunarcurator.desktop.theme.fonts import MEDIUM, SEMIBOLD
from lunarcurator.desktop.theme.look import Look
from lunarcurator.desktop.theme.states import ENABLED, FOCUSED, POINTED, PRESSED, SELECTED, state_of
from lunarcurator.desktop.theme.strokes import RADIUS_CHIP, frame, hairline, ring, underline
from lunarcurator.desktop.theme.style_buttons import said

_TAB_GAP = 20
_MENU_SIDE = 12
_MENU_MARK = 20
_MENU_SHORTCUT_GAP = 28
_SHOW = Qt.TextFlag.TextShowMnemonic | Qt.TextFlag.TextSingleLine


def tab_size(look: Look, option: QStyleOption, widget: QWidget | None) -> QSize:
    """Return the size of a tab: its words, its count, and the gap to the next one."""
    if not isinstance(option, QStyleOptionTab):
        return QSize()
    width = look.fonts.width(option.text, weight=SEMIBOLD, keyed=True)
    count = _count_of(option, widget)
    if count:
        width += look.metrics.px(6) + look.fonts.width(count, 12)
    return QSize(width + look.metrics.px(_TAB_GAP), look.metrics.px(34))


def draw_tab(look: Look, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
    """Draw a tab: words, its count (the tab's data) in grey, an underline in accent for the chosen one."""
    if not isinstance(option, QStyleOptionTab):
        return
    state = state_of(option)
    chosen, pointed, enabled = bool(state & SELECTED), bool(state & POINTED), bool(state & ENABLED)
    room = option.rect.adjusted(0, 0, -look.metrics.px(_TAB_GAP), 0)
    weight = SEMIBOLD if chosen else MEDIUM
    painter.setFont(look.fonts.font(weight=weight))
    painter.setPen(look.ink("disabled" if not enabled else "text" if chosen or pointed else "text2"))
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
    painter.drawText(room, flags | _SHOW, option.text)
    count = _count_of(option, widget)
    if count:
        used = look.fonts.width(option.text, weight=weight, keyed=True)
        painter.setFont(look.fonts.font(12))
        painter.setPen(look.ink("text2"))
        painter.drawText(room.adjusted(used + look.metrics.px(6), 0, 0, 0), flags, count)
    if chosen:
        painter.fillRect(QRect(room.x(), room.bottom() - 1, room.width(), 2), look.ink("accent"))
    if state & FOCUSED:
        ring(look, painter, room.adjusted(-4, 4, 4, -4), RADIUS_CHIP)


def draw_tab_ground(look: Look, option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> None:
    """Draw the line below a whole tab bar."""
    underline(painter, option.rect, look.ink("line"))


def _count_of(option: QStyleOptionTab, widget: QWidget | None) -> str:
    if not isinstance(widget, QTabBar):
        return ""
    data = widget.tabData(option.tabIndex)
    return "" if data is None else str(data)


def menu_item_size(look: Look, option: QStyleOption, _widget: QWidget | None) -> QSize:
    """Return the size of a line of a menu; separators are low."""
    if not isinstance(option, QStyleOptionMenuItem):
        return QSize()
    if option.menuItemType == QStyleOptionMenuItem.MenuItemType.Separator:
        return QSize(look.metrics.px(20), look.metrics.px(9))
    words, _, keys = option.text.partition("\t")
    width = look.fonts.width(words, keyed=True) + look.metrics.px(2 * _MENU_SIDE + _MENU_MARK)
    if keys:
        width += look.fonts.width(keys) + look.metrics.px(_MENU_SHORTCUT_GAP)
    if option.menuItemType == QStyleOptionMenuItem.MenuItemType.SubMenu:
        width += look.metrics.icon
    return QSize(width, look.metrics.header)


def draw_menu_item(look: Look, option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> None:
    """Draw a line of a menu: a mark where checked, words, keys at the right, a chevron to a further menu."""
    if not isinstance(option, QStyleOptionMenuItem):
        return
    rect, px = option.rect, look.metrics.px
    if option.menuItemType == QStyleOptionMenuItem.MenuItemType.Separator:
        hairline(painter, rect.x(), rect.center().y(), rect.width(), look.ink("line"))
        return
    chosen, enabled = bool(state_of(option) & SELECTED), bool(state_of(option) & ENABLED)
    if chosen:
        frame(painter, rect, RADIUS_CHIP, look.ink("selection" if enabled else "selection_idle"))
    colour = "disabled" if not enabled else "selection_text" if chosen else "text"
    inner = rect.adjusted(px(_MENU_SIDE), 0, -px(_MENU_SIDE), 0)
    mark = QRect(rect.x(), rect.y(), px(_MENU_SIDE + _MENU_MARK), rect.height())
    if option.checked:
        look.icons.paint(painter, mark, "done", colour, look.metrics.icon_small)
    elif not option.icon.isNull():
        side = look.metrics.icon
        option.icon.paint(painter, QRect(mark.center().x() - side // 2, mark.center().y() - side // 2, side, side))
    words, _, keys = option.text.partition("\t")
    painter.setFont(look.fonts.base)
    painter.setPen(look.ink(colour))
    middle = Qt.AlignmentFlag.AlignVCenter | _SHOW
    painter.drawText(inner.adjusted(px(_MENU_MARK), 0, 0, 0), Qt.AlignmentFlag.AlignLeft | middle, words)
    if option.menuItemType == QStyleOptionMenuItem.MenuItemType.SubMenu:
        end = QRect(inner.right() - look.metrics.icon, rect.y(), look.metrics.icon, rect.height())
        look.icons.paint(painter, end, "next", colour, px(12))
    elif keys:
        painter.setPen(look.ink(colour if chosen or not enabled else "text2"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | middle, keys)


def draw_menu_panel(look: Look, option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> None:
    """Draw the ground and edge of a menu or of the list of a combo box."""
    frame(painter, option.rect, 0, look.ink("raised"), look.ink("line2"))


def draw_menu_bar_item(look: Look, option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> None:
    """Draw one word of the menu bar."""
    if not isinstance(option, QStyleOptionMenuItem):
        return
    painter.fillRect(option.rect, look.ink("rail"))
    chosen = bool(state_of(option) & (SELECTED | PRESSED))
    if chosen:
        frame(painter, option.rect.adjusted(0, 4, 0, -4), RADIUS_CHIP, look.ink("selection"))
    enabled = bool(state_of(option) & ENABLED)
    painter.setFont(look.fonts.base)
    painter.setPen(look.ink("disabled" if not enabled else "selection_text" if chosen else "text"))
    painter.drawText(option.rect, Qt.AlignmentFlag.AlignCenter | _SHOW, option.text)


def menu_bar_item_size(look: Look, option: QStyleOption, _widget: QWidget | None) -> QSize:
    """Return the size of one word of the menu bar."""
    text = option.text if isinstance(option, QStyleOptionMenuItem) else ""
    width = look.fonts.width(text, keyed=True)
    return QSize(width + look.metrics.px(20), look.metrics.top_bar - 1)


def draw_tool_tip(look: Look, option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> None:
    """Draw the ground of a tool tip."""
    frame(painter, option.rect, 0, look.ink("raised"), look.ink("control"))


def draw_bar_ground(look: Look, option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> None:
    """Draw the ground of the menu bar beside its words."""
    painter.fillRect(option.rect, look.ink("rail"))


def draw_progress(look: Look, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
    """Draw a progress bar: a track and how much is done; a bar without an end shows a third in the middle."""
    if not isinstance(option, QStyleOptionProgressBar):
        return
    height = look.metrics.px(2 if said(widget, "kind") == "line" else 6)
    track = QRectF(option.rect)
    track = QRectF(track.x(), track.center().y() - height / 2, track.width(), height)
    frame(painter, track, height / 2, look.ink("line"))
    reach = option.maximum - option.minimum
    if reach <= 0:
        done = QRectF(track.x() + track.width() / 3, track.y(), track.width() / 3, height)
    else:
        share = max(option.progress - option.minimum, 0) / reach
        done = QRectF(track.x(), track.y(), track.width() * share, height)
    if done.width() > 0:
        frame(painter, done, height / 2, look.ink("accent"))
