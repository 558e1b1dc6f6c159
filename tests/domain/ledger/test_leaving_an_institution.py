"""Who leaves an institution with which an agreement goes on, or under which lines are out, is asked about."""

import pytest
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.findings import Strength
from lunarcurator.domain.lending.terms import PersonRole
from lunarcurator.domain.operations.agreeing import TerminateAgreement
from lunarcurator.domain.operations.borrowing import Affiliation, SetUpInstitution, SetUpPerson

from tests.domain.ledger.agreeing_bench import BEGAN, ENDS, Agreeing, keys
from tests.domain.ledger.desk import Refused
from tests.domain.ledger.loans_bench import lay

LEAVES = "person.leaves_agreement"
LATER = 20230301


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
