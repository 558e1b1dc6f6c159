"""Booking of the end of a responsibility: who died, retired or moved, and what becomes of what is out."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from lunarcurator.domain.booking.agreements import (
    book_draft_agreement,
    book_renew_agreement,
    book_sign_agreement,
    book_terminate_agreement,
)
from lunarcurator.domain.booking.borrowers import (
    book_confirm_contact,
    book_institution,
    book_limit,
    book_person,
)
from lunarcurator.domain.booking.documents import documents_of
from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch
from lunarcurator.domain.booking.recalling import asked_back, resting
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Fact, Scalar, Subject
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid, uid_of
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.lending.agreements import Agreement
from lunarcurator.domain.lending.borrower_standing import lines_of_person
from lunarcurator.domain.lending.line_log import PASSED, PassedOn
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.people import Person
from lunarcurator.domain.lending.terms import LineState
from lunarcurator.domain.operations.borrowing import EndResponsibility
from lunarcurator.domain.rules.borrowers import day_is_known
from lunarcurator.domain.rules.lending import may_be_lent_to
from lunarcurator.domain.typed_records import entry_text

_DONE: Final = frozenset({LineState.CLOSED, LineState.DECLINED, LineState.WITHDRAWN})


def book_end_responsibility(operation: EndResponsibility, day: Day, ledger: LedgerState) -> Booked:
    """Book that a person answers for nothing from the day on; open lines pass to an agreement, or are recalled."""
    person = Person.of(ledger.record(Subject.PERSON, uid_of(operation.person)))
    mine = [each for each in lines_of_person(ledger, person.uid) if each.state not in _DONE]
    named = {uid_of(each) for each in operation.lines}
    wanted = _wanted(operation, named, mine)
    findings = [*day_is_known(day), *_may_end(operation, person, mine), *_are_his(named, mine, ledger, person)]
    if blocked(findings):
        return refused(findings)
    ended: dict[str, Scalar] = {} if person.ended else {"ended": day, "ended_how": str(operation.how)}
    documents = documents_of(operation.documents, ledger)
    facts: list[Fact] = [touch(Subject.PERSON, person.uid, day, **ended, **documents)]
    if operation.agreement:
        found, more = _pass_on(person, wanted, uid_of(operation.agreement), day, ledger)
    else:
        found, more = asked_back(wanted, operation.recall_by, day, str(operation.how))
    findings += [*found, *_left(person, mine, wanted)]
    return refused(findings) if blocked(findings) else Booked((*facts, *more), tuple(findings))


def _wanted(operation: EndResponsibility, named: set[Uid], mine: list[Line]) -> list[Line]:
    """Return the lines that are passed on, or those that are out and recalled: the named ones, else all of his."""
    wanted = [each for each in mine if each.uid in named] if named else mine
    return wanted if operation.agreement else [each for each in wanted if each.is_open]


def _may_end(operation: EndResponsibility, person: Person, mine: Sequence[Line]) -> Iterator[Finding]:
    """One of the two ways for what is out, none where nothing is; a second act only deals with the rest."""
    if operation.agreement and operation.recall_by:
        yield find(Strength.IMPOSSIBLE, "responsibility.one_way", "R6", "agreement", person.uid)
    if not operation.agreement and not operation.recall_by and any(each.is_open for each in mine):
        facts: dict[str, str | int] = {"person": person.name, "count": sum(each.is_open for each in mine)}
        yield find(Strength.IMPOSSIBLE, "responsibility.needs_way", "R6", "agreement", person.uid, **facts)
    if person.ended and not mine:
        ended: dict[str, str | int] = {"person": person.name, "ended": person.ended, "how": str(person.ended_how)}
        yield find(Strength.IMPOSSIBLE, "borrower.ended", "R19", "person", person.uid, **ended)


def _are_his(named: set[Uid], mine: Sequence[Line], ledger: LedgerState, person: Person) -> Iterator[Finding]:
    for uid in named - {each.uid for each in mine}:
        line = Line.of(ledger.record(Subject.LINE, uid))
        facts = {"line": line.code, "person": person.name}
        yield find(Strength.IMPOSSIBLE, "responsibility.not_his", "R6", "lines", uid, **facts)


def _left(person: Person, mine: Sequence[Line], done: Iterable[Line]) -> Iterator[Finding]:
    """Tell which lines stay in the name of somebody who answers for nothing any more."""
    settled = {each.uid for each in done}
    left = [each for each in mine if each.uid not in settled]
    if left:
        facts: dict[str, str | int] = {"person": person.name, "count": len(left), "line": left[0].code}
        yield find(Strength.WARN, "responsibility.lines_left", "R6", "lines", left[0].uid, **facts)


def _pass_on(
    person: Person, lines: Sequence[Line], agreement: Uid, day: Day, ledger: LedgerState
) -> tuple[list[Finding], list[Fact]]:
    """Return the findings and facts of passing lines to the responsible person of another agreement (R5, R6)."""
    held = Agreement.of(ledger.record(Subject.AGREEMENT, agreement))
    heir = held.person
    if heir is None or heir == person.uid:
        same = {"agreement": held.code, "person": person.name}
        return [find(Strength.IMPOSSIBLE, "responsibility.same", "R6", "agreement", agreement, **same)], []
    due = max((each.due for each in lines if each.due), default=None)
    findings = list(may_be_lent_to(ledger, heir, agreement, day, due))
    passed = ledger.new_uid()
    facts: list[Fact] = [touch(Subject.PERSON, heir, day), touch(Subject.AGREEMENT, agreement, day)]
    for each in lines:
        was = entry_text(PassedOn(passed, day, person.uid, each.agreement or Uid("")))
        changes: dict[str, Scalar] = {"borrower": heir, "agreement": agreement, f"{PASSED}{passed}": was}
        facts.append(touch(Subject.LINE, each.uid, day, **changes))
    facts += resting(lines, day)
    return findings, [*facts, *_loans(lines, heir, agreement, day, ledger)]


def _loans(lines: Sequence[Line], heir: Uid, agreement: Uid, day: Day, ledger: LedgerState) -> Iterator[Fact]:
    """Yield the touches of loans that pass as a whole; one of which a line stays keeps its borrower."""
    passed = {each.uid for each in lines}
    for loan in dict.fromkeys(each.loan for each in lines if each.loan):
        others = ledger.related(Subject.LINE, "loan", loan)
        rest = [
            each
            for uid in others
            if (each := Line.of(ledger.record(Subject.LINE, uid))).state not in _DONE and uid not in passed
        ]
        if not rest:
            yield touch(Subject.LOAN, loan, day, borrower=heir, agreement=agreement)


BORROWING_BOOKERS: Final[Mapping[str, Callable[[Any, Day, LedgerState], Booked]]] = MappingProxyType(
    {
        "set_up_institution": book_institution,
        "set_up_person": book_person,
        "confirm_contact": book_confirm_contact,
        "limit_borrower": book_limit,
        "end_responsibility": book_end_responsibility,
        "draft_agreement": book_draft_agreement,
        "sign_agreement": book_sign_agreement,
        "renew_agreement": book_renew_agreement,
        "terminate_agreement": book_terminate_agreement,
    }
)
"""Who books the acts on those who borrow and on agreements, for the one table of bookers."""
