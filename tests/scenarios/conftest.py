"""A furnished lab for each history."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scenarios.lab import Lab


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    """A lab with people, a balance, every known collection and a house, and no pieces."""
    made = Lab.make(tmp_path / "history.lunar")
    yield made
    made.session.close()


@pytest.fixture
def told(lab: Lab) -> Iterator[Lab]:
    """The same; what must hold of every history is checked once the test has told its own."""
    yield lab
    lab.holds()
