"""A store, and workbooks that go out of it and come back changed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from lunarcurator.domain.acts import Act
from lunarcurator.domain.identity import OperatorRef
from lunarcurator.domain.operations import Operation
from lunarcurator.services.posting import Posted
from lunarcurator.services.roundtrip import CellChange, RowChange, TakeBack, export_to_edit, post_back, take_back
from lunarcurator.services.words import Words
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.services.ledgers.history import History, lived

A = OperatorRef("A. Curator")


@dataclass
class Trip:
    """One workbook on its way: `edit` changes its sheet as a person in a spreadsheet program would."""

    history: History
    words: Words
    path: Path

    def send(self, *columns: str) -> int:
        return export_to_edit(self.history.session, self.words, self.path, None, columns or None)

    def edit(self, change: Callable[[Worksheet, Workbook], object]) -> None:
        book = load_workbook(self.path)
        change(book.worksheets[0], book)
        book.save(self.path)

    def put(self, number: str, header: str, value: object) -> None:
        self.edit(lambda sheet, _: setattr(cell(sheet, number, header), "value", value))

    def back(self) -> TakeBack:
        return take_back(self.history.session, self.words, self.path)

    def post(self, plan: TakeBack, **more: object) -> Posted:
        return post_back(self.history.session, plan, A, **more)


def cell(sheet: Worksheet, number: str, header: str):  # type: ignore[no-untyped-def]
    """Return the cell of a piece in a column."""
    headers = {each.value: each.column for each in sheet[1]}
    row = next(each[0].row for each in sheet.iter_rows(min_row=2) if each[1].value == number)
    return sheet.cell(row, headers[header])


def row_of(plan: TakeBack, number: str) -> RowChange:
    """Return the row of a piece."""
    return next(row for row in plan.rows if row.number == number)


def only(plan: TakeBack) -> CellChange:
    """Return the one cell that differs in a whole workbook."""
    (row,) = plan.differing
    (change,) = row.cells
    return change


def operations(acts: tuple[Act, ...]) -> list[Operation]:
    """Return the operations of acts."""
    return [each.operation for each in acts]


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    made = lived(tmp_path / "book.lunar")
    yield made
    made.session.close()


@pytest.fixture
def trip(history: History, words: Words, tmp_path: Path) -> Trip:
    return Trip(history, words, tmp_path / "edit.xlsx")
