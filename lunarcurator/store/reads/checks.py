"""What counts of places found: one row for each piece that was expected, or turned up."""

# ruff: noqa: S608 - the queries are put together from constants of this package only

from typing import Final, NamedTuple

from sqlalchemy import Connection, text

from lunarcurator.domain.identity import Uid
from lunarcurator.store.reads.telling import told

_RESULTS: Final = text(
    f"SELECT s.uuid, COALESCE({told('s')}, ''), r.verdict, r.expected, r.seen, s.id FROM check_result r"
    ' JOIN desk d ON d.id = r."check" JOIN sample s ON s.id = r.sample'
    " WHERE d.uuid = :uuid AND r.entry NOT IN (SELECT seq FROM undone)"
    " ORDER BY CASE r.verdict WHEN 'missing' THEN 0 WHEN 'elsewhere' THEN 1 WHEN 'extra' THEN 2 ELSE 3 END,"
    " s.sort_key, r.n"
)


class Result(NamedTuple):
    """What a count said of a piece; places, and the piece as `piece`, by their local ids."""

    sample: Uid
    number: str
    verdict: str
    expected: int | None
    seen: int | None
    piece: int


def results(connection: Connection, check: Uid) -> list[Result]:
    """Return what a count found, what differs first."""
    rows = connection.execute(_RESULTS, {"uuid": bytes.fromhex(check)})
    return [Result(Uid(uuid.hex()), *rest) for uuid, *rest in rows]
