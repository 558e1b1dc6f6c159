"""Dialogs that set up the desk: collections, operators, balances, who acts."""

from lunarcurator.desktop.dialogs.balances import BalancesDialog, open_balances
from lunarcurator.desktop.dialogs.collection import open_collection
from lunarcurator.desktop.dialogs.operators import OperatorsDialog, open_operators
from lunarcurator.desktop.dialogs.who_acts import WhoActsDialog, open_who_acts
from lunarcurator.desktop.links import NOTHING
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.identity import OperatorRef, Uid
from lunarcurator.domain.operations import Reverse, SetUpOperator
from lunarcurator.domain.status import Role
from lunarcurator.services.form_context import form_context
from lunarcurator.services.people import People
from lunarcurator.services.reopening import closed_collections
from PySide6.QtCore import Qt

from tests.desktop.dialogs.bench import Bench
from tests.desktop.pasting import asked, choose, press, proposed


def test_a_known_collection_opens_with_all_its_missions(empty_bench: Bench) -> None:
    dialog = empty_bench.open(open_collection, NOTHING)
    assert dialog.primary_button.text() == "Open Apollo with 6 missions"
    empty_bench.act(dialog)
    again = empty_bench.open(open_collection, NOTHING)
    assert not again.primary_button.isEnabled()


def test_every_known_collection_can_be_opened_and_unsure_days_are_said(empty_bench: Bench) -> None:
    known = empty_bench.session.lab.collections
    unsure = {each.code: bool(each.uncertain) for each in known}
    dialog = empty_bench.open(open_collection, NOTHING)
    for code, flagged in unsure.items():
        dialog.which.restore(code)
        dialog.edited()
        assert dialog.scheme.value() == known.get(code).scheme
        assert any("We do not know" in each for each in dialog.effects(None)) is flagged
    dialog.which.restore("Antarctic")
    dialog.edited()
    dialog.missions.show_rows([{"code": "ANSMET", "name": "ANSMET", "opened": "1977-03-01"}])
    assert not any("We do not know" in each for each in dialog.effects(None))
    dialog.reject()


def test_a_collection_whose_opening_was_undone_opens_as_the_same_one(empty_bench: Bench) -> None:
    dialog = empty_bench.open(open_collection, NOTHING)
    empty_bench.choose(dialog, "which", "Another one")
    empty_bench.type(dialog, "code", "Practice")
    empty_bench.type(dialog, "name", "Practice")
    empty_bench.settle(dialog)
    assert not any("was undone" in line for line in dialog.outcome.lines)
    first = empty_bench.act(dialog)
    before = collection(empty_bench, "Practice")
    empty_bench.post(Reverse(entry=str(first.seq)))
    again = empty_bench.open(open_collection, NOTHING)
    empty_bench.choose(again, "which", "Another one")
    empty_bench.type(again, "code", "Practice")
    empty_bench.type(again, "name", "Practice, second year")
    empty_bench.settle(again)
    assert any("was undone" in line for line in again.outcome.lines)
    empty_bench.act(again)
    assert collection(empty_bench, "Practice") == before
    assert closed_collections(empty_bench.session) == {}


def collection(bench: Bench, code: str) -> Uid:
    return next(each.uid for each in form_context(bench.session).collections if each.code == code)


def test_any_other_collection_opens_with_the_plain_scheme(empty_bench: Bench) -> None:
    dialog = empty_bench.open(open_collection, NOTHING)
    empty_bench.choose(dialog, "which", "Another one")
    assert dialog.scheme.value() == "plain"
    empty_bench.type(dialog, "code", "Meteorites")
    empty_bench.type(dialog, "name", "陨石")
    dialog.missions.view.setFocus()
    dialog.missions.view.start(0, 0)
    step = asked(empty_bench.qtbot, dialog.missions.view, "ANT\tAntarctica\t1976")
    assert proposed(step) == ["Mission", "leave out", "leave out"]
    choose(empty_bench.qtbot, step, 1, "Name")
    choose(empty_bench.qtbot, step, 2, "First opened")
    press(empty_bench.qtbot, step, Qt.Key.Key_Return)
    assert dialog.missions.rows() == ({"code": "ANT", "name": "Antarctica", "opened": "1976"},)
    empty_bench.settle(dialog)
    assert dialog.primary_button.text() == "Open 陨石 with 1 mission"
    empty_bench.act(dialog)
    assert empty_bench.accepted


def test_a_day_of_a_mission_that_cannot_be_read_is_refused(empty_bench: Bench) -> None:
    dialog = empty_bench.open(open_collection, NOTHING)
    dialog.missions.view.setFocus()
    dialog.missions.view.start(0, 2)
    dialog.missions.view.paste("03/04/73")
    empty_bench.settle(dialog)
    assert not dialog.primary_button.isEnabled()
    assert "03/04/73" in dialog.missions.view.accessibleDescription()


