"""What the fields of acts are called, on paper and on the command line."""

from typing import Final

from lunarcurator.services.words import Words

_UNITS: Final = (("_ug", "mg"), ("_um2", "mm²"), ("_um", "mm"), ("_mk", "K"), ("_milli", "%"))


def field_label(words: Words, name: str) -> str:
    """Return what a field is called by itself: its word as a field of acts, else as one of pieces."""
    own = f"act_field.{name}"
    return words.label(own if words.has(own) else f"field.{name}")


def field_label_with_unit(words: Words, name: str) -> str:
    """Return what a field is called where its figure is written without a unit."""
    unit = next((unit for ending, unit in _UNITS if name.endswith(ending)), "mg" if name == "ug" else "")
    word = field_label(words, name)
    return f"{word} ({unit})" if unit else word
