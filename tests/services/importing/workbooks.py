"""A workbook of which each sheet rests on the one before, and how its sheets come in."""

from collections.abc import Sequence
from pathlib import Path

from lunarcurator.domain.identity import OperatorRef
from lunarcurator.services.importing import Profiles, Source, guess_reading, plan_reading, post_import
from lunarcurator.services.posting import Posted
from lunarcurator.services.store_session import StoreSession
from openpyxl import Workbook

SHEETS = ("rocks", "chips", "grains")


def nested_workbook(
    path: Path, *, sheets: Sequence[str] = SHEETS, rocks: Sequence[str] = ("10017", "10018")
) -> Path:
    """Write a list of rocks, then of their chips, then of the grains of these, each on a sheet of its own."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for depth, name in enumerate(sheets):
        page = book.create_sheet(name)
        page.append(("ID", "Mission", "Parent", "Mass (g)"))
        for rock in rocks:
            number = rock if not depth else f"{rock},{depth}"
            parent = "" if not depth else rock if depth == 1 else f"{rock},{depth - 1}"
            # A daughter with a mass of its own would ask whether that is still in the book's of its parent.
            page.append((number, "Apollo 11", parent, None if depth else 100))
    book.save(path)
    return path


def brought_in(session: StoreSession, path: Path, sheet: str, operator: OperatorRef) -> Posted:
    """Bring one sheet of a workbook in, as it reads best."""
    source = Source.open(path)
    reading = guess_reading(session, source, Profiles.load(), sheet)
    return post_import(session, plan_reading(session, source, reading), operator)
