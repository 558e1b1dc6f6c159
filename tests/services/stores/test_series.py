"""What the series of backups keeps although its rule would not, and how a backup says what its store lacks."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from lunarcurator.services import backup_series
from lunarcurator.services.backup_series import backups_in, digest_beside, is_backup, last_backup, rotate
from lunarcurator.services.backups import Backup, back_up
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.stores import open_session, rest
from lunarcurator.services.verifying import has_witness, verify, verify_witnessed
from lunarcurator.services.witnesses import bear_witness, own_folder
from lunarcurator.store.histories import command_to_go_on
from lunarcurator.store.peeking import head_at_rest
from lunarcurator.store.witness import NAME, attest

from tests.still_clock import StillClock
from tests.store.making import Lab, full_lab, new_lab, rock

LATE_US = 1_790_000_000_000_000
HOUR_US = 3_600_000_000


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store beside a rule that keeps the newest backup alone."""
    monkeypatch.setattr(backup_series, "NEWEST", 1)
    monkeypatch.setattr(backup_series, "_DAYS", 1)
    (tmp_path / "now").mkdir()
    lab = full_lab(tmp_path / "now" / "lab.lunar")
    lab.session.close()
    return lab.session.path


def copied(store: Path, name: str) -> Path:
    path = store.parents[1] / name / "lab.lunar"
    path.parent.mkdir()
    shutil.copy(store, path)
    return path


def backed_up(path: Path, us: int, *rocks: str) -> Backup:
    """Post into a store and back it up at a time by its clock."""
    clock = StillClock(us=us)
    session = StoreSession.open(path, clock=clock)
    for number in rocks:
        Lab(session, clock).post(rock(number))
    made = back_up(session, path.parents[1] / "backups")
    session.close()
    return made


def test_backups_of_an_older_copy_never_push_out_the_later_entries(store: Path) -> None:
    old = copied(store, "old")
    later = backed_up(store, LATE_US, "15701", "15702")
    for hour in range(1, 12):
        made = backed_up(old, LATE_US + hour * HOUR_US)
        assert [each.key for each in made.notes] == ["verify.lacks_entries"]
        assert made.is_behind
    assert later.path.exists()
    assert len(backups_in(later.path.parent, later.head.store_id)) == 2
    caught_up = backed_up(store, LATE_US + 20 * HOUR_US, "15703")
    assert later.path in caught_up.removed, "the one just made has its entries"
    assert caught_up.notes == ()


def test_of_two_histories_the_highest_of_each_stays(store: Path) -> None:
    other = copied(store, "other")
    here = [backed_up(store, LATE_US + n * HOUR_US, f"1570{n}") for n in range(3)]
    there = [backed_up(other, LATE_US + (5 + n) * HOUR_US, f"1571{n}") for n in range(3)]
    assert [each.key for each in there[-1].notes] == ["verify.parted_by_witness"]
    left = set(backups_in(here[0].path.parent, here[0].head.store_id))
    assert left == {here[-1].path, there[-1].path}


def test_the_last_backup_is_one_of_the_stores_own_history(store: Path) -> None:
    old, other = copied(store, "old"), copied(store, "other")
    first = backed_up(store, LATE_US)
    later = backed_up(store, LATE_US + HOUR_US, "15701")
    parted = backed_up(other, LATE_US + 2 * HOUR_US, "15711")
    folder = first.path.parent
    for n, made in enumerate((first, later, parted), 1):
        if made.path.exists():
            os.utime(made.path, (n * 1_000, n * 1_000))
    (folder / parted.path.name.replace("lab-", "torn-")).write_bytes(b"torn")
    session = StoreSession.open(store)
    assert last_backup(session, (folder,)) == 2_000
    session.close()
    session = StoreSession.open(old)
    assert last_backup(session, (folder,)) is None, "what lies there has entries this copy lacks"
    empty = StoreSession.make(store.with_name("empty.lunar"))
    made = back_up(empty, folder)
    os.utime(made.path, (5_000, 5_000))
    assert last_backup(empty, (folder, store.parent)) == 5_000
    empty.close()
    session.close()


