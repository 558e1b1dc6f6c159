"""A report of loss ends nobody's duty: it lasts until somebody with authority ends it, or the piece is found."""

from collections.abc import Iterator
from typing import Any

import pytest
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import LoanRef, ref_of
from lunarcurator.domain.lending.borrower_standing import is_out_on, standing_of
from lunarcurator.domain.lending.held import ends_unknown
from lunarcurator.domain.lending.sub_samples import came_back
from lunarcurator.domain.lending.terms import ClosedBy, LineState
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Reading, Recover
from lunarcurator.domain.operations.accounting import (
    CameBack,
    FindAgain,
    ReleaseLine,
    ReportLoss,
    ReportUse,
    ReturnLine,
)
from lunarcurator.domain.operations.issuing import CloseLoan, ExtendLines, RecallLines
from lunarcurator.domain.status import Existence

from tests.domain.ledger.bench import Entry
from tests.domain.ledger.desk import Refused
from tests.domain.ledger.lab import STOOD, keys
from tests.domain.ledger.loan_bench import ARRIVED, LoanDesk
from tests.domain.ledger.loans_bench import LATER, LENT, Loans, document

GONE_FOR_GOOD = 20250101
HOME = 20260101
LOST = ("line.loss_needs_authority",)
RELEASED = ("release.needs_authority",)


@pytest.fixture
def bench() -> Iterator[Loans]:
    bench = Loans()
    bench.enter("P", "U")
    yield bench
    assert bench.closes()
    assert all(bench.held(each) for each in ("P", "U"))


def lose(bench: Loans, number: str = "P", **more: Any) -> Entry:
    told = {"circumstances": "stolen from a car", "stolen": True, "report": document("police report"), **more}
    return bench.do(ReportLoss(line=bench.line_ref(number), **told), LATER, LOST)


def release(
    bench: Loans, number: str = "P", day: int = GONE_FOR_GOOD, accept: tuple[str, ...] = RELEASED
) -> Entry:
    act = ReleaseLine(line=bench.line_ref(number), document=document("letter 12"))
    return bench.do(act, day, accept)


def recover(bench: Loans, number: str = "P", ug: int | None = None) -> Entry:
    reading = Reading(net_ug=ug, resolution_ug=1) if ug else None
    told = {"reading": reading, "evidence": "police returned it", "confirmed": True}
    act = Recover(sample=bench.piece_ref(number), place=bench.place_ref("Cabinet"), **told)
    return bench.do(act, HOME, (*STOOD, "mass.does_not_close"))


def found(bench: Loans, piece: str = "P", **more: Any) -> Entry:
    act = FindAgain(line=bench.line_ref(piece), home=False, report=document("letter 9"), **more)
    return bench.do(act, GONE_FOR_GOOD, ())


def test_the_borrower_still_answers_for_what_was_stolen(bench: Loans) -> None:
    assert bench.lines(lose(bench)) == {"loan P -100/0", "lost P +100/0"}
    line = bench.line("P")
    assert (line.state, line.closed, line.closed_by, line.lost) == (LineState.LOST, 0, None, LATER)
    assert (line.is_open, line.duty_lasts) == (False, True)
    assert (line.account.lost_ug, bench.held("P")) == (100, "0/0")
    assert line.loan is not None
    close = CloseLoan(loan=LoanRef(ref_of(line.loan)))
    assert keys(lambda: bench.do(close, GONE_FOR_GOOD)) == {"loan.lines_open"}


def test_what_is_lost_is_out_no_longer(bench: Loans) -> None:
    lose(bench)
    line, uid = bench.line("P"), bench.line_uid("P")
    assert (is_out_on(line, LENT), is_out_on(line, LATER)) == (True, False)
    assert uid in bench.session.ledger().lines_out_on(LENT)
    assert uid not in bench.session.ledger().lines_out_on(LATER)


def test_a_borrower_stands_with_what_was_lost_until_released_from_it(bench: Loans) -> None:
    def lost(day: int) -> list[str]:
        told = standing_of(bench.session.ledger(), bench.people["A"], day)
        assert not {each.uid for each in told.lines} & {each.uid for each in told.lost}
        return [each.code for each in told.lost]

    lose(bench)
    code = bench.line("P").code
    assert (lost(LENT), lost(LATER), lost(HOME)) == ([], [code], [code])
    release(bench)
    assert (lost(LATER), lost(GONE_FOR_GOOD)) == ([code], [])


