"""Which of several columns that head numbers of pieces says them: not the one that only counts the rows."""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Final

from lunarcurator.services.importing.columns.headers import bare
from lunarcurator.services.importing.columns.mapping import OTHER, Aliases
from lunarcurator.services.importing.columns.units import MASSES

_NAMES: Final = frozenset({"name", "meteorite", "meteorite name", "名称", "名字"})

type Reads = Callable[[Sequence[str]], bool]


def headed_as_numbers(columns: Sequence[str], aliases: Aliases) -> list[str]:
    """Return the columns whose headers say that they number pieces."""
    return [column for column in columns if aliases.target(column) == "number"]


def settle_numbers(
    rows: Sequence[Sequence[str]],
    columns: Sequence[str],
    mapping: dict[str, str],
    aliases: Aliases,
    reads: Reads,
) -> list[str]:
    """Take the column that numbers the pieces where several say so, or none where only a person can tell.

    `reads` says whether a numbering system reads such values. Returns the columns of which a person must choose.
    """
    free = {"number", OTHER}
    candidates = [each for each in headed_as_numbers(columns, aliases) if mapping[each] in free]
    if len(candidates) < 2 or not rows:
        return []
    told = {column: [row[columns.index(column)] for row in rows] for column in candidates}
    best = _best(told, reads)
    chosen = best[0] if len(best) == 1 else ""
    mapping |= {column: "number" if column == chosen else OTHER for column in candidates}
    return [] if chosen else best


def further_numbers(
    rows: Sequence[Sequence[str]],
    columns: Sequence[str],
    mapping: dict[str, str],
    aliases: Aliases,
    reads: Reads,
) -> list[str]:
    """Take no column for the numbers where another one than a profile takes says numbers too; return them all."""
    taken = next((column for column in columns if mapping[column] == "number"), "")
    if not (taken and rows):
        return []
    others = [each for each in headed_as_numbers(columns, aliases) if mapping[each] == OTHER]
    told = _different(rows, columns, [taken, *others])
    best = _best(told, reads)
    if len(best) < 2 or not all(reads(told[each]) for each in best):
        return []
    mapping |= dict.fromkeys(best, OTHER)
    return best


def _different(
    rows: Sequence[Sequence[str]], columns: Sequence[str], names: Sequence[str]
) -> dict[str, list[str]]:
    """Return what rows say in the first of some columns, and in those that do not say the same once more.

    Programs that read whole columns of figures write 251.0 for 251.
    """
    told = {name: [row[columns.index(name)].removesuffix(".0") for row in rows] for name in names}
    return {name: texts for name, texts in told.items() if name == names[0] or texts != told[names[0]]}


def take_names(rows: Sequence[Sequence[str]], columns: Sequence[str], mapping: dict[str, str]) -> None:
    """Take names for the numbers, as of meteorites, where nothing else numbers pieces of a class and a mass.

    Only names that are given once tell the pieces apart.
    """
    taken = {*mapping.values()}
    if taken & {"number", "generic", "specific"} or "class_name" not in taken or not MASSES & taken:
        return
    for at, column in enumerate(columns):
        if bare(column) in _NAMES and mapping[column] == OTHER and _tells_apart([row[at] for row in rows]):
            mapping[column] = "number"
            return


def _best(told: Mapping[str, Sequence[str]], reads: Reads) -> list[str]:
    """Return the columns that may number the pieces: what a numbering system reads, or what tells all apart.

    What counts the rows, leaves some out or comes again tells them apart hardly.
    """
    filled = {column: [text for text in texts if text] for column, texts in told.items()}
    read = [column for column, texts in filled.items() if texts and not _counts_rows(texts) and reads(texts)]
    if len(read) == 1:
        return read
    among = read or [*told]
    return [column for column in among if _tells_apart(told[column])] or among[:1]


def _tells_apart(texts: Sequence[str]) -> bool:
    return all(texts) and len({*texts}) == len(texts) and not _counts_rows(texts)


def _counts_rows(texts: Sequence[str]) -> bool:
    """Tell whether figures go on by one from 0 or 1, as a list counts its rows."""
    figures = [int(text) for text in texts if text.isdecimal()]
    onward = all(after == before + 1 for before, after in pairwise(figures))
    return len(figures) == len(texts) and figures[0] in (0, 1) and onward
