"""Cyclic garbage is looked for on the interface thread only: what is found there may be a part of the window."""

import gc
import sys
import time
from typing import Final

from PySide6.QtCore import QObject, QTimer

from lunarcurator.services.collecting import collects_seldom

LOOKS_EVERY_MS: Final = 100
"""How long garbage may pile up while a lane computes: short, so that no single look through it can be felt."""
MANY: Final = 500_000
"""What came and stays is set aside where it is more blocks of memory than this: about two for each value that
is looked at, and as many as the program has before anything is opened.

Less is looked through, for what is set aside costs a look through all of it and of the program in the end.
"""
YOUNGEST: Final = 50_000
"""More of the youngest values than these are what long work made at its end: a look through them can be felt."""
_SHARE: Final = 100
"""A look through everything waits this many times as long as the last one took."""
_AGAIN_S: Final = 300.0
"""So long what was set aside rests at most, in seconds."""
_FEW: Final = 16
"""What came has gone once no more than such a part of it is left."""
_ALL: Final = 2


class CyclicGarbage(QObject):
    """Looks for cyclic garbage on the thread it lives on, in place of the interpreter, until `leave`.

    The interpreter looks on whichever thread makes the next value. A dialog that was closed is cyclic garbage;
    found by a lane, it was destroyed there while its timers ran on the interface thread, which then crashed.
    While one of these is `keeping`, a further one keeps nothing: the first decides.

    What a lane brings, the rows of an import for one, may be millions of values, and a look through them takes a
    third of a second. Beyond `MANY` that survived their first look, and while long work finds next to nothing, all
    that is there is set aside and walked no more: until what came is gone again, or for some minutes. Then
    everything is looked through once.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.keeping = gc.isenabled()
        self.sets_aside = False
        self._all_again = 0.0
        self._blocks = sys.getallocatedblocks()
        self._since = [self._blocks] * 3
        self._few: int | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOKS_EVERY_MS)
        self._timer.timeout.connect(self.look)
        if self.keeping:
            gc.disable()
            self._timer.start()

    def look(self) -> None:
        """Look through the oldest generation that is due, as the interpreter would, unless too many are in it."""
        now, counts, limits = time.monotonic(), gc.get_count(), gc.get_threshold()
        if collects_seldom():
            if sys.getallocatedblocks() - self._since[0] > MANY:
                self._set_aside()
            return
        if self.sets_aside and (now > self._all_again or self._has_gone()):
            self._look_through_all()
            return
        if self.sets_aside and counts[0] > YOUNGEST:
            self._set_aside()
            return
        due = [age for age in range(3) if 0 < limits[age] < counts[age]]
        if due[-1:] == [_ALL] and now < self._all_again:
            due.pop()
        if not due:
            # Nothing comes: what is there now was there before whatever is set aside next.
            self._blocks = self._blocks if self.sets_aside else sys.getallocatedblocks()
            return
        gc.collect(0)
        # Blocks are counted, and never the values: a list of them would hold tuples that a lane is still filling.
        if due[-1] and sys.getallocatedblocks() - self._since[due[-1]] > MANY:
            self._set_aside()
        elif due[-1] == _ALL:
            self._look_through_all()
        elif due[-1]:
            gc.collect(1)
            self._since[1] = sys.getallocatedblocks()

    def leave(self) -> None:
        """Let the interpreter look again, once no lane works any more."""
        if self.keeping:
            self.keeping = False
            self._timer.stop()
            if self.sets_aside:
                gc.unfreeze()
            gc.enable()

    def take_for_granted(self) -> None:
        """Never look again through what is there now: the program itself, which stays."""
        if self.keeping:
            self._freeze()

    def _freeze(self) -> None:
        gc.freeze()
        self._since = [sys.getallocatedblocks()] * 3

    def _set_aside(self) -> None:
        self._freeze()
        self.sets_aside, self._few = True, None
        self._all_again = time.monotonic() + _AGAIN_S

    def _has_gone(self) -> bool:
        """Tell whether nearly all that came has gone again; the first time this is asked everything is there.

        Where little came, all that is there is old, and waits for its time.
        """
        blocks = sys.getallocatedblocks()
        if self._few is None:
            came = blocks - self._blocks
            self._few = self._blocks + came // _FEW if came > MANY else 0
        return blocks < self._few

    def _look_through_all(self) -> None:
        begun = time.monotonic()
        if self.sets_aside:
            gc.unfreeze()
            self.sets_aside = False
        gc.collect(_ALL)
        ended = time.monotonic()
        self._all_again = ended + _SHARE * (ended - begun)
        self._since = [sys.getallocatedblocks()] * 3
