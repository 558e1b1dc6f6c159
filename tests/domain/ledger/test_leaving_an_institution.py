"""Who leaves an institution with which an agreement goes on, or under which lines are out, is asked about."""

from dataclasses import replace

import pytest
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.findings import Strength
from lunarcurator.domain.lending.borrower_standing import standing_of
from lunarcurator.domain.lending.terms import PersonRole
from lunarcurator.domain.operations.agreeing import TerminateAgreement
from lunarcurator.domain.operations.borrowing import Affiliation, SetUpInstitution, SetUpPerson

from tests.domain.ledger.agreeing_bench import BEGAN, ENDS, Agreeing, keys
from tests.domain.ledger.desk import Refused
from tests.domain.ledger.loans_bench import lay

LEAVES = "person.leaves_agreement"
LATER = 20230301
TO_COME = 20271231


@pytest.fixture
def bench() -> Agreeing:
    bench = Agreeing()
    bench.do(SetUpInstitution(name="Institute B"), BEGAN)
    return bench


def leave(bench: Agreeing, until: int, name: str = "Institute A", **more: object) -> SetUpPerson:
    told = {"institution": bench.place_of(name), "until": until, **more}
    return SetUpPerson(person=bench.who(), name="Borrower A", affiliations=(Affiliation(**told),))  # type: ignore[arg-type]


def asked(bench: Agreeing, operation: SetUpPerson) -> dict[str, str | int]:
    with pytest.raises(Refused) as refused:
        bench.do(operation, LATER)
    (found,) = refused.value.findings
    assert (found.strength, found.field) == (Strength.WARN, "affiliations")
    return {"key": found.key, **dict(found.facts)}


@pytest.mark.parametrize("until", [20200102, 20201231, 20230228, 20241230])
def test_it_is_asked_while_the_agreement_goes_on_with_how_many_lines_are_out(bench: Agreeing, until: int) -> None:
    bench.agree()
    bench.lend("P")
    bench.lend("Q", "L-1/2", state="closed", closed=20220101)
    told = asked(bench, leave(bench, until))
    assert told == {
        "key": LEAVES,
        "person": "Borrower A",
        "name": "Institute A",
        "until": until,
        "agreement": "A-1",
        "since": BEGAN,
        "last": ENDS,
        "out": 1,
    }
    bench.do(leave(bench, until), LATER, (LEAVES,))
    assert bench.person().institution is None


def test_a_last_day_before_the_agreement_began_is_asked_about(bench: Agreeing) -> None:
    bench.agree(since=20210101)
    assert asked(bench, leave(bench, 20200601))["since"] == 20210101


@pytest.mark.parametrize("until", [ENDS, 20250101])
def test_it_is_not_asked_where_the_agreement_is_over_by_then(bench: Agreeing, until: int) -> None:
    bench.agree()
    bench.do(leave(bench, until), LATER)
    assert bench.person().institution is None


def test_it_is_not_asked_of_a_line_that_is_due_back_by_the_last_day(bench: Agreeing) -> None:
    bench.agree()
    bench.lend("P", due=20270601)
    bench.do(leave(bench, TO_COME), LATER)
    assert [each.until for each in bench.person().affiliations] == [TO_COME]


@pytest.mark.parametrize("due", [20280201, 20280000, 20221201, None])
def test_it_is_asked_of_a_line_due_later_or_overdue_or_of_which_nobody_knows(
    bench: Agreeing, due: int | None
) -> None:
    bench.agree()
    bench.lend("P", due=due)
    assert asked(bench, leave(bench, TO_COME))["out"] == 1


@pytest.mark.parametrize(("state", "closed", "until"), [("out", 0, 20250101), ("closed", 20250301, 20250101)])
def test_it_is_asked_where_a_line_outlasts_the_agreement(
    bench: Agreeing, state: str, closed: int, until: int
) -> None:
    bench.agree()
    bench.lend("P", state=state, closed=closed)
    assert asked(bench, leave(bench, until))["out"] == (state == "out")


def test_it_is_not_asked_of_a_draft_nor_of_what_was_ended(bench: Agreeing) -> None:
    bench.draft("A-2")
    bench.agree()
    ended = TerminateAgreement(agreement=bench.agreement_ref("A-1"), why="moves")
    bench.do(ended, 20220101)
    assert keys(lambda: bench.do(leave(bench, 20211230), LATER)) == {LEAVES}
    bench.do(leave(bench, 20211231), LATER)


def test_it_is_not_asked_where_the_person_stays_in_another_role_or_left_elsewhere(bench: Agreeing) -> None:
    bench.agree()
    bench.do(leave(bench, 20210101, role=PersonRole.REGISTRAR), LATER)
    bench.do(leave(bench, 0, "Institute B"), LATER)
    bench.do(leave(bench, 20220101, "Institute B"), LATER)
    assert [each.until for each in bench.person().affiliations].count(0) == 1


def test_who_comes_back_after_a_break_leaves_and_who_comes_back_at_once_does_not(bench: Agreeing) -> None:
    bench.agree()
    back = Affiliation(institution=bench.place_of("Institute A"), role=PersonRole.REGISTRAR, since=20230901)
    for until, leaves in ((20230731, True), (20230831, False)):
        act = leave(bench, until)
        act = replace(act, affiliations=(*act.affiliations, back))
        if leaves:
            assert asked(bench, act)["until"] == until
        else:
            bench.do(act, LATER)


def test_a_time_to_come_that_gets_an_end_is_left_then(bench: Agreeing) -> None:
    bench.do(leave(bench, 0, "Institute B", since=20240101), LATER)
    bench.agree("A-2", institution=bench.place_of("Institute B"), accept=("agreement.not_affiliated",))
    assert asked(bench, leave(bench, 20240201, "Institute B", since=20240101))["until"] == 20240201


def test_an_institution_counts_from_the_day_it_begins_to_the_day_it_ends(bench: Agreeing) -> None:
    coming = Affiliation(institution=bench.place_of("Institute B"), since=20240101)
    act = leave(bench, 20231231)
    bench.do(replace(act, affiliations=(*act.affiliations, coming)), LATER)
    ledger, uid, names = bench.session.ledger(), bench.person().uid, {}
    for day in (20191231, LATER, 20231231, 20240101):
        house = standing_of(ledger, uid, day).institution
        names[day] = house.name if house else ""
    assert names == {20191231: "", LATER: "Institute A", 20231231: "Institute A", 20240101: "Institute B"}


def test_another_time_there_that_is_over_ends_nothing(bench: Agreeing) -> None:
    bench.do(leave(bench, 20210601), LATER)
    bench.agree(accept=("agreement.not_affiliated",))
    bench.do(leave(bench, 20210301), LATER)
    assert {each.until for each in bench.person().affiliations} == {20210301, 20210601}


def test_lines_under_no_agreement_are_asked_about_where_the_institution_leads(bench: Agreeing) -> None:
    bench.agree("A-B", "B")
    bench.lend("P", agreement="A-B")
    told = {"state": "out", "issued": 20210101, "loan": bench.line("L-1/1").loan}
    lay(bench.session, Subject.LINE, code="L-1/2", borrower=bench.person().uid, **told)
    bench.do(leave(bench, 0, "Institute B", role=PersonRole.REGISTRAR), LATER)
    told = asked(bench, leave(bench, 20220101))
    assert (told["key"], told["name"], told["out"]) == ("person.leaves_lines", "Institute A", 1)
    bench.do(leave(bench, 20220101, "Institute B", role=PersonRole.REGISTRAR), LATER)
