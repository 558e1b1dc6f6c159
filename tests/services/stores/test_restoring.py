"""Putting a store in place: it is read again before that is said, and nothing is left lying about."""

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.services import backups, tables_beside
from lunarcurator.services.backups import back_up, restore
from lunarcurator.services.demonstration import open_demonstration
from lunarcurator.services.lab_tables import store_folder
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.stores import make_filled, open_session
from lunarcurator.services.words import Words
from lunarcurator.store import writer_lock
from lunarcurator.store.errors import StoreError
from lunarcurator.store.naming import seated, take_over
from lunarcurator.store.writer_lock import WriterLock, side_file

from tests.store.making import Lab, full_lab, rock


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    made = full_lab(tmp_path / "apollo.lunar")
    yield made
    made.session.close()


def keep_tables(store: Path, word: str) -> None:
    store_folder(store).mkdir()
    (store_folder(store) / "which.txt").write_text(word, encoding="utf-8")


def tables_of(store: Path) -> str:
    return (store_folder(store) / "which.txt").read_text(encoding="utf-8")


def test_the_store_that_is_replaced_is_named(lab: Lab, tmp_path: Path) -> None:
    made = back_up(lab.session, tmp_path / "backups")
    lab.session.close()
    first = restore(made.path, lab.session.path, replace=True)
    second = restore(made.path, lab.session.path, replace=True)
    assert first.replaced is not None
    assert second.replaced is not None
    assert first.replaced != second.replaced
    assert sorted(tmp_path.glob("apollo-replaced-*")) == sorted([first.replaced, second.replaced])
    assert restore(made.path, tmp_path / "other.lunar", replace=True).replaced is None


def test_a_store_that_reads_otherwise_under_its_name_is_not_called_restored(
    lab: Lab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: Words
) -> None:
    def by_a_failing_disk(part: Path, name: Path, aside: Path) -> tuple[object, ...]:
        notes = take_over(part, name, aside)
        with name.open("r+b") as file:
            file.seek(50_000)
            file.write(b"\xff")
        return notes

    made = back_up(lab.session, tmp_path / "backups")
    lab.session.close()
    monkeypatch.setattr(backups, "take_over", by_a_failing_disk)
    with pytest.raises(StoreError) as caught:
        restore(made.path, lab.session.path, replace=True)
    assert caught.value.key == "store.differs_in_place"
    assert "apollo-replaced-" in words.say(caught.value.key, caught.value.facts)
    with pytest.raises(StoreError) as caught:
        restore(made.path, tmp_path / "new.lunar", replace=True)
    assert "replaces" not in words.say(caught.value.key, caught.value.facts)


@pytest.mark.usefixtures("links")
def test_a_link_to_a_store_stays_a_link(lab: Lab, tmp_path: Path) -> None:
    made = back_up(lab.session, tmp_path / "backups")
    lab.session.close()
    link = tmp_path / "links" / "lab.lunar"
    link.parent.mkdir()
    link.symlink_to(lab.session.path)
    back = restore(made.path, link, replace=True)
    assert link.is_symlink()
    assert back.path.samefile(lab.session.path)
    assert back.replaced is not None
    assert back.replaced.parent == tmp_path


def test_what_does_not_verify_is_not_made(tmp_path: Path) -> None:
    def spoil(session: StoreSession) -> None:
        with session.database.write() as connection:
            connection.exec_driver_sql("INSERT INTO setting VALUES ('schema', 'none')")
            connection.exec_driver_sql("CREATE TABLE stranger (x)")

    with pytest.raises(StoreError) as caught:
        make_filled(tmp_path / "lab.lunar", spoil)
    assert caught.value.key == "store.not_whole"
    assert list(tmp_path.iterdir()) == []


