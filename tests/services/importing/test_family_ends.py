"""Below a row that says another whole number, ends of numbers are not those of the family before it."""

import csv
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest
from lunarcurator.services.importing import (
    ImportPlan,
    Profiles,
    Source,
    Told,
    Verdict,
    answered,
    guess_reading,
    mapped,
    plan_reading,
    profile_of,
    questions,
    unanswered,
    write_report,
)
from lunarcurator.services.importing.plan import BAD
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words
from openpyxl import Workbook

from tests.services.importing.test_report_reads_back import left_out, mended

NONE: Mapping[str, str] = MappingProxyType({})

UNSURE, ANOTHER, OPEN = (f"import.family_{each}" for each in ("unsure", "another", "open"))


def judged(
    session: StoreSession,
    text: str | Source,
    families: tuple[str, ...] = ("A=Family #", "A=Family #,#", "A=Family CE5C*"),
    answers: Mapping[str, str] = NONE,
    shape: str = "",
) -> ImportPlan:
    source = text if isinstance(text, Source) else Source.pasted(text.replace("|", "\t"))
    reading = guess_reading(session, source, Profiles.load(), said=Told(families=families, shape=shape))
    for column, target in (("Split", "specific"), ("Rock", "other"), ("Number", "number")):
        reading = mapped(reading, column, target) if column in reading.columns else reading
    for about, said in {
        "collection": "Apollo",
        "daughters": "left_over",
        "titles": "set_aside",
        **answers,
    }.items():
        reading = answered(reading, about, said)
    return plan_reading(session, source, replace(reading, makes_parents=True))


def bad(plan: ImportPlan) -> dict[int, str]:
    told = {row.row: [reason.key for reason in row.reasons] for row in plan.rows if row.verdict in BAD}
    return {row: next((key for key in keys if key in (UNSURE, ANOTHER)), keys[0]) for row, keys in told.items()}


def corrected(path: Path, mend: Mapping[str, str]) -> None:
    """Correct cells of a report."""
    if path.suffix == ".xlsx":
        for wrong, right in mend.items():
            mended(path, wrong, right)
        return
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = [[mend.get(cell, cell) for cell in row] for row in csv.reader(stream)]
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)


def read_back(session: StoreSession, path: Path) -> ImportPlan:
    """Read a report as it reads by itself, its masses taken out of what the book has."""
    source = Source.open(path)
    reading = answered(guess_reading(session, source, Profiles.load()), "from_book", "take_out")
    assert unanswered(questions(session, source, reading), reading) == ()
    return plan_reading(session, source, reading)


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        (
            "Number|Mass (g)|Words\nFamily 15557||\n,1|3|\n15555|9|continued\n,7|4|\n15555,8|2|",
            {4: ANOTHER, 5: UNSURE, 6: UNSURE},
        ),
        (
            "Number|Mass (g)|Words\nFamily 15557||\n15555|much|continued\n,7|4|\n15557|9|\n,8|4|",
            {3: ANOTHER, 4: UNSURE},
        ),
        (
            "Number|Mass (g)|Words\nFamily 15557||\n15555||a\n,7|4|\nFamily 15557||\n,8|4|",
            {3: ANOTHER, 4: UNSURE},
        ),
        (
            "Number|Parent|Mass (g)\nFamily 15557||\n15555||9\n15555,7|,1|4\n15555,8|15555|4\n15555,9|a rock|4",
            {3: ANOTHER, 4: UNSURE},
        ),
        (
            "Split|Mass (g)|Words\nFamily 15557||\n,1|3|\n15555||continued\n7|4|\n,8|4|",
            {5: UNSURE, 6: UNSURE},
        ),
        ("Number|Mass (g)|Words\n,1|3|\nFamily 15557||\n15557,2|9|\n,7|4|", {}),
        (
            "Generic|Specific|Mass (g)\nFamily 15557||\n15557|1|9\n15555||9\n15555|1|3\n15557|2|3",
            {4: ANOTHER, 5: UNSURE},
        ),
        (
            "Number|Mass (g)|Words\nFamily 15557||\n15555||a\n,x?y|4|\n,7|4|",
            {3: ANOTHER, 5: UNSURE},
        ),
        ("Number|Mass (g)|Words\nFamily 15557||\n15555,0|9|the whole\n,7|4|", {3: ANOTHER, 4: UNSURE}),
        ("Number|Mass (g)|Words\nFamily 15555,12||\n15555|9|the rock\n,7|4|", {3: ANOTHER, 4: UNSURE}),
        ("Number|Parent|Mass (g)\nFamily 15557||\n15555|14321|9\n,7||4", {4: UNSURE}),
    ],
)
def test_what_stands_below_another_whole_number_is_refused_and_so_is_that(
    session: StoreSession, text: str, doubted: dict[int, str]
) -> None:
    plan = judged(session, text)
    assert {row: key for row, key in bad(plan).items() if key in (UNSURE, ANOTHER)} == doubted
    for row in plan.rows:
        for reason in row.reasons if row.row in doubted else ():
            facts = dict(reason.facts)
            if reason.key in (UNSURE, ANOTHER):
                assert facts["other"] != facts["family"]
    assert not {row.told.parent for row in plan.rows if row.row in doubted} & {"15557"}


