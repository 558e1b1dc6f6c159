"""`borrower`, `borrowers`, `agreement` and `agreements`: everything on those who borrow, without a window."""

import hashlib
import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from lunarcurator.domain.acts import Act, Override, Posting
from lunarcurator.domain.operations import Mission, OpenCollection, Register
from lunarcurator.domain.operations.accounting import EnterLoan, OldLine
from lunarcurator.services.store_session import StoreSession

from tests.commands.conftest import Ended

type Run = Callable[..., Ended]
ENTERED = ("enter_loan.mass_differs", "enter_loan.agreement_was_not_valid", "enter_loan.no_mass")


@pytest.fixture
def store(run: Run, tmp_path: Path) -> str:
    path = str(tmp_path / "lab.lunar")
    assert run("new", path, "--operator", "A. Curator", "--collection", "Chang'e-5").code == 0
    return path


def house(run: Run, store: str) -> None:
    done = run("borrower", "institution", store, "Institute B", "--type", "museum", "--other-name", "乙所")
    assert done.code == 0, done.err
    for name in ("Borrower A", "Borrower C"):
        there = ("--at", "Institute B", "--since", "2020-01", "--contact", "by post")
        done = run("borrower", "person", store, name, *there, "--other-name", f"{name} (other)")
        assert done.code == 0, done.err


def agree(run: Run, store: str, number: str, person: str, copy: str, *more: str) -> None:
    term = ("--since", "2020-01-01", "--until", "2031-12-31")
    drafted = ("agreement", "draft", store, "--number", number, "--person", person, "--at", "Institute B")
    done = run(*drafted, *term, "--day", "2020-01-05", *more)
    assert done.code == 0, done.err
    signing = ("--by", person, "--for-lab", "A. Curator", "--copy", copy, "--day", "2020-01-06")
    done = run("agreement", "sign", store, number, *signing, "--because", "on paper only")
    assert done.code == 0, done.err


def lend(store: str) -> None:
    plain = (
        OpenCollection(code="L", name="Moon", scheme="plain", missions=(Mission(code="M", name="M"),)),
        Register(collection="L", number="P", mission="M"),
    )
    line = OldLine(sample="P", due=20210101)
    entered = EnterLoan(number="L-1", borrower="Borrower A", agreement="A-1", lines=(line,), source="list")
    stood = tuple(Override(key=key, reason="as it says") for key in ENTERED)
    acts = tuple(Act(operation=each, day=20200101) for each in plain)
    with closing(StoreSession.open(Path(store))) as session:
        session.post(Posting(acts=acts, operator="A. Curator"))
        session.post(Posting(acts=(Act(operation=entered, day=20200201),), operator="A. Curator", overrides=stood))


def test_borrowers_are_entered_agreed_with_lent_to_and_told(run: Run, store: str, tmp_path: Path) -> None:
    house(run, store)
    copy = tmp_path / "a1.pdf"
    copy.write_bytes(b"signed")
    agree(run, store, "A-1", "Borrower A", str(copy), "--cosigner", "Borrower C")
    lend(store)
    listed = run("borrowers", store)
    assert listed.code == 0
    assert "Borrower A" in listed.out
    assert "1 line out, 1 overdue" in listed.out
    assert listed.out.endswith("2 borrowers\n")
    told = json.loads(run("borrowers", store, "--json").out)["borrowers"]
    assert [(each["name"], each["lines"], each["overdue"]) for each in told] == [
        ("Borrower A", 1, 1),
        ("Borrower C", 0, 0),
    ]
    card = run("borrowers", store, "borrower a (other)")
    assert card.out.splitlines()[:2] == [
        "Borrower A  Institute B",
        "  1 line overdue, the oldest L-1/1, due 2021-01-01",
    ]
    stands = json.loads(run("borrowers", store, "Borrower A", "--json").out)["standing"]
    assert stands[0]["tone"] == "red"
    show = json.loads(run("agreements", store, "--json").out)["agreements"]
    assert [(each["number"], each["state"], each["signed"]) for each in show] == [("A-1", "current", "2020-01-06")]
    assert run("verify", store).code == 0
    assert hashlib.sha256(b"signed").hexdigest() in Path(store).read_bytes().decode("latin-1")


