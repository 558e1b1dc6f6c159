"""Counts the whole book slice by slice in the reading lane, so that nothing waits for it."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from lunarcurator.desktop.lanes import Lanes, Ticket
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.services.browsing import Browsing, Totals

_AFTER_MS: Final = 150


class Counting(QObject):
    """Keeps totals of the book; `counted` carries them whenever they are whole. A newer count ends an older."""

    counted = Signal(object)

    def __init__(self, lanes: Lanes, browsing: Browsing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes, self._browsing = lanes, browsing
        self._moment = NOW
        self._ticket: Ticket | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_AFTER_MS)
        self._soon.timeout.connect(lambda: self.start(self._moment))

    def again(self) -> None:
        """Count again in a moment, after what happens now has settled."""
        self._soon.start()

    def start(self, moment: Moment = NOW) -> None:
        """Count now; a past moment is summed up in the background."""
        self._moment = moment
        if self._ticket is not None:
            self._ticket.cancel()
        if moment.is_now:
            self._slice(Totals(), 1)
            return
        self._ticket = self._lanes.background(
            lambda _ticket: self._browsing.totals_at(moment), self._of_moment(moment)
        )

    def _of_moment(self, moment: Moment) -> Callable[[Totals], None]:
        def arrived(totals: Totals) -> None:
            if moment == self._moment:
                self.counted.emit(totals)

        return arrived

    def _slice(self, totals: Totals, first: int) -> None:
        def arrived(following: int) -> None:
            if following:
                self._slice(totals, following)
            elif self._moment.is_now:
                self.counted.emit(totals)

        self._ticket = self._lanes.read(
            lambda: self._browsing.count(totals, first), arrived, replaces="samples.count"
        )
