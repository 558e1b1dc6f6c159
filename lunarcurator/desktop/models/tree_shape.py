"""Which nodes of the sample tree are known, in which order and below which; plain data, no Qt."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from lunarcurator.domain.identity import Uid
from lunarcurator.services.sample_tree import TOP, Branch, Child, Node

ROOT: Final = 0
"""The key of what is above all collections."""
_FIRST_BRANCH: Final = 1 << 40


class NodeKeys:
    """Gives every node one integer that stays the same as long as the window lives; a piece has its local id."""

    def __init__(self) -> None:
        self._keys: dict[Branch, int] = {TOP: ROOT}
        self._branches: dict[int, Branch] = {ROOT: TOP}

    def key(self, node: Node) -> int:
        """Return the key of a node."""
        if isinstance(node, int):
            return node
        known = self._keys.get(node)
        if known is None:
            known = self._keys[node] = _FIRST_BRANCH + len(self._keys)
        if node.name or known not in self._branches:
            self._branches[known] = node
        return known

    def node(self, key: int) -> Node:
        """Return the node of a key."""
        return self._branches.get(key, key)

    def branch(self, key: int) -> Branch | None:
        """Return the collection or mission of a key, None for a piece."""
        return self._branches.get(key) if key >= _FIRST_BRANCH else None


class TreeShape:
    """The tree as far as it was read: children of each open node as keys, and what is known of each key."""

    def __init__(self, keys: NodeKeys) -> None:
        self.keys = keys
        self.below: dict[int, int] = {}
        self._children: dict[int, list[int]] = {}
        self._rows: dict[int, dict[int, int]] = {}
        self._above: dict[int, int] = {}
        self._uids: dict[int, bytes] = {}
        self._dim: set[int] = set()

    def __contains__(self, key: object) -> bool:
        return key == ROOT or key in self._above

    def children(self, key: int) -> Sequence[int]:
        """Return the keys below a node as far as they were read."""
        return self._children.get(key, ())

    def is_read(self, key: int) -> bool:
        """Tell whether the children of a node were read."""
        return key in self._children

    def read_nodes(self) -> list[int]:
        """Return the keys of all nodes whose children were read, those above first."""
        return sorted(self._children, key=self.depth)

    def above(self, key: int) -> int:
        """Return the key above a node; ROOT for a collection."""
        return self._above.get(key, ROOT)

    def line(self, key: int) -> Iterator[int]:
        """Yield the keys above a node, the nearest first, without the root."""
        at = self._above.get(key, ROOT)
        while at != ROOT:
            yield at
            at = self._above.get(at, ROOT)

    def depth(self, key: int) -> int:
        """Return how many levels a node stands below the collections."""
        return sum(1 for _ in self.line(key))

    def row(self, key: int) -> int:
        """Return the row of a node below the one above it; KeyError if it is not in the tree."""
        parent = self._above[key]
        rows = self._rows.get(parent)
        if rows is None:
            rows = self._rows[parent] = {child: row for row, child in enumerate(self._children[parent])}
        return rows[key]

    def uid(self, key: int) -> Uid | None:
        """Return the uid of a piece, None for a collection or mission."""
        raw = self._uids.get(key)
        return Uid(raw.hex()) if raw else None

    def is_dim(self, key: int) -> bool:
        """Tell whether a piece is shown only because of what is below it."""
        return key in self._dim

    def learn(self, children: Iterable[Child]) -> list[int]:
        """Take in what is known of children and return their keys."""
        found = []
        for node, below, uid, hit in children:
            key = node if isinstance(node, int) else self.keys.key(node)
            found.append(key)
            self.below[key] = below
            if uid:
                self._uids[key] = uid
                if hit:
                    self._dim.discard(key)
                else:
                    self._dim.add(key)
        return found

    def put(self, parent: int, at: int, keys: Sequence[int]) -> None:
        """Put keys below a node, from a row on."""
        held = self._children.setdefault(parent, [])
        rows = self._rows.get(parent)
        if rows is not None and at == len(held):
            # What comes last moves nothing: the rows of thousands need not be counted anew.
            rows.update(zip(keys, range(at, at + len(keys)), strict=True))
        else:
            self._rows.pop(parent, None)
        held[at:at] = keys
        self._above.update(dict.fromkeys(keys, parent))

    def take(self, parent: int, first: int, last: int) -> None:
        """Take rows away from below a node, with everything below them."""
        held = self._children[parent]
        gone = held[first : last + 1]
        del held[first : last + 1]
        self._rows.pop(parent, None)
        for key in gone:
            self._drop(key, parent)

    def forget_children(self, key: int) -> None:
        """Forget that the children of a node were read; they must have been taken away before."""
        self._children.pop(key, None)

    def order(self, parent: int, keys: Sequence[int]) -> None:
        """Put the children of a node into another order."""
        self._children[parent] = list(keys)
        self._rows.pop(parent, None)

    def _drop(self, key: int, parent: int) -> None:
        # A piece that was put below another node meanwhile belongs there.
        if self._above.get(key) != parent:
            return
        for child in self._children.pop(key, ()):
            self._drop(child, key)
        self._rows.pop(key, None)
        del self._above[key]
        self.below.pop(key, None)
        self._uids.pop(key, None)
        self._dim.discard(key)
