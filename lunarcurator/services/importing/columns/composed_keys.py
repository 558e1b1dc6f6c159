"""Columns that make a number only together, as Hole, Core and Section do, and what stands between their parts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, override

from lunarcurator.services.importing.asking.choices import Choice
from lunarcurator.services.importing.asking.question import Looking, Question, Reading, Told
from lunarcurator.services.importing.columns.headers import bare
from lunarcurator.services.importing.columns.mapping import Aliases
from lunarcurator.services.importing.columns.several_numbers import headed_as_numbers

_TOGETHER: Final = " + "

# The type of a core follows its figure without a sign, as in 1359A-2H-1.
_TYPES: Final = frozenset({"core type", "coretype", "type"})
_CORES: Final = frozenset({"core", "core #", "core no.", "core no"})


def _joined(answer: str, columns: Sequence[str]) -> tuple[str, ...]:
    """Return the columns that give an answer joined; the name of one may hold the joint itself."""
    if answer in columns:
        return (answer,)
    for name in columns:
        behind = answer.removeprefix(f"{name}{_TOGETHER}")
        if behind != answer and (further := _joined(behind, columns)):
            return (name, *further)
    return ()


def joints_between(parts: Sequence[str]) -> tuple[str, ...]:
    """Return what stands before each column of a key but the first: as in numbers of cores, else a blank."""
    headers = [*map(bare, parts)]
    if not _CORES & {*headers}:
        return (" ",) * (len(parts) - 1)
    return tuple(
        "" if header in _TYPES or (header == "hole" and before == "site") else "-"
        for before, header in pairwise(headers)
    )


@dataclass(frozen=True, slots=True)
class _Columns(Question):
    """Asks for one of the columns, for several that make the number together, or whether none does."""

    @override
    def takes(self, answer: str) -> bool:
        return bool(_joined(answer, self.choices))


class WhichNumber(Told):
    """Which column numbers the pieces, or which do together; those whose headers say so come first."""

    name = "number"
    free, hint = True, "import.hint.columns"

    def columns(self, reading: Reading) -> tuple[str, ...]:
        """Return the column that somebody said, or those that make the number together."""
        return _joined(self.said(reading.answers) or "", reading.columns)

    def is_none(self, reading: Reading) -> bool:
        """Tell whether somebody said that no column does."""
        return self.said(reading.answers) == Choice.NONE

    @override
    def found(self, sheet: Looking) -> Iterator[Question]:
        if sheet.reading.says_pieces:
            return
        columns, key = sheet.reading.columns, "import.ask.number"
        facts: tuple[tuple[str, str], ...] = (("sheet", sheet.reading.sheet),)
        likely = headed_as_numbers(columns, Aliases())
        if len(likely) > 1:
            key = "import.ask.number_of"
            facts = (*facts, ("columns", ", ".join(f"“{name}”" for name in likely)))
        yield _Columns(self, "", key, facts, (*dict.fromkeys((*likely, *columns)), Choice.NONE), must=True)


NUMBER: Final = WhichNumber()


def joined_text(words: Sequence[str], joints: Sequence[str]) -> str:
    """Return the parts of a number as one text, a blank or the joint before each; empty ones are left out."""
    text = ""
    for index, word in enumerate(words):
        if word:
            joint = joints[index - 1] if 0 < index <= len(joints) else " "
            text += f"{joint}{word}" if text else word
    return text
