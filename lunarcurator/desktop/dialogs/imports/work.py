"""Long work of the wizard: one piece at a time, with progress and a way to stop it."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from lunarcurator.desktop.dialogs.imports.pages import Pages
from lunarcurator.desktop.lanes import Ticket
from lunarcurator.desktop.workplace import Workplace
from lunarcurator.domain.errors import Refusal
from lunarcurator.services.posting import Cancelled, Posted, Refused


class Work(QObject):
    """Runs work in a lane and says on the pages how far it is; `busy_changed` tells when it begins and ends.

    `failed` carries what went wrong.
    """

    busy_changed = Signal(bool)
    failed = Signal(object)

    def __init__(self, workplace: Workplace, pages: Pages, parent: QObject) -> None:
        super().__init__(parent)
        self._workplace, self._lanes, self._pages = workplace, workplace.lanes, pages
        self._ticket: Ticket | None = None

    @property
    def busy(self) -> bool:
        """Whether anything is under way."""
        return self._ticket is not None

    def tell(self, sentence: str) -> None:
        """Say what was done."""
        self._pages.tell(sentence)

    def tell_error(self, error: Exception) -> None:
        """Say what went wrong; what nobody expected is a fault."""
        words = self._workplace.words
        if isinstance(error, Cancelled):
            self.tell(self.tr("Stopped. Nothing was written."))
        elif isinstance(error, Refused):
            self._pages.show_trouble(" ".join(words.say_finding(finding) for finding in error.findings[:3]))
        elif isinstance(error, Refusal):
            self._pages.show_trouble(words.say(error.key, error.facts))
        else:
            self._lanes.fault.emit(error)

    def stop(self) -> None:
        """Ask what is under way to stop."""
        if self._ticket is not None:
            self._ticket.cancel()

    def start(
        self,
        work: Callable[[Ticket], Any],
        done: Callable[[Any], None],
        sentence: str,
        progress: Callable[[int, int], str] | None = None,
        *,
        entries: Callable[[Any], Sequence[Posted]] | None = None,
    ) -> None:
        """Do one piece of work; `progress` words how much of how much is done.

        Work that posts says which `entries` it made.
        """

        def came(result: Any) -> None:
            self._rest()
            done(result)

        def failed(error: Exception) -> None:
            self._rest()
            self.failed.emit(error)

        if entries is not None:
            self._ticket = self._workplace.write(work, entries, came, failed)
        else:
            self._ticket = self._lanes.background(work, came, failed)
        self._ticket.on_progress = lambda now, total: self._pages.tell(
            progress(now, total) if progress is not None else sentence, busy=True, done=now, total=total
        )
        self._pages.show_trouble("")
        self._pages.tell(sentence, busy=True)
        self._pages.set_busy(True)
        self.busy_changed.emit(True)

    def _rest(self) -> None:
        self._ticket = None
        self._pages.tell("")
        self._pages.set_busy(False)
        self.busy_changed.emit(False)


def unless_stopped[Result](ticket: Ticket, result: Result) -> Result:
    """Return a result; raises `Cancelled` where somebody called the work off meanwhile."""
    if ticket.should_stop():
        raise Cancelled
    return result
