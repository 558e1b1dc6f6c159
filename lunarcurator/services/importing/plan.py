"""The plan of an import: a verdict for each row with its reasons, and the acts that would be posted."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, overload, override

from lunarcurator.domain.acts import Act
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Scalar
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid
from lunarcurator.exchange.book import Row
from lunarcurator.services.importing.non_record_rows.aside import Aside
from lunarcurator.services.importing.read_as import ReadAs


class Verdict(StrEnum):
    """What an import would do with a row; conflicts and refused rows are never posted."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    CONFLICT = "conflict"
    REFUSED = "refused"


BAD = frozenset({Verdict.CONFLICT, Verdict.REFUSED})


class Difference(NamedTuple):
    """One field that the file says otherwise than the book: masses in ug, days and percents as recorded."""

    field: str
    old: Scalar
    new: Scalar


NUMBER_GIVEN = "import.number_given"
"""The warning that a piece has no number in the file, and gets one of this lab."""

PLACE_STEP = "place_step"
"""What a column is taken for that says one step of the path of a place."""


class PlannedColumn(NamedTuple):
    """One column, what it was taken for (a field, or `other`), the unit its header names, and if it is `made`.

    It is `beyond` where it lies behind all that the header of a delimited text names, and made `again` where only
    the other columns are needed for it.
    """

    name: str
    target: str
    unit: str = ""
    made: bool = False
    beyond: bool = False
    again: bool = False


@dataclass(slots=True)
class PlannedRow:
    """One row of the file: its number in the file, its verdict with reasons, and the acts that follow from it.

    They are the `amending` ones, or that of the piece that `enters`, which is made when somebody asks for it: for
    a long list that takes as long as a tenth of all judging. It is `of_all` the list unless only the beginning of
    that was judged.
    """

    row: int
    number: str
    verdict: Verdict
    reasons: tuple[Finding, ...] = ()
    differences: tuple[Difference, ...] = ()
    amending: tuple[Act, ...] = ()
    mission: str = ""
    day: Day = 0
    basis: tuple[Uid, int] | None = None
    enters: bool = False
    of_all: bool = True

    @property
    def acts(self) -> tuple[Act, ...]:
        """What would be posted of the row, if it is no bad one."""
        return self.amending

    @property
    def writes(self) -> bool:
        """Whether any act follows from the row."""
        return self.enters or bool(self.amending)

    def clash(self, key: str, rule: str, field: str, **facts: Scalar) -> None:
        """Make a conflict of the row: what hinders it comes first among its reasons."""
        self.verdict = Verdict.CONFLICT
        self.reasons = (self._found(Strength.IMPOSSIBLE, key, rule, field, facts), *self.reasons)

    def warn(self, key: str, rule: str, field: str, **facts: Scalar) -> None:
        """Say a doubt about the row, behind its other reasons."""
        self.reasons = (*self.reasons, self._found(Strength.WARN, key, rule, field, facts))

    def _found(self, strength: Strength, key: str, rule: str, field: str, facts: Mapping[str, Scalar]) -> Finding:
        told = {name: value for name, value in facts.items() if value is not None}
        return find(strength, key, rule, field, "", number=self.number, **told)

    def adds_nothing(self) -> None:
        """Let no act follow from the row."""
        self.amending, self.enters, self.basis = (), False, None


class PlannedActs(Sequence[Act]):
    """Acts in the order in which they are posted, that of a piece which comes in made whenever it is asked for.

    All of them at once would take a third of the memory of their plan.
    """

    def __init__(self, told: Sequence[Act | PlannedRow]) -> None:
        self._told = told

    @override
    def __len__(self) -> int:
        return len(self._told)

    @overload
    def __getitem__(self, at: int) -> Act: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Act]: ...
    @override
    def __getitem__(self, at: int | slice) -> Act | Sequence[Act]:
        if isinstance(at, slice):
            return [*map(_act_of, self._told[at])]
        return _act_of(self._told[at])