@pytest.mark.parametrize("of_loan", ["return", "use", "loss"])
def test_nothing_more_is_accounted_for_of_it(bench: Loans, of_loan: str) -> None:
    lose(bench)
    line = bench.line_ref("P")
    acts = {
        "return": ReturnLine(line=line, pieces=(CameBack(itself=True),), sheet=document()),
        "use": ReportUse(line=line, method="dissolved", report=document()),
        "loss": ReportLoss(line=line, circumstances="again", report=document()),
    }
    assert "line.not_out" in keys(lambda: bench.do(acts[of_loan], GONE_FOR_GOOD))


def test_nobody_asks_for_it_back_or_gives_it_more_time(bench: Loans) -> None:
    lose(bench)
    lines = (bench.line_ref("P"),)
    recall = RecallLines(lines=lines, by=HOME, why="an audit")
    extend = ExtendLines(lines=lines, due=HOME, asked_by="B", approved_by="C", why="more work")
    assert keys(lambda: bench.do(recall, GONE_FOR_GOOD)) == {"loan.wrong_state"}
    assert "loan.wrong_state" in keys(lambda: bench.do(extend, GONE_FOR_GOOD))
    with pytest.raises(Refused) as refused:
        bench.do(recall, GONE_FOR_GOOD)
    assert {dict(each.facts)["next"] for each in refused.value.findings} == {"release"}


def test_somebody_with_authority_ends_the_duty_by_a_document(bench: Loans) -> None:
    lose(bench)
    assert keys(lambda: release(bench, accept=())) == set(RELEASED)
    nameless = ReleaseLine(line=bench.line_ref("P"), document=document(" "))
    assert keys(lambda: bench.do(nameless, GONE_FOR_GOOD)) == {"line.needs_document"}
    assert keys(lambda: release(bench, day=LATER - 1)) == {"line.before_last"}
    assert bench.lines(release(bench)) == set()
    line = bench.line("P")
    assert (line.state, line.closed, line.closed_by) == (LineState.CLOSED, GONE_FOR_GOOD, ClosedBy.RELEASE)
    assert (line.duty_lasts, line.over, line.account.lost_ug) == (False, LATER, 100)
    assert bench.state("P").existence is Existence.STOLEN
    assert keys(lambda: release(bench)) == {"release.not_lost"}


def test_nobody_is_released_from_what_is_out(bench: Loans) -> None:
    assert keys(lambda: release(bench)) == {"release.not_lost"}
    lose(bench, ug=10)
    assert keys(lambda: release(bench)) == {"release.not_lost"}


def test_who_may_write_off_an_unknown_mass_releases(bench: Loans) -> None:
    lose(bench, "U")
    assert keys(lambda: release(bench, "U", accept=())) == set(RELEASED)
    release(bench, "U")
    assert bench.line("U").closed_by is ClosedBy.RELEASE


def test_found_it_comes_home_on_its_own_line(bench: Loans) -> None:
    lose(bench)
    assert bench.lines(recover(bench, ug=98)) == {"lost P -100/0", "here P +98/0", "adjustment P +2/0"}
    line = bench.line("P")
    assert (line.state, line.closed, line.closed_by) == (LineState.CLOSED, HOME, ClosedBy.RETURN_RECEIPT)
    told = line.account
    assert (told.lost_ug, told.returned_ug, told.difference_ug) == (0, 98, 2)
    assert (line.over, line.fields["found"]) == (LATER, HOME)
    (back,) = came_back(line)
    assert (back.itself, back.ug, back.remarks) == (True, 98, "police returned it")


def test_unweighed_it_comes_home_with_the_mass_it_had(bench: Loans) -> None:
    lose(bench)
    assert bench.lines(recover(bench)) == {"lost P -100/0", "here P +100/0"}
    told = bench.line("P").account
    assert (told.lost_ug, told.returned_ug, told.trusted_ug) == (0, 100, 100)


def test_after_a_part_of_it_was_lost_the_rest_comes_home_unweighed(bench: Loans) -> None:
    """The part stays lost: it is found by itself."""
    lose(bench, "U", ug=5)
    lose(bench, "U")
    assert bench.lines(recover(bench, "U")) == {"lost U 0/-1", "here U 0/+1"}
    assert bench.line("U").account.lost_ug == 5
    bench.enter("U", day=20260201)
    assert bench.held("U") == "0/1"


