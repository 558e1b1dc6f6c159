"""One loss as one case by the command line: declared, added to, found piece by piece, listed and printed."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.conftest import Ended
from tests.commands.test_leaving import BOTH, furnished, write

type Run = Callable[..., Ended]
BOARD = ("--authority", "Board", "--authority-document", "Minutes 7", "--because", "searched")


@pytest.fixture
def stolen(run: Run, furnished: str) -> str:
    told = ("--how", "stolen", "--report", "police 7", *BOTH, *BOARD)
    assert run("do", "declare-lost", furnished, "--samples", "10017", *told).code == 0
    return furnished


def listed(run: Run, store: str) -> dict[str, object]:
    told = json.loads(run("attention", store, "--json").out)
    (row,) = told["lists"]["cases"]["rows"]
    return {key: row[key] for key in ("state", "pieces", "still_missing", "in_doubt", "found_again")}


def test_what_is_missed_later_joins_and_the_last_piece_found_ends_it(run: Run, stolen: str) -> None:
    store = stolen
    code = json.loads(run("attention", store, "--json").out)["lists"]["cases"]["rows"][0]["code"]
    more = ("--report", "police 8", "--case", code, *BOTH, *BOARD)
    assert run("do", "declare-lost", store, "--samples", "12002", *more).code == 0
    assert f"in case {code}" in run("show", store, "12002").out + run("recall", store, "12002").out
    told = json.loads(run("show", store, "10017", "--json").out)
    assert [(each["pieces"], each["missing"]) for each in told["cases"]] == [(2, 2)]
    assert "2 of 2 pieces still missing" in run("show", store, "10017").out
    found = ("--place", "Cabinet", "--evidence", "a drawer", "--case", code, "--operator", "A. Curator")
    assert run("do", "recover", store, "--sample", "10017", *found, "--confirmed").code == 0
    assert listed(run, store)["state"] == "open"
    assert "1 of 2 pieces still missing" in run("show", store, "12002").out
    asked = ("--because", "to be compared")
    assert run("do", "recover", store, "--sample", "12002", *found, *asked).code == 0
    told = {"state": "open", "pieces": "10017; 12002", "still_missing": 0, "in_doubt": 1, "found_again": 1}
    assert listed(run, store) == told


def test_a_record_of_the_loss_is_printed_of_any_day(run: Run, stolen: str) -> None:
    code = json.loads(run("attention", stolen, "--json").out)["lists"]["cases"]["rows"][0]["code"]
    named = ("--from", stolen, "--of", code, "--to")
    assert run("print", "incident_record", *named, "loss.html").code == 0
    text = Path("loss.html").read_text(encoding="utf-8")
    assert all(each in text for each in ("Record of a loss", "police 7", "10017", "Missing"))
    refused = run("print", "incident_record", "--from", stolen, "--of", "9-9", "--to", "none.html")
    assert (refused.code, "There is no case" in refused.err) == (3, True)
    asked = run("print", "incident_record", "--from", stolen, "--to", "none.html")
    assert "case of a loss or theft" in asked.err


def test_a_misspelt_case_is_refused_with_its_name(run: Run, stolen: str) -> None:
    acts = [{"kind": "declare_lost", "operation": {"samples": ["12002"], "report": "8", "case": "77-1"}}]
    refused = run("post", stolen, write("more.json", acts), *BOTH)
    assert "77-1" in refused.err
    assert refused.code != 0


__all__ = ["furnished"]
