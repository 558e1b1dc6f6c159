"""`verify` says what is wrong, how far the journal reaches and what to do, on every console, and ends with 4."""

import io
import re
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from lunarcurator.__main__ import main
from lunarcurator.resources_folder import resources_folder
from lunarcurator.store import schema
from lunarcurator.store.opening import make_store

from tests.commands.conftest import Ended
from tests.store.breaking import broken_into
from tests.store.making import full_lab

type Run = Callable[..., Ended]


@pytest.fixture
def lab(tmp_path: Path) -> str:
    full_lab(tmp_path / "lab.lunar").session.close()
    return "lab.lunar"


def _do(store: str, *statements: str) -> None:
    with broken_into(Path(store)) as raw:
        for statement in statements:
            raw.execute(statement)


def test_a_whole_store_is_said_to_be_whole(run: Run, lab: str) -> None:
    ended = run("verify", lab)
    assert ended.code == 0
    assert ended.err == ""


def test_the_last_lines_say_how_far_the_journal_reaches_and_what_to_do(run: Run, lab: str) -> None:
    _do(lab, "UPDATE entry SET reason = 'other' WHERE seq = 9")
    ended = run("verify", lab)
    assert ended.code == 4
    assert "Entry 9 was altered" in ended.err
    assert "up to entry 8." in ended.out
    assert "Bring back the last backup that verifies" in ended.out


def test_a_journal_altered_from_the_first_entry_on_says_so(run: Run, lab: str) -> None:
    _do(lab, "UPDATE entry SET reason = 'other' WHERE seq = 1")
    ended = run("verify", lab)
    assert ended.code == 4
    assert "Already the first entry" in ended.out


def test_what_is_worked_out_can_be_made_anew(run: Run, lab: str) -> None:
    _do(lab, "UPDATE sample SET mass_ug = 'heavy' WHERE id = 3")
    ended = run("verify", lab)
    assert ended.code == 4
    assert "rebuild the store" in ended.out


def test_a_journal_that_cannot_be_read_promises_no_reach(run: Run, lab: str) -> None:
    with closing(sqlite3.connect(lab)) as raw, raw:
        raw.execute("DROP TABLE book")
    ended = run("verify", lab)
    assert ended.code == 4
    assert "is not known" in ended.out


def test_a_damaged_store_without_entries_has_no_reach(run: Run, tmp_path: Path) -> None:
    make_store(tmp_path / "empty.lunar").close()
    _do("empty.lunar", "CREATE TABLE shadow (x)")
    ended = run("verify", "empty.lunar")
    assert ended.code == 4
    assert "entry" not in ended.out.splitlines()[-1]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_console_of_ascii_gets_every_finding(lab: str, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _do(lab, "UPDATE name SET text = CAST(x'eda080' AS TEXT)", "UPDATE place SET name = CAST(x'ffe5b2a9' AS TEXT)")
    monkeypatch.setenv("LC_ALL", language)
    streams = [io.TextIOWrapper(io.BytesIO(), encoding="ascii") for _ in range(2)]
    monkeypatch.setattr(sys, "stdout", streams[0])
    monkeypatch.setattr(sys, "stderr", streams[1])
    assert main(["verify", lab]) == 4
    out, err = ((stream.flush(), stream.buffer.getvalue())[1].decode(stream.encoding) for stream in streams)
    assert len(err.splitlines()) > 5
    assert "Traceback" not in out + err


def test_a_file_without_readable_definitions_gets_one_sentence(run: Run, lab: str) -> None:
    with closing(sqlite3.connect(lab)) as raw, raw:
        raw.execute("PRAGMA writable_schema = ON")
        raw.execute("UPDATE sqlite_master SET sql = 'CREATE TABLE x (' WHERE name = 'touch'")
    ended = run("verify", lab)
    assert ended.code == 4
    assert ended.out == ""
    assert ended.err.startswith("lab.lunar is damaged")
    assert len(ended.err.splitlines()) == 1


def test_a_fault_of_the_program_promises_nothing(run: Run, lab: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_told: object, **_named: object) -> None:
        raise KeyError("kept")

    monkeypatch.setattr("lunarcurator.services.commands.maintenance.verify_witnessed", fail)
    ended = run("verify", lab)
    assert ended.code == 4
    assert "look in the journal, and verify the store" in ended.err
    assert "lost" not in ended.err


def test_the_manual_says_what_verify_shows_in_the_words_of_the_readme() -> None:
    root = resources_folder().parent
    section = (root / "README.md").read_text(encoding="utf-8").split("## What it proves, and what it does not")[1]
    told = " ".join(section.split("##")[0].split())
    assert told in (resources_folder() / "manual" / "en" / "stores.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "file", ["languages/en/lunarcurator.po", "languages/zh_CN/lunarcurator.po", "manual/en/trouble.md"]
)
def test_no_sentence_promises_that_nothing_is_lost(file: str) -> None:
    told = (resources_folder() / file).read_text(encoding="utf-8")
    assert not re.search(
        r"(nothing|everything|all)[^.]*posted before[^.]*(lost|in the store)", told, re.IGNORECASE
    )


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("time_zone", "../secret"),
        ("time_zone", ""),
        ("time_zone", "/etc/passwd"),
        ("format", "2"),
        ("made_us", "yesterday"),
        ("store_id", "abc"),
        ("store_id", "zz"),
    ],
)
def test_a_setting_the_program_relies_on_is_verified(run: Run, lab: str, key: str, value: str) -> None:
    _do(lab, f"UPDATE setting SET value = '{value}' WHERE key = '{key}'")  # noqa: S608
    ended = run("verify", lab)
    assert ended.code == 4
    assert f"The setting {key} of the store" in ended.err
    assert "rebuild the store" not in ended.out


