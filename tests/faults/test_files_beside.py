"""What lies beside the name of a store, or has it open, mixes with nothing that takes the name."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from lunarcurator.services import witnesses
from lunarcurator.services.backups import Backup, back_up, restore
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.stores import open_session, start_store
from lunarcurator.services.words import Words
from lunarcurator.store import exclusive_hold
from lunarcurator.store.errors import StoreError

from tests.faults import taking
from tests.faults.taking import BACKUP, STORE, TAKINGS, whole
from tests.still_clock import MAY_US, StillClock
from tests.store.making import TABLES, Lab, new_lab, rock

LACKS = ["verify.lacks_entry", "restore.read_only"]
"""What is said of an older copy that took the name of a store that is lost."""

READER = """
import sqlite3, sys
raw = sqlite3.connect(sys.argv[1], uri=True, isolation_level=None)
if sys.argv[2] == "inside":
    raw.execute("BEGIN")
print(raw.execute("SELECT count(*) FROM entry").fetchone(), flush=True)
if sys.argv[2] == "after":
    raw.close()
sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def own_witness(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Copies of one store are forks of it: each test has a witness of its own."""
    monkeypatch.setattr(witnesses, "own_folder", lambda: tmp_path / "own")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template") / "seed"
    folder.mkdir()
    taking.seed(folder)
    return folder


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> Path:
    """A folder with a store, and a backup of it from before its last entry, which this user has witnessed."""
    made = shutil.copytree(template, tmp_path / "lab")
    open_session(made / STORE).session.close()
    return made


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    """A store of another lab that was killed: everything in it is still in its log."""
    return killed(tmp_path / "foreign.lunar", new_lab(tmp_path / "lives.lunar"))


def killed(path: Path, lab: Lab) -> Path:
    """Copy a store and its log as they lie while somebody works in it, and leave it."""
    lab.post(rock("15900"), rock("15901"))
    for ending in ("", "-wal"):
        shutil.copy(f"{lab.session.path}{ending}", f"{path}{ending}")
    lab.session.close()
    return path


def posted_into(store: Path, *numbers: str) -> Lab:
    lab = Lab(StoreSession.open(store, tables=TABLES), StillClock(MAY_US))
    lab.post(*(rock(number) for number in numbers))
    return lab


def beside(store: Path, ending: str) -> Path:
    return store.with_name(store.name + ending)


def with_logs(store: Path) -> dict[str, bytes]:
    """Return the bytes of a store and of what lies beside it under its name."""
    lie = {ending: beside(store, ending) for ending in ("", "-wal", "-journal")}
    return {ending: path.read_bytes() for ending, path in lie.items() if path.exists()}


def keys(made: Backup) -> list[str]:
    return [note.key for note in made.notes]


def content(folder: Path) -> dict[str, bytes]:
    """Everything that lies in a folder, without the index of a log, which readers make."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith(("-shm", "-seat"))
    }


def hot_journal(folder: Path) -> bytes:
    """Return the journal of another store, which SQLite would play back into any file of its name."""
    path = folder / "rolled.lunar"
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA page_size = 4096")
        raw.execute("CREATE TABLE t (x)")
        raw.execute("INSERT INTO t VALUES (zeroblob(90000))")
        raw.execute("PRAGMA cache_size = 1")
        raw.execute("BEGIN")
        raw.execute("UPDATE t SET x = randomblob(90000)")
        raw.execute("INSERT INTO t SELECT randomblob(90000) FROM t")
        told = path.with_name("rolled.lunar-journal").read_bytes()
        raw.execute("ROLLBACK")
    assert told[:8].hex() == "d9d505f920a163d7"
    return told


# Where no store has the name


@pytest.mark.parametrize("way", ["restore", "new", "demo"])
@pytest.mark.parametrize("ending", ["-wal", "-journal"])
def test_a_log_beside_a_missing_store_is_put_aside(folder: Path, foreign: Path, way: str, ending: str) -> None:
    TAKINGS[way].prepare(folder)
    store = folder / STORE
    left = beside(foreign, "-wal").read_bytes() if ending == "-wal" else hot_journal(folder)
    beside(store, ending).write_bytes(left)
    TAKINGS[way].act(folder)
    assert whole(store)[1] > 0
    (kept,) = folder.glob(f"lab-left-*.lunar{ending}")
    assert kept.read_bytes() == left


def test_it_is_said_where_a_left_log_went(folder: Path, foreign: Path, words: Words) -> None:
    TAKINGS["restore"].prepare(folder)
    shutil.copy(f"{foreign}-wal", f"{folder / STORE}-wal")
    made = restore(folder / BACKUP, folder / STORE)
    assert keys(made) == ["store.log_put_aside", *LACKS]
    assert "lab-left-" in words.say_finding(made.notes[0])
    shutil.copy(f"{foreign}-wal", f"{folder / 'new.lunar'}-wal")
    opened = start_store(folder / "new.lunar")
    opened.session.close()
    assert [note.key for note in opened.notes] == ["store.log_put_aside"]


