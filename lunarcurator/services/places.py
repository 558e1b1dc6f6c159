"""Places for eyes: the tree of containers, what is in each, how they moved, and what a move would take along."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Scalar
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.numbering.sorting import text_key
from lunarcurator.domain.unweighed import MassSum, Unweighed
from lunarcurator.domain.words_folding import fold
from lunarcurator.services.off_site import AWAY_FROM, OffSiteNode, held_by
from lunarcurator.services.place_book import STEP
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store.reads import past, places, rows
from lunarcurator.store.reads.piece import Lens
from lunarcurator.store.reads.places import PlaceRow
from lunarcurator.store.reads.rows import PieceRow

__all__ = [
    "NOWHERE",
    "Contents",
    "MassSum",
    "Moving",
    "PieceRow",
    "PlaceMove",
    "PlaceNode",
    "PlaceTree",
    "Places",
    "Totals",
    "Unweighed",
]

NOWHERE: Final = 0
"""The node of the pieces of which nobody said where they are; no place has this local id."""

_VENUE: Final = "venue"
MANY: Final = 2_000
"""With more pieces than this a place's contents are listed place by place."""


@dataclass(frozen=True, slots=True)
class PlaceNode:
    """One place: its ids, and what is recorded of it; atmosphere and remote are its own, not inherited."""

    id: int
    uid: Uid
    parent: int | None
    kind: str
    name: str
    code: str
    atmosphere: str
    sealed: bool
    remote: bool
    retired: bool
    fields: Mapping[str, Scalar]
    away: OffSiteNode | None = None


class PlaceTree:
    """Every place at one moment; immutable. Children stand in the natural order of their names.

    With the nodes of what is `away`, borrowers and the way are places too, after those of the lab.
    """

    def __init__(self, read: Iterable[PlaceRow], away: Iterable[OffSiteNode] = ()) -> None:
        self._read, gone = tuple(read), tuple(away)
        self.nodes: Mapping[int, PlaceNode] = MappingProxyType(
            {row.id: _node(row) for row in self._read} | {each.id: _away(each) for each in gone}
        )
        self.held_away = held_by(gone)
        below: dict[int | None, list[PlaceNode]] = {}
        for node in self.nodes.values():
            below.setdefault(node.parent if node.parent in self.nodes else None, []).append(node)
        self._below = {
            parent: tuple(node.id for node in sorted(nodes, key=_in_order)) for parent, nodes in below.items()
        }
        self._by_uid = {node.uid: node.id for node in self.nodes.values()}
        self._airs = self._read_airs()
        self._folded = {node.id: fold(_searched(node)) for node in self.nodes.values()}

    def _read_airs(self) -> dict[int, str]:
        """Return the atmosphere in each place: its own, else that of the place it stands in."""
        airs: dict[int, str] = {}
        for place in (each for top in self.children(None) for each in self.inside(top)):
            node = self.nodes[place]
            own = "" if node.atmosphere == "not_stated" else node.atmosphere
            airs[place] = own or airs.get(node.parent or 0, "")
        return airs

    def with_away(self, away: Iterable[OffSiteNode]) -> "PlaceTree":
        """Return the same places with these nodes for what is away, in place of those there were."""
        return PlaceTree(self._read, away)

    @property
    def away(self) -> tuple[OffSiteNode, ...]:
        """The nodes of what is away."""
        return tuple(node.away for node in self.nodes.values() if node.away is not None)

    def is_away(self, place: int) -> bool:
        """Tell whether a node stands for a borrower or the way, and is no place anything can be put in."""
        return place in self.nodes and self.nodes[place].away is not None

    def children(self, place: int | None) -> tuple[int, ...]:
        """Return the places that stand directly in a place; None asks for the top."""
        return self._below.get(place, ())

    def id_of(self, uid: Uid) -> int | None:
        """Return the local id of a place, or None."""
        return self._by_uid.get(uid)

    def line(self, place: int) -> tuple[PlaceNode, ...]:
        """Return a place and all it stands in, outermost first."""
        line: list[PlaceNode] = []
        at = self.nodes.get(place)
        while at is not None:
            line.append(at)
            at = self.nodes.get(at.parent) if at.parent is not None else None
        return tuple(reversed(line))

    def path(self, place: int | None) -> str:
        """Return the names down to a place for eyes; empty for the top."""
        return STEP.join(node.name for node in self.line(place)) if place else ""

    def atmosphere(self, place: int | None) -> str:
        """Return the atmosphere a place has or takes from what it stands in; empty where nobody said."""
        return self._airs.get(place or 0, "")

    def is_remote(self, place: int | None) -> bool:
        """Tell whether a place stands at a remote site."""
        return any(node.remote for node in self.line(place or 0))

    def inside(self, place: int) -> tuple[int, ...]:
        """Return a place and all places in it at any depth, each before what stands in it."""
        found = [place]
        for each in found:
            found.extend(self.children(each))
        return tuple(found)

    def outermost(self, places: Iterable[int]) -> tuple[int, ...]:
        """Return those of these places that stand in no other of them, each once: what is in all counts once."""
        wanted = dict.fromkeys(places)
        return tuple(place for place in wanted if not any(node.id in wanted for node in self.line(place)[:-1]))

    def matching(self, words: str) -> frozenset[int]:
        """Return the places whose name or code holds every one of these words, in any case."""
        wanted = fold(words).split()
        return frozenset(id_ for id_, text in self._folded.items() if all(word in text for word in wanted))