def test_a_clock_set_back_takes_away_neither_the_copy_just_made_nor_the_highest(store: Path) -> None:
    first = backed_up(store, LATE_US, "15701")
    second = backed_up(store, LATE_US - 10 * HOUR_US, "15702")
    assert second.path.exists()
    third = backed_up(store, LATE_US - 20 * HOUR_US, "15703")
    assert third.path.exists()
    assert second.path in third.removed
    assert first.path.exists(), "the rule keeps it by its name"


def test_what_a_file_holds_counts_and_not_what_it_is_called(store: Path) -> None:
    old = copied(store, "old")
    later = backed_up(store, LATE_US, "15701")
    low = later.path.with_name(later.path.name.replace(f"{later.head.seq:07d}", "0000001"))
    for ending in ("", ".sha256"):
        later.path.with_name(later.path.name + ending).rename(low.with_name(low.name + ending))
    backed_up(old, LATE_US + HOUR_US)
    assert low.exists()
    made = backed_up(store, LATE_US + 2 * HOUR_US)
    assert low in made.removed


@pytest.mark.parametrize("harm", ["changed", "unreadable"])
def test_a_harmed_backup_is_no_reason_to_take_another_away(store: Path, harm: str) -> None:
    other = copied(store, "other")
    here = backed_up(store, LATE_US, "15701")
    aside = [here.path, here.path.with_name(here.path.name + ".sha256")]
    bytes_of = [path.read_bytes() for path in aside]
    high = backed_up(store, LATE_US + HOUR_US, "15702")
    assert here.path in high.removed
    for path, content in zip(aside, bytes_of, strict=True):
        path.write_bytes(content)
    if harm == "changed":
        with high.path.open("ab") as file:
            file.write(b"x")
    else:
        high.path.write_bytes(b"SQLite format 3\0" + bytes(500))
    made = backed_up(other, LATE_US + 2 * HOUR_US, "15711")
    assert made.removed == ()
    assert here.path.exists()
    assert high.path.exists()
    high.path.unlink()
    assert rotate(made.path.parent, made.path, made.head.store_id) == ()


def test_several_of_another_history_rest_on_its_highest(store: Path) -> None:
    other = copied(store, "other")
    low = []
    for n in range(2):
        made = backed_up(store, LATE_US + n * HOUR_US, f"1570{n}")
        low += [(path, path.read_bytes()) for path in (made.path, made.path.with_name(f"{made.path.name}.sha256"))]
    high = backed_up(store, LATE_US + 2 * HOUR_US, "15702")
    torn = high.path.with_name(high.path.name.replace("-2026", "-2025"))
    torn.write_bytes(b"SQLite format 3\0")
    for path, content in low:
        path.write_bytes(content)
    made = backed_up(other, LATE_US + 3 * HOUR_US, "15711")
    assert set(made.removed) == {low[0][0], low[2][0]}
    assert torn.exists(), "the rule keeps the last of each month, whatever is in it"
    assert high.path.exists()


