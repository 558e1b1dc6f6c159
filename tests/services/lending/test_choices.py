"""With which lines and in which shipment an act of the loan desk begins."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lunarcurator.domain.acts import Act, Override, Posting
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.policy import Policy, UnreadPolicies
from lunarcurator.domain.operations.borrowing import Affiliation, SetUpPerson
from lunarcurator.services.demonstration import make_demonstration
from lunarcurator.services.lending.choices import LoanChoices, institution_choices, loan_choices
from lunarcurator.services.policies import PolicyError
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store.reads.records import records

from tests.made_once import copied_file


def demonstration(path: Path) -> None:
    make_demonstration(path)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[StoreSession]:
    """The demonstration: two lines out in one loan, one on its way, two requested."""
    session = StoreSession.open(copied_file(demonstration, tmp_path / "demo.lunar"))
    yield session
    session.close()


def line(session: StoreSession, code: str) -> Line:
    with session.database.connect() as connection:
        found = [Line.of(row.state) for row in records(connection, Subject.LINE)]
    return next(each for each in found if each.code == code)


def loan_of(session: StoreSession, code: str) -> Uid:
    return Uid(line(session, code).loan or "")


def test_an_act_on_a_loan_begins_with_its_lines_that_wait_for_it(session: StoreSession) -> None:
    out = loan_of(session, "L-2026-001/1")
    told = loan_choices(session, loan=out, act="extend_lines")
    assert {each.code for each in told.chosen} == {"L-2026-001/1", "L-2026-001/2"}
    assert told.only is None
    assert loan_choices(session, loan=out, act="issue_lines").chosen == ()
    assert loan_choices(session, loan=out, act="close_loan").chosen == ()
    asked = loan_choices(session, loan=loan_of(session, "L-2026-003/1"), act="decide_lines")
    assert asked.only is not None
    assert asked.only.code == "L-2026-003/1"
    selected = line(session, "L-2026-001/2").uid
    assert [each.uid for each in loan_choices(session, (selected,), out, "extend_lines").chosen] == [selected]


def test_the_shipment_of_what_is_on_its_way_is_found_and_no_other(session: StoreSession) -> None:
    sent = line(session, "L-2026-002/1")
    told = loan_choices(session, loan=sent.loan, act="receive_shipment")
    assert (told.shipment, told.beside) == (sent.shipment, 0)
    arrived = loan_choices(session, loan=loan_of(session, "L-2026-001/1"), act="extend_lines")
    assert arrived.shipment is None, "it is received"
    both = loan_choices(session, (sent.uid, line(session, "L-2026-001/1").uid))
    assert both.shipment is None
    assert loan_choices(session).shipment is None


def test_who_may_entrust_pieces_is_every_institution_in_use(session: StoreSession) -> None:
    with session.database.connect() as connection:
        known = {row.state.uid: row.state.name for row in records(connection, Subject.INSTITUTION)}
    assert known
    assert dict(institution_choices(session)) == known


def test_who_decides_is_only_proposed_where_the_policies_leave_one_body(session: StoreSession) -> None:
    one, other = line(session, "L-2026-003/1"), line(session, "L-2026-004/1")
    told = loan_choices(session, (one.uid, other.uid), act="decide_lines")
    assert set(told.policies) == {one.code, other.code}
    assert told.sole_body == ""
    assert loan_choices(session, (one.uid,), act="extend_lines").policies == {}
    alone, turns = Policy(decided_by=("CNSA",)), Policy(decided_by=("experts", "CNSA"))
    codes = (one.code, other.code, "L-9/9")

    def by(first: Policy, second: Policy) -> LoanChoices:
        return replace(told, policies={one.code: first, other.code: second})

    assert by(alone, alone).sole_body == "CNSA"
    assert by(alone, turns).sole_body == by(turns, turns).sole_body == ""
    assert replace(told, policies={}).sole_body == ""
    assert by(alone, turns).only_noted("Experts ", codes) == (other.code,)
    assert by(turns, turns).only_noted("experts", codes) == codes[:2]
    assert by(alone, turns).only_noted("CNSA", codes) == by(turns, turns).only_noted(" ", codes) == ()
    assert by(turns, turns).deciding_after("experts", codes) == ("CNSA",)


def test_without_a_policy_that_can_be_read_nobody_is_proposed(session: StoreSession) -> None:
    session.tables = replace(session.tables, policies=UnreadPolicies(PolicyError("policy.wrong")))
    asked = line(session, "L-2026-003/1")
    told = loan_choices(session, (asked.uid,), act="decide_lines")
    assert (told.policies, told.sole_body) == ({}, "")


def test_two_people_of_one_name_are_told_apart_by_where_they_are(session: StoreSession) -> None:
    museum, university = (name for _, name in institution_choices(session)[:2])
    for house in (museum, university, ""):
        there = (Affiliation(institution=house, since=20200101),) if house else ()
        act = Act(operation=SetUpPerson(name="Twice Named", affiliations=there), day=20260101)
        reasons = tuple(Override(key=key, reason="another one") for key in ("person.same_name",))
        session.post(Posting(acts=(act,), operator="A. Curator (demo)", overrides=reasons))
    told = [name for _, name in loan_choices(session).people]
    assert sorted(each for each in told if each.startswith("Twice")) == sorted(
        ["Twice Named", f"Twice Named · {museum}", f"Twice Named · {university}"]
    )
    assert [each for each in told if "·" in each and not each.startswith("Twice")] == []
