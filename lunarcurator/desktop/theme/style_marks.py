"""Draws check marks, radio dots, chevrons of a tree and the other small marks."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOption, QWidget

from lunarcurator.desktop.theme.look import Look
from lunarcurator.desktop.theme.strokes import RADIUS_BADGE, dot, frame

_State = QStyle.StateFlag


def draw_check(look: Look, option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> None:
    """Draw the box of a check mark: empty, checked, or a dash for partly."""
    state, enabled = option.state, bool(option.state & _State.State_Enabled)
    on = bool(state & (_State.State_On | _State.State_NoChange))
    if on:
        frame(painter, option.rect, RADIUS_BADGE, look.ink("accent" if enabled else "disabled"))
        concept = "done" if state & _State.State_On else "indeterminate"
        look.icons.paint(painter, option.rect, concept, "on_accent", option.rect.height() - 3)
        return
    fill = look.ink("base" if enabled else "window")
    frame(painter, option.rect, RADIUS_BADGE, fill, look.ink("control" if enabled else "line2"))


def draw_radio(look: Look, option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> None:
    """Draw a radio button: a ring, with a dot in accent while chosen."""
    enabled = bool(option.state & _State.State_Enabled)
    on = bool(option.state & _State.State_On)
    edge = look.ink("disabled" if not enabled else "accent" if on else "control")
    rect = QRectF(option.rect)
    center, radius = QPointF(rect.center()), rect.height() / 2 - 1
    dot(painter, center, radius, look.ink("base" if enabled else "window"), edge)
    if on:
        dot(painter, center, radius * 0.55, edge)


def draw_branch(look: Look, option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> None:
    """Draw the chevron of a tree row, or nothing for a leaf."""
    if not option.state & _State.State_Children:
        return
    concept = "down" if option.state & _State.State_Open else "next"
    selected = bool(option.state & _State.State_Selected) and look.inverts
    active = bool(option.state & _State.State_Active)
    colour = "selection_text" if selected and active else "text"
    look.icons.paint(painter, option.rect, concept, colour, look.metrics.px(13))


def draw_arrow(concept: str, look: Look, option: QStyleOption, painter: QPainter) -> None:
    """Draw a small arrow as a chevron: "up", "down", "next" or "previous"."""
    colour = "text2" if option.state & _State.State_Enabled else "disabled"
    look.icons.paint(painter, option.rect, concept, colour, look.metrics.px(12))
