"""What lists of lines leave out and one line has to tell: its equation, its document, and how it stands today."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.lending.lines import Account, Line
from lunarcurator.domain.lending.sub_samples import Reported, reported
from lunarcurator.domain.lending.terms import LineState, Step
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.picture import Picture
from lunarcurator.services.desk import Desk
from lunarcurator.services.lending.records import picture_of
from lunarcurator.store.reads.line_authority import authority_of_difference

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
    `short_since` is the day since which less is left for it than it was promised. `prepared_ug` is what the piece
    that is ready for it weighs, None where none is or nobody knows; `made` are the sub-samples reported of it.
    `authority` is who allowed the last difference, "" where nobody had to.
    """

    line: Line
    account: Account
    standing: Standing | None
    since: str
    document: str
    short_since: Day
    prepared_ug: int | None = None
    made: tuple[Reported, ...] = ()
    authority: str = ""

    @classmethod
    def of(cls, line: Line, today: Day, prepared_ug: int | None = None, authority: str = "") -> "LineTold":
        """Return what there is to tell of a line today."""
        closing = [each for each in line.moves if each.step in _CLOSING and each.document]
        return cls(
            line,
            line.account,
            _standing(line, today),
            line.issued_stated,
            closing[-1].document if line.closed and closing else "",
            int(line.fields.get("short_since") or 0) if not line.issued else 0,
            prepared_ug,
            reported(line),
            authority=authority,
        )


def lines_told(desk: Desk, lines: Iterable[Uid], moment: Moment = NOW) -> Mapping[Uid, LineTold]:
    """Return what there is to tell of each of these lines at a moment."""
    day = desk.day_of(moment)
    with desk.database.snapshot() as connection:
        picture = picture_of(desk, connection, moment)
        known = [Line.of(picture.desk(Subject.LINE, uid)) for uid in lines]
        return {
            each.uid: LineTold.of(
                each, day, _prepared_ug(picture, each), authority_of_difference(connection, each.uid)
            )
            for each in known
        }


def _prepared_ug(picture: Picture, line: Line) -> int | None:
    if line.state is not LineState.PREPARED or line.sample is None:
        return None
    piece = picture.piece(line.sample)
    return None if piece.held_unweighed else piece.held_ug


def _standing(line: Line, today: Day) -> Standing | None:
    if line.disputed and not line.closed:
        return Standing.DISPUTED
    if line.is_overdue(today):
        return Standing.OVERDUE
    return Standing.RECALLED if line.is_open and line.recalled else None