def test_a_log_beside_the_name_of_a_copy_is_put_aside(folder: Path, foreign: Path) -> None:
    shutil.copy(f"{foreign}-wal", folder / "copies" / "stick.lunar-wal")
    session = StoreSession.open(folder / STORE, tables=TABLES, read_only=True)
    made = back_up(session, folder / "copies", name="stick.lunar")
    session.close()
    assert keys(made) == ["store.log_put_aside"]
    assert whole(made.path) == whole(folder / STORE)


@pytest.mark.parametrize("ending", ["-wal", "-shm", "-journal"])
def test_a_folder_that_is_called_as_a_log_is_put_aside(folder: Path, ending: str) -> None:
    for act in ("restore", "replace"):
        if act == "restore":
            (folder / STORE).unlink()
        beside(folder / STORE, ending).mkdir()
        made = restore(folder / BACKUP, folder / STORE, replace=act == "replace")
        assert keys(made) == ["store.log_put_aside", *LACKS]
        assert whole(folder / STORE) == whole(folder / BACKUP)


@pytest.mark.parametrize("ending", ["-wal", "-shm", "-journal"])
def test_an_empty_log_holds_nothing_and_goes(folder: Path, ending: str) -> None:
    (folder / STORE).unlink()
    beside(folder / STORE, ending).touch(mode=0o666 if os.name == "nt" else 0o444)
    assert keys(restore(folder / BACKUP, folder / STORE)) == LACKS
    assert list(folder.glob("lab-left-*")) == []


def test_an_empty_file_has_no_store_in_it_and_its_log_is_kept(folder: Path, foreign: Path) -> None:
    store = folder / STORE
    store.write_bytes(b"")
    left = beside(foreign, "-wal").read_bytes()
    beside(store, "-wal").write_bytes(left)
    for refused in (
        lambda: restore(folder / BACKUP, store),
        lambda: start_store(store),
        lambda: open_session(store),
    ):
        with pytest.raises(StoreError) as caught:
            refused()
        assert caught.value.key == "store.empty_file"
    assert beside(store, "-wal").read_bytes() == left
    made = restore(folder / BACKUP, store, replace=True)
    assert (keys(made), made.replaced) == (["store.log_put_aside", *LACKS], None)
    assert whole(store) == whole(folder / BACKUP)


def test_a_folder_is_not_replaced(folder: Path) -> None:
    (folder / "place.lunar").mkdir()
    with pytest.raises(StoreError) as caught:
        restore(folder / BACKUP, folder / "place.lunar", replace=True)
    assert caught.value.key == "store.is_folder"


# Where a store has the name


def test_the_log_of_the_store_that_is_replaced_is_kept_in_it(folder: Path) -> None:
    store = folder / STORE
    lab = posted_into(store, "15800")
    for ending in ("", "-wal"):
        shutil.copy(f"{store}{ending}", f"{folder / 'killed.lunar'}{ending}")
    head = lab.session.head()
    lab.session.close()
    made = restore(folder / BACKUP, folder / "killed.lunar", replace=True)
    # Its last entry stands in its log alone, and is known by looking into it.
    assert keys(made) == ["restore.replaced_has", "restore.read_only"]
    assert made.replaced is not None
    assert whole(made.replaced)[1] == head.seq
    assert whole(made.path) == whole(folder / BACKUP)
    assert list(folder.glob("killed*-wal")) == []


def foreign_log(folder: Path, foreign: Path) -> None:
    shutil.copy(f"{foreign}-wal", f"{folder / STORE}-wal")


def older_log(folder: Path, _foreign: Path) -> None:
    store = folder / STORE
    lab = posted_into(store, "15801")
    stale = beside(store, "-wal").read_bytes()
    lab.session.close()
    posted_into(store, *(str(each) for each in range(15_810, 15_830))).session.close()
    beside(store, "-wal").write_bytes(stale)


def other_journal(folder: Path, _foreign: Path) -> None:
    beside(folder / STORE, "-journal").write_bytes(hot_journal(folder))


def damaged_store(folder: Path, _foreign: Path) -> None:
    posted_into(folder / STORE, "15802").session.close()
    with (folder / STORE).open("r+b") as file:
        file.seek(40_960)
        file.write(b"\xff" * 40_960)


def no_store(folder: Path, _foreign: Path) -> None:
    (folder / STORE).write_bytes(b"A letter, not a store.")
    beside(folder / STORE, "-wal").write_bytes(b"its log " * 100)


