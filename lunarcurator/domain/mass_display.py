"""Prints masses: with plain digits for files and machines, with narrow spaces and signs for eyes.

No printing rounds. A mass has as many decimals as were weighed and no false zeros after them (look design 4).
"""

from typing import Final

from lunarcurator.domain.mass import Mass, MassKind
from lunarcurator.domain.mass_units import unit_power, unit_symbol

# The comma belongs to sample numbers, so thousands stand apart by a space that neither breaks nor stretches.
_THOUSANDS: Final = "\u202f"
_THIN: Final = "\u2009"
_NO_BREAK: Final = "\u00a0"
_MINUS: Final = "\u2212"


def plain_mass(ug: int, unit: str = "g", resolution_ug: int | None = None) -> str:
    """Return micrograms as plain digits with a point, in the unit, for csv, JSON, clipboard and search.

    Decimals go to the digit of the resolution, further only where the mass itself has more.
    """
    sign, whole, decimals = _digits(ug, unit, resolution_ug)
    return f"{'-' if sign else ''}{whole}{'.' if decimals else ''}{decimals}"


def shown_mass(mass: Mass | int, unit: str = "g", resolution_ug: int | None = None) -> str:
    """Return a mass or micrograms for eyes, without the unit: "9 614", "402.750", "~150", a true minus.

    A `Mass` brings its own resolution unless one is given. A mass without a figure gives "": the caller words
    its reason.
    """
    return "".join(shown_parts(mass, unit, resolution_ug))


def shown_parts(mass: Mass | int, unit: str = "g", resolution_ug: int | None = None) -> tuple[str, str]:
    """Return what `shown_mass` shows in two: up to the decimal point, and from the point on (or "").

    A column aligns masses on the point between the two.
    """
    ug = mass.ug if isinstance(mass, Mass) else mass
    if ug is None:
        return "", ""
    about = isinstance(mass, Mass) and mass.kind is MassKind.ESTIMATED
    if isinstance(mass, Mass) and resolution_ug is None:
        resolution_ug = mass.resolution_ug
    sign, whole, decimals = _digits(ug, unit, resolution_ug)
    front = f"{'~' if about else ''}{_MINUS if sign else ''}{int(whole):,}".replace(",", _THOUSANDS)
    return front, f".{decimals}" if decimals else ""


_GRAM_UG: Final = 1_000_000


def shown_mass_with_unit(mass: Mass | int, unit: str = "g", resolution_ug: int | None = None) -> str:
    """Return a mass for running text, its unit after a no-break space: "4.106 g"; "" without a figure."""
    shown = shown_mass(mass, unit, resolution_ug)
    return f"{shown}{_NO_BREAK}{unit_symbol(unit)}" if shown else ""


def unit_by_size(mass: Mass | int) -> str:
    """Return the unit in which the loan desk tells a mass: milligrams below a gram, grams from there on."""
    ug = mass.ug if isinstance(mass, Mass) else mass
    return "mg" if ug and abs(ug) < _GRAM_UG else "g"


def behind_minus(sign: str, digits: str) -> str:
    """Return digits with the sign that says how they are known, behind their minus where they have one.

    The minus is a true one then: a spreadsheet program takes a text that begins with a hyphen for a formula.
    """
    if not sign or digits[:1] not in {"-", _MINUS}:
        return f"{sign}{digits}"
    return f"{_MINUS}{sign}{digits[1:]}"


def shown_exact(ug: int) -> str:
    """Return micrograms for eyes as grams with six decimals, the last three after a thin space."""
    front, decimals = shown_parts(ug, "g", resolution_ug=1)
    return f"{front}{decimals[:4]}{_THIN}{decimals[4:]}"


def shown_count(count: int) -> str:
    """Return a whole number for eyes, thousands apart and with a true minus."""
    return f"{count:,}".replace(",", _THOUSANDS).replace("-", _MINUS)


def _digits(ug: int, unit: str, resolution_ug: int | None) -> tuple[bool, str, str]:
    power = unit_power(unit)
    whole, part = divmod(abs(ug), 10**power)
    every_decimal = f"{part:0{power}}" if power else ""
    needed = max(len(every_decimal.rstrip("0")), _weighed_decimals(resolution_ug, power))
    return ug < 0, str(whole), every_decimal[:needed]


def _weighed_decimals(resolution_ug: int | None, power: int) -> int:
    if resolution_ug is None:
        return 0
    # A balance that reads in steps of 5 mg still prints the third decimal of a gram.
    return len(f"{resolution_ug % 10**power:0{power}}".rstrip("0")) if power else 0
