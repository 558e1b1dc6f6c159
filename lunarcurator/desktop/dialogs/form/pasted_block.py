"""A block of cells as a spreadsheet puts it on the clipboard, by its columns, and as it is written into a grid."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from lunarcurator.desktop.dialogs.form.grid_model import GridColumn
from lunarcurator.desktop.dialogs.form.typed_mass import typed_mass
from lunarcurator.domain.mass_text import MassTextError
from lunarcurator.domain.mass_units import UNIT_WORDS, power_of_word, unit_symbol

type Block = Sequence[Sequence[str]]

LEFT_OUT: Final = -1
"""Where a column of a block goes that is not pasted."""
UNSURE: Final = "?"
"""What stands behind a figure of which nobody can say in which unit it is."""
UNITS: Final = -2
"""Where a column of a block goes whose cells are the units of masses beside it."""
_FIGURE: Final = re.compile(r"[\d\s.,]*\d[\d\s.,]*")
_WITH_UNIT: Final = re.compile(rf"\d\S*\s*(?:{'|'.join(UNIT_WORDS)})(?![^\W\d_])", re.IGNORECASE)


@dataclass(frozen=True)
class PastedColumn:
    """A column of a block in which something stands: its heading, "" for none, and its cells row by row."""

    heading: str
    cells: tuple[str, ...]

    @cached_property
    def told(self) -> tuple[str, ...]:
        """The cells in which something stands."""
        return tuple(filter(None, self.cells))

    @cached_property
    def states_masses(self) -> bool:
        """Whether at least half of what stands in it reads as a mass, or has a figure with a unit of mass."""
        masses = sum(is_mass(cell) or bool(_WITH_UNIT.search(_folded(cell))) for cell in self.told)
        return bool(masses) and 2 * masses >= len(self.told)

    @cached_property
    def is_of_units(self) -> bool:
        """Whether all that stands in it are units of mass, or its heading says that they are units."""
        headed = self.heading.casefold() in {"unit", "units", "单位"}
        return bool(self.told) and (headed or all(unit_of(cell) for cell in self.told))


@dataclass(frozen=True, slots=True)
class Goes:
    """Where a column of a block goes: a column of the grid, `UNITS` or `LEFT_OUT`.

    `unit` is that of its masses in which none is written, "" for none.
    """

    target: int = LEFT_OUT
    unit: str = ""


def block_of(text: str) -> Block:
    """Return the rows of a block; a cell in quotes may hold tabs and line ends, as spreadsheets write them."""
    lines = text.rstrip("\r\n").replace("\r\n", "\n").replace("\r", "\n")
    if lines.count('"') % 2:
        # Not as a spreadsheet quotes: a quote is a sign like any other then, and swallows nothing.
        return [[cell.strip() for cell in line.split("\t")] for line in lines.split("\n")]
    rows = csv.reader(io.StringIO(lines, newline=""), delimiter="\t")
    return [[" ".join(cell.split()) for cell in row] for row in rows]


def pasted_columns(block: Block, *, headed: bool) -> tuple[PastedColumn, ...]:
    """Return the columns of a block in which something stands; `headed` takes its first row for headings."""
    wide = max((len(row) for row in block), default=0)
    columns = [tuple(row[across] if across < len(row) else "" for row in block) for across in range(wide)]
    first = 1 if headed else 0
    return tuple(PastedColumn("".join(each[:first]), each[first:]) for each in columns if any(each))


def unit_of(text: str) -> str:
    """Return the symbol of the unit of mass that a text is and nothing else, "" where it is none."""
    word = _folded(text).strip("()[]（）. ")
    return unit_symbol(word) if power_of_word(word) is not None else ""


def is_mass(cell: str, *, with_unit: bool = False) -> bool:
    """Tell whether a cell reads as a mass, `with_unit` only where its unit is written in it."""
    try:
        read = [typed_mass(cell, unit=unit).ug for unit in ("g", "mg")]
    except MassTextError:
        return False
    # Only what names its unit is the same mass whatever the unit of plain figures is, but for nothing at all.
    return not with_unit or (read[0] == read[1] and bool(_WITH_UNIT.search(_folded(cell))))


def in_unit(cell: str, unit: str) -> str:
    """Return a cell with a unit where it is a mass without one, and any other as it is; "" is no unit."""
    bare = _FIGURE.fullmatch(cell) or (is_mass(cell) and not is_mass(cell, with_unit=True))
    return f"{cell} {unit}" if unit and bare else cell


def written(
    pasted: Sequence[PastedColumn], goes: Sequence[Goes], columns: Mapping[int, GridColumn]
) -> Iterator[tuple[int, int, str]]:
    """Yield what comes into a grid, as (row of the block, column of the grid, text)."""
    units = units_of_masses([each.target for each in goes], columns)
    for at, (column, each) in enumerate(zip(pasted, goes, strict=True)):
        if each.target < 0:
            continue
        beside = pasted[units[at]].cells if at in units else None
        is_mass_column = columns[each.target].kind == "mass"
        for down, cell in enumerate(column.cells):
            unit = each.unit if beside is None else _unit_in_row(beside[down], each.unit)
            yield down, each.target, in_unit(cell, unit) if is_mass_column else cell


def _unit_in_row(beside: str, said: str) -> str:
    """Return the unit of a mass: that in its row, else what is said of all of them, else a question mark.

    A figure with a question mark is no mass: it is red in the grid, and says to whoever looks what is wrong.
    """
    return beside or said or UNSURE


def units_of_masses(targets: Sequence[int], columns: Mapping[int, GridColumn]) -> Mapping[int, int]:
    """Return which column of a block holds the units of which masses, by their places in it.

    One serves all masses; as many as there are masses serve them in turn; of others, that beside a mass does.
    """
    masses = [at for at, target in enumerate(targets) if target >= 0 and columns[target].kind == "mass"]
    units = [at for at, target in enumerate(targets) if target == UNITS]
    if len(units) == 1:
        return dict.fromkeys(masses, units[0])
    if len(units) == len(masses):
        return dict(zip(masses, units, strict=True))
    behind = {at: at + 1 for at in masses if at + 1 in units}
    before = {at: at - 1 for at in masses if at - 1 in units}
    return {**before, **behind}


def _folded(text: str) -> str:
    return text.replace("µ", "μ")