def test_the_demonstration_is_made_once_and_opened_then(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "demonstration.lunar"
    for _ in range(2):
        opened = open_demonstration(path)
        assert opened.session.head().seq > 10
        opened.session.close()


# Tables


def test_tables_that_cannot_be_put_in_place_wait_for_the_next_opening(
    lab: Lab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: Words
) -> None:
    def refused(_part: Path, _target: Path) -> None:
        raise PermissionError(errno.EACCES, "somebody has one open")

    store = lab.session.path
    keep_tables(store, "new")
    made = back_up(lab.session, tmp_path / "backups")
    lab.session.close()
    (store_folder(store) / "which.txt").write_text("old", encoding="utf-8")
    with monkeypatch.context() as patched:
        patched.setattr(tables_beside, "put", refused)
        with pytest.raises(StoreError) as caught:
            restore(made.path, store, replace=True)
    assert caught.value.key == "store.tables_wait"
    assert str(caught.value.facts["folder"]) in words.say(caught.value.key, caught.value.facts)
    assert tables_of(store) == "old"
    opened = open_session(store)
    assert opened.session.head().chain == made.head.chain
    opened.session.close()
    assert tables_of(store) == "new"
    (aside,) = tmp_path.glob("apollo-replaced-*.lunar")
    assert tables_of(aside) == "old"
    assert list(tmp_path.glob("*tables-for*")) == []


def test_tables_that_wait_for_another_file_or_are_half_copied_go(lab: Lab, tmp_path: Path) -> None:
    store = lab.session.path
    lab.session.close()
    for name in ("apollo.tables-for-0123456789abcdef.aside", "apollo.tables-for-0123456789abcdef.aside.part"):
        (tmp_path / name).mkdir()
    open_session(store).session.close()
    assert list(tmp_path.glob("*tables-for*")) == []
    assert not store_folder(store).exists()


def test_a_failed_copy_leaves_no_tables(lab: Lab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_part: Path, name: Path) -> None:
        raise StoreError("store.disk_full", file=name.name)

    keep_tables(lab.session.path, "mine")
    monkeypatch.setattr(backups, "take_name", refused)
    with pytest.raises(StoreError):
        back_up(lab.session, tmp_path / "backups")
    assert list((tmp_path / "backups").iterdir()) == []


# What killed runs leave


def test_parts_of_killed_backups_are_cleared_by_the_next(lab: Lab, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    made = back_up(lab.session, folder)
    series = made.path.name.rpartition("-")[0]
    left = folder / f"{series}-000001.lunar"
    (folder / f"{left.name}.part").write_bytes(b"half")
    (folder / f"{left.stem}.tables-for-0123456789abcdef.aside").mkdir()
    (folder / f"{left.name}.sha256").write_text("half", encoding="utf-8")
    made_now = folder / f"{series}-000002.lunar"
    foreign = [folder / "apollo-ffffffff-0000001-20200101-000000.lunar.part", folder / "mine.lunar.part"]
    for each in foreign:
        each.write_bytes(b"of somebody else")
    lab.post(rock("15906"))
    with seated(made_now) as part:
        part.write_bytes(b"somebody is still at it")
        back_up(lab.session, folder, name="again.lunar")
        assert part.exists()
    assert all(each.exists() for each in foreign)
    assert sorted(path.name for path in folder.glob(f"{left.stem}*")) == []


def test_tables_of_a_backup_killed_at_its_end_are_put_beside_it(lab: Lab, tmp_path: Path) -> None:
    keep_tables(lab.session.path, "mine")
    folder = tmp_path / "backups"
    made = back_up(lab.session, folder)
    waiting = folder / f"{made.path.stem}.tables-for-{made.sha256[:16]}.aside"
    for finish in ("the next backup", "restoring it"):
        store_folder(made.path).rename(waiting)
        if finish == "restoring it":
            assert restore(made.path, tmp_path / "back.lunar").tables == tmp_path / "back.tables"
        else:
            lab.post(rock("15907"))
            back_up(lab.session, folder)
        assert tables_of(made.path) == "mine"
        assert not waiting.exists()


def test_what_killed_runs_left_beside_a_store_goes_when_it_is_opened(lab: Lab) -> None:
    store = lab.session.path
    lab.session.close()
    for ending in (".new", ".migrating", ".part", ".part-journal", ".aside"):
        store.with_name(store.name + ending).write_bytes(b"half")
    open_session(store).session.close()
    assert sorted(path.name for path in store.parent.iterdir()) == ["apollo.lunar", "apollo.lunar-seat"]


def test_a_folder_that_is_called_as_a_part_is_left_alone_and_named(lab: Lab, tmp_path: Path) -> None:
    made = back_up(lab.session, tmp_path / "backups")
    (tmp_path / "back.lunar.part").mkdir()
    with pytest.raises(StoreError) as caught:
        restore(made.path, tmp_path / "back.lunar")
    assert (caught.value.key, caught.value.facts["file"]) == ("store.exists", "back.lunar.part")


# Seats


def test_a_copy_goes_to_a_disk_that_knows_no_locks(
    lab: Lab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(_file: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(writer_lock, "_lock", unknown)
    made = back_up(lab.session, tmp_path / "share")
    assert made.verification.sound
    opened = open_session(made.path)
    assert opened.session.read_only
    opened.session.close()


def test_a_name_somebody_else_is_making_is_not_taken(lab: Lab, tmp_path: Path) -> None:
    made = back_up(lab.session, tmp_path / "backups")
    with seated(tmp_path / "back.lunar"), pytest.raises(StoreError) as caught:
        restore(made.path, tmp_path / "back.lunar")
    assert caught.value.key == "store.in_use"
    restore(made.path, tmp_path / "back.lunar")


@pytest.mark.skipif(os.name == "nt", reason="Windows takes no file away that somebody has open")
def test_a_seat_whose_file_was_taken_away_is_taken_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = writer_lock._lock
    gone: list[Path] = []

    def just_left(file: object) -> None:
        if not gone:
            gone.append(side_file(tmp_path / "lab.lunar"))
            another = "import os, sys; os.unlink(sys.argv[1])"
            subprocess.run([sys.executable, "-c", another, str(gone[0])], check=True)
        lock(file)  # type: ignore[arg-type]

    monkeypatch.setattr(writer_lock, "_lock", just_left)
    taken = WriterLock.take(tmp_path / "lab.lunar")
    assert taken is not None
    assert WriterLock.take(tmp_path / "lab.lunar") is None
    taken.vanish()
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_takes_nobody_the_seat(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    def full() -> str:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(writer_lock, "_me", full)
    store = shutil.copy(lab.session.path, lab.session.path.with_name("copy.lunar"))
    opened = open_session(Path(store))
    assert (opened.follower_of, opened.session.read_only) == ("", False)
    opened.session.close()
