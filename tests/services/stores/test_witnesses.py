"""What stands outside of a store, witnesses, copies and printed digests, shows what it lacks."""

import shutil
from pathlib import Path

import pytest
from lunarcurator.services.backups import back_up
from lunarcurator.services.desk import Desk
from lunarcurator.services.posting import Cancelled
from lunarcurator.services.stores import open_desk, rest
from lunarcurator.services.verifying import verify
from lunarcurator.services.witnesses import bear_witness, heads_seen, own_folder
from lunarcurator.store.errors import StoreError
from lunarcurator.store.opening import Head
from lunarcurator.store.witness import NAME, Attested, attest, read_witness

from tests.still_clock import StillClock
from tests.store.making import Lab, full_lab, new_lab, rock

HEAD = Head("ab" * 16, 7, "cd" * 32, 1_780_000_000_000_000)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "lab.lunar"
    full_lab(path).desk.close()
    return path


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
    Lab(opened.desk, StillClock(us=2_000_000_000_000_000)).post(rock("15700"))
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
    here, there = (Lab(Desk.open(path), StillClock(us=2_000_000_000_000_000)) for path in (store, other))
    shared = here.desk.head().seq
    here.post(rock("15700"))
    here.desk.database.checkpoint()
    older = verify(here.desk, against=other)
    assert older.sound
    assert [each.key for each in older.findings] == ["verify.copy_is_older"]
    lacking = verify(there.desk, against=store)
    assert [(each.key, each.cause) for each in lacking.findings] == [("verify.lacks_entry", f"entry:{shared + 1}")]
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


def test_a_backup_on_a_stick_is_its_own_witness(store: Path, tmp_path: Path) -> None:
    opened = open_desk(store)
    made = back_up(opened.desk, tmp_path / "stick")
    assert [each.seq for each in read_witness(tmp_path / "stick")] == [made.head.seq]
    opened.desk.close()
