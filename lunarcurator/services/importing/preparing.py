"""From a reading to the rows that are judged: laid out, repaired as answered, nothing dropped."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import islice
from typing import Final

from lunarcurator.exchange.book import Row
from lunarcurator.exchange.cells import Cell, DateCell, ErrorCell, NumberCell
from lunarcurator.exchange.layout import lay_out
from lunarcurator.exchange.table import Table
from lunarcurator.services.importing.asking.answered_reading import settled
from lunarcurator.services.importing.asking.choices import Choice
from lunarcurator.services.importing.asking.collection import COLLECTION
from lunarcurator.services.importing.asking.of_cells import (
    DATE_ORDER,
    DAYS,
    DECIMALS,
    LOST_ZEROS,
    RANGES,
    Repair,
    numbers_in,
)
from lunarcurator.services.importing.cells.repairs import (
    day_text,
    depth_ends,
    number_text,
    year_text,
)
from lunarcurator.services.importing.cells.values import plain
from lunarcurator.services.importing.columns.added_columns import Added
from lunarcurator.services.importing.columns.beyond import last_named
from lunarcurator.services.importing.columns.made_columns import beyond_in_report
from lunarcurator.services.importing.columns.mapping import (
    DEPTH_RANGE,
    LOAN_TARGETS,
    OTHER,
    MappingRefused,
    split_unit,
)
from lunarcurator.services.importing.columns.marked_columns import MARKS, marks_told
from lunarcurator.services.importing.columns.shared_masses import merged_masses, shared_mass
from lunarcurator.services.importing.columns.units import unit_of, units_beside, with_unit
from lunarcurator.services.importing.columns.years import says_years
from lunarcurator.services.importing.guessing import rows_of
from lunarcurator.services.importing.judging.other_collections import says_where
from lunarcurator.services.importing.lists.collection_rows import own_collection
from lunarcurator.services.importing.lists.place_rows import PLACES, PlacePaths
from lunarcurator.services.importing.non_record_rows.titles import TITLES
from lunarcurator.services.importing.plan import PLACE_STEP, ImportPlan, PlannedColumn
from lunarcurator.services.importing.reading import Reading
from lunarcurator.services.importing.source import Source
from lunarcurator.services.importing.target import Target, choose_target
from lunarcurator.services.store_session import StoreSession

_LOOKED_AT: Final = 200

type _Finds = Callable[[Reading, str], Repair | None]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A table ready to be judged: how it is read, and the plan of it without any row.

    `every` is the table with the rows that are no records, where rows change the family. `collection` says into
    which collection it goes, empty where nobody did; `paths` are the places its rows say step by step, `own` the
    columns of the file as they are taken.
    """

    reading: Reading
    plan: ImportPlan
    table: Table
    every: Table
    collection: str
    paths: PlacePaths | None
    own: tuple[PlannedColumn, ...] = ()

    @property
    def columns(self) -> tuple[PlannedColumn, ...]:
        """The columns of the table with what they are taken for, those that are made of others among them."""
        return self.plan.columns

    @property
    def in_own_words(self) -> ImportPlan:
        """The plan with the columns of the file as they are taken, and those that cannot be made of them again."""
        shown = [at for at, each in enumerate(self.columns) if not each.again]
        columns = (*self.own, *self.columns[len(self.own) :])
        return replace(self.plan, columns=tuple(columns[at] for at in shown), cells=partial(self._cells, shown))

    def _cells(self, shown: Sequence[int]) -> Iterator[Row]:
        return (Row(row.number, tuple(row.cells[at] for at in shown)) for row in self.plan.cells())

    @property
    def moves(self) -> bool:
        """Whether the list says where pieces stand now, and those in the book go there."""
        return self.paths is not None or PLACES.said(self.reading.answers) is Choice.MOVE

    def said_where(self) -> list[str]:
        """Return the words by which the first rows say of which collection or mission they are."""
        at = [
            index for index, each in enumerate(self.columns) if each.target == "mission" or says_where(each.name)
        ]
        first = islice(self.table.rows(), _LOOKED_AT) if at else ()
        return [*dict.fromkeys(plain(row.cells[index]) for row in first for index in at)]


