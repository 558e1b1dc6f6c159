"""Columns that make a number only together, as Hole, Core and Section do, and what stands between their parts."""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import chain, islice, pairwise
from typing import Final

from lunarcurator.exchange.book import Row
from lunarcurator.exchange.row_words import is_figure
from lunarcurator.services.importing.cells.values import plain
from lunarcurator.services.importing.columns.headers import bare

_TOGETHER: Final = " + "
_LOOKED_AT: Final = 200
_MOST: Final = 5

PART: Final = re.compile(r"(?!\d+\.\d+$)[\w./\-]{1,12}")
"""What may be part of a number: what is measured is part of none."""

# The type of a core follows its figure without a sign, as in 1359A-2H-1.
_TYPES: Final = frozenset({"core type", "coretype", "type"})
_CORES: Final = frozenset({"core", "core #", "core no.", "core no"})
_OF_CORES: Final = _CORES | _TYPES | {"site", "hole", "section", "sect", "section no.", "section no"}


def together(parts: Sequence[str]) -> str:
    """Return columns that make a number together as one answer."""
    return _TOGETHER.join(parts)


def told_together(answer: str, columns: Sequence[str]) -> tuple[str, ...]:
    """Return the columns an answer names together, none where it is one of them or any other words."""
    parts = _joined(answer, columns)
    return parts if len(parts) > 1 else ()


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


def likely_key(rows: Callable[[], Iterable[Row]], columns: Sequence[str], free: Sequence[str]) -> tuple[str, ...]:
    """Return the first `free` columns that together say another thing in every row, none where one alone does.

    Where none do, or of cores only some, those that do although one of them says nothing in some rows.
    """
    whole = composed_key(rows(), columns, free)
    if whole and not _CORES & {*map(bare, whole)}:
        return whole
    in_part = composed_key(rows(), columns, free, blanks=True)
    return in_part if {*whole} <= {*in_part} else whole


def composed_key(
    rows: Iterable[Row], columns: Sequence[str], free: Sequence[str], *, blanks: bool = False
) -> tuple[str, ...]:
    """Return the first `free` columns that together say another thing in every row, none where one alone does.

    With `blanks` a column may say nothing in some rows; what the others say must be different then, too.
    """
    rows = iter(rows)
    first = [*islice(rows, _LOOKED_AT)]
    parts = _parts(first, columns, free, blanks=blanks)
    of_cores = any(bare(columns[at]) in _CORES for at in parts)
    # A core is not counted without its section, even where each has but one.
    # A label too long to be a part may well number the pieces alone.
    alone = {*parts, *_labels(first, columns, free)} if parts else set[int]()
    runs = [(*parts[:length],) for length in range(len(parts) if of_cores else 2, min(len(parts), _MOST) + 1)]
    different = {run: set[tuple[str, ...]]() for run in (*runs, *((at,) for at in alone)) if len(first) > 1}
    for row in chain(first, rows):
        for run, seen in [*different.items()]:
            said = tuple(plain(row.cells[at]) for at in run)
            # Left out of a number a blank part must not make it that of another row.
            told = tuple(filter(None, said)) if blanks and len(run) > 1 else said
            if told in seen or not told or not all(told):
                del different[run]
            seen.add(told)
        if not any(len(run) > 1 for run in different):
            break
    found = min(different, key=len, default=())
    return tuple(columns[at] for at in found) if len(found) > 1 else ()


def _parts(rows: Sequence[Row], columns: Sequence[str], free: Sequence[str], *, blanks: bool) -> list[int]:
    """Return the places of columns that may be parts of a number: short, filled, and no measure in any row.

    One of them counts something. What says the same in all rows adds nothing, but beside a core it is its place.
    With `blanks` only half of the rows must say something.
    """
    if not rows:
        return []
    told = _texts(rows, columns, free)
    if blanks:
        said = {at: [*filter(None, texts)] for at, texts in told.items()}
        told = {at: texts for at, texts in said.items() if len(texts) * 2 >= len(rows)}
    short = {at: texts for at, texts in told.items() if all(map(PART.fullmatch, texts))}
    if _CORES & {bare(columns[at]) for at in short}:
        parts = [at for at in short if bare(columns[at]) in _OF_CORES]
    else:
        parts = [at for at, texts in short.items() if len({*texts}) > 1]
    counted = any(sign.isdigit() for at in parts for sign in short[at][0])
    return parts if counted else []


def _labels(rows: Sequence[Row], columns: Sequence[str], free: Sequence[str]) -> list[int]:
    """Return the places of columns that say words or labels; what is measured or a day numbers nothing."""
    return [at for at, texts in _texts(rows, columns, free).items() if not all(map(is_figure, texts))]


def _texts(rows: Sequence[Row], columns: Sequence[str], free: Sequence[str]) -> dict[int, list[str]]:
    """Return what the rows say in each of the free columns, by its place."""
    return {columns.index(name): [plain(row.cells[columns.index(name)]) for row in rows] for name in free}
