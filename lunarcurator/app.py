"""The composition root: settings, appearance, window, and then everything else. The only module that knows all."""

import os
import sys
import threading
from importlib import import_module
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTimer, QTranslator, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from lunarcurator.desktop.cyclic_garbage import CyclicGarbage
from lunarcurator.desktop.memory import Memory
from lunarcurator.desktop.rooms.samples.column_layout import remembered_sort
from lunarcurator.desktop.settings import person_settings
from lunarcurator.desktop.shell.first_page import FirstPage, Looking, show_first_page
from lunarcurator.desktop.shell.frame import Frame
from lunarcurator.desktop.shell.preferences import RECENT
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.translation import CatalogueTranslator, menu_language, translator_for
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.catalogue import languages
from lunarcurator.services.languages import language_for
from lunarcurator.services.words import Words

_SWITCH_S: Final = 0.000_1
"""How long a lane may keep the interpreter while the interface thread wants it; Python's own 5 ms can be felt."""
_PAINTED_BY_MS: Final = 300
"""A window that nobody sees is never painted, and must load all the same."""


class Program(QObject):
    """The running program: the frame at once, then, behind it, the rest of the house and a store.

    Where it is `watched`, what nobody caught is shown as a report.
    """

    _loaded = Signal()

    def __init__(self, app: QApplication, memory: Memory, path: Path | None, *, demo: bool = False) -> None:
        super().__init__()
        self._app, self._path, self._demo, self._memory = app, path, demo, memory
        self.watched = False
        self._words: Words | None = None
        self._looking: Looking | None = None
        self.first_page: FirstPage | None = None
        self._is_loading = False
        # Before the first thread beside this one.
        self._garbage = CyclicGarbage(self)
        self._translator: CatalogueTranslator | None = None
        self._qt_words = QTranslator(self)
        self._translate()
        mode, percent = memory.get("look.mode", "system"), memory.get("look.percent", "100")
        self.appearance = Appearance(app, mode, int(percent), self._language)  # type: ignore[arg-type]
        self.appearance.apply()
        app.setWindowIcon(QIcon(str(resources_folder() / "icons" / "lunarcurator.svg")))
        self.frame = Frame(self.appearance, memory)
        self._loaded.connect(self._wire, Qt.ConnectionType.QueuedConnection)

    def _translate(self) -> None:
        """Put the window's words in before its widgets are made; Qt's own come with Qt."""
        self._language = self._memory.get("language") or menu_language()
        files = resources_folder() / "languages"
        for before in (self._translator, self._qt_words):
            if before is not None:
                self._app.removeTranslator(before)
        self._translator = translator_for(self._language, files, self)
        # Calendars and weekdays name their days in the language of the window, not in that of the machine.
        spoken = language_for(self._language, languages(files))
        QLocale.setDefault(QLocale(spoken if self._translator is not None else "en_GB"))
        if self._translator is not None:
            self._app.installTranslator(self._translator)
            folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            if self._qt_words.load(f"qtbase_{spoken}", folder):
                self._app.installTranslator(self._qt_words)

    def start(self) -> None:
        """Show the frame and load the rest in a thread, which freezes nothing (`packaging-facts.md` 3)."""
        sys.setswitchinterval(_SWITCH_S)
        self._look()
        self.frame.show()
        if self.first_page is None:
            self._begin_loading()
        else:
            # A thread that loads takes the interpreter from the first paint.
            self.first_page.painted.connect(self._begin_loading)
            QTimer.singleShot(_PAINTED_BY_MS, self, self._begin_loading)

    def _look(self) -> None:
        """Put the rows of the store that will be opened into the frame, where they can be had at once."""
        path = None if self._demo else self._path or self._last()
        if path is not None:
            self._looking = Looking(path, remembered_sort(self._memory, "samples"))
            told = self.frame, self.appearance, self._memory, self._load_words
            self.first_page = show_first_page(*told, self._looking)

    def _last(self) -> Path | None:
        """Return the store that was open last; None for none."""
        recent = map(Path, self._memory.get(RECENT).split("\n"))
        return next((each for each in recent if each.is_absolute()), None)

    def _load_words(self) -> Words:
        self._words = Words.load(self._language, resources_folder() / "languages")
        return self._words

    def _begin_loading(self) -> None:
        if not self._is_loading:
            self._is_loading = True
            threading.Thread(target=self._load, name="load", daemon=True).start()

    def _load(self) -> None:
        import_module("lunarcurator.desktop.shell.wiring")
        self._loaded.emit()
        # While the store is being opened, the room it will be shown in.
        import_module("lunarcurator.desktop.rooms.samples.room")

    def _wire(self) -> None:
        # What was loaded stays: the collector would walk through all of it while somebody types.
        self._garbage.take_for_granted()
        self._furnish(self._words, self.first_page)
        self.wiring.stores.looking = self._looking
        self.wiring.begin(self._path, demo=self._demo)

    def _furnish(self, words: Words | None = None, first: FirstPage | None = None) -> None:
        from lunarcurator.desktop.shell.wiring import Wiring

        self.wiring = Wiring(self.frame, self.appearance, self._memory, words, first)
        self.wiring.stores.language_chosen.connect(self._speak, Qt.ConnectionType.QueuedConnection)
        if self.watched:
            self.wiring.faults.watch_over()

    def _speak(self) -> None:
        """Make the window anew in the language chosen, over the store that is open."""
        before, handed = self.frame, self.wiring.stores.hand_over()
        self._translate()
        self.appearance.apply(language=self._language)
        self.frame = Frame(self.appearance, self._memory)
        self.frame.restoreGeometry(before.saveGeometry())
        self.first_page = self._looking = None
        self._furnish()
        # The program ends with its last window.
        self.frame.show()
        before.close()
        before.deleteLater()
        self.wiring.go_on(handed)


def run_window(path: Path | None = None, *, demo: bool = False, arguments: list[str] | None = None) -> int:
    """Open the window, on a store if one is named, and return the exit code when it is closed."""
    # Qt asks a print server over the network otherwise; a clean room has none, and this program opens no socket.
    os.environ.setdefault("CUPS_SERVER", "/run/cups/cups.sock")
    app = QApplication(arguments or sys.argv[:1])
    app.setApplicationName("lunarcurator")
    app.setOrganizationName("lunarcurator")
    program = Program(app, person_settings(), path, demo=demo)
    program.watched = True
    program.start()
    return app.exec()
