"""What the sample tree reads in the lane: the whole of it, or just the families an entry changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lunarcurator.services.changes import ChangeSet
from lunarcurator.services.sample_tree import TOP, Branch, Child, Node, PieceRow, TreeQuery

if TYPE_CHECKING:
    from lunarcurator.services.browsing import Browsing

OPENED_MATCHES: Final = 100
"""Up to so many matches of a filter are opened down to the last one."""
SEEN_FIRST: Final = 60
"""Rows a screen shows at most, as good as always."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the tree has: nodes read, pieces without daughters, and where the changed pieces stood until now."""

    read: frozenset[Node]
    bare: frozenset[int]
    stood: frozenset[Node]


@dataclass(frozen=True, slots=True)
class Changed:
    """The families that have to be shown anew, and how many daughters the pieces concerned have now."""

    families: Mapping[Node, list[Child]]
    daughters: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Family:
    """What is below one node, and the rows of those that will be seen first."""

    children: list[Child]
    first_rows: tuple[PieceRow, ...]


def one_family(browsing: "Browsing", query: TreeQuery, node: Node) -> Family:
    """Return what is below a node, with as many rows as a screen shows."""
    children = browsing.children([node], query)[node]
    ids = [each for each, *_ in children[:SEEN_FIRST] if isinstance(each, int)]
    return Family(children, tuple(browsing.rows(ids, query.moment).values()))


def whole_tree(browsing: "Browsing", query: TreeQuery, opened: Sequence[Node]) -> dict[Node, list[Child]]:
    """Return the top of the tree and what is below these nodes; without any, below the collections.

    Few matches of a filter are read down to the last one, so that they can be seen at once.
    """
    browsing.forget()
    found = browsing.children([TOP], query)
    found |= browsing.children(opened or [node for node, *_ in found[TOP]], query)
    if query.filters and sum(below for _, below, *_ in found[TOP]) <= OPENED_MATCHES:
        wanted: list[Node] = [TOP]
        while wanted:
            found |= browsing.children([node for node in wanted if node not in found], query)
            wanted = [node for each in wanted for node, below, *_ in found[each] if below]
    return found


def changed_families(browsing: "Browsing", query: TreeQuery, changes: ChangeSet, known: Known) -> Changed:
    """Return the families an entry may have changed, as far as the tree has read them or they are new."""
    browsing.forget()
    stand, daughters = browsing.parents_of(changes.samples)
    wanted = known.stood | {node for node in stand.values() if node is not None}
    if changes.records or changes.born:
        wanted |= {node for node in known.read if isinstance(node, Branch) and node.mission is None}
    shown = [node for node in wanted if node in known.read or node in known.bare]
    return Changed(browsing.children(shown, query), daughters)
