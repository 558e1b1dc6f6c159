"""The four stores of `labs`, each test with files of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.services.catalogue import catalogue_of

from tests.evidence import labs
from tests.evidence.claims import unknown_words
from tests.evidence.labs import Lab


@pytest.fixture
def known(tmp_path: Path) -> Iterator[Lab]:
    """The lab that knows all: the truth about the pieces of the half-known one."""
    yield from _opened(labs.all_known(tmp_path / "known.lunar"))


@pytest.fixture
def half(tmp_path: Path) -> Iterator[Lab]:
    """The lab that knows half of the same pieces."""
    yield from _opened(labs.half_known(tmp_path / "half.lunar"))


@pytest.fixture
def numbered(tmp_path: Path) -> Iterator[Lab]:
    """The lab that knows numbers and nothing else."""
    yield from _opened(labs.numbers_only(tmp_path / "numbered.lunar"))


@pytest.fixture
def demonstration(tmp_path: Path) -> Iterator[Lab]:
    """The demonstration store."""
    yield from _opened(labs.demonstrated(tmp_path / "demonstration.lunar"))


@pytest.fixture(scope="session")
def unknown(resources: Path) -> tuple[str, ...]:
    """Every way in which the English catalogue says that something is not known."""
    return unknown_words(catalogue_of("en", resources / "languages").sentences)


def _opened(lab: Lab) -> Iterator[Lab]:
    yield lab
    lab.session.close()
