"""Columns that a report of rows says besides those of the file: they are not made again when it is read back."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from lunarcurator.exchange.cells import Cell
from lunarcurator.services.importing.cells.values import CellRefused, plain
from lunarcurator.services.importing.columns.mapping import DEPTH_RANGE, OTHER, split_unit
from lunarcurator.services.importing.columns.units import is_length, is_measure
from lunarcurator.services.importing.plan import PlannedColumn
from lunarcurator.services.importing.profiles import Profile

# What stands behind the name of a column that the file did not have.
_MADE: Final = " [=]"
# What stands behind the name of a column that no header of the file named.
_BEYOND: Final = " [?]"
# What stands behind a family that was said for all rows below, of a row that may not be of it.
_DOUBT: Final = " ?"
_WHOLE: Final = ("number", "generic", "specific")


def header_in_report(column: PlannedColumn) -> str:
    """Return what a report calls a column: with its unit, and if it was made, so that nobody is asked again."""
    if column.beyond:
        return f"{column.name.removesuffix(_BEYOND)}{_BEYOND}"
    needed = column.unit and is_measure(column.target) and not split_unit(column.name)[1]
    named = f"{column.name} ({column.unit})" if needed else column.name
    return f"{named}{_MADE}" if column.made and column.target != OTHER else named


def in_report(columns: Sequence[PlannedColumn]) -> list[PlannedColumn]:
    """Return the columns that a report has: what is made of them again would not say what is corrected in them."""
    return [each for each in columns if not each.again]


def says_family(column: PlannedColumn) -> bool:
    """Tell whether a column was made of what is said for all rows, or all below one: their family, or parent."""
    if column.target == "generic":
        return column.made or column.name.endswith(_MADE)
    return column.target == "parent" and column.made and not column.again


def in_doubt(cell: Cell) -> str:
    """Return what a report says in a column that was made where nobody said whether the row is of this family."""
    return f"{plain(cell)}{_DOUBT}"


def refuse_in_doubt(column: PlannedColumn, text: str) -> None:
    """Raise `CellRefused` for what a report says in doubt, until somebody corrects it."""
    if text.endswith(_DOUBT) and column.name.endswith(_MADE):
        raise CellRefused("import.family_open", text=text, family=text.removesuffix(_DOUBT))


def beyond_in_report(name: str) -> bool:
    """Tell whether a report calls a column so that no header of its file named."""
    return name.endswith(_BEYOND)


def as_made(profile: Profile, columns: Sequence[str]) -> Profile:
    """Return a profile that makes none of the columns which a report has made already."""
    made = {*_made(columns).values()}
    return replace(
        profile,
        key=() if "number" in made else profile.key,
        parent_key=() if "parent" in made else profile.parent_key,
        constants={target: text for target, text in profile.constants.items() if target not in made},
        levels={} if "place" in made else profile.levels,
    )


def taken_as_made(columns: Sequence[str], mapping: Mapping[str, str]) -> dict[str, str]:
    """Return what the columns of a report are taken for: one that was made says more than those it was made of."""
    found = dict(mapping)
    for name, target in _made(columns).items():
        less = {target, *(_WHOLE if target == "number" else ()), *((DEPTH_RANGE,) if is_length(target) else ())}
        found |= {each: OTHER for each, said in mapping.items() if said in less}
        found[name] = target
    return found


def _made(columns: Sequence[str]) -> dict[str, str]:
    """Return the columns that a report says were made of others, each with what it is taken for."""
    made = (name for name in columns if name.endswith(_MADE))
    return {name: name.removesuffix(_MADE).removesuffix(" +") for name in made}
