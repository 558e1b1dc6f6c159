"""Pieces go on display and come home again, through the window."""

from lunarcurator.desktop.dialogs.send_to_display import open_send_to_display
from lunarcurator.desktop.dialogs.take_down import open_take_down
from lunarcurator.domain.operations import (
    Reading,
    Register,
    SendToDisplay,
    SetUpPlace,
    Weigh,
)
from lunarcurator.domain.status import Custody

from tests.desktop.dialogs.bench import Bench, enter


def test_a_piece_goes_on_display_and_home_again(bench: Bench) -> None:
    bench.post(SetUpPlace(kind="venue", name="Museum"))
    dialog = bench.open(open_send_to_display, bench.on("15555,46"))
    bench.type(dialog, "place", "Museum")
    bench.type(dialog, "until", "2030-12-31")
    bench.type(dialog, "agreement", "D-4")
    bench.settle(dialog)
    assert dialog.primary_button.text() == "Put 15555,46 on display at Museum"
    assert "Expected back after 2030-12-31" in dialog.outcome.lines
    # The book has no such agreement, so the form asks where it is.
    bench.press_act(dialog)
    enter(bench.qtbot, dialog.focusWidget(), "with the museum")
    bench.settle(dialog)
    bench.act(dialog)
    assert bench.piece("15555,46").custody is Custody.DISPLAY

    dialog = bench.open(open_take_down, bench.on("15555,46"))
    bench.choose(dialog, "condition", "Air-exposed")
    bench.settle(dialog)
    assert dialog.primary_button.text() == "Take 15555,46 down to Tray 2"
    assert "Its condition is air-exposed from now on" in dialog.outcome.lines
    bench.act(dialog)
    piece = bench.piece("15555,46")
    assert (piece.place, piece.condition) == (bench.place("Tray 2"), "air_exposed")


def test_a_display_of_long_ago_is_entered_with_the_day_it_ended(bench: Bench) -> None:
    bench.post(SetUpPlace(kind="venue", name="Museum"), day=20000101)
    bench.post(Register(collection="Apollo", number="15990", mission="Apollo 15", place="Tray 2"), day=20000101)
    bench.post(Weigh(sample="15990", reading=Reading(net_ug=5_000_000, resolution_ug=1000)), day=20240101)
    dialog = bench.open(open_send_to_display, bench.on("15990"))
    bench.type(dialog, "place", "Museum")
    bench.type(dialog, "back", "2012-06-30")
    bench.choose(dialog, "condition", "Air-exposed")
    bench.type(dialog, "day", "2010-01-01")
    bench.settle(dialog)
    assert dialog.outcome.lines[0] == "On display at Museum until 2012-06-30, and then where it stood before"
    bench.act(dialog)
    piece = bench.piece("15990")
    told = (piece.custody, piece.place, piece.held_ug, piece.condition)
    assert told == (Custody.HERE, bench.place("Tray 2"), 5_000_000, "air_exposed")


def test_pieces_of_two_homes_come_down_each_to_its_own(bench: Bench) -> None:
    bench.post(SetUpPlace(kind="venue", name="Museum"))
    bench.post(SendToDisplay(samples=("15555,46", "15556"), place="Museum"))
    dialog = bench.open(open_take_down, bench.on("15555,46", "15556"))
    bench.settle(dialog)
    assert dialog.primary_button.text() == "Take 2 pieces down to their home places"
    bench.act(dialog)
    assert bench.piece("15556").place == bench.place("Cabinet 8")
    assert bench.piece("15555,46").place == bench.place("Tray 2")
