"""Whatever is done to a file from outside, verifying goes on to its end and names what cannot be read."""
# ruff: noqa: S608 - the names of tables come from the schema

import random
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import pytest
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.verifying import Verification, verify
from lunarcurator.services.words import Words
from lunarcurator.store.database import Database
from lunarcurator.store.errors import StoreError
from lunarcurator.store.examining import tail_of
from lunarcurator.store.fact_reading import entry_facts
from lunarcurator.store.fact_rows import UnreadableFactError
from lunarcurator.store.opening import open_store
from lunarcurator.store.verify.journal import check_entry
from lunarcurator.store.verify.reader import Reader
from lunarcurator.store.verify.report import Report

from tests.store.breaking import broken_into
from tests.store.making import full_lab
from tests.store.test_tampering import JUDGED, _assert_named

PAGE: Final = 4_096
WRONG: Final = MappingProxyType(
    {
        "null": "NULL",
        "empty": "''",
        "word": "'nonsense'",
        "no-text": "CAST(x'ff41' AS TEXT)",
        "surrogate": "CAST(x'eda080' AS TEXT)",
        "nul": "'a' || char(0) || 'b'",
        "huge": str(2**62),
        "highest": str(2**63 - 1),
        "lowest": "-9223372036854775807 - 1",
        "negative": "-5",
        "blob": "x'deadbeef'",
        "real": "1.5",
        "deep": "'" + "[" * 5_000 + "'",
        "twice": '\'{"a":1,"a":2}\'',
        "packed": "x'789cdeadbeef'",
    }
)
PLACES: Final = tuple(each for each in JUDGED if not each[0].startswith("search"))
WORDS: Final = tuple(
    Words.load(language, resources_folder() / "languages", strict=True) for language in ("en", "zh_CN")
)
LOCATED: Final = tuple((*place, [*WRONG][at % len(WRONG)]) for at, place in enumerate(PLACES))
"""Each column with one wrong value, in turns: all of them with all take minutes."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("whole") / "whole.lunar"
    full_lab(path).session.close()
    return path


@pytest.fixture
def copy(whole: Path, tmp_path: Path) -> Path:
    return shutil.copy(whole, tmp_path / "copy.lunar")


@pytest.mark.parametrize(("table", "column", "wrong"), LOCATED)
def test_a_value_no_column_can_hold_is_named(copy: Path, table: str, column: str, wrong: str) -> None:
    _assert_wrong_is_named(copy, table, column, wrong)


@pytest.mark.slow
@pytest.mark.parametrize(("at", "table", "column"), [(at, *place) for at, place in enumerate(PLACES)])
def test_wrong_values_are_named_in_every_column(
    whole: Path, tmp_path: Path, at: int, table: str, column: str
) -> None:
    """A third of the values in each column, with the one tried above: three columns in a row have met them all."""
    for wrong in [*WRONG][at % 3 :: 3]:
        if (table, column, wrong) in LOCATED:
            continue
        # A name of its own each: what SQLite keeps beside a file belongs to that file.
        _assert_wrong_is_named(shutil.copy(whole, tmp_path / f"{wrong}.lunar"), table, column, wrong)


SEARCH: Final = MappingProxyType(
    {
        "settings-altered": "UPDATE search_config SET v = 99",
        "settings-no-number": "UPDATE search_config SET v = 'x'",
        "settings-added": "INSERT INTO search_config VALUES ('automerge', 1)",
        "settings-no-text": "INSERT INTO search_config VALUES (CAST(x'ff' AS TEXT), 1)",
        "settings-emptied": "DELETE FROM search_config",
        "settings-dropped": "DROP TABLE search_config",
        "ways-emptied": "DELETE FROM search_idx",
        "ways-moved": "UPDATE search_idx SET pgno = pgno + 2",
        "ways-dropped": "DROP TABLE search_idx",
        "pages-emptied": "DELETE FROM search_data",
        "pages-cut": "UPDATE search_data SET block = substr(block, 1, length(block) / 2)",
        "pages-null": "UPDATE search_data SET block = NULL",
        "pages-list": "UPDATE search_data SET block = x'00' WHERE id = 10",
        "pages-dropped": "DROP TABLE search_data",
        "sizes-emptied": "DELETE FROM search_docsize",
        "sizes-no-text": "UPDATE search_docsize SET sz = CAST(x'ff' AS TEXT)",
        "sizes-dropped": "DROP TABLE search_docsize",
        "word-added": "INSERT INTO search (rowid, words) VALUES (1, 'hello')",
        "piece-taken-out": "DELETE FROM search WHERE rowid = (SELECT min(id) FROM search_docsize)",
        "dropped": "DROP TABLE search",
    }
)


@pytest.mark.parametrize("done", SEARCH.values(), ids=[*SEARCH])
def test_the_tables_behind_the_search_are_compared(copy: Path, done: str) -> None:
    _do(copy, done)
    found = _verify(copy)
    assert not found.sound
    told = {each.field.split(".")[0] for each in found.findings} | {each.cause for each in found.findings}
    assert told & {"search", "search_config", "search_idx", "part:search"}
    assert found.whole_until == found.head.seq
    assert found.rebuilding_may_heal


def test_a_cut_search_index_hides_nothing_else(copy: Path) -> None:
    _do(copy, "UPDATE search_data SET block = NULL", "UPDATE sample SET mass_ug = mass_ug + 1 WHERE id = 3")
    assert "sample.mass_ug" in {each.field for each in _verify(copy).findings}


DEFINITIONS: Final = (
    ("entry", "reason TEXT NOT NULL", "reason TEXT"),
    ("mass_line", "DEFERRABLE INITIALLY DEFERRED", ""),
    ("mass_line", "REFERENCES entry (seq)", "REFERENCES entry (parts)"),
    ("mass_line", "day INTEGER NOT NULL", "day INTEGER NOT NULL CHECK (day > 0)"),
    ("mass_line", "day INTEGER NOT NULL", "day INTEGER NOT NULL DEFAULT 5"),
    ("mass_line", "reason TEXT NOT NULL", "reason TEXT COLLATE NOCASE NOT NULL"),
    (
        "sample",
        "CONSTRAINT uq_sample_uuid UNIQUE (uuid)",
        "CONSTRAINT uq_sample_uuid UNIQUE (uuid) ON CONFLICT IGNORE",
    ),
    ("guard_mass_line_update", "RAISE(ABORT, ", "CAST(1 AS TEXT) || ("),
    ("ix_name_sample", "(sample)", "(kind)"),
    ("search", "remove_diacritics 2", "remove_diacritics 0"),
)


@pytest.mark.parametrize(("name", "right", "wrong"), DEFINITIONS)
def test_every_word_of_a_definition_counts(copy: Path, name: str, right: str, wrong: str) -> None:
    with closing(sqlite3.connect(copy)) as raw, raw:
        raw.execute("PRAGMA writable_schema = ON")
        changed = raw.execute(
            "UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE name = ? AND instr(sql, ?)",
            (right, wrong, name, right),
        ).rowcount
    assert changed == 1
    assert f"definition:{name}" in _causes(_verify(copy))


@pytest.mark.parametrize(
    "done",
    [
        "CREATE TRIGGER shadow AFTER INSERT ON entry BEGIN SELECT 1; END",
        "CREATE VIEW shadow AS SELECT * FROM entry",
        "CREATE TABLE shadow (x)",
        "CREATE INDEX shadow ON entry (day)",
    ],
)
def test_what_no_program_of_ours_makes_is_named(copy: Path, done: str) -> None:
    _do(copy, done)
    assert [(each.key, each.cause) for each in _verify(copy).findings] == [
        ("verify.definition_extra", "definition:shadow")
    ]


def test_an_added_column_is_named(copy: Path) -> None:
    _do(copy, "ALTER TABLE entry ADD COLUMN x TEXT")
    assert "definition:entry" in _causes(_verify(copy))


@pytest.mark.parametrize("table", sorted({table for table, _ in PLACES} | {"setting", "draft", "pin"}))
def test_a_table_taken_away_stops_no_other_check(copy: Path, table: str) -> None:
    _do(copy, f"DROP TABLE {table}")
    store = Database(copy, read_only=True)
    found = verify(store)
    store.close()
    assert ("verify.definition_missing", f"definition:{table}") in {
        (each.key, each.cause) for each in found.findings
    }
    _assert_sayable(found)


def test_a_fact_that_points_at_nothing_is_named_by_its_entry(copy: Path) -> None:
    with broken_into(copy) as raw:
        (entry,) = raw.execute("SELECT entry FROM placement LIMIT 1").fetchone()
        raw.execute("UPDATE placement SET place = 9999 WHERE entry = ?", (entry,))
    found = {(each.key, each.cause) for each in _verify(copy).findings}
    assert ("verify.reference_of_entry", f"entry:{entry}") in found


@pytest.mark.parametrize("done", ["zeros", "bits", "bytes", "swapped"])
def test_damaged_pages_are_found(whole: Path, tmp_path: Path, done: str) -> None:
    _assert_pages(whole, tmp_path, done, range(12))


@pytest.mark.slow
@pytest.mark.parametrize("done", ["zeros", "bits", "bytes", "swapped"])
@pytest.mark.parametrize("first", range(12, 212, 20))
def test_many_damaged_pages_are_found(whole: Path, tmp_path: Path, done: str, first: int) -> None:
    _assert_pages(whole, tmp_path, done, range(first, first + 20))


def test_entries_on_a_page_that_cannot_be_read_are_named_one_by_one(whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "page.lunar"
    with closing(sqlite3.connect(whole)) as raw:
        (root,) = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'entry'").fetchone()
        last = raw.execute("SELECT max(seq) FROM entry").fetchone()[0]
    content = bytearray(whole.read_bytes())
    inner = content[(root - 1) * PAGE : root * PAGE]
    assert inner[0] == 5, "the table of entries has to have more than one page for this test to say anything"
    leaf = int.from_bytes(inner[int.from_bytes(inner[12:14], "big") :][:4], "big")
    content[(leaf - 1) * PAGE : leaf * PAGE] = bytes(PAGE)
    path.write_bytes(content)
    found = _verify(path)
    lost = {each.cause for each in found.findings if each.key == "verify.entry_unreadable"}
    assert "entry:1" in lost
    assert len(lost) < last
    assert found.whole_until == 0
    assert found.counts["entries"] == last - len(lost)


def test_the_first_altered_entry_says_how_far_the_journal_reaches(copy: Path) -> None:
    with broken_into(copy) as raw:
        raw.execute("UPDATE entry SET reason = 'other' WHERE seq IN (9, 12)")
    found = _verify(copy)
    assert found.whole_until == 8
    assert not found.rebuilding_may_heal


def test_a_derived_value_leaves_the_journal_whole(copy: Path) -> None:
    with broken_into(copy) as raw:
        raw.execute("UPDATE sample SET class_name = 'x' WHERE id = 3")
    found = _verify(copy)
    assert found.whole_until == found.head.seq
    assert found.rebuilding_may_heal


@pytest.mark.parametrize("identity", ["CAST(x'ff' AS TEXT)", "x'ff'", "NULL"])
def test_an_identity_that_is_no_text_breaks_the_chain(copy: Path, identity: str) -> None:
    with broken_into(copy) as raw:
        raw.execute(f"UPDATE setting SET value = {identity} WHERE key = 'store_id'")
    assert "entry:1" in _causes(_verify(copy))


@pytest.mark.parametrize(
    ("done", "key"),
    [
        ("UPDATE sqlite_master SET sql = 'CREATE TABLE x (' WHERE name = 'touch'", "store.damaged"),
        ("UPDATE sqlite_master SET name = CAST(x'ff' AS TEXT) WHERE name = 'touch'", "store.damaged"),
        ("UPDATE sqlite_master SET rootpage = 9999 WHERE name = 'touch'", "store.damaged"),
        ("UPDATE alembic_version SET version_num = CAST(x'ff' AS TEXT)", "store.damaged"),
        ("DROP TABLE alembic_version", "store.not_a_store"),
    ],
)
def test_a_file_without_readable_definitions_is_refused_in_one_sentence(copy: Path, done: str, key: str) -> None:
    with closing(sqlite3.connect(copy)) as raw, raw:
        raw.execute("PRAGMA writable_schema = ON")
        raw.execute(done)
    with pytest.raises(StoreError) as refused:
        open_store(copy)
    assert refused.value.key == key
    # Nothing keeps the file open: Windows would not let go of it.
    copy.unlink()


def test_one_entry_is_judged_by_itself(copy: Path) -> None:
    assert _judged(copy, 5) == []
    assert _judged(copy, 1) == []
    assert _judged(copy, 999) == ["verify.entry_missing", "verify.entry_missing"]
    with broken_into(copy) as raw:
        (booked,) = raw.execute("SELECT min(entry) FROM mass_line").fetchone()
        raw.execute("UPDATE mass_line SET reason = x'deadbeef' WHERE entry = ?", (booked,))
        raw.execute("UPDATE entry SET reason = 'other' WHERE seq = 15")
        raw.execute("UPDATE entry SET acts = 'many' WHERE seq = 17")
    assert booked < 14
    assert _judged(copy, booked) == ["verify.entry_unreadable"]
    assert _judged(copy, 14) == []
    assert _judged(copy, 15) == ["verify.entry_altered"]
    assert _judged(copy, 16) == []
    assert set(_judged(copy, 17)) == {"verify.entry_altered", "verify.payload_altered"}


def test_an_entry_that_cannot_be_asked_for_is_told_and_not_raised(copy: Path) -> None:
    _do(copy, "DROP TABLE entry")
    assert _judged(copy, 3) == ["verify.entry_unreadable"]


def test_the_look_at_the_last_entries_survives_what_it_reads(copy: Path) -> None:
    with broken_into(copy) as raw:
        raw.execute("UPDATE entry SET recorded_us = 'late' WHERE seq = 5")
    store = open_store(copy, read_only=True)
    assert {each.cause for each in tail_of(store)} == {"entry:5"}
    store.close()
    _do(copy, "DROP TABLE entry")
    store = Database(copy, read_only=True)
    with pytest.raises(StoreError, match=r"store\.damaged"):
        tail_of(store)
    store.close()


def test_a_fact_that_cannot_be_one_is_refused_with_its_entry(copy: Path) -> None:
    with broken_into(copy) as raw:
        (entry,) = raw.execute("SELECT entry FROM mass_line LIMIT 1").fetchone()
        raw.execute("UPDATE mass_line SET account = 'nowhere' WHERE entry = ?", (entry,))
    store = open_store(copy, read_only=True)
    with store.connect() as connection, pytest.raises(UnreadableFactError) as refused:
        entry_facts(connection, entry)
    assert dict(refused.value.facts) == {"entry": entry, "table": "mass_line"}
    store.close()


def _judged(path: Path, seq: int) -> list[str]:
    report = Report()
    store = Database(path, read_only=True)
    with store.snapshot() as connection:
        check_entry(Reader(connection, lambda: False), report, seq)
    store.close()
    return [each.key for each in report.done()]


def _assert_wrong_is_named(path: Path, table: str, column: str, wrong: str) -> None:
    with broken_into(path) as raw:
        row = _middle(raw, table)
        keys = [name for (name,) in raw.execute("SELECT name FROM pragma_table_info(?) WHERE pk > 0", (table,))]
        where = " AND ".join(f'"{key}" IS ?' for key in keys)
        query = f'UPDATE {table} SET "{column}" = {WRONG[wrong]} WHERE {where}'
        try:
            raw.execute(query, [row[key] for key in keys])
        except sqlite3.IntegrityError:
            # A key no row can have; there is nothing to find.
            return
    found = _verify(path)
    _assert_sayable(found)
    if not _is_same(row[column], WRONG[wrong]):
        _assert_named(found, table, column, row)


def _is_same(value: object, told: str) -> bool:
    with closing(sqlite3.connect(":memory:")) as raw:
        raw.text_factory = bytes
        kept = raw.execute(f"SELECT {told}").fetchone()[0]
    return bool(kept == (value.encode() if isinstance(value, str) else value))


def _middle(raw: sqlite3.Connection, table: str) -> dict[str, Any]:
    found = raw.execute(f"SELECT * FROM {table}")
    names = [each[0] for each in found.description]
    rows = found.fetchall()
    return dict(zip(names, rows[len(rows) // 2], strict=True))


def _do(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("PRAGMA foreign_keys = OFF")
        for statement in statements:
            raw.execute(statement)


def _assert_pages(whole: Path, folder: Path, done: str, seeds: Sequence[int]) -> None:
    with closing(sqlite3.connect(whole)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    right, content = _content(whole), whole.read_bytes()
    for seed in seeds:
        path = folder / f"{done}-{seed}.lunar"
        path.write_bytes(_damaged(content, done, seed))
        found = _verified_or_refused(path)
        if isinstance(found, str):
            assert found in {"store.damaged", "store.truncated", "store.not_a_store"}, seed
            continue
        _assert_sayable(found)
        if found.sound:
            assert _content(path) == right, seed


def _verified_or_refused(path: Path) -> Verification | str:
    """Return what was found in a file, or why it is none that can be opened."""
    try:
        store = open_store(path, read_only=True)
    except StoreError as refused:
        return refused.key
    try:
        return verify(store)
    finally:
        store.close()


def _damaged(content: bytes, done: str, seed: int) -> bytes:
    """Return the content of a file with one page damaged; seeds go through the pages."""
    random_ = random.Random(seed)
    damaged, pages = bytearray(content), len(content) // PAGE
    page = 1 + seed % (pages - 1)
    start = page * PAGE
    match done:
        case "zeros":
            damaged[start : start + PAGE] = bytes(PAGE)
        case "bits":
            for _ in range(random_.choice((1, 1, 1, 3, 20))):
                damaged[seed % pages * PAGE + random_.randrange(PAGE)] ^= 1 << random_.randrange(8)
        case "bytes":
            at = start + random_.randrange(PAGE - 64)
            damaged[at : at + 64] = random_.randbytes(64)
        case _:
            other = (1 + random_.randrange(pages - 1)) * PAGE
            mine, its = damaged[start : start + PAGE], damaged[other : other + PAGE]
            damaged[start : start + PAGE], damaged[other : other + PAGE] = its, mine
    return bytes(damaged)


def _content(path: Path) -> dict[str, list[str]]:
    """Return what the judged tables hold, read without an index and without making text of it."""
    columns: dict[str, list[str]] = {}
    for table, column in PLACES:
        columns.setdefault(table, []).append(f'"{column}"')
    with closing(sqlite3.connect(path)) as raw:
        raw.text_factory = bytes
        return {
            table: sorted(map(repr, raw.execute(f"SELECT {', '.join(names)} FROM {table} NOT INDEXED")))
            for table, names in columns.items()
        }


def _verify(path: Path) -> Verification:
    store = open_store(path, read_only=True)
    try:
        return verify(store)
    finally:
        store.close()


def _causes(found: Verification) -> set[str]:
    return {each.cause for each in found.findings}


def _sentences(found: Verification) -> Iterator[str]:
    for each in found.findings:
        for words in WORDS:
            yield words.say_finding(each)


def _assert_sayable(found: Verification) -> None:
    """Each finding has its sentence in each language, which every stream can take."""
    for sentence in _sentences(found):
        sentence.encode()
