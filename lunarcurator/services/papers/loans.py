"""The papers of loans and agreements: agreement, request, assignment, certificate, receipt, return sheet."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from lunarcurator.documents.papers.filling import Facts, Row
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.lending.agreements import Agreement
from lunarcurator.domain.lending.lines import LEFT, PROMISED, Line
from lunarcurator.domain.lending.loans import Loan
from lunarcurator.domain.lending.people import Person
from lunarcurator.domain.lending.sub_samples import came_back, reported
from lunarcurator.domain.naming import as_told
from lunarcurator.services.lending.agreements import state_on
from lunarcurator.services.papers.loan_book import LoanBook, document_rows, to_write_on
from lunarcurator.services.papers.paper_context import PaperContext, PaperRefused
from lunarcurator.store.past_source import PastSource
from lunarcurator.store.reads.came_back import days_back
from lunarcurator.store.source import StoreSource

_BLANK_ROWS = 5


@contextmanager
def opened_book(context: PaperContext) -> Iterator[LoanBook]:
    """Give the loan desk as it stood at the moment a paper is of, as one snapshot of the store."""
    with context.session.database.snapshot() as connection:
        moment = context.wanted.moment
        lens = context.session.lens(connection, moment)
        source = StoreSource(connection) if moment.is_now else PastSource(connection, lens)
        yield LoanBook(context, connection, source)


def _code(book: LoanBook, uid: Uid | None) -> str:
    agreement = book.agreement(uid)
    return agreement.code if agreement else ""


def loan_agreement(context: PaperContext) -> Facts:
    """Gather a loan agreement: the parties, its term, the security plan, and the pieces promised under it."""
    with opened_book(context) as book:
        agreement = Agreement.of(book.asked(Subject.AGREEMENT))
        lines = [line for line in book.lines("agreement", agreement.uid) if line.state in PROMISED]
        cosigner = book.person(agreement.cosigner)
        told = {
            **book.borrower(agreement.person, [agreement.uid]),
            "kind": context.term("agreement_kind", agreement.kind),
            "state": context.term("agreement_state", state_on(context.session, agreement, book.day)),
            "cosigner": book.called(cosigner),
            **{key: context.day(getattr(agreement, key)) for key in ("since", "until", "approved", "signed")},
            "plan_review": context.day(agreement.plan_review),
            "security_plan": agreement.security_plan,
            "officials": " · ".join(filter(None, (agreement.official, agreement.co_official))),
            "renews": _code(book, agreement.renews),
            "renewed_by": _code(book, agreement.renewed_by),
            **_signatures(book, agreement, book.person(agreement.person), cosigner),
            "international": "1" if agreement.kind == "international" else "",
        }
        renewals = tuple(
            {"day": each.day, "before": each.before, "until": each.until} for each in agreement.renewals
        )
        rows = {"lines": tuple(book.rows(lines)), "renewals": renewals}
        return Facts(agreement.code, told, {**rows, "documents": document_rows(context, agreement.documents)})


def _signatures(
    book: LoanBook, agreement: Agreement, person: Person | None, cosigner: Person | None
) -> dict[str, str]:
    """Return who signed, each day in the box of its name; anybody else gets a box of their own.

    Who answers for nothing any more has a box only where that person signed before.
    """
    day, by = book.context.day(agreement.signed), agreement.signed_by
    boxes = {"person_day": day if _is(person, by) else "", "cosigner_day": day if _is(cosigner, by) else ""}
    return {
        **boxes,
        "signer": _signing(book, person, boxes["person_day"]),
        "cosigner_signs": _signing(book, cosigner, boxes["cosigner_day"]),
        "signed_by": by,
        "signed_other": by if not any(boxes.values()) else "",
        "signed_day": day,
        "for_lab": agreement.for_lab,
    }


def _signing(book: LoanBook, person: Person | None, signed: str) -> str:
    return person.name if person and (signed or person.is_answerable(book.day)) else ""


def _is(person: Person | None, name: str) -> bool:
    """Tell whether a typed name is one of a person's, in any script."""
    told = " ".join(name.split()).casefold()
    return person is not None and told in {
        " ".join(each.split()).casefold() for each in (person.name, *person.names)
    }


def assignment_form(context: PaperContext) -> Facts:
    """Gather one assignment form for each piece that goes or went out on a loan, for the borrower (AM-5).

    Before a piece is out no mass was issued and nobody has received it.
    """
    with opened_book(context) as book:
        loan, lines = _going(book)
        rows = list[Row]()
        for line, row in zip(lines, _rows_going(book, lines), strict=True):
            one = row if line.moves else {**row, "issued": None}
            rows.append({**row, "one": (one,)})
        return Facts(loan.code, loan_facts(book, loan), {"lines": tuple(rows)})


def pick_list(context: PaperContext) -> Facts:
    """Gather what is to be fetched for a loan, in the order of the places where it is, with boxes to tick."""
    with opened_book(context) as book:
        loan = book.lent()
        of_loan = book.lines("loan", loan.uid)
        lines = [line for line in of_loan if line.state in PROMISED - LEFT]
        if not lines:
            gone = any(line.issued for line in of_loan)
            raise PaperRefused("paper.nothing_to_fetch" if gone else "paper.nothing_granted", of=loan.code)
        rows = sorted(book.rows(lines), key=lambda row: str(row["place"]))
        told = {**loan_facts(book, loan), "count": str(len(rows))}
        return Facts(loan.code, told, {"lines": to_write_on(rows, ticks=("fetched",))})


