"""What else the book has of a piece, at any moment: what it met, how it may be handled, what belongs to it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from lunarcurator.domain import fields
from lunarcurator.domain.accounts import Account
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Exposure, MassLine, Relation, RelationKind, Scalar, Statement, Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import Record
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.operations import TransferKind
from lunarcurator.domain.pieces import PieceState, Recorded, fold
from lunarcurator.domain.statements import spoken_of
from lunarcurator.domain.status import Existence
from lunarcurator.services.cases import Case
from lunarcurator.services.disputed_facts import Disputed, Stated, disputed_facts
from lunarcurator.services.incidents import counted, incidents
from lunarcurator.services.lending.records import ledger_of
from lunarcurator.services.number_meanings import Meaning, other_meanings
from lunarcurator.services.numbers_given import numbered_by
from lunarcurator.services.stated_days import StatedDay, day_by
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store.reads import dossier as reads
from lunarcurator.store.reads import past, piece, rows
from lunarcurator.store.reads.piece import EntryHead, Lens
from lunarcurator.store.reads.rows import PieceRow

CORE_FIELDS: Final = (*fields.CORE_FIELDS, *fields.CUT_FIELDS)
"""What is said of cores, of their intervals, of fractions and of sections, in the order in which it is shown."""

ELSEWHERE: Final = frozenset(
    {*CORE_FIELDS, "handling", "restriction", "owner", "identity_doubt", "body_of", "temperature_mk"}
)
"""Fields that a dossier tells, so that a list of all fields need not."""

_SECTION_REASONS: Final = frozenset({"epoxy", "section"})
_MOST_DAUGHTERS: Final = 200
_KINDS: Final = frozenset(map(str, TransferKind))
_ENDED: Final = frozenset({"posted", "cancelled"})
_NOTHING: Final = Uid("")


@dataclass(frozen=True, slots=True)
class Met:
    """What a piece met: since when and until (0: not stated), where, how warm, and the entry that says so.

    `origin` is the piece it was inherited from, with its number, None where the piece itself met it.
    """

    kind: str
    agent: str
    scope: str
    since: StatedDay
    until: Day
    place: Uid | None
    place_name: str
    temperature_mk: int | None
    evidence: str
    origin: Uid | None
    origin_number: str
    entry: Uid


@dataclass(frozen=True, slots=True)
class Related:
    """Another piece that belongs to this one; `forth` says that the words go from this one to the other."""

    kind: str
    other: Uid
    number: str
    source: str
    forth: bool
    entry: Uid


@dataclass(frozen=True, slots=True)
class Section:
    """A butt, section or mount made of a piece: its form, set, and the path of its home place."""

    uid: Uid
    number: str
    form: str
    set: str
    home: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """One of several bodies under one number."""

    uid: Uid
    number: str
    label: str


@dataclass(frozen=True, slots=True)
class Open:
    """A case or an order about the piece that is still open: its code, what about, and the entry to look at.

    Of a loss or theft, `pieces` are all that were lost together, and `missing` those that still are; else both 0.
    """

    code: str
    what: str
    text: str
    entry: Uid
    pieces: int = 0
    missing: int = 0


@dataclass(frozen=True, slots=True)
class Dossier:
    """All this, each empty where the book says nothing. `temperature_mk` is what it is kept at.

    `numbered_by` is the entry in which this lab gave the number, because nothing else said one; None where it was
    typed, or came with the piece. `meanings` is what its number has meant besides. `owner` is whose the piece is,
    or, where its title passed on, to whom it went, and `passed_by` how: as a gift, to a museum, in exchange.
    """

    uid: Uid = _NOTHING
    exposures: tuple[Met, ...] = ()
    temperature_mk: int | None = None
    handling: tuple[str, ...] = ()
    restriction: str = ""
    core: tuple[tuple[str, Scalar], ...] = ()
    sections: tuple[Section, ...] = ()
    related: tuple[Related, ...] = ()
    disputed: tuple[Disputed, ...] = ()
    body_of: Body | None = None
    bodies: tuple[Body, ...] = ()
    owner: str = ""
    passed_on: bool = False
    passed_by: str = ""
    identity_doubt: str = ""
    cases: tuple[Open, ...] = ()
    orders: tuple[Open, ...] = ()
    numbered_by: EntryHead | None = None
    meanings: tuple[Meaning, ...] = ()

    @property
    def exchanged_for(self) -> tuple[Related, ...]:
        """The pieces that were given in exchange for this one."""
        return tuple(each for each in self.related if each.kind == RelationKind.EXCHANGED_FOR and not each.forth)

    @property
    def owner_label(self) -> str:
        """The key of the words before the owner."""
        return "dossier.passed_to" if self.passed_on else "field.owner"


def dossier_of(session: StoreSession, uid: Uid, moment: Moment = NOW) -> Dossier:
    """Return the dossier of a piece as it stood at a moment; an empty one where the book did not have it."""
    with session.database.snapshot() as connection:
        id_ = piece.piece_id(connection, uid)
        facts = piece.life(connection, id_, moment) if id_ is not None else []
        state = fold(uid, facts)
        if id_ is None or not state.in_book:
            return Dossier(uid)
        return _Reading(session, connection, id_, Lens(connection, moment), facts, state).dossier()


def statements_of(session: StoreSession, uid: Uid) -> dict[str, tuple[Stated, ...]]:
    """Return what sources say of a piece now, by field, or by what a statement keeps of a fact of an entry."""
    return {each.about.kept: each.statements for each in dossier_of(session, uid).disputed}


@dataclass(frozen=True, slots=True)
class _Reading:
    """One piece being read, within one snapshot of the store."""

    session: StoreSession
    connection: Any
    id: int
    lens: Lens
    facts: Sequence[Recorded]
    state: PieceState

    def dossier(self) -> Dossier:
        """Return all of it."""
        state = self.state
        cases = reads.about(self.connection, Subject.CASE, state.uid, self.lens)
        orders = reads.about(self.connection, Subject.ORDER, state.uid, self.lens)
        related = reads.relations(self.connection, self.id, self.lens)
        seqs = self._told_in() | {each.entry for each in related} | {each.last for each in (*cases, *orders)}
        heads = piece.heads(self.connection, seqs)
        temperature = state.fields.get("temperature_mk")
        return Dossier(
            uid=state.uid,
            exposures=tuple(self._met(heads)),
            temperature_mk=temperature if isinstance(temperature, int) else None,
            handling=tuple(state.handling.split()),
            restriction=state.restriction,
            core=_core(state),
            sections=self._sections(),
            related=self._related(related, heads),
            disputed=tuple(disputed_facts(state, self.facts, heads)),
            body_of=self._body_of(),
            bodies=self._bodies(),
            owner=state.owner,
            passed_on=state.existence is Existence.TRANSFERRED,
            passed_by=self._passed_by() if state.existence is Existence.TRANSFERRED else "",
            identity_doubt=state.identity_doubt,
            cases=tuple(self._open_cases(cases, heads)),
            orders=tuple(_open_order(each, heads) for each in orders if each.fields.get("state") not in _ENDED),
            numbered_by=self._numbered_by(),
            meanings=self._meanings(),
        )

    def _open_cases(self, rows_: Iterable[reads.OpenRow], heads: dict[int, EntryHead]) -> Iterator[Open]:
        open_ = [each for each in rows_ if each.fields.get("state") == "open"]
        cases = {each.uid: Case.of(Record(each.uid, each.fields)) for each in open_}
        involved = incidents(self.connection, cases.values(), self.lens.moment)
        for row in open_:
            case, lost = cases[row.uid], involved.get(row.uid, ())
            missing, *_ = counted(lost)
            text = case.report or case.text
            yield Open(case.code, case.kind, text, heads[row.last].uid, len(lost), missing)

    def _passed_by(self) -> str:
        """Return by which kind of transfer the title passed on last; "" where no mass says it."""
        lines = (each.fact for each in self.facts if isinstance(each.fact, MassLine))
        kinds = [line.reason for line in lines if line.account is Account.TRANSFERRED and line.reason in _KINDS]
        return kinds[-1] if kinds else ""

    def _told_in(self) -> set[int]:
        """Return the entries of exposures, relations and statements; all of them where a source speaks of one."""
        said = [each for each in self.facts if isinstance(each.fact, Exposure | Statement | Relation)]
        of_acts = any(isinstance(each.fact, Statement) and spoken_of(each.fact.field).entry for each in said)
        return {each.seq for each in (self.facts if of_acts else said)}

    def _meanings(self) -> tuple[Meaning, ...]:
        ledger = ledger_of(self.session, self.connection)
        return other_meanings(self.connection, ledger, self.state, self.lens.moment)

    def _numbered_by(self) -> EntryHead | None:
        given = numbered_by(self.connection, self.state, self.facts)
        return piece.heads(self.connection, [given])[given] if given is not None else None

    def _met(self, heads: dict[int, EntryHead]) -> Iterator[Met]:
        told = [(each.seq, each.fact) for each in self.facts if isinstance(each.fact, Exposure)]
        places = reads.place_names(self.connection, [fact.place for _, fact in told if fact.place])
        numbers = piece.numbers(self.connection, [fact.origin for _, fact in told if fact.origin])
        for seq, fact in told:
            yield Met(
                kind=str(fact.kind),
                agent=fact.agent,
                scope=str(fact.scope),
                since=day_by(heads[seq], fact.day, self.state.uid),
                until=fact.until,
                place=fact.place,
                place_name=places.get(fact.place, "") if fact.place else "",
                temperature_mk=fact.temperature_mk,
                evidence=fact.evidence,
                origin=fact.origin,
                origin_number=numbers[fact.origin][0] if fact.origin else "",
                entry=heads[seq].uid,
            )

    def _related(self, told: Iterable[reads.RelationRow], heads: dict[int, EntryHead]) -> tuple[Related, ...]:
        known: dict[Uid, list[reads.RelationRow]] = {}
        for each in told:
            # A withdrawal takes back all that was said of the two.
            if each.kind == RelationKind.WITHDRAWN:
                known.pop(each.other, None)
            else:
                known.setdefault(each.other, []).append(each)
        numbers = piece.numbers(self.connection, list(known))
        return tuple(
            Related(each.kind, other, numbers[other][0], each.source, each.forth, heads[each.entry].uid)
            for other, rows_ in known.items()
            for each in rows_
        )

    def _sections(self) -> tuple[Section, ...]:
        reasons = self.session.tables.unweighable_reasons
        kin = piece.daughters(self.connection, self.id, self.lens, _MOST_DAUGHTERS)
        known = self._rows([each.id for each in kin])
        found = [
            known[each.id]
            for each in kin
            if each.id in known and reasons.get(str(known[each.id].values.get("form") or "")) in _SECTION_REASONS
        ]
        homes = reads.homes(self.connection, [row.id for row in found], self.lens)
        paths = self._paths(homes.values())
        return tuple(
            Section(
                row.uid,
                row.number,
                str(row.values.get("form") or ""),
                str(row.values.get("section_set") or ""),
                paths.get(homes[row.id], ()) if row.id in homes else (),
            )
            for row in found
        )

    def _paths(self, places: Iterable[int]) -> dict[int, tuple[str, ...]]:
        moment = self.lens.moment
        if moment.is_now:
            return rows.place_paths(self.connection, places)
        return past.place_paths_at(self.connection, places, moment)

    def _body_of(self) -> Body | None:
        first = self.state.body_of
        return self._body(Uid(first)) if first else None

    def _body(self, uid: Uid) -> Body | None:
        id_ = piece.piece_id(self.connection, uid)
        found = self._rows([id_] if id_ is not None else [])
        return next((_as_body(row) for row in found.values()), None)

    def _bodies(self) -> tuple[Body, ...]:
        ids = reads.bodies(self.connection, self.id, self.lens)
        return tuple(_as_body(row) for row in self._rows(ids).values())

    def _rows(self, ids: Sequence[int]) -> dict[int, PieceRow]:
        moment = self.lens.moment
        if moment.is_now:
            return rows.piece_rows(self.connection, ids)
        return past.rows_at(self.connection, ids, moment)


def _as_body(row: PieceRow) -> Body:
    return Body(row.uid, row.number, str(row.values.get("body") or ""))


def _core(state: PieceState) -> tuple[tuple[str, Scalar], ...]:
    """Return the fields of a core that say something."""
    said = ((key, state.fields.get(key)) for key in CORE_FIELDS)
    return tuple((key, value) for key, value in said if value not in (None, ""))


def _open_order(row: reads.OpenRow, heads: dict[int, EntryHead]) -> Open:
    told = row.fields
    assigned = str(told.get("assigned") or "")
    return Open(str(told.get("code") or ""), str(told.get("state") or ""), assigned, heads[row.last].uid)
