"""What a row that is no record says more than the records come to is asked about before it is left."""

from dataclasses import replace
from pathlib import Path

import pytest
from lunarcurator.services.importing import Source, Told, Unanswered, Verdict, answered, plan_reading
from lunarcurator.services.store_session import StoreSession
from openpyxl import Workbook, load_workbook

from tests.services.importing.steps import asked, opened, planned

HEADER = ("Sample", "Parent", "Mass (g)", "Depth Top (cm)", "Remarks")
RECORDS: tuple[tuple[object, ...], ...] = (
    ("15556,1", 15556, 12.5, 1, "chip"),
    ("15556,2", 15556, 325, 2, "chip"),
    ("15556,3", 15556, 400, 3, "sawn"),
)
type Line = tuple[object, ...]

# How a row begins that is no record, by why it is set aside; what it says more stands beside or behind that.
KINDS = {"total": "Total", "sum of a group": "15556 Total", "note": "Note:"}
# What a row may say of the pieces, and which nobody here has heard of.
MORE: dict[str, Line] = {
    "Milligramm": (None, 737.5, None, "Milligramm"),
    "миллиграммы": (None, 737.5, None, "миллиграммы"),
    "milligrammi": (None, 737.5, None, "milligrammi"),
    "miligramos": (None, None, None, "miligramos"),
    "mgm": (None, "737.5 mgm", None, None),
    "carats": (None, "737.5 carats", None, None),
    "oz": (None, 737.5, None, "oz"),
    "a word of no language": (None, "737.5 qwrt", None, None),
    "a factor": (None, 737.5, None, "x 0.001 g"),
    "a unit in another column": ("Milligramm", 737.5, None, None),
    "a rock as a number": (None, 737.5, None, 15535),
    "a rock in a column of figures": (None, 737.5, 15535, None),
    "a rock as the parent": (15535, 737.5, None, None),
    "words for a rock": (None, 737.5, None, "from here 15535"),
    "a sum of something else": (None, 737500, None, None),
    "a sum in another unit": (None, "0.7375", None, None),
    "a day": (None, 737.5, None, "2021-03-01"),
    "an error": (None, "#REF!", None, None),
}


def written(path: Path, rows: tuple[Line, ...]) -> Path:
    """Write a sheet, its numbers as numbers where the file has such."""
    if path.suffix == ".csv":
        lines = (";".join("" if each is None else str(each) for each in row) for row in rows)
        path.write_text("\n".join(lines), encoding="utf-8")
        return path
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(path)
    return path


def with_row(path: Path, row: Line, at: int) -> Path:
    rows = [HEADER, *RECORDS]
    rows.insert(at, row)
    return written(path, tuple(rows))


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
@pytest.mark.parametrize("more", MORE)
@pytest.mark.parametrize("kind", KINDS)
def test_a_row_that_says_more_is_quoted_and_must_be_answered(
    session: StoreSession, tmp_path: Path, kind: str, more: str, suffix: str
) -> None:
    path = with_row(tmp_path / f"list.{suffix}", (KINDS[kind], *MORE[more]), 4)
    found = asked(session, path)
    question = found.get("titles") or found["unit:Mass (g)"]
    facts = dict(question.facts)
    assert question.must
    assert KINDS[kind] in str(facts.get("titles", facts.get("words")))
    _, reading = opened(session, path)
    with pytest.raises(Unanswered):
        plan_reading(session, Source.open(path), reading)


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
@pytest.mark.parametrize(
    "row",
    [
        ("Total", None, 737.5, None, None),
        ("Total:", None, "737.5 g", None, None),
        ("Total mass (g)", None, 738, None, None),
        ("Grand Total (g)", None, 737.5, 6, None),
        ("Total", 3, 737.5, 2, "-"),
        ("Total", "3 pieces", 737.5, "6 cm", None),
        ("Total (3 samples)", None, 737.50, None, None),
        ("合计3件", None, 737.5, None, None),
        ("Mean", None, 245.83, None, None),
        ("15556 Total", 15556, 737.5, None, "sawn"),
        ("Итого", None, None, None, None),
    ],
)
def test_a_sum_that_says_what_the_records_come_to_asks_nothing(
    session: StoreSession, tmp_path: Path, row: Line, suffix: str
) -> None:
    path = with_row(tmp_path / f"list.{suffix}", row, 4)
    assert {*asked(session, path)} <= {"collection"}
    assert [(each.row, each.why) for each in planned(session, path).aside.rows] == [(5, "total")]


