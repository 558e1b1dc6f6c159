"""Raised signs in a text, such as the mark of a footnote behind a figure.

The reader of workbooks glues them to what they follow, and 924 with the raised mark 1 reads as 9241.
"""

from typing import Final

_RAISED: Final = str.maketrans(
    "0123456789+-=()abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"
)


def as_superscript(text: str) -> str:
    """Return a text that stands raised as signs that are raised by themselves."""
    return text.translate(_RAISED)
