"""Booking of requests: a loan with what is asked for line by line, and what is mended of it before it goes."""

from collections.abc import Iterable, Iterator, Sequence

from lunarcurator.domain.booking.documents import documents_of
from lunarcurator.domain.booking.loan_records import code_for, kind_of, line_states, lines_of_loan, pieces_of, step
from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch, touch_piece
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Fact, Scalar, Subject
from lunarcurator.domain.findings import Finding
from lunarcurator.domain.identity import PersonRef, Uid, uid_of, uid_or_none
from lunarcurator.domain.ledger_state import LedgerState, Record
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.loans import CO
from lunarcurator.domain.lending.terms import LineMode, LineState, LoanKind
from lunarcurator.domain.operations.requesting import (
    AddLines,
    ChangeLine,
    ChangeLoan,
    RequestLoan,
    Wanted,
    WithdrawLines,
)
from lunarcurator.domain.rules.decisions import is_not_decided, may_be_met
from lunarcurator.domain.rules.duplicate_requests import duplicate_requests
from lunarcurator.domain.rules.lending import is_delinquent_already
from lunarcurator.domain.rules.lending_limits import Wish, limits_of_policy
from lunarcurator.domain.rules.loan_lines import (
    has_lines,
    in_order,
    in_state,
    is_free,
    is_lent,
    is_open_loan,
    named_once,
)
from lunarcurator.domain.rules.records import changes_something
from lunarcurator.domain.rules.requests import (
    asks_soundly,
    is_of_borrower,
    mode_of,
    policy_of_piece,
    project_runs,
)

_NOT_PREPARED = frozenset({LineState.REQUESTED, LineState.APPROVED, LineState.DECLINED})
_NOT_GONE = _NOT_PREPARED | {LineState.PREPARED}


def book_request_loan(operation: RequestLoan, day: Day, ledger: LedgerState) -> Booked:
    """Book a request as a loan with its lines, all of them asked for and none decided (workflow 11)."""
    code = operation.number.strip() or code_for(ledger, Subject.LOAN, "L", day)
    borrower = uid_of(operation.borrower)
    agreement = uid_or_none(operation.agreement)
    findings = [
        *is_free(ledger, Subject.LOAN, code, "number"),
        *is_of_borrower(ledger, agreement, borrower, day),
        *project_runs(operation.project_until, day),
        *_sound(operation.lines, operation.kind, day, ledger),
        *duplicate_requests(ledger, operation.lines, operation.kind),
    ]
    if blocked(findings):
        return refused(findings)
    findings += _limits(operation.lines, operation.kind, borrower, day, ledger)
    asking: dict[str, Scalar] = {"kind": str(operation.kind), "borrower": borrower}
    findings += is_delinquent_already(ledger, [Record(borrower, asking)], day)
    loan = ledger.new_uid()
    changes: dict[str, Scalar] = {
        "name": code,
        "code": code,
        "kind": str(operation.kind),
        "borrower": borrower,
        "agreement": agreement,
        "purpose": operation.purpose.strip() or None,
        "plan": operation.plan.strip() or None,
        "round": operation.round.strip() or None,
        "project": operation.project.strip() or None,
        "project_until": operation.project_until or None,
        "remarks": operation.remarks.strip() or None,
        "requested": day,
        **_co_investigators(operation.co_investigators),
        **documents_of(operation.documents, ledger),
    }
    said = {key: value for key, value in changes.items() if value is not None}
    facts: list[Fact] = [touch(Subject.LOAN, loan, day, **said)]
    facts += _lines(operation.lines, Record(loan, dict(said)), 0, day, ledger)
    return Booked(tuple(facts), tuple(findings))


def book_add_lines(operation: AddLines, day: Day, ledger: LedgerState) -> Booked:
    """Book more lines of a loan, numbered after those it has."""
    loan = ledger.record(Subject.LOAN, uid_of(operation.loan))
    there = map(Line.of, lines_of_loan(ledger, loan.uid))
    # What was undone keeps its number: papers that name it may have gone out.
    highest = ledger.highest_code(Subject.LINE, f"{loan.text('code')}/")
    findings = [
        *is_open_loan(loan),
        *is_lent(loan),
        *has_lines(operation.lines),
        *in_order(loan, day),
        *_sound(operation.lines, kind_of(loan), day, ledger),
        *duplicate_requests(ledger, operation.lines, kind_of(loan), there, highest),
    ]
    if blocked(findings):
        return refused(findings)
    findings += _limits(operation.lines, kind_of(loan), Uid(loan.text("borrower")), day, ledger)
    findings += is_delinquent_already(ledger, [loan], day)
    facts: list[Fact] = [touch(Subject.LOAN, loan.uid, day)]
    facts += _lines(operation.lines, loan, highest, day, ledger)
    return Booked(tuple(facts), tuple(findings))


