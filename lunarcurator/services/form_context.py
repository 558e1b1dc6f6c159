"""What a dialog asks the store before somebody acts: the pieces, places, people and balances it is about."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType
from typing import Any, NamedTuple, Self

import msgspec

from lunarcurator.domain.booking.exposing import met_outside
from lunarcurator.domain.booking.losing import missing_of
from lunarcurator.domain.booking.reading import certainty_of
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import ParentRole, Scalar, Subject
from lunarcurator.domain.identity import PieceRef, Uid, ref_of
from lunarcurator.domain.known_mass import KnownMass, NoFigure, no_figure, own_mass, suspense_mass
from lunarcurator.domain.ledger_state import LedgerState, Record
from lunarcurator.domain.naming import as_told
from lunarcurator.domain.numbering import Series
from lunarcurator.domain.numbering.ranges import pattern_of
from lunarcurator.domain.pieces import PieceState
from lunarcurator.domain.recorded_text import RecordedText
from lunarcurator.domain.status import Existence
from lunarcurator.domain.tolerance import Certainty
from lunarcurator.domain.typed_records import read
from lunarcurator.domain.unweighed import MassSum, sum_of
from lunarcurator.domain.words_folding import number_key, unquoted
from lunarcurator.services.people import Operator, People
from lunarcurator.services.place_book import PlaceBook, PlaceCard
from lunarcurator.services.proposing import next_numbers
from lunarcurator.services.references import Meant, References, UnclearReference
from lunarcurator.services.stated_days import StatedDay, day_by
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store.lookup import Lookup
from lunarcurator.store.reads import place_book, search
from lunarcurator.store.reads.piece import heads
from lunarcurator.store.reads.place_book import PlanRow
from lunarcurator.store.reads.records import records
from lunarcurator.store.source import StoreSource


class LastWeighing(NamedTuple):
    """The last weighing of a piece: its day, and the balance where one was named."""

    told_day: StatedDay
    balance: str


@dataclass(frozen=True, slots=True)
class PieceSummary:
    """One piece as a dialog shows it; `held_ug` is None where its mass is not known, masses in ug.

    `lost_ug` is what the book counts as lost of it, `certainty` says how sure `held_ug` is. `outside` says that it
    met something by its outside only.
    """

    uid: Uid
    number: str
    collection: Uid
    scheme: str
    held_ug: int | None
    quality: str
    suspense_ug: int
    lost_ug: int
    place: Uid | None
    home: Uid | None
    custody: str
    existence: str
    weighed: LastWeighing | None
    series: tuple[Series, ...]
    plans: tuple["Plan", ...]
    parent: Uid | None
    last_seq: int
    outside: bool
    fields: Mapping[str, Scalar]
    certainty: Certainty

    form = RecordedText()
    class_name = RecordedText()
    mission = RecordedText()
    condition = RecordedText()
    body = RecordedText()
    handling = RecordedText()
    restriction = RecordedText()
    mass_reason = RecordedText()

    @property
    def resolution_ug(self) -> int | None:
        """The resolution behind the mass, None where nobody knows it."""
        return self.certainty.resolution_ug or None

    @property
    def suspense(self) -> KnownMass:
        """What is not reconciled of the piece, known as its original mass is."""
        return suspense_mass(
            self.suspense_ug, self.fields.get("original_quality"), self.fields.get("original_resolution_ug")
        )

    @property
    def own_mass(self) -> KnownMass | None:
        """What the piece weighs by the book, as far as it is known; None where nobody knows."""
        unweighed = int(self.held_ug is None)
        return own_mass(self.held_ug or 0, unweighed, self.quality, self.existence, self.resolution_ug)

    @property
    def in_sum(self) -> MassSum:
        """The piece as a sum of pieces takes it in."""
        unweighed = int(self.held_ug is None)
        return sum_of(self.held_ug or 0, unweighed, self.suspense_ug, self.quality, self.resolution_ug)

    @property
    def no_figure(self) -> NoFigure:
        """Why it has no mass; to be asked where `own_mass` is None."""
        return no_figure(int(self.held_ug is None), self.quality, self.existence, self.mass_reason)

    def text(self, key: str) -> str:
        """Return a recorded field as text, empty where nothing is recorded."""
        value = self.fields.get(key)
        return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class Plan:
    """A planned split somebody may finish: its entry, day, and the numbers and forms not made yet."""

    entry: Uid
    seq: int
    day: Day
    daughters: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """A stretch of core that was dissected before, in um; one `picked` may span others."""

    nth: int
    top: int
    bottom: int
    picked: bool

    @classmethod
    def of(cls, state: PieceState, core: Uid) -> Self | None:
        """Return the stretch a daughter of a core came from, None where none is recorded."""
        told = (state.fields.get(key) for key in ("dissection_pass", "depth_top_um", "depth_bottom_um"))
        nth, top, bottom = (each if isinstance(each, int) else None for each in told)
        if nth is None or top is None or bottom is None:
            return None
        return cls(nth, top, bottom, dict(state.parents).get(core) is ParentRole.PICKED)


@dataclass(frozen=True, slots=True)
class Balance:
    """A bench balance; resolution and uncertainty in ug."""

    uid: Uid
    name: str
    resolution_ug: int
    uncertainty_ug: int
    calibrated: Day | None
    calibration_due: Day | None
    certificate: str
    retired: bool

    @property
    def certainty(self) -> Certainty:
        """How sure a reading of it is."""
        return Certainty(self.resolution_ug, self.uncertainty_ug, of_balance=True)

    @classmethod
    def of(cls, state: Record) -> Self:
        """Return the balance a state of the desk describes."""
        return read(cls, state.uid, state.fields, resolution_ug=state.integer("resolution_ug") or 1)


@dataclass(frozen=True, slots=True)
class OpenCollectionSummary:
    """An open collection with its missions as (code, name, opening day)."""

    uid: Uid
    code: str
    name: str
    scheme: str
    title: str
    missions: tuple[tuple[str, str, Day], ...]

    @classmethod
    def of(cls, state: Record) -> Self:
        """Return the collection a state of the desk describes."""
        missions = tuple(
            (key.removeprefix("mission/"), str(told["name"]), int(told["opened"]))
            for key, value in sorted(state.fields.items())
            if key.startswith("mission/") and (told := msgspec.json.decode(str(value)))
        )
        return read(cls, state.uid, state.fields, missions=missions)


@dataclass(frozen=True, slots=True)
class FormContext:
    """Everything a dialog needs at hand, read at one moment."""

    pieces: tuple[PieceSummary, ...]
    places: PlaceBook
    operators: tuple[Operator, ...]
    balances: tuple[Balance, ...]
    collections: tuple[OpenCollectionSummary, ...]
    held: Mapping[Uid, MassSum]

    @property
    def piece(self) -> PieceSummary:
        """The one piece the dialog is about."""
        return self.pieces[0]

    def together(self, places: Iterable[PlaceCard]) -> tuple[MassSum, int]:
        """Return the pieces and what is in places as a sum, each piece once, and how many containers go along."""
        inside = {each.uid for card in places for each in (card, *self.places.inside(card.uid))}
        total = MassSum()
        for each in (
            *(self.held[uid] for uid in sorted(inside)),
            *(piece.in_sum for piece in self.pieces if piece.place not in inside),
        ):
            total = total.plus(each)
        return total, len(inside)


def form_context(session: StoreSession, samples: Iterable[Uid] = (), places: Iterable[Uid] = ()) -> FormContext:
    """Read what a dialog about these pieces and places needs; pieces no longer in the book are left out."""
    people = People(session).operators(retired=True)
    with session.database.snapshot() as connection:
        source = StoreSource(connection)
        ledger = _ledger(session, source)
        book = PlaceBook(place_book.places(connection), session.tables.place_kinds)
        chosen = list(places)
        inside = [card.uid for uid in chosen for card in book.inside(uid)]
        return FormContext(
            tuple(
                _card(
                    state,
                    ledger,
                    _last_weighing(connection, uid),
                    _plans(place_book.open_plans(connection, uid)),
                )
                for uid in samples
                if (state := ledger.piece_or_none(uid)) is not None and state.in_book
            ),
            book,
            people,
            tuple(Balance.of(row.state) for row in records(connection, Subject.BALANCE)),
            tuple(OpenCollectionSummary.of(row.state) for row in records(connection, Subject.COLLECTION)),
            MappingProxyType({uid: place_book.held(connection, uid) for uid in [*chosen, *inside]}),
        )


def balances_of(session: StoreSession) -> tuple[Balance, ...]:
    """Return the bench balances of a store, retired ones too."""
    with session.database.connect() as connection:
        return tuple(Balance.of(row.state) for row in records(connection, Subject.BALANCE))


def proposed_numbers(
    session: StoreSession, parent: Uid, series: Sequence[str], taken: Sequence[str] = ()
) -> tuple[str, ...]:
    """Return the next numbers below a piece; `taken` are typed but not posted. Raises `NumberTextError`."""
    with session.database.snapshot() as connection:
        ledger = _ledger(session, StoreSource(connection))
        return tuple(next_numbers(ledger, PieceRef(ref_of(parent)), list(series), tuple(taken)))


def numbers_in(session: StoreSession, parent: Uid, pattern: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the numbers a pattern names below a piece, and those it leaves out; raises `NumberTextError`."""
    with session.database.snapshot() as connection:
        ledger = _ledger(session, StoreSource(connection))
        state = ledger.piece(parent)
        scheme = ledger.scheme(state.book.collection)
        found = pattern_of(pattern, scheme, scheme.parse(state.family_number))
    return tuple(each.canonical for each in found.numbers), tuple(each.canonical for each in found.left_out)


