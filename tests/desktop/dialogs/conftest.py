"""The bench on which dialogs are tried."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.services.words import Words
from pytestqt.qtbot import QtBot

from tests.desktop.dialogs.bench import Bench


@pytest.fixture
def empty_bench(qtbot: QtBot, appearance: Appearance, words: Words, tmp_path: Path) -> Iterator[Bench]:
    """A new store with nothing in it and nobody acting."""
    made = Bench(qtbot, appearance, words, tmp_path / "bench.lunar")
    yield made
    made.close()
    assert not made.faults


@pytest.fixture
def bench(empty_bench: Bench) -> Bench:
    """A small lab with a curator, a witness, an auditor, a balance, places, and two pieces."""
    empty_bench.furnish()
    return empty_bench
