"""A store with a history, for the services that read ledger and journal."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.ledgers.history import History, lived


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    """The whole history."""
    made = lived(tmp_path / "history.lunar")
    yield made
    made.session.close()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[History]:
    """A new store with nothing in it."""
    made = History.make(tmp_path / "empty.lunar")
    yield made
    made.session.close()
