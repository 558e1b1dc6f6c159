"""Each column of each table is altered, with the guards dropped, and verifying must name it (`ledger.md` 3)."""
# ruff: noqa: S608 - the names of tables come from the schema

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from lunarcurator.domain.findings import Finding
from lunarcurator.services.verifying import Verification, verify
from lunarcurator.store import blank, guards, schema
from lunarcurator.store.database import Database
from lunarcurator.store.errors import StoreError
from lunarcurator.store.opening import open_store

from tests.store.making import full_lab

FACTS = {table.name for table in schema.FACT_TABLES} | {"entry_part"}
FREE = {table.name for table in schema.FREE}
NAMED = {"sample", "place", "desk"}
IDENTITY = {"id", "uuid"}


def _columns() -> list[tuple[str, str]]:
    with closing(blank.in_memory()) as raw:
        tables = [
            name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")
        ]
        return [
            (table, column)
            for table in tables
            for (column,) in raw.execute("SELECT name FROM pragma_table_info(?)", (table,))
        ]


COLUMNS = _columns()
SEEN_OTHERWISE = {"search", "search_idx"}
"""`search` shows its parts; the ways to the words are altered in `test_unreadable`: they are no plain values."""

JUDGED = [
    (table, column)
    for table, column in COLUMNS
    if table not in FREE | SEEN_OTHERWISE | {"alembic_version"}
    # SQLite counts its own transactions here; nothing of a piece depends on it. Nor does anything on the totals it
    # keeps in one row of `search_data`: `store.verify.search_index` says why neither is compared.
    and (table, column) != ("search_docsize", "origin")
]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("whole") / "whole.lunar"
    full_lab(path).session.close()
    return path


@pytest.fixture
def copy(whole: Path, tmp_path: Path) -> Path:
    return shutil.copy(whole, tmp_path / "copy.lunar")


def test_every_table_is_hashed_derived_or_free() -> None:
    declared = {table.name for table in (*schema.HASHED, *schema.DERIVED, *schema.FREE)}
    search = {table for table, _ in COLUMNS if table == "search" or table.startswith("search_")}
    assert {table for table, _ in COLUMNS} == declared | search | {"alembic_version"}
    assert len(declared) == len(schema.HASHED) + len(schema.DERIVED) + len(schema.FREE)


def test_every_judged_table_has_rows_to_alter(whole: Path) -> None:
    with closing(sqlite3.connect(whole)) as raw:
        for table, _ in JUDGED:
            assert raw.execute(f"SELECT count(*) FROM {table}").fetchone()[0], table


def test_the_whole_store_verifies(copy: Path) -> None:
    assert _verify(copy).findings == ()


@pytest.mark.parametrize(("table", "column"), JUDGED)
@pytest.mark.parametrize("filled", [True, False], ids=["value", "blank"])
def test_an_altered_column_is_named(copy: Path, table: str, column: str, filled: bool) -> None:
    with _tampering(copy) as raw:
        row = _row(raw, table, column, filled=filled)
        if row is None:
            return
        _alter(raw, table, column, row)
    _assert_named(_verify(copy), table, column, row)


@pytest.mark.parametrize("table", sorted({table for table, _ in JUDGED if not table.startswith("search")}))
def test_a_row_taken_out_is_named(copy: Path, table: str) -> None:
    with _tampering(copy) as raw:
        row = _last(raw, table)
        where, values = _key(raw, table, row)
        raw.execute(f"DELETE FROM {table} WHERE {where}", values)
    _assert_noticed(_verify(copy), table, row)


@pytest.mark.parametrize("table", sorted({table for table, _ in JUDGED if not table.startswith("search")}))
def test_a_row_added_is_named(copy: Path, table: str) -> None:
    with _tampering(copy) as raw:
        row = _last(raw, table)
        _add_like(raw, table, row)
    verification = _verify(copy)
    assert not verification.sound
    assert any(each.field.split(".")[0] in _places(table) for each in verification.findings), verification.findings


@pytest.mark.parametrize("table", sorted(FREE))
def test_free_tables_are_nobodys_proof(copy: Path, table: str) -> None:
    with _tampering(copy) as raw:
        told = {"setting": ("note", "x"), "draft": (1, "split", "15555", 1, "{}"), "pin": (b"\1" * 16, "x")}[table]
        raw.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(told))})", told)
    assert _verify(copy).sound


def test_the_identity_of_the_store_is_no_free_setting(copy: Path) -> None:
    with _tampering(copy) as raw:
        raw.execute("UPDATE setting SET value = ? WHERE key = 'store_id'", ("ab" * 16,))
    assert "entry:1" in _causes(_verify(copy))


@pytest.mark.parametrize("identity", ["not an identity", ""])
def test_an_unreadable_identity_breaks_the_chain(copy: Path, identity: str) -> None:
    with _tampering(copy) as raw:
        raw.execute("UPDATE setting SET value = ? WHERE key = 'store_id'", (identity,))
    assert "entry:1" in _causes(_verify(copy))


