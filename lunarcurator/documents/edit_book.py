"""A table that goes out to be edited in a spreadsheet program: what stands in it, every word said already."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

type EditValue = str | int | Decimal | date | None

STAMP_MARK: Final = "lunar-curator-edit"
"""The first cell of the sheet that says which store and entry a workbook was made from."""


@dataclass(frozen=True, slots=True)
class EditColumn:
    """One column: its header, width in characters, whether it may be edited, and the choices it offers.

    `closed` choices are the only ones; others may be typed over.
    """

    key: str
    header: str
    width: int = 16
    editable: bool = False
    hidden: bool = False
    choices: tuple[str, ...] = ()
    closed: bool = False


@dataclass(frozen=True, slots=True)
class EditBook:
    """A table to edit: the sheet's name, columns and rows, the lines that explain it, and its stamp."""

    sheet: str
    columns: tuple[EditColumn, ...]
    rows: Iterable[tuple[EditValue, ...]] = field(repr=False)
    about: str
    explained: tuple[tuple[str, str], ...]
    stamp: tuple[tuple[str, str], ...]
    choose: str
    cut: str
    stamp_format: str = "1"
