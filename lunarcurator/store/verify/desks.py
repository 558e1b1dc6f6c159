"""The small derived tables: places, collections, operators, balances, what is undone, and the yearly sums."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import batched
from typing import Any

from lunarcurator.domain.identity import Uid
from lunarcurator.domain.pieces import fold_place
from lunarcurator.store import derived, schema
from lunarcurator.store.fact_reading import desk_facts, place_facts
from lunarcurator.store.ids import LocalIds
from lunarcurator.store.verify.reader import DAMAGE, Reader, pass_on
from lunarcurator.store.verify.report import Report

type Stored = dict[str, Any]
type Judge = Callable[[Sequence[Stored]], None]

_CHUNK = 1_000
_KINDS = "SELECT subject, min(kind) FROM touch WHERE kind NOT IN ('sample', 'place') GROUP BY subject"


def check_places(reader: Reader, report: Report) -> int:
    """Compare every row of `place` with its facts; returns how many there are."""
    count = _judge_table(reader, report, "place", _place_judge(reader, report))
    _missing(reader, report, "place", "kind = 'place'")
    return count


def _place_judge(reader: Reader, report: Report) -> Judge:
    ids = LocalIds(reader.connection)

    def judge(rows: Sequence[dict[str, Any]]) -> None:
        known = place_facts(reader.connection, [row["id"] for row in rows])
        for row in rows:
            uid = Uid(row["uuid"].hex())
            state = fold_place(uid, known.get(uid, ()))
            right = derived.place_row(state, ids)
            compare(report, "place", uid, row, right, str(right["name"] or row["name"] or uid))
            if not state.last_seq:
                _must_be_known(reader, report, "place", row)

    return judge


def check_desks(reader: Reader, report: Report) -> int:
    """Compare every row of `desk` with its facts; returns how many there are."""
    # Asked once: the touches of a subject are found by its kind, which the row may have wrong.
    kinds: dict[int, str] = dict(reader.all(_KINDS))
    count = _judge_table(reader, report, "desk", _desk_judge(reader, report, lambda rows: _by_kind(rows, kinds)))
    _missing(reader, report, "desk", "kind NOT IN ('sample', 'place')")
    return count


def _desk_judge(
    reader: Reader, report: Report, by_kind: Callable[[Sequence[Stored]], Mapping[str, Sequence[Stored]]]
) -> Judge:
    ids = LocalIds(reader.connection)

    def judge(rows: Sequence[dict[str, Any]]) -> None:
        for kind, mine in by_kind(rows).items():
            known = desk_facts(reader.connection, [row["id"] for row in mine], kind)
            for row in mine:
                uid = Uid(row["uuid"].hex())
                state = derived.fold_desk(uid, known.get(uid, ()))
                right = derived.desk_row(kind, state, ids)
                compare(report, "desk", uid, row, right, str(right["name"] or row["name"] or uid))
                if not state.last_seq:
                    _must_be_known(reader, report, "desk", row)

    return judge


def check_some_places(reader: Reader, report: Report, places: Iterable[int]) -> None:
    """Compare the rows of these places with their facts."""
    _judge_some(reader, report, "place", places, _place_judge(reader, report))


def check_some_desks(reader: Reader, report: Report, kind: str, desks: Iterable[int]) -> None:
    """Compare the rows of these subjects of the desk, which their touches say are of a kind, with their facts."""
    _judge_some(reader, report, "desk", desks, _desk_judge(reader, report, lambda rows: {kind: rows}))


def _judge_some(reader: Reader, report: Report, table: str, ids: Iterable[int], judge: Judge) -> None:
    names = [column.name for column in schema.metadata.tables[table].columns]
    told = ", ".join(f'"{name}"' for name in names)
    asked = json.dumps(sorted(ids))
    sql = f"SELECT {told} FROM {table} WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"  # noqa: S608
    rows = [dict(zip(names, row, strict=True)) for row in reader.all(sql, asked)]
    one_by_one(reader, rows, judge, lambda row: row_unreadable(report, table, row["id"], row["uuid"], row["name"]))


def one_by_one[T](
    reader: Reader, rows: Sequence[T], judge: Callable[[Sequence[T]], None], unreadable: Callable[[T], None]
) -> None:
    """Judge rows together, and where that fails each by itself: only what cannot be read is not compared."""
    try:
        judge(rows)
    except DAMAGE as error:
        pass_on(error)
    else:
        return
    with reader.lenient():
        for row in rows:
            try:
                judge([row])
            except DAMAGE as error:
                pass_on(error)
                unreadable(row)


def row_unreadable(report: Report, table: str, key: int, uuid: object = None, name: object = None) -> None:
    """Report a row of which something, in it or in its facts, cannot be read."""
    uid = uuid.hex() if isinstance(uuid, bytes) else str(key)
    told = name if isinstance(name, str) and name else uid
    report.flaw("verify.row_unreadable", field=f"{table}.id", cause=f"{table}:{uid}", table=table, name=told)


def check_undone(reader: Reader, report: Report, right: frozenset[int]) -> None:
    """Compare the entries marked out of force with those the reversals put there."""
    stored = {seq for (seq,) in reader.all("SELECT seq FROM undone")}
    for seq in sorted(stored ^ right):
        report.flaw("verify.undone_altered", field="undone.seq", cause=f"entry:{seq}", entry=seq)


def check_years(reader: Reader, report: Report) -> None:
    """Compare the yearly sums with the mass lines, and see that the lines of each book sum to zero."""
    right: dict[tuple[int, str, int], tuple[int, int]] = {}
    books: dict[int, tuple[int, int]] = {}
    for book, account, day, ug, unweighed in _sums(reader):
        key = (book, account, day // 10_000)
        before = right.get(key, (0, 0))
        right[key] = (before[0] + ug, before[1] + unweighed)
        total = books.get(book, (0, 0))
        books[book] = (total[0] + ug, total[1] + unweighed)
    _judge_ledger(reader, report, books)
    stored = {
        (book, account, year): (ug, unweighed)
        for book, account, year, ug, unweighed in reader.all(
            "SELECT book, account, year, ug, unweighed FROM year_sum"
        )
    }
    for key in sorted(right.keys() | stored.keys(), key=repr):
        mine, other = stored.get(key), right.get(key)
        if mine != other:
            column = "year" if mine is None or other is None else ("ug" if mine[0] != other[0] else "unweighed")
            report.flaw(
                "verify.year_altered",
                field=f"year_sum.{column}",
                cause=f"book:{key[0]}:{key[1]}:{key[2]}",
                account=str(key[1]),
                year=str(key[2]),
            )


def _judge_ledger(reader: Reader, report: Report, books: Mapping[int, tuple[int, int]]) -> None:
    """Report the books that do not close, unless their entries were told: no annulment answers for a book."""
    if any(each.key == "verify.does_not_close" for each in report.findings):
        return
    for book, (ug, unweighed) in sorted(books.items()):
        if (ug, unweighed) != (0, 0):
            told = reader.first("SELECT mission, title FROM book WHERE id = ?", book) or (str(book), None)
            facts = {"mission": str(told[0]), "title": str(told[1] or "")}
            report.flaw("verify.ledger_open", field="mass_line.ug", cause=f"book:{book}", **facts)


def wide_sum(column: str) -> str:
    """Return SQL for two halves of a sum that `joined` puts together: altered numbers may be too large for one."""
    return f"coalesce(sum({column} >> 32), 0), coalesce(sum({column} & 4294967295), 0)"


def joined(high: int, low: int) -> int:
    """Return the sum of which `wide_sum` gave the halves."""
    return (high << 32) + low


def _sums(reader: Reader) -> Iterable[tuple[int, str, int, int, int]]:
    """Return the sums of the mass lines by book, account and day."""
    by_day = "SELECT book, account, day, {} FROM mass_line GROUP BY book, account, day"
    try:
        return list(reader.rows(by_day.format("sum(ug), sum(unweighed)")))
    except sqlite3.Error as error:
        pass_on(error)
    wide = reader.all(by_day.format(f"{wide_sum('ug')}, {wide_sum('unweighed')}"))
    return [(*row[:3], joined(*row[3:5]), joined(*row[5:7])) for row in wide]


def _by_kind(rows: Iterable[dict[str, Any]], kinds: Mapping[int, str]) -> dict[str, list[dict[str, Any]]]:
    """Return rows of `desk` by what their touches say they are; where nothing touches one, by what it says."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(kinds.get(row["id"], row["kind"]), []).append(row)
    return found


