"""One open store in the frame: its context, its rooms, and what the bars say about it."""

from collections.abc import Callable, Mapping
from importlib import import_module
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from PySide6.QtCore import QCoreApplication, QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu

from lunarcurator.desktop.act_availability import STATES, needs_met, why_not
from lunarcurator.desktop.actions import ACTIONS, Needs
from lunarcurator.desktop.app_context import AppContext, Lender, Room
from lunarcurator.desktop.history_keeping import HistoryKeeping
from lunarcurator.desktop.lanes import Lanes, Ticket
from lunarcurator.desktop.links import NOTHING, Link, Selection, Target
from lunarcurator.desktop.memory import Memory
from lunarcurator.desktop.shell.first_page import FirstPage
from lunarcurator.desktop.shell.frame import Frame
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.services.selection_status import SelectionStatus, selection_status
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words


class RoomOnRail(NamedTuple):
    """What the rail shows of a room before it is loaded: key, icon and title are the room's own."""

    key: str
    icon: str
    title: str
    where: str
    """Module and class, as `named` takes them."""

    def title_now(self) -> str:
        """Return the room's name in the window's language; its words are those of its class."""
        return QCoreApplication.translate(self.where.partition(":")[2], self.title)


_IN: Final = "lunarcurator.desktop.rooms."
ROOMS: Final = (
    RoomOnRail("samples", "sample", "Samples", f"{_IN}samples.room:SamplesRoom"),
    RoomOnRail("places", "place", "Places", f"{_IN}places.room:PlacesRoom"),
    RoomOnRail("balance", "balance", "Balance", f"{_IN}balance.room:BalanceRoom"),
    RoomOnRail("journal", "journal", "Journal", f"{_IN}journal.room:JournalRoom"),
    RoomOnRail("attention", "warning", "Attention", f"{_IN}to_do.room:ToDoRoom"),
    RoomOnRail("loans", "loan", "Loans", f"{_IN}loans.room:LoansRoom"),
)
"""The rooms in the order of the rail; later rooms come beside them."""

_ROOM_OF: Final[Mapping[Target, str]] = MappingProxyType(
    {
        Target.SAMPLE: "samples",
        Target.PLACE: "places",
        Target.ENTRY: "journal",
        Target.BALANCE: "balance",
        Target.LOAN: "loans",
        Target.LINE: "loans",
        Target.PERSON: "loans",
        Target.AGREEMENT: "loans",
        Target.ROUND: "loans",
    }
)


def named(path: str) -> Any:
    """Return what `module:name` says, importing the module now and not at the start of the program.

    The name may go into what it names: `module:LAYOUT.open`.
    """
    module, _, name = path.partition(":")
    return attrgetter(name)(import_module(module))


