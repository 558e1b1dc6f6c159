"""Counts the whole book slice by slice in the reading lane, and after an entry only the slices it touched."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from lunarcurator.desktop.lanes import Lanes, Ticket
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.services.browsing import SLICE, Browsing, Totals
from lunarcurator.services.changes import ChangeSet

_AFTER_MS: Final = 150


class Counting(QObject):
    """Keeps totals of the book; `counted` carries them whenever they are whole. A newer count ends an older.

    A slice is so many local ids in a row.
    """

    counted = Signal(object)

    def __init__(
        self, lanes: Lanes, browsing: Browsing, parent: QObject | None = None, *, size: int = SLICE
    ) -> None:
        super().__init__(parent)
        self._size = size
        self._lanes, self._browsing = lanes, browsing
        self._moment = NOW
        self._ticket: Ticket | None = None
        self._slices: dict[int, Totals] = {}
        self._owed: dict[int, None] = {}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_AFTER_MS)
        self._soon.timeout.connect(self._go_on)

    def again(self, changes: ChangeSet) -> None:
        """Count again what an entry touched, in a moment, after what happens now has settled."""
        if changes.wide or not self._moment.is_now:
            self._forget()
        size = self._size
        touched = (*changes.samples, *changes.born)
        self._owed.update(dict.fromkeys((id_ - 1) // size * size + 1 for id_ in touched))
        self._soon.start()

    def start(self, moment: Moment = NOW) -> None:
        """Count everything now; a past moment is summed up in the background."""
        self._moment = moment
        self._forget()
        self._go_on()

    def _forget(self) -> None:
        self._stop()
        self._slices, self._owed = {}, {1: None}

    def _stop(self) -> None:
        if self._ticket is not None:
            self._ticket.cancel()
            self._ticket = None

    def _go_on(self) -> None:
        """Count the next slice that is owed, or tell that all are counted; one that was under way starts anew."""
        self._stop()
        moment = self._moment
        if not moment.is_now:
            self._ticket = self._lanes.background(
                lambda _ticket: self._browsing.totals_at(moment), self._of_moment(moment)
            )
            return
        if not self._owed:
            slices = tuple(self._slices.values())
            self._ticket = self._lanes.read(lambda: _sum_of(slices), self.counted.emit, replaces="samples.count")
            return
        first, totals, size = next(iter(self._owed)), Totals(), self._size
        self._ticket = self._lanes.read(
            lambda: self._browsing.count(totals, first, size),
            lambda following: self._take(first, totals, following),
            replaces="samples.count",
        )

    def _take(self, first: int, totals: Totals, following: int) -> None:
        self._ticket = None
        del self._owed[first]
        self._slices[first] = totals
        if following and following not in self._slices:
            self._owed[following] = None
        self._go_on()

    def _of_moment(self, moment: Moment) -> Callable[[Totals], None]:
        def arrived(totals: Totals) -> None:
            if moment == self._moment:
                self.counted.emit(totals)

        return arrived


def _sum_of(slices: Sequence[Totals]) -> Totals:
    whole = Totals()
    for each in slices:
        whole.add(each)
    return whole
