"""One cell as the value of a field; what cannot be read is refused with a sentence, never guessed."""

import re
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal, InvalidOperation
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.days import Day, day_of, parse_day
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.findings import Finding, Strength
from lunarcurator.domain.mass import Mass, MassKind
from lunarcurator.domain.mass_text import MassTextError, parse_mass
from lunarcurator.exchange.cells import Cell, DateCell, ErrorCell, NumberCell, plain_digits
from lunarcurator.services.importing.cells.words_of_nothing import is_nothing_said

LENGTHS: Final[Mapping[str, int]] = MappingProxyType(
    {"m": 1_000_000, "cm": 10_000, "mm": 1_000, "um": 1, "\u00b5m": 1, "\u03bcm": 1, "micron": 1, "microns": 1}
)
"""The um in each unit of length."""

UNREAD_UNITS: Final = frozenset(
    {"t", "Mg", "tonne", "tonnes", "ton", "tons", "lb", "lbs", "oz", "ct", "carat", "carats", "吨", "т"}
)
"""Units of mass in which headers may stand and that nothing here reads."""

_ERROR: Final = "import.cell_error"
_NOISE: Final = re.compile(r"\d{1,9}\.\d{10,40}")
# Spreadsheet programs show at most fifteen digits; a text written by a program may print all seventeen.
_AS_SHOWN: Final = Context(prec=15)
# A number kept in four bytes has about seven.
_IN_FOUR_BYTES: Final = Context(prec=7)
_SEVERAL: Final = re.compile(r"\S\s*[`;；、\n]\s*\S|,\d+\s+,\d")
_LENGTH: Final = re.compile(r"(?P<figure>\d{1,9}(?:[.,]\d{1,40})?)\s*(?P<unit>\D*)")


def says_nothing(cell: Cell) -> bool:
    """Tell whether a cell only says, as people write it, that nobody knows."""
    return is_nothing_said(plain(cell))


class CellRefused(Refusal):
    """A cell that cannot be what its column is taken for."""


@dataclass(frozen=True, slots=True)
class RangeCell(ErrorCell):
    """A cell that stands for several numbers, as 72215-20 may; no row can be about them all."""


@dataclass(frozen=True, slots=True)
class SharedCell(ErrorCell):
    """A mass that is said once for several pieces, with their numbers or rows."""


@dataclass(frozen=True, slots=True)
class PartedCell(ErrorCell):
    """A figure in which the sign that was said to part decimals parts thousands."""


def error_of(cell: ErrorCell) -> CellRefused:
    """Return what is wrong with a cell that says no value."""
    if isinstance(cell, PartedCell):
        return CellRefused("import.parted_otherwise", text=cell.text)
    if isinstance(cell, SharedCell):
        return CellRefused("import.shared_mass", text=cell.text)
    return CellRefused("import.number_range" if isinstance(cell, RangeCell) else _ERROR, text=cell.text)


def refuse_differing(said: Iterable[tuple[str, Cell]]) -> None:
    """Raise `CellRefused` where two columns that are taken for the same, by their names, differ in a row."""
    told = [(name, text) for name, cell in said if (text := plain(cell))]
    for name, text in told[1:]:
        other, before = told[0]
        if text.casefold() != before.casefold():
            raise CellRefused("import.columns_differ", column=name, said=text, other=other, before=before)


def without_noise(text: str) -> str:
    """Return a figure without the digits that arithmetic with fractions leaves behind.

    They are those beyond fifteen, and those by which a number kept in four bytes differs from the one typed.
    """
    if not _NOISE.fullmatch(text):
        return text
    value, short = _AS_SHOWN.create_decimal(text), _IN_FOUR_BYTES.create_decimal(text)
    (kept,) = struct.unpack("f", struct.pack("f", short))
    return plain_digits(short if _AS_SHOWN.create_decimal(repr(kept)) == value else value)


