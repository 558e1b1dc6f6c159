"""How a source is read: its sheet, where the table stands, what its columns mean, and what a person answered."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.days import Day
from lunarcurator.exchange.layout import Layout
from lunarcurator.exchange.layout_guess import BESIDE, BOX, LIST, Guess, Told
from lunarcurator.exchange.marks import SheetMarks
from lunarcurator.exchange.text_rows import REMARK
from lunarcurator.services.importing.asking.choices import Choice
from lunarcurator.services.importing.columns.continued import BLANKS
from lunarcurator.services.importing.columns.mapping import (
    AS_LOANS,
    DEPTH_RANGE,
    LOAN_TARGETS,
    OTHER,
    MappingRefused,
    targets,
)
from lunarcurator.services.importing.columns.marked_columns import STROKES
from lunarcurator.services.importing.columns.place_columns import place_levels
from lunarcurator.services.importing.non_record_rows.families import Family
from lunarcurator.services.importing.non_record_rows.left_out import HIDDEN_COLUMNS, HIDDEN_ROWS
from lunarcurator.services.importing.non_record_rows.said_rows import SaidRow, totals_of
from lunarcurator.services.importing.non_record_rows.titles import TITLES
from lunarcurator.services.importing.non_record_rows.unit_words import UnitWords
from lunarcurator.services.importing.profiles import Lasting

_WHO: Final = ("borrower", "institution")
_CATALOGUE, _LIST = "catalogue", "list"
_OWN_NUMBER: Final = frozenset({"number", "generic", "specific"})


@dataclass(frozen=True)
class Reading(Lasting):
    """All that decides what rows a sheet has, frozen: change it with `dataclasses.replace` or the functions here.

    `profile` recognised the list, and `kept` tells whether the lab itself saved it. `units_row` is what a row of
    units says by column; `answers` are what a person said to questions, by their ids. `told` is what was said of
    where its table stands, and its shape; `families` are the rows that change the family. `said` are rows of words
    that are no records unless they say a number; `unit_words` name units of mass beside the records. A `report` of
    rows says itself how they are read; `days` are the effective days it names, by mission, under "" that of all.
    """

    sheet: str
    guess: Guess
    marks: SheetMarks
    columns: tuple[str, ...]
    profile: str = ""
    kept: bool = False
    units_row: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    told: Told = Told()  # noqa: RUF009 - a frozen tuple
    families: tuple[Family, ...] = ()
    unmet: tuple[str, ...] = ()
    said: tuple[SaidRow, ...] = ()
    unit_words: tuple[UnitWords, ...] = ()
    report: bool = False
    days: Mapping[str, Day] = field(default_factory=dict)

    @cached_property
    def between(self) -> tuple[SaidRow, ...]:
        """The rows of words that say no number where the columns are taken for what they are now."""
        whole, parts = self.numbering
        if not (whole or parts):
            return (*totals_of(self.said),)
        own = {*whole, *parts}
        # A remark where numbers stand may be one that somebody mistyped.
        told = (each for each in self.said if each.why != REMARK or own.isdisjoint(each.filled))
        return tuple(each for each in told if not each.is_piece(whole, parts))

    @cached_property
    def titles(self) -> tuple[SaidRow, ...]:
        """The rows between the records of which a person says what they are: all that may say more than a sum."""
        return tuple(each for each in self.between if each.asks)

    @cached_property
    def layout(self) -> Layout:
        """The layout with what was answered about it: blanks, titles and hidden rows."""
        layout = self.guess.layout
        layout = replace(layout, aside=layout.aside | {each.row for each in self.between})
        for lay_out in _LAYING:
            layout = lay_out(layout, self)
        return layout

    @property
    def seen_marks(self) -> SheetMarks:
        """The marks of the sheet without those in columns that are left out."""
        left = {self.columns.index(name) + 1 for name in self.left_out}
        marks = self.marks
        return replace(
            marks,
            struck={(row, at) for row, at in marks.struck if at not in left},
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
        return self.hidden if HIDDEN_COLUMNS.said(self.answers) is Choice.LEAVE else ()

    @property
    def steps(self) -> dict[str, str]:
        """The columns that seem to say a place step by step, with the kind of each; in a grid its positions."""
        return place_levels(self.columns, self.mapping, least=1 if self.guess.layout.grid else 2)

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
        family = self.families or "generic" in self.constants
        return bool(family or self.parent_key or self.taken_for("parent", "generic"))

    @property
    def says_pieces(self) -> bool:
        """Whether it is known which columns tell pieces or places apart."""
        return bool(self.key or self.levels or self.taken_for("number", "generic", "specific"))

    @property
    def says_places_alone(self) -> bool:
        """Whether the rows are places, and no pieces that stand in them."""
        return bool(self.levels) and not self.taken_for("number")

    def taken_for(self, *targets: str) -> tuple[str, ...]:
        """Return the columns taken for one of these targets."""
        return tuple(name for name in self.columns if self.mapping.get(name) in targets)

    @property
    def numbering(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the columns of whole numbers, and those of parts of them."""
        return self.taken_for("number", "generic"), (*self.taken_for("specific"), *self.key)

    def column(self, at: int) -> str:
        """Return the name of a column (from 1), its place where the reading has none."""
        return self.columns[at - 1] if at <= len(self.columns) else str(at)


