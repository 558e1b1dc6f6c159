"""Which of several columns that head numbers of pieces says them: a person is asked, but for a count of rows."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from lunarcurator.services.importing.columns.mapping import OTHER, Aliases

type Reads = Callable[[Sequence[str]], bool]


def headed_as_numbers(columns: Sequence[str], aliases: Aliases) -> list[str]:
    """Return the columns whose headers say that they number pieces."""
    return [column for column in columns if aliases.target(column) == "number"]


def settle_numbers(
    rows: Sequence[Sequence[str]], columns: Sequence[str], mapping: dict[str, str], aliases: Aliases
) -> list[str]:
    """Take no column for the numbers where several say so, those that only count the rows apart; return them."""
    headed = [each for each in headed_as_numbers(columns, aliases) if mapping[each] in ("number", OTHER)]
    if len(headed) < 2 or not rows:
        return []
    said = {each: tuple(row[columns.index(each)] for row in rows) for each in reversed(headed)}
    # Of columns that say the same the first is meant.
    first = {texts: each for each, texts in said.items() if not _counts_rows(texts)}
    left = [each for each in headed if each in first.values()]
    mapping |= {each: "number" if left == [each] else OTHER for each in headed}
    return left if len(left) > 1 else []


def further_numbers(
    rows: Sequence[Sequence[str]],
    columns: Sequence[str],
    mapping: dict[str, str],
    aliases: Aliases,
    reads: Reads,
) -> list[str]:
    """Take no column for the numbers where another one than a profile takes says numbers too; return them all.

    `reads` says whether a numbering system reads such values.
    """
    taken = next((column for column in columns if mapping[column] == "number"), "")
    # Programs that read whole columns of figures write 251.0 for 251.
    said = {name: [row[at].removesuffix(".0") for row in rows] for at, name in enumerate(columns)}
    others = [each for each in headed_as_numbers(columns, aliases) if mapping[each] == OTHER]
    further = [each for each in others if taken and said[each] != said[taken] and _may_number(said[each], reads)]
    if not further or not _may_number(said[taken], reads):
        return []
    mapping |= dict.fromkeys((taken, *further), OTHER)
    return [taken, *further]


def _may_number(texts: Sequence[str], reads: Reads) -> bool:
    filled = [text for text in texts if text]
    return bool(filled) and not _counts_rows(filled) and reads(filled)


def _counts_rows(texts: Sequence[str]) -> bool:
    """Tell whether figures go on by one from 0 or 1, as a list counts its rows."""
    if not all(map(str.isdecimal, texts)):
        return False
    figures = [*map(int, texts)]
    return figures[0] in (0, 1) and all(after == before + 1 for before, after in pairwise(figures))
