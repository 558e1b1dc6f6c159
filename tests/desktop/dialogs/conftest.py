"""The bench on which dialogs are tried."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.services.words import Words
from pytestqt.qtbot import QtBot

from tests.desktop.dialogs.bench import Bench, furnished
from tests.made_once import copied


@pytest.fixture
def empty_bench(qtbot: QtBot, appearance: Appearance, words: Words, tmp_path: Path) -> Iterator[Bench]:
    """A new store with nothing in it and nobody acting."""
    made = Bench(qtbot, appearance, words, tmp_path / "bench.lunar")
    yield made
    made.close()
    assert not made.faults


@pytest.fixture
def bench(qtbot: QtBot, appearance: Appearance, words: Words, tmp_path: Path) -> Iterator[Bench]:
    """A small lab with a curator, a witness, an auditor, a balance, places, and two pieces."""
    path = tmp_path / "bench.lunar"
    made = Bench(qtbot, appearance, words, path, copied(furnished, path).session)
    made.begin()
    yield made
    made.close()
    assert not made.faults
