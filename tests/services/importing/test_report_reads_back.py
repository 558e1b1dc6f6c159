"""The report of rows left out, mended, is read as the file it was made of, and nothing is asked again."""

from pathlib import Path

import pytest
from lunarcurator.domain.identity import OperatorRef
from lunarcurator.exchange.marks import FAR, Block, SheetMarks
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.importing import (
    Profiles,
    Source,
    Verdict,
    answered,
    guess_reading,
    keyed,
    mapped,
    plan_reading,
    post_import,
    questions,
    unanswered,
    write_report,
)
from lunarcurator.services.importing.columns.made_columns import header_in_report, taken_as_made
from lunarcurator.services.importing.plan import ImportPlan, PlannedColumn
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words
from openpyxl import load_workbook

from tests.services.importing.conftest import OPERATOR
from tests.services.importing.steps import planned


def left_out(
    session: StoreSession, path: Path, plan: ImportPlan, words: Words, operator: OperatorRef = OPERATOR
) -> Path:
    """Bring in what is good, and return the report of the rest."""
    write_report(plan, path, words, bad_only=True)
    post_import(session, plan, operator, skip_bad=True)
    return path


def back(session: StoreSession, path: Path) -> ImportPlan:
    """Read a report as it reads by itself."""
    source = Source.open(path)
    reading = guess_reading(session, source, Profiles.load())
    asked = questions(session, source, reading)
    for each in (each for each in asked if each.proposed and each.id == "collection"):
        reading = answered(reading, each.id, each.proposed)
    assert unanswered(asked, reading) == ()
    return plan_reading(session, source, reading)


def mended(path: Path, wrong: str, right: str) -> Path:
    """Correct a cell of a report in a spreadsheet program, or in an editor."""
    if path.suffix == ".csv":
        path.write_text(path.read_text(encoding="utf-8-sig").replace(f",{wrong}", f",{right}"), encoding="utf-8")
        return path
    book = load_workbook(path)
    for cell in (cell for row in book.worksheets[1].iter_rows() for cell in row if cell.value == wrong):
        cell.value = right
    book.save(path)
    return path


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_report_brings_no_verdicts_to_the_pieces_and_asks_for_no_unit_again(
    session: StoreSession, tmp_path: Path, ending: str, language: str
) -> None:
    source = Source.pasted("ID\tMission\tWeight\tLustre\n10017\tApollo 11\t5\tdull\n10018\tApollo 11\theavy\tdull")
    reading = answered(guess_reading(session, source, Profiles.load()), "unit:Weight", "mg")
    plan = plan_reading(session, source, reading)
    words = Words.load(language, resources_folder() / "languages")
    path = mended(left_out(session, tmp_path / f"left.{ending}", plan, words), "heavy", "7")
    (row,) = back(session, path).rows
    piece = row.acts[0].operation
    assert (row.number, row.verdict) == ("10018", Verdict.NEW)
    assert (piece.original.ug, [*piece.other]) == (7_000, [("Lustre", "dull")])  # type: ignore[union-attr]


def test_a_number_that_was_made_of_columns_is_made_of_what_was_corrected_in_them(
    session: StoreSession, tmp_path: Path, words: Words
) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("ID,Piece,Weight (g)\n10017,a,1\n10017,b,heavy\n", encoding="utf-8")
    source = Source.open(path)
    reading = keyed(guess_reading(session, source, Profiles.load()), ("ID", "Piece"), ("-",))
    plan = plan_reading(session, source, answered(reading, "collection", "new:Rocks"))
    report = mended(left_out(session, tmp_path / "left.xlsx", plan, words), "heavy", "7")
    again = back(session, report)
    assert [(row.number, row.verdict) for row in again.rows] == [("10017-b", Verdict.NEW)]
    again = back(session, mended(report, "b", "c"))
    assert [(row.number, row.verdict) for row in again.rows] == [("10017-c", Verdict.NEW)]


