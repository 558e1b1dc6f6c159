"""Every list, panel and editor of the window tells two pieces of one number apart."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.lanes import Lanes
from lunarcurator.desktop.links import Link, Target
from lunarcurator.desktop.panels.piece import FAMILY, JOURNAL, OVERVIEW, PiecePanel
from lunarcurator.desktop.rooms.balance.room import BalanceRoom
from lunarcurator.desktop.rooms.journal.room import JournalRoom
from lunarcurator.desktop.rooms.loans.lists import PAGES
from lunarcurator.desktop.rooms.loans.room import LoansRoom
from lunarcurator.desktop.rooms.places.room import PlacesRoom
from lunarcurator.desktop.rooms.samples.room import SamplesRoom
from lunarcurator.desktop.rooms.to_do.room import ToDoRoom
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.domain.facts import Subject
from lunarcurator.services.form_context import find_piece
from lunarcurator.services.people import People
from lunarcurator.services.to_do.listing import Concern
from lunarcurator.services.words import Words
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.desktop.conftest import appearance
from tests.desktop.remembered import Remembered
from tests.namesakes.twins import ASKED, BACK, HOME, OUT, bare, of_both
from tests.prompt_bot import settle
from tests.scenarios.days_of_loans import uid
from tests.scenarios.lab import Lab

__all__ = ["appearance"]

ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)


class Window:
    """A context over the store of namesakes, and every row that is shown in a part of it."""

    def __init__(self, qtbot: QtBot, appearance: Appearance, words: Words, lab: Lab) -> None:
        self.qtbot, self.lab = qtbot, lab
        self.lanes = Lanes()
        self.faults: list[object] = []
        self.lanes.fault.connect(self.faults.append)
        self.context = AppContext(lab.session, self.lanes, words, appearance, Remembered())
        person = People(lab.session).operators()[0]
        self.context.act_as(person.uid, person.name)

    def show[W: QWidget](self, widget: W) -> W:
        self.qtbot.addWidget(widget)
        widget.resize(1364, 830)
        widget.show()
        self.settle()
        return widget

    def settle(self) -> None:
        settle(self.qtbot, self.lanes, timeout=60_000)

    def close(self) -> None:
        self.lanes.close()
        self.context.deleteLater()
        assert not self.faults


@pytest.fixture
def window(qtbot: QtBot, appearance: Appearance, words: Words, lab: Lab) -> Iterator[Window]:
    made = Window(qtbot, appearance, words, lab)
    yield made
    made.close()


def said(part: QWidget) -> list[list[str]]:
    """Return what a part says: each row of its lists, and each label and field, by itself."""
    rows = [row for view in part.findChildren(QAbstractItemView) for row in of_view(view)]
    for each in (part, *part.findChildren(QWidget)):
        texts = [each.accessibleName(), each.toolTip(), each.accessibleDescription()]
        if isinstance(each, QLabel | QLineEdit):
            texts.append(each.text())
        rows += [[text] for text in texts if text]
    return rows


def of_view(view: QAbstractItemView) -> Iterator[list[str]]:
    model = view.model()
    if model is not None:
        yield from of_model(model, QModelIndex())


def of_model(model: QAbstractItemModel, above: QModelIndex) -> Iterator[list[str]]:
    for row in range(model.rowCount(above)):
        cells = [model.index(row, column, above) for column in range(model.columnCount(above))]
        yield [str(each.data(role)) for each in cells for role in ROLES if each.data(role)]
        yield from of_model(model, cells[0])


def names_apart(part: QWidget, *numbers: str) -> None:
    """Check that a part names both pieces of these numbers, and none of them alone."""
    rows = said(part)
    assert [found for row in rows for found in bare(row)] == []
    texts = [text for row in rows for text in row]
    assert [
        each for number in numbers for each in of_both(number) if not any(each in text for text in texts)
    ] == []


@contextmanager
def loans(window: Window) -> Iterator[LoansRoom]:
    room = window.show(LoansRoom(window.context))
    try:
        yield room
    finally:
        room.close_down()


def test_the_tree_and_the_hits(window: Window) -> None:
    room = window.show(SamplesRoom(window.context))
    room.enter()
    window.settle()
    for told in of_both(HOME):
        room.go_to(Link(Target.SAMPLE, find_piece(window.lab.session, told)))
        window.settle()
        names_apart(room)
        assert any(told in row for row in said(room))
    names_apart(room.view, OUT, HOME)
    room.bar.search.setText("1511")
    window.settle()
    assert room.hits.rowCount() == 2 * len((OUT, HOME, f"{HOME},1", f"{HOME},2", BACK, ASKED))
    names_apart(room, OUT, HOME)


@pytest.mark.parametrize("page", [OVERVIEW, FAMILY, JOURNAL])
def test_the_panel_of_a_piece(window: Window, page: int) -> None:
    panel = window.show(PiecePanel(window.context))
    for number in (OUT, HOME, BACK):
        for told in of_both(number):
            panel.show_piece(find_piece(window.lab.session, told))
            panel.tabs.setCurrentIndex(page)
            window.settle()
            names_apart(panel)
            assert [told] in said(panel)


@pytest.mark.parametrize("page", range(len(PAGES)), ids=PAGES)
def test_the_lists_of_loans(window: Window, page: int) -> None:
    with loans(window) as room:
        room.lists.show_page(page)
        window.settle()
        names_apart(room, *([OUT] if PAGES[page] in {"today", "lines"} else []))


@pytest.mark.parametrize("loan", ["L-1", "L-2", "L-3"])
def test_the_panel_and_the_editor_of_a_loan(window: Window, loan: str) -> None:
    with loans(window) as room:
        room.go_to(Link(Target.LOAN, uid(window.lab, Subject.LOAN, loan)))
        window.settle()
        names_apart(room)
        room.open_loan(uid(window.lab, Subject.LOAN, loan))
        window.settle()
        numbers = {"L-1": OUT, "L-2": BACK, "L-3": ASKED}
        names_apart(room.editor, numbers[loan])


def test_the_return_sheet(window: Window) -> None:
    with loans(window) as room:
        room.open_return([uid(window.lab, Subject.LINE, f"L-1/{n}") for n in (1, 2)])
        window.settle()
        names_apart(room.sheet, OUT)
        for told in of_both(OUT):
            window.qtbot.keyClicks(room.sheet.scan, told)
            window.qtbot.keyClick(room.sheet.scan, Qt.Key.Key_Return)
            window.settle()
        assert [row["name"] for row in room.sheet.model.texts()] == list(of_both(OUT))
        assert all(room.sheet.rows.is_itself(row) for row in room.sheet.model.texts())
        assert all(room.sheet.rows.is_itself(row | {"name": OUT}) for row in room.sheet.model.texts())
        names_apart(room.sheet, OUT)


def test_a_vial_that_was_not_scanned_is_named_and_not_taken_back(window: Window) -> None:
    """Two pieces of one number are on one loan; the sheet of one line meets the vial of the other."""
    apollo, practice = of_both(OUT)
    with loans(window) as room:
        sheet = room.sheet
        room.open_return([uid(window.lab, Subject.LINE, "L-1/1")])
        window.settle()
        window.qtbot.keyClicks(sheet.scan, practice)
        window.qtbot.keyClick(sheet.scan, Qt.Key.Key_Return)
        window.settle()
        window.qtbot.keyClicks(sheet.head._document, "F-1")
        window.qtbot.waitUntil(lambda: any("not scanned" in each for each in found(room)), timeout=10_000)
        assert [each for each in found(room) if "not scanned" in each] == [
            (
                f"{apollo} was not scanned. Scan it, or say why it is taken back without a scan. "
                "If it did not come, say in its row what became of it: used up, lost, or stays out."
            )
        ]
        assert len(found(room)) == len(set(found(room)))
        names_apart(sheet, OUT)
        assert not sheet.next.isEnabled()


def found(room: LoansRoom) -> list[str]:
    return [each.sentence for each in room.sheet.findings.said or ()]


def test_the_round(window: Window) -> None:
    with loans(window) as room:
        room.open_round(uid(window.lab, Subject.ROUND, "R-1"))
        window.settle()
        names_apart(room.round_desk)


@pytest.mark.parametrize("place", ["Cabinet 1", "Returned vault", "Lab"])
def test_a_place(window: Window, place: str) -> None:
    room = window.show(PlacesRoom(window.context))
    window.qtbot.waitUntil(lambda: room.reading.totals is not None)
    room.go_to(Link(Target.PLACE, uid(window.lab, Subject.PLACE, place)))
    window.settle()
    window.qtbot.waitUntil(lambda: room.panel_of_place.name.text() == place)
    names_apart(room, *([HOME] if place == "Cabinet 1" else []))


@pytest.mark.parametrize("concern", Concern)
def test_what_needs_a_hand(window: Window, concern: Concern) -> None:
    room = window.show(ToDoRoom(window.context))
    room.enter()
    window.settle()
    room.show_concern(concern)
    window.settle()
    names_apart(room, *([OUT] if concern in {Concern.CASES, Concern.OVERDUE} else []))


def test_the_journal(window: Window) -> None:
    room = window.show(JournalRoom(window.context))
    room.enter()
    window.settle()
    names_apart(room.table)
    with window.lab.session.database.connect() as connection:
        entries = [bytes(row).hex() for row in connection.exec_driver_sql("SELECT uuid FROM entry").scalars()]
    for entry in entries:
        room.go_to(Link(Target.ENTRY, entry))
        window.settle()
        names_apart(room.details)


def test_what_is_behind_a_sum(window: Window) -> None:
    room = window.show(BalanceRoom(window.context))
    room.enter()
    window.settle()
    for row in range(room.model.rowCount()):
        for column in range(room.model.columnCount()):
            room.table.setCurrentIndex(room.model.index(row, column))
            window.settle()
            names_apart(room)
