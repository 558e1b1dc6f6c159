"""Words of a file that say nothing of a piece: an error in place of a value, a mark for unknown, a stray ditto.

Looked for over all rows together, by what is different in them: asked of each cell it would slow every import.
"""

import re
from collections.abc import Sequence
from typing import Final

from lunarcurator.domain.findings import Strength, find
from lunarcurator.exchange.dittos import is_ditto
from lunarcurator.services.importing.cells.values import says_nothing
from lunarcurator.services.importing.columns.mapping import VALUES
from lunarcurator.services.importing.columns.not_told import not_told
from lunarcurator.services.importing.plan import PlannedColumn
from lunarcurator.services.importing.rows import TEXTS, ReadRow

_WORDED: Final = ("class_name", "subclass", "collected", "data_pack")
"""The texts of which a mark for unknown is no value; remarks may say what they like."""

_ERROR: Final = re.compile(
    r"#(?:N/A|NAME\?|REF!|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|BUSY!|UNKNOWN!|#{2,})"
)
_SWITCHES: Final = frozenset({"true", "false"})


def settle_untold(rows: Sequence[ReadRow], columns: Sequence[PlannedColumn]) -> None:
    """Refuse errors and ditto marks; keep marks for unknown beside the piece, with a warning."""
    for column in columns:
        if column.target in TEXTS:
            _settle_texts(rows, column)
        elif column.target in VALUES:
            for row in rows:
                _settle_value(row, column)
        elif column.target == "place":
            for row in rows:
                _refuse_wrong(row, column, row.place)
                if row.place and says_nothing(row.place):
                    _keep(row, column, row.place)
                    row.place = ""
        elif column.target == "names":
            for row in rows:
                _settle_names(row, column)


def _settle_texts(rows: Sequence[ReadRow], column: PlannedColumn) -> None:
    key = column.target
    for text in {row.texts.get(key, "") for row in rows}:
        wrong = _is_wrong(text)
        if not wrong and not (key in _WORDED and _says_nothing(text)):
            continue
        for row in rows:
            if row.texts.get(key) == text:
                _refuse_wrong(row, column, text)
                if not wrong:
                    del row.texts[key]
                    _keep(row, column, text)


def _settle_value(row: ReadRow, column: PlannedColumn) -> None:
    value = row.values.get(column.target)
    if isinstance(value, str):
        _refuse_wrong(row, column, value)
        if says_nothing(value):
            del row.values[column.target]
            _keep(row, column, value)


def _settle_names(row: ReadRow, column: PlannedColumn) -> None:
    for name in row.names:
        _refuse_wrong(row, column, name)
        if _says_nothing(name):
            row.names = tuple(each for each in row.names if each != name)
            _keep(row, column, name)


def _is_wrong(text: str) -> bool:
    return (text[:1] == "#" and bool(_ERROR.fullmatch(text))) or (is_ditto(text) and not says_nothing(text))


def _says_nothing(text: str) -> bool:
    return says_nothing(text) or text.casefold() in _SWITCHES


def _refuse_wrong(row: ReadRow, column: PlannedColumn, text: str) -> None:
    if not text or not _is_wrong(text):
        return
    key = "import.ditto" if is_ditto(text) else "import.cell_error"
    row.problems.append(find(Strength.IMPOSSIBLE, key, "R12", column.target, text=text, column=column.name))


def _keep(row: ReadRow, column: PlannedColumn, text: str) -> None:
    row.other = (*row.other, (column.name, text))
    row.notes.append(not_told(text, column))
