"""Every paper tells two pieces of one number apart, wherever it names them."""

from collections.abc import Iterator, Sequence

import pytest
from lunarcurator.documents.model import Column, Value
from lunarcurator.documents.papers.blocks import Block, Checks, Code, Fields, Heading, Lines, Paper, Table, Text
from lunarcurator.documents.plain_text import shown
from lunarcurator.domain.errors import Refusal
from lunarcurator.services.papers.gatherers import GATHERERS
from lunarcurator.services.papers.making import paper_of, templates
from lunarcurator.services.papers.paper_context import PaperWanted
from lunarcurator.services.words import Words

from tests.namesakes.twins import HOME, NUMBERS, PERSON, bare, of_both
from tests.scenarios.lab import Lab

SUBJECTS = {
    "loan": ("L-1", "L-2", "L-3"),
    "agreement": ("A-1",),
    "borrower": (PERSON,),
    "shipment": ("S-1", "S-2"),
    "line": ("L-1/1", "L-1/2", "L-2/1"),
    "piece": of_both(HOME),
    "place": ("Cabinet 1", "Section library", "Lab"),
    "round": ("R-1",),
    "period": ("2026",),
    "check": ("",),
    "case": tuple(f"{seq}-1" for seq in range(1, 60)),
    "operation": ("split", "return_line"),
    "day": ("2026-11-24",),
    "entry": tuple(f"#{seq}" for seq in range(1, 60)),
}
NAMES_NOTHING = frozenset({"blank_form", "loan_status_report"})
"""Papers that nobody has filled in, and that count."""


def rows(paper: Paper) -> Iterator[list[str]]:
    """Yield what a paper says, each row of a table, and each field, by itself."""
    yield [paper.title, paper.record]
    for block in paper.blocks:
        if isinstance(block, Table):
            yield from (of_table(row, block.columns) for row in (*block.rows, block.totals))
        else:
            yield from ([each] for each in texts(block))


def of_table(row: Sequence[Value], columns: Sequence[Column]) -> list[str]:
    return [shown(value, column) for value, column in zip(row, columns, strict=False)]


def texts(block: Block) -> Sequence[str]:
    match block:
        case Fields():
            return [each.text for each in block.entries]
        case Heading() | Text():
            return block.text.splitlines()
        case Code():
            return [block.caption, block.text]
        case Checks():
            return [each.label for each in block.boxes]
        case Lines():
            return [block.label]
    return []


def made(lab: Lab, words: Words, key: str) -> Iterator[Paper]:
    for of in SUBJECTS[templates()[key].subject]:
        try:
            yield paper_of(lab.session, words, PaperWanted(key, of))
        except Refusal:
            continue


@pytest.mark.parametrize("key", sorted(GATHERERS))
def test_a_paper_names_no_shared_number_alone(lab: Lab, words: Words, key: str) -> None:
    told = [row for paper in made(lab, words, key) for row in rows(paper)]
    assert [found for row in told for found in bare(row)] == []
    assert any(f"Apollo:{each}" in str(row) for each in NUMBERS for row in told) or key in NAMES_NOTHING
