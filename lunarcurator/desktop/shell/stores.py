"""Opening, making and leaving stores from the window; recent ones; copies; appearance."""

import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from lunarcurator.desktop.links import Selection
from lunarcurator.desktop.mass_units import MassUnits
from lunarcurator.desktop.memory import Memory
from lunarcurator.desktop.receivers import tell
from lunarcurator.desktop.shell.first_page import FirstPage, Looking
from lunarcurator.desktop.shell.frame import Frame
from lunarcurator.desktop.shell.preferences import (
    BACKUP_FOLDER,
    FIRST_START_LEFT,
    LANGUAGE,
    LOOK_MODE,
    LOOK_PERCENT,
    RECENT,
    backup_folders,
    file_and_folder,
)
from lunarcurator.desktop.shell.store_view import StoreView
from lunarcurator.desktop.theme.appearance import Appearance, Mode
from lunarcurator.desktop.translation import menu_language
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.moments import Moment
from lunarcurator.exchange.errors import sheet_error_from
from lunarcurator.file_names import finished, is_same, is_there
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.catalogue import languages
from lunarcurator.services.demonstration_path import demonstration_path
from lunarcurator.services.languages import language_for
from lunarcurator.services.stores import HELD, OpenedStore, open_for_repair, open_session
from lunarcurator.services.words import Words

if TYPE_CHECKING:
    from lunarcurator.services.backups import Backup
    from lunarcurator.services.first_start import FirstStart

_RECENT = 8

type _Entering = Callable[[OpenedStore, tuple[Uid | None, str], str], None]


class HandedOver(NamedTuple):
    """An open store that one window leaves to another: who acts there, what is in front and what is selected."""

    opened: OpenedStore
    acting: tuple[Uid | None, str]
    moment: Moment
    room: str
    selection: Selection


