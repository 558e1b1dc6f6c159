"""Display and back, and the way back of an emergency, line by line (`ledger.md` 1.2, workflows 29 and 31)."""

from collections.abc import Iterator
from typing import Any

import pytest
from lunarcurator.domain.identity import EntryRef, ref_of
from lunarcurator.domain.operations import (
    MoveBack,
    SendToDisplay,
    TakeDown,
)
from lunarcurator.domain.status import Condition, Custody

from tests.domain.ledger.bench import Bench, Entry, weighed
from tests.domain.ledger.lab import LATER, furnished, keys


@pytest.fixture
def bench() -> Iterator[Bench]:
    bench = furnished()
    yield bench
    assert bench.closes()


# Display


def show(bench: Bench, *numbers: str, day: int = LATER, **more: Any) -> Entry:
    samples = tuple(map(bench.piece_ref, numbers))
    return bench.do(SendToDisplay(samples=samples, place=bench.place_ref("Museum"), **more), day)


def take_down(bench: Bench, *numbers: str, accept: tuple[str, ...] = (), **more: Any) -> Entry:
    samples = tuple(map(bench.piece_ref, numbers))
    return bench.do(TakeDown(samples=samples, to=bench.place_ref("Cabinet"), **more), 20220101, accept)


def test_display_and_back(bench: Bench) -> None:
    assert bench.lines(show(bench, "P", "U")) == {
        "here P -100/0",
        "display P +100/0",
        "here U 0/-1",
        "display U 0/+1",
    }
    piece = bench.state("P")
    assert (piece.custody, piece.home) == (Custody.DISPLAY, bench.place_uid("Cabinet"))
    assert bench.lines(take_down(bench, "P")) == {"display P -100/0", "here P +100/0"}
    piece = bench.state("P")
    assert (piece.custody, piece.condition) == (Custody.HERE, "returned")


def test_what_cannot_be_shown_or_taken_down_is_refused(bench: Bench) -> None:
    assert keys(lambda: show(bench)) == {"display.nothing"}
    assert keys(lambda: show(bench, "P", until=20201231)) == {"display.ends_before"}
    assert keys(lambda: take_down(bench)) == {"take_down.nothing"}
    assert keys(lambda: take_down(bench, "P")) == {"take_down.not_shown"}
    show(bench, "P")
    assert keys(lambda: show(bench, "P", day=20220101)) == {"piece.not_at_hand"}
    assert keys(lambda: take_down(bench, "P", condition=Condition.PRISTINE)) == {"take_down.not_pristine"}
    bench.register("K", weighed(10), basic_use="backup")
    assert keys(lambda: show(bench, "K")) == {"piece.is_kept"}


# A time long past, entered after what is on record since


def test_a_display_long_past_is_entered_before_a_weighing_that_keeps_its_reading(bench: Bench) -> None:
    bench.weigh("P", 98, day=20230101, accept=("weigh.lost",))
    entry = show(bench, "P", back=20220101, condition=Condition.AIR_EXPOSED)
    assert entry.findings == ()
    assert bench.state("P", 20210601).custody is Custody.DISPLAY
    assert bench.totals(20210601)["display P"] == "100/0"
    now = bench.state("P")
    assert (now.custody, now.place, now.held_ug) == (Custody.HERE, bench.place_uid("Cabinet"), 98)
    assert now.condition == "air_exposed"
    assert "display P" not in bench.totals()


def test_what_was_done_here_meanwhile_stands_in_the_way(bench: Bench) -> None:
    bench.weigh("P", 100, day=20210601)
    assert keys(lambda: show(bench, "P", back=20220101)) == {"day.before_later_act"}
    assert keys(lambda: show(bench, "P", back=LATER)) == {"day.back_before"}
    assert "day.in_future" in keys(lambda: show(bench, "U", back=20990101))
    show(bench, "P", back=20210501)
    assert bench.state("P").custody is Custody.HERE


def test_a_piece_without_a_place_comes_back_to_none(bench: Bench) -> None:
    bench.register("N", weighed(5))
    bench.weigh("N", 5, day=20230101)
    show(bench, "N", back=20220101)
    assert (bench.state("N").place, bench.state("N").custody) == (None, Custody.HERE)


# An emergency, and the way back


def test_a_cabinet_carried_off_comes_back_where_it_stood(bench: Bench) -> None:
    bench.place("Far", "site", remote=True)
    bench.place("Far room", "room", "Far")
    bench.place("Spare", "cabinet", "Room")
    moved = bench.move("Far room", "P", places=("Cabinet",), day=LATER)
    assert bench.state("U").custody is Custody.REMOTE
    back = bench.do(MoveBack(entry=EntryRef(ref_of(moved.uid))), 20220101)
    assert bench.lines(back) == {"remote P -100/0", "here P +100/0", "remote U 0/-1", "here U 0/+1"}
    assert bench.state("P").place == bench.place_uid("Cabinet")
    assert bench.session.ledger().place(bench.place_uid("Cabinet")).parent == bench.place_uid("Room")


def test_what_was_moved_on_since_stays_where_it_is(bench: Bench) -> None:
    bench.place("Spare", "cabinet", "Room")
    bench.place("Third", "cabinet", "Room")
    moved = bench.move("Spare", "P", "U", day=LATER)
    bench.move("Third", "P", day=20210601)
    back = MoveBack(entry=EntryRef(ref_of(moved.uid)))
    assert keys(lambda: bench.do(back, 20220101)) == {"move_back.gone_on"}
    bench.do(back, 20220101, ("move_back.gone_on",))
    assert bench.state("P").place == bench.place_uid("Third")
    assert bench.state("U").place == bench.place_uid("Cabinet")


def test_only_a_move_in_force_is_moved_back(bench: Bench) -> None:
    weighing = bench.weigh("P", 100)
    assert keys(lambda: bench.do(MoveBack(entry=EntryRef(ref_of(weighing.uid))))) == {"move_back.no_move"}
    bench.place("Spare", "cabinet", "Room")
    moved = bench.move("Spare", "P", day=LATER)
    bench.session.reverse(moved.seq)
    assert keys(lambda: bench.do(MoveBack(entry=EntryRef(ref_of(moved.uid))), LATER)) == {"move_back.undone"}
    bench.register("N", weighed(1))
    first = bench.move("Spare", "N", day=LATER)
    gone = keys(lambda: bench.do(MoveBack(entry=EntryRef(ref_of(first.uid))), 20220101))
    assert gone == {"move_back.gone_on", "move_back.nothing"}


def test_a_piece_fetched_from_a_remote_site_goes_back_there(bench: Bench) -> None:
    bench.place("Far", "site", remote=True)
    bench.place("Far room", "room", "Far")
    bench.move("Far room", "P", day=20200601)
    moved = bench.move("Cabinet", "P", day=LATER)
    back = bench.do(MoveBack(entry=EntryRef(ref_of(moved.uid))), 20220101)
    assert bench.lines(back) == {"here P -100/0", "remote P +100/0"}
    assert bench.state("P").custody is Custody.REMOTE


def test_a_container_that_was_moved_on_stays_where_it_is(bench: Bench) -> None:
    bench.place("Second room", "room", "Lab")
    bench.place("Third room", "room", "Lab")
    moved = bench.move("Second room", places=("Cabinet",), day=LATER)
    bench.move("Third room", places=("Cabinet",), day=20210601)
    gone = keys(lambda: bench.do(MoveBack(entry=EntryRef(ref_of(moved.uid))), 20220101))
    assert gone == {"move_back.gone_on", "move_back.nothing"}
