"""Inter with tabular figures in every size and weight of the window."""

import re
from collections.abc import Sequence
from importlib.resources import files
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics
from PySide6.QtWidgets import QApplication

from lunarcurator.file_names import in_order
from lunarcurator.resources_folder import resources_folder

SMALLEST_POINTS: Final = 9.75
BASE: Final = 13
"""The size of ordinary text in pixels at 100 %; the other sizes of the type scale are given beside it."""
REGULAR: Final = 400
MEDIUM: Final = 500
SEMIBOLD: Final = 600
_CHINESE: Final = "Noto Sans CJK SC"
_JAPANESE: Final = "Noto Sans CJK JP"
_CARRIED: Final = "Lunar Curator Han"
"""The Chinese font a bundle brings along, cut to GB 2312; the whole font of a system goes before it."""
_LOADED: Final = "interFont"
_HYPHEN: Final = re.compile("(?<!-)-(?!-)")
_LATIN_ENDS: Final = 0x250
_WIDTHS: Final = 1024
_KEYED: Final = Qt.TextFlag.TextShowMnemonic | Qt.TextFlag.TextSingleLine


class Fonts:
    """The fonts of one text size: `font(13, 500)` is the base size in medium weight."""

    def __init__(self, points: float, families: tuple[str, ...]) -> None:
        self._points = points
        self._families = families
        self._made: dict[tuple[int, int, bool], QFont] = {}
        self._widths: dict[tuple[str, int, int, bool], int] = {}

    @property
    def base(self) -> QFont:
        """The font of ordinary text."""
        return self.font()

    def font(self, size: int = BASE, weight: int = REGULAR, *, tabular: bool = True) -> QFont:
        """Return the font whose size at 100 % is `size` pixels; selectable text asks for `tabular=False`.

        A tabular hyphen is as wide as a digit. Painted text shows U+2010 instead, but text that can be copied
        must keep its hyphen.
        """
        key = (size, weight, tabular)
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = self._make(size, weight, tabular)
        return found

    def width(self, text: str, size: int = BASE, weight: int = REGULAR, *, keyed: bool = False) -> int:
        """Return how wide a line is that is asked for often, as heads of columns are, in pixels.

        In a `keyed` one, as buttons and menus have, an ampersand marks a key and takes no room.
        """
        asked = (text, size, weight, keyed)
        found = self._widths.get(asked)
        if found is None:
            if len(self._widths) >= _WIDTHS:
                self._widths.clear()
            metrics = QFontMetrics(self.font(size, weight))
            found = metrics.size(_KEYED, text).width() if keyed else metrics.horizontalAdvance(text)
            self._widths[asked] = found
        return found

    def _make(self, size: int, weight: int, tabular: bool) -> QFont:
        font = QFont()
        font.setFamilies(list(self._families))
        font.setPointSizeF(self._points * size / BASE)
        font.setWeight(QFont.Weight(weight))
        # Inter is one variable file: where Qt knows only its Regular, the axes still give weight and cut.
        font.setVariableAxis(QFont.Tag("wght"), weight)
        font.setVariableAxis(QFont.Tag("opsz"), min(max(14.0, self._points * size / BASE * 96 / 72), 32.0))
        # Said either way: a feature left open is taken over from the font of the parent.
        font.setFeature(QFont.Tag("tnum"), int(tabular))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font


def fonts_for(app: QApplication, text_percent: int, language: str = "en") -> Fonts:
    """Return the fonts at a percentage (100 to 200) of the system's size, which counts as at least 9.75 pt."""
    load_fonts(app)
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).pointSizeF()
    points = max(system, SMALLEST_POINTS) * min(max(text_percent, 100), 200) / 100
    return Fonts(points, families_for(language))


def families_for(language: str) -> tuple[str, ...]:
    """Return the families in which a language is set, the first that has a sign shows it."""
    return ("Inter", _JAPANESE if language.startswith("ja") else _CHINESE, _CARRIED)


def unshown(text: str, families: Sequence[str]) -> str:
    """Return, each once, the signs of a text that no font of this machine has: they would show as boxes."""
    signs = {each for each in text if ord(each) >= _LATIN_ENDS and each.isprintable()}
    if not signs:
        return ""
    font = QFont()
    font.setFamilies(list(families))
    has = QFontMetrics(font).inFontUcs4
    return "".join(sorted(each for each in signs if not has(ord(each))))


def load_fonts(app: QApplication) -> None:
    """Give the application Inter and the Chinese font of a bundle, once; else the system's own fonts step in."""
    if app.property(_LOADED) is not None:
        return
    # Given as data, all named weights of the variable file are known; given as a file, only Regular is, and
    # the Chinese font that steps in beside it would never be bold.
    data = (files("fontpkg_inter") / "files" / "Inter[opsz,wght].ttf").read_bytes()
    app.setProperty(_LOADED, QFontDatabase.addApplicationFontFromData(data))
    for each in in_order((resources_folder() / "fonts").glob("*.otf")):
        QFontDatabase.addApplicationFont(str(each))


def for_eyes(text: str) -> str:
    """Return text for painting only: hyphens as U+2010, which tabular figures do not tear apart.

    The two signs before an option of a command are none: they would be one long line.
    """
    return _HYPHEN.sub("\u2010", text)
