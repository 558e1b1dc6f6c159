"""What a file says of another collection than it goes into: in its name, in its rows, or by its numbers."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from lunarcurator.domain.numbering import SampleNumber
from lunarcurator.domain.rules.numbering import mission_of_block
from lunarcurator.services.collections import mission_key
from lunarcurator.services.importing.columns.headers import bare
from lunarcurator.services.importing.plan import PlannedRow, Verdict
from lunarcurator.services.importing.rows import ReadRow
from lunarcurator.services.importing.target import Target, mission_words

_SAYING: Final = frozenset({"collection", "mission", "program", "programme", "馆藏", "藏品", "任务", "коллекция"})
"""Headers under which a list says of a row in which collection or from which mission it is."""


class Said(NamedTuple):
    """Words of a file that name another collection: the words as they stand, and the code of the collection."""

    words: str
    other: str


class Elsewhere:
    """Tells which of the other collections words or numbers speak of, for one that a file goes into."""

    def __init__(self, target: Target) -> None:
        self._target = target
        # Of the blocks there are a handful, of the rows that lie in them many thousands.
        self._of_block = lru_cache(self._other_of_block)

    def said(self, texts: Iterable[str]) -> Said | None:
        """Return what the first of these texts that names any collection says, None where it names the own one."""
        for text in texts:
            if self._target.is_named(text):
                return None
            for key, words in mission_words(text):
                if other := self._target.other_keys.get(key):
                    return Said(words, other)
        return None

    def block(self, number: str) -> Said | None:
        """Return the mission whose block a number lies in, and the collection it is of, empty for the own one."""
        if block := mission_of_block(self._target.scheme, number):
            return Said(block, self._of_block(block))
        for code, scheme in self._target.others:
            if block := mission_of_block(scheme, number):
                return Said(block, code)
        return None

    def other_block(self, number: SampleNumber | None) -> Said | None:
        """Return the mission in whose block a number lies, if that is of another collection than the own."""
        block = self.block(number.family) if number is not None and self._target.missions else None
        return block if block is not None and block.other else None

    def _other_of_block(self, block: str) -> str:
        """Return the collection a mission's block belongs to where the own one has missions, and not this one."""
        return self._target.other_keys.get(mission_key(block), "") if self._target.missions else ""


def says_where(column: str) -> bool:
    """Tell whether a header is one under which rows say their collection or mission."""
    return bare(column) in _SAYING


def flag_elsewhere(read: Sequence[ReadRow], rows: Sequence[PlannedRow], target: Target, *, chosen: bool) -> None:
    """Say of each new row that itself or its number is of another collection than it goes into.

    What a row says of itself is a conflict unless a person has `chosen` the collection.
    """
    elsewhere = Elsewhere(target)
    for told, row in zip(read, rows, strict=True):
        if row.verdict is not Verdict.NEW:
            continue
        own = elsewhere.said(text for column, text in told.other if says_where(column)) if told.other else None
        if own is not None:
            tell = row.warn if chosen else row.clash
            facts = {"said": own.words, "other": own.other, "collection": target.code}
            tell("import.said_elsewhere", "R1", "collection", **facts)
        elif not told.parent and (block := elsewhere.other_block(told.number)):
            facts = {"block": block.words, "other": block.other, "collection": target.code}
            row.warn("import.number_elsewhere", "R1", "number", **facts)
