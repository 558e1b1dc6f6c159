"""Which unit a column of masses or lengths is in: by its header, by an answer or a profile."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, override

from lunarcurator.domain.fields import FIELDS, FieldKind
from lunarcurator.domain.mass_text import MassTextError, parse_mass
from lunarcurator.domain.mass_units import power_of_word, unit_symbol
from lunarcurator.exchange.cells import Cell, NumberCell
from lunarcurator.exchange.dittos import is_ditto
from lunarcurator.services.importing.asking.question import Facts, Looking, Question, Reading, Told
from lunarcurator.services.importing.cells.values import (
    LENGTHS,
    UNREAD_UNITS,
    names_unit_of_mass,
    plain,
    without_noise,
)
from lunarcurator.services.importing.columns.headers import bare
from lunarcurator.services.importing.columns.mapping import DEPTH_RANGE, split_unit
from lunarcurator.services.importing.list_words import list_words
from lunarcurator.services.importing.non_record_rows.quoting import quoted
from lunarcurator.services.importing.non_record_rows.unit_words import UnitWords, units_in_words

MASSES: Final = frozenset({"mass", "mass_now", "original", "issued"})
"""The targets of columns that say masses."""

MASS_UNITS: Final = ("g", "mg", "ug", "kg")
_NUMBERS: Final = ("number", "generic", "specific")
LENGTH_UNITS: Final = ("m", "cm", "mm")

_SAYS_UNIT: Final = re.compile(
    r"(?:mass|weight|wt\.?|measure(?:ment)?|quantity) units?|units? of (?:mass|weight|measure(?:ment)?s?)"
)

_EXAMPLES: Final = 3
_MICROGRAMS_IN_GRAM: Final = 6
_FIGURE: Final = re.compile(r"\d+(?:\.\d+)?")
_WORD: Final = re.compile(r"[^\W\d_]+")
_LENGTH_IN_WORDS: Final = re.compile(r"\d\s*(?:[^\W\d_]|\u00b5|\u03bc)")


@dataclass(frozen=True, slots=True)
class BareMasses:
    """The cells of a column that say a mass without a unit: how many, the first of them, their figures added."""

    count: int
    examples: tuple[str, ...]
    total: Decimal

    def ug(self, unit: str) -> int:
        """Return what the cells come to in ug if they are in this unit."""
        return int(self.total.scaleb(_power(unit.replace("u", "μ")) or 0))


class Unit(Told):
    """In which unit a column is where neither it nor all of its cells name one, or header and row differ.

    That of a profile is asked again where a cell names another.
    """

    name = "unit"

    @override
    def answered(self, reading: Reading, text: str, about: str | int = "") -> Reading:
        # "µg" may be written "ug".
        return super().answered(reading, text.strip().replace("\u00b5", "u").replace("\u03bc", "u"), about)

    @override
    def word(self, choice: str) -> str:
        return "import.choice_of_mass" if is_unit_of_mass(choice) else ""

    @override
    def found(self, sheet: Looking) -> Iterator[Question]:
        reading = sheet.reading
        numbers = reading.key or reading.taken_for(*_NUMBERS)
        words = units_in_words(sheet, numbers, sheet.figures) if sheet.figures else ()
        for name, cells in sheet.figures.items():
            choices, against = unit_choices(reading, name), _spoken_against(reading, name, words)
            headed, kept = header_unit(reading, name), reading.units.get(name, "")
            told = measures(reading.mapping[name], headed or kept) and not against
            if told and (headed or not any(names_another_unit(plain(cell), kept) for cell in cells)):
                continue
            key, facts = _worded(reading, name, against)
            if reading.mapping[name] in MASSES:
                yield from self._of_masses(name, bare_masses(cells), choices, key, facts)
            elif examples := bare_lengths(cells):
                facts["examples"] = ", ".join(examples)
                yield self.ask(facts, name, choices=choices, key=key)

    def _of_masses(
        self, name: str, found: BareMasses, choices: tuple[str, ...], key: str, facts: dict[str, str | int]
    ) -> Iterator[Question]:
        if found.count:
            facts |= {"count": found.count, "examples": ", ".join(found.examples)}
            asked = self.ask(facts, name, choices=choices, key=key or "import.ask.unit_of_mass")
            yield replace(asked, of_choices={unit: _comes_to(found, unit) for unit in choices})


UNIT: Final = Unit()


def _worded(reading: Reading, name: str, against: Sequence[UnitWords]) -> tuple[str, dict[str, str | int]]:
    """Return the key of the sentence that says why a unit is asked, "" where none is named, and its facts."""
    if against:
        words = quoted([(each.row, each.said) for each in against])
        kind = "unit" if reading.mapping[name] in MASSES else "length"
        return f"import.ask.{kind}_beside", {"column": name, "words": words}
    unit = split_unit(name)[1]
    if not measures(reading.mapping[name], unit):
        return "", {"column": name}
    parts = _header_parts(reading, name)
    alone = any(names_another_unit(part, said) for part in parts if (said := split_unit(part)[1]))
    return "import.ask.header_units" if alone else "import.ask.disputed_unit", {"column": name}


def _comes_to(found: BareMasses, unit: str) -> Facts:
    return {"unit": unit_symbol(unit), "ug": found.ug(unit)}


def measures(target: str, unit: str) -> bool:
    """Tell whether a unit can be that of a column taken for this."""
    if target in MASSES:
        return is_unit_of_mass(unit) or unit in UNREAD_UNITS
    return unit in LENGTHS if is_length(target) else True


def is_unit_of_mass(unit: str) -> bool:
    """Tell whether a unit, as headers and cells write it, is one of mass."""
    return _power(unit) is not None


def _power(unit: str) -> int | None:
    """Return the power of ten of a microgram for a unit of mass, None for any other."""
    return power_of_word(unit.replace("\u00b5", "\u03bc"))


def says_units(column: str, values: Sequence[str], *, unnamed: bool) -> bool:
    """Tell whether a column says the units of masses row by row: by its header, or by most of its cells.

    A letter alone may be any code, so cells decide only under no header or with a longer word among them.
    """
    values = [text for text in values if not is_ditto(text)]
    if _is_headed(bare(column)):
        # Under such headers stand units of lengths too, and those of rock with their figures.
        return not values or 2 * sum(map(_is_other_unit, values)) < len(values)
    units = [text for text in values if is_unit_of_mass(text)]
    return 2 * len(units) > len(values) and (unnamed or any(len(text) > 1 for text in units))


def _is_headed(header: str) -> bool:
    return header in list_words().units or bool(_SAYS_UNIT.fullmatch(header))


def _is_other_unit(text: str) -> bool:
    return text in LENGTHS or any(map(str.isdigit, text))


def units_beside(reading: Reading) -> dict[str, str]:
    """Return by column of masses the one that says its units: the next one behind it, else the nearest before."""
    units = [reading.columns.index(name) for name in reading.taken_for("mass_unit")]
    masses = ((reading.columns.index(name), name) for name in (reading.taken_for(*MASSES) if units else ()))
    return {name: reading.columns[min(units, key=lambda to: (to < at, abs(to - at)))] for at, name in masses}


def with_unit(cell: Cell, unit: Cell) -> Cell:
    """Return the cell of a mass with the unit that stands beside it in the row, where it names none itself."""
    return f"{plain(cell)} {plain(unit)}" if plain(unit) and _bare_figure(cell) else cell


def is_measure(target: str) -> bool:
    """Tell whether a column taken for this says masses or lengths."""
    return target in MASSES or is_length(target)


def is_length(target: str) -> bool:
    """Tell whether a column taken for this says lengths."""
    return target == DEPTH_RANGE or (target in FIELDS and FIELDS[target].kind is FieldKind.LENGTH)


def unit_of(reading: Reading, column: str) -> str:
    """Return the unit that was answered, else that of a column's header, else of a profile; "" for none.

    Where a header names a unit, that is asked only where other words speak against it.
    """
    target = reading.mapping.get(column, "")
    told = (
        # A report says itself in which unit its columns are, whatever their headers said in the file.
        reading.units.get(column, "") if reading.report else "",
        UNIT.said(reading.answers, column) or "",
        header_unit(reading, column),
        reading.units.get(column, ""),
    )
    return next((unit for unit in told if unit and measures(target, unit)), "")


def unit_choices(reading: Reading, column: str) -> tuple[str, ...]:
    """Return the units a person may say that a column is in, whatever its header says; none where it has none."""
    target = reading.mapping.get(column, "")
    return () if not is_measure(target) else MASS_UNITS if target in MASSES else LENGTH_UNITS


def _spoken_against(reading: Reading, column: str, words: Iterable[UnitWords]) -> list[UnitWords]:
    """Return the words beside the records that name another unit than header or profile of a column do, or may."""
    told = header_unit(reading, column) or reading.units.get(column, "")
    if reading.mapping[column] in MASSES:
        return [each for each in words if any(_power(unit) != _power(told) for unit in each.units - {*LENGTHS})]
    return [each for each in words if any(LENGTHS[unit] != LENGTHS.get(told) for unit in each.units & {*LENGTHS})]


def header_unit(reading: Reading, column: str) -> str:
    """Return the unit that the header of a column names; "" where it, or the row of units, names another too."""
    target, below = reading.mapping.get(column, ""), reading.units_row.get(column, "")
    if not is_measure(target):
        return split_unit(column)[1]
    parts = _header_parts(reading, column)
    # What stands below the name alone is a unit too, as `g` in a third row of headers.
    told = [split_unit(part)[1] for part in (*parts, f"mass ({below})")]
    said = {_power(unit) if target in MASSES else LENGTHS[unit]: unit for unit in told if measures(target, unit)}
    unit = next(iter(said.values())) if len(said) == 1 else ""
    return "" if unit and any(names_another_unit(part, unit) for part in parts) else unit


def _header_parts(reading: Reading, column: str) -> list[str]:
    """Return what each row of headers says of a column, without the row of units below them."""
    below = reading.units_row.get(column, "")
    return (column.removesuffix(f" ({below})") if below else column).split(" / ")


def unit_shown(unit: str) -> str:
    """Return a unit as people write it: "µg" for "ug"; others as they stand."""
    return "\u00b5g" if unit == "ug" else unit


def names_another_unit(text: str, unit: str) -> bool:
    """Tell whether words name another unit of the same kind than this one."""
    scale = _power if is_unit_of_mass(unit) else LENGTHS.get
    return bool({*map(scale, _WORD.findall(text.replace("\u00b5", "\u03bc")))} - {None, scale(unit)})


def bare_masses(cells: Iterable[Cell]) -> BareMasses:
    """Return what cells say of masses without naming a unit; nothing is (0 is 0 in any unit)."""
    count, total, examples = 0, Decimal(0), dict[str, None]()
    for cell in cells:
        figure = _bare_figure(cell)
        if figure:
            count, total = count + 1, total + figure
            if len(examples) < _EXAMPLES:
                examples[plain(cell)] = None
    return BareMasses(count, tuple(examples), total)


def _bare_figure(cell: Cell) -> Decimal:
    """Return the figure of a mass without unit, 0 where the cell names one or says no mass at all."""
    if type(cell) is int:
        return Decimal(max(cell, 0))
    if isinstance(cell, NumberCell):
        return max(cell.decimal, Decimal(0))
    text = without_noise(plain(cell))
    if _FIGURE.fullmatch(text):
        return Decimal(text)
    try:
        grams = parse_mass(text).ug or 0
    except MassTextError:
        return Decimal(0)
    return Decimal(0) if names_unit_of_mass(text) else Decimal(grams).scaleb(-_MICROGRAMS_IN_GRAM)


def bare_lengths(cells: Iterable[Cell]) -> tuple[str, ...]:
    """Return the first cells that say a length without naming a unit."""
    told = (text for cell in cells if (text := plain(cell)) and not _LENGTH_IN_WORDS.search(text))
    found: dict[str, None] = {}
    for text in told:
        if text.strip("0.") and any(sign.isdigit() for sign in text):
            found[text] = None
        if len(found) >= _EXAMPLES:
            break
    return tuple(found)