@pytest.mark.parametrize(
    "words", ["15556 (new)", "15x57", "ABC-99", "Rock B", "155556", "see 15558", "15557 cont."]
)
@pytest.mark.parametrize("beside", ["", "a note"])
def test_what_is_no_number_and_no_end_of_one_ends_the_family(
    session: StoreSession, words: str, beside: str
) -> None:
    below = ",7||4\n15557,8||5\nFamily 15558||\n,9||4"
    plan = judged(session, f"Number|Words|Mass (g)\nFamily 15557||\n,1||3\n{words}|{beside}|\n{below}")
    assert [row.number for row in plan.rows if row.verdict is Verdict.NEW] == [
        "15557,1",
        "15557",
        "15558,9",
        "15558",
    ]
    assert {row: key for row, key in bad(plan).items() if row != 4} == {5: UNSURE, 6: UNSURE}


@pytest.mark.parametrize("end", [",x?y", "，1x", "-3", "–", "12", "15557,4a", "15557-?", "", "Total"])
def test_a_damaged_end_and_a_sum_end_no_family(session: StoreSession, end: str) -> None:
    plan = judged(session, f"Number|Mass (g)|Words\nFamily 15557||\n,1|3|\n{end}|4|\n,7|4|")
    assert next(row.number for row in plan.rows if row.row == 5) == "15557,7"
    assert not {UNSURE, ANOTHER} & {*bad(plan).values()}


DOUBTED_ROWS = ("15555,2 or 3", "15555,3?", "15555,4 (slab)")


@pytest.mark.parametrize("doubted", DOUBTED_ROWS)
@pytest.mark.parametrize("column", ["Split", "Number"])
def test_a_damaged_part_beside_a_family_that_is_a_part_itself_ends_it(
    session: StoreSession, column: str, doubted: str
) -> None:
    text = f"{column}|Mass (g)\n15555,1|\n,10|1\n15555,1,x|2\n,x?|2\n,11|1\n{doubted}|\n,13|1"
    plan = judged(session, text, ("2",))
    new = {row.number: row.told.parent for row in plan.rows if row.verdict is Verdict.NEW}
    assert new == {"15555,1": "", "15555,10": "15555,1", "15555,11": "15555,1"}
    assert bad(plan)[8] == UNSURE


WHOLE = "import.number_for_end"


@pytest.mark.parametrize("other", ["15555,2", "15555,12", "15555,0", "15555", "15556", "15556,2"])
@pytest.mark.parametrize("column", ["Split", "Number"])
def test_a_full_number_beside_a_family_that_is_a_part_ends_it(
    session: StoreSession, column: str, other: str
) -> None:
    text = f"{column}|Mass (g)\n15555,1|\n,10|1\n{other}|\n,11|1\n,13|1"
    plan = judged(session, text, ("2",))
    assert bad(plan) == {4: WHOLE if column == "Split" else ANOTHER, 5: UNSURE, 6: UNSURE}
    assert [row.number for row in plan.rows if row.verdict is Verdict.NEW] == ["15555,10", "15555,1"]


