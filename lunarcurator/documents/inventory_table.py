"""What stands in the workbook in which a borrower answers an inventory, and how it is known again."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

MARK: Final = "lunarcurator inventory"
"""Stands in the hidden first cell, with the round and the person, so that the workbook is known again."""
SIGNING: Final = "signing "
"""Stands before the place of a signature in the hidden first column: 0 signed, 1 on, 2 witnessed, 3 on."""
HEADER: Final = "lines"
"""Stands in the hidden first column of the header; lines stand below it in any order."""
LINE: Final = "line "
"""Stands before the identity of a line in the hidden first column of its row."""
ANSWER_AT: Final = 7
"""The column of the answer, counted from the hidden one as 0; mass and remark follow it."""


@dataclass(frozen=True, slots=True)
class InventoryRow:
    """One line: its identity, the texts shown of it, and the mass held in mg, None where no exact one is known.

    `unknown` stands in its place then: a bound or an estimate with its sign, or that nobody knows it. `held_to` is
    to how many decimals of a mg the mass is known.
    """

    key: str
    code: str
    number: str
    form: str
    issued: str
    due: str
    held_mg: Decimal | None
    unknown: str
    held_to: int = 0


@dataclass(frozen=True, slots=True)
class InventoryBook:
    """All that stands in the workbook of one borrower, every word said already.

    `heading` are (label, text) pairs above the table, `signing` the labels of the cells to sign in, `headers` the
    nine headers, `choices` the answers offered, `cut` the mark of a text that was too long for a cell.
    """

    mark: str
    title: str
    sheet: str
    heading: Sequence[tuple[str, str]]
    explained: str
    signing: Sequence[str]
    headers: Sequence[str]
    choices: Sequence[str]
    rows: Sequence[InventoryRow]
    cut: str
