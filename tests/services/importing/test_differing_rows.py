"""Rows of one number: what says the same, and what exactly differs where they do not."""

from collections.abc import Callable
from pathlib import Path

import pytest
from lunarcurator.services.importing import ImportPlan, Verdict
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words

from tests.services.importing.plans import plan_import
from tests.services.importing.steps import planned

type Sheet = Callable[..., Path]


def verdicts(plan: ImportPlan) -> list[str]:
    return [str(row.verdict) for row in plan.rows]


def said(plan: ImportPlan, at: int, words: Words) -> list[str]:
    found = [each for each in plan.rows[at].reasons if each.key == "import.twice_differs"]
    return [words.say_finding(each) for each in found]


def test_a_mass_with_more_zeros_says_the_same(session: StoreSession, sheet: Sheet) -> None:
    plan = plan_import(session, sheet("ID,Weight (g),Class", "10018,924,Breccia", "10018,924.0,breccia"))
    assert verdicts(plan) == ["new", "same"]


def test_an_estimate_says_something_else(session: StoreSession, sheet: Sheet, words: Words) -> None:
    plan = plan_import(session, sheet("ID,Weight (g)", "10018,924", "10018,~924"))
    assert verdicts(plan) == ["conflict", "conflict"]
    assert said(plan, 0, words) == ["“original mass” is not the same in row 3."]
    assert said(plan, 1, words) == ["“original mass” is not the same in row 2."]


@pytest.mark.parametrize(
    ("header", "one", "other", "told"),
    [
        ("Remarks", "red", "", "remarks"),
        ("Shelf mark", "A", "B", "Shelf mark"),
        ("Pristinity (%)", "97.5", "98", "pristinity"),
        ("Thickness (mm)", "0.5", "0.25", "Thickness"),
        ("Day", "1971-08-07", "1971-08-08", "day"),
        ("Pieces", "2", "3", "count"),
    ],
)
def test_a_conflict_shows_what_differs(
    session: StoreSession, sheet: Sheet, words: Words, header: str, one: str, other: str, told: str
) -> None:
    mapping = {"ID": "number", "Day": "day", "Pieces": "count", "Thickness (mm)": "thickness_um"}
    mapping |= {"Remarks": "remarks", "Pristinity (%)": "pristinity_milli", "Shelf mark": "other"}
    told_of = {name: target for name, target in mapping.items() if name in ("ID", header)}
    plan = plan_import(session, sheet(f"ID,{header}", f"10018,{one}", f"10018,{other}"), mapping=told_of)
    assert said(plan, 0, words) == [f"“{told}” is not the same in row 3."]


def test_of_many_differences_the_first_are_shown(session: StoreSession, sheet: Sheet, words: Words) -> None:
    plan = plan_import(session, sheet("ID,A,B,C,D", "10018,1,1,1,1", "10018,2,2,2,2"))
    assert len(said(plan, 0, words)) == 3


ZEROS = "Sample|Mass (g)|Parent\n15016|924|\n15016,0|924|{}\n15058.0|3|\nodd 10|2|\n|1|"


def test_a_number_beside_its_split_0_that_names_no_parent_is_refused(session: StoreSession) -> None:
    told = {"collection": "Apollo", "fill:Sample": "no", "daughters": "with_daughters"}
    plan = planned(session, ZEROS.format(""), told)
    assert [row.number for row in plan.rows if row.verdict is Verdict.NEW] == ["15016", "15058"]
    assert plan.rows[1].reasons[0].key == "import.zero_twin"
    apart = planned(session, ZEROS.format("15016"), told)
    assert "15016,0" in [row.number for row in apart.rows if row.verdict is Verdict.NEW]


def test_a_split_0_alone_is_the_whole(session: StoreSession) -> None:
    plan = planned(session, "Sample|Mass (g)\n15016|924\n15058,0|3", {"collection": "Apollo"})
    assert [row.verdict for row in plan.rows] == [Verdict.NEW] * 2
