"""What a whole verification found is remembered, and forgotten once the store verifies sound."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from lunarcurator.domain.findings import Strength, find
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.stores import open_session
from lunarcurator.services.verifying import remember, verify
from lunarcurator.store import damage

from tests.conftest import DATA_HOME
from tests.store.making import full_lab

OTHER = find(Strength.IMPOSSIBLE, "verify.facts_altered", "", "entry.facts_digest", "entry:7", entry=7)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(DATA_HOME, str(tmp_path / "data"))
    path = tmp_path / "a.lunar"
    full_lab(path).session.close()
    return path


def test_a_store_that_verified_damaged_is_barred_and_says_why_when_it_opens(store: Path) -> None:
    with closing(sqlite3.connect(store)) as raw, raw:
        raw.execute("UPDATE sample SET mass_ug = mass_ug + 1 WHERE number = '15556'")
    session = StoreSession.open(store)
    assert session.bar.key == "store.read_only"
    remember(session, verify(session), session.damage)
    assert session.read_only
    assert session.bar.key == "store.damaged_no_posting"
    assert [each.key for each in session.damage] == ["verify.piece_altered"]
    session.close()
    opened = open_session(store)
    assert opened.session.read_only
    assert [each.key for each in opened.notes][:2] == ["store.damaged_no_posting", "verify.piece_altered"]
    opened.session.close()


def test_a_store_that_verified_sound_takes_entries_again(store: Path) -> None:
    session = StoreSession.open(store)
    damage.mark(session.database, [OTHER])
    remember(session, verify(session), session.damage)
    assert not session.read_only
    remember(session, verify(session), session.damage)
    session.close()
    opened = open_session(store)
    assert not opened.session.read_only
    assert opened.notes == ()
    opened.session.close()


def test_what_an_act_found_while_the_store_was_verified_stays(store: Path) -> None:
    session = StoreSession.open(store)
    before, found = session.damage, verify(session)
    damage.mark(session.database, [OTHER])
    remember(session, found, before)
    assert session.damage == (OTHER,)
    session.close()
