"""A copy that lacks entries is not posted into; a store restored on purpose is."""

import shutil
from pathlib import Path
from typing import Final, NoReturn

import pytest
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.identity import OperatorRef
from lunarcurator.domain.operations import SetUpOperator
from lunarcurator.services import backups, witnesses
from lunarcurator.services.backups import Backup, FlawedBackup, back_up, restore
from lunarcurator.services.first_operator import make_first_operator
from lunarcurator.services.stores import open_desk, start_store
from lunarcurator.services.verifying import about_reach, about_witnesses, remember, verify_witnessed
from lunarcurator.services.witnesses import FOLDERS, bear_witness, own_folder
from lunarcurator.store.damage import DamagedError
from lunarcurator.store.errors import StoreError
from lunarcurator.store.witness import NAME, read_witness

from tests.store.breaking import broken_into

LOOKED: Final = ["verify.lacks_entry", "restore.read_only"]


def hire(path: Path, name: str) -> None:
    desk = open_desk(path).desk
    try:
        first = Act(operation=SetUpOperator(name=name), day=desk.today)
        desk.post(Posting(acts=(first,), operator=OperatorRef("A. Curator")))
    finally:
        desk.close()


@pytest.fixture
def store(tmp_path: Path) -> Path:
    desk = start_store(tmp_path / "lab.lunar").desk
    make_first_operator(desk, "A. Curator")
    desk.close()
    return desk.path


