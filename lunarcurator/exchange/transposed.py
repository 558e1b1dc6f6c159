"""Sheets that stand on their side, read the other way round: each column becomes a row."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Final

from lunarcurator.exchange.book import Row, Sheet
from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.marks import FAR, Block, SheetMarks

TURNED_NAME: Final = "TRANSPOSE"
"""What stands behind the name of a sheet that is read the other way round."""

_MOST: Final = 4_096


def transposed(sheet: Sheet, name: str) -> Sheet:
    """Return a sheet the other way round; its rows have the numbers of the columns they were."""
    return replace(sheet, name=name, source=partial(_rows, sheet), marks=partial(_marks, sheet))


def _rows(sheet: Sheet) -> Iterator[Row]:
    rows = {row.number: row.cells for row in sheet.rows() if not row.is_blank}
    last = max(rows, default=0)
    if last > _MOST:
        raise SheetError("sheet.too_long_to_turn", rows=last, limit=_MOST)
    above = [rows.get(number, ()) for number in range(1, last + 1)]
    for at in range(max(map(len, above), default=0)):
        yield Row(at + 1, tuple(cells[at] if at < len(cells) else None for cells in above))


def _marks(sheet: Sheet) -> SheetMarks:
    marks = sheet.marks()
    return SheetMarks(
        hidden_rows=marks.hidden_columns,
        hidden_columns=marks.hidden_rows,
        merged=[Block(left, top, right, bottom) for top, left, bottom, right in marks.merged],
        coloured=FAR if marks.coloured else 0,
        struck={(at, row) for row, at in marks.struck},
        comments={(at, row): words for (row, at), words in marks.comments.items()},
    )
