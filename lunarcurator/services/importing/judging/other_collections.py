"""What a file says of another collection than it goes into: in its name, in its rows, or by its numbers."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Final

from lunarcurator.domain.rules.numbering import mission_of_block
from lunarcurator.services.collections import mission_key
from lunarcurator.services.importing.columns.headers import bare
from lunarcurator.services.importing.judging.judged_row import JudgedRow
from lunarcurator.services.importing.plan import Verdict
from lunarcurator.services.importing.target import Target, mission_words

_SAYING: Final = frozenset({"collection", "mission", "program", "programme", "馆藏", "藏品", "任务", "коллекция"})
"""Headers under which a list says of a row in which collection or from which mission it is."""


def says_where(column: str) -> bool:
    """Tell whether a header is one under which rows say their collection or mission."""
    return bare(column) in _SAYING


def flag_elsewhere(rows: Sequence[JudgedRow], target: Target, *, chosen: bool) -> None:
    """Say of each new row that itself or its number is of another collection than it goes into.

    What a row says of itself is a conflict unless a person has `chosen` the collection.
    """
    # Of the blocks there are a handful, of the rows that lie in them many thousands.
    other_of = lru_cache(lambda block: target.other_keys.get(mission_key(block), ""))
    for row in rows:
        if row.verdict is not Verdict.NEW:
            continue
        said, other = _named([text for column, text in row.told.other if says_where(column)], target)
        if other:
            tell = row.warn if chosen else row.clash
            tell("import.said_elsewhere", "R1", "collection", said=said, other=other, collection=target.code)
        elif target.missions and row.told.number is not None and not row.told.parent:
            block, other = _block(row.told.number.family, target, other_of)
            if other:
                facts = {"block": block, "other": other, "collection": target.code}
                row.warn("import.number_elsewhere", "R1", "number", **facts)


def _named(texts: Iterable[str], target: Target) -> tuple[str, str]:
    """Return the words of the first of these texts that names a collection, and its code where that is another."""
    for text in texts:
        if target.is_named(text):
            break
        for key, words in mission_words(text):
            if other := target.other_keys.get(key):
                return words, other
    return "", ""


def _block(number: str, target: Target, other_of: Callable[[str], str]) -> tuple[str, str]:
    """Return the mission in whose block a number lies, and the code of its collection where that is another."""
    if block := mission_of_block(target.scheme, number):
        return block, other_of(block)
    blocks = ((mission_of_block(scheme, number), code) for code, scheme in target.others)
    return next(((block, code) for block, code in blocks if block), ("", ""))
