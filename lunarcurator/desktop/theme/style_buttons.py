"""Draws push buttons of every kind, tool buttons, check marks and radio dots."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QStyleOption,
    QStyleOptionButton,
    QStyleOptionComplex,
    QStyleOptionToolButton,
    QWidget,
)

from lunarcurator.desktop.theme.fonts import MEDIUM, SEMIBOLD
from lunarcurator.desktop.theme.look import Look
from lunarcurator.desktop.theme.states import ENABLED, FOCUSED, ON, PARTLY, POINTED, PRESSED, state_of
from lunarcurator.desktop.theme.strokes import RADIUS_BADGE, Box, dot, frame

_GAP = 8
_SIDE = 13
_FROM_LEFT = (
    Qt.AlignmentFlag.AlignLeft
    | Qt.AlignmentFlag.AlignVCenter
    | Qt.TextFlag.TextShowMnemonic
    | Qt.TextFlag.TextSingleLine
)


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
        width += look.fonts.width(option.text, weight=_weight(said(widget, "kind")), keyed=True)
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
    kind, state = said(widget, "kind") or "plain", state_of(option)
    bevel = _bevel(look, kind, state)
    if state & FOCUSED:
        bevel = bevel._replace(ringed="filled" if kind == "primary" and state & ENABLED else "plain")
    if bevel.fill or bevel.ringed:
        look.boxes.paint(painter, option.rect, bevel)
    _label(look, option, painter, widget, kind, _words(look, kind, state))


def _bevel(look: Look, kind: str, state: int) -> Box:
    if kind == "primary":
        return _filled(look, state)
    checked, pointed = state & ON, state & POINTED and state & ENABLED
    if kind == "ghost":
        return Box("selection" if checked else "line" if pointed or state & PRESSED else "")
    fill = "selection" if checked else "rail" if state & PRESSED else "window" if pointed else "base"
    return Box(fill, _edge(kind, state))


def _edge(kind: str, state: int) -> str:
    if not state & ENABLED:
        return "line"
    return "tones.red.edge" if kind == "danger" else "accent" if state & ON else "line2"


def _filled(look: Look, state: int) -> Box:
    if state & ENABLED:
        return Box("accent", darker=112 if state & (POINTED | PRESSED) else 100)
    return Box("base", "disabled") if look.inverts else Box("line")


def _label(
    look: Look, option: QStyleOptionButton, painter: QPainter, widget: QWidget | None, kind: str, colour: str
) -> None:
    weight, text = _weight(kind), option.text
    painter.setFont(look.fonts.font(weight=weight))
    painter.setPen(look.ink(colour))
    metrics, concept = look.metrics, said(widget, "concept")
    width = look.fonts.width(text, weight=weight, keyed=True) if text else 0
    gap = metrics.px(_GAP) if concept and text else 0
    whole = width + gap + (metrics.icon if concept else 0)
    left = option.rect.x() + max((option.rect.width() - whole) // 2, metrics.px(4))
    if concept:
        icon = QRect(left, option.rect.y(), metrics.icon, option.rect.height())
        look.icons.paint(painter, icon, concept, colour, metrics.icon)
        left += metrics.icon + gap
    room = QRect(left, option.rect.y(), option.rect.right() - left, option.rect.height())
    painter.drawText(room, _FROM_LEFT, text)


def _weight(kind: str) -> int:
    return SEMIBOLD if kind == "primary" else MEDIUM if kind == "danger" else 400


def _words(look: Look, kind: str, state: int) -> str:
    if not state & ENABLED:
        return "disabled"
    if state & ON and look.inverts:
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
    width = look.fonts.width(option.text, keyed=True) + 2 * metrics.px(8)
    if said(widget, "concept"):
        width += metrics.icon + metrics.px(_GAP)
    if option.features & QStyleOptionToolButton.ToolButtonFeature.HasMenu:
        width += metrics.icon
    return QSize(width, height)


def draw_tool_button(look: Look, option: QStyleOptionComplex, painter: QPainter, widget: QWidget | None) -> None:
    """Draw a tool button: flat, tinted while pointed at, in selection colour while on."""
    if not isinstance(option, QStyleOptionToolButton):
        return
    state = state_of(option)
    on, pointed = state & ON, state & ENABLED and state & (POINTED | PRESSED)
    box = Box("selection" if on else "line" if pointed else "", ringed="plain" if state & FOCUSED else "")
    if box.fill or box.ringed:
        look.boxes.paint(painter, option.rect, box)
    colour = "disabled" if not state & ENABLED else "selection_text" if on else "text2"
    _tool_label(look, option, painter, widget, colour)


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
    painter.drawText(room, _FROM_LEFT, option.text)
    if option.features & QStyleOptionToolButton.ToolButtonFeature.HasMenu:
        arrow = QRect(option.rect.right() - metrics.icon - 2, option.rect.y(), metrics.icon, option.rect.height())
        look.icons.paint(painter, arrow, "down", colour, metrics.px(12))


def draw_check(look: Look, option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> None:
    """Draw the box of a check mark: empty, checked, or a dash for partly."""
    state = state_of(option)
    enabled = bool(state & ENABLED)
    if state & (ON | PARTLY):
        frame(painter, option.rect, RADIUS_BADGE, look.ink("accent" if enabled else "disabled"))
        concept = "done" if state & ON else "indeterminate"
        look.icons.paint(painter, option.rect, concept, "on_accent", option.rect.height() - 3)
        return
    fill = look.ink("base" if enabled else "window")
    frame(painter, option.rect, RADIUS_BADGE, fill, look.ink("control" if enabled else "line2"))


def draw_radio(look: Look, option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> None:
    """Draw a radio button: a ring, with a dot in accent while chosen."""
    state = state_of(option)
    enabled, on = bool(state & ENABLED), bool(state & ON)
    edge = look.ink("disabled" if not enabled else "accent" if on else "control")
    rect = QRectF(option.rect)
    center, radius = QPointF(rect.center()), rect.height() / 2 - 1
    dot(painter, center, radius, look.ink("base" if enabled else "window"), edge)
    if on:
        dot(painter, center, radius * 0.55, edge)
