"""What a row of the tree of places shows, as plain values: words, icon, figures, states."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from lunarcurator.desktop.panels.wording import Wording
from lunarcurator.domain.lending.terms import AwayKind
from lunarcurator.services.off_site import OffSiteNode
from lunarcurator.services.places import NOWHERE, MassSum, PlaceTree, Totals

PLACE, KIND, ATMOSPHERE, PIECES, MASS, STATE = range(6)
"""The columns in their order."""

AIR: Final = frozenset({"air", "dry_air"})
"""The atmospheres in which a piece does not stay pristine."""

_CONCEPTS: Final[Mapping[str, str]] = MappingProxyType({
    "site": "site", "venue": "venue", "building": "building", "room": "room", "vault": "vault", "safe": "vault",
    "cabinet": "cabinet", "glove_box": "cabinet", "desiccator": "cabinet", "display_case": "on_display",
    "freezer": "freezer", "tray": "tray", "pan": "tray", "drawer": "tray", "shelf": "room", "rack": "room",
    "bench": "room", "can": "can", "container": "can", "return_container": "can", "core_holder": "can",
    "crate": "can", "box": "box", "slide_box": "box", "bag": "bag", "wrapping": "bag", "vial": "vial",
    "bottle": "vial", "disk": "consumed", "borrowers": "people", "institution": "venue", "borrower": "person",
    "transit": "in_transit", "shipment": "box",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class State:
    """A state that speaks: its word, tone and icon."""

    word: str
    tone: str
    concept: str


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """One row: a mass stands in two, parted at the point; `dim` marks a place that no filter takes itself."""

    name: str
    concept: str
    pieces: str
    mass: tuple[str, str]
    states: tuple[State, ...]
    bold: bool
    dim: bool
    code: str = ""
    kind: str = ""
    atmosphere: str = ""
    in_air: bool = False
    retired: bool = False


def concept_of(kind: str) -> str:
    """Return the icon of a kind of place."""
    return _CONCEPTS.get(kind, "place")


def mass_parts(held: MassSum, unit: str) -> tuple[str, str]:
    """Return the mass of all of a sum for eyes, in two: a lower bound beside unweighed pieces; empty for none."""
    return held.whole.parts(unit) if held.whole else ("", "")


def mass_told(held: MassSum, unit: str) -> str:
    """Return the mass of all of a sum with its unit, as its row has it; empty for none."""
    return held.whole.shown(unit) if held.whole else ""


class Lines:
    """Makes rows of a tree of places in one language."""

    def __init__(self, wording: Wording, words: Mapping[str, str]) -> None:
        self._wording, self._words = wording, words

    @property
    def unit(self) -> str:
        """The unit of masses."""
        return self._wording.unit

    def line(self, tree: PlaceTree, totals: Totals | None, place: int, *, dim: bool) -> PlaceLine:
        """Return the row of a place, or of the pieces whose place is not stated."""
        held = totals.of(place) if totals is not None else MassSum()
        pieces = self._wording.count(held.pieces) if held.pieces else ""
        unweighed = self._unweighed(held)
        if place == NOWHERE:
            return PlaceLine(
                name=self._words["nowhere"],
                concept="unknown",
                pieces=pieces,
                mass=mass_parts(held, self._wording.unit),
                states=unweighed,
                bold=True,
                dim=dim,
            )
        node = tree.nodes[place]
        if node.away is not None:
            return self._away(node.away, held, dim=dim)
        air = tree.atmosphere(place)
        return PlaceLine(
            name=node.name,
            code=node.code,
            concept=concept_of(node.kind),
            kind=self._wording.term("place_kind", node.kind),
            atmosphere=self._wording.term("atmosphere", air),
            in_air=air in AIR,
            pieces=pieces,
            mass=mass_parts(held, self._wording.unit),
            states=(*self._own_states(tree, place), *unweighed),
            bold=node.parent is None,
            dim=dim,
            retired=node.retired,
        )

    def _away(self, node: OffSiteNode, held: MassSum, *, dim: bool) -> PlaceLine:
        """Return the row of a borrower or of the way."""
        states = {
            AwayKind.BORROWERS: State(self._words["on_loan"], "blue", "on_loan"),
            AwayKind.TRANSIT: State(self._words["in_transit"], "amber", "in_transit"),
        }
        late = self._words["overdue"].format(count=self._wording.count(node.late))
        told = (*([states[node.kind]] if node.kind in states else []),)
        if node.late:
            told += (State(late, "red", "overdue"),)
        return PlaceLine(
            name=node.name,
            code=node.note,
            concept=concept_of(node.kind),
            kind=self._wording.term("away_kind", node.kind),
            pieces=self._wording.count(held.pieces),
            mass=mass_parts(held, self._wording.unit),
            states=(*told, *self._unweighed(held)),
            bold=node.parent is None,
            dim=dim,
        )

    def _own_states(self, tree: PlaceTree, place: int) -> tuple[State, ...]:
        node = tree.nodes[place]
        wanted = (
            (node.sealed, State(self._words["sealed"], "teal", "sealed")),
            (node.remote, State(self._words["remote"], "teal", "remote")),
            (node.retired, State(self._words["retired"], "grey", "void")),
        )
        return tuple(state for said, state in wanted if said)

    def _unweighed(self, held: MassSum) -> tuple[State, ...]:
        count = held.unweighed.total
        if not count:
            return ()
        if count == held.pieces:
            return (State(self._words["all_unweighed"], "grey", "unknown"),)
        return (State(self._words["some_unweighed"].format(count=self._wording.count(count)), "grey", "unknown"),)