@dataclass(frozen=True, slots=True)
class Totals:
    """What stands directly in each place, and with all places in it; `NOWHERE` has what is here and not stated."""

    own: Mapping[int, MassSum]
    whole: Mapping[int, MassSum]

    def of_all(self, tree: PlaceTree, places: Iterable[int]) -> MassSum:
        """Return what several places hold together; what stands in two of them, one in the other, counts once."""
        held = MassSum()
        for place in tree.outermost(places):
            held = held.plus(self.of(place))
        return held

    def of(self, place: int) -> MassSum:
        """Return what a place holds with all that is in it."""
        return self.whole.get(place, MassSum())

    @property
    def everything(self) -> MassSum:
        """What all places hold together, what is not stated, and what is away where the tree has nodes for it."""
        total = MassSum()
        for each in self.own.values():
            total = total.plus(each)
        return total


@dataclass(frozen=True, slots=True)
class Contents:
    """The first pieces in a place with where they stand below it; `more` says that there are others."""

    rows: tuple[tuple[PieceRow, str], ...]
    more: bool


@dataclass(frozen=True, slots=True)
class PlaceMove:
    """A container came from one place to another on a day; an empty `came_from` means it was set up."""

    day: Day
    entry: Uid
    came_from: str
    went_to: str
    target: Uid | None


@dataclass(frozen=True, slots=True)
class Moving:
    """What would move with some places: containers with them, what they hold, and between which surroundings."""

    names: tuple[str, ...]
    containers: int
    held: MassSum
    came_from: tuple[str, ...]
    goes_to: str
    target_name: str
    atmospheres: tuple[str, str]
    changes_site: bool


class Places:
    """Answers about the places of one desk; called from the lanes."""

    def __init__(self, session: StoreSession) -> None:
        self._database = session.database

    def laboratory(self, moment: Moment) -> str:
        """Return the name of the lab: that of its own site, empty where there are several."""
        tree = self.tree(moment)
        tops = [tree.nodes[place] for place in tree.children(None)]
        own = [node.name for node in tops if node.kind == "site" and not node.remote]
        return own[0] if len(own) == 1 else ""

    def tree(self, moment: Moment = NOW) -> PlaceTree:
        """Return the places as they stand, or as they stood at a moment."""
        with self._database.snapshot() as connection:
            if moment.is_now:
                return PlaceTree(places.place_rows(connection))
            return PlaceTree(places.place_rows_then(connection, Lens(connection, moment)))

    def totals(self, tree: PlaceTree, moment: Moment = NOW) -> Totals:
        """Return what every place holds; reads every piece once, so it belongs into the background lane."""
        with self._database.snapshot() as connection:
            found = places.sums(connection, Lens(connection, moment))
        return _totals(tree, {place or NOWHERE: each for place, each in found.items()} | dict(tree.held_away))

    def renewed(
        self, tree: PlaceTree, totals: Totals, samples: Sequence[int], born: Sequence[int] = (), since: int = 0
    ) -> Totals | None:
        """Return the totals after these pieces changed, asking only about the places they ever stood in.

        `born` are those that were not there before, `since` is the sequence of the first change. None where a
        piece came from or to no stated place: then everything has to be added up anew.
        """
        older = sorted(set(samples) - set(born))
        with self._database.snapshot() as connection:
            ever = places.places_ever(connection, [*older, *born])
            before = Lens(connection, Moment(seq=max(since - 1, 0)))
            if None in ever or places.any_unplaced(connection, older, before):
                return None
            known = {place for place in ever if place is not None}
            found = places.sums_in(connection, known)
        own = {place: each for place, each in totals.own.items() if place not in known and place < AWAY_FROM}
        renewed = {place: each for place, each in found.items() if place is not None}
        return _totals(tree, own | renewed | dict(tree.held_away))

    def contents(
        self, tree: PlaceTree, place: int, moment: Moment = NOW, most: int = 200, pieces: int = 0
    ) -> Contents:
        """Return the first pieces in a place and in the places in it; `NOWHERE` asks for those not stated.

        They stand in order of their numbers; where there are very many (`pieces`), place by place, outermost
        first, because putting a whole site in order for its first rows takes seconds.
        """
        with self._database.snapshot() as connection:
            lens = Lens(connection, moment)
            wanted: list[list[int] | None] = [None] if place == NOWHERE else [list(tree.inside(place))]
            if place != NOWHERE and pieces > MANY:
                wanted = [[each] for each in tree.inside(place)]
            ids: list[int] = []
            for each in wanted:
                if len(ids) <= most:
                    ids += places.pieces_in(connection, each, lens, most + 1 - len(ids))
            shown = ids[:most]
            now = moment.is_now
            read = rows.piece_rows(connection, shown) if now else past.rows_at(connection, shown, moment)
        depth = len(tree.line(place))
        told = tuple((read[id_], STEP.join(read[id_].place[depth:])) for id_ in shown if id_ in read)
        return Contents(told, len(ids) > most)

    def pieces_inside(self, tree: PlaceTree, chosen: Iterable[int]) -> tuple[Uid, ...]:
        """Return every piece in these places and in the places in them, each once."""
        inside = {each for place in chosen for each in tree.inside(place)}
        with self._database.snapshot() as connection:
            ids = places.pieces_in(connection, inside, Lens(connection), 2**31)
            return tuple(places.uids_of(connection, ids))

    def moves(self, tree: PlaceTree, place: int, moment: Moment = NOW) -> tuple[PlaceMove, ...]:
        """Return how a container moved, the latest first, under the names and paths of now."""
        with self._database.snapshot() as connection:
            read = places.moves(connection, [place], Lens(connection, moment))
        told: list[PlaceMove] = []
        came_from = ""
        for move in read:
            node = tree.nodes.get(move.parent) if move.parent is not None else None
            went_to = tree.path(move.parent)
            told.append(PlaceMove(move.day, move.entry, came_from, went_to, node.uid if node else None))
            came_from = went_to
        return tuple(reversed(told))


