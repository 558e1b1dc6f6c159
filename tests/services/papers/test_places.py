import pytest
from lunarcurator.documents.model import MassFigure
from lunarcurator.documents.papers.blocks import Heading
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.mass_display import shown_mass
from lunarcurator.domain.moments import Moment
from lunarcurator.domain.operations import CheckPlace, Move
from lunarcurator.services.papers.making import paper_of
from lunarcurator.services.papers.paper_context import PaperRefused, PaperWanted
from lunarcurator.services.to_do.checks import checks
from lunarcurator.services.words import Words

from tests.services.ledgers.history import History
from tests.services.papers.papers import MESSAGES, column, made, said, tables


def test_container_contents_go_through_the_containers_and_add_up(history: History) -> None:
    history.post(Move(to="Vault 1", samples=("15555,1",)))
    paper = made(history, "container_contents", "Room 1")
    (table,) = tables(paper)
    numbers = column(table, "number")
    assert numbers[0] == "15555,1"
    assert column(table, "within")[0] == "Vault 1"
    total = table.totals[[each.key for each in table.columns].index("mass")]
    known = sum(each.ug for each in column(table, "mass") if isinstance(each, MassFigure))
    assert str(total).startswith(f"\u2265 {shown_mass(known, 'g')}")
    assert str(total).endswith(f", {sum(isinstance(each, str) for each in column(table, 'mass'))} not known")
    told = said(paper)
    assert (told["Container"], told["Pieces"]) == ("Room 1", str(len(numbers)))
    assert made(history, "container_contents", "CAB-1").record == "CAB-1"


def test_what_a_container_held_on_a_day_is_told_as_it_was(history: History) -> None:
    then = made(history, "container_contents", "Lab", moment=Moment(day=19710101))
    now = made(history, "container_contents", "Lab")
    held = [set(column(tables(each)[0], "number")) for each in (then, now)]
    assert held[0] < held[1]
    with pytest.raises(PaperRefused) as caught:
        made(history, "container_contents", "Tray 7", moment=Moment(day=19600101))
    assert caught.value.key == "paper.not_in_book"


def test_a_vault_inventory_has_a_group_for_each_container_with_boxes_to_tick(history: History) -> None:
    history.post(Move(to="Vault 1", samples=("15555,1",)))
    paper = made(history, "vault_inventory", "Vault 1")
    headings = [block.text for block in paper.blocks if isinstance(block, Heading)]
    assert headings[0].startswith("Vault 1 (")
    first = tables(paper)[0]
    assert column(first, "seen") == ["\u2610"] * len(first.rows)
    assert tables(paper)[-1].blank == 5


def test_the_record_of_a_count_has_what_differed(history: History) -> None:
    with pytest.raises(PaperRefused):
        made(history, "count_record")
    held = made(history, "container_contents", "CAB-1")
    numbers = [str(each) for each in column(tables(held)[0], "number")]
    history.post(CheckPlace(place="Cabinet 1", missing=tuple(numbers)))
    (check,) = checks(history.session)
    paper = made(history, "count_record", check.code)
    assert column(tables(paper)[0], "number") == numbers
    assert said(paper)["Missing"] == str(len(numbers))
    assert made(history, "count_record").blocks == paper.blocks
    for text in (f"#{check.code}", f" #{check.code}"):
        assert made(history, "count_record", text).blocks == paper.blocks
    words = Words.load("en", MESSAGES, strict=True)
    assert paper_of(history.session, words, PaperWanted("count_record", uid=check.uid)).blocks == paper.blocks
    for wanted in (PaperWanted("count_record", "none"), PaperWanted("count_record", uid=Uid("f" * 32))):
        with pytest.raises(PaperRefused) as caught:
            paper_of(history.session, words, wanted)
        assert caught.value.key == "check.none_such"
