"""The recall list: all that was posted under a number since a day, and who has the material now (scenario 10)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from lunarcurator.documents.formats import renderer_for
from lunarcurator.documents.reports.about import Circumstances
from lunarcurator.documents.reports.recall import HolderLine, PieceLine, PostedLine, recall
from lunarcurator.domain.days import Day, show_day
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.status import Existence
from lunarcurator.exchange.new_file import new_file
from lunarcurator.services.desk import Desk
from lunarcurator.services.journal_sentences import sentences_of
from lunarcurator.services.lending.received import Received, received_of
from lunarcurator.services.words import Words
from lunarcurator.store.reads import journal, piece
from lunarcurator.store.reads.inventory import chains_of
from lunarcurator.store.reads.piece import Lens
from lunarcurator.store.reads.rows import PieceRow, piece_rows

_MOST: Final = 10_000


@dataclass(frozen=True, slots=True)
class RecallLine:
    """An entry in force of the piece or of what came of it since: its sentence, and the numbers it concerned."""

    seq: int
    entry: Uid
    day: Day
    sentence: str
    by: str
    numbers: tuple[str, ...]


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


def recall_list(desk: Desk, words: Words, uid: Uid, since: Day = 0) -> tuple[RecallLine, ...]:
    """Return what was posted under a piece's number since a day, the earliest first."""
    return recall_of(desk, words, uid, since).entries


def recall_of(desk: Desk, words: Words, uid: Uid, since: Day = 0) -> Recall:
    """Return the recall list of a piece; empty where the book does not have it."""
    with desk.database.snapshot() as connection:
        id_ = piece.piece_id(connection, uid)
        if id_ is None:
            return Recall("", since, (), ())
        lens = Lens(connection)
        came = _came_since(connection, id_, lens, since)
        ids = [id_, *_there_is(connection, came)]
        posted = _posted_since(connection, ids, since, lens)
        read = sorted(journal.rows(connection, sorted(posted)), key=lambda row: (row.day, row.seq))
        rows = piece_rows(connection, ids)
        received = received_of(connection, {each: row.number for each, row in rows.items()}, since)
    standing = [row for row in read if not row.undone and row.kind not in ("reverse", "annul_entry")]
    told = sentences_of(desk, words, [row.seq for row in standing])
    numbers = {each: row.number for each, row in rows.items()}
    entries = tuple(
        RecallLine(
            row.seq,
            row.uid,
            row.day,
            told.get(row.seq, ""),
            row.by,
            tuple(numbers[each] for each in posted[row.seq] if each in numbers),
        )
        for row in standing
    )
    number = numbers.get(id_, "")
    return Recall(number, since, entries, tuple(rows[each] for each in ids if each in rows), received)


def write_recall(
    desk: Desk,
    words: Words,
    found: Recall,
    path: Path,
    progress: Callable[[int], None] = lambda _done: None,
    should_stop: Callable[[], bool] = lambda: False,
) -> int:
    """Write a recall list as the file its name ends in (.xlsx, .csv, .html); return how many lines it has."""
    render = renderer_for(path.suffix)
    head = desk.head().seq
    with desk.database.connect() as connection:
        digest = chains_of(connection, [head]).get(head, "")
    told = told_of(words, found)
    circumstances = Circumstances(desk.path.name, show_day(desk.today), head, digest, filters=(told,))
    pieces = {row.number: _piece_line(row, words) for row in found.pieces}
    lines = [
        (PostedLine(line.seq, line.day, line.sentence, line.by), pieces[number])
        for line in found.entries
        for number in line.numbers
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
        received.number,
        received.person,
        received.institution,
        received.code,
        received.since or None,
        received.until or None,
        how,
        received.passed_on_by,
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
