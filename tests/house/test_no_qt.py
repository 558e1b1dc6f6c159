"""Everything below the desktop, and the command line, runs where PySide6 cannot be imported; what starts late."""

import subprocess
import sys

from tests.house.sources import PROJECT

IMPORT_ALL = """
import importlib, pkgutil, sys
from importlib.abc import MetaPathFinder

class NoQt(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"PySide6", "shiboken6", "qtawesome"}:
            raise ImportError(f"{name} is not to be had here")
        return None

sys.meta_path.insert(0, NoQt())
import lunarcurator
names = ["lunarcurator.__main__"]
for part in ("domain", "store", "exchange", "documents", "devices", "services"):
    package = importlib.import_module(f"lunarcurator.{part}")
    names += [found.name for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")]
for name in names:
    # Alembic runs the scripts of a migration itself; they are no modules to import.
    if ".migrations." not in name:
        importlib.import_module(name)
print(len(names))
"""


def test_every_module_below_the_desktop_imports_without_qt() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", IMPORT_ALL],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 6


def test_no_start_of_the_window_loads_what_only_workbooks_need() -> None:
    loads = "import sys, lunarcurator.desktop.shell.wiring; print('openpyxl' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", loads], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
