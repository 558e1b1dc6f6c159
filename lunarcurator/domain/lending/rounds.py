"""An inventory round as the desk knows it now: who is asked for how many lines, and who answered (AM-6)."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final, Self

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Scalar
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.known_mass import KnownMass
from lunarcurator.domain.ledger_state import Record
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.typed_records import Entries, read, texts

EXPECTS: Final = "expects/"
ANSWERED: Final = "answered/"
BESIDES: Final = "besides/"
FROZEN: Final = "round/"
"""Before the uid of a round in the fields of a line: what it held at the freeze and for whom, as JSON."""
ANSWER: Final = "answer/"
"""Before the uid of a round in the fields of a line: what was answered for it, as JSON."""


@dataclass(frozen=True, slots=True)
class RoundAnswered:
    """The signed answer of the person of this uid: its day, who signed and witnessed, and all that was noted."""

    uid: Uid
    day: Day
    signed_by: str
    witnessed_by: str
    told: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Besides:
    """A piece a borrower named that was not asked for: as it was written, the mass in ug, and the remarks.

    `to_ug` is the last place to which the mass is stated, 0 where nobody says.
    """

    text: str
    ug: int | None
    remarks: str
    to_ug: int = 0

    @property
    def mass(self) -> KnownMass | None:
        """The mass that is stated, None where none is."""
        return KnownMass(self.ug, self.to_ug or None) if self.ug is not None else None


@dataclass(frozen=True, slots=True)
class Round:
    """An inventory round; days 0 where there is none. `expects` says how many lines each person answers for."""

    uid: Uid
    code: str
    frozen: Day
    deadline: Day
    opened: Day
    closed: Day
    expects: Annotated[Mapping[Uid, int], Entries(EXPECTS)]
    answered: Annotated[Mapping[Uid, RoundAnswered], Entries(ANSWERED)]
    fields: Mapping[str, Scalar]

    @classmethod
    def of(cls, state: Record) -> Self:
        """Return the round a state of the desk describes."""
        return read(cls, state.uid, state.fields)

    def besides(self, person: Uid) -> tuple[Besides, ...]:
        """Return what a person named that the round did not ask for."""
        told = self.fields.get(f"{BESIDES}{person}")
        return tuple(Besides(**each) for each in json.loads(str(told))) if told else ()

    def asked_of(self, person: Uid, lines: Iterable[Line], day: Day) -> "RoundAsked":
        """Return how a person stands in the round at the end of a day; `lines` are those the round asked for."""
        mine = (each for each in lines if self.asks(person, each))
        return self.stands(person, sum(needs_no_answer(each, self.uid, day) for each in mine), day)

    def asks(self, person: Uid, line: Line) -> bool:
        """Tell whether the round asks a person for a line."""
        return (frozen_of(line, self.uid) or {}).get("borrower") == person

    def stands(self, person: Uid, done: int, day: Day) -> "RoundAsked":
        """Return how a person stands on a day of whose lines so many need no answer."""
        lines = self.expects.get(person, 0)
        return RoundAsked(self, lines, max(0, lines - done), day)


@dataclass(frozen=True, slots=True)
class RoundAsked:
    """What a round asked of one person: for how many `lines`, and how many of them are `unanswered` on a `day`.

    The one place that says of whom nothing is asked any more: every line has an answer, whoever signed what, or
    is accounted for by now. An answer set aside is none. Today, badge, card, rules, papers and commands all ask
    here.
    """

    round: Round
    lines: int
    unanswered: int
    day: Day

    @property
    def is_open(self) -> bool:
        """Whether an answer is still missing, be it for one line only."""
        return self.unanswered > 0

    @property
    def late(self) -> bool:
        """Whether the deadline is past and an answer is missing: delinquent in every collection (R6, LN71)."""
        return self.is_open and 0 < self.round.deadline < self.day


def frozen_of(line: Line, round_: Uid) -> dict[str, int | str] | None:
    """Return what a line held at the freeze of a round, and its borrower then; None where it is not in it."""
    told = line.fields.get(f"{FROZEN}{round_}")
    return dict(json.loads(str(told))) if told else None


def answer_of(line: Line, round_: Uid) -> Mapping[str, Any]:
    """Return what was answered for a line in a round, as it was noted; empty where nothing was."""
    told = line.fields.get(f"{ANSWER}{round_}")
    return dict(json.loads(str(told))) if told else {}


@dataclass(frozen=True, slots=True)
class LineAnswer:
    """What was answered for a line in a round of this number: the mass stated in ug, and why it is set `aside`.

    `to_ug` is the last place to which the mass is stated, 0 where nobody says.
    """

    round: str
    answer: str
    ug: int | None
    day: Day
    remarks: str
    aside: str
    to_ug: int = 0

    @property
    def mass(self) -> KnownMass | None:
        """The mass that is stated, None where none is."""
        return KnownMass(self.ug, self.to_ug or None) if self.ug is not None else None


def answers_for(line: Line, code_of: Callable[[Uid], str]) -> tuple[LineAnswer, ...]:
    """Return what was answered for a line in every round, the latest first; `code_of` gives a round's number."""
    found = (
        LineAnswer(
            code_of(uid),
            told["answer"] or "",
            told["ug"],
            told["day"],
            told["remarks"],
            told.get("aside", ""),
            told.get("to_ug", 0),
        )
        for uid, told in ((uid, json.loads(text)) for uid, text in texts(line.fields, ANSWER))
    )
    return tuple(sorted(found, key=lambda each: each.day, reverse=True))


def is_asked_for(line: Line, round_: Uid, person: Uid, day: Day) -> bool:
    """Tell whether an inventory asks a person for a line: not of what is accounted for by the end of a day.

    That is what is back, passed on, used up or lost. Printed lists and workbooks ask here. What passed to another
    in one act is asked of nobody, and unanswered until somebody enters what became of it.
    """
    frozen = frozen_of(line, round_) or {}
    return frozen.get("borrower") == person == line.borrower and not 0 < line.over <= day


def needs_no_answer(line: Line, round_: Uid, day: Day) -> bool:
    """Tell whether a line was answered for by the end of a day, or accounted for by a document.

    Its borrower need not say more of what is back, passed on, used up or lost; an answer set aside is none.
    """
    told = answer_of(line, round_)
    answered = bool(told) and told["day"] <= day and not told.get("aside")
    return answered or 0 < line.over <= day
