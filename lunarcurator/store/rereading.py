"""Reading again within a posting: what an act rests on, before it is written, and the entry itself, afterwards.

Both are judged by the reader and the folds of `verify`, so that no entry is sealed that verifying would accuse,
and none is booked on a row that does not follow from its facts.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from sqlalchemy import Connection

from lunarcurator.domain.facts import Subject
from lunarcurator.domain.findings import Finding
from lunarcurator.domain.identity import Uid
from lunarcurator.store.statements import driver
from lunarcurator.store.verify.answers import Answers
from lunarcurator.store.verify.desks import check_some_desks, check_some_places
from lunarcurator.store.verify.journal import ReadBack, check_entry
from lunarcurator.store.verify.lines import check_held, check_some_lines
from lunarcurator.store.verify.pieces import check_family, check_some_pieces
from lunarcurator.store.verify.reader import DAMAGE, Reader, pass_on
from lunarcurator.store.verify.report import Report

LARGEST: Final = 1_000
"""Acts up to which an entry that an act rests on is digested again."""

NEWEST: Final = 200
"""So many entries at most are digested again for one act, the newest first."""

_PROVEN: Final = "lunar_proven"
_TABLES: Final = MappingProxyType({Subject.SAMPLE: "sample", Subject.PLACE: "place"})
_ENTRIES: Final = (
    "SELECT DISTINCT t.entry FROM touch t LEFT JOIN entry e ON e.seq = t.entry WHERE coalesce(e.acts, 0) <= ? "
    "AND t.kind = ? AND t.subject IN (SELECT value FROM json_each(?)) AND t.entry < ? ORDER BY 1 DESC LIMIT ?"
)
_TOUCHED: Final = "SELECT DISTINCT kind, subject FROM touch WHERE entry = ?"


class NotReadBackError(Exception):
    """An entry did not come back from its rows as it was posted, so nothing was posted; it is nobody's wish.

    `findings` say what verifying would have said of it, for the report.
    """

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(", ".join(f"{each.field} {each.cause}" for each in findings))
        self.findings = tuple(findings)


@dataclass(slots=True)
class Subjects:
    """Pieces, places and subjects of the desk, by their local ids."""

    samples: set[int] = field(default_factory=set)
    places: set[int] = field(default_factory=set)
    desks: dict[str, set[int]] = field(default_factory=dict)

    def add(self, kind: str, subject: int) -> None:
        """Take in a subject of a kind."""
        if kind == Subject.SAMPLE:
            self.samples.add(subject)
        elif kind == Subject.PLACE:
            self.places.add(subject)
        else:
            self.desks.setdefault(kind, set()).add(subject)

    def without(self, others: "Subjects") -> "Subjects":
        """Return those that are not among others."""
        desks = {kind: ids - others.desks.get(kind, set()) for kind, ids in self.desks.items()}
        return Subjects(self.samples - others.samples, self.places - others.places, desks)

    def take(self, others: "Subjects") -> None:
        """Take in others too."""
        self.samples |= others.samples
        self.places |= others.places
        for kind, ids in others.desks.items():
            self.desks.setdefault(kind, set()).update(ids)

    def by_kind(self) -> Iterable[tuple[str, set[int]]]:
        """Return the ids of each kind of which there are any."""
        all_of = {str(Subject.SAMPLE): self.samples, str(Subject.PLACE): self.places, **self.desks}
        return [(kind, ids) for kind, ids in all_of.items() if ids]


class Rereading:
    """Reads again what one entry rests on and what was written of it, within its transaction."""

    def __init__(self, connection: Connection, seq: int) -> None:
        self._connection = connection
        self._seq = seq
        self._reader = Reader(connection, lambda: False)
        driver(connection).set_progress_handler(None, 0)
        self._back = ReadBack(self._reader, seq)
        self._known = Subjects()

    def flaws_of(self, read: Iterable[tuple[Subject, Uid]], entries: Iterable[Uid] = ()) -> tuple[Finding, ...]:
        """Return what is wrong with what an act read and with the entries that touched it, each looked at once."""
        report = Report(answers=Answers(self._reader))
        try:
            self._compare(report, read, entries)
        except DAMAGE as error:
            pass_on(error)
            # What cannot be read cannot be compared either, and that is damage by itself.
            report.unfinished("pages", error)
        # What an annulment answers for is a note, and nothing that stands in the way.
        return report.done() if report.flaws else ()

    def _compare(self, report: Report, read: Iterable[tuple[Subject, Uid]], entries: Iterable[Uid]) -> None:
        known = self._ids(read).without(self._known)
        self._known.take(known)
        self._check(report, known, families=True)
        seqs = {seq for kind, ids in known.by_kind() for seq in self._touching(kind, ids)}
        seqs |= {seq for uid in entries if (seq := self._small_entry(uid)) is not None}
        self._digest_again(report, seqs)

    def _digest_again(self, report: Report, seqs: set[int]) -> None:
        """Digest entries again, each once for as long as nobody else writes into the store."""
        known = proven(self._connection)
        for seq in sorted(seqs - known, reverse=True)[:NEWEST]:
            before = report.flaws
            check_entry(self._reader, report, seq)
            if report.flaws == before:
                known.add(seq)

    def subjects_of(self, entry: Uid) -> list[tuple[str, int]]:
        """Return what an entry touched, by kind and local id; nothing for one too large to be looked at again."""
        seq = self._small_entry(entry)
        return [] if seq is None else [*driver(self._connection).execute(_TOUCHED, (seq,))]

    def read_back(self, touched: Iterable[tuple[str, int]]) -> None:
        """Compare what was written since, and the rows of what it touched; raises `NotReadBackError`."""
        self._back.read_on()
        mine = Subjects()
        for kind, subject in touched:
            mine.add(kind, subject)
        report = Report()
        self._check(report, mine, families=False)
        # What this entry wrote was compared now: it need not be once more when the next part reads it.
        self._known.take(mine)
        _refuse(report)

    def sealed(self) -> None:
        """Compare the whole entry with its digests; raises `NotReadBackError`."""
        report = Report(answers=Answers(self._reader))
        self._back.judge(report)
        _refuse(report)
        proven(self._connection).add(self._seq)

    def _check(self, report: Report, subjects: Subjects, *, families: bool) -> None:
        if subjects.samples:
            check_some_pieces(self._reader, report, subjects.samples)
        if families:
            check_family(self._reader, report, subjects.samples)
            check_held(self._reader, report, subjects.samples)
        if subjects.places:
            check_some_places(self._reader, report, subjects.places)
        for kind, ids in subjects.desks.items():
            check_some_desks(self._reader, report, kind, ids)
            if kind == Subject.LINE:
                check_some_lines(self._reader, report, ids)

    def _ids(self, read: Iterable[tuple[Subject, Uid]]) -> Subjects:
        asked: dict[Subject, list[Uid]] = {}
        for kind, uid in read:
            asked.setdefault(kind, []).append(uid)
        found = Subjects()
        for kind, uids in asked.items():
            table = _TABLES.get(kind, "desk")
            sql = f"SELECT id FROM {table} WHERE uuid IN (SELECT unhex(value) FROM json_each(?))"  # noqa: S608
            for (subject,) in driver(self._connection).execute(sql, (json.dumps(uids),)):
                found.add(str(kind), subject)
        return found

    def _touching(self, kind: str, ids: Collection[int]) -> Iterable[int]:
        told = (LARGEST, kind, json.dumps([*ids]), self._seq, NEWEST)
        return [seq for (seq,) in driver(self._connection).execute(_ENTRIES, told)]

    def _small_entry(self, uid: Uid) -> int | None:
        query = "SELECT seq FROM entry WHERE uuid = unhex(?) AND acts <= ?"
        row = driver(self._connection).execute(query, (uid, LARGEST)).fetchone()
        return None if row is None else int(row[0])


def proven(connection: Connection) -> set[int]:
    """Return the entries a connection found whole since anybody else wrote into the store, to be added to."""
    version = driver(connection).execute("PRAGMA data_version").fetchone()[0]
    kept = connection.info.get(_PROVEN)
    found: set[int] = kept[1] if kept is not None and kept[0] == version else set()
    connection.info[_PROVEN] = (version, found)
    return found


def _refuse(report: Report) -> None:
    # A clock that runs backwards is a note: it is posted, and said.
    if report.flaws:
        raise NotReadBackError(report.done())
