"""All sheets of a workbook come in by one command, and are taken back and done again by one."""

from collections.abc import Callable
from pathlib import Path

import pytest
from lunarcurator.services.store_session import StoreSession
from openpyxl import Workbook, load_workbook

from tests.commands.conftest import Ended
from tests.services.importing.workbooks import nested_workbook

type Run = Callable[..., Ended]


@pytest.fixture
def nested(store: str) -> str:
    nested_workbook(Path("nested.xlsx"))
    return store


@pytest.fixture
def full(run: Run, nested: str) -> str:
    assert run("import", "nested.xlsx", "--into", nested, "--accept-proposal", "--all-sheets").code == 0
    return nested


def test_all_sheets_come_in_each_as_an_entry_and_once_only(run: Run, nested: str) -> None:
    assert run("import", "nested.xlsx", "--into", nested, "--accept-proposal", "--sheet", "rocks").code == 0
    ended = run("import", "nested.xlsx", "--into", nested, "--accept-proposal", "--all-sheets")
    assert ended.code == 0
    told = ended.out.splitlines()
    assert told[0].startswith("rocks (in the book: entry 2, 20")
    assert [line for line in told if line.startswith("Sheet ")] == ["Sheet chips:", "Sheet grains:"]
    assert [line for line in told if "as entry" in line] == [
        "Imported 2 rows of nested.xlsx as entry 3.",
        "Imported 2 rows of nested.xlsx as entry 4.",
    ]
    listed = run("import", "nested.xlsx", "--into", nested, "--accept-proposal", "--list-sheets").out.splitlines()
    assert [line.partition(" (in the book: entry")[0] for line in listed] == ["rocks", "chips", "grains"]
    assert all("(in the book: entry" in line for line in listed)


def test_a_sheet_that_cannot_come_in_does_not_stop_the_rest_and_is_told(run: Run, nested: str) -> None:
    book = load_workbook("nested.xlsx")
    book["chips"]["D2"] = "heavy"
    book.save("nested.xlsx")
    ended = run("import", "nested.xlsx", "--into", nested, "--accept-proposal", "--all-sheets")
    assert ended.code == 3
    assert "2 of 3 sheets of nested.xlsx did not come in" in ended.err
    assert "Imported 2 rows of nested.xlsx as entry 2." in ended.out
    told = ("--skip-bad", "--report", "left.xlsx", "--dry-run")
    ended = run("import", "nested.xlsx", "--into", nested, "--accept-proposal", "--all-sheets", *told)
    assert ended.code == 0
    assert Path("left-chips.xlsx").exists()
    assert not Path("left-rocks.xlsx").exists()
    assert not Path("left.xlsx").exists()


def test_columns_are_said_of_the_sheets_that_have_them(run: Run, store: str) -> None:
    book = Workbook()
    for name, header in (("one", "Tag"), ("two", "ID")):
        page = book.create_sheet(name)
        page.append((header, "Mission", "Weight (g)"))
        page.append(("10017" if name == "one" else "10018", "Apollo 11", 5))
    book.remove(book.worksheets[0])
    book.save("two.xlsx")
    told = ("import", "two.xlsx", "--into", store, "--accept-proposal", "--all-sheets", "--map")
    ended = run(*told, "Tga=number")
    assert (ended.code, "Tga" in ended.err) == (4, True)
    assert run(*told, "Tag=number", "--key", "ID").code == 0
    assert run("show", store, "10017").code == run("show", store, "10018").code == 0


def test_one_sheet_or_all_but_not_both(run: Run, nested: str) -> None:
    assert (
        run(
            "import", "nested.xlsx", "--into", nested, "--accept-proposal", "--all-sheets", "--sheet", "rocks"
        ).code
        == 2
    )


def test_a_damaged_store_ends_the_import_of_all_sheets(run: Run, nested: str) -> None:
    Path(nested).write_bytes(b"no store")
    assert run("import", "nested.xlsx", "--into", nested, "--accept-proposal", "--all-sheets").code == 4


def test_the_whole_file_is_undone_and_done_again_by_one_command(run: Run, full: str) -> None:
    ended = run("undo", full, "--whole-file", "--reason", "wrong file")
    assert ended.code == 0
    assert ended.out.splitlines() == [
        f"Entry {seq}: Undid “Imported nested.xlsx, sheet {name}: 2 pieces”"
        for seq, name in ((5, "grains"), (6, "chips"), (7, "rocks"))
    ]
    assert run("verify", full).code == 0
    assert run("show", full, "10017").code != 0
    ended = run("redo", full, "--whole-file")
    assert (ended.code, len(ended.out.splitlines())) == (0, 3)
    assert run("show", full, "10017,2").code == 0
    assert run("verify", full).code == 0


def test_one_sheet_is_undone_and_the_others_are_named(run: Run, full: str) -> None:
    ended = run("undo", full)
    assert ended.out.splitlines()[-1] == (
        "2 other imports of nested.xlsx stayed as before; --whole-file takes them along."
    )
    assert "sheet grains" in run("redo", full).out
    ended = run("undo", full, "2")
    assert (ended.code, "entry 3 (import) rests on it" in ended.err) == (3, True)
    assert run("undo", full, "2", "--whole-file").code == 0
    ended = run("undo", full, "2", "--whole-file")
    assert (ended.code, "undone already" in ended.err) == (3, True)
    assert run("redo", full, "3", "--whole-file").code == 0
    ended = run("redo", full, "3")
    assert (ended.code, "is not undone" in ended.err) == (3, True)


def test_what_cannot_be_undone_is_said_in_a_sentence(run: Run, rocks: str) -> None:
    ended = run("undo", rocks, "99")
    assert (ended.code, ended.err) == (3, "There is no entry 99.\n")
    ended = run("redo", rocks)
    assert (ended.code, "nothing to do again" in ended.err) == (3, True)
    ended = run("undo", rocks, "--whole-file")
    assert (ended.code, "--whole-file" in ended.err) == (3, True)
    StoreSession.make(Path("bare.lunar")).close()
    ended = run("undo", "bare.lunar")
    assert (ended.code, ended.err) == (3, "There is nothing to take back.\n")
