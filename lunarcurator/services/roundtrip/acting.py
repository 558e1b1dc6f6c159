"""Turns cells that changed into operations: first statements, corrections, a stated mass, a move."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lunarcurator.domain.acts import Act
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Scalar
from lunarcurator.domain.fields import STATED_MASS
from lunarcurator.domain.identity import PieceRef, PlaceRef, Uid, ref_of
from lunarcurator.domain.mass_display import plain_mass
from lunarcurator.domain.operations import Correct, Describe, FieldValue, Move, Operation, StateFact
from lunarcurator.services.roundtrip.columns import NOT_STATED, PLACE
from lunarcurator.services.roundtrip.comparing import CellChange
from lunarcurator.services.roundtrip.sides import Sides


@dataclass(frozen=True, slots=True)
class Actor:
    """Makes the acts of a row; `file` and the row are their evidence and source, `day` when they hold from."""

    file: str
    day: Day
    sides: Sides

    def acts(self, uid: Uid, row: int, cells: Sequence[CellChange]) -> tuple[Act, ...]:
        """Return what follows from these cells of a piece."""
        source = f"{self.file}, {row}"
        return tuple(Act(operation=each, day=self.day) for each in self._operations(uid, source, cells))

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
            if cell.key == STATED_MASS and isinstance(cell.value, int):
                said = f"{plain_mass(cell.value)} g"
                yield StateFact(sample=piece, field=STATED_MASS, value=said, source=source)
            elif cell.key == PLACE:
                yield Move(to=PlaceRef(ref_of(Uid(str(cell.value)))), samples=(piece,))


def _recorded(key: str, value: Scalar) -> Scalar:
    """Return an emptied value as the book records it."""
    return NOT_STATED if value is None and key == "condition" else value
