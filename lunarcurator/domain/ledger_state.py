"""The ledger state an act is judged by: what the store knows, and what earlier acts of the entry added."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import (
    ContainerMove,
    Fact,
    MassLine,
    NameClaim,
    NameKind,
    NumberClaim,
    Parentage,
    Placement,
    Scalar,
    Subject,
    Touch,
)
from lunarcurator.domain.forms import FormWords
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.lending.policy import Policy
from lunarcurator.domain.lending.working_days import WorkCalendar
from lunarcurator.domain.numbering import Scheme
from lunarcurator.domain.pieces import PieceState, PlaceState, Recorded, fold, fold_place, subject_of
from lunarcurator.domain.place_kinds import PlaceKinds
from lunarcurator.domain.recorded_text import RecordedText
from lunarcurator.domain.touched_records import TouchedRecords
from lunarcurator.domain.words_folding import fold as folded
from lunarcurator.domain.words_folding import number_key

_OF_ITSELF: Final = (MassLine, Touch)


@dataclass(slots=True)
class Record:
    """A record as its facts leave it."""

    uid: Uid
    fields: dict[str, Scalar] = field(default_factory=dict)
    last_seq: int = 0

    name = RecordedText()
    code = RecordedText()
    kind = RecordedText()
    title = RecordedText()

    def text(self, key: str) -> str:
        """Return a recorded field as text, empty where nothing is recorded."""
        value = self.fields.get(key)
        return "" if value is None else str(value)

    def integer(self, key: str) -> int | None:
        """Return a recorded field as an integer, None where nothing is recorded."""
        value = self.fields.get(key)
        return value if isinstance(value, int) else None


@dataclass(frozen=True, slots=True)
class Claimed:
    """Somebody took a number before: which piece, whether we issued it, whether that still stands."""

    sample: Uid
    issued: bool
    in_force: bool


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry looked back at: its facts in order, and whether it is in force."""

    uid: Uid
    seq: int
    kind: str
    day: Day
    in_force: bool
    facts: tuple[Recorded, ...]


@dataclass(frozen=True, slots=True)
class Tables:
    """The vocabularies a lab may edit: numbering schemes, kinds of place, forms that cannot be weighed.

    `unweighable_reasons` says for such a form why its mass is not known: in epoxy, a section, a gas. `forms` are
    the spellings of all forms. `policies` are those of the loan desk, `calendar` the lab's own days off.
    """

    schemes: Mapping[str, Scheme]
    place_kinds: PlaceKinds
    unweighable: frozenset[str]
    unweighable_reasons: Mapping[str, str] = field(default_factory=dict)
    forms: FormWords = field(default_factory=FormWords)
    policies: Sequence[Policy] = ()
    calendar: WorkCalendar = field(default_factory=WorkCalendar)

    def form(self, text: str) -> str:
        """Return the key of the form a text names in any spelling, or the text itself where it names none."""
        return self.forms.named(text) or text.strip()

    def weighs(self, form: str) -> bool:
        """Tell whether a piece of this form, in any spelling, can be weighed by itself."""
        return self.form(form) not in self.unweighable


class Source(Protocol):
    """What a ledger state asks the store; every answer speaks of entries in force, except `claimed`."""

    def piece(self, uid: Uid) -> PieceState | None:
        """Return the piece now, or None."""

    def collections_of(self, pieces: Collection[Uid]) -> dict[Uid, Uid]:
        """Return the collection of each of these pieces; one that is not in the book has none."""

    def history(self, uid: Uid) -> list[Recorded]:
        """Return the facts of a piece."""

    def place(self, uid: Uid) -> PlaceState | None:
        """Return the place now, or None."""

    def place_history(self, uid: Uid) -> list[Recorded]:
        """Return the facts of a place."""

    def record(self, kind: Subject, uid: Uid) -> Record | None:
        """Return a record, or None."""

    def claimed(self, collection: Uid, number: str) -> list[Claimed]:
        """Return who ever took a canonical number, latest last."""

    def collections(self) -> Collection[Uid]:
        """Return the collections in the book."""

    def known_as(self, keys: Collection[str]) -> list[Uid]:
        """Return the pieces in the book with one of these keys among their numbers, former numbers and names."""

    def highest(self, collection: Uid, scope: str, series: str) -> int | None:
        """Return the highest serial ever used."""

    def daughters(self, uid: Uid) -> list[Uid]:
        """Return the pieces that came from a piece."""

    def pieces_in(self, place: Uid) -> list[Uid]:
        """Return the pieces directly in a place."""

    def places_in(self, place: Uid) -> list[Uid]:
        """Return the places directly in a place."""

    def ever_in(self, place: Uid) -> list[Uid]:
        """Return the pieces that by any placement in force stood directly in a place."""

    def places_ever_in(self, place: Uid) -> list[Uid]:
        """Return the places that by any move in force stood directly in a place."""

    def named(self, kind: Subject, name: str) -> list[Uid]:
        """Return the subjects of exactly this name or code."""

    def alike(self, kind: Subject, key: str) -> list[Uid]:
        """Return the subjects of a kind whose name folds to this key."""

    def related(self, kind: Subject, key: str, uid: Uid) -> list[Uid]:
        """Return the subjects of a kind whose field of this key holds a uid, in order of their names."""

    def highest_code(self, kind: Subject, prefix: str) -> int:
        """Return the highest figure after this prefix among the codes a kind has or ever had, undone too, or 0."""

    def lines_out_on(self, day: Day) -> list[Uid]:
        """Return the lines of loans issued by the end of a day and not closed by then, in order of their codes."""

    def entry(self, uid: Uid) -> EntryView | None:
        """Return an entry, or None."""


