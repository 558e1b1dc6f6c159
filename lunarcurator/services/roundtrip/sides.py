"""The two sides a returned workbook is compared with: the pieces as they went out, and as they are now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import batched
from typing import Any, Final

from lunarcurator.domain.facts import Scalar
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.services.places import Places, PlaceTree
from lunarcurator.services.roundtrip.columns import PLACE, recorded
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store.reads import past
from lunarcurator.store.reads.inventory import changed_since, local_ids
from lunarcurator.store.reads.rows import PieceRow, piece_rows

_CHUNK: Final = 400


@dataclass(frozen=True, slots=True)
class PlaceNames:
    """The places as they were called at a moment, each by its path; of one path, that which is in use."""

    by_path: Mapping[str, Uid]
    path_of: Mapping[Uid, str]

    @classmethod
    def of(cls, tree: PlaceTree) -> "PlaceNames":
        """Return the names of a tree of places."""
        nodes = sorted(tree.nodes.items(), key=lambda each: not each[1].retired)
        path_of = {node.uid: tree.path(id_) for id_, node in nodes}
        return cls({path: uid for uid, path in path_of.items()}, path_of)


@dataclass(frozen=True, slots=True)
class Sides:
    """What the book said when the workbook went out, and what it says now, of each piece by its uid."""

    then: Mapping[Uid, PieceRow]
    now: Mapping[Uid, PieceRow]
    places_then: PlaceNames
    places_now: PlaceNames

    def before(self, uid: Uid, key: str) -> Scalar:
        """Return what went out; a place under the name it had then."""
        value = recorded(self.then[uid], key)
        if key != PLACE or not isinstance(value, str) or self.then[uid] is not self.now[uid]:
            return value
        place = self.places_now.by_path.get(value)
        return self.places_then.path_of.get(place, value) if place else value


def sides_of(session: StoreSession, connection: Any, uids: Iterable[Uid], seq: int) -> Sides:
    """Read both sides of these pieces; only what an entry touched since is read from its facts."""
    ids = local_ids(connection, uids)
    moment = Moment(seq=seq)
    changed = changed_since(connection, ids, seq)
    now: dict[Uid, PieceRow] = {}
    then: dict[Uid, PieceRow] = {}
    for some in batched(ids, _CHUNK):
        rows = piece_rows(connection, some)
        touched = [id_ for id_ in some if id_ in changed]
        earlier = past.rows_at(connection, touched, moment) if touched else {}
        for id_, row in rows.items():
            before = earlier.get(id_) if id_ in changed else row
            if before is not None:
                now[row.uid], then[row.uid] = row, before
    places = Places(session)
    tree_now = PlaceNames.of(places.tree(NOW))
    tree_then = PlaceNames.of(places.tree(moment)) if seq < session.head().seq else tree_now
    return Sides(then, now, tree_then, tree_now)