def what_moves(tree: PlaceTree, totals: Totals, moved: Sequence[int], target: int) -> Moving:
    """Return what would move with these places to a target; nothing is moved."""
    held = MassSum()
    for place in moved:
        held = held.plus(totals.of(place))
    parents = dict.fromkeys(tree.nodes[place].parent for place in moved)
    before = {tree.atmosphere(place) for place in moved}
    return Moving(
        names=tuple(tree.nodes[place].name for place in moved),
        containers=sum(len(tree.inside(place)) - 1 for place in moved),
        held=held,
        came_from=tuple(tree.path(parent) for parent in parents),
        goes_to=tree.path(target),
        target_name=tree.nodes[target].name,
        atmospheres=(before.pop() if len(before) == 1 else "", _atmosphere_after(tree, moved, target)),
        changes_site=any(tree.is_remote(place) is not tree.is_remote(target) for place in moved),
    )


def _atmosphere_after(tree: PlaceTree, moved: Sequence[int], target: int) -> str:
    own = {tree.nodes[place].atmosphere for place in moved}
    return own.pop() if len(own) == 1 and own not in ({""}, {"not_stated"}) else tree.atmosphere(target)


def _totals(tree: PlaceTree, own: Mapping[int, MassSum]) -> Totals:
    whole = dict(own)
    for top in tree.children(None):
        # From the innermost outwards: each place hands what it holds to the one it stands in.
        for place in reversed(tree.inside(top)):
            parent = tree.nodes[place].parent
            held = whole.get(place)
            if held is not None and place != top and parent is not None:
                whole[parent] = whole.get(parent, MassSum()).plus(held)
    return Totals(MappingProxyType(dict(own)), MappingProxyType(whole))


def _in_order(node: PlaceNode) -> tuple[int, str, int]:
    """Return the key by which nodes stand below each other: the lab's own places first, what is away last.

    Between them stand remote sites, and then the venues, of which there may be dozens.
    """
    if node.away is not None and node.parent is None:
        return (3, "", node.id)
    away = 2 if node.kind == _VENUE else 1 if node.remote else 0
    return (away, text_key(node.name), node.id)


def _searched(node: PlaceNode) -> str:
    """Return what a place is found by."""
    return f"{node.name} {node.code} {node.away.also if node.away else ''}"


def _away(node: OffSiteNode) -> PlaceNode:
    return PlaceNode(
        id=node.id,
        uid=node.uid,
        parent=node.parent,
        kind=str(node.kind),
        name=node.name,
        code=node.note,
        atmosphere="",
        sealed=False,
        remote=False,
        retired=False,
        fields=MappingProxyType({}),
        away=node,
    )


def _node(row: PlaceRow) -> PlaceNode:
    def text(key: str) -> str:
        value = row.fields.get(key)
        return "" if value is None else str(value)

    return PlaceNode(
        id=row.id,
        uid=row.uid,
        parent=row.parent,
        kind=text("kind"),
        name=text("name"),
        code=text("code"),
        atmosphere=text("atmosphere"),
        sealed=row.fields.get("sealed") == 1,
        remote=row.fields.get("remote") == 1,
        retired=row.fields.get("retired") == 1,
        fields=row.fields,
    )
