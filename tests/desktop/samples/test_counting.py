"""The whole book is counted slice by slice, and after an entry only what it touched."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.desktop.lanes import Lanes
from lunarcurator.desktop.rooms.samples.counting import Counting
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.identity import OperatorRef
from lunarcurator.domain.moments import Moment
from lunarcurator.domain.operations import Operation, Split
from lunarcurator.services.browsing import SLICE, Browsing, Totals
from lunarcurator.services.changes import ChangeSet
from lunarcurator.services.store_session import StoreSession
from pytestqt.qtbot import QtBot

from tests.store.making import chips, rock

SIZE = 3
"""Local ids in a slice of these tests: the store has eight pieces, in three slices."""


class Noted(Browsing):
    """Browses as ever and notes which slices were asked for."""

    def __init__(self, session: StoreSession) -> None:
        super().__init__(session)
        self.firsts: list[int] = []

    def count(self, counted: Totals, first: int = 1, size: int = SLICE) -> int:
        self.firsts.append(first)
        return super().count(counted, first, size)


class Counted:
    """A count of a small store, with all it told."""

    def __init__(self, qtbot: QtBot, path: Path) -> None:
        self.qtbot = qtbot
        self.session = StoreSession.open(path)
        self.lanes = Lanes()
        self.browsing = Noted(self.session)
        self.counting = Counting(self.lanes, self.browsing, size=SIZE)
        self.told: list[Totals] = []
        self.counting.counted.connect(self.told.append)

    def close(self) -> None:
        self.lanes.close()
        self.session.close()

    def wait(self, times: int) -> Totals:
        """Wait until so many counts were told and nothing is under way."""
        self.qtbot.waitUntil(lambda: len(self.told) == times and not self.lanes.busy)
        return self.told[-1]

    def post(self, *operations: Operation) -> ChangeSet:
        acts = tuple(Act(operation=each, day=20200601) for each in operations)
        return self.session.post(Posting(acts=acts, operator=OperatorRef("A. Curator"))).changes

    def right(self) -> Totals:
        """What one slice over the whole book gives."""
        totals = Totals()
        assert Browsing(self.session).count(totals) == 0
        return totals


@pytest.fixture
def counted(qtbot: QtBot, store: Path) -> Iterator[Counted]:
    made = Counted(qtbot, store)
    yield made
    made.close()


def test_slices_together_are_the_whole_book_told_once(counted: Counted) -> None:
    counted.counting.start()
    assert counted.wait(1) == counted.right()
    assert counted.browsing.firsts == [1, 4, 7]
    assert counted.told[0].whole().pieces == counted.right().whole().pieces > 2 * SIZE


def test_after_an_entry_only_the_slices_it_touched_are_counted_again(counted: Counted) -> None:
    counted.counting.start()
    before = counted.wait(1)
    counted.browsing.firsts.clear()
    changes = counted.post(Split(parent="15555,3", daughters=chips(1)))
    touched = {(id_ - 1) // SIZE * SIZE + 1 for id_ in (*changes.samples, *changes.born)}
    assert touched != {1, 4, 7}
    counted.counting.again(changes)
    after = counted.wait(2)
    assert set(counted.browsing.firsts) == touched
    assert after == counted.right()
    assert after.whole().pieces == before.whole().pieces + 1


def test_pieces_beyond_the_last_slice_are_found(counted: Counted) -> None:
    counted.counting.start()
    counted.wait(1)
    changes = counted.post(*(rock(str(16_000 + at), 1) for at in range(2 * SIZE)))
    counted.counting.again(changes)
    assert counted.wait(2) == counted.right()


def test_after_a_wide_entry_everything_is_counted_again(counted: Counted) -> None:
    counted.counting.start()
    counted.wait(1)
    counted.browsing.firsts.clear()
    counted.counting.again(ChangeSet(99, wide=True))
    assert counted.wait(2) == counted.right()
    assert counted.browsing.firsts == [1, 4, 7]


def test_a_newer_count_ends_an_older(counted: Counted) -> None:
    counted.counting.start()
    counted.counting.start()
    counted.counting.again(counted.post(Split(parent="15555,3", daughters=chips(1))))
    assert counted.wait(1) == counted.right()


def test_another_day_is_summed_up_whole(counted: Counted) -> None:
    counted.counting.start(Moment(day=20200215))
    whole = counted.wait(1).whole()
    assert counted.browsing.firsts == []
    assert whole.pieces == Browsing(counted.session).totals_at(Moment(day=20200215)).whole().pieces > 0
