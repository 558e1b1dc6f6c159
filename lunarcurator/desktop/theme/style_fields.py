"""Draws what is typed or chosen into: line edits, combo boxes, spin boxes and the frames of text."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QPainter
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
from lunarcurator.desktop.theme.strokes import RADIUS_CONTROL, frame, ring
from lunarcurator.desktop.theme.style_buttons import is_dense, said

_State = QStyle.StateFlag
_ARROW = 26


def draw_line_edit(look: Look, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
    """Draw the ground of a line edit; one without a frame (in a combo box or a cell) has none."""
    if isinstance(option, QStyleOptionFrame) and option.lineWidth <= 0:
        return
    readonly = isinstance(widget, QLineEdit) and widget.isReadOnly()
    _box(look, option, painter, widget, readonly)


def line_edit_room(look: Look, option: QStyleOption) -> QRect:
    """Return where the text of a line edit stands: 8 pixels inside its edge; without a frame, everywhere."""
    if isinstance(option, QStyleOptionFrame) and option.lineWidth <= 0:
        return option.rect
    side = look.metrics.px(6)
    return option.rect.adjusted(side, 1, -side, -1)


def draw_combo_box(look: Look, option: QStyleOptionComplex, painter: QPainter, widget: QWidget | None) -> None:
    """Draw a combo box: the box of a line edit with a chevron."""
    if not isinstance(option, QStyleOptionComboBox):
        return
    if option.frame:
        _box(look, option, painter, widget, False)
    arrow = combo_part(look, option, QStyle.SubControl.SC_ComboBoxArrow)
    colour = "text2" if option.state & _State.State_Enabled else "disabled"
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
    _box(look, option, painter, widget, isinstance(widget, QAbstractSpinBox) and widget.isReadOnly())
    if option.buttonSymbols == QAbstractSpinBox.ButtonSymbols.NoButtons:
        return
    size = look.metrics.px(12)
    steps = (
        (QStyle.SubControl.SC_SpinBoxUp, "up", QAbstractSpinBox.StepEnabledFlag.StepUpEnabled),
        (QStyle.SubControl.SC_SpinBoxDown, "down", QAbstractSpinBox.StepEnabledFlag.StepDownEnabled),
    )
    for part, concept, step in steps:
        usable = option.state & _State.State_Enabled and option.stepEnabled & step
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
    focused = bool(option.state & _State.State_HasFocus)
    writes = isinstance(widget, QTextEdit | QPlainTextEdit)
    edge = _edge(look, option, widget) if writes else look.ink("line2")
    frame(painter, option.rect, 0, None, edge)
    if focused and writes:
        ring(look, painter, option.rect, 0)


def field_size(look: Look, size: QSize, widget: QWidget | None, beside: int) -> QSize:
    """Return the size of a field around contents, with `beside` pixels (at 100 %) besides; high as a control."""
    height = look.metrics.dense if is_dense(widget) else look.metrics.control
    return QSize(size.width() + look.metrics.px(beside), height)


def _box(look: Look, option: QStyleOption, painter: QPainter, widget: QWidget | None, readonly: bool) -> None:
    enabled = bool(option.state & _State.State_Enabled)
    fill = look.ink("base" if enabled and not readonly else "window")
    frame(painter, option.rect, RADIUS_CONTROL, fill, _edge(look, option, widget))
    if option.state & _State.State_HasFocus and enabled:
        ring(look, painter, option.rect)


def _edge(look: Look, option: QStyleOption, widget: QWidget | None) -> QColor:
    tone = said(widget, "tone")
    if tone:
        return look.ink(f"tones.{tone}.edge")
    return look.ink("control" if option.state & _State.State_Enabled else "line2")
