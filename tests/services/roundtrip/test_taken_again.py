"""A workbook that is taken back again states nothing a second time."""

import shutil

import pytest
from lunarcurator.domain.findings import Strength
from lunarcurator.domain.operations import Reverse, StateFact
from lunarcurator.services.roundtrip import CellVerdict, NothingToTakeBack

from tests.services.ledgers.history import History
from tests.services.roundtrip.conftest import Trip, only, operations, row_of


def test_a_mass_that_was_stated_is_not_stated_again(trip: Trip) -> None:
    trip.send()
    trip.put("15555,2", "Mass (g)", 3.5)
    posted = trip.post(trip.back())
    again = trip.back()
    assert only(again).verdict is CellVerdict.AGREED
    reason = only(again).reason
    assert reason is not None
    assert (reason.key, dict(reason.facts)["entry"]) == ("roundtrip.stated_already", posted.seq)
    with pytest.raises(NothingToTakeBack):
        trip.post(again)


def test_the_same_figure_under_another_name_of_the_file_is_no_other_statement(trip: Trip) -> None:
    trip.send()
    trip.put("15555,2", "Mass (g)", 3.5)
    trip.post(trip.back())
    shutil.copy(trip.path, other := trip.path.with_name("edit (2).xlsx"))
    trip.path = other
    trip.put("15555,2", "Mass (g)", "3500 mg")
    assert only(trip.back()).verdict is CellVerdict.AGREED


def test_another_figure_is_stated_and_an_older_one_may_be_said_again(trip: Trip) -> None:
    trip.send()
    for said in (3.5, 3.6, 3.5):
        trip.put("15555,2", "Mass (g)", said)
        assert only(trip.back()).verdict is CellVerdict.CHANGED
        trip.post(trip.back())
    assert only(trip.back()).verdict is CellVerdict.AGREED


def test_a_statement_that_was_undone_can_be_taken_again(trip: Trip, history: History) -> None:
    trip.send()
    trip.put("15555,2", "Mass (g)", 3.5)
    posted = trip.post(trip.back())
    history.post(Reverse(entry=str(posted.seq)))
    assert only(trip.back()).verdict is CellVerdict.CHANGED


@pytest.mark.parametrize(
    ("field", "value", "source"),
    [
        ("mass", "3.5 g", "A catalogue"),
        ("mass", "a handful", "edit.xlsx, 4"),
        ("remarks", "3.5 g", "edit.xlsx, 4"),
    ],
)
def test_what_others_state_is_not_what_the_workbook_states(
    trip: Trip, history: History, field: str, value: str, source: str
) -> None:
    trip.send()
    trip.put("15555,2", "Mass (g)", 3.5)
    history.post(StateFact(sample="15555,2", field=field, value=value, source=source))
    assert only(trip.back()).verdict is CellVerdict.CHANGED


def test_what_was_stated_before_it_went_out_is_no_answer(trip: Trip, history: History) -> None:
    history.post(StateFact(sample="15555,2", field="mass", value="3.5 g", source="edit.xlsx, 4"))
    trip.send()
    trip.put("15555,2", "Mass (g)", 3.5)
    (said,) = operations(row_of(trip.back(), "15555,2").acts)
    assert isinstance(said, StateFact)


@pytest.mark.parametrize(
    ("figure", "key"), [(3870, "mass.stated_thousandfold"), (7.5, "mass.stated_more_than_ever")]
)
def test_an_unlikely_mass_asks_why(trip: Trip, figure: float, key: str) -> None:
    trip.send()
    trip.put("15555,2", "Mass (g)", figure)
    row = row_of(trip.back(), "15555,2")
    (warned,) = row.reasons
    assert (warned.key, warned.strength, row.refused) == (key, Strength.WARN, False)
    assert trip.words.say_finding(warned)


def test_what_a_rule_says_names_the_column_it_is_about(trip: Trip) -> None:
    trip.send()
    trip.put("15555,2", "Mass (g)", 7.5)
    trip.put("15555,2", "Form", "gravel from home")
    found = {each.key: each.field for each in row_of(trip.back(), "15555,2").reasons}
    assert found == {"mass.stated_more_than_ever": "mass", "form.unknown": "form"}
