"""Turns a theme into the palette every widget inherits."""

from PySide6.QtGui import QColor, QPalette

from lunarcurator.desktop.theme.tokens import Theme

_ROLES = (
    (QPalette.ColorRole.Window, "window"),
    (QPalette.ColorRole.WindowText, "text"),
    (QPalette.ColorRole.Base, "base"),
    (QPalette.ColorRole.AlternateBase, "window"),
    (QPalette.ColorRole.ToolTipBase, "raised"),
    (QPalette.ColorRole.ToolTipText, "text"),
    (QPalette.ColorRole.PlaceholderText, "text3"),
    (QPalette.ColorRole.Text, "text"),
    (QPalette.ColorRole.Button, "base"),
    (QPalette.ColorRole.ButtonText, "text"),
    (QPalette.ColorRole.BrightText, "text"),
    (QPalette.ColorRole.Light, "raised"),
    (QPalette.ColorRole.Midlight, "line"),
    (QPalette.ColorRole.Mid, "line2"),
    (QPalette.ColorRole.Dark, "control"),
    (QPalette.ColorRole.Shadow, "line2"),
    (QPalette.ColorRole.Highlight, "selection"),
    (QPalette.ColorRole.HighlightedText, "selection_text"),
    (QPalette.ColorRole.Accent, "accent"),
    (QPalette.ColorRole.Link, "link"),
    (QPalette.ColorRole.LinkVisited, "link"),
)
_WORDS = (
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.ButtonText,
    QPalette.ColorRole.PlaceholderText,
)


def palette_of(theme: Theme) -> QPalette:
    """Return the palette of a theme; roles as in the table of tokens."""
    palette = QPalette()
    for role, token in _ROLES:
        palette.setColor(role, QColor(theme.token(token)))
    for role in _WORDS:
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.disabled))
    idle = QColor(theme.selection_idle)
    palette.setColor(QPalette.ColorGroup.Inactive, QPalette.ColorRole.Highlight, idle)
    palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Highlight, idle)
    for group in (QPalette.ColorGroup.Inactive, QPalette.ColorGroup.Disabled):
        palette.setColor(group, QPalette.ColorRole.HighlightedText, QColor(theme.text))
    return palette
