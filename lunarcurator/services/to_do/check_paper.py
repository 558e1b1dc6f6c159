"""What differed at a count on pages, for two people to sign."""

from lunarcurator.documents.papers.blocks import Foot, Paper
from lunarcurator.documents.rendering import Watch, never, unseen
from lunarcurator.services.clock import local_time
from lunarcurator.services.exporting.paper import report_paper
from lunarcurator.services.papers.making import words_of
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.to_do.checks import Check, document_of_check
from lunarcurator.services.words import Words


def paper_of_check(session: StoreSession, words: Words, check: Check, *, who: str = "") -> tuple[Paper, int]:
    """Return what differed at a count on pages, and how many rows differ."""
    printed = f"{local_time(session.now_us(), session.time_zone):%Y-%m-%d %H:%M}"
    document, rows, told = document_of_check(session, words, check, who)
    foot = Foot(told.store, told.sequence, told.as_of, told.digest, printed)
    return report_paper(document, foot, words_of(words), Watch(unseen, never)), rows
