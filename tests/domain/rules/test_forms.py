"""A form counts however it is spelt, and one nobody knows is asked about (`domain.md` 4, workflow 7)."""

import json
from dataclasses import replace

import pytest
from lunarcurator.domain.forms import FormWords
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Correct, Daughter, Describe, FieldValue, Reading

from tests.domain.ledger.bench import UNKNOWN, Bench, weighed
from tests.domain.ledger.desk import TABLES, MemoryDesk
from tests.domain.rules.told import impossible, told

KEPT = {("R15", "warn", "mass.kept_nominal")}
ASKED = {("R12", "warn", "form.unknown")}


@pytest.mark.parametrize(
    "text",
    ["thin_section", "thin section", "Thin Section", "Thin-sections", "ts", "ＴＳ", "薄片", "TS-1MMF"],
)
def test_a_form_counts_however_it_is_spelt(bench: Bench, text: str) -> None:
    bench.register("Q", Mass.stated(10_000), form=text)
    piece = bench.state("Q")
    assert piece.form == "thin_section"
    assert piece.fields["nominal_ug"] == 10_000
    assert piece.held_ug == 0
    assert told(lambda: bench.weigh("Q", 5)) == impossible("R15", "weigh.not_weighable")


@pytest.mark.parametrize(
    ("text", "form"),
    [("PIPM 150X74U", "probe_mount"), ("GM-PI", "grain_mount"), ("7 PS", "polished_section"), ("Chips", "chip")],
)
def test_codes_and_plurals_name_their_form(text: str, form: str) -> None:
    assert TABLES.form(text) == form


@pytest.mark.parametrize("text", ["a chip for PM analysis", "rock", "section of core", "", "12"])
def test_what_only_holds_a_code_or_a_word_names_no_form(text: str) -> None:
    assert TABLES.forms.named(text) is None
    assert TABLES.form(text) == text


def test_a_code_is_kept_as_published_and_a_mere_spelling_is_not(bench: Bench) -> None:
    bench.register("Q", form="PIPM 150X74U", other=(("drawer", "3"),))
    bench.register("R", form="Probe Mount")
    assert json.loads(bench.state("Q").other) == {"drawer": "3", "form": "PIPM 150X74U"}
    assert bench.state("R").other == ""


def test_a_form_nobody_knows_is_asked_about_and_stays_text(bench: Bench) -> None:
    assert told(lambda: bench.register("Q", form=" Moon cheese ")) == ASKED
    bench.register("Q", form=" Moon cheese ", accept=("form.unknown",))
    assert bench.state("Q").form == "Moon cheese"


def test_a_reading_of_what_is_not_weighed_is_asked_about_and_never_counts(bench: Bench) -> None:
    assert told(lambda: bench.register("Q", weighed(5), form="thin_section")) == KEPT
    bench.register("Q", weighed(5), form="thin_section", accept=("mass.kept_nominal",))
    assert (bench.state("Q").held_ug, bench.state("Q").fields["nominal_ug"]) == (0, 5)
    bench.register("S", Mass.stated(5), form="thin_section")
    assert bench.state("S").held_ug == 0


def test_a_daughter_is_judged_like_a_piece_received(bench: Bench) -> None:
    section = Daughter(form="PTS", reading=Reading(net_ug=5, resolution_ug=1))
    assert told(lambda: bench.split("P", {"S": section})) == KEPT
    assert told(lambda: bench.split("P", {"S": Daughter(form="cheese", mass=UNKNOWN)})) == ASKED
    bench.split("P", {"S": section}, accept=("mass.kept_nominal",))
    assert bench.state("S").form == "polished_thin_section"
    assert json.loads(bench.state("S").other) == {"form": "PTS"}
    assert bench.state("P").held_ug == 100
    assert bench.state("S").held_unweighed == 1


def test_a_form_said_later_counts_however_it_is_spelt(bench: Bench) -> None:
    weighs_something = Describe(sample=bench.piece_ref("P"), values=(FieldValue(field="form", value="薄片"),))
    assert told(lambda: bench.do(weighs_something)) == impossible("R8", "field.form_is_not_weighed")
    bench.register("Q")
    bench.do(Describe(sample=bench.piece_ref("Q"), values=(FieldValue(field="form", value="TS"),)))
    assert bench.state("Q").form == "thin_section"
    assert json.loads(bench.state("Q").other) == {"form": "TS"}
    same = Correct(sample=bench.piece_ref("Q"), field="form", old="thin_section", new="Thin section", evidence="x")
    assert told(lambda: bench.do(same)) == impossible("R12", "correct.same")
    bench.do(
        Correct(sample=bench.piece_ref("Q"), field="form", old="thin_section", new="PM", evidence="data pack")
    )
    assert bench.state("Q").form == "probe_mount"
    other = Correct(sample=bench.piece_ref("Q"), field="form", old="probe_mount", new="cheese", evidence="x")
    assert told(lambda: bench.do(other)) == ASKED


def test_a_piece_recorded_before_its_form_was_known_is_judged_by_it_too() -> None:
    """A store of an earlier version may hold “Thin Section” as it was typed."""
    bench = Bench(MemoryDesk(replace(TABLES, forms=FormWords())))
    bench.register("Q", form="Thin Section")
    assert bench.state("Q").form == "Thin Section"
    bench.session.tables = TABLES
    assert told(lambda: bench.weigh("Q", 5)) == impossible("R15", "weigh.not_weighable")
