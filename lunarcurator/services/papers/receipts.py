"""The receipt of a return: how each line stands, which pieces came back, and the documents behind it."""

from collections.abc import Iterable, Iterator, Sequence

from lunarcurator.documents.model import MassFigure, Value
from lunarcurator.documents.papers.filling import Facts, Row
from lunarcurator.domain.days import Day
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.lending.kept import Document, documents, entries
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.sub_samples import BACK
from lunarcurator.domain.moments import Moment
from lunarcurator.services.papers.ground import Ground, PaperRefused, place_text
from lunarcurator.services.papers.loan_book import LoanBook, document_rows
from lunarcurator.services.papers.loans import loan_facts, opened_book
from lunarcurator.store.reads.came_back import days_back
from lunarcurator.store.reads.inventory import local_ids
from lunarcurator.store.reads.past import rows_at
from lunarcurator.store.reads.rows import PieceRow


def return_receipt(ground: Ground) -> Facts:
    """Gather what came back of a loan piece by piece, how each line was closed, and what is still out (RET)."""
    with opened_book(ground) as book:
        loan = book.lent()
        lines = [line for line in book.lines("loan", loan.uid) if line.moves]
        if not lines:
            raise PaperRefused("paper.nothing_went_out", of=loan.code)
        still = [line for line in lines if line.is_open]
        owed = tuple(
            {"what": ground.term("owed", each.what), "text": each.text, "due": each.due or None}
            for each in loan.still_owed
        )
        told = {**loan_facts(book, loan), "still": str(len(still)), "all_back": "" if still else "1"}
        rows: dict[str, Sequence[Row]] = {
            "lines": tuple(book.rows(lines)),
            "back": tuple(_came_back(book, lines)),
            "documents": document_rows(ground, _behind(lines)),
            "owed": owed,
        }
        return Facts(loan.code, told, rows)


def _came_back(book: LoanBook, lines: Iterable[Line]) -> Iterator[Row]:
    """Yield every piece that came back, with its number, both masses, and how and where it was taken in."""
    ground = book.ground
    for line in lines:
        told = entries(line.fields, BACK)
        days = days_back(book.connection, line.uid) if told else {}
        for uid, each in sorted(told, key=lambda piece: days[piece[0]]):
            row = _taken_in(book, uid, days[uid])
            yield {
                "code": line.code,
                "day": days[uid],
                "number": row.number,
                "name": each["name"],
                "what": ground.words.label("paper.came_itself" if each["itself"] else "paper.came_split"),
                "form": ground.term("form", row.values.get("form")),
                "stated": _mass(ground, each["stated_ug"], "paper.not_stated"),
                "weighed": _mass(ground, each["ug"], "paper.not_weighed"),
                "condition": ground.term("condition", row.values.get("condition")),
                "place": place_text(row),
            }


def _taken_in(book: LoanBook, uid: Uid, day: Day) -> PieceRow:
    """Return a piece as it stood at the end of the day on which it came back, wherever it went since."""
    (row,) = rows_at(book.connection, list(local_ids(book.connection, [uid])), Moment(day=day)).values()
    return row


def _mass(ground: Ground, ug: int | None, lacking: str) -> Value:
    return ground.say(lacking) if ug is None else MassFigure(ug)


def _behind(lines: Iterable[Line]) -> Iterable[Document]:
    """Return the documents that the moves of these lines rest on, each once: one sheet may close many lines."""
    found: dict[tuple[str, str, str, Day], Document] = {}
    for line in lines:
        named = {move.document for move in line.moves}
        for each in documents(line.fields):
            if each.name in named:
                found.setdefault((str(each.kind), each.name, each.sha256, each.day), each)
    return found.values()
