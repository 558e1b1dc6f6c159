"""A row whose hidden key was emptied is known by its number where nothing else could be meant."""

from collections.abc import Callable

import pytest
from lunarcurator.domain.acts import Override
from lunarcurator.domain.operations import Mission, OpenCollection, Register, Renumber
from lunarcurator.services.exporting import Scope
from lunarcurator.services.roundtrip import CellVerdict, export_to_edit
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.services.ledgers.history import History
from tests.services.roundtrip.conftest import Trip, cell, row_of


def why(trip: Trip, number: str) -> str:
    row = row_of(trip.back(), number)
    assert row.refused
    return row.reasons[0].key


def test_a_row_without_its_key_is_the_piece_of_its_number(trip: Trip, history: History) -> None:
    trip.send()
    trip.put("15555", "Remarks", "seen")
    trip.put("15555", "uid", None)
    plan = trip.back()
    row = row_of(plan, "15555")
    assert (row.uid, row.verdict) == (history.piece("15555"), CellVerdict.CHANGED)
    trip.post(plan)
    assert row_of(trip.back(), "15555").verdict is CellVerdict.AGREED


def test_a_piece_that_was_renumbered_meanwhile_is_known_by_the_number_that_went_out(
    trip: Trip, history: History
) -> None:
    trip.send()
    uid = history.piece("15555,2")
    trip.put("15555,2", "uid", None)
    history.post(Renumber(sample="15555,2", number="15555,9", source="p. 3"))
    assert row_of(trip.back(), "15555,2").uid == uid


def twice(sheet: Worksheet, _: Workbook) -> None:
    at = sheet.max_row + 1
    for column in range(2, sheet.max_column + 1):
        sheet.cell(at, column).value = cell(sheet, "15555", str(sheet.cell(1, column).value)).value


def by_hand(sheet: Worksheet, _: Workbook) -> None:
    sheet.cell(sheet.max_row + 1, 2).value = "14321"


@pytest.mark.parametrize(
    ("number", "disturb"),
    [("15555", twice), ("14321", by_hand)],
)
def test_a_row_added_by_hand_is_not_taken_for_one_that_went_out(
    trip: Trip, history: History, number: str, disturb: Callable[[Worksheet, Workbook], object]
) -> None:
    scope = Scope((history.piece("15555"),))
    assert export_to_edit(history.session, trip.words, trip.path, scope) == 1
    trip.edit(disturb)
    refused = [row for row in trip.back().rows if row.refused]
    assert [(row.number, row.reasons[0].key) for row in refused] == [(number, "roundtrip.key_emptied")]


def test_a_number_two_pieces_had_says_that_the_key_is_gone(trip: Trip, history: History) -> None:
    missions = (Mission(code="Apollo 15", name="Apollo 15", opened=19710807),)
    history.post(OpenCollection(code="B", name="Second", scheme="apollo", missions=missions))
    told = (Override(key="number.elsewhere", reason="another piece"),)
    history.post(Register(collection="B", number="15555", mission="Apollo 15"), overrides=told)
    trip.send()

    def empty(sheet: Worksheet, _: Workbook) -> None:
        cell(sheet, "B:15555", "uid").value = None
        cell(sheet, "Apollo:15555", "uid").value = None
        cell(sheet, "Apollo:15555", "Number").value = "15555"

    trip.edit(empty)
    plan = trip.back()
    assert [(row.number, row.reasons[0].key) for row in plan.rows if row.refused] == [
        ("15555", "roundtrip.key_emptied")
    ]
    assert row_of(plan, "B:15555").uid == history.piece("B:15555"), "its collection tells it apart"


def test_a_number_nobody_had_when_it_went_out_is_a_new_row(trip: Trip, history: History) -> None:
    trip.send()
    history.post(Register(collection="Apollo", number="15556", mission="Apollo 15"))
    trip.edit(lambda sheet, _: setattr(sheet.cell(sheet.max_row + 1, 2), "value", "15556"))
    assert why(trip, "15556") == "roundtrip.new_row"


def test_a_number_that_was_typed_over_stands_under_the_one_that_went_out(trip: Trip) -> None:
    trip.send()
    trip.put("15555", "Number", "15557")
    assert why(trip, "15555") == "roundtrip.number_differs"
