"""Reads from the records of an xls workbook which of its styles colour a cell or strike it through."""

import struct
from typing import Final

from lunarcurator.exchange.shown_formats import BUILT_IN, How, how_shown, shown_in_east

FONT, FORMAT, STYLE, PALETTE = 0x0031, 0x041E, 0x00E0, 0x0092
_STRUCK: Final = 0x0008
_CHARSET: Final = 12
# No font has this place: the records of the first four are followed by that of the sixth.
_NO_FONT: Final = 4
_FIRST_OF_PALETTE: Final = 8
_NO_FILL: Final = frozenset({0, 17, 18})
_EXCEL_97: Final = 0x0600
# What a cell looks like that nobody coloured.
_PAPER: Final = frozenset({"", "FFFFFF"})


def font_of(number: int) -> int:
    """Return the place of a font among the records of fonts."""
    return number - (number > _NO_FONT)


class XlsStyles:
    """The fonts, styles and colours of a workbook, gathered record by record; `version` is that of its records."""

    def __init__(self) -> None:
        self.version = _EXCEL_97
        self._strokes: list[bool] = []
        self._styles: list[tuple[int, int, int]] = []
        self._palette: list[str] = []
        self._charsets: set[int] = set()
        self._formats: dict[int, How | None] = {**BUILT_IN}
        self._formats_of: list[int] = []

    def take(self, kind: int, body: bytes) -> None:
        """Take note of a font, the format of numbers, a style or the palette."""
        if kind == STYLE:
            (form,) = struct.unpack_from("<H", body, 2)
            self._formats_of.append(form)
        if kind == FONT:
            (flags,) = struct.unpack_from("<H", body, 2)
            self._strokes.append(bool(flags & _STRUCK))
            self._charsets |= {*body[_CHARSET : _CHARSET + 1]}
        elif kind == FORMAT:
            # A format that is spelt out is what is spelt, whatever its number stands for elsewhere.
            self._formats[int.from_bytes(body[:2], "little")] = how_shown(self._code(body))
        elif kind == PALETTE:
            (count,) = struct.unpack_from("<H", body)
            self._palette = [body[2 + 4 * at : 5 + 4 * at].hex().upper() for at in range(count)]
        elif self.version >= _EXCEL_97:
            (font,), (lines, fill) = struct.unpack_from("<H", body), struct.unpack_from("<IH", body, 14)
            self._styles.append((font, lines >> 26, fill & 0x7F))
        else:
            (font,), (fill,) = struct.unpack_from("<H", body), struct.unpack_from("<I", body, 8)
            self._styles.append((font, fill >> 16 & 0x3F, fill & 0x7F))

    def colours(self) -> dict[int, str]:
        """Return the colour of each style that has one, in six hexadecimal digits."""
        found = {
            at: self._colour(fill) for at, (_, pattern, fill) in enumerate(self._styles) if pattern not in _NO_FILL
        }
        return {style: colour for style, colour in found.items() if colour not in _PAPER}

    def struck(self) -> frozenset[int]:
        """Return the styles that strike through."""
        return frozenset(at for at, (font, _, _) in enumerate(self._styles) if self._strikes(font))

    def shown(self) -> dict[int, How]:
        """Return the styles that show other than a cell keeps, with how."""
        formats = {**shown_in_east(self._charsets), **self._formats}
        return {at: how for at, form in enumerate(self._formats_of) if (how := formats.get(form))}

    def _code(self, body: bytes) -> str:
        """Return the code of a format, which stands behind its length; none of a record too short for both."""
        if self.version < _EXCEL_97:
            return body[3:].decode("latin-1")
        wide = any(sign & 1 for sign in body[4:5])
        return body[5:].decode("utf-16-le" if wide else "latin-1", "replace")

    def _strikes(self, font: int) -> bool:
        at = font_of(font)
        return at < len(self._strokes) and self._strokes[at]

    def _colour(self, at: int) -> str:
        if 0 <= at - _FIRST_OF_PALETTE < len(self._palette):
            return self._palette[at - _FIRST_OF_PALETTE]
        # No start of the window needs the library of workbooks.
        from openpyxl.styles.colors import COLOR_INDEX

        return COLOR_INDEX[at][-6:] if at < len(COLOR_INDEX) else ""
