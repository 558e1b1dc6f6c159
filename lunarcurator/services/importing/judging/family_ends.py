"""Ends of numbers below a row that says another family than the row that changed it last."""

from bisect import bisect_right
from collections.abc import Sequence

from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.findings import Strength, find
from lunarcurator.domain.numbering import SampleNumber
from lunarcurator.exchange.cells import Cell
from lunarcurator.services.importing.cells.values import number_value, plain
from lunarcurator.services.importing.preparing import Prepared
from lunarcurator.services.importing.rows import ReadRow
from lunarcurator.services.importing.target import Target


def refuse_gone_on(wanted: Prepared, target: Target, read: Sequence[ReadRow]) -> None:
    """Refuse ends of numbers and parents below a row with the whole number of another family than theirs.

    Only where rows change the family: that row may have been meant as one, and nobody marked it.
    """
    changes = [each.row for each in wanted.reading.families]
    at = {column.target: index for index, column in reversed([*enumerate(wanted.columns)])}
    own, above = at.get("number", at.get("specific", 0)), at.get("generic", 0)
    if not (changes and wanted.columns[above].made):
        return
    since, other = -1, ReadRow(0, "")
    for row, made in zip(wanted.table.rows(), read, strict=True):
        says, family = (_number(target, row.cells[each]) for each in (own, above))
        if (now := bisect_right(changes, row.number)) != since:
            since, other = now, ReadRow(0, "")
        if family is None:
            continue
        if says is not None and not says.rest and made.number in (None, says):
            other = ReadRow(row.number, says.canonical) if says.family != family.family else ReadRow(0, "")
        parent = row.cells[at["parent"]] if "parent" in at and not made.parent_name else None
        is_end = says is None or (plain(parent) and _number(target, parent) is None)
        if other.row and made.number is not None and is_end:
            names = {"number": made.shown, "other": other.shown, "family": family.canonical}
            why = find(Strength.IMPOSSIBLE, "import.family_unsure", "R1", "number", row=other.row, **names)
            made.problems += (why,)


def _number(target: Target, cell: Cell) -> SampleNumber | None:
    """Return the number that a cell says by itself."""
    try:
        return target.scheme.parse_cell(number_value(cell)) if plain(cell) else None
    except Refusal:
        return None
