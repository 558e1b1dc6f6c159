"""Cells of the loan desk: unknown is not zero, on a line, in the calendar and in sums."""

from lunarcurator.desktop.models.loan_cells import due_cells, held, unweighed_why
from lunarcurator.desktop.panels.wording import Wording
from lunarcurator.domain.identity import Uid
from lunarcurator.services.lending.browsing import UNDONE, DueDay
from lunarcurator.services.words import Words


def test_what_nobody_weighed_is_not_told_as_nothing() -> None:
    assert held(5_000_000, 0, "g") == "5\u00a0g"
    assert held(0, 1, "g") == "not weighed"
    assert held(0, 3, "g") == "3 not weighed"
    assert held(5_000_000, 2, "mg") == "5\u202f000\u00a0mg and 2 not weighed"
    assert held(0, 0, "g") == "0\u00a0g"


def test_why_nobody_weighed_it_is_told_as_far_as_it_is_known(words: Words) -> None:
    wording = Wording(words)
    told = {why: unweighed_why(why, wording) for why in ("", "not_weighed", "not_stated", UNDONE, "epoxy")}
    assert [*told.values()] == [
        "not weighed",
        "never weighed",
        "came without a mass",
        "weighing undone",
        "in epoxy",
    ]


def test_the_calendar_says_what_nobody_weighed(words: Words) -> None:
    day = DueDay(20270101, "Borrower A", "Institute B", Uid("a" * 32), "L-1", 1, 0, 1)
    assert due_cells(day, 20260101, Wording(words))[-1].spoken == "not weighed"
