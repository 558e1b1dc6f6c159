"""What needed a hand at another moment, asked of the facts: long unseen, held by what was no more, remote."""

# ruff: noqa: S608 - the queries are put together from constants of this module only

from typing import Final

from sqlalchemy import Connection, text

from lunarcurator.domain.days import Day
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.status import Custody, Existence
from lunarcurator.store.reads.at_moment import HELD, IN_FORCE, said, stood
from lunarcurator.store.reads.piece import Lens
from lunarcurator.store.reads.places import pieces_then, then_told
from lunarcurator.store.reads.to_do import Left, Share, Unseen, shares_of
from lunarcurator.store.reads.unweighed import SUMS

_LATEST: Final = "(SELECT MAX(f.day) FROM {0} f WHERE f.sample = x.id AND " + IN_FORCE.format("f") + ")"
_LOOKED: Final = f"MAX(COALESCE({_LATEST.format('sighting')}, 0), COALESCE({_LATEST.format('weighing')}, 0))"
_UNSEEN: Final = (
    f"(SELECT x.id, s.uuid, {_LOOKED} AS looked, MAX({_LOOKED}, s.first_day) AS seen, x.sort_key"
    f" FROM ({pieces_then()}) x JOIN sample s ON s.id = x.id"
    f" WHERE x.custody IN ('{Custody.HERE}', '{Custody.REMOTE}')) WHERE seen < :before"
)
_COUNT_UNSEEN: Final = text(f"SELECT COUNT(*) FROM {_UNSEEN}")
_LIST_UNSEEN: Final = text(f"SELECT id, uuid, looked FROM {_UNSEEN} ORDER BY seen, sort_key, id LIMIT :most")
_ENDED: Final = ", ".join(f"'{each}'" for each in Existence if each not in (Existence.EXISTS, Existence.PLANNED))
_LEFT: Final = (
    f"FROM sample s WHERE s.in_book = 1 AND s.first_day <= :day AND {said('existence')} IN ({_ENDED})"
    f" AND ({stood('ug', HELD)} <> 0 OR {stood('unweighed', HELD)} <> 0)"
)
_COUNT_LEFT: Final = text(f"SELECT COUNT(*) {_LEFT}")
_LIST_LEFT: Final = text(f"SELECT s.id, s.uuid {_LEFT} ORDER BY s.sort_key, s.id LIMIT :most")
_CLASS: Final = f"CASE WHEN s.last_day <= :day THEN s.class_name ELSE {said('class_name')} END"
_SHARES: Final = text(
    f"SELECT COALESCE(d.code, ''), COALESCE({_CLASS}, ''), x.custody = '{Custody.REMOTE}', {SUMS}"
    f" FROM ({pieces_then()}) x JOIN sample s ON s.id = x.id LEFT JOIN desk d ON d.id = s.collection"
    " GROUP BY 1, 2, 3 ORDER BY 1, 2"
)


def count_unseen(connection: Connection, lens: Lens, before: Day) -> int:
    """Return how many pieces of ours had by a moment last been seen before a day."""
    return int(connection.execute(_COUNT_UNSEEN, {"before": before, **then_told(lens)}).scalar_one())


def unseen(connection: Connection, lens: Lens, before: Day, most: int = -1) -> list[Unseen]:
    """Return the pieces of ours that had by a moment last been seen before a day, the longest unseen first."""
    rows = connection.execute(_LIST_UNSEEN, {"before": before, "most": most, **then_told(lens)})
    return [Unseen(id_, Uid(uuid.hex()), seen) for id_, uuid, seen in rows]


def count_left(connection: Connection, lens: Lens) -> int:
    """Return how many pieces that were no more at a moment still held mass by the book."""
    return int(connection.execute(_COUNT_LEFT, then_told(lens)).scalar_one())


def left(connection: Connection, lens: Lens, most: int = -1) -> list[Left]:
    """Return the pieces that were no more at a moment and still held mass by the book."""
    rows = connection.execute(_LIST_LEFT, {"most": most, **then_told(lens)})
    return [Left(id_, Uid(uuid.hex())) for id_, uuid in rows]


def shares(connection: Connection, lens: Lens) -> list[Share]:
    """Return what was in the remote store at a moment and in all, by collection and class."""
    return shares_of(connection.execute(_SHARES, then_told(lens)))
