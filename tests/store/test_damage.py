"""A store known to be damaged takes no entries until it is repaired, and is read as before."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.services.verifying import verify
from lunarcurator.store import damage
from lunarcurator.store.damage import DamagedError
from lunarcurator.store.opening import make_store, open_store
from lunarcurator.store.posting import entries_together, posting

FOUND = (
    find(
        Strength.IMPOSSIBLE,
        "verify.facts_altered",
        "",
        "entry.facts_digest",
        "entry:7",
        entry=7,
    ),
)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "a.lunar"
    make_store(path).close()
    return path


def _marked(path: Path) -> tuple[Finding, ...]:
    database = open_store(path, read_only=True)
    try:
        with database.connect() as connection:
            assert damage.marked(connection) == database.damage
        return database.damage
    finally:
        database.close()


def test_damage_is_remembered_after_the_store_was_closed(store: Path) -> None:
    database = open_store(store)
    assert database.damage == ()
    damage.mark(database, FOUND)
    damage.mark(database, FOUND)
    assert database.damage == FOUND
    database.close()
    assert _marked(store) == FOUND


def test_a_damaged_store_takes_no_entry_but_from_what_repairs_it(store: Path) -> None:
    database = open_store(store)
    damage.mark(database, FOUND)
    with pytest.raises(DamagedError) as refused, posting(database):
        raise AssertionError("the work began")
    assert refused.value.findings == FOUND
    with posting(database, repair=True) as transaction:
        assert transaction.writer.seq == 1
    with entries_together(database, repair=True) as begin:
        assert begin().writer.seq == 1
    database.close()


def test_a_repaired_store_takes_entries_again(store: Path) -> None:
    database = open_store(store)
    damage.mark(database, FOUND)
    damage.clear(database)
    with posting(database):
        pass
    database.close()
    assert _marked(store) == ()


def test_what_the_work_finds_damaged_is_remembered(store: Path) -> None:
    database = open_store(store)
    with pytest.raises(DamagedError), posting(database):
        raise DamagedError(store.name, FOUND)
    database.close()
    assert _marked(store) == FOUND


def test_only_the_first_findings_are_kept(store: Path) -> None:
    database = open_store(store)
    damage.mark(database, FOUND * 100)
    database.close()
    assert _marked(store) == FOUND * 20


def test_a_mark_is_kept_in_memory_where_nothing_can_be_written(store: Path) -> None:
    database = open_store(store, read_only=True)
    damage.mark(database, FOUND)
    assert database.damage == FOUND
    damage.clear(database)
    assert database.damage == ()
    database.close()
    assert _marked(store) == ()


@pytest.mark.parametrize("kept", ["not a list", "[]", '[{"key": 1}]'])
def test_a_mark_that_cannot_be_read_still_is_one(store: Path, kept: str) -> None:
    with closing(sqlite3.connect(store)) as raw, raw:
        raw.execute("INSERT INTO setting VALUES ('damage', ?)", (kept,))
    assert [each.key for each in _marked(store)] == ["store.damage_unread"]


def test_a_mark_is_nothing_that_verifying_complains_of(store: Path) -> None:
    database = open_store(store)
    damage.mark(database, FOUND)
    assert verify(database).sound
    database.close()
