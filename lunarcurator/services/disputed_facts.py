"""What sources say of a piece and of the acts about it, fact by fact, and how far masses contradict each other."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.accounts import HOLDING
from lunarcurator.domain.facts import Fact, MassLine, Scalar, Statement, Weighing
from lunarcurator.domain.fields import FIELDS, STATED_MASS, FieldKind
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.mass_display import shown_mass_with_unit
from lunarcurator.domain.mass_figures import MassTextError
from lunarcurator.domain.mass_text import parse_mass
from lunarcurator.domain.pieces import PieceState, Recorded
from lunarcurator.domain.statements import DAY_OF_ACT, SpokenOf, spoken_of
from lunarcurator.services.stated_days import StatedDay, day_by
from lunarcurator.services.words import Words
from lunarcurator.store.reads.piece import EntryHead

_FINENESS: Final = MappingProxyType({"original_ug": "original_resolution_ug"})
"""Which field says to what a mass of the piece is known."""
CHOSEN: Final = "chosen"
RECORDED: Final = "recorded"
FIRST: Final = "first"
"""What a stated mass is compared with: what the lab goes by, else what is recorded, else what was said first."""


@dataclass(frozen=True, slots=True)
class Compared:
    """How much more or less a source says than what it is compared with, in ug; 0 where only rounding differs."""

    than: str
    difference_ug: int

    def told(self, words: Words) -> str:
        """Return the difference in words, with its unit."""
        key = "same" if not self.difference_ug else "more" if self.difference_ug > 0 else "less"
        facts = {"ug": abs(self.difference_ug), "than": self.than}
        return words.say(f"mass_compared.{key}", facts)


@dataclass(frozen=True, slots=True)
class Stated:
    """What a source says of a fact; the last chosen statement of a fact is what the lab goes by.

    `compared` is there where it is a mass that can be held against another.
    """

    value: str
    source: str
    day: StatedDay
    chosen: bool
    entry: Uid
    compared: Compared | None = None

    def notes(self, words: Words) -> str:
        """Return what else is said of it: that it was chosen, and how it compares."""
        chosen = words.say("statement.chosen") if self.chosen else ""
        compared = self.compared.told(words) if self.compared is not None else ""
        return ", ".join(each for each in (chosen, compared) if each)


@dataclass(frozen=True, slots=True)
class Disputed:
    """A fact of which sources say something, in the order in which it was learnt: of the piece, or of an entry.

    `recorded` is what the book has of a fact of an entry: its day, or the mass it read or moved, else None.
    """

    about: SpokenOf
    statements: tuple[Stated, ...]
    entry: EntryHead | None = None
    recorded: StatedDay | Mass | None = None

    @property
    def field(self) -> str:
        """The field of the piece, or the fact of the act."""
        return self.about.fact

    def label(self, words: Words) -> str:
        """Return what the fact is called, with the entry it is a fact of."""
        fact = words.label(self.about.word)
        if self.entry is None:
            return fact
        return words.say("statement.of_entry", {"fact": fact, "entry": self.entry.seq})

    def in_the_record(self, words: Words) -> str:
        """Return what the book has of a fact of an entry; empty where it has nothing, or the piece has."""
        if isinstance(self.recorded, StatedDay):
            return self.recorded.text(words)
        return shown_mass_with_unit(self.recorded) if self.recorded is not None else ""


def disputed_facts(
    state: PieceState, facts: Sequence[Recorded], heads: Mapping[int, EntryHead]
) -> Iterator[Disputed]:
    """Yield what sources say of a piece and of the acts about it; `heads` are those of its facts."""
    told: dict[str, list[tuple[int, Statement]]] = {}
    for each in facts:
        if isinstance(each.fact, Statement):
            told.setdefault(each.fact.field, []).append((each.seq, each.fact))
    by_uid = {head.uid: head for head in heads.values()}
    for kept, said in told.items():
        about = spoken_of(kept)
        head = by_uid.get(about.entry) if about.entry is not None else None
        recorded = _recorded_by(state.uid, about, head, facts) if head is not None else None
        mass = _own_mass(state, about) if about.entry is None else recorded
        book = mass if isinstance(mass, Mass) else None
        yield Disputed(about, _statements(state.uid, about, said, heads, book), head, recorded)


def _statements(
    uid: Uid,
    about: SpokenOf,
    said: Sequence[tuple[int, Statement]],
    heads: Mapping[int, EntryHead],
    book: Mass | None,
) -> tuple[Stated, ...]:
    chosen = max((at for at, (_, fact) in enumerate(said) if fact.chosen), default=None)
    masses = [_mass(fact.value) if _is_mass(about) else None for _, fact in said]
    compared = _compared(masses, chosen, book)
    return tuple(
        Stated(
            fact.value, fact.source, day_by(heads[seq], fact.day, uid), at == chosen, heads[seq].uid, compared[at]
        )
        for at, (seq, fact) in enumerate(said)
    )


def _is_mass(about: SpokenOf) -> bool:
    fact = about.fact
    if fact in FIELDS:
        return FIELDS[fact].kind is FieldKind.MASS
    return fact in (STATED_MASS, "ug", "reading", "after") or fact.endswith("_ug")


def _mass(text: str) -> Mass | None:
    try:
        said = parse_mass(text)
    except MassTextError:
        return None
    return said if said.ug is not None else None


def _compared(masses: Sequence[Mass | None], chosen: int | None, book: Mass | None) -> tuple[Compared | None, ...]:
    """Return how each mass compares: with the chosen one, that one with the record, else with the first."""
    first = next((at for at, mass in enumerate(masses) if mass is not None), None)
    goes_by = masses[chosen] if chosen is not None else None
    found: list[Compared | None] = []
    for at, mass in enumerate(masses):
        if goes_by is not None and at != chosen:
            found.append(_difference(mass, goes_by, CHOSEN))
        elif book is not None:
            found.append(_difference(mass, book, RECORDED))
        elif first is not None and at not in (first, chosen):
            found.append(_difference(mass, masses[first], FIRST))
        else:
            found.append(None)
    return tuple(found)


def _difference(mass: Mass | None, other: Mass | None, than: str) -> Compared | None:
    """Return by how much a mass is more than another; what only rounding parts is the same."""
    if mass is None or other is None or mass.ug is None or other.ug is None:
        return None
    parted, coarser = mass.ug - other.ug, max(mass.resolution_ug or 1, other.resolution_ug or 1)
    return Compared(than, parted if 2 * abs(parted) > coarser else 0)


def _own_mass(state: PieceState, about: SpokenOf) -> Mass | None:
    """Return what the book has of a mass of the piece itself, None where it has none."""
    if about.fact == STATED_MASS:
        known = state.held_ug and not state.held_unweighed
        return _booked(state.held_ug, state.fields.get("resolution_ug")) if known else None
    value = state.fields.get(about.fact) if _is_mass(about) else None
    return _booked(value, state.fields.get(_FINENESS.get(about.fact, ""))) if isinstance(value, int) else None


def _booked(ug: int, resolution_ug: Scalar) -> Mass:
    return Mass.stated(ug, resolution_ug if isinstance(resolution_ug, int) else None)


def _recorded_by(uid: Uid, about: SpokenOf, head: EntryHead, facts: Sequence[Recorded]) -> StatedDay | Mass | None:
    """Return what an entry says itself of the fact: its day, or the mass it read or moved."""
    own = [each.fact for each in facts if each.seq == head.seq]
    if about.fact == DAY_OF_ACT and own:
        return day_by(head, own[0].day, uid)
    return _mass_in(own) if about.fact == STATED_MASS else None


def _mass_in(facts: Sequence[Fact]) -> Mass | None:
    """Return what an entry read on a balance, else what it moved; None where it did neither."""
    read = [_booked(each.net_ug, each.resolution_ug) for each in facts if isinstance(each, Weighing)]
    return read[-1] if read else _moved([each for each in facts if isinstance(each, MassLine) and each.ug > 0])


def _moved(came: Sequence[MassLine]) -> Mass | None:
    """Return what left the piece, else what it began with or was handed on, of the lines to which mass came."""
    moved = [line for line in came if line.account not in HOLDING] or came
    ug = sum(line.ug for line in moved)
    return _booked(ug, max((line.resolution_ug or 0 for line in moved), default=0) or None) if ug else None
