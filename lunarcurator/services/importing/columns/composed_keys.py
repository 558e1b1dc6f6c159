"""Columns that make a number only together, as Hole, Core and Section do, and what stands between their parts."""

import re
from collections.abc import Iterable, Sequence
from itertools import chain, islice, pairwise
from typing import Final

from lunarcurator.exchange.book import Row
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
    parts = (*answer.split(_TOGETHER),) if answer not in columns else ()
    return parts if len(parts) > 1 and {*parts} <= {*columns} else ()


def joints_between(parts: Sequence[str]) -> tuple[str, ...]:
    """Return what stands before each column of a key but the first: as in numbers of cores, else a blank."""
    headers = [*map(bare, parts)]
    if not _CORES & {*headers}:
        return (" ",) * (len(parts) - 1)
    return tuple(
        "" if header in _TYPES or (header == "hole" and before == "site") else "-"
        for before, header in pairwise(headers)
    )


def composed_key(rows: Iterable[Row], columns: Sequence[str], free: Sequence[str]) -> tuple[str, ...]:
    """Return the first `free` columns that together say another thing in every row, none where one alone does."""
    rows = iter(rows)
    first = [*islice(rows, _LOOKED_AT)]
    parts = _parts(first, columns, free)
    of_cores = any(bare(columns[at]) in _CORES for at in parts)
    # A core is not counted without its section, even where each has but one.
    runs = [(*parts[:length],) for length in range(len(parts) if of_cores else 2, min(len(parts), _MOST) + 1)]
    different = {run: set[tuple[str, ...]]() for run in (*runs, *((at,) for at in parts)) if len(first) > 1}
    for row in chain(first, rows):
        for run, seen in [*different.items()]:
            said = tuple(plain(row.cells[at]) for at in run)
            if said in seen or not all(said):
                del different[run]
            seen.add(said)
        if not any(len(run) > 1 for run in different):
            break
    found = min(different, key=len, default=())
    return tuple(columns[at] for at in found) if len(found) > 1 else ()


def _parts(rows: Sequence[Row], columns: Sequence[str], free: Sequence[str]) -> list[int]:
    """Return the places of columns that may be parts of a number: short, filled, and no measure in any row.

    One of them counts something. What says the same in all rows adds nothing, but beside a core it is its place.
    """
    told = {columns.index(name): [plain(row.cells[columns.index(name)]) for row in rows] for name in free}
    short = {at: texts for at, texts in told.items() if all(map(PART.fullmatch, texts))}
    if _CORES & {bare(columns[at]) for at in short}:
        parts = [at for at in short if bare(columns[at]) in _OF_CORES]
    else:
        parts = [at for at, texts in short.items() if len({*texts}) > 1]
    counted = any(sign.isdigit() for at in parts for sign in short[at][0])
    return parts if counted else []
