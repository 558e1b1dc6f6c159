"""What needs a hand today, group by group, and what the rail counts."""

import json
from dataclasses import replace
from functools import reduce

from lunarcurator.domain.facts import Subject
from lunarcurator.domain.known_mass import KnownMass
from lunarcurator.domain.lending.terms import AgreementState
from lunarcurator.domain.moments import Moment
from lunarcurator.services.lab_tables import store_folder
from lunarcurator.services.lending.agreements import agreement_rows, policies_in_use
from lunarcurator.services.lending.overview import Holder, Overview, Work, months_from, overview, urgent_count
from lunarcurator.services.lending.records import loan_record
from lunarcurator.services.stores import open_session
from lunarcurator.services.words import Words

from tests.services.lending.test_browsing import Office


def groups(told: Overview) -> dict[str, int]:
    return {str(group.work): group.count for group in told.groups}


def test_each_group_counts_its_loans(office: Office) -> None:
    told = overview(office.session)
    assert groups(told) == {
        "overdue": 1,
        "recalled": 1,
        "to_decide": 1,
        "to_prepare": 1,
        "to_ship": 1,
        "in_transit": 1,
        "disputed": 1,
        "due_soon": 2,
        "undated": 1,
    }
    assert (told.out.lines, told.out.borrowers, told.loans, told.people) == (4, 2, 3, 2)
    assert told.months == ((202610, 1), (202611, 1), (202612, 1))
    assert told.urgent == urgent_count(office.session) == 3
    assert not told.is_empty


def test_who_holds_most_hold_together_what_is_out(office: Office) -> None:
    told = overview(office.session)
    first = max(told.holders, key=lambda each: each.held_sum.ug)
    assert (first.name, first.lines) == ("Institute 50%", 3)
    assert first.held_sum.known == KnownMass(6_000_020)
    every = reduce(Holder.plus, told.holders[1:], told.holders[0])
    assert every.held_sum == told.out.held_sum


def test_a_row_says_who_what_and_when(office: Office) -> None:
    rows = {group.work: group.rows[0] for group in overview(office.session).groups}
    late = rows[Work.OVERDUE]
    assert (late.kind, late.uid, late.code, late.institution) == (
        "loan",
        office.loans["L-1"],
        "L-1",
        "Institute 50%",
    )
    assert (late.lines, late.number, late.held_sum.ug, late.day) == (1, "15555", 5_000_000, 20261001)
    asked = rows[Work.TO_DECIDE]
    assert (asked.described, asked.held_sum.ug, asked.day) == ("Soil", 250_000, 20251001)
    assert rows[Work.TO_PREPARE].held_sum.ug == 9


def test_a_policy_that_cannot_be_read_leaves_out_the_agreements_and_says_so(office: Office) -> None:
    assert overview(office.session).agreements_known
    path = office.session.database.path
    own = store_folder(path) / "policies" / "own.json"
    own.parent.mkdir(parents=True)
    own.write_text("{", encoding="utf-8")
    office.session.close()
    opened = open_session(path)
    told = overview(opened.session)
    opened.session.close()
    assert not told.agreements_known
    assert {"expiring", "unsigned"}.isdisjoint(groups(told))
    assert told.out.lines == 4


def test_a_loan_with_everything_back_waits_to_be_closed(office: Office) -> None:
    loan = office.drawn.loan("L-4", office.ann)
    office.drawn.line("L-4/1", loan, office.ann, state="closed", closed=20260301)
    office.drawn.line("L-4/2", loan, office.ann, state="declined")
    office.drawn.write()
    found = {group.work: group for group in overview(office.session).groups}
    assert [row.code for row in found[Work.NOT_CLOSED].rows] == ["L-4"]


def test_agreements_are_signed_and_renewed_in_time(office: Office) -> None:
    made = office.drawn.agreement
    made("A-1", office.ann, approved=20261110)
    made("A-2", office.ann, signed=20220101, until=20270101)
    over = made("A-3", office.bob, signed=20200101, until=20250101)
    office.drawn.line("L-2/7", office.loans["L-2"], office.bob, agreement=over, ug=1)
    made("A-3a", office.bob, signed=20200101, until=20250102)
    made("A-4", office.bob, signed=20200101, until=20300101)
    made("A-5", office.bob, signed=20200101, until=20250101, terminated=20250101)
    made("A-6", office.drawn.uid(), signed=20200101, until=20250101)
    made("A-7", office.drawn.uid(), signed=20200101, until=20270101)
    office.drawn.write()
    found = {group.work: group for group in overview(office.session, 9).groups}
    assert [(row.code, row.day) for row in found[Work.TO_SIGN].rows] == [("A-1", 20261110)]
    assert [row.code for row in found[Work.EXPIRING].rows] == ["A-3", "A-2", "A-7"]
    assert [row.person for row in found[Work.EXPIRING].rows] == ["Borrower B", "Borrower A", ""]
    assert [row.lines for row in found[Work.EXPIRING].rows] == [1, 0, 0]


