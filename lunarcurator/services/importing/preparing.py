"""From a reading to the rows that are judged: laid out, mended, repaired as answered, nothing dropped."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from lunarcurator.exchange.book import Row, Sheet
from lunarcurator.exchange.cells import Cell
from lunarcurator.exchange.table import Table
from lunarcurator.services.desk import Desk
from lunarcurator.services.importing.between.titles import title_of_row, title_target
from lunarcurator.services.importing.cells.commas import THOUSANDS, Commas
from lunarcurator.services.importing.cells.dots import without_dot
from lunarcurator.services.importing.cells.number_ranges import RANGE, as_range
from lunarcurator.services.importing.cells.percentages import PARTS, as_percent
from lunarcurator.services.importing.cells.raised_signs import FOOTNOTE, marked_as_is, without_mark
from lunarcurator.services.importing.cells.repairs import (
    LOST_ZEROS,
    NONE,
    ONE_PIECE,
    REFUSE,
    ZERO_PARENT,
    ZERO_TWIN,
    day_text,
    depth_ends,
    is_zero,
    number_text,
    parts_of,
    with_zeros,
    year_text,
)
from lunarcurator.services.importing.cells.values import plain
from lunarcurator.services.importing.columns.added_columns import Added, Maker
from lunarcurator.services.importing.columns.doubled_columns import DoubledColumns
from lunarcurator.services.importing.columns.joint_masses import JointMasses, joint_columns
from lunarcurator.services.importing.columns.mapping import OTHER, map_columns
from lunarcurator.services.importing.columns.marked_columns import marked_columns
from lunarcurator.services.importing.columns.merged_masses import MERGED, MergedMass, merged_masses
from lunarcurator.services.importing.columns.units import MASSES, is_measure, unit_of, with_unit
from lunarcurator.services.importing.columns.years import says_years
from lunarcurator.services.importing.guessing import rows_of
from lunarcurator.services.importing.lists.collection_rows import own_collection
from lunarcurator.services.importing.plan import PlannedColumn
from lunarcurator.services.importing.planning import Prepared
from lunarcurator.services.importing.reading import (
    DAUGHTERS,
    DEPTH_RANGE,
    FROM_BOOK,
    LEFT_OVER,
    LOAN_TARGETS,
    TOGETHER,
    WITH_DAUGHTERS,
    CellAt,
    Reading,
    settled,
)
from lunarcurator.services.importing.source import Source
from lunarcurator.services.importing.target import known_targets, new_target

NEW: Final = "new:"
"""What stands before the name of a collection that is to be opened."""

DAYS: Final = ("day", "pristinity_day", "due")

_SAID: Final[tuple[tuple[str, str, Callable[[Cell], Cell]], ...]] = (
    ("raised", FOOTNOTE, without_mark),
    ("dot", THOUSANDS, without_dot),
    ("share", PARTS, as_percent),
)


def prepare(desk: Desk, source: Source, reading: Reading) -> Prepared:
    """Return the table of a reading, ready to be judged. Raises `MappingRefused`, `SheetError`."""
    reading = settled(reading)
    table = rows_of(source, reading)
    added = (*_added(reading), *_titled(desk, reading))
    columns = _columns(reading, table, added)
    made = Table(tuple(column.name for column in columns), table.above, sheet=_sheet(table, reading, added))
    chosen = reading.answers.get("collection") or own_collection(desk, reading) or reading.collection
    open_anew = chosen.removeprefix(NEW) if chosen.startswith(NEW) else ""
    known = open_anew in known_targets(desk) if open_anew else False
    headers = reading.layout.header_rows
    return Prepared(
        source=source.path,
        file=source.book.name,
        sha256=source.book.sha256,
        table=made,
        columns=columns,
        kind=reading.kind,
        collection=(open_anew if known else "" if open_anew else chosen) or None,
        target=new_target(desk, open_anew) if open_anew and not known else None,
        header_row=headers[-1] if headers else 0,
        keeps_places=reading.answers.get("places") == "keep",
        zeros_together=any(
            reading.answers.get(f"{ZERO_TWIN}:{name}") == ONE_PIECE for name in reading.taken_for("number")
        ),
        left_over={LEFT_OVER: True, WITH_DAUGHTERS: False}.get(reading.answers.get(DAUGHTERS, "")),
        take_out=reading.answers.get(FROM_BOOK) != REFUSE,
        makes_parents=reading.makes_parents,
        said=(reading.sheet, reading.layout.caption, Path(source.book.name).stem),
        cells=partial(_cells_again, desk, source, reading),
    )


def repaired_rows(source: Source, reading: Reading) -> Iterator[Row]:
    """Yield the rows of a reading with what was mended and answered, and no columns made of others."""
    return _rows(rows_of(source, reading), reading, ())


def _cells_again(desk: Desk, source: Source, reading: Reading) -> Iterator[Row]:
    return prepare(desk, source.again(), reading).table.rows()


def _columns(reading: Reading, table: Table, added: tuple[Added, ...]) -> tuple[PlannedColumn, ...]:
    aside = {DEPTH_RANGE, *LOAN_TARGETS}
    mapping = {name: OTHER if target in aside else target for name, target in reading.mapping.items()}
    mapping |= {name: OTHER for name in table.columns if name not in mapping}
    for each in added:
        if not each.beside:
            # A column made of others says more surely what they say in parts.
            mapping = {
                name: OTHER if target == each.target != OTHER else target for name, target in mapping.items()
            }
        mapping[each.name] = each.target
    names = (*table.columns, *(each.name for each in added))
    planned = map_columns(names, mapping)
    return tuple(
        column._replace(unit=unit_of(reading, column.name))
        if column.name in reading.columns
        else column._replace(made=True)
        for column in planned
    )


def _added(reading: Reading) -> Iterator[Added]:
    at = {name: index for index, name in enumerate(reading.columns)}
    if reading.key:
        own = partial(_joined, [at[each] for each in reading.key], reading.joints)
        yield Added(_free("number", at), "number", own)
    if reading.parent_key:
        above = partial(_joined, [at[each] for each in reading.parent_key], reading.parent_joints)
        yield Added(_free("parent", at), "parent", partial(_above, own if reading.key else None, above))
    for target, text in reading.constants.items():
        yield Added(_free(target, at), target, partial(_constant, text))
    for name in reading.taken_for(DEPTH_RANGE)[:1]:
        unit = unit_of(reading, name)
        for end, target in enumerate(("depth_top_um", "depth_bottom_um")):
            yield Added(target, target, partial(_end, at[name], unit, end))
    for name in reading.columns:
        if reading.answers.get(f"raised:{name}") == FOOTNOTE:
            yield Added(f"{name}: ¹", OTHER, partial(_marked_cell, at[name]), as_stands=True)
    for name in joint_columns(reading):
        yield Added(name, OTHER, _nothing, beside=True)
    for name, merged in _merged(reading, TOGETHER).items():
        yield Added(f"{name}: Σ", OTHER, partial(_together, merged), as_stands=True)
    if not reading.layout.groups:
        yield from marked_columns(reading)


def _titled(desk: Desk, reading: Reading) -> Iterator[Added]:
    """Yield a column of the titles between the rows, where somebody said what they are."""
    if target := title_target(reading):
        yield Added(
            _free("title" if target == OTHER else target, dict.fromkeys(reading.columns, 0)),
            target,
            title_of_row(desk, reading),
        )


def _free(target: str, at: Mapping[str, int]) -> str:
    return target if target not in at else f"{target} +"


def _above(own: Maker | None, above: Maker, row: Row) -> Cell:
    """Return the parent of a row; the whole, which lacks the last part of the number, is under itself no part."""
    found = above(row)
    return None if own is not None and found == own(row) else found


def _joined(places: list[int], joints: tuple[str, ...], row: Row) -> Cell:
    return joined_text([plain(row.cells[at]) for at in places], joints) or None


def joined_text(words: Sequence[str], joints: Sequence[str]) -> str:
    """Return the parts of a number as one text, a blank or the joint before each; empty ones are left out."""
    text = ""
    for index, word in enumerate(words):
        if word:
            joint = joints[index - 1] if 0 < index <= len(joints) else " "
            text += f"{joint}{word}" if text else word
    return text


def _nothing(_: Row) -> Cell:
    return None


def _constant(text: str, _: Row) -> Cell:
    return text


def _end(at: int, unit: str, end: int, row: Row) -> Cell:
    return depth_ends(row.cells[at], unit)[end]


def _merged(reading: Reading, answer: str) -> dict[str, list[MergedMass]]:
    """Return by column the merged masses of which a person said this."""
    found = merged_masses(reading).items()
    return {name: merged for name, merged in found if reading.answers.get(f"{MERGED}:{name}") == answer}


def _together(merged: list[MergedMass], row: Row) -> Cell:
    return next((each.words(row.cells) for each in merged if each.says(row.number)), None)


def _marked_cell(at: int, row: Row) -> Cell:
    return marked_as_is(row.cells[at])


def _sheet(table: Table, reading: Reading, added: tuple[Added, ...]) -> Sheet:
    return replace(table.sheet, source=partial(_rows, table, reading, added))


def _rows(table: Table, reading: Reading, added: tuple[Added, ...]) -> Iterator[Row]:
    repair = _Repairs(reading, table)
    joint = JointMasses.of(reading, (*reading.columns, *(each.name for each in added))) if added else None
    last, record = 0, 0
    for row in table.rows():
        parts = repair.parts(row)
        for part in parts:
            last, record = row.number, record + 1 if row.number == last else 0
            mended = Row(row.number, repair.repaired(row.number, part, record))
            made = _with(mended, part, added) if added else mended
            yield joint.apart(made, row) if joint and len(parts) > 1 else made


def _with(row: Row, said: tuple[Cell, ...], added: tuple[Added, ...]) -> Row:
    stands = Row(row.number, said)
    return Row(row.number, row.cells + tuple(each.make(stands if each.as_stands else row) for each in added))


def _repairs_said(reading: Reading, at: Mapping[str, int]) -> Iterator[tuple[int, Callable[[Cell], Cell]]]:
    """Yield by place of the column what is to be done to its figures: as somebody said, and to years."""
    for name in reading.columns:
        for asked, answer, repair in _SAID:
            if reading.answers.get(f"{asked}:{name}") == answer:
                yield at[name], repair
        if says_years(name, reading.mapping.get(name, OTHER)):
            yield at[name], year_text


class _Repairs:
    """Does to the cells of a row what was answered, and what is safe."""

    def __init__(self, reading: Reading, table: Table) -> None:
        at = {name: index for index, name in enumerate(reading.columns)}
        answers = reading.answers
        self._mended = reading.mended
        self._columns = reading.columns
        self._several = tuple(at[name] for name in reading.several)
        numbers = {
            *reading.taken_for("number", "generic", "specific", "parent"),
            *reading.key,
            *reading.parent_key,
        }
        self._numbers = tuple(
            (at[name], answers.get(f"identifier:{name}", ""), answers.get(f"fraction:{name}", ""))
            for name in reading.columns
            if name in numbers
        )
        self._ranges = tuple(
            at[name] for name in reading.taken_for("number") if answers.get(f"{RANGE}:{name}") == RANGE
        )
        lost = {name: answers.get(f"{LOST_ZEROS}:{name}", "") for name in reading.columns if name in numbers}
        self._lost = tuple((at[name], zeros) for name, zeros in lost.items() if zeros.isdecimal())
        self._days = tuple((at[name], answers.get(f"date_order:{name}", "")) for name in reading.taken_for(*DAYS))
        measures = [name for name in reading.columns if is_measure(reading.mapping.get(name, OTHER))]
        self._doubled = DoubledColumns(reading)
        self._measures = tuple(at[name] for name in measures)
        self._commas = Commas({at[name]: answers.get(f"comma:{name}", "") for name in measures}, table.rows)
        self._units = tuple(at[name] for name in reading.taken_for("mass_unit")[:1])
        self._masses = tuple(at[name] for name in reading.taken_for(*MASSES)) if self._units else ()
        self._merged = tuple(
            (mass, answer)
            for answer in (TOGETHER, REFUSE)
            for found in _merged(reading, answer).values()
            for mass in found
        )
        self._said = tuple(_repairs_said(reading, at))
        self._left = tuple(at[name] for name in reading.left_out)
        self._zeros = tuple(
            at[name] for name in reading.taken_for("parent") if answers.get(f"{ZERO_PARENT}:{name}") == NONE
        )

    def parts(self, row: Row) -> list[tuple[Cell, ...]]:
        """Return a row once for each of the several values of a cell."""
        rows: list[tuple[Cell, ...]] = [row.cells]
        for at in self._several:
            rows = [(*cells[:at], part, *cells[at + 1 :]) for cells in rows for part in parts_of(cells[at])]
        return rows

    def repaired(self, number: int, said: tuple[Cell, ...], record: int) -> tuple[Cell, ...]:
        """Return the cells of a record of a row as they are judged."""
        cells = [*said[: len(self._columns)]]
        for at in self._left:
            cells[at] = None
        for mass, answer in self._merged:
            if mass.says(number):
                cells[mass.at] = mass.words(cells) if answer == REFUSE else None
        if self._mended:
            for at, name in enumerate(self._columns):
                cells[at] = self._mended.get(CellAt(number, record, name), cells[at])
        for at, repair in self._said:
            cells[at] = repair(cells[at])
        for at in self._zeros:
            cells[at] = None if is_zero(cells[at]) else cells[at]
        for at, zeros in self._lost:
            cells[at] = with_zeros(cells[at], zeros)
        for at, order, zeros in self._numbers:
            cells[at] = number_text(cells[at], order, zeros)
        for at in self._ranges:
            cells[at] = as_range(cells[at])
        for at, order in self._days:
            cells[at] = day_text(cells[at], order)
        for at in self._measures:
            cells[at] = self._commas.pointed(at, cells[at])
        for at in self._masses:
            cells[at] = with_unit(cells[at], cells[self._units[0]])
        return self._doubled.marked(cells)
