"""Figures with decimals as people type them, read as whole numbers of their smallest step."""

import re
import unicodedata
from decimal import Decimal
from typing import Final

from lunarcurator.domain.errors import Refusal

_DECIMAL: Final = re.compile(r"([-\u2212]?)([0-9]{1,9})?(?:[.,]([0-9]{1,6}))?")


class NumberTextRefused(Refusal):
    """A text that is no whole number, no percentage, or no figure."""


def steps_of(text: str, places: int, *, signed: bool = False) -> int | None:
    """Return a figure as a number of steps of 10**-places, None for an empty text.

    Raises `NumberTextRefused` where it is no figure, or more exact than its step.
    """
    folded = unicodedata.normalize("NFKC", text).replace("\u202f", "").replace(" ", "")
    if not folded:
        return None
    match = _DECIMAL.fullmatch(folded)
    decimals = match[3] or "" if match else ""
    if match is None or not (match[2] or decimals) or (match[1] and not signed):
        raise NumberTextRefused("dialog.no_quantity", text=text.strip(), places=places)
    if len(decimals.rstrip("0")) > places:
        raise NumberTextRefused("dialog.too_exact", text=text.strip(), places=places)
    figure = Decimal(f"{match[2] or 0}.{decimals or 0}").scaleb(places)
    return int(-figure if match[1] else figure)


def um_of(text: str) -> int | None:
    """Return a length typed in mm as um, None for an empty text; raises `NumberTextRefused`."""
    return steps_of(text, 3)


def length_trouble(text: str) -> Refusal | None:
    """Return what is wrong with the text of a length in mm, or None."""
    try:
        um_of(text)
    except NumberTextRefused as error:
        return error
    return None
