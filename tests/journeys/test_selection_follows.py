"""What is selected follows its records through every reading anew, by identity and never by the place of a row."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from lunarcurator.desktop.links import NOTHING, Selection
from lunarcurator.desktop.rooms.loans.lists import PAGES
from lunarcurator.desktop.rooms.places.view import PlacesView
from lunarcurator.desktop.rooms.samples.hits_view import SampleHitsView
from lunarcurator.desktop.rooms.samples.tree_view import SampleTreeView
from lunarcurator.desktop.widgets.row_table import RowTable
from lunarcurator.domain.acts import Act, Override, Posting
from lunarcurator.domain.identity import OperatorRef, ref_of
from lunarcurator.domain.lending.working_days import days_after
from lunarcurator.domain.operations import Operation, Reverse
from lunarcurator.domain.operations.issuing import RecallLines
from lunarcurator.services.to_do.listing import Concern
from PySide6.QtCore import QItemSelectionModel, QModelIndex, QTimer
from PySide6.QtWidgets import QAbstractItemView

from tests.journeys.conftest import Window

LISTS = (*(f"loans/{page}" for page in PAGES), "journal", "attention", "places", "samples")
"""Every list of records a room shows; `loans/PAGE` are those of the loan desk."""
ELSEWHERE = {
    "sampleTree": "tests/desktop/samples/test_tree.py",
    "entry.lines": "what an entry moved: it leads on, and nothing acts on it",
    "roundDesk.answers.refused": "files that were not taken, which nothing acts on",
    "attentionRoom.concerns": "the heads of the lists, always the same",
    "balanceRoom.table": "figures, no records; its row is followed by what it means",
    "behind.table": "what is behind a figure: it leads on, and nothing acts on it",
    "roundDesk.answers.table": "tests/desktop/loans/test_round_desk.py",
    "roundDesk.points.table": "tests/desktop/loans/test_round_desk.py",
    "roundDesk.people.table": "tests/desktop/loans/test_round_desk.py",
}


@dataclass
class Shown:
    """One list in front: its view, and the room it stands in."""

    window: Window
    key: str
    room: Any
    view: QAbstractItemView

    def rest(self) -> None:
        rest(self.window)

    @property
    def selection(self) -> Selection:
        return self.window.store_view.selection

    def select(self, *rows: int) -> None:
        """Select rows as a click and further ones with Ctrl do."""
        flags = QItemSelectionModel.SelectionFlag
        for number, row in enumerate(rows):
            index = self.view.model().index(row, 0)
            how = flags.Select if number else flags.ClearAndSelect
            self.view.selectionModel().setCurrentIndex(index, how | flags.Rows)
        self.rest()

    def word(self, row: int) -> str:
        return str(self.view.model().index(row, 0).data())

    @property
    def selected_words(self) -> list[str]:
        rows = sorted({each.row() for each in self.view.selectionModel().selectedRows(0)})
        return [self.word(row) for row in rows]


def rest(window: Window) -> None:
    def rests() -> bool:
        waiting = (each for each in window.store_view.room.findChildren(QTimer) if each.isSingleShot())
        return not window.store_view.lanes.busy and not any(each.isActive() for each in waiting)

    window.qtbot.waitUntil(rests, timeout=20_000)


def shown(window: Window, key: str) -> Shown:
    """Bring a list to the front."""
    room, _, page = key.partition("/")
    window.store_view.show_room(room)
    rest(window)
    front: Any = window.store_view.room
    if page:
        front.lists.show_page(PAGES.index(page))
        rest(window)
        if page == "lines":
            front.lists.lines.show_concern(None)
            rest(window)
        return Shown(window, key, front, front.lists.front)
    if key == "attention":
        filled = next(each for each in Concern if listed(window, front, each) > 1)
        assert front.concern is filled
        return Shown(window, key, front, front.table)
    if key == "samples":
        front.bar.search.setText("CE5C")
        rest(window)
        return Shown(window, key, front, front.hits_view)
    return Shown(window, key, front, front.table if key == "journal" else front.view)


def listed(window: Window, room: Any, concern: Concern) -> int:
    room.show_concern(concern)
    rest(window)
    return room.table.ledger.rowCount() if room.table is not None else 0


def narrow(list_: Shown, text: str) -> None:
    """Type into the search field of a list."""
    room: Any = list_.room
    fields = {"loans": "search", "journal": "filters.search", "places": "bar.search", "samples": "bar.search"}
    field: Any = room
    for part in fields[list_.key.partition("/")[0]].split("."):
        field = getattr(field, part)
    field.setText(text)
    list_.rest()


def posted(window: Window, operation: Operation) -> int:
    """Post as another window does, and tell this one; return the number of the entry."""
    place = window.store_view.context
    assert place.operator is not None
    act = Act(operation=operation, day=place.session.today)
    told = place.session.post(
        Posting(
            acts=(act,),
            operator=OperatorRef(ref_of(place.operator)),
            reason="asked for",
            overrides=(Override(key="recall.overdue", reason="it travels home"),),
        )
    )
    place.tell(told.changes)
    rest(window)
    return told.seq


@pytest.mark.slow
@pytest.mark.parametrize("key", LISTS)
def test_what_is_selected_follows_its_record_and_nothing_takes_its_place(window: Window, key: str) -> None:
    list_ = shown(window, key)
    many = list_.view.model().rowCount()
    if key not in {"journal", "places"}:
        # The newest entry moves no piece by being looked at, and of places the tree opens.
        assert not list_.selection.samples
        assert not list_.selection.lines
    list_.select(many - 1 if key != "places" else 0)
    before, word = list_.selection, list_.selected_words
    assert before != NOTHING
    # A later entry of another window, and its undoing, move rows about; what falls due has another day then.
    by = days_after(window.store_view.context.session.today, 33)
    entry = posted(window, RecallLines(lines=("L-2026-001/1",), by=by, why="needed"))
    assert list_.selection == before
    assert list_.selected_words == word or key == "loans/calendar"
    posted(window, Reverse(entry=str(entry)))
    assert list_.selection == before
    assert list_.selected_words == word or key == "loans/calendar"


@pytest.mark.slow
@pytest.mark.parametrize("key", [each for each in LISTS if each not in {"loans/today", "attention"}])
def test_a_record_that_a_search_leaves_out_is_selected_no_more(window: Window, key: str) -> None:
    list_ = shown(window, key)
    many = list_.view.model().rowCount()
    words = [list_.word(row) for row in range(many)]
    list_.select(many - 1)
    before = list_.selection
    if key not in {"places", "journal"}:
        # By its own name it stands in another row, and is the same.
        narrow(list_, words[-1])
        assert list_.selection == before
        narrow(list_, "")
        list_ = list_ if key != "samples" else shown(window, key)
        assert list_.selection == before or key == "samples"
        list_.select(many - 1)
    other = "no row is named like this"
    if (
        key not in {"loans/calendar", "places", "samples", "journal"}
        and words[0] != words[-1]
        and words[-1] not in words[0]
    ):
        other = words[0]
    narrow(list_, other)
    assert not list_.selected_words
    assert (list_.selection.samples, list_.selection.lines, list_.selection.places) == ((), (), ())
    for each in ("loan", "person", "agreement", "round", "entry"):
        assert getattr(list_.selection, each) is None, each


def test_several_lines_stay_selected_through_an_act_that_moves_them(window: Window) -> None:
    list_ = shown(window, "loans/lines")
    table = list_.room.lists.lines.table
    told = [table.lines.told(row)[0] for row in range(table.lines.rowCount())]
    wanted = [row for row, each in enumerate(told) if each.state == "out"][-2:]
    list_.select(*wanted)
    before = {row.code for row in table.chosen()}
    assert len(before) == 2
    by = days_after(window.store_view.context.session.today, 1)
    posted(window, RecallLines(lines=tuple(sorted(before)), by=by, why="needed"))
    assert {row.code for row in table.chosen()} == before
    assert set(list_.selection.lines) == {row.uid for row in table.chosen()}
    assert table.chosen_rows != wanted


def test_the_panel_says_that_nothing_is_selected(window: Window) -> None:
    list_ = shown(window, "loans/loans")
    list_.select(list_.view.model().rowCount() - 1)
    assert list_.room.details.name.text() != "Loans"
    narrow(list_, "no loan is named like this")
    assert list_.room.details.subtitle.text() == "Nothing is selected."


def test_every_list_is_among_those_looked_at(window: Window) -> None:
    looked: set[str] = set()
    met: dict[str, Callable[[], QModelIndex]] = {}
    for key in LISTS:
        looked.add(shown(window, key).view.objectName())
    for room in ("samples", "places", "loans", "balance", "journal", "attention"):
        window.store_view.show_room(room)
        rest(window)
        for view in window.store_view.room.findChildren(QAbstractItemView):
            chooses = view.selectionMode() is not QAbstractItemView.SelectionMode.NoSelection
            if isinstance(view, RowTable | PlacesView | SampleHitsView | SampleTreeView) and chooses:
                met[view.objectName()] = view.currentIndex
    lists = {name for name in met if name and not name.startswith(("attention.", "loanEditor", "returnSheet"))}
    assert lists - looked - ELSEWHERE.keys() == set()
