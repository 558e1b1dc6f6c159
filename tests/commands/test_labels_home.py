"""What comes back by command under another piece's number is asked about, and so is what has no place."""

from collections.abc import Callable

import pytest

from tests.commands.conftest import Ended
from tests.commands.lab_that_lends import BY, lab_that_lends
from tests.commands.test_lending import POWDER, SECTION, issued, plain

type Run = Callable[..., Ended]
PART = "CE5C0400YJFM001"


@pytest.fixture
def out(run: Run, store: str) -> str:
    lab_that_lends(run, store, day="2026-03-01")
    issued(run, store)
    received = ("--by", "Borrower A", "--receipt", "r 1", "--day", "2026-05-10")
    ended = run("loan", "receive", store, "S-2026-001", *received, *BY)
    assert ended.code == 0, ended.err
    return store


def back(run: Run, store: str, line: str, *more: str) -> Ended:
    told = ("--sheet", "s 1", "--confirmed", "--day", "2026-06-01", *more)
    return run("loan", "return", store, line, *told, *BY)


def test_a_label_of_another_piece_is_asked_about_and_kept(run: Run, out: str) -> None:
    told = ("--back", "itself", "--label", f"itself={PART}", "--place", "Vault")
    asked = back(run, out, SECTION, *told)
    assert asked.code == 3
    assert f"says {PART}, which is piece {PART}, out on line {POWDER}" in plain(asked.err)
    ended = back(run, out, SECTION, *told, "--because", "vials were swapped")
    assert ended.code == 0, ended.err


def test_why_no_place_is_known_is_said_as_it_is(run: Run, out: str) -> None:
    back_to = ("--back", "itself=80/80.0")
    asked = back(run, out, POWDER, *back_to)
    assert asked.code == 3
    assert "no place in use is called RETURNED, Returned store, 归还库" in asked.err
