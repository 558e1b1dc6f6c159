"""Writes what an inventory sends out, workbooks and the list as PDF, whole or not at all."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from lunarcurator.desktop.lanes import Ticket
from lunarcurator.desktop.paper.press import pages_of
from lunarcurator.desktop.paper.printing import write_pdf
from lunarcurator.documents.rendering import RenderStopped
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.days import Day
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.identity import LineRef, OperatorRef, Uid, ref_of
from lunarcurator.domain.lending.terms import Letter
from lunarcurator.domain.operations.issuing import RecordLetter
from lunarcurator.file_names import is_there
from lunarcurator.services.lending.round_books import export_round
from lunarcurator.services.lending.rounds import RoundRecord, read_round
from lunarcurator.services.papers.making import paper_of
from lunarcurator.services.papers.paper_context import PaperWanted
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words


class RoundWritten(NamedTuple):
    """What was written: how many workbooks, for which lines, and how many pages the list has (0 for none).

    `gone` says of each borrower who may not be reached how he ended, and who is there.
    """

    books: int
    lines: tuple[Uid, ...]
    pages: int
    gone: tuple[str, ...] = ()


def write_round(
    session: StoreSession, words: Words, round_: Uid, folder: Path, ticket: Ticket, *, listed: bool
) -> RoundWritten:
    """Write the workbooks of a round into a folder, and the list to print if wanted, on any thread.

    Raises `RenderStopped` where it is called off, and what `export_round` and `write_pdf` raise: then no file of
    it is left.
    """
    record = read_round(session, round_)
    steps = len(record.asked) + listed
    books = export_round(
        session, words, record, folder, lambda done, _total: ticket.progress(done, steps), ticket.should_stop
    )
    try:
        pages = _write_list(session, words, record, folder, ticket) if listed else 0
    except BaseException:
        for path in books:
            path.unlink(missing_ok=True)
        raise
    ticket.progress(steps, steps)
    lines = tuple(line.uid for person in record.asked for line in person.asked_for)
    return RoundWritten(len(books), lines, pages, gone_in(words, record))


def gone_in(words: Words, record: RoundRecord) -> tuple[str, ...]:
    """Return what is said of the borrowers of a round whom nothing that is sent may reach."""
    return tuple(words.say("letters.gone", gone.facts(person.name)) for person, gone in record.gone)


def record_sent(lines: Sequence[Uid], operator: OperatorRef, day: Day) -> Posting:
    """Return the posting that records that the letter of an inventory went out for lines."""
    letter = RecordLetter(lines=tuple(LineRef(ref_of(each)) for each in lines), letter=Letter.INVENTORY)
    return Posting(acts=(Act(operation=letter, day=day),), operator=operator)


def _write_list(session: StoreSession, words: Words, record: RoundRecord, folder: Path, ticket: Ticket) -> int:
    paper = paper_of(session, words, PaperWanted("inventory_list", uid=record.round.uid))
    path = folder / f"{record.round.code} {paper.title}.pdf"
    if is_there(path):
        raise Refusal("round.book_exists", file=path.name)
    if ticket.should_stop():
        raise RenderStopped("document.stopped", rows=0)
    pages = pages_of(paper)
    if not write_pdf(pages, path, paper.title, should_stop=ticket.should_stop):
        raise RenderStopped("document.stopped", rows=0)
    return pages.pages
