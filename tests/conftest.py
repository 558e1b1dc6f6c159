"""What every test may rely on: no screen, no real home, real public data where it lies beside the project."""

import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from lunarcurator.services.words import Words

from tests.sharing import Opened, hold
from tests.tables_once import read_once

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from tests.prompt_bot import PromptBot

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

PROJECT = Path(__file__).parents[1]
SHARED_DATA = PROJECT.parent / "shared" / "data"
HOME = pytest.StashKey[str]()
CONFIG_HOME = "WIN_PD_OVERRIDE_LOCAL_APPDATA" if os.name == "nt" else "XDG_CONFIG_HOME"
DATA_HOME = "WIN_PD_OVERRIDE_LOCAL_APPDATA" if os.name == "nt" else "XDG_DATA_HOME"
"""The variables that say where a person's own tables, and the program's data, are kept."""
TESTS_BETWEEN = 200
"""After so many tests with a window, what stayed of earlier ones is looked through again."""
WINDOWS = count(1)

settings.register_profile("dev", max_examples=25, deadline=None)
settings.register_profile("ci", max_examples=100, deadline=None, derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "dev")


def pytest_configure(config: pytest.Config) -> None:
    """Give this process and its children a home of their own before Qt or a setting is loaded."""
    home = Path(tempfile.mkdtemp(prefix="lunarcurator-tests-"))
    config.stash[HOME] = str(home)
    for variable in {
        CONFIG_HOME,
        DATA_HOME,
        "XDG_CACHE_HOME",
        "XDG_STATE_HOME",
        "XDG_RUNTIME_DIR",
    }:
        folder = home / variable.lower()
        folder.mkdir(mode=0o700)
        os.environ[variable] = str(folder)
    os.environ["HOME"] = os.environ["USERPROFILE"] = str(home)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Take the home of this run away again."""
    shutil.rmtree(config.stash[HOME], ignore_errors=True)


@pytest.fixture(scope="session")
def project() -> Path:
    """The folder of the project."""
    return PROJECT


@pytest.fixture(scope="session")
def resources() -> Path:
    """The project's resources folder."""
    return PROJECT / "resources"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real public data beside the project; where it is absent its tests are skipped."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the real public data is not beside the project (../shared/data)")
    return SHARED_DATA


@pytest.fixture(scope="session")
def links(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Symbolic links can be made; Windows lets only some people, and Wine says that it made one and has none."""
    link = tmp_path_factory.mktemp("links") / "link"
    try:
        link.symlink_to(link.parent)
    except OSError:
        pytest.skip("this system lets nobody make symbolic links")
    if not link.is_symlink():
        pytest.skip("this system makes no symbolic links")


@pytest.fixture(scope="session")
def words(resources: Path) -> Words:
    """The English sentences; a key without one, or facts that do not fit, fail the test."""
    return Words.load("en", resources / "languages", strict=True)


@pytest.fixture(autouse=True, scope="session")
def program_tables() -> Iterator[None]:
    """The program's own tables are read once."""
    with pytest.MonkeyPatch.context() as patch:
        read_once(patch)
        yield


@pytest.fixture(autouse=True, scope="session")
def sharing_rules() -> Iterator[None]:
    """An open file is deleted, renamed or replaced on no system, because Windows would not."""
    with pytest.MonkeyPatch.context() as patch:
        hold(patch)
        yield


@pytest.fixture(scope="session")
def opened_by_the_program() -> Opened:
    """What the program opened by itself while SQLite had it open too."""
    opened = Opened()
    opened.watch()
    return opened


@pytest.fixture(autouse=True)
def locks_stay(opened_by_the_program: Opened) -> Iterator[None]:
    """No test passes in which the program would lose the locks of SQLite, whoever swallowed the error."""
    yield
    told, opened_by_the_program.told = opened_by_the_program.told, []
    assert not told, told


@pytest.fixture
def qtbot(qapp: "QApplication", request: pytest.FixtureRequest) -> "PromptBot":
    """Drives the window, and waits for it no longer than it takes."""
    from tests.prompt_bot import PromptBot

    return PromptBot(request)


@pytest.fixture(autouse=True)
def garbage(request: pytest.FixtureRequest) -> Iterator[None]:
    """In a test with an application, cyclic garbage is looked for on its thread only, as in the program."""
    if "qapp" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("qapp")
    from lunarcurator.desktop.cyclic_garbage import CyclicGarbage

    kept = CyclicGarbage()
    yield
    kept.leave()


def pytest_collection_finish() -> None:
    """Take the tests themselves for granted: thousands of them stay until the end, and are never garbage."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Once nothing holds what a test with an application worked on, take its windows out of the world.

    A fixture could not: until the test is reported its fixtures are held. What stays would be polished again by
    every style that a later test puts on the application, and walked by every look for garbage.
    """
    told = yield
    if "qapp" in getattr(item, "fixturenames", ()):
        clear_away()
    return told


def clear_away() -> None:
    """Destroy the windows that are left and what is garbage, and take the rest for granted."""
    from PySide6.QtCore import QCoreApplication, QEvent, Qt
    from PySide6.QtWidgets import QApplication

    for window in QApplication.topLevelWidgets():
        # A list of choices and a menu go with the widget they belong to; what a completer offers has no parent and
        # is destroyed by the completer nevertheless.
        if window.parent() is None and window.windowType() != Qt.WindowType.Popup:
            window.deleteLater()
    if next(WINDOWS) % TESTS_BETWEEN == 0:
        gc.unfreeze()
    for _ in range(2):
        # No event loop runs between two tests, so that what asked to be deleted later is still there.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
    gc.freeze()
