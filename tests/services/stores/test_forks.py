"""A copy that lacks entries is not posted into; a store restored on purpose is."""

import shutil
from pathlib import Path
from typing import NoReturn

import pytest
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.identity import OperatorRef
from lunarcurator.domain.operations import SetUpOperator
from lunarcurator.services import witnesses
from lunarcurator.services.backups import back_up, restore
from lunarcurator.services.first_operator import make_first_operator
from lunarcurator.services.stores import open_desk, start_store
from lunarcurator.services.verifying import verify_witnessed
from lunarcurator.services.witnesses import FOLDERS, bear_witness, heads_aside, own_folder
from lunarcurator.store.errors import StoreError
from lunarcurator.store.witness import NAME, read_witness


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
    assert refused.value.key == "store.read_only"


def test_a_store_restored_on_purpose_can_be_posted_into(store: Path, tmp_path: Path) -> None:
    desk = open_desk(store).desk
    made = back_up(desk, tmp_path)
    desk.close()
    hire(store, "B. Second")
    restore(made.path, store, replace=True)
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
    restore(made.path, store, replace=True)
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
    restore(made.path, tmp_path / "again.lunar")
    assert len(heads_aside(made.head.store_id)) == 2, "what was put aside before stays"


def test_a_head_put_aside_counts_again_once_its_store_is_back(store: Path, tmp_path: Path) -> None:
    desk = open_desk(store).desk
    first = back_up(desk, tmp_path / "stick")
    desk.close()
    hire(store, "B. Second")
    desk = open_desk(store).desk
    later = back_up(desk, tmp_path / "stick")
    desk.close()
    restore(first.path, tmp_path / "look.lunar")
    restore(later.path, tmp_path / "back.lunar")
    open_desk(tmp_path / "back.lunar").desk.close()
    opened = open_desk(tmp_path / "look.lunar")
    opened.desk.close()
    assert [note.key for note in opened.notes] == ["verify.lacks_entry"]


def test_heads_that_cannot_be_put_aside_go_on_counting(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_folder: Path, _heads: object, _seq: int) -> NoReturn:
        raise PermissionError

    desk = open_desk(store).desk
    made = back_up(desk, tmp_path / "stick")
    desk.close()
    hire(store, "B. Second")
    monkeypatch.setattr(witnesses, "put_aside", refused)
    restore(made.path, tmp_path / "back.lunar")
    opened = open_desk(tmp_path / "back.lunar")
    opened.desk.close()
    assert [note.key for note in opened.notes] == ["verify.lacks_entry"]


def test_folders_are_remembered_once_and_a_name_of_two_lines_never(store: Path, tmp_path: Path) -> None:
    desk = open_desk(store).desk
    for _ in range(2):
        back_up(desk, tmp_path / "stick", name=f"{_}.lunar")
    bear_witness(desk.database, desk.head(), tmp_path / "two\nlines")
    desk.close()
    told = (own_folder() / FOLDERS).read_text(encoding="utf-8")
    assert told.count(str(tmp_path / "stick")) == 1
    assert "two\nlines" not in told
