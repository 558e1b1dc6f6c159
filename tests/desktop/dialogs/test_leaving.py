"""Dialogs by which pieces are used up, go missing, come back, change hands, or are shown."""

import pytest
from lunarcurator.desktop.dialogs.consume import open_consume
from lunarcurator.desktop.dialogs.declare_lost import open_declare_lost
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.move_back import open_move_back
from lunarcurator.desktop.dialogs.piece_layouts import COME_BACK
from lunarcurator.desktop.dialogs.recover import open_recover
from lunarcurator.desktop.dialogs.register import open_register
from lunarcurator.desktop.dialogs.send_to_display import open_send_to_display
from lunarcurator.desktop.dialogs.take_down import open_take_down
from lunarcurator.desktop.dialogs.transfer_title import open_receive_in_exchange, open_transfer_title
from lunarcurator.desktop.links import NOTHING, Selection
from lunarcurator.domain.accounts import Account
from lunarcurator.domain.acts import Authority, Override
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import (
    DeclareLost,
    Move,
    OpenCollection,
    Reading,
    Register,
    SendToDisplay,
    SetUpPlace,
    TransferKind,
    TransferTitle,
    Weigh,
)
from lunarcurator.domain.status import Custody, Existence
from lunarcurator.services.balances import trial_balance
from lunarcurator.services.cases import open_cases
from lunarcurator.services.form_context import find_piece
from PySide6.QtCore import Qt

from tests.desktop.dialogs.bench import Bench, enter


def answer(bench: Bench, dialog: ActDialog) -> None:
    """Give the reason a rule asks for, then who allows it, the document and the second person."""
    bench.settle(dialog)
    bench.press_act(dialog)
    enter(bench.qtbot, dialog.focusWidget(), "decided")
    bench.type(dialog, "authorityName", "M. Manager")
    bench.type(dialog, "authorityDocument", "Memo 7")
    bench.choose(dialog, "secondPerson", "W. Witness")
    bench.settle(dialog)


def tick(bench: Bench, dialog: ActDialog, key: str) -> None:
    box = dialog.form.inputs[key].field.editor
    box.setFocus()
    bench.qtbot.keyClick(box, Qt.Key.Key_Space)


def lose(bench: Bench, *numbers: str) -> None:
    bench.post(
        DeclareLost(samples=numbers, report="police 12"),
        witness="W. Witness",
        authority=Authority(name="M. Manager", document="Memo 7"),
        overrides=(Override(key="lost.needs_authority", reason="searched"),),
    )


def lost_ug(bench: Bench) -> int:
    return trial_balance(bench.session).total.ug[Account.LOST]


# Used up


def test_a_part_is_used_and_the_rest_stays(bench: Bench) -> None:
    dialog = bench.open(open_consume, bench.on("15555,46"))
    bench.choose(dialog, "amount", "a part of it")
    bench.type(dialog, "ug", "7.39")
    bench.type(dialog, "evidence", "report 7")
    bench.settle(dialog)
    assert [row.mass for row in dialog.figures.rows] == ["377.390\u00a0g", "7.39\u00a0g", "370.000\u00a0g"]
    assert dialog.primary_button.text() == "Use 7.39\u00a0g of 15555,46"
    bench.act(dialog)
    piece = bench.piece("15555,46")
    assert (piece.held_ug, piece.existence) == (370_000_000, Existence.EXISTS)


def test_what_is_left_is_read_on_a_balance(bench: Bench) -> None:
    dialog = bench.open(open_consume, bench.on("15555,46"))
    bench.choose(dialog, "amount", "what is left was weighed")
    bench.type(dialog, "evidence", "report 7")
    bench.settle(dialog)
    assert not dialog.primary_button.isEnabled()
    bench.type(dialog, "gross", "372")
    bench.type(dialog, "tare", "2")
    bench.settle(dialog)
    assert dialog.primary_button.text() == "Use 7.39\u00a0g of 15555,46"
    bench.act(dialog)
    piece = bench.piece("15555,46")
    assert (piece.held_ug, piece.text("mass_quality")) == (370_000_000, "measured")


