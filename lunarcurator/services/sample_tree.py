"""What the sample tree is made of: nodes, rows and sums as plain values, loaded before any store is."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.store.reads.piece_filter import Axis, PieceFilter
from lunarcurator.store.reads.piece_row import Family, PieceRow
from lunarcurator.store.reads.sums import Total, Totals
from lunarcurator.store.reads.tree_values import BY_NUMBER, CollectionRow, Sort

__all__ = [
    "TOP",
    "Axis",
    "Branch",
    "Child",
    "CollectionRow",
    "Family",
    "Node",
    "PieceFilter",
    "PieceRow",
    "Sort",
    "Total",
    "Totals",
    "TreeQuery",
]


@dataclass(frozen=True, slots=True)
class Branch:
    """A collection (`mission` None) or a mission of one ("" for pieces of none); `name` is for eyes."""

    collection: int
    mission: str | None = None
    name: str = field(default="", compare=False)


type Node = Branch | int
"""A node of the tree; a piece is its local id."""

type Child = tuple[Node, int, bytes, bool]
"""Below a node: the node, how many are below it, the uuid of a piece, whether the filter takes it itself.

Under a filter the count is of matches in the subtree below it, otherwise of what stands directly below it.
"""

TOP: Final = Branch(0)


@dataclass(frozen=True, slots=True)
class TreeQuery:
    """Which tree is shown: filters, order of siblings, and the moment."""

    filters: tuple[PieceFilter, ...] = ()
    sort: Sort = BY_NUMBER
    moment: Moment = NOW


def missions_of(collection: int, known: CollectionRow | None, used: Sequence[str]) -> list[Branch]:
    """Return the missions of a collection by opening day, those declared and those `used` by its pieces."""
    declared = {code: name or code for code, name, _ in known.missions} if known else {}
    codes = [*declared, *(code for code in used if code and code not in declared)]
    missions = [Branch(collection, code, declared.get(code, code)) for code in codes]
    if "" in used or not missions:
        missions.append(Branch(collection, "", ""))
    return missions


def is_plain(missions: Sequence[Branch], name: str | None) -> bool:
    """Tell whether a level of missions would say nothing: there is only one, and it is the collection `name`."""
    return len(missions) == 1 and missions[0].name in {"", name}
