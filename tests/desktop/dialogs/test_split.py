from collections.abc import Iterable

from lunarcurator.desktop.dialogs.cancel_plan import open_cancel_plan
from lunarcurator.desktop.dialogs.labels import LabelsDialog
from lunarcurator.desktop.dialogs.plan_split import open_plan_split
from lunarcurator.desktop.dialogs.split import SplitDialog, open_split
from lunarcurator.domain.facts import MassLine
from lunarcurator.domain.operations import Reading, Weigh
from lunarcurator.domain.status import Existence
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget

from tests.desktop.dialogs.bench import Bench, enter
from tests.desktop.pasting import titled

CONTROL = Qt.KeyboardModifier.ControlModifier


def opened(bench: Bench, **more: object) -> SplitDialog:
    dialog = bench.open(open_split, bench.on("15555,46"), **more)
    assert isinstance(dialog, SplitDialog)
    return dialog


def write(bench: Bench, dialog: SplitDialog, text: str) -> None:
    """Type into the current cell of the grid as a person does: the first key opens the editor."""
    editor, rest = cell_editor(dialog), text
    if editor is None:
        bench.qtbot.keyClick(dialog.grid.view, text[0])
        editor, rest = cell_editor(dialog), text[1:]
    assert editor is not None
    enter(bench.qtbot, editor, rest)


def key(bench: Bench, dialog: SplitDialog, pressed: Qt.Key) -> None:
    """Press a key where the keyboard is: in the editor of a cell, or in the grid."""
    # A list of completions is in front of its editor, and passes keys on.
    popup = QApplication.activePopupWidget()
    bench.qtbot.keyClick(popup or cell_editor(dialog) or dialog.grid.view, pressed)


def cell_editor(dialog: SplitDialog) -> QLineEdit | None:
    """The editor that is open in the grid, or None."""
    found = dialog.grid.view.findChildren(QLineEdit, "cellEditor")
    return next((each for each in found if each.isVisible()), None)


def fill(bench: Bench, dialog: SplitDialog, block: str) -> None:
    """Paste a block under titles of the grid from its second column on, as from a spreadsheet."""
    view = dialog.grid.view
    view.setFocus()
    view.start(0, 1)
    QApplication.clipboard().setText(titled(view, block))
    bench.qtbot.keyClick(view, Qt.Key.Key_V, CONTROL)
    bench.settle(dialog)


def test_a_rock_is_chipped_into_two_by_keyboard_alone(bench: Bench) -> None:
    dialog = opened(bench)
    view = dialog.grid.view
    view.setFocus()
    view.start(0, 1)

    write(bench, dialog, "Chip")
    key(bench, dialog, Qt.Key.Key_Tab)
    write(bench, dialog, "4.106")
    key(bench, dialog, Qt.Key.Key_Tab)
    write(bench, dialog, "V-1")
    key(bench, dialog, Qt.Key.Key_Tab)
    write(bench, dialog, "interior, 北面".replace("北面", "N face"))
    key(bench, dialog, Qt.Key.Key_Tab)
    write(bench, dialog, "Chip")
    key(bench, dialog, Qt.Key.Key_Tab)
    write(bench, dialog, "3.871")
    key(bench, dialog, Qt.Key.Key_Return)
    bench.type(dialog, "after", "369.413")
    bench.settle(dialog)

    assert [row["form"] for row in dialog.grid.rows()] == ["Chip", "Chip"]
    assert dialog.primary_button.text() == "Split 15555,46 into 2"
    # The balances are certain to some milligrams: nobody can say that it closes to the microgram.
    assert dialog.figures.verdict.startswith("Closes: the readings add up. The balances leave ±")
    bench.act(dialog)

    assert bench.accepted
    assert bench.piece("15555,46").held_ug == 369_413_000
    first = bench.piece("15555,47")
    assert (first.held_ug, first.form, first.place) == (4_106_000, "chip", bench.place("Vial 1"))
    assert first.text("remarks") == "interior, N face"


