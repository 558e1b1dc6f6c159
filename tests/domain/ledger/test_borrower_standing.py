"""How a borrower stands, and what R5 and R6 say against lending more, at the day of the act."""

import json

import pytest
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.findings import Strength
from lunarcurator.domain.lending.borrower_standing import BorrowerStanding, standing_of
from lunarcurator.domain.lending.policy import Policy
from lunarcurator.domain.lending.terms import LimitKind, LoanKind, PersonEnd
from lunarcurator.domain.operations.agreeing import TerminateAgreement
from lunarcurator.domain.operations.borrowing import ConfirmContact, EndResponsibility, LimitBorrower, SetUpPerson
from lunarcurator.domain.rules.lending import may_be_lent_to

from tests.domain.ledger.agreeing_bench import Agreeing
from tests.domain.ledger.loans_bench import lay

DAY = 20210601
HEARD = 20210301
LATE = Policy(stale_contact_days=365, expiring_days=180)
NEVER = Policy(expiring_days=180)


@pytest.fixture
def bench() -> Agreeing:
    bench = Agreeing()
    bench.agree()
    bench.do(ConfirmContact(person=bench.who(), how="letter"), HEARD)
    return bench


def found(
    bench: Agreeing,
    agreement: str | None = "A-1",
    day: Day = DAY,
    due: Day | None = 20211231,
    kind: LoanKind = LoanKind.RESEARCH,
    policy: Policy | None = NEVER,
) -> dict[str, Strength]:
    uid = bench.agreement(agreement).uid if agreement else None
    person = bench.person().uid
    told = may_be_lent_to(bench.session.ledger(), person, uid, day, due, kind=kind, policy=policy)
    return {each.key: each.strength for each in told}


def stands(bench: Agreeing, day: Day = DAY, policy: Policy | None = None) -> BorrowerStanding:
    return standing_of(bench.session.ledger(), bench.person().uid, day, policy)


def entry(**told: object) -> str:
    return json.dumps(told)


def test_nothing_stands_against_a_borrower_in_good_standing(bench: Agreeing) -> None:
    assert found(bench, policy=LATE) == {}
    told = stands(bench, policy=LATE)
    assert (told.is_delinquent, told.heard, told.stale, told.out.mass.ug, told.out.unweighed) == (
        False,
        HEARD,
        False,
        0,
        0,
    )
    assert told.institution is not None


@pytest.mark.parametrize(
    ("day", "key"),
    [(20191231, "agreement.not_signed"), (20250101, "agreement.expired"), (20230101, "agreement.terminated")],
)
def test_an_agreement_has_to_hold_on_the_day_of_the_act(bench: Agreeing, day: Day, key: str) -> None:
    if key == "agreement.terminated":
        bench.do(TerminateAgreement(agreement=bench.agreement_ref("A-1"), why="x"), 20220101)
    assert found(bench, day=day, due=None) == {key: Strength.AUTHORITY}


def test_an_agreement_that_has_not_begun_asks_for_authority(bench: Agreeing) -> None:
    bench.draft("A-2", since=20220101)
    bench.sign("A-2", 20210105)
    assert found(bench, "A-2") == {"agreement.not_begun": Strength.AUTHORITY}


def test_an_agreement_is_asked_for_and_is_the_borrowers_own(bench: Agreeing) -> None:
    bench.agree("B-1", "B")
    assert found(bench, None) == {"agreement.none": Strength.AUTHORITY}
    assert found(bench, "B-1") == {"agreement.of_another": Strength.AUTHORITY}


def test_an_agreement_that_ends_before_the_due_day_is_told(bench: Agreeing) -> None:
    assert found(bench, due=20250601) == {"agreement.ends_before_due": Strength.WARN}


def test_a_security_plan_that_waits_for_review_is_told(bench: Agreeing) -> None:
    bench.agree("A-2", plan_review=20210501)
    assert found(bench, "A-2") == {"agreement.plan_not_reviewed": Strength.WARN}
    assert found(bench, "A-2", day=20210430) == {}


def test_within_the_lab_no_agreement_is_needed_and_what_comes_to_us_is_not_judged(bench: Agreeing) -> None:
    assert found(bench, None, kind=LoanKind.INTERNAL) == {}
    assert found(bench, None, kind=LoanKind.INCOMING) == {}


def test_a_line_after_its_due_day_makes_delinquent_from_the_day_after(bench: Agreeing) -> None:
    bench.lend("P1", due=DAY)
    assert found(bench) == {}
    bench.lend("P2", "L-1/2", due=20210531)
    assert found(bench) == {"borrower.overdue": Strength.AUTHORITY}
    assert stands(bench).is_delinquent
    assert found(bench, day=20210531) == {}


def test_a_line_closed_since_was_overdue_then(bench: Agreeing) -> None:
    bench.lend("P1", due=20210301, state="closed", closed=20210601)
    assert found(bench, day=20210531) == {"borrower.overdue": Strength.AUTHORITY}
    assert found(bench, day=20210601) == {}


def test_a_line_extended_later_was_overdue_before(bench: Agreeing) -> None:
    told = entry(day=20210501, before=20210401, due=20220101)
    bench.lend("P1", due=20220101, **{"extension/1": told})
    assert found(bench, day=20210415) == {"borrower.overdue": Strength.AUTHORITY}
    assert found(bench) == {}


