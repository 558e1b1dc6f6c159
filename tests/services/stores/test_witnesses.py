"""What stands outside of a store, witnesses, copies and printed digests, shows what it lacks."""

import errno
import os
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any, NoReturn

import pytest
from lunarcurator.__main__ import main
from lunarcurator.services.backups import back_up
from lunarcurator.services.posting import Cancelled
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.stores import open_session, rest
from lunarcurator.services.verifying import about_witnesses, verify, verify_witnessed
from lunarcurator.services.witnesses import bear_witness, heads_in, witnesses_of
from lunarcurator.store import witness
from lunarcurator.store.database import Database
from lunarcurator.store.errors import StoreError
from lunarcurator.store.histories import command_to_go_on
from lunarcurator.store.opening import Head
from lunarcurator.store.witness import NAME, Attested, Witness, attest, read_witness

from tests.still_clock import StillClock
from tests.store.making import Lab, full_lab, new_lab, rock

HEAD = Head("ab" * 16, 7, "cd" * 32, 1_780_000_000_000_000)


def heads(place: Path) -> tuple[Attested, ...]:
    found = read_witness(place)
    return found.heads if found is not None else ()


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "lab.lunar"
    full_lab(path).session.close()
    return path


def test_a_witness_grows_by_one_line_for_each_new_head(tmp_path: Path) -> None:
    later = Head(HEAD.store_id, 8, "ef" * 32, HEAD.recorded_us + 1)
    assert attest(tmp_path, HEAD)
    assert attest(tmp_path, HEAD)
    assert attest(tmp_path, later)
    lines = (tmp_path / NAME).read_text(encoding="ascii").splitlines()
    assert lines[0] == f"{'ab' * 16} 7 {'cd' * 32} 1780000000000000"
    assert len(lines) == 2
    assert heads(tmp_path) == (
        Attested(HEAD.store_id, 7, HEAD.chain, HEAD.recorded_us),
        Attested(later.store_id, 8, later.chain, later.recorded_us),
    )


def test_a_store_without_entries_has_nothing_to_witness(tmp_path: Path) -> None:
    assert attest(tmp_path, Head("ab" * 16, 0, "", 0))
    assert read_witness(tmp_path / NAME) is None


LINE = f"{'ab' * 16} 7 {'cd' * 32} 1780000000000000"
OTHER = f"{'ab' * 16} 6 {'ef' * 32} 1770000000000000"


@pytest.mark.parametrize(
    "told",
    [
        f"{LINE}\n{OTHER}\n".encode(),
        f"{LINE}\r\n{OTHER}\r\n".encode(),
        f"{LINE}\n\n{OTHER}".encode(),
        f"\ufeff{LINE}\n{OTHER}\n".encode(),
        f"{LINE}\n{OTHER}\n".encode("utf-16"),
        f"# of the lab\n{LINE}  \nabab 8 cd\n{OTHER}\n{LINE}\n".encode(),
        LINE[:40].encode() + f"{LINE}\n{OTHER}\n".encode(),
        f"{LINE}\n".encode() + LINE[:100].encode() + f"{OTHER}\n".encode(),
        f"{LINE}\n".encode() + bytes(4_096) + f"{OTHER}\n".encode(),
        f"{LINE}\n{OTHER}\n{'ab' * 16} -3 {'cd' * 32} 1\n{'ab' * 16} {'9' * 40} {'cd' * 32} 1\n".encode(),
        f"{LINE}\n{OTHER}\n{'ab' * 16} 0 {'cd' * 32} 1\n{'AB' * 16} 9 {'cd' * 32} 1\n\xff\xfe\n".encode("latin-1"),
        b"x" * 3_000_000 + f"\n{LINE}\n{OTHER}\n".encode(),
    ],
    ids=["plain", "crlf", "no end", "bom", "utf-16", "foreign", "torn id", "torn chain", "zeros", "numbers", "odd",
         "long"],
)  # fmt: skip
def test_every_whole_line_counts_whatever_stands_around_it(tmp_path: Path, told: bytes) -> None:
    (tmp_path / NAME).write_bytes(told)
    assert sorted(each.link for each in heads(tmp_path)) == [(6, "ef" * 32), (7, "cd" * 32)]


