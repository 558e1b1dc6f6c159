"""What a cell does not say for certain is asked, told or refused, and never taken for one thing without a word."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from lunarcurator.exchange.cells import NumberCell
from lunarcurator.services.importing import Profiles, Verdict
from lunarcurator.services.importing.asking.choices import Choice
from lunarcurator.services.importing.cells.repairs import is_whole_day, year_text
from lunarcurator.services.importing.cells.values import CellRefused, length_value, mass_value
from lunarcurator.services.importing.columns.coordinates import position_columns, without_nowhere
from lunarcurator.services.importing.columns.units import is_measure
from lunarcurator.services.importing.columns.years import mostly_days
from lunarcurator.services.store_session import StoreSession
from openpyxl.worksheet.worksheet import Worksheet

from tests.services.importing.steps import asked, planned, workbook

type Sheet = Callable[..., Path]

ROWS = "ID|Mission|{}|Weight (g)\n10017|Apollo 11|{}|10\n10018|Apollo 11|{}|5"


def told(session: StoreSession, header: str, first: str, second: str = "") -> list[tuple[str, str]]:
    """The columns kept beside the first of two pieces."""
    return [*planned(session, ROWS.format(header, first, second)).rows[0].acts[0].operation.other]  # type: ignore[union-attr]


# A point before three digits.


@pytest.mark.parametrize(("answer", "ug"), [(Choice.POINT, 1_234_000), (Choice.COMMA, 1_234_000_000)])
@pytest.mark.parametrize("between", [";", "\t"])
def test_a_point_before_three_digits_is_asked_about_where_no_commas_part_the_columns(
    session: StoreSession, sheet: Sheet, answer: str, ug: int, between: str
) -> None:
    rows = ("ID;Mission;Weight (g)", "10017;Apollo 11;1.234", "10018;Apollo 11;12.500", "10019;Apollo 11;7")
    path = sheet(*(row.replace(";", between) for row in rows))
    question = asked(session, path)["decimals"]
    assert (question.must, dict(question.facts)["count"]) == (True, 2)
    row = planned(session, path, {"decimals": answer}).rows[0]
    assert row.acts[0].operation.original.ug == ug  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "rows",
    [
        ("ID,Mission,Weight (g)", "10017,Apollo 11,1.234"),
        ("ID;Mission;Weight (g)", "10017;Apollo 11;1.234", "10018;Apollo 11;2.5"),
        ("ID;Mission;Weight (g);Depth top (cm)", "10017;Apollo 11;1.234;2.5"),
        ("ID;Mission;Weight (g)", "10017;Apollo 11;1.234", "10018;Apollo 11;0.512"),
    ],
)
def test_it_is_not_asked_about_where_the_file_shows_that_points_part_decimals(
    session: StoreSession, sheet: Sheet, rows: tuple[str, ...]
) -> None:
    assert not [each for each in asked(session, sheet(*rows)) if each == "decimals"]


# Days under headers of places, and years.


@pytest.mark.parametrize("header", ["Location", "Storage", "Container"])
def test_a_column_of_days_is_none_of_places_but_is_asked_about(session: StoreSession, header: str) -> None:
    text = ROWS.format(header, "2020-01-01", "3 Feb 2021")
    question = asked(session, text)["places"]
    assert (question.must, dict(question.facts)["examples"]) == (True, "2020-01-01, 3 Feb 2021")
    kept = planned(session, text, {"places": "keep"}).rows[0].acts[0].operation
    assert [*kept.other] == [(header, "2020-01-01")]  # type: ignore[union-attr]
    moved = planned(session, text, {"places": "move"})
    assert [row.verdict for row in moved.rows] == [Verdict.REFUSED, Verdict.REFUSED]


@pytest.mark.parametrize("day", ["2020-01-01", "1.2.2020", "3 May 2020"])
def test_a_day_among_places_is_refused_where_places_are_set_up(session: StoreSession, day: str) -> None:
    text = ROWS.format("Room|Box", f"{day}|1", "12|1")
    rows = planned(session, text, {"place_columns": "yes", "within": "Site A"}).rows
    assert [reason.key for reason in rows[0].reasons] == ["import.place_is_day"]
    assert [row.verdict for row in rows] == [Verdict.REFUSED, Verdict.NEW]


def test_a_position_that_a_spreadsheet_program_took_for_a_day_is_refused(
    session: StoreSession, tmp_path: Path
) -> None:
    def fill(page: Worksheet) -> None:
        page.append(("ID", "Mission", "Room", "Box"))
        page.append(("10017", "Apollo 11", "12", date(2024, 3, 4)))

    path = workbook(tmp_path / "a.xlsx", fill)
    (row,) = planned(session, path, {"place_columns": "yes", "within": "Site A"}).rows
    assert [reason.key for reason in row.reasons] == ["import.place_is_day"]


@pytest.mark.parametrize(
    "text", ["12", "20200101", "1103-2-1", "A1", "2020", "2020-01", "", "Room 1", "2020-13-45"]
)
def test_the_number_of_a_room_is_no_day(text: str) -> None:
    assert not is_whole_day(text)


@pytest.mark.parametrize("header", ["Received", "received (lab)", "Acquired", "接收日期"])
def test_a_column_of_days_on_which_pieces_came_is_their_day(session: StoreSession, header: str) -> None:
    plan = planned(session, ROWS.format(header, "2020-01-01", "2021-02-03"))
    assert plan.columns[2].target == "day"
    assert [row.day for row in plan.rows] == [20200101, 20210203]


def test_who_received_a_piece_is_no_day_and_in_a_list_of_loans_a_day_of_receipt_is_kept(
    session: StoreSession,
) -> None:
    assert told(session, "Received", "by hand", "by post") == [("Received", "by hand")]
    text = "Sample|Borrower|Institution|Loan date|Received\n10017|A. B|Inst|2020-01-01|2021-01-01"
    assert planned(session, text).columns[4].target == "other"


@pytest.mark.parametrize("header", ["Year", "Date of find", "Found", "年份"])
def test_a_year_written_as_a_fraction_is_the_year(session: StoreSession, header: str) -> None:
    assert told(session, header, "1982.0", "1983.0") == [(header, "1982")]


def test_a_day_of_a_year_written_as_a_fraction_is_read(session: StoreSession) -> None:
    rows = planned(session, ROWS.format("Date received", "1982.0", "1983.00")).rows
    assert [row.day for row in rows] == [19820000, 19830000]


def test_figures_that_are_no_years_stay_as_they_stand(session: StoreSession) -> None:
    assert told(session, "Elevation", "1982.0") == [("Elevation", "1982.0")]
    assert told(session, "Year", "82.0") == [("Year", "82.0")]
    assert year_text(NumberCell("1982.5")) == NumberCell("1982.5")
    assert not mostly_days(["2020", "A", "B"])


# Lengths and masses with the noise of arithmetic.


@pytest.mark.parametrize(
    ("text", "um"),
    [
        ("0.30000000000000004", 3_000),
        ("434.99999999999994", 4_350_000),
        ("0.0300000000000000044", 300),
        ("0.30000001192092896", 3_000),
        ("12.300000190734863", 123_000),
    ],
)
def test_noise_of_arithmetic_in_eight_bytes_and_in_four_is_none_of_the_length(text: str, um: int) -> None:
    assert length_value(text, "cm") == um


@pytest.mark.parametrize("text", ["0.3333333333333333", "0.6666666666666666", "12.345678901234567", "0.12345678"])
def test_a_length_that_somebody_said_more_exactly_is_refused_as_such(text: str) -> None:
    with pytest.raises(CellRefused) as refused:
        length_value(text, "cm")
    assert refused.value.key == "import.length_too_exact"


def test_noise_is_none_of_a_mass_either() -> None:
    mass = mass_value("0.30000001192092896", "g")
    assert mass is not None
    assert mass.ug == 300_000


# Positions of nothing.

NOWHERE = [
    (("Lat", "Lon"), ("0", "0.0")),
    (("decimalLatitude", "decimalLongitude"), ("0", "0")),
    (("reclat", "reclong"), ("0.000000", "0.000000")),
    (("GPS Lat", "GPS Long"), ("0° N", "0° E")),
    (("start latitude", "start longitude"), ("0", "0")),
    (("Breitengrad", "Längengrad"), ("0", "0")),
    (("纬度", "经度"), ("0", "0")),
    (("широта", "долгота"), ("0", "0")),
]


@pytest.mark.parametrize(("headers", "cells"), NOWHERE)
def test_a_position_of_nothing_is_left_out_whatever_its_columns_are_called(
    headers: tuple[str, str], cells: tuple[str, str]
) -> None:
    positions = position_columns(headers)
    assert positions == ((0, 1),)
    assert without_nowhere(cells, positions) == (None, None)
    for other in (("10", "0"), ("0", "unknown"), ("0", None)):
        assert without_nowhere(other, positions) is other


@pytest.mark.parametrize("header", ["Coordinates", "Lat/Lon", "Latitude, Longitude", "坐标"])
@pytest.mark.parametrize("cell", ["0, 0", "0.0;0.0", "(0,0)", "0°N 0°E", "0.000 / 0.000"])
def test_so_is_one_in_a_cell(header: str, cell: str) -> None:
    positions = position_columns(("ID", header))
    assert without_nowhere(("A", cell), positions) == ("A", None)
    assert without_nowhere(("A", "0, 10"), positions) == ("A", "0, 10")


def test_of_several_positions_each_is_one() -> None:
    positions = position_columns(("Start latitude", "Start longitude", "End latitude", "End longitude"))
    assert without_nowhere(("10", "20", "0", "0"), positions) == ("10", "20", None, None)
    assert without_nowhere(("0", "20", "0", "30"), positions) == ("0", "20", "0", "30")


def test_the_name_of_a_system_of_coordinates_is_no_figure() -> None:
    positions = position_columns(("Latitude", "Longitude", "Coordinate system"))
    assert without_nowhere(("0", "0", "WGS84"), positions) == (None, None, "WGS84")


@pytest.mark.parametrize("headers", [("Breite", "Länge"), ("Y", "X"), ("Row", "Column"), ("Plateau", "Length")])
def test_widths_and_rows_are_no_positions(headers: tuple[str, str]) -> None:
    assert position_columns(headers) == ()


# What became of a piece.


@pytest.mark.parametrize(
    ("header", "text"),
    [
        ("Physical condition", "destroyed"),
        ("Preservation", "destroyed"),
        ("Zustand", "zerstört"),
        ("保存状况", "丢失"),
        ("Состояние", "утерян"),
    ],
)
def test_a_condition_that_says_a_piece_is_gone_is_told(session: StoreSession, header: str, text: str) -> None:
    plan = planned(session, f"Sample|Mass (g)|{header}\n15016|924|broken\n15555|1|{text}")
    assert [[reason.key for reason in row.reasons] for row in plan.rows] == [[], ["import.status_kept"]]


def test_a_condition_that_is_none_is_refused(session: StoreSession) -> None:
    rows = planned(session, ROWS.format("Condition", "lost", "")).rows
    assert [row.verdict for row in rows] == [Verdict.REFUSED, Verdict.NEW]


# Numbers that a profile makes.


def test_no_profile_of_the_program_makes_a_number_of_a_measure() -> None:
    for profile in Profiles.load():
        parts = {*profile.key, *profile.parent_key}
        assert not [name for name in parts if is_measure(profile.mapping.get(name, "")) or name in profile.units]
        assert not [name for name in parts if re.search("mass|weight|gram|depth|length", name)]


def test_a_second_column_of_masses_stays_beside_the_piece(session: StoreSession) -> None:
    assert told(session, "Net weight (g)", "8") == [("Net weight (g)", "8")]


def test_a_day_among_places_is_none(session: StoreSession) -> None:
    text = ROWS.format("Location", "2020-01-01", "Room 2")
    found = asked(session, f"{text}\n10019|Apollo 11|Room 3|5")
    assert "places" in found
    rows = planned(session, f"{text}\n10019|Apollo 11|Room 3|5", {"places": "move"}).rows
    assert [row.verdict for row in rows] == [Verdict.REFUSED] * 3
