"""Which unit a column of masses or lengths is in: by its header, by an answer or a profile."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, override

from lunarcurator.domain.fields import FIELDS, FieldKind
from lunarcurator.domain.mass_text import MassTextError, parse_mass
from lunarcurator.domain.mass_units import power_of_word, unit_symbol
from lunarcurator.exchange.cells import Cell, NumberCell
from lunarcurator.exchange.extent import column_letters
from lunarcurator.services.importing.asking.question import Facts, Looking, Question, Reading, Told
from lunarcurator.services.importing.cells.values import LENGTHS, names_unit_of_mass, plain, without_noise
from lunarcurator.services.importing.columns.headers import bare
from lunarcurator.services.importing.columns.mapping import DEPTH_RANGE, OTHER, split_unit

MASSES: Final = frozenset({"mass", "mass_now", "original", "issued"})
"""The targets of columns that say masses."""

MASS_UNITS: Final = ("g", "mg", "ug", "kg")
LENGTH_UNITS: Final = ("m", "cm", "mm")

_UNIT_HEADERS: Final = frozenset(
    {
        *("unit", "units", "mass unit", "weight unit", "unit of mass", "uom", "单位", "単位", "einheit", "einh."),
        *("unité", "unités", "unidad", "unità", "ед. изм.", "ед.изм.", "ед.", "единица", "единица измерения"),
    }
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
    """In which unit a column is where neither it nor all of its cells name one, or header and row differ."""

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
        for name in (name for name in sheet.figures if lacks_unit(sheet.reading, name)):
            yield from self._of_column(sheet, name, disputed_units(sheet.reading, name))

    def _of_column(self, sheet: Looking, name: str, disputed: tuple[str, ...]) -> Iterator[Question]:
        facts: dict[str, str | int] = {"column": name}
        if disputed:
            facts |= {"upper": unit_shown(disputed[0]), "lower": unit_shown(disputed[-1])}
        key = "import.ask.disputed_unit" if disputed else ""
        if sheet.reading.mapping[name] not in MASSES:
            if examples := bare_lengths(sheet.figures[name]):
                facts["examples"] = ", ".join(examples)
                yield self.ask(facts, name, choices=unit_choices(sheet.reading, name), key=key)
        elif (found := bare_masses(sheet.figures[name])).count:
            facts |= {"count": found.count, "examples": ", ".join(found.examples)}
            choices = unit_choices(sheet.reading, name)
            asked = self.ask(facts, name, choices=choices, key=key or "import.ask.unit_of_mass")
            yield replace(asked, of_choices={unit: _comes_to(found, unit) for unit in choices})


UNIT: Final = Unit()


def _comes_to(found: BareMasses, unit: str) -> Facts:
    return {"unit": unit_symbol(unit), "ug": found.ug(unit)}


def measures(target: str, unit: str) -> bool:
    """Tell whether a unit can be that of a column taken for this."""
    if target in MASSES:
        return is_unit_of_mass(unit)
    return unit in LENGTHS if is_length(target) else True


def is_unit_of_mass(unit: str) -> bool:
    """Tell whether a unit, as headers and cells write it, is one of mass."""
    return _power(unit) is not None


def _power(unit: str) -> int | None:
    """Return the power of ten of a microgram for a unit of mass, None for any other."""
    return power_of_word(unit.replace("\u00b5", "\u03bc"))


def says_units(column: str, values: Sequence[str]) -> bool:
    """Tell whether a column says row by row in which unit the mass is: by its header and all of its cells."""
    return bare(column) in _UNIT_HEADERS and bool(values) and all(map(is_unit_of_mass, values))


def unnamed_units(columns: Sequence[str], mapping: Mapping[str, str], rows: Sequence[Sequence[str]]) -> str:
    """Return the column without a name right behind the only one of masses, if all it says are units of mass."""
    masses = [at for at, column in enumerate(columns) if mapping[column] in MASSES]
    behind = masses[0] + 1 if len(masses) == 1 else len(columns)
    if "mass_unit" in mapping.values() or behind >= len(columns) or mapping[columns[behind]] != OTHER:
        return ""
    told = [row[behind] for row in rows if row[behind]]
    unnamed = columns[behind] == column_letters(behind + 1)
    return columns[behind] if unnamed and told and all(map(is_unit_of_mass, told)) else ""


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
    """Return the unit a column's header names, else an answer, else a profile; "" for none.

    Where header and units row contradict each other only an answer holds.
    """
    target = reading.mapping.get(column, "")
    if disputed := disputed_units(reading, column):
        answer = UNIT.said(reading.answers, column) or ""
        return answer if answer in disputed else ""
    told = (split_unit(column)[1], UNIT.said(reading.answers, column) or "", reading.units.get(column, ""))
    return next((unit for unit in told if unit and measures(target, unit)), "")


def unit_choices(reading: Reading, column: str) -> tuple[str, ...]:
    """Return the units a person may say that a column is in; none where its header names one, or it has none."""
    target, named = reading.mapping.get(column, ""), split_unit(column)[1]
    if disputed := disputed_units(reading, column):
        return disputed
    if not is_measure(target) or (named and measures(target, named)):
        return ()
    return MASS_UNITS if target in MASSES else LENGTH_UNITS


def disputed_units(reading: Reading, column: str) -> tuple[str, ...]:
    """Return the units that header and units row say of a column, the upper first; none where they agree."""
    target, below = reading.mapping.get(column, ""), reading.units_row.get(column, "")
    if not is_measure(target):
        return ()
    header = column.removesuffix(f" ({below})") if below else column
    told = [split_unit(part)[1] for part in header.split(" / ")]
    # What stands below the name alone is a unit too, as `g` in a third row of headers.
    told.append(split_unit(f"mass ({below})")[1])
    said = dict.fromkeys(_in_short(unit) for unit in told if unit and measures(target, unit))
    return tuple(said) if len(said) > 1 else ()


def _in_short(unit: str) -> str:
    """Return a unit as the choices spell it: `g` for `grams`, `um` for `microns`."""
    power = _power(unit)
    if power is not None:
        return next(each for each in MASS_UNITS if power_of_word(each) == power)
    return next(each for each, step in LENGTHS.items() if step == LENGTHS[unit])


def unit_shown(unit: str) -> str:
    """Return a unit as people write it: "µg" for "ug"; others as they stand."""
    return "\u00b5g" if unit == "ug" else unit


def lacks_unit(reading: Reading, column: str) -> bool:
    """Tell whether nothing but an answer can say in which unit a column of masses or lengths is."""
    if disputed_units(reading, column):
        return True
    target = reading.mapping.get(column, "")
    told = (split_unit(column)[1], reading.units.get(column, ""))
    return not any(unit and measures(target, unit) for unit in told)


def names_another_unit(caption: str, unit: str) -> bool:
    """Tell whether the words above a table name another unit of the same kind than this one."""
    words = _WORD.findall(caption.replace("\u00b5", "\u03bc"))
    if is_unit_of_mass(unit):
        return bool({*map(_power, words)} - {None, _power(unit)})
    return bool({*map(LENGTHS.get, words)} - {None, LENGTHS.get(unit)})


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
