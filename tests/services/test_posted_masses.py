"""What an act announces of masses is what is booked."""

from pathlib import Path

from lunarcurator.domain.accounts import Account
from lunarcurator.domain.facts import Book, Fact, MassLine, Placement
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.pieces import Recorded
from lunarcurator.services.posted_masses import adjusted, booked_away, booked_by, held_after, in_unit
from lunarcurator.services.words import Words

WORDS = Words.load("en", Path(__file__).parents[2] / "resources" / "languages", strict=True)
ROCK, CHIP = Uid("a" * 32), Uid("b" * 32)
BOOK = Book(Uid("c" * 32), "", "own")


def line(sample: Uid, account: Account, ug: int) -> Fact:
    return MassLine(sample, BOOK, account, 20260101, ug, 0)


def recorded(*facts: Fact) -> tuple[Recorded, ...]:
    return tuple(Recorded(1, n, each) for n, each in enumerate(facts))


def told(*facts: Fact) -> tuple[str, ...]:
    return booked_away(booked_by(recorded(*facts)), WORDS, str)


def test_what_a_piece_holds_is_what_its_lines_leave() -> None:
    facts = recorded(
        line(ROCK, Account.HERE, -5),
        line(CHIP, Account.HERE, 5),
        line(ROCK, Account.HERE, 2),
        line(ROCK, Account.ADJUSTMENT, -2),
        Placement(ROCK, 20260101, None, None, "here"),
    )
    assert held_after(facts, ROCK, 3) == 0


def test_each_account_that_is_no_piece_is_announced_with_its_side() -> None:
    assert told(line(ROCK, Account.ADJUSTMENT, -2)) == ("2 more than the book had, booked from adjustment",)
    assert told(line(ROCK, Account.ADJUSTMENT, 2)) == ("2 missing, booked to adjustment",)
    assert told(line(ROCK, Account.ATTRITION, 3)) == ("3 booked to attrition",)
    assert told(line(ROCK, Account.UNRECONCILED, -3)) == ("3 booked from unreconciled",)
    assert told(line(ROCK, Account.HERE, -3), Placement(ROCK, 20260101, None, None, "here")) == ()


def test_what_is_missing_of_one_piece_is_not_made_up_for_by_another() -> None:
    facts = recorded(
        line(ROCK, Account.ADJUSTMENT, 200),
        line(CHIP, Account.ADJUSTMENT, -150),
        line(CHIP, Account.ADJUSTMENT, -50),
        line(CHIP, Account.ATTRITION, 7),
    )
    assert adjusted(facts, WORDS, in_unit("mg")) == (
        "0.2\u00a0mg missing, booked to adjustment",
        "0.2\u00a0mg more than the book had, booked from adjustment",
    )
