"""Where a family ends that a row began, and the rows below of which nobody said whether they are of it."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.findings import Strength, find
from lunarcurator.domain.numbering import SampleNumber
from lunarcurator.exchange.book import Row
from lunarcurator.exchange.cells import Cell
from lunarcurator.exchange.spoken_rows import TOTAL
from lunarcurator.services.importing.cells.values import number_value, plain
from lunarcurator.services.importing.columns.made_columns import in_doubt
from lunarcurator.services.importing.preparing import Prepared
from lunarcurator.services.importing.rows import ReadRow, RowReader
from lunarcurator.services.importing.target import ANY, Target

_SIGNS: Final = tuple(",-，、‐‑‒–—―−－")
_LONGEST: Final = 4
# A parent that columns of the file make together is none that a row says.
_SAID: Final = (("generic", True), ("generic", False), ("parent", False))


class _Other(NamedTuple):
    """The row that ended a family, and what it says; below one `apart` even a full number is no part of that."""

    row: int
    said: str
    apart: bool


class FamilyEnds:
    """Finds where families end, and refuses the rows below that take anything of them.

    Anything in the column of numbers, and any title, ends a family that is no number of it and no end of a number;
    a sum ends none. What begins with a comma or dash, or does so behind the number of the family, is such an end,
    however damaged, and so are up to four figures alone. The family is there again where a row says its whole
    number, or changes the family.
    """

    def __init__(self, wanted: Prepared, target: Target, reader: RowReader) -> None:
        self._wanted, self._target, self._reader = wanted, target, reader
        columns = [*enumerate(wanted.columns)]
        made = [at for at, each in columns if each.made and (each.target, each.again) in _SAID]
        self._family = made[-1] if made else -1
        at = {each.target: at for at, each in reversed(columns) if at != self._family}
        self._own = at.get("number", at.get("generic", at.get("specific", 0)))

    def doubted(self, read: Sequence[ReadRow]) -> Prepared:
        """Refuse rows that take anything of a family that ended; return the table that marks this in a report."""
        others = self._others() if self._family >= 0 else {}
        rows = zip(self._wanted.table.rows(), read, strict=True) if others else ()
        doubts = {
            made.row for row, made in rows if made.row in others and self._refuse(row, made, others[made.row])
        }
        plan, at = self._wanted.plan, self._family

        def cells() -> Iterator[Row]:
            for row in plan.cells():
                yield _with(row, at, in_doubt(row.cells[at])) if row.number in doubts else row

        return replace(self._wanted, plan=replace(plan, cells=cells)) if doubts else self._wanted

    def _others(self) -> dict[int, _Other]:
        """Return for each row below the end of its family the row that ended it."""
        reading, found = self._wanted.reading, dict[int, _Other]()
        changes = [each.row for each in reading.families]
        said = {each.row: "" if each.why == TOTAL else each.said for each in reading.between}
        since, other, ends = -1, None, False
        for row in self._wanted.every.rows():
            if (now := bisect_right(changes, row.number)) != since:
                since, other, ends = now, None, False
            text = said.get(row.number, plain(row.cells[self._own]))
            family = self._number(row.cells[self._family])
            if family is not None and _is_end(text, family):
                ends = True
            elif family is not None and text:
                other = self._after(row, text, family, other, ends=ends)
            if other is not None:
                found[row.number] = other
        return found

    def _after(
        self, row: Row, text: str, family: SampleNumber, other: _Other | None, *, ends: bool
    ) -> _Other | None:
        """Return what has ended a family behind a row that says this.

        Where any name is a number, one is that of another whole only below `ends` of numbers.
        """
        says, made = self._number(row.cells[self._own]), self._reader.identified(row).number
        number = says if made in (None, says) else made
        if number is None:
            return _Other(row.number, text, apart=True)
        whole = self._whole(number)
        if whole == self._whole(family):
            return None
        if whole == number.family:
            return _Other(row.number, number.canonical, apart=ends or self._target.scheme.code != ANY)
        if other is None and number.family != family.family:
            return _Other(row.number, number.canonical, apart=False)
        return other

    def _whole(self, number: SampleNumber) -> str:
        return number.family if self._target.scheme.is_zero_split(number) else number.canonical

    def _refuse(self, row: Row, made: ReadRow, other: _Other) -> bool:
        """Refuse a row that takes anything of its family; tell whether it does, or cannot be read."""
        bare = self._reader.identified(_with(row, self._family, None))
        parent = bare.parent_name or bare.parent
        alike = made.number == bare.number and parent == (made.parent_name or made.parent)
        if made.number is not None:
            if alike or not (other.apart or parent or made.number != bare.number):
                return False
            key = "import.family_another" if made.shown == other.said else "import.family_unsure"
            facts = {"number": made.shown, "other": other.said, "family": plain(row.cells[self._family])}
            made.problems += (find(Strength.IMPOSSIBLE, key, "R1", "number", row=other.row, **facts),)
        made.number, made.shown, made.parent, made.family = (
            bare.number,
            bare.shown.strip(),
            bare.parent,
            bare.family,
        )
        return True

    def _number(self, cell: Cell) -> SampleNumber | None:
        """Return the number that a cell says by itself."""
        try:
            return self._target.scheme.parse_cell(number_value(cell)) if plain(cell) else None
        except Refusal:
            return None


def _is_end(text: str, family: SampleNumber) -> bool:
    behind = text.removeprefix(family.family).lstrip()
    return behind.startswith(_SIGNS) or (text.isdecimal() and len(text) <= _LONGEST)


def _with(row: Row, at: int, cell: Cell) -> Row:
    return Row(row.number, (*row.cells[:at], cell, *row.cells[at + 1 :]))
