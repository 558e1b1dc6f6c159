"""What a line asks for in full, which line a refusal is about, and the acts beside the straight way of a loan."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lunarcurator.domain.identity import PieceRef, Uid, ref_of
from lunarcurator.domain.ledger_state import Record
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.terms import LineMode
from lunarcurator.domain.operations.requesting import Wanted
from lunarcurator.services.commands.console import UsageRefused
from lunarcurator.services.commands.wanting import changed_line, wanted_line

from tests.commands.conftest import Ended
from tests.commands.lab_that_lends import BY, lab_that_lends

type Run = Callable[..., Ended]
UID = Uid("1" * 32)
LOAN = "L-2026-001"
POWDER, SECTION = "CE5C0400", "CE5C0000YJYX03501GP"
_THEIRS = {
    "collection": "Chang'e-5",
    "mission": "CE5",
    "form": "chip",
    "title": "held_for",
    "owner": "Institute B",
}


@pytest.fixture
def lending(run: Run, store: str) -> str:
    lab_that_lends(run, store, day="2026-03-01")
    return store


def loan(run: Run, *told: str, code: int = 0) -> str:
    ended = run("loan", *told, *BY)
    assert ended.code == code, ended.err
    return (ended.out + ended.err).replace("\xa0", " ")


def lines(run: Run, store: str) -> list[dict[str, Any]]:
    shown: list[dict[str, Any]] = json.loads(run("loan", "show", store, LOAN, "--json").out)["lines"]
    return shown


def test_a_line_says_all_that_the_grid_of_the_window_can() -> None:
    every = Wanted(destructive=True, category="A", use="EPMA")
    told = wanted_line("X 1=100/80 mg; not-destructive; by-weight; use=SIMS; remarks=r;", every)
    assert told == Wanted(
        sample=PieceRef("X 1"),
        optimum_ug=100_000,
        minimum_ug=80_000,
        mode=LineMode.BY_WEIGHT,
        destructive=False,
        category="A",
        use="SIMS",
        remarks="r",
    )
    assert wanted_line("=5;whole;destructive;described=any glass;category=B") == Wanted(
        described="any glass", optimum_ug=5_000, mode=LineMode.WHOLE, destructive=True, category="B"
    )
    for wrong in ("X;used up", "X;colour=red", "X;use"):
        with pytest.raises(UsageRefused) as refused:
            wanted_line(wrong)
        assert refused.value.key == "cli.line_says_what"


def test_what_is_used_up_and_for_what_is_asked_by_command(run: Run, lending: str) -> None:
    wanted = ("--line", f"{POWDER}=100/50;use=dissolution", "--line", f"{SECTION};not-destructive")
    told = ("--destructive", "--use", "EPMA", "--project-until", "2027-12-31", "--plan", "plan 3", "--round", "2")
    loan(run, "new", lending, "--borrower", "Borrower A", *wanted, *told)
    assert [(each["destructive"], each["use"]) for each in lines(run, lending)] == [
        (True, "dissolution"),
        (False, "EPMA"),
    ]
    shown = run("loan", "show", lending, LOAN).out
    assert "not destructive" in shown
    assert [each for each in ("2027-12-31", "plan 3", "to be used up", "dissolution") if each not in shown] == []


def test_what_holds_for_all_lines_may_be_that_nothing_is_used_up(run: Run, lending: str) -> None:
    wanted = ("--line", SECTION, "--line", f"{POWDER}=100;destructive")
    loan(run, "new", lending, "--borrower", "Borrower A", *wanted, "--not-destructive")
    assert [each["destructive"] for each in lines(run, lending)] == [False, True]


def test_a_refusal_names_its_line(run: Run, lending: str) -> None:
    wanted = ("--line", f"{SECTION}", "--line", f"{POWDER}", "--line", ";described=glass;by-weight")
    told = loan(run, "new", lending, "--borrower", "Borrower A", *wanted, code=3)
    assert f"Line 2, {POWDER}: A line by weight says how much is asked for." in told
    assert "Line 3, glass: A line by weight" in told
    assert "2 " in told.splitlines()[0]
    alone = loan(run, "new", lending, "--borrower", "Borrower A", "--line", POWDER, code=3)
    assert "Line 1" not in alone


def test_a_loan_is_mended_withdrawn_and_owed_for(run: Run, lending: str) -> None:
    loan(run, "new", lending, "--borrower", "Borrower A", "--line", f"{POWDER}=100")
    loan(run, "add-lines", lending, LOAN, "--line", SECTION, "--use", "EPMA")
    loan(run, "change-line", lending, f"{LOAN}/1", f"{POWDER}=60;destructive")
    assert [(each["asked_ug"], each["destructive"]) for each in lines(run, lending)] == [
        (60_000, True),
        (None, None),
    ]
    for said, chosen in ((f"{SECTION};not-destructive", False), (";use=mapping", False), (";destructive=", None)):
        loan(run, "change-line", lending, f"{LOAN}/2", said)
        assert lines(run, lending)[1]["destructive"] is chosen
    assert lines(run, lending)[1]["use"] == "mapping"
    loan(run, "change", lending, LOAN, "--purpose", "dating", "--agreement", "A-2026-001", "--round", "3")
    loan(run, "change", lending, LOAN, "--project-until", "2028-01-31", "--co-investigator", "Borrower A")
    loan(run, "change", lending, LOAN, "--co-investigator", "")
    told = loan(run, "change", lending, LOAN, "--agreement", "", "--purpose", "other", code=2)
    assert "--agreement cannot be emptied" in told
    loan(run, "change", lending, LOAN, "--project-until", "")
    assert json.loads(run("loan", "show", lending, LOAN, "--json").out)["project_until"] is None
    loan(run, "change", lending, LOAN, "--project-until", "2028-01-31")
    told = json.loads(run("loan", "show", lending, LOAN, "--json").out)
    assert (told["purpose"], told["agreement"], told["round"], told["project_until"]) == (
        "dating",
        "A-2026-001",
        "3",
        "2028-01-31",
    )
    loan(run, "owe", lending, LOAN, "--what", "results", "--text", "ages", "--due", "2027-01-01")
    loan(run, "owe", lending, LOAN, "--what", "results", "--text", "ages", "--settled", "report 9")
    loan(run, "withdraw", lending, f"{LOAN}/1", f"{LOAN}/2", "--why", "not needed")
    assert {each["state"] for each in lines(run, lending)} == {"withdrawn"}


ASKED = Line.of(
    Record(
        UID,
        {
            "source": UID,
            "mode": "by_weight",
            "described": "a chip",
            "optimum_ug": 80_000,
            "minimum_ug": 50_000,
            "destructive": 1,
            "category": "b",
            "use": "dating",
            "remarks": "first",
        },
    )
)
TOLD = "by-weight;destructive;described=a chip;category=b;use=dating;remarks=first"
ALL = wanted_line(f"{ref_of(UID)}=80/50;{TOLD}")
"""A line with everything on record, and what it asks for."""


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("", {}),
        ("Y", {"sample": "Y", "mode": None}),
        ("Y;whole", {"sample": "Y", "mode": LineMode.WHOLE}),
        ("=60", {"optimum_ug": 60_000}),
        ("=60/", {"optimum_ug": 60_000, "minimum_ug": None}),
        ("=/40", {"minimum_ug": 40_000}),
        ("=", {"optimum_ug": None}),
        (";not-destructive", {"destructive": False}),
        (";destructive=", {"destructive": None}),
        (";mode=", {"mode": None}),
        *((f";{key}=", {key: ""}) for key in ("use", "category", "described", "remarks")),
        (";use=mapping", {"use": "mapping"}),
    ],
)
def test_what_a_change_of_a_line_leaves_out_stays(text: str, changed: dict[str, object]) -> None:
    assert changed_line(text, ASKED) == replace(ALL, **changed)


def test_a_line_that_is_only_described_goes_as_its_mass_does() -> None:
    described = Line.of(Record(UID, {"mode": "whole", "described": "glass"}))
    assert changed_line(";use=dating", described).mode is LineMode.WHOLE
    asked = changed_line("=5", described)
    assert (asked.sample, asked.mode, asked.optimum_ug) == (None, None, 5_000)


def test_what_others_lend_comes_and_goes_by_command(run: Run, lending: str) -> None:
    piece = {"number": "CE5C0900", "place": "Vault", "mass": {"kind": "stated", "ug": 5_000_000}, **_THEIRS}
    act = [{"kind": "register", "day": "2026-03-02", "operation": piece}]
    Path("in.json").write_text(json.dumps(act), encoding="utf-8")
    assert run("post", lending, "in.json", *BY).code == 0
    what = ("--lender", "Institute B", "--piece", "CE5C0900", "--paper", "letter 1", "--day", "2026-03-03")
    loan(run, "take-in", lending, *what, "--number", "IN-1", "--due", "2027-01-01")
    assert "IN-1/1" in run("loans", lending, "--in-care").out
    loan(run, "give-back", lending, "IN-1", "--taken-by", "Mrs B", "--receipt", "r 1", "--day", "2026-03-04")
    assert "0 lines" in run("loans", lending, "--in-care").out


def test_lines_stand_in_the_order_of_their_numbers(run: Run, lending: str) -> None:
    many = [each for n in range(12) for each in ("--line", f";described=glass {n};whole")]
    loan(run, "new", lending, "--borrower", "Borrower A", *many)
    told = json.loads(run("loans", lending, "--borrower", "Borrower A", "--json").out)["lines"]
    assert [each["line"] for each in told] == [f"{LOAN}/{n}" for n in range(1, 13)]
