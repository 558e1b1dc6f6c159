"""Booking of `ReleaseLine`, and what a line tells whose piece was reported as lost and comes home."""

from collections.abc import Iterator

from lunarcurator.domain.accounts import Quality
from lunarcurator.domain.booking.documents import documents_of
from lunarcurator.domain.booking.loan_line_events import OnLine, closed, told_moves, touch_line
from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch_piece
from lunarcurator.domain.booking.reading import Read
from lunarcurator.domain.booking.returned_pieces import told_back
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Fact, Scalar
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import uid_of
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.lending.lines import UNWEIGHED, VAGUE, Line, LineMove
from lunarcurator.domain.lending.sub_samples import BACK
from lunarcurator.domain.lending.terms import ClosedBy, Step
from lunarcurator.domain.operations import Recover
from lunarcurator.domain.operations.accounting import CameBack, ReleaseLine
from lunarcurator.domain.rules.accounting import follows_all, is_documented, lines_of
from lunarcurator.domain.rules.writing_off import ANYBODY, by_whom, taken_by

_ENDED_AS_LOST = frozenset({ClosedBy.LOSS_REPORT, ClosedBy.RELEASE})


def book_release_line(operation: ReleaseLine, day: Day, ledger: LedgerState) -> Booked:
    """Book that a borrower need not answer any longer for what was reported as lost; the piece stays lost."""
    on = OnLine.of(ledger, operation.line, day)
    findings = [
        *_is_lost(on.line),
        *follows_all(on.line, day),
        *is_documented(operation.document, "document"),
    ]
    if blocked(findings):
        return refused(findings)
    findings.append(_authority(on, ledger))
    told = {**documents_of((operation.document,), ledger), **closed(day, ClosedBy.RELEASE)}
    facts: list[Fact] = [*touch_line(on.line, day, told), touch_piece(on.piece.uid, day)]
    return Booked(tuple(facts), tuple(findings))


def home_on_its_line(operation: Recover, taken: Read | None, day: Day, ledger: LedgerState) -> Iterator[Fact]:
    """Yield what the line tells on which a piece was lost that is home: that ends the duty, where it lasts.

    Of a line that was ended before, what its borrower answered for stays. `taken` is what the piece weighs now,
    None where nobody weighed it.
    """
    net_ug = taken.net_ug if taken else None
    known = lines_of(ledger, uid_of(operation.sample))
    for line in known:
        if lost := line.lost_whole:
            evidence = operation.evidence.strip()
            row = CameBack(itself=True, confirmed=operation.confirmed, remarks=evidence)
            told: dict[str, Scalar] = {
                **told_moves(ledger, _home(lost, net_ug, day, evidence)),
                **closed(day, ClosedBy.RETURN_RECEIPT),
                f"{BACK}{line.sample}": told_back(row, net_ug),
                "found": day,
            }
            yield from touch_line(line, day, told)
            return
    ended = [line for line in known if line.closed_by in _ENDED_AS_LOST]
    if ended:
        yield from touch_line(max(ended, key=lambda each: each.closed), day, {"found": day})


def _home(lost: LineMove, net_ug: int | None, day: Day, evidence: str) -> Iterator[LineMove]:
    """Yield the moves by which what was lost of a line is not lost any longer, but back (R7)."""
    yield LineMove(Step.LOST, day, -lost.ug, -lost.unweighed, lost.quality, evidence)
    if net_ug is None:
        quality = lost.quality if lost.quality in VAGUE else UNWEIGHED
        yield LineMove(Step.RETURNED, day, lost.ug, lost.unweighed, quality, evidence)
        return
    yield LineMove(Step.RETURNED, day, net_ug, 0, Quality.MEASURED, evidence)
    yield LineMove(Step.DIFFERENCE, day, lost.ug - net_ug, lost.unweighed, Quality.MEASURED, evidence)


def _is_lost(line: Line) -> Iterator[Finding]:
    """`domain.md` 4: released is who answers for what was reported as lost; all else ends by what became of it."""
    if line.lost_whole is None:
        facts = {"line": line.code, "state": str(line.state)}
        yield find(Strength.IMPOSSIBLE, "release.not_lost", "R7", "line", line.uid, **facts)


def _authority(on: OnLine, ledger: LedgerState) -> Finding:
    """R10: who may write off so much ends the duty, with a second person."""
    lost = on.line.lost_whole
    ug = None if lost is None or lost.unweighed else lost.ug
    facts = {"line": on.line.code, "role": ANYBODY}
    waits = find(Strength.AUTHORITY, "release.needs_authority", "R10", "line", on.line.uid, **facts)
    return taken_by(by_whom(ledger, on.piece, ug), waits)
