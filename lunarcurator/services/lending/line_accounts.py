"""What lists of lines leave out and one line has to tell: its equation, its document, and how it stands today."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.lending.lines import Account, Line
from lunarcurator.domain.lending.terms import Step
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.services.desk import Desk
from lunarcurator.services.lending.records import picture_of

_CLOSING = frozenset({Step.RETURNED, Step.CONSUMED, Step.LOST, Step.TRANSFERRED})


class Standing(StrEnum):
    """How a line that is out stands today, where it is not in order."""

    DISPUTED = "disputed"
    OVERDUE = "overdue"
    RECALLED = "recalled"


@dataclass(frozen=True, slots=True)
class LineTold:
    """One line with its account (R7) and what became of it; days 0 where there is none.

    `since` is how the source words the day it left, where that day is not exact; `document` closed the line;
    `short_since` is the day since which less is left for it than it was promised.
    """

    line: Line
    account: Account
    standing: Standing | None
    since: str
    document: str
    short_since: Day

    @classmethod
    def of(cls, line: Line, today: Day) -> "LineTold":
        """Return what there is to tell of a line today."""
        closing = [each for each in line.moves if each.step in _CLOSING and each.document]
        return cls(
            line,
            line.account,
            _standing(line, today),
            str(line.fields.get("issued_stated") or ""),
            closing[-1].document if line.closed and closing else "",
            int(line.fields.get("short_since") or 0) if not line.issued else 0,
        )


def lines_told(desk: Desk, lines: Iterable[Uid], moment: Moment = NOW) -> Mapping[Uid, LineTold]:
    """Return what there is to tell of each of these lines at a moment."""
    day = desk.day_of(moment)
    with desk.database.snapshot() as connection:
        picture = picture_of(desk, connection, moment)
        return {uid: LineTold.of(Line.of(picture.desk(Subject.LINE, uid)), day) for uid in lines}


def _standing(line: Line, today: Day) -> Standing | None:
    if line.disputed and not line.closed:
        return Standing.DISPUTED
    if line.is_overdue(today):
        return Standing.OVERDUE
    return Standing.RECALLED if line.is_open and line.recalled else None
