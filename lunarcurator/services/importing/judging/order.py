"""What the rows of one file have to do with each other: repeated numbers, and parents among them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from lunarcurator.domain.mass import Mass
from lunarcurator.services.importing.judging.judged_row import JudgedRow
from lunarcurator.services.importing.plan import BAD, PlannedRow, Verdict
from lunarcurator.services.importing.rows import ReadRow
from lunarcurator.store.reads.matching import Known

NO_PARENT: Final = "import.parent_missing"
"""The finding that a parent is in neither the list nor the book."""

_MOST: Final = 3
"""So many differences show which of two rows is meant."""


def settle_repeated(rows: Sequence[JudgedRow]) -> None:
    """Let a number stand once: a row that repeats another adds nothing, rows that differ are conflicts all."""
    first: dict[str, JudgedRow] = {}
    for row in rows:
        earlier = first.setdefault(row.number, row) if row.told.number is not None else row
        if earlier is row:
            continue
        if differing := _differing(row.told, earlier.told):
            _twice(row, earlier.row, differing)
            _twice(earlier, row.row, differing)
            continue
        row.warn("import.repeated", "R1", "number", row=earlier.row)
        if row.verdict not in BAD:
            row.verdict = Verdict.SAME
        row.adds_nothing()


def parents_first(rows: Sequence[JudgedRow], suspected: Collection[str] = ()) -> list[int]:
    """Return the indexes of the rows so that a parent among them comes before its daughters.

    Numbers `suspected` of a misprint come after their sisters, which then have what is theirs. Rows in a circle of
    parents are conflicts, and come last.
    """
    at = {row.number: index for index, row in enumerate(rows) if row.verdict is Verdict.NEW}
    below: dict[int | None, list[int]] = {}
    for index, row in enumerate(rows):
        below.setdefault(at.get(row.parent_coming), []).append(index)
    order: list[int] = []
    level = below.get(None, [])
    while level:
        level = sorted(level, key=lambda index: (rows[index].number in suspected, index))
        order += level
        level = [daughter for index in level for daughter in below.get(index, ())]
    circle = {*range(len(rows))} - {*order} if len(order) < len(rows) else ()
    for index in sorted(circle):
        rows[index].clash("parent.is_descendant", "R13", "parent")
        order.append(index)
    return order


def settled_in_turn(
    rows: Sequence[JudgedRow], order: Sequence[int], known: Mapping[str, Known], *, own_days: bool
) -> Iterator[JudgedRow]:
    """Yield the rows in this order, daughters as they will be once their parents are in the book.

    One whose parent is neither `known` to the book nor coming in with the file is a conflict, also where the
    parent became one since it was yielded; so is one of another mission. Without a day of its own (where
    `own_days` count) a daughter of the file begins with its parent.
    """
    # Of rows of one number only the first can come in.
    at = {row.number: row for row in reversed(rows) if row.told.number is not None}
    for row in map(rows.__getitem__, order):
        if parent := row.parent_coming:
            _settle_daughter(row, at.get(parent), known.get(parent), own_days=own_days)
        yield row


def _settle_daughter(row: JudgedRow, parent: PlannedRow | None, known: Known | None, *, own_days: bool) -> None:
    told = row.told
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