def test_several_pieces_are_used_up_wholly_in_one_entry(bench: Bench) -> None:
    bench.post(Register(collection="Apollo", number="15557", mass=Mass.stated(5_000_000, 1000), place="C-08"))
    dialog = bench.open(open_consume, bench.on("15555,46", "15557"))
    assert dialog.amount.field.isHidden()
    bench.type(dialog, "evidence", "report 7")
    bench.settle(dialog)
    assert dialog.outcome.lines[0].startswith("Done to 2 pieces")
    assert dialog.primary_button.text() == "Use up 2 pieces"
    bench.act(dialog)
    assert bench.piece("15555,46").existence is Existence.CONSUMED
    assert bench.piece("15557").place is None


def test_a_piece_of_unknown_mass_offers_no_reading_of_the_rest(bench: Bench) -> None:
    dialog = bench.open(open_consume, bench.on("15556"))
    box = dialog.amount.box
    assert [box.itemData(at) for at in range(box.count())] == ["whole", "part"]


# Lost and found


def test_all_in_a_cabinet_is_declared_stolen_by_two_people(bench: Bench) -> None:
    dialog = bench.open(open_declare_lost, Selection(places=(bench.place("Cabinet 8"),)))
    assert dialog.figures.rows[0].label == "2 pieces"
    bench.choose(dialog, "how", "Stolen")
    bench.type(dialog, "last_seen", "2020-01-15")
    bench.type(dialog, "report", "police 12")
    bench.settle(dialog)
    assert dialog.primary_button.text() == "Declare all in Cabinet 8 stolen"
    assert "The container itself stays in the book, empty" in dialog.outcome.lines
    answer(bench, dialog)
    posted = bench.act(dialog)
    assert {bench.piece(each).existence for each in ("15555,46", "15556")} == {Existence.STOLEN}
    assert bench.entry(posted.seq).witness is not None
    assert lost_ug(bench) == 377_390_000
    (case,) = open_cases(bench.session)
    assert (case.kind, len(case.samples), case.report) == ("stolen", 2, "police 12")


def test_a_lost_piece_comes_back_lighter_and_closes_its_case(bench: Bench) -> None:
    lose(bench, "15555,46")
    assert bench.piece("15555,46").place is None
    dialog = bench.open(open_recover, bench.on("15555,46"))
    assert dialog.case.value() == open_cases(bench.session)[0].uid
    bench.type(dialog, "place", "C-09")
    bench.type(dialog, "evidence", "in a drawer, known by its saw marks")
    tick(bench, dialog, "confirmed")
    bench.type(dialog, "net", "377.390")
    bench.settle(dialog)
    assert [row.mass for row in dialog.figures.rows][:2] == ["377.39\u00a0g", "377.39\u00a0g"]
    assert dialog.primary_button.text() == "Recover 15555,46 to Cabinet 9"
    bench.act(dialog)
    piece = bench.piece("15555,46")
    assert (piece.existence, piece.held_ug, piece.custody) == (Existence.EXISTS, 377_390_000, Custody.HERE)
    assert lost_ug(bench) == 0
    assert open_cases(bench.session) == ()


def test_the_book_mass_comes_back_where_nothing_is_weighed(bench: Bench) -> None:
    lose(bench, "15555,46", "15556")
    dialog = bench.open(open_recover, bench.on("15555,46"))
    (case,) = open_cases(bench.session)
    assert dialog.case.value() == case.uid
    bench.type(dialog, "place", "C-09")
    bench.type(dialog, "evidence", "in a drawer")
    bench.settle(dialog)
    assert dialog._findings.accessibleName() == "1 warning, 1 without a reason"
    assert f"Case {case.code} stays open" in dialog.outcome.lines
    bench.press_act(dialog)
    enter(bench.qtbot, dialog.focusWidget(), "to be compared")
    bench.act(dialog)
    piece = bench.piece("15555,46")
    assert (piece.held_ug, piece.identity_doubt) == (377_390_000, "unconfirmed")
    assert lost_ug(bench) == 0
    assert open_cases(bench.session) == (case,)


def test_all_of_a_loss_come_back_in_one_entry(bench: Bench) -> None:
    lose(bench, "15555,46", "15556")
    dialog = bench.open(open_recover, bench.on("15555,46", "15556"))
    assert dialog.reading.net.field.isHidden()
    bench.type(dialog, "place", "C-09")
    bench.type(dialog, "evidence", "the thief brought them back")
    tick(bench, dialog, "confirmed")
    bench.act(dialog)
    assert open_cases(bench.session) == ()
    assert {bench.piece(each).existence for each in ("15555,46", "15556")} == {Existence.EXISTS}


