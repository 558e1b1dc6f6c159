"""A row that cannot come in takes nothing with it that could stand without it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Mission, OpenCollection, Register
from lunarcurator.services.importing import ImportPlan, Verdict, post_import
from lunarcurator.services.posting import Posted
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.verifying import verify

from tests.services.importing.conftest import OPERATOR
from tests.services.importing.plans import plan_import

type Do = Callable[..., Posted]
type Sheet = Callable[..., Path]

HEADER = "Number,Parent,Mission,Mass now (g)"


@pytest.fixture(autouse=True)
def book(do: Do) -> None:
    missions = (Mission(code="Apollo 11", name="Apollo 11", opened=19690726),)
    do(OpenCollection(code="Apollo", name="Apollo", scheme="apollo", missions=missions), day=19690101)
    mass = Mass.stated(10_000_000, 1_000_000)
    do(Register(collection="Apollo", number="10017", mission="Apollo 11", mass=mass), day=19690726)


def told(plan: ImportPlan) -> list[tuple[str, str]]:
    return [(row.number, str(row.verdict)) for row in plan.rows]


def keys(plan: ImportPlan, at: int) -> list[str]:
    return [reason.key for reason in plan.rows[at].reasons]


def test_sisters_after_a_misprinted_mass_come_in_without_it(session: StoreSession, sheet: Sheet) -> None:
    rows = ('"10017,1",10017,,2', '"10017,2",10017,,20', '"10017,3",10017,,3', '"10017,4","10017,3",,1')
    plan = plan_import(session, sheet(HEADER, *rows))
    assert told(plan) == [("10017,1", "new"), ("10017,2", "conflict"), ("10017,3", "new"), ("10017,4", "new")]
    assert keys(plan, 1) == ["import.would_be_negative"]
    post_import(session, plan, OPERATOR, skip_bad=True)
    assert verify(session).sound


def test_the_one_mass_that_can_be_misprinted_is_the_conflict_wherever_it_stands(
    session: StoreSession, sheet: Sheet
) -> None:
    rows = ("10018,,Apollo 11,10", '"10018,1",10018,,9', '"10018,2",10018,,2', '"10018,3",10018,,3')
    plan = plan_import(session, sheet(HEADER, *rows))
    assert [verdict for _, verdict in told(plan)] == ["new", "conflict", "new", "new"]
    assert keys(plan, 1) == ["import.sum_would_close", "import.would_be_negative"]


def test_what_hangs_under_the_culprit_names_its_row(session: StoreSession, sheet: Sheet) -> None:
    rows = ('"10017,2",10017,,20', '"10017,5","10017,2",,1', '"10017,6","10017,5",,1', '"10017,7",10017,,5')
    plan = plan_import(session, sheet(HEADER, *rows))
    assert [verdict for _, verdict in told(plan)] == ["conflict", "conflict", "conflict", "new"]
    assert keys(plan, 1) == keys(plan, 2) == ["import.parent_left"]
    assert dict(plan.rows[1].reasons[0].facts) == {"number": "10017,5", "parent": "10017,2", "row": 2}


def test_a_row_in_conflict_over_a_piece_of_the_book_leaves_its_daughters_alone(
    session: StoreSession, sheet: Sheet
) -> None:
    plan = plan_import(session, sheet(HEADER, "10017,,Apollo 12,10", '"10017,1",10017,,2'))
    assert told(plan) == [("10017", "conflict"), ("10017,1", "new")]


def test_many_sisters_of_a_culprit_are_judged_one_by_one(session: StoreSession, sheet: Sheet) -> None:
    rows = [f'"10017,{at}",10017,,{20 if at % 2 else 0.001}' for at in range(1, 401)]
    plan = plan_import(session, sheet(HEADER, *rows))
    assert plan.counts[Verdict.NEW] == plan.counts[Verdict.CONFLICT] == 200
