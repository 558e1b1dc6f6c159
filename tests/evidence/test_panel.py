"""Every fact of the piece panel over stores of which little is known: all texts of all its pages are read."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.lanes import Lanes
from lunarcurator.desktop.panels.piece import FAMILY, JOURNAL, OVERVIEW, PiecePanel
from lunarcurator.desktop.panels.wording import DOT
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.services.number_hints import hints_of, told_hints
from lunarcurator.services.pieces import piece_view
from lunarcurator.services.words import Words
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.desktop.conftest import appearance
from tests.desktop.remembered import Remembered
from tests.evidence.claims import claims, plain
from tests.evidence.labs import CURATOR, NUMBERS, Lab
from tests.prompt_bot import settle

__all__ = ["appearance"]

TODAY_SHOWN = "2026-11-24"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_OF_THE_WEIGHED = re.compile(r"(weighed daughters|not reconciled) \W?[\d.]+|[\d.]+ g not reconciled")
"""What is said of the weighed daughters alone, and of what a catalogue claims and nobody confirmed."""
_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)


class Shown:
    """The panel of one lab, and every text in sight of it."""

    def __init__(self, qtbot: QtBot, lab: Lab, words: Words, look: Appearance) -> None:
        self.qtbot, self.lab = qtbot, lab
        self.lanes = Lanes()
        self.context = AppContext(lab.session, self.lanes, words, look, Remembered())
        self.panel = PiecePanel(self.context)
        qtbot.addWidget(self.panel)
        self.panel.resize(460, 1400)
        self.panel.show()

    def turn_to(self, number: str, page: int = OVERVIEW) -> None:
        self.panel.show_piece(self.lab.piece(number))
        self.panel.tabs.setCurrentIndex(page)
        settle(self.qtbot, self.lanes)

    def texts(self) -> set[str]:
        """Return what is shown, said to screen readers and shown on pointing, by all widgets in sight."""
        found = set()
        for each in self.panel.findChildren(QWidget):
            if not each.isVisibleTo(self.panel):
                continue
            found |= {each.accessibleName(), each.accessibleDescription(), each.toolTip()}
            if isinstance(each, QLabel):
                found.add(each.text())
            if isinstance(each, QAbstractItemView):
                found |= set(_items(each))
        return found - {""}

    def close(self) -> None:
        self.lanes.close()
        self.context.deleteLater()


def _items(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            for role in (
                Qt.ItemDataRole.DisplayRole,
                Qt.ItemDataRole.ToolTipRole,
                Qt.ItemDataRole.AccessibleTextRole,
            ):
                yield str(model.index(row, column).data(role) or "")


@contextmanager
def panel_of(qtbot: QtBot, lab: Lab, words: Words, look: Appearance) -> Iterator[Shown]:
    made = Shown(qtbot, lab, words, look)
    try:
        yield made
    finally:
        made.close()


@pytest.mark.parametrize("page", [OVERVIEW, FAMILY, JOURNAL])
def test_over_numbers_alone_no_page_of_the_panel_claims_anything(
    page: int, qtbot: QtBot, numbered: Lab, words: Words, appearance: Appearance, unknown: tuple[str, ...]
) -> None:
    with panel_of(qtbot, numbered, words, appearance) as shown:
        said = []
        for number in NUMBERS:
            shown.turn_to(number, page)
            told = (number, TODAY_SHOWN, CURATOR, *supported(numbered, number, words))
            said += [(number, text, found) for text in shown.texts() if (found := claims(text, told, unknown))]
    assert not said


def supported(lab: Lab, number: str, words: Words) -> Iterator[str]:
    """Yield what the number by itself suggests, and the entries that tell of the piece."""
    view = piece_view(lab.session, lab.piece(number))
    assert view is not None
    hints = told_hints(hints_of(lab.session, view.row.collection, number), words)
    yield from hints
    yield DOT.join(hints)
    yield from (f"Entry {seq}" for seq in view.entries)


def test_every_figure_of_the_half_known_is_one_of_the_known_or_a_bound(
    qtbot: QtBot, half: Lab, known: Lab, words: Words, appearance: Appearance, unknown: tuple[str, ...]
) -> None:
    with panel_of(qtbot, known, words, appearance) as shown:
        truth = {number: _figures_of(shown, number, unknown) for number in NUMBERS}
    with panel_of(qtbot, half, words, appearance) as shown:
        said = {number: _figures_of(shown, number, unknown) for number in NUMBERS}
    made_up = {number: said[number] - truth[number] for number in NUMBERS}
    assert not {number: figures for number, figures in made_up.items() if figures}


def _figures_of(shown: Shown, number: str, unknown: tuple[str, ...]) -> set[str]:
    """Return the figures on the first page of a piece, without its number, the days of entries, and bounds."""
    shown.turn_to(number)
    told = (*NUMBERS, *supported(shown.lab, number, shown.context.words))
    texts = (_OF_THE_WEIGHED.sub("", _DAY.sub("", plain(text))) for text in shown.texts())
    exact = [text for text in texts if not set(text) & {"\u2264", "\u2265"}]
    return {figure for text in exact for figure in claims(text, told, unknown) if figure[0].isdigit()}
