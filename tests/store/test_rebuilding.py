"""Whatever is derived is made anew from the facts, and the store is then the same as one nobody altered."""
# ruff: noqa: S608 - the names of tables come from the schema

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from lunarcurator.services.verifying import verify
from lunarcurator.store import blank, schema
from lunarcurator.store.errors import StoreError
from lunarcurator.store.opening import open_store
from lunarcurator.store.rebuild.whole import FactsDamagedError, rebuild_derived

from tests.store.making import full_lab
from tests.store.test_tampering import COLUMNS, IDENTITY, NAMED, _add_like, _alter, _last, _row, _tampering

DERIVED = sorted(table.name for table in schema.DERIVED)
SHADOWS = ("search_data", "search_idx", "search_docsize", "search_config")
FOLLOWS = [
    (table, column)
    for table, column in COLUMNS
    if table in DERIVED and not (table in NAMED and column in IDENTITY)
]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("whole") / "whole.lunar"
    full_lab(path).session.close()
    return path


@pytest.fixture
def copy(whole: Path, tmp_path: Path) -> Path:
    return shutil.copy(whole, tmp_path / "copy.lunar")


def rebuilt(path: Path) -> None:
    store = open_store(path)
    try:
        rebuild_derived(store, lambda _done, _total: None, lambda: False)
    finally:
        store.close()


def contents(path: Path) -> dict[str, list[str]]:
    """Every row of every table but the parts of the search index, and what each thing in the file is."""
    with closing(sqlite3.connect(path)) as raw:
        tables = [table for table, _ in COLUMNS if not table.startswith("search")]
        found = {table: sorted(map(repr, raw.execute(f"SELECT * FROM {table}"))) for table in tables}
        found["definitions"] = sorted(map(repr, raw.execute("SELECT type, name, sql FROM sqlite_master")))
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    return found


def assert_like(path: Path, whole: Path) -> None:
    store = open_store(path, read_only=True)
    try:
        assert verify(store).findings == ()
    finally:
        store.close()
    assert contents(path) == contents(whole)


def test_a_sound_store_stays_as_it_is(copy: Path, whole: Path) -> None:
    rebuilt(copy)
    assert_like(copy, whole)


@pytest.mark.parametrize("table", DERIVED)
def test_every_altered_column_of_a_derived_table_follows_from_the_facts_again(
    copy: Path, whole: Path, table: str
) -> None:
    with _tampering(copy) as raw:
        for column in [column for name, column in FOLLOWS if name == table]:
            for filled in (True, False):
                row = _row(raw, table, column, filled=filled)
                if row is not None:
                    _alter(raw, table, column, row)
    rebuilt(copy)
    assert_like(copy, whole)


@pytest.mark.parametrize("seed", range(5))
def test_columns_altered_at_random_follow_from_the_facts_again(copy: Path, whole: Path, seed: int) -> None:
    chosen = random.Random(seed).sample(FOLLOWS, 20)
    with _tampering(copy) as raw:
        for table, column in chosen:
            row = _row(raw, table, column, filled=True)
            if row is not None:
                _alter(raw, table, column, row)
    rebuilt(copy)
    assert_like(copy, whole)


@pytest.mark.parametrize("table", DERIVED)
def test_a_row_too_many_goes(copy: Path, whole: Path, table: str) -> None:
    with _tampering(copy) as raw:
        _add_like(raw, table, _last(raw, table))
    rebuilt(copy)
    assert_like(copy, whole)


@pytest.mark.parametrize("table", sorted(set(DERIVED) - NAMED))
def test_rows_that_are_gone_come_back(copy: Path, whole: Path, table: str) -> None:
    with _tampering(copy) as raw:
        raw.execute(f"DELETE FROM {table}")
    rebuilt(copy)
    assert_like(copy, whole)


def _drop(name: str) -> Callable[[sqlite3.Connection], None]:
    def drop(raw: sqlite3.Connection) -> None:
        raw.execute(f"DROP TABLE {name}")

    return drop


def _empty(name: str) -> Callable[[sqlite3.Connection], None]:
    def empty(raw: sqlite3.Connection) -> None:
        raw.execute(f"DELETE FROM {name}")

    return empty


def _no_table(name: str) -> Callable[[sqlite3.Connection], None]:
    def strike(raw: sqlite3.Connection) -> None:
        raw.execute("PRAGMA writable_schema = ON")
        raw.execute("DELETE FROM sqlite_schema WHERE name = ?", (name,))
        raw.execute("PRAGMA writable_schema = RESET")

    return strike


