"""Cells of the loan desk: unknown is not zero, on a line, in the calendar and in sums."""

from dataclasses import replace
from types import MappingProxyType

import pytest
from lunarcurator.desktop.models.loan_cells import (
    borrower_cells,
    due_cells,
    held,
    loan_cells,
    mass,
    unweighed_why,
)
from lunarcurator.desktop.models.loan_today import _todo
from lunarcurator.desktop.panels.wording import Wording
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.known_mass import Bound, KnownMass
from lunarcurator.services.lending.browsing import NOTHING_HELD, UNDONE, BorrowerRow, DueDay, HeldSum, LoanRow
from lunarcurator.services.lending.overview import Todo, Work
from lunarcurator.services.words import Words


def test_what_nobody_weighed_is_not_told_as_nothing() -> None:
    assert held(KnownMass(5_000_000), 0, "g") == "5\u00a0g"
    assert held(KnownMass(0), 1, "g") == "not weighed"
    assert held(KnownMass(0), 3, "g") == "3 not weighed"
    assert held(KnownMass(5_000_000), 2, "mg") == "5\u202f000\u00a0mg and 2 not weighed"
    assert held(KnownMass(0), 0, "g") == "0\u00a0g"


def test_a_bound_and_an_estimate_keep_their_signs_where_they_are_read_and_copied() -> None:
    bound = KnownMass(212_300, None, bound=Bound.AT_MOST)
    cell = mass(bound, "g")
    assert (cell.text, cell.plain) == ("\u2264\u20090", "\u2264\u20090.2123")
    assert held(bound, 0, "g") == "\u2264\u20090.2123\u00a0g"
    assert held(replace(bound, resolution_ug=1), 0, "mg") == "\u2264\u2009212.300\u00a0mg"
    assert mass(KnownMass(5, about=True), "mg").plain == "~0.005"
    assert mass(None, "g").plain == mass(None, "g").text


def test_why_nobody_weighed_it_is_told_as_far_as_it_is_known(words: Words) -> None:
    wording = Wording(words)
    told = {why: unweighed_why(why, wording) for why in ("", "not_weighed", "not_stated", UNDONE, "epoxy")}
    assert [*told.values()] == [
        "not weighed",
        "not weighed",
        "not stated",
        "weighing undone",
        "in epoxy",
    ]


def test_the_calendar_says_what_nobody_weighed(words: Words) -> None:
    day = DueDay(20270101, "Borrower A", "Institute B", Uid("a" * 32), "L-1", 1, HeldSum(0, 1, 0, 0, None))
    assert due_cells(day, 20260101, Wording(words))[-1].spoken == "not weighed"


@pytest.mark.parametrize(
    ("sums", "told"),
    [
        ((777_000, 0, 0, 0, 100), "0.7770"),
        ((777_000, 1, 0, 0, None), "\u2265\u20090.777"),
        ((1_617_000, 0, 0, 1, None), "~1.617"),
        ((1_617_000, 1, 0, 1, None), "\u2265\u2009~1.617"),
        ((1_427_020, 1, 650_020, 0, 10), "\u2265\u20090.77700"),
        ((650_020, 1, 650_020, 0, 10), "not weighed"),
        ((0, 2, 0, 0, None), "not weighed"),
    ],
)
def test_every_sum_of_the_loan_desk_says_what_of_it_is_known(
    words: Words, sums: tuple[int, int, int, int, int | None], told: str
) -> None:
    """Of ug, unweighed, bounded, estimated and last place loans, borrowers, calendar and today say the same."""
    wording, today, uid, held = Wording(words), 20260101, Uid("a" * 32), HeldSum(*sums)
    loan = LoanRow(1, uid, "L-1", "loan", "P", "I", "", 2, 2, held, 20270101, 20250101, 0, 0)
    borrower = BorrowerRow(uid, "P", "I", 2, 0, held, 20270101, MappingProxyType({}))
    day = DueDay(20270101, "P", "I", uid, "L-1", 2, held)
    todo = Todo("loan", uid, "L-1", "P", "I", 2, "15112", held_sum=held)
    cells = (
        loan_cells(loan, today, wording)[6],
        borrower_cells(borrower, 0, today, wording)[4],
        due_cells(day, today, wording)[-1],
        _todo(todo, Work.OVERDUE, today, "g", may_act=False).cells[3],
    )
    assert {each.spoken for each in cells} == {told}


def test_a_borrower_who_is_gone_is_named_so(words: Words) -> None:
    ended = MappingProxyType({"ended": 20250601, "ended_how": "moved"})
    row = BorrowerRow(Uid("a" * 32), "P", "I", 0, 0, NOTHING_HELD, 0, ended)
    told = [borrower_cells(row, 0, day, Wording(words))[0].spoken for day in (20250531, 20250601)]
    assert told == ["P", "P (moved on 2025-06-01)"]


def test_what_is_held_is_shown_to_the_place_it_was_read_to(words: Words) -> None:
    cell = mass(KnownMass(200_000, 10), "g")
    assert (f"{cell.text}{cell.fraction}", cell.spoken) == ("0.20000", "0.20000")
