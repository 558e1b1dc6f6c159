"""A store with sixty years of history, for the services that read."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.records.vault import Vault


@pytest.fixture
def bare_vault(tmp_path: Path) -> Iterator[Vault]:
    """People, places, a collection and a balance, and no pieces."""
    made = Vault.furnished(tmp_path / "vault.lunar")
    yield made
    made.session.close()


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    """The same with a rock and all that was done to it."""
    made = Vault.lived(tmp_path / "vault.lunar")
    yield made
    made.session.close()
