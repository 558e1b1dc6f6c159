"""The recall list: all that was posted under a number since a day, and who has the material now (scenario 10)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

from lunarcurator.documents.formats import renderer_for
from lunarcurator.documents.reports.about import Circumstances
from lunarcurator.documents.reports.recall import HolderLine, PieceLine, PostedLine, recall
from lunarcurator.domain.days import Day, show_day
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.status import Existence
from lunarcurator.exchange.new_file import new_file
from lunarcurator.services.journal_sentences import sentences_of
from lunarcurator.services.lending.received import Received, received_of
from lunarcurator.services.stated_days import StatedDay, day_about, day_of_entry
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words
from lunarcurator.store.reads import journal, piece
from lunarcurator.store.reads.inventory import chains_of
from lunarcurator.store.reads.journal import EntryRow
from lunarcurator.store.reads.piece import Lens
from lunarcurator.store.reads.rows import PieceRow, piece_rows

_MOST: Final = 10_000


@dataclass(frozen=True, slots=True)
class RecallLine:
    """An entry in force of the piece or of what came of it since: its sentence, and the numbers it concerned.

    `days` are its days for each of the numbers, `told_day` the first of them.
    """

    seq: int
    entry: Uid
    told_day: StatedDay
    sentence: str
    by: str
    numbers: tuple[str, ...]
    days: tuple[StatedDay, ...]


@dataclass(frozen=True, slots=True)
class Recall:
    """What has to be looked at: the entries by day, the pieces as they are now, and everybody who received them.

    Those who received a piece from another borrower are among them.
    """

    number: str
    since: Day
    entries: tuple[RecallLine, ...]
    pieces: tuple[PieceRow, ...]
    received: tuple[Received, ...] = ()


class _Concerned(NamedTuple):
    """Which pieces entries concern, by sequence, and on which days, by sequence and local id."""

    posted: Mapping[int, Sequence[int]]
    rows: Mapping[int, PieceRow]
    days: Mapping[tuple[int, int], Day]

    def pieces(self, seq: int) -> list[PieceRow]:
        """Return the pieces an entry concerns."""
        return [self.rows[each] for each in self.posted[seq] if each in self.rows]


def recall_list(session: StoreSession, words: Words, uid: Uid, since: Day = 0) -> tuple[RecallLine, ...]:
    """Return what was posted under a piece's number since a day, the earliest first."""
    return recall_of(session, words, uid, since).entries


def recall_of(session: StoreSession, words: Words, uid: Uid, since: Day = 0) -> Recall:
    """Return the recall list of a piece; empty where the book does not have it."""
    with session.database.snapshot() as connection:
        id_ = piece.piece_id(connection, uid)
        if id_ is None:
            return Recall("", since, (), ())
        lens = Lens(connection)
        came = _came_since(connection, id_, lens, since)
        ids = [id_, *_there_is(connection, came)]
        posted = _posted_since(connection, ids, since, lens)
        read = journal.rows(connection, sorted(posted))
        own = journal.days_about(connection, ids, posted, since)
        rows = piece_rows(connection, ids)
        received = received_of(connection, {each: row.number for each, row in rows.items()}, since)
    standing = _in_force(read)
    told = sentences_of(session, words, [row.seq for row in standing])
    entries = _lines(standing, _Concerned(posted, rows, own), told)
    number = rows[id_].number if id_ in rows else ""
    return Recall(number, since, entries, tuple(rows[each] for each in ids if each in rows), received)


def _in_force(entries: Iterable[EntryRow]) -> list[EntryRow]:
    return [row for row in entries if not row.undone and row.kind not in ("reverse", "annul_entry")]


def _lines(
    entries: Iterable[EntryRow], concerned: _Concerned, sentences: Mapping[int, str]
) -> tuple[RecallLine, ...]:
    """Return the lines of entries, the earliest first by the days of what they did to the pieces concerned."""
    lines = [_line(row, concerned, sentences.get(row.seq, "")) for row in entries]
    return tuple(sorted(lines, key=lambda line: (line.told_day.day, line.seq)))


