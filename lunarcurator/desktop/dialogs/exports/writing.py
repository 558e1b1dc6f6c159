"""Writes a report as the file its name ends in, pages included, while somebody watches."""

from pathlib import Path
from typing import NamedTuple

from lunarcurator.desktop.lanes import Ticket
from lunarcurator.desktop.paper.press import pages_of
from lunarcurator.desktop.paper.printing import write_pdf
from lunarcurator.documents.rendering import RenderStopped
from lunarcurator.services.exporting import Wanted, export, paper_of_report
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words

PDF = ".pdf"
SUFFIXES = (".xlsx", ".csv", PDF, ".html")
"""What can be written, in the order in which it is offered."""


class Written(NamedTuple):
    """How much is in a file: rows, or pages where it is a PDF."""

    rows: int
    pages: int = 0


def write_report(session: StoreSession, words: Words, wanted: Wanted, path: Path, ticket: Ticket) -> Written:
    """Write a report, whole or not at all, on any thread; raises `RenderStopped` and what `export` raises."""
    if path.suffix.lower() != PDF:
        return Written(export(session, words, wanted, path, ticket.progress, ticket.should_stop))
    paper = paper_of_report(session, words, wanted, ticket.progress, ticket.should_stop)
    pages = pages_of(paper)
    if not write_pdf(pages, path, paper.title, ticket.progress, ticket.should_stop):
        raise RenderStopped("document.stopped", rows=0)
    return Written(0, pages.pages)
