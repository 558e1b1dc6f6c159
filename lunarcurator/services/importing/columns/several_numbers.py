"""Which of several columns that head numbers of pieces says them: a person is asked, but for a count of rows."""

from collections.abc import Callable, Iterable, Sequence
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
    left = [*_different(rows, columns, headed)]
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
    taken = [column for column in columns if mapping[column] == "number"][:1]
    others = [each for each in headed_as_numbers(columns, aliases) if mapping[each] == OTHER]
    told = _different(rows, columns, (*taken, *others)) if taken and rows else {}
    numbered = [name for name, texts in told.items() if any(texts) and reads([*filter(None, texts)])]
    if len(numbered) < 2 or numbered[0] not in taken:
        return []
    mapping |= dict.fromkeys(numbered, OTHER)
    return numbered


def _different(
    rows: Sequence[Sequence[str]], columns: Sequence[str], names: Iterable[str]
) -> dict[str, tuple[str, ...]]:
    """Return what the columns say that are no count of the rows, of those that say the same the first.

    Programs that read whole columns of figures write 251.0 for 251.
    """
    said: dict[tuple[str, ...], str] = {}
    for name in names:
        at = columns.index(name)
        said.setdefault(tuple(row[at].removesuffix(".0") for row in rows), name)
    return {name: texts for texts, name in said.items() if not _counts_rows(texts)}


def _counts_rows(texts: Sequence[str]) -> bool:
    """Tell whether figures go on by one from 0 or 1, as a list counts its rows."""
    if not all(map(str.isdecimal, texts)):
        return False
    figures = [*map(int, texts)]
    return figures[0] in (0, 1) and all(after == before + 1 for before, after in pairwise(figures))
