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
_WAITS_TIMES: Final = 100
"""A look through everything waits this many times as long as the last one took."""
_RESTS_S: Final = 300.0
"""What is set aside is looked through after so many seconds at the latest."""
_PART_LEFT: Final = 16
"""What came has gone once a sixteenth of it, or less, is left."""
_OLDEST: Final = 2
"""The generation of the collector that holds all values which are not set aside."""


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
        self._next_whole_look = 0.0
        self._blocks = sys.getallocatedblocks()
        self._blocks_at_look = [self._blocks] * 3
        self._blocks_left: int | None = None
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
            if sys.getallocatedblocks() - self._blocks_at_look[0] > MANY:
                self._set_aside()
            return
        if self.sets_aside and (now > self._next_whole_look or self._has_gone()):
            self._look_through_all()
            return
        if self.sets_aside and counts[0] > YOUNGEST:
            self._set_aside()
            return
        due = [generation for generation in range(3) if 0 < limits[generation] < counts[generation]]
        if due[-1:] == [_OLDEST] and now < self._next_whole_look:
            due.pop()
        if not due:
            # Nothing comes: what is there now was there before whatever is set aside next.
            self._blocks = self._blocks if self.sets_aside else sys.getallocatedblocks()
            return
        gc.collect(0)
        # Blocks are counted, and never the values: a list of them would hold tuples that a lane is still filling.
        if due[-1] and sys.getallocatedblocks() - self._blocks_at_look[due[-1]] > MANY:
            self._set_aside()
        elif due[-1] == _OLDEST:
            self._look_through_all()
        elif due[-1]:
            gc.collect(1)
            self._blocks_at_look[1] = sys.getallocatedblocks()

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
        self._blocks_at_look = [sys.getallocatedblocks()] * 3

    def _set_aside(self) -> None:
        self._freeze()
        self.sets_aside, self._blocks_left = True, None
        self._next_whole_look = time.monotonic() + _RESTS_S

    def _has_gone(self) -> bool:
        """Tell whether nearly all that came has gone again; the first time this is asked everything is there.

        Where little came, all that is there is old, and waits for its time.
        """
        blocks = sys.getallocatedblocks()
        if self._blocks_left is None:
            came = blocks - self._blocks
            self._blocks_left = self._blocks + came // _PART_LEFT if came > MANY else 0
        return blocks < self._blocks_left

    def _look_through_all(self) -> None:
        begun = time.monotonic()
        if self.sets_aside:
            gc.unfreeze()
            self.sets_aside = False
        gc.collect(_OLDEST)
        ended = time.monotonic()
        self._next_whole_look = ended + _WAITS_TIMES * (ended - begun)
        self._blocks_at_look = [sys.getallocatedblocks()] * 3
