"""The journal extract: every entry as a sentence, with who, when, why and its digest."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from lunarcurator.documents.model import AboutLine, Column, ColumnKind, Document, Say, Sheet, wording
from lunarcurator.documents.reports.about import Circumstances, about_lines
from lunarcurator.domain.days import Day


@dataclass(frozen=True, slots=True)
class JournalRow:
    """One entry of the journal: its sequence, when it was recorded in the lab's time, and the day it tells of.

    `day` may be words where nobody knows an exact one, or its acts have days of their own. `what` is the entry as
    a sentence, `digest` its digest in hex.
    """

    entry: int
    recorded: datetime
    day: Day | str
    what: str
    by: str
    witness: str = ""
    reason: str = ""
    digest: str = ""


def journal(
    rows: Iterable[JournalRow], say: Say, circumstances: Circumstances, *, language: str = "en"
) -> Document:
    """Make the journal extract of the entries given, in their order."""
    title = say("report.journal")
    counted = _Counted(rows)
    sheet = Sheet(
        title,
        _columns(say),
        (
            (row.entry, row.recorded, row.day, row.what, row.by, row.witness, row.reason, row.digest)
            for row in counted
        ),
    )
    return Document(title, (sheet,), _about(say, title, circumstances, counted), wording(say, language))


def _columns(say: Say) -> tuple[Column, ...]:
    return (
        Column("entry", say("report.entry"), ColumnKind.INTEGER, width=10),
        Column("recorded", say("report.recorded"), ColumnKind.MOMENT, width=20),
        Column("day", say("report.day"), ColumnKind.DAY, width=13),
        Column("what", say("report.what_happened"), width=70),
        Column("by", say("report.by"), width=20),
        Column("witness", say("report.witness"), width=20),
        Column("reason", say("report.reason"), width=40),
        Column("digest", say("report.digest"), width=70),
    )


class _Counted:
    def __init__(self, rows: Iterable[JournalRow]) -> None:
        self._rows, self.entries = rows, 0

    def __iter__(self) -> Iterator[JournalRow]:
        for row in self._rows:
            self.entries += 1
            yield row


def _about(say: Say, title: str, circumstances: Circumstances, counted: _Counted) -> Iterator[AboutLine]:
    yield from about_lines(say, title, circumstances)
    yield AboutLine(say("about.entries"), str(counted.entries))
