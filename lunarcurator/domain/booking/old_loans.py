"""Booking of `EnterLoan`: a loan that began before this book, as its source tells it."""

from collections import Counter
from collections.abc import Iterator

from lunarcurator.domain.accounts import Account, Quality
from lunarcurator.domain.booking.draw_down import DrawDown
from lunarcurator.domain.booking.lines import Known, Lines, side
from lunarcurator.domain.booking.loan_line_events import moved_as, told_moves
from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch, touch_piece
from lunarcurator.domain.booking.weigh import uncovered
from lunarcurator.domain.days import Day, first_day
from lunarcurator.domain.facts import Fact, Placement, Scalar, Subject, Touch
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid, uid_of, uid_or_none
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.lending.agreements import Agreement
from lunarcurator.domain.lending.lines import LineMove
from lunarcurator.domain.lending.terms import LineMode, LineState, LoanKind, Step
from lunarcurator.domain.operations.accounting import EnterLoan, OldLine
from lunarcurator.domain.pieces import PieceState
from lunarcurator.domain.rules.accounting import is_promised_to_nobody
from lunarcurator.domain.rules.custody import must_be_at_hand
from lunarcurator.domain.rules.dates import not_before_birth, nothing_done_since
from lunarcurator.domain.rules.mass import left_by_record, was_ever_there
from lunarcurator.domain.status import Custody


def book_enter_loan(operation: EnterLoan, day: Day, ledger: LedgerState) -> Booked:
    """Book a loan of long ago: its pieces are out from the day of the act, by lines without a request.

    Where nobody knows since when, and no piece has a day on record either, they are out since ever.
    """
    day = day or first_day(day)
    findings = [
        *_is_whole(operation, ledger, day),
        *(
            found
            for index, each in enumerate(operation.lines)
            for found in _may_have_left(each, ledger, day, operation.since_stated.strip(), f"lines[{index}]")
        ),
    ]
    if blocked(findings):
        return refused(findings)
    loan = ledger.new_uid()
    code = operation.number.strip() or ledger.next_code(Subject.LOAN, f"L-{first_day(day) // 10_000}-")
    facts: list[Fact] = [_loan(operation, loan, code, day)]
    lines, draw_down = Lines(), DrawDown(ledger, day)
    for index, each in enumerate(operation.lines, start=1):
        piece = ledger.at(uid_of(each.sample), day)
        ug, unweighed, known = _goes(each, piece, ledger, lines, draw_down, day, findings)
        fine = piece.resolution_ug if ug and not piece.held_unweighed else None
        move = LineMove(Step.ISSUED, day, ug, unweighed, known, operation.source.strip(), fine)
        facts.append(_line(operation, each, (loan, f"{code}/{index}"), told_moves(ledger, (move,)), ledger, day))
        home = piece.home or piece.place
        facts.append(touch_piece(piece.uid, day, **_now_known(piece, ug)))
        facts.append(Placement(piece.uid, day, None, home, str(Custody.LOAN)))
    return Booked((*facts, *lines.done()), tuple(findings))


def _loan(operation: EnterLoan, loan: Uid, code: str, day: Day) -> Touch:
    told: dict[str, Scalar] = {
        "name": code,
        "code": code,
        "kind": str(operation.kind),
        "borrower": uid_of(operation.borrower),
        "agreement": uid_or_none(operation.agreement),
        "purpose": operation.purpose.strip() or None,
        "source": operation.source.strip(),
        "remarks": operation.remarks.strip() or None,
        "requested": day,
        "since_stated": operation.since_stated.strip() or None,
    }
    return touch(Subject.LOAN, loan, day, **told)


def _line(
    operation: EnterLoan,
    each: OldLine,
    named: tuple[Uid, str],
    moves: dict[str, Scalar],
    ledger: LedgerState,
    day: Day,
) -> Touch:
    loan, code = named
    told: dict[str, Scalar] = {
        "name": code,
        "code": code,
        "loan": loan,
        "borrower": uid_of(operation.borrower),
        "agreement": uid_or_none(operation.agreement),
        "sample": uid_of(each.sample),
        "mode": str(LineMode.WHOLE),
        "state": str(LineState.OUT),
        "due": each.due,
        "issued": day,
        "issued_stated": operation.since_stated.strip() or None,
        "received": day,
        "stated_ug": each.ug,
        "remarks": each.remarks.strip() or None,
    }
    return touch(Subject.LINE, ledger.new_uid(), day, **told, **moves)


