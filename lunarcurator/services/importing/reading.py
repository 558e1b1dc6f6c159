"""How a source is read: its sheet, where the table stands, what its columns mean, and what a person answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Final, NamedTuple

from lunarcurator.exchange.layout import Layout
from lunarcurator.exchange.layout_guess import BESIDE, BOX, LIST, Guess, Told
from lunarcurator.exchange.marks import SheetMarks
from lunarcurator.exchange.spoken_rows import TITLE
from lunarcurator.services.importing.between.families import Family
from lunarcurator.services.importing.between.said_rows import AS_PARENT, AS_ROW, TITLES, SaidRow, titles_of
from lunarcurator.services.importing.columns.box_names import with_box_names
from lunarcurator.services.importing.columns.composed_keys import joints_between, told_together
from lunarcurator.services.importing.columns.mapping import OTHER, Aliases, MappingRefused, targets
from lunarcurator.services.importing.columns.mass_answers import with_masses
from lunarcurator.services.importing.columns.place_columns import (
    MOVE,
    PATH,
    PLACE_COLUMNS,
    PLACES,
    place_levels,
    place_sets,
)
from lunarcurator.services.importing.plan import ImportPlan

DEPTH_RANGE: Final = "depth_range"
"""The target of a column that says top and bottom of an interval in one cell."""

LOAN_TARGETS: Final = ("borrower", "institution", "issued", "due", "returned")
"""What only a list of loans says."""

RETURN_DAY: Final = "return_day"
"""The question whether a day of return is the one agreed upon or the one it was, by column."""

JOINT: Final = "joint_mass"
"""The question what a mass beside several numbers in one cell is."""

TOGETHER, EACH = "together", "each"
"""The answers whose a mass is that several pieces have: all of them together, or every one."""

DAUGHTERS: Final = "daughters"
"""The question what the mass is of a piece whose daughters are in the same list."""

WITH_DAUGHTERS, LEFT_OVER = "with_daughters", "left_over"
"""The answers whether it is all of the piece, its daughters in it, or what is left of it without them."""

FROM_BOOK: Final = "from_book"
"""The question whether new daughters are still in the mass that the book has of their parents."""

TAKE_OUT: Final = "take_out"
"""The answer that they come out of it now."""

UNLENT: Final = "unlent"
"""The question what a list is in which some rows name no borrower."""

HERE, LOANS_ALONE = "here", "loans_alone"
"""The answers whether all its rows are pieces that are here, or only its loans come in."""

WHICH_PLACE: Final = "which_place"
"""The question which of several columns says where the pieces stand."""

AFTER_END: Final = "after_end"
"""The question whether rows below one that says the list ends come in."""

AS_LOANS: Final = "loans"
_WHO: Final = ("borrower", "institution")
_CATALOGUE, _LIST = "catalogue", "list"
_GROUPED: Final = ("mission", "parent", "generic", "class_name", "subclass", "form", "place", "collected", "owner")
_OWN_NUMBER: Final = frozenset({"number", "generic", "specific"})


class CellAt(NamedTuple):
    """Where a mended cell stands: the row in the file, which record of that row (from 0), and its column."""

    row: int
    record: int
    column: str


@dataclass(frozen=True)
class Reading:
    """All that decides what rows a sheet has, frozen: change it with `dataclasses.replace` or the functions here.

    `profile` recognised the list, and `kept` tells whether the lab itself saved it. `mapping` says by column
    what it is taken for; `key` are the columns that make the number together, `joints`
    what stands between them, `parent_key` and `parent_joints` the same for the parent; in cells of
    `holding_several` stand many values; `units_row` is what a row of units says by column; `levels` say a place
    step by step; `constants` hold for every row; `answers` are what a person said to questions, by their ids;
    `mended` cells take the place of those in the file. A list that `makes_parents` has those made that are in
    neither the list nor the book. `told` is what was said of where its table stands, and its shape; `families` are
    the rows that change the family, `apart` the columns where blocks of other headers begin. `said` are rows of
    words that are no records unless they say a number, `numbered` the columns in which some numbering system reads
    numbers.
    """

    sheet: str
    guess: Guess
    marks: SheetMarks
    columns: tuple[str, ...]
    mapping: Mapping[str, str]
    kind: str
    profile: str = ""
    kept: bool = False
    key: tuple[str, ...] = ()
    joints: tuple[str, ...] = ()
    parent_key: tuple[str, ...] = ()
    parent_joints: tuple[str, ...] = ()
    holding_several: tuple[str, ...] = ()
    units: Mapping[str, str] = field(default_factory=dict)
    units_row: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    levels: Mapping[str, str] = field(default_factory=dict)
    collection: str = ""
    makes_parents: bool = False
    answers: Mapping[str, str] = field(default_factory=dict)
    mended: Mapping[CellAt, str] = field(default_factory=dict)
    told: Told = Told()  # noqa: RUF009 - a frozen tuple
    families: tuple[Family, ...] = ()
    apart: tuple[str, ...] = ()
    said: tuple[SaidRow, ...] = ()
    numbered: frozenset[str] = frozenset()

    @cached_property
    def between(self) -> tuple[SaidRow, ...]:
        """The rows of words that say no number where the columns are taken for what they are now."""
        whole, parts = self._numbering()
        if not (whole or parts):
            return ()
        # Alone under another header a word is what it says of a piece whose number is missing.
        titled = {*self.columns[:1], *(() if self.kind == AS_LOANS else (*whole, *parts))}
        return tuple(
            each
            for each in self.said
            if not each.is_piece(whole, parts) and (each.why != TITLE or each.filled <= titled)
        )

    @cached_property
    def titles(self) -> tuple[SaidRow, ...]:
        """The titles between the records; one in a column whose blanks continue the row above is read by these."""
        layout = self.noted.layout
        fill = {self._column(at) for at in layout.fill}
        return tuple(each for each in titles_of(self.between) if not each.filled <= fill)

    @cached_property
    def noted(self) -> Guess:
        """The guess with the columns whose blanks continue the row above where rows of notes are records."""
        guess = self.guess
        if all(self.answers.get(f"note:{row}", "yes") != "no" for row in guess.unsure_notes):
            return guess
        fill, inside = guess.noted
        more = tuple(at for at in fill if at not in guess.layout.fill)
        layout = replace(guess.layout, fill=tuple(sorted({*guess.layout.fill, *fill})))
        return replace(guess, layout=layout, unsure_fill=(*guess.unsure_fill, *more), inside=inside)

    @cached_property
    def layout(self) -> Layout:
        """The layout with what was answered about it: blanks, notes and hidden rows."""
        layout = self.noted.layout
        fill = tuple(at for at in layout.fill if self.answers.get(f"fill:{self._column(at)}", "yes") == "yes")
        inside = tuple(at for at in self.noted.inside if self.answers.get(f"fill:{self._column(at)}") == "yes")
        ditto = tuple(at for at in layout.ditto if self.answers.get(f"ditto:{self._column(at)}", "yes") == "yes")
        aside = layout.aside
        titles = {each.row for each in self.titles}
        carried = frozenset(each.row for each in titles_of(self.between)) - titles
        if any(self._numbering()):
            aside = aside - {each.row for each in self.said} | {each.row for each in self.between}
        if self.answers.get(TITLES) == AS_ROW:
            aside -= titles
        for row in self.guess.unsure_notes:
            if self.answers.get(f"note:{row}") == "no":
                aside -= {row}
        end = layout.end_row
        if self.answers.get(AFTER_END) == "take" and end:
            # The row itself says no record.
            aside, end = aside | {end + 1}, 0
        if self.answers.get("hidden_rows") == "leave":
            aside |= self.marks.hidden_rows
        if self.answers.get("struck") == "leave":
            aside |= {row for rows in self.seen_marks.struck.values() for row in rows}
        layout = replace(layout, fill=fill, inside=inside, ditto=ditto, aside=aside, carried=carried, end_row=end)
        return with_box_names(layout, self.answers)

    @property
    def seen_marks(self) -> SheetMarks:
        """The marks of the sheet without those in columns that are left out."""
        left = {self.columns.index(name) + 1 for name in self.left_out}
        marks = self.marks
        return replace(
            marks,
            colours={(at, colour): rows for (at, colour), rows in marks.colours.items() if at not in left},
            struck={at: rows for at, rows in marks.struck.items() if at not in left},
            comments={(row, at): words for (row, at), words in marks.comments.items() if at not in left},
        )

    @property
    def hidden(self) -> tuple[str, ...]:
        """The columns that the file hides; none is told where several tables stand side by side."""
        if self.guess.layout.groups:
            return ()
        return tuple(self.columns[at - 1] for at in sorted(self.marks.hidden_columns) if at <= len(self.columns))

    @property
    def left_out(self) -> tuple[str, ...]:
        """The hidden columns that a person said to leave out."""
        return self.hidden if self.answers.get("hidden_columns") == "leave" else ()

    @property
    def unsure_inside(self) -> tuple[str, ...]:
        """The columns behind others that say what many pieces have in common, and whose blanks may continue it."""
        return tuple(name for at in self.noted.inside if self.mapping.get(name := self._column(at)) in _GROUPED)

    @property
    def steps(self) -> dict[str, str]:
        """The columns that seem to say a place step by step, with the kind of each; in a grid its positions."""
        chosen = self.place_sets.get(self.answers.get(PLACE_COLUMNS, ""))
        return chosen or place_levels(self.columns, self.mapping, least=1 if self.guess.layout.grid else 2)

    @property
    def place_sets(self) -> dict[str, dict[str, str]]:
        """The sets of columns that each say a whole place, by the headers above them, where there are several."""
        return place_sets(self.columns, self.mapping)

    @property
    def several(self) -> tuple[str, ...]:
        """The columns of numbers that hold many in a cell."""
        return tuple(name for name in self.holding_several if self.mapping.get(name) in ("number", "specific"))

    @property
    def shape(self) -> str:
        """The shape that the sheet is read in."""
        if self.told.shape:
            return self.told.shape
        layout = self.guess.layout
        return BOX if layout.grid is not None else BESIDE if layout.groups else LIST

    @property
    def says_parents(self) -> bool:
        """Whether anything in the list says which piece a row is a part of."""
        family = self.families or "generic" in self.constants or TITLES in self.answers
        return bool(family or self.parent_key or self.taken_for("parent", "generic"))

    def taken_for(self, *targets: str) -> tuple[str, ...]:
        """Return the columns taken for one of these targets."""
        return tuple(name for name in self.columns if self.mapping.get(name) in targets)

    def _numbering(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the columns of whole numbers, and those of parts of them."""
        asked = self.answers.get("number", "")
        whole = (*self.taken_for("number", "generic"), *((asked,) if asked in self.columns else ()))
        return whole, (*self.taken_for("specific"), *self.key, *told_together(asked, self.columns))

    def _column(self, at: int) -> str:
        return self.columns[at - 1] if at <= len(self.columns) else str(at)


