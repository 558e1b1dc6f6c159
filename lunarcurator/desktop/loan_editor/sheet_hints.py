"""What a return sheet says in grey beside its rows: only what changed is looked at, and counted by difference."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from lunarcurator.desktop.loan_editor.return_rows import BACK, KEPT, Row, SheetRows, lost_text
from lunarcurator.services.lending.scanned_home import NotOut, Scanned

type Hinted = tuple[Mapping[str, str], Mapping[str, str]]
"""What a row says in grey, and the tones of its cells, both by column."""

_LOST: Final[Mapping[str, str]] = MappingProxyType(dict.fromkeys(("line", "name", "form"), "red"))

_HAD_IN_HAND: Final = ("reading", "confirmed", "label", "number")
"""What is typed only of a piece that lies there."""

_UNKNOWN: Final = QT_TRANSLATE_NOOP("ReturnSheet", "Unknown")
_WHY_NOT: Final[Mapping[NotOut | None, object]] = MappingProxyType(
    {
        NotOut.HOME: QT_TRANSLATE_NOOP("ReturnSheet", "Came home"),
        NotOut.NOT_OUT: QT_TRANSLATE_NOOP("ReturnSheet", "Not out"),
        NotOut.SEVERAL: QT_TRANSLATE_NOOP("ReturnSheet", "Several pieces"),
        NotOut.SEVERAL_NAMED: QT_TRANSLATE_NOOP("ReturnSheet", "Several pieces"),
    }
)


def said(text: object) -> str:
    """Return words of the sheet in the window's language."""
    return QCoreApplication.translate("ReturnSheet", str(text))


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the texts of one row say: its line, hints by column, whether that is on the sheet, whether it reads.

    `records` says that it tells of a use of which a policy wants a record, `stays` that it stays out, `in_hand`
    that it does although it was weighed, or has a label or a number.
    """

    code: str
    hints: Mapping[str, str]
    known: bool
    readable: bool
    records: bool = False
    stays: bool = False
    in_hand: bool = False


class SheetHints:
    """Keeps what the rows of a sheet of any length say, by what changed of them.

    `lost` counts the rows of no line on the sheet, `staying` has the rows that stay out.
    """

    def __init__(self) -> None:
        self._seen: list[_Seen] = []
        self._at: dict[str, set[int]] = {}
        self._of: SheetRows | None = None
        self._scanned = 0
        self._unread = self._recording = 0
        self._lines: set[str] = set()
        self._numbered: set[int] = set()
        self.staying: set[int] = set()
        self.lost = 0

    @property
    def coming(self) -> int:
        """How many lines say of something that it came back, was used up or lost: nothing is posted of others."""
        stay = sum(self._at[code] <= self.staying for code in {self._seen[at].code for at in self.staying})
        return len(self._lines) - stay

    def is_in_hand(self, at: int) -> bool:
        """Tell whether a row that stays out was weighed, or has a label or a number."""
        return self._seen[at].in_hand

    @property
    def lines(self) -> int:
        """How many lines have rows."""
        return len(self._lines)

    @property
    def codes(self) -> frozenset[str]:
        """The lines that have rows."""
        return frozenset(self._lines)

    @property
    def readable(self) -> bool:
        """Whether every row can be read and belongs to a line of the sheet."""
        return not self._unread

    @property
    def records_use(self) -> bool:
        """Whether something was used up of which a policy wants a record."""
        return self._recording > 0

    @property
    def unread(self) -> int:
        """How many rows cannot be read, or belong to no line of the sheet."""
        return self._unread

    def askable(self, texts: Sequence[Row]) -> list[Row]:
        """Return the rows of lines of which every row can be read: half a line does not balance."""
        red = {each.code for each in self._seen if not each.readable}
        return [row for row, each in zip(texts, self._seen, strict=False) if each.code not in red]

    def rows_of(self, code: str, texts: Sequence[Row]) -> list[Row]:
        """Return those of the rows as they now stand that name a line, in their order.

        While rows go or others come the cursor moves before anything is looked at again: a place that was looked
        at before may be gone by then, or be of another line.
        """
        there = (texts[at] for at in sorted(self._at.get(code, ())) if at < len(texts))
        return [row for row in there if row["line"].strip() == code]

    def look(
        self,
        rows: SheetRows,
        scanned: Mapping[str, Scanned],
        texts: Sequence[Row],
        touched: Collection[int] | None,
    ) -> dict[int, Hinted]:
        """Look at the rows that were touched (None: at all) as they are now typed; return hints and tones of them.

        `scanned` tells of numbers that are not out. Where lines came onto the sheet, rows of none are looked at
        again as well.
        """
        if touched is None:
            self._forget()
        again = set(range(len(texts)) if touched is None else touched)
        again |= set(range(len(self._seen), len(texts)))
        if rows is not self._of or len(scanned) != self._scanned:
            again |= {at for at, each in enumerate(self._seen) if not each.known}
            self._of, self._scanned = rows, len(scanned)
        while len(self._seen) > len(texts):
            self._uncount(len(self._seen) - 1, self._seen.pop())
        looked = {at: _look_at(texts[at], rows, scanned) for at in sorted(again) if at < len(texts)}
        for at, seen in looked.items():
            self._take(at, seen)
        return {at: (seen.hints, {} if seen.known else _LOST) for at, seen in looked.items()}

    def numbered(
        self, given: Mapping[str, Sequence[str]], rows: SheetRows, texts: Sequence[Row]
    ) -> dict[int, Hinted]:
        """Return hints of the rows whose number is proposed, or was: it is said before it is posted.

        `given` are the numbers of the pieces of a line by its code, in the order of their rows.
        """
        told = dict.fromkeys(self._numbered, "")
        for code, numbers in given.items():
            back = (at for at in sorted(self._at.get(code, ())) if rows.fate(texts[at]) == BACK)
            told |= zip(back, numbers, strict=False)
        self._numbered = {at for at, number in told.items() if number}
        there = [at for at in told if at < len(self._seen) and self._seen[at].known]
        return {at: (_with_number(self._seen[at].hints, told[at]), {}) for at in there}

    def _forget(self) -> None:
        self._seen, self._at, self._numbered = [], {}, set()
        self._lines.clear()
        self.staying.clear()
        self._unread = self._recording = self.lost = 0

    def _take(self, at: int, seen: _Seen) -> None:
        if at < len(self._seen):
            self._uncount(at, self._seen[at])
            self._seen[at] = seen
        else:
            self._seen.append(seen)
        self._at.setdefault(seen.code, set()).add(at)
        if seen.known:
            self._lines.add(seen.code)
        if seen.stays:
            self.staying.add(at)
        self.lost += not seen.known
        self._unread += not seen.readable
        self._recording += seen.records

    def _uncount(self, at: int, seen: _Seen) -> None:
        self.staying.discard(at)
        there = self._at[seen.code]
        there.discard(at)
        if not there:
            self._lines.discard(seen.code)
        self.lost -= not seen.known
        self._unread -= not seen.readable
        self._recording -= seen.records


def _with_number(hints: Mapping[str, str], number: str) -> Mapping[str, str]:
    """Return the hints of a row with the number it would get; "" for none leaves them as they are."""
    return {**hints, "number": number} if number else hints


def _look_at(row: Row, rows: SheetRows, scanned: Mapping[str, Scanned]) -> _Seen:
    code = row["line"].strip()
    if code not in rows.known:
        told = scanned.get(lost_text(row, rows))
        why = told.why if told is not None else None
        return _Seen(code, {"line": said(_WHY_NOT.get(why, _UNKNOWN))}, known=False, readable=False)
    hints = {"fate": rows.fates[rows.fate(row)]}
    if differs := rows.differs(row):
        hints["differs"] = differs
    if rows.is_itself(row):
        hints["number"] = said(QT_TRANSLATE_NOOP("ReturnSheet", "Stays itself"))
    stays = rows.fate(row) == KEPT
    return _Seen(
        code,
        hints,
        known=True,
        readable=rows.is_readable(row),
        records=rows.records_use(row),
        stays=stays,
        in_hand=stays and any(row[key].strip() for key in _HAD_IN_HAND),
    )