def test_what_is_missed_later_joins_its_case(bench: Bench) -> None:
    lose(bench, "15555,46")
    (case,) = open_cases(bench.session)
    dialog = bench.open(open_declare_lost, bench.on("15556"))
    bench.choose(dialog, "how", "Stolen")
    bench.type(dialog, "report", "police 13")
    bench.choose(dialog, "case", dialog.case.box.itemText(1))
    answer(bench, dialog)
    assert f"Case {case.code} is about it as well" in dialog.outcome.lines
    bench.act(dialog)
    (case,) = open_cases(bench.session)
    assert set(case.samples) == {bench.piece(each).uid for each in ("15555,46", "15556")}


def test_a_loss_without_a_case_offers_none_to_close(bench: Bench) -> None:
    dialog = bench.open(open_recover, bench.on("15555,46"))
    assert dialog.case.field.isHidden()
    assert not dialog.primary_button.isEnabled()


# Display


def test_what_nobody_weighed_is_missing_without_a_mass(bench: Bench) -> None:
    bench.post(Register(collection="Apollo", number="15991", mission="Apollo 15", place="Tray 2"), day=20000101)
    dialog = bench.open(open_declare_lost, bench.on("15991"))
    (row,) = dialog.figures.rows
    assert (row.label, row.mass, row.small) == ("1 piece", "", "1 unweighed")


def test_a_loss_of_long_ago_is_entered_with_the_day_it_was_made_good(bench: Bench) -> None:
    bench.post(Register(collection="Apollo", number="15990", mission="Apollo 15", place="Tray 2"), day=20000101)
    bench.post(Weigh(sample="15990", reading=Reading(net_ug=5_000_000, resolution_ug=1000)), day=20240101)
    dialog = bench.open(open_declare_lost, bench.on("15990"))
    assert dialog.how.value() == ""
    bench.choose(dialog, "how", "Lost")
    bench.type(dialog, "report", "Report 7")
    bench.type(dialog, "back", "2012-06-30")
    bench.type(dialog, "day", "2010-01-01")
    bench.settle(dialog)
    assert dialog.outcome.lines[:2] == (
        "Missing until 2012-06-30, and then where it stood before",
        "One case is opened and closed again",
    )
    dialog.reject()


def test_a_piece_without_a_home_says_where_it_comes_back_to(bench: Bench) -> None:
    bench.post(SetUpPlace(kind="venue", name="Museum"))
    bench.post(Register(collection="Apollo", number="15557", mass=Mass.stated(5_000_000, 1000)))
    bench.post(SendToDisplay(samples=("15557",), place="Museum"))
    dialog = bench.open(open_take_down, bench.on("15557"))
    assert "home place" in dialog.primary_button.accessibleDescription()
    bench.type(dialog, "to", "C-09")
    bench.settle(dialog)
    bench.act(dialog)
    assert bench.piece("15557").place == bench.place("Cabinet 9")


# Title


def test_a_gift_leaves_with_its_document(bench: Bench) -> None:
    dialog = bench.open(open_transfer_title, bench.on("15555,46"))
    bench.type(dialog, "counterpart", "A museum")
    bench.type(dialog, "document", "Deed 3")
    bench.settle(dialog)
    assert dialog.primary_button.text() == "Give 15555,46 away"
    answer(bench, dialog)
    bench.act(dialog)
    piece = bench.piece("15555,46")
    assert (piece.existence, piece.owner, piece.title) == (
        Existence.TRANSFERRED,
        "A museum",
        "given",
    )


