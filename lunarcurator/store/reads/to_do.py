"""What needs a hand, asked of a whole store: long unseen, lost in small amounts, held by what is no more."""

# ruff: noqa: S608 - the queries are put together from constants of this module only

import json
from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, TextClause, text

from lunarcurator.domain.accounts import HOLDING, Account, Quality
from lunarcurator.domain.days import Day
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.status import Custody, Existence
from lunarcurator.domain.unweighed import MassSum
from lunarcurator.store.reads.telling import told
from lunarcurator.store.reads.unweighed import SUMS, mass_sum

_HELD: Final = ", ".join(f"'{account}'" for account in HOLDING)
_LOSING: Final = f"'{Account.ATTRITION}', '{Account.ADJUSTMENT}'"
_OURS: Final = f"'{Custody.HERE}', '{Custody.REMOTE}'"
# Somebody who weighs a piece has seen it; before that it was seen when it came into the book.
_LOOKED: Final = "MAX(COALESCE(s.sighted, 0), COALESCE(s.weighed, 0))"
_SEEN: Final = f"MAX({_LOOKED}, s.first_day)"
_UNSEEN: Final = (
    f"FROM sample s WHERE s.in_book = 1 AND s.existence = '{Existence.EXISTS}'"
    f" AND s.custody IN ({_OURS}) AND {_SEEN} < :before"
)
_COUNT_UNSEEN: Final = text(f"SELECT COUNT(*) {_UNSEEN}")
_LIST_UNSEEN: Final = text(
    f"SELECT s.id, s.uuid, {_LOOKED} {_UNSEEN} ORDER BY {_SEEN}, s.sort_key, s.id LIMIT :most"
)
_GONE: Final = ", ".join(f"'{each}'" for each in Existence if each not in (Existence.EXISTS, Existence.PLANNED))
_LEFT: Final = (
    f"FROM sample s WHERE s.existence IN ({_GONE}) AND s.in_book = 1 AND (s.mass_ug <> 0 OR s.unweighed <> 0)"
)
_COUNT_LEFT: Final = text(f"SELECT COUNT(*) {_LEFT}")
_LIST_LEFT: Final = text(f"SELECT s.id, s.uuid {_LEFT} ORDER BY s.sort_key, s.id LIMIT :most")
_SHARES: Final = text(
    f"SELECT COALESCE(d.code, ''), x.class_name, x.custody = '{Custody.REMOTE}', {SUMS} FROM (SELECT"
    " s.collection, COALESCE(s.class_name, '') AS class_name, COALESCE(s.custody, '') AS custody, s.mass_ug AS ug,"
    " s.unweighed AS unweighed, s.suspense_ug AS suspense, s.mass_quality AS quality,"
    " s.resolution_ug AS resolution"
    f" FROM sample s WHERE s.in_book = 1 AND s.existence = '{Existence.EXISTS}') x"
    " LEFT JOIN desk d ON d.id = x.collection GROUP BY 1, 2, 3 ORDER BY 1, 2"
)
_BACKWARDS: Final = text(
    "SELECT e.uuid, e.seq, e.recorded_us,"
    " (SELECT b.recorded_us FROM entry b WHERE b.seq = e.seq - 1), COALESCE(d.name, '')"
    " FROM entry e LEFT JOIN desk d ON d.uuid = e.operator"
    " WHERE e.overrides LIKE '%\"clock.backwards\"%' ORDER BY e.seq DESC LIMIT :most"
)
_NUMBERS: Final = text(
    f"SELECT uuid, COALESCE({told('sample')}, '') FROM sample"
    " WHERE uuid IN (SELECT unhex(value) FROM json_each(:uids))"
)
_IDS: Final = text(
    "SELECT id FROM sample WHERE uuid IN (SELECT unhex(value) FROM json_each(:uids)) ORDER BY sort_key, id"
)
_LINES: Final = (
    "(SELECT l.sample, l.entry, l.account, l.ug FROM (SELECT DISTINCT book, account FROM year_sum"
    f" WHERE account IN ({_LOSING})) y CROSS JOIN mass_line l ON l.book = y.book AND l.account = y.account"
    " AND l.day BETWEEN :first AND :last WHERE l.ug <> 0 AND l.entry NOT IN (SELECT seq FROM undone)) x"
)
_BALANCE: Final = (
    "(SELECT w.balance FROM weighing w WHERE w.entry = x.entry AND w.sample = x.sample"
    " AND w.balance IS NOT NULL ORDER BY w.n LIMIT 1)"
)
# A loss and a gain of the same size are two mistakes, and not none.
_SUMS: Final = (
    f"SUM(CASE WHEN x.account = '{Account.ATTRITION}' AND x.ug > 0 THEN x.ug ELSE 0 END) AS attrition,"
    f" SUM(CASE WHEN x.account = '{Account.ADJUSTMENT}' AND x.ug > 0 THEN x.ug ELSE 0 END) AS adjustment,"
    " SUM(CASE WHEN x.ug < 0 THEN -x.ug ELSE 0 END) AS gained,"
    " COUNT(DISTINCT x.entry) AS entries"
)
_MOST_FIRST: Final = "MAX(attrition + adjustment, gained) DESC"
_BEGAN: Final = (
    f"(SELECT SUM(m.ug) FROM mass_line m WHERE m.sample = s.id AND m.account IN ({_HELD}) AND m.entry ="
    " (SELECT MIN(f.entry) FROM mass_line f WHERE f.sample = s.id AND f.entry NOT IN (SELECT seq FROM undone)))"
)
_BY_PIECE: Final = text(
    f"SELECT s.uuid, COALESCE({told('s')}, ''), g.attrition, g.adjustment, g.gained, g.entries,"
    f" COALESCE(s.original_ug, {_BEGAN}, 0), COALESCE(s.original_quality = '{Quality.ESTIMATED}', 0)"
    f" FROM (SELECT x.sample, {_SUMS} FROM {_LINES} GROUP BY x.sample"
    f" ORDER BY {_MOST_FIRST}, x.sample LIMIT :most) g JOIN sample s ON s.id = g.sample"
    f" ORDER BY {_MOST_FIRST}, s.sort_key"
)
_BY_OPERATOR: Final = text(
    "SELECT d.uuid, d.name, g.attrition, g.adjustment, g.gained, g.entries, 0, 0"
    f" FROM (SELECT e.operator, {_SUMS}"
    f" FROM {_LINES} JOIN entry e ON e.seq = x.entry GROUP BY e.operator) g JOIN desk d ON d.uuid = g.operator"
    f" ORDER BY {_MOST_FIRST}, d.name LIMIT :most"
)
_BY_BALANCE: Final = text(
    f"SELECT d.uuid, COALESCE(d.name, ''), g.attrition, g.adjustment, g.gained, g.entries, 0, 0 FROM"
    f" (SELECT {_BALANCE} AS balance, {_SUMS} FROM {_LINES} GROUP BY balance) g"
    f" LEFT JOIN desk d ON d.id = g.balance ORDER BY {_MOST_FIRST}, d.name LIMIT :most"
)


