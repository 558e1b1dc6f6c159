"""Booking of cases: what is opened to be followed up, what an incident takes in later, and how it ends."""

from collections.abc import Collection, Iterator
from typing import Final, NamedTuple

from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch, touch_piece
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Fact, Scalar, Subject, Touch
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import CaseRef, Uid, uid_of
from lunarcurator.domain.incidents import LOSSES, joined, lines_of, pieces_of
from lunarcurator.domain.ledger_state import LedgerState, Record
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.operations import CloseCase, ReopenCase
from lunarcurator.domain.status import Existence

_GONE: Final = frozenset({Existence.LOST, Existence.STOLEN})


def book_close_case(operation: CloseCase, day: Day, ledger: LedgerState) -> Booked:
    """Book what became of a case; its record stays."""
    uid = uid_of(operation.case)
    case = ledger.record(Subject.CASE, uid)
    findings: list[Finding] = []
    if case.text("state") != "open":
        findings.append(find(Strength.IMPOSSIBLE, "case.closed", "R12", "case", case=case.code))
    if not operation.outcome.strip():
        findings.append(find(Strength.IMPOSSIBLE, "case.needs_outcome", "R10", "outcome"))
    opened = case.integer("opened") or 0
    if day < opened:
        findings.append(find(Strength.IMPOSSIBLE, "case.closed_before", "R19", "day", case=case.code, day=opened))
    if blocked(findings):
        return refused(findings)
    facts: list[Fact] = [
        touch(Subject.CASE, uid, day, state="closed", closed=day, outcome=operation.outcome.strip())
    ]
    return Booked((*facts, *_concerns(case, day)), tuple(findings))


def book_reopen_case(operation: ReopenCase, day: Day, ledger: LedgerState) -> Booked:
    """Book that a closed case is to be followed up again; how it had been closed stays in its history."""
    uid = uid_of(operation.case)
    case = ledger.record(Subject.CASE, uid)
    findings: list[Finding] = []
    if case.text("state") != "closed":
        findings.append(find(Strength.IMPOSSIBLE, "case.open", "R12", "case", case=case.code))
    if not operation.why.strip():
        findings.append(find(Strength.IMPOSSIBLE, "case.needs_why", "R10", "why"))
    closed = case.integer("closed") or 0
    if day < closed:
        findings.append(
            find(Strength.IMPOSSIBLE, "case.reopened_before", "R19", "day", case=case.code, day=closed)
        )
    if blocked(findings):
        return refused(findings)
    opened = touch(Subject.CASE, uid, day, state="open", closed=None, why=operation.why.strip(), reopened=day)
    return Booked((opened, *_concerns(case, day)), tuple(findings))


def open_case(ledger: LedgerState, kind: str, day: Day, nth: int, **said: Scalar) -> Touch:
    """Return the opening of the nth case of an act: what is to be followed up, until somebody closes it."""
    first = 1
    while ledger.named(Subject.CASE, f"{ledger.seq}-{first}"):
        first += 1
    code = f"{ledger.seq}-{first + nth - 1}"
    return touch(
        Subject.CASE, ledger.new_uid(), day, name=code, code=code, kind=kind, state="open", opened=day, **said
    )


def _concerns(case: Record, day: Day) -> Iterator[Fact]:
    """Touch each piece a case is about: its journal tells how the case goes."""
    for uid in pieces_of(case.fields):
        yield touch_piece(uid, day)


def takes_in(ledger: LedgerState, case: CaseRef | None) -> Iterator[Finding]:
    """R10, R12: what goes missing has a case of its own, or belongs to a loss or theft that is still open."""
    if case is None:
        return
    record = ledger.record(Subject.CASE, uid_of(case))
    if record.kind not in LOSSES:
        yield find(Strength.IMPOSSIBLE, "case.no_loss", "R10", "case", case=record.code, kind=record.kind)
    elif record.text("state") != "open":
        yield find(Strength.IMPOSSIBLE, "case.closed", "R12", "case", case=record.code)


def added_to(
    ledger: LedgerState, case: CaseRef, day: Day, pieces: Collection[Uid], lines: Collection[Uid]
) -> Touch:
    """Return that a case is about more pieces and loan lines; before it was opened it is about nothing."""
    record = ledger.record(Subject.CASE, uid_of(case))
    return touch(Subject.CASE, record.uid, max(day, record.integer("opened") or 0), **joined(pieces, lines))


class Found(NamedTuple):
    """A piece of a case that is found, whether it was known again for certain, and how it was found.

    `lacking_ug` is still lost of it, of what a borrower answers for.
    """

    piece: Uid
    confirmed: bool
    evidence: str
    lacking_ug: int = 0


def found_of(ledger: LedgerState, case: Uid, found: Found, day: Day) -> Touch:
    """Return what a case tells when a piece of it is found.

    A loss ends with the last piece of it, when nothing that was found before is in doubt; all else ends at once.
    """
    record = ledger.record(Subject.CASE, case)
    certain = found.confirmed and found.lacking_ug <= 0
    if record.kind in LOSSES and not (certain and _misses_nothing_else(ledger, record, found.piece, day)):
        return touch(Subject.CASE, case, day)
    return touch(Subject.CASE, case, day, state="closed", closed=day, outcome=found.evidence)


def _misses_nothing_else(ledger: LedgerState, case: Record, piece: Uid, day: Day) -> bool:
    """Tell whether all other pieces of a case are found for certain, also what was lost of those that are lent."""
    others = (ledger.at(uid, day) for uid in pieces_of(case.fields) if uid != piece)
    lent = [Line.of(ledger.record(Subject.LINE, uid)) for uid in lines_of(case.fields)]
    # What was lost of a piece comes home under a number of its own.
    home = (ledger.at(uid, day) for line in lent if line.sample for uid in ledger.daughters(line.sample))
    waits = [
        any(one.existence in _GONE or one.identity_doubt for one in others),
        any(one.identity_doubt for one in home),
        any(one.account.lost_ug > 0 for one in lent if one.sample != piece),
    ]
    return not any(waits)
