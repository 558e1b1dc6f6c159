"""Sieving, dissecting, sections and composites in the window, by keyboard and by paste."""

from typing import Any

import pytest
from lunarcurator.desktop.dialogs.compose import ComposeDialog, open_compose
from lunarcurator.desktop.dialogs.dissect import DissectDialog, open_dissect
from lunarcurator.desktop.dialogs.form.grid_model import HINT
from lunarcurator.desktop.dialogs.make_sections import MakeSectionsDialog, open_make_sections
from lunarcurator.desktop.dialogs.sieve import SieveDialog, open_sieve
from lunarcurator.desktop.links import NOTHING
from lunarcurator.domain.facts import ParentRole
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import FieldValue, Gap, GapKind, Register
from lunarcurator.domain.status import Existence
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication

from tests.desktop.dialogs.bench import Bench, enter
from tests.desktop.pasting import titled

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def lab(bench: Bench) -> Bench:
    core = (FieldValue(field="core_recovered_um", value=60_000), FieldValue(field="core_position", value="lower"))
    bench.post(
        Register(
            collection="Apollo",
            number="15008",
            mission="Apollo 15",
            mass=Mass.measured(500_000_000, 1000),
            form="core_segment",
            values=core,
        ),
        Register(
            collection="Apollo",
            number="15271",
            mission="Apollo 15",
            mass=Mass.measured(40_000_000, 1000),
            form="fines",
        ),
        Register(collection="Apollo", number="15405", mission="Apollo 15", form="potted_butt"),
        day=20190618,
    )
    return bench


def paste(bench: Bench, dialog: Any, grid: Any, column: int, block: str) -> None:
    grid.view.setFocus()
    grid.view.start(0, column)
    QApplication.clipboard().setText(titled(grid.view, block))
    bench.qtbot.keyClick(grid.view, Qt.Key.Key_V, CONTROL)
    bench.settle(dialog)


def column(grid: Any, key: str) -> int:
    return [each.key for each in grid.model.columns].index(key)


def hints(grid: Any, key: str) -> list[str]:
    at = column(grid, key)
    return [str(grid.model.index(row, at).data(HINT)) for row in range(grid.model.rowCount())]


def sieving(bench: Bench) -> SieveDialog:
    dialog = bench.open(open_sieve, bench.on("15271"))
    assert isinstance(dialog, SieveDialog)
    return dialog


def test_a_soil_is_sieved_into_the_fractions_its_sieves_part(lab: Bench) -> None:
    dialog = sieving(lab)
    lay_out = dialog.findChild(QAbstractButton, "layOutFractions")
    assert lay_out is not None
    lab.qtbot.keyClick(lay_out, Qt.Key.Key_Space)
    assert dialog.grid.rows() == ()
    lab.type(dialog, "sieves", "2, 1 mm, 10")
    lab.qtbot.keyClick(lay_out, Qt.Key.Key_Space)
    paste(lab, dialog, dialog.grid, column(dialog.grid, "mass"), "10.0\n8.0\n5.0\n1.0")
    assert hints(dialog.grid, "form")[:4] == ["Sieve fraction"] * 4
    assert dialog.primary_button.text() == "Sieve 15271 into 4 fractions"
    lab.type(dialog, "after", "15.9")
    lab.settle(dialog)
    assert "missing" in dialog.figures.verdict
    lab.qtbot.keyClick(lab.editor(dialog, "attrition"), Qt.Key.Key_R, CONTROL)
    lab.settle(dialog)
    lab.press_act(dialog)
    enter(lab.qtbot, dialog.focusWidget(), "dust on the sieves")
    lab.act(dialog)
    second = lab.piece("15271,2")
    assert (second.form, second.fields["sieve_min_um"], second.fields["sieve_max_um"]) == (
        "sieve_fraction",
        1_000,
        2_000,
    )
    assert "sieve_max_um" not in lab.piece("15271,4").fields
    assert lab.piece("15271").held_ug == 15_900_000


def test_limits_that_do_not_fit_are_told_at_their_row(lab: Bench) -> None:
    dialog = sieving(lab)
    paste(lab, dialog, dialog.grid, 1, "2\t1\t\t3.0\n\t1\t\t3.0\n\t\t\t1.0")
    assert {each.field for each in dialog.preview.findings} >= {
        "daughters[0].sieve_min_um",
        "daughters[2].sieve_min_um",
    }
    assert not dialog.primary_button.isEnabled()
    lab.type(dialog, "sieves", "fine")
    lab.settle(dialog)
    assert dialog.operations()[0].sieves == "fine"


def test_what_is_sieved_wholly_ends(lab: Bench) -> None:
    dialog = sieving(lab)
    paste(lab, dialog, dialog.grid, 1, "\t1\t\t30.0\n1\t\t\t10.0")
    lab.choose(dialog, "fate", "is sieved wholly and retires")
    lab.settle(dialog)
    assert "15271 is fully divided and retires" in dialog.outcome.lines
    lab.act(dialog)
    assert lab.piece("15271").existence is Existence.RETIRED