class LossBy(StrEnum):
    """What small losses are summed by: over many acts shrinkage shows in the sum, not in one of them."""

    PIECE = "piece"
    OPERATOR = "operator"
    BALANCE = "balance"


_LOSSES: Final[Mapping[LossBy, TextClause]] = MappingProxyType(
    {LossBy.PIECE: _BY_PIECE, LossBy.OPERATOR: _BY_OPERATOR, LossBy.BALANCE: _BY_BALANCE}
)


class Unseen(NamedTuple):
    """A piece, and the last day on which it was seen or weighed, 0 where neither is on record."""

    id: int
    uid: Uid
    seen: Day


class Left(NamedTuple):
    """A piece that is no more, and still holds mass by the book."""

    id: int
    uid: Uid


class Share(NamedTuple):
    """The pieces of one class of a collection together, all of them and those in the remote store."""

    collection: str
    class_name: str
    all: MassSum
    remote: MassSum

    @property
    def mass_known(self) -> bool:
        """Whether every mass is: a share needs all its parts, and a bound is none."""
        return not self.all.unweighed.total and not self.all.bounded_ug


class Backwards(NamedTuple):
    """An entry recorded at an earlier time than the one before it, in us since 1970 UTC."""

    entry: Uid
    seq: int
    recorded_us: int
    before_us: int
    operator: str


