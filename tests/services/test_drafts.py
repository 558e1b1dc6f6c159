from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.services.drafts import Drafts
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store import drafts as rows
from lunarcurator.store.drafts import DraftRow


@pytest.fixture
def session(tmp_path: Path) -> Iterator[StoreSession]:
    made = StoreSession.make(tmp_path / "drafts.lunar")
    yield made
    made.close()


def test_a_draft_is_found_again_after_the_store_was_closed(tmp_path: Path) -> None:
    path = tmp_path / "closed.lunar"
    first = StoreSession.make(path)
    kept = Drafts(first).keep("split", "abc", {"inputs": {"method": "凿"}, "reasons": {}})
    first.close()

    second = StoreSession.open(path)
    draft = Drafts(second).find("split", "abc")
    assert draft is not None
    assert draft.kept_us == kept
    assert draft.content == {"inputs": {"method": "凿"}, "reasons": {}}
    second.close()


def test_a_draft_is_kept_in_place_of_the_one_before(session: StoreSession) -> None:
    drafts = Drafts(session)
    drafts.keep("split", "abc", {"inputs": {"method": "one"}})
    drafts.keep("split", "abc", {"inputs": {"method": "two"}})
    assert [each.content for each in drafts.all()] == [{"inputs": {"method": "two"}}]


def test_drafts_of_other_dialogs_and_subjects_stay_apart_newest_first(session: StoreSession) -> None:
    drafts = Drafts(session)
    drafts.keep("split", "abc", {"a": "1"})
    drafts.keep("split", "def", {"a": "2"})
    drafts.keep("weigh", "abc", {"a": "3"})
    assert [(each.kind, each.subject) for each in drafts.all()] == [
        ("weigh", "abc"),
        ("split", "def"),
        ("split", "abc"),
    ]
    assert drafts.find("weigh", "def") is None


def test_a_dropped_draft_is_gone_and_dropping_none_does_nothing(session: StoreSession) -> None:
    drafts = Drafts(session)
    drafts.keep("split", "abc", {"a": "1"})
    drafts.drop("split", "abc")
    drafts.drop("split", "abc")
    assert drafts.find("split", "abc") is None


def test_a_read_only_store_keeps_and_drops_nothing(tmp_path: Path) -> None:
    path = tmp_path / "read.lunar"
    writing = StoreSession.make(path)
    Drafts(writing).keep("split", "abc", {"a": "1"})
    writing.close()
    reading = StoreSession.open(path, read_only=True)
    drafts = Drafts(reading)
    assert drafts.keep("split", "xyz", {"a": "2"}) == 0
    drafts.drop("split", "abc")
    assert [each.subject for each in drafts.all()] == ["abc"]
    reading.close()


def test_a_draft_of_another_version_counts_as_none(session: StoreSession) -> None:
    with session.database.write() as connection:
        rows.keep(connection, DraftRow("split", "abc", 1, "not json"))
    assert Drafts(session).find("split", "abc") is None
    assert Drafts(session).all() == ()


def test_a_draft_never_enters_the_journal(session: StoreSession) -> None:
    before = session.head()
    Drafts(session).keep("split", "abc", {"a": "1"})
    assert session.head() == before
