"""A copy by a file manager that somebody wrote to has the history of its store: nobody knows which is which."""

import os
import re
import shlex
import shutil
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest
from lunarcurator.__main__ import main
from lunarcurator.domain.findings import Finding, Strength
from lunarcurator.services import backups, witnesses
from lunarcurator.services.backups import restore
from lunarcurator.services.lab_tables import store_folder
from lunarcurator.services.stores import damage_told, open_for_repair, open_session
from lunarcurator.services.verifying import about_reach, about_witnesses, remember, verify, verify_witnessed
from lunarcurator.services.witnesses import own_folder
from lunarcurator.services.words import Words
from lunarcurator.store.damage import DamagedError
from lunarcurator.store.errors import StoreError
from lunarcurator.store.histories import begun_us, command_to_go_on, new_history
from lunarcurator.store.witness import NAME, Attested

from tests.services.stores.test_forks import backed_up, hire, keys_of, opens, store  # noqa: F401
from tests.store.breaking import broken_into


@pytest.fixture
def copy(store: Path, tmp_path: Path) -> Path:  # noqa: F811
    """A copy of a store of one entry, into which somebody posted two."""
    made = Path(shutil.copy(store, tmp_path / "copy.lunar"))
    for name in ("C. One", "C. Two"):
        hire(made, name)
    return made


def says_all(sentence: str, store: Path) -> bool:  # noqa: F811
    """Whether a sentence names the other file and when it was written to, both possibilities and the way out."""
    needed = ("named copy.lunar", " UTC", "under another name", "copy that somebody wrote to")
    return all(each in sentence for each in (*needed, command_to_go_on(store)))


def about(path: Path) -> list[Finding]:
    with closing(open_session(path).session) as session:
        found = verify_witnessed(session)
    assert found.sound
    return [*about_witnesses(found)]


def test_every_sentence_names_the_file_and_the_way_out(
    store: Path,  # noqa: F811
    copy: Path,
    tmp_path: Path,
    words: Words,
) -> None:
    opened = open_session(store)
    found = verify_witnessed(opened.session)
    against = verify(opened.session, against=copy)
    opened.session.close()
    assert opened.session.read_only
    for each in (opened.notes[0], found.findings[0]):
        assert each.key == "verify.lacks_entries"
        assert says_all(words.say_finding(each), store)
    assert "named copy.lunar" in words.say_finding(against.findings[0])
    for refused in (lambda: hire(store, "B. Second"), lambda: open_for_repair(store, posts=True)):
        with pytest.raises(StoreError) as caught:
            refused()
        assert says_all(words.say(caught.value.key, caught.value.facts), store)
    made = backed_up(store, tmp_path / "stick")
    assert says_all(words.say_finding(made.notes[0]), store)
    look = tmp_path / "look.lunar"
    told = [words.say_finding(each) for each in restore(made.path, look).notes]
    assert says_all(told[0], look)
    assert command_to_go_on(look) in told[-1]


def test_what_verifying_finds_while_a_store_is_open_is_no_damage_and_says_the_way_out(
    store: Path,  # noqa: F811
    copy: Path,
    tmp_path: Path,
    words: Words,
) -> None:
    with closing(open_for_repair(store)) as session:
        found = verify_witnessed(session)
        remember(session, found, ())
        told = damage_told(session)
        assert [each.key for each in told] == ["verify.lacks_entries"]
        assert about_reach(found)[-1].key == "verify.advice_which_copy"
        refused = DamagedError(store.name, session.damage)
    assert says_all(words.say(refused.key, refused.facts), store)
    unknown = DamagedError(store.name, [Finding(Strength.IMPOSSIBLE, "verify.digest_unknown", (), "")])
    assert "lunarcurator restore" not in words.say(unknown.key, unknown.facts)


