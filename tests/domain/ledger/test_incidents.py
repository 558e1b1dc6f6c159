"""One loss or theft is one case, whatever was here or out on loan; it ends with the last piece known again."""

from collections.abc import Iterator
from typing import Any

import pytest
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import CaseRef, Uid, ref_of
from lunarcurator.domain.incidents import lines_of, pieces_of
from lunarcurator.domain.ledger_state import Record
from lunarcurator.domain.lending.terms import LineState
from lunarcurator.domain.operations import (
    CheckPlace,
    CloseCase,
    Correct,
    DeclareLost,
    Extra,
    Missing,
    Reading,
    Recover,
)
from lunarcurator.domain.operations.accounting import FindAgain, ReportLoss, ReportSubSamples, ReportUse, SubSample
from lunarcurator.domain.status import Existence

from tests.domain.ledger.bench import Entry, weighed
from tests.domain.ledger.lab import STOOD, keys
from tests.domain.ledger.loans_bench import LATER, LENT, RECEIVED, Loans, document

FOUND = 20250101
AGAIN = 20250601
TAKEN = ("lost.needs_authority", "line.loss_needs_authority")


@pytest.fixture
def bench() -> Iterator[Loans]:
    bench = Loans()
    bench.enter("P", "U")
    bench.register("Here", weighed(40), place="Cabinet", day=LENT)
    yield bench
    assert bench.closes()
    assert all(bench.held(each) for each in ("P", "U"))


def burgle(bench: Loans, *numbers: str, accept: tuple[str, ...] = TAKEN, day: int = LATER, **more: Any) -> Entry:
    samples = tuple(map(bench.piece_ref, numbers))
    told = {"how": Missing.STOLEN, "report": "police 7", "circumstances": "the safe was carried away", **more}
    return bench.do(DeclareLost(samples=samples, **told), day, accept)


def recover(bench: Loans, number: str, case: Record, day: int = FOUND, **more: Any) -> Entry:
    told = {"place": bench.place_ref("Cabinet"), "evidence": "found in a hotel", "confirmed": True, **more}
    act = Recover(sample=bench.piece_ref(number), case=CaseRef(ref_of(case.uid)), **told)
    return bench.do(act, day, (*STOOD, "recover.not_confirmed"))


def cases(bench: Loans) -> list[Record]:
    facts = (each.fact for each in bench.session.in_force())
    uids = dict.fromkeys(each.subject for each in facts if getattr(each, "kind", None) is Subject.CASE)
    return [bench.session.record(Subject.CASE, uid) for uid in uids]


def only_case(bench: Loans) -> Record:
    (case,) = cases(bench)
    return case


def uids(bench: Loans, *numbers: str) -> set[Uid]:
    return {bench.piece(number) for number in numbers}


def test_what_is_here_and_what_is_lent_is_lost_in_one_act_and_one_case(bench: Loans) -> None:
    entry = burgle(bench, "Here", "P", "U")
    assert {"here Here -40/0", "lost Here +40/0", "loan P -100/0", "lost P +100/0"} <= bench.lines(entry)
    case = only_case(bench)
    assert (case.kind, case.text("state")) == ("stolen", "open")
    assert set(pieces_of(case.fields)) == uids(bench, "Here", "P", "U")
    assert set(lines_of(case.fields)) == {bench.line(each).uid for each in ("P", "U")}
    for number in ("P", "U"):
        line = bench.line(number)
        assert (line.state, line.duty_lasts) == (LineState.LOST, True)
        assert bench.state(number).existence is Existence.STOLEN


def test_a_loss_at_a_borrower_s_asks_for_its_circumstances_and_comes_back_by_its_own_act(bench: Loans) -> None:
    assert "line.loss_needs_circumstances" in keys(lambda: burgle(bench, "P", circumstances=" "))
    assert "lost.lent_back" in keys(lambda: burgle(bench, "Here", "P", back=FOUND))
    burgle(bench, "Here", circumstances="")