@pytest.mark.parametrize(
    ("rows", "doubted"),
    [
        ("15555,10|1|\n15555,2||\n15555,11|1|", {4: ANOTHER, 5: UNSURE}),
        ("15555,10|1|\n15555,2||chips\n15555,11|1|", {}),
        ("15555,10|1|\n15555,2||chips\n15555,3||\n15555,11|1|", {5: ANOTHER, 6: UNSURE}),
        (",10|1|\n15555,2|4|\n,11|1|", {4: ANOTHER, 5: UNSURE}),
        (",10|1|\n15555,2|4|\n15555,11|1|", {4: ANOTHER, 5: ANOTHER}),
        ("15555,2|4|\n,11|1|\n15555,12|1|", {4: UNSURE, 5: ANOTHER}),
        ("15555,2|4|\n15555,1|4|\n,12|1|", {}),
        ("15555,2|4|\n15556|4|\n,12|1|", {4: ANOTHER, 5: UNSURE}),
    ],
)
def test_only_a_full_number_among_others_that_says_more_is_of_such_a_family(
    session: StoreSession, rows: str, doubted: dict[int, str]
) -> None:
    plan = judged(session, f"Number|Mass (g)|Words\n15555,1||\n{rows}", ("2",))
    assert {row: key for row, key in bad(plan).items() if key in (UNSURE, ANOTHER)} == doubted


def test_parts_in_two_columns_are_of_a_family_that_is_a_part(session: StoreSession) -> None:
    text = "Generic|Specific|Mass (g)\n15555,1||\n15555|10|1\n15555|11|\n15555|12|1"
    assert bad(judged(session, text, ("2",))) == {}


def test_a_full_number_of_such_a_family_comes_in_by_a_report_that_says_so(
    session: StoreSession, tmp_path: Path, words: Words
) -> None:
    plan = judged(session, "Number|Mass (g)\n15555,1|\n,10|1\n15555,2|\n,11|1", ("2",))
    path = left_out(session, tmp_path / "left.csv", plan, words)
    corrected(path, {"15555,1 ?": "15555,1"})
    found = read_back(session, path)
    new = {row.number: row.told.parent for row in found.rows if row.verdict is Verdict.NEW and row.told.parent}
    assert new == {"15555,2": "15555,1", "15555,11": "15555,1"}


@pytest.mark.parametrize("said", ["15555,2", "15555", "15556,2"])
def test_a_full_number_where_ends_stand_is_not_called_none(session: StoreSession, said: str) -> None:
    text = f"Generic|Specific|Mass (g)\n15555|1|3\n15555|{said}|3"
    assert bad(judged(session, text, ())) == {3: WHOLE}


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_damaged_heading_is_shown_as_it_stands_and_of_no_family_in_a_report(
    session: StoreSession, tmp_path: Path, words: Words, ending: str
) -> None:
    rows = (("Split", "Mass (g)"), ("15555,1", ""), (",10", "1"), ("15555,2 or 3", ""), (",x?", "2"), (",13", "1"))
    path = tmp_path / f"sheet.{ending}"
    if ending == "xlsx":
        book = Workbook()
        for line in rows:
            book.worksheets[0].append(line)
        book.save(path)
    else:
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(rows)
    plan = judged(session, Source.open(path), ("2",))
    assert [row.number for row in plan.rows if row.verdict in BAD] == ["15555,2 or 3", ",x?", ",13"]
    texts = [fact for row in plan.rows for each in row.reasons for name, fact in each.facts if name == "text"]
    assert texts == ["15555,2 or 3", ",x?"]
    report = left_out(session, tmp_path / f"left.{ending}", plan, words)
    corrected(report, {"15555,2 or 3": ",2", ",x?": ",6"})
    assert {row.verdict for row in read_back(session, report).rows} == {Verdict.REFUSED}
    corrected(report, {"15555,1 ?": "15555"})
    found = read_back(session, report)
    assert {row.number: row.told.parent for row in found.rows if not row.told.only_parent} == {
        "15555,2": "15555",
        "15555,6": "15555",
        "15555,13": "15555",
    }


def test_a_number_of_two_columns_that_is_none_is_told_whole(session: StoreSession) -> None:
    plan = judged(session, "Generic|Specific|Mass (g)\n15555|x?|3", ())
    (row,) = plan.rows
    assert (row.number, dict(row.reasons[0].facts)["text"]) == ("15555 x?", "15555,x?")