def plain(cell: Cell) -> str:
    """Return what a person sees in the cell, white space folded; empty for an empty one."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        text = " ".join(cell.split())
        # The cell itself, where it is that already: two of a text that many rows have take memory.
        return cell if text == cell else text
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    return str(cell)


def number_value(cell: Cell) -> object:
    """Return a cell as the numbering schemes read cells: a text, a whole number or a decimal.

    Raises `CellRefused` for a formula that ended in an error, and for several numbers in one cell.
    """
    if isinstance(cell, str):
        if _SEVERAL.search(cell):
            raise error_of(RangeCell(plain(cell)))
        return cell
    if isinstance(cell, ErrorCell):
        raise error_of(cell)
    if isinstance(cell, DateCell):
        return cell.first
    return cell.decimal if isinstance(cell, NumberCell) else cell


def mass_value(cell: Cell, unit: str, kind: MassKind = MassKind.STATED) -> Mass | None:
    """Return the mass of a cell in its own unit or that of its column, None for an empty one.

    Raises `CellRefused` where neither names a unit, `MassTextError` where the cell is no mass.
    """
    text = plain(cell)
    if isinstance(cell, ErrorCell):
        raise error_of(cell)
    if not text:
        return None
    if unit in UNREAD_UNITS and not names_unit_of_mass(text):
        raise CellRefused("import.unit_unread", text=text, unit=unit)
    mass = parse_mass(without_noise(text), unit="g" if unit in UNREAD_UNITS else unit or "g", kind=kind)
    if not unit and mass.ug and not names_unit_of_mass(text):
        raise CellRefused("import.no_unit_of_mass", text=text)
    return mass


def names_unit_of_mass(text: str) -> bool:
    """Tell whether a text is a mass with its own unit: one that is the same whatever its column is in."""
    try:
        in_grams, in_kilograms = (parse_mass(without_noise(text), unit=unit).ug for unit in ("g", "kg"))
    except MassTextError:
        return False
    return in_grams == in_kilograms


def percent_value(cell: Cell, unit: str = "%") -> tuple[int, int] | None:
    """Return thousandths of a percent and half of what its last digit rounds, None for an empty cell.

    Raises `CellRefused` for what may be a part of one, where neither the cell nor the `unit` of its header is "%".
    """
    text = plain(cell).removesuffix("%").strip()
    if not text:
        return None
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise CellRefused("import.not_a_percentage", text=text) from None
    if not value.is_finite() or value < 0:
        raise CellRefused("import.not_a_percentage", text=text)
    if 0 < value <= 1 and "%" not in (unit, plain(cell)[-1]):
        raise CellRefused("import.part_of_one", text=text)
    step = value.as_tuple().exponent
    rounding = int(Decimal(10) ** (step + 3)) if isinstance(step, int) and step > -3 else 1
    return int((value * 1000).to_integral_value()), rounding


def day_value(cell: Cell) -> Day | None:
    """Return the day of a cell, None for an empty one."""
    if isinstance(cell, date):
        return day_of(cell)
    text = plain(cell)
    return parse_day(text) if text else None


def length_value(cell: Cell, unit: str) -> int | None:
    """Return the length of a cell in um, in its own unit or that of its header, None for an empty one.

    Raises `CellRefused` where neither names a unit: mm and cm of a core differ tenfold.
    """
    if isinstance(cell, ErrorCell):
        raise error_of(cell)
    text = without_noise(plain(cell))
    if not text:
        return None
    match = _LENGTH.fullmatch(text)
    if match is None:
        raise CellRefused("import.not_a_length", text=text)
    step = LENGTHS.get(match["unit"].strip() or unit)
    if step is None:
        raise CellRefused("import.no_unit_of_length", text=text)
    length = Decimal(match["figure"].replace(",", ".")) * step
    if length != length.to_integral_value():
        raise CellRefused("import.length_too_exact", text=text)
    return int(length)


def whole_value(cell: Cell) -> int | None:
    """Return the whole number of a cell, None for an empty one."""
    # Programs that read whole columns of figures write 251.0 for 251.
    text = plain(cell).removesuffix(".0")
    if not text:
        return None
    if not text.isdecimal():
        raise CellRefused("import.not_a_count", text=text)
    return int(text)


def finding_of(refusal: Refusal, field: str, strength: Strength = Strength.IMPOSSIBLE) -> Finding:
    """Return a refusal about one cell as a finding about its row."""
    return Finding(strength, refusal.key, tuple(_facts(refusal.facts)), "R12", field)


def _facts(facts: Mapping[str, object]) -> list[tuple[str, str | int]]:
    return [(key, value if isinstance(value, str | int) else str(value)) for key, value in facts.items()]