def dissecting(bench: Bench) -> DissectDialog:
    dialog = bench.open(open_dissect, bench.on("15008"))
    assert isinstance(dialog, DissectDialog)
    return dialog


def test_a_pass_goes_down_from_row_to_row_and_over_its_gaps(lab: Bench) -> None:
    dialog = dissecting(lab)
    assert ("Recovered length", "60 mm") in [(each.label, each.mass) for each in dialog.depths.rows]
    bottom = column(dialog.grid, "depth_bottom_um")
    paste(lab, dialog, dialog.grid, bottom, "5\t\t\t4.2\n10.5\t\t\t4.5\n20\t\t\t3.9")
    assert hints(dialog.grid, "depth_top_um") == ["0", "5", "10.5", "20"]
    assert dialog.depths.verdict == "Without a break"
    paste(lab, dialog, dialog.gaps, 0, "10.5\t15\thole")
    assert not dialog.primary_button.isEnabled()
    paste(lab, dialog, dialog.gaps, 0, "10.5\t15\t塌落")
    assert dialog.operations()[0].gaps == (Gap(top_um=10_500, bottom_um=15_000, kind=GapKind.SLUMP),)
    assert hints(dialog.grid, "depth_top_um") == ["0", "5", "15", "20"]
    lab.choose(dialog, "light", "Red light")
    assert dialog.primary_button.text() == "Dissect 15008 into 3"
    lab.act(dialog)
    third = lab.piece("15008,3")
    assert {key: third.fields[key] for key in ("depth_top_um", "depth_bottom_um", "dissection_pass", "light")} == {
        "depth_top_um": 15_000,
        "depth_bottom_um": 20_000,
        "dissection_pass": 1,
        "light": "red",
    }
    assert third.form == "dissection_interval"


def test_the_next_shift_goes_on_where_the_pass_was_left(lab: Bench) -> None:
    first = dissecting(lab)
    paste(lab, first, first.grid, column(first.grid, "depth_bottom_um"), "5\t\t\t4.2")
    lab.act(first)
    dialog = dissecting(lab)
    paste(lab, dialog, dialog.grid, column(dialog.grid, "depth_bottom_um"), "10\t\t\t4.2")
    assert hints(dialog.grid, "depth_top_um")[0] == "5"
    paste(lab, dialog, dialog.grid, column(dialog.grid, "depth_top_um"), "1\t8\tyes\tchip\t0.1")
    assert dialog.depths.rows[-1].mass == "1 picked"
    lab.act(dialog)
    assert lab.piece("15008,2").parents[0][1] is ParentRole.PICKED
    lab.type(dissecting(lab), "dissection_pass", "2")


def test_breaks_and_overlaps_are_seen_at_once_and_told_at_their_row(lab: Bench) -> None:
    dialog = dissecting(lab)
    top = column(dialog.grid, "depth_top_um")
    paste(lab, dialog, dialog.grid, top, "0\t5\t\t\t1.0\n6\t10\t\t\t1.0")
    assert dialog.depths.verdict == "Nothing is said of 5\u00a0mm to 6\u00a0mm"
    assert [(each.key, each.field) for each in dialog.preview.findings] == [
        ("dissect.break", "daughters[1].depth_top_um")
    ]
    paste(lab, dialog, dialog.grid, top, "0\t5\t\t\t1.0\n4\t10\t\t\t1.0")
    assert dialog.depths.verdict == "Overlap from 4\u00a0mm to 5\u00a0mm"
    paste(lab, dialog, dialog.gaps, 0, "10")
    assert "one end only" in dialog.lacking()
    paste(lab, dialog, dialog.grid, top, "deep")
    assert not dialog.primary_button.isEnabled()


def cutting(bench: Bench, number: str) -> MakeSectionsDialog:
    dialog = bench.open(open_make_sections, bench.on(number))
    assert isinstance(dialog, MakeSectionsDialog)
    return dialog


def pattern(bench: Bench, dialog: MakeSectionsDialog, text: str) -> None:
    bench.type(dialog, "numbers", text)
    bench.qtbot.waitUntil(lambda: bool(dialog.numbers.numbers) or dialog.numbers.trouble() is not None)
    bench.settle(dialog)


def test_a_butt_is_cut_into_the_numbers_of_a_printed_list(lab: Bench) -> None:
    dialog = cutting(lab, "15405")
    assert dialog.form_made.value() == "thin_section"
    assert not dialog.depths.field.isVisible()
    pattern(lab, dialog, ",6015-6059 except ,6019 ,6038 ,6039 ,6052-6054")
    assert dialog.numbers.note.startswith("39 numbers: 15405,6015 \u2026 15405,6059, without 15405,6019;")
    lab.type(dialog, "thickness_um", "30")
    lab.type(dialog, "place", "V-1")
    lab.settle(dialog)
    assert dialog.primary_button.text() == "Make 39 of 15405: thin section"
    assert any("home is" in line for line in dialog.outcome.lines)
    lab.act(dialog)
    section = lab.piece("15405,6059")
    assert (section.fields["thickness_um"], section.home) == (30, lab.place("Vial 1"))


