"""Hands out the colours of a theme as QColor, each made once."""

from PySide6.QtGui import QColor

from lunarcurator.desktop.theme.tokens import Theme


class Ink:
    """The QColors of one theme by token name; an unknown name raises AttributeError."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._made: dict[str, QColor] = {}

    def __call__(self, token: str) -> QColor:
        """Return the colour of a token such as "text2" or "tones.blue.tint"; do not change it."""
        found = self._made.get(token)
        if found is None:
            found = self._made[token] = QColor(self._theme.token(token))
        return found
