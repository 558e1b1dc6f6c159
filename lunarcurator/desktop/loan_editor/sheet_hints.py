"""What a return sheet says in grey beside its rows: only what changed is looked at, and counted by difference."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from lunarcurator.desktop.loan_editor.return_rows import BACK, KEPT, Row, SheetRows, lost_text
from lunarcurator.desktop.loan_editor.sheet_scans import mark_of
from lunarcurator.services.lending.scanned_home import NotOut, Scanned

type Hinted = tuple[Mapping[str, str], Mapping[str, str]]
"""What a row says in grey, and the tones of its cells, both by column."""

_LOST: Final[Mapping[str, str]] = MappingProxyType(dict.fromkeys(("line", "name", "form"), "red"))

_HAD_IN_HAND: Final = ("reading", "confirmed", "label", "number")
"""What is typed only of a piece that lies there."""

_HOW_MUCH: Final = QT_TRANSLATE_NOOP("ReturnSheet", "How much?")
_OWING: Final[Mapping[str, str]] = MappingProxyType(dict.fromkeys(("fate", "stated"), "red"))
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
    that it does although it was weighed, or has a label or a number. `gone` is its fate where something was used
    up or lost, `owes` that it says no mass of that, `part` that it names something else than the piece. `mark` is
    what a scan ticks off of it.
    """

    code: str
    hints: Mapping[str, str]
    known: bool
    readable: bool
    records: bool = False
    stays: bool = False
    in_hand: bool = False
    gone: str = ""
    owes: bool = False
    part: bool = False
    mark: str = ""


class SheetHints:
    """Keeps what the rows of a sheet of any length say, by what changed of them.

    `lost` counts the rows of no line on the sheet, `staying` has the rows that stay out, `_owing` those by which
    something is gone and that say no mass.
    """

    def __init__(self) -> None:
        self._seen: list[_Seen] = []
        self._at: dict[str, set[int]] = {}
        self._of: SheetRows | None = None
        self._scanned = 0
        self._unread = self._recording = 0
        self._lines: set[str] = set()
        self._numbered: set[int] = set()
        self._owing: set[int] = set()
        self._marks = Counter[str]()
        self.staying: set[int] = set()
        self.lost = 0

    @property
    def coming(self) -> int:
        """How many lines say of something that it came back, was used up or lost: nothing is posted of others."""
        silent = self.staying | self._owing
        return len(self._lines) - sum(self._at[code] <= silent for code in {self._seen[at].code for at in silent})

    @property
    def lacking(self) -> list[int]:
        """The rows of what was used up or lost of which nobody says how much, in their order."""
        return [at for at in sorted(self._owing) if self._lacks(at)]

    def is_in_hand(self, at: int) -> bool:
        """Tell whether a row that stays out was weighed, or has a label or a number."""
        return self._seen[at].in_hand

    def lacking_of(self, code: str, fate: str) -> int | None:
        """Return the first row of a line that says this fate and no mass, None where none does."""
        there = (at for at in self.lacking if self._seen[at].code == code and self._seen[at].gone == fate)
        return next(there, None)

    @property
    def lines(self) -> int:
        """How many lines have rows."""
        return len(self._lines)

    @property
    def codes(self) -> frozenset[str]:
        """The lines that have rows."""
        return frozenset(self._lines)

    @property
    def marks(self) -> Collection[str]:
        """What scans tick off of the rows as they stand."""
        return self._marks.keys()

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
        """How many rows cannot be read, belong to no line of the sheet, or lack the mass of what is gone."""
        return self._unread + len(self.lacking)

    def askable(self, texts: Sequence[Row]) -> list[Row]:
        """Return the rows of lines of which every row can be read and says its mass: half does not balance."""
        red = {each.code for each in self._seen if not each.readable}
        red |= {self._seen[at].code for at in self.lacking}
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
        again = self._again(rows, scanned, range(len(texts)) if touched is None else touched, len(texts))
        codes = {self._seen[at].code for at in again if at < len(self._seen)}
        while len(self._seen) > len(texts):
            codes.add(self._seen[-1].code)
            self._uncount(len(self._seen) - 1, self._seen.pop())
        looked = {at: _look_at(texts[at], rows, scanned) for at in sorted(again)}
        for at, seen in looked.items():
            self._take(at, seen)
        # A mass beside it may say of a row how much is gone.
        codes |= {each.code for each in looked.values()}
        return {at: self._hinted(at) for at in sorted(looked.keys() | self._owing_of(codes))}

    def _again(
        self, rows: SheetRows, scanned: Mapping[str, Scanned], touched: Collection[int], count: int
    ) -> set[int]:
        """Return which of so many rows to look at again: what was touched or is new, or may be known now."""
        again = {*touched, *range(len(self._seen), count)}
        if rows is not self._of or len(scanned) != self._scanned:
            again |= {at for at, each in enumerate(self._seen) if not each.known}
            self._of, self._scanned = rows, len(scanned)
        return {at for at in again if at < count}

    def _owing_of(self, codes: Collection[str]) -> set[int]:
        return {at for at in self._owing if self._seen[at].code in codes}

    def _hinted(self, at: int) -> Hinted:
        seen = self._seen[at]
        if at in self._owing and self._lacks(at):
            return {**seen.hints, "stated": said(_HOW_MUCH)}, _OWING
        return seen.hints, {} if seen.known else _LOST

    def _lacks(self, at: int) -> bool:
        """Tell whether a row without a mass has none beside it either: parts may be gone together, in one mass."""
        seen = self._seen[at]
        beside = (self._seen[other] for other in self._at[seen.code] if other not in self._owing)
        return not seen.part or all(each.gone != seen.gone for each in beside)

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
        self._owing.clear()
        self._marks.clear()
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
        if seen.owes:
            self._owing.add(at)
        self._marks[seen.mark] += 1
        self.lost += not seen.known
        self._unread += not seen.readable
        self._recording += seen.records

    def _uncount(self, at: int, seen: _Seen) -> None:
        self.staying.discard(at)
        self._owing.discard(at)
        self._marks[seen.mark] -= 1
        if not self._marks[seen.mark]:
            del self._marks[seen.mark]
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
    stays, gone = rows.fate(row) == KEPT, rows.fate(row) if rows.is_gone(row) else ""
    return _Seen(
        code,
        hints,
        known=True,
        readable=rows.is_readable(row),
        records=rows.records_use(row),
        stays=stays,
        in_hand=stays and any(row[key].strip() for key in _HAD_IN_HAND),
        gone=gone,
        owes=bool(gone) and not rows.gives_mass(row),
        part=rows.names_part(row),
        mark=mark_of(rows, row),
    )