class Loss(NamedTuple):
    """What went to attrition and adjustment by one piece, operator or balance, in ug, and what more came out.

    `gained_ug` is the sum of all acts in which more came out than there was; it makes no loss smaller. `uid` is
    None for weighings that name no balance. `began_ug` is what a piece held first, else 0, and an estimate where
    `began_about` is not 0.
    """

    uid: Uid | None
    name: str
    attrition_ug: int
    adjustment_ug: int
    gained_ug: int
    entries: int
    began_ug: int
    began_about: int = 0

    @property
    def ug(self) -> int:
        """What was lost in all."""
        return self.attrition_ug + self.adjustment_ug


def count_unseen(connection: Connection, before: Day) -> int:
    """Return how many pieces of ours were last seen before a day."""
    return int(connection.execute(_COUNT_UNSEEN, {"before": before}).scalar_one())


def unseen(connection: Connection, before: Day, most: int = -1) -> list[Unseen]:
    """Return the pieces of ours last seen before a day, the longest unseen first; -1 is all of them."""
    rows = connection.execute(_LIST_UNSEEN, {"before": before, "most": most})
    return [Unseen(id_, Uid(uuid.hex()), seen) for id_, uuid, seen in rows]


def count_left(connection: Connection) -> int:
    """Return how many pieces that are no more still hold mass by the book; there should be none."""
    return int(connection.execute(_COUNT_LEFT).scalar_one())


def left(connection: Connection, most: int = -1) -> list[Left]:
    """Return the pieces that are no more and still hold mass by the book, in order of their numbers."""
    return [Left(id_, Uid(uuid.hex())) for id_, uuid in connection.execute(_LIST_LEFT, {"most": most})]


def shares(connection: Connection) -> list[Share]:
    """Return what is in the remote store and in all, by collection and class."""
    return shares_of(connection.execute(_SHARES))


def shares_of(rows: Iterable[Any]) -> list[Share]:
    """Return shares from rows of collection, class, whether in the remote store, and the columns of a sum."""
    found: dict[tuple[str, str], Share] = {}
    for collection, class_name, is_remote, *sums in rows:
        share = found.get((collection, class_name), Share(collection, class_name, MassSum(), MassSum()))
        part = mass_sum(sums)
        remote = share.remote.plus(part) if is_remote else share.remote
        found[collection, class_name] = share._replace(all=share.all.plus(part), remote=remote)
    return [*found.values()]


def backwards(connection: Connection, most: int = -1) -> list[Backwards]:
    """Return the entries before which the clock ran backwards, the newest first."""
    rows = connection.execute(_BACKWARDS, {"most": most})
    return [Backwards(Uid(uuid.hex()), *rest) for uuid, *rest in rows]


def losses(connection: Connection, by: LossBy, first: Day, last: Day, most: int = -1) -> list[Loss]:
    """Return what was lost and gained from one day to another, the most of either first."""
    rows = connection.execute(_LOSSES[by], {"first": first, "last": last, "most": most})
    return [Loss(Uid(uuid.hex()) if uuid else None, *rest) for uuid, *rest in rows]


def numbers_of(connection: Connection, uids: Iterable[Uid]) -> dict[Uid, str]:
    """Return the official number of each of these pieces, empty where it has none now."""
    rows = connection.execute(_NUMBERS, {"uids": json.dumps(list(uids))})
    return {Uid(uuid.hex()): number for uuid, number in rows}


def ids_of(connection: Connection, uids: Iterable[Uid]) -> list[int]:
    """Return the local ids of these pieces, in order of their numbers."""
    return [row.id for row in connection.execute(_IDS, {"uids": json.dumps(list(uids))})]
