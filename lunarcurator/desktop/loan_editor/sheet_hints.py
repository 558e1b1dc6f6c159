"""What a return sheet says in grey beside its rows; a row that stands as before is not looked at again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from lunarcurator.desktop.loan_editor.return_rows import Row, SheetRows
from lunarcurator.services.lending.scanned_home import NotOut, Scanned

_MARKED: Final = ("line", "name", "form")


def said(text: object) -> str:
    """Return words of the sheet in the window's language."""
    return QCoreApplication.translate("ReturnSheet", str(text))


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the texts of one row say: hints by column, whether its line is on the sheet, its masses can be read."""

    hints: Mapping[str, str]
    known: bool
    readable: bool


class SheetHints:
    """Looks through the rows of a sheet of any length after each change of one of them.

    `hints` and `tones` are by (row, column key); `lost` counts the rows of no line on the sheet, `readable` tells
    whether every other row can be read.
    """

    def __init__(self) -> None:
        self._seen: dict[tuple[str, ...], _Seen] = {}
        self._of: tuple[SheetRows, int] | None = None
        self.hints: dict[tuple[int, str], str] = {}
        self.tones: dict[tuple[int, str], str] = {}
        self.lost = 0
        self.readable = True

    def look(self, rows: SheetRows, scanned: Mapping[str, Scanned], texts: Sequence[Row]) -> None:
        """Look through the rows as they are now typed; `scanned` tells of numbers that are not out."""
        of = (rows, len(scanned))
        if self._of is None or self._of[0] is not rows or self._of[1] != len(scanned):
            self._seen.clear()
        self._of = of
        seen: dict[tuple[str, ...], _Seen] = {}
        self.hints, self.tones, self.lost, self.readable = {}, {}, 0, True
        for at, row in enumerate(texts):
            key = tuple(row.values())
            told = seen[key] = self._seen.get(key) or _look_at(row, rows, scanned)
            for column, text in told.hints.items():
                self.hints[at, column] = text
            if not told.known:
                self.lost += 1
                self.tones |= {(at, column): "red" for column in _MARKED}
            self.readable = self.readable and told.readable
        self._seen = seen


def _look_at(row: Row, rows: SheetRows, scanned: Mapping[str, Scanned]) -> _Seen:
    code = row["line"].strip()
    if code not in rows.known:
        told = scanned.get(row["name"].strip())
        out = told is not None and told.why is NotOut.NOT_OUT
        text = QT_TRANSLATE_NOOP("ReturnSheet", "Not out") if out else QT_TRANSLATE_NOOP("ReturnSheet", "Unknown")
        return _Seen({"line": said(text)}, known=False, readable=False)
    hints = {"fate": rows.fates[rows.fate(row)]}
    if differs := rows.differs(row):
        hints["differs"] = differs
    if rows.is_itself(row):
        hints["number"] = rows.known[code].number
    return _Seen(hints, known=True, readable=rows.is_readable(row))
