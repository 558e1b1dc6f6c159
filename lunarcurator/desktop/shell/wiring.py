"""Puts the house into the frame once it is loaded: words, stores, actions, strips, and the watch."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QCloseEvent

from lunarcurator.desktop.actions import ACTIONS, Needs
from lunarcurator.desktop.manual.helping import Helping
from lunarcurator.desktop.memory import Memory
from lunarcurator.desktop.shell.dispatch import Dispatch
from lunarcurator.desktop.shell.faults import Faults
from lunarcurator.desktop.shell.first_page import FirstPage
from lunarcurator.desktop.shell.frame import Frame
from lunarcurator.desktop.shell.notices import Notices
from lunarcurator.desktop.shell.preferences import file_and_folder
from lunarcurator.desktop.shell.store_view import StoreView
from lunarcurator.desktop.shell.stores import HandedOver, Stores
from lunarcurator.desktop.shell.undoing import Undoing
from lunarcurator.desktop.shell.watch import Watch
from lunarcurator.desktop.shell.welcome import Welcome
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.translation import menu_language
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.file_names import is_there
from lunarcurator.home_folder import temporary_home
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.policies import PolicyError
from lunarcurator.services.stores import OpenedStore
from lunarcurator.services.words import Words


class Wiring(QObject):
    """Everything in the window that is not the bare frame; made once, serves one store after the other."""

    def __init__(
        self,
        frame: Frame,
        appearance: Appearance,
        memory: Memory,
        words: Words | None = None,
        first: FirstPage | None = None,
    ) -> None:
        super().__init__(frame)
        self.frame = frame
        self._appearance = appearance
        folder = resources_folder() / "languages"
        wanted = memory.get("language") or menu_language()
        self.words = words or Words.load(wanted, folder)
        self.stores = Stores(frame, appearance, memory, self.words)
        self.stores.first = first
        self.helping = Helping(frame, appearance, memory, wanted)
        self.dispatch = Dispatch(self.stores, frame, {"manual": lambda: self.helping.show_for(frame)})
        self.faults = Faults(frame, self.words)
        self._memory = memory
        self.notices = Notices(frame, appearance, self.words)
        self.welcome = Welcome(appearance, self.stores)
        self.watch: Watch | None = None
        self._undoing: Undoing | None = None
        frame.rooms.addWidget(self.welcome)
        frame.asked.connect(self.dispatch.act)
        self.notices.asked.connect(self.dispatch.act)
        self.notices.policies_wanted.connect(lambda own: self.stores.read_policies(own=own))
        self.notices.go_on_wanted.connect(self.stores.ask_go_on)
        self.notices.act_wanted.connect(self.dispatch.enter_sheet)
        self.dispatch.no_piece.connect(self.notices.say_no_piece)
        self.dispatch.sheet_left.connect(self.notices.make_ready)
        frame.dropped.connect(self._dropped)
        frame.closing.connect(self._close)
        frame.keyboard_lost.connect(self._give_keyboard)
        appearance.changed.connect(frame.restyle)
        frame.restyle()
        self.stores.opened.connect(self._wire)
        self.stores.opening.connect(self._opened_or_not)
        self.stores.left.connect(self._leave)
        self.stores.kept.connect(self._settled)
        self._offer_nothing()

    def begin(self, path: Path | None, *, demo: bool) -> None:
        """Open the store named, the demonstration, or the last store; else say what can be done."""
        self._say_place()
        last = self.stores.last()
        if demo and path is None:
            self.stores.open_demo()
        elif path is not None:
            self.stores.open(path)
        elif last is not None and is_there(last):
            self.stores.open(last)
        else:
            if last is not None:
                self.welcome.say_missing(last)
            self._show_welcome()

    def go_on(self, handed: HandedOver | None) -> None:
        """Go on with the store of another window where that one stood; without a store say what can be done."""
        self._say_place()
        if handed is not None:
            self.stores.take_over(handed)
        else:
            self.welcome.setFocus()

    def _say_place(self) -> None:
        of_this_place = (*_passing(), *_unread(self._memory))
        self.notices.of_this_place = of_this_place
        if of_this_place:
            self.welcome.say(" ".join(self.words.say_finding(each) for each in of_this_place))

    def _wire(self, arrived: tuple[StoreView, OpenedStore]) -> None:
        store_view, opened = arrived
        self._undoing = Undoing(store_view)
        self.dispatch.serve(store_view, self._undoing)
        store_view.asked.connect(self.dispatch.act)
        store_view.lanes.fault.connect(self._met)
        self.notices.serve(store_view, opened)
        self.watch = Watch(store_view, follows=bool(opened.follower_of))
        self.watch.damage_changed.connect(self.notices.tell_damage)
        self.watch.rested.connect(self.notices.tell_witness)
        self.watch.let_go.connect(self.stores.look_again)
        self.watch.start()
        store_view.offer()

    def _opened_or_not(self, name: str) -> None:
        """Show no row any more of a store that could not be opened."""
        if not name and self.stores.first is not None and self.stores.store_view is None:
            self._show_welcome()

    def _show_welcome(self) -> None:
        self.stores.leave_first()
        self.frame.rooms.setCurrentWidget(self.welcome)
        self.welcome.setFocus()

    def _met(self, error: Exception) -> None:
        """Show a fault; a list that stays empty for want of a policy is told of by the strip that says so."""
        if not (isinstance(error, PolicyError) and self.notices.remind()):
            self.faults.show(error)

    def _leave(self) -> None:
        self.dispatch.serve(None, None)
        if self._undoing is not None:
            self._undoing.close_down()
            self._undoing = None
        self.notices.leave()
        if self.watch is not None:
            self.watch.close_down()
            self.watch = None
        self.frame.rooms.setCurrentWidget(self.welcome)
        self._offer_nothing()

    def _settled(self) -> None:
        if self.watch is not None:
            self.watch.look_at_backups()

    def _offer_nothing(self) -> None:
        for key, action in ACTIONS.items():
            self.frame.actions_by_key[key].setEnabled(action.needs == Needs.NOTHING)

    def _give_keyboard(self) -> None:
        """Give the keyboard to what stands in front."""
        if self.stores.store_view is not None:
            self.stores.store_view.room.enter()
        elif self.stores.first is not None:
            self.stores.first.front.view.setFocus()
        else:
            self.welcome.setFocus()

    def _dropped(self, name: str) -> None:
        path = Path(name)
        if path.suffix.lower() == ".lunar":
            self.stores.open(path)
        elif self.stores.store_view is not None:
            self.dispatch.open_dialog("import", path=path)

    def _close(self, event: QCloseEvent) -> None:
        del event
        self.stores.finish()


def _passing() -> tuple[Finding, ...]:
    """Say that what is kept for this person may be gone after a restart, where that is so."""
    home = temporary_home()
    return () if home is None else (find(Strength.WARN, "cli.no_home", "", folder=str(home)),)


def _unread(memory: Memory) -> tuple[Finding, ...]:
    """Say that the window begins without its settings, where they are there and cannot be read."""
    closed = memory.unread()
    return () if closed is None else (find(Strength.WARN, "settings.unread", "", **file_and_folder(closed)),)
