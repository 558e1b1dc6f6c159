"""What a paper counts it lists: nobody can look for a piece of which only the number is told."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.domain.acts import Act, Authority, Override, Posting
from lunarcurator.domain.operations import CheckPlace, Consume, DeclareLost, Extra, Operation, Register
from lunarcurator.domain.operations.requesting import Decided, DecideLines, Decision
from lunarcurator.services.cases import all_cases
from lunarcurator.services.demonstration import CURATOR, make_demonstration
from lunarcurator.services.papers.making import paper_of
from lunarcurator.services.papers.paper_context import PaperWanted
from lunarcurator.services.posting import Posted
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words

from tests.made_once import copied_file
from tests.services.papers.papers import MESSAGES, said, tables

TEMPLATES = Path("resources/documents")
COUNTS = {"count", "elsewhere", "missing", "extra"}
"""Facts that say of how many things a paper tells."""
IDENTIFYING = {"number", "entry"}
"""What a list of things has, and a list of sums or of signatures has not."""
OF = {
    "annual_inventory": ("R. Responsible (demo)", ("Pieces",)),
    "container_contents": ("DEMO-C5", ("Pieces",)),
    "count_record": ("", ("Seen elsewhere", "Missing", "Extra")),
    "day_sheet": ("", ("Entries recorded",)),
    "incident_record": ("", ("Missing", "Found, identity in doubt", "Found")),
    "inventory_list": ("R-2026-01", ("Lines",)),
    "pick_list": ("L-2026-003", ("Pieces",)),
    "section_list": ("70002", ("Butts, sections and mounts",)),
    "vault_inventory": ("DEMO-C5", ("Pieces",)),
}
"""What each paper that counts is made of here, and how it calls what it counts."""


@pytest.fixture
def session(tmp_path: Path) -> Iterator[StoreSession]:
    opened = StoreSession.open(copied_file(make_demonstration, tmp_path / "demo.lunar"))
    yield opened
    opened.close()


@pytest.fixture
def words() -> Words:
    return Words.load("en", MESSAGES, strict=True)


def post(session: StoreSession, operation: Operation) -> Posted:
    posting = Posting(acts=(Act(operation=operation, day=session.today),), operator=CURATOR)
    found = session.preview(posting).findings
    return session.post(
        Posting(
            acts=posting.acts,
            operator=CURATOR,
            overrides=tuple(Override(key=each.key, reason="seen so") for each in found),
        )
    )


def counted(session: StoreSession) -> Posted:
    """Count a tray: one piece of another cabinet, one on loan, one used up, and two that nobody knows."""
    post(session, Consume(sample="70002,184", evidence="Report 1"))
    post(session, Register(collection="Practice", number="Loose one", form="chip"))
    seen, missing = ("Practice soil 2", "Practice soil 2,1"), ("练习样品 3",)
    extra = (
        Extra(sample="14321,184"),
        Extra(sample="Practice rock 1,2"),
        Extra(sample="70002,184"),
        Extra(sample="Loose one"),
        Extra(text="77777"),
        Extra(remarks="a grain in foil"),
    )
    return post(session, CheckPlace(place="Tray 3", seen=seen, missing=missing, extra=extra))


def lost(session: StoreSession) -> None:
    """Declare two pieces lost; the case of it is the last."""
    loss = DeclareLost(samples=("14321,184", "Practice rock 1,1"), report="Report 2", circumstances="in the post")
    act = Act(operation=loss, day=session.today)
    session.post(
        Posting(
            acts=(act,),
            operator=CURATOR,
            witness="P. Processor (demo)",
            overrides=(Override(key="lost.needs_authority", reason="searched"),),
            authority=Authority(name="W. Witness (demo)", document="Minutes 7"),
        )
    )


def test_every_paper_that_counts_is_looked_at() -> None:
    counting = {
        path.stem
        for path in TEMPLATES.glob("*.json")
        if any(f'"fact": "{each}"' in path.read_text(encoding="utf-8") for each in COUNTS)
    }
    assert counting == set(OF)
    assert all(json.loads((TEMPLATES / f"{key}.json").read_text(encoding="utf-8")) for key in OF)


@pytest.mark.parametrize("key", sorted(OF))
def test_what_a_paper_counts_it_lists(session: StoreSession, words: Words, key: str) -> None:
    counted(session)
    line = Decided(line="L-2026-003/1", decision=Decision.APPROVED, granted_ug=100_000)
    post(session, DecideLines(body="Committee", lines=(line,)))
    of, labels = OF[key]
    if key == "incident_record":
        lost(session)
        of = all_cases(session)[-1].code
    paper = paper_of(session, words, PaperWanted(key, of))
    told = said(paper)
    listed = sum(len(each.rows) for each in tables(paper) if IDENTIFYING & {column.key for column in each.columns})
    assert sum(int(told[label]) for label in labels) == listed, told
    assert listed


def test_the_record_of_a_count_says_of_each_extra_where_the_book_has_it(
    session: StoreSession, words: Words
) -> None:
    counted(session)
    paper = paper_of(session, words, PaperWanted("count_record"))
    assert said(paper)["Place"] == "Tray 3"
    (table,) = tables(paper)
    keys = [each.key for each in table.columns]
    told = {str(row[keys.index("number")]): str(row[keys.index("expected")]) for row in table.rows}
    vault = "Demonstration site › Demonstration building › Clean room › Demonstration vault P"
    assert told == {
        "练习样品 3": f"{vault} › Cabinet 8 › Tray 3",
        "14321,184": f"{vault} › Cabinet 8 › Tray 1",
        "70002,184": "consumed",
        "Practice rock 1,2": "out, line L-2026-001/2",
        "Loose one": "no place stated",
        "77777": "unknown to the book",
        "a grain in foil": "unknown to the book",
    }
