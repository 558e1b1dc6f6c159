"""Compares what a row says with what the book knows, and says what would follow from it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final, NamedTuple

from lunarcurator.domain.acts import Act
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import ParentRole, Scalar
from lunarcurator.domain.fields import EDITABLE
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import PieceRef, PlaceRef, Uid, ref_of
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.numbering import NumberTextError, SampleNumber
from lunarcurator.domain.operations import AddName, Correct, Describe, FieldValue, Move, OtherName, Register
from lunarcurator.domain.rules.dates import not_before_mission
from lunarcurator.domain.rules.identity import ELSEWHERE
from lunarcurator.domain.rules.numbering import fits_mission, stays_in_family
from lunarcurator.domain.status import Access, BasicUse, Condition, Existence, Title
from lunarcurator.services.importing.judging.left_over import taken_ug
from lunarcurator.services.importing.judging.order import other_mission
from lunarcurator.services.importing.plan import Difference, PlannedRow, Verdict
from lunarcurator.services.importing.rows import ReadRow
from lunarcurator.services.importing.target import Target
from lunarcurator.store.reads.matching import Known

WHOLE: Final = 100_000
"""A whole in thousandths of a percent; more is kept as published and marked doubtful."""

_NOT_RECONCILED: Final = Mass.unknown("not_reconciled")
_NOT_STATED: Final = Mass.unknown("not_stated")
_PARENT_ONLY: Final = Mass.unknown("parent_only")
_FOLDED: Final = frozenset({"class_name", "subclass", "collected", "form"})


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a row is judged by besides its own piece: all of the collection, read for many rows at once.

    `standing` are the paths of where the pieces stand, of a list that says where they stand; else None. Masses
    are without daughters where they are `left_over`, None where nobody said; `any_time` where no header says when.
    `elsewhere` names by its number the pieces of other collections that go by the number of a new row.
    """

    target: Target
    known: Mapping[str, Known]
    burnt: frozenset[str]
    called: Mapping[str, tuple[str, ...]]
    places: Mapping[str, PlaceRef]
    file: str
    today: Day
    days: Mapping[str, Day]
    day_for_all: Day | None
    standing: Mapping[Uid, str] | None = None
    left_over: bool | None = None
    any_time: bool = False
    elsewhere: Mapping[str, str] = MappingProxyType({})


class _Entering(NamedTuple):
    """A row whose piece is not in the book, and its parent where that is."""

    around: Surroundings
    read: ReadRow
    parent: Known | None

    def act(self, day: Day) -> Act:
        return Act(operation=self._register(), day=day)

    def says(self, *, of_all: bool) -> tuple[tuple[str, Scalar | Mass], ...]:
        read = self.read
        original, mass = self._masses(of_all)
        return (
            ("mission", "" if read.parent else read.mission),
            ("parent", read.parent),
            ("original_ug", original),
            ("mass", mass),
            ("count", read.count),
            *read.texts.items(),
            ("pristinity_milli", read.pristinity),
            ("pristinity_day", read.pristinity_day),
            *read.values.items(),
            ("place", read.place),
            ("names", "; ".join(read.names)),
        )

    def _masses(self, of_all: bool) -> tuple[Mass | None, Mass | None]:
        """Return the original mass and that now as they stand with all daughters in, None for one unsettled."""
        read = self.read
        if read.mass is None and read.original is not None:
            return read.original, None
        came = _mass_now(read)
        if not came.known or (of_all and read.taken_ug == 0):
            return read.original, came
        return self._masses_less_daughters(came, of_all)

    def _masses_less_daughters(self, came: Mass, of_all: bool) -> tuple[Mass | None, Mass | None]:
        read, left_over = self.read, self.around.left_over
        if left_over is None and read.taken_ug:
            return read.original, None
        if left_over and not of_all:
            return read.original, read.mass
        original = read.original or came
        if not of_all or read.taken_ug is None:
            return original, None
        return original, replace(came, ug=(came.ug or 0) - read.taken_ug)

    def _register(self) -> Register:
        around, read, parent = self
        texts = read.texts
        above = PieceRef("")
        if read.parent:
            above = PieceRef(ref_of(parent.uid) if parent else f"{around.target.code}:{read.parent}")
        return Register(
            collection=around.target.ref,
            number=read.shown,
            mission="" if read.parent else read.mission,
            mass=_mass_now(read),
            original=read.original,
            count=read.count,
            parent=above or None,
            role=ParentRole.DAUGHTER if read.parent else ParentRole.PORTION,
            form=texts.get("form", ""),
            class_name=texts.get("class_name", ""),
            subclass=texts.get("subclass", ""),
            place=around.places.get(read.place),
            existence=_existence(read),
            condition=Condition(texts.get("condition", Condition.NOT_STATED)),
            access=Access(texts.get("access", Access.OPEN)),
            basic_use=BasicUse(texts.get("basic_use", BasicUse.RESEARCH)),
            title=Title(texts["title"]) if "title" in texts else None,
            pristinity_milli=read.pristinity,
            pristinity_day=read.pristinity_day,
            data_pack=texts.get("data_pack", ""),
            collected=texts.get("collected", ""),
            remarks=texts.get("remarks", ""),
            source=texts.get("source", "") or around.file,
            names=tuple(OtherName(name=name, source=around.file) for name in read.names),
            other=read.other,
            values=tuple(FieldValue(field=key, value=value) for key, value in read.values.items()),
        )


