"""What was scanned for a return sheet: it ticks rows off, and rows that were not scanned are asked about."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from lunarcurator.desktop.dialogs.form.drafting import list_in
from lunarcurator.desktop.loan_editor.return_rows import BACK, UNSCANNED, Row, SheetRows
from lunarcurator.domain.lending.sub_samples import same_name
from lunarcurator.domain.words_folding import number_key, unquoted
from lunarcurator.services.lending.scanned_home import Scanned

_MARKS, _BEGAN = "scanned", "scans"
_MOST: Final = 5


class SheetScans:
    """The marks of what was scanned: a line for its piece, a line and a name for a part of it.

    `began` says that some piece was scanned for the sheet, also one that is not on it.
    """

    def __init__(self) -> None:
        self.marks: set[str] = set()
        self.began = False

    def clear(self) -> None:
        """Forget every scan."""
        self.marks.clear()
        self.began = False

    def take(self, told: Sequence[Scanned], elsewhere: Sequence[Scanned] = ()) -> None:
        """Take what was scanned; `elsewhere` is of loans that the sheet is not for, and ticks nothing off."""
        self.marks |= {_mark(each.code, each.part) for each in told if each.line is not None}
        self.began = self.began or any(each.number for each in (*told, *elsewhere))

    def take_code(self, code: str) -> None:
        """Take the piece of a line."""
        self.marks.add(code)
        self.began = True

    def kept(self, codes: Collection[str]) -> Mapping[str, object]:
        """Return what a draft keeps of it, of the lines on the sheet."""
        marks = sorted(each for each in self.marks if _code(each) in codes)
        return {_MARKS: marks, _BEGAN: self.began}

    def take_up(self, content: Mapping[str, object]) -> None:
        """Take up what a draft kept; those of before kept the marks alone."""
        self.marks.update(str(each) for each in list_in(content.get(_MARKS)))
        self.began = bool(content.get(_BEGAN)) or bool(self.marks)

    def on_rows(self, marks: Collection[str]) -> set[str]:
        """Return which of the marks that rows have were scanned: a row that names something else has another."""
        return self.marks.intersection(marks)

    def lines(self, marks: Collection[str]) -> int:
        """Return of how many lines rows with these marks were scanned."""
        return len({_code(each) for each in self.on_rows(marks)})

    def first_numbers(self, rows: SheetRows, marks: Collection[str]) -> list[str]:
        """Return what the first pieces are called that were scanned, of the rows with these marks."""
        there = [each for each in self.on_rows(marks) if _code(each) in rows.known]
        return [_called(each, rows) for each in sorted(there)[:_MOST]]

    def has(self, rows: SheetRows, row: Row) -> bool:
        """Tell whether the piece or part that a row names was scanned, whatever became of it."""
        line, name = rows.known.get(row["line"].strip()), row["name"].strip()
        if line is None or not name:
            return False
        itself = number_key(unquoted(name)) in map(number_key, (line.number, line.official))
        return (line.line.code if itself else _mark(line.line.code, unquoted(name))) in self.marks

    def seen(self) -> frozenset[str] | None:
        """Return the marks as they are now, for any thread; None where nothing was scanned."""
        return frozenset(self.marks) if self.began else None


def mark_of(rows: SheetRows, row: Row) -> str:
    """Return what ticks a row off: its line where it is the piece itself, else its line and its own name.

    Nothing ticks off a row whose name was cleared: nobody reads there what was scanned.
    """
    code = row["line"].strip()
    if not row["name"].strip():
        return ""
    return code if rows.is_itself(row) else _mark(code, unquoted(row["name"]))


def marked(rows: SheetRows, texts: Sequence[Row], seen: frozenset[str] | None) -> list[Row]:
    """Return rows, each that the sheet began with and that no scan ticked off saying so.

    What somebody wrote down as a row of its own says by that what came back.
    """
    if seen is None:
        return list(texts)
    return [
        {**row, UNSCANNED: "1"} if _wants_scan(rows, row) and mark_of(rows, row) not in seen else row
        for row in texts
    ]


def _wants_scan(rows: SheetRows, row: Row) -> bool:
    line = rows.known.get(row["line"].strip())
    if line is None or rows.fate(row) != BACK:
        return False
    named = {same_name(each.name) for each in line.rows if not each.itself}
    return rows.is_itself(row) or same_name(unquoted(row["name"])) in named


def _called(mark: str, rows: SheetRows) -> str:
    line, name = rows.known[_code(mark)], mark.partition("\n")[2]
    return next((each.name for each in line.rows if not each.itself and same_name(each.name) == name), line.number)


def _mark(code: str, name: str) -> str:
    """Return the mark of a line, or of a part of it by its name however it is spelled."""
    return f"{code}\n{same_name(name)}" if name else code


def _code(mark: str) -> str:
    return mark.partition("\n")[0]
