"""Steps of the selftest that a person could take on the command line, without a window."""

import csv
import gzip
import io
import json
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from lunarcurator.file_names import in_order
from lunarcurator.resources_folder import resources_folder
from lunarcurator.selftest.failing import StepError


def command(*arguments: str) -> None:
    """Run one command of the command line in this process; what it says is kept for the failure."""
    from lunarcurator.__main__ import main

    said, told = io.StringIO(), (sys.stdout, sys.stderr)
    sys.stdout = sys.stderr = said
    try:
        code = main(list(arguments))
    finally:
        sys.stdout, sys.stderr = told
    if code:
        raise StepError(f"exit code {code}: {said.getvalue().strip()[-300:]}")


def know_version() -> None:
    """Refuse a program that cannot say which version it is."""
    from lunarcurator.own_version import own_version

    if own_version() == "?":
        raise StepError("the version is unknown")


def read_workbook(path: Path) -> None:
    """Read what was exported, and refuse a workbook without rows."""
    from lunarcurator.exchange.reading import read_book

    book = read_book(path)
    if not any(len(list(sheet.rows())) > 1 for sheet in book.sheets):
        raise StepError("the workbook has no rows")


_ROWS: Final = (
    ("Generic", "Mission", "Weight (g)", "Type"),
    ("15999", "Apollo 15", "12.5", "Basalt"),
    ("14999", "Apollo 14", "3.25", "Breccia"),
)


def import_csv(folder: Path, store: str) -> None:
    """Write two rows as csv and import them."""
    command("import", str(write_rows(folder / "rows.csv")), "--into", store, "--accept-proposal")


def write_rows(path: Path) -> Path:
    """Write two rows as csv and return the file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(_ROWS)
    return path


def import_xlsx(folder: Path, store: str) -> None:
    """Write the same rows as a workbook and import it."""
    from openpyxl import Workbook

    book, path = Workbook(), folder / "rows.xlsx"
    for row in _ROWS:
        book.active.append(row)  # type: ignore[union-attr]
    book.save(path)
    command("import", str(path), "--into", store, "--accept-proposal")


def post(folder: Path, store: str) -> None:
    """Post one act from a file."""
    act = {
        "kind": "describe",
        "operation": {"sample": "15999", "values": [{"field": "remarks", "value": "嫦娥"}]},
    }
    post_acts(folder, store, act, "--operator", "Selftest")


def post_acts(folder: Path, store: str, acts: Mapping[str, Any], *who: str) -> None:
    """Post acts as a person writes them into a file."""
    path = folder / "acts.json"
    path.write_text(json.dumps(acts, ensure_ascii=False), encoding="utf-8", newline="\n")
    command("post", store, str(path), *who)


def restore(folder: Path) -> None:
    """Bring the first backup back as another store, and verify it."""
    backup = next(iter(in_order((folder / "backups").glob("*.lunar"))))
    command("restore", str(backup), "--to", str(folder / "restored.lunar"))
    command("verify", str(folder / "restored.lunar"))


def import_brought(name: str, store: str, *numbers: str) -> None:
    """Import a sheet the program brings along, in a format it only reads, and look for its pieces."""
    # The header names no unit, and nobody guesses one.
    sheet = str(resources_folder() / "selftest" / name)
    command("import", sheet, "--into", store, "--accept-proposal", "--answer", "unit:Weight=g")
    for number in numbers:
        command("show", store, number)


def migrate_old(folder: Path) -> None:
    """Bring a store of the first version up to date, as opening it does, and verify what came out."""
    from lunarcurator.services.stores import open_session

    old = folder / "old.lunar"
    with gzip.open(resources_folder() / "selftest" / "0001.lunar.gz") as packed, old.open("wb") as file:
        shutil.copyfileobj(packed, file)
    opened = open_session(old)
    opened.session.close()
    if "store.brought_up_to_date" not in {note.key for note in opened.notes}:
        raise StepError("an old store was not brought up to date")
    if not list(folder.glob("old-before-update-*.lunar")):
        raise StepError("no copy of the old store was kept")
    command("verify", str(old))
