"""Parts one below the other, without margins."""

from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget


def plain_column(owner: QWidget, gap: int, *parts: QWidget | QLayout) -> QVBoxLayout:
    """Lay out the parts of a widget one below the other, `gap` pixels apart, and return their column."""
    column = QVBoxLayout(owner)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(gap)
    for part in parts:
        if isinstance(part, QWidget):
            column.addWidget(part)
        else:
            column.addLayout(part)
    return column
