"""What others lent to the lab is chased like what the lab lends: in the lists, and past its day."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.conftest import Ended
from tests.commands.lab_that_lends import BY, lab_that_lends

type Run = Callable[..., Ended]
_THEIRS = {
    "collection": "Chang'e-5",
    "mission": "CE5",
    "form": "chip",
    "title": "held_for",
    "owner": "Institute B",
}
_MASS = {"kind": "stated", "ug": 5_000_000}


@pytest.fixture
def holding(run: Run, store: str) -> str:
    """A store with a piece lent to it until a day that is past, and one without a day."""
    lab_that_lends(run, store, day="2026-03-01")
    paper = {"kind": "agreement", "name": "x"}
    acts = [
        ("register", {"number": number, "place": "Vault", "mass": _MASS, **_THEIRS})
        for number in ("CE5C0900", "CE5C0901")
    ]
    told = {"lender": "Institute B", "document": paper}
    acts.append(("take_in", {"number": "IN-1", "samples": ["CE5C0900"], "due": 20260401, **told}))
    acts.append(("take_in", {"number": "IN-2", "samples": ["CE5C0901"], **told}))
    written = [{"kind": kind, "day": "2026-03-02", "operation": operation} for kind, operation in acts]
    for one in written:
        Path("in.json").write_text(json.dumps([one]), encoding="utf-8")
        assert run("post", store, "in.json", *BY).code == 0
    return store


def test_what_the_lab_owes_and_is_late_stands_below_what_is_owed_to_it(run: Run, holding: str) -> None:
    told = run("loans", holding, "--overdue").out.replace("\xa0", " ")
    assert "owed to others and past the day: 1 line" in told
    assert told.strip().endswith("Institute B")
    assert "due 2026-04-01" in told
    (row,) = json.loads(run("loans", holding, "--overdue", "--json").out)["owed_to_others"]
    assert (row["line"], row["lender"], row["borrower"], row["due"]) == ("IN-1/1", "Institute B", None, 20260401)
    assert "owed_to_others" not in json.loads(run("loans", holding, "--json").out)
    assert "owed to others" not in run("loans", holding, "--overdue", "--borrower", "Borrower A").out


def test_all_that_is_in_care_is_listed_with_its_lender(run: Run, holding: str) -> None:
    told = run("loans", holding, "--in-care").out
    assert "2 lines in the lab's care" in told
    assert "IN-2/1" in told
    lines = json.loads(run("loans", holding, "--in-care", "--json").out)["lines"]
    assert [(each["line"], each["lender"]) for each in lines] == [
        ("IN-1/1", "Institute B"),
        ("IN-2/1", "Institute B"),
    ]


def test_what_the_lab_owes_needs_a_hand(run: Run, holding: str) -> None:
    told = run("attention", holding).out
    assert "owed to others" in told.casefold()
    assert run("export", "owed-back", "--from", holding, "--to", "owed.csv").code == 0
    written = Path("owed.csv").read_text(encoding="utf-8-sig")
    assert "IN-1/1" in written
    assert "Institute B" in written
    assert "IN-2/1" not in written
