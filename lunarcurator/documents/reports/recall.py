"""The recall list: what was posted under a wrong number, and the pieces that were with it."""

from collections.abc import Sequence
from dataclasses import dataclass

from lunarcurator.documents.model import Column, ColumnKind, Document, MassFigure, Say, Sheet, wording
from lunarcurator.documents.reports.about import Circumstances, about_lines
from lunarcurator.domain.days import Day


@dataclass(frozen=True, slots=True)
class PostedLine:
    """An entry: its sequence and day, what it says, and who posted it."""

    entry: int
    day: Day
    what: str
    by: str


@dataclass(frozen=True, slots=True)
class PieceLine:
    """A piece under the number: its mass in ug (None unknown) with its resolution, its custody and place."""

    number: str
    ug: int | None
    resolution_ug: int | None
    custody: str
    where: str


def recall(
    posted: Sequence[PostedLine],
    pieces: Sequence[PieceLine],
    say: Say,
    circumstances: Circumstances,
    *,
    language: str = "en",
) -> Document:
    """Make the recall list: one sheet of what was posted, one of the pieces and who has them."""
    title = say("report.recall")
    return Document(
        title,
        (_posted(posted, say), _pieces(pieces, say)),
        about_lines(say, title, circumstances),
        wording(say, language),
    )


def _posted(lines: Sequence[PostedLine], say: Say) -> Sheet:
    columns = (
        Column("entry", say("report.entry"), ColumnKind.INTEGER, width=10),
        Column("day", say("report.day"), ColumnKind.DAY, width=13),
        Column("what", say("report.what_happened"), width=70),
        Column("by", say("report.by"), width=20),
    )
    return Sheet(say("report.recall"), columns, ((line.entry, line.day, line.what, line.by) for line in lines))


def _pieces(lines: Sequence[PieceLine], say: Say) -> Sheet:
    columns = (
        Column("number", say("report.number"), width=18),
        Column("mass", say("report.mass_now"), ColumnKind.MASS, unit="g"),
        Column("custody", say("report.custody"), width=18),
        Column("where", say("report.place"), width=50),
    )
    rows = (
        (
            line.number,
            None if line.ug is None else MassFigure(line.ug, line.resolution_ug),
            line.custody,
            line.where,
        )
        for line in lines
    )
    return Sheet(say("report.recall_pieces"), columns, rows)