def test_numbers_are_proposed_and_a_typed_one_is_taken_as_given(bench: Bench) -> None:
    dialog = opened(bench)
    fill(bench, dialog, "Chip\t1.000\nChip\t2.000\nChip\t3.000")
    view = dialog.grid.view
    view.start(1, 0)
    write(bench, dialog, ",900")
    key(bench, dialog, Qt.Key.Key_Return)
    bench.settle(dialog)

    hints = [str(dialog.grid.model.index(row, 0).data(Qt.ItemDataRole.UserRole + 1)) for row in range(4)]
    assert hints == ["15555,901", "", "15555,902", "next: 15555,903"]
    bench.act(dialog)
    assert bench.piece("15555,900").held_ug == 2_000_000
    assert bench.piece("15555,901").held_ug == 1_000_000


def test_the_remainder_is_grey_and_only_its_own_key_takes_it(bench: Bench) -> None:
    dialog = opened(bench)
    fill(bench, dialog, "Chip\t4.106")
    bench.type(dialog, "after", "373.274")
    bench.qtbot.keyClick(bench.editor(dialog, "after"), Qt.Key.Key_Return)
    bench.qtbot.keyClick(bench.editor(dialog, "attrition"), Qt.Key.Key_Return)
    bench.settle(dialog)

    attrition = bench.editor(dialog, "attrition")
    assert attrition.text() == ""
    assert "0.01" in attrition.placeholderText()
    assert "missing" in dialog.figures.verdict
    assert not dialog.primary_button.isEnabled()

    bench.qtbot.keyClick(attrition, Qt.Key.Key_R, CONTROL)
    bench.settle(dialog)
    assert attrition.text() == "0.010"
    bench.act(dialog)
    assert bench.piece("15555,46").held_ug == 373_274_000


def test_a_large_attrition_waits_for_its_reason_beside_its_field(bench: Bench) -> None:
    dialog = opened(bench)
    fill(bench, dialog, "Chip\t4.106")
    bench.type(dialog, "after", "373.253")
    bench.type(dialog, "attrition", "0.031")
    bench.settle(dialog)
    assert not dialog.primary_button.isEnabled()

    bench.press_act(dialog)
    why = dialog.focusWidget()
    assert isinstance(why, QLineEdit)
    assert why.accessibleName() == "Why"
    enter(bench.qtbot, why, "一粒掉入托盘缝隙")
    assert dialog.primary_button.isEnabled()
    bench.act(dialog)
    assert bench.accepted


def test_what_cannot_be_read_is_said_and_kept(bench: Bench) -> None:
    dialog = opened(bench)
    fill(bench, dialog, "Chip\tfour grams\t\t\nChip\t1.0\tnowhere at all")
    before = len(bench.posted)

    bench.press_act(dialog)

    assert len(bench.posted) == before
    assert not dialog.primary_button.isEnabled()
    assert dialog.grid.rows()[0]["mass"] == "four grams"
    assert "four grams" in dialog.grid.view.accessibleDescription()


def test_fill_down_copies_the_cell_above_and_emptied_rows_go(bench: Bench) -> None:
    dialog = opened(bench)
    fill(bench, dialog, "Chip\t1.0\nSlab\t2.0")
    view = dialog.grid.view
    view.start(1, 1)
    bench.qtbot.keyClick(view, Qt.Key.Key_D, CONTROL)
    assert [row["form"] for row in dialog.grid.rows()] == ["Chip", "Chip"]

    view.start(0, 0)
    bench.qtbot.keyClick(view, Qt.Key.Key_Minus, CONTROL)
    assert [row["mass"] for row in dialog.grid.rows()] == ["2.0"]
    view.start(0, 1)
    for _ in range(3):
        bench.qtbot.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    bench.qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert dialog.grid.rows() == ()


