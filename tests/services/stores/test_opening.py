"""Opening a store: seats, witnesses, network shares, time zones, and bringing an older one up to date."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from lunarcurator.services import stores
from lunarcurator.services.backups import back_up
from lunarcurator.services.desk import Desk
from lunarcurator.services.posting import Cancelled
from lunarcurator.services.stores import open_desk, rest, start_store, zone_here
from lunarcurator.services.verifying import verify
from lunarcurator.services.witnesses import bear_witness, heads_seen, own_folder
from lunarcurator.store import copying, seats, shares
from lunarcurator.store.errors import StoreError
from lunarcurator.store.migrating import SCRIPTS, bring_up_to_date
from lunarcurator.store.opening import Head
from lunarcurator.store.polling import ChangePoll
from lunarcurator.store.witness import NAME, Attested, attest, read_witness

from tests.store.making import Hands, Lab, full_lab, new_lab, rock

HEAD = Head("ab" * 16, 7, "cd" * 32, 1_780_000_000_000_000)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "lab.lunar"
    full_lab(path).desk.close()
    return path


# Witnesses


def test_a_witness_grows_by_one_line_for_each_new_head(tmp_path: Path) -> None:
    later = Head(HEAD.store_id, 8, "ef" * 32, HEAD.recorded_us + 1)
    assert attest(tmp_path, HEAD)
    assert attest(tmp_path, HEAD)
    assert attest(tmp_path, later)
    lines = (tmp_path / NAME).read_text(encoding="ascii").splitlines()
    assert lines[0] == f"{'ab' * 16} 7 {'cd' * 32} 1780000000000000"
    assert len(lines) == 2
    assert read_witness(tmp_path) == (Attested(later.store_id, 8, later.chain, later.recorded_us),)


def test_a_store_without_entries_has_nothing_to_witness(tmp_path: Path) -> None:
    assert attest(tmp_path, Head("ab" * 16, 0, "", 0))
    assert read_witness(tmp_path) == ()


def test_a_torn_line_is_passed_over(tmp_path: Path) -> None:
    attest(tmp_path, HEAD)
    with (tmp_path / NAME).open("a", encoding="ascii") as file:
        file.write("abab 8")
    assert read_witness(tmp_path)[0].seq == 7


def test_a_folder_that_cannot_be_made_bears_no_witness(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="ascii")
    assert not attest(tmp_path / "file" / "folder", HEAD)
    assert read_witness(tmp_path / "file") == ()


def test_a_copy_that_lacks_entries_does_not_overwrite_its_witness(tmp_path: Path) -> None:
    bear_witness(HEAD, tmp_path)
    bear_witness(Head(HEAD.store_id, 6, "ee" * 32, 1), tmp_path)
    assert [each.seq for each in heads_seen(HEAD.store_id, tmp_path)] == [7, 7]
    assert heads_seen("00" * 16, tmp_path) == ()
    assert (own_folder() / NAME).exists()


def test_leaving_a_store_writes_its_head_down(store: Path, tmp_path: Path) -> None:
    opened = open_desk(store, backup_folder=tmp_path)
    head = opened.desk.head()
    opened.desk.close()
    assert [each.seq for each in heads_seen(head.store_id, tmp_path)] == [head.seq, head.seq]


def test_resting_brings_the_log_into_the_file(store: Path, tmp_path: Path) -> None:
    opened = open_desk(store)
    Lab(opened.desk, Hands(us=2_000_000_000_000_000)).post(rock("15700"))
    rest(opened.desk, tmp_path)
    copied = shutil.copy(store, tmp_path / "copied.lunar")
    copy = open_desk(copied)
    assert copy.notes == ()
    assert copy.desk.head() == opened.desk.head()
    copy.desk.close()
    follower = open_desk(store)
    rest(follower.desk)
    follower.desk.close()
    opened.desk.close()


# Against


def test_a_printed_digest_is_found_or_not(store: Path) -> None:
    desk = Desk.open(store)
    head = desk.head()
    with desk.database.connect() as connection:
        earlier = connection.exec_driver_sql("SELECT lower(hex(chain)) FROM entry WHERE seq = 9").scalar_one()
    assert [each.key for each in verify(desk, against=head.chain[:12]).findings] == ["verify.digest_found"]
    found = verify(desk, against=f"9:{earlier}").findings[0]
    assert (found.key, dict(found.facts)) == ("verify.digest_found", {"entry": 9, "count": head.seq - 9})
    assert not verify(desk, against="0" * 64).sound
    assert not verify(desk, against=f"8:{earlier}").sound
    desk.close()


def test_another_copy_says_where_they_part(store: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.lunar"
    shutil.copy(store, other)
    here, there = (Lab(Desk.open(path), Hands(us=2_000_000_000_000_000)) for path in (store, other))
    shared = here.desk.head().seq
    here.post(rock("15700"))
    here.desk.database.checkpoint()
    older = verify(here.desk, against=other)
    assert older.sound
    assert [each.key for each in older.findings] == ["verify.copy_is_older"]
    lacking = verify(there.desk, against=store)
    assert [(each.key, each.cause) for each in lacking.findings] == [
        ("verify.lacks_entries", f"entry:{shared + 1}")
    ]
    there.post(rock("15701"))
    parted = verify(here.desk, against=other)
    assert [(each.key, each.cause) for each in parted.findings] == [
        ("verify.copies_parted", f"entry:{shared + 1}")
    ]
    here.desk.close()
    there.desk.close()


def test_a_copy_of_another_store_proves_nothing(store: Path, tmp_path: Path) -> None:
    new_lab(tmp_path / "other.lunar").desk.close()
    desk = Desk.open(store)
    assert [each.key for each in verify(desk, against=tmp_path / "other.lunar").findings] == ["verify.other_store"]
    desk.close()


def test_a_witness_file_shows_a_cut_tail_and_a_rewritten_one(store: Path, tmp_path: Path) -> None:
    desk = Desk.open(store)
    head = desk.head()
    attest(tmp_path, Head(head.store_id, head.seq + 3, "cd" * 32, 1))
    found = verify(desk, against=tmp_path / NAME).findings
    assert [(each.key, dict(each.facts)) for each in found] == [
        ("verify.lacks_entries", {"first": head.seq + 1, "last": head.seq + 3})
    ]
    rewritten = tmp_path / "rewritten"
    attest(rewritten, Head(head.store_id, head.seq, "cd" * 32, 1))
    assert [each.key for each in verify(desk, against=rewritten).findings] == ["verify.parted_by_witness"]
    attest(tmp_path / "mine", head)
    assert verify(desk, against=tmp_path / "mine").sound
    desk.close()


def test_a_stopped_verification_is_cancelled(store: Path) -> None:
    desk = Desk.open(store)
    with pytest.raises(Cancelled):
        verify(desk, should_stop=lambda: True)
    assert verify(desk).sound
    desk.close()


def test_a_file_that_is_gone_is_no_cancellation(store: Path) -> None:
    desk = Desk.open(store)
    with pytest.raises(StoreError) as caught:
        verify(desk, against=store.with_name("none.lunar"))
    assert caught.value.key == "store.missing"
    desk.close()


def test_a_clock_that_ran_backwards_is_a_note(tmp_path: Path) -> None:
    lab = new_lab(tmp_path / "lab.lunar")
    lab.clock.us -= 60_000_000
    lab.post(rock("15555"))
    found = verify(lab.desk)
    assert found.sound
    assert [each.key for each in found.findings] == ["verify.clock_backwards"]
    lab.desk.close()


# Network shares


def test_a_store_on_a_share_opens_read_only_and_says_so(store: Path) -> None:
    opened = open_desk(store, share=lambda _path: True)
    assert opened.desk.read_only
    assert opened.follower_of == ""
    assert [note.key for note in opened.notes] == ["store.on_share"]
    opened.desk.close()


def test_no_store_is_made_on_a_share(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        start_store(tmp_path / "new.lunar", share=lambda _path: True)
    assert caught.value.key == "store.not_on_share"


def test_a_new_store_is_open_for_posting(tmp_path: Path) -> None:
    opened = start_store(tmp_path / "new.lunar")
    assert not opened.desk.read_only
    assert opened.desk.head().seq == 0
    opened.desk.close()
    with pytest.raises(StoreError):
        start_store(tmp_path / "none" / "new.lunar")


@pytest.mark.parametrize(
    ("kind", "shared"), [("nfs4", True), ("cifs", True), ("fuse.sshfs", True), ("ext4", False), ("", False)]
)
def test_the_kind_of_mount_tells_a_share(tmp_path: Path, kind: str, shared: bool) -> None:
    assert shares.on_share(tmp_path, lambda _path: kind) is shared


def test_the_nearest_mount_counts() -> None:
    lines = [
        "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw",
        "40 22 0:40 / /srv/lab\\040data rw shared:5 - nfs4 server:/lab rw,vers=4.2",
        "broken",
    ]
    mounts = shares.linux_mounts(lines)
    assert shares.kind_among(Path("/srv/lab data/apollo.lunar"), mounts) == "nfs4"
    assert shares.kind_among(Path("/srv/apollo.lunar"), mounts) == "ext4"
    assert shares.kind_among(Path("/srv/apollo.lunar"), {}) == ""


def test_what_mount_prints_on_a_mac() -> None:
    mounts = shares.mac_mounts(
        ["/dev/disk3s1 on / (apfs, sealed, local)", "//u@server/lab on /Volumes/lab (smbfs, nodev)", "what"]
    )
    assert shares.kind_among(Path("/Volumes/lab/apollo.lunar"), mounts) == "smbfs"
    assert shares.kind_among(Path("/Users/apollo.lunar"), mounts) == "apfs"


def test_the_disk_of_the_tests_is_no_share(tmp_path: Path) -> None:
    assert not shares.on_share(tmp_path)


# Seats, polling, time zones


def test_a_seat_is_free_again_when_it_is_left(store: Path) -> None:
    seat = seats.Seat.take(store)
    assert seat is not None
    assert seats.Seat.take(store) is None
    assert seats.holder(store)
    seat.close()
    seat.close()
    again = seats.Seat.take(store)
    assert again is not None
    again.close()
    assert seats.holder(store.with_name("none.lunar")) == ""


def test_a_seat_needs_a_folder(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seats.side_file(store).mkdir()
    opened = open_desk(store)
    assert opened.desk.read_only
    opened.desk.close()
    monkeypatch.undo()


def test_a_follower_notices_what_others_post(store: Path) -> None:
    desk = Desk.open(store)
    poll = ChangePoll(desk.database)
    assert not poll.changed()
    assert not poll.changed()
    Lab(desk, Hands(us=2_000_000_000_000_000)).post(rock("15700"))
    assert poll.changed()
    assert not poll.changed()
    poll.close()
    desk.close()


@pytest.mark.parametrize(("told", "zone"), [("Asia/Shanghai", "Asia/Shanghai"), (":Europe/Rome", "Europe/Rome")])
def test_the_time_zone_that_the_environment_tells(monkeypatch: pytest.MonkeyPatch, told: str, zone: str) -> None:
    monkeypatch.setenv("TZ", told)
    assert zone_here() == zone


def test_the_time_zone_of_the_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("TZ", raising=False)
    zone = tmp_path / "zoneinfo" / "America" / "Chicago"
    zone.parent.mkdir(parents=True)
    zone.write_bytes(b"")
    link, other, plain = tmp_path / "localtime", tmp_path / "other", tmp_path / "plain"
    link.symlink_to(zone)
    other.symlink_to(tmp_path)
    plain.write_bytes(b"")
    assert [zone_here(each) for each in (link, other, plain, tmp_path / "none")] == [
        "America/Chicago",
        "UTC",
        "UTC",
        "UTC",
    ]


# Damage found while opening


def test_a_store_whose_tail_cannot_be_read_opens_read_only(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_database: object) -> None:
        raise StoreError("store.damaged", file=store.name)

    monkeypatch.setattr(stores, "tail_of", broken)
    opened = open_desk(store)
    assert opened.desk.read_only
    assert [note.key for note in opened.notes] == ["store.damaged"]
    opened.desk.close()


def test_another_trouble_is_passed_on_and_the_seat_left(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_database: object) -> None:
        raise StoreError("store.busy", file=store.name)

    monkeypatch.setattr(stores, "tail_of", broken)
    with pytest.raises(StoreError) as caught:
        open_desk(store)
    assert caught.value.key == "store.busy"
    seat = seats.Seat.take(store)
    assert seat is not None
    seat.close()


# An older store

SECOND = '''"""A second schema."""
from alembic import op
revision = "0002"
down_revision = "0001"
def upgrade():
    op.execute("UPDATE setting SET value = '2' WHERE key = 'format'")
'''


def test_a_store_of_today_is_left_alone(store: Path) -> None:
    assert bring_up_to_date(store) == ()
    assert bring_up_to_date(store.with_name("none.lunar")) == ()


def test_a_migration_that_breaks_changes_nothing(store: Path, tmp_path: Path) -> None:
    scripts = shutil.copytree(SCRIPTS, tmp_path / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    (scripts / "versions" / "0002_second.py").write_text(SECOND, encoding="utf-8")
    whole = store.read_bytes()
    with pytest.raises(StoreError) as caught:
        # This program knows no second schema, so the migrated copy does not verify.
        bring_up_to_date(store, scripts=scripts, head="0002")
    assert caught.value.key == "store.migration_refused"
    assert store.read_bytes() == whole
    assert not store.with_name("lab.lunar.migrating").exists()


@pytest.fixture
def older(store: Path, tmp_path: Path) -> Path:
    """Scripts in which the first schema is the second step, and a store that has not taken it yet."""
    scripts = shutil.copytree(
        SCRIPTS, tmp_path / "scripts", ignore=shutil.ignore_patterns("__pycache__", "versions")
    )
    versions = scripts / "versions"
    versions.mkdir()
    step = 'revision = "{0}"\ndown_revision = {1}\ndef upgrade():\n    pass\n'
    (versions / "0000_zero.py").write_text(step.format("0000", None), encoding="utf-8")
    (versions / "0001_first.py").write_text(step.format("0001", '"0000"'), encoding="utf-8")
    with closing(sqlite3.connect(store)) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '0000'")
    return scripts


def test_an_older_store_is_kept_and_brought_up_to_date(store: Path, older: Path) -> None:
    with pytest.raises(StoreError) as caught:
        Desk.open(store)
    assert caught.value.key == "store.older"
    whole = store.read_bytes()
    notes = bring_up_to_date(store, scripts=older)
    assert [(note.key, dict(note.facts)["kept"]) for note in notes] == [
        ("store.brought_up_to_date", "lab-before-update-0000.lunar")
    ]
    with closing(sqlite3.connect(store.with_name("lab-before-update-0000.lunar"))) as raw:
        assert raw.execute("SELECT version_num FROM alembic_version").fetchone() == ("0000",)
    assert store.read_bytes() != whole
    opened = open_desk(store)
    assert opened.notes == ()
    assert verify(opened.desk).sound
    opened.desk.close()


def test_a_damaged_older_store_is_left_alone(store: Path, older: Path) -> None:
    with closing(sqlite3.connect(store)) as raw, raw:
        raw.execute("PRAGMA foreign_keys = OFF")
        raw.execute("UPDATE sample SET parent = 999 WHERE id = 1")
    whole = store.read_bytes()
    with pytest.raises(StoreError) as caught:
        bring_up_to_date(store, scripts=older)
    assert caught.value.key == "store.damaged"
    assert store.read_bytes() == whole


def test_a_whole_copy_of_a_file_or_none(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.write_bytes(b"x" * 10)
    copying.copy_file(source, tmp_path / "target")
    assert (tmp_path / "target").read_bytes() == source.read_bytes()
    with pytest.raises(StoreError) as caught:
        copying.copy_file(source, tmp_path / "none" / "target")
    assert caught.value.key == "store.no_folder"


def test_a_backup_on_a_stick_is_its_own_witness(store: Path, tmp_path: Path) -> None:
    opened = open_desk(store)
    made = back_up(opened.desk, tmp_path / "stick")
    assert [each.seq for each in read_witness(tmp_path / "stick")] == [made.head.seq]
    opened.desk.close()
