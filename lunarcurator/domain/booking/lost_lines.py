"""Booking of `ReleaseLine`, and what a line tells whose piece was reported as lost and comes home."""

from collections.abc import Iterator

from lunarcurator.domain.accounts import Quality
from lunarcurator.domain.booking.documents import documents_of
from lunarcurator.domain.booking.loan_line_events import OnLine, closed, ended, told_moves, touch_line
from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch_piece
from lunarcurator.domain.booking.reading import Read
from lunarcurator.domain.booking.returned_pieces import told_back
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Fact, Scalar
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid, uid_of
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.lending.lines import UNWEIGHED, VAGUE, Line, LineMove
from lunarcurator.domain.lending.sub_samples import BACK
from lunarcurator.domain.lending.terms import ClosedBy, LineState, Step
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


def home_on_its_line(
    operation: Recover, taken: Read | None, with_it_ug: int, day: Day, ledger: LedgerState
) -> Iterator[Fact]:
    """Yield what the line tells on which a piece was lost that is home: that ends the duty, where it lasts.

    A line that was ended before stays ended, and tells as well that what was lost is back: nobody can find it a
    second time. `taken` is what the piece weighs now, None where nobody weighed it; `with_it_ug` of what had been
    lost of it before came home with it.
    """
    line = line_lost_on(ledger, uid_of(operation.sample))
    if line is None or (lost := line.lost_whole or line.last_loss) is None:
        return
    net_ug, evidence = taken.net_ug if taken else None, operation.evidence.strip()
    row = CameBack(itself=True, confirmed=operation.confirmed, remarks=evidence)
    duty = ended(line, day, ClosedBy.RETURN_RECEIPT, -lost.ug - with_it_ug) if line.duty_lasts else {}
    told: dict[str, Scalar] = {
        **told_moves(ledger, _home(lost, net_ug, with_it_ug, day, evidence)),
        **duty,
        f"{BACK}{line.sample}": told_back(row, net_ug),
        "found": day,
    }
    yield from touch_line(line, day, told)


def line_lost_on(ledger: LedgerState, piece: Uid) -> Line | None:
    """Return the line on which a piece was lost whole: that whose borrower answers for it, else the last."""
    known = lines_of(ledger, piece)
    ended_as_lost = sorted((each for each in known if each.closed_by in _ENDED_AS_LOST), key=_closed)
    return next((each for each in known if each.lost_whole), None) or next(reversed(ended_as_lost), None)


def still_lost(ledger: LedgerState, piece: Uid, with_it_ug: int) -> int:
    """Return what stays lost of a piece on its line, in ug, once it is home with so much that was lost before."""
    line = line_lost_on(ledger, piece)
    if line is None or line.last_loss is None:
        return 0
    return line.account.lost_ug - line.last_loss.ug - with_it_ug


def _closed(line: Line) -> Day:
    return line.closed


def _home(lost: LineMove, net_ug: int | None, with_it_ug: int, day: Day, evidence: str) -> Iterator[LineMove]:
    """Yield the moves by which what was lost of a line is not lost any longer, but back (R7)."""
    yield LineMove(Step.LOST, day, -lost.ug, -lost.unweighed, lost.quality, evidence)
    yield LineMove(Step.LOST, day, -with_it_ug, 0, lost.quality, evidence)
    if net_ug is None:
        quality = lost.quality if lost.quality in VAGUE else UNWEIGHED
        yield LineMove(Step.RETURNED, day, lost.ug, lost.unweighed, quality, evidence)
        return
    yield LineMove(Step.RETURNED, day, net_ug, 0, Quality.MEASURED, evidence)
    differs = lost.ug + with_it_ug - net_ug
    yield LineMove(Step.DIFFERENCE, day, differs, lost.unweighed, Quality.MEASURED, evidence)


def _is_lost(line: Line) -> Iterator[Finding]:
    """`domain.md` 4: released is who answers for what was reported as lost; all else ends by what became of it."""
    if line.state is not LineState.LOST:
        facts = {"line": line.code, "state": str(line.state)}
        yield find(Strength.IMPOSSIBLE, "release.not_lost", "R7", "line", line.uid, **facts)


def _authority(on: OnLine, ledger: LedgerState) -> Finding:
    """R10: who may write off so much ends the duty, with a second person."""
    whole = on.line.lost_whole
    ug = None if whole is not None and whole.unweighed else on.line.account.lost_ug
    facts = {"line": on.line.code, "role": ANYBODY}
    waits = find(Strength.AUTHORITY, "release.needs_authority", "R10", "line", on.line.uid, **facts)
    return taken_by(by_whom(ledger, on.piece, ug), waits)
