"""What a round leaves to work through: each point with its line, and the acts that settle it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.lending.rounds import Besides
from lunarcurator.domain.lending.terms import RoundAnswer
from lunarcurator.services.lending.rounds import LineInRound, PersonInRound, RoundRecord
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store.reads.rounds import numbers_out


class Why(StrEnum):
    """Why something is to be worked through: as `Differs`, or a piece nobody asked for."""

    UNANSWERED = "unanswered"
    SET_ASIDE = "set_aside"
    CLOSED_SINCE = "closed_since"
    ANSWERED_OTHERWISE = "answered_otherwise"
    MASS = "mass"
    MASS_UNKNOWN = "mass_unknown"
    BESIDES = "besides"


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to work through; `line` is None for a piece that was named besides.

    `ways` are the keys of the acts that can settle it, the likeliest first.
    """

    why: Why
    person: PersonInRound
    line: LineInRound | None
    besides: Besides | None
    settled: bool

    @property
    def ways(self) -> tuple[str, ...]:
        """The acts by which it can be settled, the likeliest first."""
        if self.line is None:
            return _WAYS[self.why]
        if self.line.disputed and self.line.is_open:
            return tuple(each for each in _ways(self.why, self.line) if each != "dispute_line")
        return _ways(self.why, self.line)


_WAYS: Final[Mapping[Why, tuple[str, ...]]] = MappingProxyType(
    {
        Why.UNANSWERED: ("record_letter", "answer_round", "recall_lines"),
        Why.SET_ASIDE: ("answer_round", "record_letter", "dispute_line"),
        Why.CLOSED_SINCE: ("find_again", "answer_round"),
        Why.ANSWERED_OTHERWISE: ("dispute_line",),
        Why.MASS: ("report_use", "report_loss", "dispute_line", "answer_round"),
        Why.MASS_UNKNOWN: ("report_mass", "dispute_line", "answer_round"),
        Why.BESIDES: ("enter_loan", "answer_round"),
    }
)
_OF_ANSWER: Final[Mapping[RoundAnswer, tuple[str, ...]]] = MappingProxyType(
    {
        RoundAnswer.CONSUMED: ("report_use",),
        RoundAnswer.RETURNED: ("return_line",),
        RoundAnswer.TRANSFERRED: ("transfer_line",),
        RoundAnswer.NOT_FOUND: ("report_loss",),
    }
)


def _ways(why: Why, line: LineInRound) -> tuple[str, ...]:
    ways = _WAYS[why]
    if why is Why.ANSWERED_OTHERWISE and line.answer is not None:
        return (*_OF_ANSWER.get(line.answer, ()), *ways)
    more = line.now_ug is not None and line.answered_ug is not None and line.answered_ug > line.now_ug
    if why is Why.MASS and more:
        # Nothing was used or lost where the borrower states more than the book.
        return ways[2:]
    return ways


def points(session: StoreSession, record: RoundRecord) -> tuple[Point, ...]:
    """Return all that a round leaves to work through, borrower by borrower, settled points among them."""
    named = [person.uid for person in record.people if person.besides]
    with session.database.connect() as connection:
        held = numbers_out(connection, named) if named else {}
    return tuple(point for person in record.people for point in _of(person, held.get(person.uid, frozenset())))


def _of(person: PersonInRound, held: frozenset[str]) -> Iterator[Point]:
    for line in person.lines:
        why = line.differs
        if why is not None:
            yield Point(Why(str(why)), person, line, None, line.is_settled)
    for each in person.besides:
        yield Point(Why.BESIDES, person, None, each, each.text.strip() in held)
