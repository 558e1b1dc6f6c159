"""What happened to a line of a loan beside its moves of mass, as its fields keep it one by one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lunarcurator.domain.accounts import Quality
from lunarcurator.domain.days import Day
from lunarcurator.domain.exposure_kinds import ExposureKind
from lunarcurator.domain.facts import Scalar
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.lending.loans import DECISION
from lunarcurator.domain.lending.terms import Decision, Letter
from lunarcurator.domain.typed_records import entries_of

EXTENSION: Final = "extension/"
LETTER: Final = "letter/"
DISPUTE: Final = "dispute/"
PASSED: Final = "passed/"
USE: Final = "use/"
REPORTED: Final = "reported/"


@dataclass(frozen=True, slots=True)
class Extension:
    """A new due day: which one held `before` (None: no due day), and the day of the recall that ended with it."""

    uid: Uid
    day: Day
    before: Day | None
    recalled: Day | None
    due: Day
    asked_by: str
    approved_by: str
    why: str


@dataclass(frozen=True, slots=True)
class LetterSent:
    """A letter about the line, with the rung of the ladder of reminders it stands on: days before the due day.

    `by` is the day by which it asked for the line, 0 where an older entry does not say.
    """

    uid: Uid
    letter: Letter
    rung: int
    day: Day
    by: Day = 0


@dataclass(frozen=True, slots=True)
class LineDecision:
    """A step of deciding the line: by which body, whether it had the last word, and what it granted in ug."""

    uid: Uid
    body: str
    day: Day
    final: bool
    decision: Decision
    granted_ug: int | None
    why: str


@dataclass(frozen=True, slots=True)
class Disputed:
    """What somebody disputes about the line, or how that was settled."""

    uid: Uid
    day: Day
    text: str
    settled: bool


@dataclass(frozen=True, slots=True)
class PassedOn:
    """In one act the line passed from this person, and from under this agreement, to the next."""

    uid: Uid
    day: Day
    person: Uid
    agreement: Uid | None


@dataclass(frozen=True, slots=True)
class UseLogged:
    """A use as its report tells it: `ug` of the line, all of it where None."""

    uid: Uid
    day: Day
    ug: int | None
    method: str
    plan: str
    signed_by: str
    confirmed_by: str
    exposures: tuple[ExposureKind, ...]
    report: str


@dataclass(frozen=True, slots=True)
class ReportedMass:
    """A mass in ug as a borrower reported it on a day, by which person and which document."""

    uid: Uid
    day: Day
    ug: int
    kind: Quality
    person: Uid
    report: str
    remarks: str


def extensions_of(fields: Mapping[str, Scalar]) -> tuple[Extension, ...]:
    """Return the extensions of a line, in order of their days."""
    return tuple(sorted(entries_of(Extension, fields, EXTENSION), key=lambda each: each.day))


def decisions_of(fields: Mapping[str, Scalar]) -> tuple[LineDecision, ...]:
    """Return the steps in which a line was decided."""
    return entries_of(LineDecision, fields, DECISION)


def letters_of(fields: Mapping[str, Scalar]) -> tuple[LetterSent, ...]:
    """Return the letters that went out about a line."""
    return entries_of(LetterSent, fields, LETTER)


def passed_on(fields: Mapping[str, Scalar]) -> tuple[PassedOn, ...]:
    """Return the times a line passed from one person to the next, in order of their days."""
    return tuple(sorted(entries_of(PassedOn, fields, PASSED), key=lambda each: each.day))


def uses_of(fields: Mapping[str, Scalar]) -> tuple[UseLogged, ...]:
    """Return the uses of a line that were logged."""
    return entries_of(UseLogged, fields, USE)


def reported_masses(fields: Mapping[str, Scalar]) -> tuple[ReportedMass, ...]:
    """Return the masses a borrower reported of a line, in order of their days."""
    return tuple(sorted(entries_of(ReportedMass, fields, REPORTED), key=lambda each: each.day))
