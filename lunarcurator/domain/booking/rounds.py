"""Booking of `OpenRound`, `AnswerRound`, `CloseRound`: the annual inventory of what is out (AM-6)."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator

from lunarcurator.domain.booking.documents import documents_of
from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch
from lunarcurator.domain.booking.reading import certainty_of
from lunarcurator.domain.days import Day, first_day
from lunarcurator.domain.facts import Fact, Scalar, Subject, Touch
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid, uid_of
from lunarcurator.domain.ledger_state import LedgerState, Record
from lunarcurator.domain.lending.borrower_standing import asked_in
from lunarcurator.domain.lending.lines import Account, Line, account
from lunarcurator.domain.lending.people import Person
from lunarcurator.domain.lending.rounds import ANSWER, ANSWERED, BESIDES, EXPECTS, FROZEN, Round, frozen_of
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations.accounting import Answered, AnswerRound, CloseRound, OpenRound
from lunarcurator.domain.rules.accounting import is_documented
from lunarcurator.domain.rules.mass import stated_mass_is_likely
from lunarcurator.domain.rules.signing import is_signed_by_the_borrower, is_signed_on_a_day


def book_open_round(operation: OpenRound, day: Day, ledger: LedgerState) -> Booked:
    """Book the freeze of a round: each line out at its day keeps what it held then, and who answers for it."""
    number = operation.number.strip() or ledger.next_code(Subject.ROUND, f"R-{first_day(day) // 10_000}-", 2)
    findings = [*_is_dated(operation, day), *_has_number(operation, ledger)]
    if blocked(findings):
        return refused(findings)
    lines = list(_frozen(operation, ledger))
    if not lines:
        return refused([find(Strength.IMPOSSIBLE, "round.nothing_out", "R12", "frozen", day=operation.frozen)])
    uid = ledger.new_uid()
    expects = Counter(line.borrower for line, _ in lines)
    told: dict[str, Scalar] = {
        "name": number,
        "code": number,
        "frozen": operation.frozen,
        "frozen_seq": ledger.seq,
        "deadline": operation.deadline,
        "collections": " ".join(uid_of(each) for each in operation.collections),
        "opened": day,
        "lines": len(lines),
        **{f"{EXPECTS}{person}": count for person, count in expects.items()},
    }
    facts: list[Fact] = [touch(Subject.ROUND, uid, day, **told)]
    facts += (Touch(Subject.LINE, line.uid, day, _asked(uid, line, held)) for line, held in lines)
    return Booked(tuple(facts), tuple(findings))


def book_answer_round(operation: AnswerRound, day: Day, ledger: LedgerState) -> Booked:
    """Book a signed answer; it changes no mass and no custody, and one given again takes the place of the last.

    What is left out or set aside stays unanswered, and so does the borrower.
    """
    uid, person = uid_of(operation.round), uid_of(operation.person)
    round_ = ledger.record(Subject.ROUND, uid)
    findings = [
        *_is_signed(operation, round_, day),
        *is_signed_on_a_day(operation, round_, day),
        *is_signed_by_the_borrower(operation, round_, Person.of(ledger.record(Subject.PERSON, person))),
        *(each for answer in operation.answers for each in _may_answer(answer, round_, person, ledger)),
    ]
    if blocked(findings):
        return refused(findings)
    findings += (found for each in operation.answers for found in _is_likely(each, day, ledger))
    lines = {uid_of(each.line): each for each in operation.answers}
    facts: list[Fact] = [
        Touch(Subject.LINE, line, day, ((f"{ANSWER}{uid}", _told_answer(each, day)),))
        for line, each in lines.items()
    ]
    told: dict[str, Scalar] = {**documents_of((operation.document,), ledger)}
    if operation.besides or any(not each.aside.strip() for each in operation.answers):
        told[f"{ANSWERED}{person}"] = _told_signed(operation, day)
    if operation.besides:
        told[f"{BESIDES}{person}"] = _told_besides(operation)
    facts.append(Touch(Subject.ROUND, uid, day, tuple(told.items())))
    facts.append(touch(Subject.PERSON, person, day, confirmed=day, confirmed_how=operation.document.name.strip()))
    return Booked(tuple(facts), tuple(findings))


def book_close_round(operation: CloseRound, day: Day, ledger: LedgerState) -> Booked:
    """Book the end of a round; whoever lacks an answer stays delinquent in every collection until it comes."""
    uid = uid_of(operation.round)
    round_ = ledger.record(Subject.ROUND, uid)
    told = Round.of(round_)
    findings = [*_is_open(round_, day)]
    if blocked(findings):
        return refused(findings)
    waiting = sum(asked_in(ledger, told, each, day).is_open for each in told.expects)
    if waiting:
        facts: dict[str, str | int] = {"round": round_.code, "count": waiting}
        findings.append(find(Strength.WARN, "round.unanswered", "R6", "round", uid, **facts))
    changes: dict[str, Scalar] = {"closed": day, "unanswered": waiting}
    if operation.remarks.strip():
        changes["remarks"] = operation.remarks.strip()
    return Booked((touch(Subject.ROUND, uid, day, **changes),), tuple(findings))


def _frozen(operation: OpenRound, ledger: LedgerState) -> Iterator[tuple[Line, Account]]:
    """Yield the lines out at the end of the day of a freeze, with what they held then."""
    wanted = {uid_of(each) for each in operation.collections}
    for uid in ledger.lines_out_on(operation.frozen):
        line = Line.of(ledger.record(Subject.LINE, uid))
        if wanted and (line.sample is None or ledger.piece(line.sample).book.collection not in wanted):
            continue
        yield line, account(line.moves, operation.frozen)


def _asked(round_: Uid, line: Line, held: Account) -> tuple[tuple[str, Scalar], ...]:
    told = {"held_ug": held.held_ug, "unweighed": held.unweighed, "borrower": line.borrower}
    return (("round", round_), (f"{FROZEN}{round_}", json.dumps(told, sort_keys=True)))


def _told_signed(operation: AnswerRound, day: Day) -> str:
    told = {
        "day": day,
        "signed_by": operation.signed_by.strip(),
        "witnessed_by": operation.witnessed_by.strip(),
        "document": operation.document.name.strip(),
    }
    days = {"signed_on": operation.signed_on.strip(), "witnessed_on": operation.witnessed_on.strip()}
    told |= {key: written for key, written in days.items() if written}
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def _told_besides(operation: AnswerRound) -> str:
    told = [
        {"text": each.text.strip(), "ug": each.ug, "remarks": each.remarks.strip(), **_told_place(each.to_ug)}
        for each in operation.besides
    ]
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def _told_answer(each: Answered, day: Day) -> str:
    answer = str(each.answer) if each.answer else None
    told = {"answer": answer, "ug": each.ug, "remarks": each.remarks.strip(), "day": day}
    told |= _told_place(each.to_ug)
    if each.aside.strip():
        told["aside"] = each.aside.strip()
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def _told_place(to_ug: int) -> dict[str, int]:
    """Return what is kept of the last place to which a mass is stated, nothing where nobody says."""
    return {"to_ug": to_ug} if to_ug else {}


def _is_dated(operation: OpenRound, day: Day) -> Iterator[Finding]:
    """R19: a round asks for what was out on a day that has come, and leaves time to answer."""
    if operation.frozen > day:
        yield find(
            Strength.IMPOSSIBLE, "round.frozen_in_future", "R19", "frozen", day=day, frozen=operation.frozen
        )
    if operation.deadline < day:
        yield find(
            Strength.IMPOSSIBLE, "round.deadline_passed", "R19", "deadline", day=day, deadline=operation.deadline
        )


def _has_number(operation: OpenRound, ledger: LedgerState) -> Iterator[Finding]:
    """R1: a number given by hand is no other round's."""
    number = operation.number.strip()
    for other in ledger.named(Subject.ROUND, number):
        yield find(Strength.IMPOSSIBLE, "round.number_taken", "R1", "number", other, round=number)


