"""Judging what is typed a moment after the last key, on a lane."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.lanes import Ticket
from lunarcurator.domain.acts import Posting
from lunarcurator.services.posted import Preview
from lunarcurator.services.store_session import StoreSession

_SOON_MS: Final = 150
"""How long a form waits after a key before it asks the rules: shorter than a pause between two words."""
_LONG_SOON_MS: Final = 200

type Make = Callable[[], Callable[[], Posting | None] | None]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was asked of the rules, what they say of it, and what `more` was read of that on the lane."""

    posting: Posting
    preview: Preview
    more: Any


class Judging(QObject):
    """Asks for a judgement soon after the last change, and at once when somebody else acts.

    `make` says on the interface thread what would be posted, by a function that makes it on the lane: None where
    nothing is to be judged yet, and that function may return None where there is nothing to post. `more` is read
    of each preview on the lane. `judged` comes with a `judgement` or with none to ask for, `refused` carries what
    was raised; an older judgement that has not arrived is dropped. A `long` judgement, as of thousands of lines,
    does not hold up the reading lane.
    """

    judged = Signal()
    refused = Signal(object)

    def __init__(self, context: AppContext, name: str, make: Make, parent: QObject, *, long: bool = False) -> None:
        super().__init__(parent)
        self._context, self._make, self._long = context, make, long
        self._name = f"judge/{name}"
        self._ticket: Ticket | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_LONG_SOON_MS if long else _SOON_MS)
        self._timer.timeout.connect(self.ask)
        self._begun = False
        self._stale: list[Judgement] = []
        self._then: Callable[[], object] | None = None
        self.more: Callable[[Preview], Any] = _nothing_more
        self.judgement: Judgement | None = None
        self.fresh = False
        context.operator_changed.connect(self._other_operator)

    def ask_soon(self) -> None:
        """Judge once nobody has changed anything for a moment."""
        self._begun, self.fresh, self._then = True, False, None
        self._timer.start()

    def ask(self) -> None:
        """Judge now."""
        self._timer.stop()
        self._begun, self.fresh = True, False
        made, session, more, stale = self._make(), self._context.session, self.more, self._stale
        if made is None:
            self._cancel()
            self._judged(None)
            return
        self._ticket = self._context.lanes.read(
            lambda: _judgement(session, made, more, stale),
            self._arrived,
            self._raised,
            replaces=self._name,
            long=self._long,
        )

    def when_judged(self, then: Callable[[], object]) -> None:
        """Go on once what is typed is judged: now, or when that arrives; a change meanwhile forgets it."""
        if self.fresh:
            then()
        else:
            self._then = then
            self.ask()

    def stop(self) -> None:
        """Judge no more, whoever acts, and let nothing arrive."""
        self._begun, self.fresh, self._then = False, False, None
        self._timer.stop()
        self._cancel()

    def forget(self) -> None:
        """Stop, and let go of what was judged."""
        self.stop()
        self._take(None)

    def _arrived(self, found: Judgement | None) -> None:
        self.fresh = not self._timer.isActive()
        self._judged(found)

    def _judged(self, found: Judgement | None) -> None:
        self._take(found)
        self.judged.emit()
        self._go_on()

    def _raised(self, error: Exception) -> None:
        self.fresh = not self._timer.isActive()
        self._take(None)
        self.refused.emit(error)
        self._go_on()

    def _take(self, found: Judgement | None) -> None:
        # To let go of thousands of acts takes long enough to be felt: that is left to the lane that asks next.
        if self.judgement is not None:
            self._stale.append(self.judgement)
        self.judgement = found

    def _go_on(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            then()

    def _cancel(self) -> None:
        if self._ticket is not None:
            self._ticket.cancel()

    def _other_operator(self) -> None:
        if self._begun:
            self.ask()


def _nothing_more(_preview: Preview) -> None:
    """Most surfaces read nothing more of a preview."""


def _judgement(
    session: StoreSession,
    made: Callable[[], Posting | None],
    more: Callable[[Preview], Any],
    stale: list[Judgement],
) -> Judgement | None:
    """Ask the rules, on any thread."""
    stale.clear()
    posting = made()
    if posting is None:
        return None
    preview = session.preview(posting)
    return Judgement(posting, preview, more(preview))
