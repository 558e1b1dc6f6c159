"""The composition root: settings, appearance, window, and then everything else. The only module that knows all."""

import os
import sys
import threading
from importlib import import_module
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTranslator, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from lunarcurator.desktop.cyclic_garbage import CyclicGarbage
from lunarcurator.desktop.memory import Memory
from lunarcurator.desktop.settings import person_settings
from lunarcurator.desktop.shell.frame import Frame
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.translation import menu_language, translator_for, window_language
from lunarcurator.resources_folder import resources_folder

_SWITCH_S: Final = 0.000_1
"""How long a lane may keep the interpreter while the interface thread wants it; Python's own 5 ms can be felt."""


class Program(QObject):
    """The running program: the frame at once, then, behind it, the rest of the house and a store.

    Where it is `watched`, what nobody caught is shown as a report.
    """

    _loaded = Signal()

    def __init__(self, app: QApplication, memory: Memory, path: Path | None, *, demo: bool = False) -> None:
        super().__init__()
        self._path, self._demo, self._memory = path, demo, memory
        self.watched = False
        # Before the first thread beside this one.
        self._garbage = CyclicGarbage(self)
        self._translate(app)
        mode, percent = memory.get("look.mode", "system"), memory.get("look.percent", "100")
        self.appearance = Appearance(app, mode, int(percent), self._language)  # type: ignore[arg-type]
        self.appearance.apply()
        app.setWindowIcon(QIcon(str(resources_folder() / "icons" / "lunarcurator.svg")))
        self.frame = Frame(self.appearance, memory)
        self._loaded.connect(self._wire, Qt.ConnectionType.QueuedConnection)

    def _translate(self, app: QApplication) -> None:
        """Put the window's words in before the first widget is made; Qt's own come with Qt."""
        self._language = self._memory.get("language") or menu_language()
        files = resources_folder() / "translations"
        self._translator = translator_for(self._language, files, self)
        self._qt_words = QTranslator(self)
        # Calendars and weekdays name their days in the language of the window, not in that of the machine.
        spoken = window_language(self._language, files)
        QLocale.setDefault(QLocale(spoken if self._translator is not None else "en_GB"))
        if self._translator is not None:
            app.installTranslator(self._translator)
            folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            if self._qt_words.load(f"qtbase_{spoken}", folder):
                app.installTranslator(self._qt_words)

    def start(self) -> None:
        """Show the frame and load the rest in a thread, which freezes nothing (`packaging-facts.md` 3)."""
        sys.setswitchinterval(_SWITCH_S)
        self.frame.show()
        threading.Thread(target=self._load, name="load", daemon=True).start()

    def _load(self) -> None:
        import_module("lunarcurator.desktop.shell.wiring")
        self._loaded.emit()

    def _wire(self) -> None:
        from lunarcurator.desktop.shell.wiring import Wiring

        # What was loaded stays: the collector would walk through all of it while somebody types.
        self._garbage.take_for_granted()
        self.wiring = Wiring(self.frame, self.appearance, self._memory)
        if self.watched:
            self.wiring.faults.watch_over()
        self.wiring.begin(self._path, demo=self._demo)


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
