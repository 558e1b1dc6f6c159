"""A copy that lacks entries is not posted into; a store restored on purpose is."""

import gzip
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final, NoReturn

import pytest
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.findings import Strength, find
from lunarcurator.domain.identity import OperatorRef
from lunarcurator.domain.operations import SetUpOperator
from lunarcurator.services import backups, witnesses
from lunarcurator.services.backups import Backup, FlawedBackup, back_up, restore
from lunarcurator.services.first_operator import make_first_operator
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.stores import open_for_repair, open_session, start_store
from lunarcurator.services.verifying import about_reach, about_witnesses, remember, verify, verify_witnessed
from lunarcurator.services.witnesses import FOLDERS, bear_witness, own_folder, witnesses_known
from lunarcurator.services.words import Words
from lunarcurator.store.damage import DamagedError
from lunarcurator.store.errors import StoreError
from lunarcurator.store.histories import command_to_go_on
from lunarcurator.store.witness import NAME, attest, read_witness

from tests.store.breaking import broken_into

OLD: Final = Path(__file__).parents[2] / "store" / "old"
LOOKED: Final = ["verify.lacks_entry", "restore.read_only"]
ELSEWHERE: Final = ["restore.elsewhere", "restore.read_only"]
REPLACED: Final = ["restore.replaced_has", "restore.read_only"]


def hire(path: Path, name: str) -> None:
    session = open_session(path).session
    try:
        first = Act(operation=SetUpOperator(name=name), day=session.today)
        session.post(Posting(acts=(first,), operator=OperatorRef("A. Curator")))
    finally:
        session.close()


@pytest.fixture
def store(tmp_path: Path) -> Path:
    session = start_store(tmp_path / "lab.lunar").session
    make_first_operator(session, "A. Curator")
    session.close()
    return session.path


