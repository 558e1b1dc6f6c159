"""A store that a scanner, a backup or a sync has open: Windows lets nobody write it, or read it, meanwhile."""

from pathlib import Path

import pytest
from lunarcurator.domain.errors import Refusal
from lunarcurator.services.lab_tables import LabTables, store_folder
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.stores import HELD, is_free, is_let_go, open_for_repair, open_session
from lunarcurator.store.database import check_header

from tests.holding import Holder
from tests.still_clock import StillClock
from tests.store.making import Lab, full_lab, rock


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "lab.lunar"
    full_lab(path).session.close()
    return path


def test_a_store_that_nobody_else_may_write_is_read_and_says_who_is_in_the_way(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    holder = Holder(store, monkeypatch)
    opened = open_session(store)
    assert opened.session.read_only
    assert not opened.follower_of
    assert [each.key for each in opened.notes] == [HELD]
    assert (opened.session.bar.key, dict(opened.session.bar.facts)) == (HELD, {"file": "lab.lunar"})
    with pytest.raises(Refusal, match=HELD):
        Lab(opened.session, StillClock(us=2_000_000_000_000_000)).post(rock("15800"))
    with pytest.raises(Refusal, match=HELD):
        open_for_repair(store)
    assert not is_let_go(store)
    opened.session.close()
    holder.holds = False
    assert is_let_go(store)
    again = open_session(store)
    assert not again.session.read_only
    assert not again.notes
    again.session.close()
    open_for_repair(store).close()


def test_whoever_follows_may_ask_whether_a_store_is_free(store: Path) -> None:
    first = open_session(store)
    assert not is_free(store)
    first.session.close()
    assert is_free(store)
    assert is_free(store), "who asks does not keep it"


def test_a_store_that_nobody_else_may_read_is_not_said_to_be_forbidden(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Holder(store, monkeypatch, shares=False)
    for opening in (open_session, StoreSession.open, check_header, open_for_repair):
        with pytest.raises(Refusal) as refused:
            opening(store)
        assert refused.value.key == HELD


def test_a_table_of_the_lab_that_is_held_is_told(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = store_folder(store) / "schemes" / "own.json"
    table.parent.mkdir(parents=True)
    table.write_text("{}", "utf-8")
    Holder(table, monkeypatch, shares=False)
    with pytest.raises(Refusal) as refused:
        LabTables.load(store)
    assert (refused.value.key, refused.value.facts["file"]) == (HELD, str(table))
