"""What borrowers made of a line comes home once each, and is compared with what was reported of it."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.sub_samples import reported, untold
from lunarcurator.domain.operations.accounting import (
    ReportLoss,
    ReportSubSamples,
    ReportUse,
    SubSample,
    TransferLine,
)

from tests.domain.ledger.desk import Refused
from tests.domain.ledger.lab import keys
from tests.domain.ledger.loans_bench import LATER, Loans, document
from tests.domain.ledger.test_loan_return import PART_BLIND, USED, give_back, itself, part
from tests.domain.ledger.test_loan_return import bench as bench


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
    assert [bench.state(each).form for each in ("P1", "P2")] == ["powder", "chip"]


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


LOST = ("line.loss_needs_authority",)
UNTOLD = "return.sub_samples_untold"


def test_a_sheet_that_closes_a_line_tells_what_became_of_each_reported_sub_sample(bench: Loans) -> None:
    """A part taken off the sheet is not lost with the line: it is back, gone, still out, or asked about."""
    reports(bench, SubSample(name="a", ug=30), SubSample(name="b", ug=5), SubSample(name="c"))
    with pytest.raises(Refused) as refused:
        give_back(bench, "P", itself(bench, 100))
    (found,) = refused.value.findings
    assert (found.key, dict(found.facts)["names"]) == (UNTOLD, "a, b, c")
    assert keys(lambda: give_back(bench, "P", itself(bench, 95), lost_ug=5, gone=("b",))) == {UNTOLD, *LOST}
    give_back(bench, "P", part(bench, "P1", 30, name="A"), lost_ug=5, gone=(" B",), retained_ug=65, accept=LOST)
    assert [(each.name, each.is_awaited, each.gone) for each in reported(bench.line("P"))] == [
        ("a", False, False),
        ("b", False, True),
        ("c", True, False),
    ]
    assert untold(bench.line("P")) == ()
    assert keys(lambda: give_back(bench, "P", itself(bench, 65))) == {UNTOLD}
    give_back(bench, "P", itself(bench, 65), accept=(UNTOLD,))
    assert [each.name for each in untold(bench.line("P"))] == ["c"]


def test_nothing_is_gone_without_a_mass_and_only_what_was_reported_is_named(bench: Loans) -> None:
    reports(bench, SubSample(name="a", ug=30))
    gone = {"gone": ("a",)}
    assert keys(lambda: give_back(bench, "P", itself(bench, 100), **gone)) == {"return.gone_without_mass"}
    strange = {"gone": ("a", "x"), "consumed_ug": 30}
    assert keys(lambda: give_back(bench, "P", itself(bench, 70), **strange)) == {"return.name_unknown", *USED}
    give_back(bench, "P", itself(bench, 70), accept=("return.name_unknown",), **strange)
    assert untold(bench.line("P")) == ()


def named(bench: Loans) -> list[tuple[str, str]]:
    return [(each.name, each.became or "out") for each in reported(bench.line("P"))]


def test_a_name_nobody_reported_is_kept_with_what_became_of_it(bench: Loans) -> None:
    told = {"consumed_ug": 5, "gone": (" x ", "X"), "kept": ("y",)}
    give_back(bench, "P", part(bench, "P1", 30, name="a"), retained_ug=65, accept=USED, **told)
    assert named(bench) == [("x", "gone"), ("y", "out")]
    give_back(bench, "P", part(bench, "P2", 20, name="Y"), retained_ug=45)
    use = ReportUse(line=bench.line_ref("P"), ug=5, method="dissolved", gone=("z",), report=document())
    bench.do(use, LATER, accept=USED)
    assert named(bench) == [("x", "gone"), ("y", "home"), ("z", "gone")]


def test_what_stays_out_is_out_with_a_mass_and_is_not_home(bench: Loans) -> None:
    whole = {"kept": ("a",)}
    assert "return.kept_without_mass" in keys(lambda: give_back(bench, "P", itself(bench, 100), **whole))
    give_back(bench, "P", part(bench, "P1", 30, name="a"), retained_ug=70)
    back = part(bench, "P2", 20, name="b")
    assert keys(lambda: give_back(bench, "P", back, retained_ug=50, **whole)) == {"return.name_home"}
    reports(bench, SubSample(name="c"))
    strange = {"kept": ("d",)}
    assert keys(lambda: give_back(bench, "P", part(bench, "P3", 9), retained_ug=61, **strange)) == {
        "return.name_unknown"
    }


def test_what_is_gone_weighed_no_more_than_the_mass_it_is_among(bench: Loans) -> None:
    reports(bench, SubSample(name="a", ug=30), SubSample(name="b", ug=20), SubSample(name="c"))
    gone, accept = ("A", "b", "c"), (*LOST, *USED)
    with pytest.raises(Refused) as refused:
        give_back(bench, "P", itself(bench, 60), gone=gone, consumed_ug=25, lost_ug=15, accept=accept)
    told = {each.key: dict(each.facts) for each in refused.value.findings}
    facts = {"names": "a, b", "line": bench.line("P").code, "reported_ug": 50, "ug": 40}
    assert told["return.gone_too_heavy"] == facts
    # As much as they weighed, or more: something else went with them.
    give_back(bench, "P", itself(bench, 40), gone=gone, consumed_ug=40, lost_ug=20, accept=accept)
    assert [each.became for each in reported(bench.line("P"))] == ["gone", "gone", "gone"]


def test_what_became_of_a_sub_sample_is_known_from_the_sheet(bench: Loans) -> None:
    reports(bench, SubSample(name="a", ug=30), SubSample(name="b", ug=5), SubSample(name="c"))
    back = part(bench, "P1", 30, name="a")
    give_back(bench, "P", back, gone=("b",), lost_ug=5, retained_ug=65, accept=LOST)
    assert [each.became for each in reported(bench.line("P"))] == ["home", "gone", ""]


def test_a_report_that_closes_a_line_asks_of_each_reported_sub_sample(bench: Loans) -> None:
    """All of a line used up or lost takes nothing along that was made of it and is still awaited."""
    reports(bench, SubSample(name="a", ug=30), SubSample(name="b"))
    asked = {"report.sub_samples_untold"}
    told = {"line": bench.line_ref("P"), "report": document()}
    lost = ReportLoss(circumstances="a fire", **told)
    used = ReportUse(method="dissolution", **told)
    assert keys(lambda: bench.do(lost, LATER)) == {*asked, *LOST}
    with pytest.raises(Refused) as refused:
        bench.do(used, LATER)
    assert [dict(each.facts)["names"] for each in refused.value.findings if each.key in asked] == ["a, b"]
    bench.do(ReportUse(method="dissolution", ug=20, **told), LATER, tuple(USED))
    assert asked <= keys(lambda: bench.do(used, LATER))


@pytest.mark.parametrize("kind", ["use", "loss"])
def test_a_report_counts_sub_samples_among_what_went_and_names_the_rest(bench: Loans, kind: str) -> None:
    reports(bench, SubSample(name="a", ug=30), SubSample(name="b", ug=5))
    report = went(bench, kind)
    assert keys(lambda: bench.do(report(gone=("A",)), LATER)) >= {"report.sub_samples_untold"}
    bench.do(report(gone=("A",)), LATER, ("report.sub_samples_untold", *LOST, *USED))
    assert [each.became for each in reported(bench.line("P"))] == ["gone", ""]
    assert [each.name for each in untold(bench.line("P"))] == ["b"]


@pytest.mark.parametrize("kind", ["use", "loss"])
def test_a_part_used_up_or_lost_takes_a_sub_sample_along_and_the_rest_needs_no_word(
    bench: Loans, kind: str
) -> None:
    reports(bench, SubSample(name="a", ug=30), SubSample(name="b", ug=5))
    report = went(bench, kind)
    bench.do(report(ug=30, gone=("a",)), LATER, (*LOST, *USED))
    assert ([each.became for each in reported(bench.line("P"))], untold(bench.line("P"))) == (["gone", ""], ())
    bench.do(report(gone=("b",), report=document("report 8")), LATER, (*LOST, *USED))
    assert untold(bench.line("P")) == ()


@pytest.mark.parametrize("kind", ["use", "loss"])
def test_what_a_report_says_is_gone_was_reported_is_not_home_and_fits_in(bench: Loans, kind: str) -> None:
    reports(bench, SubSample(name="a", ug=30), SubSample(name="b", ug=5))
    give_back(bench, "P", part(bench, "P1", 5, name="b"), retained_ug=95)
    report = went(bench, kind)
    assert "return.name_home" in keys(lambda: bench.do(report(gone=("b",), ug=5), LATER))
    assert "return.name_unknown" in keys(lambda: bench.do(report(gone=("x",), ug=5), LATER))
    with pytest.raises(Refused) as refused:
        bench.do(report(gone=("a",), ug=5), LATER)
    (found,) = [dict(each.facts) for each in refused.value.findings if each.key == "report.gone_too_heavy"]
    assert (found["names"], found["reported_ug"], found["ug"]) == ("a", 30, 5)
    assert "report.gone_too_heavy" not in keys(lambda: bench.do(report(gone=("a",)), LATER))


def test_all_of_an_unknown_mass_has_room_for_any_sub_sample(bench: Loans) -> None:
    made = ReportSubSamples(line=bench.line_ref("U"), made=(SubSample(name="a", ug=30),), report=document())
    bench.do(made, LATER)
    bench.do(went(bench, "use", "U")(gone=("a",)), LATER, tuple(USED))
    assert [each.became for each in reported(bench.line("U"))] == ["gone"]


def test_what_is_passed_on_leaves_nothing_untold(bench: Loans) -> None:
    reports(bench, SubSample(name="a", ug=30))
    before = bench.line("P").uid
    given = {"agreement": bench.agreement_ref("B"), "approved_by": "M. Manager", "receipt": document("receipt")}
    bench.do(TransferLine(line=bench.line_ref("P"), due=None, **given), LATER, ("issue.no_due_day",))
    assert untold(Line.of(bench.session.record(Subject.LINE, before))) == ()
    assert [each.name for each in reported(bench.line("P")) if each.is_awaited] == ["a"]


def went(bench: Loans, kind: str, number: str = "P") -> Callable[..., ReportUse | ReportLoss]:
    """A report of use or of loss, of the whole line unless a mass is said."""
    told = {"line": bench.line_ref(number), "report": document()}
    if kind == "use":
        return lambda **more: ReportUse(method="dissolution", **{**told, **more})
    return lambda **more: ReportLoss(circumstances="a fire", **{**told, **more})
