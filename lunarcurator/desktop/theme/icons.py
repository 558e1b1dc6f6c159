"""The icons of the window: one table from concept to drawing, painted in the colours of the theme."""

import json
from collections import OrderedDict
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontDatabase, QIcon, QPainter, QPixmap

from lunarcurator.desktop.theme.ink import Ink

# Names of Phosphor 1.3.0, regular weight.
CONCEPTS: Final[Mapping[str, str]] = MappingProxyType({
    "sample": "cube", "place": "map-pin-line", "loan": "handshake", "person": "user", "people": "users",
    "balance": "scales", "journal": "notebook", "clean_room": "hand", "settings": "gear-six",
    "split": "git-fork", "weigh": "scales", "tree": "tree-structure", "import": "download-simple",
    "export": "export", "register": "plus", "print": "printer", "scan": "barcode", "filter": "funnel-simple",
    "columns": "columns", "search": "magnifying-glass", "today": "clock", "as_of": "clock-counter-clockwise",
    "undo": "arrow-counter-clockwise", "redo": "arrow-clockwise", "verified": "shield-check",
    "unverified": "shield-warning", "store": "database", "backup": "hard-drives", "draft": "floppy-disk",
    "document": "file-text", "attachment": "paperclip", "photograph": "image", "site": "buildings",
    "building": "buildings", "venue": "bank", "room": "rows", "vault": "lock-simple", "cabinet": "archive",
    "tray": "tray", "can": "archive-box", "box": "squares-four", "bag": "package", "vial": "test-tube",
    "freezer": "snowflake", "air": "wind", "heat": "fire", "warning": "warning", "block": "prohibit",
    "note": "info", "closes": "check", "done": "check", "on_loan": "arrow-up-right",
    "on_display": "frame-corners", "remote": "hexagon", "in_transit": "truck", "lost": "question",
    "consumed": "circle-dashed", "returned": "arrow-bend-up-left", "air_exposed": "wind",
    "frozen": "snowflake", "sealed": "lock-simple", "locked": "lock-simple", "overdue": "clock",
    "due_soon": "hourglass", "new": "plus", "same": "check", "changed": "arrows-clockwise",
    "conflict": "warning", "refused": "prohibit", "unknown": "question", "late": "clock",
    "two_persons": "users", "move": "map-pin-line", "copy": "copy", "close": "x", "more": "dots-three",
    "previous": "caret-left", "next": "caret-right", "down": "caret-down", "up": "caret-up",
    "calendar": "calendar-blank", "edit": "pencil-simple", "name": "tag", "sight": "eye", "open": "folder-open",
    "pattern": "hash", "window": "arrow-square-out", "link": "link-simple", "void": "minus-circle",
    "key": "key", "home": "house-line", "zoom_in": "magnifying-glass-plus",
    "zoom_out": "magnifying-glass-minus", "fit_width": "arrows-out-line-horizontal", "fit_page": "corners-out",
    "kind": "funnel-simple", "indeterminate": "minus",
})  # fmt: skip
_KEPT: Final = 1024


class Icons:
    """Paints icons by concept; an unknown concept raises KeyError. One object serves one theme.

    The icon font comes from the installed `qtawesome`, but only its Phosphor file is read, when the first icon
    is drawn: importing the package opens every font it has.
    """

    def __init__(self, ink: Ink) -> None:
        self._ink = ink
        self._glyphs: dict[str, str] = {}
        self._family = ""
        self._kept: OrderedDict[tuple[str, str, int, float], QPixmap] = OrderedDict()

    def pixmap(self, concept: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
        """Return the icon of a concept in a colour token ("text2"), `size` logical pixels square."""
        key = (concept, colour, size, ratio)
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = self._draw(concept, colour, size, ratio)
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return found

    def paint(self, painter: QPainter, rect: QRect | QRectF, concept: str, colour: str, size: int) -> None:
        """Paint the icon of a concept in the middle of a rectangle."""
        ratio = painter.device().devicePixelRatio()
        center = rect.center()
        # The centre of a QRect of even width lies half a pixel left of the true one.
        shift = 0.5 if isinstance(rect, QRect) else 0.0
        left = round(center.x() + shift - size / 2)
        top = round(center.y() + shift - size / 2)
        painter.drawPixmap(left, top, self.pixmap(concept, colour, size, ratio))

    def icon(self, concept: str, colour: str = "text2", size: int = 16) -> QIcon:
        """Return the icon as a QIcon for actions and menus, grey where disabled."""
        icon = QIcon()
        for ratio in (1.0, 1.5, 2.0):
            icon.addPixmap(self.pixmap(concept, colour, size, ratio))
            icon.addPixmap(self.pixmap(concept, "disabled", size, ratio), QIcon.Mode.Disabled)
        return icon

    def _draw(self, concept: str, colour: str, size: int, ratio: float) -> QPixmap:
        if not self._family:
            self._load()
        pixmap = QPixmap(QSize(round(size * ratio), round(size * ratio)))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        font = QFont(self._family)
        font.setPixelSize(size)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        with QPainter(pixmap) as painter:
            painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
            painter.setFont(font)
            painter.setPen(self._ink(colour))
            painter.drawText(QRectF(0, 0, size, size), Qt.AlignmentFlag.AlignCenter, self._glyphs[concept])
        return pixmap

    def _load(self) -> None:
        folder = _fonts_of_qtawesome()
        charmap = json.loads(next(folder.glob("phosphor-charmap-*.json")).read_text(encoding="utf-8"))
        self._glyphs = {concept: chr(int(charmap[name], 16)) for concept, name in CONCEPTS.items()}
        data = next(folder.glob("phosphor-*.ttf")).read_bytes()
        self._family = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFontFromData(data))[0]


def _fonts_of_qtawesome() -> Path:
    spec = find_spec("qtawesome")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("qtawesome", name="qtawesome")
    return Path(spec.origin).parent / "fonts"
