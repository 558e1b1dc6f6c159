"""Cells of the loan desk: unknown is not zero, on a line, in the calendar and in sums."""

from lunarcurator.desktop.models.loan_cells import due_cells, held, mass, unweighed_why
from lunarcurator.desktop.panels.wording import Wording
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.known_mass import Bound, KnownMass
from lunarcurator.services.lending.browsing import UNDONE, DueDay
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
    assert held(bound, 0, "mg", 1) == "\u2264\u2009212.300\u00a0mg"
    assert mass(KnownMass(5, about=True), "mg").plain == "~0.005"
    assert mass(None, "g").plain == mass(None, "g").text


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