def test_what_was_given_away_is_taken_in_again_for_its_owner(bench: Bench) -> None:
    dialog = bench.open(open_transfer_title, bench.on("15555,46"))
    bench.type(dialog, "counterpart", "A museum")
    bench.type(dialog, "document", "Deed 3")
    bench.settle(dialog)
    answer(bench, dialog)
    bench.act(dialog)
    back = bench.open(COME_BACK.open, bench.on("15555,46"))
    assert not back.primary_button.isEnabled()
    bench.type(back, "owner", "A court")
    bench.type(back, "place", "C-09")
    bench.type(back, "document", "Writ 4")
    assert back.form.inputs["condition"].value() == "returned"
    bench.choose(back, "condition", "Pristine")
    bench.settle(back)
    assert "Its mass stands apart from ours until title returns" in back.effects(back.preview)
    bench.press_act(back)
    enter(bench.qtbot, back.focusWidget(), "sealed by the court")
    bench.settle(back)
    bench.act(back)
    piece = bench.piece("15555,46")
    assert (piece.existence, piece.title, piece.owner) == (Existence.EXISTS, "held_for", "A court")
    assert piece.place == bench.place("Cabinet 9")


def test_an_exchange_posts_both_sides(bench: Bench) -> None:
    bench.post(OpenCollection(code="Other", name="Other rocks", scheme="plain"))
    dialog = bench.open(open_transfer_title, bench.on("15555,46"))
    bench.choose(dialog, "kind", "Exchange")
    bench.type(dialog, "counterpart", "A museum")
    bench.type(dialog, "document", "Deed 3")
    bench.choose(dialog, "collection", "Other rocks")
    dialog.received.show_rows([{"number": "B 7", "form": "chip", "mass": "19", "place": "C-09"}])
    bench.settle(dialog)
    assert [(row.sign, row.mass) for row in dialog.figures.rows] == [
        ("\u2212", "377.390\u00a0g"),
        ("+", "19\u00a0g"),
    ]
    assert dialog.primary_button.text() == "Exchange 15555,46"
    answer(bench, dialog)
    bench.act(dialog)
    assert bench.piece("B 7").held_ug == 19_000_000
    assert all(line.closes for line in trial_balance(bench.session).lines())


def test_what_comes_later_for_a_piece_given_in_exchange_is_received(bench: Bench) -> None:
    bench.post(OpenCollection(code="Other", name="Other rocks", scheme="plain"))
    given = TransferTitle(
        samples=("15555,46",), kind=TransferKind.EXCHANGE, counterpart="An academy", document="D"
    )
    keys = ("transfer.needs_authority", "transfer.nothing_received")
    bench.post(
        given,
        witness="W. Witness",
        authority=Authority(name="M. Manager", document="Memo 7"),
        overrides=tuple(Override(key=key, reason="it comes later") for key in keys),
    )
    dialog = bench.open(open_receive_in_exchange, bench.on("15555,46"))
    assert dialog.primary_button.text() == "Receive in exchange for 15555,46"
    shown = [key for key, each in dialog.form.inputs.items() if each.field.isVisibleTo(dialog)]
    assert {"kind", "stays", "title", "owner"} & set(shown) == set()
    bench.type(dialog, "counterpart", "An academy")
    bench.type(dialog, "document", "Deed 4")
    bench.settle(dialog)
    assert not dialog.primary_button.isEnabled()
    bench.choose(dialog, "collection", "Other rocks")
    dialog.received.show_rows([{"number": "B 7", "form": "chip", "mass": "19", "place": "C-09"}])
    bench.settle(dialog)
    assert [(row.sign, row.mass) for row in dialog.figures.rows] == [("+", "19\u00a0g")]
    assert "It counts as received, and stands with what it came for" in dialog.outcome.lines
    bench.act(dialog)
    other = next(each for each in trial_balance(bench.session).collections if each.collection == "Other")
    assert (other.received_ug, other.ug[Account.TRANSFERRED]) == (19_000_000, 0)


def test_a_taken_number_is_told_in_its_cell(bench: Bench) -> None:
    dialog = bench.open(open_transfer_title, bench.on("15555,46"))
    bench.choose(dialog, "kind", "Exchange")
    bench.type(dialog, "counterpart", "A museum")
    bench.type(dialog, "document", "Deed 3")
    dialog.received.show_rows([{"number": "15556"}])
    bench.settle(dialog)
    assert not dialog.primary_button.isEnabled()
    assert dialog.received._tones == {(0, "number"): "red"}