def mapped(reading: Reading, column: str, target: str) -> Reading:
    """Return the reading with a column taken for something else; raises `MappingRefused` for what there is not.

    A list in which a column says who has the pieces is one of loans, and none other is.
    """
    known = (*targets(), DEPTH_RANGE, *LOAN_TARGETS)
    _check_there(reading, column)
    if target not in known:
        raise MappingRefused("import.mapping_unknown", column=column, target=target, known=list(known))
    reading = replace(reading, mapping=MappingProxyType({**reading.mapping, column: target}))
    says_who = reading.taken_for(*_WHO)
    if reading.kind == AS_LOANS and not says_who:
        return of_pieces(reading)
    if target in _WHO and reading.kind != AS_LOANS and not reading.levels:
        lent = dict.fromkeys(reading.taken_for("mass", "mass_now", "original"), "issued")
        return replace(reading, kind=AS_LOANS, mapping=MappingProxyType({**reading.mapping, **lent}))
    return reading


def _check_there(reading: Reading, column: str) -> None:
    """Raise `MappingRefused` for a column there is not, which may well stand in a row that is no header yet."""
    if column in reading.columns:
        return
    if row := reading.guess.perhaps_header:
        raise MappingRefused("import.header_open", sheet=reading.sheet, row=row)
    raise MappingRefused("import.column_unknown", column=column, known=list(reading.columns))


def keyed(
    reading: Reading, columns: tuple[str, ...], joints: tuple[str, ...] = (), *, parent: bool = False
) -> Reading:
    """Return the reading with columns that make the number of the piece (or its `parent`) together.

    Between them stands a blank, or `joints`; one column alone is simply taken for the number, none ends it.
    Raises `MappingRefused` for a column there is not.
    """
    for column in columns:
        _check_there(reading, column)
    target = "parent" if parent else "number"
    parts = {target} if parent else _OWN_NUMBER
    if columns or parent:
        freed = dict.fromkeys(reading.taken_for(*parts), OTHER)
        reading = replace(reading, mapping=MappingProxyType({**reading.mapping, **freed}))
    if len(columns) == 1:
        reading, columns = mapped(reading, columns[0], target), ()
    joints = joints[: max(len(columns) - 1, 0)]
    if parent:
        return replace(reading, parent_key=columns, parent_joints=joints)
    return replace(reading, key=columns, joints=joints)


def of_pieces(reading: Reading) -> Reading:
    """Return a list of loans as one of pieces: its masses are theirs, and what else only loans have is aside."""
    lent = reading.taken_for("issued")
    aside = dict.fromkeys(reading.taken_for(*LOAN_TARGETS, "day"), OTHER)
    mapping = {**reading.mapping, **aside, **dict.fromkeys(lent, "mass")}
    return replace(reading, kind=kind_of(mapping.values()), mapping=MappingProxyType(mapping))


def kind_of(targets: Collection[str]) -> str:
    """Return the kind of a list of pieces by what its columns are taken for."""
    there = {*targets}
    if {"generic", "specific", "form"} <= there:
        return "sections"
    return _LIST if there & {"generic", "specific", "parent", "mass_now", DEPTH_RANGE} else _CATALOGUE


# What was answered about the layout of a sheet, one after another.
_LAYING: Final[tuple[Callable[[Layout, Reading], Layout], ...]] = (
    BLANKS.laid,
    TITLES.laid,
    HIDDEN_ROWS.laid,
    STROKES.laid,
)
