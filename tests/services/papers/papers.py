"""Makes papers of a history, in either language, with words that miss nothing."""

from pathlib import Path

from lunarcurator.documents.papers.blocks import Entry, Fields, Paper, Table
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.services.papers.making import paper_of
from lunarcurator.services.papers.paper_context import PaperWanted
from lunarcurator.services.words import Words

from tests.services.ledgers.history import History

MESSAGES = Path(__file__).parents[3] / "resources" / "languages"


def made(history: History, paper: str, of: str = "", language: str = "en", moment: Moment = NOW) -> Paper:
    words = Words.load(language, MESSAGES, strict=True)
    return paper_of(history.session, words, PaperWanted(paper, of, moment=moment))


def tables(paper: Paper) -> list[Table]:
    return [block for block in paper.blocks if isinstance(block, Table)]


def column(table: Table, key: str) -> list[object]:
    at = [each.key for each in table.columns].index(key)
    return [row[at] for row in table.rows]


def said(paper: Paper) -> dict[str, str]:
    """What the fields of a paper say, by label."""
    entries: list[Entry] = [each for block in paper.blocks if isinstance(block, Fields) for each in block.entries]
    return {each.label: each.text for each in entries}
