"""The journeys of a curator through the real window; the same from source, from the wheel and from the bundle."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lunarcurator.selftest.failing import StepError
from lunarcurator.selftest.hands import line_of, type_into
from lunarcurator.selftest.lending import lend_and_return
from lunarcurator.selftest.steps import Step
from lunarcurator.selftest.walking import Walk


def journeys(folder: Path) -> Iterator[Step]:
    """Yield the journeys; each begins with a first start, in a window of its own."""
    yield "register and split", lambda: register_and_split(folder / "first.lunar")
    yield "lend and return", lambda: lend_and_return(folder / "third.lunar")
    yield "import and export", lambda: import_and_export(folder)


def register_and_split(store: Path) -> None:
    """Make a store, register a rock, split it by the keyboard, undo and redo, and verify."""
    walk = Walk.begin(store)
    try:
        dialog = walk.open("register")
        type_into(line_of(dialog, "number"), "15555")
        type_into(line_of(dialog, "mass"), "9614 g")
        dialog.form_input.restore("chip")
        walk.act(dialog)
        walk.go("15555")
        dialog = walk.open("split")
        # Under titles of the grid nothing is asked of a block.
        titles = "\t".join(column.label for column in dialog.grid.model.columns[1:3])
        walk.paste(dialog.grid.view, f"{titles}\nChip\t4.106\nChip\t3.871", 1)
        type_into(line_of(dialog, "after"), "9606.023")
        walk.act(dialog)
        walk.expect("15555", "15555,1", "15555,2")
        walk.press("undo")
        walk.press("redo")
        walk.expect("15555", "15555,1", "15555,2")
    finally:
        walk.end()
    _verified(store)


def import_and_export(folder: Path) -> None:
    """Make a store, import a sheet page by page, export the inventory, and find the rows in the workbook."""
    from lunarcurator.desktop.dialogs.imports.pages import Step as Page
    from lunarcurator.exchange.reading import read_book
    from lunarcurator.selftest.commands import write_rows

    walk = Walk.begin(folder / "second.lunar")
    try:
        dialog = walk.open("import", path=write_rows(folder / "rows.csv"))
        walk.until(lambda: dialog.step is Page.COLUMNS and dialog.primary_button.isEnabled(), "the columns")
        walk.confirm(dialog)
        walk.until(lambda: dialog.step is Page.VERDICTS and dialog.primary_button.isEnabled(), "the verdicts")
        walk.confirm(dialog)
        walk.until(lambda: walk.has("15999", "14999") and walk.is_quiet(), "the import")
        dialog.reject()
        dialog = walk.open("export")
        out = folder / "out.xlsx"
        walk.until(lambda: dialog.primary_button.isEnabled(), "the preview")
        dialog.choose_target(out)
        walk.confirm(dialog)
        walk.until(lambda: out.exists() and walk.is_quiet(), "the export")
        dialog.reject()
    finally:
        walk.end()
    told = {cell for sheet in read_book(out).sheets for row in sheet.rows() for cell in _texts(row)}
    if not {"15999", "14999"} <= told:
        raise StepError("the workbook lacks a piece")
    _verified(folder / "second.lunar")


def _texts(row: Any) -> tuple[str, ...]:
    return tuple(str(getattr(cell, "text", cell)) for cell in getattr(row, "cells", row))


def _verified(store: Path) -> None:
    from lunarcurator.selftest.commands import command

    command("verify", str(store))
