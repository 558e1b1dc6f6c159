"""Reads the rows of a table as what they say of pieces, in the collection they go into."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.days import Day
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.facts import Scalar
from lunarcurator.domain.fields import FIELDS, FieldKind
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.igsn import igsn_name, igsn_of
from lunarcurator.domain.mass import Mass, MassKind
from lunarcurator.domain.numbering import NumberTextError, SampleNumber
from lunarcurator.domain.numbering.writing import cell_text
from lunarcurator.exchange.book import Row
from lunarcurator.exchange.cells import Cell
from lunarcurator.services.collections import mission_key
from lunarcurator.services.importing.cells.doubted_days import is_doubted
from lunarcurator.services.importing.cells.odd_words import names_nothing, refuse_odd
from lunarcurator.services.importing.cells.values import (
    CellRefused,
    day_value,
    finding_of,
    length_value,
    mass_value,
    number_value,
    percent_value,
    plain,
    refuse_differing,
    says_nothing,
    whole_value,
)
from lunarcurator.services.importing.columns.beyond import beyond, refuse_beyond
from lunarcurator.services.importing.columns.coordinates import position_columns, without_nowhere
from lunarcurator.services.importing.columns.headers import says_igsn
from lunarcurator.services.importing.columns.made_columns import refuse_in_doubt, says_family
from lunarcurator.services.importing.columns.mapping import OTHER
from lunarcurator.services.importing.columns.not_told import day_doubted, not_told
from lunarcurator.services.importing.columns.terms import Terms
from lunarcurator.services.importing.columns.units import MASSES
from lunarcurator.services.importing.plan import PlannedColumn
from lunarcurator.services.importing.target import Target

_REMEMBERED: Final = 4_096
_SPLIT: Final = re.compile(r"\d{1,4}")

# What a field goes by among all that a row says, where that is not its own name.
_SAID_AS: Final = MappingProxyType({"original": "original_ug", "mass_now": "mass"})
_FREE: Final = frozenset({"remarks", "source"})
# Of which no first may be beyond the second.
_ENDS: Final = (("depth_top_um", "depth_bottom_um"), ("sieve_min_um", "sieve_max_um"))


@dataclass(slots=True)
class ReadRow:
    """One row as it reads: masses in ug, what else it says of its piece in `values`, unknown columns in `other`.

    `parent_name` is what the row calls its parent where that is no number, and `parent_problem` says so.
    `mass` is the mass now, `original` what was received; `zero` says that the file has a mass of nothing,
    `below_ug` what the file has of daughters in the book, `coming_ug` of others, `parted_ug` what is taken
    out of what is left, `taken_ug` what is taken out in all, None where nobody says.
    `family` is the number that the list says the piece is a part of; what is `only_parent` stands in no row.
    """

    row: int
    shown: str
    number: SampleNumber | None = None
    parent: str = ""
    parent_name: str = ""
    parent_problem: Finding | None = None
    family: str = ""
    only_parent: bool = False
    mission: str = ""
    values: dict[str, Scalar] = field(default_factory=dict)
    mass: Mass | None = None
    original: Mass | None = None
    zero: bool = False
    below_ug: int = 0
    coming_ug: int = 0
    parted_ug: int = 0
    taken_ug: int | None = 0
    pristinity_rounding: int = 1
    day: Day | None = None
    names: tuple[str, ...] = ()
    place: str = ""
    other: tuple[tuple[str, str], ...] = ()
    problems: tuple[Finding, ...] = ()
    notes: tuple[Finding, ...] = ()

    def says(self) -> dict[str, Scalar | Mass]:
        """Return what the row says by field of a piece, with the fields of which it says nothing."""
        return {
            "mission": self.mission,
            "parent": self.parent,
            "original_ug": self.original,
            "mass": self.mass,
            **self.values,
            "place": self.place,
            "names": "; ".join(self.names),
        }

    def said_of(self, key: str) -> Scalar:
        """Return what the row says of a field so far, a mass in ug."""
        said = {**self.says(), "day": self.day}.get(key)
        return said.ug if isinstance(said, Mass) else said


type Writer = Callable[[ReadRow, Cell, PlannedColumn], None]


class RowReader:
    """Turns the rows of one table into `ReadRow`s."""

    said_alone: tuple[str, ...] = ("number", "generic", "specific", "parent")
    """What no two columns may say otherwise."""

    def __init__(self, columns: Sequence[PlannedColumn], kind: str, target: Target, terms: Terms) -> None:
        self._columns = tuple(enumerate(columns))
        self._positions = position_columns([column.name for column in columns])
        self._at = {column.target: index for index, column in reversed(self._columns) if column.target != OTHER}
        self._doubled = _doubled(columns, self.said_alone)
        self._beyond = beyond(columns)
        # A family that was said for all rows is the number of none that says no number or end of one.
        self._wants_own = "generic" in self._at and says_family(columns[self._at["generic"]])
        self._plain_mass = "original" if kind == "catalogue" else "mass_now"
        self._codes = kind == "sections"
        self._target = target
        self._terms = terms
        # What stands in one column is said again and again; reading it once saves seconds of a large file.
        self._masses = lru_cache(maxsize=_REMEMBERED)(mass_value)
        self._percents = lru_cache(maxsize=_REMEMBERED)(percent_value)
        self._dates = lru_cache(maxsize=_REMEMBERED)(day_value)
        self._forms = lru_cache(maxsize=_REMEMBERED)(self._form_of)
        self._missions = lru_cache(maxsize=_REMEMBERED)(self._mission_of)
        self._writers: dict[str, Writer] = {
            **dict.fromkeys(FIELDS, self._value),
            **dict.fromkeys(MASSES, self._mass),
            "mission": self._mission,
            "form": self._form,
            "day": self._day,
            "names": self._names,
            "place": self._place,
            OTHER: self._other,
            **self._further(),
        }
        first = {self._said_as(column): index for index, column in reversed(self._columns)}
        first[OTHER] = len(columns)
        self._writing = tuple(
            (index, column, self._beside if first[self._said_as(column)] < index else writer)
            for index, column in self._columns
            if (writer := self._writers.get(column.target))
        )

    def read(self, rows: Sequence[Row]) -> list[ReadRow]:
        """Return what rows say; what cannot be read stands in the `problems` of each.

        One column is read down all rows before the next: each row by itself would take half as long again.
        """
        read = [self.identified(row) for row in rows]
        placed = [without_nowhere(row.cells, self._positions) if self._positions else row.cells for row in rows]
        for made, row, cells in zip(read, rows, placed, strict=True):
            if cells is not row.cells:
                made.notes += (find(Strength.WARN, "import.position_nowhere", "R12", "other"),)
        for index, column, writer in self._writing:
            for made, cells in zip(read, placed, strict=True):
                try:
                    writer(made, cells[index], column)
                except Refusal as refusal:
                    if says_nothing(cells[index]):
                        self._keep_untold(made, cells[index], column)
                    else:
                        made.problems += (finding_of(refusal, column.target),)
        for made in read:
            self._settle(made)
        return read

    def _settle(self, made: ReadRow) -> None:
        """Say what masses of a row mean together, and with its form."""
        # What stands in a list of sections is never weighed, also where its form is not told; other forms are.
        unweighed = self._codes and not self._terms.weighs(str(made.values.get("form", "")))
        if unweighed and made.mass is not None:
            made.mass = replace(made.mass, kind=MassKind.NOMINAL)
        made.notes += tuple(_turned(made))
        # A mass of 0 beside an original mass says no mass now; beside a mass now it contradicts that.
        if made.zero and made.mass is not None:
            key, said = "import.zero_beside", made.mass.ug or 0
            made.problems += (find(Strength.IMPOSSIBLE, key, "R8", "mass", number=made.shown, mass_ug=said),)
        elif made.zero and made.original is not None:
            key, said = "import.zero_now", made.original.ug or 0
            made.notes += (find(Strength.WARN, key, "R8", "mass", number=made.shown, original_ug=said),)

    def identified(self, row: Row) -> ReadRow:
        """Return a row that says its number and its parent alone."""
        made = ReadRow(row.number, "")
        cells = self._said_once(row.cells)
        try:
            refuse_beyond(self._beyond, cells)
            for told in self._doubled:
                refuse_differing((name, cells[at]) for at, name in told)
            self._take_number(made, cells)
        except Refusal as refusal:
            made.shown = self._said_number(cells)
            made.problems += (finding_of(refusal, "number"),)
        return made

    def _said_number(self, cells: tuple[Cell, ...]) -> str:
        """Return what stands in a row where its number does; a family that was said for all does not."""
        keys = ("number", "specific") if self._wants_own else ("number", "generic", "specific")
        return " ".join(filter(None, (plain(cells[self._at[key]]) for key in keys if key in self._at)))

    def _said_once(self, cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
        """Return cells in which the first of several columns of a part of a number says what any of them does."""
        if not self._doubled:
            return cells
        said = [*cells]
        for told in self._doubled:
            said[told[0][0]] = next((cells[at] for at, _ in told if plain(cells[at])), None)
        return tuple(said)

    def _take_number(self, made: ReadRow, cells: tuple[Cell, ...]) -> None:
        """Take the number, that of the parent, and that of the whole which the list names."""
        family = self._parsed(cells, "generic")
        above = self._parent(made, cells, family)
        own = self._parsed(cells, "number", above or family)
        whole = own or family
        rest = self._end(cells)
        says = own or rest if self._wants_own else whole
        if whole is None or not says:
            raise Refusal("number.empty")
        made.number = self._ended(rest, whole, cells) if rest else whole
        made.shown = made.number.canonical
        made.family = family.canonical if family is not None else ""
        default = whole.canonical if rest else made.family if family != whole else ""
        made.parent = above.canonical if above is not None else default

    def _ended(self, rest: str, whole: SampleNumber, cells: tuple[Cell, ...]) -> SampleNumber:
        try:
            return self._target.scheme.parse(f",{rest}", whole)
        except NumberTextError as refusal:
            text = plain(cells[self._at["specific"]])
            with suppress(NumberTextError):
                full = self._target.scheme.parse(text).canonical
                raise CellRefused("import.number_for_end", number=full, family=whole.canonical) from None
            if not self._wants_own:
                raise
            # Of a family that was said for all the row itself says nothing.
            raise NumberTextError(refusal.key, **{**refusal.facts, "text": text}) from None

    def _end(self, cells: tuple[Cell, ...]) -> str:
        return _rest(cells[self._at["specific"]]) if "specific" in self._at else ""

    def _parent(self, made: ReadRow, cells: tuple[Cell, ...], family: SampleNumber | None) -> SampleNumber | None:
        """Return the parent; what is no number may be another name of a piece, and is kept as such."""
        if "parent" not in self._at:
            return None
        at = self._at["parent"]
        try:
            return self._parent_number(cells, at, family)
        except Refusal as refusal:
            if says_nothing(cells[at]):
                self._keep_untold(made, cells[at], dict(self._columns)[at])
            else:
                made.parent_name, made.parent_problem = plain(cells[at]), finding_of(refusal, "number")
            return None

    def _parent_number(self, cells: tuple[Cell, ...], at: int, family: SampleNumber | None) -> SampleNumber | None:
        """Return the number of the parent; `0` or `,901` alone is the end of a number of the piece's own family.

        In a list of splits a figure is such an end also where it could be a whole number.
        """
        rest = _rest(cells[at])
        is_end = bool(_SPLIT.fullmatch(rest))
        if is_end and family is not None and "specific" in self._at:
            return self._target.scheme.parse(f",{rest}", family)
        try:
            return self._parsed(cells, "parent", family)
        except NumberTextError:
            own = family or self._parsed(cells, "number") if is_end else None
            if own is None:
                raise
            return self._target.scheme.parse(f",{rest}", own)

    def _parsed(
        self, cells: tuple[Cell, ...], key: str, context: SampleNumber | None = None
    ) -> SampleNumber | None:
        cell = cells[self._at[key]] if key in self._at else None
        if not plain(cell):
            return None
        refuse_in_doubt(self._columns[self._at[key]][1], plain(cell))
        return self._target.scheme.parse_cell(number_value(cell), context)

    def _further(self) -> dict[str, Writer]:
        """Return how columns are read that only another kind of list has, by what they are taken for."""
        return {}

    def _beside(self, made: ReadRow, cell: Cell, column: PlannedColumn) -> None:
        """Take in what a further column says of a field: remarks and names grow, other values must agree."""
        # A blank says nothing against the column before.
        if not plain(cell):
            return
        before = made.said_of(self._said_as(column))
        self._writers[column.target](made, cell, column)
        now = made.said_of(self._said_as(column))
        if not before or before == now:
            return
        said = str(before).split("; ")
        if column.target == "names":
            made.names = (*dict.fromkeys((*said, *made.names)),)
        elif column.target == "remarks":
            made.values["remarks"] = "; ".join(dict.fromkeys((*said, str(now))))
        elif column.target in MASSES:
            raise Refusal("import.mass_said_twice", column=column.name, said=plain(cell), before_ug=before)
        else:
            facts = {"field_name": column.target, "said": plain(cell), "before": str(before)}
            raise Refusal("import.said_twice", column=column.name, **facts)

    def _said_as(self, column: PlannedColumn) -> str:
        """Return what a row says in a column; a mass without a time is what the kind of list makes it."""
        target = self._plain_mass if column.target == "mass" else column.target
        return _SAID_AS.get(target, target)

    def _mission(self, made: ReadRow, cell: Cell, _: PlannedColumn) -> None:
        made.mission = self._missions(plain(cell))

    def _mission_of(self, text: str) -> str:
        code = self._target.mission(text) if text else ""
        if code is not None:
            return code
        if other := self._target.other_keys.get(mission_key(text)):
            raise Refusal("import.mission_elsewhere", said=text, other=other, collection=self._target.code)
        raise Refusal("register.mission_unknown", mission=text, collection=self._target.code)

    def _form(self, made: ReadRow, cell: Cell, column: PlannedColumn) -> None:
        text = plain(cell)
        if not text:
            return
        form, in_full = self._forms(text)
        if form is None:
            self._other(made, cell, column)
            facts = {"form": text, "column": column.name}
            made.notes += (find(Strength.WARN, "import.form_unknown", "R12", "form", **facts),)
            return
        made.values["form"] = form
        if in_full:
            return
        if self._codes and "remarks" not in self._at:
            made.values["remarks"] = text
        else:
            self._other(made, cell, column)

    def _form_of(self, text: str) -> tuple[str | None, bool]:
        """Return the form a text names, and whether it is the form's own word."""
        forms = self._terms.forms
        # In a list of sections a code may stand anywhere. Of a form's own word nothing is lost.
        form = forms.named(text) or (forms.of_code(text) if self._codes else None)
        return form, forms.word(text) is not None

    def _mass(self, made: ReadRow, cell: Cell, column: PlannedColumn) -> None:
        mass = self._masses(cell, column.unit)
        if mass is not None and not mass.ug:
            mass, made.zero = None, True
            self._other(made, cell, column)
        if self._said_as(column) == "mass":
            made.mass = mass
        else:
            made.original = mass

    def _keep_untold(self, made: ReadRow, cell: Cell, column: PlannedColumn) -> None:
        """Keep a mark that says nothing of a field beside the piece, and say so."""
        self._other(made, cell, column)
        made.notes += (not_told(plain(cell), column),)

    def _day(self, made: ReadRow, cell: Cell, column: PlannedColumn) -> None:
        made.day = self._day_of(made, cell, column)

    def _day_of(self, made: ReadRow, cell: Cell, column: PlannedColumn) -> Day | None:
        """Return the day of a cell; words that only guess at one are kept beside the piece."""
        if not is_doubted(cell):
            return self._dates(cell)
        self._other(made, cell, column)
        made.notes += (day_doubted(plain(cell), column),)
        return None

    def _names(self, made: ReadRow, cell: Cell, column: PlannedColumn) -> None:
        names = (self._word(made, part.strip(), column) for part in plain(cell).split(";"))
        made.names = tuple(_named(name, column.name) for name in names if name)

    def _place(self, made: ReadRow, cell: Cell, column: PlannedColumn) -> None:
        made.place = self._word(made, plain(cell), column)

    def _word(self, made: ReadRow, text: str, column: PlannedColumn) -> str:
        """Return a text, empty for a mark for unknown, which is kept beside the piece; remarks say anything."""
        if not text:
            return ""
        refuse_odd(text, column.name)
        if column.target in _FREE or not names_nothing(text):
            return text
        self._keep_untold(made, text, column)
        return ""

    def _value(self, made: ReadRow, cell: Cell, column: PlannedColumn) -> None:
        value = self._value_of(made, cell, column)
        if value is not None and value != "":
            made.values[column.target] = value

    def _value_of(self, made: ReadRow, cell: Cell, column: PlannedColumn) -> Scalar:
        """Return what a cell says of a field, None or an empty text where it says nothing."""
        match FIELDS[column.target].kind:
            case FieldKind.LENGTH:
                return length_value(cell, column.unit)
            case FieldKind.INTEGER:
                return whole_value(cell)
            case FieldKind.DAY:
                return self._day_of(made, cell, column)
            case FieldKind.PERCENT:
                percent, made.pristinity_rounding = self._percents(cell, column.unit) or (None, 1)
                return percent
            case FieldKind.TERM:
                text = plain(cell)
                return self._terms.term(column.target, text) if text else None
            case _:
                return self._word(made, plain(cell), column)

    def _other(self, made: ReadRow, cell: Cell, column: PlannedColumn) -> None:
        if text := plain(cell):
            made.other = (*made.other, (column.name, text))


