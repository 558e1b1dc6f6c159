"""No row vanishes unsaid: totals, repeated headers and what stands below the end are told with why."""

from pathlib import Path

from lunarcurator.exchange.layout_guess import Told, guess_layout
from lunarcurator.exchange.reading import read_book
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.importing import Profiles, Source, guess_reading, plan_reading, write_report
from lunarcurator.services.importing.non_record_rows.aside import aside_told
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words
from openpyxl import load_workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from tests.services.importing.steps import planned, workbook

WORDS = Words.load("en", resources_folder() / "languages", strict=True)
HEADER = "Sample|Mission|Mass (g)"
LIST = (
    f"{HEADER}\n15016|Apollo 15|924\nTotal||924\n{HEADER}\n"
    "15555|Apollo 15|9613.7\nEND\n15415|Apollo 15|269.4\nnote"
)


def why(session: StoreSession, source: Path | str, answers: dict[str, str] | None = None) -> dict[int, str]:
    return {each.row: each.why for each in planned(session, source, answers).aside.rows}


def test_every_row_that_is_no_record_is_told_with_why(session: StoreSession) -> None:
    told = {3: "total", 4: "header", 6: "title", 8: "title"}
    assert why(session, LIST, {"titles": "set_aside"}) == told
    plan = planned(session, LIST.replace("note", "||\nnote"), {"titles": "set_aside"}, said=Told(end=5))
    assert {each.row: each.why for each in plan.aside.rows} == {
        3: "total",
        4: "header",
        6: "after_end",
        7: "after_end",
        9: "after_end",
    }
    assert [row.number for row in plan.rows] == ["15016", "15555"]


def test_nothing_is_said_where_every_row_is_a_record(session: StoreSession) -> None:
    plan = planned(session, f"{HEADER}\n15016|Apollo 15|924")
    assert plan.aside.rows == ()
    assert aside_told(plan.aside, WORDS) == ""
    assert [*plan.aside.cells()] == []


def test_rows_of_another_collection_are_told(session: StoreSession) -> None:
    text = "Sample|Collection\n15016|Apollo\nL1601|Luna\nL1602|Luna"
    plan = planned(session, text, {"rows_of": "Apollo"})
    assert [(each.row, each.why, each.said) for each in plan.aside.rows] == [
        (3, "collection", "Luna"),
        (4, "collection", "Luna"),
    ]
    told = aside_told(plan.aside, WORDS)
    assert told == "Left out for their collection: 2 rows (of Luna, which comes in for itself: 3, 4)."


def test_many_rows_are_told_by_their_first_ones(session: StoreSession) -> None:
    rows = "\n".join(f"L16{at:02}|Luna" for at in range(9))
    plan = planned(session, f"Sample|Collection\n15016|Apollo\n{rows}", {"rows_of": "Apollo"})
    assert "9 rows" in (told := aside_told(plan.aside, WORDS))
    assert "3, 4, 5, 6, 7, 8, …" in told


def test_hidden_and_struck_rows_that_are_left_out_are_told(session: StoreSession, tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        for row in (("Sample", "Mission"), *((number, "Apollo 15") for number in (15016, 15058, 15415, 15455))):
            sheet.append(row)
        sheet.row_dimensions[3].hidden = True
        sheet["A4"].font = Font(strike=True)

    path = workbook(tmp_path / "a.xlsx", fill)
    assert why(session, path, {"hidden_rows": "leave", "struck": "leave"}) == {3: "hidden", 4: "struck"}
    assert why(session, path, {"hidden_rows": "take", "struck": "keep"}) == {}


def test_the_report_gives_every_row_with_its_cells(session: StoreSession, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("Sample,Mission,Mass (g)\n15016,Apollo 15,924\nTotal,,924\n15555,Apollo 15,5\n", "utf-8")
    source = Source.open(path)
    plan = plan_reading(session, source, guess_reading(session, source, Profiles.load()))
    write_report(plan, tmp_path / "out.xlsx", WORDS)
    book = load_workbook(tmp_path / "out.xlsx")
    rows = [[cell for cell in row if cell is not None] for row in book.worksheets[1].iter_rows(values_only=True)]
    assert [3, "set aside", "Set aside: a total.", "Total", "924"] in rows
    assert [row[0] for row in rows if row and isinstance(row[0], int)] == [2, 3, 4]
    assert any(row[:2] == ("set aside", "1") for row in book.worksheets[0].iter_rows(values_only=True))
    write_report(plan, tmp_path / "bad.xlsx", WORDS, bad_only=True)
    bad = load_workbook(tmp_path / "bad.xlsx").worksheets[1]
    assert all("set aside" not in row for row in bad.iter_rows(values_only=True))


def test_a_person_may_say_where_the_table_ends(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("Sample,Mass\n1,2\nEND\n3,4\n", "utf-8")
    sheet = read_book(path).sheets[0]
    told = [guess_layout(sheet, lambda _: True, (), Told(end=end)) for end in (2, 0)]
    assert [each.layout.end_row for each in told] == [2, 0]


def test_values_above_the_table_are_told_and_titles_are_not(session: StoreSession) -> None:
    text = (
        "Loan agreement\nBorrower:|A. Smith\nDue date: 2023-03-01\n\nSample|Mission|Mass\n||g\n"
        "15016|Apollo 15|924\n15058|Apollo 15|2"
    )
    plan = planned(session, text)
    assert [(each.row, each.why) for each in plan.aside.rows] == [(2, "above"), (3, "above")]
    assert next(row.cells[:2] for row in plan.aside.cells()) == ("Borrower:", "A. Smith")
    assert "2 rows (said above the table, and kept with no piece: 2, 3)" in aside_told(plan.aside, WORDS)


def test_no_column_keeps_strokes_of_rows_that_are_left_out(session: StoreSession, tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        for row in (("Sample", "Mission"), ("15016", "Apollo 15"), ("15058", "Apollo 15")):
            sheet.append(row)
        sheet["A3"].font = Font(strike=True)

    path = workbook(tmp_path / "list.xlsx", fill)
    for said, columns in (("leave", 2), ("keep", 3)):
        assert len(planned(session, path, {"struck": said}).columns) == columns