@pytest.mark.parametrize(
    "words",
    [
        *DOUBTED_ROWS[:2],
        "15555,2 ?",
        "15555 (also 3)",
        "15555 and 15556",
        "15555, 15557",
        "15555 now A12",
        "15556, now 15557",
        "15558-15560",
        "15559 (not 15560)",
        "\uff1f 15555",
    ],
)
def test_a_row_with_more_than_one_number_in_it_is_the_family_of_none(session: StoreSession, words: str) -> None:
    plan = judged(session, f"Split|Mass (g)\n{words}|\n,13|1", ("2",))
    assert [row.number for row in plan.rows] == [",13"]
    assert [*bad(plan)] == [3]


@pytest.mark.parametrize(
    "words", ["15555", "15555,4 (slab)", "(15555)", "Rock 15555; butt", "15555 (15555)", "Lunar  15555: chips"]
)
def test_words_without_a_figure_beside_its_number_are_nothing_to_a_family(
    session: StoreSession, words: str
) -> None:
    plan = judged(session, f"Split|Mass (g)\n{words}|\n,13|1", ("2",))
    assert bad(plan) == {}
    assert {row.number for row in plan.rows} >= {"15555,13"}


@pytest.mark.parametrize("words", ["Apollo 15: {}", "Apollo-15 :  {} butt", "Rock, box 3: {}", "样品盒 3：{}"])
@pytest.mark.parametrize("number", ["15555,8", "15555"])
def test_words_before_a_colon_only_say_where_its_number_is_from(
    session: StoreSession, words: str, number: str
) -> None:
    plan = judged(session, f"Split|Mass (g)\n{words.format(number)}|\n,13|1", ("2",))
    assert {row.number: row.told.parent for row in plan.rows} == {"15555,13": number, number: ""}


@pytest.mark.parametrize(
    "words",
    [
        "15555: 15557",
        "Rock 155: 15557",
        "Rock 15?: 15557",
        ",2: 15557",
        "12: 15557",
        "Box 3: 15555,2 or 3",
        "Box 3:",
    ],
)
def test_what_may_be_a_number_itself_before_a_colon_is_in_doubt(session: StoreSession, words: str) -> None:
    plan = judged(session, f"Split|Mass (g)\n{words}|\n,13|1", ("2",))
    assert [*bad(plan)] == [3]


def test_where_any_name_is_a_number_a_row_with_more_figures_is_taken_whole(session: StoreSession) -> None:
    text = "Number|Mass (g)\nCore A12 box 3|\nslice a|3\nCore B7|\nslice b|3"
    plan = judged(session, text, ("2", "4"), {"collection": "new:Ours"})
    assert {row.told.parent for row in plan.rows} - {""} == {"Core A12 box 3", "B7"}


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("Words|Number|Mass (g)\nFamily 15557||\n|,1|3\nFamily 155x6||\n|,7|4", {}),
        (
            "Number|Collection|Mass (g)\nFamily 15557||\n,1|Apollo|3\nCE5C0400|Chang'e-5|4\n,7|Apollo|4",
            {"rows_of": "Apollo"},
        ),
    ],
)
def test_rows_that_are_no_records_end_a_family_too(
    session: StoreSession, text: str, answers: dict[str, str]
) -> None:
    plan = judged(session, text, ("2",), answers)
    assert bad(plan) == {5: UNSURE}


def test_where_the_words_of_families_stand_others_end_them(session: StoreSession) -> None:
    text = "Rock|Number|Mass (g)\n15557||\nbox 3|,1|3\n15557|,2|4\n155x6|lost|\n|,3|4\n15557|15557|1\n{}|4\n|,5|4"
    for words in ("15558|,4", "(15557) or 8|,4", "Family 15557,7|,4", "155x8|", "15558|"):
        plan = judged(session, text.format(words), ("2",))
        assert bad(plan) | {5: UNSURE} == {5: UNSURE, 6: UNSURE, 8: bad(plan)[8], 9: UNSURE}
        assert [row.number for row in plan.rows if row.row < 5 and not row.told.only_parent] == [
            "15557,1",
            "15557,2",
        ]


def test_a_hidden_row_that_is_left_out_ends_a_family(session: StoreSession, tmp_path: Path) -> None:
    book = Workbook()
    for line in (("Number", "Mass (g)"), ("15557", None), (",1", 3), ("15555", 9), (",7", 4)):
        book.worksheets[0].append(line)
    book.worksheets[0].row_dimensions[4].hidden = True
    book.save(tmp_path / "hidden.xlsx")
    plan = judged(session, Source.open(tmp_path / "hidden.xlsx"), ("2",), {"hidden_rows": "leave"})
    assert bad(plan) == {5: UNSURE}


