"""The one constructor of mass lines: whatever is moved leaves one side and arrives on the other."""

from typing import NamedTuple

from lunarcurator.domain.accounts import Account, Book, Quality
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import MassLine
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.pieces import PieceState


class Side(NamedTuple):
    """One end of a movement: an account of a piece in a book."""

    sample: Uid
    book: Book
    account: Account


def side(piece: PieceState, account: Account | None = None) -> Side:
    """Return the end of a movement at an account of a piece, by default the account that holds it."""
    return Side(piece.uid, piece.book, account or piece.account)


class Known(NamedTuple):
    """How the micrograms of a movement are known, and to which resolution in ug."""

    quality: Quality
    resolution_ug: int | None = None


def is_vague(piece: PieceState) -> bool:
    """Tell whether what is held of a piece is a bound or an estimate; an unweighed piece has no figure at all."""
    return piece.quality in {Quality.UPPER_BOUND, Quality.ESTIMATED} and not piece.held_unweighed


def rest_of(piece: PieceState) -> Quality:
    """Return how the mass of a piece is known once a known part is gone: a bound and an estimate stay one."""
    vague = {Quality.UPPER_BOUND, Quality.ESTIMATED}
    return piece.quality if piece.quality in vague else Quality.BY_DIFFERENCE


class Lines:
    """Collects the lines of one act; movements between books pass through `transferred` on both sides."""

    def __init__(self) -> None:
        self._lines: dict[tuple[Uid, Book, Account, Day], MassLine] = {}

    def move(
        self,
        day: Day,
        source: Side,
        target: Side,
        ug: int = 0,
        unweighed: int = 0,
        *,
        known: Known | None = None,
        reason: str = "",
    ) -> None:
        """Move ug micrograms and unweighed pieces from one side to the other on a day."""
        if not ug and not unweighed:
            return
        told = (known if ug else None, reason)
        self._add(day, source, -ug, -unweighed, *told)
        if source.book != target.book:
            self._add(day, Side(source.sample, source.book, Account.TRANSFERRED), ug, unweighed, *told)
            self._add(day, Side(target.sample, target.book, Account.TRANSFERRED), -ug, -unweighed, *told)
        self._add(day, target, ug, unweighed, *told)

    def done(self) -> tuple[MassLine, ...]:
        """Return the lines that move something, holding accounts first where both ends stand on one piece."""
        return tuple(line for line in self._lines.values() if line.ug or line.unweighed)

    def _add(
        self,
        day: Day,
        end: Side,
        ug: int,
        unweighed: int,
        known: Known | None,
        reason: str,
    ) -> None:
        quality = known.quality if known else None
        resolution_ug = known.resolution_ug if known else None
        key = (end.sample, end.book, end.account, day)
        before = self._lines.get(key)
        if before is None:
            self._lines[key] = MassLine(*key, ug, unweighed, quality, resolution_ug, reason)
            return
        total = before.ug + ug
        self._lines[key] = MassLine(
            *key,
            total,
            before.unweighed + unweighed,
            (before.quality or quality) if total else None,
            (before.resolution_ug or resolution_ug) if total else None,
            before.reason or reason,
        )