def _goes(
    each: OldLine,
    piece: PieceState,
    ledger: LedgerState,
    lines: Lines,
    draw_down: DrawDown,
    day: Day,
    findings: list[Finding],
) -> tuple[int, int, Quality]:
    """Return what the borrower answers for: ug, unweighed pieces, and how that is known.

    A mass the source states is the first one of a piece nobody had weighed; a known one stays what it is.
    """
    if not piece.held_unweighed or each.ug is None or not ledger.tables.weighs(piece.form):
        if each.ug is not None and not piece.held_unweighed and each.ug != piece.held_ug:
            facts: dict[str, str | int] = {"number": piece.number_text, "ug": each.ug, "held_ug": piece.held_ug}
            findings.append(find(Strength.WARN, "enter_loan.mass_differs", "R8", "lines", piece.uid, **facts))
        return piece.held_ug, piece.held_unweighed, moved_as(piece)
    out, draws = side(piece, Account.LOAN), list(draw_down.first(piece, each.ug))
    for draw in draws:
        lines.move(day, draw.source, out, draw.ug, known=Known(Quality.STATED))
    lines.move(day, side(piece), side(piece, Account.UNMEASURED), unweighed=1)
    findings += uncovered(piece, draws, 0)
    return each.ug, 0, Quality.STATED


def _now_known(piece: PieceState, ug: int) -> dict[str, Scalar]:
    if not piece.held_unweighed or not ug:
        return {}
    return {"mass_quality": str(Quality.STATED), "mass_reason": None, "resolution_ug": None}


def _is_whole(operation: EnterLoan, ledger: LedgerState, day: Day) -> Iterator[Finding]:
    """R1, R5, R12: a number of its own, lines, a source; of history an agreement that was not valid only warns."""
    number = operation.number.strip()
    for other in ledger.named(Subject.LOAN, number):
        yield find(Strength.IMPOSSIBLE, "enter_loan.number_taken", "R1", "number", other, loan=number)
    if operation.kind is LoanKind.INCOMING:
        yield find(Strength.IMPOSSIBLE, "enter_loan.incoming_is_no_loan_out", "R21", "kind")
    if not operation.lines:
        yield find(Strength.IMPOSSIBLE, "enter_loan.no_lines", "R12", "lines")
    if not operation.source.strip():
        yield find(Strength.IMPOSSIBLE, "enter_loan.needs_source", "R12", "source")
    for uid, times in Counter(uid_of(each.sample) for each in operation.lines).items():
        if times > 1:
            facts = {"number": ledger.piece(uid).number_text}
            yield find(Strength.IMPOSSIBLE, "enter_loan.piece_twice", "R3", "lines", uid, **facts)
    if operation.agreement is None:
        yield find(Strength.WARN, "enter_loan.without_agreement", "R5", "agreement")
        return
    agreement = Agreement.of(ledger.record(Subject.AGREEMENT, uid_of(operation.agreement)))
    if not agreement.is_valid_on(day):
        stated = operation.since_stated.strip()
        told: dict[str, str | int] = {"agreement": agreement.code}
        told |= {"stated": stated} if stated else {"day": day}
        key = "enter_loan.agreement_day_not_known" if stated else "enter_loan.agreement_was_not_valid"
        yield find(Strength.WARN, key, "R5", "agreement", agreement.uid, **told)


def _is_all_of_it(ledger: LedgerState, piece: PieceState, ug: int, field: str) -> Iterator[Finding]:
    """R8: less than half of what was received of a piece may be the mass of a part, which is lent as a part.

    A mass in ug above what was received other rules ask about.
    """
    book_ug = left_by_record(ledger, piece)
    if book_ug and 2 * ug < book_ug:
        facts: dict[str, str | int] = {"number": piece.number_text, "ug": ug, "book_ug": book_ug}
        yield find(Strength.WARN, "enter_loan.far_from_book", "R8", field, piece.uid, **facts)


def _may_have_left(each: OldLine, ledger: LedgerState, day: Day, stated: str, field: str) -> Iterator[Finding]:
    """R3, R4, R19: the piece was here and promised to nobody, and nothing on record says it stayed.

    `stated` is how the source words the day it left, "" where the day of the act is that day.
    """
    uid = uid_of(each.sample)
    piece = ledger.at(uid, day)
    yield from not_before_birth(ledger, uid, day, f"{field}.sample")
    yield from must_be_at_hand(piece, f"{field}.sample")
    yield from is_promised_to_nobody(ledger, piece, f"{field}.sample")
    yield from nothing_done_since(ledger, uid, day, f"{field}.sample")
    if each.ug is not None and each.ug <= 0:
        yield find(Strength.IMPOSSIBLE, "enter_loan.no_mass", "R8", f"{field}.ug", uid, number=piece.number_text)
    elif each.ug is not None and piece.held_unweighed:
        yield from was_ever_there(ledger, piece, each.ug, 0, f"{field}.ug")
        yield from _is_all_of_it(ledger, piece, each.ug, f"{field}.ug")
    if each.due and each.due < day:
        facts: dict[str, str | int] = {"number": piece.number_text, "due": each.due}
        # The day from which the books count such a loan is no day on which anything left.
        facts |= {"stated": stated} if stated else {"day": day}
        key = "enter_loan.due_before_stated" if stated else "enter_loan.due_before"
        yield find(Strength.IMPOSSIBLE, key, "R19", f"{field}.due", uid, **facts)