def test_the_command_that_is_named_settles_it_for_good(
    store: Path,  # noqa: F811
    copy: Path,
    tmp_path: Path,
    words: Words,
) -> None:
    sentence = words.say_finding(open_and_close(store)[0])
    command = re.search(r'restore ".*-here', sentence)
    assert command is not None
    assert main([*shlex.split(command[0].replace("\\", "/"))]) == 0
    for name in ("One", "Two"):
        # Whatever each of them posts from now on, and whoever copies the copy again, says nothing of the other.
        for path in (store, copy):
            hire(path, f"{path.stem} {name}")
            assert opens(store) == opens(copy) == (False, [])
    # Both are told what the other is, and what was given up is not forgotten.
    assert "verify.brought_back_short" in [each.key for each in about(store)]
    for path, other in ((store, "copy"), (copy, "lab")):
        gone = [dict(each.facts)["file"] for each in about(path) if each.key == "verify.goes_on_elsewhere"]
        assert gone == [other]
    assert keys_of(restore(backed_up(store, tmp_path / "stick").path, store, replace=True)) == []
    hire(Path(shutil.copy(copy, tmp_path / "copy of the copy.lunar")), "Third")
    assert opens(store) == (False, [])
    assert opens(copy) == (True, ["verify.lacks_entry"])
    restore(copy, copy, replace=True, go_on=True)
    for path in (copy, tmp_path / "copy of the copy.lunar", store):
        hire(path, f"{path.stem} Four")
        assert opens(path) == (False, [])


def open_and_close(path: Path) -> tuple[Finding, ...]:
    opened = open_session(path)
    opened.session.close()
    return opened.notes