def intervals_of(session: StoreSession, core: Uid) -> tuple[Interval, ...]:
    """Return what was dissected from a core so far, in the order of passes and depths."""
    with session.database.snapshot() as connection:
        ledger = _ledger(session, StoreSource(connection))
        found = (Interval.of(ledger.piece(uid), core) for uid in ledger.daughters(core))
        return tuple(sorted(each for each in found if each is not None))


def find_piece(session: StoreSession, text: str) -> Uid:
    """Return the piece to act on, by its number in any spelling; raises `UnclearReference`."""
    with session.database.snapshot() as connection:
        return References(_ledger(session, StoreSource(connection)), Lookup(connection)).piece(text)


def piece_meant(session: StoreSession, text: str) -> Meant:
    """Return the piece a text names by any of its names in any spelling; raises `UnclearReference`."""
    with session.database.snapshot() as connection:
        return References(_ledger(session, StoreSource(connection)), Lookup(connection)).meant(text)


def pieces_meant(session: StoreSession, texts: Iterable[str]) -> Mapping[str, Meant]:
    """Return the pieces that texts name; a text that names none, or several, is left out."""
    found: dict[str, Meant] = {}
    with session.database.snapshot() as connection:
        references = References(_ledger(session, StoreSource(connection)), Lookup(connection))
        for text in dict.fromkeys(texts):
            with suppress(UnclearReference):
                found[text] = references.meant(text)
    return MappingProxyType(found)


