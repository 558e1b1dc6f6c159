"""Compares what a row says with what the book knows, and says what would follow from it."""

import json
from collections.abc import Iterator
from typing import Final

from lunarcurator.domain.acts import Act
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Scalar
from lunarcurator.domain.fields import EDITABLE
from lunarcurator.domain.findings import Finding
from lunarcurator.domain.identity import PieceRef, ref_of
from lunarcurator.domain.igsn import igsn_of, igsn_ways
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.numbering import NumberTextError, SampleNumber
from lunarcurator.domain.operations import (
    AddName,
    Correct,
    CorrectBirth,
    Describe,
    FieldValue,
    Move,
    Operation,
)
from lunarcurator.domain.rules.dates import not_before_mission
from lunarcurator.domain.rules.identity import ELSEWHERE
from lunarcurator.domain.rules.numbering import fits_mission, stays_in_family
from lunarcurator.domain.status import Existence
from lunarcurator.services.importing.judging.judged_row import JudgedRow, Surroundings, kind_of_name, taken_ug
from lunarcurator.services.importing.plan import Difference, PlannedRow, Verdict
from lunarcurator.services.importing.rows import ReadRow
from lunarcurator.store.reads.matching import Known

WHOLE: Final = 100_000
"""A whole in thousandths of a percent; more is kept as published and marked doubtful."""

_DIFFERS: Final = "import.differs"
_FOLDED: Final = frozenset({"class_name", "subclass", "collected", "form"})


