"""Lists of intervals, fractions and sections fill the fields of depths, sieves and cores."""

from collections.abc import Callable
from pathlib import Path

import pytest
from lunarcurator.domain.operations import Mission, OpenCollection
from lunarcurator.domain.pieces import PieceState
from lunarcurator.services.form_context import find_piece
from lunarcurator.services.importing import Verdict, post_import
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store.source import StoreSource

from tests.services.importing.conftest import OPERATOR
from tests.services.importing.plans import plan_import
from tests.services.importing.steps import planned

HEADER = "Sample,Parent,Form,Depth top (cm),Depth bottom (cm),Pass,Light,Sieve max (mm),Colour,Mass now (g)"


@pytest.fixture(autouse=True)
def book(do: Callable[..., object]) -> None:
    missions = (Mission(code="Apollo 17", name="Apollo 17", opened=19721219),)
    do(OpenCollection(code="Apollo", name="Apollo", scheme="apollo", missions=missions), day=19690101)


def piece(session: StoreSession, number: str) -> PieceState:
    with session.database.snapshot() as connection:
        return StoreSource(connection).piece(find_piece(session, number))


def test_a_list_of_intervals_comes_in_with_its_depths(session: StoreSession, sheet: Callable[..., Path]) -> None:
    path = sheet(
        HEADER.replace("Parent", "Parent,Mission,Orientation of no use"),
        "76001,,Apollo 17,,core segment,,,,,,,",
        '"76001,1",76001,,,dissection interval,0,0.5,1,red light,1,10YR 5/1,1.25',
        '"76001,2",76001,,,dissection interval,0.5,1,1,white light,,,2.5',
    )
    plan = plan_import(session, path)
    assert [row.verdict for row in plan.rows] == [Verdict.NEW] * 3
    post_import(session, plan, OPERATOR)
    first = piece(session, "76001,1")
    assert {key: first.fields[key] for key in ("depth_bottom_um", "dissection_pass", "light", "sieve_max_um")} == {
        "depth_bottom_um": 5_000,
        "dissection_pass": 1,
        "light": "red",
        "sieve_max_um": 1_000,
    }
    assert (first.fields["colour"], piece(session, "76001,2").fields["depth_top_um"]) == ("10YR 5/1", 5_000)
    assert [row.verdict for row in plan_import(session, path).rows] == [Verdict.SAME] * 3


def test_another_depth_is_a_difference_and_one_without_unit_is_told(
    session: StoreSession, sheet: Callable[..., Path]
) -> None:
    first = sheet("Sample,Mission,Depth top (mm),Depth bottom (mm)", '"76001,1",Apollo 17,0,5')
    post_import(session, plan_import(session, first), OPERATOR)
    second = sheet("Sample,Mission,Depth top (mm),Depth bottom (mm)", '"76001,1",Apollo 17,0,6')
    (row,) = plan_import(session, second).rows
    assert (row.verdict, [each.field for each in row.differences]) == (Verdict.CHANGED, ["depth_bottom_um"])
    third = sheet("Sample,Mission,Depth top", '"76001,1",Apollo 17,7')
    (row,) = plan_import(session, third).rows
    assert "import.no_unit_of_length" in [reason.key for reason in row.reasons]


@pytest.mark.parametrize(("first", "last"), [("Depth top", "Depth bottom"), ("Sieve min", "Sieve max")])
def test_an_interval_that_ends_before_it_begins_is_warned_of(session: StoreSession, first: str, last: str) -> None:
    header = f"ID|Mission|{first} (mm)|{last} (mm)|Weight (g)"
    rows = planned(
        session, f"{header}\n10017|Apollo 11|50|20|1\n10018|Apollo 11|20|50|1\n10019|Apollo 11|50||1"
    ).rows
    turned = [[each for each in row.reasons if each.key == "import.ends_turned"] for row in rows]
    assert [*map(len, turned)] == [1, 0, 0]
    assert (dict(turned[0][0].facts)["low"], rows[0].verdict) == (50_000, Verdict.NEW)
