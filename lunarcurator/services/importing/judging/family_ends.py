"""Ends of numbers below a row that says another family than the row that changed it last."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.findings import Strength, find
from lunarcurator.domain.numbering import SampleNumber
from lunarcurator.exchange.cells import Cell
from lunarcurator.services.importing.cells.values import number_value, plain
from lunarcurator.services.importing.preparing import Prepared
from lunarcurator.services.importing.rows import ReadRow
from lunarcurator.services.importing.target import Target

_NONE: Final = ReadRow(0, "")


def refuse_gone_on(wanted: Prepared, target: Target, read: Sequence[ReadRow]) -> None:
    """Refuse ends of numbers and parents below a row with the whole number of another family than theirs.

    Only where rows change the family: that row may have been meant as one, and nobody marked it.
    """
    changes = [each.row for each in wanted.reading.families]
    at = {column.target: index for index, column in reversed([*enumerate(wanted.columns)])}
    own, above = at.get("number", at.get("specific", 0)), at.get("generic", 0)
    if changes and wanted.columns[above].made:
        _refuse_below(wanted, target, read, changes, (own, above, at.get("parent", own)))


def _refuse_below(
    wanted: Prepared, target: Target, read: Sequence[ReadRow], changes: list[int], at: tuple[int, int, int]
) -> None:
    own, above, parent = at
    since, other = -1, _NONE
    for row, made in zip(wanted.table.rows(), read, strict=True):
        says, family = (_number(target, row.cells[each]) for each in (own, above))
        if (now := bisect_right(changes, row.number)) != since:
            since, other = now, _NONE
        if family is None:
            continue
        if says is not None and _is_whole(says, made):
            other = _NONE if says.family == family.family else ReadRow(row.number, says.canonical)
        if other is not _NONE and _is_end(target, says, row.cells[parent], made):
            _refuse(made, other, family)


def _is_end(target: Target, says: SampleNumber | None, parent: Cell, made: ReadRow) -> bool:
    return says is None or (bool(plain(parent)) and not made.parent_name and _number(target, parent) is None)


def _is_whole(says: SampleNumber, made: ReadRow) -> bool:
    return not says.rest and made.number in (None, says)


def _refuse(made: ReadRow, other: ReadRow, family: SampleNumber) -> None:
    """Refuse what was completed by a family below the row of another."""
    if made.number is not None:
        names = {"number": made.shown, "other": other.shown, "family": family.canonical}
        why = find(Strength.IMPOSSIBLE, "import.family_unsure", "R1", "number", row=other.row, **names)
        made.problems += (why,)


def _number(target: Target, cell: Cell) -> SampleNumber | None:
    """Return the number that a cell says by itself."""
    try:
        return target.scheme.parse_cell(number_value(cell)) if plain(cell) else None
    except Refusal:
        return None