@pytest.mark.parametrize(
    ("ug", "asked"),
    [
        (9_000, {"mass.exceeds_statement"}),
        (1_002, {"mass.exceeds_statement"}),
        (1_001, set()),
        (499, {"weigh.far_from_book"}),
    ],
)
def test_what_comes_home_is_not_more_than_was_received_unasked(bench: Loans, ug: int, asked: set[str]) -> None:
    bench.register("C", original=Mass.stated(1_000, 1), place="Cabinet", form="chip")
    bench.enter("C")
    lose(bench, "C")
    told = {"reading": Reading(net_ug=ug, resolution_ug=1), "evidence": "a letter", "confirmed": True}
    act = Recover(sample=bench.piece_ref("C"), place=bench.place_ref("Cabinet"), **told)
    assert (keys(lambda: bench.do(act, HOME, STOOD)) if asked else {*bench.do(act, HOME, STOOD).findings}) == asked


def test_what_was_away_goes_into_no_place_for_what_never_met_the_air(bench: Loans) -> None:
    bench.place("Inert", "cabinet", "Room", atmosphere="nitrogen")
    told = {"place": bench.place_ref("Inert"), "evidence": "a letter", "confirmed": True}
    lose(bench)
    assert keys(lambda: bench.do(Recover(sample=bench.piece_ref("P"), **told), HOME, STOOD)) == {
        "return.pristine_place"
    }


def test_what_stays_with_the_borrower_is_not_weighed_here(bench: Loans) -> None:
    lose(bench)
    assert "find_again.not_here" in keys(lambda: found(bench, reading=Reading(net_ug=1, resolution_ug=1)))
    assert "find_again.not_here" in keys(lambda: found(bench, place=bench.place_ref("Cabinet")))
    assert "find_again.not_here" in keys(lambda: found(bench, confirmed=True))
    assert "find_again.not_here" in keys(lambda: found(bench, number="P9"))


@pytest.mark.parametrize(("ug", "returned", "emerged"), [(7, 7, 7), (None, 0, 0)])
def test_what_nobody_had_weighed_comes_home(bench: Loans, ug: int | None, returned: int, emerged: int) -> None:
    lose(bench, "U")
    recover(bench, "U", ug)
    line = bench.line("U")
    assert (line.account.returned_ug, line.account.emerged_ug, line.account.unweighed) == (returned, emerged, 0)
    assert not ends_unknown(line)


def test_found_after_the_release_the_line_stays_as_it_was_ended(bench: Loans) -> None:
    lose(bench)
    release(bench)
    recover(bench, ug=98)
    line = bench.line("P")
    assert (line.closed_by, line.closed, line.fields["found"]) == (ClosedBy.RELEASE, GONE_FOR_GOOD, HOME)
    assert (line.account.lost_ug, line.account.returned_ug, line.account.difference_ug) == (0, 98, 2)
    again = FindAgain(line=bench.line_ref("P"), report=document(), reading=Reading(net_ug=98, resolution_ug=1))
    assert keys(lambda: bench.do(again, HOME)) == {"find_again.nothing_lost"}


def test_found_with_the_borrower_it_is_out_again(bench: Loans) -> None:
    lose(bench)
    assert bench.lines(found(bench)) == {"lost P -100/0", "loan P +100/0"}
    line = bench.line("P")
    assert (line.state, line.lost, line.over, bench.held("P")) == (LineState.OUT, 0, 0, "100/0")
    assert bench.state("P").existence is Existence.EXISTS
    whole = ReturnLine(line=bench.line_ref("P"), pieces=(CameBack(itself=True),), sheet=document())
    bench.do(whole, HOME, ("return.no_place", "return.not_confirmed", "return.not_weighed"))
    assert bench.line("P").closed_by is ClosedBy.RETURN_RECEIPT


def test_a_part_of_it_is_found_with_the_borrower(bench: Loans) -> None:
    lose(bench)
    assert keys(lambda: found(bench, ug=101)) == {"find_again.more_than_lost"}
    assert keys(lambda: found(bench, ug=40)) == {"find_again.far_less"}
    assert bench.lines(found(bench, ug=60)) == {"lost P -60/0", "loan P +60/0"}
    assert (bench.held("P"), bench.line("P").account.lost_ug) == ("60/0", 40)


SHEET = ("return.no_place", "return.not_confirmed", "return.not_weighed")
USED = (*STOOD, "use.was_not_granted")


