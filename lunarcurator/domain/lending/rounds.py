"""An inventory round as the desk knows it now: who is asked for how many lines, and who answered (AM-6)."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Self

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Scalar
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.lending.kept import day_in, entries
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.picture import DeskState

EXPECTS: Final = "expects/"
ANSWERED: Final = "answered/"
BESIDES: Final = "besides/"
FROZEN: Final = "round/"
"""Before the uid of a round in the fields of a line: what it held at the freeze and for whom, as JSON."""
ANSWER: Final = "answer/"
"""Before the uid of a round in the fields of a line: what was answered for it, as JSON."""


@dataclass(frozen=True, slots=True)
class RoundAnswered:
    """The signed answer of one person: its day, who signed and witnessed, and the rest of what was noted."""

    person: Uid
    day: Day
    signed_by: str
    witnessed_by: str
    told: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Besides:
    """A piece a borrower named that was not asked for: as it was written, the mass in ug, and the remarks."""

    text: str
    ug: int | None
    remarks: str


@dataclass(frozen=True, slots=True)
class Round:
    """An inventory round; days 0 where there is none. `expects` says how many lines each person answers for."""

    uid: Uid
    code: str
    frozen: Day
    deadline: Day
    opened: Day
    closed: Day
    expects: Mapping[Uid, int]
    answered: Mapping[Uid, RoundAnswered]
    fields: Mapping[str, Scalar]

    @classmethod
    def of(cls, state: DeskState) -> Self:
        """Return the round a state of the desk describes."""
        asked = {
            Uid(key.removeprefix(EXPECTS)): int(value)
            for key, value in state.fields.items()
            if key.startswith(EXPECTS) and value
        }
        answers = {
            person: RoundAnswered(person, told["day"], told["signed_by"], told["witnessed_by"], told)
            for person, told in entries(state.fields, ANSWERED)
        }
        return cls(
            state.uid,
            state.text("code"),
            day_in(state, "frozen"),
            day_in(state, "deadline"),
            day_in(state, "opened"),
            day_in(state, "closed"),
            asked,
            answers,
            state.fields,
        )

    def besides(self, person: Uid) -> tuple[Besides, ...]:
        """Return what a person named that the round did not ask for."""
        told = self.fields.get(f"{BESIDES}{person}")
        return tuple(Besides(**each) for each in json.loads(str(told))) if told else ()

    def is_unanswered(self, person: Uid, day: Day) -> bool:
        """Tell whether a person was asked and had not answered by the end of a day."""
        answer = self.answered.get(person)
        return person in self.expects and (answer is None or day < answer.day)

    def is_delinquent(self, person: Uid, day: Day) -> bool:
        """Tell whether the deadline is past on a day and the person has not answered (R6, LN71)."""
        return bool(self.deadline) and self.deadline < day and self.is_unanswered(person, day)

    def asked_of(self, person: Uid, lines: Iterable[Line], day: Day) -> "RoundAsked":
        """Return how a person stands in the round at the end of a day; `lines` are those the round asked for."""
        mine = [each for each in lines if (frozen_of(each, self.uid) or {}).get("borrower") == person]
        return RoundAsked(
            self,
            len(mine),
            sum(not is_answered(each, self.uid, day) for each in mine),
            self.is_unanswered(person, day),
            self.is_delinquent(person, day),
        )


@dataclass(frozen=True, slots=True)
class RoundAsked:
    """What a round asked of one person: for how many `lines`, and how many of them are `unanswered`.

    `silent` says that the person signed no answer at all, `late` that the deadline is past without one.
    """

    round: Round
    lines: int
    unanswered: int
    silent: bool
    late: bool

    @property
    def is_open(self) -> bool:
        """Whether an answer is still missing: the person's, or in a round that is not closed that of a line."""
        return self.silent or (self.unanswered > 0 and not self.round.closed)


def frozen_of(line: Line, round_: Uid) -> dict[str, int | str] | None:
    """Return what a line held at the freeze of a round, and its borrower then; None where it is not in it."""
    told = line.fields.get(f"{FROZEN}{round_}")
    return dict(json.loads(str(told))) if told else None


def answer_of(line: Line, round_: Uid) -> Mapping[str, Any]:
    """Return what was answered for a line in a round, as it was noted; empty where nothing was."""
    told = line.fields.get(f"{ANSWER}{round_}")
    return dict(json.loads(str(told))) if told else {}


def is_answered(line: Line, round_: Uid, day: Day) -> bool:
    """Tell whether a line was answered for by the end of a day; an answer set aside is none."""
    told = answer_of(line, round_)
    return bool(told) and told["day"] <= day and not told.get("aside")