def _is_signed(operation: AnswerRound, round_: Record, day: Day) -> Iterator[Finding]:
    """AM-6: the borrower signs and somebody else witnesses it, on a document, after the freeze."""
    code = round_.code
    if day < (round_.integer("opened") or 0):
        yield find(Strength.IMPOSSIBLE, "round.before_it_opened", "R19", "day", round_.uid, round=code, day=day)
    if not operation.answers and not operation.besides:
        yield find(Strength.IMPOSSIBLE, "round.no_answers", "R12", "answers", round_.uid, round=code)
    yield from _is_witnessed(operation, round_)
    if any(not each.text.strip() for each in operation.besides):
        yield find(Strength.IMPOSSIBLE, "round.besides_unnamed", "R12", "besides", round_.uid, round=code)
    yield from is_documented(operation.document, "document")
    for line, times in Counter(each.line for each in operation.answers).items():
        if times > 1:
            yield find(Strength.IMPOSSIBLE, "round.answered_twice", "R12", "answers", uid_of(line), round=code)


def _is_witnessed(operation: AnswerRound, round_: Record) -> Iterator[Finding]:
    signed, witnessed = operation.signed_by.strip(), operation.witnessed_by.strip()
    if not signed or not witnessed:
        field = "witnessed_by" if signed else "signed_by"
        yield find(Strength.IMPOSSIBLE, "round.needs_signatures", "R12", field, round_.uid, round=round_.code)
    elif signed.casefold() == witnessed.casefold():
        where = "witnessed_by"
        yield find(Strength.IMPOSSIBLE, "round.witnessed_by_signer", "R12", where, round_.uid, name=signed)


