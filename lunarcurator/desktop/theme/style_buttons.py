"""Draws push buttons of every kind and tool buttons."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QStyle,
    QStyleOption,
    QStyleOptionButton,
    QStyleOptionComplex,
    QStyleOptionToolButton,
    QWidget,
)

from lunarcurator.desktop.theme.fonts import MEDIUM, SEMIBOLD
from lunarcurator.desktop.theme.look import Look
from lunarcurator.desktop.theme.strokes import RADIUS_CONTROL, frame, ring

_State = QStyle.StateFlag
_GAP = 8
_SIDE = 13
_TEXT = Qt.TextFlag.TextShowMnemonic | Qt.TextFlag.TextSingleLine


def said(widget: QWidget | None, name: str) -> str:
    """Return a text property of a widget ("kind", "concept", "tone"), "" where it has none."""
    value = widget.property(name) if widget is not None else None
    return value if isinstance(value, str) else ""


def is_dense(widget: QWidget | None) -> bool:
    """Say whether a control asks for the dense height."""
    return widget is not None and bool(widget.property("dense"))


def button_size(look: Look, option: QStyleOption, widget: QWidget | None) -> QSize:
    """Return the size of a push button: text, icon, even sides; as high as every control."""
    if not isinstance(option, QStyleOptionButton):
        return QSize()
    metrics = look.metrics
    width = 2 * metrics.px(_SIDE)
    if option.text:
        font = look.fonts.font(weight=_weight(said(widget, "kind")))
        width += QFontMetrics(font).size(_TEXT, option.text).width()
    if said(widget, "concept"):
        width += metrics.icon + (metrics.px(_GAP) if option.text else 0)
    if option.features & QStyleOptionButton.ButtonFeature.HasMenu:
        width += metrics.icon
    height = metrics.dense if is_dense(widget) else metrics.control
    return QSize(width if option.text else max(height, width - 2 * metrics.px(5)), height)


def draw_push_button(look: Look, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
    """Draw the bevel, the icon, the words and the focus ring of a push button."""
    if not isinstance(option, QStyleOptionButton):
        return
    kind = said(widget, "kind") or "plain"
    _bevel(look, option, painter, kind)
    _label(look, option, painter, widget, kind)
    if option.state & _State.State_HasFocus:
        filled = kind == "primary" and option.state & _State.State_Enabled
        ring(look, painter, option.rect, ground="filled" if filled else "plain")


def _bevel(look: Look, option: QStyleOption, painter: QPainter, kind: str) -> None:
    state, ink = option.state, look.ink
    hovered = bool(state & _State.State_MouseOver) and bool(state & _State.State_Enabled)
    pressed = bool(state & _State.State_Sunken)
    if kind == "primary":
        if not state & _State.State_Enabled:
            outline = ink("disabled") if look.inverts else None
            frame(painter, option.rect, RADIUS_CONTROL, ink("base" if look.inverts else "line"), outline)
            return
        fill = ink("accent")
        frame(painter, option.rect, RADIUS_CONTROL, fill.darker(112) if hovered or pressed else fill)
        return
    checked = bool(state & _State.State_On)
    fill = ink("selection" if checked else "rail" if pressed else "window" if hovered else "base")
    if kind == "ghost":
        if hovered or pressed or checked:
            frame(painter, option.rect, RADIUS_CONTROL, ink("selection" if checked else "line"))
        return
    edge = "tones.red.edge" if kind == "danger" else "accent" if checked else "line2"
    frame(painter, option.rect, RADIUS_CONTROL, fill, ink(edge if state & _State.State_Enabled else "line"))


def _label(look: Look, option: QStyleOptionButton, painter: QPainter, widget: QWidget | None, kind: str) -> None:
    colour = _words(look, option, kind)
    painter.setFont(look.fonts.font(weight=_weight(kind)))
    painter.setPen(look.ink(colour))
    metrics, concept = look.metrics, said(widget, "concept")
    width = painter.fontMetrics().size(_TEXT, option.text).width() if option.text else 0
    gap = metrics.px(_GAP) if concept and option.text else 0
    whole = width + gap + (metrics.icon if concept else 0)
    left = option.rect.x() + max((option.rect.width() - whole) // 2, metrics.px(4))
    if concept:
        icon = QRect(left, option.rect.y(), metrics.icon, option.rect.height())
        look.icons.paint(painter, icon, concept, colour, metrics.icon)
        left += metrics.icon + gap
    room = QRect(left, option.rect.y(), option.rect.right() - left, option.rect.height())
    painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | _TEXT, option.text)


def _weight(kind: str) -> int:
    return SEMIBOLD if kind == "primary" else MEDIUM if kind == "danger" else 400


def _words(look: Look, option: QStyleOption, kind: str) -> str:
    if not option.state & _State.State_Enabled:
        return "disabled"
    if option.state & _State.State_On and look.inverts:
        return "selection_text"
    return {"primary": "on_accent", "danger": "tones.red.ink"}.get(kind, "text")


def tool_button_size(look: Look, option: QStyleOption, widget: QWidget | None) -> QSize:
    """Return the size of a tool button: a square for an icon alone, else as wide as its words need."""
    if not isinstance(option, QStyleOptionToolButton):
        return QSize()
    metrics = look.metrics
    height = metrics.dense if is_dense(widget) else metrics.control
    if not option.text or said(widget, "kind") == "icon":
        return QSize(height, height)
    width = QFontMetrics(look.fonts.base).size(_TEXT, option.text).width() + 2 * metrics.px(8)
    if said(widget, "concept"):
        width += metrics.icon + metrics.px(_GAP)
    if option.features & QStyleOptionToolButton.ToolButtonFeature.HasMenu:
        width += metrics.icon
    return QSize(width, height)


def draw_tool_button(look: Look, option: QStyleOptionComplex, painter: QPainter, widget: QWidget | None) -> None:
    """Draw a tool button: flat, tinted while pointed at, in selection colour while on."""
    if not isinstance(option, QStyleOptionToolButton):
        return
    state, enabled = option.state, bool(option.state & _State.State_Enabled)
    on = bool(state & _State.State_On)
    if on or (enabled and state & (_State.State_MouseOver | _State.State_Sunken)):
        frame(painter, option.rect, RADIUS_CONTROL, look.ink("selection" if on else "line"))
    colour = "disabled" if not enabled else "selection_text" if on else "text2"
    _tool_label(look, option, painter, widget, colour)
    if state & _State.State_HasFocus:
        ring(look, painter, option.rect)


def _tool_label(
    look: Look, option: QStyleOptionToolButton, painter: QPainter, widget: QWidget | None, colour: str
) -> None:
    metrics, concept = look.metrics, said(widget, "concept")
    if concept and (said(widget, "kind") == "icon" or not option.text):
        look.icons.paint(painter, option.rect, concept, colour, metrics.icon)
        return
    if not option.text and not option.icon.isNull():
        option.icon.paint(painter, option.rect.adjusted(6, 6, -6, -6))
        return
    left = option.rect.x() + metrics.px(8)
    if concept:
        icon = QRect(left, option.rect.y(), metrics.icon, option.rect.height())
        look.icons.paint(painter, icon, concept, colour, metrics.icon)
        left += metrics.icon + metrics.px(_GAP)
    painter.setFont(look.fonts.base)
    painter.setPen(look.ink("text" if colour == "text2" else colour))
    room = QRect(left, option.rect.y(), option.rect.right() - left, option.rect.height())
    painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | _TEXT, option.text)
    if option.features & QStyleOptionToolButton.ToolButtonFeature.HasMenu:
        arrow = QRect(option.rect.right() - metrics.icon - 2, option.rect.y(), metrics.icon, option.rect.height())
        look.icons.paint(painter, arrow, "down", colour, metrics.px(12))
