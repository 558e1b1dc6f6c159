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
    assert run("import", "many.csv", "--into", store).code == 0
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
    assert run("import", "other.csv", "--into", sent).code == 0
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


def test_a_file_that_is_none_of_ours_is_refused(run: Run, sent: str) -> None:
    assert run("take-back", "rocks.csv", "--into", sent).code == 4
    assert run("export-to-edit", "--from", sent, "--to", "x.csv").code == 2
    assert run("export-to-edit", "--from", sent, "--to", "x.xlsx", "--columns", "colour!").code == 4
