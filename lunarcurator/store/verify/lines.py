"""The derived rows of loan lines: compared with the facts, and what is held with the ledger of the pieces."""

from collections.abc import Iterable, Sequence
from typing import Final

from lunarcurator.domain.identity import Uid
from lunarcurator.store import derived, schema
from lunarcurator.store.fact_reading import desk_facts
from lunarcurator.store.ids import LocalIds
from lunarcurator.store.line_rows import line_row
from lunarcurator.store.verify.desks import compare, joined, one_by_one, row_unreadable, wide_sum
from lunarcurator.store.verify.reader import Reader, Row
from lunarcurator.store.verify.report import Report

_CHUNK: Final = 1_000
_COLUMNS: Final = tuple(column.name for column in schema.loan_line.columns)
_EXTRA: Final = "SELECT id FROM loan_line WHERE id NOT IN (SELECT id FROM desk WHERE kind = 'line')"
_STORED: Final = "SELECT {} FROM loan_line WHERE id BETWEEN ? AND ?".format(", ".join(_COLUMNS))  # noqa: S608


_HELD: Final = (
    f"SELECT l.sample, min(l.code), {wide_sum('l.held_ug')}, {wide_sum('l.unweighed')} FROM loan_line l"  # noqa: S608
    " WHERE l.in_book = 1 AND l.sample IS NOT NULL GROUP BY l.sample"
)
_ON_LOAN: Final = (
    f"SELECT m.sample, {wide_sum('m.ug')}, {wide_sum('m.unweighed')} FROM mass_line m WHERE m.account = 'loan'"  # noqa: S608
    " AND m.sample IN (SELECT sample FROM loan_line WHERE in_book = 1 AND sample IS NOT NULL) GROUP BY m.sample"
)
_HELD_OF: Final = _HELD.replace("l.sample IS NOT NULL", "l.sample = ?")
_ON_LOAN_OF: Final = _ON_LOAN.replace("IN (SELECT", "= ? AND m.sample IN (SELECT")
_NUMBER: Final = "SELECT uuid, number FROM sample WHERE id = ?"


def check_lines(reader: Reader, report: Report) -> int:
    """Compare every row of `loan_line` with its facts, and what lines hold with the ledger of their pieces (R7).

    Returns how many lines there are.
    """
    _compare_held(reader, report, reader.all(_HELD), reader.all(_ON_LOAN))
    lines = reader.all("SELECT id, uuid, name FROM desk WHERE kind = 'line' ORDER BY id")
    for start in range(0, len(lines), _CHUNK):
        _judge_lines(reader, report, lines[start : start + _CHUNK])
    for (extra,) in reader.all(_EXTRA):
        cause = f"loan_line:{extra}"
        report.flaw("verify.row_extra", field="loan_line.id", cause=cause, table="loan_line", name=str(extra))
    return len(lines)


def check_some_lines(reader: Reader, report: Report, lines: Iterable[int]) -> None:
    """Compare the rows of these lines with their facts."""
    line = "SELECT id, uuid, name FROM desk WHERE id = ?"
    rows = [row for each in sorted(lines) if (row := reader.first(line, each)) is not None]
    for row in rows:
        _judge_lines(reader, report, [row])


def check_held(reader: Reader, report: Report, samples: Iterable[int]) -> None:
    """Report each of these pieces of which its lines answer for something else than the ledger has on loan."""
    for sample in sorted(samples):
        if held := reader.all(_HELD_OF, sample):
            _compare_held(reader, report, held, reader.all(_ON_LOAN_OF, sample))


def _judge_lines(reader: Reader, report: Report, lines: Sequence[Row]) -> None:
    ids = LocalIds(reader.connection)

    def judge(part: Sequence[Row]) -> None:
        known = desk_facts(reader.connection, [each[0] for each in part], "line")
        stored = {row[0]: row for row in reader.rows(_STORED, part[0][0], part[-1][0])}
        for key, uuid, name in part:
            uid = Uid(uuid.hex())
            right = line_row(derived.fold_desk(uid, known.get(uid, ())), ids)
            row = dict(zip(_COLUMNS, stored.pop(key, [None] * len(_COLUMNS)), strict=True))
            compare(report, "loan_line", uid, row, right, str(name or uid))

    def unreadable(line: Row) -> None:
        row_unreadable(report, "loan_line", *line)

    one_by_one(reader, lines, judge, unreadable)


def _compare_held(reader: Reader, report: Report, held_by: Iterable[Row], lent: Iterable[Row]) -> None:
    """Report each piece of which its lines answer for something else than the ledger has on loan."""
    on_loan = {row[0]: (joined(*row[1:3]), joined(*row[3:5])) for row in lent}
    for sample, code, *halves in held_by:
        held = (joined(*halves[:2]), joined(*halves[2:]))
        there = on_loan.get(sample, (0, 0))
        if held == there:
            continue
        uuid, number = reader.first(_NUMBER, sample) or (None, None)
        uid = uuid.hex() if isinstance(uuid, bytes) else str(sample)
        told: dict[str, str | int] = {
            "held_ug": held[0],
            "ug": there[0],
            "number": str(number or uid),
            "line": str(code or ""),
        }
        report.flaw("verify.line_differs", field="loan_line.held_ug", cause=f"sample:{uid}", **told)
