"""The commands `rebuild` and `annul`, and that no other command writes to a store that is known to be damaged."""

import errno
import json
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from lunarcurator.domain.findings import Strength, find
from lunarcurator.services.commands.names import COMMANDS
from lunarcurator.services.stores import open_for_repair
from lunarcurator.store import damage

from tests.commands.lab_that_lends import BY, lab_that_lends
from tests.commands.test_commands import give_pin
from tests.conftest import DATA_HOME
from tests.services.papers.loan_lab import lent

SANCTION = ("--authority", "M. Manager", "--document", "Memo 7", "--witness", "W. Witness")
WHY = ("--reason", "a disk fault")
WRITING: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "import": ("import", "rocks.csv", "--into", "STORE", "--accept-proposal", "--collection", "Chang'e-5"),
        "take-back": ("take-back", "edit.xlsx", "--into", "STORE", "--ours", *WHY),
        "letters": ("letters", "STORE", "--sent", "--to", "letters", "--replace"),
        "inventory-round": (
            "inventory-round",
            "new",
            "STORE",
            "--frozen",
            "2026-11-01",
            "--deadline",
            "2099-03-01",
        ),
        "borrower": ("borrower", "heard", "STORE", "Borrower A", "--how", "call"),
        "agreement": ("agreement", "end", "STORE", "A-2026-001", "--why", "no plan"),
        "loan": ("loan", "new", "STORE", "--borrower", "Borrower A", "--line", "CE5C0400=10"),
        "do": ("do", "set-up-institution", "STORE", "--name", "Institute N"),
        "post": ("post", "STORE", "more.json"),
        "undo": ("undo", "STORE", *WHY),
        "redo": ("redo", "STORE", *WHY),
        "pin": ("pin", "reset", "STORE", BY[1], *WHY),
    }
)
"""The commands that post into a store, each with something it could post."""
OUT = frozenset({"letters", "inventory-round"})
"""The commands about what is out, for which something must be."""
READING = frozenset(
    {
        *("export", "export-to-edit", "print", "show", "recall", "balance", "places", "attention", "borrowers"),
        *("agreements", "loans", "operations", "tables", "policies", "verify", "backup"),
    }
)
APART = frozenset({"demo", "new", "restore", "selftest"})
"""What makes a store of its own."""
REPAIRS = frozenset({"rebuild", "annul"})


