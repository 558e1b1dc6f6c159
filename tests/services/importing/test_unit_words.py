"""Words beside the records that name another unit of mass than a column is read in make its unit a question."""

from dataclasses import replace
from pathlib import Path

import pytest
from lunarcurator.services.importing import Source, Told, Verdict, plan_reading, questions
from lunarcurator.services.importing.columns.units import MASS_UNITS, unit_choices, unit_of
from lunarcurator.services.importing.plan import ImportPlan
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words
from openpyxl import Workbook
from openpyxl.comments import Comment

from tests.services.importing.steps import answer_all, asked, opened
from tests.services.importing.test_report_reads_back import left_out

HEADER = "Sample|Parent|Mass{}|Remarks"
ROWS = ("15556,1|15556|12.5|x", "15556,2|15556|325|y", "15556,3|15556|400|z")
ABOVE, BETWEEN, BELOW = "above", "between", "below"
WHERE = (ABOVE, BETWEEN, BELOW)


def listed(words: str, where: str, unit: str = " (g)", at: int = 0) -> str:
    row = "|" * at + words + "|" * (3 - at)
    header, rows = HEADER.format(unit), [*ROWS]
    if where == ABOVE:
        return "\n".join((row, header, *rows))
    rows.insert(1 if where == BETWEEN else 3, row)
    return "\n".join((header, *rows))


@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("All masses below in mg", "g"),
        ("masses in mg", "g"),
        ("Table 2 (mg)", "g"),
        ("Table 2 [\u00b5g]", "g"),
        ("Table 2 (all mg)", "g"),
        ("Weights: mg", "g"),
        ("weights are all mg", "g"),
        ("Unit: milligrams", "g"),
        ("units of mass mg", "g"),
        ("wt. mg", "g"),
        ("Weights in milligrams, unless stated", "g"),
        ("Weights in g and mg", "g"),
        ("* in kg", "g"),
        ("mg", "g"),
        ("(\u00b5g)", "mg"),
        ("Gewichte in mg", "g"),
        ("masses en mg", "g"),
        ("массы в мг", "g"),
        ("单位：毫克", "g"),
        ("质量（毫克）", "g"),
        ("以毫克计", "g"),
        ("单位：克", "mg"),
        ("masses in g", "kg"),
        ("kg boxes", "g"),
        ("alle in Milligramm", "g"),
        ("все в миллиграммах", "g"),
        ("valori in milligrammi", "g"),
        ("en miligramos", "g"),
        ("figures are carats", "g"),
        ("figures in oz.", "g"),
        ("× 0.001 g", "g"),
        ("in 10^-3 g, that is x 10^-3", "g"),
        ("以克拉计", "g"),
        ("all in centigrams", "g"),
        ("Dezigramm", "g"),
        ("weights in cg", "g"),
        ("figures are tonnes", "g"),
        ("in Tonnen", "g"),
        ("в тоннах", "g"),
        ("以吨计", "g"),
        ("values times 1000", "g"),
        ("weights / 1000", "g"),
        ("weights in 0.1 g", "g"),
        ("in units of 0,01 g", "g"),
        ("Total mass 570 mg", "g"),
        ("Mass of all rows, total 0.57 kg", "g"),
        ("weights multiplied by 1000", "g"),
    ],
)
def test_words_that_name_another_unit_are_quoted_and_the_unit_is_asked(
    session: StoreSession, where: str, words: str, unit: str
) -> None:
    text = listed(words, where, f" ({unit})")
    question = asked(session, text)[f"unit:Mass ({unit})"]
    assert (question.key, question.must, question.choices) == ("import.ask.unit_beside", True, MASS_UNITS)
    assert words in dict(question.facts)["words"]
    _, reading = opened(session, text)
    assert unit_choices(reading, f"Mass ({unit})") == MASS_UNITS


