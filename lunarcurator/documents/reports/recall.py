"""The recall list: what was posted under a wrong number, and the pieces that were with it."""

from collections.abc import Sequence
from dataclasses import dataclass

from lunarcurator.documents.model import Column, ColumnKind, Document, MassFigure, Say, Sheet, Value, wording
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
    lines: Sequence[tuple[PostedLine, PieceLine]], say: Say, circumstances: Circumstances, *, language: str = "en"
) -> Document:
    """Make the recall list: a line for each entry and piece it concerned, with who has the piece now."""
    title = say("report.recall")
    columns = (
        Column("day", say("report.day"), ColumnKind.DAY, width=13),
        Column("number", say("report.number"), width=18),
        Column("what", say("report.what_happened"), width=70),
        Column("by", say("report.by"), width=20),
        Column("entry", say("report.entry"), ColumnKind.INTEGER, width=10),
        Column("mass", say("report.mass_now"), ColumnKind.MASS, unit="g"),
        Column("custody", say("report.custody"), width=18),
        Column("where", say("report.place"), width=50),
    )
    sheet = Sheet(title, columns, (_row(posted, piece) for posted, piece in lines))
    return Document(title, (sheet,), about_lines(say, title, circumstances), wording(say, language))


def _row(posted: PostedLine, piece: PieceLine) -> tuple[Value, ...]:
    mass = None if piece.ug is None else MassFigure(piece.ug, piece.resolution_ug)
    told = (posted.day, piece.number, posted.what, posted.by, posted.entry)
    return (*told, mass, piece.custody, piece.where)