def test_a_time_zone_this_system_does_not_know_is_told_and_no_flaw(run: Run, lab: str) -> None:
    _do(lab, "UPDATE setting SET value = 'Moon/Tranquility' WHERE key = 'time_zone'")
    ended = run("verify", lab)
    assert ended.code == 0
    assert ended.err.count("the time zone Moon/Tranquility of the store; times are shown in UTC.") == 1


@pytest.mark.parametrize("key", ["time_zone", "format", "made_us"])
def test_a_setting_that_is_missing_is_told(run: Run, lab: str, key: str) -> None:
    _do(lab, f"DELETE FROM setting WHERE key = '{key}'")  # noqa: S608
    assert f"The setting {key} of the store" in run("verify", lab).err


def test_settings_of_the_lab_are_nobodys_proof(run: Run, lab: str) -> None:
    _do(lab, "INSERT INTO setting VALUES ('colour', 'blue')")
    assert run("verify", lab).code == 0


@pytest.mark.slow
def test_rebuilding_is_advised_for_what_it_makes_anew_and_nothing_else(run: Run, lab: str) -> None:
    """Each table is taken out of a copy: where a rebuild is advised it succeeds, and nowhere else."""
    with closing(sqlite3.connect(lab)) as raw:
        things = raw.execute(
            "SELECT type, name FROM sqlite_master WHERE sql IS NOT NULL AND type <> 'view'"
        ).fetchall()
    copy, advised = "copy.lunar", set[str]()
    for kind, name in things:
        if name.startswith(("search_", "sqlite_", "alembic", "guard_")) or kind == "index":
            continue
        shutil.copy(lab, copy)
        with closing(sqlite3.connect(copy)) as raw, raw:
            raw.execute("PRAGMA foreign_keys = OFF")
            raw.execute(f'DROP {kind.upper()} "{name}"')
        told = "rebuild the store" in run("verify", copy).out
        done = run("rebuild", copy, "--to", f"copies-{name}")
        assert done.code == (0 if told else 4), (name, done.err)
        advised |= {name} if told else set()
    assert {"pin", "draft", "loan_line", "undone", "year_sum"} <= advised
    assert not advised & {"setting", *(table.name for table in schema.HASHED)}


@pytest.mark.parametrize("table", ["setting", "alembic_version", "relation", "sample"])
def test_a_table_whose_first_page_is_gone_is_named_and_the_rest_is_verified(
    run: Run, lab: str, table: str
) -> None:
    with closing(sqlite3.connect(lab)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        (size,) = raw.execute("PRAGMA page_size").fetchone()
    with Path(lab).open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    ended = run("verify", lab)
    assert ended.code == 4
    assert f"The table {table}, or an index of it, cannot be read whole." in ended.err
    # What else is wrong is told as well.
    assert len(ended.err.splitlines()) > 1
