"""A copy that lacks entries is not posted into; a store restored on purpose is."""

import shutil
from pathlib import Path

import pytest
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.identity import OperatorRef
from lunarcurator.domain.operations import SetUpOperator
from lunarcurator.services.backups import back_up, restore
from lunarcurator.services.first_operator import make_first_operator
from lunarcurator.services.stores import open_desk, start_store
from lunarcurator.store.errors import StoreError


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
