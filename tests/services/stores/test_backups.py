"""Backups are verified copies, kept by a rule, and a restored one is the store it was."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from lunarcurator.services.backup_series import backups_in, kept
from lunarcurator.services.backups import FlawedBackup, back_up, restore
from lunarcurator.services.posting import Cancelled
from lunarcurator.services.stores import open_session
from lunarcurator.services.verifying import verify
from lunarcurator.store.errors import StoreError

from tests.store.making import Lab, full_lab, rock


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    made = full_lab(tmp_path / "apollo.lunar")
    yield made
    made.session.close()


def test_a_backup_is_a_verified_copy_with_everything_posted(lab: Lab, tmp_path: Path) -> None:
    made = back_up(lab.session, tmp_path / "backups" / "deep")
    assert made.verification.sound
    assert made.head == lab.session.head()
    assert made.path.name.startswith(f"apollo-{made.head.store_id[:8]}-{made.head.seq:07d}-")
    assert [path.name for path in made.path.parent.glob("*.lunar*")] != []
    assert not list(made.path.parent.glob("*-wal"))
    digest = made.path.with_name(made.path.name + ".sha256").read_text(encoding="utf-8")
    assert digest == f"{made.sha256}  {made.path.name}\n"


def test_a_backup_has_what_was_posted_while_the_log_was_full(lab: Lab, tmp_path: Path) -> None:
    lab.post(rock("15901"))
    made = back_up(lab.session, tmp_path, name="copy.lunar")
    assert made.head == lab.session.head()
    copy = open_session(made.path)
    found = copy.session.head()
    assert (found.seq, found.chain) == (made.head.seq, made.head.chain)
    assert copy.notes == ()
    copy.session.close()


def test_a_copy_of_ones_own_name_belongs_to_no_series(lab: Lab, tmp_path: Path) -> None:
    made = back_up(lab.session, tmp_path / "stick", name="for the stick.lunar")
    assert made.path.name == "for the stick.lunar"
    assert backups_in(made.path.parent, made.head.store_id) == ()


def test_progress_is_told_to_the_end(lab: Lab, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    back_up(lab.session, tmp_path / "backups", progress=lambda done, total: told.append((done, total)))
    shares = [done / total for done, total in told]
    assert shares == sorted(shares)
    assert shares[-1] == 1


@pytest.mark.parametrize("after", [0, 3])
def test_a_stopped_backup_leaves_nothing(lab: Lab, tmp_path: Path, after: int) -> None:
    asked = iter(range(10_000))
    with pytest.raises(Cancelled):
        back_up(lab.session, tmp_path / "backups", should_stop=lambda: next(asked) >= after)
    assert list((tmp_path / "backups").iterdir()) == []


def test_nothing_is_overwritten(lab: Lab, tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        back_up(lab.session, tmp_path, name="apollo.lunar")
    assert caught.value.key == "store.exists"
    made = back_up(lab.session, tmp_path / "backups")
    with pytest.raises(StoreError) as caught:
        restore(made.path, lab.session.path)
    assert caught.value.key == "store.exists"


def test_a_folder_that_cannot_be_made(lab: Lab, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StoreError) as caught:
        back_up(lab.session, tmp_path / "file" / "backups")
    assert caught.value.key == "store.folder_read_only"


def test_a_flawed_store_makes_no_backup_of_the_series(lab: Lab, tmp_path: Path) -> None:
    good = back_up(lab.session, tmp_path / "backups")
    with closing(sqlite3.connect(lab.session.path)) as raw, raw:
        raw.execute("UPDATE sample SET remarks = 'another' WHERE id = 1")
    lab.post(rock("15902"))
    with pytest.raises(FlawedBackup) as caught:
        back_up(lab.session, tmp_path / "backups")
    assert caught.value.path.name.endswith("-flawed.lunar")
    assert not caught.value.verification.sound
    assert backups_in(tmp_path / "backups", good.head.store_id) == (good.path,)


def test_a_restored_store_is_the_store_it_was(lab: Lab, tmp_path: Path) -> None:
    made = back_up(lab.session, tmp_path / "backups")
    back = restore(made.path, tmp_path / "back.lunar")
    assert back.head == made.head
    opened = open_session(back.path)
    found = verify(opened.session, against=made.path)
    assert found.sound
    assert [each.key for each in found.findings] == ["verify.same_journal"]
    Lab(opened.session, lab.clock).post(rock("15903"))
    assert verify(opened.session).sound
    opened.session.close()


def test_what_a_restored_store_replaces_is_put_aside(lab: Lab, tmp_path: Path) -> None:
    made = back_up(lab.session, tmp_path / "backups")
    lab.post(rock("15904"))
    lab.session.close()
    back = restore(made.path, lab.session.path, replace=True)
    aside = list(tmp_path.glob("apollo-replaced-*.lunar"))
    assert back.path == lab.session.path
    assert len(aside) == 1
    old = open_session(aside[0])
    assert old.session.head().seq == made.head.seq + 1
    old.session.close()


def test_an_open_store_is_not_replaced(tmp_path: Path) -> None:
    full_lab(tmp_path / "open.lunar").session.close()
    opened = open_session(tmp_path / "open.lunar")
    made = back_up(opened.session, tmp_path / "backups")
    with pytest.raises(StoreError) as caught:
        restore(made.path, opened.session.path, replace=True)
    assert caught.value.key == "store.in_use"
    opened.session.close()
    restore(made.path, tmp_path / "fresh.lunar", replace=True)


def test_a_backup_whose_bytes_changed_is_refused(lab: Lab, tmp_path: Path) -> None:
    made = back_up(lab.session, tmp_path / "backups")
    with made.path.open("ab") as file:
        file.write(b"x")
    with pytest.raises(StoreError) as caught:
        restore(made.path, tmp_path / "back.lunar")
    assert caught.value.key == "backup.changed"
    assert not (tmp_path / "back.lunar").exists()


def test_a_backup_that_does_not_verify_is_refused(lab: Lab, tmp_path: Path) -> None:
    made = back_up(lab.session, tmp_path, name="copy.lunar")
    with closing(sqlite3.connect(made.path)) as raw, raw:
        raw.execute("UPDATE sample SET remarks = 'another' WHERE id = 1")
    with pytest.raises(FlawedBackup) as caught:
        restore(made.path, tmp_path / "back.lunar")
    assert (caught.value.key, caught.value.facts) == ("restore.flawed", {"file": "copy.lunar"})
    assert not (tmp_path / "back.lunar").exists()


def test_a_flawed_copy_takes_the_name_of_no_other_file(lab: Lab, tmp_path: Path) -> None:
    (tmp_path / "copy-flawed.lunar").write_bytes(b"a store of somebody")
    with closing(sqlite3.connect(lab.session.path)) as raw, raw:
        raw.execute("UPDATE sample SET remarks = 'another' WHERE id = 1")
    with pytest.raises(FlawedBackup) as caught:
        back_up(lab.session, tmp_path, name="copy.lunar")
    assert caught.value.path.name.startswith("copy-flawed-")
    assert (tmp_path / "copy-flawed.lunar").read_bytes() == b"a store of somebody"


def test_a_stopped_restore_changes_nothing(lab: Lab, tmp_path: Path) -> None:
    made = back_up(lab.session, tmp_path / "backups")
    with pytest.raises(Cancelled):
        restore(made.path, tmp_path / "back.lunar", should_stop=lambda: True)
    assert not list(tmp_path.glob("back.*"))


def test_restoring_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        restore(tmp_path / "none.lunar", tmp_path / "back.lunar")
    assert caught.value.key == "store.missing"


def test_the_rule_keeps_the_newest_each_day_and_each_month() -> None:
    names = [
        Path(f"apollo-01234567-{100 * month + 10 * day + hour:07d}-2026{month:02d}{day:02d}-{hour:02d}0000.lunar")
        for month in range(1, 13)
        for day in range(1, 29)
        for hour in (8, 9)
    ]
    stay = kept(names)
    assert max(names, key=lambda path: path.name[-20:]) in stay
    months = {path.name[-21:-15] for path in stay}
    assert months == {f"2026{month:02d}" for month in range(1, 13)}
    assert len(stay) < 7 + 31 + 12


def test_older_backups_are_taken_away_by_the_rule(lab: Lab, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    made = back_up(lab.session, folder)
    store = made.head.store_id[:8]
    for minute in range(20):
        old = folder / f"apollo-{store}-{minute:07d}-20200101-{minute:06d}.lunar"
        shutil.copy(made.path, old)
        old.with_name(old.name + ".sha256").write_text("", encoding="utf-8")
    foreign = folder / "apollo-ffffffff-0000001-20200101-000000.lunar"
    shutil.copy(made.path, foreign)
    lab.post(rock("15905"))
    newest = back_up(lab.session, folder)
    assert len(newest.removed) == 15
    assert not any(path.exists() for path in newest.removed)
    assert foreign.exists()
    assert made.path.exists()
    assert len(list(folder.glob("*.sha256"))) == len(backups_in(folder, store))


def test_a_disk_without_room_is_told_before(lab: Lab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(tmp_path)._replace(free=10)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    with pytest.raises(StoreError) as caught:
        back_up(lab.session, tmp_path / "backups")
    assert caught.value.key == "store.no_room"
    assert list((tmp_path / "backups").iterdir()) == []
