"""Where a family ends that a row began, and the rows below of which nobody said whether they are of it."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.findings import Strength, find
from lunarcurator.domain.numbering import SampleNumber
from lunarcurator.domain.rules.numbering import stays_in_family
from lunarcurator.exchange.book import Row
from lunarcurator.exchange.cells import Cell
from lunarcurator.exchange.text_rows import TOTAL
from lunarcurator.services.importing.cells.values import number_value, plain
from lunarcurator.services.importing.columns.made_columns import in_doubt, says_family
from lunarcurator.services.importing.columns.mapping import AS_LOANS
from lunarcurator.services.importing.non_record_rows.families import AROUND, number_in
from lunarcurator.services.importing.non_record_rows.said_rows import reads_number
from lunarcurator.services.importing.preparing import Prepared
from lunarcurator.services.importing.rows import ReadRow, RowReader
from lunarcurator.services.importing.target import ANY, Target

_SIGNS: Final = tuple(",-，、‐‑‒–—―−－")
_LONGEST: Final = 4


class _Other(NamedTuple):
    """The row that ended a family, and what it says; below one `apart` even a full number is no part of that."""

    row: int
    said: str
    apart: bool


@dataclass(slots=True)
class _Stretch:
    """The rows of a family so far: the column of its words, what ended it, and whether it has ends of numbers."""

    first: int
    other: _Other | None = None
    ends: bool = False


class FamilyEnds:
    """Finds where families end, and refuses the rows below that take anything of them.

    Anything in the column of numbers ends a family that is no number of it and no end of one; a sum does not. So
    do a title, and below the words of a family the number of another, or any words beside no number. What begins
    with a comma or dash, or does so behind the full number of the family, is an end, however damaged, and so are
    up to four figures alone. The family is there again where a row says its whole number, or changes the family.
    A part of another whole is none of the family. Where that is a part itself, the full number of another part of
    the same whole may begin one too: below it an end is of neither, and nothing is where it stands alone or among
    ends.
    """

    def __init__(self, wanted: Prepared, target: Target, reader: RowReader) -> None:
        self._wanted, self._target, self._reader = wanted, target, reader
        columns = [*enumerate(wanted.columns)]
        self._family = next((at for at, each in reversed(columns) if says_family(each)), -1)
        at = {each.target: at for at, each in reversed(columns) if at != self._family}
        between = wanted.reading.between
        self._said = {each.row: "" if each.why == TOTAL else each.said for each in between}
        self._reads = reads_number([target.scheme])
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
        reading, found, since = self._wanted.reading, dict[int, _Other](), -1
        changes = [each.row for each in reading.families]
        for row in self._wanted.every.rows():
            # Each row of a report has a family of its own.
            if (now := bisect_right(changes, row.number)) != since or reading.report:
                since, stretch = now, _Stretch(self._own)
            self._go_on(row, stretch)
            if stretch.other is not None:
                found[row.number] = stretch.other
        return found

    def _go_on(self, row: Row, stretch: _Stretch) -> None:
        """Take in what a row says of the family it stands below; of none it shows where the words of one stand."""
        text, words = (self._said.get(row.number, plain(row.cells[at])) for at in (self._own, stretch.first))
        family = self._number(row.cells[self._family])
        if family is None:
            stretch.first = next((at for at, cell in enumerate(row.cells) if plain(cell)), self._own)
        elif stretch.first != self._own and self._is_another(words, family):
            stretch.other = _Other(row.number, words, apart=True)
        elif _is_end(text, self._whole(family)):
            stretch.ends = True
        elif text or words:
            stretch.other = self._after(row, text or words, family, stretch)

    def _is_another(self, words: str, family: SampleNumber) -> bool:
        """Tell whether words where those of the family stand may name another, if not any words are a number."""
        number = self._number(number_in(words, self._reads))
        if number is None:
            named = any(self._reads(word.strip(AROUND)) for word in words.split())
        else:
            named = self._whole(number) != self._whole(family)
        return named and self._target.scheme.code != ANY

    def _after(self, row: Row, text: str, family: SampleNumber, stretch: _Stretch) -> _Other | None:
        """Return what has ended a family behind a row that says this.

        Where any name is a number, one is that of another whole only below ends of numbers.
        """
        says, made = self._number(row.cells[self._own]), self._reader.identified(row).number
        number = says if made in (None, says) else made
        if number is None:
            return _Other(row.number, text, apart=True)
        whole, of_family = self._whole(number), self._whole(family)
        if whole == of_family:
            return None
        if whole == number.family:
            return _Other(row.number, number.canonical, apart=stretch.ends or self._target.scheme.code != ANY)
        apart = False
        if number.family == family.family:
            if of_family == family.family or says != number:
                return stretch.other
            apart = made is None or self._is_heading(row, stretch)
        ended = _Other(row.number, number.canonical, apart)
        return ended if apart or stretch.other is None else stretch.other

    def _is_heading(self, row: Row, stretch: _Stretch) -> bool:
        """Tell whether a full number stands among ends, or alone as what begins a family; in a report any may."""
        told = [at for at in range(len(self._wanted.own)) if plain(row.cells[at])]
        return stretch.ends or (not self._wanted.reading.report and told == [self._own])

    def _whole(self, number: SampleNumber) -> str:
        return number.family if self._target.scheme.is_zero_split(number) else number.canonical

    def _refuse(self, row: Row, made: ReadRow, other: _Other) -> bool:
        """Refuse a row that takes anything of its family; tell whether it does, or cannot be read."""
        bare = self._reader.identified(_with(row, self._family, None))
        if made.number is not None:
            key = self._why(row, made, bare, other)
            if not key:
                return False
            facts = {"number": made.shown, "other": other.said, "family": plain(row.cells[self._family])}
            made.problems += (find(Strength.IMPOSSIBLE, key, "R1", "number", row=other.row, **facts),)
        made.number, made.shown, made.parent, made.family = bare.number, bare.shown, bare.parent, bare.family
        return True

    def _why(self, row: Row, made: ReadRow, bare: ReadRow, other: _Other) -> str:
        """Return why a row is refused that has a number, empty where it takes nothing of its family."""
        parent, stray = bare.parent_name or bare.parent, _is_stray(made, self._number(row.cells[self._family]))
        # A loan is of the piece, whatever that was cut from.
        asks = (other.apart or parent or stray) and self._wanted.reading.kind != AS_LOANS
        if made.shown == bare.shown and not (asks and parent != (made.parent_name or made.parent)):
            return ""
        itself = made.shown == other.said or (stray and not other.apart)
        return "import.family_another" if itself else "import.family_unsure"

    def _number(self, cell: Cell) -> SampleNumber | None:
        """Return the number that a cell says by itself."""
        try:
            return self._target.scheme.parse_cell(number_value(cell)) if plain(cell) else None
        except Refusal:
            return None


def _is_stray(made: ReadRow, family: SampleNumber | None) -> bool:
    """Tell whether a row is a part of another whole than its family."""
    number = made.number
    return number is not None and family is not None and any(stays_in_family(number, family))


def _is_end(text: str, whole: str) -> bool:
    behind = text.removeprefix(whole).lstrip()
    return behind.startswith(_SIGNS) or (text.isdecimal() and len(text) <= _LONGEST)


def _with(row: Row, at: int, cell: Cell) -> Row:
    return Row(row.number, (*row.cells[:at], cell, *row.cells[at + 1 :]))
