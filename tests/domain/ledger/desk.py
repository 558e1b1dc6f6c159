"""A store in memory: entries one after the other, in force or undone, answering as a `Source`."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from lunarcurator.domain.acts import Act
from lunarcurator.domain.booking.act import perform
from lunarcurator.domain.days import Day
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.facts import (
    ContainerMove,
    Fact,
    MassLine,
    NameClaim,
    NameKind,
    NumberClaim,
    Parentage,
    Placement,
    Sighting,
    Subject,
    Touch,
    Weighing,
)
from lunarcurator.domain.findings import Finding, Strength
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import Claimed, EntryView, LedgerState, Record, Tables
from lunarcurator.domain.pieces import PieceState, PlaceState, Recorded, fold, fold_place, subject_of
from lunarcurator.domain.rules.undoing import comes_back_soundly
from lunarcurator.domain.words_folding import fold as fold_name
from lunarcurator.domain.words_folding import number_key
from lunarcurator.services.tables import load_tables

TABLES = load_tables()
TODAY = 20260601
NEVER_BLOCK = {"sight", "check_place", "print_labels"}


class Refused(Exception):  # noqa: N818
    """An entry that may not be posted, with what the rules found."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__(*(f"{each.strength} {each.rule} {each.key} {dict(each.facts)}" for each in self.findings))

    @property
    def keys(self) -> set[str]:
        return {each.key for each in self.findings}


@dataclass(frozen=True)
class Entry:
    seq: int
    uid: Uid
    kind: str
    day: Day
    facts: tuple[Recorded, ...]
    findings: tuple[Finding, ...]
    reverses: int | None = None


