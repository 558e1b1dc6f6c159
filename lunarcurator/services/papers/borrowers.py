"""The papers of borrowers: letters and the annual inventory."""

from lunarcurator.documents.papers.filling import Facts
from lunarcurator.domain.days import Day, show_day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.people import Person
from lunarcurator.domain.lending.rounds import Round
from lunarcurator.domain.lending.terms import Letter
from lunarcurator.services.papers.ground import Ground, PaperRefused
from lunarcurator.services.papers.loan_book import LoanBook, to_write_on
from lunarcurator.services.papers.loans import opened_book
from lunarcurator.store.reads.desks import desks


def reminder_letter(ground: Ground) -> Facts:
    """Gather a letter about what is due: the lines of a borrower whose day is to come, the earliest first.

    Nobody can return by a day gone by, or be reminded of what is asked back: these have letters of their own.
    """
    with opened_book(ground) as book:
        person, lines = _out_with(book)
        to_come = [line for line in lines if not line.recalled and line.by >= ground.desk.today]
        if not to_come:
            raise PaperRefused("paper.nothing_due", of=person.name)
        to_come.sort(key=lambda line: line.by)
        return _letter(book, person, Letter.REMINDER, to_come, _due(to_come))


def overdue_letter(ground: Ground) -> Facts:
    """Gather a letter about what should have come back: the overdue lines of a borrower, never undated ones."""
    with opened_book(ground) as book:
        person, lines = _out_with(book)
        late = [line for line in lines if line.is_overdue(ground.desk.today)]
        if not late:
            raise PaperRefused("paper.nothing_overdue", of=person.name)
        return _letter(book, person, Letter.OVERDUE, late, _due(late))


def recall_letter(ground: Ground) -> Facts:
    """Gather a letter that asks pieces back: the lines of a borrower that were recalled."""
    with opened_book(ground) as book:
        person, lines = _out_with(book)
        recalled = [line for line in lines if line.recalled]
        if not recalled:
            raise PaperRefused("paper.nothing_recalled", of=person.name)
        # Nobody can be asked back by a day that has gone by: that is what the letter about overdue lines is for.
        to_come = [day for day in _due(recalled) if day >= ground.desk.today]
        return _letter(book, person, Letter.RECALL, recalled, to_come or [line.recalled for line in recalled])


def annual_inventory(ground: Ground) -> Facts:
    """Gather the inventory of a borrower to sign: what the latest round asks for, or all that is out (AM-6)."""
    with opened_book(ground) as book:
        person = Person.of(book.asked(Subject.PERSON))
        rounds = [Round.of(row.state) for row in desks(book.connection, Subject.ROUND)]
        asked = [each for each in rounds if person.uid in each.expects and not each.closed]
        latest = max(asked, key=lambda each: each.frozen, default=None)
        lines = book.lines("borrower", person.uid)
        if latest is None:
            kept = [line for line in lines if line.is_open]
        else:
            kept = [line for line in lines if line.fields.get(f"round/{latest.uid}")]
        if not kept:
            raise PaperRefused("paper.nothing_held", of=person.name)
        told = {
            **book.borrower(person.uid),
            "round": latest.code if latest else "",
            "frozen": ground.day(latest.frozen if latest else ground.desk.today),
            "deadline": ground.day(latest.deadline) if latest else "",
            "count": str(len(kept)),
        }
        record = f"{latest.code if latest else show_day(ground.desk.today)}/{person.name}"
        ticks = ("seen", "used", "back", "passed", "gone", "query")
        return Facts(record, told, {"lines": to_write_on(book.rows(kept), ticks, blank=("weighed", "remarks"))})


def _out_with(book: LoanBook) -> tuple[Person, list[Line]]:
    person = Person.of(book.asked(Subject.PERSON))
    return person, [line for line in book.lines("borrower", person.uid) if line.is_open]


def _due(lines: list[Line]) -> list[Day]:
    return [line.by for line in lines if line.by]


def _letter(book: LoanBook, person: Person, kind: Letter, lines: list[Line], days: list[Day]) -> Facts:
    """Gather a letter about lines; it names the earliest of the days it is about."""
    told = {**book.borrower(person.uid), "count": str(len(lines)), "day": show_day(book.ground.desk.today)}
    told["by"] = book.ground.day(min(days, default=0))
    rows = [{**row, "recalled": line.recalled or None} for row, line in zip(book.rows(lines), lines, strict=True)]
    # One day writes to many, and to one of several things: the number tells these letters apart.
    return Facts(f"{told['day']}/{kind}/{person.name}", told, {"lines": tuple(rows)})
