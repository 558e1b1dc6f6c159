"""What a borrower reports of a line: use, sub-samples and loss, of known and of unknown mass."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from lunarcurator.domain.facts import ExposureKind, Statement, Subject, Touch
from lunarcurator.domain.identity import CaseRef, ref_of
from lunarcurator.domain.lending.line_log import reported_masses
from lunarcurator.domain.lending.lines import account
from lunarcurator.domain.lending.policy import Policy, TwoPersonStep
from lunarcurator.domain.lending.terms import ClosedBy, DocumentKind, LineState
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import DeclareLost, Reading, Recover, Restrict
from lunarcurator.domain.operations.accounting import (
    CameBack,
    ReportLoss,
    ReportMass,
    ReportSubSamples,
    ReportUse,
    ReturnLine,
    SubSample,
)
from lunarcurator.domain.operations.issuing import ExtendLines
from lunarcurator.domain.pieces import Recorded
from lunarcurator.domain.status import Existence, Handling

from tests.domain.ledger.bench import Entry, weighed
from tests.domain.ledger.desk import TABLES, MemoryDesk
from tests.domain.ledger.lab import STOOD, keys
from tests.domain.ledger.loans_bench import LATER, LENT, Loans, document

USED = ("use.was_not_granted",)
AGAIN = (*USED, "use.reported_before")
LOST = ("line.loss_needs_authority",)


@pytest.fixture
def bench() -> Iterator[Loans]:
    bench = Loans()
    bench.enter("P", "U")
    yield bench
    assert bench.closes()
    assert all(bench.held(each) for each in ("P", "U"))


def use(bench: Loans, number: str = "P", day: int = LATER, accept: tuple[str, ...] = AGAIN, **more: Any) -> Entry:
    told = {"method": "dissolved", "report": document(), **more}
    return bench.do(ReportUse(line=bench.line_ref(number), **told), day, accept)


def lose(bench: Loans, number: str = "P", accept: tuple[str, ...] = LOST, **more: Any) -> Entry:
    told = {"circumstances": "not found after a move", "report": document(), **more}
    return bench.do(ReportLoss(line=bench.line_ref(number), **told), LATER, accept)


def name(bench: Loans, *made: SubSample, **more: Any) -> Entry:
    told = {"report": document(), **more}
    accepted = ("line.sub_samples_too_heavy", "line.sub_sample_known")
    return bench.do(ReportSubSamples(line=bench.line_ref("P"), made=made, **told), LATER, accepted)


# Use


def test_a_part_used_up(bench: Loans) -> None:
    entry = use(bench, ug=5, exposures=(ExposureKind.SOLVENT,))
    assert bench.lines(entry) == {"loan P -5/0", "consumed P +5/0"}
    assert (bench.held("P"), bench.moves("P")) == ("95/0", {"issued 100/0", "consumed 5/0"})
    piece = bench.state("P")
    assert (piece.quality, piece.exposed) == ("by_difference", {ExposureKind.SOLVENT})
    assert bench.line("P").state is LineState.OUT


def test_all_of_it_used_up_closes_the_line(bench: Loans) -> None:
    assert bench.lines(use(bench)) == {"loan P -100/0", "consumed P +100/0"}
    line = bench.line("P")
    assert (line.state, line.closed_by, line.closed) == (LineState.CLOSED, ClosedBy.CONSUMPTION_REPORT, LATER)
    assert bench.state("P").existence is Existence.CONSUMED
    assert bench.lines(use(bench, "U")) == {"loan U 0/-1", "consumed U 0/+1"}
    assert bench.held("U") == "0/0"


def test_as_much_as_is_held_is_all_of_it(bench: Loans) -> None:
    use(bench, ug=100)
    assert bench.line("P").closed_by is ClosedBy.CONSUMPTION_REPORT


def test_a_known_part_of_an_unknown_mass_comes_to_light_as_it_goes(bench: Loans) -> None:
    assert bench.lines(use(bench, "U", ug=5)) == {"unmeasured U -5/0", "consumed U +5/0"}
    assert bench.held("U") == "0/1"
    assert bench.moves("U") == {"issued 0/1", "consumed 5/0", "difference -5/0"}


def test_a_use_that_is_not_whole_is_refused(bench: Loans) -> None:
    assert keys(lambda: use(bench, method=" ")) == {"use.needs_method", "use.was_not_granted"}
    assert keys(lambda: use(bench, report=document(" "))) == {"line.needs_document"}
    assert keys(lambda: use(bench, ug=101)) == {"line.more_than_held"}
    assert keys(lambda: use(bench, ug=0)) == {"line.no_amount"}
    assert keys(lambda: use(bench, day=20201231)) == {"line.before_last"}
    use(bench, ug=5)
    assert keys(lambda: use(bench, day=LENT)) == {"line.before_last"}
    use(bench)
    assert keys(lambda: use(bench)) == {"line.not_out"}


def test_a_report_that_comes_late_keeps_its_true_day(bench: Loans) -> None:
    use(bench, ug=30)
    assert keys(lambda: use(bench, day=LENT, ug=71)) == {"line.more_than_held"}
    assert keys(lambda: use(bench, day=LENT, ug=70)) == {"line.before_last"}
    use(bench, day=LENT, ug=40)
    line = bench.line("P")
    assert (bench.held("P"), line.state) == ("30/0", LineState.OUT)
    assert [account(line.moves, day).held_ug for day in (LENT, LATER)] == [60, 30]
    assert bench.session.ledger().at(bench.piece("P"), LENT).held_ug == 60


def test_no_report_comes_before_a_mass_that_was_stated(bench: Loans) -> None:
    back = CameBack(stated_ug=30, place=bench.place_ref("Returned"), confirmed=True, number="P1")
    told = {"pieces": (back,), "sheet": document()}
    bench.do(ReturnLine(line=bench.line_ref("P"), retained_ug=None, **told), 20210601)
    use(bench, day=LENT, ug=10)
    second = replace(back, number="P2")
    bench.do(ReturnLine(line=bench.line_ref("P"), retained_ug=30, **{**told, "pieces": (second,)}), 20210701)
    assert keys(lambda: use(bench, day=20210301, ug=5)) == {"line.before_last"}
    use(bench, day=20210801, ug=5)
    use(bench, "U", ug=5)
    assert keys(lambda: use(bench, "U", day=LENT, ug=5)) == {"line.before_last"}


def test_nothing_ends_a_line_before_it_was_extended_and_a_part_may_come_earlier(bench: Loans) -> None:
    told = {"asked_by": "a", "approved_by": "b", "why": "c", "due": 20230101}
    bench.do(ExtendLines(lines=(bench.line_ref("P"),), **told), 20210910)
    back = {"place": bench.place_ref("Returned"), "confirmed": True}
    itself = (CameBack(itself=True, stated_ug=100, **back),)
    whole = ReturnLine(line=bench.line_ref("P"), pieces=itself, sheet=document())
    assert keys(lambda: bench.do(whole, 20210908)) == {"line.before_last"}
    assert keys(lambda: use(bench, day=20210908)) == {"line.before_last"}
    part = replace(whole, pieces=(CameBack(number="P1", stated_ug=30, **back),), retained_ug=None)
    bench.do(part, 20210908)
    earlier = replace(part, pieces=(CameBack(number="P2", stated_ug=3, **back),))
    assert "line.before_last" in keys(lambda: bench.do(earlier, LENT))


def test_what_a_piece_must_be_kept_from_and_what_is_kept_ask_for_authority(bench: Loans) -> None:
    dry = Restrict(samples=(bench.piece_ref("P"),), handling=(Handling.NO_SOLVENT,), reason="organics")
    bench.do(dry, LATER)
    assert keys(lambda: use(bench, ug=5, exposures=(ExposureKind.SOLVENT,))) == {"handling.broken", *USED}


def test_a_policy_wants_two_signatures_and_a_video_of_destructive_work() -> None:
    policy = Policy(
        code="lab",
        collections=frozenset({"L"}),
        two_person=frozenset({TwoPersonStep.REPORT_USE}),
        video_of_destructive_work=True,
    )
    bench = Loans(session=MemoryDesk(tables=replace(TABLES, policies=(policy,))))
    bench.enter("P")
    assert keys(lambda: use(bench, ug=5)) == {
        "use.needs_two_signatures",
        "use.needs_plan",
        "use.needs_video",
        *USED,
    }
    alone = {"signed_by": "Borrower A", "confirmed_by": "borrower a", "ug": 5}
    assert "use.signed_by_one" in keys(lambda: use(bench, **alone))
    seen = {"documents": (document("video 1", DocumentKind.VIDEO, "a" * 64),), "plan": "plan 3"}
    use(bench, **alone | {"confirmed_by": "Officer B"}, **seen)
    told = next(value for key, value in bench.line("P").fields.items() if key.startswith("use/"))
    assert '"plan": "plan 3"' in str(told)


@pytest.mark.parametrize("told", ["abc", "a" * 63, "a" * 65, "g" * 64])
def test_a_checksum_that_is_none_is_refused(bench: Loans, told: str) -> None:
    seen = {"documents": (document("v.mp4", DocumentKind.VIDEO, told),)}
    assert keys(lambda: use(bench, ug=5, **seen)) == {"document.checksum_malformed", *USED}
    report = document("report 7", sha256=told)
    assert keys(lambda: use(bench, ug=5, report=report)) == {"document.checksum_malformed", *USED}


def test_a_granted_use_asks_for_no_reason(bench: Loans) -> None:
    granted = Touch(Subject.LINE, bench.line_uid("P"), LENT, (("destructive", 1),))
    bench.session._write("laid", LENT, [Recorded(len(bench.session.entries) + 1, 0, granted)], ())
    assert use(bench, ug=5, accept=()).findings == ()


def test_what_is_out_without_a_line_is_nobodys_promise(bench: Loans) -> None:
    bench.register("W", weighed(10), place="Cabinet")
    bench.lend("W", day=LENT)
    lost = DeclareLost(samples=(bench.piece_ref("W"),), report="police 12")
    assert bench.lines(bench.do(lost, LATER, STOOD)) == {"loan W -10/0", "lost W +10/0"}


# Sub-samples


def test_sub_samples_are_named_and_a_later_report_replaces_one(bench: Loans) -> None:
    assert bench.lines(name(bench, SubSample(name="a", ug=30), SubSample(name="b"))) == set()
    again = name(bench, SubSample(name=" A ", ug=20, form="powder"))
    assert {each.key for each in again.findings} == {"line.sub_sample_known"}
    told = [value for key, value in bench.line("P").fields.items() if key.startswith("sub/")]
    assert len(told) == 2
    assert any('"ug": 20' in each for each in told)
    assert bench.held("P") == "100/0"


def test_sub_samples_without_a_name_or_too_heavy(bench: Loans) -> None:
    assert keys(lambda: name(bench)) == {"line.no_sub_samples"}
    assert keys(lambda: name(bench, SubSample(name=" "))) == {"line.sub_sample_unnamed"}
    assert keys(lambda: name(bench, SubSample(name="a"), SubSample(name="a"))) == {"line.sub_sample_twice"}
    assert keys(lambda: name(bench, SubSample(name="a", ug=0))) == {"line.no_amount"}
    name(bench, SubSample(name="a", ug=60))
    heavy = name(bench, SubSample(name="b", ug=41))
    assert {each.key for each in heavy.findings} == {"line.sub_samples_too_heavy"}


def test_a_sub_sample_that_came_home_is_not_reported_again_nor_weighed_with_what_is_out(bench: Loans) -> None:
    name(bench, SubSample(name="a", ug=60))
    back = CameBack(name="a", stated_ug=60, place=bench.place_ref("Returned"), confirmed=True, number="P1")
    bench.do(ReturnLine(line=bench.line_ref("P"), pieces=(back,), retained_ug=40, sheet=document()), LATER)
    assert keys(lambda: name(bench, SubSample(name="A"))) == {"return.name_home"}
    assert not name(bench, SubSample(name="b", ug=40)).findings


# A mass


def test_a_reported_mass_is_the_borrowers_word_and_moves_nothing(bench: Loans) -> None:
    def report(ug: int, day: int = LATER, **more: Any) -> Entry:
        told = {"report": document("list.xlsx", DocumentKind.INVENTORY, "a" * 64), **more}
        return bench.do(ReportMass(line=bench.line_ref("P"), ug=ug, **told), day)

    entry = report(98, remarks=" dried ")
    assert bench.lines(entry) == set()
    assert (bench.held("P"), bench.moves("P")) == ("100/0", {"issued 100/0"})
    (said,) = [each.fact for each in entry.facts if isinstance(each.fact, Statement)]
    assert (said.field, said.value, said.source) == ("mass", "0.000098 g", "Borrower A, list.xlsx")
    report(97, day=LATER + 1)
    told = reported_masses(bench.line("P").fields)
    assert [(each.day, each.ug, each.report, each.remarks) for each in told] == [
        (LATER, 98, "list.xlsx", "dried"),
        (LATER + 1, 97, "list.xlsx", ""),
    ]
    assert {each.person for each in told} == {bench.line("P").borrower}
    assert any("a" * 64 in str(value) for value in bench.line("P").fields.values())
    assert keys(lambda: report(0)) == {"line.no_reported_mass"}
    assert keys(lambda: report(5, report=document(" "))) == {"line.needs_document"}
    assert keys(lambda: report(5, day=20201231)) == {"line.before_last"}
    use(bench)
    assert keys(lambda: report(5)) == {"line.not_out"}


@pytest.mark.parametrize(("number", "most"), [("P", 101), ("U", None), ("C", 100)])
def test_nobody_reports_more_of_a_line_than_is_out_in_silence(bench: Loans, number: str, most: int | None) -> None:
    bench.register("C", place="Cabinet", form="chip", original=Mass.stated(100, 1))
    bench.enter("C")

    def report(ug: int) -> Entry:
        return bench.do(ReportMass(line=bench.line_ref(number), ug=ug, report=document()), LATER)

    report(most or 100)
    if most is None:
        report(1_000_000)
    else:
        assert keys(lambda: report(most + 2)) == {"line.reported_too_much"}


# Loss


def test_lost_and_found_again_lighter(bench: Loans) -> None:
    entry = lose(bench)
    assert bench.lines(entry) == {"loan P -100/0", "lost P +100/0"}
    line = bench.line("P")
    assert (line.state, line.closed_by, bench.held("P")) == (LineState.LOST, None, "0/0")
    case = next(each.fact for each in entry.facts if getattr(each.fact, "kind", None) is Subject.CASE)
    assert dict(case.changes)["line"] == line.uid
    back = Recover(
        sample=bench.piece_ref("P"),
        place=bench.place_ref("Cabinet"),
        reading=Reading(net_ug=98, resolution_ug=1),
        case=CaseRef(ref_of(case.subject)),
        evidence="in the shipping box",
        confirmed=True,
    )
    found = bench.do(back, 20230101, (*STOOD, "mass.does_not_close"))
    assert bench.lines(found) == {"lost P -100/0", "here P +98/0", "adjustment P +2/0"}
    assert bench.line("P").fields["found"] == 20230101
    assert bench.line("P").closed_by is ClosedBy.RETURN_RECEIPT
    bench.enter("P", day=20240101)
    assert bench.held("P") == "98/0"


def test_a_part_lost_and_an_unknown_one_stolen(bench: Loans) -> None:
    assert bench.lines(lose(bench, ug=10)) == {"loan P -10/0", "lost P +10/0"}
    assert bench.held("P") == "90/0"
    assert bench.lines(lose(bench, "U", ug=3)) == {"unmeasured U -3/0", "lost U +3/0"}
    lose(bench, "U", stolen=True)
    assert (bench.held("U"), bench.state("U").existence) == ("0/0", Existence.STOLEN)


def test_a_loss_has_its_circumstances_and_an_authority(bench: Loans) -> None:
    assert keys(lambda: lose(bench, circumstances="")) == {"line.loss_needs_circumstances", *LOST}
    assert keys(lambda: lose(bench, accept=())) == set(LOST)


def test_no_more_is_reported_of_what_nobody_weighed_than_was_received_of_it(bench: Loans) -> None:
    bench.register("C", original=Mass.stated(100, 10), place="Cabinet", form="chip")
    bench.enter("C")
    assert keys(lambda: use(bench, "C", ug=111)) == {"split.more_than_ever"}
    use(bench, "C", ug=80)
    assert "split.more_than_ever_left" in keys(lambda: lose(bench, "C", ug=31))
    lose(bench, "C", ug=20)


def test_no_list_lends_twice_what_was_received_of_a_piece(bench: Loans) -> None:
    bench.register("C", original=Mass.stated(100, 10), place="Cabinet", form="chip")
    assert keys(lambda: bench.enter("C", ug=201)) == {"split.more_than_ever"}
    assert keys(lambda: bench.enter("C", ug=120)) == {"mass.exceeds_statement"}
    bench.enter("C", ug=110)


def test_no_sheet_brings_back_twice_what_was_received_of_a_piece(bench: Loans) -> None:
    bench.register("C", original=Mass.stated(100, 10), place="Cabinet", form="chip")
    bench.enter("C")
    told = {"retained_ug": None, "sheet": document()}
    part = CameBack(
        number="D", form="chip", reading=Reading(net_ug=300, resolution_ug=1), place=bench.place_ref("Returned")
    )
    act = ReturnLine(line=bench.line_ref("C"), pieces=(part,), **told)
    assert "split.more_than_ever" in keys(lambda: bench.do(act, LATER, ()))


def test_a_loss_before_the_piece_was_there_is_refused_for_its_day(bench: Loans) -> None:
    told = {"circumstances": "in the post", "report": document()}
    assert keys(lambda: bench.do(ReportLoss(line=bench.line_ref("P"), **told), 19750101)) == {"line.before_last"}