def test_sums_of_groups_and_of_all_agree_each_with_theirs(session: StoreSession) -> None:
    text = "Sample|Mass (g)\n15016,1|1.25\n15016,2|2.5\nSubtotal|3.75\n15058,1|3\nSubtotal|3\nTotal|6.75"
    assert "titles" not in asked(session, text)
    facts = dict(asked(session, text.replace("Total|6.75", "Total|6750"))["titles"].facts)
    assert (facts["titles"], facts["sums"]) == ("7: Total 6750", "7: Mass (g): 6.75")


@pytest.mark.parametrize(
    ("figure", "total"), [("1,5", "3"), ("1.200,5", "2401"), ("1,200.5", "2401"), ("1 200", "2 400")]
)
def test_figures_are_added_as_people_write_them(session: StoreSession, figure: str, total: str) -> None:
    text = f"Sample|Mass (g)\n15016,1|{figure}\n15016,2|{figure}\nTotal|{total}"
    assert "titles" not in asked(session, text)
    assert "titles" in asked(session, text.replace(f"Total|{total}", "Total|7"))


@pytest.mark.parametrize(
    ("column", "figures", "agreeing", "other", "come_to"),
    [
        ("Mass (g)", ("500 mg", "3"), "3.5", "503", "3.500"),
        ("Mass (g)", ("0.5", "3 mg"), "0.503", "3.5", "0.503"),
        ("Mass", ("500 mg", "3 g"), "3500", "503", "3500"),
        ("Mass", ("500 mg", "3 g"), "3.5 g", "503 mg", "3500"),
        ("Mass", ("500 \u00b5g", "3 ug"), "503", "503 g", "503"),
    ],
)
def test_cells_that_name_their_own_unit_are_added_in_one(
    session: StoreSession, column: str, figures: tuple[str, str], agreeing: str, other: str, come_to: str
) -> None:
    text = f"Sample|{column}\n15016,1|{figures[0]}\n15016,2|{figures[1]}\nTotal|"
    assert "titles" not in asked(session, f"{text}{agreeing}")
    facts = dict(asked(session, f"{text}{other}")["titles"].facts)
    assert facts["sums"] == f"4: {column}: {come_to}"


@pytest.mark.parametrize("beside", ["2|", "2 pieces|", "2|2000", "|2 pieces"])
def test_a_sum_may_say_how_many_records_there_are(session: StoreSession, beside: str) -> None:
    text = "Sample|Colour|Mass (g)\nCE5C0100YJFM014|grey|1000\nCE5C0200YJFM002|black|1000\nTotal|"
    assert "titles" not in asked(session, f"{text}{beside}")
    assert "titles" in asked(session, f"{text}{beside.replace('2', '7')}")


def test_a_mass_that_is_by_chance_how_many_records_there_are_is_asked_about(session: StoreSession) -> None:
    text = "Sample|Mass (g)\n15016,1|1000\n15016,2|1000\nTotal|2"
    assert dict(asked(session, text)["titles"].facts)["sums"] == "4: Mass (g): 2000"


def test_what_the_rows_come_to_is_said_again_before_they_are_posted(session: StoreSession) -> None:
    text = "Sample|Mass (g)\n15016,1|1.5\n15016,2|2.5\nTotal|4000"
    plan = planned(session, text, {"titles": "set_aside"})
    assert [(each.row, each.why, each.said) for each in plan.aside.rows] == [(4, "other_total", "Mass (g): 4.0")]


def test_of_blocks_side_by_side_it_is_not_said_what_they_come_to(session: StoreSession) -> None:
    text = "Sample|Mass (g)|Sample|Mass (g)\n15016,1|1|15058,1|2\nTotal|5|Total|7"
    facts = dict(asked(session, text, Told(shape="beside"))["titles"].facts)
    assert (facts["count"], facts["sums"]) == (1, "")


def test_one_question_is_asked_of_all_rows_and_one_answer_holds(session: StoreSession) -> None:
    rows = "\n".join(f"15016,{at}|1\nTotal|{at}|counted twice" for at in range(1, 41))
    found = asked(session, f"Sample|Mass (g)|Remarks\n{rows}")
    assert dict(found["titles"].facts)["count"] == 40
    plan = planned(session, f"Sample|Mass (g)|Remarks\n{rows}", {"titles": "set_aside"})
    assert (len(plan.rows), len(plan.aside.rows)) == (40, 40)


