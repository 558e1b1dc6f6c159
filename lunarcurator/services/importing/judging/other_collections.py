"""What a file says of another collection than it goes into: in its name, in its rows, or by its numbers."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

from lunarcurator.domain.findings import Finding, Strength, find
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
        self._own = target.own_keys
        # Of the blocks there are a handful, of the rows that lie in them many thousands.
        self._others_blocks = lru_cache(self._others_block)

    def said(self, texts: Iterable[str]) -> Said | None:
        """Return what the first of these texts that names any collection says, None where it names the own one."""
        for text in texts:
            keys = [*mission_words(text)]
            if any(key in self._own for key, _ in keys):
                return None
            for key, words in keys:
                if other := self._target.other_keys.get(key):
                    return Said(words, other)
        return None

    def numbered(self, numbers: Sequence[str]) -> Said | None:
        """Return the collection whose blocks most of these numbers lie in, if none lies in one of the own."""
        told = [(text, block) for text in numbers if (block := mission_of_block(self._target.scheme, text))]
        away = [Said(text, other) for text, block in told if (other := self._others_blocks(block))]
        if len(away) < len(told):
            return None
        if len(away) * 2 > len(numbers):
            return away[0]
        for code, scheme in self._target.others:
            if sum(bool(mission_of_block(scheme, text)) for text in numbers) * 2 > len(numbers):
                return Said(next(text for text in numbers if mission_of_block(scheme, text)), code)
        return None

    def doubt(self, row: ReadRow) -> Iterator[Finding]:
        """Yield that a number lies in no block of its own collection but in one of another."""
        if row.number is None or row.parent or not self._knows_blocks:
            return
        if block := mission_of_block(self._target.scheme, row.number.family):
            if other := self._others_blocks(block):
                yield self._doubt(row, block, other)
            return
        for code, scheme in self._target.others:
            if block := mission_of_block(scheme, row.number.family):
                yield self._doubt(row, block, code)
                return

    def _doubt(self, row: ReadRow, block: str, other: str) -> Finding:
        facts = {"number": row.shown, "block": block, "other": other, "collection": self._target.code}
        return find(Strength.WARN, "import.number_elsewhere", "R1", "number", **facts)

    def _others_block(self, block: str) -> str:
        """Return the collection a mission's block belongs to where the own one has missions, and not this one."""
        key = mission_key(block)
        return "" if not self._target.missions or key in self._own else self._target.other_keys.get(key, "")

    @cached_property
    def _knows_blocks(self) -> bool:
        scheme = self._target.scheme
        return any(mission_of_block(scheme, printed) for _, printed in scheme.examples)


def says_where(column: str) -> bool:
    """Tell whether a header is one under which rows say their collection or mission."""
    return bare(column) in _SAYING


def flag_elsewhere(
    read: Sequence[ReadRow], rows: Sequence[PlannedRow], target: Target, said: Sequence[str], *, chosen: bool
) -> None:
    """Say of each new row that its file, the row itself or its number is of another collection than it goes into.

    What a row says of itself is a conflict unless a person has `chosen` the collection.
    """
    elsewhere = Elsewhere(target)
    whole = elsewhere.said(said)
    for told, row in zip(read, rows, strict=True):
        if row.verdict is not Verdict.NEW:
            continue
        own = elsewhere.said(text for column, text in told.other if says_where(column)) if told.other else None
        if own is not None:
            row.reasons = (*row.reasons, _finding("import.said_elsewhere", row, own, target, warn=chosen))
            row.verdict = row.verdict if chosen else Verdict.CONFLICT
        elif whole is not None:
            row.reasons = (*row.reasons, _finding("import.file_elsewhere", row, whole, target, warn=True))
        else:
            row.reasons = (*row.reasons, *elsewhere.doubt(told))


def _finding(key: str, row: PlannedRow, said: Said, target: Target, *, warn: bool) -> Finding:
    strength = Strength.WARN if warn else Strength.IMPOSSIBLE
    facts = {"number": row.number, "said": said.words, "other": said.other, "collection": target.code}
    return find(strength, key, "R1", "collection", **facts)
