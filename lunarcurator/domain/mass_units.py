"""The units masses are written in, each as a power of ten of a microgram."""

from types import MappingProxyType
from typing import Final

_SPELLINGS: Final = (
    (0, ("ug", "μg", "mcg", "microgram", "micrograms", "microgramme", "microgrammes", "微克", "мкг")),
    (3, ("mg", "mgs", "milligram", "milligrams", "milligramme", "milligrammes", "毫克", "мг")),
    (6, ("g", "gm", "gms", "gram", "grams", "gramme", "grammes", "克", "г", "гр")),
    (
        9,
        ("kg", "kgs", "kilo", "kilos", "kilogram", "kilograms", "kilogramme", "kilogrammes", "千克", "公斤", "кг"),
    ),
)
_POWERS: Final = MappingProxyType({word: power for power, words in _SPELLINGS for word in words})

# Longest first, so that "grams" is not read as "g" with letters left over.
UNIT_WORDS: Final = tuple(sorted(_POWERS, key=lambda word: (-len(word), word)))

_SYMBOLS: Final = MappingProxyType({0: "µg", 3: "mg", 6: "g", 9: "kg"})


def unit_power(unit: str) -> int:
    """Return the power of ten of a microgram for any spelling: 6 for "g"; raises `ValueError` for others."""
    power = power_of_word(unit.replace("µ", "μ"))
    if power is None:
        raise ValueError(f"{unit!r} is not a unit of mass")
    return power


def power_of_word(word: str) -> int | None:
    """Return the power of ten of a microgram for a folded word, None if it is no unit of mass.

    "Mg" is none: in a lunar text it is magnesium, and to a physicist a tonne.
    """
    return None if word == "Mg" else _POWERS.get(word.casefold())


def unit_symbol(unit: str) -> str:
    """Return the symbol for eyes ("µg" for "ug"); raises `ValueError` for what is no unit of mass."""
    return _SYMBOLS[unit_power(unit)]
