"""What borrowers made of a line comes home once each, and is compared with what was reported of it."""

import json
from dataclasses import replace

from lunarcurator.domain.operations.accounting import ReportSubSamples, SubSample

from tests.domain.ledger.lab import keys
from tests.domain.ledger.loans_bench import LATER, Loans, document
from tests.domain.ledger.test_home_coming import PART_BLIND, give_back, part
from tests.domain.ledger.test_home_coming import bench as bench


def test_sub_samples_get_their_official_numbers_at_home(bench: Loans) -> None:
    made = ReportSubSamples(line=bench.line_ref("P"), made=(SubSample(name="a", ug=30),), report=document())
    bench.do(made, LATER)
    give_back(bench, "P", part(bench, "P1", 30, name="a"), retained_ug=70)
    told = next(value for key, value in bench.line("P").fields.items() if key.startswith("sub/"))
    assert json.loads(str(told))["sample"] == bench.piece("P1")


def reports(bench: Loans, *made: SubSample) -> None:
    bench.do(ReportSubSamples(line=bench.line_ref("P"), made=made, report=document()), LATER)


def test_no_sub_sample_comes_home_twice_under_whatever_spelling(bench: Loans) -> None:
    give_back(bench, "P", part(bench, "P1", 30, name="Grain 1"), retained_ug=70)
    again = part(bench, "P2", 20, name=" grain  1")
    assert keys(lambda: give_back(bench, "P", again, retained_ug=50, day=20230101)) == {"return.name_home"}
    twice = (part(bench, "P2", 20, name="x"), part(bench, "P3", 20, name="X"))
    assert keys(lambda: give_back(bench, "P", *twice, retained_ug=30)) == {"return.name_twice"}
    unnamed = (part(bench, "P2", 20), part(bench, "P3", 20))
    give_back(bench, "P", *unnamed, retained_ug=30)


def test_a_reported_sub_sample_that_came_home_does_not_come_again(bench: Loans) -> None:
    reports(bench, SubSample(name="a", ug=30))
    give_back(bench, "P", part(bench, "P1", 30, name="a"), retained_ug=70)
    again = part(bench, "P2", 30, name="A")
    assert keys(lambda: give_back(bench, "P", again, retained_ug=40)) == {"return.name_home"}


def test_a_reported_sub_sample_comes_home_in_the_form_that_was_reported(bench: Loans) -> None:
    reports(bench, SubSample(name="a", ug=30, form="powder"), SubSample(name="b"))
    told = (part(bench, "P1", 30, name=" A "), part(bench, "P2", 20, name="b"))
    give_back(bench, "P", *told, retained_ug=50)
    assert [bench.state(each).text("form") for each in ("P1", "P2")] == ["powder", "chip"]


def test_a_reason_why_there_is_no_place_answers_that_none_is_said(bench: Loans) -> None:
    nowhere = part(bench, "P1", 30, place=None)
    assert keys(lambda: give_back(bench, "P", nowhere, retained_ug=70)) == {"return.no_place"}
    give_back(bench, "P", replace(nowhere, place_why="it waits on the bench"), retained_ug=70)
    assert bench.state("P1").place is None


def test_what_comes_home_is_compared_with_what_was_reported(bench: Loans) -> None:
    reports(bench, SubSample(name="a", ug=30, form="chip"), SubSample(name="b"))
    other = part(bench, "P1", 20, name="a", form="powder")
    found = {"return.other_form", "return.not_as_reported"}
    assert keys(lambda: give_back(bench, "P", other, retained_ug=80)) == found
    strange = part(bench, "P1", 20, name="c")
    assert keys(lambda: give_back(bench, "P", strange, retained_ug=80)) == {"return.name_unknown"}
    stated = part(bench, "P1", stated_ug=20, name="a")
    assert keys(lambda: give_back(bench, "P", stated, retained_ug=80)) == {"return.not_as_reported"}
    unweighed = part(bench, "P2", name="b", form="chip")
    give_back(bench, "P", part(bench, "P1", 30, name="a"), unweighed, retained_ug=None, accept=PART_BLIND)
