"""Dialogs about places: new, correct, retire, and moving pieces and containers."""

from lunarcurator.desktop.dialogs.correct_place import open_correct_place
from lunarcurator.desktop.dialogs.form.heads import Head
from lunarcurator.desktop.dialogs.form.taken_list import MOST, TakenList
from lunarcurator.desktop.dialogs.move import MoveDialog, open_move
from lunarcurator.desktop.dialogs.new_place import open_new_place
from lunarcurator.desktop.dialogs.piece_layouts import RETIRE_PLACE
from lunarcurator.desktop.links import NOTHING, Selection
from lunarcurator.domain.acts import Override
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Consume, Move, Register
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidgetItem

from tests.desktop.dialogs.bench import Bench


def test_a_tray_is_set_up_inside_the_selected_cabinet(bench: Bench) -> None:
    dialog = bench.open(open_new_place, Selection(places=(bench.place("Cabinet 9"),)))
    bench.choose(dialog, "kind", "Tray")
    bench.type(dialog, "name", "托盘 7")
    bench.type(dialog, "code", "T-0907")
    bench.settle(dialog)
    assert dialog.primary_button.text() == "Set up 托盘 7"
    bench.act(dialog)
    assert bench.place("托盘 7")


def test_only_kinds_that_fit_are_offered(bench: Bench) -> None:
    dialog = bench.open(open_new_place, Selection(places=(bench.place("Vial 1"),)))
    assert dialog.place_kind.box.count() == 0 or "Site" not in [
        dialog.place_kind.box.itemText(at) for at in range(dialog.place_kind.box.count())
    ]
    bench.type(dialog, "parent", "")
    offered = [dialog.place_kind.box.itemText(at) for at in range(dialog.place_kind.box.count())]
    assert "Site" in offered
    assert "Vial" not in offered


def test_a_taken_code_is_told_at_the_code(bench: Bench) -> None:
    dialog = bench.open(open_new_place, Selection(places=(bench.place("Cabinet 9"),)))
    bench.choose(dialog, "kind", "Tray")
    bench.type(dialog, "name", "Tray 9")
    bench.type(dialog, "code", "T-0802")
    bench.settle(dialog)
    assert not dialog.primary_button.isEnabled()
    assert bench.editor(dialog, "code").property("tone") == "red"


def test_a_place_is_renamed_by_a_correction(bench: Bench) -> None:
    dialog = bench.open(open_correct_place, Selection(places=(bench.place("Cabinet 9"),)))
    bench.type(dialog, "new/name", "Cabinet 9 east")
    bench.settle(dialog)
    assert dialog.primary_button.text() == "Correct the name of Cabinet 9"
    bench.act(dialog)
    assert bench.place("Cabinet 9 east")


def test_the_tare_of_a_vial_is_corrected_in_grams(bench: Bench) -> None:
    dialog = bench.open(open_correct_place, Selection(places=(bench.place("Vial 1"),)))
    bench.choose(dialog, "field", "Tare")
    bench.type(dialog, "new/tare_ug", "2.1")
    bench.settle(dialog)
    bench.act(dialog)
    assert bench.accepted


def test_an_empty_place_is_retired_and_a_full_one_says_what_is_in_it(bench: Bench) -> None:
    dialog = bench.open(RETIRE_PLACE.open, Selection(places=(bench.place("Cabinet 8"),)))
    assert not dialog.primary_button.isEnabled()
    assert dialog._findings.accessibleName() == "1 block"
    dialog.reject()
    dialog = bench.open(RETIRE_PLACE.open, Selection(places=(bench.place("Cabinet 9"),)))
    bench.act(dialog)
    assert bench.accepted


def moving(bench: Bench, selection: Selection) -> MoveDialog:
    dialog = bench.open(open_move, selection)
    assert isinstance(dialog, MoveDialog)
    return dialog


def test_a_scanned_code_moves_a_piece(bench: Bench) -> None:
    dialog = moving(bench, bench.on("15556"))
    edit = bench.editor(dialog, "to")
    edit.setFocus()
    bench.qtbot.keyClicks(edit, "t-0802")
    bench.qtbot.keyClick(edit, Qt.Key.Key_Return)
    bench.settle(dialog)
    assert dialog.primary_button.text() == "Move 15556 to Tray 2"
    bench.act(dialog)
    assert bench.piece("15556").place == bench.place("Tray 2")


def test_what_moves_is_said_before_it_does(bench: Bench) -> None:
    dialog = moving(bench, Selection(places=(bench.place("Tray 2"),)))
    bench.type(dialog, "to", "Cabinet 9")
    bench.settle(dialog)
    told = dialog._amount()
    assert told.startswith("1 piece in 2 containers")
    assert dialog._froms() == "Lab › Vault P › Cabinet 8"
    assert any("keeps its place in it" in line for line in dialog.outcome.lines)
    bench.act(dialog)
    assert bench.piece("15555,46").place == bench.place("Tray 2")


