"""Opening a store: seats, network shares, time zones, and bringing an older one up to date."""

import errno
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path, PurePosixPath

import pytest
from lunarcurator.services import stores
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.stores import has_other_name, open_session, start_store
from lunarcurator.services.verifying import verify
from lunarcurator.store import files, network_shares, writer_lock
from lunarcurator.store.errors import StoreError
from lunarcurator.store.migrating import SCRIPTS, bring_up_to_date
from lunarcurator.store.polling import ChangePoll
from lunarcurator.store.schema import SCHEMA_HEAD

from tests.still_clock import StillClock
from tests.store.making import Lab, full_lab, rock


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "lab.lunar"
    full_lab(path).session.close()
    return path


# The clock


def test_a_clock_that_runs_behind_the_last_entry_is_said_at_once(store: Path) -> None:
    day_us = 86_400_000_000
    behind = StillClock()
    last = StoreSession.open(store)
    recorded = last.head().recorded_us
    last.close()
    for us, expected in ((recorded - day_us, ["store.clock_behind"]), (recorded - 30_000_000, []), (recorded, [])):
        behind.us = us
        opened = open_session(store, clock=behind)
        assert [note.key for note in opened.notes] == expected
        assert not opened.session.read_only, "it can be worked with, once somebody has looked"
        opened.session.close()
    facts = find_note(store, recorded - day_us)
    assert facts["last"] > facts["now"]


def test_a_clock_that_cannot_be_right_bars_all_posting(store: Path) -> None:
    day_us = 86_400_000_000
    wrong = StillClock()
    last = StoreSession.open(store)
    recorded = last.head().recorded_us
    last.close()
    cases = ((recorded - 2 * day_us, "store.clock_far_behind"), (recorded + 36_500 * day_us, "store.clock_beyond"))
    for us, key in cases:
        wrong.us = us
        opened = open_session(store, clock=wrong)
        assert (opened.session.read_only, [note.key for note in opened.notes]) == (True, [key])
        assert opened.session.bar.key == key
        opened.session.close()
        # A window is open while its clock goes wrong.
        lab = Lab(StoreSession.open(store, clock=wrong), wrong)
        with pytest.raises(StoreError) as caught:
            lab.post(rock("15999"))
        assert caught.value.key == key
        lab.session.close()


def test_a_clock_from_before_the_store_was_made_bars_the_first_entry(tmp_path: Path) -> None:
    path = tmp_path / "new.lunar"
    start_store(path).session.close()
    opened = open_session(path, clock=StillClock(1_000_000_000_000_000))
    opened.session.close()
    assert (opened.session.read_only, [note.key for note in opened.notes]) == (True, ["store.clock_far_behind"])
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("DELETE FROM setting WHERE key = 'made_us'")
    opened = open_session(path, clock=StillClock(1_000_000_000_000_000))
    opened.session.close()
    assert opened.notes == ()


