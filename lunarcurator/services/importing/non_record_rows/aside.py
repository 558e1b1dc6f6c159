"""Rows of a file that do not come in, each with why, and colours that are not read, and how that is told."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from lunarcurator.exchange.book import Row
from lunarcurator.services.words import Words

_SHOWN: Final = 6
_ELSEWHERE: Final = frozenset({"collection", "no_collection"})


class AsideRow(NamedTuple):
    """One row that is set aside: its number in the file, and why as the last part of a key, with what it says."""

    row: int
    why: str
    said: str = ""

    @property
    def is_record(self) -> bool:
        """Whether it is a record, and left out only for the collection it names, or names none."""
        return self.why in _ELSEWHERE

    def reason(self, words: Words) -> str:
        """Return in words why the row is set aside."""
        return words.say(f"import.aside.{self.why}", {"said": self.said})


class Aside(NamedTuple):
    """All rows that are set aside, in their order, how their cells are read anew, and whether any are coloured."""

    rows: tuple[AsideRow, ...] = ()
    cells: Callable[[], Iterator[Row]] = lambda: iter(())
    coloured: bool = False

    @property
    def records(self) -> frozenset[int]:
        """The rows that are records, left out for their collection."""
        return frozenset(each.row for each in self.rows if each.is_record)


def aside_told(aside: Aside, words: Words) -> str:
    """Return in words which rows are set aside, by why, and which colours are not read; empty for none of both."""
    told = [
        _rows_told([each for each in aside.rows if each.is_record], "import.rows_elsewhere", words),
        _rows_told([each for each in aside.rows if not each.is_record], "import.rows_aside", words),
    ]
    if aside.coloured:
        told.append(words.say("import.colours_unread"))
    return " ".join(filter(None, told))


def _rows_told(rows: Sequence[AsideRow], key: str, words: Words) -> str:
    by_reason: dict[str, list[str]] = {}
    for each in rows:
        by_reason.setdefault(each.reason(words), []).append(str(each.row))
    told = []
    for why, numbers in sorted(by_reason.items()):
        shown = ", ".join(numbers[:_SHOWN]) + (", …" if len(numbers) > _SHOWN else "")
        told.append(words.say("import.rows_aside_for", {"count": len(numbers), "rows": shown, "why": why}))
    return words.say(key, {"rows": told}) if told else ""
