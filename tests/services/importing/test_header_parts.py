"""Parts of a sheet with a header of their own are read by it: blocks side by side, rows below a second header."""

from pathlib import Path

import pytest
from lunarcurator.exchange.parts import Part
from lunarcurator.services.desk import Desk
from lunarcurator.services.importing import ImportPlan, Unanswered, Verdict
from lunarcurator.services.importing.columns.header_parts import ANEW, AS_ROW, END

from tests.services.importing.steps import asked, opened, planned

TWO = "ID|Mission|Weight (g)\n10017|Apollo 11|973\n10018|Apollo 11|213\n{}\n10017,1||250\n10017,2||120"


def told(plan: ImportPlan) -> dict[str, tuple[int | None, dict[str, str]]]:
    found = {}
    for row in plan.rows:
        if row.verdict is Verdict.NEW:
            made = row.acts[0].operation
            found[row.number] = (made.original.ug if made.original else None, dict(made.other))  # type: ignore[union-attr, arg-type]
    return found


def test_blocks_side_by_side_keep_their_own_units(desk: Desk) -> None:
    text = "ID|Weight (g)||ID|Weight (mg)\n12002|1529.5||14310,5|250\n12021|~1876 g||14310,6|0.12 g"
    text += "\n12063|5||14310,7|"
    plan = planned(desk, text)
    assert [column.name for column in plan.columns] == ["ID", "Weight (g)", "C"]
    assert {number: ug for number, (ug, _) in told(plan).items()} == {
        "12002": 1_529_500_000,
        "14310,5": 250_000,
        "12021": 1_876_000_000,
        "14310,6": 120_000,
        "12063": 5_000_000,
        "14310,7": None,
    }


def test_a_unit_that_only_one_block_says_is_asked_for_the_other(desk: Desk) -> None:
    for header in ("ID|Weight|ID|Weight (mg)", "ID|Weight (mg)|ID|Weight"):
        text = f"{header}\n12002|20|12002,5|30\n12021|20|12002,6|30"
        question = asked(desk, text)["unit:Weight"]
        assert dict(question.facts)["count"] == 2
        masses = told(planned(desk, text, {"unit:Weight": "g"}))
        assert {ug for ug, _ in masses.values()} in ({20_000_000, 30_000}, {20_000, 30_000_000})
    columns = opened(desk, "ID|Weight, mg|ID|Weight\n12002|20|12002,5|30")[1].columns
    assert columns == ("ID", "weight")


def test_blocks_of_other_columns_are_matched_by_their_names(desk: Desk) -> None:
    text = "ID|Weight (g)|Colour|ID|Sieve|Mass (g)\n12002|20|red|14310|thin|30\n12021|21|blue|14311|thick|31"
    found = told(planned(desk, text))
    assert found["14310"] == (30_000_000, {"Sieve": "thin"})
    assert found["12021"][0] == 21_000_000


def test_a_column_that_a_block_leaves_without_name_is_no_column_of_the_first(desk: Desk) -> None:
    text = "ID|Weight (g)|ID||\n12002|20|14310|30|\n12021|21|14311|31|"
    reading = opened(desk, text)[1]
    assert reading.guess.layout.groups == ((1, 2), (3, 5)) or reading.guess.layout.groups == ((1, 2), (3, 4))
    assert reading.columns == ("ID", "Weight (g)", "D")
    assert told(planned(desk, text))["14310"] == (None, {"D": "30"})


@pytest.mark.parametrize(
    ("header", "unit"),
    [("ID|Mission|Weight (mg)", 1_000), ("ID|Mission|Mass (mg)", 1_000), ("ID|Mission|Weight\n||(mg)", 1_000)],
)
def test_a_second_header_in_mid_sheet_is_asked_about(desk: Desk, header: str, unit: int) -> None:
    text = TWO.format(header)
    question = asked(desk, text)["again:4"]
    assert (question.must, question.choices) == (True, (ANEW, END, AS_ROW))
    with pytest.raises(Unanswered):
        planned(desk, text)
    masses = {
        number: ug for number, (ug, _) in told(planned(desk, text, {"again:4": ANEW, "unit:Weight": "g"})).items()
    }
    assert masses == {"10017": 973_000_000, "10018": 213_000_000, "10017,1": 250 * unit, "10017,2": 120 * unit}
    ended = planned(desk, text, {"again:4": END})
    assert [row.number for row in ended.rows] == ["10017", "10018"]
    left = planned(desk, text, {"again:4": AS_ROW})
    assert left.rows[2].verdict is Verdict.REFUSED


