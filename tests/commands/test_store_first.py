"""The store stands first after every command; the options that named it are still taken."""

from collections.abc import Callable
from pathlib import Path

import pytest
from lunarcurator.services.commands.names import COMMANDS
from lunarcurator.services.commands.parsing import make_parser
from lunarcurator.services.commands.store_first import with_store_first
from lunarcurator.services.words import Words

from tests.commands.conftest import Ended
from tests.house.sources import PROJECT

SHEET = "Number,Collection,Mass (g)\n15555,Apollo,9614\n"


@pytest.fixture
def lab(demonstration: str, tmp_path: Path) -> str:
    (tmp_path / "sheet.csv").write_text(SHEET, encoding="utf-8")
    return demonstration


ALIKE = (
    (
        ("import", "sheet.csv", "--into", "d.lunar", "--list-sheets"),
        ("import", "d.lunar", "sheet.csv", "--list-sheets"),
    ),
    (("import", "sheet.csv", "--into", "d.lunar", "--dry-run"), ("import", "d.lunar", "sheet.csv", "--dry-run")),
    (
        ("export", "inventory", "--from", "d.lunar", "--to", "a.csv", "--replace"),
        ("export", "d.lunar", "inventory", "--to", "a.csv", "--replace"),
    ),
    (
        ("export-to-edit", "--from", "d.lunar", "--to", "e.xlsx", "--replace"),
        ("export-to-edit", "d.lunar", "--to", "e.xlsx", "--replace"),
    ),
    (("take-back", "none.xlsx", "--into", "d.lunar"), ("take-back", "d.lunar", "none.xlsx")),
    (("print", "--from", "d.lunar"), ("print", "d.lunar")),
    (("loans", "d.lunar", "--overdue"), ("loan", "list", "d.lunar", "--overdue")),
)


@pytest.mark.parametrize(("old", "new"), ALIKE, ids=lambda each: " ".join(each[:2]))
def test_the_store_may_stand_first(
    run: Callable[..., Ended], lab: str, old: tuple[str, ...], new: tuple[str, ...]
) -> None:
    first, second = run(*old), run(*new)
    assert (first.code, first.out, first.err) == (second.code, second.out, second.err)
    assert "usage" not in second.err


def test_a_blank_form_needs_no_store() -> None:
    assert with_store_first(["print", "blank_form", "--of", "split"]) == ["print", "blank_form", "--of", "split"]


def test_every_command_takes_its_store_first() -> None:
    """A command that names its store by an option alone is in the table."""
    parser = make_parser(Words.load("en", PROJECT / "resources" / "languages", strict=True))
    commands = parser._subparsers._group_actions[0].choices
    assert {*commands} == {*COMMANDS}
    for name, command in commands.items():
        options = [option for each in command._actions for option in each.option_strings]
        by_option = [each for each in options if each in {"--from", "--into"}]
        if by_option:
            moved = with_store_first([name, "a.lunar", "b"])
            assert moved == [name, "b", by_option[0], "a.lunar"]
