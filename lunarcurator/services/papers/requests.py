"""The paper a committee decides by: who asks, what for, what each line would take, and who else wants it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from lunarcurator.documents.model import Value
from lunarcurator.documents.papers.filling import Facts, Row
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.lending.availability import Availability, availability
from lunarcurator.domain.lending.borrower_standing import standing_of
from lunarcurator.domain.lending.lines import LEFT, Line
from lunarcurator.domain.lending.loans import Loan
from lunarcurator.domain.lending.terms import CareKind, LineMode
from lunarcurator.domain.pieces import PieceState
from lunarcurator.services.lending.borrower_standing import standing_lines
from lunarcurator.services.lending.demand import Demand, demand_in, demand_sentences
from lunarcurator.services.lending.records import ledger_of
from lunarcurator.services.papers.loan_book import LoanBook
from lunarcurator.services.papers.loans import loan_facts, opened_book
from lunarcurator.services.papers.paper_context import PaperContext, known_value

_QUIET = frozenset({"", "open", "research"})
"""Access and use of which a committee needs no word."""


def request_summary(context: PaperContext) -> Facts:
    """Gather what a committee reads of a request: who, what for, each line with what it would take (CHK, CAPTEM).

    Beside it stand who else asks for the same pieces, how the borrower stands, and what is held already.
    """
    with opened_book(context) as book:
        loan = Loan.of(book.asked(Subject.LOAN))
        lines = book.lines("loan", loan.uid)
        ledger = ledger_of(context.session, book.connection)
        # Once a part is weighed out the line names the part; what was asked for is the stock.
        asked = [replace(line, sample=line.source or line.sample) for line in lines]
        told = zip(lines, book.rows(asked), strict=True)
        rows = [{**row, **_would_take(line, ledger, context)} for line, row in told]
        holds = _holds(book, loan)
        tables: dict[str, Sequence[Row]] = {
            "lines": tuple(rows),
            "others": tuple({"text": each} for each in _others(lines, ledger, context)),
            "holds": tuple(book.rows(holds)),
            "standing": tuple({"text": each} for each in _standing(loan, ledger, context)),
            "decisions": _decisions(loan, context),
        }
        facts = {**loan_facts(book, loan), **_lender(book, loan), "earlier": str(len(holds))}
        return Facts(loan.code, facts, tables)


def _lender(book: LoanBook, loan: Loan) -> dict[str, str]:
    """Return whose the pieces of a loan in are, and why they are here; nothing where the lab lends."""
    house = book.institution(loan.lender)
    if house is None:
        return {"lender": "", "care": ""}
    told = {"lender": house.name, "address": house.address, "country": house.country}
    return {**told, "care": book.context.term("care_kind", loan.care or CareKind.LOAN_IN)}


def _holds(book: LoanBook, loan: Loan) -> list[Line]:
    """Return the lines that the borrower answers for already, on other loans."""
    if loan.borrower is None:
        return []
    return [each for each in book.lines("borrower", loan.borrower) if each.state in LEFT and each.loan != loan.uid]


def _would_take(line: Line, ledger: LedgerState, context: PaperContext) -> Row:
    """Return what a line would take of its stock and leave of it, the sections there are, and what lies on it.

    A part that was weighed out for the line counts as still there: a committee reads what it decides, or decided.
    """
    uid = line.source or line.sample
    piece = ledger.piece_or_none(uid) if uid else None
    if piece is None:
        return {"percent": "", "left": None, "sections": "", "flags": ""}
    there, drawn = availability(ledger, piece, (line.uid,)), _drawn_ug(line, ledger)
    if there.held_ug is not None:
        there = replace(there, held_ug=there.held_ug + drawn)
    asked = line.optimum_ug if line.optimum_ug is not None else there.held_ug
    percent = there.percent_of(asked) if asked is not None else None
    told: dict[str, object] = {
        "percent": context.words.say("paper.percent", {"part": percent}) if percent is not None else "",
        "left": _left(line, there, asked),
        "sections": str(there.sections_left) if there.sections_left is not None else "",
        "flags": _flags(piece, there, context),
    }
    if drawn and there.held_ug is not None:
        told["mass"] = known_value(there.known(there.held_ug))
    return told


def _flags(piece: PieceState, there: Availability, context: PaperContext) -> str:
    """Return what lies on a piece: how it may be used, to which lines it is promised, what restricts it."""
    marks = (("access", piece.access), ("basic_use", piece.basic_use))
    flags = [context.word(area, code) for area, code in marks if code not in _QUIET]
    flags += [context.words.say("paper.promised", {"line": each.code}) for each in there.wholly]
    known = ", ".join(filter(None, (*flags, piece.restriction)))
    return known[:1].upper() + known[1:]


def _drawn_ug(line: Line, ledger: LedgerState) -> int:
    """Return what was weighed out of the stock for a line, in ug."""
    if line.source is None or line.sample is None:
        return 0
    return line.account.issued_ug if line.moves else ledger.piece(line.sample).held_ug


def _left(line: Line, there: Availability, asked: int | None) -> Value:
    """Return what a line by weight would leave of its stock to promise to others; None where nobody can say."""
    takes = line.granted_ug if line.granted_ug is not None else asked
    if line.mode is not LineMode.BY_WEIGHT or there.left_ug is None or takes is None:
        return None
    return known_value(there.known(there.left_ug - takes))


def _others(lines: Sequence[Line], ledger: LedgerState, context: PaperContext) -> Iterator[str]:
    """Yield side by side who else asks for the pieces of a request, where anybody does."""
    mine = {line.uid for line in lines}
    for piece in dict.fromkeys(line.source or line.sample for line in lines):
        demand: Demand | None = demand_in(ledger, piece) if piece else None
        if demand is not None:
            theirs = tuple(each for each in demand.asking if each.line.uid not in mine)
            yield from demand_sentences(replace(demand, asking=theirs), context.words)


def _standing(loan: Loan, ledger: LedgerState, context: PaperContext) -> list[str]:
    if loan.borrower is None:
        return []
    told = standing_of(ledger, loan.borrower, context.session.today)
    return [each.text for each in standing_lines(told, context.words)]


def _decisions(loan: Loan, context: PaperContext) -> tuple[Row, ...]:
    return tuple(
        {
            "body": each.body,
            "day": each.day,
            "final": context.words.label("paper.final" if each.final else "paper.step"),
        }
        for each in loan.decisions
    )
