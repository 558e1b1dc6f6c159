"""The program as `lunarcurator STORE` starts it, on a copy of the demonstration store."""

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from lunarcurator.app import Program
from lunarcurator.desktop.shell.store_view import StoreView
from lunarcurator.services.demonstration import make_demonstration
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot


class Kept:
    """Memory of one test."""

    def __init__(self) -> None:
        self.values = {"look.mode": "light"}

    def get(self, key: str, default: str = "") -> str:
        return self.values.get(key, default)

    def put(self, key: str, value: str) -> None:
        self.values[key] = value

    def keep(self, texts: Mapping[str, str]) -> Path | None:
        self.values.update(texts)
        return None

    def unread(self) -> Path | None:
        return None


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demonstration") / "demonstration.lunar"
    make_demonstration(path)
    return path


@pytest.fixture
def store(demonstration: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    # Copies of one store are forks of it; a witness of its own lets each test be the only one.
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    path = tmp_path / "lab.lunar"
    shutil.copy(demonstration, path)
    return path


class Window:
    """A started program with short ways to look and wait."""

    def __init__(self, program: Program, qtbot: QtBot) -> None:
        self.program = program
        self.qtbot = qtbot
        self.frame = program.frame

    @property
    def store_view(self) -> StoreView:
        store_view = self.program.wiring.stores.store_view
        assert store_view is not None
        return store_view

    def wait_open(self) -> None:
        def opened() -> None:
            assert self.program.wiring.stores.store_view is not None

        self.qtbot.waitUntil(lambda: hasattr(self.program, "wiring"), timeout=20_000)
        self.qtbot.waitUntil(opened, timeout=20_000)
        self.wait_quiet()

    def wait_quiet(self) -> None:
        self.qtbot.waitUntil(lambda: not self.store_view.lanes.busy, timeout=20_000)

    def act(self, key: str) -> None:
        self.frame.actions_by_key[key].trigger()


@pytest.fixture
def started(qapp: QApplication, qtbot: QtBot) -> Iterator[list[Program]]:
    programs: list[Program] = []
    yield programs
    for program in programs:
        program.frame.close()
        program.deleteLater()


def open_window(qapp: QApplication, qtbot: QtBot, store: Path, started: list[Program]) -> Window:
    """Start the program on a store; nobody acts yet."""
    program = Program(qapp, Kept(), store)
    started.append(program)
    qtbot.addWidget(program.frame)
    program.frame.resize(1440, 900)
    program.start()
    made = Window(program, qtbot)
    made.wait_open()
    return made


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot, store: Path, started: list[Program]) -> Window:
    made = open_window(qapp, qtbot, store, started)
    made.store_view.context.act_as(*_curator(made))
    return made


def _curator(window: Window) -> tuple[str, str]:
    from lunarcurator.services.people import People

    found = People(window.store_view.context.session).named("A. Curator (demo)")
    assert found is not None
    return found.uid, found.name
