"""Exports a whole collection in a process of its own: `python -m tests.scale.export_work STORE FOLDER`; JSON.

Beside it, in the same run, LibreOffice turns the same list from csv into a workbook, where it is installed.
"""

import csv
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from lunarcurator.documents.model import Column, ColumnKind, Document, Sheet, Value, wording
from lunarcurator.documents.xlsx_renderer import render_xlsx
from lunarcurator.domain.mass_text import parse_mass
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.exporting import Report, Wanted, export
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words

from tests.scale.figures import Figure, stopwatch
from tests.scale.window import peak

MEMORY = 600
FASTER = 0.5
"""Writing a workbook may take half of what LibreOffice takes for the same rows."""


def measure(path: Path, folder: Path) -> Iterator[Figure]:
    """Yield what the inventory of a store takes as csv and as a workbook, and its writing beside LibreOffice's."""
    words = Words.load("en", resources_folder() / "languages", strict=True)
    session = StoreSession.open(path)
    as_text, as_book = folder / "whole.csv", folder / "whole.xlsx"
    for target in (as_text, as_book):
        target.unlink(missing_ok=True)
        with stopwatch() as taken:
            rows = export(session, words, Wanted(Report.INVENTORY), target)
        yield Figure(f"inventory of {rows:,} pieces as {target.suffix[1:]}", "s", [taken[0] / 1_000], 60, "max")
    yield _called_off(session, words, folder)
    session.close()
    with stopwatch() as written, as_book.open("wb") as stream:
        render_xlsx(_from_text(as_text, words), stream)
    yield Figure("memory of the exporting process, largest", "MiB", [peak()], MEMORY, "max")
    ours = Figure("... the same rows from csv into a workbook", "s", [written[0] / 1_000])
    office = shutil.which("soffice")
    if office is None:
        ours.note = "LibreOffice is not installed here"
    else:
        theirs = _by_libreoffice(office, as_text)
        ours.small, ours.bound, ours.speaks_of = theirs, FASTER, "ratio"
        ours.note = f"LibreOffice {theirs:.3g} s"
    yield ours


def _called_off(session: StoreSession, words: Words, folder: Path) -> Figure:
    """Call an export off half a second after its first rows, and tell how long it takes until nothing is left."""
    target, asked = folder / "called-off.xlsx", list[float]()

    def stop() -> bool:
        asked.append(time.perf_counter())
        return len(asked) > 20

    try:
        export(session, words, Wanted(Report.INVENTORY), target, should_stop=stop)
    except Exception:
        spent = (time.perf_counter() - asked[-1]) * 1_000
        assert not target.exists(), "something was left of an export that was called off"
        return Figure("... called off, until nothing is left", "ms", [spent], 300, "max")
    raise AssertionError("the export ended before it could be stopped")


def _from_text(path: Path, words: Words) -> Document:
    """Return the csv as a document again: texts as texts, masses as figures."""
    stream = path.open(encoding="utf-8-sig", newline="")
    reader = csv.reader(stream)
    heads = next(reader)
    columns = tuple(
        Column(head, head, ColumnKind.MASS, "g") if head.startswith("Mass") else Column(head, head)
        for head in heads
    )
    makes = [_figure if column.kind is ColumnKind.MASS else str for column in columns]
    rows = (tuple(make(cell) for make, cell in zip(makes, row, strict=True)) for row in reader)
    return Document("Inventory", (Sheet("Inventory", columns, rows),), (), wording(words.say))


def _figure(cell: str) -> Value:
    return parse_mass(cell).ug if cell else None


def _by_libreoffice(office: str, path: Path) -> float:
    """Return the seconds that LibreOffice takes to turn a csv into a workbook."""
    with tempfile.TemporaryDirectory() as out:
        profile = f"-env:UserInstallation=file://{out}/profile"
        command = [office, profile, "--headless", "--convert-to", "xlsx", "--outdir", out, str(path)]
        # The first start makes the profile, which is no part of the work.
        _quietly([office, profile, "--headless", "--terminate_after_init"])
        with stopwatch() as taken:
            _quietly(command)
        assert (Path(out) / f"{path.stem}.xlsx").exists(), "LibreOffice wrote nothing"
    return taken[0] / 1_000


def _quietly(command: list[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def main() -> None:
    figures = list(measure(Path(sys.argv[1]), Path(sys.argv[2])))
    print(json.dumps([figure.plain() for figure in figures]), flush=True)


if __name__ == "__main__":
    main()
