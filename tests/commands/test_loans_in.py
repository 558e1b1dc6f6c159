"""What others lent to the lab is chased like what the lab lends: in the lists, and past its day."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.begun import begin
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
    begin("holding", lambda: _holding(run, store))
    return store


def _holding(run: Run, store: str) -> None:
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


def test_what_the_lab_owes_and_is_late_stands_below_what_is_owed_to_it(run: Run, holding: str) -> None:
    told = run("loans", holding, "--overdue").out.replace("\xa0", " ")
    assert "owed to others and past the day: 1 line" in told
    assert told.strip().endswith("Institute B")
    assert "due 2026-04-01" in told
    (row,) = json.loads(run("loans", holding, "--overdue", "--json").out)["owed_to_others"]
    assert (row["line"], row["lender"], row["borrower"], row["due"]) == (
        "IN-1/1",
        "Institute B",
        None,
        "2026-04-01",
    )
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


@pytest.mark.parametrize(("kind", "word"), [("loan_in", "loan in"), ("care", "in care"), ("evidence", "evidence")])
def test_a_piece_says_for_whom_it_is_here_as_what_and_until_when(
    run: Run, holding: str, kind: str, word: str
) -> None:
    told = {"number": "CE5C0902", "place": "Vault", "mass": _MASS, "collection": "Chang'e-5", "mission": "CE5"}
    taken = {"number": "IN-3", "kind": kind, "lender": "Institute B", "samples": ["CE5C0902"], "due": 20270101}
    acts = {
        "register": {**told, "title": "held_for"},
        "take_in": {**taken, "document": {"kind": "receipt", "name": "E-1"}},
    }
    for key, act in acts.items():
        post(run, holding, key, act)
    shown = run("show", holding, "CE5C0902")
    assert shown.code == 0, shown.err
    lines = fields(shown.out)
    assert lines["In care for"] == f"Institute B ({word})"
    assert lines["Loan line"] == "IN-3/1, since 2026-03-03"
    assert lines["Until"] == "2027-01-01"
    read = json.loads(run("show", holding, "CE5C0902", "--json").out)
    assert (read["on_loan"], read["in_care"]) == (
        None,
        {"line": "IN-3/1", "kind": kind, "lender": "Institute B", "since": "2026-03-03", "until": "2027-01-01"},
    )
    assert fields(run("loan", "show", holding, "IN-3").out) == {
        "loan": "IN-3",
        "kind": word.capitalize(),
        "lender": "Institute B",
        "came in": "5\u00a0g",
        "document": "E-1",
        "give back by": "2027-01-01",
        "taken in on": "2026-03-03",
    }
    read = json.loads(run("loan", "show", holding, "IN-3", "--json").out)
    assert (read["care"], read["lender"], read["documents"], read["give_back_by"]) == (
        kind,
        "Institute B",
        ["E-1"],
        "2027-01-01",
    )


def test_a_piece_without_a_day_says_so_and_one_that_is_the_labs_is_in_nobodys_name(run: Run, holding: str) -> None:
    assert fields(run("show", holding, "CE5C0901").out)["Until"] == "no day agreed"
    assert "give back by" not in run("loan", "show", holding, "IN-2").out
    assert json.loads(run("loan", "show", holding, "IN-2", "--json").out)["give_back_by"] is None
    assert "In care for" not in run("show", holding, "CE5C0400").out
    assert json.loads(run("show", holding, "CE5C0400", "--json").out)["in_care"] is None


def test_the_owner_who_has_to_consent_is_named_and_a_piece_is_asked_for_once(run: Run, holding: str) -> None:
    bare = {key: text for key, text in _THEIRS.items() if key != "owner"}
    post(run, holding, "register", {"number": "CE5C0903", "place": "Vault", "mass": _MASS, **bare})
    new = ("loan", "new", holding, "--borrower", "Borrower A", *BY)
    assert "held for Institute B, who has to consent" in run(*new, "--line", "CE5C0901").err
    assert "held for an owner whose name is not in the book, who" in run(*new, "--line", "CE5C0903").err
    twice = run(*new, "--line", "CE5C0901", "--line", "CE5C0400=5", "--line", "CE5C0901")
    assert twice.code == 3
    assert "CE5C0901 is asked for twice here, on lines 1 and 3" in twice.err


def post(run: Run, store: str, kind: str, operation: dict[str, object]) -> None:
    Path("act.json").write_text(
        json.dumps([{"kind": kind, "day": "2026-03-03", "operation": operation}]), encoding="utf-8"
    )
    ended = run("post", store, "act.json", *BY)
    assert ended.code == 0, ended.err


def fields(text: str) -> dict[str, str]:
    """The lines of a text that say something under a name."""
    told = (line.split(":", 1) for line in text.splitlines() if ": " in line)
    return {key: rest.strip() for key, rest in told}


def test_a_loan_in_says_what_came_in(run: Run, holding: str) -> None:
    assert "came in:         5 g\n" in run("loan", "show", holding, "IN-1").out.replace("\xa0", " ")
    told = json.loads(run("loan", "show", holding, "IN-1", "--json").out)
    assert (told["taken_in_ug"], told["taken_in_unweighed"]) == (5_000_000, 0)
    unknown = {"kind": "unknown", "reason": "not_weighed"}
    told = {"lender": "Institute B", "document": {"kind": "agreement", "name": "x"}, "samples": ["CE5C0902"]}
    acts = (
        ("register", {"number": "CE5C0902", "place": "Vault", "mass": unknown, **_THEIRS}),
        ("take_in", {"number": "IN-3", **told}),
    )
    for kind, operation in acts:
        one = [{"kind": kind, "day": "2026-03-02", "operation": operation}]
        Path("in.json").write_text(json.dumps(one), encoding="utf-8")
        assert run("post", holding, "in.json", *BY).code == 0
    assert "came in:         1 piece of unknown mass\n" in run("loan", "show", holding, "IN-3").out
