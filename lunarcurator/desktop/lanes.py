"""Lanes: where the store is asked and written, so that the interface thread never waits."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from lunarcurator.desktop.receivers import lives, tell

_TOLD_S: Final = 0.1
_AT_REST_MS: Final = 150
_APART: Final = 500
_GIVES_WAY_S: Final = 0.25
_GIVES_WAY_TIMES: Final = 40
"""So often in a row long work gives way; then it goes on for a moment, lest it never end."""


@dataclass(eq=False)
class Ticket:
    """One piece of work under way; `cancel` asks it to stop and keeps its result from arriving.

    Work with a `rest` gives way: whenever it asks whether to stop, it waits while that is not set.
    """

    cancelled: threading.Event = field(default_factory=threading.Event)
    told: float = 0.0
    droppable: bool = False
    rest: threading.Event | None = None
    on_progress: Callable[[int, int], None] | None = None
    _post: Callable[["Ticket", int, int], None] | None = None
    _outcome: tuple[bool, Any] | None = None
    _thread: int = 0
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def cancel(self) -> None:
        """Ask the work to stop; a read that was not started is dropped, a posting rolls back."""
        self.cancelled.set()

    def should_stop(self) -> bool:
        """Tell the work whether somebody cancelled."""
        for _ in range(_GIVES_WAY_TIMES if self.rest is not None else 0):
            if self.cancelled.is_set() or self.rest is None or self.rest.wait(_GIVES_WAY_S):
                break
        return self.cancelled.is_set()

    def progress(self, done: int, total: int) -> None:
        """Report from the work how much of how much is done; arrives on the interface thread, not too often."""
        now = time.monotonic()
        if self._post is not None and (done == total or now - self.told >= _TOLD_S):
            self.told = now
            self._post(self, done, total)

    def works_here(self, work: Callable[["Ticket"], Any]) -> Any:
        """Do the work on this thread, which `interrupted` may stop as long as it lasts."""
        with self._guard:
            self._thread = threading.get_ident()
        try:
            return work(self)
        finally:
            with self._guard:
                self._thread = 0

    def interrupted(self, interrupt: Callable[[int], None]) -> None:
        """Interrupt the thread that works on this now; without effect before and after."""
        with self._guard:
            if self._thread:
                interrupt(self._thread)


type Done = Callable[[Any], None]
type Failed = Callable[[Exception], None]


@dataclass(frozen=True, slots=True)
class _Errand:
    """What is done for a ticket, and who is told. Only the interface thread holds it for longer than the work."""

    work: Callable[[Ticket], Any]
    done: Done
    failed: Failed


class Lanes(QObject):
    """One writer, one reader for the window, one for exports and backups, one for what nobody waits for.

    One more paints what would take the interface thread too long, and asks the store nothing.
    Work runs on its lane in order; `done` and `failed` are called on the interface thread. A read with a
    `replaces` key drops an older read of the same key that has not arrived yet. `busy_changed` tells the
    status bar. Exceptions of the environment and of rules go to `failed`; without one they go to `fault`.
    What arrives when the window that asked is gone is told to nobody; that a posting or an export failed is,
    by `fault`.
    """

    _arrived = Signal(object)
    fault = Signal(object)
    busy_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader = ThreadPoolExecutor(1, "lane-read")
        self._writer = ThreadPoolExecutor(1, "lane-write")
        self._background = ThreadPoolExecutor(1, "lane-background")
        self._aside = ThreadPoolExecutor(1, "lane-aside")
        self._painter = ThreadPoolExecutor(1, "lane-paint")
        self._latest: dict[str, Ticket] = {}
        self._interrupt: Callable[[int], None] = lambda _thread: None
        self._running: dict[Ticket, _Errand] = {}
        self._closed = False
        self._at_rest = threading.Event()
        self._at_rest.set()
        self._rests_soon = QTimer(self)
        self._rests_soon.setSingleShot(True)
        self._rests_soon.setInterval(_AT_REST_MS)
        self._rests_soon.timeout.connect(self._at_rest.set)
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def read(
        self,
        work: Callable[[], Any],
        done: Done,
        failed: Failed | None = None,
        *,
        replaces: str = "",
        long: bool = False,
    ) -> Ticket:
        """Run a read, a `long` one where it holds up no other; see the class for `replaces`."""
        ticket = self._newest(replaces) if replaces else Ticket(droppable=True)
        lane = self._background if long else self._reader
        return self._start(lane, ticket, lambda _ticket: work(), done, failed)

    def paint(self, work: Callable[[], Any], done: Done, *, replaces: str) -> Ticket:
        """Paint a picture away from the interface thread; see the class for `replaces`."""
        return self._start(self._painter, self._newest(replaces), lambda _ticket: work(), done, None)

    def write(self, work: Callable[[Ticket], Any], done: Done, failed: Failed | None = None) -> Ticket:
        """Run a posting or import; the ticket given to the work carries progress and cancel."""
        return self._start(self._writer, Ticket(), work, done, failed)

    def background(
        self,
        work: Callable[[Ticket], Any],
        done: Done,
        failed: Failed | None = None,
        *,
        gives_way: bool = False,
    ) -> Ticket:
        """Run long reading: export, backup, verify; the ticket given to the work carries progress and cancel.

        What nobody waits for `gives_way`: it goes on only while all other lanes rest, because a thread that
        computes takes the interpreter from the interface thread.
        """
        if gives_way:
            return self._start(self._aside, Ticket(rest=self._at_rest), work, done, failed)
        return self._start(self._background, Ticket(), work, done, failed)

    def let_go(self, many: list[Any]) -> None:
        """Take very many values apart in a lane, some at a time, once all others rest; the list ends empty.

        Nothing of the window may be among them: it would be destroyed there.
        """

        def work(ticket: Ticket) -> None:
            while many:
                ticket.should_stop()
                # Taking one value apart never gives way to the interface thread, however much hangs on it.
                del many[-_APART:]

        def start() -> None:
            if not self._closed:
                self.background(work, lambda _none: None, gives_way=True)

        # Whoever asks still holds them: the lane must not be quicker than he is.
        QTimer.singleShot(0, self, start)

    def interrupt_with(self, interrupt: Callable[[int], None]) -> None:
        """Say how the statement that runs on a thread is ended."""
        self._interrupt = interrupt

    def stop(self, ticket: Ticket) -> None:
        """Cancel a read at once: the statement that runs for it ends, and nothing of it arrives."""
        ticket.cancel()
        ticket.interrupted(self._interrupt)

    @property
    def busy(self) -> bool:
        """Whether any work is under way."""
        return bool(self._running)

    @property
    def is_waited_for(self) -> bool:
        """Whether a posting, an export or a copy is under way, which somebody waits for."""
        return any(not each.droppable and each.rest is None for each in self._running)

    def close(self) -> None:
        """Cancel what is under way, wait for the lanes to end, and deliver nothing more."""
        self._closed = True
        for ticket in tuple(self._running):
            ticket.cancel()
        self._rests_soon.stop()
        self._at_rest.set()
        for lane in (self._reader, self._background, self._aside, self._painter, self._writer):
            lane.shutdown(wait=True, cancel_futures=True)
        self._running.clear()

    def _newest(self, replaces: str) -> Ticket:
        """Return the ticket of a work that takes the place of an older one."""
        older = self._latest.get(replaces)
        if older is not None:
            older.cancel()
        ticket = self._latest[replaces] = Ticket(droppable=True)
        return ticket

    def _start(
        self,
        lane: ThreadPoolExecutor,
        ticket: Ticket,
        work: Callable[[Ticket], Any],
        done: Done,
        failed: Failed | None,
    ) -> Ticket:
        if self._closed and (ticket.droppable or ticket.rest is not None):
            # What only looks has nobody to tell any more; a posting that comes too late is a fault of the program.
            ticket.cancel()
            return ticket
        ticket._post = self._report  # noqa: SLF001 - a ticket belongs to its lanes
        self._running[ticket] = _Errand(work, done, failed or self.fault.emit)
        if ticket.rest is None:
            self._rests_soon.stop()
            self._at_rest.clear()
        self.busy_changed.emit(True)
        lane.submit(self._run, ticket)
        return ticket

    def _run(self, ticket: Ticket) -> None:
        # Nothing of the errand or its outcome is held here once the ticket goes back: who let go of a dialog last
        # would destroy it, and only the interface thread may.
        if not (ticket.droppable and ticket.should_stop()):
            ticket._outcome = self._worked(ticket)  # noqa: SLF001 - a ticket belongs to its lanes
        self._arrived.emit((ticket, None))

    def _worked(self, ticket: Ticket) -> tuple[bool, Any]:
        try:
            return True, ticket.works_here(self._running[ticket].work)
        except Exception as error:
            return False, error

    def _report(self, ticket: Ticket, done: int, total: int) -> None:
        self._arrived.emit((ticket, (done, total)))

    def _deliver(self, parcel: tuple[Ticket, tuple[int, int] | None]) -> None:
        ticket, progress = parcel
        if progress is not None:
            heard = ticket.on_progress
            if heard is not None and lives(heard):
                heard(*progress)
            return
        errand = self._running.pop(ticket, None)
        outcome = ticket._outcome  # noqa: SLF001 - a ticket belongs to its lanes
        ticket._outcome = ticket.on_progress = None  # noqa: SLF001 - a ticket belongs to its lanes
        if errand is None:
            return
        if not self._running:
            self.busy_changed.emit(False)
        if all(each.rest is not None for each in self._running):
            self._rests_soon.start()
        # A posting that finished before its cancel is told; a read that a newer one replaced is not.
        if outcome is not None and not (ticket.droppable and ticket.should_stop()):
            self._hand_over(ticket, errand, *outcome)

    def _hand_over(self, ticket: Ticket, errand: _Errand, worked: bool, content: Any) -> None:
        told = tell(errand.done if worked else errand.failed, content)
        lost = not (told or worked)
        if lost and not (ticket.droppable or ticket.cancelled.is_set()):
            self.fault.emit(content)
