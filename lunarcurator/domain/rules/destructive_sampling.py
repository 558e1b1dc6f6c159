"""R10 and R11 for what a borrower used up: how, by whose signature, under which plan, and seen by whom."""

from collections.abc import Iterator
from typing import Protocol

from lunarcurator.domain.facts import Subject
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.lending.kept_documents import documents
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.policy import Policy, TwoPersonStep
from lunarcurator.domain.lending.terms import DocumentKind, Step
from lunarcurator.domain.operations.borrowing import Attached
from lunarcurator.domain.pieces import PieceState
from lunarcurator.domain.rules.accounting import policy_of_piece
from lunarcurator.domain.rules.custody import may_be_used_up


class ReportedUse(Protocol):
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


def is_used_soundly(told: ReportedUse, line: Line, piece: PieceState, ledger: LedgerState) -> Iterator[Finding]:
    """R10, R11: a use is recorded as the policy asks, and what is kept is used up only with authority."""
    policy = policy_of_piece(ledger, piece)
    yield from _is_recorded(told, line, policy)
    yield from _is_as_planned(told.plan, line, policy, ledger)
    yield from may_be_used_up(piece, "line")


def is_reported_once(report: Attached, line: Line) -> Iterator[Finding]:
    """R7, R10: what one report tells is used up once; a document that told of a use before is looked at again."""
    name = _plain(report.name)
    known = {each.name: each.sha256 for each in documents(line.fields)}
    for move in line.moves:
        seal = known.get(move.document, "")
        same = bool(seal) and seal.casefold() == report.sha256.strip().casefold()
        if move.step is Step.CONSUMED and (same or _plain(move.document) == name):
            facts: dict[str, str | int] = {"line": line.code, "document": move.document, "ug": move.ug}
            facts["day"] = move.day
            yield find(Strength.WARN, "use.reported_before", "R10", "report", line.uid, **facts)


def _is_as_planned(plan: str, line: Line, policy: Policy, ledger: LedgerState) -> Iterator[Finding]:
    """R10: a use falls under the plan its loan was granted for; another one takes a reason, or authority.

    Authority where the policy asks that uses are recorded with their plan.
    """
    granted = ledger.record(Subject.LOAN, line.loan).text("plan") if line.loan else ""
    if granted.strip() and plan.strip() and _plain(granted) != _plain(plan):
        facts = {"line": line.code, "plan": plan.strip(), "granted": granted.strip()}
        strength = Strength.AUTHORITY if policy.video_of_destructive_work else Strength.WARN
        key = "use.outside_plan" if strength is Strength.AUTHORITY else "use.other_plan"
        yield find(strength, key, "R10", "plan", line.uid, **facts)


def _plain(text: str) -> str:
    """Return a text as two are compared: without case and with single spaces."""
    return " ".join(text.casefold().split())


def asks_for_records(policy: Policy) -> bool:
    """Tell whether a policy asks for more about a use than its method: signatures, a plan, a video."""
    return policy.video_of_destructive_work or TwoPersonStep.REPORT_USE in policy.two_person


def _is_recorded(told: ReportedUse, line: Line, policy: Policy) -> Iterator[Finding]:
    """R10: a use has a method; a policy may want a second signature, a plan, and a video of destructive work."""
    if not told.method.strip():
        yield find(Strength.IMPOSSIBLE, "use.needs_method", "R10", "method", line.uid, line=line.code)
    if not line.destructive:
        yield find(Strength.WARN, "use.was_not_granted", "R10", "line", line.uid, line=line.code)
    if TwoPersonStep.REPORT_USE in policy.two_person:
        yield from _is_signed_by_two(told, line, policy)
    if policy.video_of_destructive_work:
        yield from _is_filmed(told, line, policy)


def _is_signed_by_two(told: ReportedUse, line: Line, policy: Policy) -> Iterator[Finding]:
    signed, confirmed = told.signed_by.strip(), told.confirmed_by.strip()
    if not signed or not confirmed:
        facts = {"line": line.code, "policy": policy.name or policy.code}
        yield find(Strength.IMPOSSIBLE, "use.needs_two_signatures", "R10", "confirmed_by", line.uid, **facts)
    elif signed.casefold() == confirmed.casefold():
        yield find(Strength.IMPOSSIBLE, "use.signed_by_one", "R10", "confirmed_by", line.uid, line=line.code)


def _is_filmed(told: ReportedUse, line: Line, policy: Policy) -> Iterator[Finding]:
    """R10: destructive work has a plan, and a video whose file is on record."""
    if not told.plan.strip():
        facts = {"line": line.code, "policy": policy.name or policy.code}
        yield find(Strength.WARN, "use.needs_plan", "R10", "plan", line.uid, **facts)
    if not any(each.kind is DocumentKind.VIDEO and each.sha256.strip() for each in told.documents):
        yield find(Strength.AUTHORITY, "use.needs_video", "R10", "documents", line.uid, line=line.code)