def test_a_pattern_that_cannot_be_read_or_was_used_says_so_at_its_field(lab: Bench) -> None:
    dialog = cutting(lab, "15405")
    pattern(lab, dialog, ",9-7")
    assert "counts down" in lab.editor(dialog, "numbers").accessibleDescription()
    pattern(lab, dialog, ",7 ,8")
    lab.act(dialog)
    again = cutting(lab, "15405")
    pattern(lab, again, ",8")
    assert [each.key for each in again.preview.findings] == ["number.taken"]
    assert again.form.input_for(again.preview.findings[0]) is again.numbers
    lab.type(again, "numbers", "")
    lab.settle(again)
    assert again.primary_button.text() == "Make sections of 15405"


def test_a_core_is_potted_with_its_depths_pasted(lab: Bench) -> None:
    dialog = cutting(lab, "15008")
    assert dialog.form_made.value() == "potted_butt"
    pattern(lab, dialog, ",184-185")
    paste(lab, dialog, dialog.depths, 0, "29\t48\n48\t")
    assert "one end only" in dialog.lacking()
    paste(lab, dialog, dialog.depths, 0, "29\t48\n48\t40")
    assert [each.field for each in dialog.preview.findings] == ["depths[1].top_um"]
    paste(lab, dialog, dialog.depths, 0, "29\t48\n48\t79")
    assert hints(dialog.depths, "number") == ["15008,184", "15008,185", ""]
    lab.type(dialog, "attrition", "0.5")
    lab.type(dialog, "net", "490")
    lab.settle(dialog)
    assert [each.mass for each in dialog.figures.rows] == [
        "500.000\u00a0g",
        "0.500\u00a0g",
        "490.000\u00a0g",
        "9.500\u00a0g",
    ]
    lab.editor(dialog, "net").clear()
    lab.choose(dialog, "fate", "is used up by them and retires")
    lab.settle(dialog)
    lab.choose(dialog, "fate", "keeps its number")
    lab.settle(dialog)
    lab.editor(dialog, "attrition").clear()
    lab.settle(dialog)
    assert "What 15008 weighs is an upper bound from then on" in dialog.outcome.lines
    lab.act(dialog)
    assert lab.piece("15008,185").fields["depth_bottom_um"] == 79_000
    assert dissecting(lab).nth.value() == "1"


def composing(bench: Bench, *numbers: str) -> ComposeDialog:
    dialog = bench.open(open_compose, bench.on(*numbers) if numbers else NOTHING)
    assert isinstance(dialog, ComposeDialog)
    return dialog


def test_parts_of_the_selection_go_into_a_composite(lab: Bench) -> None:
    dialog = composing(lab, "15271", "15008")
    assert [row["sample"] for row in dialog.parts.rows()] == ["15271", "15008"]
    lab.type(dialog, "number", "15999")
    paste(lab, dialog, dialog.parts, 1, "\n10.0")
    lab.type(dialog, "net", "50.0")
    lab.settle(dialog)
    assert dialog.primary_button.text() == "Put 2 parts together to 15999"
    assert [each.mass for each in dialog.figures.rows] == ["50.000\u00a0g", "50.000\u00a0g", "0.000\u00a0g"]
    lab.act(dialog)
    made = lab.piece("15999")
    assert (made.held_ug, made.form, len(made.parents)) == (50_000_000, "composite", 2)
    assert lab.piece("15271").existence is Existence.RETIRED
    assert lab.piece("15008").held_ug == 490_000_000


def test_parts_are_picked_by_number_and_one_of_unknown_mass_leaves_the_sum_open(lab: Bench) -> None:
    dialog = composing(lab)
    assert not dialog.primary_button.isEnabled()
    paste(lab, dialog, dialog.parts, 0, "15556")
    lab.qtbot.waitUntil(lambda: hints(dialog.parts, "what")[0] != "")
    assert (dialog.figures.rows[0].mass, dialog.figures.rows[0].small) == ("unknown", "")
    paste(lab, dialog, dialog.parts, 0, "15271\t1.0\n15556")
    lab.qtbot.waitUntil(lambda: hints(dialog.parts, "what")[1] != "")
    assert dialog.figures.rows[0].small == "as far as known"
    lab.type(dialog, "number", "15998")
    lab.settle(dialog)
    lab.press_act(dialog)
    enter(lab.qtbot, dialog.focusWidget(), "it stays sealed")
    lab.act(dialog)
    assert lab.piece("15998").held_unweighed == 1
