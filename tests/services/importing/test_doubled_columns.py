"""Two columns of one name that differ, and pieces of a second table, are never taken without a word."""

from collections.abc import Callable
from pathlib import Path

import pytest
from lunarcurator.domain.operations import Register
from lunarcurator.services.importing import (
    Profiles,
    Source,
    Verdict,
    answered,
    guess_reading,
    mapped,
    plan_reading,
    profile_of,
    questions,
)
from lunarcurator.services.importing.columns.mapping import MappingRefused
from lunarcurator.services.importing.plan import PlannedRow
from lunarcurator.services.importing.shapes import in_parts
from lunarcurator.services.store_session import StoreSession
from openpyxl.worksheet.worksheet import Worksheet

from tests.services.importing.steps import open_number, opened, planned, workbook


def keys(rows: tuple[PlannedRow, ...]) -> list[list[str]]:
    return [[reason.key for reason in row.reasons] for row in rows]


DIFFER = ["import.columns_differ"]


@pytest.mark.parametrize(
    ("headers", "first", "second"),
    [
        ("Weight (g)|Weight (g)", "10|9", "10|10.0"),
        ("Weight (g)|Weight (mg)", "10|9000", "10|10000"),
        ("Weight (g)|Weight (g).1", "10|9", "10|"),
        ("Mass now (g)|Mass now (g)", "10|9", "10|n/a"),
        ("Depth top (cm)|Depth top (mm)", "1|11", "1|10"),
        ("Day received|Day received", "2020-01-01|2021-01-01", "2020-01-01|2020-01-01"),
        ("Class|Class", "Basalt|Soil", "Basalt|Basalt"),
        ("Count|Count", "2|3", "2|2.0"),
        ("Parent|Parent", "10017|10018", "|"),
    ],
)
def test_a_row_in_which_two_columns_of_a_name_differ_is_refused(
    session: StoreSession, headers: str, first: str, second: str
) -> None:
    text = f"ID|Mission|{headers}\n10019|Apollo 11|{first}\n10020|Apollo 11|{second}"
    rows = planned(session, text).rows
    assert (rows[0].verdict, rows[1].verdict) == (Verdict.REFUSED, Verdict.NEW)
    assert keys(rows)[0][0] in (*DIFFER, "import.said_twice", "import.mass_said_twice")
    assert dict(rows[0].reasons[0].facts)["said"] == first.partition("|")[2]


@pytest.mark.parametrize(
    ("headers", "whole", "part"),
    [
        ("ID|Parent|Parent", "10017||", "10017,1|10017|"),
        ("ID|Parent|Parent", "10017||", "10017,1||10017"),
    ],
)
def test_what_only_one_of_two_columns_of_a_name_says_is_taken(
    session: StoreSession, headers: str, whole: str, part: str
) -> None:
    rows = planned(session, f"{headers}|Mission\n{whole}|Apollo 11\n{part}|Apollo 11").rows
    assert [each.verdict for each in rows] == [Verdict.NEW] * 2, keys(rows)
    made = rows[1].acts[0].operation
    assert isinstance(made, Register)
    assert (made.number, made.parent) == ("10017,1", "Apollo:10017")


def test_two_columns_of_parents_may_agree(session: StoreSession) -> None:
    rows = planned(session, "ID|Mission|Parent|Parent\n10017|Apollo 11||\n10017,1|Apollo 11|10017|10017").rows
    assert [row.verdict for row in rows] == [Verdict.NEW] * 2


@pytest.mark.parametrize(
    "headers",
    ["Remarks|Remarks", "Lustre|Lustre", "Weight (g)|Weight (%)", "Class|Class.x", "Version|Version.2"],
)
def test_columns_that_grow_or_that_nobody_reads_or_of_other_names_may_differ(
    session: StoreSession, headers: str
) -> None:
    assert keys(planned(session, f"ID|Mission|{headers}\n10019|Apollo 11|10|9").rows) == [[]]


def test_a_second_column_that_is_taken_for_something_else_is_no_double(session: StoreSession) -> None:
    source, reading = opened(session, "ID|Mission|Class|Class\n10019|Apollo 11|Basalt|Ilmenite")
    reading = mapped(reading, "Class (2)", "subclass")
    assert keys(plan_reading(session, source, reading).rows) == [[]]