@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize(
    "words",
    [
        "Gneiss (g)",
        "masses in g",
        "Weights: grams",
        "Table 2 (Mg)",
        "Table 2 (G)",
        "Mg in olivine",
        "Fe in mg/kg",
        "Density in g/cm3",
        "Density in g cm-3",
        "grown in MGO",
        "Residue of 25 mg returned",
        "Depths in mm",
        "Drawer mg-4",
        "Weighing room",
        "Tonalite and Centaurus",
        "seen three times 12 in all",
        "Box 12/1000, in 0.15 of the room",
        "Total of 3 pieces, 570 g",
        "重新装箱",
    ],
)
def test_words_that_name_none_or_the_same_ask_nothing(session: StoreSession, where: str, words: str) -> None:
    assert "unit:Mass (g)" not in asked(session, listed(words, where))


@pytest.mark.parametrize("words", ["masses in mg", "1) masses in mg"])
@pytest.mark.parametrize("at", range(4))
def test_they_are_found_in_any_column(session: StoreSession, words: str, at: int) -> None:
    assert asked(session, listed(words, BETWEEN, at=at))["unit:Mass (g)"].key == "import.ask.unit_beside"


SUMS = (
    "Total mg||570|",
    "Total||570 mg|",
    "TOTAL: mg||570|",
    "合计||570毫克|",
    "Grand total||0.57 kg|",
    "Sum (mg)||570|",
)
NOTES = ("Note:||milligrams|", "Note:||mg not g|", "备注：||毫克|", "Note:|||µg, as weighed")


@pytest.mark.parametrize("at", [1, 3])
@pytest.mark.parametrize("row", [*SUMS, *NOTES])
def test_a_sum_or_a_note_that_names_another_unit_is_quoted(session: StoreSession, row: str, at: int) -> None:
    rows = [*ROWS]
    rows.insert(at, row)
    question = asked(session, "\n".join((HEADER.format(" (g)"), *rows)))["unit:Mass (g)"]
    said = " ".join(row.replace("|", " ").split())
    assert dict(question.facts)["words"] == f"{at + 2}: {said}"


@pytest.mark.parametrize(
    "row", ["Total||737.5 g|", "Total||737.5|", "Note:|||from a chip of 3 mg", "Total|3 pieces|9|"]
)
def test_a_sum_or_a_note_that_names_the_same_or_none_asks_nothing(session: StoreSession, row: str) -> None:
    assert "unit:Mass (g)" not in asked(session, "\n".join((HEADER.format(" (g)"), *ROWS, row)))


def test_they_are_quoted_where_the_header_names_no_unit_too(session: StoreSession) -> None:
    question = asked(session, listed("masses in mg", BELOW, ""))["unit:Mass"]
    assert (question.key, dict(question.facts)["words"]) == ("import.ask.unit_beside", "5: masses in mg")
    assert asked(session, listed("by Linda", BELOW, ""))["unit:Mass"].key == "import.ask.unit_of_mass"


def test_they_are_found_below_the_end_that_was_said(session: StoreSession) -> None:
    text = listed("masses in mg", BELOW)
    assert dict(asked(session, text, Told(end=4))["unit:Mass (g)"].facts)["words"] == "5: masses in mg"
    assert "unit:Mass (g)" not in asked(session, listed("by Linda", BELOW), Told(end=4))


@pytest.mark.parametrize("part", ["4:", "7:"])
@pytest.mark.parametrize(("title", "counts"), [("All masses in mg", True), ("All masses in g", False)])
def test_a_title_above_all_parts_of_a_sheet_is_about_each(
    session: StoreSession, part: str, title: str, counts: bool
) -> None:
    table = f"{HEADER.format(' (g)')}\n{ROWS[0]}\n"
    source = Source.pasted(f"{title}\nLab\n\n{table}\n{table}".replace("|", "\t"))
    whole = source.sheets[0].name
    source = source.cut(whole, ("4", "7"))
    name = next(each for each in source.parts(whole) if part in each)
    _, reading = opened(session, source, name, Told(shape="parts", blocks=("4", "7")))
    assert bool(reading.unit_words) is True
    assert ("unit:Mass (g)" in {each.id for each in questions(session, source, reading)}) is counts