def test_a_copy_that_lacks_entries_opens_read_only_and_says_so(store: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.lunar"
    shutil.copy(store, old)
    hire(store, "B. Second")
    opened = open_session(old)
    opened.session.close()
    assert opened.session.read_only
    assert [note.key for note in opened.notes] == ["verify.lacks_entry"]
    with pytest.raises(StoreError) as refused:
        hire(old, "C. Third")
    assert refused.value.key == "verify.lacks_entry"


def test_a_store_restored_on_purpose_can_be_posted_into(store: Path, tmp_path: Path) -> None:
    session = open_session(store).session
    made = back_up(session, tmp_path)
    session.close()
    hire(store, "B. Second")
    restore(made.path, store, replace=True, go_on=True)
    hire(store, "C. Third")
    opened = open_session(store)
    opened.session.close()
    assert (opened.session.read_only, opened.notes) == (False, ())


def test_what_a_store_goes_on_with_stands_in_the_witness_beside_what_it_left(store: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    session = open_session(store).session
    made = back_up(session, folder)
    session.close()
    hire(store, "B. Second")
    session = open_session(store).session
    later = back_up(session, folder)
    session.close()
    restored = restore(made.path, store, replace=True, go_on=True)
    assert restored.replaced is not None
    hire(store, "C. Third")
    opened = open_session(store, backup_folders=(folder,))
    assert (opened.session.read_only, opened.notes) == (False, ())
    newest = back_up(opened.session, folder, name="newest.lunar")
    found = verify_witnessed(opened.session, folders=(folder,))
    opened.session.close()
    assert (newest.is_behind, found.sound, found.is_witnessed) == (False, True, True)
    told = read_witness(folder)
    assert told is not None
    assert {(later.head.history, 2), (newest.head.history, 2)} <= {each.place for each in told.heads}
    assert [(each.key, dict(each.facts)) for each in about_witnesses(found)][-1] == (
        "verify.brought_back_short",
        {"after": 1, "last": 2, "file": restored.replaced.name, "count": 1},
    )


@pytest.fixture
def stick(store: Path, tmp_path: Path) -> list[Backup]:
    """Backups of the store with one entry and with two."""
    made: list[Backup] = []
    for name in ("B. Second", ""):
        session = open_session(store).session
        made.append(back_up(session, tmp_path / "stick"))
        session.close()
        if name:
            hire(store, name)
    return made


def keys_of(made: Backup) -> list[str]:
    return [each.key for each in made.notes]


def opens(path: Path) -> tuple[bool, list[str]]:
    opened = open_session(path)
    opened.session.close()
    return opened.session.read_only, [note.key for note in opened.notes]


@pytest.mark.parametrize("replace", [False, True])
def test_looking_at_an_old_backup_takes_nothing_from_the_store(
    store: Path, stick: list[Backup], tmp_path: Path, *, replace: bool
) -> None:
    look = tmp_path / "look.lunar"
    if replace:
        shutil.copy(stick[0].path, look)
    told = restore(stick[0].path, look, replace=replace)
    assert keys_of(told) == LOOKED
    assert opens(look) == (True, ["verify.lacks_entry", "restore.to_look"])
    assert opens(store) == (False, [])
    session = open_session(look).session
    behind = back_up(session, tmp_path / "stick", name="looked.lunar")
    session.close()
    assert behind.is_behind


def test_what_a_practice_copy_had_more_is_not_given_up_for_the_live_store(
    store: Path, stick: list[Backup], tmp_path: Path
) -> None:
    practice = shutil.copy(store, tmp_path / "practice.lunar")
    told = restore(stick[0].path, practice, replace=True)
    assert keys_of(told) == REPLACED
    assert opens(practice) == (True, ["verify.lacks_entry", "restore.to_look", "restore.replaced_has"])
    assert opens(store) == (False, [])


def test_what_a_replaced_store_had_more_is_given_up_where_that_is_said(store: Path, stick: list[Backup]) -> None:
    told = restore(stick[0].path, store, replace=True, go_on=True)
    assert [(each.key, dict(each.facts)) for each in told.notes] == [
        ("restore.replaced_given_up", {"after": 1, "last": 2, "count": 1})
    ]
    assert opens(store) == (False, [])


def test_a_store_that_is_lost_goes_on_from_an_older_backup_only_when_that_is_said(
    store: Path, stick: list[Backup]
) -> None:
    store.unlink()
    assert keys_of(restore(stick[0].path, store)) == LOOKED
    assert opens(store) == (True, ["verify.lacks_entry", "restore.to_look"])
    again = restore(stick[0].path, store, replace=True)
    assert keys_of(again) == LOOKED, "the copy did not have them either"
    assert keys_of(restore(stick[0].path, store, replace=True, go_on=True)) == ["restore.given_up"]
    assert opens(store) == (False, [])


def test_a_store_that_cannot_be_read_is_given_up_only_when_that_is_said(store: Path, stick: list[Backup]) -> None:
    store.write_bytes(b"no store" * 1000)
    assert keys_of(restore(stick[0].path, store, replace=True))[-1] == "restore.read_only"


def test_a_copy_that_only_the_witness_of_its_folder_knows_more_of_opens_read_only(
    store: Path, stick: list[Backup], tmp_path: Path
) -> None:
    shutil.rmtree(own_folder())
    assert keys_of(restore(stick[0].path, tmp_path / "look.lunar"))[-1] == "restore.read_only"
    assert opens(tmp_path / "look.lunar") == (True, ["restore.to_look"])


@pytest.fixture
def parted(store: Path, stick: list[Backup]) -> Backup:
    """A backup whose last entry is not the one that the witness in its folder knows."""
    with broken_into(store) as raw:
        (identity,) = raw.execute("SELECT value FROM setting WHERE key = 'store_id'").fetchone()
    with (stick[1].path.parent / NAME).open("a", encoding="ascii") as file:
        file.write(f"{identity} 2 {'ab' * 32} 1795913483590830\n")
    return stick[1]


def test_a_store_that_parted_from_what_was_witnessed_is_restored_to_be_looked_at(
    parted: Backup, tmp_path: Path
) -> None:
    told = restore(parted.path, tmp_path / "look.lunar")
    assert keys_of(told) == ["verify.parted_by_witness", "restore.read_only"]
    assert opens(tmp_path / "look.lunar") == (True, ["verify.parted_by_witness", "restore.to_look"])


def test_a_store_that_parted_goes_on_for_good_where_that_is_said(store: Path, parted: Backup) -> None:
    folder = parted.path.parent
    told = restore(parted.path, store, replace=True, go_on=True)
    assert [(each.key, dict(each.facts)) for each in told.notes] == [
        ("restore.goes_its_own_way", {"entry": 2, "last": 2})
    ]
    hire(store, "C. Third")
    opened = open_session(store, backup_folders=(folder,))
    made = back_up(opened.session, folder)
    found = verify_witnessed(opened.session, folders=(folder,))
    opened.session.close()
    assert (opened.session.read_only, opened.notes, made.notes, found.sound) == (False, (), (), True)


def test_what_another_copy_posts_after_a_restore_says_nothing_about_this_one(
    store: Path, stick: list[Backup], tmp_path: Path
) -> None:
    folder = stick[1].path.parent
    practice = tmp_path / "practice.lunar"
    assert keys_of(restore(stick[1].path, practice)) == []
    for name in ("P. One", "P. Two"):
        hire(practice, name)
    session = open_session(practice).session
    assert not back_up(session, folder).is_behind
    session.close()
    hire(store, "C. Third")
    assert opens(store) == (False, [])
    session = open_session(store, backup_folders=(folder,)).session
    assert verify_witnessed(session, folders=(folder,)).sound
    assert not back_up(session, folder).is_behind
    session.close()
    look = tmp_path / "look.lunar"
    assert keys_of(restore(stick[0].path, look)) == ["verify.lacks_entries", "restore.read_only"]
    hire(store, "D. Fourth")
    assert opens(store) == (False, [])


def test_to_go_on_under_another_name_makes_nobody_forget_what_the_store_must_have(
    store: Path, stick: list[Backup], tmp_path: Path
) -> None:
    hire(store, "C. Third")
    assert keys_of(restore(stick[0].path, tmp_path / "practice.lunar", go_on=True)) == ["restore.given_up"]
    hire(tmp_path / "practice.lunar", "P. One")
    assert opens(store) == (False, [])
    assert keys_of(restore(stick[1].path, store, replace=True)) == REPLACED


def test_a_decision_of_one_is_found_by_all(
    store: Path, stick: list[Backup], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    hire(store, "C. Third")
    shutil.copytree(own_folder(), tmp_path / "other user")
    shutil.rmtree(own_folder())
    store.unlink()
    assert keys_of(restore(stick[1].path, store)) == []
    for name in ("X. One", "X. Two"):
        hire(store, name)
    monkeypatch.setattr(witnesses, "own_folder", lambda: tmp_path / "other user")
    assert opens(store) == (False, ["restore.left_unknown"])
    hire(store, "D. Fourth")
    session = open_session(store).session
    found = verify_witnessed(session)
    session.close()
    assert found.sound
    assert [each.key for each in about_witnesses(found)][-2:] == ["verify.brought_back", "restore.left_unknown"]


def test_histories_are_kept_in_line_when_a_store_is_brought_back_again(store: Path, tmp_path: Path) -> None:
    def spans() -> list[tuple[int, int | None]]:
        session = open_session(store).session
        found = session.head().histories
        session.close()
        return [(each.first, each.last) for each in found]

    def backed_up() -> Path:
        session = open_session(store).session
        made = back_up(session, tmp_path / "stick")
        session.close()
        return made.path

    first = backed_up()
    hire(store, "B. Second")
    restore(backed_up(), store, replace=True)
    assert spans() == [(0, 2), (2, None)]
    hire(store, "C. Third")
    restore(backed_up(), store, replace=True)
    assert spans() == [(0, 2), (2, 3), (3, None)]
    restore(first, store, replace=True, go_on=True)
    assert spans() == [(0, 1), (1, None)]
    assert opens(store) == (False, [])


@pytest.mark.parametrize("moment", ["take_over", "settle"])
def test_a_run_killed_at_any_moment_leaves_the_old_store_or_the_one_that_goes_on(
    store: Path, stick: list[Backup], moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(backups, moment, killed)
        with pytest.raises(KeyboardInterrupt):
            restore(stick[0].path, store, replace=True, go_on=True)
    assert opens(store) == (False, [])
    hire(store, "C. Third")
    assert keys_of(restore(stick[0].path, store, replace=True)) == (
        REPLACED if moment == "take_over" else [REPLACED[0], *LOOKED]
    )


NEW: Final = "de" * 16
ZERO: Final = "0" * 16


@pytest.mark.parametrize(
    "told",
    [
        "not a history",
        f"{NEW} 1:{ZERO} 2",
        f"{NEW} 99:{ZERO} 100",
        f"{NEW} 0:{ZERO} 0\n{'df' * 16} 0:{'1' * 16} 0",
        # What was given up does not say what was known.
        f"{NEW} 0:{ZERO} 999999",
        f"{NEW} 0:{ZERO} 0 7:{ZERO}",
        # One history twice, or the first again.
        f"{NEW} 0:{ZERO} 0\n{NEW} 0:{ZERO} 0",
        f"STORE 0:{ZERO} 0",
        # An entry that the store has is not given up.
        f"{NEW} 0:{ZERO} 1 1:CHAIN",
        f"{NEW} 0:{ZERO} 1 {'df' * 16}:1:CHAIN",
    ],
)
def test_a_store_does_not_verify_that_goes_on_after_or_without_entries_against_its_journal(
    store: Path, told: str
) -> None:
    with broken_into(store) as raw:
        (identity,) = raw.execute("SELECT value FROM setting WHERE key = 'store_id'").fetchone()
        (chain,) = raw.execute("SELECT lower(hex(chain)) FROM entry WHERE seq = 1").fetchone()
        told = told.replace("STORE", identity).replace("CHAIN", chain[:16])
        raw.execute("INSERT INTO setting (key, value) VALUES ('histories', ?)", (told,))
    session = open_session(store).session
    assert verify(session).flaws == {"verify.setting"}
    session.close()


def test_a_backup_over_a_store_that_was_brought_back_lacks_what_that_posted(
    store: Path, stick: list[Backup]
) -> None:
    store.unlink()
    assert keys_of(restore(stick[1].path, store)) == []
    hire(store, "C. Third")
    assert keys_of(restore(stick[1].path, store, replace=True)) == REPLACED
    assert keys_of(restore(stick[1].path, store, replace=True, go_on=True)) == ["restore.replaced_given_up"]
    assert opens(store) == (False, [])


def test_what_is_replaced_is_asked_where_no_witness_knows_it(store: Path, stick: list[Backup]) -> None:
    hire(store, "C. Third")
    shutil.rmtree(own_folder())
    (stick[1].path.parent / NAME).unlink()
    assert keys_of(restore(stick[1].path, store, replace=True)) == REPLACED
    assert opens(store) == (True, ["restore.to_look", "restore.replaced_has"])


def test_the_first_head_of_a_restored_store_is_one_it_must_have(stick: list[Backup], tmp_path: Path) -> None:
    shutil.rmtree(own_folder())
    (stick[1].path.parent / NAME).unlink()
    target, folder = tmp_path / "z.lunar", tmp_path / "zbk"
    restore(stick[1].path, target)
    session = open_session(target).session
    back_up(session, folder)
    found = verify_witnessed(session, folders=(folder,))
    assert found.is_witnessed
    assert not {each.key for each in about_witnesses(found)} & {"verify.no_witness"}
    assert verify(session, against=folder / NAME).sound
    session.close()
    assert keys_of(restore(stick[0].path, target, replace=True)) == REPLACED


def test_a_copy_to_be_looked_at_stays_one_however_often_it_is_copied(
    store: Path, stick: list[Backup], tmp_path: Path
) -> None:
    look = tmp_path / "look.lunar"
    restore(stick[0].path, look)
    for folder in (own_folder(), stick[0].path.parent, store.parent):
        (folder / NAME).unlink(missing_ok=True)
    assert keys_of(restore(look, tmp_path / "again.lunar")) == LOOKED
    assert opens(tmp_path / "again.lunar") == (True, ["restore.to_look"])
    session = open_session(tmp_path / "again.lunar").session
    assert "restore.to_look" in {each.key for each in about_witnesses(verify_witnessed(session))}
    session.close()
    assert keys_of(restore(look, tmp_path / "on.lunar", go_on=True)) == ["restore.given_up"]
    assert opens(tmp_path / "on.lunar") == (False, [])


def test_a_practice_copy_is_no_flaw_of_the_store_it_was_made_of(
    store: Path, stick: list[Backup], tmp_path: Path
) -> None:
    practice, plain = tmp_path / "practice.lunar", tmp_path / "plain.lunar"
    restore(stick[1].path, practice)
    hire(practice, "P. One")
    shutil.copy(store, plain)
    hire(store, "C. Third")

    def against(path: Path, other: Path) -> set[str]:
        session = StoreSession.open(path, read_only=True)
        found = {each.key for each in verify(session, against=other).findings}
        session.close()
        return found

    assert against(store, practice) == against(practice, store) == {"verify.other_history"}
    again = tmp_path / "again.lunar"
    restore(stick[1].path, again, go_on=True)
    hire(again, "A. One")
    assert against(again, practice) == {"verify.other_history"}
    with broken_into(plain) as raw:
        raw.execute("INSERT INTO setting (key, value) VALUES ('other', 'one')")
    assert against(plain, store) == {"verify.lacks_entry"}
    forked = tmp_path / "forked.lunar"
    shutil.copy(practice, forked)
    hire(practice, "P. Two")
    with broken_into(forked) as raw:
        raw.execute("UPDATE entry SET chain = zeroblob(32) WHERE seq = 3")
    assert "verify.copies_parted" in against(practice, forked)


def test_an_entry_in_the_place_of_one_that_was_known_is_told(
    store: Path, stick: list[Backup], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = tmp_path / "plain.lunar"
    shutil.copy(store, plain)
    hire(plain, "A. Plain")
    bob = tmp_path / "bob"
    with monkeypatch.context() as patched:
        patched.setattr(witnesses, "own_folder", lambda: bob)
        for name in ("B. One", "B. Two"):
            hire(store, name)
        kept = shutil.copy(store, tmp_path / "kept.lunar")
    # Of her own plain copy she knows another third entry, and of his two entries nothing.
    assert keys_of(restore(stick[1].path, tmp_path / "new.lunar", go_on=True)) == ["restore.given_up"]
    monkeypatch.setattr(witnesses, "own_folder", lambda: bob)
    assert opens(tmp_path / "new.lunar") == (False, ["restore.left_unknown"])
    # Where the store goes on with his entries, nothing of them is missing.
    session = StoreSession.open(kept)
    made = back_up(session, tmp_path / "other stick")
    session.close()
    with (made.path.parent / NAME).open("a", encoding="ascii") as file:
        file.write(f"{made.head.store_id} 3 {'ab' * 32} 1795913483590830\n")
    target = tmp_path / "his.lunar"
    assert keys_of(restore(made.path, target, go_on=True)) == ["restore.goes_its_own_way"]
    assert opens(target) == (False, [])


def test_a_backup_takes_no_entries_and_stays_as_it_was_made(stick: list[Backup], tmp_path: Path) -> None:
    before = stick[1].path.read_bytes()
    assert opens(stick[1].path) == (True, ["store.is_backup"])
    with pytest.raises(StoreError) as refused:
        hire(stick[1].path, "B. Backup")
    assert refused.value.key == "store.is_backup"
    assert stick[1].path.read_bytes() == before


def test_a_backup_of_an_older_program_is_brought_up_to_date_in_its_copy(tmp_path: Path) -> None:
    old = tmp_path / "old.lunar"
    old.write_bytes(gzip.decompress((OLD / "0003.lunar.gz").read_bytes()))
    before = old.read_bytes()
    told = restore(old, tmp_path / "new.lunar")
    assert (told.verification.sound, keys_of(told)) == (True, [])
    assert opens(tmp_path / "new.lunar") == (False, [])
    assert old.read_bytes() == before


def test_a_witness_that_cannot_be_asked_is_named(stick: list[Backup], tmp_path: Path) -> None:
    shutil.rmtree(own_folder())
    (own_folder() / NAME).mkdir(parents=True)
    assert keys_of(restore(stick[1].path, tmp_path / "new.lunar")) == ["verify.witness_not_read"]
    (own_folder() / NAME).rmdir()


def test_a_decision_is_not_lost_with_the_next_restore(store: Path, stick: list[Backup], tmp_path: Path) -> None:
    hire(store, "C. Third")
    restore(stick[1].path, store, replace=True, go_on=True)
    session = open_session(store).session
    made = back_up(session, tmp_path / "later")
    session.close()
    assert keys_of(restore(made.path, tmp_path / "a.lunar")) == []
    assert opens(tmp_path / "a.lunar") == (False, [])
    session = open_session(tmp_path / "a.lunar").session
    keys = [each.key for each in about_witnesses(verify_witnessed(session))]
    session.close()
    assert "verify.brought_back_short" in keys


def test_what_only_a_witness_says_bars_the_store_for_whom_it_speaks_and_marks_it_for_nobody(
    store: Path, parted: Backup, tmp_path: Path
) -> None:
    elsewhere = parted.path.parent.rename(tmp_path / "elsewhere")
    session = open_session(store).session
    found = verify_witnessed(session, folders=(elsewhere,))
    remember(session, found, session.damage)
    assert not found.sound
    assert about_reach(found)[-1].key == "verify.advice_which_copy"
    first = Act(operation=SetUpOperator(name="C. Third"), day=session.today)
    with pytest.raises(DamagedError) as refused:
        session.post(Posting(acts=(first,), operator=OperatorRef("A. Curator")))
    session.close()
    assert refused.value.key == "store.parted_no_posting"
    assert opens(store) == (False, [])


def test_a_damaged_backup_is_not_blamed_on_what_lies_beside_it(
    stick: list[Backup], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = stick[0].path
    copy.with_name(copy.name + ".sha256").unlink()
    with broken_into(copy) as raw:
        raw.execute("UPDATE entry SET reason = 'other'")
    monkeypatch.setattr(backups, "has_log", lambda _path: True)
    with pytest.raises(FlawedBackup):
        restore(copy, tmp_path / "look.lunar")
    with copy.open("r+b") as file:
        file.truncate(8192)
    assert not backups._is_sound_alone(copy, tmp_path / "look.lunar.part", lambda: False)


def test_folders_are_remembered_once_and_a_name_of_two_lines_never(store: Path, tmp_path: Path) -> None:
    session = open_session(store).session
    for _ in range(2):
        back_up(session, tmp_path / "stick", name=f"{_}.lunar")
    bear_witness(session.database, session.head(), tmp_path / "two\nlines")
    session.close()
    told = (own_folder() / FOLDERS).read_text(encoding="utf-8")
    assert told.count(str(tmp_path / "stick")) == 1
    assert "two\nlines" not in told


def test_a_folder_whose_beginning_nobody_knows_is_not_asked(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = open_session(store).session
    attest(tmp_path / "stick", session.head())
    monkeypatch.chdir(tmp_path)
    own_folder().mkdir(parents=True, exist_ok=True)
    lines = own_folder() / FOLDERS
    lines.write_text(f"{session.head().store_id} stick\n", encoding="utf-8")
    assert not [each for each in witnesses_known(store, session.head()) if "stick" in str(each)]
    lines.write_text(f"{session.head().store_id} {tmp_path / 'stick'}\n", encoding="utf-8")
    assert [each for each in witnesses_known(store, session.head()) if "stick" in str(each)]
    session.close()


def backed_up(path: Path, folder: Path) -> Backup:
    session = open_session(path).session
    made = back_up(session, folder)
    session.close()
    return made


def facts_of(made: Backup, key: str) -> dict[str, str | int]:
    """The facts of a note, without the time, which is now."""
    facts = next(dict(each.facts) for each in made.notes if each.key == key)
    assert str(facts.pop("seen")).endswith(" UTC")
    return facts


@pytest.fixture
def gone_on(store: Path, stick: list[Backup]) -> Backup:
    """A backup of the store after it was brought back from one with two entries and went on to four."""
    restore(stick[1].path, store, replace=True)
    for name in ("C. Third", "D. Fourth"):
        hire(store, name)
    return backed_up(store, stick[1].path.parent)


@pytest.mark.parametrize("is_known_to", ["all", "own witness", "witness of the backups"])
@pytest.mark.parametrize("name", ["lab.lunar", "other name.lunar"])
def test_a_backup_from_before_a_restore_lacks_what_was_posted_since(
    store: Path, stick: list[Backup], gone_on: Backup, is_known_to: str, name: str
) -> None:
    store.unlink()
    if is_known_to == "witness of the backups":
        shutil.rmtree(own_folder())
    if is_known_to == "own witness":
        (gone_on.path.parent / NAME).unlink()
    target = store.with_name(name)
    told = restore(stick[1].path, target)
    assert keys_of(told) == ELSEWHERE
    assert facts_of(told, "restore.elsewhere") == {"file": "lab", "after": 2, "last": 4, "count": 2}
    assert opens(target)[0]
    told = restore(stick[1].path, target, replace=True, go_on=True)
    assert keys_of(told) == ["restore.given_up_elsewhere"]
    assert facts_of(told, "restore.given_up_elsewhere")["count"] == 2
    assert opens(target) == (False, [])
    hire(target, "E. Fifth")
    assert opens(target) == (False, [])


def test_a_store_that_is_damaged_is_asked_for_as_much_as_can_be_read(
    store: Path, stick: list[Backup], gone_on: Backup
) -> None:
    for folder in (own_folder(), gone_on.path.parent):
        (folder / NAME).unlink()
    with closing(sqlite3.connect(store)) as raw, raw:
        raw.execute("ALTER TABLE entry RENAME COLUMN recorded_us TO other")
    told = restore(stick[1].path, store, replace=True)
    assert keys_of(told) == ["restore.replaced_unread", *ELSEWHERE]
    assert opens(store) == (True, ["restore.to_look"])


def test_where_nothing_of_a_damaged_store_can_be_read_that_is_said(store: Path, stick: list[Backup]) -> None:
    for folder in (own_folder(), stick[0].path.parent):
        (folder / NAME).unlink()
    store.write_bytes(b"no store" * 1000)
    assert keys_of(restore(stick[0].path, store, replace=True)) == [
        "store.kept_as_it_lay",
        "restore.replaced_unread",
    ]


def test_who_knows_of_work_under_the_name_of_a_store_is_told_when_it_opens(
    store: Path, stick: list[Backup], gone_on: Backup, tmp_path: Path
) -> None:
    # By the backups of a store that another brought back without a witness, or by one that was only copied.
    (store.parent / NAME).unlink(missing_ok=True)
    shutil.copy(stick[1].path, store)
    assert opens(store) == (False, ["restore.left_unknown"])
    hire(store, "X. Other")
    session = open_session(store).session
    found = verify_witnessed(session)
    session.close()
    assert found.sound
    left = about_witnesses(found)[-1]
    facts = dict(left.facts)
    assert str(facts.pop("seen")).endswith(" UTC")
    assert (left.key, facts) == (
        "restore.left_unknown",
        {"file": "lab", "after": 2, "last": 4, "count": 2, "command": command_to_go_on(store)},
    )
    # The work that went on knows of what was posted into the copy, too.
    assert keys_of(restore(gone_on.path, store, replace=True)) == REPLACED
    restore(gone_on.path, store, replace=True, go_on=True)
    assert opens(store) == (False, [])


def test_one_users_restore_is_told_to_another_who_knows_the_work_since(
    store: Path, stick: list[Backup], gone_on: Backup, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (gone_on.path.parent / NAME).unlink()
    store.unlink()
    with monkeypatch.context() as patched:
        patched.setattr(witnesses, "own_folder", lambda: tmp_path / "bob")
        assert keys_of(restore(stick[1].path, store)) == []
    assert opens(store) == (False, ["restore.left_unknown"])


def test_later_news_of_what_was_given_up_is_settled_by_the_restore_that_is_advised(
    store: Path, stick: list[Backup], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    goes_on = tmp_path / "goes on.lunar"
    with monkeypatch.context() as patched:
        patched.setattr(witnesses, "own_folder", lambda: tmp_path / "ann")
        hire(store, "C. Third")
    for name in ("D. Fourth", "E. Fifth"):
        hire(store, name)
    store.unlink()
    with monkeypatch.context() as patched:
        patched.setattr(witnesses, "own_folder", lambda: tmp_path / "ann")
        restore(stick[1].path, goes_on, go_on=True)
    assert opens(goes_on) == (False, ["restore.left_unknown"])
    made = backed_up(goes_on, tmp_path / "bob")
    assert keys_of(restore(made.path, goes_on, replace=True)) == ELSEWHERE
    told = restore(made.path, goes_on, replace=True, go_on=True)
    assert facts_of(told, "restore.given_up_elsewhere")["last"] == 5
    assert opens(goes_on) == (False, [])


@pytest.fixture
def practice(store: Path, stick: list[Backup], tmp_path: Path) -> Path:
    """A copy to practise with, made after two entries; it and the store each went on."""
    made = tmp_path / "practice.lunar"
    restore(stick[1].path, made)
    for name in ("P. One", "P. Two"):
        hire(made, name)
    hire(store, "C. Third")
    return made


def test_a_backup_of_a_practice_copy_does_not_go_on_as_the_store(
    store: Path, stick: list[Backup], practice: Path, tmp_path: Path
) -> None:
    made = backed_up(practice, tmp_path / "practice backups")
    assert keys_of(restore(made.path, practice, replace=True)) == []
    assert opens(practice) == (False, [])
    store.unlink()
    told = restore(made.path, store)
    assert keys_of(told) == ELSEWHERE
    assert facts_of(told, "restore.elsewhere") == {"file": "lab", "after": 2, "last": 3, "count": 1}
    # Nor is the store kept from going on by what was practised.
    latest = backed_up(restore(stick[1].path, store, replace=True, go_on=True).path, tmp_path / "later")
    store.unlink()
    assert keys_of(restore(latest.path, store)) == []


def test_copies_under_names_of_their_own_are_not_told_of_each_other(
    store: Path, practice: Path, tmp_path: Path
) -> None:
    for path in (store, practice):
        assert opens(path) == (False, [])
    for each in ("D. Fourth", "E. Fifth"):
        hire(store, each)
    assert opens(practice) == (False, [])
    assert opens(practice.rename(tmp_path / "Lab two.lunar")) == (False, [])
    assert opens(store) == (False, [])


def test_a_saved_copy_goes_on_by_itself(store: Path, tmp_path: Path) -> None:
    session = open_session(store).session
    (tmp_path / "copy.lunar.sha256").write_text("of a file that is gone", encoding="utf-8")
    made = back_up(session, tmp_path, name="copy.lunar")
    session.close()
    hire(made.path, "P. One")
    assert opens(store) == (False, [])
    hire(store, "B. Second")
    hire(made.path, "P. Two")
    assert opens(store) == opens(made.path) == (False, [])
    assert keys_of(restore(made.path, tmp_path / "again.lunar")) == []


def test_a_copy_saved_of_a_store_that_lacks_entries_is_to_be_looked_at(store: Path, tmp_path: Path) -> None:
    old = shutil.copy(store, tmp_path / "old.lunar")
    hire(store, "B. Second")
    session = open_session(Path(old)).session
    made = back_up(session, tmp_path, name="copy.lunar")
    session.close()
    assert (keys_of(made), made.is_behind) == (LOOKED, True)


def test_what_is_given_up_of_one_history_is_not_given_up_of_another(
    store: Path, stick: list[Backup], tmp_path: Path
) -> None:
    folder = stick[0].path.parent
    other = tmp_path / "other" / "lab.lunar"
    other.parent.mkdir()
    restore(stick[0].path, other, go_on=True)
    for n in range(6):
        hire(other, f"O. {n}")
    shutil.rmtree(own_folder())
    (folder / NAME).unlink()
    told = restore(stick[1].path, other, replace=True, go_on=True)
    assert keys_of(told) == ["restore.replaced_given_up"]
    hire(store, "C. Third")
    # The third entry of the first history was not known: nothing of it was given up.
    assert opens(other) == (False, ["restore.left_unknown"])


def test_histories_stay_known_where_an_entry_below_them_parted(
    store: Path, gone_on: Backup, parted: Backup, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = restore(gone_on.path, store, replace=True, go_on=True)
    assert keys_of(told) == ["restore.goes_its_own_way"]
    assert opens(store) == (False, [])
    made = backed_up(store, tmp_path / "later")
    assert keys_of(restore(made.path, tmp_path / "on.lunar")) == []
    session = StoreSession.open(store, read_only=True)
    assert [(each.first, each.last) for each in session.head().histories] == [(0, 1), (2, 4), (4, None)]
    assert verify(session).sound
    session.close()
    # What the second history posts elsewhere is told as before.
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    shutil.copy(gone_on.path, elsewhere / "lab.lunar")
    monkeypatch.setattr(witnesses, "own_folder", lambda: tmp_path / "bob")
    hire(elsewhere / "lab.lunar", "E. Fifth")
    assert opens(store) == (False, ["restore.left_unknown"])


def test_what_a_copy_to_be_looked_at_lacked_is_given_up_when_it_goes_on(
    store: Path, stick: list[Backup], gone_on: Backup, tmp_path: Path
) -> None:
    look = tmp_path / "look.lunar"
    restore(stick[1].path, look)
    session = open_session(look).session
    made = back_up(session, tmp_path / "looked")
    session.close()
    told = {folder: (folder / NAME).read_bytes() for folder in (own_folder(), gone_on.path.parent)}
    for folder in told:
        (folder / NAME).unlink()
    assert keys_of(restore(made.path, store, replace=True, go_on=True))[-1] == "restore.replaced_given_up"
    target = tmp_path / "on.lunar"
    told_on = restore(made.path, target, go_on=True)
    assert keys_of(told_on) == ["restore.given_up_elsewhere"]
    for folder, content in told.items():
        (folder / NAME).write_bytes(content)
    assert opens(target) == (False, [])


def test_a_witness_of_an_older_program_counts_as_it_did(store: Path, stick: list[Backup], practice: Path) -> None:
    for folder in (own_folder(), stick[0].path.parent):
        lines = (folder / NAME).read_text(encoding="ascii").splitlines()
        (folder / NAME).write_text("".join(" ".join(line.split()[-4:]) + "\n" for line in lines), encoding="ascii")
    assert opens(store) == (False, [])
    assert opens(practice) == (False, ["restore.left_unknown"])
    assert keys_of(restore(stick[1].path, store, replace=True)) == REPLACED


def test_a_name_with_spaces_and_signs_is_known_again(store: Path, tmp_path: Path) -> None:
    path = store.rename(
        tmp_path / "Mond \u5e93 \u00e4 \\x20 1.lunar" if os.name != "nt" else tmp_path / "M \u5e93.lunar"
    )
    hire(path, "B. Second")
    told = read_witness(own_folder())
    assert told is not None
    assert told.heads[-1].file == path.stem
    assert len((own_folder() / NAME).read_text(encoding="ascii").splitlines()[-1].split()) == 7


def test_nothing_is_annulled_in_a_copy_that_takes_no_entries(
    store: Path, stick: list[Backup], tmp_path: Path
) -> None:
    look = tmp_path / "look.lunar"
    restore(stick[0].path, look)
    for path, key in ((look, "verify.lacks_entry"), (stick[1].path, "store.is_backup")):
        with pytest.raises(StoreError) as caught:
            open_for_repair(path, posts=True)
        assert caught.value.key == key
    for folder in (own_folder(), stick[0].path.parent):
        (folder / NAME).unlink()
    with pytest.raises(StoreError) as caught:
        open_for_repair(look, posts=True)
    assert caught.value.key == "restore.to_look"
    open_for_repair(store, posts=True).close()


def test_a_folder_is_no_backup(tmp_path: Path) -> None:
    for path in (Path(), tmp_path):
        with pytest.raises(StoreError) as caught:
            restore(path, tmp_path / "new.lunar")
        assert caught.value.key == "store.is_folder"


@pytest.mark.parametrize("count", [1, 2])
def test_what_is_given_up_is_counted_in_whole_sentences(count: int, words: Words) -> None:
    for key in ("restore.given_up", "restore.given_up_elsewhere"):
        told = find(Strength.WARN, key, "", entry=1, file="lab", after=1, last=1 + count, count=count)
        assert ("Given up: 1 entry known" if count == 1 else "Given up: 2 entries known") in words.say_finding(
            told
        )