def prepare(session: StoreSession, source: Source, reading: Reading) -> Prepared:
    """Return the table of a reading, ready to be judged. Raises `MappingRefused`, `SheetError`."""
    reading = settled(reading)
    paths = PlacePaths(session, reading, session.today) if reading.levels else None
    table = rows_of(source, reading)
    added = (*_added(reading, paths), *_titled(session, reading))
    plan = begun(source, reading)
    own = plan.columns
    columns = _columns(own, added, last_named(source, reading))
    names = tuple(column.name for column in columns)
    if not (reading.says_places_alone or {"number", "generic"} & {column.target for column in columns}):
        raise MappingRefused("import.no_number_column", columns=list(names))
    laid = lay_out(source.sheet(reading.sheet), replace(reading.layout, aside=frozenset()), reading.marks.merged)
    made, every = (
        Table(names, table.above, sheet=replace(each.sheet, source=partial(_rows, each, reading, added)))
        for each in (table, laid if reading.families else table)
    )
    plan = replace(plan, columns=columns, cells=partial(_cells_again, session, source, reading))
    chosen = COLLECTION.said(reading.answers) or own_collection(session, reading) or reading.collection
    return Prepared(reading, plan, made, every, chosen, paths, own)


def target_of(session: StoreSession, wanted: Prepared) -> Target:
    """Return the collection a table goes into; raises `MappingRefused` where that cannot be told."""
    said = () if wanted.collection else wanted.said_where()
    return choose_target(session, wanted.collection, said)


def begun(source: Source, reading: Reading) -> ImportPlan:
    """Return a plan without any row, of the columns as they stand in the file."""
    headers = reading.layout.header_rows
    return ImportPlan(
        source=source.path,
        file=source.book.name,
        sha256=source.book.sha256,
        sheet=reading.sheet,
        kind=reading.kind,
        header_row=headers[-1] if headers else 0,
        columns=tuple(
            # The path of a place says what its steps say; a piece does not keep them besides.
            PlannedColumn(
                name,
                PLACE_STEP if name in reading.levels else reading.mapping.get(name, OTHER),
                unit_of(reading, name),
            )
            for name in reading.columns
        ),
        cells=lambda: _rows(rows_of(source.again(), reading), reading, ()),
        one_of_several=len(source.book.sheets) > 1,
    )


def _cells_again(session: StoreSession, source: Source, reading: Reading) -> Iterator[Row]:
    return prepare(session, source.again(), reading).table.rows()


def _columns(own: Sequence[PlannedColumn], added: Sequence[Added], named: int) -> tuple[PlannedColumn, ...]:
    """Return the columns of a table with those that are made of them; the header names `named` of its own."""
    # A column made of others says more surely what they say in parts.
    aside = {DEPTH_RANGE, *LOAN_TARGETS, *(each.target for each in added)}
    taken = [each._replace(target=OTHER) if each.target in aside else each for each in own]
    return (
        *(
            each._replace(beyond=each.target == OTHER and (at >= named or beyond_in_report(each.name)))
            for at, each in enumerate(taken)
        ),
        *(
            PlannedColumn(each.name, each.target, split_unit(each.name)[1], made=True, again=each.again)
            for each in added
        ),
    )


def _joined_columns(reading: Reading, at: Mapping[str, int]) -> Iterator[Added]:
    """Yield the number and the parent that several columns make together."""
    own = partial(_joined, [at[each] for each in reading.key], reading.joints)
    joined = partial(_joined, [at[each] for each in reading.parent_key], reading.parent_joints)

    def above(row: Row) -> Cell:
        found = joined(row)
        # The whole, which lacks the last part of the number, is under itself no part.
        return None if reading.key and found == own(row) else found

    if reading.key:
        yield Added(_free("number", at), "number", own)
    if reading.parent_key:
        yield Added(_free("parent", at), "parent", above)