def test_a_piece_that_is_fully_divided_retires(bench: Bench) -> None:
    dialog = opened(bench)
    fill(bench, dialog, "Chip\t377.000\nSawdust\t0.390")
    bench.choose(dialog, "fate", "is fully divided and retires")
    bench.settle(dialog)

    assert not dialog.after_mass.field.isVisible()
    assert dialog.primary_button.text() == "Split 15555,46 into 1"
    bench.act(dialog)
    assert bench.piece("15555,46").existence is Existence.RETIRED


def test_missing_mass_needs_authority_a_document_and_the_pin_of_a_second_person(bench: Bench) -> None:
    bench.set_pin("W. Witness", "4711")
    dialog = opened(bench)
    fill(bench, dialog, "Chip\t4.106")
    bench.type(dialog, "after", "370.000")
    bench.settle(dialog)
    assert dialog.approval.isVisible()

    bench.press_act(dialog)
    enter(bench.qtbot, dialog.focusWidget(), "fell behind the cabinet")
    bench.type(dialog, "authorityName", "M. Manager")
    bench.type(dialog, "authorityDocument", "Memo 12")
    assert not dialog.primary_button.isEnabled()
    bench.choose(dialog, "secondPerson", "W. Witness")
    bench.type(dialog, "secondPin", "0000")
    count = len(bench.posted)
    bench.press_act(dialog)
    assert len(bench.posted) == count
    assert bench.editor(dialog, "secondPin").text() == ""

    bench.type(dialog, "secondPin", "4711")
    bench.act(dialog)
    assert bench.piece("15555,46").held_ug == 370_000_000
    row = bench.entry(bench.posted[-1].seq)
    assert row.witness.hex() == bench.operator("W. Witness")
    assert "Memo 12" in row.authority


def test_labels_are_asked_for_only_where_ticked(bench: Bench) -> None:
    asked: list[object] = []
    dialog = opened(bench, labels=asked.append)
    fill(bench, dialog, "Chip\t4.106\nChip\t1.000")
    assert dialog.labels.text() == "Print 2 labels afterwards"
    dialog.labels.setFocus()
    bench.qtbot.keyClick(dialog.labels, Qt.Key.Key_Space)
    posted = bench.act(dialog)
    assert asked == [posted]


def test_a_plan_is_finished_by_somebody_else_under_its_numbers(bench: Bench) -> None:
    plan = bench.open(open_plan_split, bench.on("15555,46"))
    plan.grid.view.setFocus()
    plan.grid.view.start(0, 1)
    plan.grid.view.paste("Chip\nSlab")
    bench.settle(plan)
    assert plan.primary_button.text() == "Reserve 2 numbers"
    bench.act(plan)
    assert bench.piece("15555,47").existence is Existence.PLANNED

    bench.context.act_as(bench.operator("W. Witness"), "W. Witness")
    dialog = bench.open(open_split, bench.on("15555,48"))
    bench.choose(dialog, "plan", dialog.plan.box.itemText(1))
    bench.settle(dialog)
    assert [row["number"] for row in dialog.grid.rows()] == ["15555,47", "15555,48"]
    dialog.grid.view.setFocus()
    dialog.grid.view.start(0, 2)
    dialog.grid.view.paste("1.5\n2.5")
    bench.act(dialog)
    assert bench.piece("15555,48").held_ug == 2_500_000


def test_a_plan_is_given_up_and_its_numbers_stay_taken(bench: Bench) -> None:
    plan = bench.open(open_plan_split, bench.on("15555,46"))
    plan.grid.view.setFocus()
    plan.grid.view.start(0, 1)
    plan.grid.view.paste("Chip\nChip")
    bench.act(plan)

    dialog = bench.open(open_cancel_plan, bench.on("15555,47"))
    assert dialog.primary_button.text() == "Give up 2 numbers"
    bench.act(dialog)
    assert bench.piece("15555,47").existence is Existence.VOID

    again = opened(bench)
    hint = again.grid.model.index(0, 0).data(Qt.ItemDataRole.UserRole + 1)
    assert hint == "next: 15555,49"


