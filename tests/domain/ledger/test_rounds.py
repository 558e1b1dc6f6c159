"""An inventory round: what it freezes, who may answer for what, and who stays delinquent."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from lunarcurator.domain.facts import Subject, Touch
from lunarcurator.domain.identity import CollectionRef, RoundRef, Uid, ref_of
from lunarcurator.domain.lending.borrower_standing import standing_of
from lunarcurator.domain.lending.rounds import Besides, Round, frozen_of
from lunarcurator.domain.lending.terms import PersonEnd, RoundAnswer
from lunarcurator.domain.operations.accounting import (
    Answered,
    AnswerRound,
    CloseRound,
    NamedBesides,
    OpenRound,
    ReportUse,
)
from lunarcurator.domain.operations.borrowing import EndResponsibility
from lunarcurator.domain.pieces import Recorded

from tests.domain.ledger.bench import Entry
from tests.domain.ledger.lab import keys
from tests.domain.ledger.loans_bench import LATER, Loans, document

FROZEN = 20220101
OPENED = 20220110
DEADLINE = 20220401


@pytest.fixture
def bench() -> Iterator[Loans]:
    bench = Loans()
    bench.enter("P")
    bench.enter("U", borrower=bench.person_ref("B"), agreement=bench.agreement_ref("B"))
    yield bench
    assert bench.closes()


def open_round(bench: Loans, day: int = OPENED, **more: Any) -> Uid:
    told = {"frozen": FROZEN, "deadline": DEADLINE, **more}
    return bench.do(OpenRound(**told), day).facts[0].fact.subject


def answer(
    bench: Loans,
    round_: Uid,
    *answers: Answered,
    name: str = "A",
    day: int = 20220201,
    accept: tuple[str, ...] = (),
    **more: Any,
) -> Entry:
    told = {
        "signed_by": f"Borrower {name}",
        "witnessed_by": "Witness A",
        "document": document("inventory.xlsx"),
        **more,
    }
    act = AnswerRound(round=RoundRef(ref_of(round_)), person=bench.person_ref(name), answers=answers, **told)
    return bench.do(act, day, accept)


def seen(bench: Loans, number: str = "P", **more: Any) -> Answered:
    return Answered(line=bench.line_ref(number), answer=RoundAnswer.SEEN, **more)


def close(bench: Loans, round_: Uid, day: int = 20220402, accept: tuple[str, ...] = ()) -> Entry:
    return bench.do(CloseRound(round=RoundRef(ref_of(round_))), day, accept)


def test_a_round_freezes_what_was_out_and_what_it_held_then(bench: Loans) -> None:
    use = ReportUse(line=bench.line_ref("P"), ug=5, method="dissolved", report=document())
    bench.do(use, 20220105, ("use.was_not_granted",))
    uid = open_round(bench)
    round_ = Round.of(bench.session.record(Subject.ROUND, uid))
    assert (round_.code, round_.frozen, round_.deadline) == ("R-2022-01", FROZEN, DEADLINE)
    assert round_.expects == {bench.people["A"]: 1, bench.people["B"]: 1}
    assert frozen_of(bench.line("P"), uid) == {"held_ug": 100, "unweighed": 0, "borrower": bench.people["A"]}
    assert frozen_of(bench.line("U"), uid)["unweighed"] == 1


def test_what_was_closed_by_the_freeze_is_not_asked_for(bench: Loans) -> None:
    use = ReportUse(line=bench.line_ref("P"), method="dissolved", report=document())
    bench.do(use, 20211231, ("use.was_not_granted",))
    uid = open_round(bench)
    assert frozen_of(bench.line("P"), uid) is None
    assert Round.of(bench.session.record(Subject.ROUND, uid)).expects == {bench.people["B"]: 1}


def test_a_round_of_some_collections_only(bench: Loans) -> None:
    mine = (CollectionRef(ref_of(bench.collection)),)
    uid = open_round(bench, collections=mine)
    assert frozen_of(bench.line("P"), uid)
    other = (CollectionRef(ref_of(Uid("f" * 32))),)
    assert keys(lambda: open_round(bench, collections=other)) == {"round.nothing_out"}


def test_an_answer_is_kept_line_by_line_and_says_the_person_was_heard_of(bench: Loans) -> None:
    uid = open_round(bench)
    assert bench.lines(answer(bench, uid, seen(bench, ug=99, remarks="in the safe"))) == set()
    told = json.loads(str(bench.line("P").fields[f"answer/{uid}"]))
    assert (told["answer"], told["ug"], told["remarks"]) == ("seen", 99, "in the safe")
    assert bench.session.record(Subject.PERSON, bench.people["A"]).integer("confirmed") == 20220201
    ledger = bench.session.ledger()
    assert standing_of(ledger, bench.people["A"], 20220402).unanswered == ()
    assert [each.round.code for each in standing_of(ledger, bench.people["B"], 20220402).unanswered] == [
        "R-2022-01"
    ]


def test_who_has_not_answered_stays_delinquent_until_an_answer_comes(bench: Loans) -> None:
    uid = open_round(bench)
    answer(bench, uid, seen(bench))
    assert keys(lambda: close(bench, uid)) == {"round.unanswered"}
    close(bench, uid, accept=("round.unanswered",))
    assert standing_of(bench.session.ledger(), bench.people["B"], 20220403).is_delinquent
    answer(bench, uid, seen(bench, "U"), name="B", day=20220501)
    assert not standing_of(bench.session.ledger(), bench.people["B"], 20220501).unanswered
    assert keys(lambda: close(bench, uid, day=20220601)) == {"round.is_closed"}


def test_who_answered_for_some_lines_only_is_unanswered_as_well(bench: Loans) -> None:
    bench.register("V", place="Cabinet")
    bench.enter("V")
    uid = open_round(bench)
    answer(bench, uid, seen(bench, "U"), name="B")
    answer(bench, uid, seen(bench))
    (asked,) = standing_of(bench.session.ledger(), bench.people["A"], 20220402).unanswered
    assert (asked.lines, asked.unanswered) == (2, 1)
    assert keys(lambda: close(bench, uid)) == {"round.unanswered"}
    entry = close(bench, uid, accept=("round.unanswered",))
    assert [dict(each.facts)["count"] for each in entry.findings] == [1]
    answer(bench, uid, seen(bench, "V", aside="cannot be read"), day=20220501)
    assert standing_of(bench.session.ledger(), bench.people["A"], 20220501).is_delinquent
    answer(bench, uid, seen(bench, "V"), day=20220502)
    assert standing_of(bench.session.ledger(), bench.people["A"], 20220502).asked == ()


def test_lines_that_were_passed_on_were_asked_of_who_held_them_then(bench: Loans) -> None:
    for number in ("V", "W"):
        bench.register(number, place="Cabinet")
        bench.enter(number)
    uid = open_round(bench)
    answer(bench, uid, seen(bench))
    passing = EndResponsibility(
        person=bench.person_ref("A"),
        how=PersonEnd.MOVED,
        agreement=bench.agreement_ref("B"),
        lines=(bench.line_ref("P"), bench.line_ref("V")),
    )
    bench.do(passing, 20220301, ("responsibility.lines_left", "borrower.stale"))
    (asked,) = standing_of(bench.session.ledger(), bench.people["A"], 20220402).asked
    assert (asked.lines, asked.unanswered, asked.late) == (3, 2, True)
    answer(bench, uid, seen(bench, "V"), seen(bench, "W"), day=20220403)
    assert standing_of(bench.session.ledger(), bench.people["A"], 20220403).asked == ()


def test_a_mass_no_piece_can_have_asks_for_a_reason(bench: Loans) -> None:
    uid = open_round(bench)
    assert keys(lambda: answer(bench, uid, seen(bench, ug=100_000))) == {"mass.stated_thousandfold"}
    assert keys(lambda: answer(bench, uid, seen(bench, ug=900))) == {"mass.stated_more_than_ever"}
    answer(bench, uid, seen(bench, ug=900, aside="a slip of the pen?"))
    answer(bench, uid, seen(bench, "U", ug=900), name="B")
    answer(bench, uid, seen(bench, ug=90))


def test_a_round_everybody_answered_is_closed_with_a_remark(bench: Loans) -> None:
    uid = open_round(bench)
    answer(bench, uid, seen(bench))
    answer(bench, uid, seen(bench, "U"), name="B")
    done = CloseRound(round=RoundRef(ref_of(uid)), remarks="all in")
    assert bench.do(done, 20220402).findings == ()
    assert bench.session.record(Subject.ROUND, uid).text("remarks") == "all in"


def test_a_round_that_cannot_be(bench: Loans) -> None:
    assert keys(lambda: open_round(bench, frozen=20220111)) == {"round.frozen_in_future"}
    assert keys(lambda: open_round(bench, deadline=20220109)) == {"round.deadline_passed"}
    assert keys(lambda: open_round(bench, frozen=20200601)) == {"round.nothing_out"}
    uid = open_round(bench, number="R-1")
    assert keys(lambda: open_round(bench, number="R-1")) == {"round.number_taken"}
    assert keys(lambda: close(bench, uid, day=20220109)) == {"round.before_it_opened"}
    assert keys(lambda: close(bench, uid, day=20220331)) == {"round.before_deadline", "round.unanswered"}


def test_an_answer_that_cannot_be(bench: Loans) -> None:
    uid = open_round(bench)
    assert keys(lambda: answer(bench, uid)) == {"round.no_answers"}
    assert keys(lambda: answer(bench, uid, seen(bench), day=20220109)) == {"round.before_it_opened"}
    assert keys(lambda: answer(bench, uid, seen(bench), signed_by="")) == {"round.needs_signatures"}
    assert keys(lambda: answer(bench, uid, seen(bench), witnessed_by="borrower a")) == {
        "round.witnessed_by_signer"
    }
    assert keys(lambda: answer(bench, uid, seen(bench), document=document(""))) == {"line.needs_document"}
    assert keys(lambda: answer(bench, uid, seen(bench), seen(bench))) == {"round.answered_twice"}
    assert keys(lambda: answer(bench, uid, seen(bench, "U"))) == {"round.line_of_another"}
    assert keys(lambda: answer(bench, uid, seen(bench, ug=-1))) == {"round.negative"}
    bench.register("W", place="Cabinet")
    bench.enter("W", day=LATER)
    late = open_round(bench, frozen=20211231)
    assert keys(lambda: answer(bench, late, seen(bench, "W"))) == {"round.line_not_in_it"}


def test_an_answer_set_aside_leaves_the_line_unanswered_with_its_reason(bench: Loans) -> None:
    uid = open_round(bench)
    aside = Answered(line=bench.line_ref("P"), remarks="perhaps", aside="what is meant?")
    answer(bench, uid, aside)
    told = json.loads(str(bench.line("P").fields[f"answer/{uid}"]))
    assert (told["answer"], told["remarks"], told["aside"]) == (None, "perhaps", "what is meant?")
    round_ = Round.of(bench.session.record(Subject.ROUND, uid))
    assert round_.answered == {}
    answer(bench, uid, seen(bench))
    assert "aside" not in json.loads(str(bench.line("P").fields[f"answer/{uid}"]))
    assert list(Round.of(bench.session.record(Subject.ROUND, uid)).answered) == [bench.people["A"]]


def test_a_piece_named_besides_is_kept_with_the_answer(bench: Loans) -> None:
    uid = open_round(bench)
    answer(bench, uid, besides=(NamedBesides(text="15999", ug=5, remarks="in the same box"),))
    round_ = Round.of(bench.session.record(Subject.ROUND, uid))
    assert round_.besides(bench.people["A"]) == (Besides("15999", 5, "in the same box"),)
    assert round_.besides(bench.people["B"]) == ()
    assert bench.people["A"] in round_.answered


def test_what_is_neither_answered_nor_named_is_refused(bench: Loans) -> None:
    uid = open_round(bench)
    neither = Answered(line=bench.line_ref("P"))
    assert keys(lambda: answer(bench, uid, neither)) == {"round.neither_answered_nor_aside"}
    unnamed = (NamedBesides(text=" "),)
    assert keys(lambda: answer(bench, uid, besides=unnamed)) == {"round.besides_unnamed"}


@pytest.mark.parametrize("place", ["signed_on", "witnessed_on"])
@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("31.02.2026", "round.signed_on_no_day"),
        ("yesterday", "round.signed_on_no_day"),
        ("2022-02-02", "round.signed_later"),
        ("2023", "round.signed_later"),
        ("2022-01-09", "round.signed_before"),
        ("2021", "round.signed_before"),
        ("2022-01-10", ""),
        ("1 February 2022", ""),
        ("2022", ""),
        (" ", ""),
    ],
)
def test_a_day_beside_a_signature_that_cannot_be_is_said(
    bench: Loans, place: str, written: str, found: str
) -> None:
    uid = open_round(bench)
    if found:
        assert keys(lambda: answer(bench, uid, seen(bench), **{place: written})) == {found}
    answer(bench, uid, seen(bench), accept=(found,), **{place: written})
    told = Round.of(bench.session.record(Subject.ROUND, uid)).answered[bench.people["A"]].told
    assert told.get(place, "") == written.strip()


def test_whoever_signs_for_the_borrower_is_asked_about(bench: Loans) -> None:
    uid, asked = open_round(bench), {"round.signed_by_another"}
    for other in ("Somebody Else", "Borrower B", "Borrower"):
        assert keys(lambda by=other: answer(bench, uid, seen(bench), signed_by=by)) == asked  # type: ignore[misc]
    answer(bench, uid, seen(bench), signed_by="Somebody Else", accept=tuple(asked))
    # However it is spaced or capitalized, and in whichever script, a name on record is the borrower's.
    more = {"othername/1": "\u7532\u501f\u7528\u4eba", "contact/1": "C. Assistant <c@b.invalid>"}
    known = Touch(Subject.PERSON, bench.people["A"], 20220101, tuple(more.items()))
    bench.session._write("laid", 20220101, [Recorded(len(bench.session.entries) + 1, 0, known)], ())
    for name in (" borrower  A ", "\u7532\u501f\u7528\u4eba", "C. Assistant"):
        answer(bench, uid, seen(bench), signed_by=name)
