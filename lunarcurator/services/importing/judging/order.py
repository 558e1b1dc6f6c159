"""What the rows of one file have to do with each other: repeated numbers, and parents among them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from lunarcurator.domain.mass import Mass
from lunarcurator.services.importing.judging.left_over import taken_ug
from lunarcurator.services.importing.plan import BAD, PlannedRow, Verdict
from lunarcurator.services.importing.rows import ReadRow
from lunarcurator.store.reads.matching import Known

NO_PARENT: Final = "import.parent_missing"
"""The finding that a parent is in neither the list nor the book."""

_MOST: Final = 3
"""So many differences show which of two rows is meant."""


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
        earlier = first.setdefault(row.shown, index) if row.number is not None else index
        if earlier == index:
            continue
        if differing := _differing(row, read[earlier]):
            _twice(rows[index], rows[earlier].row, differing)
            _twice(rows[earlier], rows[index].row, differing)
            continue
        rows[index].warn("import.repeated", "R1", "number", row=read[earlier].row)
        if rows[index].verdict not in BAD:
            rows[index].verdict = Verdict.SAME
        rows[index].adds_nothing()


def parents_first(
    read: Sequence[ReadRow], rows: Sequence[PlannedRow], suspected: Collection[int] = ()
) -> list[int]:
    """Return the indexes of the rows so that a parent among them comes before its daughters.

    Rows `suspected` of a misprint come after their sisters, which then have what is theirs. Rows in a circle of
    parents are conflicts, and come last.
    """
    at = {row.number: index for index, row in enumerate(rows) if row.verdict is Verdict.NEW}
    order: list[int] = []
    below: dict[int, list[int]] = {}
    for index, row in enumerate(read):
        above = at.get(row.parent) if row.parent and rows[index].verdict is Verdict.NEW else None
        if above is None:
            order.append(index)
        else:
            below.setdefault(above, []).append(index)
    level = sorted(order, key=lambda index: (index in suspected, index))
    order = [*level]
    while level:
        daughters = (each for index in level for each in below.get(index, ()))
        level = sorted(daughters, key=lambda index: (index in suspected, index))
        order += level
    circle = {*range(len(read))} - {*order} if len(order) < len(read) else ()
    for index in sorted(circle):
        rows[index].clash("parent.is_descendant", "R13", "parent")
        order.append(index)
    return order


def settled_in_turn(
    read: Sequence[ReadRow],
    rows: Sequence[PlannedRow],
    order: Sequence[int],
    known: Mapping[str, Known],
    *,
    own_days: bool,
) -> Iterator[PlannedRow]:
    """Yield the rows in this order, daughters as they will be once their parents are in the book.

    One whose parent is neither `known` to the book nor coming in with the file is a conflict, also where the
    parent became one since it was yielded; so is one of another mission. Without a day of its own (where
    `own_days` count) a daughter of the file begins with its parent.
    """
    # Of rows of one number only the first can come in.
    pairs = zip(reversed(read), reversed(rows), strict=True)
    at = {told.shown: row for told, row in pairs if told.number is not None}
    for index in order:
        told, row = read[index], rows[index]
        if told.parent and row.verdict is Verdict.NEW:
            _settle_daughter(row, told, at.get(told.parent), known.get(told.parent), own_days=own_days)
        yield row


def _settle_daughter(
    row: PlannedRow, told: ReadRow, parent: PlannedRow | None, known: Known | None, *, own_days: bool
) -> None:
    if parent is not None and parent.verdict is Verdict.NEW:
        row.day = parent.day if own_days and told.day is None else row.day
        mission = parent.mission
    elif known is not None:
        mission = str(known.fields.get("mission") or "")
    elif parent is not None:
        row.clash("import.parent_left", "R13", "parent", parent=told.parent, row=parent.row)
        return
    else:
        row.clash(NO_PARENT, "R13", "parent", parent=told.parent)
        return
    if told.mission and told.mission != mission:
        row.clash("import.other_mission", "R13", "mission", said=told.mission, parent=told.parent)


def _differing(row: ReadRow, other: ReadRow) -> list[str]:
    """Return the fields of which two rows say otherwise; case, and zeros a mass ends in, say nothing else."""
    here, there = _said(row), _said(other)
    return [field for field in dict.fromkeys((*here, *there)) if here.get(field) != there.get(field)]


def _said(row: ReadRow) -> dict[str, object]:
    said = {**row.says(), **dict(row.other), "day": row.day}
    return {
        field: (value.ug, value.kind) if isinstance(value, Mass) else str(value).casefold()
        for field, value in said.items()
        if value not in (None, "")
    }


def _twice(row: PlannedRow, other: int, differing: Sequence[str]) -> None:
    if any(reason.key == "import.twice" for reason in row.reasons):
        return
    for field in reversed(differing[:_MOST]):
        row.clash("import.twice_differs", "R1", field, field_name=field, row=other)
    row.clash("import.twice", "R1", "number", row=other)
    row.basis = None