def book_change_line(operation: ChangeLine, day: Day, ledger: LedgerState) -> Booked:
    """Book what a line asks for from now on; what was decided on it has to be decided again."""
    state = ledger.record(Subject.LINE, uid_of(operation.line))
    line = Line.of(state)
    kind = kind_of(ledger.record(Subject.LOAN, Uid(state.text("loan"))))
    findings = [
        *in_state([state], _NOT_PREPARED, "line"),
        *in_order(state, day),
        *asks_soundly(ledger, operation.wanted, kind, day, "wanted"),
    ]
    if not blocked(findings):
        findings += may_be_met(ledger, operation.wanted, kind, day, "wanted")
    if blocked(findings):
        return refused(findings)
    asked: dict[str, Scalar] = {"sample": None, "source": None, **_wanted(operation.wanted, kind, ledger)}
    findings += [*changes_something(state, asked, "wanted")] or is_not_decided(line)
    if blocked(findings):
        return refused(findings)
    told: dict[str, Scalar] = {
        "sample": None,
        "source": None,
        "granted_ug": None,
        **asked,
    }
    facts: list[Fact] = [step(state, LineState.REQUESTED, day, **told), _about(state, day)]
    pieces = dict.fromkeys([line.sample, line.source, told["sample"], told["source"]])
    facts += [touch_piece(Uid(str(each)), day) for each in pieces if each]
    return Booked(tuple(facts), tuple(findings))


def book_change_loan(operation: ChangeLoan, day: Day, ledger: LedgerState) -> Booked:
    """Book what is said of a loan as a whole; another agreement is passed on to lines that have not gone."""
    loan = ledger.record(Subject.LOAN, uid_of(operation.loan))
    agreement = uid_or_none(operation.agreement)
    findings = [
        *is_open_loan(loan),
        *in_order(loan, day),
        *(is_lent(loan, "agreement") if agreement or operation.co_investigators else ()),
        *_of_borrower(ledger, agreement, loan, day),
    ]
    if blocked(findings):
        return refused(findings)
    changes = {**_changes(operation, agreement, loan), **documents_of(operation.documents, ledger)}
    open_ = _passed_on_to(ledger, loan, agreement)
    findings += _loan_changes(loan, changes, agreement, open_)
    if blocked(findings):
        return refused(findings)
    facts: list[Fact] = [touch(Subject.LOAN, loan.uid, day, **changes)]
    facts += [touch(Subject.LINE, each.uid, day, agreement=agreement) for each in open_]
    return Booked(tuple(facts), tuple(findings))


def _changes(operation: ChangeLoan, agreement: Uid | None, loan: Record) -> dict[str, Scalar]:
    """Return the fields of a loan that a change sets, without its documents."""
    told: dict[str, Scalar] = {"agreement": agreement, **_said(operation)}
    changes: dict[str, Scalar] = {key: value for key, value in told.items() if value is not None}
    if operation.co_investigators is not None:
        before = dict.fromkeys(key for key in loan.fields if key.startswith(CO))
        changes |= {**before, **_co_investigators(operation.co_investigators)}
    return changes


def _passed_on_to(ledger: LedgerState, loan: Record, agreement: Uid | None) -> list[Record]:
    """Return the lines that another agreement of their loan is passed on to."""
    lines = lines_of_loan(ledger, loan.uid) if agreement else []
    return [each for each in lines if Line.of(each).state in _NOT_GONE]


def _loan_changes(
    loan: Record, changes: dict[str, Scalar], agreement: Uid | None, lines: Sequence[Record]
) -> Iterator[Finding]:
    """R12: an act that changes nothing of a loan changes the agreement of one of its lines."""
    if all(Line.of(each).agreement == agreement for each in lines):
        yield from changes_something(loan, changes, "loan")