@pytest.fixture
def lab(run: Callable[..., Any], store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    # The lab that lends is one store in many copies, whose heads are witnessed in each user's own folder.
    monkeypatch.setenv(DATA_HOME, str(tmp_path / "data"))
    lab_that_lends(run, store, day="2026-02-01")
    Path("more.json").write_text(
        json.dumps([{"kind": "sight", "operation": {"samples": ["CE5C0400"]}}]), encoding="utf-8"
    )
    Path("rocks.csv").write_text("样品编号,质量（mg）\nCE5C0500,12\n", encoding="utf-8")
    return store


def retold(store: str, *entries: int) -> None:
    """Alter the heading of entries."""
    alter(store, *(f"UPDATE entry SET reason = 'another' WHERE seq = {int(each)}" for each in entries))  # noqa: S608


def alter(store: str, *statements: str) -> None:
    """Alter rows behind the store's back; its guards are put back as they were."""
    with closing(sqlite3.connect(store)) as raw, raw:
        kept = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in kept:
            raw.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            raw.execute(statement)
        for _, sql in kept:
            raw.execute(sql)


def marked(store: str) -> None:
    found = (find(Strength.IMPOSSIBLE, "verify.facts_altered", "", "entry.facts_digest", "entry:2", entry=2),)
    with closing(open_for_repair(Path(store))) as session:
        damage.mark(session.database, found)


def last(store: str) -> int:
    with closing(sqlite3.connect(store)) as raw:
        return int(raw.execute("SELECT max(seq) FROM entry").fetchone()[0])


def test_every_command_that_can_post_is_known_here() -> None:
    assert {*WRITING, *READING, *APART, *REPAIRS} == set(COMMANDS)


@pytest.mark.parametrize("command", WRITING)
def test_a_command_posts_nothing_into_a_damaged_store(run: Callable[..., Any], lab: str, command: str) -> None:
    """Each of them posts into the store while nobody knows of damage, so that only the damage refuses it."""
    if command in OUT:
        lent(Path("lent.lunar")).session.close()
        lab = "lent.lunar"
    if command == "take-back":
        _sent_and_edited(run, lab)
    if command == "pin":
        give_pin(lab, BY[1], "4711")
    if command == "redo":
        assert run("undo", lab, *WHY, *BY).code == 0
    told = [lab if each == "STORE" else each for each in WRITING[command]]
    marked(lab)
    before = last(lab)
    refused = run(*told, *BY)
    assert refused.code == 4, refused.err + refused.out
    assert "nothing can be posted" in refused.err
    assert last(lab) == before

    with closing(open_for_repair(Path(lab))) as session:
        damage.clear(session.database)
    done = run(*told, *BY)
    assert done.code == 0, done.err
    assert last(lab) > before


def _sent_and_edited(run: Callable[..., Any], store: str) -> None:
    from openpyxl import load_workbook

    sent = run("export-to-edit", "--from", store, "--to", "edit.xlsx", "--columns", "remarks")
    assert sent.code == 0, sent.err
    book = load_workbook("edit.xlsx")
    sheet = book.worksheets[0]
    head = next(row for row in sheet.iter_rows() if any(cell.value == "Remarks" for cell in row))
    column = next(cell.column for cell in head if cell.value == "Remarks")
    sheet.cell(head[0].row + 1, column, "changed")
    book.save("edit.xlsx")


def test_rebuild_says_what_differed_and_where_the_copy_is(run: Callable[..., Any], lab: str) -> None:
    alter(lab, "UPDATE sample SET custody = 'loan' WHERE number = 'CE5C0400'", "DELETE FROM search")
    marked(lab)
    done = run("rebuild", lab, "--to", "copies")
    assert done.code == 0, done.err
    assert "CE5C0400: the column custody does not follow from the journal." in done.err
    copies = sorted(each.name for each in Path("copies").iterdir())
    assert [each.partition("-before-rebuild")[2] for each in copies] == [".lunar", ".txt"]
    assert all(name in done.out for name in copies)
    assert "is rebuilt and verifies" in done.out
    assert run("post", lab, "more.json", *BY).code == 0
    assert run("verify", lab).code == 0


def test_rebuild_without_a_folder_puts_the_copy_beside_the_store(run: Callable[..., Any], lab: str) -> None:
    assert run("rebuild", lab).code == 0
    assert len([*Path().glob("a-*-before-rebuild.lunar")]) == 1


def test_rebuild_is_done_and_says_so_where_its_report_cannot_be_written(
    run: Callable[..., Any], lab: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_told: object, **_how: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(Path, "write_text", full)
    done = run("rebuild", lab)
    assert done.code == 0
    assert "The report could not be written" in done.err
    assert "Report:" not in done.out


def test_rebuild_names_entries_that_were_altered_and_changes_nothing(run: Callable[..., Any], lab: str) -> None:
    retold(lab, 2)
    refused = run("rebuild", lab, "--to", "copies")
    assert refused.code == 4
    assert "Annul these entries" in refused.err
    assert "Entry 2 was altered" in refused.err
    assert [*Path("copies").iterdir()] == []


def test_rebuild_says_what_it_cannot_answer_for(run: Callable[..., Any], lab: str) -> None:
    alter(lab, "ALTER TABLE sighting ADD COLUMN shadow TEXT")
    done = run("rebuild", lab)
    assert done.code == 4
    assert "is rebuilt, but does not verify yet" in done.err


def test_annul_answers_for_an_altered_entry(run: Callable[..., Any], lab: str) -> None:
    seq = last(lab)
    retold(lab, seq)
    assert run("verify", lab).code == 4
    marked(lab)
    done = run("annul", lab, str(seq), "--outcome", "stands", *WHY, *SANCTION, *BY)
    assert done.code == 0, done.err
    assert f"Annulled entry {seq}: stands as found" in done.out
    assert f"Entry {seq} is not as it was posted. Entry {seq + 1}" in done.err
    assert run("verify", lab).code == 0
    assert run("post", lab, "more.json", *BY).code == 0


def test_annul_without_an_authority_or_for_a_sound_entry_is_refused(run: Callable[..., Any], lab: str) -> None:
    seq = last(lab)
    retold(lab, seq)
    refused = run("annul", lab, str(seq), "--outcome", "withdrawn", *WHY, *BY)
    assert refused.code == 3
    assert "needs a reason, a named authority" in refused.err
    refused = run("annul", lab, "2", "--outcome", "withdrawn", *WHY, *SANCTION, *BY)
    assert refused.code == 3
    assert "is as it was posted" in refused.err
    assert last(lab) == seq


def test_annul_of_one_of_two_altered_entries_leaves_the_store_damaged(run: Callable[..., Any], lab: str) -> None:
    seq = last(lab)
    retold(lab, 2, seq)
    done = run("annul", lab, str(seq), "--outcome", "withdrawn", *WHY, *SANCTION, *BY)
    assert done.code == 4
    assert "Entry 2 was altered" in done.err
    refused = run("post", lab, "more.json", *BY)
    assert refused.code == 4