def test_a_form_that_a_profile_said_and_depths_of_one_cell_are_told_once(
    session: StoreSession, tmp_path: Path, words: Words
) -> None:
    path = tmp_path / "cores.csv"
    path.write_text("Site,Hole,Core,Section,TopDepth\n1,A,2,1,0.1\n1,A,2,2,deep\n", encoding="utf-8")
    source = Source.open(path)
    reading = answered(guess_reading(session, source, Profiles.load()), "collection", "new:Lake")
    report = left_out(session, tmp_path / "left.csv", plan_reading(session, source, reading), words)
    (row,) = back(session, mended(report, "deep", "0.2")).rows
    piece = row.acts[0].operation
    assert (row.number, piece.form) == ("1A-2-2", "core_segment")  # type: ignore[union-attr]
    assert dict(piece.other) == {"Site": "1", "Hole": "A", "Core": "2", "Section": "2"}  # type: ignore[union-attr]


def test_a_family_that_was_answered_and_depths_of_one_cell_are_not_asked_or_made_again(
    session: StoreSession, tmp_path: Path, words: Words
) -> None:
    post_import(session, planned(session, "ID|Mission|Remarks\n14220|Apollo 14|soil"), OPERATOR)
    path = tmp_path / "rows.csv"
    path.write_text('Depth (cm),Split,Weight (g)\n0-1,",1",1\n1-2,",2",heavy\n', encoding="utf-8")
    source = Source.open(path)
    reading = mapped(guess_reading(session, source, Profiles.load()), "Depth (cm)", "depth_range")
    reading = answered(answered(reading, "family", "14220"), "collection", "Apollo")
    report = left_out(session, tmp_path / "left.csv", plan_reading(session, source, reading), words)
    (row,) = back(session, mended(report, "heavy", "7")).rows
    assert (row.number, row.verdict) == ("14220,2", Verdict.NEW)
    assert "depth_top_um" in str(row.acts[0].operation)


@pytest.mark.parametrize(
    ("column", "name"),
    [
        (PlannedColumn("Weight", "mass", "mg"), "Weight (mg)"),
        (PlannedColumn("Weight (g)", "mass", "g"), "Weight (g)"),
        (PlannedColumn("Price", "other", "g"), "Price"),
        (PlannedColumn("number +", "number", made=True), "number + [=]"),
        (PlannedColumn("colour", "other", made=True), "colour"),
    ],
)
def test_a_report_calls_a_column_by_its_unit_and_says_what_was_made(column: PlannedColumn, name: str) -> None:
    assert header_in_report(column) == name


def test_marks_of_a_report_are_those_of_the_columns_behind_its_own() -> None:
    marks = SheetMarks(
        hidden_rows={9},
        hidden_columns={2, 7},
        merged=[Block(1, 1, 2, 1), Block(3, 6, 4, 6)],
        coloured=6,
        struck={(4, 5), (4, 6)},
        comments={(4, 4): "why", (4, 9): "so"},
    )
    behind = marks.within(Block(1, 6, FAR, FAR))
    assert (behind.hidden_rows, behind.hidden_columns) == ({9}, {2})
    assert (behind.merged, behind.coloured) == ([Block(3, 1, 4, 1)], 6)
    assert (behind.struck, behind.comments) == ({(4, 1)}, {(4, 4): "so"})


def test_a_row_that_a_comma_cut_is_refused_in_the_report_too(
    session: StoreSession, tmp_path: Path, words: Words
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Sample,Mission,Weight (g)\n15001,Apollo 15,1,5\n15002,Apollo 15,2\n", encoding="utf-8")
    report = left_out(session, tmp_path / "left.xlsx", planned(session, path, {"collection": "Apollo"}), words)
    (row,) = back(session, report).rows
    assert [each.key for each in row.reasons] == ["import.beyond_header"]
    write_report(back(session, report), tmp_path / "again.xlsx", words, bad_only=True)
    assert [each.key for each in back(session, tmp_path / "again.xlsx").rows[0].reasons] == [
        "import.beyond_header"
    ]
    assert [each.verdict for each in back(session, mended(report, "5", "")).rows] == [Verdict.NEW]


def test_in_a_report_of_an_earlier_version_what_was_made_says_more_than_its_parts() -> None:
    said = {"Generic": "generic", "Split": "specific", "number [=]": "other", "Depth": "depth_top_um"}
    found = taken_as_made([*said, "depth_top_um + [=]"], said)
    assert found["number [=]"] == "number"
    assert found["depth_top_um + [=]"] == "depth_top_um"
    assert found["Depth"] == "other"
