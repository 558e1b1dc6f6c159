"""Browsing the samples: the levels of the tree, rows, totals and paths, now or at a moment."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from lunarcurator.domain.identity import Uid
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.unweighed import MassSum, Unweighed
from lunarcurator.services.sample_tree import (
    TOP,
    Axis,
    Branch,
    Child,
    Family,
    Node,
    PieceFilter,
    PieceRow,
    Sort,
    Total,
    Totals,
    TreeQuery,
    is_plain,
    missions_of,
)
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store.reads import past, rows, totals, tree
from lunarcurator.store.reads.stopping import StoppableReads
from lunarcurator.store.reads.totals import SLICE
from lunarcurator.store.reads.tree_values import CollectionRow

__all__ = [
    "SLICE",
    "TOP",
    "Axis",
    "Branch",
    "Browsing",
    "Child",
    "Family",
    "MassSum",
    "Node",
    "PieceFilter",
    "PieceRow",
    "Sort",
    "Total",
    "Totals",
    "TreeQuery",
    "Unweighed",
]


class Browsing:
    """Answers the sample tree of one desk; called from the reading lane only, except `stop`.

    At a moment other than now, pieces are sorted by number and filters do not apply.
    """

    def __init__(self, session: StoreSession) -> None:
        self._database = session.database
        self._reads = StoppableReads(session.database)
        self._matches: tuple[TreeQuery, dict[Branch, list[Child]]] | None = None

    def stop(self) -> None:
        """End the search for matches that runs now; may be called from any thread."""
        self._reads.stop()

    def forget(self) -> None:
        """Let go of remembered matches, because the book has changed."""
        self._matches = None

    def children(self, nodes: Sequence[Node], query: TreeQuery) -> dict[Node, list[Child]]:
        """Return what stands below these nodes, in order; a node that is not there has nothing below it."""
        return {node: self._below(node, query) for node in nodes}

    def line_to(self, piece: int | Uid) -> list[Node]:
        """Return the nodes from the collection down to a piece, itself last; empty if it is not in the book."""
        with self._database.connect() as connection:
            found = tree.id_of(connection, bytes.fromhex(piece)) if isinstance(piece, str) else piece
            where = tree.locations(connection, [found]) if found is not None else {}
            if found is None or found not in where:
                return []
            line = tree.ancestors(connection, found)
            _, collection, mission, _ = tree.locations(connection, line[:1])[line[0]]
        branches: list[Node] = [Branch(collection or 0)]
        if not self._is_plain(collection or 0):
            branches.append(Branch(collection or 0, mission))
        return [*branches, *line]

    def parents_of(self, pieces: Iterable[int]) -> tuple[dict[int, Node | None], dict[int, int]]:
        """Return below which node each piece stands, None out of the book, and the daughters of all of them."""
        ids = list(pieces)
        with self._database.connect() as connection:
            where = tree.locations(connection, ids)
            above = sorted({parent for parent, *_ in where.values() if parent is not None} - where.keys())
            mothers = tree.locations(connection, above)
        plain = {each: self._is_plain(each) for each in {each[1] or 0 for each in where.values()}}
        nodes: dict[int, Node | None] = dict.fromkeys(ids)
        for id_, (parent, collection, mission, _) in where.items():
            branch = Branch(collection or 0, None if plain[collection or 0] else mission)
            nodes[id_] = parent if parent is not None else branch
        return nodes, {id_: each[3] for id_, each in (where | mothers).items()}

    def rows(self, pieces: Sequence[int], moment: Moment = NOW) -> dict[int, PieceRow]:
        """Return the rows of pieces by local id; a piece that was not in the book has none."""
        with self._database.connect() as connection:
            if moment.is_now:
                return rows.piece_rows(connection, pieces)
            return past.rows_at(connection, pieces, moment)

    def mass_of(self, pieces: Sequence[int], moment: Moment = NOW) -> MassSum:
        """Return the sum of pieces."""
        if moment.is_now:
            with self._database.connect() as connection:
                return totals.mass_of(connection, list(pieces))
        total = MassSum()
        for row in self.rows(pieces, moment).values():
            total = total.plus(row.in_sum)
        return total

    def collections(self) -> list[CollectionRow]:
        """Return the collections in the book."""
        with self._database.connect() as connection:
            return tree.collections(connection)

    def count(self, counted: Totals, first: int = 1, size: int = SLICE) -> int:
        """Add one slice of pieces to totals; returns where the next slice begins, 0 after the last."""
        with self._database.connect() as connection:
            totals.count_slice(connection, first, counted, size)
            following = first + size
            return following if following <= totals.last_id(connection) else 0

    def totals_at(self, moment: Moment) -> Totals:
        """Return the sums as they stood at a moment; long reading, for the background."""
        with self._database.connect() as connection:
            return totals.totals_at(connection, moment)

    def _below(self, node: Node, query: TreeQuery) -> list[Child]:
        if not query.moment.is_now:
            return self._below_at(node, query.moment)
        if query.filters:
            return self._matching(node, query)
        with self._database.connect() as connection:
            if isinstance(node, int):
                return [*tree.daughters(connection, node, query.sort)]
            if node == TOP:
                return [(Branch(each.id, None, each.name), 1, b"", True) for each in tree.collections(connection)]
            if node.mission is not None:
                return [*tree.generics(connection, node.collection, node.mission, query.sort)]
            missions = self._missions(node.collection)
            if self._is_plain(node.collection):
                return [*tree.generics(connection, node.collection, missions[0].mission or "", query.sort)]
            return [(each, 1, b"", True) for each in missions]

    def _below_at(self, node: Node, moment: Moment) -> list[Child]:
        with self._database.connect() as connection:
            if isinstance(node, int):
                return [*past.daughters_at(connection, node, moment)]
            if node == TOP:
                opened = past.collections_at(connection, moment)
                return [
                    (Branch(each.id, None, each.name), 1, b"", True)
                    for each in tree.collections(connection)
                    if each.id in opened or self._had_any(each.id, moment)
                ]
            if node.mission is not None:
                return [*past.generics_at(connection, node.collection, node.mission, moment)]
            missions = self._missions(node.collection)
            if self._is_plain(node.collection):
                return [*past.generics_at(connection, node.collection, missions[0].mission or "", moment)]
            return [(each, 1, b"", True) for each in missions if self._had_pieces(each, moment)]

    def _had_any(self, collection: int, moment: Moment) -> bool:
        """Tell whether a collection that was opened later had pieces: catalogues are entered late."""
        return any(self._had_pieces(each, moment) for each in self._missions(collection))

    def _had_pieces(self, branch: Branch, moment: Moment) -> bool:
        with self._database.connect() as connection:
            return past.has_generics_at(connection, branch.collection, branch.mission or "", moment)

    def _missions(self, collection: int) -> list[Branch]:
        """Return the missions of a collection by opening day; those without pieces too, once declared."""
        with self._database.connect() as connection:
            known = next((each for each in tree.collections(connection) if each.id == collection), None)
            used = tree.missions_with_pieces(connection, collection)
        return missions_of(collection, known, used)

    def _is_plain(self, collection: int) -> bool:
        """Tell whether a level of missions would say nothing: there is only one, and it is the collection."""
        missions = self._missions(collection)
        with self._database.connect() as connection:
            names = {each.id: each.name for each in tree.collections(connection)}
        return is_plain(missions, names.get(collection))

    def _matching(self, node: Node, query: TreeQuery) -> list[Child]:
        if isinstance(node, int):
            return self._matching_family(node, query)
        if self._matches is None or self._matches[0] != query:
            self._matches = (query, self._find_matches(query))
        return self._matches[1].get(node, [])

    def _find_matches(self, query: TreeQuery) -> dict[Branch, list[Child]]:
        with self._reads.connect() as connection:
            found = tree.matching_generics(connection, query.filters, query.sort)
            names = {each.id: each.name for each in tree.collections(connection)}
        below: dict[Branch, list[Child]] = {}
        for collection, mission, child in found:
            below.setdefault(Branch(collection, mission), []).append(child)
        grouped: dict[Branch, list[Child]] = {TOP: []}
        for collection, name in names.items():
            missions = {each: below[each] for each in self._missions(collection) if each in below}
            if missions:
                top = Branch(collection, None, name)
                grouped[TOP].append((top, sum(map(_matches, missions.values())), b"", False))
                grouped |= self._grouped(top, missions)
        return grouped

    def _grouped(self, top: Branch, missions: Mapping[Branch, list[Child]]) -> dict[Branch, list[Child]]:
        """Return what hangs below a collection: its missions with their generics, or these alone."""
        generics = {each: [_less_itself(child) for child in found] for each, found in missions.items()}
        if self._is_plain(top.collection):
            return {top: next(iter(generics.values()))}
        return {top: [(each, _matches(found), b"", False) for each, found in missions.items()], **generics}

    def _matching_family(self, piece: int, query: TreeQuery) -> list[Child]:
        with self._reads.connect() as connection:
            root = tree.ancestors(connection, piece)[0]
            shown = tree.matching_family(connection, root, query.filters, query.sort)
        parents = {id_: parent for id_, parent, _, _ in shown}
        below: Counter[int] = Counter()
        for id_, parent, _, hit in shown:
            at = parent
            while hit and at is not None and at != id_:
                below[at] += 1
                at = parents.get(at)
        return [(id_, below[id_], uuid, hit) for id_, parent, uuid, hit in shown if parent == piece]


def _matches(children: Iterable[Child]) -> int:
    return sum(count for _, count, _, _ in children)


def _less_itself(child: Child) -> Child:
    """Return a generic with the matches below it: the count of its family holds itself as well."""
    node, count, uuid, hit = child
    return node, count - int(hit), uuid, hit
