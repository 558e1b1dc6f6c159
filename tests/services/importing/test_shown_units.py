"""The unit that a format writes beside a figure is the unit of the cell, whatever its header says."""

from pathlib import Path

import pytest
from lunarcurator.services.importing import Verdict
from lunarcurator.services.store_session import StoreSession
from openpyxl.worksheet.worksheet import Worksheet

from tests.services.importing.steps import asked, planned, workbook


def said(session: StoreSession, path: Path, field: str) -> list[object]:
    """What each row of a sheet says of a field, once it reads as a piece."""
    found = []
    for row in planned(session, path).rows:
        assert row.verdict is Verdict.NEW
        operation = next(iter(row.acts)).operation
        found.append(getattr(operation, field))
    return found


def test_a_mass_shown_in_another_unit_than_the_header_names_is_in_the_unit_shown(
    session: StoreSession, tmp_path: Path
) -> None:
    def fill(sheet: Worksheet) -> None:
        for row in (("ID", "Mission", "Weight (g)"), ("10017", "Apollo 11", 5), ("10018", "Apollo 11", 7)):
            sheet.append(row)
        sheet["C2"].number_format = '0.0" mg"'

    path = workbook(tmp_path / "a.xlsx", fill)
    assert [mass.ug for mass in said(session, path, "original")] == [5_000, 7_000_000]  # type: ignore[attr-defined]


def test_masses_that_all_show_their_unit_need_none_in_the_header(session: StoreSession, tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        for row in (("ID", "Mission", "Weight"), ("10017", "Apollo 11", 5), ("10018", "Apollo 11", 7)):
            sheet.append(row)
        sheet["C2"].number_format, sheet["C3"].number_format = '0.0" mg"', '0.0" kg"'

    path = workbook(tmp_path / "a.xlsx", fill)
    assert "unit:Weight" not in asked(session, path)
    assert [mass.ug for mass in said(session, path, "original")] == [5_000, 7_000_000_000]  # type: ignore[attr-defined]


@pytest.mark.parametrize("code", ['0.0" pcs"', '0.0" %"', '0" ?"'])
def test_a_mass_shown_with_words_that_are_no_unit_is_refused(
    code: str, session: StoreSession, tmp_path: Path
) -> None:
    def fill(sheet: Worksheet) -> None:
        for row in (("ID", "Mission", "Weight (g)"), ("10017", "Apollo 11", 5), ("10018", "Apollo 11", 7)):
            sheet.append(row)
        sheet["C2"].number_format = code

    rows = planned(session, workbook(tmp_path / "a.xlsx", fill)).rows
    assert [row.verdict for row in rows] == [Verdict.REFUSED, Verdict.NEW]
