"""Cyclic garbage is looked for on the interface thread only: what is found there may be a part of the window."""

import gc
import time
from typing import Final

from PySide6.QtCore import QObject, QTimer

LOOKS_EVERY_MS: Final = 100
"""How long garbage may pile up while a lane computes: short, so that no single look through it can be felt."""
_SHARE: Final = 100
"""A look through everything waits this many times as long as the last one took."""


class CyclicGarbage(QObject):
    """Looks for cyclic garbage on the thread it lives on, in place of the interpreter, until `leave`.

    The interpreter looks on whichever thread makes the next value. A dialog that was closed is cyclic garbage;
    found by a lane, it was destroyed there while its timers ran on the interface thread, which then crashed.
    While one of these is `keeping`, a further one keeps nothing: the first decides.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.keeping = gc.isenabled()
        self._all_again = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(LOOKS_EVERY_MS)
        self._timer.timeout.connect(self.look)
        if self.keeping:
            gc.disable()
            self._timer.start()

    def look(self) -> None:
        """Look through the oldest generation that is due, as the interpreter would."""
        counts, limits = gc.get_count(), gc.get_threshold()
        due = [age for age in range(3) if 0 < limits[age] < counts[age]]
        if due[-1:] == [2] and time.monotonic() < self._all_again:
            due.pop()
        if not due:
            return
        begun = time.monotonic()
        gc.collect(due[-1])
        if due[-1] == 2:
            ended = time.monotonic()
            self._all_again = ended + _SHARE * (ended - begun)

    def leave(self) -> None:
        """Let the interpreter look again, once no lane works any more."""
        if self.keeping:
            self.keeping = False
            self._timer.stop()
            gc.enable()
