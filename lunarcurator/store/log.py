"""Brings the write-ahead log into the file on a thread of its own, so that nobody who posts waits for it."""

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from lunarcurator.store.errors import StoreError

ROWS: Final = 2_500
"""Rows written after which the log is brought in: some four megabytes of it, as SQLite itself would wait for."""


class LogKeeper:
    """Counts what was written and has it brought into the file beside further work.

    An entry is durable before that, in the log. A thread that fails, for want of room or because somebody reads
    an old state, is no one's loss: the log stays, and the next one brings it in.
    """

    def __init__(self, bring_in: Callable[[], None]) -> None:
        """Keep a log; `bring_in` does the work and may raise `StoreError`."""
        self._bring_in = bring_in
        self._rows = 0
        self._thread: threading.Thread | None = None

    def written(self, rows: int) -> None:
        """Take note that so many rows were committed; called from the writing lane."""
        self._rows += rows
        if self._rows < ROWS or (self._thread is not None and self._thread.is_alive()):
            return
        self._rows = 0
        self._thread = threading.Thread(target=self._run, name="store-log", daemon=True)
        self._thread.start()

    def finish(self) -> None:
        """Wait for a thread that is at it."""
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _run(self) -> None:
        with suppress(StoreError):
            self._bring_in()