def test_a_copy_that_lacks_entries_opens_read_only_and_says_so(store: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.lunar"
    shutil.copy(store, old)
    hire(store, "B. Second")
    opened = open_desk(old)
    opened.desk.close()
    assert opened.desk.read_only
    assert [note.key for note in opened.notes] == ["verify.lacks_entry"]
    with pytest.raises(StoreError) as refused:
        hire(old, "C. Third")
    assert refused.value.key == "verify.lacks_entry"


def test_a_store_restored_on_purpose_can_be_posted_into(store: Path, tmp_path: Path) -> None:
    desk = open_desk(store).desk
    made = back_up(desk, tmp_path)
    desk.close()
    hire(store, "B. Second")
    restore(made.path, store, replace=True, go_on=True)
    hire(store, "C. Third")
    opened = open_desk(store)
    opened.desk.close()
    assert (opened.desk.read_only, opened.notes) == (False, ())


def test_what_a_store_goes_on_with_stands_in_the_witness_beside_what_it_left(store: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    desk = open_desk(store).desk
    made = back_up(desk, folder)
    desk.close()
    hire(store, "B. Second")
    desk = open_desk(store).desk
    later = back_up(desk, folder)
    desk.close()
    restore(made.path, store, replace=True, go_on=True)
    hire(store, "C. Third")
    opened = open_desk(store, backup_folders=(folder,))
    assert (opened.desk.read_only, opened.notes) == (False, ())
    newest = back_up(opened.desk, folder, name="newest.lunar")
    found = verify_witnessed(opened.desk, folders=(folder,))
    opened.desk.close()
    assert (newest.is_behind, found.sound, found.is_witnessed) == (False, True, True)
    told = read_witness(folder)
    assert told is not None
    assert {(later.head.history, 2), (newest.head.history, 2)} <= {each.place for each in told.heads}
    assert [(each.key, dict(each.facts)) for each in about_witnesses(found)][-1] == (
        "verify.brought_back_short",
        {"after": 1, "last": 2},
    )


@pytest.fixture
def stick(store: Path, tmp_path: Path) -> list[Backup]:
    """Backups of the store with one entry and with two."""
    made: list[Backup] = []
    for name in ("B. Second", ""):
        desk = open_desk(store).desk
        made.append(back_up(desk, tmp_path / "stick"))
        desk.close()
        if name:
            hire(store, name)
    return made


def keys_of(made: Backup) -> list[str]:
    return [each.key for each in made.notes]


def opens(path: Path) -> tuple[bool, list[str]]:
    opened = open_desk(path)
    opened.desk.close()
    return opened.desk.read_only, [note.key for note in opened.notes]


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
    desk = open_desk(look).desk
    behind = back_up(desk, tmp_path / "stick", name="look.lunar")
    desk.close()
    assert behind.is_behind


def test_a_copy_of_another_store_that_is_replaced_gives_nothing_up(
    store: Path, stick: list[Backup], tmp_path: Path
) -> None:
    other = start_store(tmp_path / "other.lunar").desk
    make_first_operator(other, "A. Curator")
    other.close()
    assert keys_of(restore(stick[0].path, other.path, replace=True)) == LOOKED
    assert opens(store) == (False, [])


def test_what_a_practice_copy_had_more_is_not_given_up_for_the_live_store(
    store: Path, stick: list[Backup], tmp_path: Path
) -> None:
    practice = shutil.copy(store, tmp_path / "practice.lunar")
    told = restore(stick[0].path, practice, replace=True)
    assert keys_of(told) == LOOKED
    assert opens(practice) == (True, ["verify.lacks_entry", "restore.to_look"])
    assert opens(store) == (False, [])


def test_what_a_replaced_store_had_more_is_given_up_where_that_is_said(store: Path, stick: list[Backup]) -> None:
    told = restore(stick[0].path, store, replace=True, go_on=True)
    assert [(each.key, dict(each.facts)) for each in told.notes] == [
        ("restore.given_up", {"entry": 1, "last": 2, "count": 1})
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
    opened = open_desk(store, backup_folders=(folder,))
    made = back_up(opened.desk, folder)
    found = verify_witnessed(opened.desk, folders=(folder,))
    opened.desk.close()
    assert (opened.desk.read_only, opened.notes, made.notes, found.sound) == (False, (), (), True)


def test_what_another_copy_posts_after_a_restore_says_nothing_about_this_one(
    store: Path, stick: list[Backup], tmp_path: Path
) -> None:
    folder = stick[1].path.parent
    practice = tmp_path / "practice.lunar"
    assert keys_of(restore(stick[1].path, practice)) == []
    for name in ("P. One", "P. Two"):
        hire(practice, name)
    desk = open_desk(practice).desk
    assert not back_up(desk, folder).is_behind
    desk.close()
    hire(store, "C. Third")
    assert opens(store) == (False, [])
    desk = open_desk(store, backup_folders=(folder,)).desk
    assert verify_witnessed(desk, folders=(folder,)).sound
    assert not back_up(desk, folder).is_behind
    desk.close()
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
    assert keys_of(restore(stick[1].path, store, replace=True)) == LOOKED


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
    desk = open_desk(store).desk
    found = verify_witnessed(desk)
    desk.close()
    assert found.sound
    assert about_witnesses(found)[-1].key == "verify.brought_back"


def test_histories_are_kept_in_line_when_a_store_is_brought_back_again(store: Path, tmp_path: Path) -> None:
    def spans() -> list[tuple[int, int | None]]:
        desk = open_desk(store).desk
        found = desk.head().histories
        desk.close()
        return [(each.first, each.last) for each in found]

    def backed_up() -> Path:
        desk = open_desk(store).desk
        made = back_up(desk, tmp_path / "stick")
        desk.close()
        return made.path

    first = backed_up()
    hire(store, "B. Second")
    restore(backed_up(), store, replace=True)
    assert spans() == [(1, 2), (3, None)]
    hire(store, "C. Third")
    restore(backed_up(), store, replace=True)
    assert spans() == [(1, 2), (3, 3), (4, None)]
    restore(first, store, replace=True, go_on=True)
    assert spans() == [(1, 1), (2, None)]
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
        ["verify.lacks_entries", "restore.read_only"] if moment == "take_over" else LOOKED
    )


def test_a_setting_that_says_nothing_takes_no_witness_away(store: Path, stick: list[Backup]) -> None:
    with broken_into(stick[0].path) as raw:
        raw.execute("INSERT INTO setting (key, value) VALUES ('histories', 'not a history\n' || x'00')")
    stick[0].path.with_name(stick[0].path.name + ".sha256").unlink()
    assert keys_of(restore(stick[0].path, store, replace=True)) == LOOKED


def test_what_only_a_witness_says_bars_the_store_for_whom_it_speaks_and_marks_it_for_nobody(
    store: Path, parted: Backup, tmp_path: Path
) -> None:
    elsewhere = parted.path.parent.rename(tmp_path / "elsewhere")
    desk = open_desk(store).desk
    found = verify_witnessed(desk, folders=(elsewhere,))
    remember(desk, found, desk.damage)
    assert not found.sound
    assert about_reach(found)[-1].key == "verify.advice_which_copy"
    first = Act(operation=SetUpOperator(name="C. Third"), day=desk.today)
    with pytest.raises(DamagedError) as refused:
        desk.post(Posting(acts=(first,), operator=OperatorRef("A. Curator")))
    desk.close()
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
    desk = open_desk(store).desk
    for _ in range(2):
        back_up(desk, tmp_path / "stick", name=f"{_}.lunar")
    bear_witness(desk.database, desk.head(), tmp_path / "two\nlines")
    desk.close()
    told = (own_folder() / FOLDERS).read_text(encoding="utf-8")
    assert told.count(str(tmp_path / "stick")) == 1
    assert "two\nlines" not in told
