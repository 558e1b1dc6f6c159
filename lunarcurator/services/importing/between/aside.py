"""Rows of a file that are no records, each with why, and colours that are not read, and how that is told."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from lunarcurator.exchange.book import Row
from lunarcurator.services.words import Words

_SHOWN: Final = 6


class AsideRow(NamedTuple):
    """One row that is set aside: its number in the file, and why as the last part of a key, with what it says.

    Of a sum that is none, `said_ug` is what it says and `sum_ug` what the rows above it come to.
    """

    row: int
    why: str
    said: str = ""
    said_ug: int = 0
    sum_ug: int = 0

    def reason(self, words: Words) -> str:
        """Return in words why the row is set aside."""
        facts = {"said": self.said, "said_ug": self.said_ug, "sum_ug": self.sum_ug}
        return words.say(f"import.aside.{self.why}", facts)


class Aside(NamedTuple):
    """All rows that are set aside, in their order, how their cells are read anew, and columns with colours."""

    rows: tuple[AsideRow, ...] = ()
    cells: Callable[[], Iterator[Row]] = lambda: iter(())
    coloured: tuple[str, ...] = ()


def aside_told(aside: Aside, words: Words) -> str:
    """Return in words which rows are set aside, by why, and which colours are not read; empty for none of both."""
    told = [_rows_told(aside.rows, words)]
    if aside.coloured:
        told.append(words.say("import.colours_unread", {"columns": [*aside.coloured]}))
    return " ".join(filter(None, told))


def _rows_told(rows: Sequence[AsideRow], words: Words) -> str:
    by_why = sorted(rows, key=_why)
    told = []
    for _, group in groupby(by_why, key=_why):
        alike = [*group]
        numbers = [str(each.row) for each in alike]
        shown = ", ".join(numbers[:_SHOWN]) + (", …" if len(numbers) > _SHOWN else "")
        reason = alike[0].reason(words)
        told.append(words.say("import.rows_aside_for", {"count": len(numbers), "rows": shown, "why": reason}))
    return words.say("import.rows_aside", {"rows": told}) if told else ""


def _why(row: AsideRow) -> tuple[str, str, int, int]:
    return row.why, row.said, row.said_ug, row.sum_ug
