"""Stores in files and folders that cannot be written or read, opened by somebody who is no administrator."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from lunarcurator.services.stores import open_session

from tests.still_clock import StillClock
from tests.store.making import Lab, full_lab, rock

PROJECT = Path(__file__).parents[2]
NOBODY = 65_534

LOOK = """
import sys
from pathlib import Path
from lunarcurator.domain.errors import Refusal
from lunarcurator.services import stores
from lunarcurator.services.stores import open_session
from lunarcurator.services.verifying import verify
from lunarcurator.store import opening, write_access
from tests.still_clock import StillClock
from tests.store.making import Lab, rock
if "tries" in sys.argv:
    for module in (opening, stores):
        module.may_write, module.may_write_in = write_access.opens, write_access.takes
try:
    opened = open_session(Path(sys.argv[2]))
    found = verify(opened.session)
    assert found.sound, found.findings
    if sys.argv[1] == "post":
        Lab(opened.session, StillClock(us=2_000_000_000_000_000)).post(rock("15800"))
    kind = "read-only" if opened.session.read_only else "writable"
    print(kind, found.head.seq, "pieces", found.counts["pieces"])
    opened.session.close()
except Refusal as error:
    print(error.key)
"""

DO = """
import json, sys
from lunarcurator.__main__ import main
for line in json.loads(sys.argv[1]):
    print(main(line))