class LedgerState:
    """State for the acts of one entry: the source plus the facts already booked in the entry."""

    def __init__(self, source: Source, tables: Tables, new_uid: Callable[[], Uid], today: Day, seq: int) -> None:
        self._source = source
        self.tables = tables
        self._pieces: dict[Uid, PieceState] = {}
        self._places: dict[Uid, PlaceState] = {}
        self._records: dict[tuple[Subject, Uid], Record] = {}
        self._taken = TouchedRecords()
        self._added: dict[Uid, list[Recorded]] = {}
        self._claims: dict[tuple[Uid, str], list[Claimed]] = {}
        self._names: dict[str, list[Uid]] = {}
        self._highest: dict[tuple[Uid, str, str], int] = {}
        self._children: dict[Uid, list[Uid]] = {}
        self._came: dict[Uid, list[Uid]] = {}
        self._came_places: dict[Uid, list[Uid]] = {}
        self._fresh: set[Uid] = set()
        self._born: set[Uid] = set()
        self._n = 0
        self._make_uid = new_uid
        self.today = today
        self.seq = seq

    def new_uid(self) -> Uid:
        """Return a new identity, which the source need not be asked about."""
        uid = self._make_uid()
        self._fresh.add(uid)
        return uid

    def born_here(self, uid: Uid) -> bool:
        """Tell whether nothing was known of a piece before the acts of this part."""
        return uid in self._born

    def piece(self, uid: Uid) -> PieceState:
        """Return the piece as it stands now; one that nothing in force speaks of is not `in_book`."""
        return self.piece_or_none(uid) or PieceState(uid)

    def piece_or_none(self, uid: Uid) -> PieceState | None:
        """Return the piece as it stands now, or None."""
        if uid not in self._pieces:
            state = self._source.piece(uid) if uid not in self._fresh else None
            if state is None:
                return None
            self._pieces[uid] = state
        return self._pieces[uid]

    def collections_of(self, pieces: Collection[Uid]) -> dict[Uid, Uid]:
        """Return the collection of each of these pieces, asked for together however many they are."""
        met = {uid: self._pieces[uid].book.collection for uid in pieces if uid in self._pieces}
        return self._source.collections_of([uid for uid in pieces if uid not in met]) | met

    def at(self, uid: Uid, day: Day) -> PieceState:
        """Return the piece at the end of a day, as known now; before its first it has its number of now alone."""
        state = self.piece(uid)
        if day >= state.last_day:
            return state
        then = fold(uid, (each for each in self.history(uid) if each.order[0] <= day))
        if not then.in_book:
            # What is said of it names it.
            then.number = state.number
        return then

    def history(self, uid: Uid) -> list[Recorded]:
        """Return every fact in force of a piece, with those of this entry, in order."""
        before = [] if uid in self._born else self._source.history(uid)
        return sorted([*before, *self._added.get(uid, ())], key=lambda each: each.order)

    def added(self, uid: Uid) -> list[Recorded]:
        """Return the facts this entry has added to a piece or place so far."""
        return self._added.get(uid, [])

    def later(self, uid: Uid, day: Day) -> list[Recorded]:
        """Return the facts of a piece on days after this one, in order; empty without asking the store if none."""
        state = self.piece_or_none(uid)
        if state is None or day >= state.last_day:
            return []
        return [each for each in self.history(uid) if each.order[0] > day]

    def place(self, uid: Uid) -> PlaceState:
        """Return a place as it stands now; one that nothing in force speaks of is not `in_book`."""
        if uid not in self._places:
            self._places[uid] = self._source.place(uid) or PlaceState(uid)
        return self._places[uid]

    def place_at(self, uid: Uid, day: Day) -> PlaceState:
        """Return a place at the end of a day, as known now."""
        state = self.place(uid)
        if day >= state.last_day:
            return state
        return fold_place(uid, (each for each in self.place_history(uid) if each.order[0] <= day))

    def place_history(self, uid: Uid) -> list[Recorded]:
        """Return every fact in force of a place, with those of this entry, in order."""
        known = [*self._source.place_history(uid), *self._added.get(uid, ())]
        return sorted(known, key=lambda each: each.order)

    def record(self, kind: Subject, uid: Uid) -> Record:
        """Return a record; KeyError if nobody knows it."""
        key = (kind, uid)
        if key not in self._records:
            state = self._source.record(kind, uid)
            if state is None:
                raise KeyError(uid)
            self._records[key] = state
        return self._records[key]

    def scheme(self, collection: Uid) -> Scheme:
        """Return the numbering scheme of a collection."""
        return self.tables.schemes[self.record(Subject.COLLECTION, collection).text("scheme")]

    def has_scheme(self, code: str) -> bool:
        """Tell whether a numbering scheme of this code is loaded."""
        return code in self.tables.schemes

    def claimed(self, collection: Uid, number: str) -> list[Claimed]:
        """Return who ever took a canonical number, with what this entry added, latest last."""
        return [*self._source.claimed(collection, number), *self._claims.get((collection, number), ())]

    def all_collections(self) -> list[Uid]:
        """Return the collections in the book, with those this entry opened."""
        mine = (uid for uid, fields in self._taken.all(Subject.COLLECTION).items() if fields.get("scheme"))
        return list(dict.fromkeys([*self._source.collections(), *mine]))

    def known_as(self, keys: Collection[str]) -> list[Uid]:
        """Return the pieces with one of these keys among their numbers and names, with those of this entry."""
        mine = (uid for key in keys for uid in self._names.get(key, ()))
        return list(dict.fromkeys([*self._source.known_as(keys), *mine]))

    def highest(self, collection: Uid, scope: str, series: str) -> int | None:
        """Return the highest serial ever used in a series of a family, in force or not (R2)."""
        known = [
            self._source.highest(collection, scope, series),
            self._highest.get((collection, scope, series)),
        ]
        return max((each for each in known if each is not None), default=None)

    def daughters(self, uid: Uid) -> list[Uid]:
        """Return the pieces that came from a piece, in force."""
        return [*self._source.daughters(uid), *self._children.get(uid, ())]

    def pieces_in(self, place: Uid) -> list[Uid]:
        """Return the pieces that stand directly in a place now."""
        known = dict.fromkeys([*self._source.pieces_in(place), *self._came.get(place, ())])
        return [uid for uid in known if self.piece(uid).place == place]

    def places_in(self, place: Uid) -> list[Uid]:
        """Return the places that stand directly in a place now."""
        known = dict.fromkeys([*self._source.places_in(place), *self._came_places.get(place, ())])
        return [uid for uid in known if self.place(uid).parent == place]

    def ever_in(self, place: Uid) -> list[Uid]:
        """Return the pieces that ever stood directly in a place, as known now."""
        return list(dict.fromkeys([*self._source.ever_in(place), *self._came.get(place, ())]))

    def places_ever_in(self, place: Uid) -> list[Uid]:
        """Return the places that ever stood directly in a place, as known now."""
        return list(dict.fromkeys([*self._source.places_ever_in(place), *self._came_places.get(place, ())]))

    def named(self, kind: Subject, name: str) -> list[Uid]:
        """Return the places, operators, balances or collections of exactly this name or code."""
        if not name:
            return []
        known = list(self._source.named(kind, name))
        known += [uid for uid in self._taken.named(kind, name) if _answers(self._records[kind, uid], name)]
        if kind is Subject.PLACE:
            known += [uid for uid, place in self._places.items() if _answers(place, name)]
        return list(dict.fromkeys(known))

    def alike(self, kind: Subject, name: str) -> list[Uid]:
        """Return the records of a kind with this name, but for capitals, spaces and width; exactly this one first.

        One that has another name by now, as of this entry, is not among them.
        """
        key = folded(name)
        if not key:
            return []
        fresh = [uid for uid in self._taken.all(kind) if folded(self.record(kind, uid).name) == key]
        known = dict.fromkeys([*self.named(kind, name), *self._source.alike(kind, key), *fresh])
        return [uid for uid in known if folded(self.record(kind, uid).name) == key]

    def related(self, kind: Subject, key: str, uid: Uid) -> list[Uid]:
        """Return the subjects of a kind whose field of this key holds a uid now, with those of this entry."""
        known = [*self._source.related(kind, key, uid), *self._taken.holding(kind, key, uid)]
        return [each for each in dict.fromkeys(known) if self.record(kind, each).text(key) == uid]

    def lines_out_on(self, day: Day) -> list[Uid]:
        """Return the lines out at the end of a day, with those of this entry."""
        known = [*self._source.lines_out_on(day), *(uid for what, uid in self._records if what is Subject.LINE)]
        return [each for each in dict.fromkeys(known) if _was_out(self.record(Subject.LINE, each), day)]

    def next_code(self, kind: Subject, prefix: str, width: int = 3) -> str:
        """Return the code after the highest of a kind with this prefix, such as L-2026-012 after L-2026-.

        What was undone keeps its code, as its papers do.
        """
        return f"{prefix}{self.highest_code(kind, prefix) + 1:0{width}}"

    def highest_code(self, kind: Subject, prefix: str) -> int:
        """Return the highest figure after this prefix among the codes a kind ever had, this entry too."""
        mine = self._taken.codes(kind)
        ends = (code.removeprefix(prefix) for code in mine if code.startswith(prefix))
        highest = max((int(end) for end in ends if end.isdecimal()), default=0)
        return max(highest, self._source.highest_code(kind, prefix))

    def collections(self) -> dict[str, Uid]:
        """Return the collections this entry has met or opened so far, by code."""
        return {state.code: uid for (kind, uid), state in self._records.items() if kind is Subject.COLLECTION}

    def entry(self, uid: Uid) -> EntryView | None:
        """Return an earlier entry of the store, or None."""
        return self._source.entry(uid)

    def apply(self, facts: Iterable[Fact]) -> list[Recorded]:
        """Take in the facts an act booked, so that the next act of the entry sees them; return them numbered."""
        recorded = []
        for fact in facts:
            each = Recorded(self.seq, self._n, fact)
            self._n += 1
            recorded.append(each)
            self._take(each)
        return recorded

    def forget(self) -> None:
        """Drop what was kept of the acts so far, once a part of a large entry is written to the source."""
        mine = (self._fresh, self._born, self._pieces, self._places, self._added, self._claims, self._names)
        for each in (*mine, self._highest, self._children, self._came, self._came_places):
            each.clear()

    def _take(self, each: Recorded) -> None:
        kind, uid = subject_of(each.fact)
        if kind is Subject.SAMPLE:
            self._take_piece(uid, each)
        elif kind is Subject.PLACE:
            self._take_place(uid, each)
        else:
            state = self._records.setdefault((kind, uid), self._source.record(kind, uid) or Record(uid))
            state.fields.update(each.fact.changes if isinstance(each.fact, Touch) else ())
            state.last_seq = each.seq
            self._taken.take(kind, uid, state.fields)

    def _take_piece(self, uid: Uid, each: Recorded) -> None:
        state = self.piece_or_none(uid)
        if state is None:
            state = self._pieces[uid] = PieceState(uid)
            self._born.add(uid)
        self._added.setdefault(uid, []).append(each)
        fact = each.fact
        if fact.day >= state.last_day:
            state.learn(each)
        else:
            self._pieces[uid] = fold(uid, self.history(uid))
        # Most facts are of these kinds, and say nothing of names or of other pieces and places.
        if not isinstance(fact, _OF_ITSELF):
            self._take_relation(uid, fact)

    def _take_relation(self, uid: Uid, fact: Fact) -> None:
        """Take in by what name a piece goes, from which it came, and where it stands."""
        if isinstance(fact, NumberClaim):
            claim = Claimed(uid, fact.issued, in_force=True)
            self._claims.setdefault((fact.collection, fact.number), []).append(claim)
            self._names.setdefault(fact.key, []).append(uid)
            if fact.serial is not None:
                key = (fact.collection, fact.scope, fact.series)
                self._highest[key] = max(fact.serial, self._highest.get(key, 0))
        elif isinstance(fact, NameClaim) and fact.kind is not NameKind.LABEL:
            self._names.setdefault(number_key(fact.name), []).append(uid)
        elif isinstance(fact, Parentage):
            self._children.setdefault(fact.parent, []).append(uid)
        elif isinstance(fact, Placement) and fact.place is not None:
            self._came.setdefault(fact.place, []).append(uid)

    def _take_place(self, uid: Uid, each: Recorded) -> None:
        state = self.place(uid)
        self._added.setdefault(uid, []).append(each)
        if each.order[0] >= state.last_day:
            state.learn(each)
        else:
            self._places[uid] = fold_place(uid, self.place_history(uid))
        if isinstance(each.fact, ContainerMove) and each.fact.parent is not None:
            self._came_places.setdefault(each.fact.parent, []).append(uid)


def _answers(state: Record | PlaceState, name: str) -> bool:
    return name in {state.name, state.code}


def _was_out(line: Record, day: Day) -> bool:
    issued, ended = line.integer("issued"), (line.integer("closed"), line.integer("lost"))
    return bool(issued) and (issued or 0) <= day and not any(each and each <= day for each in ended)
