"""Draws what is typed or chosen into: line edits, combo boxes, spin boxes and the frames of text."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QLineEdit,
    QPlainTextEdit,
    QStyle,
    QStyleOption,
    QStyleOptionComboBox,
    QStyleOptionComplex,
    QStyleOptionFrame,
    QStyleOptionSpinBox,
    QTextEdit,
    QWidget,
)

from lunarcurator.desktop.theme.look import Look
from lunarcurator.desktop.theme.states import ENABLED, FOCUSED, state_of
from lunarcurator.desktop.theme.strokes import Box, frame, ring
from lunarcurator.desktop.theme.style_buttons import is_dense, said

_ARROW = 26
_SIDE = 6


def draw_line_edit(look: Look, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
    """Draw the ground of a line edit; one without a frame (in a combo box or a cell) has none."""
    if isinstance(option, QStyleOptionFrame) and option.lineWidth <= 0:
        return
    readonly = isinstance(widget, QLineEdit) and widget.isReadOnly()
    _box(look, option, painter, widget, state_of(option), readonly)


def keep_from_edge(look: Look, field: QLineEdit) -> None:
    """Let the text of a field with a frame stand 8 pixels inside its edge, and right of what is drawn before it.

    A field says by its property "before" how many pixels (at 100 %) that takes.
    """
    if field.hasFrame():
        side = look.metrics.px(_SIDE) - 1
        before = field.property("before")
        field.setTextMargins(side + (look.metrics.px(before) if before else 0), 0, side, 0)


def draw_combo_box(look: Look, option: QStyleOptionComplex, painter: QPainter, widget: QWidget | None) -> None:
    """Draw a combo box: the box of a line edit with a chevron."""
    if not isinstance(option, QStyleOptionComboBox):
        return
    state = state_of(option)
    if option.frame:
        _box(look, option, painter, widget, state)
    arrow = combo_part(look, option, QStyle.SubControl.SC_ComboBoxArrow)
    colour = "text2" if state & ENABLED else "disabled"
    look.icons.paint(painter, arrow, "down", colour, look.metrics.px(14))


def combo_part(look: Look, option: QStyleOptionComplex, part: QStyle.SubControl) -> QRect:
    """Return where a part of a combo box lies."""
    rect, arrow = option.rect, look.metrics.px(_ARROW)
    if part == QStyle.SubControl.SC_ComboBoxArrow:
        return QRect(rect.right() - arrow + 1, rect.y(), arrow, rect.height())
    if part == QStyle.SubControl.SC_ComboBoxEditField:
        return rect.adjusted(look.metrics.px(8), 1, -arrow, -1)
    return rect


def draw_spin_box(look: Look, option: QStyleOptionComplex, painter: QPainter, widget: QWidget | None) -> None:
    """Draw a spin box or date edit: the box of a line edit with two small chevrons."""
    if not isinstance(option, QStyleOptionSpinBox):
        return
    state = state_of(option)
    _box(look, option, painter, widget, state, isinstance(widget, QAbstractSpinBox) and widget.isReadOnly())
    if option.buttonSymbols == QAbstractSpinBox.ButtonSymbols.NoButtons:
        return
    size = look.metrics.px(12)
    steps = (
        (QStyle.SubControl.SC_SpinBoxUp, "up", QAbstractSpinBox.StepEnabledFlag.StepUpEnabled),
        (QStyle.SubControl.SC_SpinBoxDown, "down", QAbstractSpinBox.StepEnabledFlag.StepDownEnabled),
    )
    for part, concept, step in steps:
        usable = state & ENABLED and option.stepEnabled & step
        colour = "text2" if usable else "disabled"
        look.icons.paint(painter, spin_part(look, option, part), concept, colour, size)


def spin_part(look: Look, option: QStyleOptionComplex, part: QStyle.SubControl) -> QRect:
    """Return where a part of a spin box lies."""
    rect, half = option.rect, option.rect.height() // 2
    without = (
        isinstance(option, QStyleOptionSpinBox)
        and option.buttonSymbols == QAbstractSpinBox.ButtonSymbols.NoButtons
    )
    arrow = 0 if without else look.metrics.px(22)
    if part == QStyle.SubControl.SC_SpinBoxUp:
        return QRect(rect.right() - arrow, rect.y() + 1, arrow, half - 1)
    if part == QStyle.SubControl.SC_SpinBoxDown:
        return QRect(rect.right() - arrow, rect.y() + half, arrow, half - 1)
    if part == QStyle.SubControl.SC_SpinBoxEditField:
        return rect.adjusted(look.metrics.px(6), 1, -max(arrow, look.metrics.px(6)), -1)
    return rect


def draw_frame(look: Look, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
    """Draw the frame of a text area or view; the ring where it holds the focus and takes text."""
    writes = isinstance(widget, QTextEdit | QPlainTextEdit)
    state = state_of(option)
    edge = _edge(widget, state) if writes else "line2"
    frame(painter, option.rect, 0, None, look.ink(edge))
    if state & FOCUSED and writes:
        ring(look, painter, option.rect, 0)


def field_size(look: Look, size: QSize, widget: QWidget | None, beside: int) -> QSize:
    """Return the size of a field around contents, with `beside` pixels (at 100 %) besides; high as a control."""
    height = look.metrics.dense if is_dense(widget) else look.metrics.control
    width = size.width() + look.metrics.px(beside)
    if isinstance(widget, QLineEdit) and widget.hasFrame():
        # Its contents come with the room that `keep_from_edge` gave them.
        width -= 2 * (look.metrics.px(_SIDE) - 1)
    return QSize(width, height)


def _box(
    look: Look, option: QStyleOption, painter: QPainter, widget: QWidget | None, state: int, readonly: bool = False
) -> None:
    fill = "base" if state & ENABLED and not readonly else "window"
    ringed = "plain" if state & FOCUSED and state & ENABLED else ""
    look.boxes.paint(painter, option.rect, Box(fill, _edge(widget, state), ringed))


def _edge(widget: QWidget | None, state: int) -> str:
    tone = said(widget, "tone")
    return f"tones.{tone}.edge" if tone else "control" if state & ENABLED else "line2"