def test_how_early_an_agreement_is_renewed_the_policies_of_the_lab_say(office: Office, words: Words) -> None:
    agreement = office.drawn.agreement("A-1", office.ann, since=20220101, signed=20220101, until=20270301)
    loan = office.drawn.loan("L-5", office.ann, agreement=agreement)
    office.drawn.write()
    for days, state, group in ((180, AgreementState.EXPIRING, 1), (30, AgreementState.CURRENT, 0)):
        policies = tuple(replace(each, expiring_days=days) for each in office.session.tables.policies)
        office.session.tables = replace(office.session.tables, policies=policies)
        assert groups(overview(office.session)).get("expiring", 0) == group
        assert [row.state for row in agreement_rows(office.session)] == [state]
        told = loan_record(office.session, words, loan)
        assert told is not None
        assert told.agreement_state is state


def test_a_round_says_who_has_not_answered(office: Office) -> None:
    asked = {f"expects/{office.ann}": 3, f"expects/{office.bob}": 1, f"expects/{office.drawn.uid()}": 2}
    signed = {"day": 20261101, "signed_by": "Borrower B", "witnessed_by": "W"}
    answered = {f"answered/{office.bob}": json.dumps(signed)}
    told = {"name": "R-2026-01", "code": "R-2026-01", "frozen": 20261001, "deadline": 20261231} | asked | answered
    uid = office.drawn.add(Subject.ROUND, **told)
    seen = {"answer": "seen", "day": 20261101, "ug": None, "remarks": ""}
    office.drawn.line(
        "L-9/0",
        loan=office.drawn.loan("L-9", office.bob),
        borrower=office.bob,
        **{f"round/{uid}": json.dumps({"borrower": office.bob}), f"answer/{uid}": json.dumps(seen)},
    )
    office.drawn.write()
    seen = overview(office.session)
    found = {group.work: group for group in seen.groups}
    assert [(row.kind, row.person, row.lines, row.asked) for row in found[Work.UNANSWERED].rows] == [
        ("round", "", 2, 2),
        ("round", "Borrower A", 3, 3),
    ]
    assert seen.round is not None
    assert (seen.round.code, seen.round.asked, seen.round.answered, seen.round.deadline) == (
        "R-2026-01",
        3,
        1,
        20261231,
    )
    assert urgent_count(office.session) == 5


def test_holders_beyond_the_first_are_told_together(office: Office) -> None:
    assert overview(office.session).holders == (
        ("Institute 50%", (6_000_020, 0, 0, 0, None), 3),
        ("Institute B", (7, 0, 0, 0, None), 1),
    )
    loan = office.drawn.loan("L-8", office.ann)
    for n in range(5):
        who = office.drawn.person(f"Borrower {n}", office.drawn.institution(f"Museum {n}"))
        office.drawn.line(f"L-8/{n}", loan, who, ug=100 + n)
    office.drawn.write()
    holders = overview(office.session).holders
    assert len(holders) == 6
    assert holders[-1] == ("", (107, 0, 0, 0, None), 2)


def test_months_run_around_today_and_keep_what_lies_outside() -> None:
    told = months_from(20261124, [(202001, 4), (202611, 2), (203505, 1)], before=2, after=1)
    assert told == [(202609, 4), (202610, 0), (202611, 2), (202612, 1)]


def test_the_rail_counts_what_the_overview_of_any_day_counts(office: Office) -> None:
    for day in (None, 19720101, 20261002, 20270101):
        moment = Moment(day)
        assert urgent_count(office.session, moment) == overview(office.session, moment=moment).urgent


def test_the_policies_of_an_agreement_are_those_of_the_collections_in_the_book(office: Office) -> None:
    used = policies_in_use(office.session)
    assert used
    assert len(used) < len(office.session.tables.policies)
    assert all("Apollo" in each.collections for each in used)
