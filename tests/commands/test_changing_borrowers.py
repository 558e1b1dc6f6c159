"""Somebody who is known is changed by command: what is not named stays, and no second person is made."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from lunarcurator.services.lending.parties import Parties, parties
from lunarcurator.services.store_session import StoreSession

from tests.commands.conftest import Ended
from tests.commands.lab_that_lends import BY, lab_that_lends

type Run = Callable[..., Ended]


@pytest.fixture
def lending(run: Run, store: str) -> str:
    lab_that_lends(run, store, day="2026-03-01")
    return store


def known(store: str) -> Parties:
    session = StoreSession.open(Path(store), read_only=True)
    try:
        return parties(session)
    finally:
        session.close()


def changed(run: Run, what: str, store: str, *told: str) -> None:
    ended = run("borrower", what, store, *told, *BY)
    assert ended.code == 0, ended.err


def test_a_person_gets_contacts_names_and_an_affiliation(run: Run, lending: str) -> None:
    twin = run("borrower", "person", lending, "Borrower A", "--contact", "a@b.example", *BY)
    assert (twin.code, "change that one" in twin.err) == (3, True)
    changed(run, "change-person", lending, "Borrower A", "--contact", "a@b.example", "--other-name", "甲")
    asked = run("borrower", "change-person", lending, "甲", "--contact", "+86 10", *BY)
    assert (asked.code, "Write Borrower A to act on it" in asked.err) == (3, True)
    changed(run, "change-person", lending, "borrower  a", "--contact", "+86 10", "--remarks", "in office")
    there = ("--at", "Institute B", "--role", "registrar", "--since", "2026-01-01", "--until", "2027-01-01")
    changed(run, "change-person", lending, "Borrower A", *there)
    (person,) = known(lending).people
    assert (person.names, set(person.contacts)) == (("甲",), {"a@b.example", "+86 10"})
    assert (person.remarks, len(person.affiliations)) == ("in office", 2)
    gone = ("--drop-contact", "+86 10", "--drop-name", "甲", "--new-name", "Borrower Aa")
    renamed = run("borrower", "change-person", lending, "Borrower A", *gone, *BY)
    assert "former name Borrower A stays among the other names of Borrower Aa" in renamed.out
    (person,) = known(lending).people
    assert (person.name, person.names, person.contacts) == ("Borrower Aa", ("Borrower A",), ("a@b.example",))
    assert "Borrower Aa" in run("borrowers", lending, "Borrower A").out
    asked = run("borrower", "heard", lending, "Borrower A", "--how", "call", *BY)
    assert (asked.code, "Write Borrower Aa to act on it" in asked.err) == (3, True)


def test_the_command_and_the_sheet_of_the_entry_say_what_changed(run: Run, lending: str) -> None:
    made = run("borrower", "person", lending, "R. Lender", "--contact", "by post", *BY)
    assert "Entered person R. Lender" in made.out
    gone = ("--new-name", "R. Renamed", "--drop-contact", "by post", "--remarks", "in office")
    posted = run("borrower", "change-person", lending, "R. Lender", *gone, *BY)
    told = "Changed person R. Renamed, formerly R. Lender · contacts – · remarks in office"
    entry = posted.out.partition(":")[0].rpartition(" ")[2]
    assert posted.out.startswith(f"Entry {entry}: {told}")
    sheet = Path(lending).with_name("sheet.html")
    printed = run("print", "entry_sheet", "--from", lending, "--of", f"#{entry}", "--to", str(sheet))
    assert (printed.code, told in sheet.read_text(encoding="utf-8")) == (0, True), printed.err


def test_an_institution_gets_another_name_and_keeps_the_rest(run: Run, lending: str) -> None:
    more = ("--other-name", "乙所", "--country", "China", "--type", "museum", "--remarks", "r")
    changed(run, "change-institution", lending, "Institute B", *more)
    asked = run("borrower", "change-institution", lending, "乙所", "--address", "Street 1", *BY)
    assert (asked.code, "another name of Institute B" in asked.err) == (3, True)
    changed(
        run, "change-institution", lending, "INSTITUTE b", "--address", "Street 1", "--new-name", "Institute Bb"
    )
    (house,) = known(lending).institutions
    assert (house.name, house.names, house.country, str(house.type), house.address, house.remarks) == (
        "Institute Bb",
        ("乙所", "Institute B"),
        "China",
        "museum",
        "Street 1",
        "r",
    )


def test_what_is_not_there_is_neither_changed_nor_taken_away(run: Run, lending: str) -> None:
    def code(*told: str) -> int:
        return run("borrower", *told, *BY).code

    assert code("change-person", lending, "Nobody", "--contact", "x") == 3
    assert code("change-institution", lending, "Nowhere", "--country", "x") == 3
    assert code("change-person", lending, "Borrower A", "--drop-contact", "x") == 2
    assert code("change-person", lending, "Borrower A", "--since", "2026-01-01") == 2
    assert code("change-person", lending, "Borrower A") == 3


def test_long_and_chinese_names_stand_in_columns(run: Run, lending: str) -> None:
    long = "An institute whose name is longer than any column that was thought of before"
    changed(run, "institution", lending, long)
    changed(run, "person", lending, "王小明", "--at", long)
    rows = run("borrowers", lending).out.splitlines()[:2]
    assert len(json.loads(run("borrowers", lending, "--json").out)["borrowers"]) == 2
    places = []
    for row in rows:
        before = row[: row.index("0 lines out")]
        places.append(sum(2 if "\u4e00" <= each <= "\u9fff" else 1 for each in before))
    assert places[0] == places[1]


def test_a_name_in_other_capitals_or_spaces_is_the_same_name(run: Run, lending: str) -> None:
    twin = run("borrower", "institution", lending, "institute  b", *BY)
    assert (twin.code, "Institute B is in the book already" in twin.err) == (3, True)
    twin = run("borrower", "person", lending, "BORROWER A", *BY)
    assert (twin.code, "Another person has the name Borrower A" in twin.err) == (3, True)
    changed(run, "person", lending, "Borrower C")
    other = run("borrower", "change-person", lending, "Borrower C", "--other-name", "borrower a", *BY)
    assert (other.code, "Borrower A is the name of another person" in other.err) == (3, True)