def give_back(bench: Loans, ug: int | None = None, accept: tuple[str, ...] = SHEET, **more: Any) -> Entry:
    row = CameBack(itself=True, reading=Reading(net_ug=ug, resolution_ug=1) if ug else None)
    act = ReturnLine(line=bench.line_ref("P"), pieces=(row,), sheet=document("sheet"), **more)
    return bench.do(act, GONE_FOR_GOOD, accept)


def test_who_lost_a_part_answers_for_it_once_the_rest_is_back(bench: Loans) -> None:
    lose(bench, ug=30)
    give_back(bench, 70)
    line = bench.line("P")
    assert (line.state, line.closed_by, line.duty_lasts) == (LineState.LOST, None, True)
    assert (line.lost, line.reported_lost, line.account.lost_ug) == (GONE_FOR_GOOD, LATER, 30)
    assert (line.lost_whole, bench.state("P").existence) == (None, Existence.EXISTS)
    told = standing_of(bench.session.ledger(), bench.people["A"], HOME)
    assert [each.uid for each in told.lost] == [line.uid]
    assert "find_again.line_is_closed" in keys(lambda: found(bench))
    bench.do(ReleaseLine(line=bench.line_ref("P"), document=document("letter 12")), HOME, RELEASED)
    line = bench.line("P")
    assert (line.closed_by, line.account.lost_ug, line.duty_lasts) == (ClosedBy.RELEASE, 30, False)


def test_what_the_return_sheet_itself_says_is_lost_is_answered_for_too(bench: Loans) -> None:
    give_back(
        bench, 70, (*SHEET, "return.ends_with_less", "line.loss_needs_authority"), lost_ug=30, resolution_ug=1
    )
    line = bench.line("P")
    assert (line.state, line.reported_lost, line.account.lost_ug) == (LineState.LOST, GONE_FOR_GOOD, 30)


def test_who_used_up_the_rest_answers_for_the_part_that_is_lost(bench: Loans) -> None:
    lose(bench, ug=30)
    bench.do(ReportUse(line=bench.line_ref("P"), method="dissolved", report=document()), GONE_FOR_GOOD, USED)
    line = bench.line("P")
    assert (line.state, line.account.lost_ug, line.account.held_ug) == (LineState.LOST, 30, 0)


def test_the_duty_ends_where_the_part_comes_home(bench: Loans) -> None:
    lose(bench, ug=30)
    give_back(bench, 70)
    reading = Reading(net_ug=20, resolution_ug=1)
    home = FindAgain(line=bench.line_ref("P"), report=document("letter 9"), reading=reading, ug=20, number="P1")
    bench.do(home, HOME, SHEET)
    assert (bench.line("P").state, bench.line("P").account.lost_ug) == (LineState.LOST, 10)
    rest = FindAgain(line=bench.line_ref("P"), report=document("letter 10"), number="P2")
    bench.do(rest, HOME, SHEET)
    line = bench.line("P")
    assert (line.closed_by, line.closed, line.account.lost_ug) == (ClosedBy.RETURN_RECEIPT, HOME, 0)


def test_what_is_found_weighs_what_is_said_of_it(bench: Loans) -> None:
    lose(bench, ug=30)
    reading = Reading(net_ug=29, resolution_ug=1)
    home = FindAgain(line=bench.line_ref("P"), report=document(), reading=reading, ug=10, number="P1")
    assert keys(lambda: bench.do(home, GONE_FOR_GOOD)) >= {"find_again.far_less", "mass.does_not_close"}


def test_what_weighs_far_less_than_is_said_is_asked_about_and_the_rest_stays_lost(bench: Loans) -> None:
    lose(bench, ug=30)
    reading = Reading(net_ug=3, resolution_ug=1)
    home = FindAgain(line=bench.line_ref("P"), report=document(), reading=reading, ug=30, number="P1")
    asked = {"find_again.weighs_less", "find_again.far_less"}
    assert keys(lambda: bench.do(home, GONE_FOR_GOOD)) >= asked
    bench.do(home, GONE_FOR_GOOD, (*SHEET, *asked))
    line = bench.line("P")
    assert (line.account.lost_ug, line.account.returned_ug, line.account.difference_ug) == (27, 3, 0)


