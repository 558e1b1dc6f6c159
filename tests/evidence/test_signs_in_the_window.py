"""A mass that nobody weighed is told as such in the window: in panels and lists, of an entry, in every room."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest
from lunarcurator.desktop.app_context import AppContext, Room
from lunarcurator.desktop.lanes import Lanes
from lunarcurator.desktop.links import Link, Target
from lunarcurator.desktop.models.sample_cells import CellWriter
from lunarcurator.desktop.models.sample_columns import COLUMNS
from lunarcurator.desktop.panels.piece import FAMILY, JOURNAL, OVERVIEW
from lunarcurator.desktop.rooms.balance.room import BalanceRoom
from lunarcurator.desktop.rooms.journal.room import JournalRoom
from lunarcurator.desktop.rooms.loans.lists import PAGES
from lunarcurator.desktop.rooms.loans.room import LoansRoom
from lunarcurator.desktop.rooms.places.room import PlacesRoom
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.ledger_table import LedgerTable
from lunarcurator.services.browsing import Browsing
from lunarcurator.services.words import Words
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.desktop.conftest import appearance
from tests.desktop.remembered import Remembered
from tests.evidence.inexact import PIECES, inexact, is_inexact, unsigned
from tests.evidence.labs import Lab
from tests.evidence.test_panel import panel_of
from tests.prompt_bot import settle
from tests.scenarios.lab import GRAM

__all__ = ["appearance"]


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    """The store of masses that are not known exactly."""
    made = inexact(tmp_path / "inexact.lunar")
    yield Lab(made.session)
    made.session.close()


FIGURE = re.compile(r"[+\-\u2212]?(\d[\d\u2009\u202f\u00a0]*\.\d[\d\u2009]*)")
NAMED = "Nominal mass"
"""The field that says so of its figure."""


def bare(texts: Collection[str]) -> list[str]:
    """Return the texts of widgets and cells that tell an inexact mass as if it were exact."""
    return [
        each
        for each in texts
        if NAMED not in each and f"{NAMED} {each}" not in texts
        if unsigned(each) or _is_inexact_figure(each)
    ]


def _is_inexact_figure(text: str) -> bool:
    """Tell whether a text is a figure alone, as cells of a column of masses are, that has no sign."""
    found = FIGURE.fullmatch(text)
    return found is not None and is_inexact(round(float(re.sub(r"[^\d.]", "", found[1])) * GRAM))


@pytest.mark.slow
def test_the_panel_of_a_piece_does(qtbot: QtBot, lab: Lab, words: Words, appearance: Appearance) -> None:
    found = []
    with panel_of(qtbot, lab, words, appearance) as shown:
        for number in PIECES:
            for page in (OVERVIEW, FAMILY, JOURNAL):
                shown.turn_to(number, page)
                found += [(number, page, text) for text in bare(shown.texts())]
    assert not found, "\n".join(map(str, found))


@pytest.mark.slow
def test_an_entry_does(qtbot: QtBot, lab: Lab, words: Words, appearance: Appearance) -> None:
    lanes = Lanes()
    room = JournalRoom(AppContext(lab.session, lanes, words, appearance, Remembered()))
    qtbot.addWidget(room)
    room.show()
    room.enter()
    found, lines = [], 0
    with lab.session.database.connect() as connection:
        entries = [bytes(row).hex() for row in connection.exec_driver_sql("SELECT uuid FROM entry").scalars()]
    for entry in entries:
        room.go_to(Link(Target.ENTRY, entry))
        settle(qtbot, lanes)
        table = room.details.findChild(LedgerTable, "entry.lines")
        assert table is not None
        told = _cells(table)
        lines += len(told)
        found += [(entry, text) for text in bare(told)]
    lanes.close()
    assert not found, "\n".join(map(str, found))
    assert lines > 100


def _cells(view: QAbstractItemView) -> list[str]:
    model = view.model()
    at = [model.index(row, column) for row in range(model.rowCount()) for column in range(model.columnCount())]
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
    return [str(index.data(role) or "") for index in at for role in roles]


def test_a_row_of_the_samples_does(lab: Lab, words: Words) -> None:
    with lab.session.database.connect() as connection:
        ids = list(connection.exec_driver_sql("SELECT id FROM sample").scalars())
    writer, found = CellWriter(words), []
    for row in Browsing(lab.session).rows(ids).values():
        for key, column in COLUMNS.items():
            cell = writer.cell(row, column)
            texts = (f"{cell.text}{cell.fraction}", cell.plain, cell.spoken) if key != "nominal_ug" else ()
            found += [(row.number, key, text) for text in bare(texts)]
    assert not found, "\n".join(map(str, found))


def _in_sight(window: QWidget) -> set[str]:
    """Return what is shown, said to screen readers and shown on pointing, by all of a window that is in sight."""
    found: set[str] = set()
    for each in window.findChildren(QWidget):
        if not each.isVisibleTo(window):
            continue
        found |= {each.accessibleName(), each.accessibleDescription(), each.toolTip()}
        if isinstance(each, QLabel):
            found.add(each.text())
        if isinstance(each, QAbstractItemView):
            found |= {text for index in _indexes(each.model()) for text in _said_of(index)}
    return found - {""}


def _said_of(index: QModelIndex) -> Iterator[str]:
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
    yield from (str(index.data(role) or "") for role in roles)


def _indexes(model: QAbstractItemModel, above: QModelIndex | None = None) -> Iterator[QModelIndex]:
    """Yield every cell of a list or a tree, the rows below a row after it."""
    at = above or QModelIndex()
    for row in range(model.rowCount(at)):
        yield from (model.index(row, column, at) for column in range(model.columnCount(at)))
        yield from _indexes(model, model.index(row, 0, at))


@pytest.fixture
def context(qtbot: QtBot, lab: Lab, words: Words, appearance: Appearance) -> Iterator[AppContext]:
    lanes = Lanes()
    made = AppContext(lab.session, lanes, words, appearance, Remembered())
    yield made
    lanes.close()
    made.deleteLater()


def _opened(qtbot: QtBot, context: AppContext, room: Room) -> None:
    qtbot.addWidget(room)
    room.resize(1366, 768)
    room.show()
    room.enter()
    settle(qtbot, context.lanes)


@pytest.mark.slow
def test_the_room_of_balances_does(qtbot: QtBot, context: AppContext) -> None:
    room = BalanceRoom(context)
    _opened(qtbot, context, room)
    found, seen = set[str](), 0
    for index in [*_indexes(room.model)]:
        room._set_current(index)
        settle(qtbot, context.lanes)
        told = _in_sight(room)
        seen += len(told)
        found |= {*bare(told)}
    assert not found, "\n".join(sorted(found))
    assert seen > 1_000


@pytest.mark.slow
def test_the_room_of_places_does(qtbot: QtBot, context: AppContext) -> None:
    room = PlacesRoom(context)
    _opened(qtbot, context, room)
    found, seen = set[str](), 0
    rows = [each for each in _indexes(room.model) if not each.column()]
    for index in rows:
        room.view.setCurrentIndex(index)
        settle(qtbot, context.lanes)
        told = _in_sight(room)
        seen += len(told)
        found |= {*bare(told), *bare({room.selection_summary()})}
    assert not found, "\n".join(sorted(found))
    assert (len(rows) > 5, seen > 500) == (True, True)


@pytest.mark.slow
@pytest.mark.parametrize("page", range(len(PAGES)))
def test_the_room_of_loans_does(page: int, qtbot: QtBot, context: AppContext) -> None:
    room = LoansRoom(context)
    _opened(qtbot, context, room)
    room.lists.show_page(page)
    settle(qtbot, context.lanes)
    told = _in_sight(room)
    views = [each for each in room.lists.findChildren(QAbstractItemView) if each.isVisibleTo(room)]
    for view in views:
        for row in range(view.model().rowCount()):
            view.setCurrentIndex(view.model().index(row, 0))
            settle(qtbot, context.lanes)
            told |= {*_in_sight(room), room.selection_summary()}
    found = bare(told)
    assert not found, "\n".join(sorted(found))
    # The due days and the rounds have no mass of their own, and the borrower beside them has.
    assert any("~" in text for text in told) or PAGES[page] in {"calendar", "rounds"}
