"""The paper of an inventory: who is asked for what, and for each borrower a page to answer and sign on."""

from lunarcurator.documents.mass_sums import MassSum
from lunarcurator.documents.model import MassFigure
from lunarcurator.documents.papers.filling import Facts, Row
from lunarcurator.domain.days import Day, show_day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.known_mass import KnownMass
from lunarcurator.domain.lending.rounds import Besides
from lunarcurator.services.lending.rounds import LineInRound, PersonInRound, read_round
from lunarcurator.services.papers.loan_book import LoanBook
from lunarcurator.services.papers.loans import opened_book
from lunarcurator.services.papers.paper_context import PaperContext


def inventory_list(context: PaperContext) -> Facts:
    """Gather a round: the borrowers with how they stand, then the lines of each as they were frozen (AM-6)."""
    record = read_round(context.session, _asked(context))
    told = {
        "round": record.round.code,
        "frozen": context.day(record.round.frozen),
        "deadline": context.day(record.round.deadline),
        "count": str(sum(len(each.lines) for each in record.people)),
    }
    with opened_book(context) as book:
        people = tuple(_person(book, each) for each in record.people)
    return Facts(record.round.code, told, {"people": people})


def _asked(context: PaperContext) -> Uid:
    with opened_book(context) as book:
        return book.asked(Subject.ROUND).uid


def _person(book: LoanBook, person: PersonInRound) -> Row:
    context = book.context
    held = MassSum()
    for each in person.lines:
        held.add(MassFigure.of(each.held))
    return {
        "borrower": book.called(book.person(person.uid)),
        "signer": book.borrower(person.uid)["signer"],
        "institution": person.institution,
        "lines": len(person.lines),
        "unknown": held.blank,
        # Unknown is not zero: a borrower of pieces nobody weighed answers for an unknown mass.
        "held": held.figure or context.say("mass.unknown"),
        "answered": person.answered or None,
        "unanswered": person.unanswered,
        "asked": tuple(_line(context, each) for each in person.lines),
        "besides": tuple(_besides(each) for each in person.besides),
    }


def _line(context: PaperContext, line: LineInRound) -> Row:
    remarks = (_aside(context, line), _accounted(context, line), line.remarks)
    return {
        "code": line.code,
        "number": line.number or line.described,
        "form": context.term("form", line.form),
        "issued": line.issued or None,
        # What is out and has no due day was given none: there is nothing yet to be set.
        "due": _due(context, line),
        "held": MassFigure.of(line.held) or context.say("mass.unknown"),
        "answer": context.term("round_answer", line.answer),
        "found": _stated(line.stated if line.answer else None),
        "remarks": "; ".join(each for each in remarks if each),
    }


def _due(context: PaperContext, line: LineInRound) -> Day | str:
    """Return the due day or that there is none, and the day by which it is asked back where it was recalled."""
    due = line.due or context.words.label("paper.no_due_day")
    if not line.asked_back or line.asked_back == line.due:
        return due
    told = show_day(due) if isinstance(due, int) else due
    return context.words.say("paper.due_recalled", {"due": told, "by": line.asked_back})


def _besides(each: Besides) -> Row:
    return {"text": each.text, "found": _stated(each.mass), "remarks": each.remarks}


def _stated(mass: KnownMass | None) -> MassFigure | str:
    """Return a mass as the borrower stated it; room to write one in where none is."""
    return MassFigure.of(mass) or ""


def _aside(context: PaperContext, line: LineInRound) -> str:
    """Return why an answer was set aside, so that the borrower answers again."""
    return context.words.say("round.set_aside", {"why": line.aside}) if line.aside else ""


def _accounted(context: PaperContext, line: LineInRound) -> str:
    """Return by what a line is accounted for of which its borrower need say nothing any more."""
    if line.answer is not None or line.asked_for:
        return ""
    # What was out is closed by a document; what is open and not asked for passed to another person in one act.
    facts = {"by": str(line.closed_by or "responsibility"), "day": show_day(line.closed) if line.closed else ""}
    return context.words.say("round.accounted_for", facts)
