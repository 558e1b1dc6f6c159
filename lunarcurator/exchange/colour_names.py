"""What people call a colour of a cell."""

import colorsys
import re
from typing import Final

OTHER: Final = "other"
"""Stands for a colour without a name of its own, such as one of the file's theme."""

_HUES: Final = ((20, "red"), (46, "orange"), (70, "yellow"), (165, "green"), (200, "turquoise"), (260, "blue"))
_LATER: Final = ((300, "purple"), (340, "pink"), (361, "red"))
_SIX_DIGITS: Final = re.compile("[0-9A-Fa-f]{6}")
_COLOURLESS: Final = 0.12
"""Below this saturation people see grey."""
_DARK, _PALE = 0.2, 0.93


def colour_name(colour: str) -> str:
    """Return the name of a colour of six hexadecimal digits: red, yellow, grey …; `OTHER` for any other text."""
    if not _SIX_DIGITS.fullmatch(colour):
        return OTHER
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    if light < _DARK:
        return "black"
    if saturation < _COLOURLESS:
        return "white" if light > _PALE else "grey"
    return next(name for most, name in (*_HUES, *_LATER) if hue * 360 < most)
