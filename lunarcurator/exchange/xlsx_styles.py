"""How the styles of an xlsx file show cells: their fills, strokes and formats."""

from typing import Final

from lunarcurator.exchange.facts import PLAIN, Look
from lunarcurator.exchange.shown_formats import BUILT_IN, How, how_shown, shown_in_east

# What a cell looks like that nobody coloured.
_PAPER: Final = frozenset({"FFFFFF", "theme 0"})
TRUE: Final = frozenset({"1", "true"})
"""How a part says yes."""


class XlsxStyles:
    """Follows the tags of the part of styles."""

    def __init__(self) -> None:
        self._path: list[str] = []
        self._fills: list[str] = []
        self._strokes: list[bool] = []
        self._styles: list[tuple[int, int, int]] = []
        self._charsets: set[int] = set()
        self._formats: dict[int, How | None] = {**BUILT_IN}
        self._solid = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take note of a fill, a font, a format or a style."""
        within = frozenset(self._path)
        above = self._path[-1] if self._path else ""
        self._path.append(name)
        if "fills" in within:
            self._in_fill(name, attributes)
        elif "fonts" in within:
            self._in_font(name, attributes)
        elif name == "xf" and above == "cellXfs":
            fill, font, form = (whole(attributes, each) for each in ("fillId", "fontId", "numFmtId"))
            self._styles.append((fill, font, form))
        elif name == "numFmt":
            # A format that is spelt out is what is spelt, whatever its number stands for elsewhere.
            self._formats[whole(attributes, "numFmtId")] = how_shown(attributes.get("formatCode", ""))

    def end(self, _: str) -> None:
        """Leave a tag."""
        self._path.pop()

    def looks(self) -> dict[str, Look]:
        """Return by its number how each style looks that says anything."""
        formats = {**shown_in_east(self._charsets), **self._formats}
        fills, strokes = dict(enumerate(self._fills)), dict(enumerate(self._strokes))
        looks = (
            Look(fills.get(fill, ""), strokes.get(font, False), formats.get(form))
            for fill, font, form in self._styles
        )
        return {str(at): look for at, look in enumerate(looks) if look != PLAIN}

    def _in_fill(self, name: str, attributes: dict[str, str]) -> None:
        if name == "fill":
            self._fills.append("")
        elif name == "patternFill":
            self._solid = attributes.get("patternType", "none") not in ("none", "gray125")
        elif name == "fgColor" and self._solid and self._fills:
            colour = _colour(attributes)
            self._fills[-1] = "" if colour in _PAPER else colour

    def _in_font(self, name: str, attributes: dict[str, str]) -> None:
        if name == "font":
            self._strokes.append(False)
        elif name == "strike" and self._strokes:
            self._strokes[-1] = attributes.get("val", "1") in TRUE
        elif name == "charset":
            self._charsets.add(whole(attributes, "val"))


def _colour(attributes: dict[str, str]) -> str:
    if "rgb" in attributes:
        return attributes["rgb"][-6:].upper()
    if "theme" in attributes:
        tint = attributes.get("tint", "")
        return f"theme {attributes['theme']}" + (f" {tint[:5]}" if tint else "")
    # No start of the window needs the library of workbooks.
    from openpyxl.styles.colors import COLOR_INDEX

    at = whole(attributes, "indexed")
    return COLOR_INDEX[at][-6:] if "indexed" in attributes and at < len(COLOR_INDEX) else ""


def whole(attributes: dict[str, str], name: str) -> int:
    """Return an attribute that is a whole number, 0 where it is not there; raises ValueError for any other."""
    return int(attributes.get(name, "0"))
