from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.namesakes.twins import twins
from tests.scenarios.lab import Lab


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    """The store of namesakes."""
    made = twins(tmp_path / "twins.lunar")
    yield made
    made.session.close()