def _added(reading: Reading, paths: PlacePaths | None) -> Iterator[Added]:
    at = {name: index for index, name in enumerate(reading.columns)}
    yield from _joined_columns(reading, at)
    for target, text in reading.constants.items():
        yield Added(_free(target, at), target, partial(_constant, text))
    for name in reading.taken_for(DEPTH_RANGE)[:1]:
        unit = unit_of(reading, name)
        for end, target in enumerate(("depth_top_um", "depth_bottom_um")):
            yield Added(target, target, partial(_end, at[name], unit, end))
    if marks := marks_told(reading):
        yield Added(_free(MARKS, at), OTHER, lambda row: marks.get(row.number), again=False)
    if paths is not None:
        yield Added(_free("place", at), "place", lambda row: paths.path(row) or None)


def _titled(session: StoreSession, reading: Reading) -> Iterator[Added]:
    """Yield a column of the titles between the rows, where somebody said what they are."""
    if target := TITLES.target(reading):
        yield Added(
            _free("title" if target == OTHER else target, dict.fromkeys(reading.columns, 0)),
            target,
            TITLES.of_row(session, reading),
            again=False,
        )


def _free(target: str, at: Mapping[str, int]) -> str:
    return target if target not in at else f"{target} +"


def _joined(places: list[int], joints: tuple[str, ...], row: Row) -> Cell:
    cells = [row.cells[at] for at in places]
    # What a spreadsheet program made of a part is refused as the same would be in a number of one column.
    lost = (cell for cell in cells if isinstance(cell, NumberCell | DateCell | ErrorCell | date))
    return next(lost, None) or _joined_text([*map(plain, cells)], joints) or None


def _joined_text(words: Sequence[str], joints: Sequence[str]) -> str:
    """Return the parts of a number as one text, a blank or the joint before each; empty ones are left out."""
    text = ""
    for index, word in enumerate(words):
        if word:
            joint = joints[index - 1] if 0 < index <= len(joints) else " "
            text += f"{joint}{word}" if text else word
    return text


def _constant(text: str, _: Row) -> Cell:
    return text


def _end(at: int, unit: str, end: int, row: Row) -> Cell:
    return depth_ends(row.cells[at], unit)[end]


def _rows(table: Table, reading: Reading, added: tuple[Added, ...]) -> Iterator[Row]:
    repaired = _repairing(reading)
    for row in table.rows():
        record = repaired(row)
        if added:
            made = tuple(each.make(record) for each in added)
            record = Row(record.number, record.cells + made)
        yield record


def _year(reading: Reading, name: str) -> Repair | None:
    return year_text if says_years(name, reading.mapping.get(name, OTHER)) else None


def _number(reading: Reading, name: str) -> Repair | None:
    return number_text if name in numbers_in(reading) else None


def _day(reading: Reading, name: str) -> Repair | None:
    return day_text if name in reading.taken_for(*DAYS) else None


# One after another; what nobody is asked about is safe.
_REPAIRS: Final[tuple[_Finds, ...]] = (
    DECIMALS.repair,
    _year,
    LOST_ZEROS.repair,
    _number,
    RANGES.repair,
    DATE_ORDER.repair,
    _day,
)


def _repairs(reading: Reading) -> Iterator[tuple[int, Repair]]:
    """Yield what is done to the cells of columns, by their places."""
    for name in reading.left_out:
        yield reading.columns.index(name), lambda _: None
    for finds in _REPAIRS:
        for at, name in enumerate(reading.columns):
            if repair := finds(reading, name):
                yield at, repair


def _repairing(reading: Reading) -> Callable[[Row], Row]:
    """Return what does to the cells of a row what was answered, and what is safe."""
    at = {name: index for index, name in enumerate(reading.columns)}
    units = [(at[name], at[unit]) for name, unit in units_beside(reading).items()]
    repairs, merged = (*_repairs(reading),), merged_masses(reading)

    def repaired(row: Row) -> Row:
        cells = [*row.cells[: len(at)]]
        for place, block in merged:
            if block.top <= row.number <= block.bottom:
                cells[place] = shared_mass(cells[place], block)
        for place, repair in repairs:
            cells[place] = repair(cells[place])
        for place, unit in units:
            cells[place] = with_unit(cells[place], cells[unit])
        return Row(row.number, tuple(cells))

    return repaired
