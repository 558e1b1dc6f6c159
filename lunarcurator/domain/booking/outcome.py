"""What booking an act gives: the facts to write, and what was found on the way."""

from dataclasses import dataclass

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Fact, Scalar, Subject, Touch
from lunarcurator.domain.findings import Finding, Strength
from lunarcurator.domain.identity import Uid


@dataclass(frozen=True, slots=True)
class Booked:
    """The facts of one act in order, and the findings that arose while its mass was counted."""

    facts: tuple[Fact, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def impossible(self) -> bool:
        """Whether a finding leaves no way to post the act."""
        return any(finding.strength is Strength.IMPOSSIBLE for finding in self.findings)


def refused(findings: list[Finding]) -> Booked:
    """Return an act that books nothing, only its findings."""
    return Booked((), tuple(findings))


def blocked(findings: list[Finding]) -> bool:
    """Tell whether going on would only produce follow-up nonsense."""
    return any(finding.strength is Strength.IMPOSSIBLE for finding in findings)


def touch(kind: Subject, uid: Uid, day: Day, /, **changes: Scalar) -> Touch:
    """Return the touch of a subject that sets these fields."""
    return Touch(kind, uid, day, tuple(changes.items()))


def touch_piece(uid: Uid, day: Day, /, **changes: Scalar) -> Touch:
    """Return the touch of a piece that sets these fields."""
    return Touch(Subject.SAMPLE, uid, day, tuple(changes.items()))