def test_what_left_before_a_loss_or_after_it_is_not_lost_on_its_line(bench: Loans) -> None:
    used = ReportUse(line=bench.line_ref("P"), ug=10, method="dissolution", report=document())
    bench.do(used, LATER + 1, ("use.was_not_granted",))
    assert "line.before_last" in keys(lambda: burgle(bench, "P"))
    burgle(bench, "P", day=LATER + 1)
    assert "piece.does_not_exist" in keys(lambda: burgle(bench, "P", day=LATER + 2))


def test_what_is_found_missing_later_belongs_to_the_same_case(bench: Loans) -> None:
    burgle(bench, "Here")
    ref = CaseRef(ref_of(only_case(bench).uid))
    burgle(bench, "U", case=ref, day=LATER + 1)
    told = {"circumstances": "in the same safe", "stolen": True, "report": document("police 8"), "case": ref}
    bench.do(ReportLoss(line=bench.line_ref("P"), ug=30, **told), LATER + 1, TAKEN)
    case = only_case(bench)
    assert set(pieces_of(case.fields)) == uids(bench, "Here", "P", "U")
    assert set(lines_of(case.fields)) == {bench.line(each).uid for each in ("P", "U")}


def test_what_joins_by_an_earlier_day_takes_nothing_away(bench: Loans) -> None:
    bench.register("Shelf", weighed(10), place="Cabinet", day=LENT)
    burgle(bench, "Here")
    ref = CaseRef(ref_of(only_case(bench).uid))
    burgle(bench, "Shelf", case=ref, day=LATER + 5)
    burgle(bench, "U", case=ref, day=LATER - 1)
    case = only_case(bench)
    assert pieces_of(case.fields)[0] == bench.piece("Here")
    assert set(pieces_of(case.fields)) == uids(bench, "Here", "Shelf", "U")


def test_undone_it_is_of_the_case_no_more(bench: Loans) -> None:
    burgle(bench, "Here")
    entry = burgle(bench, "P", case=CaseRef(ref_of(only_case(bench).uid)))
    bench.session.reverse(entry.seq)
    case = only_case(bench)
    assert (pieces_of(case.fields), lines_of(case.fields)) == ((bench.piece("Here"),), ())
    assert bench.line("P").state is LineState.OUT


def test_only_an_open_loss_takes_in_more(bench: Loans) -> None:
    extra = Extra(text="a vial without a number")
    seen = tuple(map(bench.piece_ref, ("Here",)))
    bench.do(CheckPlace(place=bench.place_ref("Cabinet"), seen=seen, extra=(extra,)), LATER, STOOD)
    ref = CaseRef(ref_of(only_case(bench).uid))
    assert "case.no_loss" in keys(lambda: burgle(bench, "Here", case=ref))
    burgle(bench, "Here")
    loss = next(each for each in cases(bench) if each.kind == "stolen")
    ref = CaseRef(ref_of(loss.uid))
    bench.do(CloseCase(case=ref, outcome="given up"), FOUND)
    assert "case.closed" in keys(lambda: burgle(bench, "P", case=ref, day=FOUND))


def test_a_case_ends_with_the_last_piece_that_is_found(bench: Loans) -> None:
    burgle(bench, "Here", "P", "U")
    recover(bench, "Here", only_case(bench))
    assert only_case(bench).text("state") == "open"
    found = FindAgain(line=bench.line_ref("P"), home=False, report=document("letter"))
    bench.do(found, FOUND, STOOD)
    assert only_case(bench).text("state") == "open"
    recover(bench, "U", only_case(bench), AGAIN)
    case = only_case(bench)
    assert (case.text("state"), case.integer("closed"), case.text("outcome")) == (
        "closed",
        AGAIN,
        "found in a hotel",
    )


