"""What the disk, the folder or somebody else does to a store: one sentence each, and nothing is lost."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from lunarcurator.services.backups import back_up
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.stores import open_session
from lunarcurator.services.verifying import verify
from lunarcurator.services.words import Words
from lunarcurator.store.database import Database
from lunarcurator.store.errors import StoreError
from sqlalchemy import event

from tests.still_clock import StillClock
from tests.store.making import TABLES, Lab, full_lab, new_lab, rock

PAGE = 4_096
TREES = (2, 5, 10, 13)
"""How a page begins that holds a part of a table or an index."""


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "lab.lunar"
    full_lab(path).session.close()
    return path


@pytest.fixture
def refused(words: Words) -> Callable[..., str]:
    """Does something that must be refused, and returns the key after looking that it makes a sentence."""

    def ask(act: Callable[[], object]) -> str:
        with pytest.raises(StoreError) as caught:
            act()
        assert words.say(caught.value.key, caught.value.facts)
        return caught.value.key

    return ask


def test_a_missing_store(tmp_path: Path, refused: Callable[..., str]) -> None:
    assert refused(lambda: open_session(tmp_path / "none.lunar")) == "store.missing"


def test_a_folder_in_place_of_a_store(tmp_path: Path, refused: Callable[..., str]) -> None:
    assert refused(lambda: open_session(tmp_path)) == "store.is_folder"


@pytest.mark.parametrize("content", [b"no store at all", b"SQLite format 3\0" + b"\0" * 200, b"PK\3\4" * 100])
def test_a_file_that_is_no_store(tmp_path: Path, refused: Callable[..., str], content: bytes) -> None:
    path = tmp_path / "notes.lunar"
    path.write_bytes(content)
    assert refused(lambda: open_session(path)) == "store.not_a_store"
    assert path.read_bytes() == content


def test_an_empty_file_is_told_as_one(tmp_path: Path, refused: Callable[..., str]) -> None:
    path = tmp_path / "lab.lunar"
    path.touch()
    assert refused(lambda: open_session(path)) == "store.empty_file"


def test_a_database_of_another_program(tmp_path: Path, refused: Callable[..., str]) -> None:
    path = tmp_path / "other.lunar"
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TABLE x (y)")
    assert refused(lambda: open_session(path)) == "store.not_a_store"


def test_a_store_without_a_version(store: Path, refused: Callable[..., str]) -> None:
    with closing(sqlite3.connect(store)) as raw, raw:
        raw.execute("DROP TABLE alembic_version")
    assert refused(lambda: open_session(store)) == "store.not_a_store"


def test_a_newer_store(store: Path, refused: Callable[..., str]) -> None:
    with closing(sqlite3.connect(store)) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    assert refused(lambda: open_session(store)) == "store.newer"


def test_a_truncated_store(store: Path, refused: Callable[..., str]) -> None:
    whole = store.read_bytes()
    store.write_bytes(whole[: len(whole) // 2])
    assert refused(lambda: open_session(store)) == "store.truncated"


def test_a_truncated_store_beside_an_empty_log(store: Path, refused: Callable[..., str]) -> None:
    whole = store.read_bytes()
    store.write_bytes(whole[: len(whole) // 2])
    store.with_name(store.name + "-wal").write_bytes(b"")
    assert refused(lambda: open_session(store)) == "store.truncated"


@pytest.mark.parametrize("share", range(5, 100, 5))
def test_a_flipped_bit_is_refused_or_named(store: Path, share: int, words: Words) -> None:
    whole = bytearray(store.read_bytes())
    at = len(whole) * share // 100
    while not _says_something(whole, at):
        at += 1
    for near in range(at, min(at + 64, len(whole))):
        whole[near] ^= 0x15
    store.write_bytes(bytes(whole))
    said = _said_of(store)
    assert said
    assert all(words.say(key, facts) for key, facts in said)


def _says_something(whole: bytes, at: int) -> bool:
    """Tell whether a byte stands in the middle of something: the room between cells says nothing to anybody.

    Not every SQLite empties that room when it takes something out of it.
    """
    page, header = at - at % PAGE, at - at % PAGE + (100 if at < PAGE else 0)
    if whole[header] not in TREES:
        return whole[at] != 0

    def number(place: int) -> int:
        return int.from_bytes(whole[place : place + 2], "big")

    rooms = [range(header + 12 + 2 * number(header + 3), page + number(header + 5))]
    free = number(header + 1)
    while free:
        rooms.append(range(page + free, page + free + number(page + free + 2)))
        free = number(page + free)
    return whole[at] != 0 and not any(at in room for room in rooms)


def _said_of(store: Path) -> list[tuple[str, object]]:
    """What opening and verifying say of a damaged store: a refusal, or the flaws found."""
    try:
        opened = open_session(store)
    except StoreError as error:
        return [(error.key, error.facts)]
    try:
        found = verify(opened.session)
    except StoreError as error:
        return [(error.key, error.facts)]
    finally:
        opened.session.close()
    return [(each.key, each.facts) for each in found.findings]


def test_a_damaged_store_opens_read_only_and_says_so(store: Path) -> None:
    with closing(sqlite3.connect(store)) as raw, raw:
        raw.execute("DROP TRIGGER guard_entry_update")
        raw.execute("UPDATE entry SET reason = 'another' WHERE seq = 20")
    opened = open_session(store)
    assert opened.session.read_only
    assert [note.key for note in opened.notes] == ["store.damaged", "verify.entry_altered"]
    opened.session.close()


def test_a_second_window_follows_and_says_whom(store: Path) -> None:
    first = open_session(store)
    second = open_session(store)
    assert first.follower_of == ""
    assert not first.session.read_only
    assert second.follower_of
    assert second.session.read_only
    lab = Lab(first.session, StillClock(us=2_000_000_000_000_000))
    lab.post(rock("15700"))
    assert second.session.head() == first.session.head()
    first.session.close()
    second.session.close()
    third = open_session(store)
    assert third.follower_of == ""
    third.session.close()


def test_a_copy_without_its_log_lacks_entries(store: Path, tmp_path: Path) -> None:
    opened = open_session(store)
    before = opened.session.head().seq
    lab = Lab(opened.session, StillClock(us=2_000_000_000_000_000))
    lab.post(rock("15700"))
    lab.post(rock("15701"))
    copied = shutil.copy(store, tmp_path / "copied.lunar")
    opened.session.close()
    copy = open_session(copied)
    (lacks,) = copy.notes
    facts = {"first": before + 1, "last": before + 2, "file": store.stem}
    assert (lacks.key, dict(lacks.facts) | facts) == ("verify.lacks_entries", dict(lacks.facts))
    assert copy.session.head().seq == before
    copy.session.close()
    again = open_session(copied)
    assert [note.key for note in again.notes] == ["verify.lacks_entries"]
    again.session.close()


def test_a_disk_that_fills_while_an_import_is_written(tmp_path: Path, refused: Callable[..., str]) -> None:
    lab = new_lab(tmp_path / "lab.lunar")
    before = lab.session.head()
    pages = _fill_up(lab.session.database)
    assert refused(lambda: lab.post(*(rock(str(20_000 + at)) for at in range(2_000)))) == "store.disk_full"
    assert lab.session.head() == before
    assert verify(lab.session).sound
    _fill_up(lab.session.database, pages * 100)
    lab.post(rock("20000"))
    assert verify(lab.session).sound
    lab.session.close()


def test_a_real_disk_that_is_full(small_disk: Path, refused: Callable[..., str]) -> None:
    lab = new_lab(small_disk / "lab.lunar")
    key = refused(lambda: _post_without_end(lab))
    assert key in {"store.disk_full", "store.disk_fault"}
    head = lab.session.head()
    assert refused(lambda: back_up(lab.session, small_disk / "backups")) in {"store.no_room", "store.disk_full"}
    assert list((small_disk / "backups").glob("*.lunar*")) == []
    lab.session.close()
    again = StoreSession.open(small_disk / "lab.lunar", tables=TABLES)
    assert again.head() == head
    assert verify(again).sound
    again.close()


@pytest.mark.parametrize("free", [0, 20_480])
def test_a_disk_without_a_byte_left_is_called_full(
    small_disk: Path, store: Path, tmp_path: Path, refused: Callable[..., str], free: int
) -> None:
    inside = small_disk / "lab.lunar"
    shutil.copy(store, inside)
    with (small_disk / "fill").open("wb") as fill:
        with suppress(OSError):
            while fill.write(bytes(4_096)):
                fill.flush()
        fill.truncate((fill.tell() // 4_096) * 4_096 - free)
    assert refused(lambda: open_session(inside)) == "store.disk_full"
    # It can be read all the same, and copied to another disk.
    assert refused(lambda: back_up_of(inside, small_disk)) == "store.no_room"
    back_up_of(inside, tmp_path / "elsewhere")
    (small_disk / "fill").unlink()
    opened = open_session(inside)
    assert verify(opened.session).sound
    opened.session.close()


def back_up_of(path: Path, folder: Path) -> None:
    session = StoreSession.open(path, tables=TABLES, read_only=True)
    try:
        back_up(session, folder)
    finally:
        session.close()


def test_a_store_with_a_second_name_is_read_only_and_says_so(store: Path) -> None:
    """SQLite keeps a log for each name: entries under one would be lost under the other."""
    other = store.with_name("other.lunar")
    other.hardlink_to(store)
    for path in (store, other):
        opened = open_session(path)
        assert opened.session.read_only
        assert [note.key for note in opened.notes] == ["store.other_name"]
        assert not opened.follower_of
        opened.session.close()
    other.unlink()
    opened = open_session(store)
    assert not opened.session.read_only
    opened.session.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows lets only some make symbolic links, and Wine follows none")
def test_a_store_behind_a_symbolic_link_has_one_seat_and_one_log(store: Path, tmp_path: Path) -> None:
    link = tmp_path / "elsewhere" / "link.lunar"
    link.parent.mkdir()
    link.symlink_to(store)
    first = open_session(store)
    second = open_session(link)
    assert second.follower_of
    assert not list(link.parent.glob("link.lunar?*"))
    second.session.close()
    first.session.close()
    alone = open_session(link)
    assert not alone.session.read_only
    Lab(alone.session, StillClock(us=2_000_000_000_000_000)).post(rock("15700"))
    alone.session.close()
    assert not list(link.parent.glob("link.lunar?*"))
    again = open_session(store)
    assert verify(again.session).sound
    again.session.close()


def _post_without_end(lab: Lab) -> None:
    for at in range(5_000):
        lab.post(*(rock(f"{20_000 + 10 * at + each}") for each in range(10)))


def _fill_up(database: Database, pages: int = 0) -> int:
    """Let the store grow no further than it is, or than `pages`, as a full disk would."""
    with database.connect() as connection:
        used = int(connection.exec_driver_sql("PRAGMA page_count").scalar_one())

    def limit(raw: sqlite3.Connection, _record: object) -> None:
        raw.execute(f"PRAGMA max_page_count = {pages or used + 8}")

    event.listen(database._engine, "connect", limit)
    database._engine.dispose()
    return used


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of three megabytes, where this machine lets us make one."""
    if os.name == "nt":
        pytest.skip("Windows has no small disk to lend; a store that may not grow is tried above")
    place = tmp_path / "disk"
    place.mkdir()
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(place)], capture_output=True, check=False
    )
    if not mounted or mounted.returncode:
        pytest.skip("only an administrator can mount a small disk")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)
