"""A store with a history, open on its lanes, with a curator acting: what rooms and panels of records work on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.lanes import Lanes
from lunarcurator.desktop.links import Link
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.services.people import People
from lunarcurator.services.words import Words
from pytestqt.qtbot import QtBot

from tests.desktop.remembered import Remembered
from tests.prompt_bot import settle
from tests.services.records.vault import Vault


class VaultWindow:
    """The context of a vault; `went` collects where links led."""

    def __init__(self, qtbot: QtBot, appearance: Appearance, words: Words, folder: Path, *, bare: bool) -> None:
        self.qtbot = qtbot
        self.vault = (Vault.make if bare else Vault.lived)(folder / "window.lunar")
        self.lanes = Lanes()
        self.faults: list[object] = []
        self.lanes.fault.connect(self.faults.append)
        self.memory = Remembered()
        self.context = AppContext(self.vault.session, self.lanes, words, appearance, self.memory)
        self.went: list[Link] = []
        self.context.went.connect(self.went.append)
        if not bare:
            person = People(self.vault.session).operators()[0]
            self.context.act_as(person.uid, person.name)

    def settle(self) -> None:
        """Wait until the lanes have nothing to do."""
        settle(self.qtbot, self.lanes)

    def post(self, *operations: object, **more: object) -> None:
        """Post past the window, and tell it as a second window would."""
        posted = self.vault.post(*operations, **more)  # type: ignore[arg-type]
        self.context.tell(posted.changes)
        self.settle()

    def close(self) -> None:
        self.lanes.close()
        # Its signals hold what listens to them by a function of its own, a room and with it the whole store.
        self.context.deleteLater()
        self.vault.session.close()


@pytest.fixture
def window(qtbot: QtBot, appearance: Appearance, words: Words, tmp_path: Path) -> Iterator[VaultWindow]:
    """The vault with all its history."""
    made = VaultWindow(qtbot, appearance, words, tmp_path, bare=False)
    yield made
    made.close()
    assert not made.faults


@pytest.fixture
def bare_window(qtbot: QtBot, appearance: Appearance, words: Words, tmp_path: Path) -> Iterator[VaultWindow]:
    """A new store with nothing in it."""
    made = VaultWindow(qtbot, appearance, words, tmp_path, bare=True)
    yield made
    made.close()
    assert not made.faults