def sample_certificate(context: PaperContext) -> Facts:
    """Gather one sample certificate for each piece of a loan: number, name, mass, responsible person (CN-b9)."""
    with opened_book(context) as book:
        loan, lines = _going(book)
        rows = [{**row, "one": (row,)} for row in _rows_going(book, lines)]
        return Facts(loan.code, loan_facts(book, loan), {"lines": tuple(rows)})


def return_sheet(context: PaperContext) -> Facts:
    """Gather the return accountability of each open line of a loan, to fill in by the borrower (F-75 kind, RET).

    Accountable mass stands as it was then, with the sub-samples reported before; the rest is to be written.
    """
    with opened_book(context) as book:
        loan = book.lent()
        lines = [line for line in book.lines("loan", loan.uid) if line.is_open]
        if not lines:
            raise PaperRefused("paper.nothing_is_out", of=loan.code)
        told = loan_facts(book, loan)
        rows = [
            {
                **row,
                # Each sheet stands by itself: the borrower with all names, as on every other paper.
                "borrower": told["borrower"],
                "due_day": context.day(row["due"]) if isinstance(row["due"], int) else row["due"],
                "made": _made(book, line),
                "account": _account(context, row),
            }
            for row, line in zip(book.rows(lines), lines, strict=True)
        ]
        return Facts(loan.code, told, {"lines": tuple(rows)})


def _going(book: LoanBook) -> tuple[Loan, list[Line]]:
    loan = book.lent()
    lines = [
        line for line in book.lines("loan", loan.uid) if line.sample and (line.moves or line.state in PROMISED)
    ]
    if not lines:
        raise PaperRefused("paper.nothing_prepared", of=loan.code)
    return loan, lines


def _rows_going(book: LoanBook, lines: Sequence[Line]) -> list[Row]:
    """Return what papers say of lines, with `left` empty for what has not left the lab yet."""
    return [{**row, "left": "1" if line.moves else ""} for line, row in zip(lines, book.rows(lines), strict=True)]


def loan_facts(book: LoanBook, loan: Loan) -> dict[str, str]:
    """Return what every paper of a loan says of it as a whole."""
    context, agreement = book.context, book.agreement(loan.agreement)
    people = [book.person(uid) for uid in loan.co]
    return {
        **book.borrower(loan.borrower, [loan.agreement]),
        "loan": loan.code,
        "kind": context.term("loan_kind", loan.kind),
        "agreement": agreement.code if agreement else "",
        "agreement_until": context.day(agreement.until) if agreement else "",
        "co": ", ".join(book.called(person) for person in people if person),
        "purpose": loan.purpose,
        "plan": loan.plan,
        "round": loan.round,
        "project": loan.project,
        "project_until": context.day(loan.project_until),
        "requested": loan.requested_stated or context.day(loan.requested_said),
        "conditions": loan.conditions,
        "remarks": loan.remarks,
    }


def _account(context: PaperContext, row: Row) -> tuple[Row, ...]:
    """Return the lines of the account in the order of the sheet: what is known, and what is to be written."""
    known = (("held", row["held"]),)
    blank = ("returned_whole", "returned_splits", "consumed", "lost", "transferred", "retained", "sum")
    told = [{"what": context.say(f"return_sheet.{key}"), "mass": mass} for key, mass in known]
    told += [{"what": context.say(f"return_sheet.{key}"), "mass": None} for key in blank]
    return to_write_on(told, blank=("stated", "how"))


def _made(book: LoanBook, line: Line) -> tuple[Row, ...]:
    """Return the sub-samples the borrower reported and what came home of the line, then empty rows to write on.

    What is home already says so, and since when, and is not asked back.
    """
    context, home = book.context, _home(book, line)
    rows: list[Row] = []
    for each in reported(line):
        came = home.pop(each.sample) if each.sample else ""
        came = came or (context.say("return_sheet.gone") if each.gone else "")
        rows.append(_part(each.name, context.term("form", each.form), each.ug, came))
    others = (each for each in came_back(line) if each.uid in home)
    # The column is the borrower's word; what our balance said stands in the remark.
    rows += [_part(each.name, "", each.stated_ug, home[each.uid]) for each in others]
    blank = _part("", "", None, "")
    return (*rows, *[blank] * max(_BLANK_ROWS - len(rows), 2))


def _home(book: LoanBook, line: Line) -> dict[Uid, str]:
    """Return of each part of a line that came home when it did, and under which number."""
    read = {each.uid: each.ug for each in came_back(line) if not each.itself}
    parts = list(read)
    parts += [each.sample for each in reported(line) if each.sample and each.sample not in parts]
    days, ledger = days_back(book.connection, line.uid, book.moment) if parts else {}, book.ledger()
    pieces = [ledger.piece(uid) for uid in parts]
    found = {}
    for each in pieces:
        day = days.get(each.uid, each.first_day)
        ug = read.get(each.uid)
        facts = {"day": day, "number": as_told(ledger, each.uid), "ug": ug}
        key = "return_sheet.home" if ug is None else "return_sheet.home_read"
        found[each.uid] = book.context.words.say(key, facts)
    return found


def _part(name: str, form: str, ug: int | None, came: str) -> Row:
    return {"name": name, "form": form, "mass": ug, "back": "" if came else "\u2610", "remarks": came}
