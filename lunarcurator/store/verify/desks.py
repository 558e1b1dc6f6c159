"""The small derived tables: places, collections, operators, balances, what is undone, and the yearly sums."""

from collections.abc import Iterable, Mapping
from typing import Any

from lunarcurator.domain.identity import Uid
from lunarcurator.domain.pieces import fold_place
from lunarcurator.store import derived
from lunarcurator.store.fact_reading import desk_facts, place_facts
from lunarcurator.store.ids import LocalIds
from lunarcurator.store.verify.reader import Reader
from lunarcurator.store.verify.report import Report

_CHUNK = 1_000
_KINDS = "SELECT subject, min(kind) FROM touch WHERE kind NOT IN ('sample', 'place') GROUP BY subject"


def check_places(reader: Reader, report: Report) -> int:
    """Compare every row of `place` with its facts; returns how many there are."""
    ids = LocalIds(reader.connection)
    count = 0
    for rows in _chunks(_rows(reader, "place")):
        known = place_facts(reader.connection, [row["id"] for row in rows])
        for row in rows:
            uid = Uid(row["uuid"].hex())
            state = fold_place(uid, known.get(uid, ()))
            right = derived.place_row(state, ids)
            compare(report, "place", uid, row, right, str(right["name"] or row["name"] or uid))
            if not state.last_seq:
                _must_be_known(reader, report, "place", row)
        count += len(rows)
    _missing(reader, report, "place", "kind = 'place'")
    return count


def check_desks(reader: Reader, report: Report) -> int:
    """Compare every row of `desk` with its facts; returns how many there are."""
    ids = LocalIds(reader.connection)
    # Asked once: the touches of a subject are found by its kind, which the row may have wrong.
    kinds: dict[int, str] = dict(reader.rows(_KINDS))
    count = 0
    for rows in _chunks(_rows(reader, "desk")):
        for kind, mine in _by_kind(rows, kinds).items():
            known = desk_facts(reader.connection, [row["id"] for row in mine], kind)
            for row in mine:
                uid = Uid(row["uuid"].hex())
                state = derived.fold_desk(uid, known.get(uid, ()))
                right = derived.desk_row(kind, state, ids)
                compare(report, "desk", uid, row, right, str(right["name"] or row["name"] or uid))
                if not state.last_seq:
                    _must_be_known(reader, report, "desk", row)
        count += len(rows)
    _missing(reader, report, "desk", "kind NOT IN ('sample', 'place')")
    return count


def check_undone(reader: Reader, report: Report, right: frozenset[int]) -> None:
    """Compare the entries marked out of force with those the reversals put there."""
    stored = {seq for (seq,) in reader.rows("SELECT seq FROM undone")}
    for seq in sorted(stored ^ right):
        report.flaw("verify.undone_altered", field="undone.seq", cause=f"entry:{seq}", entry=seq)


def check_years(reader: Reader, report: Report) -> None:
    """Compare the yearly sums with the mass lines."""
    right: dict[tuple[int, str, int], tuple[int, int]] = {}
    by_day = "SELECT book, account, day, sum(ug), sum(unweighed) FROM mass_line GROUP BY book, account, day"
    for book, account, day, ug, unweighed in reader.rows(by_day):
        key = (book, account, day // 10_000)
        before = right.get(key, (0, 0))
        right[key] = (before[0] + ug, before[1] + unweighed)
    stored = {
        (book, account, year): (ug, unweighed)
        for book, account, year, ug, unweighed in reader.rows(
            "SELECT book, account, year, ug, unweighed FROM year_sum"
        )
    }
    for key in sorted(right.keys() | stored.keys()):
        mine, other = stored.get(key), right.get(key)
        if mine != other:
            column = "year" if mine is None or other is None else ("ug" if mine[0] != other[0] else "unweighed")
            report.flaw(
                "verify.year_altered",
                field=f"year_sum.{column}",
                cause=f"book:{key[0]}:{key[1]}:{key[2]}",
                account=key[1],
                year=str(key[2]),
            )


def _by_kind(rows: Iterable[dict[str, Any]], kinds: Mapping[int, str]) -> dict[str, list[dict[str, Any]]]:
    """Return rows of `desk` by what their touches say they are; where nothing touches one, by what it says."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(kinds.get(row["id"], row["kind"]), []).append(row)
    return found


def _rows(reader: Reader, table: str) -> Iterable[dict[str, Any]]:
    names = [name for (name,) in reader.rows("SELECT name FROM pragma_table_info(?)", table)]
    for row in reader.rows(f"SELECT * FROM {table} ORDER BY id"):  # noqa: S608
        yield dict(zip(names, row, strict=True))


def _chunks(rows: Iterable[dict[str, Any]]) -> Iterable[list[dict[str, Any]]]:
    part: list[dict[str, Any]] = []
    for row in rows:
        part.append(row)
        if len(part) == _CHUNK:
            yield part
            part = []
    if part:
        yield part


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
