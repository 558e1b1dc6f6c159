"""What a day that has not come shows is known to nobody: no command states it."""

import argparse
import json
import re
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
    "loan list": ("loan", "list", "a.lunar"),
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


JSON = (
    *(("show", "d.lunar", number, "--json") for number in ("15555,46", "Practice rock 1,2", "Practice soil 2,2")),
    ("attention", "d.lunar", "--json"),
    ("places", "d.lunar", "--json"),
    ("places", "d.lunar", "R. Responsible (demo)", "--json"),
    ("borrowers", "d.lunar", "--json"),
    ("agreements", "d.lunar", "--json"),
    ("loans", "d.lunar", "--json"),
    ("loans", "d.lunar", "--expiring", "--json"),
    ("loan", "show", "d.lunar", "L-2026-001", "--json"),
    ("recall", "d.lunar", "15555", "--json"),
)


def days_as_numbers(told: object, key: str = "") -> Iterator[str]:
    """Yield what holds a number that may be a day; masses say so by their name."""
    if isinstance(told, dict):
        for name, value in told.items():
            yield from days_as_numbers(value, name)
    elif isinstance(told, list):
        for each in told:
            yield from days_as_numbers(each, key)
    elif (
        isinstance(told, int) and 1900_00_00 <= told <= 2199_12_31 and not key.endswith("ug") and "mass" not in key
    ):
        yield f"{key}: {told}"


@pytest.mark.usefixtures("demonstration")
def test_no_command_writes_a_day_as_a_number_in_json(run: Run) -> None:
    for command in JSON:
        ended = run(*command)
        assert ended.code == 0, ended.err
        assert re.search(r'"\d{4}-\d\d-\d\d"', ended.out) or command[0] == "borrowers"
        assert not [*days_as_numbers(json.loads(ended.out))], command
