"""Into which collection a sheet goes: the one that has its missions, or whose numbers it brings."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from lunarcurator.domain.acts import Act
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import CollectionRef, Uid, ref_of
from lunarcurator.domain.numbering import NumberTextError, Scheme
from lunarcurator.domain.operations import Mission, OpenCollection
from lunarcurator.domain.picture import DeskState
from lunarcurator.domain.rules.numbering import mission_of_block
from lunarcurator.domain.status import Title
from lunarcurator.services.collections import KnownCollection, KnownCollections, mission_key
from lunarcurator.services.desk import Desk
from lunarcurator.services.importing.columns.mapping import MappingRefused
from lunarcurator.store.reads.desks import desks, undone_collection

_MISSION = "mission/"
_LOOKED_AT = 50
_WORDS = re.compile(r"[^\W_]+")
_SHORT = re.compile(r"[A-Za-z][ .\-]?[1-9]\d{3}")
ANY = "plain"
"""The numbering system that takes any name."""


@dataclass(frozen=True)
class Target:
    """The collection an import goes into.

    `uid` is None while it is not open yet; `revives` is who it was before its opening was undone. `missions` are
    its missions by code, `spellings` the code of each spelling's key. `others` are the other collections with
    their schemes, `other_keys` the keys of their names and missions, each with the code of the first that has it.
    """

    code: str
    name: str
    uid: Uid | None
    revives: Uid | None
    scheme: Scheme
    title: Title
    missions: Mapping[str, Mission]
    open_missions: frozenset[str]
    spellings: Mapping[str, str]
    others: tuple[tuple[str, Scheme], ...] = ()
    other_keys: Mapping[str, str] = field(default_factory=dict)

    @property
    def own_keys(self) -> frozenset[str]:
        """The keys of the names of the collection and of its missions."""
        return frozenset((*self.spellings, mission_key(self.code), mission_key(self.name)))

    @property
    def ref(self) -> CollectionRef:
        """How operations name the collection: exactly where it is open, else by its code."""
        return CollectionRef(ref_of(self.uid) if self.uid else self.code)

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


def new_target(desk: Desk, code: str) -> Target:
    """Return a collection that is not there yet: any names for numbers, and no missions."""
    return Target(code, code, None, None, desk.tables.schemes[ANY], Title.OURS, {}, frozenset(), {})


def known_targets(desk: Desk) -> tuple[str, ...]:
    """Return the codes of the collections that are open, and of those the program knows."""
    with desk.database.snapshot() as connection:
        opened = [row.state.text("code") for row in desks(connection, Subject.COLLECTION)]
    return (*dict.fromkeys([*opened, *(each.code for each in desk.lab.collections)]),)


def mission_words(text: str) -> Iterator[tuple[str, str]]:
    """Yield each two words of a text, and each alone, as the key of a mission with how they stand."""
    spans = [match.span() for match in _WORDS.finditer(text)]
    for (start, _), (_, end) in pairwise(spans):
        yield mission_key(text[start:end]), text[start:end]
    for start, end in spans:
        yield mission_key(text[start:end]), text[start:end]


def choose_target(
    desk: Desk, known: KnownCollections, wanted: str | None, missions: Sequence[str], numbers: Sequence[str]
) -> Target:
    """Return the collection asked for, else that of these missions, else the only one these numbers fit.

    Raises `MappingRefused` where it cannot be told.
    """
    with desk.database.snapshot() as connection:
        opened = [_opened(desk, row.state, known) for row in desks(connection, Subject.COLLECTION)]
        lacking = [each for each in known if each.code not in {target.code for target in opened}]
        ready = [_ready(desk, each, undone_collection(connection, each.code)) for each in lacking]
    return _beside(_choose(opened, ready, wanted, missions, numbers), [*opened, *ready])


def _choose(
    opened: Sequence[Target],
    ready: Sequence[Target],
    wanted: str | None,
    missions: Sequence[str],
    numbers: Sequence[str],
) -> Target:
    everything = [*opened, *ready]
    known = [each.code for each in everything]
    if wanted is not None:
        if wanted not in known:
            raise MappingRefused("import.collection_unknown", collection=wanted, known=known)
        return everything[known.index(wanted)]
    if len(opened) == 1 and opened[0].scheme.code == ANY and not _others_fit(ready, numbers):
        return opened[0]
    # A letter and a figure number pieces anywhere: they go only where such a collection is open already.
    anybodys = bool(numbers) and not missions and all(map(_SHORT.fullmatch, numbers))
    for group in (opened,) if anybodys else (opened, ready):
        fitting = _fitting(group, missions, numbers, open_already=group is opened)
        if len(fitting) == 1:
            return fitting[0]
    raise MappingRefused("import.which_collection", known=known)


def _fitting(
    group: Sequence[Target], missions: Sequence[str], numbers: Sequence[str], *, open_already: bool
) -> list[Target]:
    """Return the collections of a group that these missions name, or whose numbering reads these numbers."""
    if named := [each for each in group if any(map(each.mission, missions))]:
        return _likeliest(_reading(named, numbers), numbers)
    # Any name fits a collection without a numbering system: that is no sign that it goes there.
    fitting = _reading([each for each in group if each.scheme.code != ANY], numbers)
    if not open_already and all(map(str.isdecimal, numbers)):
        fitting = [each for each in fitting if _knows(each, numbers[:_LOOKED_AT])]
    return _likeliest(fitting, numbers)


def _reading(group: Iterable[Target], numbers: Sequence[str]) -> list[Target]:
    return [each for each in group if _fits(each.scheme, numbers)]


def _likeliest(fitting: list[Target], numbers: Sequence[str]) -> list[Target]:
    """Return those of several targets that print all these numbers as they stand, and whose missions they name.

    OREX-800012-0 can be read as an Antarctic number too, and is printed otherwise; CE6C0000 is of Chang'e-6.
    """
    if len(fitting) > 1:
        fitting = [each for each in fitting if _prints(each.scheme, numbers)] or fitting
    if len(fitting) > 1:
        # Where nobody says of which missions a collection is, it may be of any.
        open_to = (each for each in fitting if not each.missions or _blocks(each.scheme, numbers) <= each.own_keys)
        fitting = [*open_to]
    return fitting


def _beside(chosen: Target, everything: Sequence[Target]) -> Target:
    """Return the target chosen with what tells the others apart from it."""
    own, others = chosen.own_keys, [each for each in everything if each.code != chosen.code]
    keys = {key: each.code for each in reversed(others) for key in sorted(each.own_keys - own)}
    return replace(chosen, others=tuple((each.code, each.scheme) for each in others), other_keys=keys)


def _others_fit(targets: Sequence[Target], numbers: Sequence[str]) -> bool:
    return bool(_reading(targets, numbers))


def _opened(desk: Desk, state: DeskState, known: KnownCollections) -> Target:
    published = known.get(state.text("code"))
    missions = {each.code: each.mission for each in published.missions} if published else {}
    there = {}
    for key in state.fields:
        if key.startswith(_MISSION):
            told = json.loads(state.text(key))
            code = key.removeprefix(_MISSION)
            there[code] = Mission(code=code, name=told["name"], opened=told["opened"])
    every = {**missions, **there}
    return Target(
        state.text("code"),
        state.text("name"),
        state.uid,
        None,
        desk.tables.schemes[state.text("scheme")],
        Title(state.text("title") or Title.OURS),
        every,
        frozenset(there),
        _spellings(every, published),
    )


def _ready(desk: Desk, published: KnownCollection, revives: Uid | None) -> Target:
    missions = {each.code: each.mission for each in published.missions}
    scheme = desk.tables.schemes[published.scheme]
    return Target(
        published.code,
        published.name,
        None,
        revives,
        scheme,
        published.title,
        missions,
        frozenset(),
        _spellings(missions, published),
    )


def _spellings(missions: Mapping[str, Mission], published: KnownCollection | None) -> dict[str, str]:
    found = {mission_key(text): code for code, each in missions.items() for text in (each.name, code)}
    for each in published.missions if published else ():
        found |= {mission_key(text): each.code for text in each.spellings if each.code in missions}
    return found


def _fits(scheme: Scheme, numbers: Sequence[str]) -> bool:
    return sum(_parses(scheme, text) for text in numbers) * 2 > len(numbers)


def _knows(target: Target, numbers: Sequence[str]) -> bool:
    """Tell whether most of these figures are of the missions of a collection: alone they may number anything."""
    told = [_blocks(target.scheme, [text]) for text in numbers]
    return sum(bool(blocks) and blocks <= target.own_keys for blocks in told) * 2 > len(numbers)


def _blocks(scheme: Scheme, numbers: Sequence[str]) -> set[str]:
    return {mission_key(block) for text in numbers if (block := mission_of_block(scheme, text))}


def _prints(scheme: Scheme, numbers: Sequence[str]) -> bool:
    return all(_parses(scheme, text) and scheme.parse(text).canonical == text for text in numbers)


def _parses(scheme: Scheme, text: str) -> bool:
    try:
        scheme.parse(text)
    except NumberTextError:
        return False
    return True