def _act_of(told: Act | PlannedRow) -> Act:
    return told if isinstance(told, Act) else told.acts[0]


@dataclass(frozen=True)
class ImportPlan:
    """An import read and judged, nothing of it written: `rows` in the order of the file.

    `opening` are acts that open the collection or its missions first. `days` are the effective days by mission
    code; `source` is where the file lay, which has other sheets where the plan is `one_of_several`. `kind` is
    catalogue, sections or list. `posting_order` has parents before their daughters. `cells` reads the rows anew.
    `aside` are rows of the file that are no records; `read_as` says to a report of the rows how they were read.
    """

    source: Path
    file: str
    sha256: str
    sheet: str
    kind: str
    header_row: int
    columns: tuple[PlannedColumn, ...]
    cells: Callable[[], Iterator[Row]] = field(repr=False, compare=False)
    collection: str = ""
    rows: tuple[PlannedRow, ...] = field(default=(), repr=False)
    opening: tuple[Act, ...] = ()
    days: Mapping[str, Day] = field(default_factory=dict)
    posting_order: tuple[int, ...] = field(default=(), repr=False)
    one_of_several: bool = False
    aside: Aside = field(default=Aside(), repr=False, compare=False)
    read_as: ReadAs | None = field(default=None, repr=False, compare=False)

    @cached_property
    def counts(self) -> Mapping[Verdict, int]:
        """How many rows have each verdict; every verdict is there."""
        counted = Counter(row.verdict for row in self.rows)
        return {verdict: counted[verdict] for verdict in Verdict}

    @property
    def bad(self) -> int:
        """How many rows cannot come in as they are."""
        return sum(self.counts[verdict] for verdict in BAD)

    @property
    def writes(self) -> int:
        """How many rows would change the book."""
        return self.counts[Verdict.NEW] + self.counts[Verdict.CHANGED]

    @cached_property
    def warnings(self) -> Mapping[str, int]:
        """How many rows that come in carry a warning, by the warning's key."""
        return Counter(
            key
            for reasons in self._told()
            for key in dict.fromkeys(each.key for each in reasons if each.strength is Strength.WARN)
        )

    @cached_property
    def numbers_given(self) -> tuple[str, ...]:
        """The numbers that this lab gives pieces that come in without one, in the order of the rows."""
        told = (each for reasons in self._told() for each in reasons if each.key == NUMBER_GIVEN)
        return tuple(str(dict(each.facts)["given"]) for each in told)

    @cached_property
    def warned(self) -> int:
        """How many rows that come in carry any warning."""
        return self.rows_warned(self.warnings)

    def rows_warned(self, keys: Collection[str]) -> int:
        """Return how many rows that come in carry one of these warnings, however many of them."""
        return sum(any(each.key in keys for each in reasons) for reasons in self._told())

    def _told(self) -> Iterator[tuple[Finding, ...]]:
        return (row.reasons for row in self.rows if row.verdict not in BAD)

    @cached_property
    def days_taken(self) -> Mapping[str, Day]:
        """The effective days by mission that rows count from; a day no new row takes says nothing."""
        new = ((row.mission, row.day) for row in self.rows if row.verdict is Verdict.NEW)
        taken = {mission for mission, day in new if self.days.get(mission) == day}
        return {mission: day for mission, day in self.days.items() if mission in taken}

    def acts(self) -> Sequence[Act]:
        """Return the acts of the import, first what opens the collection, then parents before daughters."""
        if not self.writes:
            return ()
        told: list[Act | PlannedRow] = [*self.opening]
        for index in self.posting_order or range(len(self.rows)):
            row = self.rows[index]
            if row.verdict not in BAD:
                told += (row,) if row.enters else row.amending
        return PlannedActs(told)

    @property
    def basis(self) -> tuple[tuple[Uid, int], ...]:
        """What the plan saw of the pieces it would change."""
        return tuple(row.basis for row in self.rows if row.basis is not None and row.writes)
