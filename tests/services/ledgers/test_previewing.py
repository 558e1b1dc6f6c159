import pytest
from lunarcurator.domain.facts import Scalar
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.services.exporting import REPORTS, Report, Scope, Takes, Wanted
from lunarcurator.services.exporting.wanted import ReportNeeds
from lunarcurator.services.field_values import shown_value
from lunarcurator.services.previewing import preview
from lunarcurator.services.words import Words

from tests.services.ledgers.history import History


def test_a_preview_is_the_first_rows_of_the_sheet_as_the_file_says_them(history: History, words: Words) -> None:
    made = preview(history.session, words, Wanted(Report.INVENTORY), 3)
    keys = [column.key for column in made.columns]
    assert len(made.rows) == 3
    assert made.total > 3
    row = dict(zip(keys, made.rows[0], strict=True))
    assert (row["number"], row["mass_now"]) == ("10002", "5000")
    assert next(column for column in made.columns if column.key == "mass_now").is_figure


_FULL = ("inventory", "balance", "journal", "contents", "genealogy", "mass_history", "labels", "attention")


def test_a_list_on_screen_needs_a_room_that_shows_it(history: History, words: Words) -> None:
    with pytest.raises(ReportNeeds):
        preview(history.session, words, Wanted(Report.ON_SCREEN), 3)


@pytest.mark.parametrize("report", [each for each in Report if each is not Report.ON_SCREEN])
def test_every_report_can_be_seen_before_it_is_written(history: History, words: Words, report: Report) -> None:
    scope = Scope((history.piece("10002"),)) if Takes.ONE_PIECE in REPORTS[report].takes else Scope()
    moment = Moment(20240101) if Takes.MOMENT in REPORTS[report].takes else NOW
    made = preview(history.session, words, Wanted(report, moment, scope), 100)
    assert len(made.rows) <= made.total
    assert made.rows or report not in _FULL
    assert made.columns
    assert all(len(row) == len(made.columns) for row in made.rows)


@pytest.mark.parametrize(
    ("key", "value", "place", "shown"),
    [
        ("remarks", None, False, ""),
        ("remarks", "", False, ""),
        ("remarks", "chipped", False, "chipped"),
        ("condition", "air_exposed", False, "air-exposed"),
        ("mass_reason", "sealed", False, "sealed"),
        ("original_quality", "stated", False, "stated"),
        ("form", "no such form", False, "no such form"),
        ("original_ug", 5_629_000_000, False, "5\u202f629\u00a0g"),
        ("pristinity_milli", 88_360, False, "88.36\u00a0%"),
        ("pristinity_day", 19740100, False, "1974-01"),
        ("pristinity_day", 0, False, "unknown"),
        ("area_um2", 1200, False, "1\u202f200 µm²"),
        ("count", 12, False, "12"),
        ("sealed", 1, True, "yes"),
        ("sealed", 0, True, "no"),
        ("tare_ug", 2_000_000, True, "2\u00a0g"),
        ("atmosphere", "nitrogen", True, "nitrogen"),
        ("no_such_field", "text", False, "text"),
    ],
)
def test_the_value_of_a_field_is_shown_as_people_read_it(
    words: Words, key: str, value: Scalar, place: bool, shown: str
) -> None:
    assert shown_value(words, key, value, place=place) == shown