def test_a_header_printed_again_ends_no_family(session: StoreSession) -> None:
    plan = judged(session, "Number|Mass (g)\nFamily 15557|\n,1|3\nNumber|Mass (g)\n,7|4")
    assert bad(plan) == {}


def test_in_blocks_side_by_side_a_family_ends_for_the_rows_below_in_each(session: StoreSession) -> None:
    text = "Number|Mass (g)||Number|Mass (g)\n15557||||\n,1|3||,2|3\n15555|9||,3|4\n,4|3||,5|3"
    plan = judged(session, text, ("2",), shape="beside")
    assert {row.number for row in plan.rows if row.verdict is Verdict.NEW} == {"15557", "15557,1", "15557,2"}


def test_below_a_family_that_was_answered_for_all_ends_of_another_are_refused(session: StoreSession) -> None:
    text = "Split|Mass (g)\n,1|3\n15555|9\n,7|4"
    plan = judged(session, text, (), {"family": "15557"})
    assert bad(plan)[4] == UNSURE
    assert [row.number for row in plan.rows if row.verdict is Verdict.NEW] == ["15557,1", "15557"]


def test_parts_of_another_whole_and_ends_of_numbers_below_them_are_refused(session: StoreSession) -> None:
    text = "Number|Mass (g)\nFamily 15557|\n15555,3|4\n15555,4|4\n,5|4\n15557,6|4\n15555|4\n14321,7|4"
    plan = judged(session, text)
    assert bad(plan) == {3: ANOTHER, 4: ANOTHER, 5: UNSURE, 7: ANOTHER, 8: UNSURE}
    told = {row.row: [each.key for each in row.reasons] for row in plan.rows if row.told.parent}
    assert told[6] == []


def test_a_part_of_another_whole_is_that_of_the_parent_that_its_row_names(session: StoreSession) -> None:
    plan = judged(session, "Number|Parent|Mass (g)\nFamily 15557||\n15555,3|15557|4\n15555,4||4")
    assert bad(plan) == {4: ANOTHER}
    assert [(row.row, row.told.parent) for row in plan.rows if row.number == "15555,3"] == [(3, "15557")]


def test_where_any_name_is_a_number_only_ends_beside_it_tell_another_whole(session: StoreSession) -> None:
    ours = {"collection": "new:Ours"}
    plan = judged(session, "Number|Mass (g)\nCore A|\nslice a|3\nslice b|4", ("2",), ours)
    assert [(row.number, row.told.parent) for row in plan.rows if row.row > 2 and row.told.parent] == [
        ("slice a", "Core A"),
        ("slice b", "Core A"),
    ]
    plan = judged(session, "Number|Mass (g)\nRock A|\n,1|3\nRock B|4\n,2|3\nRock A|4\n,3|5", ("2",), ours)
    assert bad(plan) == {4: ANOTHER, 5: UNSURE}


def test_a_number_of_another_share_is_no_part_of_the_one_above(session: StoreSession) -> None:
    text = "Number|Mass (g)\nFamily CE5C0400|\nCE5C0400YJFM001|3\nCE5C0500|9\nCE5C0500YJFM001|3\nYJFM002|1"
    plan = judged(session, text, answers={"collection": "Chang'e-5"})
    assert bad(plan) == {4: ANOTHER, 5: UNSURE, 6: UNSURE}


def test_a_heading_that_a_saved_profile_does_not_know_ends_the_family(session: StoreSession) -> None:
    text = "Number|Mass (g)\nParent: 15557|\n,1|3\n{}|\n,7|4"
    source = Source.pasted(text.format("Parent: 15555").replace("|", "\t"))
    first = guess_reading(session, source, Profiles.load(), said=Told(families=("A=Parent: #",)))
    saved = Profiles([], [profile_of(answered(first, "collection", "Apollo"), "ours")])
    again = Source.pasted(text.format("Parent: 155x5").replace("|", "\t"))
    reading = guess_reading(session, again, saved)
    asked = unanswered(questions(session, again, reading), reading)
    assert (reading.kept, [each.id for each in asked]) == (True, ["titles"])
    reading = answered(reading, "titles", "set_aside")
    assert bad(plan_reading(session, again, replace(reading, makes_parents=True))) == {5: UNSURE}