def answered(reading: Reading, question: str, answer: str) -> Reading:
    """Return the reading with one more answer; "µg" may be written "ug"."""
    if question.startswith("unit:"):
        answer = answer.strip().replace("\u00b5", "u").replace("\u03bc", "u")
    return replace(reading, answers=MappingProxyType({**reading.answers, question: answer}))


def mapped(reading: Reading, column: str, target: str) -> Reading:
    """Return the reading with a column taken for something else; raises `MappingRefused` for what there is not.

    A list in which a column says who has the pieces is one of loans, and none other is.
    """
    known = (*targets(), DEPTH_RANGE, *LOAN_TARGETS)
    if column not in reading.columns or target not in known:
        raise MappingRefused("import.mapping_unknown", column=column, target=target, known=list(known))
    reading = replace(reading, mapping=MappingProxyType({**reading.mapping, column: target}))
    says_who = reading.taken_for(*_WHO)
    if reading.kind == AS_LOANS and not says_who:
        return _of_pieces(reading)
    if target in _WHO and reading.kind != AS_LOANS and not reading.levels:
        lent = dict.fromkeys(reading.taken_for("mass", "mass_now", "original"), "issued")
        return replace(reading, kind=AS_LOANS, mapping=MappingProxyType({**reading.mapping, **lent}))
    return reading


