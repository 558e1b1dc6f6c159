"""A cell that shows only the year of a date, or its month and year, is read as that and never as its first day."""

import datetime as dt
from pathlib import Path

from lunarcurator.domain.operations import Register
from lunarcurator.services.importing import Verdict, answered, mapped, plan_reading
from lunarcurator.services.store_session import StoreSession
from openpyxl.worksheet.worksheet import Worksheet

from tests.services.importing.steps import opened, workbook


def test_a_year_or_month_alone_is_kept_as_typed_text_would_be(session: StoreSession, tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(("ID", "Mission", "Year found", "Weighed", "Seen"))
        sheet.append(("10017", "Apollo 11", dt.date(1972, 1, 1), dt.date(1973, 5, 1), dt.date(1974, 1, 1)))
        for column, code in (("C", "yyyy"), ("D", "mmm yyyy"), ("E", "d.m.yyyy")):
            sheet[f"{column}2"].number_format = code

    source, reading = opened(session, workbook(tmp_path / "a.xlsx", fill))
    plan = plan_reading(session, source, mapped(mapped(reading, "Weighed", "day"), "Seen", "pristinity_day"))
    (act,) = plan.rows[0].acts
    assert isinstance(act.operation, Register)
    assert dict(act.operation.other) == {"Year found": "1972"}
    assert (act.day, act.operation.pristinity_day) == (19730500, 19740101)


def test_a_number_that_became_a_month_is_refused_since_nobody_can_tell_what_it_was(
    session: StoreSession, tmp_path: Path
) -> None:
    def fill(sheet: Worksheet) -> None:
        for row in (("ID", "Weight (g)"), ("10017", 5), (dt.date(1945, 12, 1), 6)):
            sheet.append(row)
        sheet["A3"].number_format = "mmm-yy"

    source, reading = opened(session, workbook(tmp_path / "a.xlsx", fill))
    rows = plan_reading(session, source, answered(reading, "collection", "Apollo")).rows
    assert [row.verdict for row in rows] == [Verdict.NEW, Verdict.REFUSED]
    assert [each.key for each in rows[1].reasons] == ["number.cell_date"]
    assert rows[1].number == "1945-12"