def test_a_place_is_picked_in_the_tree_by_arrow_keys(bench: Bench) -> None:
    dialog = moving(bench, bench.on("15556"))
    dialog.tree.setFocus()
    dialog.tree.show_place(bench.place("Cabinet 8"))
    bench.qtbot.keyClick(dialog.tree, Qt.Key.Key_Down)
    assert bench.editor(dialog, "to").text() == "Lab › Vault P › Cabinet 9"
    bench.act(dialog)
    assert bench.piece("15556").place == bench.place("Cabinet 9")


def test_a_container_does_not_move_into_itself(bench: Bench) -> None:
    dialog = moving(bench, Selection(places=(bench.place("Cabinet 8"),)))
    bench.type(dialog, "to", "T-0802")
    bench.settle(dialog)
    assert not dialog.primary_button.isEnabled()


def test_a_place_nobody_knows_is_told_at_its_field_and_kept(bench: Bench) -> None:
    dialog = moving(bench, bench.on("15556"))
    bench.type(dialog, "to", "X-99")
    bench.settle(dialog)
    edit = bench.editor(dialog, "to")
    assert "No place is called" in edit.accessibleDescription()
    assert edit.text() == "X-99"


def test_pieces_and_containers_move_together_and_take_a_new_home(bench: Bench) -> None:
    chosen = Selection(samples=bench.on("15556").samples, places=(bench.place("Tray 2"),))
    dialog = moving(bench, chosen)
    bench.type(dialog, "to", "C-09")
    dialog.home.tick.setFocus()
    bench.qtbot.keyClick(dialog.home.tick, Qt.Key.Key_Space)
    bench.act(dialog)
    assert bench.piece("15556").home == bench.place("Cabinet 9")


def test_nothing_selected_opens_nothing(bench: Bench) -> None:
    assert open_correct_place(bench.context, NOTHING, None) is None
    assert RETIRE_PLACE.open(bench.context, NOTHING, None) is None


def test_with_nothing_selected_a_move_takes_scans_of_pieces_and_then_of_the_place(bench: Bench) -> None:
    dialog = bench.open(open_move, NOTHING)
    assert not dialog.primary_button.isEnabled()
    for code in ("15556", "15555-46", "15556", "C-09"):
        bench.type(dialog, "scan", code)
        bench.qtbot.keyClick(dialog.scan.edit, Qt.Key.Key_Return)
        bench.settle(dialog)
    assert dialog.primary_button.text() == "Move 2 pieces to Cabinet 9"
    bench.type(dialog, "scan", "what")
    bench.qtbot.keyClick(dialog.scan.edit, Qt.Key.Key_Return)
    bench.settle(dialog)
    assert not dialog.primary_button.isEnabled()
    bench.type(dialog, "to", "C-09")
    bench.act(dialog)
    assert {bench.piece(number).place for number in ("15556", "15555,46")} == {bench.place("Cabinet 9")}


def listed(dialog: MoveDialog) -> list[str]:
    return [dialog.pieces.list.item(row).text() for row in range(dialog.pieces.list.count())]


def test_each_scan_is_listed_with_what_is_wrong_and_can_be_taken_out_again(bench: Bench) -> None:
    bench.post(
        Consume(sample="15556", evidence="Report 1"),
        overrides=(Override(key="consume.suspense_stays", reason="never weighed"),),
    )
    dialog = moving(bench, NOTHING)
    assert not dialog.pieces.isVisibleTo(dialog)
    for code in ("15555-46", "15556", "C-09"):
        bench.type(dialog, "scan", code)
        bench.qtbot.keyClick(dialog.scan.edit, Qt.Key.Key_Return)
        bench.settle(dialog)
    first, second = listed(dialog)
    assert first.startswith("15556: ")
    assert second == "15555,46"
    assert not dialog.primary_button.isEnabled()
    dialog.pieces.list.setFocus()
    dialog.pieces.list.setCurrentRow(0)
    bench.qtbot.keyClick(dialog.pieces.list, Qt.Key.Key_Delete)
    bench.settle(dialog)
    assert listed(dialog) == ["15555,46"]
    bench.act(dialog)
    assert bench.piece("15555,46").place == bench.place("Cabinet 9")


