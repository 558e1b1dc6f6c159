"""A parent told only as a split, `0` or `,0` above all, and what it means where numbers have no splits."""

from collections.abc import Callable

import pytest
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Mission, OpenCollection, Register
from lunarcurator.services.importing import ImportPlan, Verdict
from lunarcurator.services.store_session import StoreSession

from tests.services.importing.steps import planned

type Do = Callable[..., object]


@pytest.fixture(autouse=True)
def book(do: Do) -> None:
    missions = (Mission(code="Apollo 15", name="Apollo 15", opened=19710807),)
    do(OpenCollection(code="Apollo", name="Apollo", scheme="apollo", missions=missions), day=19690101)
    mass = Mass.stated(10_000_000, 1_000_000)
    do(Register(collection="Apollo", number="15555", mission="Apollo 15", mass=mass), day=19710807)


def parents(plan: ImportPlan) -> list[str]:
    return [str(row.acts[0].operation.parent or "") if row.acts else "-" for row in plan.rows]  # type: ignore[union-attr]


def whole(plan: ImportPlan) -> str:
    return parents(plan)[0]


@pytest.mark.parametrize(
    "rows",
    [
        "Sample|Split|Parent|Mass (g)\n15555|901|0|1\n15555|902|,0|1\n15555|903|901|0.1",
        "Number|Parent|Mass now (g)\n15555,901|0|1\n15555,902|,0|1\n15555,903|901|0.1",
        "Generic|Number|Parent|Mass now (g)\n15555|,901|0|1\n15555|,902|,0|1\n15555|,903|,901|0.1",
    ],
)
def test_a_parent_0_is_the_whole_sample_and_another_split_one_of_its_family(
    session: StoreSession, rows: str
) -> None:
    plan = planned(session, rows, {"daughters": "with_daughters", "from_book": "take_out"})
    assert [row.verdict for row in plan.rows] == [Verdict.NEW] * 3
    assert whole(plan).startswith("#")
    assert parents(plan) == [whole(plan), whole(plan), "Apollo:15555,901"]


SAID = {"daughters": "left_over", "from_book": "take_out"}


def test_a_whole_sample_under_0_has_no_parent(session: StoreSession) -> None:
    plan = planned(session, "Number|Parent|Mission|Mass now (g)\n15556|0|Apollo 15|3\n15556,1|0||1", SAID)
    assert parents(plan) == ["", "Apollo:15556"]


def test_what_is_neither_a_number_nor_the_end_of_one_stays_refused(session: StoreSession) -> None:
    rows = "Number|Parent|Mass now (g)\n15555,901|zero|1\n,902|,0|1\n,903|0|1\n|0|1"
    plan = planned(session, rows, {"collection": "Apollo", "fill:Number": "no", **SAID})
    assert [row.verdict for row in plan.rows] == [Verdict.REFUSED] * 4
    assert [row.reasons[0].key for row in plan.rows] == [
        "number.not_in_scheme",
        "number.needs_family",
        "number.needs_family",
        "number.empty",
    ]


FIELD = "Number|Parent|Mass (g)\nAB-1|0|3\nAB-2|AB-1|2"


def test_where_numbers_have_no_split_0_a_parent_0_is_none_and_that_is_said(session: StoreSession) -> None:
    plan = planned(session, FIELD, {"collection": "new:Field", "daughters": "with_daughters"})
    assert parents(plan) == ["", "Field:AB-1"]
    assert [row.reasons[0].key for row in plan.rows if row.reasons] == ["import.parent_zero"]


def test_a_piece_that_is_called_0_is_a_parent_like_any_other(session: StoreSession) -> None:
    said = {"collection": "new:Field", "daughters": "with_daughters"}
    plan = planned(session, "Number|Parent|Mass (g)\n0||3\nAB-2|0|2", said)
    assert parents(plan) == ["", "Field:0"]


def test_a_blank_parent_is_none(session: StoreSession) -> None:
    plan = planned(session, "Number|Parent|Mass (g)\nAB-1||3", {"collection": "new:Field"})
    assert parents(plan) == [""]