def test_a_store_that_cannot_be_laid_to_rest_says_nothing_wrong(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(_database: object) -> bool:
        raise StoreError("store.busy", file="lab.lunar")

    opened = open_session(store)
    with monkeypatch.context() as patched:
        patched.setattr("lunarcurator.store.database.Database.checkpoint", busy)
        assert stores.rest(opened.session) == ()
    opened.session.close()


def test_a_store_that_cannot_be_opened_keeps_nobody_out_afterwards(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_path: Path) -> None:
        raise StoreError("store.busy", file="lab.lunar")

    with monkeypatch.context() as patched:
        patched.setattr(stores, "_made_ready", fails)
        with pytest.raises(StoreError, match=r"store\.busy"):
            open_session(store)
    opened = open_session(store)
    assert not opened.session.read_only
    opened.session.close()


def find_note(store: Path, us: int) -> dict[str, object]:
    clock = StillClock()
    clock.us = us
    opened = open_session(store, clock=clock)
    opened.session.close()
    return dict(opened.notes[0].facts)


# Network shares


def test_a_store_on_a_share_opens_read_only_and_says_so(store: Path) -> None:
    opened = open_session(store, share=lambda _path: True)
    assert opened.session.read_only
    assert opened.follower_of == ""
    assert [note.key for note in opened.notes] == ["store.on_share"]
    opened.session.close()


def test_no_store_is_made_on_a_share(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        start_store(tmp_path / "new.lunar", share=lambda _path: True)
    assert caught.value.key == "store.not_on_share"


def test_a_new_store_is_open_for_posting(tmp_path: Path) -> None:
    opened = start_store(tmp_path / "new.lunar")
    assert not opened.session.read_only
    assert opened.session.head().seq == 0
    opened.session.close()
    with pytest.raises(StoreError):
        start_store(tmp_path / "none" / "new.lunar")


@pytest.mark.parametrize(
    ("kind", "shared"), [("nfs4", True), ("cifs", True), ("fuse.sshfs", True), ("ext4", False), ("", False)]
)
def test_the_kind_of_mount_tells_a_share(tmp_path: Path, kind: str, shared: bool) -> None:
    assert network_shares.on_share(tmp_path, lambda _path: kind) is shared


def test_a_path_that_cannot_be_followed_counts_as_local(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def resolve(_path: Path) -> Path:
        raise OSError(errno.EIO, "more data than there is room for")

    monkeypatch.setattr(Path, "resolve", resolve)
    assert network_shares.kind_of_mount(tmp_path) == ""
    assert not network_shares.on_share(tmp_path)


def test_the_nearest_mount_counts() -> None:
    lines = [
        "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw",
        "40 22 0:40 / /srv/lab\\040data rw shared:5 - nfs4 server:/lab rw,vers=4.2",
        "broken",
    ]
    mounts = network_shares.linux_mounts(lines)
    assert network_shares.kind_among(PurePosixPath("/srv/lab data/apollo.lunar"), mounts) == "nfs4"
    assert network_shares.kind_among(PurePosixPath("/srv/apollo.lunar"), mounts) == "ext4"
    assert network_shares.kind_among(PurePosixPath("/srv/apollo.lunar"), {}) == ""


def test_what_mount_prints_on_a_mac() -> None:
    mounts = network_shares.mac_mounts(
        ["/dev/disk3s1 on / (apfs, sealed, local)", "//u@server/lab on /Volumes/lab (smbfs, nodev)", "what"]
    )
    assert network_shares.kind_among(PurePosixPath("/Volumes/lab/apollo.lunar"), mounts) == "smbfs"
    assert network_shares.kind_among(PurePosixPath("/Users/apollo.lunar"), mounts) == "apfs"


def test_the_disk_of_the_tests_is_no_share(tmp_path: Path) -> None:
    assert not network_shares.on_share(tmp_path)


# Seats, polling, time zones


def test_a_seat_is_free_again_when_it_is_left(store: Path) -> None:
    lock = writer_lock.WriterLock.take(store)
    assert lock is not None
    assert writer_lock.WriterLock.take(store) is None
    assert writer_lock.holder(store)
    lock.close()
    lock.close()
    again = writer_lock.WriterLock.take(store)
    assert again is not None
    again.close()
    assert writer_lock.holder(store.with_name("none.lunar")) == ""


def test_a_seat_needs_a_folder(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    writer_lock.side_file(store).mkdir()
    opened = open_session(store)
    assert opened.session.read_only
    opened.session.close()
    monkeypatch.undo()


def test_a_follower_notices_what_others_post(store: Path) -> None:
    session = StoreSession.open(store)
    poll = ChangePoll(session.database)
    assert not poll.changed()
    assert not poll.changed()
    Lab(session, StillClock(us=2_000_000_000_000_000)).post(rock("15700"))
    assert poll.changed()
    assert not poll.changed()
    poll.close()
    session.close()


# Damage found while opening


def test_a_follower_says_that_the_store_is_damaged(store: Path) -> None:
    first = open_session(store)
    with closing(sqlite3.connect(store)) as raw, raw:
        raw.execute("DROP TRIGGER guard_entry_update")
        raw.execute("UPDATE entry SET reason = 'another' WHERE seq = 20")
    second = open_session(store)
    assert [note.key for note in second.notes] == ["store.damaged", "verify.entry_altered"]
    first.session.close()
    second.session.close()


def test_a_newer_store_on_a_share_is_refused(store: Path) -> None:
    with closing(sqlite3.connect(store)) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError) as caught:
        open_session(store, share=lambda _path: True)
    assert caught.value.key == "store.newer"


def test_a_file_that_cannot_be_written_is_opened_for_looking(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    may = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK and may(path, mode))
    opened = open_session(store)
    assert opened.session.read_only
    assert opened.follower_of == ""
    opened.session.close()


def test_a_store_whose_tail_cannot_be_read_opens_read_only(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_database: object) -> None:
        raise StoreError("store.damaged", file=store.name)

    monkeypatch.setattr(stores, "tail_of", broken)
    opened = open_session(store)
    assert opened.session.read_only
    assert [note.key for note in opened.notes] == ["store.damaged"]
    opened.session.close()


def test_another_trouble_is_passed_on_and_the_seat_left(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_database: object) -> None:
        raise StoreError("store.busy", file=store.name)

    monkeypatch.setattr(stores, "tail_of", broken)
    with pytest.raises(StoreError) as caught:
        open_session(store)
    assert caught.value.key == "store.busy"
    lock = writer_lock.WriterLock.take(store)
    assert lock is not None
    lock.close()


# An older store

FIFTH = '''"""A fifth schema."""
from alembic import op
revision = "0005"
down_revision = "0004"
def upgrade():
    op.execute("UPDATE setting SET value = '2' WHERE key = 'format'")
'''


def test_a_store_of_today_is_left_alone(store: Path) -> None:
    assert bring_up_to_date(store) == ()
    assert bring_up_to_date(store.with_name("none.lunar")) == ()


def test_a_migration_that_breaks_changes_nothing(store: Path, tmp_path: Path) -> None:
    scripts = shutil.copytree(SCRIPTS, tmp_path / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    (scripts / "versions" / "0005_fifth.py").write_text(FIFTH, encoding="utf-8")
    whole = store.read_bytes()
    with pytest.raises(StoreError) as caught:
        # This program knows no fifth schema, so the migrated copy does not verify.
        bring_up_to_date(store, scripts=scripts, head="0005")
    assert caught.value.key == "store.migration_refused"
    assert store.read_bytes() == whole
    assert not store.with_name("lab.lunar.migrating").exists()


@pytest.fixture
def older(store: Path, tmp_path: Path) -> Path:
    """Scripts in which the schema of today is the second step, and a store that has not taken it yet."""
    scripts = shutil.copytree(
        SCRIPTS, tmp_path / "scripts", ignore=shutil.ignore_patterns("__pycache__", "versions")
    )
    versions = scripts / "versions"
    versions.mkdir()
    step = 'revision = "{0}"\ndown_revision = {1}\ndef upgrade():\n    pass\n'
    (versions / "0000_zero.py").write_text(step.format("0000", None), encoding="utf-8")
    newest = step.format(SCHEMA_HEAD, '"0000"')
    (versions / f"{SCHEMA_HEAD}_newest.py").write_text(newest, encoding="utf-8")
    with closing(sqlite3.connect(store)) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '0000'")
    return scripts


def test_an_older_store_is_kept_and_brought_up_to_date(store: Path, older: Path) -> None:
    with pytest.raises(StoreError) as caught:
        StoreSession.open(store)
    assert caught.value.key == "store.older"
    whole = store.read_bytes()
    notes = bring_up_to_date(store, scripts=older)
    assert [(note.key, dict(note.facts)["kept"]) for note in notes] == [
        ("store.brought_up_to_date", "lab-before-update-0000.lunar")
    ]
    with closing(sqlite3.connect(store.with_name("lab-before-update-0000.lunar"))) as raw:
        assert raw.execute("SELECT version_num FROM alembic_version").fetchone() == ("0000",)
    assert store.read_bytes() != whole
    opened = open_session(store)
    assert opened.notes == ()
    assert verify(opened.session).sound
    opened.session.close()


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
    files.copy_file(source, tmp_path / "target")
    assert (tmp_path / "target").read_bytes() == source.read_bytes()
    with pytest.raises(StoreError) as caught:
        files.copy_file(source, tmp_path / "none" / "target")
    assert caught.value.key == "store.no_folder"


def test_a_file_that_is_not_there_has_no_other_name(tmp_path: Path) -> None:
    assert not has_other_name(tmp_path / "none.lunar")
