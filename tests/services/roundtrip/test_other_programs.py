"""A workbook that another program has saved again says the same as before."""

import shutil
import subprocess
from pathlib import Path

import pytest
from lunarcurator.services.roundtrip import EDITABLE_BY_SHEET, CellVerdict, take_back

from tests.services.roundtrip.conftest import Trip, only

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
    return take_back(trip.history.desk, trip.words, out / f"{trip.path.stem}.{ending}")