def keyed(
    reading: Reading, columns: tuple[str, ...], joints: tuple[str, ...] = (), *, parent: bool = False
) -> Reading:
    """Return the reading with columns that make the number of the piece (or its `parent`) together.

    Between them stands a blank, or `joints`; one column alone is simply taken for the number, none ends it.
    Raises `MappingRefused` for a column there is not.
    """
    for column in columns:
        if column not in reading.columns:
            raise MappingRefused("import.column_unknown", column=column, known=list(reading.columns))
    target = "parent" if parent else "number"
    parts = {target} if parent else _OWN_NUMBER
    if columns or parent:
        freed = dict.fromkeys(reading.taken_for(*parts), OTHER)
        reading = replace(reading, mapping=MappingProxyType({**reading.mapping, **freed}))
    if len(columns) == 1:
        reading, columns = mapped(reading, columns[0], target), ()
    joints = joints[: max(len(columns) - 1, 0)]
    if not parent:
        # What is chosen now takes the place of what was answered before.
        left = {asked: said for asked, said in reading.answers.items() if asked not in ("number", "key")}
        reading = replace(reading, answers=MappingProxyType(left))
    if parent:
        return replace(reading, parent_key=columns, parent_joints=joints)
    return replace(reading, key=columns, joints=joints)


def answered_units(reading: Reading) -> dict[str, str]:
    """Return the units of length a person gave, by column."""
    answers = reading.answers.items()
    return {name.partition(":")[2]: unit for name, unit in answers if name.startswith("unit:")}