def pieces_named(session: StoreSession, texts: Iterable[str]) -> Mapping[str, PieceSummary]:
    """Return the pieces that texts name as a dialog shows them; one that names none, or several, is left out."""
    found = pieces_meant(session, texts)
    cards = {
        card.uid: card for card in form_context(session, dict.fromkeys(each.uid for each in found.values())).pieces
    }
    return MappingProxyType({text: cards[each.uid] for text, each in found.items() if each.uid in cards})


def numbers_like(session: StoreSession, text: str, most: int = 12) -> tuple[str, ...]:
    """Return names that begin with a text in any spelling, in their order, official numbers and others."""
    key = number_key(unquoted(text))
    if not key.strip(","):
        return ()
    with session.database.connect() as connection:
        return tuple(dict.fromkeys(name for _, name in search.by_start_of_name(connection, key, (), most)))


def mass_on(session: StoreSession, uid: Uid, day: Day) -> tuple[int | None, Certainty]:
    """Return what a piece weighed at the end of a day, in ug (None: unknown), and how sure that is."""
    with session.database.snapshot() as connection:
        ledger = _ledger(session, StoreSource(connection))
        state = ledger.at(uid, day)
        return (None if state.held_unweighed else state.held_ug), certainty_of(state, ledger)


def entry_uid(session: StoreSession, seq: int) -> Uid | None:
    """Return the uid of an entry by its sequence, or None."""
    with session.database.connect() as connection:
        return Lookup(connection).entry_uid(seq)


def _ledger(session: StoreSession, source: StoreSource) -> LedgerState:
    def no_uid() -> Uid:
        raise AssertionError("asking makes nothing new")

    return LedgerState(source, session.tables, no_uid, session.today, 0)


def _last_weighing(connection: Any, piece: Uid) -> LastWeighing | None:
    last = place_book.weighed(connection, piece)
    if last is None:
        return None
    told_day = day_by(heads(connection, [last.entry])[last.entry], last.day, piece)
    return LastWeighing(told_day, last.balance)


def _card(
    state: PieceState, ledger: LedgerState, weighed: LastWeighing | None, plans: tuple[Plan, ...]
) -> PieceSummary:
    scheme = ledger.scheme(state.book.collection)
    return PieceSummary(
        uid=state.uid,
        number=as_told(ledger, state.uid),
        collection=state.book.collection,
        scheme=scheme.code,
        held_ug=None if state.held_unweighed else state.held_ug,
        quality=str(state.quality),
        suspense_ug=state.suspense_ug,
        lost_ug=0 if state.existence is Existence.EXISTS else missing_of(ledger, state.uid, ledger.today)[0],
        place=state.place,
        home=state.home,
        custody=str(state.custody),
        existence=str(state.existence),
        weighed=weighed,
        series=tuple(scheme.series_of(scheme.parse(state.family_number))),
        plans=plans,
        parent=state.parents[0][0] if state.parents else None,
        last_seq=state.last_seq,
        outside=met_outside(ledger, state.uid),
        fields=MappingProxyType(dict(state.fields)),
        certainty=certainty_of(state, ledger),
    )


def _plans(rows: Sequence[PlanRow]) -> tuple[Plan, ...]:
    return tuple(
        Plan(entry, seq, day, tuple((row.number, row.form) for row in group))
        for (entry, seq, day), group in groupby(rows, key=lambda row: (row.entry, row.seq, row.day))
    )
