"""A mass that comes back as an estimate is taken as one: "~49" is not what a balance said."""

import pytest
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Register, StateFact
from lunarcurator.services.dossier import statements_of
from lunarcurator.services.roundtrip import CellVerdict, whose_word

from tests.services.ledgers.history import History
from tests.services.roundtrip.conftest import Trip, only, operations, row_of
from tests.services.roundtrip.test_borrowers_word import as_word_of, lent, made_for, why

__all__ = ["lent"]


@pytest.mark.parametrize("text", ["~3.5", "about 3.5 g", "3500 mg est."])
def test_an_estimate_is_stated_as_one(trip: Trip, history: History, text: str) -> None:
    trip.send()
    trip.put("15555,2", "Mass (g)", text)
    plan = trip.back()
    assert (only(plan).came, whose_word(plan, only(plan), trip.words)) == ("~3.5", "the lab, estimated")
    (said,) = operations(row_of(plan, "15555,2").acts)
    assert isinstance(said, StateFact)
    assert said.value == "~3.5 g"
    trip.post(plan)
    assert [each.value for each in statements_of(history.session, history.piece("15555,2"))["mass"]] == ["~3.5 g"]
    assert only(trip.back()).verdict is CellVerdict.AGREED
    trip.put("15555,2", "Mass (g)", 3.5)
    assert only(trip.back()).verdict is CellVerdict.CHANGED, "weighed since: no longer an estimate"


def test_the_same_figure_as_an_estimate_says_something_else(trip: Trip) -> None:
    trip.send()
    trip.put("15555,2", "Mass (g)", "~3.87")
    change = only(trip.back())
    assert (change.sent, change.came, change.verdict) == ("3.87", "~3.87", CellVerdict.CHANGED)


def test_what_the_book_estimates_too_is_nothing_new(trip: Trip, history: History) -> None:
    guessed = Mass.estimated(49_000_000)
    history.post(Register(collection="Apollo", number="15558", mission="Apollo 15", mass=guessed))
    trip.send()
    for same in ("~49", 49, "49.00000000000001"):
        trip.put("15558", "Mass (g)", same)
        assert trip.back().differing == ()


def test_a_figure_that_cannot_be_read_is_refused_as_before(trip: Trip) -> None:
    trip.send()
    trip.put("15555,2", "Mass (g)", "~ a spoonful")
    assert only(trip.back()).verdict is CellVerdict.REFUSED


def test_a_borrowers_estimate_is_a_statement_and_no_report_of_the_line(lent: Trip) -> None:
    made_for(lent)
    lent.put("15555,2", "Mass (g)", "~3.5")
    plan = lent.back()
    assert whose_word(plan, only(plan), lent.words) == "Borrower A, estimated"
    assert "line L-A/2 reports no mass" in why(lent, plan, "15555,2")
    (said,) = operations(plan.takeable[0].acts)
    assert isinstance(said, StateFact)
    assert (said.value, said.source) == ("~3.5 g", "Borrower A, edit.xlsx, 3")
    lent.post(plan)
    assert only(lent.back()).verdict is CellVerdict.AGREED


def test_an_estimate_of_a_piece_that_is_not_held_is_no_word_of_the_borrower(lent: Trip) -> None:
    lent.send()
    lent.put("15555,1", "Mass (g)", "~1")
    (row,) = as_word_of(lent).differing
    assert (row.refused, row.reasons[0].key) == (True, "roundtrip.not_held")