def test_a_half_typed_split_survives_with_its_rows_and_reasons(bench: Bench) -> None:
    dialog = opened(bench)
    fill(bench, dialog, "Chip\t4.106\tV-1\t北面\nwire_saw_slab\t2.000")
    bench.type(dialog, "after", "371.253")
    bench.type(dialog, "attrition", "0.031")
    bench.settle(dialog)
    bench.press_act(dialog)
    enter(bench.qtbot, dialog.focusWidget(), "grain lost")
    dialog.reject()
    bench.qtbot.waitUntil(lambda: not bench.lanes.busy)

    again = opened(bench)
    button = again.findChild(QPushButton, "resumeDraft")
    assert button is not None
    bench.qtbot.keyClick(button, Qt.Key.Key_Space)
    bench.settle(again)
    assert [row["mass"] for row in again.grid.rows()] == ["4.106", "2.000"]
    assert again.primary_button.isEnabled()
    bench.act(again)
    assert bench.piece("15555,48").form == "wire_saw_slab"
    assert "grain lost" in bench.entry(bench.posted[-1].seq).overrides


def test_a_witness_is_recorded_without_any_finding(bench: Bench) -> None:
    dialog = opened(bench)
    fill(bench, dialog, "Chip\t4.106")
    bench.choose(dialog, "witness", "W. Witness")
    posted = bench.act(dialog)
    assert bench.entry(posted.seq).witness.hex() == bench.operator("W. Witness")


def test_a_witness_with_a_pin_proves_himself_and_the_pin_is_kept_nowhere(bench: Bench) -> None:
    bench.set_pin("W. Witness", "4711")
    dialog = opened(bench)
    fill(bench, dialog, "Chip\t1 g")
    assert not bench.editor(dialog, "witnessPin").isVisible()
    bench.choose(dialog, "witness", "W. Witness")
    bench.settle(dialog)
    assert not dialog.primary_button.isEnabled()
    before = bench.context.session.head().seq
    bench.type(dialog, "witnessPin", "4710")
    bench.qtbot.waitUntil(dialog.primary_button.isEnabled)
    dialog.primary_button.click()
    bench.qtbot.waitUntil(lambda: "not the PIN" in bench.editor(dialog, "witnessPin").accessibleDescription())
    assert bench.context.session.head().seq == before
    assert "witnessPin" not in dialog.form.inputs
    bench.type(dialog, "witnessPin", "4711")
    posted = bench.act(dialog)
    assert bench.entry(posted.seq).witness.hex() == bench.operator("W. Witness")


def test_more_than_there_was_is_said_to_be_too_much(bench: Bench) -> None:
    dialog = opened(bench)
    fill(bench, dialog, "Chip\t400")
    assert "too much" in dialog.figures.verdict
    assert not dialog.primary_button.isEnabled()


def test_an_unknown_mass_before_has_nothing_to_close(bench: Bench) -> None:
    dialog = bench.open(open_split, bench.on("15556"))
    fill(bench, dialog, "Chip\t4.1\nThin section\t0.01")
    assert dialog.figures.verdict.startswith("The mass before is not known")
    bench.act(dialog)
    assert bench.piece("15556,1").held_ug == 4_100_000
    assert bench.piece("15556,2").fields["nominal_ug"] == 10_000


def test_an_auditor_is_refused_and_what_was_typed_stays(bench: Bench) -> None:
    bench.context.act_as(bench.operator("U. Auditor"), "U. Auditor")
    dialog = opened(bench)
    fill(bench, dialog, "Chip\t4.106")
    before = len(bench.posted)
    bench.press_act(dialog)
    assert len(bench.posted) == before
    assert dialog.grid.rows()[0]["mass"] == "4.106"
    assert "auditor" in " ".join(each.accessibleName() for each in dialog.findChildren(QWidget))


