"""Rows of a file that are no records, each with why, and how that is told."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from lunarcurator.exchange.book import Row
from lunarcurator.services.words import Words

_SHOWN: Final = 6


class AsideRow(NamedTuple):
    """One row that is set aside: its number in the file, and why as the last part of a key, with what it says."""

    row: int
    why: str
    said: str = ""


class Aside(NamedTuple):
    """All rows that are set aside, in their order, and how their cells are read anew."""

    rows: tuple[AsideRow, ...] = ()
    cells: Callable[[], Iterator[Row]] = lambda: iter(())


def aside_told(rows: Sequence[AsideRow], words: Words) -> str:
    """Return in words which rows are set aside, by why; empty where none is."""
    by_why = sorted(rows, key=lambda each: (each.why, each.said))
    told = []
    for (why, said), group in groupby(by_why, key=lambda each: (each.why, each.said)):
        numbers = [str(each.row) for each in group]
        shown = ", ".join(numbers[:_SHOWN]) + (", …" if len(numbers) > _SHOWN else "")
        reason = words.say(f"import.aside.{why}", {"said": said})
        told.append(words.say("import.rows_aside_for", {"count": len(numbers), "rows": shown, "why": reason}))
    return words.say("import.rows_aside", {"rows": told}) if told else ""
