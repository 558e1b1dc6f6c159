"""R3, R5, R7 and R19 for lines that are out: who answers for what, on which day, and by which document."""

from collections.abc import Iterable, Iterator

from lunarcurator.domain.accounts import Account, Quality
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import MassLine, Subject, Touch, Weighing
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.lending.held import sign_of
from lunarcurator.domain.lending.line_log import extensions_of
from lunarcurator.domain.lending.lines import PROMISED, Line, account
from lunarcurator.domain.lending.policy import Policy, policy_of
from lunarcurator.domain.lending.terms import LineState, Step
from lunarcurator.domain.operations.borrowing import Attached
from lunarcurator.domain.pieces import PieceState, Recorded


def lines_of(ledger: LedgerState, piece: Uid) -> list[Line]:
    """Return the lines in the book that speak of a piece, whatever their state."""
    return [Line.of(ledger.record(Subject.LINE, each)) for each in ledger.related(Subject.LINE, "sample", piece)]


def is_promised_to_nobody(ledger: LedgerState, piece: PieceState, field: str) -> Iterator[Finding]:
    """R3: a piece is in at most one line that is approved, prepared or out."""
    for line in lines_of(ledger, piece.uid):
        if line.state in PROMISED:
            yield find(
                Strength.IMPOSSIBLE,
                "line.promised",
                "R3",
                field,
                line.uid,
                number=piece.number_text,
                line=line.code,
            )
            return


def is_out(line: Line, day: Day, field: str = "line") -> Iterator[Finding]:
    """R7, R19: only what is out is accounted for, on a day on which it was."""
    if not line.is_open:
        yield find(
            Strength.IMPOSSIBLE, "line.not_out", "R7", field, line.uid, line=line.code, state=str(line.state)
        )
    elif day < line.issued:
        yield _before(line, day, line.issued)


def has_arrived(line: Line, piece: PieceState, day: Day, ledger: LedgerState) -> Iterator[Finding]:
    """R19: nobody returns, uses up, divides or passes on what has not reached him, or somebody says why.

    What is not out on the day at all `is_out` says.
    """
    if not line.is_open or day < line.issued or (line.state is LineState.OUT and line.received <= day):
        return
    facts: dict[str, str | int] = {"line": line.code, "number": piece.number_text, "sent": line.issued}
    if line.state is LineState.TRANSIT:
        sent_in = ledger.record(Subject.SHIPMENT, line.shipment).code if line.shipment else ""
        yield find(Strength.WARN, "line.on_its_way", "R19", "line", line.uid, **facts, shipment=sent_in)
    else:
        told = {"day": day, "received": line.received}
        yield find(Strength.WARN, "line.arrived_later", "R19", "line", line.uid, **facts, **told)


def follows_moves(line: Line, day: Day) -> Iterator[Finding]:
    """R7, R19: a sheet that says what is back and what stays out comes after what was on record of the mass."""
    if line.is_open and line.issued <= day < line.last_move:
        yield _before(line, day, line.last_move)


def comes_last(line: Line, day: Day) -> Iterator[Finding]:
    """R19: what ends a line comes after all that was on record of it, its receipt and extensions included."""
    if line.is_open and line.issued <= day:
        yield from follows_all(line, day)


def follows_all(line: Line, day: Day) -> Iterator[Finding]:
    """R19: an act comes after all that was on record of a line, its receipt and extensions included."""
    extended = (each.day for each in extensions_of(line.fields))
    last = max(line.received, line.last_move, *extended)
    if day < last:
        yield _before(line, day, last)


def may_come_late(ledger: LedgerState, line: Line, piece: PieceState, day: Day) -> Iterator[Finding]:
    """R19: a report keeps its true day, however late it comes, as long as no mass was stated since.

    Reports may come in any order: that the line answers for something on every day `is_held` sees to. A mass that
    was stated on a later day, by a return sheet or a weighing, says already what was left by then.
    """
    stated = [each.order[0] for each in ledger.later(piece.uid, day) if _states_a_mass(each)]
    found = [each.day for each in line.moves if each.step is Step.DIFFERENCE and each.day > day]
    if line.is_open and line.issued <= day and (stated or found):
        yield _before(line, day, max(stated + found))


def least_held_ug(line: Line, piece: PieceState, day: Day) -> int:
    """Return the least mass in ug that is held of a line on a day and on any later one."""
    later = (account(line.moves, each.day).held_ug for each in line.moves if each.day > day)
    return min((piece.held_ug, *later))


