"""The papers of borrowers: letters and the annual inventory."""

from collections.abc import Iterator
from dataclasses import replace

from lunarcurator.documents.papers.filling import Facts, Row
from lunarcurator.domain.days import Day, earliest, show_day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.lending.agreements import Agreement
from lunarcurator.domain.lending.lines import Line, asked_back_by
from lunarcurator.domain.lending.people import Person
from lunarcurator.domain.lending.rounds import Round, is_asked_for
from lunarcurator.domain.lending.terms import Letter, LineState
from lunarcurator.domain.rules.letters import is_near, letter_of, named_by
from lunarcurator.domain.rules.requests import policy_of_piece
from lunarcurator.services.lending.reaching import gone_of
from lunarcurator.services.lending.records import ledger_of
from lunarcurator.services.papers.loan_book import LoanBook, to_write_on
from lunarcurator.services.papers.loans import opened_book
from lunarcurator.services.papers.paper_context import PaperContext, PaperRefused
from lunarcurator.store.reads.records import records


def reminder_letter(context: PaperContext) -> Facts:
    """Gather a reminder: the lines of a borrower that are overdue, and apart those due as soon as it may say.

    What is asked back by a day to come has a letter of its own, and what is due later is not written about yet.
    """
    with opened_book(context) as book:
        person, lines = _out_with(book)
        late = [line for line in lines if line.is_overdue(context.session.today)]
        soon = [line for line in lines if _is_reminded_of(book, line)]
        if not late and not soon:
            raise PaperRefused("paper.nothing_due", of=person.name)
        facts = _letter(book, person, Letter.REMINDER, late + soon, _due(soon))
        told = facts.rows["lines"]
        return replace(facts, rows={"late": told[: len(late)], "soon": told[len(late) :]})


def overdue_letter(context: PaperContext) -> Facts:
    """Gather a letter about what should have come back: the overdue lines of a borrower, never undated ones."""
    with opened_book(context) as book:
        person, lines = _out_with(book)
        late = [line for line in lines if line.is_overdue(context.session.today)]
        if not late:
            raise PaperRefused("paper.nothing_overdue", of=person.name)
        return _letter(book, person, Letter.OVERDUE, late, _due(late))


def recall_letter(context: PaperContext) -> Facts:
    """Gather a letter that asks pieces back: the lines of a borrower that were recalled."""
    with opened_book(context) as book:
        person, lines = _out_with(book)
        recalled = [line for line in lines if line.recalled]
        if not recalled:
            raise PaperRefused("paper.nothing_recalled", of=person.name)
        # Nobody can be asked back by a day that has gone by: that is what the letter about overdue lines is for.
        by = named_by(Letter.RECALL, recalled, context.session.today)
        return _letter(book, person, Letter.RECALL, recalled, [by])


def annual_inventory(context: PaperContext) -> Facts:
    """Gather the inventory of a borrower to sign: what the latest round asks for, or all that is out (AM-6)."""
    with opened_book(context) as book:
        person = Person.of(book.asked(Subject.PERSON))
        rounds = [Round.of(row.state) for row in records(book.connection, Subject.ROUND, book.lens)]
        asked = [each for each in rounds if person.uid in each.expects and not each.closed]
        latest = max(asked, key=lambda each: each.frozen, default=None)
        kept = [line for line in book.lines("borrower", person.uid) if _is_asked(line, latest, person, book.day)]
        if not kept:
            raise PaperRefused("paper.nothing_held", of=person.name)
        told = {
            **_answering(book, person, kept),
            "round": latest.code if latest else "",
            "frozen": context.day(latest.frozen) if latest else "",
            "as_of": context.day(book.day),
            "deadline": context.day(latest.deadline) if latest else "",
            "count": str(len(kept)),
        }
        record = f"{latest.code if latest else show_day(book.day)}/{person.name}"
        ticks = ("seen", "used", "back", "passed", "gone", "query")
        return Facts(record, told, {"lines": to_write_on(book.rows(kept), ticks, blank=("weighed", "remarks"))})


def _answering(book: LoanBook, person: Person, lines: list[Line]) -> dict[str, str]:
    return book.borrower(person.uid, [line.agreement for line in lines])


def _is_asked(line: Line, latest: Round | None, person: Person, day: Day) -> bool:
    return is_asked_for(line, latest.uid, person.uid, day) if latest is not None else line.is_open


def _out_with(book: LoanBook) -> tuple[Person, list[Line]]:
    """Return a borrower and the lines that are out, the one to be back first before the others, undated last."""
    person = Person.of(book.asked(Subject.PERSON))
    lines = (line for line in book.lines("borrower", person.uid) if line.is_open)
    return person, sorted(lines, key=lambda line: (not line.by, line.by))


def _is_reminded_of(book: LoanBook, line: Line) -> bool:
    """Tell whether a line that is out is due as soon as a reminder may name it, and neither late nor recalled."""
    today = book.context.session.today
    loan, ledger = book.loan(line.loan), ledger_of(book.context.session, book.connection)
    # What is out has a loan and a piece; so much only a type checker doubts.
    if letter_of(line, today) is not Letter.REMINDER or loan is None or line.sample is None:
        return False
    return is_near(line, policy_of_piece(ledger, ledger.piece(line.sample), loan.kind), today)


def _due(lines: list[Line]) -> list[Day]:
    return [line.by for line in lines if line.by]


def _letter(book: LoanBook, person: Person, kind: Letter, lines: list[Line], days: list[Day]) -> Facts:
    """Gather a letter about lines; it names the earliest of the days it is about."""
    told = {
        **_answering(book, person, lines),
        "count": str(len(lines)),
        "day": show_day(book.context.session.today),
    }
    told["by"] = book.context.day(earliest(days))
    late = sum(line.is_overdue(book.context.session.today) for line in lines)
    told["late"] = book.context.words.say("paper.recalled_late", {"count": late, "of": len(lines)}) if late else ""
    days_of = ({"recalled": _back(book, line), "by": line.by or None, "was_due": line.due} for line in lines)
    told_rows = zip(lines, book.rows(lines), days_of, strict=True)
    rows = [{**row, **days, **_held_by(line, row, gone=bool(told["gone"]))} for line, row, days in told_rows]
    # One day writes to many, and to one of several things: the number tells these letters apart.
    record = f"{told['day']}/{kind}/{person.name}"
    return Facts(record, told, {"lines": tuple(rows)}, warnings=tuple(_gone(book, person, lines)))


def _held_by(line: Line, row: Row, *, gone: bool) -> Row:
    """Return what of a line is answered for, or is out all the same where nobody does."""
    mine = not gone and line.state is not LineState.TRANSIT
    return {"held": row["held"] if mine else None, "still_out": None if mine else row["held"]}


def _back(book: LoanBook, line: Line) -> Day | None:
    return asked_back_by(line.by, line.recalled, book.context.session.today) or None


def _gone(book: LoanBook, person: Person, lines: list[Line]) -> Iterator[str]:
    """Yield that a letter may reach nobody, and who else is there, as the list of letters says it."""
    people = [Person.of(row.state) for row in records(book.connection, Subject.PERSON, book.lens)]
    rows = records(book.connection, Subject.AGREEMENT, book.lens)
    agreements = {row.state.uid: Agreement.of(row.state) for row in rows}
    gone = gone_of(person, people, book.day, agreements, (line.agreement for line in lines))
    if gone is not None:
        yield book.context.words.say("letters.gone", gone.facts(person.name))
