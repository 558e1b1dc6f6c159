"""A copy that lacks entries is not posted into; a store restored on purpose is."""

import shutil
from pathlib import Path
from typing import NoReturn

import pytest
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.identity import OperatorRef
from lunarcurator.domain.operations import SetUpOperator
from lunarcurator.services import backups, witnesses
from lunarcurator.services.backups import Backup, FlawedBackup, back_up, restore
from lunarcurator.services.first_operator import make_first_operator
from lunarcurator.services.stores import open_desk, start_store
from lunarcurator.services.verifying import verify_witnessed
from lunarcurator.services.witnesses import FOLDERS, bear_witness, heads_aside, own_folder
from lunarcurator.store.errors import StoreError
from lunarcurator.store.witness import NAME, read_witness

from tests.store.breaking import broken_into


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


def test_restored_from_its_folder_it_is_posted_into_though_the_witness_there_knows_more(
    store: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    desk = open_desk(store).desk
    made = back_up(desk, folder)
    desk.close()
    hire(store, "B. Second")
    desk = open_desk(store).desk
    later = back_up(desk, folder)
    desk.close()
    (own_folder() / NAME).unlink()
    restore(made.path, store, replace=True, go_on=True)
    opened = open_desk(store, backup_folders=(folder,))
    assert (opened.desk.read_only, opened.notes) == (False, ())
    assert [each.link for each in heads_aside(made.head.store_id)] == [(later.head.seq, later.head.chain)]
    make = Act(operation=SetUpOperator(name="C. Third"), day=opened.desk.today)
    opened.desk.post(Posting(acts=(make,), operator=OperatorRef("A. Curator")))
    opened.desk.close()
    # What came instead is written down in the folder, and what does not count any more is kept beside it.
    told = read_witness(folder)
    kept = [read_witness(path) for path in folder.glob("lunarcurator-witness-before-*.txt")]
    assert told is not None
    assert later.head.chain not in {each.chain for each in told.heads}
    assert [each.chain for one in kept if one is not None for each in one.heads] == [later.head.chain]
    opened = open_desk(store, backup_folders=(folder,))
    found = verify_witnessed(opened.desk, folders=(folder,))
    opened.desk.close()
    assert (opened.desk.read_only, found.sound, found.is_witnessed) == (False, True, True)
    restore(made.path, tmp_path / "again.lunar", go_on=True)
    assert len(heads_aside(made.head.store_id)) == 2, "what was put aside before stays"


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
    assert keys_of(told) == ["verify.lacks_entry", "restore.read_only"]
    assert opens(look) == (True, ["verify.lacks_entry"])
    assert heads_aside(told.head.store_id) == frozenset()
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
    assert keys_of(restore(stick[0].path, other.path, replace=True)) == ["verify.lacks_entry", "restore.read_only"]
    assert opens(store) == (False, [])


def test_what_a_practice_copy_had_more_is_not_given_up_for_the_live_store(
    store: Path, stick: list[Backup], tmp_path: Path
) -> None:
    practice = shutil.copy(store, tmp_path / "practice.lunar")
    told = restore(stick[0].path, practice, replace=True)
    assert keys_of(told) == ["verify.lacks_entry", "restore.read_only"]
    assert opens(practice) == (True, ["verify.lacks_entry"])
    assert opens(store) == (False, [])
    assert not heads_aside(told.head.store_id)


def test_what_a_replaced_store_had_more_is_given_up_where_that_is_said(store: Path, stick: list[Backup]) -> None:
    told = restore(stick[0].path, store, replace=True, go_on=True)
    assert [(each.key, dict(each.facts)) for each in told.notes] == [
        ("restore.given_up", {"entry": 1, "last": 2, "count": 1})
    ]
    assert opens(store) == (False, [])
    assert [each.seq for each in heads_aside(told.head.store_id)] == [2]


def test_a_store_that_is_lost_goes_on_from_an_older_backup_only_when_that_is_said(
    store: Path, stick: list[Backup]
) -> None:
    store.unlink()
    assert keys_of(restore(stick[0].path, store)) == ["verify.lacks_entry", "restore.read_only"]
    assert opens(store) == (True, ["verify.lacks_entry"])
    again = restore(stick[0].path, store, replace=True)
    assert keys_of(again) == ["verify.lacks_entry", "restore.read_only"], "the copy did not have them either"
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
    assert opens(tmp_path / "look.lunar") == (True, ["verify.lacks_entry"])


def test_a_store_that_parted_from_what_was_witnessed_is_restored_read_only(
    store: Path, stick: list[Backup], tmp_path: Path
) -> None:
    restore(stick[0].path, store, replace=True, go_on=True)
    hire(store, "C. Other")
    told = restore(stick[1].path, tmp_path / "look.lunar")
    assert keys_of(told) == ["verify.parted_by_witness", "restore.read_only"]
    assert opens(tmp_path / "look.lunar") == (True, ["verify.parted_by_witness"])


@pytest.mark.parametrize("then", ["open", "again"])
def test_a_run_killed_before_it_put_aside_what_was_given_up_is_finished(
    store: Path, stick: list[Backup], then: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def killed(*_: object) -> NoReturn:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(backups, "settle", killed)
        with pytest.raises(Killed):
            restore(stick[0].path, store, replace=True, go_on=True)
    if then == "again":
        assert keys_of(restore(stick[0].path, store, replace=True)) == []
    assert opens(store) == (False, [])
    assert [each.seq for each in heads_aside(stick[0].head.store_id)] == [2]
    assert list(own_folder().glob("lunarcurator-going-on-*")) == []


def test_a_run_killed_before_the_new_store_took_the_name_gives_nothing_up(
    store: Path, stick: list[Backup], monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(backups, "take_over", killed)
        with pytest.raises(KeyboardInterrupt):
            restore(stick[0].path, store, replace=True, go_on=True)
    assert opens(store) == (False, [])
    assert heads_aside(stick[0].head.store_id) == frozenset()
    assert list(own_folder().glob("lunarcurator-going-on-*")) == []


def test_a_head_put_aside_counts_again_once_its_store_is_back(
    stick: list[Backup], store: Path, tmp_path: Path
) -> None:
    restore(stick[0].path, store, replace=True)
    restore(stick[1].path, tmp_path / "back.lunar")
    open_desk(tmp_path / "back.lunar").desk.close()
    assert opens(store) == (True, ["verify.lacks_entry"])


def test_heads_that_cannot_be_put_aside_go_on_counting(
    store: Path, stick: list[Backup], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_folder: Path, _heads: object, _seq: int) -> NoReturn:
        raise PermissionError

    with monkeypatch.context() as patched:
        patched.setattr(witnesses, "put_aside", refused)
        assert keys_of(restore(stick[0].path, store, replace=True, go_on=True))[-1] == "restore.read_only"
    assert opens(store) == (False, []), "once they can, what was begun is finished"


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
