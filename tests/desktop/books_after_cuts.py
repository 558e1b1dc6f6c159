"""A store after a power cut, opened in a fresh window."""

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.services.words import Words
from pytestqt.qtbot import QtBot

from tests.desktop.book import Book
from tests.desktop.cut import after_a_cut
from tests.services.ledgers.history import History

type Again = Callable[[], Book]


@pytest.fixture
def again(book: Book, qtbot: QtBot, appearance: Appearance, words: Words, tmp_path: Path) -> Iterator[Again]:
    """Open the store in a fresh window, as the cut left it."""
    made: list[Book] = []

    def cut() -> Book:
        session = after_a_cut(book.session, tmp_path / f"after{len(made)}")
        made.append(Book(qtbot, appearance, words, cast("History", SimpleNamespace(session=session))))
        return made[-1]

    yield cut
    for each in made:
        each.close()
        assert not each.faults