def test_what_is_held_open_or_empty_stays_and_stops_nothing(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(_path: Path) -> None:
        raise PermissionError

    first = backed_up(store, LATE_US, "15701")
    with monkeypatch.context() as patched:
        patched.setattr(backup_series, "remove", held)
        second = backed_up(store, LATE_US + HOUR_US, "15702")
    assert second.removed == ()
    assert first.path.exists()
    assert digest_beside(first.path) == first.sha256
    assert digest_beside(first.path.with_name("none")) is None
    first.path.with_name(first.path.name + ".sha256").write_text("", encoding="utf-8")
    assert digest_beside(first.path) is None
    third = backed_up(store, LATE_US + 2 * HOUR_US)
    assert set(third.removed) == {first.path, second.path}


def test_a_backup_without_entries_is_worth_nothing(store: Path) -> None:
    empty = StoreSession.make(store.parents[1] / "now" / "empty.lunar")
    first = back_up(empty, store.parents[1] / "backups")
    empty.close()
    name = first.path.name.rpartition("-")[0] + "-000000.lunar"
    shutil.copy(first.path, first.path.with_name(name))
    assert rotate(first.path.parent, first.path, first.head.store_id) == (first.path.with_name(name),)


@pytest.mark.parametrize("more", [(), ("15713", "15714")], ids=["same sequence", "higher"])
def test_a_forged_head_is_never_written_down(store: Path, more: tuple[str, ...]) -> None:
    forged = copied(store, "forged")
    honest = backed_up(store, LATE_US, "15701", "15702")
    folder = honest.path.parent
    witnesses = [folder / NAME, own_folder() / NAME]
    before = [path.read_bytes() for path in witnesses]
    made = backed_up(forged, LATE_US + HOUR_US, "15711", "15712", *more)
    assert made.head.seq == honest.head.seq + len(more)
    assert made.is_behind
    assert [each.key for each in made.notes] == ["verify.parted_by_witness"]
    opened = open_session(forged, backup_folders=(folder,))
    assert opened.session.read_only
    assert [each.key for each in opened.notes] == ["verify.parted_by_witness"]
    found = verify_witnessed(opened.session)
    assert [each.key for each in found.findings] == ["verify.parted_by_witness"]
    rest(opened.session, folder)
    opened.session.close()
    assert [path.read_bytes() for path in witnesses] == before
    # An older program wrote such heads down: whatever is highest, the lines before it still count.
    attest(folder, made.head)
    session = StoreSession.open(forged)
    assert not verify_witnessed(session, folders=(folder,)).sound
    assert not verify(session, against=folder).sound
    assert bear_witness(session.database, made.head, folder) != ()
    session.close()


def test_verifying_asks_every_witness_there_is(store: Path) -> None:
    session = StoreSession.open(store)
    alone = verify_witnessed(session)
    assert alone.sound
    assert not alone.is_witnessed
    assert not has_witness(session)
    assert [each.heads for each in alone.witnesses if each.heads] == []
    session.close()
    old = copied(store, "old")
    made = backed_up(store, LATE_US, "15701", "15702")
    session = StoreSession.open(store)
    found = verify_witnessed(session)
    assert found.sound
    assert found.is_witnessed
    assert has_witness(session)
    folders = [each.path.parent for each in found.witnesses if each.heads]
    assert made.path.parent in folders, "where a backup was made to is asked without being named"
    assert len(folders) == 2
    session.close()
    session = StoreSession.open(old)
    found = verify_witnessed(session, folders=(made.path.parent,))
    (lacks,) = found.findings
    facts = {"first": made.head.seq - 1, "last": made.head.seq, "file": "lab", "command": command_to_go_on(old)}
    assert (lacks.key, dict(lacks.facts) | facts) == ("verify.lacks_entries", dict(lacks.facts))
    session.close()


def test_an_older_backup_lacks_nothing_but_says_how_far_it_goes(store: Path) -> None:
    first = backed_up(store, LATE_US, "15701")
    shutil.copy(first.path, first.path.parent / "kept.lunar")
    second = backed_up(store, LATE_US + HOUR_US, "15702")
    first.path.parent.joinpath("kept.lunar").replace(first.path)
    session = StoreSession.open(first.path)
    assert is_backup(first.path, first.head)
    found = verify_witnessed(session)
    assert found.sound
    facts = {"file": first.path.name, "entry": first.head.seq, "last": second.head.seq}
    assert [(each.key, dict(each.facts)) for each in found.findings] == [("verify.later_known", facts)]
    session.close()
    # A name that promises more than the file holds is that of no backup.
    cut = second.path.with_name(second.path.name.replace("lab-", "cut-"))
    shutil.copy(first.path, cut)
    session = StoreSession.open(cut)
    assert not is_backup(cut, head_at_rest(cut))
    assert [each.key for each in verify_witnessed(session).findings] == ["verify.lacks_entry"]
    session.close()


def test_a_store_of_no_identity_is_asked_of_nobody(store: Path) -> None:
    lab = new_lab(store.with_name("new.lunar"))
    lab.session.close()
    with closing(sqlite3.connect(lab.session.path)) as raw, raw:
        raw.execute("DELETE FROM setting WHERE key = 'store_id'")
    session = StoreSession.open(lab.session.path)
    assert verify_witnessed(session).witnesses == ()
    session.close()
