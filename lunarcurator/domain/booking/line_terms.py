"""Booking of what changes about lines that are out without moving anything: dates, recalls, disputes, letters."""

from collections.abc import Iterable, Iterator, Sequence

from lunarcurator.domain.booking.documents import documents_of, told_document
from lunarcurator.domain.booking.loan_records import kind_of, line_states
from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch, touch_piece
from lunarcurator.domain.booking.recalling import gives_no_more_time, recall_fields
from lunarcurator.domain.days import Day, is_precise
from lunarcurator.domain.facts import Fact, Scalar, Subject
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import LedgerState, Record
from lunarcurator.domain.lending.line_log import DISPUTE, EXTENSION, LETTER, Disputed, Extension, LetterSent
from lunarcurator.domain.lending.lines import LEFT, Line
from lunarcurator.domain.lending.policy import Policy
from lunarcurator.domain.lending.terms import Letter
from lunarcurator.domain.operations.issuing import DisputeLine, ExtendLines, RecallLines, RecordLetter
from lunarcurator.domain.rules.approvals import is_approved_by_another
from lunarcurator.domain.rules.due_days import may_be_extended
from lunarcurator.domain.rules.lending import agreement_holds
from lunarcurator.domain.rules.letters import asked_for_by, letter_is_true
from lunarcurator.domain.rules.loan_lines import has_lines, in_order, in_state, named_once
from lunarcurator.domain.rules.records import changes_one_of, changes_something
from lunarcurator.domain.rules.requests import policy_of_piece
from lunarcurator.domain.typed_records import entry_text


def book_extend_lines(operation: ExtendLines, day: Day, ledger: LedgerState) -> Booked:
    """Book a later due day of lines, with who asked for it and who approved (workflow 17)."""
    states = line_states(ledger, operation.lines)
    findings = [*_are_out(states, operation.lines, day), *_is_approved(operation)]
    if not blocked(findings):
        findings += _once(each for state in states for each in _extension(state, operation.due, day, ledger))
        borrowers = [Line.of(state).borrower for state in states]
        findings += is_approved_by_another(operation.approved_by, borrowers, states[0].uid, ledger)
    if blocked(findings):
        return refused(findings)
    facts: list[Fact] = []
    for state in states:
        line = Line.of(state)
        noted = Extension(
            uid=ledger.new_uid(),
            day=day,
            before=line.due,
            recalled=line.recalled or None,
            due=operation.due,
            asked_by=operation.asked_by.strip(),
            approved_by=operation.approved_by.strip(),
            why=operation.why.strip(),
        )
        changes: dict[str, Scalar] = {"due": operation.due, f"{EXTENSION}{noted.uid}": entry_text(noted)}
        if line.recalled:
            changes["recalled"] = None
        facts += _said(state, day, changes | documents_of(operation.documents, ledger))
    return Booked(tuple(dict.fromkeys(facts)), tuple(findings))


def book_recall_lines(operation: RecallLines, day: Day, ledger: LedgerState) -> Booked:
    """Book that lines are asked back by a day; until they are back nothing new is issued to the borrower (R6)."""
    states = line_states(ledger, operation.lines)
    findings = [*_are_out(states, operation.lines, day)]
    if not is_precise(operation.by):
        findings.append(find(Strength.IMPOSSIBLE, "recall.by_unknown", "R12", "by"))
    elif operation.by < day:
        findings.append(find(Strength.IMPOSSIBLE, "recall.by_before", "R19", "by", by=operation.by, day=day))
    if not operation.why.strip():
        findings.append(find(Strength.IMPOSSIBLE, "recall.without_why", "R12", "why"))
    if blocked(findings):
        return refused(findings)
    lines = [Line.of(state) for state in states]
    findings += [each for line in lines for each in gives_no_more_time(line, operation.by, day, "by")]
    changes = recall_fields(operation.by, day, operation.why)
    findings += changes_one_of(states, changes, "by")
    if blocked(findings):
        return refused(findings)
    facts = [fact for state in states for fact in _said(state, day, changes)]
    return Booked(tuple(dict.fromkeys(facts)), tuple(findings))