def test_a_guard_taken_away_is_named(copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as raw, raw:
        raw.execute("DROP TRIGGER guard_mass_line_update")
    assert "definition:guard_mass_line_update" in _causes(_verify(copy))


def test_an_index_taken_away_is_named_and_nothing_else_stops(copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as raw, raw:
        raw.execute("DROP INDEX ix_number_claim_sample")
    assert _causes(_verify(copy)) == {"definition:ix_number_claim_sample"}


def test_an_added_table_is_named(copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as raw, raw:
        raw.execute("CREATE TABLE shadow (x)")
    assert "definition:shadow" in _causes(_verify(copy))


def test_a_foreign_mark_in_the_header_is_named(copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as raw, raw:
        raw.execute("PRAGMA application_id = 7")
    store = Database(copy, read_only=True)
    assert "definition:file" in _causes(verify(store))
    store.close()


def test_an_altered_version_is_refused_at_opening(copy: Path) -> None:
    for statement in (
        "UPDATE alembic_version SET version_num = '9999'",
        "UPDATE alembic_version SET version_num = ''",
        "INSERT INTO alembic_version VALUES ('0002')",
        "DELETE FROM alembic_version",
    ):
        with closing(sqlite3.connect(copy)) as raw, raw:
            raw.execute(statement)
        with pytest.raises(StoreError):
            open_store(copy)


@pytest.mark.parametrize("table", ["mass_line", "sample", "entry", "name"])
def test_text_that_is_no_text_is_named(copy: Path, table: str) -> None:
    column = {"mass_line": "reason", "sample": "remarks", "entry": "reason", "name": "text"}[table]
    with _tampering(copy) as raw:
        row = _last(raw, table)
        where, values = _key(raw, table, row)
        raw.execute(f"UPDATE {table} SET {column} = CAST(x'ff41' AS TEXT) WHERE {where}", values)
    _assert_named(_verify(copy), table, column, row)


@pytest.mark.parametrize("changes", ["[[", '{"a": 1}', "[7]", '[["class_name", "Ba\\u0000"', '"text"', "null"])
@pytest.mark.parametrize("kind", ["sample", "place", "operator"])
def test_a_change_that_says_nothing_readable_is_named(copy: Path, kind: str, changes: str) -> None:
    with _tampering(copy) as raw:
        entry, n = raw.execute("SELECT entry, n FROM touch WHERE kind = ? AND changes <> '[]'", (kind,)).fetchone()
        raw.execute("UPDATE touch SET changes = ? WHERE entry = ? AND n = ?", (changes, entry, n))
    assert f"entry:{entry}" in _causes(_verify(copy))


def test_two_altered_rows_are_both_named(copy: Path) -> None:
    with _tampering(copy) as raw:
        raw.execute("UPDATE entry SET reason = 'other' WHERE seq IN (3, 9)")
    assert _causes(_verify(copy)) == {"entry:3", "entry:9"}


def test_lines_that_do_not_close_are_named_even_with_honest_digests(copy: Path) -> None:
    with _tampering(copy) as raw:
        raw.execute("UPDATE mass_line SET ug = ug + 5 WHERE (entry, n) = (SELECT entry, n FROM mass_line LIMIT 1)")
    keys = {finding.key for finding in _verify(copy).findings}
    assert "verify.does_not_close" in keys


def test_a_cut_tail_with_state_rolled_back_is_seen_only_from_outside(whole: Path, tmp_path: Path) -> None:
    shorter = tmp_path / "shorter.lunar"
    lab = full_lab(shorter)
    head = lab.session.head()
    lab.session.close()
    other = tmp_path / "other.lunar"
    shutil.copy(shorter, other)
    with closing(sqlite3.connect(other)) as raw, raw:
        last = raw.execute("SELECT max(seq) FROM entry").fetchone()[0]
    assert last == head.seq
    assert _verify(shorter, against=other).sound


def test_many_flaws_are_told_by_the_first_and_counted(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lunarcurator.store.verify.report.LIMIT", 3)
    with _tampering(copy) as raw:
        raw.execute("UPDATE entry SET reason = 'other'")
    findings = _verify(copy).findings
    assert [finding.key for finding in findings][-1] == "verify.more"
    assert len(findings) == 4


def _assert_named(found: Verification, table: str, column: str, row: dict[str, Any]) -> None:
    assert not found.sound
    if table in FACTS:
        assert f"entry:{row['entry']}" in _causes(found)
    elif table in {"entry", "undone"}:
        assert f"entry:{row['seq']}" in _causes(found)
    elif table == "book":
        assert any(cause.startswith(("entry:", "book:")) for cause in _causes(found))
    elif table in NAMED and column in IDENTITY:
        assert any(cause.startswith(("entry:", f"{table}:")) for cause in _causes(found))
    elif table in NAMED:
        assert (f"{table}:{row['uuid'].hex()}", f"{table}.{column}") in _named(found)
    elif table == "name":
        assert any(cause.startswith("sample:") and place.startswith("name.") for cause, place in _named(found))
    elif table == "year_sum":
        assert any(place.startswith("year_sum.") for _, place in _named(found))
    elif table == "loan_line":
        wanted = "loan_line." if column in IDENTITY else f"loan_line.{column}"
        assert any(cause.startswith("loan_line:") and place.startswith(wanted) for cause, place in _named(found))
    else:
        assert any(place in {"search.words", "search_config.v", "file"} for _, place in _named(found)), (
            found.findings
        )


def _assert_noticed(found: Verification, table: str, row: dict[str, Any]) -> None:
    assert not found.sound
    if table in FACTS:
        assert f"entry:{row['entry']}" in _causes(found)
    elif table in {"entry", "undone"}:
        assert f"entry:{row['seq']}" in _causes(found)
    else:
        assert any(place.split(".")[0] in _places(table) for _, place in _named(found)), found.findings


def _places(table: str) -> set[str]:
    """The tables a finding about a missing or added row may name: a lost piece breaks digests too."""
    return {table, "entry", "mass_line"} if table not in FACTS else {"entry", "entry_part", "mass_line"}


def _verify(path: Path, against: Path | None = None) -> Verification:
    store = open_store(path, read_only=True)
    try:
        return verify(store, against=against)
    finally:
        store.close()


def _causes(found: Verification) -> set[str]:
    return {finding.cause for finding in found.findings}


def _named(found: Verification) -> set[tuple[str, str]]:
    return {(finding.cause, finding.field) for finding in found.findings if isinstance(finding, Finding)}


class _tampering:  # noqa: N801 - it reads as a verb
    """A connection without guards and references; the guards are put back so that only the alteration speaks."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> sqlite3.Connection:
        self._raw = sqlite3.connect(self._path)
        self._raw.execute("PRAGMA foreign_keys = OFF")
        # Each guard by itself would be written through to the disk.
        self._raw.execute("BEGIN")
        for (name,) in self._raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            self._raw.execute(f"DROP TRIGGER {name}")
        self._raw.commit()
        return self._raw

    def __exit__(self, *_: object) -> None:
        for statement in guards.statements():
            self._raw.execute(statement)
        self._raw.commit()
        self._raw.close()


def _row(raw: sqlite3.Connection, table: str, column: str, *, filled: bool) -> dict[str, Any] | None:
    """A row in the middle whose column says something, or says nothing."""
    wanted = f'"{column}" IS NOT NULL' if filled else f'"{column}" IS NULL'
    rows = list(_rows(raw, table, f"WHERE {wanted}"))
    return rows[len(rows) // 2] if rows else None


def _last(raw: sqlite3.Connection, table: str) -> dict[str, Any]:
    return list(_rows(raw, table, ""))[-1]


def _rows(raw: sqlite3.Connection, table: str, where: str) -> Iterator[dict[str, Any]]:
    found = raw.execute(f"SELECT * FROM {table} {where}")
    names = [each[0] for each in found.description]
    for row in found.fetchall():
        yield dict(zip(names, row, strict=True))


def _key(raw: sqlite3.Connection, table: str, row: dict[str, Any]) -> tuple[str, tuple[Any, ...]]:
    told = raw.execute("SELECT name FROM pragma_table_info(?) WHERE pk > 0", (table,)).fetchall()
    names = [name for (name,) in told] or list(row)
    return " AND ".join(f'"{name}" IS ?' for name in names), tuple(row[name] for name in names)


def _alter(raw: sqlite3.Connection, table: str, column: str, row: dict[str, Any]) -> None:
    where, values = _key(raw, table, row)
    raw.execute(f'UPDATE {table} SET "{column}" = ? WHERE {where}', (_other(raw, table, column, row), *values))


def _other(raw: sqlite3.Connection, table: str, column: str, row: dict[str, Any]) -> object:
    value = row[column]
    kind = raw.execute("SELECT type FROM pragma_table_info(?) WHERE name = ?", (table, column)).fetchone()[0]
    if isinstance(value, int) or (value is None and kind == "INTEGER"):
        return (value or 0) + 1_000 if column in {"seq", "entry", "n", "id", "part"} else (value or 0) + 1
    if isinstance(value, bytes):
        return value[:-1] + bytes([value[-1] ^ 1])
    if value is None:
        return b"\1" * 16 if kind == "BLOB" else "x"
    return f"{value} "


def _add_like(raw: sqlite3.Connection, table: str, row: dict[str, Any]) -> None:
    """Add a row that differs from another only in its key and whatever has to be unique."""
    told = raw.execute("SELECT name FROM pragma_table_info(?) WHERE pk > 0", (table,)).fetchall()
    keys = [name for (name,) in told]
    new = dict(row)
    for name in {*keys[-1:], *({"uuid"} & row.keys()), *({"mission"} & row.keys() if table == "book" else set())}:
        new[name] = _other(raw, table, name, row)
    marks = ", ".join("?" * len(new))
    raw.execute(f"INSERT INTO {table} VALUES ({marks})", tuple(new.values()))