def test_what_was_chosen_is_taken_out_by_the_button_and_nothing_is_left_to_move(bench: Bench) -> None:
    dialog = moving(bench, bench.on("15556"))
    assert listed(dialog) == ["15556"]
    dialog.pieces.list.setCurrentRow(0)
    bench.qtbot.mouseClick(dialog.pieces.button, Qt.MouseButton.LeftButton)
    bench.settle(dialog)
    assert listed(dialog) == []
    assert not dialog.primary_button.isEnabled()
    assert "15556" not in dialog.findChild(Head).accessibleName()


def test_the_head_names_what_moves_once_something_was_taken_out(bench: Bench) -> None:
    dialog = moving(bench, bench.on("15556", "15555,46"))
    dialog.pieces.list.setCurrentRow(listed(dialog).index("15556"))
    bench.qtbot.mouseClick(dialog.pieces.button, Qt.MouseButton.LeftButton)
    bench.settle(dialog)
    (head,) = dialog.findChildren(Head)
    assert head.accessibleName().startswith("15555,46")
    assert head.isVisibleTo(dialog)


def test_a_long_list_says_how_many_are_not_listed(bench: Bench) -> None:
    taken = TakenList(bench.context.appearance)
    bench.qtbot.addWidget(taken)
    taken.show_rows((str(each), str(each), "") for each in range(MOST + 3))
    assert taken.list.count() == MOST
    assert taken._more.text() == "3 more are not listed."


def test_what_moves_is_told_as_surely_as_it_is_known(bench: Bench) -> None:
    about = Mass.estimated(40_000_000)
    bench.post(Register(collection="Apollo", number="15600", mission="Apollo 15", form="whole_rock", mass=about))
    alone = moving(bench, bench.on("15600"))
    assert "~40 g known" in alone._amount().replace("\u00a0", " ")
    alone.reject()
    bench.post(Move(to="Tray 2", samples=("15600",)))
    both = moving(bench, Selection(samples=bench.on("15600").samples, places=(bench.place("Tray 2"),)))
    # The piece stands in the tray that is moved, and counts once.
    assert both._amount().startswith("2 pieces in 2 containers")
    assert "~" in both._amount()


def test_part_of_a_name_narrows_the_tree_and_arrow_keys_and_enter_choose_in_it(bench: Bench) -> None:
    dialog = moving(bench, bench.on("15556"))
    edit, every = bench.editor(dialog, "to"), len(shown_rows(dialog))
    edit.setFocus()
    bench.qtbot.keyClicks(edit, "cabi")
    assert [row.text(0) for row in shown_rows(dialog)] == ["Lab", "Vault P", "Cabinet 8", "Cabinet 9"]
    assert edit.accessibleDescription() == "2 places fit. Arrow keys choose, Enter takes one."
    assert not dialog.primary_button.isEnabled()
    assert edit.property("tone") in {None, ""}
    assert dialog.tree.place_at_cursor() == bench.place("Cabinet 8")
    bench.qtbot.keyClick(edit, Qt.Key.Key_Down)
    assert dialog.tree.place_at_cursor() == bench.place("Cabinet 9")
    bench.qtbot.keyClick(edit, Qt.Key.Key_Down)
    assert dialog.tree.place_at_cursor() == bench.place("Cabinet 9")
    assert edit.text() == "cabi"
    bench.qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert edit.text() == "Lab › Vault P › Cabinet 9"
    assert edit.hasFocus()
    assert len(shown_rows(dialog)) == every
    bench.settle(dialog)
    bench.act(dialog)
    assert bench.piece("15556").place == bench.place("Cabinet 9")


def test_the_only_place_a_text_can_mean_is_taken_by_the_act(bench: Bench) -> None:
    dialog = moving(bench, bench.on("15556"))
    bench.type(dialog, "to", "vault tray")
    assert bench.editor(dialog, "to").accessibleDescription() == "Enter takes Lab › Vault P › Cabinet 8 › Tray 2"
    bench.act(dialog)
    assert bench.piece("15556").place == bench.place("Tray 2")


def test_a_text_that_can_mean_no_place_is_told_and_an_emptied_line_shows_every_place(bench: Bench) -> None:
    dialog = moving(bench, bench.on("15556"))
    every = len(shown_rows(dialog))
    bench.type(dialog, "to", "nowhere")
    bench.settle(dialog)
    assert shown_rows(dialog) == []
    assert bench.editor(dialog, "to").property("tone") == "red"
    bench.type(dialog, "to", "")
    assert len(shown_rows(dialog)) == every
    assert dialog.primary_button.accessibleDescription() == "Still needed: To"


def shown_rows(dialog: MoveDialog) -> list[QTreeWidgetItem]:
    found, row = [], dialog.tree.topLevelItem(0)
    while row is not None:
        if not row.isHidden():
            found.append(row)
        row = dialog.tree.itemBelow(row)
    return found
