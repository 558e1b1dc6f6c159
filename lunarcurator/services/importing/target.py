"""Into which collection a sheet goes: the one that has its missions, or the only one there is."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

from lunarcurator.domain.acts import Act
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import CollectionRef, Uid, ref_of
from lunarcurator.domain.ledger_state import Record
from lunarcurator.domain.numbering import Scheme
from lunarcurator.domain.operations import Mission, OpenCollection
from lunarcurator.domain.status import Title
from lunarcurator.services.collections import KnownCollection, mission_key
from lunarcurator.services.importing.asking.choices import Choice
from lunarcurator.services.importing.columns.mapping import MappingRefused
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store.reads.records import records, undone_collection

_MISSION = "mission/"
_WORDS = re.compile(r"[^\W_]+")
ANY = "plain"
"""The numbering system that takes any name."""


@dataclass(frozen=True)
class Target:
    """The collection an import goes into.

    `uid` is None while it is not open yet; `revives` is who it was before its opening was undone. `missions` are
    its missions by code; it is told as it is `published`, if it is. `others` are the other collections with
    their schemes, `other_keys` the keys of their names and missions, each with the code of the first that has it.
    """

    code: str
    name: str
    scheme: Scheme
    uid: Uid | None = None
    revives: Uid | None = None
    title: Title = Title.OURS
    missions: Mapping[str, Mission] = field(default_factory=dict)
    open_missions: frozenset[str] = frozenset()
    published: KnownCollection | None = None
    others: tuple[tuple[str, Scheme], ...] = ()
    other_keys: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def spellings(self) -> Mapping[str, str]:
        """The code of each mission by the key of each of its spellings."""
        found = {mission_key(text): code for code, each in self.missions.items() for text in (each.name, code)}
        for each in self.published.missions if self.published else ():
            found |= {mission_key(text): each.code for text in each.spellings}
        return found

    @cached_property
    def own_keys(self) -> frozenset[str]:
        """The keys of the names of the collection and of its missions."""
        return frozenset((*self.spellings, mission_key(self.code), mission_key(self.name)))

    @property
    def ref(self) -> CollectionRef:
        """How operations name the collection: exactly where it is open, else by its code."""
        return CollectionRef(ref_of(self.uid) if self.uid else self.code)

    def is_named(self, text: str) -> bool:
        """Tell whether words name the collection or a mission of it."""
        return any(key in self.own_keys for key, _ in mission_words(text))

    def mission(self, text: str) -> str | None:
        """Return the code of a mission in any usual spelling, or None."""
        return self.spellings.get(mission_key(text))

    def opened(self, mission: str) -> Day | None:
        """Return the day the material of a mission was first opened, None where nobody says."""
        known = self.missions.get(mission)
        return known.opened or None if known else None

    def opening(self, used: Iterable[str], first: Day) -> tuple[Act, ...]:
        """Return the act that opens the collection, or adds the missions an import uses and it lacks."""
        wanted = [code for code in dict.fromkeys(used) if code in self.missions]
        lacking = (
            self.missions if self.uid is None else [code for code in wanted if code not in self.open_missions]
        )
        if self.uid is not None and not lacking:
            return ()
        missions = tuple(self.missions[code] for code in lacking)
        opening = OpenCollection(
            code=self.code,
            name=self.name,
            scheme=self.scheme.code,
            title=self.title,
            missions=missions,
            revives=CollectionRef(ref_of(self.revives)) if self.revives else None,
        )
        return (Act(operation=opening, day=min([first, *(each.opened for each in missions if each.opened)])),)


def known_targets(session: StoreSession) -> tuple[str, ...]:
    """Return the codes of the collections that are open, and of those the program knows."""
    return tuple(each.code for each in _everything(session))


def _everything(session: StoreSession) -> list[Target]:
    """Return the collections that are open, and then those the program knows."""
    with session.database.snapshot() as connection:
        states = [row.state for row in records(connection, Subject.COLLECTION)]
        there = {state.code for state in states}
        lacking = [each for each in session.lab.collections if each.code not in there]
        ready = [_ready(session, each, undone_collection(connection, each.code)) for each in lacking]
    return [*(_opened(session, state) for state in states), *ready]


def mission_words(text: str) -> Iterator[tuple[str, str]]:
    """Yield each two words of a text, and each alone, as the key of a mission with how they stand."""
    spans = [match.span() for match in _WORDS.finditer(text)]
    for (start, _), (_, end) in pairwise(spans):
        yield mission_key(text[start:end]), text[start:end]
    for start, end in spans:
        yield mission_key(text[start:end]), text[start:end]


def choose_target(session: StoreSession, wanted: str, said: Sequence[str] = ()) -> Target:
    """Return the collection `wanted`, else the one these words name, else the only open one.

    It may be new. What numbers look like says nothing of it. Raises `MappingRefused` where it cannot be told.
    """
    everything = _everything(session)
    codes = [each.code for each in everything]
    code = wanted.removeprefix(Choice.NEW)
    if code in codes:
        return _beside(everything[codes.index(code)], everything)
    if wanted != code:
        return _new_target(session, code)
    if wanted:
        raise MappingRefused("import.collection_unknown", collection=wanted, known=codes)
    opened = [each for each in everything if each.uid]
    ready = [each for each in everything if not each.uid]
    for fitting in (_named(opened, said), _named(ready, said), opened):
        if len(fitting) == 1:
            return _beside(fitting[0], everything)
    raise MappingRefused("import.which_collection", known=codes)


def _new_target(session: StoreSession, code: str) -> Target:
    """Return a collection that is not there yet: any names for numbers, and no missions."""
    return Target(code, code, session.tables.schemes[ANY])


def _named(targets: Sequence[Target], said: Sequence[str]) -> list[Target]:
    return [each for each in targets if any(map(each.is_named, said))]


def _beside(chosen: Target, everything: Sequence[Target]) -> Target:
    """Return the target chosen with what tells the others apart from it."""
    own, others = chosen.own_keys, [each for each in everything if each.code != chosen.code]
    keys = {key: each.code for each in reversed(others) for key in sorted(each.own_keys - own)}
    return replace(chosen, others=tuple((each.code, each.scheme) for each in others), other_keys=keys)


def _opened(session: StoreSession, state: Record) -> Target:
    code = state.code
    published = session.lab.collections.get(code)
    base = _ready(session, published) if published else _new_target(session, code)
    there: dict[str, Mission] = {}
    for key in state.fields:
        if key.startswith(_MISSION):
            told, mission = json.loads(state.text(key)), key.removeprefix(_MISSION)
            there[mission] = Mission(code=mission, name=told["name"], opened=told["opened"])
    return replace(
        base,
        name=state.name,
        uid=state.uid,
        scheme=session.tables.schemes[state.text("scheme")],
        title=Title(state.title or Title.OURS),
        missions={**base.missions, **there},
        open_missions=frozenset(there),
    )


def _ready(session: StoreSession, published: KnownCollection, revives: Uid | None = None) -> Target:
    return Target(
        published.code,
        published.name,
        session.tables.schemes[published.scheme],
        revives=revives,
        title=published.title,
        missions={each.code: each.mission for each in published.missions},
        published=published,
    )
