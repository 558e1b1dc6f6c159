"""The journal as people read it: which entries match, and each with its sentence and its marks."""

import json
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from lunarcurator.domain.days import Day
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.services.clock import day_at, local_time
from lunarcurator.services.journal_sentences import Teller, teller_of, with_reversed
from lunarcurator.services.journal_words import searched
from lunarcurator.services.override_facts import TOLD, override_sentences
from lunarcurator.services.stated_days import StatedDay, day_about, day_of_entry
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words
from lunarcurator.store.reads import entry, journal
from lunarcurator.store.reads.entry import EntryLine as EntryLine
from lunarcurator.store.reads.journal import EntryRow, Wish
from lunarcurator.store.reads.piece import EntryHead, heads

_EVERY: Final = 1 << 62
_QUARTER_US: Final = 900_000_000
_TAKING_BACK: Final = ("reverse", "annul_entry")
_NEVER_LATE: Final = ("import", "reverse", "annul_entry")
"""Kinds whose day lies in the past by nature, which is no lateness."""
_CLOCK: Final = "clock.backwards"
MOST_LINES: Final = 60
"""Entries with more ledger lines are told by account instead of by piece."""
MOST_ACTS: Final = 60
"""So many acts of an entry are told one by one."""


@dataclass(frozen=True, slots=True)
class JournalFilter:
    """What narrows the journal; the default narrows nothing. `since_us` is a recorded time in us UTC."""

    operator: Uid | None = None
    kinds: tuple[str, ...] = ()
    since_us: int | None = None
    warned: bool = False
    late: bool = False
    undone: bool = False
    text: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether every entry matches."""
        return self == JournalFilter()


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One entry as the journal shows it.

    `recorded` is the lab's own time. `warnings` counts findings somebody went on in spite of. `undone` says
    that an act was taken back; `undoes` is the entry this one takes back, or None. `told_day` is the day as its
    source says it.
    """

    seq: int
    uid: Uid
    kind: str
    what: str
    by: str
    witness: str
    reason: str
    recorded: datetime
    told_day: StatedDay
    warnings: int
    late: bool
    undone: bool
    undoes: int | None

    @property
    def day(self) -> Day:
        """The day it counts from."""
        return self.told_day.day

    @property
    def day_stated(self) -> str:
        """How its source words the day, "" for one it knows exactly."""
        return self.told_day.stated


@dataclass(frozen=True, slots=True)
class EntryDetail:
    """Everything about one entry: the row, why it went on in spite of what, its masses, pieces and chain.

    `overrides` are findings in words, each naming what it is about, with the reason that was given. `told_acts`
    are the sentences of the first acts of an entry that has several.
    """

    entry: JournalEntry
    head: EntryHead
    overrides: tuple[tuple[str, str], ...]
    authority: tuple[str, str]
    source: str
    source_sha256: str
    acts: int
    told_acts: tuple[str, ...]
    taken_back_by: int | None
    lines: tuple[EntryLine, ...]
    pieces: tuple[tuple[Uid, str], ...]
    chain: str
    chain_before: str

    @property
    def sum_ug(self) -> int:
        """The sum of all lines in ug, which is 0 in a sound journal."""
        return sum(line.ug for line in self.lines)

    @property
    def sum_unweighed(self) -> int:
        """The sum of the second column, in pieces of unknown mass; 0 in a sound journal."""
        return sum(line.unweighed for line in self.lines)


def head(session: StoreSession) -> int:
    """Return the sequence of the newest entry, 0 for none."""
    with session.database.connect() as connection:
        return journal.head(connection)


def find_entries(
    session: StoreSession,
    wanted: JournalFilter,
    should_stop: Callable[[], bool] = lambda: False,
    moment: Moment = NOW,
) -> Sequence[int]:
    """Return the sequences of the entries that match, the newest first: a range where nothing narrows.

    Of a moment other than now these are the entries known then that take effect by its day.
    """
    with session.database.snapshot() as connection:
        upto = min(journal.head(connection), moment.seq if moment.seq is not None else _EVERY)
        if wanted.is_empty and moment.day is None:
            return range(upto, 0, -1)
        found = array("q")
        late = _Lateness(session.time_zone)
        for seq, day, recorded, kind in journal.find(connection, _wish(wanted, moment, session.time_zone), upto):
            if should_stop():
                break
            if not wanted.late or late.is_late(kind, day, recorded):
                found.append(seq)
    return found


