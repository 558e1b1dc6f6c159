"""Every command that lists pieces tells two pieces of one number apart, for people and for programs."""

import json
from argparse import _SubParsersAction
from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.__main__ import main
from lunarcurator.services.commands.parsing import make_parser
from lunarcurator.services.words import Words

from tests.namesakes.twins import ASKED, HOME, OUT, PERSON, bare, twins

COMMANDS = (
    *(("show", f"{book}:{HOME}") for book in ("Apollo", "Practice")),
    ("show", f"Practice:{OUT}"),
    ("recall", f"Apollo:{OUT}"),
    ("recall", f"Practice:{HOME}"),
    ("attention",),
    ("places",),
    ("places", "Cabinet 1"),
    ("places", "Returned vault"),
    ("places", "Lab"),
    ("places", PERSON),
    ("borrowers",),
    ("borrowers", PERSON),
    ("agreements",),
    ("loans",),
    ("loans", "--overdue"),
    ("loans", "--borrower", PERSON),
    *(("loan", "show", loan) for loan in ("L-1", "L-2", "L-3")),
    *(("loan", "demand", f"Apollo:{number}") for number in (OUT, ASKED)),
    ("inventory-round", "show", "R-1"),
    ("letters",),
)
OTHERS = frozenset(
    {
        *("demo", "new", "import", "export", "export-to-edit", "take-back", "print", "borrower", "agreement"),
        *("post", "undo", "redo", "operations", "tables", "policies", "verify", "backup", "restore", "rebuild"),
        *("annul", "pin", "selftest", "balance", "do"),
    }
)
"""Commands that act, write files whose rows other tests walk, or name no piece."""


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LC_ALL", "en")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def store(tmp_path: Path) -> str:
    made = twins(tmp_path / "twins.lunar")
    made.session.close()
    return str(made.session.path)


def told(capsys: pytest.CaptureFixture[str], store: str, command: tuple[str, ...], *more: str) -> str:
    at = 2 if command[0] in {"loan", "inventory-round"} else 1
    capsys.readouterr()
    assert main([*command[:at], store, *command[at:], *more]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_command_names_no_shared_number_alone(
    capsys: pytest.CaptureFixture[str], store: str, command: tuple[str, ...]
) -> None:
    said = told(capsys, store, command)
    assert [each for line in said.splitlines() for each in bare([line])] == []


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_what_a_program_reads_names_no_shared_number_alone(
    capsys: pytest.CaptureFixture[str], store: str, command: tuple[str, ...]
) -> None:
    if command[0] == "letters":
        pytest.skip("tells people alone")
    said = json.loads(told(capsys, store, command, "--json"))
    assert [each for row in rows(said) for each in bare(row)] == []


def rows(said: object) -> Iterator[list[object]]:
    """Yield the texts of each object, those of lists of texts in it among them."""
    if isinstance(said, dict):
        yield [each for each in said.values() if isinstance(each, str)]
        for value in said.values():
            yield from rows(value)
    elif isinstance(said, list):
        yield from ([each] for each in said if isinstance(each, str))
        for each in said:
            yield from rows(each)


def test_every_command_is_walked(words: Words) -> None:
    (commands,) = (each.choices for each in make_parser(words)._actions if isinstance(each, _SubParsersAction))
    assert {*(command[0] for command in COMMANDS), *OTHERS} == commands.keys()
