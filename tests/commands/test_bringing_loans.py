"""Lists of what was lent long ago come in from the command line, and are the same the second time."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.conftest import Ended

APOLLO = ("--collection", "Apollo")
LISTS = (
    (
        "lunar_display_loans.csv",
        59,
        81,
        ("--map", "venue=institution", "--map", "on display (as printed)=number", *APOLLO),
    ),
    ("ce5_round2_allocations_merged.xlsx", 44, 44, ()),
    ("ce5_round2_allocations_blank_continuation.csv", 44, 44, ()),
)


@pytest.mark.parametrize(("name", "rows", "lines", "chosen"), LISTS)
def test_a_historic_list_comes_in_once(
    run: Callable[..., Ended],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    shared_data: Path,
    name: str,
    rows: int,
    lines: int,
    chosen: tuple[str, ...],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("new", "a.lunar", "--operator", "A. Curator").code == 0
    path = str(shared_data / name)
    ended = run("import", path, "--into", "a.lunar", "--accept-proposal", *chosen)
    assert (ended.code, ended.err.count("lent_on"), "answer unknown" in ended.err) == (5, 2, True)
    assert ended.err.count("since when the pieces are out") == 1
    assert "answer 1 question first" in ended.err.replace("\xa0", " ")
    said = ("import", path, "--into", "a.lunar", "--accept-proposal", *chosen, "--answer", "lent_on=2021-10-20")
    ended = run(*said)
    assert (ended.code, f"{rows} new" in ended.out) == (0, True), ended.err
    assert len(json.loads(run("loans", "a.lunar", "--json").out)["lines"]) == lines
    again = run(*said)
    assert (again.code, f"{rows} same" in again.out or f"{rows} the same" in again.out) == (0, True), again.out
    assert run("verify", "a.lunar").code == 0


def test_numbers_of_this_lab_are_announced_set_and_told(run: Callable[..., Ended], store: str) -> None:
    head = "使用责任人,申请单位,样品编码,申请数量(mg)"
    lent = ("Borrower A,Institute B,CE5C0400,500", "Borrower A,Institute B,CE5C0400,30")
    Path("loans.csv").write_text("\n".join((head, *lent)), encoding="utf-8")
    said = ("import", "loans.csv", "--into", store, "--accept-proposal", "--answer", "lent_on=2021-10-20")
    dry = run(*said, "--dry-run")
    assert dry.code == 0, dry.err
    assert "2 parts get their numbers from this lab" in dry.out
    ended = run(*said, "--answer", "part_numbers=3: CE5C0400YJFM005")
    assert ended.out.endswith("1 number was given by this lab: CE5C0400YJFM001.\n")
    assert "this lab, entry" in run("show", store, "CE5C0400YJFM001").out
    given = json.loads(run("show", store, "CE5C0400YJFM001", "--json").out)["number_given_by"]
    assert isinstance(given, int)
    assert json.loads(run("show", store, "CE5C0400YJFM005", "--json").out)["number_given_by"] is None
    refused = run(*said, "--answer", "part_numbers=CE5C0400YJFM005", "--dry-run")
    assert refused.code == 4
    assert "does not say a row and the number of its part" in refused.err


def test_a_column_of_days_may_be_chosen_where_it_is_asked_since_when(
    run: Callable[..., Ended], store: str
) -> None:
    text = "Sample,Borrower,Due date,Loaned up to\n15016,A. Borrower,2030-01-01,2020-05-04"
    Path("loans.csv").write_text(text, encoding="utf-8")
    said = ("import", "loans.csv", "--into", store, "--accept-proposal", "--dry-run", *APOLLO)
    ended = run(*said)
    assert ended.code == 5
    assert "since when the pieces are out" in ended.err
    assert "choose it with --map COLUMN=day" in ended.err
    assert run(*said, "--map", "Loaned up to=day").code == 0


def test_the_first_loans_are_shown_before_they_come_in(run: Callable[..., Ended], store: str) -> None:
    rows = (
        "Sample,Borrower,Date of loan,Due date,Mass lent (g)",
        "15016,A. Borrower,2020-05-04,2030-01-01,1.5",
        "15555,B. Other,1999,,",
        "15556,B. Other,,,",
    )
    Path("loans.csv").write_text("\n".join(rows), encoding="utf-8")
    ended = run("import", "loans.csv", "--into", store, "--dry-run", "--answer", "lent_on=unknown", *APOLLO)
    assert ended.code == 0, ended.err
    told = [line for line in ended.out.replace("\xa0", " ").splitlines() if " would stand as: " in line]
    assert told == [
        "15016 would stand as: on loan to A. Borrower, since 2020-05-04, due 2030-01-01, mass 1.5 g",
        "15555 would stand as: on loan to B. Other, since 1999",
        "15556 would stand as: on loan to B. Other, since unknown",
    ]