class Stores(QObject):
    """Opens one store at a time.

    `opened` carries the new session, `left` tells that there is none, `kept` that settings were kept. `opening`
    carries the name of a store that is being opened, and "" once that has come to an end. `language_chosen` tells
    that the window is to speak another language.
    """

    opened = Signal(object)
    left = Signal()
    kept = Signal()
    opening = Signal(str)
    language_chosen = Signal()
    _arrived = Signal(object)

    def __init__(self, frame: Frame, appearance: Appearance, memory: Memory, words: Words) -> None:
        super().__init__(frame)
        self._frame, self._appearance, self._memory, self._words = frame, appearance, memory, words
        self.store_view: StoreView | None = None
        self._opened: OpenedStore | None = None
        self.dialog: QWidget | None = None
        self.first: FirstPage | None = None
        """The first look at a store that is being opened."""
        self.looking: Looking | None = None
        """Whoever looks at that store without its locks: until then nobody opens one."""
        self._guard = threading.Lock()
        self._is_over = False
        self._in_vain: StoreView | None = None
        """The session whose store was let go of, and could not be opened again for another reason."""
        self._under_way: dict[int, OpenedStore] = {}
        """Stores that were opened and have not arrived at the window yet."""
        self._is_opening = False
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self.opening.connect(self._note_opening)

    def leave_first(self) -> None:
        """Take the first look away: its room has come, or there will be none."""
        if self.first is not None:
            self._frame.rooms.removeWidget(self.first)
            self.first.deleteLater()
            self.first = None

    # Opening -------------------------------------------------------------------------------------------

    def open(self, path: Path) -> None:
        """Open a store beside the window's thread; the one open now is left when the new one is there.

        The same one is left first: a window would follow itself.
        """
        folders = backup_folders(self._memory)
        store_view = self.store_view
        if store_view is not None and is_same(path, store_view.context.session.path):
            self._open_again(lambda again: open_session(again, backup_folders=folders), self._enter_again)
        else:
            self._run(path, lambda: open_session(path, backup_folders=folders), self._enter)

    def open_demo(self) -> None:
        """Open the demonstration store, made from published facts the first time."""
        from lunarcurator.services.demonstration import open_demonstration

        path = demonstration_path()
        folders = backup_folders(self._memory)
        self._run(path, lambda: open_demonstration(path, folders), self._enter)

    def ask_open(self) -> None:
        """Ask for a store file and open it."""
        self._ask_file(self.tr("Open a store"), save=False, then=self.open)

    def ask_new(self) -> None:
        """Ask what a new store begins with, make it and open it."""
        from lunarcurator.desktop.shell.first_start import FirstStartDialog

        dialog = FirstStartDialog(self._appearance, self._memory, self._make, self._frame)
        self.dialog = dialog
        dialog.open()

    def recent(self) -> tuple[Path, ...]:
        """Return the stores opened lately that still exist, newest first."""
        return tuple(each for each in self._opened_lately() if is_there(each))

    def last(self) -> Path | None:
        """Return the store that was open last, also where it is not there now; None for none."""
        return next(self._opened_lately(), None)

    def _opened_lately(self) -> Iterator[Path]:
        # Older programs kept names that meant another file where the program was started elsewhere.
        kept = map(Path, self._memory.get(RECENT).split("\n"))
        return (each for each in kept if each.is_absolute())

    def close(self) -> None:
        """Leave the open store; every entry is in its file already."""
        store_view = self.store_view
        if store_view is not None:
            self._leave(store_view)
            store_view.context.session.close()

    def hand_over(self) -> HandedOver | None:
        """Leave the open store without closing it, for another window; None where none is open."""
        store_view, opened = self.store_view, self._opened
        if store_view is None or opened is None:
            return None
        place = store_view.context
        acting, room = (place.operator, place.operator_name), store_view.room.key
        handed = HandedOver(opened, acting, place.moment, room, store_view.selection)
        self._leave(store_view)
        return handed

    def take_over(self, handed: HandedOver) -> None:
        """Show a store that another window left, as it stood there."""
        self._enter_again(handed.opened, handed.acting, handed.room)
        if self.store_view is not None:
            self.store_view.context.show_moment(handed.moment)
            self.store_view.show_again(handed.selection)

    def _leave(self, store_view: StoreView) -> None:
        self.left.emit()
        store_view.close()
        store_view.deleteLater()
        self.store_view, self._opened = None, None

    # What is done with the open store ------------------------------------------------------------------

    def ask_copy(self) -> None:
        """Ask where a verified copy of the store goes, and make it."""
        self._ask_file(self.tr("Save a copy"), save=True, then=self._copy)

    def ask_stick(self) -> None:
        """Ask for a folder on a stick, and put a verified copy there."""
        self._ask_folder(self.tr("Put on stick"), self._back_up_to)

    def back_up(self) -> None:
        """Back up into the folder chosen before, or ask for one."""
        folders = backup_folders(self._memory)
        if folders:
            self._back_up_to(*folders)
        else:
            self._ask_folder(self.tr("Choose a folder for backups"), self._keep_and_back_up)

    def verify(self) -> None:
        """Verify the whole journal now."""
        if self.store_view is not None:
            self.store_view.asked.emit("verify_now")

    def ask_rebuild(self) -> None:
        """Ask where a copy of the store goes, then make everything anew that follows from its journal."""
        store_view = self.store_view
        if store_view is None:
            return
        path, folders = store_view.context.session.path, backup_folders(self._memory)
        folder = folders[0] if folders else path.parent
        from lunarcurator.desktop.dialogs.rebuilding import RebuildDialog

        dialog = RebuildDialog(self._appearance, self._memory, self._words, folder, self._rebuild, self._frame)
        self.dialog = dialog
        dialog.open()

    def ask_go_on(self) -> None:
        """Ask whether the store is to go on without entries that are known elsewhere, then let it."""
        if self.store_view is None:
            return
        file = self.store_view.context.session.path.name
        told = self.tr(
            "{file} goes on with the entries it has, as a history of its own. Entries that only another file has"
            " are given up here, for everybody who opens this file; the other file keeps them. {file} as it is now"
            " is kept beside it."
        ).replace("{file}", file)
        no_icon, cancel = QMessageBox.Icon.NoIcon, QMessageBox.StandardButton.Cancel
        box = QMessageBox(no_icon, self.tr("Continue from here"), told, cancel, self._frame)
        box.setObjectName("goOn")
        box.setDefaultButton(cancel)
        button = box.addButton(self.tr("Continue from here"), QMessageBox.ButtonRole.AcceptRole)
        button.setObjectName("goOnButton")
        button.clicked.connect(self._go_on)
        self.dialog = box
        box.open()

    def _go_on(self) -> None:
        folders = backup_folders(self._memory)

        def work(path: Path) -> OpenedStore:
            from lunarcurator.services.backups import restore

            try:
                made = restore(path, path, replace=True, go_on=True, folders=folders)
                self._arrived.emit((self._gone_on, made))
            except (Refusal, OSError) as error:
                self._arrived.emit((self._failed, error))
            return open_session(path, backup_folders=folders)

        self._open_again(work, self._enter_again)

    def _gone_on(self, made: "Backup") -> None:
        kept = made.replaced.name if made.replaced is not None else ""
        told = [self._words.say_finding(note) for note in made.notes]
        told.append(self.tr("The file as it was before is kept as {file}.").replace("{file}", kept))
        self._say(self.tr("Continue from here"), "\n\n".join(told))

    def for_repair(self, then: Callable[[], None]) -> None:
        """Go on once the open store can be written to, although it is known to be damaged."""
        store_view = self.store_view
        if store_view is None:
            return
        if store_view.context.session.may_repair:
            then()
            return

        def entered(opened: OpenedStore, acting: tuple[Uid | None, str], room: str) -> None:
            self._enter_again(opened, acting, room)
            then()

        self._open_again(lambda path: open_session(path, repair=True), entered)

    def _open_again(self, opening: Callable[[Path], OpenedStore], then: _Entering) -> None:
        """Leave the open store, open it in another way, and go on as whom and where one was."""
        store_view = self.store_view
        if store_view is None:
            return
        place = store_view.context
        path, acting, room = place.session.path, (place.operator, place.operator_name), store_view.room.key
        self.close()
        self._run(path, lambda: opening(path), lambda opened: then(opened, acting, room))

    def _rebuild(self, folder: Path) -> None:
        from lunarcurator.desktop.dialogs.rebuilding import RebuildDialog
        from lunarcurator.services.rebuilding import rebuild

        dialog = self.dialog
        if not isinstance(dialog, RebuildDialog):
            return
        stop = threading.Event()
        dialog.stopped.connect(stop.set)

        def tell(done: int, total: int) -> None:
            self._arrived.emit((lambda told: dialog.show_progress(*told), (done, total)))

        def work(path: Path) -> OpenedStore:
            try:
                with closing(open_for_repair(path)) as session:
                    done = rebuild(session, folder, self._words, progress=tell, should_stop=stop.is_set)
                self._arrived.emit((dialog.show_done, done))
            except (Refusal, OSError) as error:
                refusal = _refused(error, path)
                self._arrived.emit((lambda told: dialog.show_failed(told, getattr(told, "findings", ())), refusal))
            return open_session(path)

        self._open_again(work, self._enter_again)

    def appear(self, mode: str = "", text_step: int = 0) -> None:
        """Change colours or text size now, and remember them."""
        percent = self._appearance.text_percent + text_step
        chosen: Mode | None = mode or None  # type: ignore[assignment]
        self._appearance.apply(mode=chosen, text_percent=percent)
        self._memory.put(LOOK_MODE, self._appearance.mode)
        self._memory.put(LOOK_PERCENT, str(self._appearance.text_percent))

    def settings(self) -> None:
        """Ask for the settings, keep them, and put on at once what can be."""
        known = self.store_view.context.session.lab.collections if self.store_view is not None else None
        from lunarcurator.desktop.shell.settings_dialog import SettingsDialog

        dialog = SettingsDialog(self._appearance, self._memory, self._words, self._appear_as, self._frame, known)
        self.dialog = dialog
        dialog.accepted.connect(self._settled)
        dialog.open()

    def _settled(self) -> None:
        """Put on at once what settings changed: masses in another unit want every list made anew."""
        store_view = self.store_view
        if not self._speak_as_kept() and store_view is not None:
            place = store_view.context
            if MassUnits.chosen(self._memory, place.session.lab.collections) != place.units:
                self.open(place.session.path)
        self.kept.emit()

    def read_policies(self, *, own: bool) -> None:
        """Open the store again, by the lab's own policies, or by the program's while the lab's are wrong."""
        folders = backup_folders(self._memory)
        self._open_again(
            lambda path: open_session(path, backup_folders=folders, own_policies=own), self._enter_again
        )

    def look_again(self) -> None:
        """Open the store again that somebody else had; what is shown stays until entries can be made."""
        store_view = self.store_view
        if store_view is None or store_view is self._in_vain:
            return
        place = store_view.context
        path, folders = place.session.path, backup_folders(self._memory)

        def entered(opened: OpenedStore) -> None:
            is_held = opened.session.read_only and opened.session.bar.key == HELD
            if store_view is not self.store_view or is_held or opened.follower_of:
                opened.session.close()
                return
            self._enter_again(opened, (place.operator, place.operator_name), store_view.room.key)
            if not opened.session.read_only:
                said = self.tr("{file} is free again: entries can be made")
                self._frame.status.show_done(said.replace("{file}", path.name))

        def failed(error: Exception) -> None:
            if not (isinstance(error, Refusal) and error.key == HELD):
                self._in_vain = store_view
                self._failed(error)

        self._run(path, lambda: open_session(path, backup_folders=folders), entered, failed)

    def _enter_again(self, opened: OpenedStore, acting: tuple[Uid | None, str], room: str) -> None:
        self._enter(opened)
        if self.store_view is not None:
            self.store_view.context.act_as(*acting)
            self.store_view.show_room(room)

    def _appear_as(self, mode: str, percent: int) -> None:
        self.appear(mode=mode, text_step=percent - self._appearance.text_percent)

    def speak(self, language: str) -> None:
        """Remember the language, and speak it."""
        if self._kept({LANGUAGE: language}):
            self._speak_as_kept()

    def _speak_as_kept(self) -> bool:
        """Tell where the window is to speak another language than it does, and whether it is.

        A store that is being opened arrives first, for it would arrive at a window that is gone.
        """
        wanted = self._memory.get(LANGUAGE) or menu_language()
        other = language_for(wanted, languages(resources_folder() / "languages")) != self._words.language
        if other and not self._is_opening:
            self.language_chosen.emit()
        return other

    def _note_opening(self, name: str) -> None:
        came, self._is_opening = self._is_opening and not name, bool(name)
        if came:
            self._speak_as_kept()

    def about(self) -> None:
        """Say what this program is, its versions and licences, and the open store's identity."""
        lines: list[str] = []
        if self.store_view is not None:
            session = self.store_view.context.session
            head = session.head()
            told = self.tr("Store {store}, entry {seq}, {file}")
            facts = {"{store}": head.store_id, "{seq}": str(head.seq), "{file}": session.path.name}
            for gap, fact in facts.items():
                told = told.replace(gap, fact)
            lines.append(told)
            lines += [
                self.tr("Table of this lab: {file}").replace("{file}", str(each.path)) for each in session.lab.own
            ]
        from lunarcurator.desktop.shell.about import AboutDialog

        self.dialog = AboutDialog(self._appearance, self._memory, tuple(lines), self._frame)
        self.dialog.open()

    # ---------------------------------------------------------------------------------------------------

    def _make(self, path: Path, told: "FirstStart") -> None:
        from lunarcurator.services.first_start import begin

        def made(opened: OpenedStore) -> None:
            self._memory.put(FIRST_START_LEFT, "")
            self._enter(opened)

        self._run(path, lambda: begin(path, told), made)

    def _enter(self, opened: OpenedStore) -> None:
        self.close()
        self._words.learn(opened.session.lab.labels(self._words.language))
        first = self.first
        if first is not None and not is_same(first.path, opened.session.path):
            first = None
        told = self._frame, self._appearance, self._memory, self._words
        store_view = StoreView(*told, opened.session, first=first)
        self.store_view, self._opened = store_view, opened
        self.leave_first()
        # As paths, for two that differ by case are one on Windows.
        recent = dict.fromkeys([opened.session.path.absolute(), *self._opened_lately()])
        self._memory.put(RECENT, "\n".join(str(each) for each in list(recent)[:_RECENT]))
        self.opened.emit((store_view, opened))

    def _copy(self, path: Path) -> None:
        store_view = self.store_view
        if store_view is None:
            return
        from lunarcurator.services.backups import back_up

        session = store_view.context.session
        target = path if path.suffix else path.with_suffix(".lunar")
        self._work(
            self.tr("Copying and verifying"),
            lambda ticket: (
                back_up(
                    session,
                    target.parent,
                    name=target.name,
                    progress=ticket.progress,
                    should_stop=ticket.should_stop,
                ),
            ),
            self.tr("Copy verified: {name}. It goes on by itself."),
        )

    def _keep_and_back_up(self, folder: Path) -> None:
        self._kept({BACKUP_FOLDER: str(folder.absolute())})
        self._back_up_to(folder)

    def _kept(self, answer: dict[str, str]) -> bool:
        """Remember an answer of a person; False where one sentence says that it could not be written down."""
        closed = self._memory.keep(answer)
        if closed is not None:
            self._say(self.tr("Lunar Curator"), self._words.say("settings.not_kept", file_and_folder(closed)))
        return closed is None

    def _back_up_to(self, *folders: Path) -> None:
        store_view = self.store_view
        if store_view is None:
            return
        from lunarcurator.services.backups import back_up

        session = store_view.context.session

        def copied(ticket: Any) -> "tuple[Backup, ...]":
            return tuple(
                back_up(session, each, progress=ticket.progress, should_stop=ticket.should_stop)
                for each in folders
            )

        self._work(self.tr("Copying and verifying"), copied, self.tr("Copy verified: {name}"))

    def _work(self, sentence: str, work: Callable[[Any], Any], done: str) -> None:
        store_view = self.store_view
        if store_view is None:
            return
        status = self._frame.status
        ticket = store_view.lanes.background(work, partial(self._backed_up, done), self._failed_work)
        ticket.on_progress = lambda done, total: status.show_work(sentence, done, total)
        status.show_work(sentence, 0, 0)
        status.cancel.connect(ticket.cancel)

    def _backed_up(self, done: str, made: Any) -> None:
        self._frame.status.show_work("", 0, 0)
        name = made[0].path.name
        behind = any(each.is_behind for each in made)
        # A command that goes on from a copy or a store is a button of the window in which that is open.
        button = {"command": self.tr("press “Continue from here…” in the window in which it is open.")}
        told = [self._words.say(note.key, {**dict(note.facts), **button}) for each in made for note in each.notes]
        said = self.tr("Copy verified: {name}") if told else done
        self._frame.status.show_backup(said.replace("{name}", name), sound=not behind)
        told += [self._words.say(each.key_of_lack) for each in made if each.is_behind]
        if told:
            self._say(self.tr("Lunar Curator"), "\n\n".join(dict.fromkeys(told)))

    def _failed_work(self, error: Exception) -> None:
        self._frame.status.show_work("", 0, 0)
        self._failed(error)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, (Refusal, OSError)):
            refusal = _refused(error, Path("?"))
            self._say(self.tr("Lunar Curator"), self._words.say(refusal.key, refusal.facts))
        else:
            raise error

    def _say(self, title: str, sentence: str) -> None:
        box = QMessageBox(QMessageBox.Icon.NoIcon, title, sentence, QMessageBox.StandardButton.Close, self._frame)
        box.setObjectName("sentence")
        box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.dialog = box
        box.open()

    def _ask_file(self, title: str, *, save: bool, then: Callable[[Path], None]) -> None:
        dialog = QFileDialog(self._frame, title, self._last_folder(), self.tr("Stores (*.lunar)"))
        dialog.setObjectName("fileDialog")
        dialog.setFileMode(QFileDialog.FileMode.AnyFile if save else QFileDialog.FileMode.ExistingFile)
        if save:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setDefaultSuffix("lunar")
        dialog.fileSelected.connect(lambda name: then(Path(name)))
        self.dialog = dialog
        dialog.open()

    def _ask_folder(self, title: str, then: Callable[[Path], None]) -> None:
        dialog = QFileDialog(self._frame, title, self._last_folder())
        dialog.setObjectName("folderDialog")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda name: then(Path(name)))
        self.dialog = dialog
        dialog.open()

    def _last_folder(self) -> str:
        recent = self.recent()
        return str(recent[0].parent) if recent else ""

    def _run(
        self,
        path: Path,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        failing: Callable[[Exception], None] | None = None,
    ) -> None:
        """Open or make a store beside the window's thread."""

        def arrived(result: Any) -> None:
            done(result)
            self.opening.emit("")

        def failed(error: Exception) -> None:
            self.opening.emit("")
            (failing or self._failed)(error)

        def run() -> None:
            if self.looking is not None:
                self.looking.wait()
            try:
                result = work()
            except Exception as error:
                if not self._is_over:
                    self._arrived.emit((failed, error))
                return
            with self._guard:
                is_over = self._is_over
                if not is_over:
                    self._under_way[id(result)] = result
            if is_over:
                result.session.close()
            else:
                self._arrived.emit((arrived, result))

        self.opening.emit(path.name)
        threading.Thread(target=run, name="stores", daemon=True).start()

    def _deliver(self, parcel: tuple[Callable[[Any], None], Any]) -> None:
        receiver, content = parcel
        if isinstance(content, OpenedStore) and self._under_way.pop(id(content), None) is None:
            return
        if not tell(receiver, content) and isinstance(content, OpenedStore):
            content.session.close()

    def finish(self) -> None:
        """Leave the open store, and what is still being opened as soon as it is: nobody is there to see it."""
        self.close()
        with self._guard:
            self._is_over = True
            left = [*self._under_way.values()]
            self._under_way.clear()
        for each in left:
            each.session.close()


def _refused(error: Refusal | OSError, path: Path) -> Refusal:
    """Return why something could not be done, also where the system says it; `path` where that names no file."""
    if isinstance(error, Refusal):
        return error
    return sheet_error_from(error, finished(Path(error.filename or path)))
