"""What the system says of a file that is read or written becomes the sentence that is true of it."""

import errno
import os
from pathlib import Path

import pytest
from lunarcurator.services.words import Words
from lunarcurator.store import errors, files
from lunarcurator.store.errors import StoreError, disk, reading
from lunarcurator.store.files import make_folder, sync_folder

FORBIDDEN = "store.in_use" if os.name == "nt" else "store.no_permission"


@pytest.mark.parametrize(
    ("number", "written", "read"),
    [
        (errno.ENOSPC, "store.disk_full", "store.disk_full"),
        (errno.EDQUOT, "store.disk_full", "store.disk_full"),
        (errno.EACCES, FORBIDDEN, "store.no_permission"),
        (errno.EROFS, FORBIDDEN, "store.no_permission"),
        (errno.EIO, "store.disk_fault", "store.disk_fault"),
        (errno.ENAMETOOLONG, "file.name_too_long", "file.name_too_long"),
        (errno.ENOENT, "file.unreadable", "store.missing"),
        (errno.EBADF, "file.unreadable", "file.unreadable"),
        (None, "file.unreadable", "file.unreadable"),
    ],
)
def test_each_error_has_its_sentence(
    tmp_path: Path, words: Words, number: int | None, written: str, read: str
) -> None:
    path = tmp_path / "lab.lunar.part"
    for kind, key in ((disk, written), (reading, read)):
        with pytest.raises(StoreError) as caught, kind(path):
            raise OSError if number is None else OSError(number, os.strerror(number))
        assert caught.value.key == key
        told = words.say(key, caught.value.facts)
        assert "lab.lunar" in told
        assert ".part" not in told


def test_a_folder_that_takes_nothing_is_what_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(errors, "may_write_in", lambda _folder: False)
    with pytest.raises(StoreError) as caught, disk(tmp_path / "lab.lunar"):
        raise PermissionError(errno.EACCES, "no")
    assert (caught.value.key, caught.value.facts["folder"]) == ("store.folder_read_only", str(tmp_path))


def test_a_folder_that_is_gone_is_what_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught, disk(tmp_path / "gone" / "lab.lunar"):
        raise FileNotFoundError(errno.ENOENT, "no")
    assert (caught.value.key, caught.value.facts["folder"]) == ("store.no_folder", str(tmp_path / "gone"))


def test_a_folder_for_which_the_disk_has_no_room_is_told_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_folder: Path, **_how: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(Path, "mkdir", full)
    with pytest.raises(StoreError, match="disk_full"):
        make_folder(tmp_path / "copies")


def test_a_folder_that_is_there_and_takes_nothing_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "may_write_in", lambda _folder: False)
    with pytest.raises(StoreError, match="folder_read_only"):
        make_folder(tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps the names in a folder by itself: see the twin below")
def test_a_folder_that_cannot_be_asked_to_keep_its_names_undoes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusing(number: int) -> None:
        raise OSError(number, "no")

    with monkeypatch.context() as patched:
        patched.setattr(os, "open", lambda *_told: refusing(errno.EACCES))
        sync_folder(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", lambda _number: refusing(errno.EINVAL))
        sync_folder(tmp_path)
    monkeypatch.setattr(os, "fsync", lambda _number: refusing(errno.EIO))
    with pytest.raises(OSError, match="no"):
        sync_folder(tmp_path)


@pytest.mark.skipif(os.name != "nt", reason="the twin of the one above")
def test_a_folder_of_windows_is_not_opened(tmp_path: Path) -> None:
    sync_folder(tmp_path / "none")
