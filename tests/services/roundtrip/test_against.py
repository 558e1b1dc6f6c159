"""What a workbook that comes back cannot say, what changed here meanwhile, and files that are none of ours."""

from pathlib import Path

import pytest
from lunarcurator.documents.rendering import UnknownFormatError
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.operations import Correct, Describe, FieldValue, Move, Register, Reverse, SetUpPlace, Void
from lunarcurator.services.exporting import Scope
from lunarcurator.services.posting import Cancelled
from lunarcurator.services.roundtrip import (
    CellVerdict,
    NothingToTakeBack,
    NotOurWorkbook,
    answered,
    export_to_edit,
    take_back,
    warned,
    write_differences,
)
from openpyxl import Workbook, load_workbook

from tests.services.ledgers.history import History
from tests.services.roundtrip.conftest import Trip, cell, operations, row_of


def told(trip: Trip, refused: Refusal) -> str:
    return trip.words.say(refused.key, refused.facts)


def reason(trip: Trip, number: str) -> str:
    row = row_of(trip.back(), number)
    found = [*row.reasons, *(each.reason for each in row.cells if each.reason)]
    return trip.words.say_finding(found[0])


def test_what_changed_here_meanwhile_is_no_difference_of_the_file(trip: Trip, history: History) -> None:
    trip.send()
    history.post(Describe(sample="15555", values=(FieldValue(field="class_name", value="basalt"),)))
    history.post(Move(to="Room 1", samples=("10002",)))
    plan = trip.back()
    assert {row.number: row.verdict for row in plan.differing} == {
        "15555": CellVerdict.MEANWHILE,
        "10002": CellVerdict.MEANWHILE,
    }
    assert plan.takeable == ()
    with pytest.raises(NothingToTakeBack):
        trip.post(plan)


def test_alike_on_both_sides_is_agreed_and_otherwise_a_conflict_somebody_decides(
    trip: Trip, history: History
) -> None:
    trip.send()
    trip.put("15555", "Class", "basalt")
    trip.put("14321", "Class", "melt breccia")
    history.post(Describe(sample="15555", values=(FieldValue(field="class_name", value="basalt"),)))
    now = Correct(
        sample="14321", field="class_name", old="crystalline-matrix breccia", new="breccia", evidence="p. 1"
    )
    history.post(now)
    plan = trip.back()
    assert row_of(plan, "15555").verdict is CellVerdict.AGREED
    conflict = row_of(plan, "14321")
    assert conflict.verdict is CellVerdict.CONFLICT
    (change,) = conflict.cells
    assert (change.sent, change.came, change.now) == ("crystalline-matrix breccia", "melt breccia", "breccia")
    with pytest.raises(NothingToTakeBack):
        trip.post(plan)
    trip.post(plan, accept=[conflict.row], against=[conflict.row])
    trip.send()
    book = load_workbook(trip.path)
    assert cell(book.worksheets[0], "14321", "Class").value == "melt breccia"


def test_a_row_that_is_not_accepted_is_not_posted(trip: Trip) -> None:
    trip.send()
    trip.put("15555", "Remarks", "one")
    trip.put("14321", "Remarks", "two")
    plan = trip.back()
    trip.post(plan, accept=[row_of(plan, "14321").row])
    again = trip.back()
    assert row_of(again, "14321").verdict is CellVerdict.AGREED
    assert row_of(again, "15555").acts


def test_a_deleted_row_deletes_nothing(trip: Trip) -> None:
    sent = trip.send()
    trip.edit(lambda sheet, _: sheet.delete_rows(2, 2))
    plan = trip.back()
    assert len(plan.rows) == sent - 2
    assert plan.differing == ()


def test_rows_that_are_new_doubled_or_mixed_up_are_refused(trip: Trip) -> None:
    trip.send()

    def disturb(sheet, _: Workbook) -> None:  # type: ignore[no-untyped-def]
        last = sheet.max_row
        sheet.cell(last + 1, 2).value = "99999"
        for column in range(1, sheet.max_column + 1):
            sheet.cell(last + 2, column).value = sheet.cell(2, column).value
            sheet.cell(last + 3, column).value = sheet.cell(2, column).value
        sheet.cell(last + 3, sheet.max_column).value = "otherwise"
        sheet.cell(3, 2).value, sheet.cell(4, 2).value = sheet.cell(4, 2).value, sheet.cell(3, 2).value
        sheet.cell(last + 4, 1).value, sheet.cell(last + 4, 2).value = "f" * 32, "77777"
        sheet.cell(last + 5, 1).value, sheet.cell(last + 5, 2).value = "no key", "66666"

    trip.edit(disturb)
    refused = [row for row in trip.back().rows if row.refused]
    keys = [row.reasons[0].key for row in refused]
    assert keys == [
        "roundtrip.number_differs",
        "roundtrip.number_differs",
        "roundtrip.new_row",
        "roundtrip.row_twice",
        "roundtrip.no_such_piece",
        "roundtrip.no_such_piece",
    ]
    assert {row.verdict for row in refused} == {CellVerdict.REFUSED}


