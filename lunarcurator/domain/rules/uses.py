"""R10 and R11 for what a borrower used up: how, by whose signature, under which plan, and seen by whom."""

from collections.abc import Iterator
from typing import Protocol

from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.policy import Policy, TwoPersonStep
from lunarcurator.domain.lending.terms import DocumentKind
from lunarcurator.domain.operations.borrowing import Attached
from lunarcurator.domain.picture import Picture
from lunarcurator.domain.pieces import PieceState
from lunarcurator.domain.rules.accounting import policy_of_piece
from lunarcurator.domain.rules.custody import may_be_used_up


class ToldUse(Protocol):
    """What a report or a return sheet tells of a use, under the same names on both."""

    @property
    def method(self) -> str:
        """How the material was used."""

    @property
    def plan(self) -> str:
        """The plan it fell under."""

    @property
    def signed_by(self) -> str:
        """Who signed for it."""

    @property
    def confirmed_by(self) -> str:
        """Who confirmed it."""

    @property
    def documents(self) -> tuple[Attached, ...]:
        """What is attached beside the report, such as the video."""


def is_used_soundly(told: ToldUse, line: Line, piece: PieceState, picture: Picture) -> Iterator[Finding]:
    """R10, R11: a use is recorded as the policy asks, and what is kept is used up only with authority."""
    yield from _is_recorded(told, line, policy_of_piece(picture, piece))
    yield from may_be_used_up(piece, "line")


def asks_for_records(policy: Policy) -> bool:
    """Tell whether a policy asks for more about a use than its method: signatures, a plan, a video."""
    return policy.video_of_destructive_work or TwoPersonStep.REPORT_USE in policy.two_person


def _is_recorded(told: ToldUse, line: Line, policy: Policy) -> Iterator[Finding]:
    """R10: a use has a method; a policy may want a second signature, a plan, and a video of destructive work."""
    facts = {"line": line.code, "policy": policy.name or policy.code}
    if not told.method.strip():
        yield find(Strength.IMPOSSIBLE, "use.needs_method", "R10", "method", line.uid, line=line.code)
    if not line.destructive:
        yield find(Strength.WARN, "use.was_not_granted", "R10", "line", line.uid, line=line.code)
    if TwoPersonStep.REPORT_USE in policy.two_person:
        if not told.signed_by.strip() or not told.confirmed_by.strip():
            yield find(Strength.IMPOSSIBLE, "use.needs_two_signatures", "R10", "confirmed_by", line.uid, **facts)
        elif told.signed_by.strip().casefold() == told.confirmed_by.strip().casefold():
            yield find(Strength.IMPOSSIBLE, "use.signed_by_one", "R10", "confirmed_by", line.uid, line=line.code)
    if not policy.video_of_destructive_work:
        return
    if not told.plan.strip():
        yield find(Strength.WARN, "use.needs_plan", "R10", "plan", line.uid, **facts)
    videos = [each for each in told.documents if each.kind is DocumentKind.VIDEO and each.sha256.strip()]
    if not videos:
        yield find(Strength.AUTHORITY, "use.needs_video", "R10", "documents", line.uid, line=line.code)
