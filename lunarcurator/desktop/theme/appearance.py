"""The one place where theme, text size and language of the window are put on and changed."""

from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from lunarcurator.desktop.theme.cells import CellPainter
from lunarcurator.desktop.theme.fonts import fonts_for
from lunarcurator.desktop.theme.icons import Icons
from lunarcurator.desktop.theme.ink import Ink
from lunarcurator.desktop.theme.look import Look
from lunarcurator.desktop.theme.metrics import metrics_of
from lunarcurator.desktop.theme.palette import palette_of
from lunarcurator.desktop.theme.style import HouseStyle
from lunarcurator.desktop.theme.tokens import THEMES, ThemeName

Mode = Literal["light", "dark", "contrast", "system"]


class Appearance(QObject):
    """Builds palette, fonts, icons and style of an application and hands them to every widget.

    Widgets keep this object, read `look` when they paint, and lay themselves out anew on `changed`.
    """

    changed = Signal()

    def __init__(
        self, app: QApplication, mode: Mode = "system", text_percent: int = 100, language: str = "en"
    ) -> None:
        super().__init__()
        self._app = app
        self._mode: Mode = mode
        self._text_percent = text_percent
        self._language = language
        self._look = self._make_look()
        self._cells = CellPainter(self._look)
        # The application owns a style, but Python must hold it too, or its overrides are lost.
        self._style = HouseStyle(self._look)
        app.styleHints().colorSchemeChanged.connect(self._follow_system)

    @property
    def look(self) -> Look:
        """What painters need now: theme, colours, fonts, sizes, icons."""
        return self._look

    @property
    def cells(self) -> CellPainter:
        """The painter of cells for delegates; fetch it anew after `changed`."""
        return self._cells

    @property
    def mode(self) -> Mode:
        """The mode asked for: a theme, or "system" to follow the desktop."""
        return self._mode

    @property
    def text_percent(self) -> int:
        """The text size asked for, 100 to 200."""
        return self._text_percent

    def apply(
        self, mode: Mode | None = None, text_percent: int | None = None, language: str | None = None
    ) -> None:
        """Put the appearance on the application, with what is given changed; then emit `changed`."""
        self._mode = mode or self._mode
        self._text_percent = min(max(text_percent or self._text_percent, 100), 200)
        self._language = language or self._language
        self._look = self._make_look()
        self._cells = CellPainter(self._look)
        self._style.look = self._look
        if self._app.style() is not self._style:
            self._app.setStyle(self._style)
        self._app.setPalette(palette_of(self._look.theme))
        self._app.setFont(self._look.fonts.base)
        self.changed.emit()

    def _make_look(self) -> Look:
        theme = THEMES[self._theme_name()]
        ink = Ink(theme)
        fonts = fonts_for(self._app, self._text_percent, self._language)
        return Look(theme, ink, fonts, metrics_of(fonts.base), Icons(ink))

    def _theme_name(self) -> ThemeName:
        if self._mode != "system":
            return self._mode
        hints = self._app.styleHints()
        if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
            return "contrast"
        return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"

    def _follow_system(self) -> None:
        if self._mode == "system":
            self.apply()