@pytest.mark.parametrize(
    ("header", "value", "said"),
    [
        ("Custody", "on loan", "only there to read"),
        ("Mission", "Apollo 99", "only there to read"),
        ("Place", None, "An empty “Place”"),
        ("Place", "Nowhere at all", "Nowhere at all"),
        ("Mass (g)", None, "An empty “Mass (g)”"),
        ("Mass (g)", 0, "is no mass"),
        ("Mass (g)", "heavy", "heavy"),
        ("Access", "sometimes", "sometimes"),
        ("Remarks", "=1/0", "#DIV/0!"),
    ],
)
def test_what_cannot_be_an_operation_is_refused_with_a_sentence(
    trip: Trip, header: str, value: object, said: str
) -> None:
    trip.send()

    def disturb(sheet, _: Workbook) -> None:  # type: ignore[no-untyped-def]
        target = cell(sheet, "15555,2", header)
        target.value = "#DIV/0!" if value == "=1/0" else value
        if value == "=1/0":
            target.data_type = "e"

    trip.edit(disturb)
    assert said in reason(trip, "15555,2")
    assert row_of(trip.back(), "15555,2").verdict is CellVerdict.REFUSED
    assert trip.back().takeable == ()


def test_what_a_rule_stands_against_is_told_before_anything_is_posted(trip: Trip, history: History) -> None:
    trip.send()
    history.post(SetUpPlace(kind="site", name="Late site"))
    trip.put("15555", "Form", "thin section")
    plan = trip.back()
    row = row_of(plan, "15555")
    assert row.refused
    assert row.reasons[0].key == "field.form_is_not_weighed"
    assert plan.takeable == ()
    trip.put("15555", "Form", "gravel from home")
    warned = row_of(trip.back(), "15555")
    assert (warned.refused, warned.reasons[0].key) == (False, "form.unknown")


def test_a_condition_that_is_emptied_is_not_stated(trip: Trip, history: History) -> None:
    history.post(Describe(sample="15555", values=(FieldValue(field="condition", value="pristine"),)))
    trip.send()
    trip.put("15555", "Condition", None)
    (correct,) = operations(trip.back().takeable[0].acts)
    assert isinstance(correct, Correct)
    assert correct.new == "not_stated"


def test_a_piece_whose_entry_was_undone_since_is_not_taken(trip: Trip, history: History) -> None:
    history.post(Register(collection="Apollo", number="15556", mission="Apollo 15"))
    trip.send()
    history.post(Void(sample="15556"), reason="Twice")
    trip.put("15556", "Remarks", "late")
    assert row_of(trip.back(), "15556").refused


def test_the_book_must_not_go_on_between_seeing_and_posting(trip: Trip, history: History) -> None:
    trip.send()
    trip.put("15555", "Remarks", "seen")
    plan = trip.back()
    history.post(SetUpPlace(kind="site", name="Late site"))
    with pytest.raises(Refusal) as refused:
        trip.post(plan)
    assert told(trip, refused.value).startswith("Somebody posted since")


def test_reading_can_be_called_off(trip: Trip) -> None:
    trip.send()
    with pytest.raises(Cancelled):
        take_back(trip.history.session, trip.words, trip.path, should_stop=lambda: True)


def _stamp(book: Workbook, row: int, value: object) -> None:
    book["Stamp"].cell(row, 2).value = value


@pytest.mark.parametrize(
    ("key", "disturb"),
    [
        ("roundtrip.no_stamp", lambda _, book: book.remove(book["Stamp"])),
        ("roundtrip.stamp_unreadable", lambda _, book: _stamp(book, 1, "2")),
        ("roundtrip.stamp_unreadable", lambda _, book: _stamp(book, 3, "soon")),
        ("roundtrip.other_store", lambda _, book: _stamp(book, 2, "another")),
        ("roundtrip.from_later", lambda _, book: _stamp(book, 3, "9999")),
        ("roundtrip.keys_gone", lambda sheet, _: sheet.delete_cols(1, 2)),
        ("roundtrip.keys_gone", lambda sheet, _: sheet.delete_cols(2)),
        ("roundtrip.column_twice", lambda sheet, _: setattr(sheet.cell(1, 30), "value", "Remarks")),
    ],
)
def test_a_file_that_is_none_of_ours_is_refused(trip: Trip, key: str, disturb) -> None:  # type: ignore[no-untyped-def]
    trip.send()
    trip.edit(disturb)
    with pytest.raises(NotOurWorkbook) as refused:
        trip.back()
    assert refused.value.key == key
    assert told(trip, refused.value)


