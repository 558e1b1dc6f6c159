"""How the styles of an xlsx file show cells: their fills, strokes and formats."""

from typing import Final

from lunarcurator.exchange.facts import PLAIN, Look
from lunarcurator.exchange.shown_formats import BUILT_IN, How, how_shown

TRUE: Final = frozenset({"1", "true"})
"""How a part says yes."""


class XlsxStyles:
    """Follows the tags of the part of styles."""

    def __init__(self) -> None:
        self._path: list[str] = []
        self._fills: list[bool] = []
        self._strokes: list[bool] = []
        self._formats: dict[int, How | None] = {**BUILT_IN}
        self._looks: dict[str, Look] = {}
        self._styles = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take note of a fill, a font, a format or a style."""
        above = self._path[-1] if self._path else ""
        self._path.append(name)
        if (above, name) == ("fills", "fill"):
            self._fills.append(False)
        elif (above, name) == ("fill", "patternFill") and self._fills:
            self._fills[-1] = attributes.get("patternType", "none") not in ("none", "gray125")
        elif (above, name) == ("fonts", "font"):
            self._strokes.append(False)
        elif (above, name) == ("font", "strike") and self._strokes:
            self._strokes[-1] = attributes.get("val", "1") in TRUE
        elif name == "numFmt":
            # A format that is spelt out is what is spelt, whatever its number stands for elsewhere.
            self._formats[whole(attributes, "numFmtId")] = how_shown(attributes.get("formatCode", ""))
        elif (above, name) == ("cellXfs", "xf"):
            self._take(*(whole(attributes, each) for each in ("fillId", "fontId", "numFmtId")))

    def end(self, _: str) -> None:
        """Leave a tag."""
        self._path.pop()

    def looks(self) -> dict[str, Look]:
        """Return by its number how each style looks that says anything."""
        return self._looks

    def _take(self, fill: int, font: int, form: int) -> None:
        """Take note of the next style; fills, fonts and formats stand before the first."""
        filled, struck = self._fills[fill : fill + 1] == [True], self._strokes[font : font + 1] == [True]
        look = Look(filled, struck, self._formats.get(form))
        if look != PLAIN:
            self._looks[str(self._styles)] = look
        self._styles += 1


def whole(attributes: dict[str, str], name: str) -> int:
    """Return an attribute that is a whole number, 0 where it is not there; raises ValueError for any other."""
    return int(attributes.get(name, "0"))