class Judge:
    """Gives each row its verdict."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._missions = {code: each.name for code, each in around.target.missions.items()}

    def judge(self, read: ReadRow) -> PlannedRow:
        """Return the row with its verdict, reasons, differences and acts."""
        planned = PlannedRow(read.row, read.shown, Verdict.REFUSED, read.problems, mission=read.mission)
        if read.problems or read.number is None:
            return planned
        known = self._around.known.get(read.number.canonical)
        parent = self._around.known.get(read.parent) if read.parent else None
        planned.reasons = read.notes
        if known is not None:
            self._compare(planned, read, known)
        else:
            self._enter(planned, read, read.number, parent)
        return planned

    def _enter(self, planned: PlannedRow, read: ReadRow, said: SampleNumber, parent: Known | None) -> None:
        number = read.shown
        if number in self._around.burnt:
            hindered = find(Strength.IMPOSSIBLE, "number.burnt", "R2", "number", number=number)
            planned.verdict, planned.reasons = Verdict.CONFLICT, (hindered,)
            return
        if called := self._around.called.get(number):
            official = ", ".join(called)
            hindered = find(
                Strength.IMPOSSIBLE, "import.known_as", "R18", "number", number=number, official=official
            )
            planned.verdict, planned.reasons = Verdict.CONFLICT, (hindered,)
            return
        if parent and (other := other_mission(read, str(parent.fields.get("mission") or ""))):
            planned.verdict, planned.reasons = Verdict.CONFLICT, (other, *planned.reasons)
            return
        planned.verdict = Verdict.NEW
        planned.day = self._day(read, parent)
        planned.reasons = (
            *planned.reasons,
            *_doubts(read),
            *self._doubts(read, said, parent, planned.day),
            *_zero(read),
            *self._elsewhere(number),
            *self._without_parent(read, said),
        )
        planned.entering = _Entering(self._around, read, parent)

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

    def _elsewhere(self, number: str) -> Iterator[Finding]:
        """Yield, as the rules do, that a piece elsewhere goes by the number; a big file is not tried whole."""
        if other := self._around.elsewhere.get(number):
            yield find(Strength.WARN, ELSEWHERE, "R1", "number", number=number, other=other)

    def _without_parent(self, read: ReadRow, number: SampleNumber) -> Iterator[Finding]:
        """Yield that a split of a piece in the book names no parent: it comes in beside it with its own mass."""
        family = number.family
        if not read.parent and family != read.shown and family in self._around.known:
            facts = {"number": read.shown, "family": family}
            yield find(Strength.WARN, "import.without_parent", "R13", "parent", **facts)

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
        hindered = [*self._contradictions(read, known)]
        changed = [*_changes(read, known)]
        planned.differences = (
            *(Difference(*told) for told in _told(hindered)),
            *changed,
            *self._goes(read, known),
            *self._names(read, known),
        )
        planned.reasons = (*planned.reasons, *_left_alone(read, known, self._around.standing is None))
        if hindered:
            planned.verdict, planned.reasons = Verdict.CONFLICT, (*hindered, *planned.reasons)
            return
        planned.verdict = Verdict.CHANGED if planned.differences else Verdict.SAME
        if any(each.field == "pristinity_milli" for each in planned.differences):
            planned.reasons = (*planned.reasons, *_doubts(read))
        # On the day it began, or before, nothing changed: such a day tells of its beginning.
        changed_on = read.day if read.day and read.day > known.first_day else None
        planned.day = changed_on or self._around.day_for_all or self._around.today
        planned.amending = tuple(self._amend(planned, known, read.place))
        planned.basis = (known.uid, known.last_seq) if planned.amending else None

    def _names(self, read: ReadRow, known: Known) -> Iterator[Difference]:
        """Yield the names that the book does not know of a piece."""
        new = (name for name in read.names if known.number not in self._around.called.get(name, ()))
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

    def _amend(self, planned: PlannedRow, known: Known, place: str) -> Iterator[Act]:
        """Fill what says nothing yet, and correct what says otherwise: the old value stays visible."""
        piece, file = PieceRef(ref_of(known.uid)), f"{self._around.file}, {planned.row}"
        fields = [each for each in planned.differences if each.field not in ("name", "place")]
        blank = [each for each in fields if each.old in (None, "not_stated")]
        if blank:
            values = tuple(FieldValue(field=each.field, value=each.new) for each in blank)
            yield Act(operation=Describe(sample=piece, values=values), day=planned.day)
        for each in fields:
            if each not in blank:
                correct = Correct(sample=piece, field=each.field, old=each.old, new=each.new, evidence=file)
                yield Act(operation=correct, day=planned.day)
        for each in planned.differences:
            if each.field == "name":
                named = AddName(sample=piece, name=str(each.new), source=self._around.file)
                yield Act(operation=named, day=planned.day)
            elif each.field == "place":
                move = Move(to=self._around.places[place], samples=(piece,))
                yield Act(operation=move, day=planned.day)

    def _contradictions(self, read: ReadRow, known: Known) -> Iterator[Finding]:
        """Yield what an import never changes: mission, parent, title, masses, and pieces that are void."""
        number = read.shown
        if known.fields.get("existence") == Existence.VOID:
            yield find(Strength.IMPOSSIBLE, "import.is_void", "R20", "number", number=number)
        for field, said in (("mission", read.mission), ("title", read.texts.get("title", ""))):
            now = str(known.fields.get(field) or "")
            if said and said != now:
                yield _contradicts(field, number, said, now)
        if read.parent and read.parent != known.parent:
            yield _contradicts("parent", number, read.parent, known.parent)
        if not (self._around.any_time and _weighs_now(read.original, known)):
            yield from _original_contradictions(read, known)
        yield from _mass_contradictions(read, known, self._around.left_over)


def same_mass(mass: Mass, ug: int, resolution_ug: int | None) -> bool:
    """Tell whether two statements differ by no more than the rounding of the coarser one, masses in ug."""
    coarser = max(mass.resolution_ug or 1, resolution_ug or 1)
    return 2 * abs((mass.ug or 0) - ug) <= coarser


def _existence(read: ReadRow) -> Existence:
    retired = read.zero and read.original is None and read.pristinity == 0
    return Existence.RETIRED if retired else Existence.EXISTS


def _mass_now(read: ReadRow) -> Mass:
    if read.mass is not None:
        # All of it comes in, and its daughters then come out of it.
        return replace(read.mass, ug=(read.mass.ug or 0) + read.parted_ug) if read.parted_ug else read.mass
    if read.only_parent:
        return _PARENT_ONLY
    return _NOT_RECONCILED if read.original is not None else _NOT_STATED


def _weighs_now(said: Mass | None, known: Known) -> bool:
    """Tell whether a mass is what a piece weighs now, which a catalogue may mean where it does not say when."""
    if said is None or known.unweighed:
        return False
    return same_mass(said, known.mass_ug, _integer(known.fields.get("resolution_ug")))


def _original_contradictions(read: ReadRow, known: Known) -> Iterator[Finding]:
    fields = known.fields
    if read.original is not None:
        recorded = _integer(fields.get("original_ug"))
        if recorded is None or not same_mass(
            read.original, recorded, _integer(fields.get("original_resolution_ug"))
        ):
            yield _mass_differs(
                "import.original_differs", "import.original_differs_unknown", read, read.original, recorded
            )


def _mass_contradictions(read: ReadRow, known: Known, left_over: bool | None) -> Iterator[Finding]:
    if read.mass is None:
        return
    nominal = _integer(known.fields.get("nominal_ug"))
    recorded = nominal if nominal is not None else None if known.unweighed else known.mass_ug
    # What it weighs once new daughters came out of it is only known when they have been tried.
    if nominal is None and not known.unweighed and read.coming_ug:
        return
    if recorded is None:
        yield _mass_differs("", "import.mass_differs_unknown", read, read.mass, None)
        return
    resolution = _integer(known.fields.get("resolution_ug"))
    if not any(same_mass(read.mass, ug, resolution) for ug in _as_told(recorded, read.below_ug, left_over)):
        within = read.below_ug if left_over is False else 0
        key = "import.mass_would_differ" if within else "import.mass_differs"
        yield _mass_differs(key, "import.mass_differs_unknown", read, read.mass, recorded + within)


def _as_told(recorded: int, below_ug: int, left_over: bool | None) -> Iterator[int]:
    """Yield what a file may say of a mass in the book, in ug: daughters of the same file were taken out of it."""
    if left_over is not False:
        yield recorded
    if not left_over:
        yield recorded + below_ug


def _mass_differs(key: str, unknown: str, read: ReadRow, mass: Mass, recorded: int | None) -> Finding:
    if recorded is None:
        return find(Strength.IMPOSSIBLE, unknown, "R8", "mass", number=read.shown, said_ug=mass.ug or 0)
    return find(Strength.IMPOSSIBLE, key, "R8", "mass", number=read.shown, said_ug=mass.ug or 0, book_ug=recorded)


def _contradicts(field: str, number: str, said: str, now: str) -> Finding:
    return find(
        Strength.IMPOSSIBLE, "import.differs", "R12", field, number=number, field_name=field, said=said, now=now
    )


def _changes(read: ReadRow, known: Known) -> Iterator[Difference]:
    """Yield the correctable fields that the row says otherwise; what it leaves out says nothing."""
    said: dict[str, Scalar] = {key: text for key, text in read.texts.items() if key in EDITABLE}
    said |= {"pristinity_day": read.pristinity_day, "count": read.count, **read.values}
    for field, value in said.items():
        now = known.fields.get(field)
        if value is not None and not _agree(field, now, value):
            yield Difference(field, now, value)
    now = known.fields.get("pristinity_milli")
    if read.pristinity is not None and not (
        isinstance(now, int) and 2 * abs(now - read.pristinity) <= read.pristinity_rounding
    ):
        yield Difference("pristinity_milli", now, read.pristinity)


def _agree(field: str, now: Scalar, value: Scalar) -> bool:
    if field in _FOLDED and isinstance(now, str) and isinstance(value, str):
        return now.casefold() == value.casefold()
    return now == value


def _told(hindered: list[Finding]) -> Iterator[tuple[str, Scalar, Scalar]]:
    for finding in hindered:
        facts = dict(finding.facts)
        if "said_ug" in facts:
            yield ("original_ug" if "original" in finding.key else "mass", facts.get("book_ug"), facts["said_ug"])
        elif "said" in facts:
            yield (finding.field, facts["now"], facts["said"])


def _doubts(read: ReadRow) -> Iterator[Finding]:
    if read.pristinity is not None and read.pristinity > WHOLE:
        yield find(
            Strength.WARN,
            "register.pristinity_doubtful",
            "R9",
            "pristinity_milli",
            number=read.shown,
            percent_milli=read.pristinity,
        )


def _zero(read: ReadRow) -> Iterator[Finding]:
    if read.zero and read.original is None and read.mass is None:
        key = "import.zero_retired" if read.pristinity == 0 else "import.zero_unknown"
        yield find(Strength.WARN, key, "R8", "mass", number=read.shown)


def _left_alone(read: ReadRow, known: Known, stays: bool) -> Iterator[Finding]:
    """Yield what a row says of a known piece and an import does not change: unknown columns, where it `stays`."""
    kept = known.fields.get("other")
    recorded: dict[str, str] = json.loads(kept) if isinstance(kept, str) else {}
    names = [name for name, text in read.other if recorded.get(name, text) != text]
    if names:
        columns = ", ".join(names)
        yield find(Strength.WARN, "import.other_differs", "R12", "other", number=read.shown, columns=columns)
    if read.place and stays:
        yield find(Strength.WARN, "import.place_left", "R3", "place", number=read.shown, place=read.place)


def _integer(value: Scalar) -> int | None:
    return value if isinstance(value, int) else None
