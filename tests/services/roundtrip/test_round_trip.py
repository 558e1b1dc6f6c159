"""A workbook that goes out and comes back says exactly what was changed in it."""

import random
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lunarcurator.domain.operations import Correct, Describe, StateFact
from lunarcurator.exchange.reading import read_book
from lunarcurator.services.roundtrip import EDITABLE_BY_SHEET, CellVerdict, NotOurWorkbook
from lunarcurator.services.roundtrip.sending import export_to_edit
from lunarcurator.services.words import Words
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.services.ledgers.history import History
from tests.services.roundtrip.conftest import Trip, cell, only, operations, row_of


def test_a_workbook_that_comes_back_unchanged_says_nothing(trip: Trip) -> None:
    assert trip.send(*EDITABLE_BY_SHEET) > 5
    plan = trip.back()
    assert plan.counts[CellVerdict.SAME] == len(plan.rows)
    assert (plan.extra, plan.missing, plan.differing, plan.takeable) == ((), (), (), ())


def test_what_a_spreadsheet_does_to_rows_and_columns_changes_nothing(trip: Trip) -> None:
    trip.send()

    def disturb(sheet: Worksheet, _: Workbook) -> None:
        rows = [[each.value for each in row] for row in sheet.iter_rows()]
        head, *body = rows
        random.Random(3).shuffle(body)
        order = [3, 1, 0, *range(4, len(head)), 2]
        for at, row in enumerate([head, *body[:-1], [None] * len(head)], start=1):
            for place, old in enumerate(order, start=1):
                sheet.cell(at, place).value = row[old]
        sheet.cell(1, len(head) + 2).value = "My notes"
        sheet.cell(2, len(head) + 2).value = "look again"
        sheet.insert_rows(1, 2)
        sheet["B1"] = "Please check"

    trip.edit(disturb)
    plan = trip.back()
    assert plan.counts[CellVerdict.SAME] == len(plan.rows)
    assert plan.extra == ("My notes",)


EDITS = {
    "Form": ("slab", "Whole rock", "Chip"),
    "Class": ("breccia", "玄武岩", "=2+3", "-"),
    "Remarks": ("a\nb", "  seen  ", "x" * 300, "#N/A"),
    "Condition": ("pristine", "air-exposed"),
    "Access": ("restricted", "open"),
    "Restriction": ("no metal tools", "1/2"),
}


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, 5), header=st.sampled_from([*EDITS]), which=st.integers(0, 3))
def test_one_edit_is_exactly_one_difference(trip: Trip, at: int, header: str, which: int) -> None:
    trip.send()
    number = [row.number for row in trip.back().rows][at]
    value = EDITS[header][which % len(EDITS[header])]
    trip.edit(lambda sheet, _: _type(cell(sheet, number, header), value))
    before = trip.back()
    book = load_workbook(trip.path)
    assert cell(book.worksheets[0], number, header).value == value
    if before.differing:
        (row,) = before.differing
        change = only(before)
        assert (row.number, change.header, change.verdict) == (number, header, CellVerdict.CHANGED)
        assert change.sent != change.came
        assert len(row.acts) == 1


def _type(target, value: str) -> None:  # type: ignore[no-untyped-def]
    target.value = value
    target.data_type = "s"


def test_blank_fields_are_described_and_others_corrected(trip: Trip) -> None:
    trip.send()
    trip.put("15555,1", "Class", "basalt")
    trip.put("14321", "Class", "impact melt breccia")
    plan = trip.back()
    described, corrected = row_of(plan, "15555,1"), row_of(plan, "14321")
    assert [type(each) for each in operations(described.acts)] == [Describe]
    (correct,) = operations(corrected.acts)
    assert isinstance(correct, Correct)
    assert (correct.old, correct.new) == ("crystalline-matrix breccia", "impact melt breccia")
    assert correct.evidence.startswith("edit.xlsx, ")
    posted = trip.post(plan, reason="Reviewed in Excel")
    assert posted.seq == plan.seq + 1
    trip.send()
    assert trip.back().differing == ()


def test_an_emptied_field_is_corrected_to_nothing(trip: Trip) -> None:
    trip.send()
    trip.put("14321", "Class", None)
    (correct,) = operations(trip.back().takeable[0].acts)
    assert isinstance(correct, Correct)
    assert correct.new is None