"""


@dataclass
class PlainUser:
    """Somebody without the rights of an administrator, who may write everywhere; and a folder of his."""

    folder: Path
    home: Path
    entries: int = 0

    @property
    def store(self) -> Path:
        return self.folder / "lab.lunar"

    def holds(self, more: int = 0) -> str:
        """Return how a look tells of the store after so many more pieces, each registered by itself."""
        return f"{self.entries + more} pieces {17 + more}"

    def own(self) -> None:
        if os.geteuid() == 0:
            for path in (self.folder, self.home, *self.folder.rglob("*")):
                os.chown(path, NOBODY, NOBODY)

    def asks(self, act: str, path: Path | None = None, *, by: str = "asking") -> str:
        """Return what the store tells this person, who finds out what may be written by asking, or "tries"."""
        done = self._runs(LOOK, act, str(path or self.store), by)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def commands(self, *lines: str) -> tuple[list[str], list[str]]:
        """Return the exit codes of commands this person gives one after the other, and what they complain of."""
        done = self._runs(DO, json.dumps([line.split() for line in lines]))
        assert done.returncode == 0, done.stderr
        codes = [line for line in done.stdout.splitlines() if line.isdigit()]
        return codes, done.stderr.splitlines()

    def _runs(self, script: str, *told: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", script, *told],
            cwd=PROJECT,
            env={
                **os.environ,
                "XDG_DATA_HOME": str(self.home),
                "HOME": str(self.home),
                "LC_ALL": "C.UTF-8",
                "QT_QPA_PLATFORM": "offscreen",
                "PYTHONDONTWRITEBYTECODE": "1",
            },
            user=NOBODY if os.geteuid() == 0 else None,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def user() -> Iterator[PlainUser]:
    if os.name == "nt":
        pytest.skip("Windows keeps rights in another way: see test_rights_of_windows.py")
    # The folders of pytest are closed to everybody but the one who runs it.
    place = Path(tempfile.mkdtemp(prefix="lunarcurator-rights-"))
    place.chmod(0o755)
    made = PlainUser(place / "lab", place / "home")
    made.folder.mkdir()
    made.home.mkdir()
    lab = full_lab(made.store)
    made.entries = lab.session.head().seq
    lab.session.close()
    made.own()
    yield made
    for path in (made.folder, *made.folder.rglob("*")):
        path.chmod(0o755)
    shutil.rmtree(place)


def test_a_store_of_ones_own(user: PlainUser) -> None:
    assert user.asks("post") == f"writable {user.holds()}"
    assert user.asks("look") == f"writable {user.holds(1)}"


def test_a_folder_that_cannot_be_written(user: PlainUser) -> None:
    user.folder.chmod(0o555)
    assert user.asks("look") == f"read-only {user.holds()}"
    assert user.asks("post") == "store.read_only"
    assert [path.name for path in user.folder.iterdir()] == ["lab.lunar"]


def test_a_file_that_cannot_be_written(user: PlainUser) -> None:
    user.store.chmod(0o444)
    assert user.asks("look") == f"read-only {user.holds()}"
    assert user.asks("post") == "store.read_only"


def test_a_file_that_may_not_be_read(user: PlainUser) -> None:
    user.store.chmod(0o000)
    assert user.asks("look") == "store.no_permission"


def test_a_folder_that_may_not_be_entered(user: PlainUser) -> None:
    user.folder.chmod(0o000)
    assert user.asks("look") == "store.no_permission"


def test_a_log_left_in_a_folder_that_cannot_be_written(user: PlainUser) -> None:
    opened = open_session(user.store)
    Lab(opened.session, StillClock(us=2_000_000_000_000_000)).post(rock("15700"))
    away = user.folder / "away"
    away.mkdir()
    for ending in ("", "-wal"):
        shutil.copy(user.store.with_name(user.store.name + ending), away / (user.store.name + ending))
    opened.session.close()
    user.own()
    away.chmod(0o555)
    assert user.asks("look", away / "lab.lunar") == "store.log_in_read_only_folder"
    away.chmod(0o755)
    assert user.asks("look", away / "lab.lunar") == f"writable {user.holds(1)}"


@pytest.mark.slow
def test_tables_of_a_lab_that_may_not_be_read(user: PlainUser) -> None:
    tables = user.folder / "lab.tables" / "vocabularies"
    tables.mkdir(parents=True)
    forms = tables / "forms.json"
    forms.write_text('{"format": 1, "forms": []}', encoding="utf-8")
    user.own()
    assert user.asks("look") == f"writable {user.holds()}"
    for closed in (forms, tables):
        closed.chmod(0o000)
        assert user.asks("look") == "store.no_permission"


def test_who_only_tries_as_on_windows_finds_out_the_same_and_leaves_nothing(user: PlainUser) -> None:
    assert user.asks("look", by="tries") == f"writable {user.holds()}"
    user.store.chmod(0o444)
    assert user.asks("post", by="tries") == "store.read_only"
    user.store.chmod(0o644)
    user.folder.chmod(0o555)
    assert user.asks("look", by="tries") == f"read-only {user.holds()}"
    assert not [path for path in user.folder.iterdir() if not path.name.startswith("lab.lunar")]


def into(user: PlainUser, folder: Path) -> list[str]:
    """Commands that write into a folder, each of its kind."""
    (backup,) = (user.folder / "copies").glob("*.lunar")
    return [
        f"new {folder / 'new.lunar'}",
        f"restore {backup} --to {folder / 'back.lunar'}",
        f"backup {user.store} --to {folder}",
        f"rebuild {user.store} --to {folder}",
        *(
            f"export inventory --from {user.store} --to {folder / f'list.{each}'}"
            for each in ("xlsx", "csv", "pdf")
        ),
    ]


@pytest.fixture
def backed_up(user: PlainUser) -> PlainUser:
    assert user.commands(f"backup {user.store} --to {user.folder / 'copies'}") == (["0"], [])
    return user


@pytest.mark.slow
def test_what_is_written_into_a_folder_that_may_not_be_looked_into_is_done(backed_up: PlainUser) -> None:
    folder = backed_up.folder / "letterbox"
    folder.mkdir()
    backed_up.own()
    folder.chmod(0o311)
    lines = into(backed_up, folder)
    assert backed_up.commands(*lines) == (["0"] * len(lines), [])
    folder.chmod(0o755)
    assert len([*folder.glob("*.lunar")]) == 4
    assert len([*folder.glob("list.*")]) == 3
    assert not [*folder.glob("*.part")]


@pytest.mark.slow
@pytest.mark.parametrize("mode", [0o555, 0o000])
def test_a_folder_that_may_not_be_written_is_named_and_nothing_else(backed_up: PlainUser, mode: int) -> None:
    folder = backed_up.folder / "closed"
    folder.mkdir()
    backed_up.own()
    lines = into(backed_up, folder)
    folder.chmod(mode)
    codes, told = backed_up.commands(*lines)
    assert codes == ["4"] * len(lines)
    assert len(told) == len(lines)
    # What is closed altogether says of a file in it only that it may not be opened.
    assert all(str(folder) in each or (mode == 0 and "list." in each) for each in told), told
    assert not [each for each in told if "full" in each or ".part" in each or "Errno" in each]
    folder.chmod(0o755)
    assert not [*folder.iterdir()]