def _may_answer(each: Answered, round_: Record, person: Uid, ledger: LedgerState) -> Iterator[Finding]:
    """R12: a borrower answers for lines that the round asks that borrower for."""
    line = Line.of(ledger.record(Subject.LINE, uid_of(each.line)))
    frozen = frozen_of(line, round_.uid)
    facts = {"line": line.code, "round": round_.code}
    if frozen is None:
        yield find(Strength.IMPOSSIBLE, "round.line_not_in_it", "R12", "answers", line.uid, **facts)
    elif frozen["borrower"] != person:
        yield find(Strength.IMPOSSIBLE, "round.line_of_another", "R12", "answers", line.uid, **facts)
    if each.answer is None and not each.aside.strip():
        yield find(Strength.IMPOSSIBLE, "round.neither_answered_nor_aside", "R12", "answers", line.uid, **facts)
    if each.ug is not None and each.ug < 0:
        yield find(Strength.IMPOSSIBLE, "round.negative", "R12", "answers", line.uid, **facts)


def _is_likely(each: Answered, day: Day, ledger: LedgerState) -> Iterator[Finding]:
    """R8: a mass a borrower states that the piece can never have had asks for a reason, unless it is set aside."""
    sample = Line.of(ledger.record(Subject.LINE, uid_of(each.line))).sample
    if each.ug is not None and sample is not None and not each.aside.strip():
        said = Mass.reported(each.ug, each.to_ug or None)
        sure = certainty_of(ledger.at(sample, day), ledger)
        yield from stated_mass_is_likely(ledger, sample, said, "answers", sure)


def _is_open(round_: Record, day: Day) -> Iterable[Finding]:
    code = round_.code
    if round_.integer("closed"):
        yield find(Strength.IMPOSSIBLE, "round.is_closed", "R12", "round", round_.uid, round=code)
    if day < (round_.integer("opened") or 0):
        yield find(Strength.IMPOSSIBLE, "round.before_it_opened", "R19", "day", round_.uid, round=code, day=day)
    elif day < (round_.integer("deadline") or 0):
        facts: dict[str, str | int] = {"round": code, "deadline": round_.integer("deadline") or 0}
        yield find(Strength.WARN, "round.before_deadline", "R6", "day", round_.uid, **facts)