def test_a_mass_typed_is_stated_and_never_a_weighing(trip: Trip, history: History) -> None:
    trip.send()
    trip.put("15555,2", "Mass (g)", 3.5)
    plan = trip.back()
    (said,) = operations(plan.takeable[0].acts)
    assert isinstance(said, StateFact)
    assert (said.field, said.value) == ("mass", "3.5 g")
    trip.post(plan)
    trip.send()
    assert only_mass(trip) == "3.870"
    assert history.session.head().seq == plan.seq + 1


def only_mass(trip: Trip) -> str:
    book = load_workbook(trip.path)
    mass = cell(book.worksheets[0], "15555,2", "Mass (g)")
    return f"{mass.value:.{len(mass.number_format) - 2}f}"


def test_places_come_back_as_one_move_for_each_place(trip: Trip) -> None:
    trip.send()
    for number in ("15555", "15555,1"):
        trip.put(number, "Place", "Lab › Room 1")
    trip.put("15555,2", "Place", "Vault 1")
    plan = trip.back()
    assert {change.verdict for row in plan.differing for change in row.cells} == {CellVerdict.CHANGED}
    trip.post(plan)
    trip.send()
    book = load_workbook(trip.path)
    assert cell(book.worksheets[0], "15555,1", "Place").value == "Lab › Room 1"
    assert cell(book.worksheets[0], "15555,2", "Place").value == "Lab › Room 1 › Vault 1"


def test_a_renamed_place_is_still_the_same_place(trip: Trip, history: History) -> None:
    from lunarcurator.domain.operations import CorrectPlace

    trip.send()
    history.post(CorrectPlace(place="Cabinet 1", field="name", old="Cabinet 1", new="Cabinet One"))
    assert trip.back().differing == ()


def test_numbers_days_and_lengths_come_back_as_they_are_typed(trip: Trip) -> None:
    trip.send("pristinity_milli", "pristinity_day", "count", "thickness_um")
    headers = [column.value for column in load_workbook(trip.path).worksheets[0][1]]
    percent, day, count, thick = headers[-4:]
    assert (percent[-3:], thick[-4:]) == ("(%)", "(mm)")
    trip.put("15555", percent, 43.71)
    trip.put("15555", day, date(1999, 4, 10))
    trip.put("15555", count, 3)
    trip.put("15555", thick, 0.03)
    (described,) = operations(trip.back().takeable[0].acts)
    assert isinstance(described, Describe)
    said = {each.field: each.value for each in described.values}
    assert said == {
        "pristinity_milli": 43_710,
        "pristinity_day": 19990410,
        "count": 3,
        "thickness_um": 30,
    }
    trip.post(trip.back())
    trip.send("pristinity_milli", "pristinity_day", "count", "thickness_um")
    assert trip.back().differing == ()


def test_the_workbook_locks_its_keys_and_offers_choices(trip: Trip) -> None:
    trip.send()
    book = load_workbook(trip.path)
    sheet = book.worksheets[0]
    assert sheet.protection.sheet
    assert sheet.column_dimensions["A"].hidden
    assert sheet["B2"].protection.locked
    assert not cell(sheet, "15555", "Form").protection.locked
    offered = {each.errorTitle: each for each in sheet.data_validations.dataValidation}
    assert {"Form", "Place", "Condition", "Access", "Basic use"} <= set(offered)
    assert (offered["Access"].errorStyle, offered["Form"].errorStyle) == ("stop", "warning")
    choices = [row.cells for row in read_book(trip.path).sheets[2].rows()]
    assert "Lab › Room 1 › Vault 1" in [str(each) for row in choices for each in row]
    assert [each.title for each in book.worksheets if each.sheet_state == "hidden"] == ["Choices", "Stamp"]


def test_only_what_can_be_edited_goes_out_and_only_as_a_workbook(history: History, words, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    from lunarcurator.documents.rendering import UnknownFormatError

    with pytest.raises(NotOurWorkbook):
        export_to_edit(history.session, words, tmp_path / "a.xlsx", None, ("title",))
    with pytest.raises(UnknownFormatError):
        export_to_edit(history.session, words, tmp_path / "a.csv")


def test_a_workbook_is_read_in_the_language_it_was_written_in(trip: Trip, resources: Path) -> None:
    trip.send(*EDITABLE_BY_SHEET)
    trip.words = Words.load("zh_CN", resources / "languages")
    assert trip.back().differing == ()
    trip.put("15555", "Condition", "pristine")
    assert only(trip.back()).came == "pristine"
