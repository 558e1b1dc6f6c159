"""What the fields of acts are called in window, command line and papers, and where codes have their words."""

import re
from enum import StrEnum
from typing import Final

from lunarcurator.services.words import Words

_UNITS: Final = (("_ug", "mg"), ("_um2", "mm²"), ("_um", "mm"), ("_mk", "K"), ("_milli", "%"))


def field_label(words: Words, name: str, act: str = "") -> str:
    """Return what a field is called by itself: its word in an act, else in all acts, else as a field of pieces."""
    for key in (f"act_field.{act}.{name}", f"act_field.{name}"):
        if words.has(key):
            return words.label(key)
    return words.label(f"field.{name}")


def field_label_with_unit(words: Words, name: str, act: str = "") -> str:
    """Return what a field is called where its figure is written without a unit."""
    unit = next((unit for ending, unit in _UNITS if name.endswith(ending)), "mg" if name == "ug" else "")
    word = field_label(words, name, act)
    return f"{word} ({unit})" if unit else word


def area_of(choice: type[StrEnum]) -> str:
    """Return under which word the table keeps what the codes of a choice are called: `line_mode` of `LineMode`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", choice.__name__).lower()