def test_title_alone_changes_while_the_piece_stays(bench: Bench) -> None:
    dialog = bench.open(open_transfer_title, bench.on("15555,46"))
    bench.choose(dialog, "kind", "Change of title")
    bench.type(dialog, "counterpart", "A museum")
    bench.type(dialog, "document", "Deed 3")
    bench.choose(dialog, "title", "Held for others")
    bench.type(dialog, "owner", "A museum")
    answer(bench, dialog)
    assert "The title is held for others from now on" in dialog.outcome.lines
    bench.act(dialog)
    piece = bench.piece("15555,46")
    assert (piece.existence, piece.title, piece.owner) == (
        Existence.EXISTS,
        "held_for",
        "A museum",
    )


@pytest.mark.parametrize(
    ("word", "primary"),
    [
        ("Transfer to a museum", "Transfer 15556 to a museum"),
        ("Deaccession", "Deaccession 15556"),
        ("Return to the owner", "Return 15556 to the owner"),
    ],
)
def test_each_transfer_has_its_own_words(bench: Bench, word: str, primary: str) -> None:
    dialog = bench.open(open_transfer_title, bench.on("15556"))
    bench.choose(dialog, "kind", word)
    bench.settle(dialog)
    assert dialog.primary_button.text() == primary


# The way back


@pytest.mark.parametrize("by_place", [True, False])
def test_a_cabinet_carried_off_comes_back_with_all_in_it(bench: Bench, by_place: bool) -> None:
    bench.post(
        SetUpPlace(kind="site", name="Far", remote=True), SetUpPlace(kind="vault", name="Bunker", parent="Far")
    )
    moved = bench.post(Move(to="Bunker", places=("Cabinet 8",)))
    assert bench.piece("15555,46").custody is Custody.REMOTE
    chosen = Selection(places=(bench.place("Cabinet 8"),)) if by_place else Selection(entry=moved.uid)
    dialog = bench.open(open_move_back, chosen)
    bench.settle(dialog)
    assert dialog.outcome.lines[0].startswith("Far › Bunker › Cabinet 8 goes back to Lab › Vault P")
    assert "2 pieces stand where they stood before" in dialog.outcome.lines
    bench.act(dialog)
    assert bench.piece("15555,46").custody is Custody.HERE
    assert bench.piece("15555,46").place == bench.place("Tray 2")


def test_a_place_that_never_moved_has_nothing_to_move_back(bench: Bench) -> None:
    dialog = bench.open(open_move_back, Selection(places=(bench.place("Cabinet 8"),)))
    bench.settle(dialog)
    assert not dialog.primary_button.isEnabled()
    assert "no move" in dialog.primary_button.accessibleDescription()


@pytest.mark.parametrize(
    "make",
    [
        open_consume,
        open_declare_lost,
        open_recover,
        open_send_to_display,
        open_take_down,
        open_transfer_title,
        open_move_back,
    ],
)
def test_nothing_selected_opens_nothing(bench: Bench, make: object) -> None:
    assert callable(make)
    assert make(bench.context, NOTHING, None) is None
    assert find_piece(bench.session, "15556")


# Found, and held for others


def test_found_material_closes_the_case_it_was_missing_in(bench: Bench) -> None:
    lose(bench, "15555,46")
    dialog = bench.open(open_register, NOTHING)
    assert dialog.case.field.isHidden()
    bench.choose(dialog, "how", "Found")
    bench.type(dialog, "number", "15990")
    bench.type(dialog, "finder", "P. Processor")
    bench.type(dialog, "where_found", "behind Cabinet 8")
    bench.choose(dialog, "case", dialog.case.box.itemText(1))
    bench.settle(dialog)
    (case,) = open_cases(bench.session)
    assert f"Case {case.code} is closed" in dialog.outcome.lines
    bench.act(dialog)
    assert open_cases(bench.session) == ()
    assert bench.piece("15990").text("found")


def test_what_is_held_for_others_says_for_whom(bench: Bench) -> None:
    dialog = bench.open(open_register, NOTHING)
    assert dialog.owner.field.isHidden()
    bench.type(dialog, "number", "15991")
    bench.type(dialog, "mass", "5")
    bench.choose(dialog, "title", "Held for others")
    bench.settle(dialog)
    assert dialog.primary_button.accessibleDescription() == "Still needed: Held for"
    bench.type(dialog, "owner", "A museum")
    bench.settle(dialog)
    assert "It counts in a book of its own: held for A museum" in dialog.outcome.lines
    bench.act(dialog)
    piece = bench.piece("15991")
    assert (piece.owner, piece.book.title) == ("A museum", "held_for")
