"""A store altered anywhere in what an act reads takes no entry by it, and says what is damaged."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from lunarcurator.domain.acts import Act, Override, Posting
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import LineRef, OperatorRef, PersonRef, PieceRef, PlaceRef, Uid, ref_of
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Move, Operation, Reading, Register, Sight, Weigh
from lunarcurator.domain.operations.requesting import RequestLoan, Wanted, WithdrawLines
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.verifying import about_reach, verify
from lunarcurator.store import schema
from lunarcurator.store.damage import DamagedError
from lunarcurator.store.opening import open_store
from lunarcurator.store.rebuild.whole import FactsDamagedError, rebuild_derived

from tests.still_clock import MAY_US, StillClock
from tests.store.making import TABLES, full_lab
from tests.store.test_tampering import COLUMNS, _alter, _key, _rows, _tampering

NOT_READ = {"year_sum"}
"""Sums that acts add to and never read; the check behind the window compares them."""
JUDGED = {table.name for table in (*schema.HASHED, *schema.DERIVED)} - NOT_READ


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("whole") / "whole.lunar"
    full_lab(path).session.close()
    return path


def _piece(raw: sqlite3.Connection, sample: int) -> Operation:
    (uuid,) = raw.execute("SELECT uuid FROM sample WHERE id = ?", (sample,)).fetchone()
    return Sight(samples=(PieceRef(ref_of(Uid(uuid.hex()))),))


def _place(raw: sqlite3.Connection, place: int) -> Operation:
    (uuid,) = raw.execute("SELECT uuid FROM place WHERE id = ?", (place,)).fetchone()
    return Move(to=PlaceRef(ref_of(Uid(uuid.hex()))), samples=(PieceRef("15600"),))


def _desk(raw: sqlite3.Connection, session: int) -> Operation | None:
    kind, uuid, name = raw.execute("SELECT kind, uuid, name FROM desk WHERE id = ?", (session,)).fetchone()
    ref = ref_of(Uid(uuid.hex()))
    match kind:
        case "operator":
            return _piece(raw, 1)
        case "collection":
            rock = {"mission": "Apollo 15", "form": "whole_rock", "mass": Mass.measured(1_000_000, 1_000)}
            return Register(collection=name, number="15777", **rock)  # type: ignore[arg-type]
        case "balance":
            return Weigh(sample=PieceRef("15556"), reading=Reading(net_ug=49_999_000, balance=ref))  # type: ignore[arg-type]
        case "line":
            return WithdrawLines(lines=(LineRef(ref),), why="not wanted")
        case "person":
            return RequestLoan(borrower=PersonRef(ref), lines=(Wanted(sample=PieceRef("15556")),))
    return None


def _reading(raw: sqlite3.Connection, table: str, row: dict[str, Any]) -> Operation | None:
    """Return an act that reads a row, None where none of the acts here does."""
    if table in ("entry", "entry_part", "undone"):
        seq = row["seq" if table in ("entry", "undone") else "entry"]
        query = "SELECT kind, subject FROM touch WHERE entry = ? ORDER BY kind = 'sample' DESC LIMIT 1"
        kind, subject = raw.execute(query, (seq,)).fetchone()
        return _of(raw, kind, subject)
    if table == "book":
        (sample,) = raw.execute("SELECT sample FROM mass_line WHERE book = ?", (row["id"],)).fetchone()
        return _piece(raw, sample)
    if table == "touch":
        return _of(raw, row["kind"], row["subject"])
    if table == "container_move":
        return _place(raw, row["place"])
    if table in ("sample", "place", "desk", "loan_line"):
        return _of(raw, {"loan_line": "line"}.get(table, table), row["id"])
    return _piece(raw, row["child" if table == "parentage" else "sample"])


def _of(raw: sqlite3.Connection, kind: str, subject: int) -> Operation | None:
    if kind == Subject.SAMPLE:
        return _piece(raw, subject) if _in_book(raw, subject) else None
    return _place(raw, subject) if kind == Subject.PLACE else _desk(raw, subject)


def _in_book(raw: sqlite3.Connection, sample: int) -> bool:
    return bool(raw.execute("SELECT in_book FROM sample WHERE id = ?", (sample,)).fetchone()[0])


def _case(whole: Path, folder: Path, table: str) -> tuple[dict[str, Any], Operation]:
    """Return a row of a table, from the middle on, with an act that reads it and that a sound store takes."""
    with closing(sqlite3.connect(whole)) as raw:
        rows = list(_rows(raw, table, ""))
        read = [(row, _reading(raw, table, row)) for row in [*rows[len(rows) // 2 :], *rows]]
    for row, operation in read:
        if operation is not None and _posted(shutil.copy(whole, folder / "sound.lunar"), operation) is None:
            return row, operation
    raise AssertionError(f"nothing reads {table}")


def _posted(path: Path, operation: Operation) -> Refusal | None:
    """Post an act and return what stood in its way."""
    over = ("limit.over_mass", "limit.new_borrower", "limit.over_pieces", "limit.open_requests")
    posting = Posting(
        acts=(Act(operation=operation, day=20200201),),
        operator=OperatorRef("A. Curator"),
        overrides=tuple(Override(key=key, reason="looked at") for key in over),
    )
    session = StoreSession.open(path, tables=TABLES, clock=StillClock(MAY_US))
    try:
        session.post(posting)
    except Refusal as refusal:
        return refusal
    finally:
        session.close()
    return None


def _entries(path: Path) -> int:
    with closing(sqlite3.connect(path)) as raw:
        return int(raw.execute("SELECT count(*) FROM entry").fetchone()[0])


SLOW = {"entry", "sample"}
"""Tables of so many columns that trying them takes more than two seconds."""


@pytest.mark.parametrize(
    "table",
    [pytest.param(table, marks=pytest.mark.slow if table in SLOW else ()) for table in sorted(JUDGED)],
)
def test_an_act_that_reads_what_is_damaged_is_refused(whole: Path, tmp_path: Path, table: str) -> None:
    row, operation = _case(whole, tmp_path, table)
    taken = []
    for column in (column for name, column in COLUMNS if name == table):
        copy = shutil.copy(whole, tmp_path / f"{column}.lunar")
        with _tampering(copy) as raw:
            _alter(raw, table, column, row)
        before = _entries(copy)
        if _posted(copy, operation) is None or _entries(copy) != before:
            taken.append(column)
    assert not taken


@pytest.mark.parametrize("table", sorted(JUDGED))
def test_an_act_that_lacks_a_row_is_refused(whole: Path, tmp_path: Path, table: str) -> None:
    row, operation = _case(whole, tmp_path, table)
    with _tampering(whole_copy := shutil.copy(whole, tmp_path / "copy.lunar")) as raw:
        where, values = _key(raw, table, row)
        raw.execute(f"DELETE FROM {table} WHERE {where}", values)  # noqa: S608
    before = _entries(whole_copy)
    assert _posted(whole_copy, operation) is not None
    assert _entries(whole_copy) == before


def test_what_an_act_found_damaged_is_said_and_kept(whole: Path, tmp_path: Path) -> None:
    copy = shutil.copy(whole, tmp_path / "copy.lunar")
    with _tampering(copy) as raw:
        raw.execute("UPDATE sample SET mass_ug = mass_ug + 1 WHERE number = '15556'")
        piece = _piece(raw, raw.execute("SELECT id FROM sample WHERE number = '15556'").fetchone()[0])
        other = _piece(raw, raw.execute("SELECT id FROM sample WHERE number = '15558'").fetchone()[0])
    assert _posted(copy, other) is None
    refused = _posted(copy, piece)
    assert isinstance(refused, DamagedError)
    assert [(each.key, dict(each.facts)["number"]) for each in refused.findings] == [
        ("verify.piece_altered", "15556")
    ]
    again = _posted(copy, other)
    assert isinstance(again, DamagedError)
    assert again.findings == refused.findings


def _far_piece(path: Path) -> Operation:
    """An act that reads a piece which nothing here alters."""
    with closing(sqlite3.connect(path)) as raw:
        return _piece(raw, raw.execute("SELECT id FROM sample WHERE number = '15556'").fetchone()[0])


CHANGED_DEFINITIONS = {
    "a guard is gone": ("DROP TRIGGER guard_entry_update",),
    "a guard does nothing": (
        "DROP TRIGGER guard_entry_update",
        "CREATE TRIGGER guard_entry_update BEFORE UPDATE ON entry BEGIN SELECT 1; END",
    ),
    "a foreign trigger": ("CREATE TRIGGER mine AFTER INSERT ON entry BEGIN DELETE FROM year_sum; END",),
    "a derived table is gone": ("DROP TABLE year_sum",),
    "a table of facts is gone": ("DROP TABLE relation",),
    "a free table is gone": ("DROP TABLE pin",),
    "an index is gone": ("DROP INDEX ix_sample_root_sort_key",),
}


@pytest.mark.parametrize("how", CHANGED_DEFINITIONS)
def test_no_act_is_posted_beside_changed_definitions(whole: Path, tmp_path: Path, how: str) -> None:
    path = shutil.copy(whole, tmp_path / "copy.lunar")
    act = _far_piece(path)
    with closing(sqlite3.connect(path)) as raw, raw:
        for statement in CHANGED_DEFINITIONS[how]:
            raw.execute(statement)
    before = _entries(path)
    assert isinstance(_posted(path, act), DamagedError)
    assert _entries(path) == before


def test_definitions_changed_while_a_store_is_open_are_seen(whole: Path, tmp_path: Path) -> None:
    path = shutil.copy(whole, tmp_path / "copy.lunar")
    posting = Posting(acts=(Act(operation=_far_piece(path), day=20200201),), operator=OperatorRef("A. Curator"))
    with closing(StoreSession.open(path, tables=TABLES, clock=StillClock(MAY_US))) as session:
        session.post(posting)
        with closing(sqlite3.connect(path)) as raw, raw:
            raw.execute("CREATE TRIGGER mine AFTER INSERT ON entry BEGIN DELETE FROM year_sum; END")
        with pytest.raises(DamagedError) as error:
            session.post(posting)
    assert [each.key for each in error.value.findings] == ["verify.definition_extra"]


LAST = "UPDATE entry SET {} WHERE seq = (SELECT max(seq) FROM entry)"
ENDS = {
    "the last entry is altered": LAST.format("reason = 'another'"),
    "the last entry has another number": LAST.format("seq = -5"),
    "an entry stands before the first": "UPDATE entry SET seq = 0 WHERE seq = 1",
    "the heading of the last entry is gone": "DELETE FROM entry WHERE seq = (SELECT max(seq) FROM entry)",
}


@pytest.mark.parametrize("how", ENDS)
def test_no_act_is_posted_behind_a_damaged_end(whole: Path, tmp_path: Path, how: str) -> None:
    path = shutil.copy(whole, tmp_path / "copy.lunar")
    act = _far_piece(path)
    with _tampering(path) as raw:
        raw.execute("PRAGMA foreign_keys = OFF")
        raw.execute(ENDS[how])
    before = _entries(path)
    assert isinstance(_posted(path, act), DamagedError)
    assert _entries(path) == before


def cut_tail(path: Path) -> int:
    """Take the last entry out of every hashed table; derived rows go on to speak of it. Returns its number."""
    with _tampering(path) as raw:
        raw.execute("PRAGMA foreign_keys = OFF")
        (last,) = raw.execute("SELECT max(seq) FROM entry").fetchone()
        raw.execute("DELETE FROM entry WHERE seq = ?", (last,))
        for table in (schema.entry_part, *schema.FACT_TABLES):
            raw.execute(f"DELETE FROM {table.name} WHERE entry = ?", (last,))  # noqa: S608
    return int(last)


def test_a_cut_tail_of_which_rows_still_speak_is_named_and_nothing_is_posted_or_rebuilt(
    whole: Path, tmp_path: Path
) -> None:
    path = shutil.copy(whole, tmp_path / "copy.lunar")
    act = _far_piece(path)
    last = cut_tail(path)
    with closing(open_store(path)) as store:
        found = verify(store)
        lost = [dict(each.facts) for each in found.findings if each.key == "verify.entries_lost"]
        assert lost == [{"entry": last - 1, "last": last}]
        assert [each.key for each in about_reach(found)][-1] == "verify.advice_backup"
        with pytest.raises(FactsDamagedError):
            rebuild_derived(store, lambda _done, _total: None, lambda: False)
    refused = _posted(path, act)
    assert isinstance(refused, DamagedError)
    assert [each.key for each in refused.findings] == ["verify.entries_lost"]
    assert _entries(path) == last - 1