class MemoryDesk:
    """Posts acts and undoes entries; knows everything by folding the facts in force."""

    def __init__(self, tables: Tables = TABLES, today: Day = TODAY) -> None:
        self.tables = tables
        self.today = today
        self.entries: list[Entry] = []
        self.asked: Counter[str] = Counter()
        self._uids = 0
        self._facts: dict[tuple[Subject, Uid], list[Recorded]] = {}
        self._undone: set[int] = set()

    # What the machine and the tests drive.

    def ledger(self) -> LedgerState:
        return LedgerState(self, self.tables, self._new_uid, self.today, len(self.entries) + 1)

    def post(self, *acts: Act, accept: Iterable[str] = ()) -> Entry:
        """Post acts as one entry; findings that ask for a reason or authority must be among those accepted."""
        ledger = self.ledger()
        facts: list[Recorded] = []
        findings: list[Finding] = []
        for act in acts:
            done = perform(act, ledger)
            facts += done.facts
            findings += done.findings
            if any(each.strength is Strength.IMPOSSIBLE for each in done.findings):
                raise Refused(findings)
        if any(each.key not in set(accept) for each in findings):
            raise Refused(findings)
        kind = acts[0].operation.KIND if len(acts) == 1 else "batch"
        entry = self._write(kind, acts[0].day, facts, findings)
        for subject, uid in {subject_of(each.fact) for each in facts}:
            if subject is Subject.SAMPLE:
                assert ledger.piece(uid) == self.piece(uid), "the ledger state learns what the facts say"
        return entry

    def close(self) -> None:
        """Nothing to let go of."""

    def preview(self, *acts: Act) -> tuple[Finding, ...]:
        ledger = self.ledger()
        return tuple(each for act in acts for each in perform(act, ledger).findings)

    def may_reverse(self, seq: int) -> bool:
        """ledger.md 1.3: only while no later entry in force touches or uses what the entry touched."""
        entry = self.entries[seq - 1]
        if not (self._undid(entry) if entry.reverses is not None else seq not in self._undone):
            return False
        mine = {subject_of(each.fact) for each in entry.facts}
        for later in self.entries[seq:]:
            if later.seq in self._undone or later.reverses is not None:
                continue
            used = {each for recorded in later.facts for each in _used(recorded.fact)}
            touched = {subject_of(each.fact) for each in later.facts if later.kind not in NEVER_BLOCK}
            if mine & (used | touched):
                return False
        return self._comes_back_soundly(entry)

    def reverse(self, seq: int) -> Entry:
        """Negate an entry at its own days; both are then out of force. Reversing a reverse is redo."""
        if not self.may_reverse(seq):
            raise Refusal("reverse.touched_later", entry=seq)
        undone = self.entries[seq - 1]
        lines = (each.fact for each in undone.facts if isinstance(each.fact, MassLine))
        negated = [replace(line, ug=-line.ug, unweighed=-line.unweighed) for line in lines]
        touches = dict.fromkeys(Touch(*subject_of(each.fact), each.order[0]) for each in undone.facts)
        entry = len(self.entries) + 1
        facts = [Recorded(entry, n, fact) for n, fact in enumerate([*negated, *touches])]
        written = self._write("reverse", undone.day, facts, (), seq)
        self._undone = self.undone()
        return written

    def in_force(self, seq: int | None = None) -> Iterator[Recorded]:
        """Yield the facts in force as known at an entry, by default the last."""
        known = self.entries if seq is None else self.entries[:seq]
        undone = self.undone(seq)
        for entry in known:
            if entry.seq not in undone:
                yield from entry.facts

    def undone(self, seq: int | None = None) -> set[int]:
        """Return the entries out of force as known at an entry."""
        known = self.entries if seq is None else self.entries[:seq]
        undone: set[int] = set()
        for entry in known:
            if entry.reverses is not None:
                redone = self.entries[entry.reverses - 1].reverses
                if redone is not None:
                    undone.discard(redone)
                undone |= {entry.reverses, entry.seq}
        return undone

    def all_facts(self) -> Iterator[Recorded]:
        for entry in self.entries:
            yield from entry.facts

    def samples(self) -> list[Uid]:
        return [uid for kind, uid in self._facts if kind is Subject.SAMPLE]

    def places(self) -> list[Uid]:
        return [uid for kind, uid in self._facts if kind is Subject.PLACE]

    # domain.ledger_state.Source

    def piece(self, uid: Uid) -> PieceState | None:
        self.asked["piece"] += 1
        return fold(uid, self._known(Subject.SAMPLE, uid)) if (Subject.SAMPLE, uid) in self._facts else None

    def collections_of(self, pieces: Iterable[Uid]) -> dict[Uid, Uid]:
        told = {uid: self.piece(uid) for uid in pieces}
        return {uid: state.book.collection for uid, state in told.items() if state is not None and state.in_book}

    def history(self, uid: Uid) -> list[Recorded]:
        self.asked["history"] += 1
        return self._known(Subject.SAMPLE, uid)

    def place(self, uid: Uid) -> PlaceState | None:
        known = (Subject.PLACE, uid) in self._facts
        return fold_place(uid, self._known(Subject.PLACE, uid)) if known else None

    def place_history(self, uid: Uid) -> list[Recorded]:
        return self._known(Subject.PLACE, uid)

    def record(self, kind: Subject, uid: Uid) -> Record | None:
        known = self._known(kind, uid)
        if (kind, uid) not in self._facts:
            return None
        state = Record(uid)
        for each in known:
            assert isinstance(each.fact, Touch)
            state.fields.update(each.fact.changes)
            state.last_seq = each.seq
        return state

    def claimed(self, collection: Uid, number: str) -> list[Claimed]:
        return [
            Claimed(each.fact.sample, each.fact.issued, each.seq not in self._undone)
            for each in self.all_facts()
            if isinstance(each.fact, NumberClaim)
            and (each.fact.collection, each.fact.number) == (collection, number)
        ]

    def collections(self) -> list[Uid]:
        known = (uid for kind, uid in self._facts if kind is Subject.COLLECTION)
        return [uid for uid in known if self.record(Subject.COLLECTION, uid).text("scheme")]

    def known_as(self, keys: Iterable[str]) -> list[Uid]:
        wanted = set(keys)
        return _once(
            each.fact.sample
            for each in self.in_force()
            if (isinstance(each.fact, NumberClaim) and each.fact.key in wanted)
            or (
                (isinstance(each.fact, NameClaim) and each.fact.kind is not NameKind.LABEL)
                and number_key(each.fact.name) in wanted
            )
        )

    def highest(self, collection: Uid, scope: str, series: str) -> int | None:
        serials = [
            each.fact.serial
            for each in self.all_facts()
            if isinstance(each.fact, NumberClaim)
            and (each.fact.collection, each.fact.scope, each.fact.series) == (collection, scope, series)
            and each.fact.serial is not None
        ]
        return max(serials, default=None)

    def daughters(self, uid: Uid) -> list[Uid]:
        facts = (each.fact for each in self.in_force())
        links = _once(fact.child for fact in facts if isinstance(fact, Parentage) and fact.parent == uid)
        return [child for child in links if uid in {parent for parent, _ in self.piece(child).parents}]

    def pieces_in(self, place: Uid) -> list[Uid]:
        return [uid for uid in self.ever_in(place) if (state := self.piece(uid)) and state.place == place]

    def places_in(self, place: Uid) -> list[Uid]:
        inner = [uid for uid in self.places_ever_in(place) if (state := self.place(uid)) and state.parent == place]
        return [uid for uid in inner if not self.place(uid).retired]

    def ever_in(self, place: Uid) -> list[Uid]:
        facts = (each.fact for each in self.in_force())
        return list(
            dict.fromkeys(fact.sample for fact in facts if isinstance(fact, Placement) and fact.place == place)
        )

    def places_ever_in(self, place: Uid) -> list[Uid]:
        facts = (each.fact for each in self.in_force())
        return _once(fact.place for fact in facts if isinstance(fact, ContainerMove) and fact.parent == place)

    def named(self, kind: Subject, name: str) -> list[Uid]:
        found = []
        for each, uid in self._facts:
            state = self.place(uid) if kind is Subject.PLACE else self.record(kind, uid)
            if each is kind and state is not None and name in {state.name, state.code}:
                found.append(uid)
        return found

    def alike(self, kind: Subject, key: str) -> list[Uid]:
        known = ((uid, self.record(kind, uid)) for each, uid in self._facts if each is kind)
        return [uid for uid, state in known if state is not None and fold_name(state.name) == key]

    def related(self, kind: Subject, key: str, uid: Uid) -> list[Uid]:
        known = [each for what, each in self._facts if what is kind]
        return [each for each in known if (state := self.record(kind, each)) and state.text(key) == uid]

    def highest_code(self, kind: Subject, prefix: str) -> int:
        facts = [each.fact for entry in self.entries for each in entry.facts]
        touches = [each for each in facts if isinstance(each, Touch) and each.kind is kind]
        known = [str(dict(each.changes).get("code", "")) for each in touches]
        return max((int(code.removeprefix(prefix)) for code in known if code.startswith(prefix)), default=0)

    def lines_out_on(self, day: Day) -> list[Uid]:
        lines = [self.record(Subject.LINE, uid) for kind, uid in self._facts if kind is Subject.LINE]
        out = (each for each in lines if each.integer("issued") and each.integer("issued") <= day)
        return [each.uid for each in out if not each.integer("closed") or each.integer("closed") > day]

    def entry(self, uid: Uid) -> EntryView | None:
        for each in self.entries:
            if each.uid == uid:
                return EntryView(uid, each.seq, each.kind, each.day, each.seq not in self._undone, each.facts)
        return None

    # Inside.

    def _known(self, kind: Subject, uid: Uid) -> list[Recorded]:
        return [each for each in self._facts.get((kind, uid), ()) if each.seq not in self._undone]

    def _new_uid(self) -> Uid:
        self._uids += 1
        return Uid(f"{self._uids:032x}")

    def _write(
        self,
        kind: str,
        day: Day,
        facts: Iterable[Recorded],
        findings: Iterable[Finding],
        reverses: int | None = None,
    ) -> Entry:
        entry = Entry(len(self.entries) + 1, self._new_uid(), kind, day, tuple(facts), tuple(findings), reverses)
        self.entries.append(entry)
        for each in entry.facts:
            self._facts.setdefault(subject_of(each.fact), []).append(each)
        return entry

    def _undid(self, entry: Entry) -> bool:
        """Tell whether a reverse is what keeps its entry out of force, so that reversing it is redo."""
        reversals = [each.seq for each in self.entries if each.reverses == entry.reverses]
        redo = self.entries[entry.reverses - 1].reverses is not None
        return entry.reverses in self._undone and reversals[-1] == entry.seq and not redo

    def _comes_back_soundly(self, entry: Entry) -> bool:
        """Try the undo or redo, and look whether what it moves stands as it should."""
        acted = entry if entry.reverses is None else self.entries[entry.reverses - 1]
        kept = self._undone
        self._undone = kept ^ {acted.seq}
        try:
            return not [*comes_back_soundly(self.ledger(), [each.fact for each in acted.facts])]
        finally:
            self._undone = kept


def _once(uids: Iterable[Uid]) -> list[Uid]:
    return list(dict.fromkeys(uids))


def _used(fact: Fact) -> Iterator[tuple[Subject, Uid]]:
    """Yield what a fact rests on beside its own subject."""
    match fact:
        case Placement() | Sighting():
            if fact.place is not None:
                yield (Subject.PLACE, fact.place)
        case ContainerMove():
            if fact.parent is not None:
                yield (Subject.PLACE, fact.parent)
        case Parentage():
            yield (Subject.SAMPLE, fact.parent)
        case NumberClaim():
            yield (Subject.COLLECTION, fact.collection)
        case Weighing():
            if fact.balance is not None:
                yield (Subject.BALANCE, fact.balance)
