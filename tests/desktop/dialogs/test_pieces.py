"""Dialogs about pieces: describe, correct, write off, void, sight, register."""

from lunarcurator.desktop.dialogs.correct import open_correct
from lunarcurator.desktop.dialogs.describe import open_describe
from lunarcurator.desktop.dialogs.piece_layouts import SIGHT, VOID
from lunarcurator.desktop.dialogs.register import RegisterDialog, open_register
from lunarcurator.desktop.dialogs.write_off import open_write_off
from lunarcurator.desktop.links import NOTHING
from lunarcurator.domain.status import Existence
from lunarcurator.store.source import StoreSource

from tests.desktop.dialogs.bench import Bench, enter


def register(bench: Bench) -> RegisterDialog:
    dialog = bench.open(open_register, NOTHING)
    assert isinstance(dialog, RegisterDialog)
    return dialog


def test_silent_fields_are_described_and_those_that_speak_are_not_offered(bench: Bench) -> None:
    dialog = bench.open(open_describe, bench.on("15555,46"))
    assert "form" not in dialog.fields
    assert not dialog.primary_button.isEnabled()
    bench.type(dialog, "remarks", "北面有气泡")
    bench.type(dialog, "pristinity_milli", "97.5")
    bench.choose(dialog, "condition", "Pristine")
    bench.settle(dialog)
    assert "Pristinity: 97.5" in dialog.outcome.lines
    bench.act(dialog)
    piece = bench.piece("15555,46")
    assert piece.fields["remarks"] == "北面有气泡"
    assert piece.fields["pristinity_milli"] == 97_500
    assert piece.condition == "pristine"


def test_lengths_are_typed_in_mm_and_kept_in_um(bench: Bench) -> None:
    dialog = bench.open(open_describe, bench.on("15555,46"))
    bench.type(dialog, "core_recovered_um", "294.5")
    bench.choose(dialog, "core_orientation", "Uncertain")
    bench.type(dialog, "depth_top_um", "0.0001")
    bench.settle(dialog)
    assert "decimals" in bench.editor(dialog, "depth_top_um").accessibleDescription()
    bench.editor(dialog, "depth_top_um").clear()
    bench.settle(dialog)
    assert "Recovered length: 294.5 mm" in dialog.outcome.lines
    bench.act(dialog)
    piece = bench.piece("15555,46")
    assert (piece.fields["core_recovered_um"], piece.text("core_orientation")) == (294_500, "uncertain")


def test_a_text_that_is_no_percentage_is_refused_at_its_field(bench: Bench) -> None:
    dialog = bench.open(open_describe, bench.on("15555,46"))
    bench.type(dialog, "pristinity_milli", "much")
    bench.settle(dialog)
    assert "no percentage" in bench.editor(dialog, "pristinity_milli").accessibleDescription()
    assert not dialog.primary_button.isEnabled()


def test_a_correction_asks_for_its_evidence_and_keeps_the_old_value(bench: Bench) -> None:
    dialog = bench.open(open_correct, bench.on("15555,46"))
    bench.choose(dialog, "field", "Class")
    bench.type(dialog, "new/class_name", "olivine-normative basalt")
    bench.settle(dialog)
    assert not dialog.primary_button.isEnabled()
    bench.press_act(dialog)
    enter(bench.qtbot, dialog.focusWidget(), "thin section 15555,46A")
    assert dialog.primary_button.text() == "Correct the class of 15555,46"
    bench.settle(dialog)
    assert dialog.outcome.lines[0] == "Class: basalt becomes olivine-normative basalt"
    bench.act(dialog)
    assert bench.piece("15555,46").class_name == "olivine-normative basalt"


def test_a_correction_to_the_same_value_is_no_correction(bench: Bench) -> None:
    dialog = bench.open(open_correct, bench.on("15555,46"))
    bench.type(dialog, "evidence", "looked again")
    bench.settle(dialog)
    assert not dialog.primary_button.isEnabled()
    assert "says this already" in dialog.primary_button.accessibleDescription()


def test_suspense_is_written_off_with_authority_document_and_a_second_person(bench: Bench) -> None:
    dialog = bench.open(open_write_off, bench.on("15556"))
    bench.type(dialog, "ug", "500")
    bench.settle(dialog)
    bench.press_act(dialog)
    enter(bench.qtbot, dialog.focusWidget(), "searched twice")
    bench.type(dialog, "authorityName", "M. Manager")
    bench.type(dialog, "authorityDocument", "Memo 7")
    bench.choose(dialog, "secondPerson", "W. Witness")
    bench.act(dialog)
    assert bench.piece("15556").suspense_ug == 1_042_300_000


def test_more_than_the_suspense_is_impossible_and_has_no_field_for_a_reason(bench: Bench) -> None:
    dialog = bench.open(open_write_off, bench.on("15556"))
    bench.type(dialog, "ug", "2000")
    bench.settle(dialog)
    assert not dialog.approval.isVisible()
    assert not dialog.primary_button.isEnabled()
    assert dialog.primary_button.accessibleDescription() == "A rule does not allow this"