def test_as_long_as_a_piece_is_in_doubt_its_case_is_open(bench: Loans) -> None:
    bench.register("Shelf", weighed(10), place="Cabinet", day=LENT)
    burgle(bench, "Here", "Shelf")
    recover(bench, "Here", only_case(bench), confirmed=False)
    recover(bench, "Shelf", only_case(bench))
    assert only_case(bench).text("state") == "open"
    told = {"old": "unconfirmed", "new": None, "evidence": "compared with its photographs"}
    bench.do(Correct(sample=bench.piece_ref("Here"), field="identity_doubt", **told), FOUND)
    bench.do(CloseCase(case=CaseRef(ref_of(only_case(bench).uid)), outcome="all back"), FOUND)
    assert only_case(bench).text("state") == "closed"


def test_one_piece_found_in_doubt_leaves_its_case_open(bench: Loans) -> None:
    burgle(bench, "Here")
    recover(bench, "Here", only_case(bench), confirmed=False)
    assert only_case(bench).text("state") == "open"


def test_what_is_found_belongs_to_the_loss_it_was_lost_in(bench: Loans) -> None:
    bench.register("Shelf", weighed(10), place="Cabinet", day=LENT)
    burgle(bench, "Here")
    first = only_case(bench)
    burgle(bench, "Shelf")
    assert "case.not_about" in keys(lambda: recover(bench, "Shelf", first))


def test_what_is_only_partly_home_leaves_its_case_open(bench: Loans) -> None:
    """Of a piece lost whole a part is found with its borrower: the rest is still missing."""
    burgle(bench, "P", "Here")
    found = FindAgain(line=bench.line_ref("P"), ug=60, home=False, report=document("letter"))
    bench.do(found, FOUND, (*STOOD, "find_again.far_less"))
    recover(bench, "Here", only_case(bench), AGAIN)
    assert only_case(bench).text("state") == "open"
    assert bench.line("P").account.lost_ug == 40


def test_a_piece_home_without_a_part_lost_before_leaves_the_case_of_both_open(bench: Loans) -> None:
    told = {"circumstances": "spilt", "report": document()}
    bench.do(ReportLoss(line=bench.line_ref("P"), ug=30, **told), LATER, TAKEN)
    ref = CaseRef(ref_of(only_case(bench).uid))
    burgle(bench, "P", case=ref, day=LATER + 1)
    recover(bench, "P", only_case(bench))
    assert only_case(bench).text("state") == "open"


def test_what_a_borrower_made_of_it_is_asked_about_before_it_counts_as_lost(bench: Loans) -> None:
    made = (SubSample(name="mount", ug=5),)
    bench.do(ReportSubSamples(line=bench.line_ref("P"), made=made, report=document()), LATER, STOOD)
    assert keys(lambda: burgle(bench, "P", accept=TAKEN)) >= {"lost.sub_samples"}
    burgle(bench, "P", accept=(*TAKEN, "lost.sub_samples"))


@pytest.mark.parametrize("confirmed", [True, False])
def test_a_part_home_in_doubt_leaves_its_case_open(bench: Loans, confirmed: bool) -> None:
    told = {"circumstances": "spilt", "report": document()}
    bench.do(ReportLoss(line=bench.line_ref("P"), ug=30, **told), LATER, TAKEN)
    ref = CaseRef(ref_of(only_case(bench).uid))
    burgle(bench, "Here", case=ref, day=LATER + 1)
    home = FindAgain(
        line=bench.line_ref("P"),
        ug=30,
        reading=Reading(net_ug=30, resolution_ug=1),
        number="P1",
        place=bench.place_ref("Returned"),
        confirmed=confirmed,
        report=document("letter"),
    )
    bench.do(home, FOUND, (*STOOD, *RECEIVED, "return.place_needs_why"))
    recover(bench, "Here", only_case(bench), AGAIN)
    assert only_case(bench).text("state") == ("closed" if confirmed else "open")
