"""By a policy bodies speak in turn: the last word is taken with a reason where one before was not heard."""

import pytest
from lunarcurator.domain.lending.policy import Policy
from lunarcurator.domain.lending.terms import Decision, LineState

from tests.domain.ledger.desk import Refused
from tests.domain.ledger.loan_bench import LoanDesk, refused, strengths

ORDER = ("expert committee", "LESEC", "CNSA")
POLICY = Policy(code="lab", name="The lab's", collections=frozenset({"L"}), decided_by=ORDER)
EARLY = "decide.not_heard_yet"


@pytest.fixture
def session() -> LoanDesk:
    session = LoanDesk(POLICY)
    session.request(session.want("P"), session.want("Q"))
    return session


def test_the_last_word_waits_for_those_before_or_says_why(session: LoanDesk) -> None:
    assert strengths(lambda: session.decide("001/1", body="CNSA")) == {EARLY: "warn"}
    session.decide("001/1", body="Expert committee", final=False)
    with pytest.raises(Refused) as told:
        session.decide("001/1", "001/2", body=" cnsa ")
    facts = [dict(each.facts) for each in told.value.findings]
    line = {"body": "cnsa", "policy": "The lab's", "more": 0}
    assert facts == [
        {**line, "unheard": "LESEC", "line": "L-2021-001/1"},
        {**line, "unheard": "expert committee, LESEC", "line": "L-2021-001/2"},
    ]
    session.decide("001/1", body="LESEC", final=False)
    session.decide("001/1", body="CNSA")
    assert session.line("001/1").state is LineState.APPROVED


def test_lines_that_wait_for_the_same_are_told_of_together(session: LoanDesk) -> None:
    with pytest.raises(Refused) as told:
        session.decide("001/1", "001/2", body="CNSA")
    (found,) = told.value.findings
    assert dict(found.facts)["more"] == 1
    session.decide("001/1", "001/2", body="CNSA", accept=(EARLY,))
    assert session.line("001/2").state is LineState.APPROVED


def test_who_declines_waits_for_nobody_and_a_body_of_no_policy_has_no_turn(session: LoanDesk) -> None:
    session.decide("001/1", body="CNSA", decision=Decision.DECLINED, why="too early")
    assert refused(lambda: session.decide("001/2", body="a friend")) == {"decide.body_not_in_policy"}


def test_a_policy_without_bodies_has_no_turns_and_one_without_a_name_is_named_by_its_code() -> None:
    free = LoanDesk(Policy(code="free", collections=frozenset({"L"})))
    free.request(free.want("P"))
    free.decide("001/1", body="anybody")
    two = LoanDesk(Policy(code="two", collections=frozenset({"L"}), decided_by=("first", "last")))
    two.request(two.want("P"))
    with pytest.raises(Refused) as told:
        two.decide("001/1", body="last")
    assert dict(told.value.findings[0].facts)["policy"] == "two"


def test_whoever_speaks_before_the_last_word_is_followed_by_the_others_in_their_turn() -> None:
    assert POLICY.after(" Expert committee") == ("LESEC", "CNSA")
    assert POLICY.after("CNSA") == POLICY.after("a friend") == Policy().after("anybody") == ()