class Judge:
    """Gives each row its verdict."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._missions = {code: each.name for code, each in around.target.missions.items()}

    def judge(self, read: ReadRow) -> JudgedRow:
        """Return the row with its verdict, reasons, differences and acts."""
        row = JudgedRow(
            row=read.row,
            number=read.shown,
            verdict=Verdict.REFUSED,
            reasons=read.problems,
            mission=read.mission,
            told=read,
            around=self._around,
        )
        if read.problems or read.number is None:
            return row
        row.reasons = read.notes
        if known := self._around.known.get(read.number.canonical):
            self._compare(row, read, known)
        else:
            self._enter(row, read, read.number)
        return row

    def _enter(self, planned: JudgedRow, read: ReadRow, said: SampleNumber) -> None:
        if read.shown in self._around.burnt:
            planned.clash("number.burnt", "R2", "number")
        elif called := self._around.called.get(read.shown):
            planned.clash("import.known_as", "R18", "number", official=", ".join(called))
        else:
            planned.verdict, planned.enters = Verdict.NEW, True
            planned.parent = parent = self._around.known.get(read.parent) if read.parent else None
            planned.day = self._day(read, parent)
            planned.reasons = (*planned.reasons, *self._doubts(read, said, parent, planned.day))
            _doubt_pristinity(planned, read)
            self._warn(planned, read, said)

    def _warn(self, planned: PlannedRow, read: ReadRow, said: SampleNumber) -> None:
        """Warn of a mass of nothing, a piece elsewhere that goes by the number, and a split without parent."""
        if read.zero and read.original is None and read.mass is None:
            key = "import.zero_retired" if read.values.get("pristinity_milli") == 0 else "import.zero_unknown"
            planned.warn(key, "R8", "mass")
        # As the rules do; a big file is not tried whole.
        if other := self._around.elsewhere.get(read.shown):
            planned.warn(ELSEWHERE, "R1", "number", other=other)
        # A split of a piece in the book comes in beside it with its own mass; one that is made has none.
        if (
            not read.parent
            and not read.only_parent
            and said.family != read.shown
            and said.family in self._around.known
        ):
            planned.warn("import.without_parent", "R13", "parent", family=said.family)

    def _doubts(self, read: ReadRow, number: SampleNumber, parent: Known | None, day: Day) -> Iterator[Finding]:
        """Yield where the number disagrees with its parent's family, its mission's block or the day."""
        target = self._around.target
        mission = read.mission
        if read.parent:
            yield from stays_in_family(number, target.scheme.parse(read.parent))
            mission = str(parent.fields.get("mission") or "") if parent else ""
        names = self._missions
        if not (read.parent and number.rest):
            yield from fits_mission(target.scheme, number, mission, names)
        if mission and not read.parent:
            name = names.get(mission) or mission
            yield from not_before_mission(number.canonical, name, target.opened(mission) or 0, day)

    def _day(self, read: ReadRow, parent: Known | None) -> Day:
        around = self._around
        if read.day is not None:
            return read.day
        if around.day_for_all is not None:
            return around.day_for_all
        if parent is not None:
            # What it weighed when it was weighed last stays: only from then on a daughter comes out of that.
            cut = parent.mass_ug and taken_ug(read)
            return max(parent.first_day, parent.weighed or 0) if cut else parent.first_day
        return around.days.get(read.mission, around.today)

    def _compare(self, planned: PlannedRow, read: ReadRow, known: Known) -> None:
        """Say what a row would change of a piece in the book, or what it may never change.

        An import changes no mission, parent, title or mass, and no piece that is void.
        """
        said = (*_changes(read, known), *self._began_with(read, known))
        changed = (*said, *self._goes(read, known), *self._names(read, known))
        _leave_alone(planned, read, known, self._around.standing is None)
        planned.verdict = Verdict.CHANGED if changed else Verdict.SAME
        self._contradict(planned, read, known)
        planned.differences = (*planned.differences, *changed)
        if planned.verdict is Verdict.CONFLICT:
            return
        if any(each.field == "pristinity_milli" for each in changed):
            _doubt_pristinity(planned, read)
        # On the day it began, or before, nothing changed: such a day tells of its beginning.
        changed_on = read.day if read.day and read.day > known.first_day else None
        planned.day = changed_on or self._around.day_for_all or self._around.today
        planned.amending = self._amend(planned, known, read)
        planned.basis = (known.uid, known.last_seq) if planned.amending else None

    def _contradict(self, planned: PlannedRow, read: ReadRow, known: Known) -> None:
        found = [*_contradictions(read, known), *self._original(read, known), *self._mass(read, known)]
        for key, each in reversed(found):
            if key == _DIFFERS:
                planned.clash(key, "R12", each.field, field_name=each.field, said=each.new, now=each.old)
            else:
                planned.clash(key, "R8", "mass", said_ug=each.new, book_ug=each.old)
        if known.fields.get("existence") == Existence.VOID:
            planned.clash("import.is_void", "R20", "number")
        planned.differences = tuple(each for _, each in found)

    def _began_with(self, read: ReadRow, known: Known) -> Iterator[Difference]:
        """Yield the original mass of a piece of which the book states none: it adds, and contradicts nothing."""
        if read.original is not None and read.original.known and _states_no_mass(known):
            yield Difference("original_ug", None, read.original.ug)

    def _original(self, read: ReadRow, known: Known) -> Iterator[tuple[str, Difference]]:
        """Yield an original mass that is not that of the book, with the key of what to say, in ug."""
        said, recorded = read.original, _integer(known.fields.get("original_ug"))
        if _states_no_mass(known):
            return
        if said is None or same_mass(said, recorded, _integer(known.fields.get("original_resolution_ug"))):
            return
        # A mass without a time may be what the piece weighs now.
        if not (self._around.any_time and same_mass(said, _weighs(known), resolution_of(known))):
            key = "import.original_differs_unknown" if recorded is None else "import.original_differs"
            yield key, Difference("original_ug", recorded, said.ug)

    def _mass(self, read: ReadRow, known: Known) -> Iterator[tuple[str, Difference]]:
        """Yield a mass now that is not that of the book, with the key of what to say, in ug."""
        nominal, left_over = _integer(known.fields.get("nominal_ug")), self._around.left_over
        recorded = _weighs(known) if nominal is None else nominal
        if read.mass is None:
            return
        if recorded is None:
            yield "import.mass_differs_unknown", Difference("mass", None, read.mass.ug)
            return
        # What it weighs once new daughters came out of it is only known when they have been tried.
        if nominal is None and read.coming_ug:
            return
        # Daughters of the same file were taken out of what the book has: a list may print it before they were.
        within = recorded + read.below_ug
        told = within if left_over is False else recorded
        either = told if left_over is not None else within
        if not any(same_mass(read.mass, ug, resolution_of(known)) for ug in (told, either)):
            key = "import.mass_would_differ" if told > recorded else "import.mass_differs"
            yield key, Difference("mass", told, read.mass.ug)

    def _names(self, read: ReadRow, known: Known) -> Iterator[Difference]:
        """Yield the names that the book does not know of a piece."""
        called = self._around.called
        ways = ((name, (name, *igsn_ways(igsn_of(name)))) for name in read.names)
        new = (name for name, said in ways if not any(known.number in called.get(each, ()) for each in said))
        return (Difference("name", None, name) for name in new if not self._is_number(name, known.number))

    def _is_number(self, name: str, number: str) -> bool:
        """Tell whether a name is but another spelling of the number of its piece."""
        try:
            return name == number or self._around.target.scheme.parse(name).canonical == number
        except NumberTextError:
            return False

    def _goes(self, read: ReadRow, known: Known) -> Iterator[Difference]:
        """Yield that a piece is to stand elsewhere, where the list says of pieces where they stand."""
        standing = self._around.standing
        if standing is None or not read.place:
            return
        if self._around.places[read.place] != (ref_of(known.place) if known.place else None):
            yield Difference("place", standing[known.place] if known.place else None, read.place)

    def _amend(self, planned: PlannedRow, known: Known, read: ReadRow) -> tuple[Act, ...]:
        """Fill what says nothing yet, and correct what says otherwise: the old value stays visible."""
        piece, file = PieceRef(ref_of(known.uid)), self._around.file
        blank: list[FieldValue] = []
        operations: list[Operation] = []
        for each in planned.differences:
            if each.field == "name":
                name = str(each.new)
                operations.append(AddName(sample=piece, name=name, kind=kind_of_name(name), source=file))
            elif each.field == "original_ug":
                evidence = f"{file}, {planned.row}"
                operations.append(CorrectBirth(sample=piece, mass=read.original, evidence=evidence))
            elif each.field == "place":
                operations.append(Move(to=self._around.places[read.place], samples=(piece,)))
            elif each.old in (None, "not_stated"):
                blank.append(FieldValue(field=each.field, value=each.new))
            else:
                evidence = f"{file}, {planned.row}"
                operations.append(Correct(sample=piece, evidence=evidence, **each._asdict()))
        if blank:
            operations.insert(0, Describe(sample=piece, values=tuple(blank)))
        return tuple(Act(operation=each, day=planned.day) for each in operations)


def same_mass(mass: Mass, ug: int | None, resolution_ug: int | None) -> bool:
    """Tell whether two statements differ by no more than the rounding of the coarser one, masses in ug."""
    coarser = max(mass.resolution_ug or 1, resolution_ug or 1)
    return ug is not None and 2 * abs((mass.ug or 0) - ug) <= coarser


def _states_no_mass(known: Known) -> bool:
    """Tell whether the book says nothing of the mass of a piece that was received, and of none since."""
    stated = known.fields.get("original_ug") is not None or known.weighed is not None
    return bool(known.unweighed) and not known.parent and not stated


def _weighs(known: Known) -> int | None:
    """Return what a piece weighs by the book, in ug, None where nobody has weighed it."""
    return None if known.unweighed else known.mass_ug


def resolution_of(known: Known) -> int | None:
    """Return how finely the mass of a piece is known to the book, in ug."""
    return _integer(known.fields.get("resolution_ug"))


def _contradictions(read: ReadRow, known: Known) -> Iterator[tuple[str, Difference]]:
    """Yield what a row says otherwise of the mission, title or parent of a piece in the book."""
    told = (
        ("mission", known.fields.get("mission"), read.mission),
        ("title", known.fields.get("title"), read.values.get("title")),
        ("parent", known.parent, read.parent),
    )
    for field, now, said in told:
        if said and said != (now or ""):
            yield _DIFFERS, Difference(field, now or "", said)


def _changes(read: ReadRow, known: Known) -> Iterator[Difference]:
    """Yield the correctable fields that the row says otherwise; what it leaves out says nothing."""
    for field, value in read.values.items():
        now = known.fields.get(field)
        if field in EDITABLE and not _agree(field, now, value, read.pristinity_rounding):
            yield Difference(field, now, value)


def _agree(field: str, now: Scalar, value: Scalar, rounding: int) -> bool:
    if field in _FOLDED and isinstance(now, str) and isinstance(value, str):
        return now.casefold() == value.casefold()
    if field == "pristinity_milli" and isinstance(now, int) and isinstance(value, int):
        return 2 * abs(now - value) <= rounding
    return now == value


def _doubt_pristinity(planned: PlannedRow, read: ReadRow) -> None:
    said = _integer(read.values.get("pristinity_milli"))
    if said is not None and said > WHOLE:
        planned.warn("register.pristinity_doubtful", "R9", "pristinity_milli", percent_milli=said)


def _leave_alone(planned: PlannedRow, read: ReadRow, known: Known, stays: bool) -> None:
    """Warn of what a row says and an import does not change: unknown columns, and where the piece `stays`."""
    kept = known.fields.get("other")
    recorded: dict[str, str] = json.loads(kept) if isinstance(kept, str) else {}
    if names := [name for name, text in read.other if recorded.get(name, text) != text]:
        planned.warn("import.other_differs", "R12", "other", columns=", ".join(names))
    if read.place and stays:
        planned.warn("import.place_left", "R3", "place", place=read.place)


def _integer(value: Scalar) -> int | None:
    return value if isinstance(value, int) else None
