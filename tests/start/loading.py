"""Which modules of the program a fresh process has loaded, and the kept lists of what it may load."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

from tests.conftest import PROJECT

_KEPT: Final = Path(__file__).parent / "loaded"
_WATCHED: Final = ("lunarcurator", "sqlalchemy", "alembic", "msgspec", "PySide6", "openpyxl")
"""Of the program each module is listed, of other packages only that they are there."""
_RUN: Final = """
import sys
from lunarcurator.__main__ import main
ended = main(sys.argv[1:])
sys.stderr.write("\\n".join(sys.modules))
raise SystemExit(ended)
"""


def _environment() -> dict[str, str]:
    """Return what a process finds: this checkout first, then what the tests themselves were given to find."""
    found = [str(PROJECT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(found), "LC_ALL": "C.UTF-8"}


def loaded_by(folder: Path, *arguments: str) -> list[str]:
    """Run a command in a fresh process, and return what it had loaded at its end."""
    done = subprocess.run(
        [sys.executable, "-c", _RUN, *arguments],
        cwd=folder,
        env=_environment(),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return watched(done.stderr.split("\n"))


def watched(names: list[str]) -> list[str]:
    """Return the program's own modules and the heads of the other packages, each once, in order."""
    heads = {name if name.startswith("lunarcurator") else name.partition(".")[0] for name in names}
    return sorted(name for name in heads if name.partition(".")[0] in _WATCHED)


def keep(name: str, loaded: list[str]) -> None:
    """Write the list kept under a name."""
    (_KEPT / f"{name}.txt").write_text("\n".join(loaded) + "\n", "utf-8")


def kept(name: str) -> list[str]:
    """Return the list kept under a name."""
    return (_KEPT / f"{name}.txt").read_text("utf-8").split()


_WINDOW: Final = """
import sys
from pathlib import Path
import lunarcurator.__main__
from lunarcurator.desktop.qt_loading import load_qt
load_qt()
from PySide6.QtWidgets import QApplication
from lunarcurator.app import Program
from lunarcurator.desktop.shell import first_page
# However busy the machine is: what is asked here is what is loaded, not how soon.
first_page.PATIENCE_S = 20.0

class Nothing:
    def get(self, key, default=""): return default
    def put(self, key, value): pass
    def keep(self, texts): pass
    def unread(self): pass

app = QApplication([])
program = Program(app, Nothing(), Path(sys.argv[1]))
program._begin_loading = lambda: None
program.start()
if program.first_page is None:
    raise SystemExit("no first look")
program.first_page.painted.connect(app.quit)
app.exec()
rows = program.first_page.front.tree.rowCount()
sys.stderr.write("\\n".join(sys.modules))
sys.stderr.flush()
import builtins, os
# Qt's way to import must be gone, or every source is read.
os._exit(0 if rows and "feature" not in repr(builtins.__import__) else 1)
"""


def loaded_by_first_paint(folder: Path, store: Path) -> list[str]:
    """Open the window on a store in a fresh process, and return what it had loaded when its rows were painted."""
    environment = {**_environment(), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", _WINDOW, str(store)],
        cwd=folder,
        env={**environment, "HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "XDG_DATA_HOME": str(folder)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return watched(done.stderr.split("\n"))
