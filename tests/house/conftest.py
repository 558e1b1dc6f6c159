"""What the tests of the house share: each file of the project is read once for all of them."""

from collections.abc import Iterator

import pytest

from tests.house.sources import source


@pytest.fixture(autouse=True, scope="package")
def files_are_let_go() -> Iterator[None]:
    """The syntax trees of all files are hundreds of megabytes, and no other test looks at them."""
    yield
    source.cache_clear()