def _line(row: EntryRow, concerned: _Concerned, sentence: str) -> RecallLine:
    pieces = concerned.pieces(row.seq)
    days = tuple(day_about(row, concerned.days.get((row.seq, each.id)), each.uid) for each in pieces)
    first = min(days, default=day_of_entry(row))
    return RecallLine(row.seq, row.uid, first, sentence, row.by, tuple(each.number for each in pieces), days)


def write_recall(
    session: StoreSession,
    words: Words,
    found: Recall,
    path: Path,
    progress: Callable[[int], None] = lambda _done: None,
    should_stop: Callable[[], bool] = lambda: False,
) -> int:
    """Write a recall list as the file its name ends in (.xlsx, .csv, .html); return how many lines it has."""
    render = renderer_for(path.suffix)
    head = session.head().seq
    with session.database.connect() as connection:
        digest = chains_of(connection, [head]).get(head, "")
    told = told_of(words, found)
    circumstances = Circumstances(session.path.name, show_day(session.today), head, digest, filters=(told,))
    pieces = {row.number: _piece_line(row, words) for row in found.pieces}
    lines = [
        (PostedLine(line.seq, day.value(words), line.sentence, line.by), pieces[number])
        for line in found.entries
        for number, day in zip(line.numbers, line.days, strict=True)
    ]
    holders = [_holder_line(each, words) for each in found.received]
    document = recall(lines, words.say, circumstances, holders, language=words.language)
    with new_file(path) as stream:
        render(document, stream, progress=progress, should_stop=should_stop)
    return len(lines)


def told_of(words: Words, found: Recall) -> str:
    """Return in words what a recall list is of."""
    if not found.since:
        return words.say("recall.of", {"number": found.number})
    return words.say("recall.of_since", {"number": found.number, "day": found.since})


def _holder_line(received: Received, words: Words) -> HolderLine:
    how = words.say(f"closed_by.{received.closed_by}") if received.closed_by else words.say("recall.has_it")
    return HolderLine(
        number=received.number,
        person=received.person,
        institution=received.institution,
        line=received.code,
        since=received.since_stated or received.since or None,
        until=received.until or None,
        how=how,
        passed_on_by=received.passed_on_by,
    )


def _piece_line(row: PieceRow, words: Words) -> PieceLine:
    values = row.values
    custody = words.label(f"custody.{row.custody}") if row.custody else ""
    existence = str(values.get("existence") or "")
    resolution = values.get("resolution_ug")
    return PieceLine(
        row.number,
        row.own_mass.ug if row.own_mass else None,
        resolution if isinstance(resolution, int) else None,
        custody if existence == "exists" else words.label(f"existence.{existence}"),
        " › ".join(row.holder or row.place),
    )


def _came_since(connection: Any, id_: int, lens: Lens, since: Day) -> list[int]:
    """Return what came of a piece since a day, at any depth; what was parted before is another matter."""
    found: list[int] = []
    waiting = [id_]
    while waiting and len(found) < _MOST:
        below = piece.daughters(connection, waiting.pop(), lens, _MOST)
        new = [each.id for each in below if each.day >= since and each.id not in found]
        found += new
        waiting += new
    return found


def _there_is(connection: Any, ids: Sequence[int]) -> list[int]:
    """Return the pieces that were made: a number that is only planned has no material anybody could have."""
    rows = piece_rows(connection, ids)
    return [each for each in ids if each in rows and rows[each].values.get("existence") != Existence.PLANNED]


def _posted_since(connection: Any, ids: Sequence[int], since: Day, lens: Lens) -> dict[int, list[int]]:
    """Return which of the pieces each entry concerned, by its sequence."""
    posted: dict[int, list[int]] = {}
    for id_ in ids:
        for seq in piece.entries_touching(connection, id_, lens, since):
            posted.setdefault(seq, []).append(id_)
    return posted