@pytest.mark.parametrize("lie", [foreign_log, older_log, other_journal, damaged_store, no_store])
def test_what_does_not_fit_together_is_kept_as_it_lies(
    folder: Path, foreign: Path, lie: Callable[[Path, Path], None]
) -> None:
    store = folder / STORE
    lie(folder, foreign)
    before = {
        ending: each.read_bytes()
        for ending in ("", "-wal", "-journal")
        if (each := beside(store, ending)).exists()
    }
    made = restore(folder / BACKUP, store, replace=True)
    assert whole(store) == whole(folder / BACKUP)
    assert made.replaced is not None
    after = {
        ending: each.read_bytes()
        for ending in ("", "-wal", "-journal")
        if (each := beside(made.replaced, ending)).exists()
    }
    said = [key for key in keys(made) if key not in (*LACKS, "restore.replaced_has")]
    if lie is not other_journal:
        said.remove("restore.replaced_unread")
    if said:
        assert said == ["store.kept_as_it_lay"]
        assert after == before
    else:
        assert lie is damaged_store, "SQLite reads past damage in the middle of a file, and copies it page by page"
        assert after[""][40_960:81_920] == before[""][40_960:81_920]


@pytest.mark.parametrize("lie", [foreign_log, older_log])
def test_a_store_beside_a_log_that_is_not_its_own_is_not_opened(
    folder: Path, foreign: Path, lie: Callable[[Path, Path], None]
) -> None:
    lie(folder, foreign)
    before = content(folder)
    with pytest.raises(StoreError) as caught:
        open_session(folder / STORE)
    assert caught.value.key == "store.foreign_log"
    assert content(folder) == before


def test_an_older_store_beside_a_log_that_is_not_its_own_stays_as_it_is(folder: Path, foreign: Path) -> None:
    TAKINGS["migrate"].prepare(folder)
    foreign_log(folder, foreign)
    before = content(folder)
    with pytest.raises(StoreError) as caught:
        open_session(folder / STORE)
    assert caught.value.key == "store.foreign_log"
    assert content(folder) == before


def test_a_killed_older_store_is_brought_up_to_date_with_its_log(folder: Path) -> None:
    TAKINGS["migrate"].prepare(folder)
    store = folder / STORE
    with closing(sqlite3.connect(store, isolation_level=None)) as raw:
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("INSERT INTO setting VALUES ('told', 'in the log')")
        for ending in ("", "-wal"):
            shutil.copy(f"{store}{ending}", f"{folder / 'killed.lunar'}{ending}")
    opened = open_session(folder / "killed.lunar")
    opened.session.close()
    assert [note.key for note in opened.notes][:1] == ["store.brought_up_to_date"]
    for path in (folder / "killed.lunar", *folder.glob("killed-before-update-*.lunar")):
        with closing(sqlite3.connect(path)) as raw:
            assert raw.execute("SELECT value FROM setting WHERE key = 'told'").fetchone() == ("in the log",)


def test_a_backup_beside_a_log_that_is_not_its_own_is_not_restored(folder: Path, foreign: Path) -> None:
    shutil.copy(f"{foreign}-wal", f"{folder / BACKUP}-wal")
    before = content(folder)
    with pytest.raises(StoreError) as caught:
        restore(folder / BACKUP, folder / STORE, replace=True)
    assert caught.value.key == "store.foreign_log"
    assert {name: told for name, told in content(folder).items() if "copies" not in name} == {
        name: told for name, told in before.items() if "copies" not in name
    }


# Somebody else has it open


@contextmanager
def reading(store: Path, how: str, mode: str) -> Iterator[None]:
    with subprocess.Popen(
        [sys.executable, "-c", READER, f"{store.as_uri()}?mode={mode}", how],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        assert process.stdout.readline()
        try:
            yield
        finally:
            process.stdin.close()
            process.wait()


@pytest.mark.parametrize("mode", ["ro", "rw"])
@pytest.mark.parametrize("how", ["open", "inside"])
@pytest.mark.parametrize("way", ["replace", "migrate"])
def test_a_store_that_another_program_reads_keeps_its_name(
    folder: Path, monkeypatch: pytest.MonkeyPatch, way: str, how: str, mode: str
) -> None:
    monkeypatch.setattr(exclusive_hold, "_WAIT_S", 0.1)
    TAKINGS[way].prepare(folder)
    store = folder / STORE
    with closing(sqlite3.connect(store)) as raw:
        raw.execute("PRAGMA journal_mode = WAL")
    with reading(store, how, mode):
        before = content(folder)
        with pytest.raises(StoreError) as caught:
            TAKINGS[way].act(folder)
        assert caught.value.key == "store.in_use"
        assert {name: told for name, told in content(folder).items() if told} == {
            name: told for name, told in before.items() if told
        }
    TAKINGS[way].act(folder)
    assert whole(store)[1] > 0


def test_a_window_that_has_the_name_of_a_lost_store_keeps_it(folder: Path, tmp_path: Path) -> None:
    opened = open_session(folder / STORE)
    for act in (
        lambda: restore(folder / BACKUP, folder / STORE, replace=True),
        lambda: back_up(opened.session, folder, name=STORE),
    ):
        with pytest.raises(StoreError) as caught:
            act()
        assert caught.value.key in {"store.in_use", "store.exists"}
    opened.session.close()
