"""By which way mass was transferred, told from its lines: given, exchanged, returned, or moved between books."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from enum import StrEnum
from itertools import groupby
from typing import Final, NamedTuple

from lunarcurator.domain.known_mass import Booked
from lunarcurator.domain.operations.leaving import TransferKind


class TransferWay(StrEnum):
    """How a line of *transferred* came about, in the order in which it is told.

    What came in `by_exchange` was received; what moved `between_books` left no book for another house.
    """

    GIFT = "gift"
    MUSEUM = "museum"
    EXCHANGE = "exchange"
    DEACCESSION = "deaccession"
    RETURN_TO_OWNER = "return_to_owner"
    TITLE_ONLY = "title_only"
    CAME_BACK = "came_back"
    BETWEEN_BOOKS = "between_books"
    BY_EXCHANGE = "by_exchange"


GONE: Final = tuple(way for way in TransferWay if way is not TransferWay.BY_EXCHANGE)
"""The ways that stand on *transferred*; what came in by exchange stands on *received*."""
CAME_BACK: Final = str(TransferWay.CAME_BACK)
"""The reason of lines by which a piece is in the house again whose title had passed on."""
_KINDS: Final = frozenset(map(str, TransferKind))


def counted(way: TransferWay, booked: Booked) -> Booked:
    """Return what is booked by a way as it is told: what came in by exchange was received, and counts positive."""
    if way is not TransferWay.BY_EXCHANGE:
        return booked
    return booked._replace(ug=-booked.ug, unweighed=-booked.unweighed, in_figure=-booked.in_figure)


class TransferLine(NamedTuple):
    """A line of *transferred*: its entry and place in it, local ids of piece and book, ug, unweighed pieces."""

    entry: int
    n: int
    sample: int
    book: int
    ug: int
    unweighed: int
    reason: str
    estimated: bool = False


def ways_of(lines: Iterable[TransferLine], came_in: Collection[int]) -> Iterator[tuple[TransferLine, TransferWay]]:
    """Yield each line with its way; lines come entry by entry, `came_in` are the pieces received by exchange.

    An entry that takes another one back has the lines of that one negated, and each of them the same way.
    """
    for _, group in groupby(lines, key=lambda each: each.entry):
        together = list(group)
        books: dict[tuple[object, ...], set[int]] = defaultdict(set)
        for each in together:
            moved = (each.reason, each.ug, each.unweighed)
            books[each.sample, *moved].add(each.book)
            books[moved].add(each.book)
        for each in together:
            back = (each.reason, -each.ug, -each.unweighed)
            stayed = bool(books.get((each.sample, *back), set()) - {each.book})
            yield each, _way(each, came_in, stayed=stayed, paired=bool(books.get(back, set()) - {each.book}))


def _way(line: TransferLine, came_in: Collection[int], *, stayed: bool, paired: bool) -> TransferWay:
    """Return the way of a line; `stayed` in another book its piece did, `paired` is it with what another got."""
    if line.reason in _KINDS:
        return TransferWay.TITLE_ONLY if stayed else TransferWay(line.reason)
    if line.reason == CAME_BACK:
        return TransferWay.CAME_BACK
    return TransferWay.BY_EXCHANGE if line.sample in came_in and not paired else TransferWay.BETWEEN_BOOKS