def test_the_format_of_a_sum_names_its_unit(session: StoreSession, tmp_path: Path) -> None:
    unit, titles = {"unit:Mass (g)"}, {"titles", "unit:Mass (g)"}
    for code, questions in (('0.00 "mg"', unit), ('0.00" Milligramm"', titles), ('0.00 "g"', set[str]())):
        path = with_row(tmp_path / "list.xlsx", ("Total", None, 737.5, None, None), 4)
        book = load_workbook(path)
        book.worksheets[0]["C5"].number_format = code
        book.save(path)
        assert {*asked(session, path)} & titles == questions


# Rows that are refused, as they say no number or words instead of a mass, and name a unit.
REFUSED: tuple[Line, ...] = (
    (None, None, 5, None, "all in mg"),
    ("all", None, 5, None, "in mg"),
    ("15556,4", 15556, "mg", None, None),
    ("15556,4", 15556, "Milligramm", None, None),
    (None, None, 5, None, "Milligramm"),
)


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
@pytest.mark.parametrize("row", REFUSED)
@pytest.mark.parametrize("at", [1, 2, 4])
def test_a_unit_in_a_row_that_is_refused_is_asked_about(
    session: StoreSession, tmp_path: Path, row: Line, at: int, suffix: str
) -> None:
    path = with_row(tmp_path / f"list.{suffix}", row, at)
    question = asked(session, path)["unit:Mass (g)"]
    assert (question.key, question.must) == ("import.ask.unit_beside", True)
    assert str(dict(question.facts)["words"]).startswith(f"{at + 1}: ")


def test_a_row_that_is_refused_and_names_no_other_unit_asks_nothing(session: StoreSession) -> None:
    for words in ("see the book", "in g", "from a chip of 3 mg"):
        text = f"Sample|Mass (g)|Remarks\n15016,1|1.5|x\n|2|{words}"
        assert "unit:Mass (g)" not in asked(session, text)


@pytest.mark.parametrize("where", ["above", "below"])
@pytest.mark.parametrize("words", ["Depths in mm", "depths (mm)", "all mm", "mm"])
def test_words_that_name_another_unit_of_length_are_asked_about(
    session: StoreSession, words: str, where: str
) -> None:
    table = "Sample|Mass (g)|Depth Top (cm)\n15016,1|1.5|3"
    found = asked(session, f"{words}\n{table}" if where == "above" else f"{table}\n{words}||")
    assert "unit:Mass (g)" not in found
    question = found["unit:Depth Top (cm)"]
    assert (question.key, dict(question.facts)["examples"]) == ("import.ask.length_beside", "3")


@pytest.mark.parametrize(
    "header",
    ["Minta|Vastagság", "Sample|SiO2 (wt%)", "Butt|Area mm2", "Table 2|Width", "Grain|87Sr/86Sr", "nonsense|x"],
)
def test_a_row_that_may_be_the_header_of_another_table_is_asked_about(session: StoreSession, header: str) -> None:
    text = f"Number|Weight (g)\n15445,1|1.5\n{header}\n14220,10|0.5"
    assert header.replace("|", " ") in str(
        dict(asked(session, text, Told(shape="list"))["titles"].facts)["titles"]
    )
    plan = planned(session, text, {"titles": "row"}, said=Told(shape="list"))
    assert [row.verdict for row in plan.rows] == [Verdict.NEW, Verdict.REFUSED, Verdict.NEW]


def test_words_beside_a_name_refuse_nothing_below_them(session: StoreSession) -> None:
    text = "Name|Mass (g)\nAllende|5\nMurchison|broken\nOrgueil|3"
    answers = {"collection": "new:Stones", "titles": "row"}
    rows = planned(session, text, answers, {"Name": "number"}, said=Told(header=1)).rows
    assert [row.verdict for row in rows] == [Verdict.NEW, Verdict.REFUSED, Verdict.NEW]


def test_loans_are_asked_about_their_notes_and_keep_nothing_beside_them(session: StoreSession) -> None:
    text = "Number|Borrower|Weight (g)|Lent on\n15445,1|A. Miller|1.5|2001-02-03\nTotal||1500|"
    question = asked(session, text)["titles"]
    assert (question.must, question.choices) == (True, ("set_aside", "row"))


def test_a_unit_may_be_said_against_the_header(session: StoreSession) -> None:
    source, reading = opened(session, "Sample|Mass (g)\n15016,1|1500\n15016,2|500\nTotal|2 g")
    reading = answered(answered(reading, "unit:Mass (g)", "mg"), "titles", "set_aside")
    plan = plan_reading(session, source, replace(reading, makes_parents=True))
    told = next(row for row in plan.rows if row.number == "15016,1").told  # type: ignore[attr-defined]
    assert (told.mass or told.original).ug == 1_500_000
