"""The acts that give a file the name of a store, each in a folder of its own, to be broken off at any step."""

import errno
import gzip
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lunarcurator.domain.errors import Refusal
from lunarcurator.services.backups import back_up, restore
from lunarcurator.services.demonstration import make_demonstration
from lunarcurator.services.first_start import FirstStart, begin
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.stores import open_session
from lunarcurator.services.verifying import verify

from tests.store.making import TABLES, new_lab, rock

KILLED, REFUSED, PASSED_OVER = 77, 78, 79
STORE = "lab.lunar"
BACKUP = "copies/backup.lunar"
OLD = Path(__file__).parents[1] / "store" / "old"
DEMO = '{"entries": [{"day": "2026-01-02", "acts": [{"kind": "set_up_operator", "operation": {"name": "A"}}]}]}'
TABLE = '{"format": 1, "forms": []}'

_COUNTED = frozenset(
    {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.truncate", "sqlite3.connect"}
)


@dataclass(frozen=True)
class Taking:
    """One way to take a name: what lies there before, what is done, and which file takes its name."""

    prepare: Callable[[Path], None]
    act: Callable[[Path], object]
    name: str = STORE


def seed(folder: Path) -> None:
    """Make what every way begins with: a backup, and a store that has an entry more."""
    (folder / "copies").mkdir()
    lab = new_lab(folder / STORE)
    made = back_up(lab.session, folder / "copies").path
    for ending in ("", ".sha256"):
        made.with_name(made.name + ending).rename(folder / f"{BACKUP}{ending}")
    lab.post(rock("15700"))
    lab.session.close()
    for name, word in ((folder / "lab.tables", "old"), (folder / "copies" / "backup.tables", "new")):
        (name / "vocabularies").mkdir(parents=True)
        (name / "vocabularies" / "forms.json").write_text(TABLE, encoding="utf-8")
        (name / "which.txt").write_text(word, encoding="utf-8")


def _without_store(folder: Path) -> None:
    (folder / STORE).unlink()
    shutil.rmtree(folder / "lab.tables")


def _with_demo(folder: Path) -> None:
    _without_store(folder)
    (folder / "demonstration.json").write_text(DEMO, encoding="utf-8")


def _older(folder: Path) -> None:
    _without_store(folder)
    packed = sorted(OLD.glob("*.lunar.gz"))[0]
    (folder / STORE).write_bytes(gzip.decompress(packed.read_bytes()))


def _stay(_folder: Path) -> None:
    pass


def _begin(folder: Path) -> None:
    begin(folder / STORE, FirstStart("Lab", "A. Curator")).session.close()


def _migrate(folder: Path) -> None:
    open_session(folder / STORE).session.close()


def _copy(folder: Path) -> None:
    session = StoreSession.open(folder / STORE, tables=TABLES, read_only=True)
    try:
        back_up(session, folder / "copies", name="stick.lunar")
    finally:
        session.close()


TAKINGS = {
    "restore": Taking(_without_store, lambda folder: restore(folder / BACKUP, folder / STORE)),
    "replace": Taking(_stay, lambda folder: restore(folder / BACKUP, folder / STORE, replace=True)),
    "new": Taking(_without_store, _begin),
    "demo": Taking(_with_demo, lambda folder: make_demonstration(folder / STORE, folder)),
    "migrate": Taking(_older, _migrate),
    "copy": Taking(_stay, _copy, "copies/stick.lunar"),
}


def broken_off(way: str, folder: Path, step: int, *, fill_disk: bool) -> None:
    """Do an act in this process, which dies before its step-th touch of a file, or finds the disk full there."""
    touched = 0

    def count(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal touched
        if event not in _COUNTED or not any(str(folder) in str(each) for each in arguments[:2]):
            return
        if fill_disk and not _takes_room(event, arguments):
            return
        touched += 1
        if touched == step:
            if fill_disk:
                raise OSError(errno.ENOSPC, "No space left on device")
            os._exit(KILLED)

    sys.addaudithook(count)
    try:
        TAKINGS[way].act(folder)
    except Refusal as refused:
        print(refused.key)
        os._exit(REFUSED)
    os._exit(0 if touched < step else PASSED_OVER)


def _takes_room(event: str, arguments: tuple[Any, ...]) -> bool:
    """Whether a full disk could refuse this."""
    if event == "open":
        return bool(arguments[2] & (os.O_WRONLY | os.O_RDWR))
    return event in {"os.rename", "os.mkdir", "os.link"}


def whole(path: Path) -> tuple[str, int, str]:
    """Look at a store by SQLite alone and by the program; return its identity and its head."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",), path.name
        assert raw.execute("PRAGMA foreign_key_check").fetchone() is None, path.name
        (identity,) = raw.execute("SELECT value FROM setting WHERE key = 'store_id'").fetchone()
        seq, chain = raw.execute("SELECT max(seq), hex(chain) FROM entry").fetchone()
        (count,) = raw.execute("SELECT count(*) FROM entry").fetchone()
        (version,) = raw.execute("SELECT version_num FROM alembic_version").fetchone()
    assert count == (seq or 0), path.name
    if version == "0004":
        session = StoreSession.open(path, tables=TABLES, read_only=True)
        try:
            assert verify(session).findings == (), path.name
        finally:
            session.close()
    return identity, seq or 0, f"{version} {chain}"
