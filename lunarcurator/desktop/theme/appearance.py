"""The one place where theme, text size and language of the window are put on and changed."""

from typing import Literal

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from lunarcurator.desktop.theme.cells import CellPainter
from lunarcurator.desktop.theme.fonts import fonts_for
from lunarcurator.desktop.theme.icons import Icons
from lunarcurator.desktop.theme.ink import Ink
from lunarcurator.desktop.theme.look import Look
from lunarcurator.desktop.theme.metrics import metrics_of
from lunarcurator.desktop.theme.palette import palette_of
from lunarcurator.desktop.theme.strokes import Boxes
from lunarcurator.desktop.theme.style import HintedStyle, HouseStyle
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
        hints = app.styleHints()
        self._scheme = hints.colorScheme()
        self._preference = hints.accessibility().contrastPreference()
        self._look = self._make_look()
        self._cells = CellPainter(self._look)
        # The application owns a style, but Python must hold it too, or its overrides are lost.
        self._style = HouseStyle(self._look, HintedStyle(self._look))
        hints.colorSchemeChanged.connect(self._follow_scheme)
        hints.accessibility().contrastPreferenceChanged.connect(self._follow_preference)

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
        self._style.wear(self._look)
        fresh = self._app.style() is not self._style
        if fresh:
            self._app.setStyle(self._style)
        self._app.setPalette(palette_of(self._look.theme))
        self._app.setFont(self._look.fonts.base)
        if not fresh:
            self._lay_out_anew()
        self.changed.emit()

    def _lay_out_anew(self) -> None:
        """Tell every widget that the style measures otherwise now: many keep their size hints."""
        for widget in self._app.allWidgets():
            self._style.polish(widget)
            QApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))

    def _make_look(self) -> Look:
        theme = THEMES[self._theme_name()]
        ink = Ink(theme)
        fonts = fonts_for(self._app, self._text_percent, self._language)
        return Look(theme, ink, Boxes(ink), fonts, metrics_of(fonts.base), Icons(ink))

    def _theme_name(self) -> ThemeName:
        if self._mode != "system":
            return self._mode
        if self._preference == Qt.ContrastPreference.HighContrast:
            return "contrast"
        return "dark" if self._scheme == Qt.ColorScheme.Dark else "light"

    def _follow_scheme(self, scheme: Qt.ColorScheme) -> None:
        self._scheme = scheme
        if self._mode == "system":
            self.apply()

    def _follow_preference(self, preference: Qt.ContrastPreference) -> None:
        self._preference = preference
        if self._mode == "system":
            self.apply()
