"""The commands that read the loan desk: `loan show` one loan, and the lists of `loans`; as text or as JSON."""

from argparse import Namespace
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lunarcurator.domain.days import Day, iso_day, show_day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.lending.terms import LineState
from lunarcurator.domain.moments import Moment
from lunarcurator.domain.numbering.sorting import text_key
from lunarcurator.services.commands.care_texts import loan_in_as_json, loan_in_told
from lunarcurator.services.commands.columns import filled, in_columns
from lunarcurator.services.commands.console import Console, Exit
from lunarcurator.services.commands.line_texts import line_as_json, line_notes, line_text
from lunarcurator.services.commands.opening import moment_of, reading
from lunarcurator.services.lending.agreements import expiring
from lunarcurator.services.lending.browsing import Concern, LineRow, LineSum, LineWish, find_lines, line_rows
from lunarcurator.services.lending.line_accounts import LineTold, lines_told
from lunarcurator.services.lending.naming import desk_meant
from lunarcurator.services.lending.reaching import name_on
from lunarcurator.services.lending.records import BorrowerRecord, LoanRecord, loan_record
from lunarcurator.services.mass_words import by_size
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words


def show_loan(told: Namespace, console: Console) -> Exit:
    """Show one loan with its lines."""
    with reading(told.store, console) as session:
        moment = moment_of(session, told.as_of)
        uid = desk_meant(session, Subject.LOAN, told.loan, moment).uid
        record = loan_record(session, console.words, uid, moment)
        assert record is not None, "a loan that was just found is in the book"  # noqa: S101
        known = line_rows(session, record.ids, moment)
        rows = [row for _, row in sorted(known.items(), key=lambda each: text_key(each[1].code))]
        accounts = lines_told(session, (row.uid for row in rows), moment)
        if told.json:
            lines = [line_as_json(row, accounts[row.uid]) for row in rows]
            console.tell_json({**_loan_as_json(record, lines), **loan_in_as_json(record, rows)})
            return Exit.DONE
        _tell_loan(record, rows, console, session.day_of(moment))
        for row in rows:
            console.tell(line_text(row, accounts[row.uid], console.words, session.day_of(moment), whose=False))
            for note in line_notes(accounts[row.uid], console.words):
                console.tell(" " * 18 + note)
    return Exit.DONE


def list_loans(told: Namespace, console: Console) -> Exit:
    """List the lines that are out, overdue, or of one borrower; or the agreements that expire."""
    with reading(told.store, console) as session:
        moment = moment_of(session, told.as_of)
        if told.expiring:
            return _list_agreements(session, console, moment, as_json=told.json)
        borrower = desk_meant(session, Subject.PERSON, told.borrower).uid if told.borrower else None
        listed = _listed(session, told, borrower, moment)
        if told.json:
            console.tell_json(listed.as_json())
        else:
            listed.tell(console)
    return Exit.DONE


@dataclass(frozen=True, slots=True)
class _Listed:
    """The lines that `told` asks for, those that others are owed, and those reported lost.

    What was reported lost is listed for as long as its borrower answers for it.
    """

    told: Namespace
    day: Day
    entry: int
    rows: Sequence[LineRow]
    sums: LineSum
    owed: Sequence[LineRow]
    lost: Sequence[LineRow]
    accounts: Mapping[Uid, LineTold]

    def as_json(self) -> dict[str, object]:
        """Return all of it as JSON."""
        lines = [line_as_json(row, self.accounts[row.uid]) for row in self.rows]
        theirs = {"owed_to_others": [line_as_json(row, self.accounts[row.uid]) for row in self.owed]}
        lost = [line_as_json(row, self.accounts[row.uid]) for row in self.lost]
        head = {"as_of": show_day(self.day), "entry": self.entry, "lines": lines, "reported_lost": lost}
        return {**head, **theirs} if self.told.overdue else head

    def tell(self, console: Console) -> None:
        """Write the lines one below the other, with what they come to."""
        self._tell_lines(self.rows, console)
        sums, count = self.sums, len(self.rows)
        if self.told.in_care:
            console.state("cli.loans_in_care", count=count)
        else:
            key = "cli.loans_unweighed" if sums.held_sum.unweighed and not sums.held_sum.ug else "cli.loans_listed"
            console.state(key, count=count, mass=by_size(sums.held), unweighed=sums.held_sum.unweighed)
        if self.owed:
            console.state("cli.loans_owed", count=len(self.owed))
        self._tell_lines(self.owed, console)
        if self.lost:
            console.state("cli.loans_lost", count=len(self.lost))
        self._tell_lines(self.lost, console)

    def _tell_lines(self, rows: Sequence[LineRow], console: Console) -> None:
        for row in rows:
            console.tell(line_text(row, self.accounts[row.uid], console.words, self.day, whose=True))


