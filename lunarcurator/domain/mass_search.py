"""Finds the masses inside a longer text: headings, remarks, cells with more than one thing in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lunarcurator.domain.mass import Mass, MassKind
from lunarcurator.domain.mass_figures import FIGURE, MassTextError, fold_characters, read_figure, weigh
from lunarcurator.domain.mass_phrases import (
    ABOUT,
    AND,
    BOUND,
    FIGURE_START,
    MEASURE,
    PLUS_MINUS,
    RATE,
    TIMES,
    TO,
    UNIT,
    UNIT_END,
    compiled,
)
from lunarcurator.domain.mass_units import unit_power


@dataclass(frozen=True, slots=True)
class FoundMass:
    """A mass in a text: `text` is what stands from `start` up to `end` in it."""

    start: int
    end: int
    mass: Mass
    text: str


@dataclass(frozen=True, slots=True)
class UnreadMass:
    """A figure with a unit that is not taken for a mass; `key` and `facts` name the sentence that says why."""

    start: int
    end: int
    key: str
    text: str
    facts: tuple[tuple[str, object], ...]


# Enough to see the figure and the words before a mass, and bounded so that long remarks stay quick.
_WINDOW: Final = 48

# Five digits are a sample and four such digits a year: neither shares a unit with a mass behind it.
_NO_MASS: Final = r"(?!(?:[0-9]{5}|(?:19|20)[0-9]{2})(?![0-9.,]))"
_SHARED: Final = compiled(rf"(?<![.,'\-]){FIGURE_START}{_NO_MASS}(?P<figure>{FIGURE})\s+{AND}\s+$")
_ABOUT: Final = compiled(rf"{ABOUT}\s*$")
_LABEL_UNITS: Final = frozenset({"G", "MG", "UG", "KG", "Mg"})

_LOWER: Final = rf"(?<![.,'\-]){FIGURE_START}{_NO_MASS}{FIGURE}"

_BEFORE: Final = (
    ("mass.text_range", compiled(rf"{_LOWER}\s*(?:{UNIT}\s*)?{TO}\s*$")),
    # "5 ~ 10 g" is a range, "9.1 g ~ 2 g" a mass and another that is about 2 g.
    ("mass.text_range", compiled(rf"{_LOWER}(?:\s*|\s*{UNIT})~\s*$")),
    ("mass.text_uncertain", compiled(rf"{PLUS_MINUS}\s*$")),
    ("mass.text_bound", compiled(rf"{BOUND}\s*$")),
    ("mass.text_several", compiled(rf"[0-9]\s*{TIMES}\s*$")),
    ("mass.text_negative", compiled(r"(?:^|[^0-9A-Za-z\s)\]-])-$|(?:^|\s)-$")),
    ("mass.text_unreadable", compiled(r"[A-Za-z]-$")),
)
_AFTER: Final = (
    ("mass.text_range", compiled(rf"(?:\s*{TO}\s*|~){FIGURE}\s*{UNIT}{UNIT_END}")),
    ("mass.text_uncertain", compiled(rf"\s*{PLUS_MINUS}")),
    ("mass.text_rate", compiled(rf"\s*{RATE}")),
)


def find_masses(text: str) -> tuple[FoundMass, ...]:
    """Return the masses in a text, in order: figures with a unit, also two that share one ("5 and 7 g").

    They are stated, or estimated behind a "~" or "about". Ordinary spaces never join digits here.
    """
    return tuple(seen for seen in _scan(text) if isinstance(seen, FoundMass))


def find_unread_masses(text: str) -> tuple[UnreadMass, ...]:
    """Return what in a text has a unit but is no single mass, in order, each with the reason."""
    return tuple(seen for seen in _scan(text) if isinstance(seen, UnreadMass))


def _scan(text: str) -> Iterator[FoundMass | UnreadMass]:
    folded, origins = fold_characters(text)
    for match in MEASURE.finditer(folded):
        before = folded[max(0, match.start() - _WINDOW) : match.start()]
        place = _Place(text, origins[match.start()], origins[match.end() - 1] + 1)
        if match["unit"] in _LABEL_UNITS:
            # "151G" beside a drawing is a label more often than a mass.
            yield place.refused(MassTextError("mass.text_label", text=place.text))
        elif shared := _SHARED.search(before):
            start, end = (match.start() - len(before) + edge for edge in shared.span("figure"))
            first = _Place(text, origins[start], origins[end - 1] + 1)
            yield _read(first, shared["figure"], match["unit"], before[: shared.start()])
            yield _read(place, match["figure"], match["unit"], before)
        elif key := _reason(before, folded[match.end() : match.end() + _WINDOW]):
            yield place.unread(key)
        else:
            yield _read(place, match["figure"], match["unit"], before)


@dataclass(frozen=True, slots=True)
class _Place:
    """A stretch of the text as it was given."""

    source: str
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.source[self.start : self.end]

    def unread(self, key: str) -> UnreadMass:
        return self.refused(MassTextError(key, text=self.text))

    def refused(self, refusal: MassTextError) -> UnreadMass:
        return UnreadMass(self.start, self.end, refusal.key, self.text, tuple(refusal.facts.items()))


def _reason(before: str, after: str) -> str:
    for key, pattern in _BEFORE:
        if pattern.search(before):
            return key
    for key, pattern in _AFTER:
        if pattern.match(after):
            return key
    return ""


def _read(place: _Place, figure: str, unit: str, before: str) -> FoundMass | UnreadMass:
    try:
        ug, resolution_ug = weigh(read_figure(figure), unit_power(unit), place.text)
    except MassTextError as refusal:
        return place.refused(refusal)
    kind = MassKind.ESTIMATED if _ABOUT.search(before) else MassKind.STATED
    return FoundMass(place.start, place.end, Mass(kind, ug, resolution_ug), place.text)
