"""Booking of what a loan owes beside its pieces, and of its end."""

from collections.abc import Iterator
from dataclasses import replace

from lunarcurator.domain.booking.documents import documents_of
from lunarcurator.domain.booking.loan_records import lines_of_loan
from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Scalar, Subject
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import uid_of
from lunarcurator.domain.ledger_state import LedgerState, Record
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.loans import OWED, Loan, OwedItem
from lunarcurator.domain.lending.results import with_results
from lunarcurator.domain.lending.terms import LineState
from lunarcurator.domain.operations.issuing import CloseLoan, NoteOwed, Owing
from lunarcurator.domain.rules.loan_lines import in_order, is_open_loan
from lunarcurator.domain.typed_records import entry_text

_ENDED = frozenset({LineState.CLOSED, LineState.DECLINED, LineState.WITHDRAWN})


def book_note_owed(operation: NoteOwed, day: Day, ledger: LedgerState) -> Booked:
    """Book what is owed beside the pieces, or that it came."""
    state = ledger.record(Subject.LOAN, uid_of(operation.loan))
    findings = [*is_open_loan(state), *in_order(state, day)]
    if not operation.owed:
        findings.append(find(Strength.IMPOSSIBLE, "owed.nothing", "R12", "owed"))
    open_ = list(with_results(ledger, Loan.of(state)).still_owed)
    changes: dict[str, Scalar] = {}
    for index, each in enumerate(operation.owed):
        if not each.settled.strip():
            item = OwedItem(ledger.new_uid(), each.what, each.text.strip(), each.due, 0, "")
            changes[f"{OWED}{item.uid}"] = entry_text(item)
            continue
        meant = _meant(each, open_)
        if meant is None:
            facts: dict[str, str | int] = {"loan": state.code, "what": str(each.what)}
            findings.append(find(Strength.IMPOSSIBLE, "owed.none_open", "R19", f"owed[{index}]", "", **facts))
            continue
        open_.remove(meant)
        came = replace(meant, settled=day, how=each.settled.strip())
        changes[f"{OWED}{came.uid or ledger.new_uid()}"] = entry_text(came)
    if blocked(findings):
        return refused(findings)
    changes |= documents_of(operation.documents, ledger)
    return Booked((touch(Subject.LOAN, state.uid, day, **changes),), tuple(findings))


def book_close_loan(operation: CloseLoan, day: Day, ledger: LedgerState) -> Booked:
    """Book the end of a loan, once all its lines have ended by a document (audit finding 7)."""
    state = ledger.record(Subject.LOAN, uid_of(operation.loan))
    lines = lines_of_loan(ledger, state.uid)
    findings = [
        *is_open_loan(state),
        *in_order(state, day),
        *(each for line in lines for each in in_order(line, day)),
        *_has_ended(state, lines),
        *_owes_nothing(with_results(ledger, Loan.of(state))),
    ]
    if blocked(findings):
        return refused(findings)
    changes: dict[str, Scalar] = {"closed": day, "closing_remarks": operation.remarks.strip() or None}
    facts = [touch(Subject.LOAN, state.uid, day, **changes)]
    facts += [touch(Subject.LINE, line.uid, day) for line in lines]
    return Booked(tuple(facts), tuple(findings))


def _meant(each: Owing, open_: list[OwedItem]) -> OwedItem | None:
    """Return what is still owed that is meant: of the same kind, and of the same text where one is given."""
    same = [item for item in open_ if item.what is each.what]
    exact = [item for item in same if item.text == each.text.strip()]
    return next(iter(exact or ([] if each.text.strip() else same)), None)


def _has_ended(loan: Record, lines: list[Record]) -> Iterator[Finding]:
    """Audit finding 7: only documents close lines, and only lines that ended close a loan."""
    going = [Line.of(each) for each in lines if Line.of(each).state not in _ENDED]
    if going:
        facts: dict[str, str | int] = {"loan": loan.code, "count": len(going), "line": going[0].code}
        yield find(Strength.IMPOSSIBLE, "loan.lines_open", "R7", "loan", going[0].uid, **facts)


def _owes_nothing(loan: Loan) -> Iterator[Finding]:
    """`domain.md` 6b: what is owed beside the pieces is asked for when a loan is closed."""
    for item in loan.still_owed[:1]:
        facts: dict[str, str | int] = {"loan": loan.code, "what": str(item.what), "text": item.text}
        count = len(loan.still_owed)
        yield find(Strength.AUTHORITY, "loan.owes", "R12", "loan", loan.uid, count=count, **facts)