def settled(reading: Reading) -> Reading:
    """Return the reading with what was answered of its kind, its columns of numbers, and their family."""
    if reading.left_out:
        reading = _without(reading, {*reading.left_out})
    reading = listed(reading)
    masses = with_masses(reading.columns, reading.mapping, reading.answers)
    reading = replace(reading, mapping=MappingProxyType(masses))
    if (chosen := reading.answers.get(WHICH_PLACE, "")) in reading.columns:
        freed = dict.fromkeys(reading.taken_for("place"), OTHER)
        reading = mapped(replace(reading, mapping=MappingProxyType({**reading.mapping, **freed})), chosen, "place")
    sets = reading.place_sets
    if reading.answers.get(PLACE_COLUMNS) in (sets or ("yes",)) and not reading.levels:
        reading = replace(reading, levels=MappingProxyType(reading.steps))
    if reading.answers.get(PLACES) == MOVE and not reading.levels and reading.kind != AS_LOANS:
        levels = dict.fromkeys(reading.taken_for("place")[:1], PATH)
        reading = replace(reading, levels=MappingProxyType(levels))
    if reading.answers.get(TITLES) == AS_PARENT and reading.kind == _CATALOGUE:
        # A catalogue says the masses of pieces that were cut from nothing.
        reading = replace(reading, kind=_LIST)
    for name in reading.taken_for("returned"):
        if reading.answers.get(f"{RETURN_DAY}:{name}") == "due":
            reading = mapped(reading, name, "due")
    column, second = reading.answers.get("number", ""), reading.answers.get("key", "")
    if column in reading.columns:
        reading = mapped(reading, column, "number")
    elif parts := told_together(column, reading.columns):
        reading = keyed(reading, parts, joints_between(parts))
    if second in reading.columns and not reading.key and (first := reading.taken_for("number")):
        reading = keyed(reading, (*first, second))
    if family := reading.answers.get("family", ""):
        reading = replace(reading, constants=MappingProxyType({**reading.constants, "generic": family}))
    return reading


def _without(reading: Reading, left: set[str]) -> Reading:
    """Return the reading as if these columns said nothing."""
    if left & {*reading.key}:
        reading = keyed(reading, tuple(name for name in reading.key if name not in left))
    if left & {*reading.parent_key}:
        parts = tuple(name for name in reading.parent_key if name not in left)
        reading = keyed(reading, parts, parent=True)
    return replace(
        reading,
        mapping=MappingProxyType({**reading.mapping, **dict.fromkeys(left, OTHER)}),
        levels=MappingProxyType({name: kind for name, kind in reading.levels.items() if name not in left}),
    )


def listed(reading: Reading) -> Reading:
    """Return a list with some loans as one of pieces, what it says of loans kept beside them, if so answered."""
    is_here = reading.answers.get(UNLENT) == HERE and reading.kind == AS_LOANS
    return _of_pieces(reading) if is_here else reading


def _of_pieces(reading: Reading) -> Reading:
    """Return a list of loans as one of pieces, its columns taken for what else their headers say."""
    aliases, taken, mapping = Aliases(), {*reading.mapping.values()}, dict(reading.mapping)
    for name in reading.taken_for(*LOAN_TARGETS, "day"):
        mapping[name] = aliases.target(name, taken)
        taken.add(mapping[name])
    kind = _LIST if taken & {"generic", "specific", "parent", "mass_now"} else _CATALOGUE
    return replace(reading, kind=kind, mapping=MappingProxyType(mapping))


def mend(reading: Reading, plan: ImportPlan, index: int, column: str, text: str) -> Reading:
    """Return the reading with the cell of a planned row (by its index) replaced; the file stays as it is."""
    number = plan.rows[index].row
    record = sum(row.row == number for row in plan.rows[:index])
    return replace(reading, mended=MappingProxyType({**reading.mended, CellAt(number, record, column): text}))
