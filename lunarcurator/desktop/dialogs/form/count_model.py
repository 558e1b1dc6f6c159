"""The rows of a count: what is expected, and what was found of each piece; thousands of them stay quick."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from types import MappingProxyType
from typing import Final, override

from PySide6.QtCore import QObject, Qt

from lunarcurator.desktop.models.headings import FlatModel, Headings, Index
from lunarcurator.desktop.widgets.ledger_model import CELL, LedgerCell, LedgerColumn
from lunarcurator.domain.facts import CheckVerdict
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.mass_display import plain_mass, shown_parts
from lunarcurator.services.to_do.counting import Expected

_BADGES: Final[Mapping[CheckVerdict, tuple[str, str]]] = MappingProxyType(
    {
        CheckVerdict.SEEN: ("green", "done"),
        CheckVerdict.ELSEWHERE: ("amber", "move"),
        CheckVerdict.MISSING: ("red", "lost"),
    }
)


class Shown(IntEnum):
    """Which rows of a count are shown."""

    ALL = 0
    UNANSWERED = 1
    DIFFERS = 2


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found of a piece; `place` is where it was seen instead."""

    verdict: CheckVerdict
    place: Uid | None = None


@dataclass(frozen=True, slots=True)
class CountWords:
    """How verdicts, forms, reasons and places are worded."""

    verdict: Callable[[CheckVerdict, Uid | None], str]
    form: Callable[[str], str]
    reason: Callable[[str], str]


class CountModel(FlatModel):
    """One row for each piece expected; what was answered stays where the rows are filtered."""

    def __init__(self, columns: Sequence[LedgerColumn], words: CountWords, parent: QObject | None = None) -> None:
        super().__init__(Headings((each.label for each in columns), (4,)), parent)
        self.columns = tuple(columns)
        self._words = words
        self._expected: tuple[Expected, ...] = ()
        self._rows: list[Expected] = []
        self._by_key: dict[str, list[Expected]] = {}
        self._shown = Shown.ALL
        self.answers: dict[Uid, Answer] = {}

    @property
    def expected(self) -> tuple[Expected, ...]:
        """Everything that has to be there, shown or not."""
        return self._expected

    @property
    def answered(self) -> int:
        """Of how many it was said what was found."""
        return sum(each.uid in self.answers for each in self._expected)

    def show_expected(self, expected: Sequence[Expected]) -> None:
        """Show what has to be there; answers about other pieces are dropped."""
        self._expected = tuple(expected)
        known = {each.uid for each in expected}
        self.answers = {uid: answer for uid, answer in self.answers.items() if uid in known}
        self._by_key = {}
        for each in expected:
            for key in each.keys:
                self._by_key.setdefault(key, []).append(each)
        self.show_rows(self._shown)

    def show_rows(self, shown: Shown) -> None:
        """Show these rows only; a row answered since leaves the unanswered ones at the next call."""
        self.beginResetModel()
        self._shown = shown
        self._rows = [each for each in self._expected if self._is_shown(each)]
        self.endResetModel()

    def answer(self, rows: Iterable[int], answer: Answer | None) -> None:
        """Say of the pieces of some rows what was found, None to take it back."""
        for row in rows:
            self._put(self._rows[row].uid, answer)
            self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))

    def answer_rest(self, answer: Answer) -> None:
        """Say the same of every piece without an answer."""
        for each in self._expected:
            self.answers.setdefault(each.uid, answer)
        self.show_rows(self._shown)

    def see(self, uid: Uid, shelf: Uid | None = None) -> None:
        """Say that a piece that is expected here was seen.

        On a `shelf` other than that of the book it was seen elsewhere, in that one.
        """
        by_book = next(each.place for each in self._expected if each.uid == uid)
        moved = shelf is not None and by_book != shelf
        self._put(uid, Answer(CheckVerdict.ELSEWHERE, shelf) if moved else Answer(CheckVerdict.SEEN))
        row = self.row_of(uid)
        if row is not None:
            self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))

    def meant_by(self, key: str) -> Sequence[Expected]:
        """Return the pieces a folded label may mean, none where it is not expected here."""
        return self._by_key.get(key, ())

    def row_of(self, uid: Uid) -> int | None:
        """Return the row of a piece, None where it is not shown."""
        return next((at for at, each in enumerate(self._rows) if each.uid == uid), None)

    def next_open(self, row: int) -> int | None:
        """Return the next row after one without an answer, from the top again after the last."""
        order = (*range(row + 1, len(self._rows)), *range(row + 1))
        return next((at for at in order if at < len(self._rows) and self._rows[at].uid not in self.answers), None)

    @override
    def row_total(self) -> int:
        return len(self._rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == CELL:
            return self._cell(self._rows[index.row()], index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._cell(self._rows[index.row()], index.column()).spoken
        if role == Qt.ItemDataRole.AccessibleTextRole:
            spoken = self._cell(self._rows[index.row()], index.column()).spoken
            return f"{self.columns[index.column()].label} {spoken}"
        return None

    def _put(self, uid: Uid, answer: Answer | None) -> None:
        if answer is None:
            self.answers.pop(uid, None)
        else:
            self.answers[uid] = answer

    def _is_shown(self, each: Expected) -> bool:
        answer = self.answers.get(each.uid)
        if self._shown is Shown.UNANSWERED:
            return answer is None
        if self._shown is Shown.DIFFERS:
            return answer is not None and answer.verdict is not CheckVerdict.SEEN
        return True

    def _cell(self, each: Expected, column: int) -> LedgerCell:
        if column == 0:
            answer = self.answers.get(each.uid)
            if answer is None:
                return LedgerCell("")
            tone, concept = _BADGES[answer.verdict]
            return LedgerCell(self._words.verdict(answer.verdict, answer.place), badge=tone, concept=concept)
        if column == 1:
            return LedgerCell(each.number, bold=True)
        if column == 2:
            return LedgerCell(each.where, tone="text2")
        if column == 3:
            return LedgerCell(self._words.form(each.form) if each.form else "", tone="text2")
        if each.ug is None:
            return LedgerCell(self._words.reason(each.reason))
        whole, fraction = shown_parts(each.ug, "g", each.resolution_ug)
        return LedgerCell(whole, fraction, plain=plain_mass(each.ug, "g", each.resolution_ug))
