"""The paper of an inventory: who is asked for what, and for each borrower a page to answer and sign on."""

from lunarcurator.documents.model import MassFigure
from lunarcurator.documents.papers.filling import Facts, Row
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.known_mass import finest
from lunarcurator.services.lending.rounds import LineInRound, PersonInRound, read_round
from lunarcurator.services.papers.ground import Ground
from lunarcurator.services.papers.loans import opened_book


def inventory_list(ground: Ground) -> Facts:
    """Gather a round: the borrowers with how they stand, then the lines of each as they were frozen (AM-6)."""
    record = read_round(ground.desk, _asked(ground))
    told = {
        "round": record.round.code,
        "frozen": ground.day(record.round.frozen),
        "deadline": ground.day(record.round.deadline),
        "count": str(sum(len(each.lines) for each in record.people)),
    }
    return Facts(record.round.code, told, {"people": tuple(_person(ground, each) for each in record.people)})


def _asked(ground: Ground) -> Uid:
    with opened_book(ground) as book:
        return book.asked(Subject.ROUND).uid


def _person(ground: Ground, person: PersonInRound) -> Row:
    known = [each.held_ug for each in person.lines if each.held_ug is not None]
    fine = finest(*(each.resolution_ug for each in person.lines if each.held_ug is not None))
    return {
        "borrower": person.name,
        "signer": person.name,
        "institution": person.institution,
        "lines": len(person.lines),
        "unknown": len(person.lines) - len(known),
        # Unknown is not zero: a borrower of pieces nobody weighed answers for an unknown mass.
        "held": MassFigure(sum(known), fine) if known else ground.say("mass.unknown"),
        "answered": person.answered or None,
        "unanswered": person.unanswered,
        "asked": tuple(_line(ground, each) for each in person.lines),
    }


def _line(ground: Ground, line: LineInRound) -> Row:
    known = None if line.held_ug is None else MassFigure(line.held_ug, line.resolution_ug)
    return {
        "code": line.code,
        "number": line.number or line.described,
        "form": ground.term("form", line.form),
        "issued": line.issued or None,
        "due": line.due,
        "held": known or ground.say("mass.unknown"),
        "answer": ground.term("round_answer", line.answer),
        "found": "",
        "remarks": line.remarks,
    }