def test_a_second_header_may_name_other_columns_in_another_order(desk: Desk) -> None:
    text = (
        TWO.format("Remarks|Vial|ID|Weight (g)")
        .replace("10017,1||250", "x|7|10017,1|250")
        .replace("10017,2||", "x|8|10017,2|")
    )
    plan = planned(desk, text, {"again:4": ANEW})
    assert told(plan)["10017,1"] == (250_000_000, {"Vial": "7"})
    assert [column.name for column in plan.columns] == ["ID", "Mission", "Weight (g)", "D", "Remarks", "Vial"]


def test_the_first_header_again_ends_a_section_and_equal_sections_are_asked_about_once(desk: Desk) -> None:
    second = "ID|Mission|Weight (mg)"
    text = TWO.format(second) + f"\nID|Mission|Weight (g)\n10020|Apollo 11|425\n{second}\n10017,3||3"
    assert [each for each in asked(desk, text) if each.startswith("again")] == ["again:4"]
    masses = told(planned(desk, text, {"again:4": ANEW}))
    assert (masses["10020"][0], masses["10017,3"][0]) == (425_000_000, 3_000)
    ended = planned(desk, text, {"again:4": END})
    assert len(ended.rows) == 2


@pytest.mark.parametrize(
    "row", ["ID|Mission|Weight (g)", "Sample|basalt|dark", "Form|Remarks", "Weight|5|", "thin||"]
)
def test_what_is_no_second_header_is_not_asked_about(desk: Desk, row: str) -> None:
    assert not [each for each in asked(desk, TWO.format(row)) if each.startswith("again")]


@pytest.mark.parametrize(
    ("header", "unit", "shown"),
    [
        ("Specimen tag|Mission|Mass (mg)", 1_000, "Specimen tag (= ID), Mission, Mass (mg)"),
        ("Specimen tag|Campaign|Mass (mg)", 1_000, "Specimen tag (= ID), Campaign, Mass (mg)"),
        ("Specimen tag|Mission|Mass", 1_000_000, "Specimen tag (= ID), Mission, Mass"),
        ("Specimen tag|Campaign|Mass\n||mg", 1_000, "Specimen tag (= ID), Campaign, Mass (mg)"),
    ],
)
def test_a_second_header_is_known_by_its_other_words(desk: Desk, header: str, unit: int, shown: str) -> None:
    question = asked(desk, TWO.format(header))["again:4"]
    assert dict(question.facts)["columns"] == shown
    found = told(planned(desk, TWO.format(header), {"again:4": ANEW, "unit:Weight": "g", "unit:Mass": "g"}))
    assert (found["10017"][0], found["10017,1"][0]) == (973_000_000, 250 * unit)
    row = planned(desk, TWO.format(header), {"again:4": AS_ROW}).rows[2]
    assert row.verdict is Verdict.REFUSED


def test_a_word_that_says_the_number_itself_is_not_taken_for_another(desk: Desk) -> None:
    text = TWO.format("Bag tag|Weight (mg)|Sample")
    assert dict(asked(desk, text)["again:4"].facts)["columns"] == "Bag tag, Weight (mg), Sample"
    wide = TWO.format("Mission|Weight (mg)|Depth (mm)|Bag tag")
    assert dict(asked(desk, wide)["again:4"].facts)["columns"].endswith("Depth (mm), Bag tag")


@pytest.mark.parametrize("row", ["found|Mission|", "a|b|Mass", "12 a|Mission|Weight (mg)", "a|12|Weight (mg)"])
def test_one_known_word_makes_no_header(desk: Desk, row: str) -> None:
    assert not [each for each in asked(desk, TWO.format(row)) if each.startswith("again")]


def test_a_list_of_many_first_words_is_looked_through_all_the_same(desk: Desk, tmp_path: Path) -> None:
    words = ["".join(chr(97 + int(digit)) for digit in str(at)) for at in range(5_500)]
    rows = "\n".join(f"{word},1002{at % 10},{at}" for at, word in enumerate(words))
    path = tmp_path / "a.csv"
    path.write_text(f"Place,ID,Weight (g)\n{rows}\nPlace,ID,Weight (mg)\nv,10030,2\n", encoding="utf-8")
    assert "again:5502" in asked(desk, path)
    path.write_text(f"Where,ID,Weight (g)\n{rows}\nPlace,ID,Weight (mg)\nv,10030,2\n", encoding="utf-8")
    assert "again:5502" not in asked(desk, path)


def test_a_part_has_no_cell_where_it_has_no_column_or_a_row_is_short() -> None:
    assert Part((2, 0, 3), ("g", "", "")).record(("a", " 5 ")) == ("5 g", None, None)
    assert Part((1, 2), ("g", "mg")).record(("a", None)) == ("a", None)
