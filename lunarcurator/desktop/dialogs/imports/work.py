"""Long work of the wizard: one piece at a time, with progress and a way to stop it."""

from collections.abc import Callable, Sequence
from typing import Any, override

from PySide6.QtCore import Signal

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.long_work import LongWork
from lunarcurator.desktop.lanes import Done, Failed, Ticket
from lunarcurator.services.posting import Cancelled, Posted


class Work(LongWork):
    """Runs work in a lane and says how far it is; `failed` tells that one came to nothing."""

    failed = Signal()

    def __init__(self, context: AppContext, stopped: str) -> None:
        super().__init__(context, "importDialog.work", stopped)

    def start(
        self,
        work: Callable[[Ticket], Any],
        done: Callable[[Any], None],
        key: str,
        *,
        file: str = "",
        entries: Callable[[Any], Sequence[Posted]] | None = None,
    ) -> None:
        """Do one piece of work with a `file`; the sentence of the `key` says how much of how much is done.

        Work that posts says which `entries` it made.
        """

        def told(now: int, total: int) -> str:
            return self._context.words.say(key, {"file": file, "done": now, "total": total})

        def run(ticket: Ticket) -> Any:
            result = work(ticket)
            # What is posted stands; of all else nothing is left where somebody called it off.
            if entries is None and ticket.should_stop():
                raise Cancelled
            return result

        def start(came: Done, failed: Failed) -> Ticket:
            if entries is not None:
                return self._context.write(run, entries, came, failed)
            return self._context.lanes.background(run, came, failed)

        self.say_outcome("")
        self.begin(start, done, told)

    @override
    def _rest(self) -> None:
        super()._rest()
        # What is done at the end may begin the next work, and needs pages that are awake.
        self.changed.emit()

    @override
    def _failed(self, error: Exception) -> None:
        super()._failed(error)
        self.failed.emit()
