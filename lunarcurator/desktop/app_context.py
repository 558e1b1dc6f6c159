"""What every room, panel and dialog is given: the desk, its lanes, words and looks, and the way to post."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol, override, runtime_checkable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from lunarcurator.desktop.history import History
from lunarcurator.desktop.lanes import Lanes, Ticket
from lunarcurator.desktop.links import NOTHING, Link
from lunarcurator.desktop.mass_units import MassUnits
from lunarcurator.desktop.memory import Memory
from lunarcurator.desktop.receivers import tell
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.services.changes import ChangeSet, together
from lunarcurator.services.words import Words

if TYPE_CHECKING:
    from lunarcurator.domain.acts import Posting
    from lunarcurator.services.exporting import ListOnScreen, Report
    from lunarcurator.services.posted import Posted
    from lunarcurator.services.store_session import StoreSession


class AppContext(QObject):
    """One open store as the window works on it; made by the shell, handed to rooms, panels and dialogs.

    `changed` carries a ChangeSet after every entry, ours or another window's. `moment_changed` tells that the
    window shows another day; while it does, nothing may be posted. `history_changed` carries the history that is
    entered, or None. `went` asks the shell to show a record.
    """

    changed = Signal(object)
    posted = Signal(object)
    moment_changed = Signal(object)
    history_changed = Signal(object)
    went = Signal(object)
    operator_changed = Signal()

    def __init__(
        self,
        session: "StoreSession",
        lanes: Lanes,
        words: Words,
        appearance: Appearance,
        memory: Memory,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.lanes = lanes
        lanes.interrupt_with(session.interrupt)
        self.words = words
        self.appearance = appearance
        self.memory = memory
        self.units = MassUnits.chosen(memory, session.lab.collections)
        self._moment = NOW
        self._history: History | None = None
        self._operator: Uid | None = None
        self._operator_name = ""

    @property
    def moment(self) -> Moment:
        """The day and sequence the window shows."""
        return self._moment

    @property
    def operator(self) -> Uid | None:
        """Who acts now, or nobody until somebody says so."""
        return self._operator

    @property
    def operator_name(self) -> str:
        """The name of who acts now."""
        return self._operator_name

    @property
    def may_post(self) -> bool:
        """Whether anything can be posted: a writable store, today's picture, somebody who acts."""
        return not self.session.read_only and self._moment.is_now and self._operator is not None

    def act_as(self, operator: Uid | None, name: str) -> None:
        """Say who acts from now on."""
        self._operator, self._operator_name = operator, name
        self.operator_changed.emit()

    def show_moment(self, moment: Moment) -> None:
        """Show the store as it stood at a moment."""
        if moment != self._moment:
            self._moment = moment
            self.moment_changed.emit(moment)

    def look_again(self) -> None:
        """Announce that what may be posted has changed, though the window shows the same moment."""
        self.moment_changed.emit(self._moment)

    @property
    def history(self) -> History | None:
        """The history that is entered from old papers, None while none is."""
        return self._history

    def enter_history(self, history: History | None) -> None:
        """Enter a history, go to another day of it, or end it."""
        if history != self._history:
            self._history = history
            self.history_changed.emit(history)

    def go(self, link: Link) -> None:
        """Show a record in its room."""
        self.went.emit(link)

    def post(
        self,
        posting: "Posting",
        done: "Callable[[Posted], None]",
        failed: Callable[[Exception], None],
        *,
        of_history: bool = False,
    ) -> Ticket:
        """Post on the writing lane and return its ticket; `changed` and `posted` are emitted before `done`.

        A document that is named by the path of a file here is kept with its checksum, however its name was typed.
        What is posted `of_history`, while one is entered, takes it on to the day of its last act and to the
        next sheet.
        """
        from lunarcurator.services.lending.attaching import with_checksums

        def entries(posted: "Posted") -> "tuple[Posted, ...]":
            return (posted,)

        def arrived(posted: "Posted") -> None:
            if of_history and self._history is not None:
                last = posting.acts[-1]
                self.enter_history(self._history.entered(last.day, last.day_stated))
            tell(done, posted)

        return self.write(
            lambda ticket: self.session.post(with_checksums(posting), ticket.progress, ticket.should_stop),
            entries,
            arrived,
            failed,
        )

    def write[Written](
        self,
        work: Callable[[Ticket], Written],
        entries: "Callable[[Written], Sequence[Posted]]",
        done: Callable[[Written], None],
        failed: Callable[[Exception], None],
    ) -> Ticket:
        """Run something that posts on the writing lane and return its ticket; `entries` names what it posted.

        What was posted is announced before `done`, also where whoever asked for it is gone.
        """

        def arrived(written: Written) -> None:
            posted = entries(written)
            self.changed.emit(together([each.changes for each in posted]))
            self.posted.emit(posted[-1])
            tell(done, written)

        return self.lanes.write(work, arrived, failed)

    def say_why(self, error: Exception, say: Callable[[str], object]) -> None:
        """Say in words why something was refused; anything else that was raised is a fault."""
        from lunarcurator.domain.errors import Refusal
        from lunarcurator.services.posted import Refused

        if isinstance(error, Refused):
            say(" ".join(self.words.say_finding(each) for each in error.findings))
        elif isinstance(error, Refusal):
            say(self.words.say(error.key, error.facts))
        else:
            self.lanes.fault.emit(error)

    def tell(self, changes: ChangeSet) -> None:
        """Announce changes that came from elsewhere, such as another window or an import."""
        self.changed.emit(changes)


@runtime_checkable
class Lender(Protocol):
    """A room that lends the pieces selected in another one."""

    def lend(self, pieces: Sequence[Uid]) -> None:
        """Take pieces into the loan that is open, else into a new request."""


class Room(QWidget):
    """One view of the store behind a button of the rail; holds its own panel at the right.

    A room reads through `context.lanes`, refreshes itself on `context.changed` and `moment_changed`, and
    emits `selection_changed` with a `Selection` whenever what an action would act on changes. `asked` carries
    the key of an action of the action table that a button or a context menu of the room was pressed for.
    `summarised` tells that `selection_summary` says something else, as what is selected has been read.
    `counted` carries how much in the room is overdue or blocked, and the sentence that says so, for the rail.
    """

    selection_changed = Signal(object)
    asked = Signal(str)
    counted = Signal(int, str)
    summarised = Signal()

    key = ""
    icon = ""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.selection = NOTHING
        self._put_off: dict[Callable[[], None], None] = {}

    def when_seen(self, work: Callable[[], None]) -> None:
        """Do some work now if the room can be seen, else once when it comes to the front.

        What nobody looks at must not take the reading lane from the room in front.
        """
        if self.isVisible():
            work()
        else:
            self._put_off[work] = None

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        put_off, self._put_off = self._put_off, {}
        for work in put_off:
            work()

    def selection_summary(self) -> str:
        """Return what the status bar says about the selection; empty for nothing."""
        return ""

    def list_in_front(self) -> "Report | ListOnScreen | None":
        """Return the list in front: the report that it is, or the list as it stands; None where there is none."""
        return None

    def title(self) -> str:
        """Return the room's name in the window's language."""
        raise AssertionError("every room has a title")

    def enter(self) -> None:
        """Called when the room comes to the front: put the focus where work begins."""

    def close_down(self) -> None:
        """Called before the store is closed: keep what is typed, and ask the lanes for nothing more."""

    def go_to(self, link: Link) -> bool:
        """Show a record of this room; False if it is none of its own."""
        del link
        return False