def _listed(session: StoreSession, told: Namespace, borrower: Uid | None, moment: Moment) -> _Listed:
    day = session.day_of(moment)
    rows, sums = _found(session, _wish(told, day, borrower), moment)
    owed: Sequence[LineRow] = ()
    if told.overdue and not borrower:
        owed, _ = _found(session, LineWish(day, Concern.OWED_LATE), moment)
    lost: Sequence[LineRow] = ()
    if not borrower and not told.in_care and not told.overdue:
        lost, _ = _found(session, LineWish(day, Concern.LOST), moment)
    accounts = lines_told(session, (row.uid for row in (*rows, *owed, *lost)), moment)
    return _Listed(
        told=told,
        day=day,
        entry=session.head().seq,
        rows=rows,
        sums=sums,
        owed=owed,
        lost=lost,
        accounts=accounts,
    )


def _wish(told: Namespace, day: Day, borrower: Uid | None) -> LineWish:
    """Return which lines are asked for: those in care, overdue, of one borrower, or all that are out."""
    if told.in_care:
        return LineWish(day, states=(str(LineState.IN_CARE),))
    if told.overdue:
        return LineWish(day, Concern.OVERDUE, borrower=borrower)
    return LineWish(day, None if borrower else Concern.OPEN, borrower=borrower)


def _found(session: StoreSession, wish: LineWish, moment: Moment) -> tuple[list[LineRow], LineSum]:
    ids, sums = find_lines(session, wish, moment)
    known = line_rows(session, ids, moment)
    return [known[each] for each in ids], sums


def _list_agreements(session: StoreSession, console: Console, moment: Moment, *, as_json: bool) -> Exit:
    rows = expiring(session, moment=moment)
    if as_json:
        told = [
            {
                "number": row.agreement.code,
                "person": row.person,
                "until": iso_day(row.agreement.until),
                "state": str(row.state),
            }
            for row in rows
        ]
        day = show_day(session.day_of(moment))
        console.tell_json({"as_of": day, "entry": session.head().seq, "agreements": told})
        return Exit.DONE
    states = [console.words.label(f"agreement_state.{row.state}") for row in rows]
    cells = [
        (
            row.agreement.code,
            show_day(row.agreement.until),
            state,
            name_on(console.words, row.person, row.ended, row.ended_how, session.day_of(moment)),
        )
        for row, state in zip(rows, states, strict=True)
    ]
    for line in in_columns(cells):
        console.tell(line)
    console.state("cli.agreements_listed", count=len(rows))
    return Exit.DONE


def _name(record: BorrowerRecord | None, words: Words, day: Day) -> str:
    if record is None:
        return ""
    person = record.person
    return name_on(words, person.name, person.ended, person.ended_how, day)


def _tell_loan(record: LoanRecord, rows: Sequence[LineRow], console: Console, day: Day) -> None:
    loan, words = record.loan, console.words
    agreement = record.agreement.code if record.agreement else ""
    since = loan.requested_stated
    told = {
        "loan": loan.code,
        "kind": words.label(f"care_kind.{loan.care}" if loan.care else f"loan_kind.{loan.kind}"),
        "borrower": _name(record.borrower, words, day),
        **loan_in_told(record, rows, words),
        "agreement": agreement,
        "taken_in" if record.lender else "requested": since
        or (show_day(loan.requested_said) if loan.requested_said else ""),
        "purpose": loan.purpose,
        "plan": loan.plan,
        "round": loan.round,
        "project": loan.project,
        "project_until": show_day(loan.project_until) if loan.project_until else "",
        "remarks": loan.remarks,
        "closed": show_day(loan.closed) if loan.closed else "",
    }
    for key, text in told.items():
        if text:
            console.tell(f"{filled(words.say(f'cli.loan_field.{key}') + ':', 16)} {text}")


def _loan_as_json(record: LoanRecord, lines: list[dict[str, Any]]) -> dict[str, Any]:
    loan = record.loan
    return {
        "number": loan.code,
        "uid": loan.uid,
        "kind": str(loan.kind),
        "borrower": record.borrower.person.name if record.borrower else None,
        "agreement": record.agreement.code if record.agreement else None,
        "agreement_state": str(record.agreement_state) if record.agreement_state else None,
        "purpose": loan.purpose or None,
        "plan": loan.plan or None,
        "round": loan.round or None,
        "project": loan.project or None,
        "project_until": iso_day(loan.project_until),
        "remarks": loan.remarks or None,
        "requested": iso_day(loan.requested_said),
        "closed": iso_day(loan.closed),
        "requested_stated": loan.requested_stated or None,
        "lines": lines,
    }
