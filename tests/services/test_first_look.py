"""The first look at a store: it shows what the open store shows, and nothing where it cannot know."""

import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from lunarcurator.services.browsing import TOP, Browsing, Sort, TreeQuery
from lunarcurator.services.demonstration import make_demonstration
from lunarcurator.services.first_look import FirstLook, first_look
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store import first_look as plain
from lunarcurator.store.first_look import MOST_COLLECTIONS, looked_at

from tests.made_once import copied_file
from tests.scale.generator import make_store

BY_NUMBER = Sort()


@pytest.fixture(autouse=True)
def own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr("platformdirs.user_config_dir", lambda *_names: str(tmp_path / "settings"))
    return tmp_path / "settings"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return copied_file(make_demonstration, tmp_path / "lab.lunar")


@pytest.fixture
def browsing(store: Path) -> Iterator[Browsing]:
    # Beside the store: a store that is open is not at rest.
    session = StoreSession.open(shutil.copy(store, store.with_name("open.lunar")))
    yield Browsing(session)
    session.close()


def changed(store: Path, *statements: str) -> Path:
    with closing(sqlite3.connect(store)) as raw:
        for each in statements:
            raw.execute(each)
        raw.commit()
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return store


@pytest.mark.parametrize("sort", [BY_NUMBER, Sort(descending=True)], ids=["up", "down"])
def test_what_is_seen_first_is_what_the_open_store_shows(store: Path, browsing: Browsing, sort: Sort) -> None:
    look = first_look(store, sort)
    assert look is not None
    query = TreeQuery(sort=sort)
    assert look.below[TOP] == browsing.children([TOP], query)[TOP]
    collections = [node for node, *_ in look.below[TOP]]
    assert {node: look.below[node] for node in collections} == browsing.children(collections, query)
    rows = {row.id: row for row in look.rows}
    assert len(rows) > 20
    assert rows == browsing.rows([*rows])


def test_every_row_is_read_as_the_open_store_reads_it(store: Path, browsing: Browsing) -> None:
    with closing(sqlite3.connect(store)) as raw:
        ids = [id_ for (id_,) in raw.execute("SELECT id FROM sample")]
    read = looked_at(store, lambda glance: glance.rows(ids))
    assert read is not None
    wanted = browsing.rows(ids)
    assert {row.id: row for row in read} == wanted
    assert any(row.holder for row in wanted.values())
    assert any(row.family is not None and row.family.estimated for row in wanted.values())


def test_the_holders_are_asked_for_as_by_the_open_store() -> None:
    from lunarcurator.store.reads import rows

    assert plain.HOLDERS.replace("?", ":ids") == str(rows._HOLDERS)