def book_withdraw_lines(operation: WithdrawLines, day: Day, ledger: LedgerState) -> Booked:
    """Book lines out of their loan; their pieces are free for others from now on (R3)."""
    states = line_states(ledger, operation.lines)
    findings = [
        *has_lines(operation.lines),
        *named_once(states),
        *in_state(states, _NOT_GONE, "lines"),
        *(each for state in states for each in in_order(state, day)),
    ]
    if blocked(findings):
        return refused(findings)
    facts: list[Fact] = []
    for state in states:
        line = Line.of(state)
        facts.append(step(state, LineState.WITHDRAWN, day, withdrawn_why=operation.why.strip() or None))
        facts += [_about(state, day), *(touch_piece(each, day) for each in pieces_of(line))]
    return Booked(tuple(dict.fromkeys(facts)), tuple(findings))


def _of_borrower(ledger: LedgerState, agreement: Uid | None, loan: Record, day: Day) -> Iterator[Finding]:
    borrower = loan.text("borrower")
    return is_of_borrower(ledger, agreement, Uid(borrower), day) if borrower else iter(())


def _about(line: Record, day: Day) -> Fact:
    return touch(Subject.LOAN, Uid(line.text("loan")), day)


def _co_investigators(people: Sequence[PersonRef]) -> dict[str, Scalar]:
    return {f"{CO}{uid_of(each)}": uid_of(each) for each in people}


def _said(operation: ChangeLoan) -> dict[str, Scalar]:
    texts = {
        "purpose": operation.purpose,
        "plan": operation.plan,
        "round": operation.round,
        "project": operation.project,
        "remarks": operation.remarks,
    }
    said: dict[str, Scalar] = {key: text.strip() for key, text in texts.items() if text is not None}
    return said | {"project_until": operation.project_until}


def _sound(wanted: Sequence[Wanted], kind: LoanKind, day: Day, ledger: LedgerState) -> Iterator[Finding]:
    for index, each in enumerate(wanted):
        yield from asks_soundly(ledger, each, kind, day, f"lines[{index}]")


def _limits(
    wanted: Sequence[Wanted], kind: LoanKind, borrower: Uid, day: Day, ledger: LedgerState
) -> Iterator[Finding]:
    """Workflow 11: yield what a committee looks at, of the pieces that are named."""
    named = [(index, each, uid_of(each.sample)) for index, each in enumerate(wanted) if each.sample]
    wishes = [
        Wish(
            ledger.at(uid, day),
            policy_of_piece(ledger, ledger.piece(uid), kind),
            mode_of(ledger, each, kind),
            each.optimum_ug,
            bool(each.destructive),
            f"lines[{index}].sample",
        )
        for index, each, uid in named
    ]
    yield from limits_of_policy(ledger, wishes, borrower)


def _lines(wanted: Iterable[Wanted], loan: Record, after: int, day: Day, ledger: LedgerState) -> Iterator[Fact]:
    """Yield the lines with their numbers, and a touch of each piece they name."""
    for n, each in enumerate(wanted, start=after + 1):
        code = f"{loan.text('code')}/{n}"
        fields = {
            "name": code,
            "code": code,
            "loan": loan.uid,
            "borrower": loan.text("borrower"),
            "agreement": loan.text("agreement") or None,
            "requested": day,
            **_wanted(each, kind_of(loan), ledger),
        }
        said = {key: value for key, value in fields.items() if value is not None}
        yield step(Record(ledger.new_uid()), LineState.REQUESTED, day, **said)
        if each.sample:
            yield touch_piece(uid_of(each.sample), day)


def _wanted(wanted: Wanted, kind: LoanKind, ledger: LedgerState) -> dict[str, Scalar]:
    piece = uid_or_none(wanted.sample)
    mode = mode_of(ledger, wanted, kind)
    return {
        "sample" if mode is LineMode.WHOLE else "source": piece,
        "mode": str(mode),
        "described": wanted.described.strip() or None,
        "optimum_ug": wanted.optimum_ug,
        "minimum_ug": wanted.minimum_ug,
        "destructive": 1 if wanted.destructive else 0,
        "non_destructive": 1 if wanted.destructive is False else None,
        "category": wanted.category.strip() or None,
        "use": wanted.use.strip() or None,
        "remarks": wanted.remarks.strip() or None,
    }
