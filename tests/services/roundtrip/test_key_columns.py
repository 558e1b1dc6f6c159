"""Key columns that were retitled or deleted, and a second sheet with the same rows."""

from collections.abc import Callable

import pytest
from lunarcurator.domain.acts import Override
from lunarcurator.domain.operations import Mission, OpenCollection, Register
from lunarcurator.services.roundtrip import CellVerdict, NotOurWorkbook, TakeBack
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.services.ledgers.history import History
from tests.services.roundtrip.conftest import Trip, cell, only, row_of


def notes(trip: Trip, plan: TakeBack) -> list[str]:
    assert all(trip.words.say_finding(each) for each in plan.notes)
    return [each.key for each in plan.notes]


def retitled(number: str, key: str) -> Callable[[Worksheet, Workbook], object]:
    def change(sheet: Worksheet, _: Workbook) -> None:
        sheet.cell(1, 1).value, sheet.cell(1, 2).value = key, number

    return change


@pytest.mark.parametrize(
    ("number", "key", "note"),
    [
        ("Sample no.", "uid", "roundtrip.number_retitled"),
        ("Number", "Row key", "roundtrip.key_retitled"),
        ("Number", "", "roundtrip.key_retitled"),
    ],
)
def test_a_retitled_key_column_is_known_by_what_stands_below_it(
    trip: Trip, number: str, key: str, note: str
) -> None:
    trip.send()
    trip.put("15555,2", "Mass (g)", 3.5)
    trip.edit(retitled(number, key))
    plan = trip.back()
    assert (only(plan).came, notes(trip, plan)) == ("3.5", [note])
    assert (plan.extra, plan.missing) == ((), ())


def test_a_retitled_number_still_shows_rows_that_were_mixed_up(trip: Trip) -> None:
    trip.send()

    def mix(sheet: Worksheet, book: Workbook) -> None:
        here, there = cell(sheet, "15555,1", "uid"), cell(sheet, "15555,2", "uid")
        here.value, there.value = there.value, here.value
        sheet.cell(sheet.max_row + 1, 2).value = "15556"
        sheet.cell(sheet.max_row + 1, 1).value = "0" * 32
        retitled("Sample no.", "uid")(sheet, book)

    trip.edit(mix)
    refused = [row.reasons[0].key for row in trip.back().rows if row.refused]
    assert refused.count("roundtrip.number_differs") == 2


@pytest.mark.parametrize(
    "disturb",
    [retitled("Sample no.", "Row key"), lambda sheet, _: sheet.delete_cols(2), lambda sheet, _: emptied(sheet)],
)
def test_rows_that_nothing_tells_are_refused(trip: Trip, disturb: Callable[[Worksheet, Workbook], object]) -> None:
    trip.send()
    trip.edit(disturb)
    with pytest.raises(NotOurWorkbook) as refused:
        trip.back()
    assert refused.value.key == "roundtrip.keys_gone"


def emptied(sheet: Worksheet) -> None:
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, 1).value = "gone"
    sheet.cell(1, 2).value = "Sample no."


def test_without_the_key_column_each_row_is_known_by_its_number(trip: Trip, history: History) -> None:
    missions = (Mission(code="Apollo 15", name="Apollo 15", opened=19710807),)
    history.post(OpenCollection(code="B", name="Second", scheme="apollo", missions=missions))
    told = (Override(key="number.elsewhere", reason="another piece"),)
    history.post(Register(collection="B", number="15555", mission="Apollo 15"), overrides=told)
    trip.send()
    trip.put("15555,2", "Mass (g)", 3.5)
    trip.edit(lambda sheet, _: sheet.delete_cols(1))
    plan = trip.back()
    assert notes(trip, plan) == ["roundtrip.known_by_number"]
    assert plan.missing == ()
    assert row_of(plan, "15555,2").verdict is CellVerdict.CHANGED
    assert not any(row.refused for row in plan.rows)
    for number in ("Apollo:15555", "B:15555"):
        assert row_of(plan, number).uid == history.piece(number), "the collection tells them apart"
    trip.post(plan)


def copied(change: Callable[[Worksheet], object]) -> Callable[[Worksheet, Workbook], object]:
    return lambda sheet, book: change(book.copy_worksheet(sheet))


def test_a_second_sheet_that_says_something_else_is_named(trip: Trip) -> None:
    trip.send()
    trip.edit(copied(lambda sheet: setattr(cell(sheet, "15555,2", "Mass (g)"), "value", 3.5)))
    plan = trip.back()
    assert plan.differing == ()
    assert notes(trip, plan) == ["roundtrip.second_sheet"]
    said = trip.words.say_finding(plan.notes[0])
    assert said.startswith("The sheet “Pieces Copy” holds such rows too, and 1 row of it says something else")


@pytest.mark.parametrize(
    "change",
    [
        lambda _: None,
        lambda sheet: sheet.delete_cols(8),
        lambda sheet: sheet.delete_cols(2),
        lambda sheet: bare(sheet),
    ],
)
def test_a_copy_that_says_nothing_else_is_none_to_name(trip: Trip, change: Callable[[Worksheet], object]) -> None:
    trip.send()
    trip.edit(copied(change))
    assert trip.back().notes == ()


def bare(sheet: Worksheet) -> None:
    sheet.delete_cols(3, 99)
    sheet.delete_cols(1)


def test_a_total_below_the_rows_is_called_what_it_says(trip: Trip) -> None:
    trip.send()
    trip.edit(lambda sheet, _: setattr(sheet.cell(sheet.max_row + 1, 1), "value", "Total"))
    (row,) = trip.back().differing
    assert "The piece of this row, Total, is not in the book" in trip.words.say_finding(row.reasons[0])
