"""Judging what is typed a moment after the last key, on a lane."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from lunarcurator.desktop.lanes import Lanes, Ticket

SOON_MS: Final = 150
"""How long a form waits after a key before it asks the rules: shorter than a pause between two words."""
_LONG_SOON_MS: Final = 200

type Work = Callable[[], object]


class Judging(QObject):
    """Asks for a judgement soon after the last change; an older one that has not arrived is dropped.

    `make` builds the work on the interface thread, or None where there is nothing to judge yet. `judged`
    carries what the work returned, `refused` the exception it raised. A `long` judgement, as of thousands of
    lines, does not hold up the reading lane.
    """

    judged = Signal(object)
    refused = Signal(object)

    def __init__(
        self, lanes: Lanes, name: str, make: Callable[[], Work | None], parent: QObject, *, long: bool = False
    ) -> None:
        super().__init__(parent)
        self._lanes, self._make, self._long = lanes, make, long
        self._name = f"judge/{name}"
        self._ticket: Ticket | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_LONG_SOON_MS if long else SOON_MS)
        self._timer.timeout.connect(self.ask)
        self.fresh = False

    def ask_soon(self) -> None:
        """Judge once nobody has changed anything for a moment."""
        self.fresh = False
        self._timer.start()

    def ask(self) -> None:
        """Judge now."""
        self._timer.stop()
        self.fresh = False
        work = self._make()
        if work is None:
            self._cancel()
            return
        self._ticket = self._lanes.read(work, self._arrived, self._raised, replaces=self._name, long=self._long)

    def stop(self) -> None:
        """Judge no more, and let nothing arrive."""
        self.fresh = False
        self._timer.stop()
        self._cancel()

    def _arrived(self, result: object) -> None:
        self.fresh = not self._timer.isActive()
        self.judged.emit(result)

    def _raised(self, error: Exception) -> None:
        self.fresh = not self._timer.isActive()
        self.refused.emit(error)

    def _cancel(self) -> None:
        if self._ticket is not None:
            self._ticket.cancel()