def test_what_a_balance_can_err_does_not_stay_lost(bench: Loans) -> None:
    lose(bench, ug=30)
    reading = Reading(net_ug=29, resolution_ug=1)
    home = FindAgain(line=bench.line_ref("P"), report=document(), reading=reading, ug=30, number="P1")
    bench.do(home, GONE_FOR_GOOD, SHEET)
    line = bench.line("P")
    assert (line.account.lost_ug, line.account.returned_ug, line.account.difference_ug) == (0, 29, 1)


def test_a_part_that_was_lost_and_came_back_with_the_piece_is_lost_no_longer(bench: Loans) -> None:
    lose(bench, ug=30)
    accept = (*SHEET, "line.found_with_it")
    assert keys(lambda: give_back(bench, 100)) == {"line.found_with_it", "return.no_place", "return.not_confirmed"}
    assert {"lost P -30/0", "loan P +30/0"} <= bench.lines(give_back(bench, 100, accept))
    line = bench.line("P")
    assert (line.closed_by, line.account.lost_ug, line.account.difference_ug) == (ClosedBy.RETURN_RECEIPT, 0, 0)
    assert line.account.returned_ug == 100


def test_of_a_piece_lost_in_two_reports_all_comes_home_and_nothing_twice(bench: Loans) -> None:
    lose(bench, ug=30)
    told = {"circumstances": "the rest too", "report": document()}
    bench.do(ReportLoss(line=bench.line_ref("P"), **told), GONE_FOR_GOOD, LOST)
    reading = Reading(net_ug=100, resolution_ug=1)
    act = Recover(
        sample=bench.piece_ref("P"),
        place=bench.place_ref("Cabinet"),
        reading=reading,
        evidence="a letter",
        confirmed=True,
    )
    assert keys(lambda: bench.do(act, HOME, STOOD)) == {"line.found_with_it"}
    bench.do(act, HOME, (*STOOD, "line.found_with_it"))
    line = bench.line("P")
    assert (line.closed_by, line.account.lost_ug, line.account.returned_ug) == (ClosedBy.RETURN_RECEIPT, 0, 100)
    assert (line.account.difference_ug, bench.state("P").held_ug) == (0, 100)


def test_the_part_stays_lost_where_the_rest_alone_comes_home(bench: Loans) -> None:
    lose(bench, ug=30)
    told = {"circumstances": "the rest too", "report": document()}
    bench.do(ReportLoss(line=bench.line_ref("P"), **told), GONE_FOR_GOOD, LOST)
    recover(bench, ug=70)
    line = bench.line("P")
    assert (line.state, line.account.lost_ug, line.account.returned_ug) == (LineState.LOST, 30, 70)
    assert line.lost_whole is None


def test_what_nobody_had_weighed_is_found_as_the_piece_it_is(bench: Loans) -> None:
    lose(bench, "U")
    assert keys(lambda: found(bench, "U", ug=5)) == {"find_again.lost_unweighed"}
    assert bench.lines(found(bench, "U")) == {"lost U 0/-1", "loan U 0/+1"}
    assert bench.held("U") == "0/1"


def test_after_the_release_it_is_with_nobody(bench: Loans) -> None:
    lose(bench)
    release(bench)
    assert "find_again.line_is_closed" in keys(lambda: found(bench))


def test_lost_on_the_way_and_found_it_is_on_its_way_again() -> None:
    session = LoanDesk()
    session.sent("P")
    line = session.line_ref("001/1")
    session.do(ReportLoss(line=line, circumstances="not in the parcel", report=document()), ARRIVED, LOST)
    assert session.line("001/1").state is LineState.LOST
    session.do(FindAgain(line=line, home=False, report=document()), ARRIVED)
    assert session.line("001/1").state is LineState.TRANSIT
    assert session.line("001/1").loan is not None
    assert session.session.record(Subject.LINE, session.line("001/1").uid).integer("lost") is None


def test_what_has_no_mass_is_lost_and_comes_home_on_its_line(bench: Loans) -> None:
    """A notebook lent with the samples moves no mass, and its borrower answers for it all the same."""
    bench.register("N", Mass.not_applicable(), place="Cabinet")
    bench.enter("N")
    lose(bench, "N")
    line = bench.line("N")
    assert (line.state, line.duty_lasts, line.account.lost_ug) == (LineState.LOST, True, 0)
    recover(bench, "N")
    line = bench.line("N")
    assert (line.state, line.closed_by) == (LineState.CLOSED, ClosedBy.RETURN_RECEIPT)
    assert bench.state("N").existence is Existence.EXISTS
