import errno
import os
import sqlite3
import stat
import subprocess
import sys
import tempfile
import textwrap
from contextlib import closing
from itertools import takewhile
from pathlib import Path

import pytest
from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.new_file import is_store, new_file

WRITE = """
import os, sys
from pathlib import Path
from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.new_file import new_file
if os.geteuid() == 0:
    os.setuid(65534)
try:
    with new_file(Path(sys.argv[1])) as stream:
        stream.write(b"new")
except SheetError as error:
    print(error.key)
"""


def write(path: Path, content: bytes = b"new") -> None:
    with new_file(path) as stream:
        stream.write(content)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def interrupted(path: Path, error: BaseException) -> None:
    with new_file(path) as stream:
        stream.write(b"half")
        raise error


def child(script: str, *arguments: str) -> str:
    told = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), *arguments], capture_output=True, text=True, check=True
    )
    return told.stdout.strip()


def test_the_file_is_there_whole(tmp_path: Path) -> None:
    write(tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes() == b"new"
    assert names(tmp_path) == ["a.csv"]


def test_it_takes_the_place_of_an_older_one_and_keeps_its_rights(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write(path)
    assert path.read_bytes() == b"new"
    # Of all rights Windows knows the mark of a file that is only read, of which the next test tells.
    assert path.stat().st_mode & 0o777 == (0o666 if os.name == "nt" else 0o640)


@pytest.mark.skipif(os.name != "nt", reason="elsewhere a file that is only read can be replaced")
def test_a_file_with_the_mark_for_reading_only_is_named_and_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")
    path.chmod(stat.S_IREAD)
    with pytest.raises(SheetError, match=r"file\.marked_read_only"):
        write(path)
    assert (path.read_bytes(), names(tmp_path)) == (b"old", ["a.csv"])
    path.chmod(stat.S_IWRITE)
    write(path)
    assert path.read_bytes() == b"new"


def test_nothing_is_seen_before_the_end(tmp_path: Path) -> None:
    with new_file(tmp_path / "a.csv") as stream:
        stream.write(b"half")
        stream.flush()
        assert not (tmp_path / "a.csv").exists()


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SheetError])
def test_whatever_interrupts_leaves_no_file_and_the_old_one_as_it_was(
    tmp_path: Path, error: type[BaseException]
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")
    with pytest.raises(error):
        interrupted(path, error("stop"))
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["a.csv"]


@pytest.mark.usefixtures("links")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_bytes(b"old")
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    write(tmp_path / "link.csv")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_bytes() == b"new"


def test_a_folder_that_is_missing_or_stands_in_the_way_is_named(tmp_path: Path) -> None:
    with pytest.raises(SheetError, match=r"file\.folder_missing"):
        write(tmp_path / "gone" / "a.csv")
    with pytest.raises(SheetError, match=r"file\.is_folder"):
        write(tmp_path)
    with pytest.raises(SheetError, match=r"file\.name_too_long"):
        write(tmp_path / ("x" * 300))


def within_reach(folder: Path) -> list[Path]:
    """The folders of a test up to the one for all that is temporary, which everybody may enter already."""
    return [folder, *takewhile(lambda each: each != Path(tempfile.gettempdir()), folder.parents)]


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps permissions in another way")
def test_a_folder_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir()
    (locked / "a.csv").write_bytes(b"old")
    locked.chmod(0o555)
    for folder in within_reach(tmp_path):
        folder.chmod(0o755)
    assert child(WRITE, str(locked / "a.csv")) == "file.folder_locked"
    assert (locked / "a.csv").read_bytes() == b"old"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root can make a file of somebody else")
def test_a_file_that_cannot_be_replaced_is_named_and_stays(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    (shared / "a.csv").write_bytes(b"old")
    # In such a folder everybody may make files, and nobody replace those of others.
    shared.chmod(0o1777)
    for folder in within_reach(tmp_path):
        folder.chmod(0o755)
    assert child(WRITE, str(shared / "a.csv")) == "file.open_elsewhere"
    assert (shared / "a.csv").read_bytes() == b"old"
    assert names(shared) == ["a.csv"]


@pytest.mark.skipif(os.name == "nt", reason="there is no limit on the size of files to set on Windows")
def test_a_disk_that_fills_up_leaves_no_file_and_the_old_one_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"old")
    script = """
        import resource, sys
        from pathlib import Path
        from lunarcurator.exchange.errors import SheetError
        from lunarcurator.exchange.new_file import is_store, new_file
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
        try:
            with new_file(Path(sys.argv[1])) as stream:
                for _ in range(1000):
                    stream.write(b"x" * 1000)
        except SheetError as error:
            print(error.key)
    """
    assert child(script, str(tmp_path / "a.csv")) == "file.disk_full"
    assert (tmp_path / "a.csv").read_bytes() == b"old"
    assert names(tmp_path) == ["a.csv"]


@pytest.mark.parametrize("name", ["lab.lunar", "lab.csv"])
def test_nothing_is_written_over_a_store(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TABLE entry (x)")
    whole = path.read_bytes()
    with pytest.raises(SheetError) as caught:
        write(path)
    assert caught.value.key == "file.is_store"
    assert path.read_bytes() == whole
    assert names(tmp_path) == [name]


def test_a_file_that_may_not_be_read_is_a_store_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "lab.lunar").write_bytes(b"")
    (tmp_path / "lab.csv").write_bytes(b"old")
    opened = Path.open

    def closed(path: Path, mode: str = "r", *more: object) -> object:
        if mode == "rb":
            raise PermissionError(errno.EACCES, "not yours")
        return opened(path, mode, *more)  # type: ignore[call-overload]

    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", closed)
        write(tmp_path / "lab.csv")
        with pytest.raises(SheetError) as caught:
            write(tmp_path / "lab.lunar")
    assert caught.value.key == "file.is_store"
    assert (tmp_path / "lab.csv").read_bytes() == b"new"


def test_drafts_of_killed_programs_are_cleared_and_others_stay(tmp_path: Path) -> None:
    left, written = tmp_path / ".a [1].csv.0123abcd.part", tmp_path / ".a [1].csv.4567abcd.part"
    foreign = tmp_path / ".b.csv.0123abcd.part"
    for each in (left, written, foreign):
        each.write_bytes(b"half")
    for each in (left, foreign):
        os.utime(each, (1_000_000_000, 1_000_000_000))
    write(tmp_path / "a [1].csv")
    assert names(tmp_path) == sorted([written.name, foreign.name, "a [1].csv"])


def test_what_lies_behind_a_folder_that_may_not_be_looked_into_is_refused_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(_path: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "is_file", closed)
    assert not is_store(tmp_path / "day sheet.pdf")
    assert is_store(tmp_path / "samples.lunar")
