"""A workbook that another program has saved again says the same as before."""

import shutil
import subprocess
from pathlib import Path

import pytest
from lunarcurator.domain.operations.accounting import ReportMass
from lunarcurator.services.roundtrip import EDITABLE_BY_SHEET, CellVerdict, take_back
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.services.roundtrip.conftest import Trip, only, operations
from tests.services.roundtrip.test_borrowers_word import lent, made_for

__all__ = ["lent"]

_OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.mark.skipif(_OFFICE is None, reason="LibreOffice is not installed on this machine")
@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_what_libreoffice_saved_says_the_same(trip: Trip, tmp_path: Path, ending: str) -> None:
    trip.send(*EDITABLE_BY_SHEET)
    assert again(trip, tmp_path, ending).differing == ()
    trip.put("15555", "Class", "gabbro")
    trip.path = tmp_path / "edit.xlsx"
    changed = again(trip, tmp_path, ending)
    (row,) = changed.differing
    assert (row.number, row.verdict, row.cells[0].came) == ("15555", CellVerdict.CHANGED, "gabbro")
    assert only(changed).header == "Class"


def again(trip: Trip, folder: Path, ending: str):  # type: ignore[no-untyped-def]
    """Return the comparison of the workbook after LibreOffice has saved it."""
    out, home = folder / "saved", f"-env:UserInstallation=file://{folder}/office"
    command = [str(_OFFICE), home, "--headless", "--convert-to", ending, "--outdir", str(out), str(trip.path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return take_back(trip.history.session, trip.words, out / f"{trip.path.stem}.{ending}")


@pytest.mark.skipif(_OFFICE is None, reason="LibreOffice is not installed on this machine")
@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_a_borrowers_workbook_sorted_and_noted_on_in_libreoffice_is_still_the_borrowers(
    lent: Trip, tmp_path: Path, ending: str
) -> None:
    made_for(lent)

    def work(sheet: Worksheet, _: Workbook) -> None:
        head, *body = [[each.value for each in row] for row in sheet.iter_rows()]
        for down, row in enumerate([head, *reversed(body)], start=1):
            for across, value in enumerate(row, start=1):
                sheet.cell(down, across).value = value
            sheet.cell(down, len(head) + 1).value = "Seen by" if down == 1 else "B. A."

    lent.edit(work)
    lent.put("15555,2", "Mass (g)", 3.5)
    plan = again(lent, tmp_path, ending)
    assert (plan.borrower_name, plan.extra) == ("Borrower A", ("Seen by",))
    change = only(plan)
    assert (change.header, change.came, change.verdict) == ("Mass (g)", "3.5", CellVerdict.CHANGED)
    assert [type(each) for each in operations(plan.takeable[0].acts)] == [ReportMass]
