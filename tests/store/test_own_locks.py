"""Whatever this program does beside an open store, SQLite keeps its locks and nobody takes its log away."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final

import pytest
from lunarcurator import databases
from lunarcurator.databases import MAGIC, header_of, is_database, is_open_here
from lunarcurator.domain.errors import Refusal
from lunarcurator.exchange.new_file import is_store, new_file
from lunarcurator.exchange.reading import read_book
from lunarcurator.services.backups import back_up, restore
from lunarcurator.services.lending.attaching import sealed_file
from lunarcurator.services.rebuilding import rebuild
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.stores import open_session
from lunarcurator.services.tables_beside import settle_left
from lunarcurator.services.words import Words
from lunarcurator.store.database import check_header
from lunarcurator.store.errors import StoreError
from lunarcurator.store.files import sha256_of
from lunarcurator.store.opening import Head
from lunarcurator.store.peeking import head_at_rest, looked_into
from lunarcurator.store.side_files import side
from lunarcurator.store.verify.against import outside
from lunarcurator.store.writer_lock import is_read

from tests.sharing import Opened
from tests.store.making import Lab, new_lab, rock

posix = pytest.mark.skipif(os.name == "nt", reason="the locks of Windows belong to what is open, not to a process")


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    """A store that is open, with entries in its log."""
    lab = new_lab(tmp_path / "lab.lunar")
    yield lab
    lab.session.close()


def another_program(path: Path) -> None:
    """Open the store, read it and close it, as another program does; the last to close takes the log away."""
    script = """
        import sqlite3, sys
        raw = sqlite3.connect(sys.argv[1])
        raw.execute("SELECT count(*) FROM entry").fetchone()
        raw.close()
    """
    told = "\n".join(line.strip() for line in script.splitlines())
    subprocess.run([sys.executable, "-c", told, str(path)], check=True)


def looked(path: Path) -> None:
    with looked_into(path):
        pass


def written_over(path: Path) -> None:
    with new_file(path) as stream:
        stream.write(b"x")


def opened_again(path: Path) -> None:
    open_session(path, share=lambda _path: False).session.close()


def with_waiting_tables(path: Path) -> None:
    (path.parent / f"{path.stem}.tables-for-0123456789abcdef.aside").mkdir()
    settle_left(path)


def restored_from(path: Path) -> None:
    side(path, ".sha256").write_text("0\n", encoding="utf-8", newline="\n")
    restore(path, path.with_name("restored.lunar"))


def restored_over(path: Path) -> None:
    backup = path.with_name("backup.lunar")
    with suppress(FileExistsError):
        new_lab(backup).session.close()
    restore(backup, path, replace=True)


NOBODY: Final = Head("", 0, "", 0)

WAYS: dict[str, Callable[[Path], object]] = {
    "the header is looked at": check_header,
    "it is opened again": opened_again,
    "it is read beside": lambda path: StoreSession.open(path, read_only=True).close(),
    "it is looked into": looked,
    "its head is told": head_at_rest,
    "it is compared with itself": lambda path: outside(path, NOBODY, path),
    "another is compared with it": lambda path: outside(path.with_name("other.lunar"), NOBODY, path),
    "it is asked whether it is read": is_read,
    "its digest is taken": sha256_of,
    "tables wait beside it": with_waiting_tables,
    "it is restored from": restored_from,
    "something is written over it": written_over,
    "it is asked whether it is a store": is_store,
    "it is imported": read_book,
    "it is imported as another text": lambda path: read_book(path, encoding="cp1252"),
    "it is attached to a loan": sealed_file,
}

SLOW = pytest.param(restored_over, marks=pytest.mark.slow)
"""Somebody who reads is waited for."""


@pytest.mark.parametrize("way", [*WAYS.values(), SLOW], ids=[*WAYS, "it is restored over"])
def test_the_log_stays_under_an_open_store(lab: Lab, way: Callable[[Path], object]) -> None:
    path = lab.session.path
    log = side(path, "-wal").stat()
    with suppress(Refusal):
        way(path)
    another_program(path)
    assert side(path, "-wal").stat().st_ino == log.st_ino
    seq = lab.post(rock("15700")).seq
    lab.session.close()
    again = StoreSession.open(path)
    assert again.head().seq == seq
    again.close()


@posix
def test_the_log_would_go_if_the_store_were_opened_by_anybody_else(lab: Lab) -> None:
    lab.session.path.open("rb").close()
    another_program(lab.session.path)
    assert not side(lab.session.path, "-wal").exists()


@posix
@pytest.mark.parametrize("link", [os.link, os.symlink])
@pytest.mark.parametrize("way", [check_header, sha256_of, is_read, is_store, read_book, sealed_file])
def test_another_name_of_an_open_store_is_the_same_store(
    lab: Lab, link: Callable[[Path, Path], None], way: Callable[[Path], object]
) -> None:
    name = lab.session.path.with_name("other.csv")
    link(lab.session.path, name)
    with suppress(Refusal):
        way(name)
    another_program(lab.session.path)
    assert side(lab.session.path, "-wal").exists()
    lab.session.close()


def test_others_of_this_program_read_on_while_a_rebuild_copies_the_store(
    lab: Lab, tmp_path: Path, words: Words
) -> None:
    reader = StoreSession.open(lab.session.path, read_only=True)
    assert reader.head().seq
    rebuild(lab.session, tmp_path / "backups", words)
    lab.post(rock("15700"))
    another_program(lab.session.path)
    assert side(lab.session.path, "-wal").exists()
    assert reader.head() == lab.session.head()
    reader.close()
    lab.session.close()
    assert not is_open_here(lab.session.path)


def test_an_open_backup_has_its_digest(lab: Lab, tmp_path: Path) -> None:
    made = back_up(lab.session, tmp_path / "backups")
    backup = StoreSession.open(made.path, read_only=True)
    assert backup.head() == made.head
    assert sha256_of(made.path) == made.sha256
    backup.close()
    lab.session.close()


@posix
def test_what_is_no_whole_database_has_its_digest_only_where_no_lock_is_lost(lab: Lab, tmp_path: Path) -> None:
    lab.session.close()
    whole = lab.session.path.read_bytes()
    odd = tmp_path / "odd"
    for content, is_told in ((b"text", True), (b"", True), (whole + b"x", False), (whole[:-4096], False)):
        odd.write_bytes(content)
        assert sha256_of(odd) == sha256(content).hexdigest()
        with odd.open("rb"):
            if is_told:
                assert sha256_of(odd) == sha256(content).hexdigest()
            else:
                with pytest.raises(OSError, match="database"):
                    sha256_of(odd)


def test_a_header_is_told_of_databases_only(lab: Lab, tmp_path: Path) -> None:
    lab.session.close()
    whole = lab.session.path.read_bytes()
    odd = tmp_path / "odd"
    for content, is_one in ((b"", False), (b"text", False), (MAGIC, True), (MAGIC + bytes(5000), True)):
        odd.write_bytes(content)
        assert header_of(odd) is None
        assert is_database(odd) is is_one
    odd.write_bytes(whole[:4096])
    found = header_of(odd)
    assert found is not None
    assert found.is_truncated
    assert is_database(odd)
    assert header_of(tmp_path) is None
    assert not is_database(tmp_path)
    with pytest.raises(FileNotFoundError):
        header_of(tmp_path / "gone")


@posix
@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is kept from an administrator")
def test_a_file_without_rights_is_said_to_be_one(lab: Lab) -> None:
    lab.session.close()
    lab.session.path.chmod(0)
    with pytest.raises(StoreError) as caught:
        check_header(lab.session.path)
    assert caught.value.key == "store.no_permission"


@posix
def test_a_pipe_and_a_device_are_no_stores_and_nobody_waits_for_them(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.lunar"
    os.mkfifo(pipe)
    for path in (pipe, Path("/dev/zero")):
        with pytest.raises(StoreError) as caught:
            check_header(path)
        assert caught.value.key == "store.not_a_store"


@posix
def test_what_the_program_opens_beside_sqlite_fails_a_test(lab: Lab, opened_by_the_program: Opened) -> None:
    program = vars(databases).copy()
    exec("def look(path):\n    path.open('rb').close()\n", program)  # noqa: S102 - it stands in for the program
    with pytest.raises(AssertionError, match="loses its locks"):
        program["look"](lab.session.path)
    assert len(opened_by_the_program.told) == 1
    opened_by_the_program.told.clear()
    lab.session.close()
    program["look"](lab.session.path)
