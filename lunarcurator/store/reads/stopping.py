"""Reading that another thread may stop in the middle of a statement."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from lunarcurator.store.database import Database


class StoppableReads:
    """Lends connections; `stop` ends the statement that runs on one, which then raises `StoreError`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._running: sqlite3.Connection | None = None

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        """Give a connection that may be stopped while it is lent."""
        with self._database.connect() as connection:
            raw = connection.connection.driver_connection
            with self._lock:
                self._running = raw if isinstance(raw, sqlite3.Connection) else None
            try:
                yield connection
            finally:
                with self._lock:
                    self._running = None

    def stop(self) -> None:
        """End what runs now; called from another thread, without effect when nothing runs."""
        with self._lock:
            if self._running is not None:
                self._running.interrupt()