def test_a_late_split_is_closed_with_the_mass_of_its_day(bench: Bench) -> None:
    bench.post(Weigh(sample="15555,46", reading=Reading(net_ug=377_389_000, balance="B3")), day=20261001)
    dialog = opened(bench)
    assert dialog.figures.figures.rows[0].mass == "377.389\u00a0g"
    bench.type(dialog, "day", "2026-09-01")
    bench.settle(dialog)
    assert dialog.figures.figures.rows[0].mass == "377.390\u00a0g"


def test_labels_of_the_daughters_are_offered_after_the_split(bench: Bench) -> None:
    window = QWidget()
    bench.qtbot.addWidget(window)
    dialog = open_split(bench.context, bench.on("15555,46"), window)
    assert isinstance(dialog, SplitDialog)
    bench.qtbot.waitUntil(lambda: dialog.built)
    bench.settle(dialog)
    fill(bench, dialog, "Chip\t4.106\nChip\t1.000")
    dialog.labels.setChecked(True)
    bench.act(dialog)
    bench.qtbot.waitUntil(lambda: bool(window.findChildren(LabelsDialog)))
    labels = window.findChildren(LabelsDialog)[0]
    bench.qtbot.waitUntil(lambda: labels.primary_button.text() == "Print 2 labels")
    labels.reject()
    assert opened(bench).labels.isChecked()


def test_what_is_announced_of_a_split_of_more_than_there_is_is_what_is_posted(bench: Bench) -> None:
    dialog = opened(bench)
    before = bench.piece("15555,46").held_ug
    assert before is not None
    excess = 3_915_000
    fill(bench, dialog, f"Chip\t{(before + excess - 2_000_000) / 1_000_000:.3f}\nChip\t2.000")

    posted = dialog.preview
    assert posted is not None
    left = sum(each.fact.ug for each in posted.facts if is_line(each.fact, bench, "here"))
    assert before + left == 0
    told = plain(dialog.outcome.lines)
    assert any(each.endswith("at 0.000 g") for each in told)
    assert "3.915 g more than the book had, booked from adjustment" in told
    assert not any("\u2212" in each or "-" in each.split(" at ")[-1] for each in told)
    # Nobody weighed what is left: what was lost is not known either.
    assert "\u2212" not in dialog.figures.accessibleName()


def is_line(fact: object, bench: Bench, account: str) -> bool:
    piece = bench.piece("15555,46").uid
    return isinstance(fact, MassLine) and fact.sample == piece and fact.account == account


def plain(lines: Iterable[str]) -> list[str]:
    return [each.replace("\u00a0", " ").replace("\u2009", " ") for each in lines]


def test_a_split_by_difference_does_not_say_that_nothing_was_lost(bench: Bench) -> None:
    dialog = opened(bench)
    fill(bench, dialog, "Chip\t2.000")
    shown = [label.text() for label in dialog.figures.findChildren(QLabel)]
    at = shown.index("Attrition")
    assert "unknown" in shown[at : at + 3], shown
    bench.type(dialog, "attrition", "0.100")
    bench.settle(dialog)
    assert "0.100 g booked to attrition" in plain(dialog.outcome.lines)
    shown = [label.text() for label in dialog.figures.findChildren(QLabel)]
    assert "unknown" not in shown


def test_what_daughters_nobody_weighed_leave_is_announced_as_at_most(bench: Bench) -> None:
    dialog = opened(bench)
    fill(bench, dialog, "Chip\t")
    assert any("\u2264" in each for each in dialog.outcome.lines)


def test_the_tolerance_is_never_finer_than_what_is_read(bench: Bench) -> None:
    dialog = opened(bench)
    label = dialog.figures.findChild(QLabel, "tolerance")
    assert label is not None
    assert not label.isVisibleTo(dialog), "nothing is read yet"
    fill(bench, dialog, "Chip\t1")
    assert label.isVisibleTo(dialog)
    assert label.text().replace("\u00a0", " ").startswith("± 0.001 g")
