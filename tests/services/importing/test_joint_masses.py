"""One mass beside several numbers in a cell is given to each of them only where somebody says so."""

from lunarcurator.services.desk import Desk
from lunarcurator.services.importing import ImportPlan

from tests.services.importing.steps import asked, planned

TEXT = "Sample|Mass (g)\n15571; 15572|28.5\n15575; 15576|?\n15577; 15578|\n15016|1"


def masses(plan: ImportPlan) -> list[int | None]:
    return [row.acts[0].operation.original.ug if row.acts[0].operation.original else None for row in plan.rows]


def test_a_mass_beside_several_numbers_is_asked_about(desk: Desk) -> None:
    question = asked(desk, TEXT)["joint_mass"]
    assert (question.must, question.choices, question.proposed) == (True, ("together", "each"), "")
    facts = {"column": "Sample", "numbers": "15571; 15572", "mass": "28.5", "count": 1}
    assert dict(question.facts) == facts


def test_the_mass_of_all_together_is_kept_beside_each_and_is_that_of_none(desk: Desk) -> None:
    plan = planned(desk, TEXT, {"joint_mass": "together"})
    assert masses(plan) == [None] * 6 + [1_000_000]
    beside = [dict(row.acts[0].operation.other) for row in plan.rows]
    assert beside[0] == beside[1] == {"Mass (g): Σ": "28.5 (15571; 15572)"}
    assert beside[4] == beside[6] == {}


def test_the_mass_of_each_is_given_to_each(desk: Desk) -> None:
    plan = planned(desk, TEXT, {"joint_mass": "each"})
    assert masses(plan) == [28_500_000, 28_500_000, None, None, None, None, 1_000_000]


def test_nothing_is_asked_without_a_mass_or_without_several_numbers(desk: Desk) -> None:
    for text in (
        "Sample|Type\n15571; 15572|basalt",
        "Sample|Mass (g)\n15571; 15572|\n15573|2",
        "Sample|Mass (g)\n15571|1",
    ):
        assert "joint_mass" not in asked(desk, text)


def test_a_loan_of_several_pieces_keeps_their_mass_as_a_remark(desk: Desk) -> None:
    text = "Sample|Mass (g)|Borrower|Date lent\n15571,1; 15571,2|28.5|A. Schmidt|2021-04-15"
    assert asked(desk, text)["joint_mass"].must
    plan = planned(desk, text, {"joint_mass": "together"})
    for row in plan.rows:
        said = repr(row.acts)
        assert "28.5 (15571,1; 15571,2)" in said
        assert "28500000" not in said


def test_a_mass_beside_words_for_several_pieces_is_that_of_none_and_stays_as_a_remark(desk: Desk) -> None:
    shown = "Apollo 12 Lunar Sample Number 12065,15 / Apollo 15 Lunar Sample Number 15555,60"
    again = shown.replace("5,", "6,")
    text = f"Borrower|Sample|Mass (g)|Date lent\nA|{shown}|5|1999\nB|12065,16|7|1999\nC|{again}||1999"
    several, alone, silent = planned(desk, text).rows
    assert [reason.key for reason in several.reasons if reason.key == "import.joint_mass_left"] != []
    said = repr(several.acts)
    assert "Mass (g): 5" in said
    assert "5000000" not in said
    assert "7000000" in repr(alone.acts)
    for row in (alone, silent):
        assert "import.joint_mass_left" not in [reason.key for reason in row.reasons]
