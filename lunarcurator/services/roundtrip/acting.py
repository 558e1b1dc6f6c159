"""Turns cells that changed into operations: first statements, corrections, a stated mass, a move."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lunarcurator.domain.acts import Act
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Scalar
from lunarcurator.domain.fields import STATED_MASS
from lunarcurator.domain.identity import LineRef, PieceRef, PlaceRef, Uid, ref_of
from lunarcurator.domain.lending.terms import DocumentKind
from lunarcurator.domain.operations import Correct, Describe, FieldValue, Move, Operation, StateFact
from lunarcurator.domain.operations.accounting import ReportMass
from lunarcurator.domain.operations.borrowing import Attached
from lunarcurator.services.roundtrip.columns import NOT_STATED, PLACE
from lunarcurator.services.roundtrip.comparing import CellChange
from lunarcurator.services.roundtrip.sides import Sides
from lunarcurator.services.roundtrip.stated import source_of_row, stated_mass
from lunarcurator.services.roundtrip.workbook_author import WorkbookAuthor


@dataclass(frozen=True, slots=True)
class Actor:
    """Makes the acts of a row; `file` and the row are their evidence and source, `day` when they hold from.

    With a `author` they are what a borrower reports: a mass through its line, all else as his statement.
    """

    file: str
    sha256: str
    day: Day
    sides: Sides
    author: WorkbookAuthor | None = None

    def acts(self, uid: Uid, row: int, cells: Sequence[CellChange]) -> tuple[Act, ...]:
        """Return what follows from these cells of a piece."""
        source = source_of_row(self.file, row, self.author.name if self.author else "")
        made = (
            self._operations(uid, source, cells)
            if self.author is None
            else self._reported(uid, source, cells, self.author)
        )
        return tuple(Act(operation=each, day=self.day) for each in made)

    def _reported(
        self, uid: Uid, source: str, cells: Sequence[CellChange], author: WorkbookAuthor
    ) -> Iterator[Operation]:
        piece, line = PieceRef(ref_of(uid)), author.lines.get(uid)
        if line is None:
            return
        for cell in cells:
            if cell.key == STATED_MASS and isinstance(cell.value, int) and cell.estimated:
                # A line reports what was weighed; an estimate is kept as what the borrower states.
                said = stated_mass(cell.value, estimated=True)
                yield StateFact(sample=piece, field=STATED_MASS, value=said, source=source)
            elif cell.key == STATED_MASS and isinstance(cell.value, int):
                report = Attached(kind=DocumentKind.INVENTORY, name=self.file, sha256=self.sha256, day=self.day)
                yield ReportMass(line=LineRef(ref_of(line.uid)), ug=cell.value, report=report)
            else:
                yield StateFact(sample=piece, field=cell.key, value=cell.came, source=source)

    def _operations(self, uid: Uid, source: str, cells: Sequence[CellChange]) -> Iterator[Operation]:
        piece, now = PieceRef(ref_of(uid)), self.sides.now[uid].values
        fields = [cell for cell in cells if cell.key not in (PLACE, STATED_MASS)]
        blank = [cell for cell in fields if now.get(cell.key) in (None, "", NOT_STATED)]
        if blank:
            values = tuple(FieldValue(field=cell.key, value=cell.value) for cell in blank)
            yield Describe(sample=piece, values=values)
        for cell in fields:
            if cell not in blank:
                old, new = now.get(cell.key), _recorded(cell.key, cell.value)
                yield Correct(sample=piece, field=cell.key, old=old, new=new, evidence=source)
        for cell in cells:
            yield from _beside_the_fields(piece, source, cell)


def _recorded(key: str, value: Scalar) -> Scalar:
    """Return an emptied value as the book records it."""
    return NOT_STATED if value is None and key == "condition" else value


def _beside_the_fields(piece: PieceRef, source: str, cell: CellChange) -> Iterator[Operation]:
    """Yield what a cell asks for that is no field of the record: the mass somebody states, the place to go to."""
    if cell.key == STATED_MASS and isinstance(cell.value, int):
        said = stated_mass(cell.value, estimated=cell.estimated)
        yield StateFact(sample=piece, field=STATED_MASS, value=said, source=source)
    elif cell.key == PLACE:
        yield Move(to=PlaceRef(ref_of(Uid(str(cell.value)))), samples=(piece,))