def test_an_undated_line_is_never_overdue_until_it_is_recalled(bench: Agreeing) -> None:
    bench.lend("P1", due=None)
    bench.lend("P2", "L-1/2", due=None, recalled=20210515, recall_asked=20210501)
    assert found(bench, day=20210430) == {}
    assert set(found(bench, day=20210510)) == {"borrower.recalled"}
    assert set(found(bench)) == {"borrower.recalled", "borrower.overdue"}


def test_a_round_not_answered_after_its_deadline_makes_delinquent_in_every_collection(bench: Agreeing) -> None:
    person = bench.person().uid
    asked = {f"expects/{person}": 1, "frozen": 20210301, "deadline": 20210501}
    one = lay(bench.session, Subject.ROUND, code="R-1", **asked)
    other = lay(bench.session, Subject.ROUND, code="R-2", frozen=20210301, deadline=20210501)
    asked = {f"round/{each}": entry(held_ug=1, borrower=person) for each in (one, other)}
    bench.lend("P1", **asked)
    assert found(bench) == {"borrower.unanswered": Strength.AUTHORITY}
    assert found(bench, day=20210501) == {}


def test_an_answer_settles_a_round_and_is_a_sign_of_life(bench: Agreeing) -> None:
    person = bench.person().uid
    answer = entry(day=20210515, signed_by="Borrower A", witnessed_by="W", document="")
    asked = {f"expects/{person}": 1, "deadline": 20210501, f"answered/{person}": answer}
    one = lay(bench.session, Subject.ROUND, code="R-1", **asked)
    told = {f"answer/{one}": entry(answer="seen", day=20210515, ug=None, remarks="")}
    bench.lend("P1", **{f"round/{one}": entry(held_ug=1, borrower=person)}, **told)
    assert set(found(bench, day=20210514)) == {"borrower.unanswered"}
    assert found(bench) == {}
    assert stands(bench).heard == 20210515


def test_lines_still_out_under_an_agreement_that_ended_make_delinquent(bench: Agreeing) -> None:
    bench.agree("A-2", until=20210501)
    bench.lend("P1", "L-2/1", "A-2")
    assert found(bench) == {"borrower.lapsed": Strength.AUTHORITY}
    assert [each.agreement.code for each in stands(bench).lapsed] == ["A-2"]


def test_who_was_not_heard_of_for_long_asks_for_a_reason(bench: Agreeing) -> None:
    assert found(bench, day=20220301, policy=LATE) == {}
    assert found(bench, day=20220302, policy=LATE) == {"borrower.stale": Strength.WARN}
    assert found(bench, day=20210228, policy=LATE) == {"borrower.stale": Strength.WARN}
    assert stands(bench, 20210228).heard == 20200101, "a signature is a sign of life"
    assert stands(bench, 20220302).stale, "without a policy of its own the strictest there is counts"


def test_somebody_of_whom_nothing_was_ever_heard_asks_for_a_reason(bench: Agreeing) -> None:
    uid = bench.on_desk(Subject.PERSON, "Borrower B")
    told = may_be_lent_to(bench.session.ledger(), uid, None, DAY, None, kind=LoanKind.INTERNAL, policy=LATE)
    assert [each.key for each in told] == ["borrower.never_heard"]


def test_results_owed_and_restrictions_are_weighed(bench: Agreeing) -> None:
    bench.do(LimitBorrower(person=bench.who(), kind=LimitKind.FUNDING, text="fund Z"), DAY)
    bench.do(LimitBorrower(institution=bench.place_of(), kind=LimitKind.EXPORT, text="licence"), DAY)
    person = bench.person().uid
    due = {"what": "papers", "text": "", "due": 20210501, "settled": 0, "how": ""}
    lay(bench.session, Subject.LOAN, code="L-9", borrower=person, **{"owed/1": entry(**due)})
    told = stands(bench)
    assert [each.text for each in told.limits] == ["fund Z", "licence"]
    assert [(each.loan.code, each.item.due) for each in told.owed] == [("L-9", 20210501)]
    assert found(bench) == {"borrower.limited": Strength.WARN, "borrower.owes": Strength.WARN}


def test_nothing_is_lent_to_somebody_who_answers_for_nothing(bench: Agreeing) -> None:
    bench.do(EndResponsibility(person=bench.who(), how=PersonEnd.DIED), 20210501)
    assert found(bench) == {"borrower.ended": Strength.IMPOSSIBLE}


def test_the_card_counts_what_is_answered_for(bench: Agreeing) -> None:
    move = {"step": "issued", "day": 20210101, "ug": 100, "unweighed": 1, "quality": "measured", "document": ""}
    bench.lend("P1", **{"move/1": json.dumps(move)})
    told = stands(bench)
    assert (told.received.mass.ug, told.received.unweighed, told.on_way.lines) == (100, 1, 0)


def test_a_person_without_an_institution_stands_too(bench: Agreeing) -> None:
    bench.do(SetUpPerson(name="Borrower C"))
    uid = bench.on_desk(Subject.PERSON, "Borrower C")
    assert standing_of(bench.session.ledger(), uid, DAY, NEVER).institution is None