def test_columns_that_did_not_come_back_are_told(trip: Trip) -> None:
    trip.send()
    trip.edit(lambda sheet, _: sheet.delete_cols(sheet.max_column))
    plan = trip.back()
    assert plan.missing == ("Remarks",)
    assert plan.differing == ()


def test_a_place_that_was_undone_since_takes_nothing(trip: Trip, history: History) -> None:
    made = history.post(SetUpPlace(kind="room", name="Late room", parent="Lab"))
    trip.send()
    history.post(Reverse(entry=str(made.seq)))
    trip.put("15555", "Place", "Lab › Late room")
    row = row_of(trip.back(), "15555")
    assert (row.refused, row.verdict) == (True, CellVerdict.REFUSED)


def test_a_piece_that_was_not_there_when_the_file_went_out_is_not_taken(trip: Trip, history: History) -> None:
    trip.send()
    history.post(Register(collection="Apollo", number="15556", mission="Apollo 15"))
    uid = history.piece("15556")

    def disturb(sheet, _: Workbook) -> None:  # type: ignore[no-untyped-def]
        at = sheet.max_row + 1
        sheet.cell(at, 1).value, sheet.cell(at, 2).value = str(uid), "15556"

    trip.edit(disturb)
    assert row_of(trip.back(), "15556").reasons[0].key == "roundtrip.no_such_piece"


def test_pieces_out_of_the_book_do_not_go_out(trip: Trip, history: History) -> None:
    made = history.post(Register(collection="Apollo", number="15556", mission="Apollo 15"))
    scope = Scope((history.piece("15556"), history.piece("15555")))
    history.post(Reverse(entry=str(made.seq)))
    assert export_to_edit(history.session, trip.words, trip.path, scope, who="A. Curator") == 1
    assert "A. Curator" in [row[1].value for row in load_workbook(trip.path)["About"].iter_rows()]


def test_what_only_posting_would_refuse_is_told_too(trip: Trip, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise Refusal("ref.no_place", text="x")

    trip.send()
    trip.put("15555", "Remarks", "seen")
    monkeypatch.setattr("lunarcurator.services.roundtrip.taking.perform", refuse)
    row = row_of(trip.back(), "15555")
    assert (row.refused, row.reasons[0].key) == (True, "ref.no_place")


def test_differences_are_written_with_what_stands_against_them(trip: Trip, tmp_path: Path) -> None:
    trip.send()
    trip.put("15555", "Remarks", "seen")
    trip.put("15555,2", "Custody", "on loan")
    trip.put("14321", "Form", "thin section")
    path = tmp_path / "differences.csv"
    assert write_differences(trip.history.session, trip.words, trip.back(), path, who="A. Curator") == 4
    text = path.read_text(encoding="utf-8-sig")
    assert "only there to read" in text
    assert "seen" in text
    with pytest.raises(UnknownFormatError):
        write_differences(trip.history.session, trip.words, trip.back(), tmp_path / "differences.doc")


def test_a_conflict_the_rules_stand_against_cannot_be_decided_for_the_workbook(
    trip: Trip, history: History
) -> None:
    trip.send()
    trip.put("15555", "Form", "thin section")
    history.post(Correct(sample="15555", field="form", old="whole_rock", new="chip", evidence="p. 1"))
    row = row_of(trip.back(), "15555")
    assert (row.verdict, row.against, row.can_be_taken) == (CellVerdict.CONFLICT, (), False)
    assert [each.key for each in row.told] == ["field.form_is_not_weighed"]


def test_a_reason_answers_what_the_rules_warn_about_in_a_decided_conflict(trip: Trip, history: History) -> None:
    trip.send()
    trip.put("15555", "Form", "gravel from home")
    history.post(Correct(sample="15555", field="form", old="whole_rock", new="chip", evidence="p. 1"))
    plan = trip.back()
    row = row_of(plan, "15555")
    taken = {row.row}
    assert warned(plan) == {}
    assert [*warned(plan, taken, taken)] == ["form.unknown"]
    assert answered(plan, taken, taken, " ") == ()
    trip.post(plan, accept=taken, against=taken, overrides=answered(plan, taken, taken, "so labelled"))
    assert row_of(trip.back(), "15555").verdict is CellVerdict.AGREED