def _states_a_mass(recorded: Recorded) -> bool:
    fact = recorded.fact
    if not isinstance(fact, Touch):
        return isinstance(fact, Weighing)
    return dict(fact.changes).get("mass_quality") in {Quality.MEASURED, Quality.REPORTED}


def _before(line: Line, day: Day, last: Day) -> Finding:
    if last == line.issued and line.issued_stated:
        # Nobody gave the day from which the books count it.
        told = {"line": line.code, "stated": line.issued_stated}
        return find(Strength.IMPOSSIBLE, "line.before_stated", "R19", "day", line.uid, **told)
    facts: dict[str, str | int] = {"line": line.code, "day": day, "last": last}
    return find(Strength.IMPOSSIBLE, "line.before_last", "R19", "day", line.uid, **facts)


def is_documented(document: Attached, field: str) -> Iterator[Finding]:
    """Audit finding 7: only a document changes what a borrower answers for."""
    if not document.name.strip():
        yield find(Strength.IMPOSSIBLE, "line.needs_document", "R7", field)


def is_held(line: Line, piece: PieceState, day: Day, ug: int | None, field: str) -> Iterator[Finding]:
    """R7: nobody uses up or loses nothing, nor more than is held on the day or on any later one.

    Of unknown masses any amount may be.
    """
    if ug is None:
        return
    held = least_held_ug(line, piece, day)
    if ug <= 0:
        yield find(Strength.IMPOSSIBLE, "line.no_amount", "R7", field, line.uid, line=line.code)
    elif not piece.held_unweighed and ug > held:
        facts: dict[str, str | int] = {"line": line.code, "ug": ug, "held_ug": held}
        facts["held_sign"] = sign_of(line, piece)
        yield find(Strength.IMPOSSIBLE, "line.more_than_held", "R7", field, line.uid, **facts)


def found_with_it(piece: PieceState, line: Line, found_ug: int, excess_ug: int, field: str) -> Finding:
    """R7: what a piece weighs more than was out of it came back with it, where a part was reported lost."""
    facts: dict[str, str | int] = {"number": piece.number_text, "line": line.code}
    facts |= {"found_ug": found_ug, "excess_ug": excess_ug}
    return find(Strength.WARN, "line.found_with_it", "R7", field, piece.uid, **facts)


def lines_hold(ledger: LedgerState, recorded: Iterable[Recorded]) -> Iterator[Finding]:
    """R7: on no day a line answers for anything but what the ledger has on loan of its piece.

    Only what moved mass on the loan account can break that: a late act before the piece went out, or one beside
    its line.
    """
    for uid in dict.fromkeys(line.sample for line in _on_loan(recorded)):
        line = _first_that_does_not_hold(ledger, uid)
        if line is not None:
            number = ledger.piece(uid).number_text
            yield find(
                Strength.IMPOSSIBLE, "line.would_not_hold", "R7", "", line.uid, number=number, line=line.code
            )


def _on_loan(recorded: Iterable[Recorded]) -> Iterator[MassLine]:
    for each in recorded:
        if isinstance(each.fact, MassLine) and each.fact.account is Account.LOAN:
            yield each.fact


def _first_that_does_not_hold(ledger: LedgerState, uid: Uid) -> Line | None:
    """Return a line of a piece that on some day answers for something else than the ledger has, or None."""
    lines = [line for line in lines_of(ledger, uid) if line.moves]
    if not lines:
        return None
    moves = [move for line in lines for move in line.moves]
    on_loan = [*_on_loan(ledger.history(uid))]
    for day in sorted({each.day for each in moves} | {each.day for each in on_loan}):
        told = account(moves, day)
        if (told.held_ug, told.unweighed) != _held_by(on_loan, day):
            return max(lines, key=lambda line: line.issued)
    return None


def _held_by(lines: Iterable[MassLine], day: Day) -> tuple[int, int]:
    """Return the ug and the unweighed pieces that lines come to by the end of a day."""
    by_then = [each for each in lines if each.day <= day]
    return sum(each.ug for each in by_then), sum(each.unweighed for each in by_then)


def policy_of_piece(ledger: LedgerState, piece: PieceState) -> Policy:
    """Return the policy of the collection a piece belongs to."""
    collection = ledger.record(Subject.COLLECTION, piece.book.collection)
    return policy_of(ledger.tables, collection.code)
