"""A desk that cannot be set up lets go of the store."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store.errors import StoreError


def test_a_store_whose_settings_cannot_be_read_is_closed_again(tmp_path: Path) -> None:
    path = tmp_path / "a.lunar"
    StoreSession.make(path).close()
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("DROP TABLE setting")
    with pytest.raises(StoreError, match=r"store\.damaged"):
        StoreSession.open(path)
    # The log and its index go away with the last connection, and only with it.
    assert list(tmp_path.iterdir()) == [path]


def test_a_desk_that_cannot_be_set_up_lets_go_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.lunar"
    StoreSession.make(path).close()

    def fail(*_told: object) -> str:
        raise KeyError("time_zone")

    with monkeypatch.context() as patched:
        patched.setattr("lunarcurator.services.store_session.setting", fail)
        with pytest.raises(KeyError):
            StoreSession.open(path)
    StoreSession.open(path).close()
