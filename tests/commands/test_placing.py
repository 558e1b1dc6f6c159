"""The command `places`, and what the other commands tell of what is away, on any day."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from lunarcurator.domain.operations import RetirePlace, SetUpPlace

from tests.commands.conftest import Ended
from tests.scenarios.conftest import lab as lab
from tests.scenarios.conftest import told as told
from tests.scenarios.days_of_loans import HOUSE, PERSON, lent
from tests.scenarios.lab import Lab

__all__ = ["lab", "lent", "told"]
type Run = Callable[..., Ended]


@pytest.fixture
def away(lent: Lab) -> str:
    """A store with a history of loans."""
    return str(lent.session.path)


def tree(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines()]


def test_the_tree_is_told_with_borrowers_and_the_way(run: Run, away: str) -> None:
    now = tree(run("places", away).out)
    assert now[-4:] == [
        "With borrowers 2 \u2265 0.200000 g 1 unweighed 2 overdue",
        f"{HOUSE} 2 \u2265 0.200000 g 1 unweighed 2 overdue",
        f"{PERSON} 2 \u2265 0.200000 g 1 unweighed 2 overdue",
        "place not stated 1 5.000000 g",
    ]
    then = tree(run("places", away, "--as-of", "2026-05-13").out)
    assert then[-3:-1] == ["In transit 1 1 unweighed", f"S-2 {HOUSE} 1 1 unweighed"]
    as_json = json.loads(run("places", away, "--json", "--as-of", "2026-05-13").out)
    assert as_json["as_of"] == "2026-05-13"
    borrowers = next(each for each in as_json["places"] if each["kind"] == "borrower")
    assert borrowers == {
        "path": ["With borrowers", HOUSE, PERSON],
        "kind": "borrower",
        "code": None,
        "pieces": 2,
        "ug": 500_000,
        "unweighed": 0,
        "own_pieces": 2,
        "overdue": 0,
        "due": "2026-05-14",
    }
    assert as_json["places"][-1]["kind"] == "not_stated"


def test_one_place_tells_what_is_in_it_and_what_is_out(run: Run, away: str) -> None:
    person = tree(run("places", away, PERSON).out)
    assert person[0] == f"15556 since 2026-05-11 due 2026-05-18 L-1 {PERSON}, {HOUSE}"
    assert person[-1] == "2 pieces."
    cabinet = tree(run("places", away, "Cabinet 1").out)
    assert cabinet == [
        "15558 9.000 g",
        "1 piece.",
        "2 pieces out, home here:",
        f"15556 since 2026-05-11 {HOUSE} L-1",
        f"15557 since 2026-05-11 {HOUSE} L-2",
    ]
    told_of = json.loads(run("places", away, "Pristine vault > Cabinet 1", "--json").out)
    assert [each["number"] for each in told_of["pieces"]] == ["15558"]
    assert told_of["out"][0] == {"number": "15556", "with": HOUSE, "since": "2026-05-11", "loan": "L-1"}
    lines = json.loads(run("places", away, "S-2", "--as-of", "2026-05-13", "--json").out)
    assert lines["pieces"] == [
        {
            "number": "15557",
            "ug": None,
            "since": "2026-05-11",
            "due": "2026-05-14",
            "asked_back": None,
            "loan": "L-2",
            "person": PERSON,
            "institution": HOUSE,
        }
    ]
    assert run("places", away, "Nowhere at all").code == 3


def test_a_recall_is_told_beside_the_due_day_and_never_as_one(run: Run, away: str, tmp_path: Path) -> None:
    # The history is taken back step by step when the test is over: it is asked back in a copy of it.
    assert run("backup", away, "--to", str(tmp_path / "copies")).code == 0
    copy, away = next((tmp_path / "copies").rglob("*.lunar")), str(tmp_path / "copy.lunar")
    assert run("restore", str(copy), "--to", away, "--continue-from-here").code == 0
    recall = ("do", "recall-lines", away, "--lines", "L-1/2", "--by", "2099-01-01", "--why", "inventory")
    done = run(*recall, "--because", "later than due", "--operator", "A. Curator")
    assert done.code == 0, done.err
    told = tree(run("places", away, PERSON).out)[0]
    assert "due 2026-05-18 asked back by 2099-01-01" in told
    (line, *_) = json.loads(run("places", away, PERSON, "--json").out)["pieces"]
    assert (line["due"], line["asked_back"]) == ("2026-05-18", "2099-01-01")


def test_contents_name_who_has_what(run: Run, away: str) -> None:
    def written(*more: str) -> list[dict[str, str]]:
        assert run("export", "contents", "--from", away, "--to", "c.csv", "--replace", *more).code == 0
        with Path("c.csv").open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    whole = written("--place", PERSON, "--as-of", "2026-05-16")
    assert [row["What stands where"].strip() for row in whole][:4] == ["With borrowers", HOUSE, PERSON, "15555"]
    assert [row["Pieces in it"] for row in whole] == ["3", "3", "3", "", "", ""]
    rows = whole[3:]
    assert {row["Place"] for row in rows} == {f"With borrowers › {HOUSE} › {PERSON}"}
    assert [(row["Number"], row["Loan number"], row["Due"]) for row in rows] == [
        ("15555", "L-1", "2026-05-18"),
        ("15556", "L-1", "2026-05-18"),
        ("15557", "L-2", "2026-05-18"),
    ]
    assert len([row for row in written("--place", "S-2", "--as-of", "2026-05-13") if row["Number"]]) == 1
    assert run("export", "contents", "--from", away, "--to", "d.csv", "--place", "Nobody").code == 3


def test_the_lists_of_the_loan_desk_are_of_a_day(run: Run, away: str) -> None:
    def codes(*more: str) -> list[str]:
        return [each["line"] for each in json.loads(run("loans", away, "--json", *more).out)["lines"]]

    assert codes("--as-of", "2026-05-10") == []
    assert codes("--as-of", "2026-05-13") == ["L-1/1", "L-1/2", "L-2/1"]
    assert codes("--as-of", "2026-05-16", "--overdue") == []
    assert codes("--as-of", "2026-05-20", "--overdue") == ["L-1/2", "L-2/1"]
    people = json.loads(run("borrowers", away, "--json", "--as-of", "2026-05-13").out)
    assert (people["as_of"], people["borrowers"][0]["lines"]) == ("2026-05-13", 3)
    card = json.loads(run("borrowers", away, PERSON, "--json", "--as-of", "2026-05-20").out)
    assert any("2" in each["text"] and each["tone"] == "red" for each in card["standing"])
    agreed = json.loads(run("agreements", away, "--json", "--as-of", "2026-05-13").out)["agreements"]
    assert [(each["until"], each["state"]) for each in agreed] == [("2026-05-15", "expiring")]
    ending = json.loads(run("loans", away, "--expiring", "--json", "--as-of", "2026-05-13").out)
    assert ending["as_of"] == "2026-05-13"
    assert [each["until"] for each in ending["agreements"]] == ["2026-05-15"]
    loan = json.loads(run("loan", "show", away, "L-1", "--json", "--as-of", "2026-05-13").out)
    assert [(each["state"], each["due"]) for each in loan["lines"]] == [("out", "2026-05-14")] * 2
    assert run("loan", "show", away, "L-1", "--as-of", "2026-05-01").code == 3


def test_a_place_is_found_by_its_code_and_a_retired_one_is_left_out(run: Run, lent: Lab) -> None:
    lent.post(
        SetUpPlace(kind="cabinet", name="Cabinet 9", parent="Lab", code="C9"),
        SetUpPlace(kind="cabinet", name="Cabinet 10", parent="Lab"),
        day=20260601,
    )
    lent.post(RetirePlace(place="Cabinet 10"), day=20260602)
    store = str(lent.session.path)
    assert run("places", store, "C9").out == "0 pieces.\n"
    assert "Cabinet 9  C9" in run("places", store).out
    assert "Cabinet 10" not in run("places", store).out
    assert run("places", store, "Lab > C9").code == 3
