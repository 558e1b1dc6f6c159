"""The round trip by command: a workbook goes out, comes back edited, and is posted after reading."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.commands.conftest import Ended

type Run = Callable[..., Ended]


@pytest.fixture
def sent(run: Run, rocks: str) -> str:
    done = run("export-to-edit", "--from", rocks, "--to", "edit.xlsx", "--columns", "class_name,remarks,place")
    assert done.out == "Wrote 2 rows to edit to edit.xlsx.\n"
    return rocks


def edit(row: int, column: int, value: object) -> None:
    book = load_workbook("edit.xlsx")
    book.worksheets[0].cell(row, column).value = value
    book.save("edit.xlsx")


def test_differences_are_read_before_they_are_posted(run: Run, sent: str) -> None:
    edit(2, 7, "fine-grained")
    edit(3, 8, "Nowhere")
    dry = run("take-back", "edit.xlsx", "--into", sent, "--dry-run", "--report", "differences.csv")
    assert dry.code == 0
    assert "Remarks: – → fine-grained  (changed there)" in dry.out
    assert "Nowhere" in Path("differences.csv").read_text(encoding="utf-8-sig")
    assert dry.out.endswith("Nothing was posted.\n")
    done = run("take-back", "edit.xlsx", "--into", sent, "--reason", "Reviewed")
    assert done.out.endswith("Took 1 row of edit.xlsx back as entry 3.\n")
    again = run("take-back", "edit.xlsx", "--into", sent)
    assert again.code == 3
    assert "changed alike on both sides" in again.out


def test_of_many_differences_the_first_are_told(run: Run, store: str) -> None:
    rows = "\n".join(f"{12_002 + n},Apollo12,Basalt,100" for n in range(205))
    Path("many.csv").write_text(f"ID,Mission,Type,Weight (g)\n{rows}\n", encoding="utf-8")
    assert run("import", "many.csv", "--into", store, "--accept-proposal").code == 0
    assert run("export-to-edit", "--from", store, "--to", "edit.xlsx", "--columns", "remarks").code == 0
    book = load_workbook("edit.xlsx")
    header = [cell.value for cell in book.worksheets[0][1]]
    for row in range(2, 207):
        book.worksheets[0].cell(row, header.index("Remarks") + 1).value = "looked at"
    book.save("edit.xlsx")
    told = run("take-back", "edit.xlsx", "--into", store, "--dry-run")
    assert told.code == 0
    assert "12201" in told.out
    assert "12202" not in told.out


def test_a_conflict_is_posted_only_where_it_is_decided(run: Run, sent: str) -> None:
    edit(2, 6, "Gabbro")
    Path("other.csv").write_text("ID,Mission,Type\n10017,Apollo11,Dolerite\n", encoding="utf-8")
    assert run("import", "other.csv", "--into", sent, "--accept-proposal").code == 0
    mine = run("take-back", "edit.xlsx", "--into", sent)
    assert (mine.code, "Basalt → Gabbro [Dolerite]  (changed on both sides)" in mine.out) == (3, True)
    assert run("take-back", "edit.xlsx", "--into", sent, "--theirs").code == 0


def test_a_row_that_is_none_of_ours_and_other_columns_are_told(run: Run, sent: str) -> None:
    edit(4, 2, "99999")
    edit(1, 12, "My notes")
    book = load_workbook("edit.xlsx")
    book.worksheets[0].delete_cols(7)
    book.save("edit.xlsx")
    told = run("take-back", "edit.xlsx", "--into", sent, "--dry-run").out
    assert "My notes" in told
    assert "Remarks" in told
    assert "99999  not possible" in told or "99999" in told


def test_what_is_odd_about_a_workbook_is_told(run: Run, sent: str) -> None:
    book = load_workbook("edit.xlsx")
    copied = book.copy_worksheet(book.worksheets[0])
    copied.title = "My copy"
    copied.cell(2, 7).value = "fine-grained"
    book.save("edit.xlsx")
    assert "My copy" in run("take-back", "edit.xlsx", "--into", sent, "--dry-run").out


def test_a_file_that_is_none_of_ours_is_refused(run: Run, sent: str) -> None:
    assert run("take-back", "rocks.csv", "--into", sent).code == 4
    assert run("export-to-edit", "--from", sent, "--to", "x.csv").code == 2
    assert run("export-to-edit", "--from", sent, "--to", "x.xlsx", "--columns", "colour!").code == 4


@pytest.fixture
def warned_about(run: Run, rocks: str) -> str:
    """Two rows edited; the rules warn about the form of the first."""
    assert run("export-to-edit", "--from", rocks, "--to", "edit.xlsx", "--columns", "form,remarks").code == 0
    edit(2, 6, "Powdered cheese")
    edit(3, 7, "seen")
    return rocks


def numbers() -> tuple[str, str]:
    sheet = load_workbook("edit.xlsx").worksheets[0]
    return str(sheet.cell(2, 2).value), str(sheet.cell(3, 2).value)


def test_a_reason_of_the_entry_answers_no_warning(run: Run, warned_about: str) -> None:
    refused = run("take-back", "edit.xlsx", "--into", warned_about, "--reason", "test")
    assert refused.code == 3
    assert f"The rules warn about {numbers()[0]}. Answer with --answer form.unknown=TEXT" in refused.err
    assert "as entry" not in refused.out


def test_a_warning_is_answered_by_its_name(run: Run, warned_about: str) -> None:
    answer = "form.unknown=so labelled"
    done = run("take-back", "edit.xlsx", "--into", warned_about, "--answer", answer)
    assert (done.code, "Took 2 rows of edit.xlsx back as entry 3." in done.out) == (0, True)


def test_rows_are_left_out_by_their_numbers(run: Run, warned_about: str) -> None:
    doubtful, good = numbers()
    dry = run("take-back", "edit.xlsx", "--into", warned_about, "--leave", doubtful, "--dry-run").out
    assert f"Would be posted:\n  {good}, row 3: Remarks: seen\nNothing was posted." in dry
    done = run("take-back", "edit.xlsx", "--into", warned_about, "--leave", doubtful)
    assert (done.code, "Took 1 row of edit.xlsx back as entry 3." in done.out) == (0, True)


def test_a_dry_run_says_what_would_be_posted_and_what_waits(run: Run, warned_about: str) -> None:
    doubtful, good = numbers()
    dry = run("take-back", "edit.xlsx", "--into", warned_about, "--dry-run").out
    assert f"{doubtful}, row 2: Form: Powdered cheese" in dry
    assert f"The rules warn about {doubtful}." in dry
    none = run("take-back", "edit.xlsx", "--into", warned_about, "--dry-run", "--leave", doubtful, "--leave", good)
    assert none.out.endswith("Nothing would be posted.\nNothing was posted.\n")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--leave", "99999"), "No row of edit.xlsx is called 99999"),
        (("--answer", "so labelled"), "does not say what is answered"),
        (("--answer", "form.unknown="), "does not say what is answered"),
        (("--answer", "mass.unlikely=seen"), "No rule warns of “mass.unlikely”"),
    ],
)
def test_what_is_said_of_no_row_is_refused(run: Run, warned_about: str, more: tuple[str, ...], said: str) -> None:
    refused = run("take-back", "edit.xlsx", "--into", warned_about, *more)
    assert (refused.code, said in refused.err) == (2, True)


def test_of_many_rows_and_warnings_the_first_are_told(run: Run, store: str) -> None:
    rows = "\n".join(f"{12_002 + n},Apollo12,Basalt,100" for n in range(205))
    Path("many.csv").write_text(f"ID,Mission,Type,Weight (g)\n{rows}\n", encoding="utf-8")
    assert run("import", "many.csv", "--into", store, "--accept-proposal").code == 0
    assert run("export-to-edit", "--from", store, "--to", "edit.xlsx", "--columns", "form").code == 0
    book = load_workbook("edit.xlsx")
    for row in range(2, 207):
        book.worksheets[0].cell(row, 6).value = "Cheese"
    book.save("edit.xlsx")
    told = run("take-back", "edit.xlsx", "--into", store, "--dry-run").out
    listed = told.partition("Would be posted:\n")[2]
    assert (listed.count(", row "), "12021 and …. Answer" in listed) == (200, True)


def test_a_conflict_the_rules_warn_about_is_answered_too(run: Run, warned_about: str) -> None:
    number = numbers()[0]
    Path("other.csv").write_text(f"ID,Form\n{number},chip\n", encoding="utf-8")
    assert run("import", "other.csv", "--into", warned_about, "--accept-proposal").code == 0
    book = ("take-back", "edit.xlsx", "--into", warned_about)
    mine = run(*book, "--dry-run").out
    assert "no form this program knows" in mine
    assert "Answer with" not in mine
    assert f"{number}, row 2: Form: Powdered cheese" in run(*book, "--theirs", "--dry-run").out
    assert run(*book, "--theirs").code == 3
    assert run(*book, "--theirs", "--answer", "form.unknown=so labelled").code == 0