def test_the_acting_person_and_an_auditor_are_no_second_person(bench: Bench) -> None:
    dialog = bench.open(open_write_off, bench.on("15556"))
    box = dialog.approval.second.box
    assert [box.itemText(at) for at in range(box.count())] == ["", "W. Witness"]


def test_a_mistaken_piece_is_void_with_a_reason(bench: Bench) -> None:
    dialog = bench.open(VOID.open, bench.on("15555,46"))
    assert not dialog.primary_button.isEnabled()
    bench.type(dialog, "reason", "entered twice")
    bench.act(dialog)
    with bench.session.database.connect() as connection:
        state = StoreSource(connection).piece(bench.selected.samples[0])
    assert state is not None
    assert state.existence is Existence.VOID


def test_pieces_are_seen_elsewhere_only_with_a_reason_and_nothing_moves(bench: Bench) -> None:
    dialog = bench.open(SIGHT.open, bench.on("15555,46", "15556"))
    bench.type(dialog, "place", "C-09")
    bench.settle(dialog)
    assert not dialog.primary_button.isEnabled()
    bench.press_act(dialog)
    enter(bench.qtbot, dialog.focusWidget(), "on the bench for photographs")
    bench.act(dialog)
    piece = bench.piece("15555,46")
    assert piece.place == bench.place("Tray 2")
    assert piece.sighted == 20261124


def test_pieces_are_seen_where_the_book_has_them(bench: Bench) -> None:
    dialog = bench.open(SIGHT.open, bench.on("15555,46"))
    assert dialog.primary_button.isEnabled()
    bench.act(dialog)
    assert bench.piece("15555,46").sighted == 20261124


def test_a_received_piece_is_registered_with_its_mission_hinted_by_its_number(bench: Bench) -> None:
    dialog = register(bench)
    bench.type(dialog, "number", "15405")
    assert dialog.mission.value() == "Apollo 15"
    bench.type(dialog, "mass", "513.1 g")
    bench.type(dialog, "form", "Whole rock")
    bench.type(dialog, "place", "C-09")
    bench.settle(dialog)
    assert dialog.primary_button.text() == "Register 15405"
    bench.act(dialog)
    piece = bench.piece("15405")
    assert (piece.held_ug, piece.form, piece.place) == (
        513_100_000,
        "whole_rock",
        bench.place("Cabinet 9"),
    )


def test_a_number_of_no_scheme_is_refused_while_typed(bench: Bench) -> None:
    dialog = register(bench)
    bench.type(dialog, "number", "6,012")
    bench.settle(dialog)
    assert not dialog.primary_button.isEnabled()
    assert bench.editor(dialog, "number").accessibleDescription()


def test_a_number_of_another_piece_is_impossible(bench: Bench) -> None:
    dialog = register(bench)
    bench.type(dialog, "number", "15556")
    bench.settle(dialog)
    assert not dialog.primary_button.isEnabled()
    assert dialog._findings.accessibleName() == "1 block"


def test_a_daughter_without_a_number_takes_the_next_of_its_parent(bench: Bench) -> None:
    dialog = register(bench)
    bench.type(dialog, "parent", "15556")
    bench.settle(dialog)
    assert bench.editor(dialog, "number").placeholderText() == "15556,1"
    bench.type(dialog, "mass", "2.5")
    bench.act(dialog)
    assert bench.piece("15556,1").held_ug == 2_500_000


def test_a_parent_nobody_knows_is_told_at_its_field(bench: Bench) -> None:
    dialog = register(bench)
    bench.type(dialog, "parent", "15999,3")
    bench.settle(dialog)
    assert "No piece is called" in bench.editor(dialog, "parent").accessibleDescription()
    assert not dialog.primary_button.isEnabled()


def test_found_material_asks_who_found_it_and_where(bench: Bench) -> None:
    dialog = register(bench)
    bench.type(dialog, "number", "15999")
    bench.choose(dialog, "how", "Found")
    bench.settle(dialog)
    assert dialog.finder.field.isVisible()
    assert not dialog.primary_button.isEnabled()
    bench.type(dialog, "finder", "A. Curator")
    bench.type(dialog, "where_found", "back of Cabinet 8")
    bench.act(dialog)
    assert "back of Cabinet 8" in bench.piece("15999").text("found")


def test_an_original_mass_alone_stands_in_suspense(bench: Bench) -> None:
    dialog = register(bench)
    bench.type(dialog, "number", "15998")
    bench.type(dialog, "original", "12.5")
    bench.settle(dialog)
    assert any("not reconciled" in line for line in dialog.outcome.lines)
    bench.act(dialog)
    assert bench.piece("15998").suspense_ug == 12_500_000


def test_without_a_collection_nothing_can_be_registered(empty_bench: Bench) -> None:
    dialog = register(empty_bench)
    assert not dialog.primary_button.isEnabled()
    assert dialog.primary_button.accessibleDescription()