def operators(bench: Bench) -> OperatorsDialog:
    dialog = bench.open(open_operators, NOTHING)
    assert isinstance(dialog, OperatorsDialog)
    return dialog


def test_the_first_operator_of_a_store_is_set_up_by_nobody(empty_bench: Bench) -> None:
    dialog = operators(empty_bench)
    empty_bench.type(dialog, "name", "张三")
    empty_bench.act(dialog)
    empty_bench.settle(dialog)
    assert dialog.isVisible()
    assert [each.name for each in People(empty_bench.session).operators()] == ["张三"]
    assert dialog.table.ledger.rowCount() == 1


def test_an_operator_changes_role_and_retires(bench: Bench) -> None:
    dialog = operators(bench)
    bench.choose(dialog, "which", "W. Witness")
    assert not dialog.primary_button.isEnabled()
    bench.choose(dialog, "role", "Processor")
    dialog.retired.tick.setFocus()
    bench.qtbot.keyClick(dialog.retired.tick, Qt.Key.Key_Space)
    bench.act(dialog)
    person = People(bench.session).named("W. Witness")
    assert person is not None
    assert person.retired


def test_a_taken_name_is_told_at_the_name(bench: Bench) -> None:
    dialog = operators(bench)
    bench.type(dialog, "name", "W. Witness")
    bench.settle(dialog)
    assert not dialog.primary_button.isEnabled()
    assert bench.editor(dialog, "name").property("tone") == "red"


def test_a_pin_is_set_twice_typed_and_changed_only_with_the_present_one(bench: Bench) -> None:
    bench.context.act_as(bench.operator("W. Witness"), "W. Witness")
    dialog = operators(bench)
    bench.choose(dialog, "which", "W. Witness")
    bench.settle(dialog)

    def give(present: str, new: str, again: str) -> str:
        for name, text in (("presentPin", present), ("newPin", new), ("againPin", again)):
            if bench.editor(dialog, name).isVisible():
                bench.type(dialog, name, text)
        bench.qtbot.keyClick(bench.editor(dialog, "againPin"), Qt.Key.Key_Return)
        bench.qtbot.waitUntil(lambda: not bench.lanes.busy)
        return dialog.pins.told

    uid = bench.operator("W. Witness")
    assert "differ" in give("", "4711", "4712")
    assert give("", "47", "47")
    assert not People(bench.session).has_pin(uid)
    assert give("", "4711", "4711") == "The PIN is set."
    bench.choose(dialog, "which", "A. Curator")
    bench.choose(dialog, "which", "W. Witness")
    bench.settle(dialog)
    assert "another one" in give("9999", "1234", "1234")
    assert People(bench.session).prove(uid, "4711")
    assert give("4711", "1234", "1234") == "The PIN is set."
    assert People(bench.session).prove(uid, "1234")


def set_up(bench: Bench, name: str, role: Role) -> None:
    act = Act(operation=SetUpOperator(name=name, role=role), day=bench.session.today)
    bench.session.post(Posting(acts=(act,), operator=OperatorRef("A. Curator")))


def test_nobody_sets_the_first_pin_of_somebody_else(bench: Bench) -> None:
    dialog = operators(bench)
    bench.choose(dialog, "which", "W. Witness")
    bench.settle(dialog)
    assert not bench.editor(dialog, "newPin").isVisible()
    assert not dialog.pins.button.isVisible()
    assert "W. Witness sets this PIN" in dialog.pins.told
    assert not dialog.reset.isVisible()


def test_an_authority_resets_a_forgotten_pin_beside_a_second_person(bench: Bench) -> None:
    set_up(bench, "S. Second", Role.CURATOR)
    for name in ("A. Curator", "W. Witness", "S. Second"):
        bench.set_pin(name, "4711")
    dialog = operators(bench)
    bench.choose(dialog, "which", "W. Witness")
    bench.settle(dialog)
    assert dialog.reset.isVisible()
    assert not dialog.pins.button.isVisible()

    def give(reason: str, own: str, second_pin: str) -> str:
        bench.type(dialog, "pinResetReason", reason)
        bench.type(dialog, "pinResetOwn", own)
        bench.choose(dialog, "pinResetSecond", "S. Second")
        bench.type(dialog, "pinResetSecondPin", second_pin)
        bench.qtbot.mouseClick(dialog.reset.button, Qt.MouseButton.LeftButton)
        bench.qtbot.waitUntil(lambda: not bench.lanes.busy)
        return dialog.reset.state

    assert "not the PIN of A. Curator" in give("forgotten", "9999", "4711")
    assert "not the PIN of S. Second" in give("forgotten", "4711", "9999")
    assert "Give a reason" in give("", "4711", "4711")
    head = bench.session.head().seq
    assert "The PIN is gone" in give("forgotten", "4711", "4711")
    assert bench.session.head().seq == head + 1
    assert not People(bench.session).has_pin(bench.operator("W. Witness"))
    bench.choose(dialog, "which", "S. Second")
    bench.settle(dialog)
    assert "Only S. Second changes this PIN" in dialog.pins.told


