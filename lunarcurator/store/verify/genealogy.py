"""Roots and daughter counts of all pieces against their parents, in little memory."""

from array import array
from collections.abc import Iterator


class Genealogy:
    """Where each piece stands in the genealogy: compares roots and daughter counts once all are read.

    What is kept of a million pieces has its room from the beginning; growing would leave holes in the memory.
    """

    def __init__(self, pieces: int) -> None:
        room = bytes(4 * pieces)
        self._parents, self._roots, self._daughters = (array("i", room) for _ in range(3))
        # Ids are kept only once they are not simply 1, 2, 3 and so on.
        self._ids: array[int] | None = None
        self._in_book = bytearray(pieces)
        self._count = 0

    def add(self, sample: int, parent: int | None, root: int | None, daughters: int, *, in_book: bool) -> None:
        """Take in a piece: its parent by the facts, its root and daughters by its row."""
        at = self._count
        try:
            self._parents[at] = parent or 0
            self._roots[at] = root or 0
            self._daughters[at] = daughters
            self._in_book[at] = in_book
        except (IndexError, OverflowError):
            # A damaged store may count fewer pieces than it has, or hold a number no honest one comes to.
            self._widen()
            self.add(sample, parent, root, daughters, in_book=in_book)
        else:
            self._count += 1
            if self._ids is None and sample != self._count:
                self._ids = array("q", range(1, self._count))
            if self._ids is not None:
                self._ids.append(sample)

    def wrong(self) -> Iterator[tuple[int, str]]:
        """Yield each (id, column) that does not follow from the parents."""
        roots, uncounted = self._roots, self._daughters
        ids = self._ids or range(1, self._count + 1)
        places = {sample: at for at, sample in enumerate(ids)} if self._ids else None
        for at in range(self._count):
            above = self._place(self._parents[at], places)
            if above is not None and self._in_book[at]:
                uncounted[above] -= 1
            if roots[at] != (roots[above] if above is not None else ids[at]):
                yield ids[at], "root"
        for at in range(self._count):
            if uncounted[at]:
                yield ids[at], "daughters"

    def _widen(self) -> None:
        """Make twice the room, for numbers of any size."""
        more = len(self._in_book) + 1
        room = bytes(8 * more)
        self._parents, self._roots, self._daughters = (
            array("q", each) + array("q", room) for each in (self._parents, self._roots, self._daughters)
        )
        self._in_book += bytes(more)

    def _place(self, sample: int, places: dict[int, int] | None) -> int | None:
        if not sample:
            return None
        if places is not None:
            return places.get(sample)
        return sample - 1 if 0 < sample <= self._count else None