@pytest.mark.parametrize("length", range(len(LINE)))
def test_a_line_torn_anywhere_neither_counts_nor_swallows_the_next(tmp_path: Path, length: int) -> None:
    (tmp_path / NAME).write_bytes(LINE[:length].encode())
    assert attest(tmp_path, Head(HEAD.store_id, 9, "0a" * 32, 5))
    links = {each.link for each in heads(tmp_path)}
    assert (9, "0a" * 32) in links
    # A time may be torn: what it belongs to stands there whole.
    assert links <= {(9, "0a" * 32), (7, "cd" * 32)}
    (tmp_path / NAME).write_bytes((LINE[:length] + OTHER).encode())
    assert {each.link for each in heads(tmp_path)} == {(6, "ef" * 32)}


def test_of_a_long_witness_the_last_lines_about_a_store_can_be_had(tmp_path: Path) -> None:
    mine = [f"{'ab' * 16} {n} {n:064x} {n}\n" for n in range(1, 40)]
    others = [f"{'cd' * 16} {n} {n:064x} {n}\n" for n in range(1, 40)]
    for told in (b"", "".join(mine + others).encode(), "".join(mine + others).encode("utf-16")):
        (tmp_path / NAME).write_bytes(told)
        found = read_witness(tmp_path, "ab" * 16, last=5)
        assert found is not None
        most = 5 if b"\0" not in told else 39
        assert [each.seq for each in found.heads] == ([*range(40 - most, 40)] if told else [])
    (tmp_path / NAME).write_text("".join(mine), encoding="ascii")
    found = read_witness(tmp_path, "ab" * 16, last=100)
    assert found is not None
    assert len(found.heads) == 39


def test_a_folder_that_cannot_be_made_bears_no_witness(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="ascii")
    assert not attest(tmp_path / "file" / "folder", HEAD)
    assert heads(tmp_path / "file") == ()
    assert not attest(tmp_path, Head("no identity", 3, "cd" * 32, 1))


def test_a_witness_that_cannot_be_read_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_file: object, _store_id: str) -> NoReturn:
        raise OSError

    attest(tmp_path, HEAD)
    monkeypatch.setattr(witness, "_heads", broken)
    assert read_witness(tmp_path) == Witness(tmp_path / NAME, is_readable=False)


def test_leaving_a_store_writes_its_head_down(store: Path, tmp_path: Path) -> None:
    opened = open_session(store, backup_folders=(tmp_path,))
    head = opened.session.head()
    opened.session.close()
    seen = heads_in(witnesses_of(head, tmp_path))
    assert [each.link for each in seen] == [(head.seq, head.chain)] * 2
    assert witnesses_of(Head("", 0, "", 0)) == ()


def test_a_store_that_lacks_or_parted_is_not_written_down(store: Path, tmp_path: Path) -> None:
    session = StoreSession.open(store)
    head = session.head()
    for at, other, key in (
        (head.seq + 1, head.chain, "verify.lacks_entry"),
        (head.seq, "ef" * 32, "verify.parted_by_witness"),
        (1, "ef" * 32, "verify.parted_by_witness"),
    ):
        folder = tmp_path / f"{at}-{other[:2]}"
        attest(folder, Head(head.store_id, at, other, 1))
        # The highest line fits, and an older one does not: all of them count.
        if at < head.seq:
            attest(folder, head)
        before = (folder / NAME).read_bytes()
        assert [each.key for each in bear_witness(session.database, head, folder)] == [key]
        assert (folder / NAME).read_bytes() == before
    assert bear_witness(session.database, head, tmp_path / "fresh") == ()
    assert [each.link for each in heads(tmp_path / "fresh")] == [(head.seq, head.chain)]
    (tmp_path / "file").write_text("", encoding="ascii")
    assert [each.key for each in bear_witness(session.database, head, tmp_path / "file")] == [
        "witness.not_written"
    ]
    session.close()


def test_resting_brings_the_log_into_the_file(store: Path, tmp_path: Path) -> None:
    opened = open_session(store)
    Lab(opened.session, StillClock(us=2_000_000_000_000_000)).post(rock("15700"))
    rest(opened.session, tmp_path)
    copied = shutil.copy(store, tmp_path / "copied.lunar")
    copy = open_session(copied)
    assert copy.notes == ()
    assert copy.session.head() == opened.session.head()
    copy.session.close()
    follower = open_session(store)
    rest(follower.session)
    follower.session.close()
    opened.session.close()


