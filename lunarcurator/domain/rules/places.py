"""What may stand in what: the typed tree of places, and moves within it (R3)."""

from collections.abc import Iterator

from lunarcurator.domain.days import Day
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.picture import Picture
from lunarcurator.domain.pieces import PlaceState
from lunarcurator.domain.place_kinds import PlaceKinds


def is_usable(state: PlaceState, field: str) -> Iterator[Finding]:
    """A retired place takes nothing any more."""
    if state.retired:
        yield find(Strength.IMPOSSIBLE, "place.retired", "R3", field, state.uid, place=state.text("name"))


def may_stand_in(kinds: PlaceKinds, kind: str, parent: PlaceState | None, field: str) -> Iterator[Finding]:
    """The kind of a place is known, and allowed inside the kind of its parent."""
    known = kinds.get(kind)
    if known is None:
        yield find(Strength.IMPOSSIBLE, "place.kind_unknown", "R3", "kind", kind=kind)
    elif parent is None:
        if not known.top:
            yield find(Strength.IMPOSSIBLE, "place.needs_parent", "R3", field, kind=kind)
    elif parent.text("kind") not in known.within:
        yield find(
            Strength.IMPOSSIBLE,
            "place.not_within",
            "R3",
            field,
            parent.uid,
            kind=kind,
            within=parent.text("kind"),
            place=parent.text("name"),
        )


def is_not_inside(picture: Picture, moved: Uid, target: Uid, day: Day) -> Iterator[Finding]:
    """A container does not move into itself or into what it holds."""
    place: Uid | None = target
    while place is not None:
        if place == moved:
            name = picture.place(moved).text("name")
            yield find(Strength.IMPOSSIBLE, "place.into_itself", "R3", "to", moved, place=name)
            return
        place = picture.place_at(place, day).parent


def is_empty(picture: Picture, uid: Uid) -> Iterator[Finding]:
    """Only an empty place is taken out of use."""
    inside = len(picture.pieces_in(uid)) + len(picture.places_in(uid))
    if inside:
        name = picture.place(uid).text("name")
        yield find(Strength.IMPOSSIBLE, "place.not_empty", "R20", "place", uid, place=name, inside=inside)
