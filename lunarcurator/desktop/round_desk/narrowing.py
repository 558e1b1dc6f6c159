"""Which returned rows are shown: by verdict, by what is to decide, by a text; and how many there are."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP

from lunarcurator.desktop.round_desk.answers_table import AnswerRow, place_of
from lunarcurator.domain.words_folding import fold
from lunarcurator.services.lending.round_answers import Compared, Comparison, Verdict
from lunarcurator.services.lending.round_decisions import Decisions, Mark

CHIPS: Final[Mapping[str, object]] = MappingProxyType(
    {
        "to_decide": QT_TRANSLATE_NOOP("RoundDesk", "To decide"),
        "agrees": QT_TRANSLATE_NOOP("RoundDesk", "Agrees"),
        "differs": QT_TRANSLATE_NOOP("RoundDesk", "Differs"),
        "unanswered": QT_TRANSLATE_NOOP("RoundDesk", "Not answered"),
        "besides": QT_TRANSLATE_NOOP("RoundDesk", "Not asked for"),
        "unreadable": QT_TRANSLATE_NOOP("RoundDesk", "Not readable"),
    }
)
"""The filters in their order, with their words."""
_TO_DECIDE: Final = "to_decide"
_CHIP_OF: Final[Mapping[Verdict, str]] = MappingProxyType(
    {
        Verdict.AGREES: "agrees",
        Verdict.DIFFERS: "differs",
        Verdict.MASS_UNKNOWN: "differs",
        Verdict.UNANSWERED: "unanswered",
        Verdict.MISSING: "unanswered",
        Verdict.NOT_ASKED: "besides",
        Verdict.UNREADABLE: "unreadable",
        Verdict.ALTERED: "unreadable",
        Verdict.TWICE: "unreadable",
    }
)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The rows to show, each borrower's under a head, and how many rows there are for each filter.

    Where `stands` is shown, it is in the place `at`; else the first answer is.
    """

    rows: list[AnswerRow]
    counts: dict[str, int]
    stands: AnswerRow | None = None
    at: int = 0


def narrowed(
    books: Sequence[Comparison],
    decisions: Decisions,
    wanted: Collection[str],
    text: Sequence[str],
    stands: AnswerRow | None = None,
) -> Narrowed:
    """Return what filters and folded words leave; filters of verdicts add up, and hold with *to decide*.

    `stands` is the row somebody stands on: where that is shown now is looked for too.
    """
    rows: list[AnswerRow] = []
    counts = dict.fromkeys(CHIPS, 0)
    verdicts = set(wanted) - {_TO_DECIDE}
    for book in books:
        mine = []
        for each in book.lines:
            chip = _CHIP_OF[each.verdict]
            counts[chip] += 1
            is_open = chip != "unanswered" and decisions.mark(book, each) is Mark.OPEN
            counts[_TO_DECIDE] += is_open
            if (_TO_DECIDE in wanted and not is_open) or (verdicts and chip not in verdicts):
                continue
            if not text or _has(book, each, text):
                mine.append(AnswerRow(book, each))
        if mine:
            rows += [AnswerRow(book, None), *mine]
    return Narrowed(rows, counts, stands, place_of(stands, rows))


def _has(book: Comparison, each: Compared, text: Sequence[str]) -> bool:
    line, row = each.line, each.row
    told = [book.person.name, book.person.institution]
    if line is not None:
        told += [line.code, line.number, line.described]
    if row is not None:
        told += [row.sample, row.remark]
    folded = fold(" ".join(told))
    return all(word in folded for word in text)
