from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.services.desk import Desk
from lunarcurator.services.drafts import Drafts
from lunarcurator.store import drafts as rows
from lunarcurator.store.drafts import DraftRow


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk.make(tmp_path / "drafts.lunar")
    yield made
    made.close()


def test_a_draft_is_found_again_after_the_store_was_closed(tmp_path: Path) -> None:
    path = tmp_path / "closed.lunar"
    first = Desk.make(path)
    kept = Drafts(first).keep("split", "abc", {"inputs": {"method": "凿"}, "reasons": {}})
    first.close()

    second = Desk.open(path)
    draft = Drafts(second).find("split", "abc")
    assert draft is not None
    assert draft.kept_us == kept
    assert draft.content == {"inputs": {"method": "凿"}, "reasons": {}}
    second.close()


def test_a_draft_is_kept_in_place_of_the_one_before(desk: Desk) -> None:
    drafts = Drafts(desk)
    drafts.keep("split", "abc", {"inputs": {"method": "one"}})
    drafts.keep("split", "abc", {"inputs": {"method": "two"}})
    assert [each.content for each in drafts.all()] == [{"inputs": {"method": "two"}}]


def test_drafts_of_other_dialogs_and_subjects_stay_apart_newest_first(desk: Desk) -> None:
    drafts = Drafts(desk)
    drafts.keep("split", "abc", {"a": "1"})
    drafts.keep("split", "def", {"a": "2"})
    drafts.keep("weigh", "abc", {"a": "3"})
    assert [(each.kind, each.subject) for each in drafts.all()] == [
        ("weigh", "abc"),
        ("split", "def"),
        ("split", "abc"),
    ]
    assert drafts.find("weigh", "def") is None


def test_a_dropped_draft_is_gone_and_dropping_none_does_nothing(desk: Desk) -> None:
    drafts = Drafts(desk)
    drafts.keep("split", "abc", {"a": "1"})
    drafts.drop("split", "abc")
    drafts.drop("split", "abc")
    assert drafts.find("split", "abc") is None


def test_a_read_only_store_keeps_and_drops_nothing(tmp_path: Path) -> None:
    path = tmp_path / "read.lunar"
    writing = Desk.make(path)
    Drafts(writing).keep("split", "abc", {"a": "1"})
    writing.close()
    reading = Desk.open(path, read_only=True)
    drafts = Drafts(reading)
    assert drafts.keep("split", "xyz", {"a": "2"}) == 0
    drafts.drop("split", "abc")
    assert [each.subject for each in drafts.all()] == ["abc"]
    reading.close()


def test_a_draft_of_another_version_counts_as_none(desk: Desk) -> None:
    with desk.database.write() as connection:
        rows.keep(connection, DraftRow("split", "abc", 1, "not json"))
    assert Drafts(desk).find("split", "abc") is None
    assert Drafts(desk).all() == ()


def test_a_draft_never_enters_the_journal(desk: Desk) -> None:
    before = desk.head()
    Drafts(desk).keep("split", "abc", {"a": "1"})
    assert desk.head() == before
