"""Beginnings that many tests of commands share: made once in a process, and copied for each that asks for one."""

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.conftest import DATA_HOME

_MADE: dict[tuple[str, str], Path] = {}


def begin(name: str, make: Callable[[], object]) -> None:
    """Leave in the folder of this test, and in its own data, what `make` leaves there in that of the first.

    The copies are one store. They know nothing of each other: each test has data of its own, where it is written
    down what was seen of a store, and nothing there names the folder of a test.
    """
    here, data = Path.cwd(), Path(os.environ[DATA_HOME])
    key = (make.__module__, name)
    if key in _MADE:
        shutil.copytree(_MADE[key] / "here", here, dirs_exist_ok=True)
        shutil.copytree(_MADE[key] / "data", data, dirs_exist_ok=True)
        return
    before = _files(here)
    make()
    # The home of this run of the tests, which goes with it.
    kept = Path(tempfile.mkdtemp(dir=Path.home()))
    shutil.copytree(data, kept / "data")
    for path, _ in sorted(_files(here).items() - before.items()):
        to = kept / "here" / path.relative_to(here)
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, to)
    _MADE[key] = kept


def _files(folder: Path) -> dict[Path, tuple[int, int]]:
    found = ((path, path.stat()) for path in folder.rglob("*") if path.is_file())
    return {path: (told.st_size, told.st_mtime_ns) for path, told in found}