def test_somebody_without_authority_is_told_who_resets_a_pin(bench: Bench) -> None:
    set_up(bench, "P. Processor", Role.PROCESSOR)
    bench.set_pin("A. Curator", "4711")
    bench.context.act_as(bench.operator("P. Processor"), "P. Processor")
    dialog = operators(bench)
    bench.choose(dialog, "which", "A. Curator")
    bench.settle(dialog)
    assert not dialog.reset.isVisible()
    assert "lunarcurator pin reset" in dialog.pins.told
    bench.set_pin("W. Witness", "4711")
    again = operators(bench)
    bench.choose(again, "which", "A. Curator")
    bench.settle(again)
    assert again.pins.told == "Only W. Witness can reset this PIN."


def test_after_wrong_pins_in_a_row_the_dialog_says_how_long_to_wait(bench: Bench) -> None:
    bench.set_pin("W. Witness", "4711")
    dialog = who(bench)
    bench.choose(dialog, "operator", "W. Witness")
    for _ in range(4):
        bench.type(dialog, "pin", "4710")
        bench.qtbot.keyClick(bench.editor(dialog, "pin"), Qt.Key.Key_Return)
        bench.qtbot.waitUntil(lambda: not bench.lanes.busy)
    assert "Wait" in bench.editor(dialog, "pin").accessibleDescription()


def test_a_balance_is_set_up_and_calibrated(bench: Bench) -> None:
    dialog = bench.open(open_balances, NOTHING)
    assert isinstance(dialog, BalancesDialog)
    bench.type(dialog, "name", "B7")
    bench.type(dialog, "resolution_ug", "0.01")
    bench.type(dialog, "calibrated", "2026-10-01")
    bench.type(dialog, "calibration_due", "2027-10-01")
    bench.act(dialog)
    bench.settle(dialog)
    assert dialog.table.ledger.rowCount() == 2

    bench.choose(dialog, "which", "B7")
    bench.type(dialog, "calibrated", "2026-11-24")
    bench.settle(dialog)
    assert dialog.primary_button.text() == "Record the calibration of B7"
    bench.act(dialog)
    assert bench.supplied_balance("B7").calibrated == 20261124
    assert bench.supplied_balance("B7").resolution_ug == 10


def test_a_calibration_due_before_it_was_made_is_impossible(bench: Bench) -> None:
    dialog = bench.open(open_balances, NOTHING)
    bench.type(dialog, "name", "B8")
    bench.type(dialog, "resolution_ug", "1")
    bench.type(dialog, "calibrated", "2026-10-01")
    bench.type(dialog, "calibration_due", "2026-09-01")
    bench.settle(dialog)
    assert not dialog.primary_button.isEnabled()


def who(bench: Bench) -> WhoActsDialog:
    dialog = bench.open(open_who_acts, NOTHING)
    assert isinstance(dialog, WhoActsDialog)
    return dialog


def test_somebody_else_acts_after_proving_himself(bench: Bench) -> None:
    bench.set_pin("W. Witness", "4711")
    dialog = who(bench)
    bench.choose(dialog, "operator", "W. Witness")
    bench.type(dialog, "pin", "4710")
    bench.qtbot.keyClick(bench.editor(dialog, "pin"), Qt.Key.Key_Return)
    bench.qtbot.waitUntil(lambda: not bench.lanes.busy)
    assert bench.context.operator_name == "A. Curator"
    assert "not the PIN" in bench.editor(dialog, "pin").accessibleDescription()

    bench.type(dialog, "pin", "４７１１")
    bench.qtbot.keyClick(bench.editor(dialog, "pin"), Qt.Key.Key_Return)
    bench.qtbot.waitUntil(lambda: bench.accepted)
    assert bench.context.operator_name == "W. Witness"


def test_without_a_pin_the_name_is_enough(bench: Bench) -> None:
    dialog = who(bench)
    bench.choose(dialog, "operator", "U. Auditor")
    assert not bench.editor(dialog, "pin").isEnabled()
    bench.press_act(dialog)
    bench.qtbot.waitUntil(lambda: bench.accepted)
    assert bench.context.operator_name == "U. Auditor"


def test_an_empty_store_says_where_the_first_operator_is_set_up(empty_bench: Bench) -> None:
    dialog = who(empty_bench)
    assert not dialog.primary_button.isEnabled()
    assert dialog._none.isVisible()
