"""Where only a figure is kept an estimate is refused: its sign would be lost, and the figure be taken as exact."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lunarcurator.services.commands.console import Exit

from tests.services.lending.lent_lab import OTHER, LentLab

LINE = "L-2021-001/1"
REPORT = ("--report", "r 1", "--how", "x")
SHEET = ("--sheet", "s 1", "--place", "Room")
SAYINGS = [
    ("report", "use", LINE, *REPORT, "--mass", "{}"),
    ("report", "loss", LINE, *REPORT, "--mass", "{}"),
    ("report", "mass", LINE, *REPORT, "--mass", "{}"),
    ("report", "sub-samples", LINE, *REPORT, "--made", "a={}"),
    ("find-again", LINE, "--report", "r 1", "--mass", "{}"),
    ("find-again", LINE, "--report", "r 1", "--weighed", "{}"),
    ("return", LINE, *SHEET, "--method", "x", "--used", "{}", "--kept", "rest"),
    ("return", LINE, *SHEET, "--lost", "{}", "--kept", "rest"),
    ("return", LINE, *SHEET, "--back", "a={}", "--kept", "rest"),
    ("return", LINE, *SHEET, "--back", "a/{}", "--kept", "rest"),
    ("return", LINE, *SHEET, "--back", "a=1/{}", "--kept", "rest"),
    ("return", LINE, *SHEET, "--back", "a=1", "--kept", "{}"),
    ("enter", "--borrower", "Borrower A", "--source", "list", "--line", OTHER + "={}", "--day", "1975"),
    ("new", "--borrower", "Borrower A", "--line", OTHER + "={}"),
]


@pytest.mark.parametrize("estimate", ["~3 mg", "about 3 mg", "约3mg"])
def test_no_figure_of_a_loan_loses_the_sign_of_an_estimate(
    run: Callable[..., Any], tmp_path: Path, estimate: str
) -> None:
    store = tmp_path / "lent.lunar"
    LentLab(store).session.close()
    for told in SAYINGS:
        act, *more = (each.replace("{}", estimate) for each in told)
        ended = run("loan", act, str(store), *more, "--operator", "A. Curator")
        assert ended.code != Exit.DONE, told
        assert "is an estimate" in ended.err, (told, ended.err)