# Against


def test_a_printed_digest_is_found_or_not(store: Path) -> None:
    session = StoreSession.open(store)
    head = session.head()
    with session.database.connect() as connection:
        earlier = connection.exec_driver_sql("SELECT lower(hex(chain)) FROM entry WHERE seq = 9").scalar_one()
    assert [each.key for each in verify(session, against=head.chain[:12]).findings] == ["verify.digest_found"]
    found = verify(session, against=f"9:{earlier}").findings[0]
    assert (found.key, dict(found.facts)) == ("verify.digest_found", {"entry": 9, "count": head.seq - 9})
    assert not verify(session, against="0" * 64).sound
    assert not verify(session, against=f"8:{earlier}").sound
    session.close()


def test_another_copy_says_where_they_part(store: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.lunar"
    shutil.copy(store, other)
    here, there = (Lab(StoreSession.open(path), StillClock(us=2_000_000_000_000_000)) for path in (store, other))
    shared = here.session.head().seq
    here.post(rock("15700"))
    here.session.database.checkpoint()
    older = verify(here.session, against=other)
    assert older.sound
    assert [each.key for each in older.findings] == ["verify.copy_is_older"]
    lacking = verify(there.session, against=store)
    assert [(each.key, each.cause) for each in lacking.findings] == [("verify.lacks_entry", f"entry:{shared + 1}")]
    there.post(rock("15701"))
    parted = verify(here.session, against=other)
    assert [(each.key, each.cause) for each in parted.findings] == [
        ("verify.copies_parted", f"entry:{shared + 1}")
    ]
    here.session.close()
    there.session.close()


def test_what_says_nothing_about_a_store_is_refused_in_one_sentence(store: Path, tmp_path: Path) -> None:
    session = StoreSession.open(store)
    new_lab(tmp_path / "other.lunar").session.close()
    (tmp_path / "empty").mkdir()
    (tmp_path / "nothing.txt").write_bytes(b"")
    (tmp_path / "notes.txt").write_text("a list of things\n" * 20, encoding="utf-8")
    (tmp_path / "sheet.xlsx").write_bytes(b"PK\x03\x04" + bytes(2_000))
    with closing(sqlite3.connect(tmp_path / "foreign.db")) as raw:
        raw.execute("CREATE TABLE t (a)")
    attest(tmp_path / "others", HEAD)
    os.link(store, tmp_path / "again.lunar")
    for against, key in {
        tmp_path / "other.lunar": "against.other_store",
        tmp_path / "empty": "against.folder",
        tmp_path / "nothing.txt": "against.empty",
        tmp_path / "notes.txt": "against.foreign",
        tmp_path / "sheet.xlsx": "against.foreign",
        tmp_path / "foreign.db": "against.foreign",
        tmp_path / "others": "against.other_witness",
        tmp_path / "others" / NAME: "against.other_witness",
        tmp_path / "none.lunar": "against.nothing",
        store: "against.itself",
        tmp_path / "again.lunar": "against.itself",
        "": "against.nothing",
        "0123": "against.nothing",
        "no digest": "against.nothing",
        "f" * 65: "against.nothing",
        "f" * 5_000: "against.nothing",
        "9:xyz": "against.nothing",
    }.items():
        with pytest.raises(StoreError) as caught:
            verify(session, against=against)
        assert caught.value.key == key, against
    session.close()


@pytest.mark.skipif(sys.platform == "win32", reason="pipes have no names among the files there")
def test_a_pipe_is_not_waited_for(store: Path, tmp_path: Path) -> None:
    if sys.platform != "win32":
        os.mkfifo(tmp_path / "pipe")
    session = StoreSession.open(store)
    with pytest.raises(StoreError) as caught:
        verify(session, against=tmp_path / "pipe")
    assert caught.value.key == "against.foreign"
    session.close()


def test_a_backup_of_an_older_program_can_be_compared_with(store: Path, tmp_path: Path) -> None:
    older = tmp_path / "older.lunar"
    shutil.copy(store, older)
    with closing(sqlite3.connect(older)) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '0001'")
    session = StoreSession.open(store)
    assert [each.key for each in verify(session, against=older).findings] == ["verify.same_journal"]
    with closing(sqlite3.connect(older)) as raw, raw:
        raw.execute("DROP TABLE entry_part")
        raw.execute("DROP TABLE setting")
    with pytest.raises(StoreError) as caught:
        verify(session, against=older)
    assert caught.value.key == "store.damaged"
    session.close()


def test_a_witness_file_shows_a_cut_tail_and_a_rewritten_one(store: Path, tmp_path: Path) -> None:
    session = StoreSession.open(store)
    head = session.head()
    attest(tmp_path, Head(head.store_id, head.seq + 3, "cd" * 32, 1))
    found = verify(session, against=tmp_path / NAME).findings
    assert [(each.key, dict(each.facts)) for each in found] == [
        (
            "verify.lacks_entries",
            {
                "first": head.seq + 1,
                "last": head.seq + 3,
                "file": "",
                "seen": "1970-01-01 00:00 UTC",
                "command": command_to_go_on(store),
            },
        )
    ]
    rewritten = tmp_path / "rewritten"
    attest(rewritten, Head(head.store_id, head.seq, "cd" * 32, 1))
    assert [each.key for each in verify(session, against=rewritten).findings] == ["verify.parted_by_witness"]
    attest(tmp_path / "mine", head)
    found = verify(session, against=tmp_path / "mine").findings
    assert [(each.key, dict(each.facts)) for each in found] == [
        ("verify.witness_holds", {"count": 1, "entry": head.seq, "file": NAME})
    ]
    # A forged head at the store's own head fits; the older lines do not.
    attest(rewritten, head)
    assert [each.key for each in verify(session, against=rewritten).findings] == ["verify.parted_by_witness"]
    session.close()


def test_a_stopped_verification_is_cancelled(store: Path) -> None:
    session = StoreSession.open(store)
    with pytest.raises(Cancelled):
        verify(session, should_stop=lambda: True)
    assert verify(session).sound
    session.close()


def test_a_store_that_is_gone_is_no_cancellation(store: Path) -> None:
    gone = store.with_name("gone.lunar")
    shutil.copy(store, gone)
    database = Database(gone, read_only=True)
    gone.unlink()
    with pytest.raises(StoreError) as caught:
        verify(database)
    assert caught.value.key == "store.cannot_open"
    database.close()


def test_a_clock_that_ran_backwards_is_a_note(tmp_path: Path) -> None:
    lab = new_lab(tmp_path / "lab.lunar")
    lab.clock.us -= 60_000_000
    lab.post(rock("15555"))
    found = verify(lab.session)
    assert found.sound
    assert [each.key for each in found.findings] == ["verify.clock_backwards"]
    lab.session.close()


def test_a_backup_on_a_stick_is_its_own_witness(store: Path, tmp_path: Path) -> None:
    opened = open_session(store)
    made = back_up(opened.session, tmp_path / "stick")
    assert [each.seq for each in heads(tmp_path / "stick")] == [made.head.seq]
    assert made.notes == ()
    assert not made.is_behind
    opened.session.close()


def test_a_folder_that_may_not_be_looked_into_keeps_nobody_from_a_store(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It may be a stick that somebody else put in, or a server that is away."""
    away = tmp_path / "away"
    session = open_session(store).session
    back_up(session, away / "backups")
    session.close()
    asked = os.stat

    def stat(path: Any, *args: Any, **more: Any) -> os.stat_result:
        if str(path).startswith(str(away)) and Path(path) != away:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return asked(path, *args, **more)

    monkeypatch.setattr(os, "stat", stat)
    opened = open_session(store, backup_folders=(away / "backups",))
    try:
        assert not opened.session.read_only
        found = verify_witnessed(opened.session, folders=(away / "backups",))
        assert found.sound
        assert "verify.witness_not_read" in {each.key for each in about_witnesses(found)}
    finally:
        opened.session.close()
    assert main(["verify", str(store)]) == 0
    capsys.readouterr()
    assert main(["new", str(away / "x.lunar"), "--operator", "A. Curator", "--lab", "Laboratory A"]) == 4
    assert main([str(away / "x.lunar")]) == 4
    told = capsys.readouterr().err
    assert (told.count("\n"), told.count("may not be opened from this account")) == (2, 2)