@pytest.mark.parametrize("how", [_empty, _no_table], ids=["empty", "gone"])
@pytest.mark.parametrize("shadow", SHADOWS)
def test_a_search_index_with_a_broken_part_is_made_anew(
    copy: Path, whole: Path, shadow: str, how: Callable[[str], Callable[[sqlite3.Connection], None]]
) -> None:
    with closing(sqlite3.connect(copy)) as raw, raw:
        how(shadow)(raw)
    rebuilt(copy)
    assert_like(copy, whole)


def test_a_search_index_that_is_gone_comes_back(copy: Path, whole: Path) -> None:
    with closing(sqlite3.connect(copy)) as raw, raw:
        _drop("search")(raw)
    rebuilt(copy)
    assert_like(copy, whole)


@pytest.mark.parametrize("table", [*(name for name in DERIVED if name not in NAMED), "search_data", "search_idx"])
def test_a_derived_table_with_unreadable_pages_is_made_anew(copy: Path, whole: Path, table: str) -> None:
    _scribble(copy, table)
    rebuilt(copy)
    assert_like(copy, whole)


@pytest.mark.parametrize(
    "index",
    ["ix_sample_root_sort_key", "ix_mass_line_sample", "ix_touch_kind_subject_day_entry", "ix_entry_reverses"],
)
def test_an_index_with_unreadable_pages_is_made_anew(copy: Path, whole: Path, index: str) -> None:
    with closing(sqlite3.connect(copy)) as raw:
        there = [name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'index'")]
    _scribble(copy, next(name for name in there if name.startswith(index[:12])))
    rebuilt(copy)
    assert_like(copy, whole)


def _scribble(path: Path, name: str) -> None:
    """Write over the first page of a table or an index."""
    with closing(sqlite3.connect(path)) as raw:
        page = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchone()[0]
        size = raw.execute("PRAGMA page_size").fetchone()[0]
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\x5a" * 64)


def test_foreign_things_in_the_file_go(copy: Path, whole: Path) -> None:
    with closing(sqlite3.connect(copy)) as raw, raw:
        raw.execute("CREATE TABLE shadow (x)")
        raw.execute("CREATE INDEX own ON mass_line (ug)")
        raw.execute("CREATE VIEW seen AS SELECT 1")
        raw.execute("CREATE TRIGGER quiet AFTER INSERT ON sample BEGIN DELETE FROM name; END")
        raw.execute("DROP TRIGGER guard_entry_update")
        raw.execute("DROP INDEX ix_number_claim_sample")
    rebuilt(copy)
    assert_like(copy, whole)


def test_facts_that_were_altered_are_not_built_on(copy: Path) -> None:
    with _tampering(copy) as raw:
        raw.execute("UPDATE mass_line SET ug = ug + 5 WHERE (entry, n) = (SELECT entry, n FROM mass_line LIMIT 1)")
        raw.execute("UPDATE sample SET remarks = 'x'")
        entry = raw.execute("SELECT entry FROM mass_line LIMIT 1").fetchone()[0]
    before = contents(copy)
    with pytest.raises(FactsDamagedError) as refused:
        rebuilt(copy)
    assert {each.cause for each in refused.value.findings} == {f"entry:{entry}"}
    assert contents(copy) == before


@pytest.mark.parametrize("table", sorted(NAMED))
def test_a_lost_identity_is_not_guessed(copy: Path, table: str) -> None:
    with _tampering(copy) as raw:
        raw.execute(f"DELETE FROM {table} WHERE id = 2")
    before = contents(copy)
    with pytest.raises(FactsDamagedError):
        rebuilt(copy)
    assert contents(copy) == before


def test_a_rebuild_that_is_stopped_leaves_no_trace(copy: Path) -> None:
    with _tampering(copy) as raw:
        raw.execute("UPDATE sample SET remarks = 'x'")
    before, told = contents(copy), list[int]()
    store = open_store(copy)
    with pytest.raises(StoreError, match="cancelled"):
        rebuild_derived(store, lambda done, _total: told.append(done), lambda: len(told) > 1)
    store.close()
    assert contents(copy) == before


def test_a_store_that_may_only_be_read_is_refused(copy: Path) -> None:
    store = open_store(copy, read_only=True)
    with pytest.raises(StoreError, match="read_only"):
        rebuild_derived(store, lambda _done, _total: None, lambda: False)
    store.close()


def test_what_a_new_store_defines_is_what_a_rebuilt_one_has(copy: Path) -> None:
    rebuilt(copy)
    listed = "SELECT type, name FROM sqlite_master ORDER BY 1, 2"
    with closing(blank.in_memory()) as fresh, closing(sqlite3.connect(copy)) as raw:
        names = lambda each: {row for row in each.execute(listed) if not row[1].startswith("sqlite_")}  # noqa: E731
        assert names(raw) == names(fresh)