def _doubled(columns: Sequence[PlannedColumn], alone: Sequence[str]) -> list[list[tuple[int, str]]]:
    """Return the places and names of columns that say the same of what must be said alone, where several do."""
    told = ([(at, column.name) for at, column in enumerate(columns) if column.target == key] for key in alone)
    return [each for each in told if len(each) > 1]


def _turned(made: ReadRow) -> Iterator[Finding]:
    """Yield that an interval of a row ends before it begins."""
    for first, last in _ENDS:
        low, high = made.values.get(first), made.values.get(last)
        if isinstance(low, int) and isinstance(high, int) and low > high:
            ends: dict[str, str | int] = {"first": first, "last": last, "low": low, "high": high}
            yield find(Strength.WARN, "import.ends_turned", "R8", first, "", number=made.shown, **ends)


def _named(name: str, header: str) -> str:
    """Return a name as the book has it, an IGSN always alike; raises `CellRefused` for none under its header."""
    igsn = igsn_of(name, told=says_igsn(header))
    if says_igsn(header) and not igsn:
        raise CellRefused("import.not_an_igsn", text=name, column=header)
    return igsn_name(igsn) if igsn else name


def _rest(cell: Cell) -> str:
    """Return the end of a number; raises `Refusal` where a spreadsheet program made anything else of it."""
    value = number_value(cell)
    text = plain(cell) if value is None or isinstance(value, str) else cell_text(value)
    # Programs that read whole columns of figures write 251.0 for 251.
    return text.removeprefix(",").strip().removesuffix(".0")