def journal_entries(
    session: StoreSession, words: Words, seqs: Iterable[int], about: Uid | None = None
) -> tuple[JournalEntry, ...]:
    """Return these entries with their sentences, the newest first, each with its day for what it is `about`."""
    with session.database.snapshot() as connection:
        rows = journal.rows(connection, list(seqs))
        known = with_reversed(connection, rows)
        teller = teller_of(connection, words, known)
        own = journal.days_of_desk(connection, about, (row.seq for row in rows)) if about else {}
    told = _told(rows, teller, session.time_zone)
    if about is None:
        return told
    days = {row.seq: day_about(row, own.get(row.seq), about) for row in rows}
    return tuple(replace(each, told_day=days[each.seq]) for each in told)


def entries_of_piece(session: StoreSession, words: Words, uid: Uid, most: int = 500) -> tuple[JournalEntry, ...]:
    """Return the newest `most` entries that touched a piece."""
    with session.database.connect() as connection:
        seqs = journal.seqs_of_piece(connection, uid)[:most]
    return journal_entries(session, words, seqs)


def entry_detail(session: StoreSession, words: Words, uid: Uid) -> EntryDetail | None:
    """Return everything about one entry, or None for an unknown one."""
    with session.database.snapshot() as connection:
        row = journal.row_of(connection, uid)
        if row is None:
            return None
        known = with_reversed(connection, [row])
        teller = teller_of(connection, words, known)
        lines = entry.lines(connection, row.seq, MOST_LINES)
        pieces = entry.pieces(connection, row.seq, MOST_LINES)
        before = entry.chain_of(connection, row.seq - 1)
        by = entry.taken_back_by(connection, uid)
        head = heads(connection, [row.seq])[row.seq]
    told, told_acts = _told([row], teller, session.time_zone)[0], teller.tell_acts(row, MOST_ACTS)
    authority = json.loads(row.authority)
    names = [*(number for _, number in pieces), *(line.number for line in lines)]
    reasons = {key: reason for key, reason in _kept(row).items() if key != _CLOCK}
    return EntryDetail(
        entry=told,
        head=head,
        overrides=override_sentences(words, reasons, names),
        authority=(authority.get("name", ""), authority.get("document", "")),
        source=row.source,
        source_sha256=row.source_sha256,
        acts=row.acts,
        told_acts=told_acts,
        taken_back_by=by,
        lines=lines,
        pieces=pieces,
        chain=row.chain,
        chain_before=before,
    )


def seq_of(session: StoreSession, uid: Uid) -> int | None:
    """Return the sequence of an entry, or None."""
    with session.database.connect() as connection:
        return journal.seq_of(connection, uid)


def kinds(session: StoreSession) -> tuple[tuple[str, int], ...]:
    """Return the kinds of entry there are with how many, the most frequent first."""
    with session.database.connect() as connection:
        return journal.kinds(connection)


def operators(session: StoreSession) -> tuple[tuple[Uid, str], ...]:
    """Return everybody who ever could post, by name."""
    with session.database.connect() as connection:
        return journal.operators(connection)


class _Lateness:
    """Tells late entries; the day of a recorded time is worked out once for each quarter of an hour."""

    def __init__(self, zone: str) -> None:
        self._zone = zone
        self._days: dict[int, Day] = {}

    def is_late(self, kind: str, day: Day, recorded_us: int) -> bool:
        """Return whether an entry was recorded on a later day than it tells of."""
        quarter = recorded_us // _QUARTER_US
        today = self._days.get(quarter)
        if today is None:
            today = self._days[quarter] = day_at(recorded_us, self._zone)
        return day < today and kind not in _NEVER_LATE


def _told(rows: Iterable[EntryRow], teller: Teller, zone: str) -> tuple[JournalEntry, ...]:
    late = _Lateness(zone)
    return tuple(
        JournalEntry(
            seq=row.seq,
            uid=row.uid,
            kind=row.kind,
            what=teller.tell(row),
            by=row.by,
            witness=row.witness,
            reason=row.reason,
            recorded=local_time(row.recorded_us, zone),
            told_day=day_of_entry(row),
            warnings=len(_overrides(row)),
            late=late.is_late(row.kind, row.day, row.recorded_us),
            undone=row.undone and row.kind not in _TAKING_BACK,
            undoes=row.reverses,
        )
        for row in rows
    )


def _overrides(row: EntryRow) -> Mapping[str, str]:
    return {key: reason for key, reason in _kept(row).items() if key not in {_CLOCK, TOLD}}


def _kept(row: EntryRow) -> Mapping[str, str]:
    told: dict[str, str] = json.loads(row.overrides)
    return told


def _wish(wanted: JournalFilter, moment: Moment, zone: str) -> Wish:
    phrase, parts = searched(wanted.text, zone) if wanted.text.strip() else (None, ())
    return Wish(
        operator=wanted.operator,
        kinds=wanted.kinds,
        since_us=wanted.since_us,
        warned=wanted.warned,
        undone=wanted.undone,
        maybe_late=wanted.late,
        phrase=phrase,
        words=parts,
        until=moment.day,
    )