def test_a_comment_on_the_header_counts_and_one_on_a_record_does_not(
    session: StoreSession, tmp_path: Path
) -> None:
    for row, counts in ((1, True), (2, False)):
        book = Workbook()
        for line in (HEADER.format(" (g)"), *ROWS):
            book.worksheets[0].append(line.split("|"))
        book.worksheets[0].cell(row, 3).comment = Comment("in mg", "me")
        book.save(tmp_path / "commented.xlsx")
        assert ("unit:Mass (g)" in asked(session, tmp_path / "commented.xlsx")) is counts


def test_a_row_that_says_a_number_is_no_words(session: StoreSession) -> None:
    text = "Name|Mass (g)\nRock 1|5\nRock in mg|\nRock 3|7"
    _, reading = opened(session, text)
    assert [each.row for each in reading.unit_words] == [3]
    numbered = "Name|Sample|Mass (g)\nA|15555,1|5\nweighed in mg|15555,2|\nC|15555,3|6"
    assert "unit:Mass (g)" not in asked(session, numbered)


def test_a_column_whose_cells_name_their_units_asks_nothing(session: StoreSession) -> None:
    text = listed("masses in mg", ABOVE).replace("12.5", "12.5 g").replace("325", "325 mg").replace("400", "4 g")
    assert "unit:Mass (g)" not in asked(session, text)


@pytest.mark.parametrize(("unit", "ug"), [("mg", 12_500), ("g", 12_500_000)])
def test_the_answer_holds_and_a_report_reads_back_in_it(
    session: StoreSession, tmp_path: Path, words: Words, unit: str, ug: int
) -> None:
    text = listed("masses in mg", ABOVE) + "\n15x56|15556|7|w"
    source, reading = opened(session, text)
    reading, _ = answer_all(session, source, reading, unit=unit)
    plan = plan_reading(session, source, replace(reading, makes_parents=True))
    assert _mass(plan) == ug
    path = left_out(session, tmp_path / "left.xlsx", plan, words)
    _, back = opened(session, Source.open(path))
    assert unit_of(back, next(each for each in back.columns if each.startswith("Mass"))) == unit


def _mass(plan: ImportPlan) -> int:
    row = next(each for each in plan.rows if each.number == "15556,1")
    return (row.told.mass or row.told.original).ug  # type: ignore[union-attr, return-value]


FAMILIES = "Split|Mass (g)\n15555{}|\n1|100\n2|50\n15556|\n3|10"


@pytest.mark.parametrize("said", [" (masses in mg)", " - mg", " mg", "mg", ": milligrams", " (\u00b5g)", " 毫克"])
@pytest.mark.parametrize("by", [("2", "5"), ("A=1555*",)])
def test_a_heading_that_names_a_unit_is_not_silently_a_family(
    session: StoreSession, said: str, by: tuple[str, ...]
) -> None:
    question = asked(session, FAMILIES.format(said), Told(families=by))["unit:Mass (g)"]
    assert (question.key, question.must) == ("import.ask.unit_beside", True)
    assert dict(question.facts)["words"] == f"2: 15555{said}"


@pytest.mark.parametrize("said", ["", " (g)", " mgmt", " splits", " Mg"])
def test_a_heading_that_names_no_other_unit_asks_nothing(session: StoreSession, said: str) -> None:
    assert "unit:Mass (g)" not in asked(session, FAMILIES.format(said), Told(families=("2", "5")))


def test_a_family_in_the_unit_that_was_said_comes_in(session: StoreSession) -> None:
    source, reading = opened(session, FAMILIES.format(" (masses in mg)"), said=Told(families=("2", "5")))
    reading, _ = answer_all(session, source, reading, unit="mg", collection="Apollo")
    plan = plan_reading(session, source, replace(reading, makes_parents=True))
    masses = {row.number: row.told.mass.ug for row in plan.rows if row.told.mass}
    assert {row.verdict for row in plan.rows} == {Verdict.NEW}
    assert masses == {"15555,1": 100_000, "15555,2": 50_000, "15556,3": 10_000}