class StoreView(QObject):
    """Everything about one open store in the window; `asked` passes on what rooms ask the shell to do."""

    asked = Signal(str)
    selection_changed = Signal(object)

    def __init__(
        self,
        frame: Frame,
        appearance: Appearance,
        memory: Memory,
        words: Words,
        session: StoreSession,
        *,
        first: FirstPage | None = None,
    ) -> None:
        super().__init__(frame)
        self.frame = frame
        self.lanes = Lanes(self)
        self.context = AppContext(session, self.lanes, words, appearance, memory, self)
        self._history = HistoryKeeping(self.context, self)
        self.selection: Selection = NOTHING
        self._standing = SelectionStatus()
        self._rooms: dict[str, Room] = {}
        for each in ROOMS:
            frame.rail.add(each.key, each.icon, each.title_now())
        self.context.went.connect(self.go)
        self.context.moment_changed.connect(lambda _moment: self.offer())
        self.context.operator_changed.connect(self._show_operator)
        self.context.changed.connect(lambda _changes: self._look())
        frame.rail.chosen.connect(self.show_room)
        frame.status.show_store(session.path.name)
        frame.setWindowTitle(f"{session.path.name} – {self.tr('Lunar Curator')}")
        self._show_operator()
        if first is not None:
            self._add_room(named(ROOMS[0].where)(self.context, front=first.hand_over()))
        self.show_room("samples")
        self._furnish()

    @property
    def room(self) -> Room:
        """The room in front."""
        return self._rooms[self._front]

    def show_room(self, key: str) -> None:
        """Bring a room to the front."""
        room = self.room_of(key)
        self._front = key
        self.frame.rooms.setCurrentWidget(room)
        self.frame.rail.show_chosen(key)
        room.enter()
        self._select(room.selection)

    def go(self, link: Link) -> None:
        """Show a record in the room it belongs to."""
        key = _ROOM_OF[link.target]
        self.show_room(key)
        self.room_of(key).go_to(link)

    def show_again(self, selection: Selection) -> None:
        """Select in the room in front what was selected in another window, the first of several."""
        kept = (
            (Target.SAMPLE, selection.samples),
            (Target.PLACE, selection.places),
            (Target.ENTRY, (selection.entry,)),
            (Target.LINE, selection.lines),
            (Target.LOAN, (selection.loan,)),
            (Target.ROUND, (selection.round,)),
            (Target.PERSON, (selection.person,)),
        )
        for target, uids in kept:
            if uids and uids[0] is not None and _ROOM_OF[target] == self._front:
                self.go(Link(target, uids[0]))
                return

    def lend(self) -> None:
        """Take the selected pieces into the loan that is open, or into a new request."""
        loans, pieces = self.room_of("loans"), self.selection.samples
        self.show_room("loans")
        if isinstance(loans, Lender):
            loans.lend(pieces)

    def offer(self) -> None:
        """Enable each action that makes sense now; what depends on how things stand says why it does not."""
        has = self._has()
        for key, action in ACTIONS.items():
            shown = self.frame.actions_by_key[key]
            shown.setEnabled(action.needs & has == action.needs)
            shown.setToolTip(why_not(action.needs, has))

    def close(self) -> None:
        """Stop the lanes and take the rooms away, in this order; the store stays open for whoever opened it."""
        for room in self._rooms.values():
            room.close_down()
        self._history.close_down()
        self.lanes.close()
        self.frame.rail.remove_all()
        for room in self._rooms.values():
            self.frame.rooms.removeWidget(room)
            room.deleteLater()
        self._rooms.clear()
        self.frame.status.show_store("")
        self.frame.top.show_operator("")
        self.frame.setWindowTitle(self.tr("Lunar Curator"))

    def call(self, name: str) -> bool:
        """Call an act of the room in front by name, such as `copy` or `find`; False if it has none."""
        act: Callable[[], None] | None = getattr(self.room, name, None)
        if act is None:
            return False
        act()
        return True

    def room_of(self, key: str) -> Room:
        """Return a room by its key; it is loaded and made if nobody wanted it before."""
        if key not in self._rooms:
            where = next(each.where for each in ROOMS if each.key == key)
            self._add_room(named(where)(self.context))
        return self._rooms[key]

    def _furnish(self) -> None:
        """Load and make the rooms nobody wanted yet, one after the other, while all else rests."""
        missing = next((each for each in ROOMS if each.key not in self._rooms), None)
        if missing is None:
            return

        def load(ticket: Ticket) -> None:
            if not ticket.should_stop():
                named(missing.where)

        def loaded(_none: None) -> None:
            self.room_of(missing.key)
            self._furnish()

        self.lanes.background(load, loaded, gives_way=True)

    def _add_room(self, room: Room) -> None:
        self._rooms[room.key] = room
        self.frame.rooms.addWidget(room)
        room.selection_changed.connect(lambda selection, room=room: self._selected(room, selection))
        room.asked.connect(self.asked)
        room.counted.connect(lambda count, meaning, key=room.key: self.frame.rail.show_count(key, count, meaning))
        room.summarised.connect(lambda room=room: self._summarised(room))
        pressed = getattr(room, "context_menu_requested", None)
        if pressed is not None:
            pressed.connect(self._open_menu)
        if not self.context.moment.is_now:
            # It was made while another day is shown, and has not heard of that.
            self.context.look_again()

    def _open_menu(self, at: QPoint) -> None:
        """Offer, where somebody pressed, what can be done with the selected pieces."""
        menu = QMenu(self.frame)
        menu.setObjectName("contextMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key, action in ACTIONS.items():
            absent = action.needs & STATES and not self.frame.actions_by_key[key].isEnabled()
            if action.context == "sample" and not absent:
                if action.after_line and menu.actions():
                    menu.addSeparator()
                menu.addAction(self.frame.actions_by_key[key])
        menu.popup(at)

    def _selected(self, room: Room, selection: Selection) -> None:
        room.selection = selection
        if room is self._rooms.get(self._front):
            self._select(selection)

    def _summarised(self, room: Room) -> None:
        if room is self._rooms.get(self._front):
            self.frame.status.selection.setText(room.selection_summary())

    def _select(self, selection: Selection) -> None:
        self.selection = selection
        # Until it is known how they stand, nothing that depends on it is offered.
        self._standing = SelectionStatus()
        self._look()
        self.frame.status.selection.setText(self.room.selection_summary())
        self.offer()
        self.selection_changed.emit(selection)

    def _look(self) -> None:
        """Ask how what is selected stands, and offer what makes sense then."""
        selection, session = self.selection, self.context.session
        if selection == NOTHING:
            return

        def arrived(found: SelectionStatus) -> None:
            if selection == self.selection:
                self._standing = found
                self.offer()

        self.lanes.read(
            lambda: selection_status(session, selection.samples, selection.places, selection.entry),
            arrived,
            replaces="session.standing",
        )

    def _has(self) -> Needs:
        has = Needs.STORE | needs_met(self._standing, places=bool(self.selection.places))
        if not self.context.session.read_only and self.context.moment.is_now:
            has |= Needs.POST
        if len(self.selection.samples) == 1:
            has |= Needs.SAMPLE
        if self.selection.samples:
            has |= Needs.SAMPLES
        if self.selection.places:
            has |= Needs.PLACE
        if self.selection.entry is not None:
            has |= Needs.ENTRY
        if self.selection.case is not None:
            has |= Needs.CASE
        if self.selection.order is not None:
            has |= Needs.ORDER
        return has

    def _show_operator(self) -> None:
        self.frame.top.show_operator(self.context.operator_name)
