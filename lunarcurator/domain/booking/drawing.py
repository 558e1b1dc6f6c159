"""Where the mass of a piece that is weighed or stated for the first time comes from (`ledger.md` 1.2)."""

from collections.abc import Iterator
from dataclasses import dataclass

from lunarcurator.domain.accounts import Account
from lunarcurator.domain.booking.lines import Side, side
from lunarcurator.domain.days import Day
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.picture import Picture
from lunarcurator.domain.pieces import PieceState


@dataclass(frozen=True, slots=True)
class Draw:
    """Micrograms taken from one side; `excess` marks what no statement covers (R8)."""

    source: Side
    ug: int
    excess: bool = False


def suspense_of(picture: Picture, uid: Uid, day: Day) -> PieceState | None:
    """Return the piece itself, else its nearest ancestor, that stands in suspense at the end of a day."""
    seen: set[Uid] = set()
    level = [uid]
    while level:
        for each in level:
            state = picture.at(each, day)
            if state.suspense_ug > 0:
                return state
            seen.add(each)
        parents = [parent for each in level for parent, _ in picture.piece(each).parents]
        level = [parent for parent in dict.fromkeys(parents) if parent not in seen]
    return None


class Purse:
    """Suspense still to be drawn in one act: what was taken a moment ago is not there twice."""

    def __init__(self, picture: Picture, day: Day) -> None:
        self._picture = picture
        self._day = day
        self._taken: dict[Uid, int] = {}

    def draw(self, uid: Uid, ug: int) -> Iterator[Draw]:
        """Yield where ug micrograms of a piece come from: suspense first, then *unmeasured*, never below 0."""
        piece = self._picture.at(uid, self._day)
        owner = suspense_of(self._picture, uid, self._day)
        if owner is None:
            yield Draw(side(piece, Account.UNMEASURED), ug)
            return
        left = owner.suspense_ug - self._taken.get(owner.uid, 0)
        part = min(left, ug)
        if part > 0:
            self._taken[owner.uid] = self._taken.get(owner.uid, 0) + part
            yield Draw(side(owner, Account.UNRECONCILED), part)
        if ug > part:
            yield Draw(side(piece, Account.ADJUSTMENT), ug - max(part, 0), excess=True)
