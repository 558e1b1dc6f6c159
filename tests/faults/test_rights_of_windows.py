"""Files that cannot be written or read as Windows has them: an attribute, and who else has them open."""

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from lunarcurator.domain.errors import Refusal
from lunarcurator.services.backups import back_up, restore
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.stores import HELD, is_let_go, open_session
from lunarcurator.services.verifying import verify
from lunarcurator.store.write_access import may_write, may_write_in

from tests.still_clock import StillClock
from tests.store.making import Lab, full_lab, rock
from tests.test_held_files import hold

pytestmark = pytest.mark.skipif(os.name != "nt", reason="what POSIX has in place of it stands in test_rights.py")

OPEN_ALONE = """
import ctypes, sys
from ctypes import wintypes
create = ctypes.windll.kernel32.CreateFileW
create.restype = wintypes.HANDLE
READ_AND_WRITE, SHARED_WITH_NOBODY, EXISTING = 0xC0000000, 0, 3
handle = create(sys.argv[1], READ_AND_WRITE, SHARED_WITH_NOBODY, None, EXISTING, 0, None)
assert handle not in (None, wintypes.HANDLE(-1).value), "the file could not be opened"
print("open", flush=True)
sys.stdin.read()
"""

HOLD_THE_SEAT = """
import sys
from pathlib import Path
from lunarcurator.services.stores import HELD, is_let_go, open_session
opened = open_session(Path(sys.argv[1]))
print("read-only" if opened.session.read_only else "writable", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "lab" / "lab.lunar"
    path.parent.mkdir()
    full_lab(path).session.close()
    return path


@contextmanager
def another_program(script: str, path: Path) -> Iterator[subprocess.Popen[str]]:
    """Run a script that says one word once it has the file, and ends when nobody listens to it any more."""
    command = [sys.executable, "-c", script, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as program:
        yield program


def word_of(program: subprocess.Popen[str]) -> str:
    assert program.stdout is not None
    return program.stdout.readline().strip()


def post(session: StoreSession, number: str) -> None:
    Lab(session, StillClock(us=2_000_000_000_000_000)).post(rock(number))


def test_a_file_with_the_attribute_for_reading_only(store: Path) -> None:
    store.chmod(stat.S_IREAD)
    assert not may_write(store)
    opened = open_session(store)
    assert opened.session.read_only
    assert verify(opened.session).sound
    with pytest.raises(Refusal) as refused:
        post(opened.session, "15800")
    assert refused.value.key == "store.read_only"
    opened.session.close()
    store.chmod(stat.S_IWRITE)
    assert may_write(store)


def test_a_folder_with_the_attribute_for_reading_only_takes_files_all_the_same(store: Path) -> None:
    store.parent.chmod(stat.S_IREAD)
    assert may_write_in(store.parent)
    opened = open_session(store)
    assert not opened.session.read_only
    post(opened.session, "15800")
    assert verify(opened.session).sound
    opened.session.close()
    store.parent.chmod(stat.S_IWRITE)


def test_a_file_that_another_program_shares_with_nobody(store: Path) -> None:
    with another_program(OPEN_ALONE, store) as program:
        assert word_of(program) == "open"
        assert not may_write(store)
        with pytest.raises(Refusal) as refused:
            open_session(store)
        assert refused.value.key == "store.held"
        program.communicate("")
    opened = open_session(store)
    assert not opened.session.read_only
    opened.session.close()


def test_a_store_that_another_program_has_open_is_followed_and_not_replaced(store: Path, tmp_path: Path) -> None:
    session = StoreSession.open(store)
    backup = back_up(session, tmp_path / "backups").path
    session.close()
    before = store.read_bytes()
    with another_program(HOLD_THE_SEAT, store) as program:
        assert word_of(program) == "writable"
        second = open_session(store)
        assert second.session.read_only
        assert second.follower_of
        second.session.close()
        with pytest.raises(Refusal) as refused:
            restore(backup, store, replace=True)
        assert refused.value.key == "store.in_use"
        program.kill()
        program.communicate()
    # The system frees what a killed program had locked.
    again = open_session(store)
    assert not again.session.read_only
    again.session.close()
    assert store.read_bytes() == before
    restored = restore(backup, store, replace=True)
    assert restored.verification.sound
    assert len(list(store.parent.glob("lab-replaced-*.lunar"))) == 1


@pytest.mark.parametrize("opening", ["to post", "to read"])
def test_a_scanner_that_holds_a_store_for_a_moment_is_waited_for(store: Path, opening: str) -> None:
    with hold(store, 0.7):
        session = open_session(store).session if opening == "to post" else StoreSession.open(store)
    assert not session.read_only
    session.close()


def test_a_store_that_is_held_for_longer_is_read_and_posted_into_afterwards(store: Path) -> None:
    with hold(store, 60.0) as program:
        opened = open_session(store)
        assert verify(opened.session).sound
        with pytest.raises(Refusal) as refused:
            post(opened.session, "15800")
        assert refused.value.key == HELD
        assert not is_let_go(store)
        program.kill()
    assert is_let_go(store)
    again = open_session(store)
    post(again.session, "15800")
    again.session.close()
    opened.session.close()
