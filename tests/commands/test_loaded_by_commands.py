"""A command loads what it needs and no other command: the lists are in `tests/start/loaded`."""

import argparse
from importlib import import_module
from pathlib import Path

import pytest
from lunarcurator.domain.errors import Refusal
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.commands import parsing
from lunarcurator.services.commands.names import COMMANDS
from lunarcurator.services.commands.running import FAULTS, NOT_READ_BACK, OPEN, RUNS, USAGE, WITH_FINDINGS
from lunarcurator.services.words import Words

from tests.start.loading import kept, loaded_by


def test_the_version_is_said_with_nearly_nothing_loaded(tmp_path: Path) -> None:
    assert loaded_by(tmp_path, "--version") == kept("version")


def test_a_piece_is_shown_without_what_other_commands_need(tmp_path: Path, rocks: str) -> None:
    assert loaded_by(tmp_path, "show", rocks, "10017") == kept("show")


@pytest.fixture(scope="module")
def words() -> Words:
    return Words.load("en", resources_folder() / "languages")


def parsers_of(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    (commands,) = (each for each in parser._actions if isinstance(each, argparse._SubParsersAction))
    return dict(commands.choices)


def test_a_command_parsed_alone_takes_and_helps_with_the_same(
    words: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    whole = parsers_of(parsing.make_parser(words))
    assert set(whole) == set(COMMANDS)
    for name in COMMANDS:
        alone = parsers_of(parsing.make_parser(words, name))
        assert alone[name].format_help() == whole[name].format_help()
        assert len(alone) < len(whole) / 4


def test_each_command_but_the_selftest_has_what_runs_it() -> None:
    assert set(RUNS) == set(COMMANDS) - {"selftest"}
    for where in RUNS.values():
        module, _, function = where.partition(":")
        assert callable(getattr(import_module(f"lunarcurator.services.commands.{module}"), function))


@pytest.mark.parametrize("name", sorted(USAGE | OPEN | FAULTS | WITH_FINDINGS))
def test_each_refusal_with_an_exit_code_of_its_own_is_there(name: str) -> None:
    module, _, kind = name.rpartition(".")
    assert issubclass(getattr(import_module(module), kind), Refusal)


def test_what_is_not_read_back_is_no_refusal() -> None:
    (name,) = NOT_READ_BACK
    module, _, kind = name.rpartition(".")
    assert not issubclass(getattr(import_module(module), kind), Refusal)
