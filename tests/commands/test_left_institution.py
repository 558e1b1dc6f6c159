"""Who left an institution under whose agreement lines are out: asked, and the institution answers still."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.conftest import Ended
from tests.commands.lab_that_lends import BY, lab_that_lends
from tests.commands.test_lending import LOAN, issued

type Run = Callable[..., Ended]
HOUSE = "Institute B"
LEAVE = ("borrower", "change-person")
UNTIL = ("--at", HOUSE, "--until", "2020-01-01")


@pytest.fixture
def lending(run: Run, store: str) -> str:
    lab_that_lends(run, store, day="2026-03-01")
    ended = run("borrower", "change-institution", store, HOUSE, "--country", "China", "--address", "Street 1", *BY)
    assert ended.code == 0, ended.err
    issued(run, store)
    return store


@pytest.fixture
def left(run: Run, lending: str) -> str:
    """The store after the affiliation was ended with a reason."""
    asked = run(*LEAVE, lending, "Borrower A", *UNTIL, *BY)
    assert asked.code == 3
    assert "agreement A-2026-001" in asked.err
    assert "2 lines are out" in asked.err
    ended = run(*LEAVE, lending, "Borrower A", *UNTIL, *BY, "--because", "left long ago, says a letter")
    assert ended.code == 0, ended.err
    return lending


@pytest.mark.parametrize(
    ("paper", "of"), [("packing_list", "S-2026-001"), ("return_sheet", LOAN), ("annual_inventory", "Borrower A")]
)
def test_papers_name_the_institution_of_the_agreement(run: Run, left: str, paper: str, of: str) -> None:
    ended = run("print", paper, "--from", left, "--of", of, "--to", "paper.html")
    assert ended.code == 0, ended.err
    told = Path("paper.html").read_text(encoding="utf-8")
    assert all(each in told for each in (HOUSE, "Street 1", "China"))


@pytest.mark.parametrize("day", [(), ("--as-of", "2026-05-03")])
def test_places_and_pieces_name_it_too(run: Run, left: str, day: tuple[str, ...]) -> None:
    for command in (("places", left), ("show", left, "CE5C0000YJYX03501GP")):
        ended = run(*command, *day)
        assert ended.code == 0, ended.err
        assert HOUSE in ended.out, command
