"""All places as one book in which a name, a code or a path is looked up without asking the store again."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.facts import Scalar
from lunarcurator.domain.identity import Uid, is_exact, uid_of
from lunarcurator.domain.pieces import PlaceState
from lunarcurator.domain.place_kinds import PlaceKinds

STEP: Final = " \u203a "
"""Between the names of a path, for eyes; a reference may be typed with ` > ` as well."""


class UnclearPlace(Refusal):
    """A text that names no place, or more than one."""


@dataclass(frozen=True, slots=True)
class PlaceCard:
    """One place: kind, name, code, its path of names from the site down, tare in ug, and what it takes."""

    uid: Uid
    kind: str
    name: str
    code: str
    path: tuple[str, ...]
    parent: Uid | None
    atmosphere: str
    sealed: bool
    retired: bool
    holds_pieces: bool
    tare_ug: int | None
    fields: Mapping[str, Scalar]
    last_seq: int

    @property
    def path_text(self) -> str:
        """The whole path for eyes."""
        return STEP.join(self.path)


class PlaceBook:
    """Every place of a store at one moment; immutable."""

    def __init__(self, states: Iterable[PlaceState], kinds: PlaceKinds) -> None:
        known = {state.uid: state for state in states}
        cards = {uid: _card(uid, known, kinds) for uid in known}
        ordered = sorted(cards.values(), key=lambda card: [step.casefold() for step in card.path])
        self._cards = MappingProxyType({card.uid: card for card in ordered})

    def __iter__(self) -> Iterator[PlaceCard]:
        return iter(self._cards.values())

    def get(self, uid: Uid | None) -> PlaceCard | None:
        """Return a place, or None."""
        return self._cards.get(uid) if uid else None

    def usable(self, *, for_pieces: bool = False) -> tuple[PlaceCard, ...]:
        """Return the places in use in order of their paths, only those that take pieces if asked."""
        return tuple(each for each in self if not each.retired and (each.holds_pieces or not for_pieces))

    def inside(self, uid: Uid) -> tuple[PlaceCard, ...]:
        """Return the places in use that stand in a place, at any depth."""
        found: list[PlaceCard] = []
        wanted = {uid}
        for card in sorted(self, key=lambda each: len(each.path)):
            if card.parent in wanted and not card.retired:
                wanted.add(card.uid)
                found.append(card)
        return tuple(found)

    def find(self, text: str) -> PlaceCard:
        """Return the place of a code, a name only one has, or the end of a path; raises `UnclearPlace`."""
        spelled = text.strip()
        if is_exact(spelled) and uid_of(spelled) in self._cards:
            return self._cards[uid_of(spelled)]
        steps = tuple(step.strip().casefold() for step in spelled.replace("\u203a", ">").split(">"))
        found = self._of_code(spelled.casefold()) or self._at_the_end_of(steps)
        exact = [card for card in found if len(card.path) == len(steps)]
        chosen = exact if len(exact) == 1 else found
        if not chosen:
            raise UnclearPlace("ref.no_place", text=text)
        if len(chosen) > 1:
            raise UnclearPlace("ref.several", text=text, count=len(chosen))
        return chosen[0]

    def _of_code(self, code: str) -> list[PlaceCard]:
        return [card for card in self.usable() if card.code and card.code.casefold() == code]

    def _at_the_end_of(self, steps: tuple[str, ...]) -> list[PlaceCard]:
        return [card for card in self.usable() if _ends_with(card.path, steps)]

    def matching(self, text: str, *, for_pieces: bool = False) -> tuple[PlaceCard, ...]:
        """Return the places in use that a part of a code, name or path may mean, the likeliest first.

        Every word typed has to stand in the code or the path, the last one in the code or the name itself; all
        of them in order of their paths where nothing is typed.
        """
        in_use = self.usable(for_pieces=for_pieces)
        words = _words(text)
        if not words:
            return in_use
        ranked = [(rank, card) for card in in_use if (rank := _rank(card, text, words)) is not None]
        return tuple(card for _, card in sorted(ranked, key=lambda each: (each[0], len(each[1].path))))

    def atmosphere(self, uid: Uid | None) -> str:
        """Return the atmosphere a place has or takes from what it stands in; empty where nobody said."""
        card = self.get(uid)
        while card is not None:
            if card.atmosphere and card.atmosphere != "not_stated":
                return card.atmosphere
            card = self.get(card.parent)
        return ""


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.sub(r"[\u203a>/\\]", " ", text.casefold()).split())


def _rank(card: PlaceCard, text: str, words: tuple[str, ...]) -> int | None:
    """Return how well a text fits a place, 0 best, or None where it does not."""
    code, name, typed = card.code.casefold(), card.name.casefold(), " ".join(words)
    whole = f"{code} {' '.join(card.path)}".casefold()
    if code and code == text.strip().casefold():
        return 0
    if not all(_stands(word, whole) for word in words):
        return None
    if name == typed:
        return 1
    if name.startswith(typed):
        return 2
    if code.startswith(typed):
        return 3
    if _stands(words[-1], name):
        return 4 if typed in name or name.startswith(words[-1]) else 5
    return 6 if _stands(words[-1], code) else None


def _stands(word: str, text: str) -> bool:
    """Tell whether a word stands in a text; one letter or figure alone has to begin a word there."""
    if len(word) > 1 or not word.isascii():
        return word in text
    return any(each.startswith(word) for each in re.split(r"\W+", text))


def _ends_with(path: tuple[str, ...], steps: tuple[str, ...]) -> bool:
    return bool(steps[-1]) and tuple(step.casefold() for step in path[-len(steps) :]) == steps


def _card(uid: Uid, known: Mapping[Uid, PlaceState], kinds: PlaceKinds) -> PlaceCard:
    state = known[uid]
    kind = kinds.get(state.kind)
    tare = state.fields.get("tare_ug")
    return PlaceCard(
        uid=uid,
        kind=state.kind,
        name=state.name,
        code=state.code,
        path=_path(state, known),
        parent=state.parent,
        atmosphere=state.atmosphere,
        sealed=state.fields.get("sealed") == 1,
        retired=state.retired,
        holds_pieces=kind is None or kind.holds_pieces,
        tare_ug=tare if isinstance(tare, int) else None,
        fields=MappingProxyType(dict(state.fields)),
        last_seq=state.last_seq,
    )


def _path(state: PlaceState, known: Mapping[Uid, PlaceState]) -> tuple[str, ...]:
    names: list[str] = []
    at: PlaceState | None = state
    while at is not None:
        names.append(at.name)
        at = known.get(at.parent) if at.parent else None
    return tuple(reversed(names))