def test_of_a_long_collection_only_the_first_pieces_are_read(
    store: Path, browsing: Browsing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lunarcurator.services.first_look.MOST", 5)
    look = first_look(store, BY_NUMBER)
    assert look is not None
    for node, *_ in look.below[TOP]:
        all_below = browsing.children([node], TreeQuery())[node]
        assert look.below[node] in (all_below, all_below[:5])
    assert any(len(look.below[node]) == 5 for node, *_ in look.below[TOP])


def test_it_takes_no_lock_and_leaves_the_folder_as_it_was(store: Path) -> None:
    before = {each.name: each.stat().st_mtime_ns for each in store.parent.iterdir()}
    with closing(sqlite3.connect(store, isolation_level=None)) as raw:
        raw.execute("PRAGMA journal_mode = DELETE")
        raw.execute("BEGIN EXCLUSIVE")
        assert first_look(store, BY_NUMBER) is not None
        raw.execute("ROLLBACK")
        raw.execute("PRAGMA journal_mode = WAL")
    assert {each.name for each in store.parent.iterdir()} == set(before)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Gather the statements that are asked of SQLite."""
    told: list[str] = []
    connect = sqlite3.connect

    def counted(*names: object, **more: object) -> sqlite3.Connection:
        raw = connect(*names, **more)  # type: ignore[call-overload]
        raw.set_trace_callback(told.append)
        return raw

    monkeypatch.setattr(plain.sqlite3, "connect", counted)
    return told


def test_it_asks_little_of_many_collections(store: Path, asked: list[str]) -> None:
    assert first_look(store, BY_NUMBER) is not None
    assert 5 < len(asked) <= 20


@pytest.mark.parametrize("pieces", [1_000])
def test_it_asks_as_little_of_a_large_store(tmp_path: Path, pieces: int, asked: list[str]) -> None:
    make_store(tmp_path / "large.lunar", pieces, seed=11).close()
    del asked[:]
    assert first_look(tmp_path / "large.lunar", BY_NUMBER) is not None
    assert len(asked) == 5


NOT_AT_REST: dict[str, Callable[[Path], object]] = {
    "a log": lambda store: store.with_name(f"{store.name}-wal").write_bytes(b"entries"),
    "a journal": lambda store: store.with_name(f"{store.name}-journal").write_bytes(b"pages"),
    "a migration to come": lambda store: changed(store, "UPDATE alembic_version SET version_num = '0003'"),
    "a newer program": lambda store: changed(store, "UPDATE alembic_version SET version_num = '9999'"),
    "another program's file": lambda store: changed(store, "PRAGMA application_id = 7"),
    "text": lambda store: store.write_text("no store", encoding="utf-8"),
    "nothing": lambda store: store.write_bytes(b""),
    "no file": lambda store: store.unlink(),
    "a folder": lambda store: (store.unlink(), store.mkdir()),
    "damage": lambda store: store.write_bytes(store.read_bytes()[:4096] + os.urandom(store.stat().st_size - 4096)),
    "a cut end": lambda store: store.write_bytes(store.read_bytes()[:20_000]),
    "a record that is none": lambda store: changed(store, "UPDATE desk SET fields = '['"),
    "no collection": lambda store: changed(store, "UPDATE desk SET in_book = 0 WHERE kind = 'collection'"),
    "tables of the lab": lambda store: store.with_suffix(".tables").mkdir(),
}


@pytest.mark.parametrize("what", NOT_AT_REST)
def test_only_opening_tells_what_to_show_of(what: str, store: Path) -> None:
    assert first_look(store, BY_NUMBER) is not None
    NOT_AT_REST[what](store)
    assert first_look(store, BY_NUMBER) is None


def test_a_person_with_tables_sees_what_they_make_of_it(store: Path, own_settings: Path) -> None:
    (own_settings / "tables").mkdir(parents=True)
    assert first_look(store, BY_NUMBER) is None


def test_what_cannot_be_looked_at_is_for_who_opens_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert first_look(Path(tmp_path.anchor), BY_NUMBER) is None

    def refused(_path: Path) -> bool:
        raise PermissionError

    monkeypatch.setattr(Path, "exists", refused)
    assert first_look(tmp_path / "lab.lunar", BY_NUMBER) is None


def test_an_order_other_than_by_number_is_for_the_open_store(store: Path) -> None:
    assert first_look(store, Sort("mass")) is None


def test_a_scheme_that_is_not_the_programs_is_for_the_open_store(store: Path) -> None:
    with closing(sqlite3.connect(store)) as raw:
        ((fields,),) = raw.execute("SELECT fields FROM desk WHERE kind = 'collection' LIMIT 1").fetchall()
    other = json.dumps({**json.loads(fields), "scheme": "nobodys"})
    with closing(sqlite3.connect(store)) as raw:
        raw.execute("UPDATE desk SET fields = ? WHERE kind = 'collection'", (other,))
        raw.commit()
    changed(store)
    assert first_look(store, BY_NUMBER) is None


def test_very_many_collections_are_for_the_open_store(store: Path) -> None:
    again = (
        "INSERT INTO desk SELECT {columns} FROM desk WHERE kind = 'collection' AND id ="
        " (SELECT MIN(id) FROM desk WHERE kind = 'collection')"
    )
    with closing(sqlite3.connect(store)) as raw:
        names = [name for _, name, *_ in raw.execute("PRAGMA table_info(desk)")]
    for number in range(MOST_COLLECTIONS):
        new = {"id": f"{10_000 + number}", "uuid": f"randomblob({16})"}
        changed(store, again.format(columns=", ".join(new.get(name, name) for name in names)))
    assert first_look(store, BY_NUMBER) is None


def test_a_store_written_to_meanwhile_shows_nothing(store: Path) -> None:
    def written(_glance: object) -> str:
        with store.open("ab") as file:
            file.write(b"more")
        return "seen"

    assert looked_at(store, written) is None


def test_the_look_says_of_which_store_it_is(store: Path) -> None:
    look = first_look(store, BY_NUMBER)
    assert isinstance(look, FirstLook)
    assert look.path == store