def test_a_loan_in_which_they_differ_is_refused_and_steps_of_a_place_are_none(session: StoreSession) -> None:
    loans = "Sample|Borrower|Institution|Loan date|Due|Due\n10017|A. B|Inst|2020-01-01|2021-01-01|2022-01-01"
    assert keys(planned(session, loans, {"collection": "Apollo"}).rows) == [DIFFER]
    assert open_number(session, "Freezer|Position|Position\nCold 1|A1|A2\nCold 1|A3|A3") == []


def test_numbers_that_stand_in_two_columns_of_a_name_are_asked_about_beside_a_profile(
    session: StoreSession,
) -> None:
    text = "ID|ID|Mission|Weight (g)\n10017|10019|Apollo 11|10\n10018|10020|Apollo 11|5"
    assert open_number(session, text) == ["ID", "ID (2)"]


@pytest.mark.parametrize("header", ["Number", "Sample no."])
def test_so_are_numbers_under_two_headers_unless_the_laboratory_saved_which(
    session: StoreSession, header: str, sheet: Callable[..., Path]
) -> None:
    path = sheet(f"ID,Mission,Weight (g),{header}", "10017,Apollo 11,5,10019", "10018,Apollo 11,6,10020")
    source, reading = opened(session, path)
    assert open_number(session, path) == ["ID", header]
    reading = answered(mapped(reading, "ID", "number"), "collection", "Apollo")
    assert [row.number for row in plan_reading(session, source, reading).rows] == ["10017", "10018"]
    profiles = Profiles([], [profile_of(reading, "ours")])
    again = guess_reading(session, Source.open(path), profiles)
    assert [each.id for each in questions(session, source, again) if each.must] == []


def test_a_column_that_counts_the_rows_is_no_second_number(session: StoreSession) -> None:
    text = "ID|Mission|Weight (g)|No.\n10017|Apollo 11|5|1\n10018|Apollo 11|6|2"
    assert [row.number for row in planned(session, text).rows] == ["10017", "10018"]


@pytest.mark.parametrize(
    ("headers", "cells"),
    [
        (
            ("ID", "Mission", "Weight (g)", None, "Sample", "Mass (mg)"),
            ("10017", "Apollo 11", 5, None, "10019", 7),
        ),
        (
            ("ID", "Mission", "Weight (g)", None, "Sample", "Colour"),
            ("10017", "Apollo 11", 5, None, "10019", "grey"),
        ),
        (
            ("ID", "Mission", "Weight (g)", None, "Rock", "Pounds"),
            ("10017", "Apollo 11", 5, None, "Soil 1", "7"),
        ),
    ],
)
def test_a_second_table_behind_a_blank_column_is_proposed_as_a_part_of_its_own(
    session: StoreSession, tmp_path: Path, headers: tuple[str | None, ...], cells: tuple[object, ...]
) -> None:
    def fill(page: Worksheet) -> None:
        page.append(headers)
        page.append(cells)
        page.append(("10018", "Apollo 11", 6, None, "10020", "8"))

    source, reading = opened(session, workbook(tmp_path / "a.xlsx", fill))
    assert questions(session, source, reading) == ()
    with pytest.raises(MappingRefused) as refused:
        plan_reading(session, source, reading)
    assert (refused.value.key, refused.value.facts["places"]) == ("import.in_parts", ["E"])
    source, told = in_parts(source, reading)
    assert source.parts(reading.sheet) == ["Sheet!A:D", "Sheet!E:F"]
    part = guess_reading(session, source, Profiles.load(), "Sheet!E:F", said=told)
    assert (part.columns, part.shape) == (headers[4:], "parts")


@pytest.mark.parametrize(
    ("headers", "cells"),
    [
        (("ID", "Mission", None, "Parent"), ("10018", "Apollo 11", None, "10017")),
        ((None, "ID", "Mission"), (None, "10017", "Apollo 11")),
        (("Mission", None, "ID"), ("Apollo 11", None, "10017")),
    ],
)
def test_a_blank_column_alone_makes_no_second_table(
    session: StoreSession, tmp_path: Path, headers: tuple[str | None, ...], cells: tuple[object, ...]
) -> None:
    def fill(page: Worksheet) -> None:
        page.append(headers)
        page.append(cells)

    source, reading = opened(session, workbook(tmp_path / "a.xlsx", fill))
    assert len(plan_reading(session, source, reading).rows) == 1
