"""What the rows of one file have to do with each other: repeated numbers, and parents among them."""

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.services.importing.judging.differing_rows import differences, say_the_same
from lunarcurator.services.importing.judging.left_over import taken_ug
from lunarcurator.services.importing.plan import BAD, PlannedRow, Verdict
from lunarcurator.services.importing.rows import ReadRow

NO_PARENT: Final = "import.parent_missing"
"""The finding that a parent is in neither the list nor the book."""


def add_below(read: Sequence[ReadRow], known: Collection[str]) -> None:
    """Say of each row how much the file has below it, in ug: a list may print a mass before its daughters came."""
    daughters = {row.shown: row for row in read if row.parent and not row.problems and taken_ug(row)}
    at = {row.shown: row for row in read} if daughters else {}
    for row in daughters.values():
        above = at.get(row.parent)
        if above is not None and row.shown in known:
            above.below_ug += taken_ug(row)
        elif above is not None:
            above.coming_ug += taken_ug(row)


def settle_repeated(read: Sequence[ReadRow], rows: Sequence[PlannedRow]) -> None:
    """Let a number stand once: a row that repeats another adds nothing, rows that differ are conflicts all."""
    first: dict[str, int] = {}
    for index, row in enumerate(read):
        if row.number is None:
            continue
        earlier = first.setdefault(row.shown, index)
        if earlier == index:
            continue
        if say_the_same(row, read[earlier]):
            note = find(Strength.WARN, "import.repeated", "R1", "number", number=row.shown, row=read[earlier].row)
            if rows[index].verdict not in BAD:
                rows[index].verdict = Verdict.SAME
            rows[index].reasons = (note, *rows[index].reasons)
            rows[index].adds_nothing()
        else:
            _twice(rows[index], row, read[earlier])
            _twice(rows[earlier], read[earlier], row)


def settle_parents(read: Sequence[ReadRow], rows: Sequence[PlannedRow], known: Collection[str]) -> None:
    """Make conflicts of rows whose parent is neither in the book nor coming in with the file."""
    daughters = [(told, row) for told, row in zip(read, rows, strict=True) if told.parent]
    if not daughters:
        return
    at = {row.number: row.row for row in rows}
    coming = {row.number for row in rows if row.verdict not in BAD}
    again = True
    while again:
        again = False
        for told, row in daughters:
            if row.verdict is Verdict.NEW and told.parent not in known and told.parent not in coming:
                missing = _no_parent(row.number, told.parent, at.get(told.parent))
                row.verdict, row.reasons = Verdict.CONFLICT, (missing, *row.reasons)
                coming.discard(row.number)
                again = True


def parents_first(
    read: Sequence[ReadRow], rows: Sequence[PlannedRow], suspected: Collection[int] = ()
) -> list[int]:
    """Return the indexes of the rows so that a parent among them comes before its daughters.

    Rows `suspected` of a misprint come after their sisters, which then have what is theirs. Rows in a circle of
    parents are conflicts, and come last.
    """
    at = {row.number: index for index, row in enumerate(rows) if row.verdict is Verdict.NEW}
    # Most rows hang under none, and need not be followed up.
    depth = {index: 1 for index, row in enumerate(read) if not row.parent}
    for index in range(len(rows)):
        if index not in depth:
            _deepen(index, read, at, depth)
    for index, deep in depth.items():
        if deep < 0 and rows[index].verdict is Verdict.NEW:
            circle = find(Strength.IMPOSSIBLE, "parent.is_descendant", "R13", "parent", number=rows[index].number)
            rows[index].verdict, rows[index].reasons = Verdict.CONFLICT, (circle, *rows[index].reasons)
    if not suspected and {*depth.values()} == {1}:
        return [*range(len(read))]
    return sorted(depth, key=lambda index: (depth[index] < 0, depth[index], index in suspected, index))


def standing(
    read: Sequence[ReadRow], rows: Sequence[PlannedRow], order: Sequence[int], known: Collection[str]
) -> Iterator[PlannedRow]:
    """Yield the rows in this order; what hangs under a row that cannot come in by then is passed over.

    The `known` are in the book already, whatever becomes of their rows.
    """
    away: set[str] = set()
    for index in order:
        row, parent = rows[index], read[index].parent
        hangs = parent in away and parent not in known
        if not hangs:
            yield row
        if hangs or row.verdict in BAD:
            away.add(row.number)


def settle_daughters(
    read: Sequence[ReadRow], rows: Sequence[PlannedRow], order: Sequence[int], *, own_days: bool
) -> None:
    """Treat a daughter of a row of the file as it will be once its parent is in the book.

    Without a day of its own (where `own_days` count) it begins with its parent, and it is of its mission.
    """
    at = {row.number: index for index, row in enumerate(rows) if row.verdict is Verdict.NEW}
    for index in order:
        told, row = read[index], rows[index]
        parent = at.get(told.parent) if told.parent and row.verdict is Verdict.NEW else None
        if parent is None:
            continue
        if other := other_mission(told, read[parent].mission):
            row.verdict, row.reasons = Verdict.CONFLICT, (other, *row.reasons)
        elif own_days and told.day is None:
            row.day = rows[parent].day


def _no_parent(number: str, parent: str, row: int | None) -> Finding:
    if row is None:
        return find(Strength.IMPOSSIBLE, NO_PARENT, "R13", "parent", number=number, parent=parent)
    return find(Strength.IMPOSSIBLE, "import.parent_left", "R13", "parent", number=number, parent=parent, row=row)


def other_mission(told: ReadRow, mission: str) -> Finding | None:
    """Return that a daughter is said to be of another mission than its parent; None where it is not."""
    if not told.mission or told.mission == mission:
        return None
    return find(
        Strength.IMPOSSIBLE,
        "import.other_mission",
        "R13",
        "mission",
        number=told.shown,
        said=told.mission,
        parent=told.parent,
    )


def _deepen(index: int, read: Sequence[ReadRow], at: dict[str, int], depth: dict[int, int]) -> None:
    """Give a row and those above it in the file their depth; -1 for rows in a circle and below it."""
    path: dict[int, None] = {}
    here: int | None = index
    while here is not None and here not in depth:
        if here in path:
            depth.update(dict.fromkeys(path, -1))
            return
        path[here] = None
        parent = read[here].parent
        here = at.get(parent) if parent else None
    above = depth[here] if here is not None else 0
    for step in reversed(path):
        above = above + 1 if above >= 0 else -1
        depth[step] = above


def _twice(row: PlannedRow, told: ReadRow, other: ReadRow) -> None:
    if any(reason.key == "import.twice" for reason in row.reasons):
        return
    twice = find(Strength.IMPOSSIBLE, "import.twice", "R1", "number", number=row.number, row=other.row)
    row.verdict, row.reasons = Verdict.CONFLICT, (twice, *differences(told, other), *row.reasons)
    row.basis = None
