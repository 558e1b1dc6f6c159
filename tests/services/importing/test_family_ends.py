"""Below a row that says another whole number, ends of numbers are not those of the family before it."""

from dataclasses import replace

import pytest
from lunarcurator.services.desk import Desk
from lunarcurator.services.importing import (
    ImportPlan,
    Profiles,
    Source,
    Told,
    answered,
    guess_reading,
    mapped,
    plan_reading,
)
from lunarcurator.services.importing.plan import BAD

UNSURE = "import.family_unsure"


def judged(desk: Desk, text: str, families: tuple[str, ...] = ("A=Family #",)) -> ImportPlan:
    source = Source.pasted(text.replace("|", "\t"))
    reading = guess_reading(desk, source, Profiles.load(), said=Told(families=families))
    if "Split" in reading.columns:
        reading = mapped(reading, "Split", "specific")
    reading = answered(answered(reading, "collection", "Apollo"), "daughters", "left_over")
    return plan_reading(desk, source, replace(reading, makes_parents=True))


def bad(plan: ImportPlan) -> dict[int, str]:
    return {row.row: str(row.reasons[0].key) for row in plan.rows if row.verdict in BAD}


@pytest.mark.parametrize(
    ("text", "unsure"),
    [
        ("Number|Mass (g)|Words\nFamily 15557||\n,1|3|\n15555|9|continued\n,7|4|\n15555,8|2|", {5}),
        ("Number|Mass (g)|Words\nFamily 15557||\n15555|much|continued\n,7|4|\n15557|9|\n,8|4|", {4}),
        ("Number|Mass (g)|Words\nFamily 15557||\n15555||a\n,7|4|\nFamily 15557||\n,8|4|", {4}),
        ("Number|Parent|Mass (g)\nFamily 15557||\n15555||9\n15555,7|,1|4\n15555,8|15555|4\n15555,9|a rock|4", {4}),
        ("Split|Mass (g)|Words\nFamily 15557||\n,1|3|\n15555||continued\n7|4|\n,8|4|", {5, 6}),
        ("Number|Mass (g)|Words\n,1|3|\nFamily 15557||\n15557,2|9|\n,7|4|", set()),
        ("Generic|Specific|Mass (g)\nFamily 15557||\n15555||9\n15555|1|3", set()),
        ("Number|Mass (g)|Words\nFamily 15557||\n15555||a\n,x?y|4|\n,7|4|", {5}),
    ],
)
def test_ends_below_another_whole_number_are_refused(desk: Desk, text: str, unsure: set[int]) -> None:
    plan = judged(desk, text)
    assert {row for row, key in bad(plan).items() if key == UNSURE} == unsure
    for row in plan.rows:
        for reason in row.reasons if row.row in unsure else ():
            facts = dict(reason.facts)
            assert (facts["other"], facts["family"]) == ("15555", "15557")


def test_a_row_that_says_no_number_is_not_the_family_above_it(desk: Desk) -> None:
    plan = judged(desk, "Number|Mass (g)|Words\nFamily 15557||\n,7|3|\n|5|a chip")
    assert bad(plan) == {4: "number.empty"}


def test_places_that_mean_no_row_are_known(desk: Desk) -> None:
    source = Source.pasted("Number\tMass (g)\nFamily 15557\t\n,7\t3\n15555\t9")
    families = ("A=Family #", "A=#####", "4", "9")
    reading = guess_reading(desk, source, Profiles.load(), said=Told(families=families))
    assert (reading.unmet, [each.row for each in reading.families]) == (("A=#####", "9"), [2, 4])