def test_contacts_restrictions_and_the_end_of_a_responsibility(run: Run, store: str) -> None:
    house(run, store)
    agree(run, store, "A-1", "Borrower A", "record 7")
    agree(run, store, "A-2", "Borrower C", "record 8")
    lend(store)
    assert run("borrower", "heard", store, "Borrower C", "--how", "call").code == 0
    noted = ("--kind", "funding", "--text", "fund Z", "--until", "2099-12-31")
    assert run("borrower", "restrict", store, "Borrower A", *noted).code == 0
    assert "Restriction (funding) until 2099-12-31: fund Z" in run("borrowers", store, "Borrower A").out
    assert run("borrower", "restrict", store, "Borrower A", "--lifts", "fund Z").code == 0
    house_wide = ("--institution", "--text", "licence")
    assert run("borrower", "restrict", store, "Institute B", *house_wide).code == 0
    refused = run("borrower", "end", store, "Borrower A", "--how", "retired")
    assert refused.code == 3
    assert "Name the agreement they pass to" in refused.err + refused.out
    passed = ("--how", "retired", "--agreement", "A-2", "--because", "asked by the director")
    sanctioned = ("--authority", "M. Manager", "--document", "Memo 3")
    done = run("borrower", "end", store, "Borrower A", *passed, *sanctioned)
    assert done.code == 0, done.err
    told = json.loads(run("borrowers", store, "--json").out)["borrowers"]
    assert {each["name"]: each["lines"] for each in told} == {"Borrower A": 0, "Borrower C": 1}


def test_agreements_are_renewed_ended_and_listed_by_what_they_ask_for(run: Run, store: str) -> None:
    house(run, store)
    agree(run, store, "A-1", "Borrower A", "record 7")
    renewed = ("--until", "2035-12-31", "--copy", "record 9", "--because", "on paper only")
    assert run("agreement", "renew", store, "A-1", *renewed).code == 0
    assert run("agreements", store, "--expiring").out == "0 agreements\n"
    assert "A-1" in run("agreements", store, "--within", "99999").out
    draft = ("--person", "Borrower C", "--at", "Institute B", "--since", "2020-01-01", "--until", "2031-12-31")
    done = run("agreement", "draft", store, *draft, "--approved", "2020-01-01", "--plan-review", "2030-01-01")
    assert done.code == 0, done.err
    unsigned = run("agreements", store, "--unsigned").out
    assert "to be signed by 2020-01-15" in unsigned
    assert unsigned.endswith("1 agreement\n")
    term = ("--person", "Borrower A", "--at", "Institute B", "--since", "2020-01-01", "--until", "2031-12-31")
    assert run("agreement", "draft", store, "--number", "A-9", *term, "--renews", "A-1").code == 0
    signing = ("--by", "Borrower A", "--for-lab", "M", "--copy", "a.pdf", "--because", "on paper only")
    assert run("agreement", "sign", store, "A-9", *signing).code == 0
    assert "renewed by A-9" in run("agreements", store).out
    assert run("agreement", "end", store, "A-1", "--why", "no plan").code == 0
    assert "Terminated" in run("agreements", store).out


def test_who_is_not_known_or_known_twice_is_told(run: Run, store: str) -> None:
    house(run, store)
    assert run("borrowers", store, "Nobody").code == 3
    twin = ("borrower", "person", store, "Borrower A", "--because", "a namesake")
    assert run(*twin).code == 0
    assert run("borrowers", store, "Borrower A").code == 3


def test_a_wrong_day_is_a_wrong_use(run: Run, store: str) -> None:
    house(run, store)
    refused = run("borrower", "end", store, "Borrower A", "--how", "died", "--recall-by", "someday")
    assert refused.code == 2
