"""Booking of `TakeIn` and `GiveBack`: whose a piece is stays what it was registered as, until it goes home."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from lunarcurator.domain.booking.documents import documents_of
from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch, touch_piece
from lunarcurator.domain.booking.transferring import book_transfer_title
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Fact, Scalar, Subject
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import PieceRef, Uid, ref_of, uid_of
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.loans import Loan
from lunarcurator.domain.lending.terms import ClosedBy, LineMode, LineState, LoanKind
from lunarcurator.domain.operations import GiveBack, TakeIn, TransferKind, TransferTitle
from lunarcurator.domain.rules.custody import must_be_at_hand
from lunarcurator.domain.rules.dates import not_before_birth
from lunarcurator.domain.status import Title


def book_take_in(operation: TakeIn, day: Day, ledger: LedgerState) -> Booked:
    """Book a loan in: one line for each piece, which stays here and owes its owner a return."""
    pieces = list(dict.fromkeys(uid_of(each) for each in operation.samples))
    findings = [*_is_whole(operation, pieces, day, ledger)]
    findings += [each for uid in pieces for each in _is_theirs(ledger, uid, day)]
    if blocked(findings):
        return refused(findings)
    loan = ledger.new_uid()
    code = operation.number.strip()
    told: dict[str, Scalar] = {
        "name": code,
        "code": code,
        "kind": str(LoanKind.INCOMING),
        "care": str(operation.kind),
        "lender": uid_of(operation.lender),
        "purpose": operation.purpose.strip() or None,
        "requested": day,
        **documents_of((operation.document,), ledger),
    }
    facts: list[Fact] = [touch(Subject.LOAN, loan, day, **told)]
    for n, uid in enumerate(pieces, start=1):
        line: dict[str, Scalar] = {
            "name": f"{code}/{n}",
            "code": f"{code}/{n}",
            "loan": loan,
            "sample": uid,
            "mode": str(LineMode.WHOLE),
            "state": str(LineState.IN_CARE),
            "due": operation.due or None,
            "received": day,
        }
        facts += [touch(Subject.LINE, ledger.new_uid(), day, **line), touch_piece(uid, day)]
    return Booked(tuple(facts), tuple(findings))


def book_give_back(operation: GiveBack, day: Day, ledger: LedgerState) -> Booked:
    """Book pieces home to their owner: title and mass leave together, and the document closes each line."""
    loan = Loan.of(ledger.record(Subject.LOAN, uid_of(operation.loan)))
    lines = _in_care(ledger, loan.uid)
    wanted = {uid_of(each) for each in operation.samples} or set(lines)
    findings = [*_may_go(operation, loan, wanted, lines, ledger)]
    if blocked(findings):
        return refused(findings)
    lender = Uid(str(loan.fields["lender"]))
    home = TransferTitle(
        samples=tuple(PieceRef(ref_of(uid)) for uid in lines if uid in wanted),
        kind=TransferKind.RETURN_TO_OWNER,
        counterpart=ledger.record(Subject.INSTITUTION, lender).name,
        document=operation.document.name.strip(),
    )
    booked = book_transfer_title(home, day, ledger)
    if booked.impossible:
        return booked
    facts: list[Fact] = [*booked.facts]
    for uid in wanted:
        ended: dict[str, Scalar] = {
            "state": str(LineState.CLOSED),
            "closed": day,
            "closed_by": str(ClosedBy.RETURN_RECEIPT),
            **documents_of((operation.document,), ledger),
        }
        facts.append(touch(Subject.LINE, lines[uid].uid, day, **ended))
    closed: dict[str, Scalar] = {"closed": day} if wanted == set(lines) else {}
    facts.append(touch(Subject.LOAN, loan.uid, day, **closed))
    # Title was the owner's all the while, so no authority has to give it away.
    others = [each for each in booked.findings if each.key != "transfer.needs_authority"]
    return Booked(tuple(facts), (*findings, *others))


def _in_care(ledger: LedgerState, loan: Uid) -> dict[Uid, Line]:
    """Return the lines of a loan in whose pieces are still here, by piece."""
    found = [Line.of(ledger.record(Subject.LINE, uid)) for uid in ledger.related(Subject.LINE, "loan", loan)]
    return {Uid(str(each.sample)): each for each in found if each.state is LineState.IN_CARE}


def _is_whole(operation: TakeIn, pieces: list[Uid], day: Day, ledger: LedgerState) -> Iterator[Finding]:
    """R1, R12, R19: a number of its own, pieces, a document, and a day to give back that is not past."""
    number = operation.number.strip()
    for other in ledger.named(Subject.LOAN, number):
        yield find(Strength.IMPOSSIBLE, "enter_loan.number_taken", "R1", "number", other, loan=number)
    if not pieces:
        yield find(Strength.IMPOSSIBLE, "take_in.nothing", "R12", "samples")
    if not operation.document.name.strip():
        yield find(Strength.IMPOSSIBLE, "take_in.needs_document", "R21", "document")
    if operation.due and operation.due < day:
        yield find(Strength.IMPOSSIBLE, "take_in.due_before", "R19", "due", due=operation.due, day=day)


def _is_theirs(ledger: LedgerState, uid: Uid, day: Day) -> Iterator[Finding]:
    """R21: only what is registered as held for somebody can be a loan in, and once at a time (R3)."""
    piece = ledger.at(uid, day)
    yield from not_before_birth(ledger, uid, day, "samples")
    yield from must_be_at_hand(piece, "samples")
    if piece.in_book and piece.title != Title.HELD_FOR:
        yield find(Strength.IMPOSSIBLE, "take_in.is_ours", "R21", "samples", uid, number=piece.number_text)
    for other in ledger.related(Subject.LINE, "sample", uid):
        line = Line.of(ledger.record(Subject.LINE, other))
        if line.state is LineState.IN_CARE:
            told = {"number": piece.number_text, "line": line.code}
            yield find(Strength.IMPOSSIBLE, "take_in.taken_before", "R3", "samples", uid, **told)


def _may_go(
    operation: GiveBack, loan: Loan, wanted: set[Uid], lines: Mapping[Uid, Line], ledger: LedgerState
) -> Iterator[Finding]:
    """R4, R21: a loan in, pieces of it that are here, a document, and who took them."""
    if loan.kind is not LoanKind.INCOMING:
        yield find(Strength.IMPOSSIBLE, "give_back.no_loan_in", "R21", "loan", loan.uid, loan=loan.code)
    elif not lines:
        yield find(Strength.IMPOSSIBLE, "give_back.nothing_here", "R4", "loan", loan.uid, loan=loan.code)
    for uid in wanted - set(lines):
        told = {"number": ledger.piece(uid).number_text, "loan": loan.code}
        yield find(Strength.IMPOSSIBLE, "give_back.not_of_it", "R4", "samples", uid, **told)
    if not operation.taken_by.strip():
        yield find(Strength.IMPOSSIBLE, "give_back.nobody_took_it", "R12", "taken_by")
    if not operation.document.name.strip():
        yield find(Strength.IMPOSSIBLE, "take_in.needs_document", "R21", "document")


ENTRUSTING_BOOKERS: Final[Mapping[str, Callable[[Any, Day, LedgerState], Booked]]] = MappingProxyType(
    {"take_in": book_take_in, "give_back": book_give_back}
)
"""For the one table of bookers."""
