"""Windows deletes, renames and replaces no open file: the tests hold that everywhere, and the store lets go."""

import os
import sqlite3
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from lunarcurator.services.backups import back_up
from lunarcurator.services.posting import Cancelled, ShouldStop
from lunarcurator.services.verifying import verify
from lunarcurator.store.database import Database
from lunarcurator.store.errors import StoreError
from lunarcurator.store.migrating import migrate

from tests.store.making import full_lab, new_lab
from tests.store.test_migrations import FIFTH
from tests.store.test_migrations import scripts as scripts


def test_an_open_file_is_not_deleted_renamed_or_replaced(tmp_path: Path) -> None:
    file, other = tmp_path / "file", tmp_path / "other"
    other.touch()
    with file.open("w"):
        for act in (
            file.unlink,
            lambda: file.rename(tmp_path / "name"),
            lambda: file.replace(tmp_path / "name"),
            lambda: other.replace(file),
        ):
            with pytest.raises(PermissionError):
                act()
    other.replace(file)
    file.unlink()


@pytest.mark.skipif(os.name == "nt", reason="Wine lets go of such a folder, though Windows would not")
def test_a_folder_around_an_open_file_is_not_renamed(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    with (folder / "file").open("w"), pytest.raises(PermissionError):
        folder.rename(tmp_path / "name")
    assert folder.rename(tmp_path / "name").is_dir()


def test_what_comes_back_after_the_store_was_closed_is_closed_too(tmp_path: Path) -> None:
    path = tmp_path / "lab.lunar"
    new_lab(path).session.close()
    database = Database(path)
    with database.connect() as early, database.connect():
        raw = early.connection.driver_connection
        database.close()
    assert isinstance(raw, sqlite3.Connection)
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        raw.execute("SELECT 1")
    with database.connect() as late:
        assert late.exec_driver_sql("SELECT 1").scalar_one() == 1
    path.unlink()


def test_a_store_let_go_of_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "lab.lunar"
    new_lab(path).session.close()
    database = Database(path)
    with database.connect():
        database.let_go()
    with database.connect() as first:
        kept = first.connection.driver_connection
    with database.connect() as second:
        assert second.connection.driver_connection is kept
    database.close()
    path.unlink()


def test_a_closed_store_is_let_go_of_also_where_somebody_was_reading(tmp_path: Path) -> None:
    path = tmp_path / "lab.lunar"
    new_lab(path).session.close()
    database = Database(path)
    with database.connect() as connection:
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        rows = raw.execute("SELECT * FROM sqlite_schema")
        assert next(rows)
        more = connection.exec_driver_sql("SELECT * FROM sqlite_schema")
        assert more.fetchone() is not None
    database.close()
    path.unlink()


def test_a_verification_stopped_anywhere_lets_go_and_says_that_it_was(tmp_path: Path) -> None:
    lab = full_lab(tmp_path / "lab.lunar")
    assert stopped_at_each_question(lambda stop: verify(lab.session, should_stop=stop)) > 3
    lab.session.close()


def test_a_backup_stopped_anywhere_leaves_nothing(tmp_path: Path) -> None:
    lab = full_lab(tmp_path / "lab.lunar")
    folder = tmp_path / "backups"

    def make(stop: ShouldStop) -> None:
        assert not folder.exists() or list(folder.iterdir()) == []
        back_up(lab.session, folder, should_stop=stop)

    assert stopped_at_each_question(make) > 3
    lab.session.close()


def stopped_at_each_question(act: Callable[[ShouldStop], object]) -> int:
    """Stop an act at the first question whether to, at the second, and so on; return how often it was stopped."""
    for stopped in count():
        asked = count()
        try:
            act(lambda asked=asked, stopped=stopped: next(asked) >= stopped)  # type: ignore[misc]
        except Cancelled:
            continue
        return stopped
    raise AssertionError


def test_a_migration_that_fails_lets_go(tmp_path: Path, scripts: Path) -> None:
    path = tmp_path / "lab.lunar"
    new_lab(path).session.close()
    losing = f'{FIFTH}    op.execute(sa.delete(sa.table("place")))\n'
    (scripts / "versions" / "0005_fifth.py").write_text(losing)
    with pytest.raises(StoreError) as refused:
        migrate(path, scripts)
    path.unlink()
    assert refused.value.key == "store.damaged"
