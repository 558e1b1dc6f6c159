"""What is unknown in the store and stated in a list is added, and contradicts nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.conftest import Ended

type Run = Callable[..., Ended]
MASS = "973\u00a0g"


@pytest.fixture
def numbered(run: Run, store: str) -> str:
    Path("numbers.csv").write_text("ID,Mission\n10017,Apollo11\n12002,Apollo12\n", encoding="utf-8")
    Path("masses.csv").write_text(
        "ID,Mission,Type,Weight (g)\n10017,Apollo11,Basalt,973\n12002,Apollo12,Basalt,1530\n", encoding="utf-8"
    )
    assert run("import", "numbers.csv", "--into", store, "--accept-proposal").code == 0
    return store


def brought(run: Run, store: str, *more: str) -> Ended:
    return run("import", "masses.csv", "--into", store, "--accept-proposal", *more)


def test_masses_that_nobody_had_stated_come_in_and_wait_for_a_weighing(run: Run, numbered: str) -> None:
    tried = brought(run, numbered, "--dry-run")
    assert (tried.code, "2 changed" in tried.out + tried.err) == (0, True)
    assert brought(run, numbered).code == 0
    shown = run("show", numbered, "10017").out
    assert MASS in shown
    assert "not reconciled" in shown
    assert "2 same" in brought(run, numbered).out
    assert run("undo", numbered).code == 0
    assert MASS not in run("show", numbered, "10017").out
    assert run("redo", numbered).code == 0
    assert run("verify", numbered).code == 0


def test_a_piece_weighed_since_is_still_in_conflict(run: Run, numbered: str) -> None:
    weighed = ("do", "weigh", numbered, "--sample", "10017", "--reading", "970 g", "--because", "first weighing")
    assert run(*weighed).code == 0, run(*weighed).err
    told = brought(run, numbered)
    assert told.code != 0
    assert "the book states no original mass" in told.err
