"""Spellings of one word that differ only by their case."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from lunarcurator.services.importing.rows import ReadRow

SPELT: Final = ("class_name", "subclass")
"""The fields whose spellings are one value where they differ only by case."""


def settle_spellings(rows: Sequence[ReadRow]) -> None:
    """Give spellings that differ only by case the commonest of them, in the fields that are spelt freely."""
    for key in SPELT:
        counted = Counter(row.texts[key] for row in rows if key in row.texts)
        chosen: dict[str, str] = {}
        for spelling, _ in counted.most_common():
            chosen.setdefault(spelling.casefold(), spelling)
        told = {spelling: common for spelling in counted if (common := chosen[spelling.casefold()]) != spelling}
        for row in rows if told else ():
            if (spelling := row.texts.get(key, "")) in told:
                row.texts[key] = told[spelling]