def _judge_table(
    reader: Reader, report: Report, table: str, judge: Callable[[Sequence[dict[str, Any]]], None]
) -> int:
    """Judge the rows of a derived table in parts; returns how many there are."""
    names = [column.name for column in schema.metadata.tables[table].columns]

    def lost(key: int) -> None:
        row_unreadable(report, table, key)

    def unreadable(row: dict[str, Any]) -> None:
        row_unreadable(report, table, row["id"], row["uuid"], row["name"])

    told = ", ".join(f'"{name}"' for name in names)
    sql = f"SELECT {told} FROM {table} WHERE id BETWEEN ? AND ? ORDER BY id"  # noqa: S608
    rows = (dict(zip(names, row, strict=True)) for row in reader.walk(sql, table, "id", lost))
    count = 0
    for part in batched(rows, _CHUNK):
        one_by_one(reader, part, judge, unreadable)
        count += len(part)
    return count


def compare(
    report: Report, table: str, uid: Uid, stored: Mapping[str, Any], right: Mapping[str, Any], name: str
) -> None:
    """Report every column of a stored row that is not what follows from the facts."""
    for column, value in right.items():
        if stored[column] != value:
            report.flaw(
                "verify.row_altered",
                field=f"{table}.{column}",
                cause=f"{table}:{uid}",
                table=table,
                name=name,
                column=column,
            )


def _must_be_known(reader: Reader, report: Report, table: str, row: Mapping[str, Any]) -> None:
    condition = "kind = 'place'" if table == "place" else "kind NOT IN ('sample', 'place')"
    if not reader.value(f"SELECT 1 FROM touch WHERE {condition} AND subject = ?", row["id"]):  # noqa: S608
        name, uid = str(row["name"] or row["id"]), row["uuid"].hex()
        report.flaw("verify.row_extra", field=f"{table}.id", cause=f"{table}:{uid}", table=table, name=name)


def _missing(reader: Reader, report: Report, table: str, condition: str) -> None:
    gone = (
        f"SELECT DISTINCT subject FROM touch WHERE {condition} "  # noqa: S608
        f"AND NOT EXISTS (SELECT 1 FROM {table} t WHERE t.id = subject)"
    )
    for (subject,) in reader.rows(gone):
        report.flaw(
            "verify.row_missing", field=f"{table}.id", cause=f"{table}:{subject}", table=table, name=str(subject)
        )
