"""The log of a store: brought into the file beside the work, and never in the way of a posting."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

from lunarcurator.store import schema
from lunarcurator.store.database import Database, lay_out
from lunarcurator.store.errors import StoreError
from lunarcurator.store.log import ROWS, LogKeeper
from sqlalchemy import insert

COUNTED = "SELECT count(*) FROM setting WHERE key GLOB 'key *'"


def in_the_file(path: Path) -> int:
    """Return how many settings somebody finds who has the file alone, without its log."""
    alone = path.with_name("alone.lunar")
    alone.write_bytes(path.read_bytes())
    with closing(sqlite3.connect(alone)) as connection:
        found: int = connection.execute(COUNTED).fetchone()[0]
    alone.unlink()
    return found


def write(database: Database, first: int, count: int) -> None:
    rows = [{"key": f"key {n}", "value": "told"} for n in range(first, first + count)]
    with database.write() as connection:
        connection.execute(insert(schema.setting), rows)


def test_a_long_write_is_in_the_file_soon_after_it_is_durable(tmp_path: Path) -> None:
    path = tmp_path / "lab.lunar"
    lay_out(path, {"lab": "told"})
    database = Database(path)
    write(database, 0, 10)
    database._log.finish()
    assert in_the_file(path) == 0
    write(database, 10, ROWS)
    database._log.finish()
    assert in_the_file(path) == 10 + ROWS
    database.close()


def test_short_writes_are_brought_in_together(tmp_path: Path) -> None:
    path = tmp_path / "lab.lunar"
    lay_out(path, {"lab": "told"})
    database = Database(path)
    for at in range(5):
        write(database, at * ROWS // 5, ROWS // 5)
    database._log.finish()
    assert in_the_file(path) == ROWS
    database.close()


def test_a_reader_of_an_old_state_keeps_nobody_from_writing(tmp_path: Path) -> None:
    path = tmp_path / "lab.lunar"
    lay_out(path, {"lab": "told"})
    database = Database(path)
    with database.snapshot() as reader:
        assert reader.exec_driver_sql(COUNTED).scalar_one() == 0
        write(database, 0, ROWS)
        write(database, ROWS, ROWS)
        database._log.finish()
        assert reader.exec_driver_sql(COUNTED).scalar_one() == 0
    write(database, 2 * ROWS, ROWS)
    database._log.finish()
    assert in_the_file(path) == 3 * ROWS
    database.close()


def test_one_thread_at_a_time_and_one_that_fails_is_followed_by_another() -> None:
    begun: list[str] = []
    go_on, at_it = threading.Event(), threading.Event()

    def bring_in() -> None:
        begun.append(threading.current_thread().name)
        at_it.set()
        go_on.wait()
        raise StoreError("store.disk_full")

    keeper = LogKeeper(bring_in)
    keeper.written(ROWS - 1)
    assert begun == []
    keeper.written(1)
    at_it.wait()
    keeper.written(ROWS)
    assert begun == ["store-log"]
    go_on.set()
    keeper.finish()
    keeper.written(1)
    keeper.finish()
    assert begun == ["store-log", "store-log"]
