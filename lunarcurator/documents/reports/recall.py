"""The recall list: what was posted under a wrong number, and the pieces that were with it."""

from collections.abc import Sequence
from dataclasses import dataclass

from lunarcurator.documents.model import Column, ColumnKind, Document, MassFigure, Say, Sheet, Value, wording
from lunarcurator.documents.reports.about import Circumstances, about_lines
from lunarcurator.domain.days import Day


@dataclass(frozen=True, slots=True)
class PostedLine:
    """An entry: its sequence, its day or words for one nobody knows exactly, what it says, and who posted it."""

    entry: int
    day: Day | str
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


@dataclass(frozen=True, slots=True)
class HolderLine:
    """Somebody who received a piece: by which line, and how that ended.

    `since` is None where nobody knows, or as its source words it; `until` None where it is still so.
    """

    number: str
    person: str
    institution: str
    line: str
    since: Day | str | None
    until: Day | None
    how: str
    passed_on_by: str


def recall(
    lines: Sequence[tuple[PostedLine, PieceLine]],
    say: Say,
    circumstances: Circumstances,
    holders: Sequence[HolderLine] = (),
    *,
    language: str = "en",
) -> Document:
    """Make the recall list: a line for each entry and piece it concerned, with who has the piece now.

    A second sheet names everybody who received one, where anybody did.
    """
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
    sheets = (sheet, _holders(holders, say)) if holders else (sheet,)
    return Document(title, sheets, about_lines(say, title, circumstances), wording(say, language))


def _holders(holders: Sequence[HolderLine], say: Say) -> Sheet:
    columns = (
        Column("number", say("report.number"), width=18),
        Column("person", say("round_book.borrower"), width=28),
        Column("institution", say("round_book.institution"), width=36),
        Column("line", say("round_book.line"), width=18),
        Column("since", say("recall.since"), ColumnKind.DAY, width=13),
        Column("until", say("recall.until"), ColumnKind.DAY, width=13),
        Column("how", say("recall.how"), width=22),
        Column("passed_on_by", say("recall.passed_on_by"), width=20),
    )
    rows = (
        (
            each.number,
            each.person,
            each.institution,
            each.line,
            each.since,
            each.until,
            each.how,
            each.passed_on_by,
        )
        for each in holders
    )
    return Sheet(say("recall.received"), columns, rows)


def _row(posted: PostedLine, piece: PieceLine) -> tuple[Value, ...]:
    mass = None if piece.ug is None else MassFigure(piece.ug, piece.resolution_ug)
    told = (posted.day, piece.number, posted.what, posted.by, posted.entry)
    return (*told, mass, piece.custody, piece.where)