DOUBTED = "Number|Mass (g)\n15555|\n,1|100\n15557|\n,2|7\n15557,3|8\n15x56|\n,x?|6"
PARTS = "Generic|Specific|Mass (g)\n15555||\n15555|1|100\n15557||5\n15556|2|7"


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_in_a_report_a_family_is_no_number_and_no_parent_of_another_whole(
    session: StoreSession, tmp_path: Path, words: Words, ending: str
) -> None:
    text = "Old|Number|Mass (g)\n15555||\n|,1|5\n|,x?|7\n15558||5\nb|,y?|6\n14321,1|,z?|3"
    plan = judged(session, text, ("2",))
    assert [*bad(plan)] == [4, 5, 6, 7]
    path = left_out(session, tmp_path / f"left.{ending}", plan, words)
    corrected(path, {",x?": "15556", "15555 ?": "15555", ",y?": ",6", ",z?": "15555,3"})
    found = read_back(session, path)
    assert [*bad(found).values()] == [ANOTHER, "number.empty"]
    new = {row.number: row.told.parent for row in found.rows if row.verdict is Verdict.NEW and row.told.parent}
    assert new == {"15555,6": "15555", "15555,3": "15555"}


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize(
    ("text", "mend", "expected"),
    [
        (DOUBTED, {}, {}),
        (PARTS, {}, {}),
        (DOUBTED, {"15555 ?": "15557"}, {"15557": "", "15557,2": "15557", "15557,3": "15557"}),
        (DOUBTED, {"15555 ?": ""}, {"15557": "", "15557,3": ""}),
        (DOUBTED, {"15x56": "15556", ",x?": ",6"}, {}),
        (DOUBTED, {"15x56": "15556", "15555 ?": ""}, {"15557": "", "15556": "", "15557,3": ""}),
        (PARTS, {"15555 ?": "15555"}, {"15557": "15555", "15556,2": "15555"}),
        (PARTS, {"15555 ?": ""}, {"15557": "", "15556,2": "15556", "15556": ""}),
    ],
)
def test_a_report_tells_of_which_family_is_not_known_until_somebody_says_it(
    session: StoreSession,
    tmp_path: Path,
    words: Words,
    ending: str,
    text: str,
    mend: dict[str, str],
    expected: dict[str, str],
) -> None:
    plan = judged(session, text, ("2",))
    path = left_out(session, tmp_path / f"left.{ending}", plan, words)
    corrected(path, mend)
    found = read_back(session, path)
    assert {row.number: row.told.parent for row in found.rows if row.verdict is Verdict.NEW} == expected
    if not mend:
        assert {reason.key for row in found.rows for reason in row.reasons if "family" in reason.key} == {OPEN}
        write_report(found, again := tmp_path / f"again.{ending}", words, bad_only=True)
        assert len(bad(read_back(session, again))) == len(bad(found)) == len(bad(plan))


def test_a_row_that_says_no_number_is_not_the_family_above_it(session: StoreSession) -> None:
    plan = judged(session, "Number|Mass (g)|Words\nFamily 15557||\n,7|3|\n|5|a chip")
    assert bad(plan) == {4: "number.empty"}


def test_places_that_mean_no_row_are_known(session: StoreSession) -> None:
    source = Source.pasted("Number\tMass (g)\nFamily 15557\t\n,7\t3\n15555\t9")
    families = ("A=Family #", "A=#####", "4", "9")
    reading = guess_reading(session, source, Profiles.load(), said=Told(families=families))
    assert (reading.unmet, [each.row for each in reading.families]) == (("A=#####", "9"), [2, 4])


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_loan_is_of_no_piece_of_a_family_that_has_ended(
    session: StoreSession, tmp_path: Path, words: Words, ending: str
) -> None:
    lent = "Borrower A|1999-05-03"
    text = f"Sample|Borrower|Date lent\n15555||\n,1|{lent}\n15556|{lent}\n,2|{lent}\n15557,3|{lent}"
    plan = judged(session, text, ("2",))
    assert bad(plan) == {5: UNSURE}
    path = left_out(session, tmp_path / f"left.{ending}", plan, words)
    assert [row.verdict for row in read_back(session, path).rows] == [Verdict.REFUSED]
    corrected(path, {"15555 ?": "15556"})
    assert [(row.number, row.verdict) for row in read_back(session, path).rows] == [("15556,2", Verdict.NEW)]
