"""The papers of borrowers: letters, the annual inventory, the report to the authority."""

from lunarcurator.documents.model import MassFigure
from lunarcurator.documents.papers.filling import Facts, Row
from lunarcurator.domain.accounts import Account
from lunarcurator.domain.days import Day, last_day, parse_day, show_day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.lending.lines import Line, LineMove
from lunarcurator.domain.lending.people import Person
from lunarcurator.domain.lending.rounds import Round
from lunarcurator.domain.lending.terms import Step
from lunarcurator.domain.status import Title
from lunarcurator.services.papers.ground import Ground, PaperRefused
from lunarcurator.services.papers.loan_book import LoanBook, to_write_on
from lunarcurator.services.papers.loans import opened_book
from lunarcurator.store.reads import loan_sums
from lunarcurator.store.reads.desks import desks


def reminder_letter(ground: Ground) -> Facts:
    """Gather a letter about what is due: every dated line that is out with a borrower, the earliest first."""
    with opened_book(ground) as book:
        person, lines = _out_with(book)
        dated = sorted((line for line in lines if line.due), key=lambda line: line.due or 0)
        if not dated:
            raise PaperRefused("paper.nothing_due", of=person.name)
        return _letter(book, person, dated, _due(dated))


def overdue_letter(ground: Ground) -> Facts:
    """Gather a letter about what should have come back: the overdue lines of a borrower, never undated ones."""
    with opened_book(ground) as book:
        person, lines = _out_with(book)
        late = [line for line in lines if line.is_overdue(ground.desk.today)]
        if not late:
            raise PaperRefused("paper.nothing_overdue", of=person.name)
        return _letter(book, person, late, _due(late))


def recall_letter(ground: Ground) -> Facts:
    """Gather a letter that asks pieces back: the lines of a borrower that were recalled."""
    with opened_book(ground) as book:
        person, lines = _out_with(book)
        recalled = [line for line in lines if line.recalled]
        if not recalled:
            raise PaperRefused("paper.nothing_recalled", of=person.name)
        # Nobody can be asked back by a day that has gone by: that is what the letter about overdue lines is for.
        to_come = [day for day in _due(recalled) if day >= ground.desk.today]
        return _letter(book, person, recalled, to_come or [line.recalled for line in recalled])


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
        record = latest.code if latest else show_day(ground.desk.today)
        ticks = ("seen", "used", "back", "passed", "gone")
        return Facts(record, told, {"lines": to_write_on(book.rows(kept), ticks, blank=("weighed", "remarks"))})


def loan_status_report(ground: Ground) -> Facts:
    """Gather stored, lent, returned and consumed by basic use, for a year or until a day of it (CN-cdxkw)."""
    typed = ground.wanted.of.strip() or str(ground.desk.today // 10_000)
    until = min(last_day(parse_day(typed)), ground.desk.today)
    since = until // 10_000 * 10_000
    with opened_book(ground) as book:
        lines = [Line.of(row.state) for row in desks(book.connection, Subject.LINE)]
        pieces = book.pieces(lines)
        moved: dict[tuple[bool, str], dict[Step, int]] = {}
        for line in lines:
            row = pieces.get(line.sample) if line.sample else None
            use = str(row.values.get("basic_use") or "") if row else ""
            theirs = row is not None and row.values.get("title") == Title.HELD_FOR
            for move in _within(line, since, until):
                of_use = moved.setdefault((theirs, use), {})
                of_use[move.step] = of_use.get(move.step, 0) + move.ug
        held = loan_sums.held_by_use(book.connection, until)
    uses = sorted({*held, *moved})
    kept = {each: _use(ground, each[1], held.get(each, {}), moved.get(each, {})) for each in uses}
    told = {"since": show_day(since + 101), "until": show_day(until)}
    own = tuple(row for (theirs, _), row in kept.items() if not theirs)
    others = tuple(row for (theirs, _), row in kept.items() if theirs)
    return Facts(show_day(until), told, {"uses": own, "others": others})


def _use(ground: Ground, use: str, held: dict[Account, int], moved: dict[Step, int]) -> Row:
    stored = held.get(Account.HERE, 0) + held.get(Account.REMOTE, 0)
    issued = moved.get(Step.ISSUED, 0)
    figures = {
        "stored": stored,
        "lent": held.get(Account.LOAN, 0),
        "shown": held.get(Account.DISPLAY, 0),
        "issued": issued,
        "returned": moved.get(Step.RETURNED, 0),
        "consumed": moved.get(Step.CONSUMED, 0),
        "lost": moved.get(Step.LOST, 0),
    }
    word = ground.term("basic_use", use) if use else ground.say("paper.use_not_stated")
    return {"use": word, **{key: MassFigure(ug) for key, ug in figures.items()}}


def _within(line: Line, since: Day, until: Day) -> list[LineMove]:
    return [move for move in line.moves if since <= move.day <= until]


def _out_with(book: LoanBook) -> tuple[Person, list[Line]]:
    person = Person.of(book.asked(Subject.PERSON))
    return person, [line for line in book.lines("borrower", person.uid) if line.is_open]


def _due(lines: list[Line]) -> list[Day]:
    return [line.by for line in lines if line.by]


def _letter(book: LoanBook, person: Person, lines: list[Line], days: list[Day]) -> Facts:
    """Gather a letter about lines; it names the earliest of the days it is about."""
    told = {**book.borrower(person.uid), "count": str(len(lines)), "day": show_day(book.ground.desk.today)}
    told["by"] = book.ground.day(min(days, default=0))
    rows = [{**row, "recalled": line.recalled or None} for row, line in zip(book.rows(lines), lines, strict=True)]
    return Facts(show_day(book.ground.desk.today), told, {"lines": tuple(rows)})