def book_dispute_line(operation: DisputeLine, day: Day, ledger: LedgerState) -> Booked:
    """Book that lab and borrower disagree about a line, or that they agree again; the line stays as it is."""
    states = line_states(ledger, (operation.line,))
    disputed = Line.of(states[0]).disputed
    findings = [*in_order(states[0], day)]
    if operation.settled and not disputed:
        code = states[0].code
        findings.append(find(Strength.IMPOSSIBLE, "dispute.none", "R19", "settled", states[0].uid, line=code))
    if not operation.text.strip():
        findings.append(find(Strength.IMPOSSIBLE, "dispute.without_text", "R12", "text"))
    if disputed and not operation.settled and not operation.documents:
        findings += changes_something(states[0], {"disputed": operation.text.strip()}, "text")
    if blocked(findings):
        return refused(findings)
    noted = Disputed(ledger.new_uid(), day, operation.text.strip(), operation.settled)
    changes: dict[str, Scalar] = {
        "disputed": None if operation.settled else operation.text.strip(),
        f"{DISPUTE}{noted.uid}": entry_text(noted),
        **documents_of(operation.documents, ledger),
    }
    return Booked(tuple(_said(states[0], day, changes)), tuple(findings))


def book_record_letter(operation: RecordLetter, day: Day, ledger: LedgerState) -> Booked:
    """Book that a letter about lines went out, with the rung of the ladder it stands on."""
    states = line_states(ledger, operation.lines)
    findings = [*has_lines(operation.lines), *named_once(states)]
    findings += [each for state in states for each in in_order(state, day)]
    if blocked(findings):
        return refused(findings)
    findings += _once(each for state in states for each in _letter(state, operation.letter, day, ledger))
    facts: list[Fact] = []
    for state in states:
        by = asked_for_by(Line.of(state), operation.letter, day)
        sent = LetterSent(ledger.new_uid(), operation.letter, operation.rung, day, by)
        changes: dict[str, Scalar] = {f"{LETTER}{sent.uid}": entry_text(sent)}
        if operation.document is not None:
            changes[f"document/{ledger.new_uid()}"] = told_document(operation.document)
        facts += _said(state, day, changes)
    return Booked(tuple(dict.fromkeys(facts)), tuple(findings))


def _are_out(states: Sequence[Record], lines: Sequence[object], day: Day) -> Iterator[Finding]:
    yield from has_lines(lines)
    yield from named_once(states)
    yield from in_state(states, LEFT)
    for state in states:
        yield from in_order(state, day)


def _is_approved(operation: ExtendLines) -> Iterator[Finding]:
    """Workflow 17: an extension is asked for and approved, by people with names, for a reason."""
    if not operation.asked_by.strip():
        yield find(Strength.IMPOSSIBLE, "extend.no_asked_by", "R12", "asked_by")
    if not operation.approved_by.strip():
        yield find(Strength.IMPOSSIBLE, "extend.no_approved_by", "R12", "approved_by")
    if not operation.why.strip():
        yield find(Strength.IMPOSSIBLE, "extend.no_why", "R12", "why")


def _extension(state: Record, due: Day, day: Day, ledger: LedgerState) -> Iterator[Finding]:
    line = Line.of(state)
    kind = kind_of(ledger.record(Subject.LOAN, Uid(state.text("loan"))))
    if line.sample:
        policy = policy_of_piece(ledger, ledger.piece(line.sample), kind)
        yield from may_be_extended(line, policy, day, due)
    if line.borrower and kind != "internal":
        yield from agreement_holds(ledger, line.borrower, line.agreement, day, due)


def _letter(state: Record, letter: Letter, day: Day, ledger: LedgerState) -> Iterator[Finding]:
    line, policy = Line.of(state), Policy()
    if line.sample:
        kind = kind_of(ledger.record(Subject.LOAN, Uid(state.text("loan"))))
        policy = policy_of_piece(ledger, ledger.piece(line.sample), kind)
    yield from letter_is_true(line, letter, policy, day)


def _said(state: Record, day: Day, changes: dict[str, Scalar]) -> Iterator[Fact]:
    line = Line.of(state)
    yield touch(Subject.LINE, line.uid, day, **changes)
    yield touch(Subject.LOAN, Uid(state.text("loan")), day)
    if line.sample:
        yield touch_piece(line.sample, day)


def _once(findings: Iterable[Finding]) -> Iterator[Finding]:
    yield from dict.fromkeys(findings)
