"""What a day that has not come shows is known to nobody: no command states it."""

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.commands.parsing import make_parser
from lunarcurator.services.words import Words

from tests.commands.conftest import Ended

type Run = Callable[..., Ended]

TO = ("--to", "out.csv")
CASES = {
    "export": ("export", "inventory", "--from", "a.lunar", *TO),
    "print": ("print", "vault_inventory", "--from", "a.lunar", "--to", "out.html"),
    "show": ("show", "a.lunar", "10017"),
    "attention": ("attention", "a.lunar"),
    "balance": ("balance", "a.lunar"),
    "places": ("places", "a.lunar"),
    "loans": ("loans", "a.lunar"),
    "loan show": ("loan", "show", "a.lunar", "L-1"),
    "borrowers": ("borrowers", "a.lunar"),
    "agreements": ("agreements", "a.lunar"),
}
"""For each command that takes `--as-of`: how it runs. A new one is missed here by name."""


def of_any_day(parser: argparse.ArgumentParser, name: str = "") -> Iterator[str]:
    """Yield each command, at any depth, with an option for the day it shows."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for key, below in action.choices.items():
                yield from of_any_day(below, f"{name} {key}".strip())
        elif "--as-of" in action.option_strings:
            yield name


def test_every_command_of_any_day_is_tried() -> None:
    assert set(of_any_day(make_parser(Words.load("en", resources_folder() / "languages")))) == set(CASES)


@pytest.mark.parametrize("command", CASES)
@pytest.mark.parametrize("day", ["2199", "2199-05", "2199-05-01"])
def test_no_command_shows_a_day_that_has_not_come(run: Run, rocks: str, command: str, day: str) -> None:
    ended = run(*CASES[command], "--as-of", day)
    assert (ended.code, ended.out) == (2, "")
    assert f"{day} has not come yet" in ended.err
    assert not [*Path.cwd().glob("out.*")]


@pytest.mark.parametrize("paper", ["day_sheet", "loan_status_report"])
def test_no_paper_is_of_a_day_that_has_not_come(run: Run, rocks: str, paper: str) -> None:
    ended = run("print", paper, "--from", rocks, "--of", "2199", "--to", "out.html")
    assert (ended.code, Path("out.html").exists()) == (2, False)
    assert "2199 has not come yet" in ended.err
