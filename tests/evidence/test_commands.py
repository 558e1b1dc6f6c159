"""What the command line lists of pieces is what is known of them."""

import re
from pathlib import Path

import pytest
from lunarcurator.__main__ import main

from tests.evidence import labs

MASS = re.compile(r"(?P<sign>[\u2264\u2265~]?)\s?(?P<figure>\d[\d\u2009\u202f .]*)\s?(?:g|mg|kg)\b")
COMMANDS = (("show", "15555"), ("show", "15455"), ("places",), ("recall", "15455"), ("attention",))
RULE = re.compile(r"^ {2}(?!- )")
"""A line below a concern, which says by which limit it is looked for."""


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LC_ALL", "en")
    monkeypatch.chdir(tmp_path)


def told(capsys: pytest.CaptureFixture[str], command: tuple[str, ...], store: Path) -> list[str]:
    name, *rest = command
    assert main([name, str(store), *rest]) == 0
    lines = capsys.readouterr().out.splitlines()
    return [line for line in lines if name != "attention" or not RULE.match(line)]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_command_states_no_mass_of_pieces_of_which_only_numbers_are_known(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, command: tuple[str, ...]
) -> None:
    store = tmp_path / "numbered.lunar"
    labs.numbers_only(store).session.close()
    assert [line for line in told(capsys, command, store) if MASS.search(line)] == []


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_command_says_of_a_bound_that_it_is_one(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, command: tuple[str, ...]
) -> None:
    store = tmp_path / "half.lunar"
    labs.half_known(store).session.close()
    # 15455 weighed 937.2 g before somebody cut something from it that nobody weighed.
    bounds = [line for line in told(capsys, command, store) if "937.2" in line and "Registered" not in line]
    assert bounds or command not in {("show", "15455"), ("attention",)}
    assert all("\u2264" in line or "at most" in line for line in bounds if not line.startswith("Original mass"))
    assert not any(" g g" in line for line in bounds)
