"""What somebody entrusted to the lab, on the command line: for whom a piece is here, until when, and why."""

from collections.abc import Iterator, Sequence
from typing import Any

from lunarcurator.domain.days import Day, iso_day, show_day
from lunarcurator.domain.known_mass import KnownMass
from lunarcurator.domain.lending.terms import LineState
from lunarcurator.services.lending.browsing import LineRow
from lunarcurator.services.lending.loans_of_piece import PieceLoan
from lunarcurator.services.lending.records import LoanRecord
from lunarcurator.services.lending.taken_in import TakenIn
from lunarcurator.services.mass_words import by_size
from lunarcurator.services.words import Words


def care_lines(held: PieceLoan | None, words: Words) -> Iterator[tuple[str, str]]:
    """Yield for whom a piece is in the lab's care, on which line, and when he wants it back; nothing for None."""
    if held is None:
        return
    yield words.say("cli.care.for"), words.say("cli.care.told", {"lender": held.lender, "kind": held.care})
    facts = {"line": held.code, "since": show_day(held.received)}
    yield words.say("cli.away.line"), words.say("cli.away.since", facts)
    until = {"day": held.due} if held.due else {}
    yield words.say("cli.care.until"), words.say("cli.care.day" if held.due else "cli.care.no_day", until)


def care_as_json(held: PieceLoan | None) -> dict[str, Any]:
    """Return the same as JSON; None where a piece is in nobody else's name here."""
    if held is None:
        return {"in_care": None}
    told = {
        "line": held.code,
        "kind": held.care,
        "lender": held.lender,
        "since": iso_day(held.received),
        "until": iso_day(held.due),
    }
    return {"in_care": told}


def loan_in_told(record: LoanRecord, rows: Sequence[LineRow], words: Words) -> dict[str, str]:
    """Return by field whose a loan in is, by which document, and when it goes home; nothing of other loans."""
    if record.lender is None:
        return {}
    due = _first_due(rows)
    return {
        "lender": record.lender.name,
        "came_in": _came_in(record, words),
        "document": ", ".join(each.name for each in record.loan.documents),
        "due": show_day(due) if due else "",
    }


def _came_in(record: LoanRecord, words: Words) -> str:
    """Return what came in: masses that are known, and how many pieces nobody weighed."""
    came = record.taken_in or TakenIn(KnownMass(0), 0)
    told = [by_size(came.known)] if came.known.ug or not came.unknown else []
    told += [words.say("cli.care.unweighed", {"unweighed": came.unknown})] if came.unknown else []
    return ", ".join(told)


def loan_in_as_json(record: LoanRecord, rows: Sequence[LineRow]) -> dict[str, Any]:
    """Return the same as JSON with the code of why it is here; None where the lab lends."""
    return {
        "care": str(record.loan.care) if record.loan.care else None,
        "lender": record.lender.name if record.lender else None,
        "documents": [each.name for each in record.loan.documents],
        "taken_in_ug": record.taken_in.known.ug if record.taken_in else None,
        "taken_in_unweighed": record.taken_in.unknown if record.taken_in else None,
        "give_back_by": iso_day(_first_due(rows)) if record.lender else None,
    }


def _first_due(rows: Sequence[LineRow]) -> Day:
    """Return the first day by which something that is still here goes home, 0 for none."""
    return min((each.due for each in rows if each.state == LineState.IN_CARE and each.due), default=0)
