"""What the window shows of a store before anything else is loaded: the top of its tree, with a screen of rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import platformdirs

from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.sample_tree import TOP, Branch, Child, Node, PieceRow, Sort, is_plain, missions_of
from lunarcurator.store.first_look import MOST_COLLECTIONS, Glance, looked_at

MOST: Final = 200
"""So many pieces of a collection without missions are read; the rest comes when the store is open."""
SEEN_FIRST: Final = 60
"""Rows a screen shows at most."""
_NUMBER: Final = "number"


@dataclass(frozen=True, slots=True)
class FirstLook:
    """A store as its tree begins: what stands below each node, and the rows of the pieces that are seen first."""

    path: Path
    below: dict[Node, list[Child]]
    rows: tuple[PieceRow, ...]


def first_look(path: Path, sort: Sort) -> FirstLook | None:
    """Look at a store as its tree begins in this order; None where only opening it can tell what to show.

    That is so for a store that is not at rest, needs a migration or cannot be read, beside tables of a lab or a
    person, with a numbering scheme that is not the program's, without a collection, with very many, and for an
    order other than by number. Nothing of this process may open the store before this ends.
    """
    if sort.key != _NUMBER or _has_own_tables(path):
        return None
    return looked_at(path, lambda glance: _look(path, glance, descending=sort.descending))


def _look(path: Path, glance: Glance, *, descending: bool) -> FirstLook | None:
    seen = glance.seen()
    known = {each.stem for each in (resources_folder() / "schemes").glob("*.json")}
    if not 0 < len(seen.collections) <= MOST_COLLECTIONS or not seen.schemes <= known:
        return None
    branches = [Branch(each.id, None, each.name) for each in seen.collections]
    below: dict[Node, list[Child]] = {TOP: [(branch, 1, b"", True) for branch in branches]}
    for branch, each in zip(branches, seen.collections, strict=True):
        missions = missions_of(each.id, each, seen.used[each.id])
        if is_plain(missions, each.name):
            below[branch] = [*glance.generics(each.id, missions[0].mission or "", MOST, descending=descending)]
        else:
            below[branch] = [(mission, 1, b"", True) for mission in missions]
    return FirstLook(path, below, tuple(glance.rows(_seen_first(below))))


def _seen_first(below: Mapping[Node, list[Child]]) -> Sequence[int]:
    """Return the pieces among the first rows of the tree, whose collections are open."""
    shown: list[Node] = []
    for branch, *_ in below[TOP]:
        shown += [branch, *(child for child, *_ in below[branch])]
    return [each for each in shown[:SEEN_FIRST] if isinstance(each, int)]


def _has_own_tables(path: Path) -> bool:
    """Tell whether a lab or a person may keep tables of their own: also where that cannot be looked at."""
    person = Path(platformdirs.user_config_dir("lunarcurator", "lunarcurator")) / "tables"
    try:
        return path.with_suffix(".tables").exists() or person.exists()
    except (OSError, ValueError):
        return True