def test_what_was_posted_before_the_decision_and_not_known_to_who_decided_is_told(
    store: Path,  # noqa: F811
    copy: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bob = tmp_path / "bob"
    with monkeypatch.context() as patched:
        patched.setattr(witnesses, "own_folder", lambda: bob)
        hire(copy, "B. Bob")
    restore(store, store, replace=True, go_on=True)
    assert opens(store) == (False, [])
    monkeypatch.setattr(witnesses, "own_folder", lambda: bob)
    (note,) = open_and_close(store)
    assert (note.key, dict(note.facts)["file"]) == ("restore.left_unknown", "copy")
    restore(store, store, replace=True, go_on=True)
    hire(copy, "B. Bob again")
    assert opens(store) == (False, [])


def test_a_decision_of_an_older_program_has_no_time_and_news_are_told(
    store: Path,  # noqa: F811
    copy: Path,
) -> None:
    restore(store, store, replace=True, go_on=True)
    with broken_into(store) as raw:
        (told,) = raw.execute("SELECT value FROM setting WHERE key = 'histories'").fetchone()
        assert begun_us(told[:32]) is not None
        raw.execute("UPDATE setting SET value = ? WHERE key = 'histories'", (uuid4().hex + told[32:],))
    hire(copy, "C. Three")
    assert opens(store) == (False, ["restore.left_unknown"])


def test_a_history_says_when_it_began() -> None:
    history = new_history()
    assert re.fullmatch("[0-9a-f]{32}", history)
    assert abs((begun_us(history) or 0) - (begun_us(new_history()) or 0)) < 60_000_000
    assert begun_us(uuid4().hex) is None


@pytest.mark.parametrize(
    ("us", "told"),
    [
        (0, ""),
        (1_795_913_483_590_830, "2026-11-29 00:51 UTC"),
        (-5, "1970-01-01 00:00 UTC"),
        (10**19, "9999-12-31 23:59 UTC"),
    ],
)
def test_a_time_in_a_witness_is_said_whatever_it_is(us: int, told: str) -> None:
    assert Attested("de" * 16, 1, "ab" * 32, us).day_and_time == told


def test_a_store_that_had_the_entries_itself_is_not_told_that_a_copy_had_them(
    store: Path,  # noqa: F811
    tmp_path: Path,
) -> None:
    old = shutil.copy(store, tmp_path / "old.lunar")
    hire(store, "B. Second")
    copy = Path(shutil.copy(store, tmp_path / "zz.lunar"))
    open_and_close(copy)
    shutil.copy(old, store)
    assert dict(open_and_close(store)[0].facts)["file"] == "lab"
    hire(copy, "Z. Third")
    assert dict(open_and_close(store)[0].facts)["file"] == "zz", "only that one has the last"


def test_another_entry_in_the_place_of_one_is_said_with_the_file_it_was_seen_in(
    store: Path,  # noqa: F811
    copy: Path,
    tmp_path: Path,
    words: Words,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(witnesses, "own_folder", lambda: tmp_path / "bob")
        for name in ("B. Second", "B. Third", "B. Fourth"):
            hire(store, name)
    note = open_and_close(store)[0]
    assert note.key == "verify.parted_by_witness"
    sentence = words.say_finding(note)
    assert "in a file named copy.lunar" in sentence
    assert command_to_go_on(store) in sentence
    restore(store, store, replace=True, go_on=True)
    for path in (copy, store):
        hire(path, f"{path.stem} Five")
        assert opens(store) == opens(copy) == (False, [])


@pytest.fixture
def practice(store: Path, tmp_path: Path) -> Path:  # noqa: F811
    """A copy to practise with, made after one entry; it and the store each went on."""
    made = tmp_path / "practice.lunar"
    restore(backed_up(store, tmp_path / "stick").path, made)
    for name in ("P. One", "P. Two"):
        hire(made, name)
    hire(store, "B. Second")
    return made


@pytest.mark.parametrize("go_on", [False, True])
@pytest.mark.parametrize("by", ["restore", "file manager"])
def test_a_wrong_restore_is_undone_with_the_file_that_was_replaced(
    store: Path,  # noqa: F811
    practice: Path,
    tmp_path: Path,
    by: str,
    *,
    go_on: bool,
) -> None:
    wrong = restore(backed_up(practice, tmp_path / "practised").path, store, replace=True, go_on=go_on)
    opens(store)
    assert wrong.replaced is not None
    if by == "restore":
        # What only the store has that is replaced is told, whoever posted it and where.
        told = ["restore.replaced_given_up"]
        assert keys_of(restore(wrong.replaced, store, replace=True, go_on=True)) == told
    else:
        store.unlink()
        wrong.replaced.rename(store)
    assert opens(store) == opens(practice) == (False, [])
    hire(store, "C. Third")
    assert opens(store) == (False, [])


def test_what_was_posted_after_a_wrong_restore_is_told_when_that_is_undone(
    store: Path,  # noqa: F811
    practice: Path,
    tmp_path: Path,
) -> None:
    made = backed_up(practice, tmp_path / "practised").path
    wrong = restore(made, store, replace=True, go_on=True)
    hire(store, "W. Wrong")
    assert wrong.replaced is not None
    assert keys_of(restore(wrong.replaced, store, replace=True)) == ["restore.replaced_has", "restore.read_only"]


def test_a_file_that_lacks_entries_of_its_own_is_to_be_looked_at_also_when_it_undoes_a_restore(
    store: Path,  # noqa: F811
    practice: Path,
    tmp_path: Path,
) -> None:
    old = backed_up(store, tmp_path / "stick").path
    hire(store, "C. Third")
    assert keys_of(restore(practice, store, replace=True))[-1] == "restore.read_only"
    assert keys_of(restore(old, store, replace=True)) == ["restore.replaced_has", "restore.read_only"]


def test_an_older_backup_that_is_opened_says_that_it_is_one_and_no_more(store: Path, tmp_path: Path) -> None:  # noqa: F811
    first = backed_up(store, tmp_path / "stick")
    hire(store, "B. Second")
    assert opens(first.path) == (True, ["store.is_backup"])


def test_tables_beside_a_store_stay_with_it_when_it_goes_on(store: Path, copy: Path) -> None:  # noqa: F811
    store_folder(store).mkdir()
    (store_folder(store) / "which.txt").write_text("mine", encoding="utf-8")
    kept = restore(store, store, replace=True, go_on=True).replaced
    assert kept is not None
    for path in (store, kept):
        assert (store_folder(path) / "which.txt").read_text(encoding="utf-8") == "mine"
    assert opens(store) == opens(copy) == (False, [])


def test_nobody_goes_on_without_entries_while_somebody_has_the_store_open(store: Path, copy: Path) -> None:  # noqa: F811
    assert copy.exists()
    with closing(open_for_repair(store)):
        before = store.read_bytes()
        with pytest.raises(StoreError) as caught:
            restore(store, store, replace=True, go_on=True)
        assert caught.value.key == "store.in_use"
        assert store.read_bytes() == before


@pytest.mark.parametrize("decides", ["as it lies", "again"])
def test_what_was_given_up_in_a_copy_is_not_given_up_in_the_file_that_it_replaces(
    store: Path,  # noqa: F811
    tmp_path: Path,
    decides: str,
) -> None:
    """Whoever decided it for a copy to practise with decided nothing for the store."""
    hire(store, "B. Second")
    copy = Path(shutil.copy(store, tmp_path / "old.lunar"))
    hire(store, "C. Third")
    hire(store, "D. Fourth")
    restore(copy, copy, replace=True, go_on=True)
    hire(copy, "E. Fifth")
    told = restore(copy, store, replace=True)
    facts = {"after": 2, "last": 4, "count": 2}
    assert (told.notes[0].key, dict(told.notes[0].facts)) == ("restore.replaced_has", facts)
    assert opens(store)[0]
    assert told.replaced is not None
    restore(told.replaced, store, replace=True, go_on=True)
    assert opens(store) == (False, [])
    for _ in range(2):
        # Until somebody decides, it is said each time.
        again = restore(copy, store, replace=True)
        assert (again.notes[0].key, dict(again.notes[0].facts)) == ("restore.replaced_has", facts)
    gone_on = restore(*(store, store) if decides == "as it lies" else (copy, store), replace=True, go_on=True)
    assert [(each.key, dict(each.facts)) for each in gone_on.notes] == [("restore.replaced_given_up", facts)]
    assert opens(store) == (False, [])


def test_all_that_a_replaced_store_has_more_is_counted_and_given_up_for_everybody(
    store: Path,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Both files were written to by two people, and the lab decides first for one and then for the other."""
    copy = Path(shutil.copy(store, tmp_path / "copy.lunar"))
    hire(copy, "B. of the copy")
    with monkeypatch.context() as other:
        other.setattr(witnesses, "own_folder", lambda: tmp_path / "of another")
        hire(store, "B. Second")
        hire(store, "C. Third")
    restore(store, store, replace=True, go_on=True)
    hire(store, "D. Fourth")
    last = open_session(store).session
    seq = last.head().seq
    last.close()
    told = restore(copy, store, replace=True, go_on=True)
    assert [(each.key, dict(each.facts)) for each in told.notes] == [
        ("restore.replaced_given_up", {"after": 1, "last": seq, "count": seq - 1})
    ]
    assert opens(store) == (False, [])
    with monkeypatch.context() as other:
        other.setattr(witnesses, "own_folder", lambda: tmp_path / "of another")
        assert opens(store) == (False, [])


@pytest.mark.parametrize(
    "altered", ["UPDATE entry SET chain = zeroblob(32) WHERE seq = 2", "DELETE FROM entry WHERE seq = 2"]
)
def test_a_flaw_below_in_a_replaced_store_makes_no_entry_look_lost(
    store: Path,  # noqa: F811
    tmp_path: Path,
    altered: str,
) -> None:
    for name in ("B. Second", "C. Third", "D. Fourth"):
        hire(store, name)
    made = backed_up(store, tmp_path / "backups")
    with broken_into(store) as raw:
        raw.execute(altered)
    assert keys_of(restore(made.path, store, replace=True)) == []
    assert opens(store) == (False, [])


def test_a_replaced_store_that_cannot_be_read_to_its_end_is_replaced_and_told(
    store: Path,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hire(store, "B. Second")
    made = backed_up(store, tmp_path / "backups")

    def unreadable(_store: Path, _copy: Path) -> dict[int, str]:
        raise StoreError("store.damaged", file="lab.lunar")

    monkeypatch.setattr(backups, "only_in", unreadable)
    assert keys_of(restore(made.path, store, replace=True)) == ["restore.replaced_unread"]
    assert opens(store) == (False, [])
    hire(store, "C. Third")
    (own_folder() / NAME).unlink()
    (made.path.parent / NAME).unlink()
    assert keys_of(restore(made.path, store, replace=True))[0] == "restore.replaced_unread"
    assert opens(store)[0], "its head could be read, and is known of"


def test_a_store_that_took_no_entries_since_it_was_brought_back_is_no_less_a_store(
    store: Path,  # noqa: F811
    tmp_path: Path,
) -> None:
    """Its entries are known from a file of another name, and yet they are its work."""
    copy = Path(shutil.copy(store, tmp_path / "old.lunar"))
    hire(store, "B. Second")
    main = tmp_path / "main.lunar"
    restore(backed_up(store, tmp_path / "backups").path, main)
    store.unlink()
    restore(copy, copy, replace=True, go_on=True)
    hire(copy, "C. to practise")
    assert keys_of(restore(copy, main, replace=True)) == ["restore.replaced_has", "restore.read_only"]


def test_the_live_store_is_not_kept_from_its_own_backup_by_a_copy_that_was_opened_once(
    store: Path,  # noqa: F811
    tmp_path: Path,
) -> None:
    copy = Path(shutil.copy(store, tmp_path / "practice.lunar"))
    opened = open_session(copy).session
    witnesses.bear_witness(opened.database, opened.head())
    opened.close()
    hire(store, "B. Second")
    restore(copy, copy, replace=True, go_on=True)
    hire(copy, "C. to practise")
    made = backed_up(store, tmp_path / "backups")
    assert keys_of(restore(made.path, store, replace=True)) == []
    assert opens(store) == (False, [])


@pytest.mark.skipif(os.name == "nt", reason="a shell of POSIX reads these signs, and Windows has no such names")
def test_the_command_that_is_named_means_the_file_to_a_shell(tmp_path: Path) -> None:
    path = tmp_path / 'Prof\'s $HOME `x` "q".lunar'
    assert shlex.split(command_to_go_on(path))[2:5] == [str(path), "--to", str(path)]


def test_a_copy_to_be_looked_at_is_compared_like_every_other_store(
    store: Path,  # noqa: F811
    tmp_path: Path,
) -> None:
    """It was to be looked at for one entry that a witness knows; those it has are lost with it all the same."""
    old = Path(shutil.copy(store, tmp_path / "old.lunar"))
    for name in ("B. Second", "C. Third"):
        hire(store, name)
    made = backed_up(store, tmp_path / "backups")
    hire(store, "D. Fourth")
    restore(old, old, replace=True, go_on=True)
    hire(old, "E. to practise")
    store.unlink()
    assert keys_of(restore(made.path, store))[-1] == "restore.read_only"
    told = restore(old, store, replace=True)
    assert (told.notes[0].key, dict(told.notes[0].facts)["count"]) == ("restore.replaced_has", 2)
    assert opens(store)[0]


def test_what_several_replaced_files_had_is_counted_once_each_time(
    store: Path,  # noqa: F811
    tmp_path: Path,
) -> None:
    made = []
    for name in ("B. Second", "C. Third", "D. Fourth", "E. Fifth"):
        made.append(backed_up(store, tmp_path / name[0]))
        hire(store, name)
    for backup, count in ((made[3], 1), (made[1], 3), (made[1], 3), (made[2], 2)):
        told = restore(backup.path, store, replace=True)
        facts = {"after": 5 - count, "last": 5, "count": count}
        assert (told.notes[0].key, dict(told.notes[0].facts)) == ("restore.replaced_has", facts)
    decided = restore(store, store, replace=True, go_on=True)
    assert [(each.key, dict(each.facts)["count"]) for each in decided.notes] == [("restore.replaced_given_up", 2)]
    assert opens(store) == (False, [])
