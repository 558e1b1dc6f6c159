"""What is known of one piece or place at one moment: the fold of its facts in order of (day, sequence)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, NamedTuple

from lunarcurator.domain.accounts import HOLDING, Account, Book, Quality
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import (
    CheckResult,
    ContainerMove,
    Exposure,
    ExposureKind,
    Fact,
    MassLine,
    NumberClaim,
    Parentage,
    ParentRole,
    Placement,
    Relation,
    Scalar,
    Sighting,
    Statement,
    Subject,
    Touch,
    Weighing,
)
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.known_mass import KnownMass, own_mass, suspense_mass
from lunarcurator.domain.parents import with_parent
from lunarcurator.domain.recorded_text import RecordedText
from lunarcurator.domain.status import Custody, Existence

CUSTODY_ACCOUNT: Final = MappingProxyType(
    {
        Custody.HERE: Account.HERE,
        Custody.REMOTE: Account.REMOTE,
        Custody.LOAN: Account.LOAN,
        Custody.TRANSIT: Account.LOAN,
        Custody.DISPLAY: Account.DISPLAY,
    }
)
"""The holding account that goes with each custody; in transit counts as on loan (`ledger.md` 1.1)."""

BODY_SIGN: Final = "/"
"""Stands between the number that several bodies share and the label of one of them: 67729/B."""


class Recorded(NamedTuple):
    """A fact with its place in the journal: sequence of the entry and n within it."""

    seq: int
    n: int
    fact: Fact

    @property
    def order(self) -> tuple[Day, int, int]:
        """The order in which facts count: day first, then sequence, then n (`ledger.md` section 5)."""
        return (day_of_fact(self.fact), self.seq, self.n)


def day_of_fact(fact: Fact) -> Day:
    """Return the day from which a fact counts."""
    return fact.day


@dataclass(slots=True)
class PieceState:
    """One piece as the facts so far leave it; masses in ug, unweighed in pieces.

    `ug` and `unweighed` hold only accounts that are not zero. The first parent leads. `exposed` says what the
    piece ever met, as a whole or in part. `last_seq` is the basis of an operation.
    """

    uid: Uid
    fields: dict[str, Scalar] = field(default_factory=dict)
    ug: dict[Account, int] = field(default_factory=dict)
    unweighed: dict[Account, int] = field(default_factory=dict)
    place: Uid | None = None
    home: Uid | None = None
    custody: Custody = Custody.HERE
    holder: Uid | None = None
    parents: tuple[tuple[Uid, ParentRole], ...] = ()
    exposed: frozenset[ExposureKind] = frozenset()
    number: NumberClaim | None = None
    weighed: Weighing | None = None
    sighted: Day | None = None
    first_day: Day = 0
    last_day: Day = 0
    last_seq: int = 0

    collection = RecordedText()
    form = RecordedText()
    condition = RecordedText()
    title = RecordedText()
    mission = RecordedText()
    body = RecordedText()
    basic_use = RecordedText()
    access = RecordedText()
    class_name = RecordedText()
    mass_reason = RecordedText()
    restriction = RecordedText()
    handling = RecordedText()
    original_quality = RecordedText()
    body_of = RecordedText()
    retired_reason = RecordedText()
    identity_doubt = RecordedText()
    label_key = RecordedText()
    other = RecordedText()
    owner = RecordedText()

    @property
    def in_book(self) -> bool:
        """Whether any entry in force says that there is such a piece."""
        return "existence" in self.fields

    @property
    def existence(self) -> Existence:
        """The existence axis; VOID for a piece no entry in force knows."""
        return Existence(str(self.fields.get("existence", Existence.VOID)))

    @property
    def held_ug(self) -> int:
        """What the piece weighs by the book, in ug: the sum of the holding accounts."""
        return sum([ug for account, ug in self.ug.items() if account in HOLDING])

    @property
    def held_unweighed(self) -> int:
        """1 if the mass of the piece is not known, else 0."""
        return sum([pieces for account, pieces in self.unweighed.items() if account in HOLDING])

    @property
    def own_mass(self) -> KnownMass | None:
        """The same as far as it is known; None where nobody knows."""
        known = str(self.quality)
        return own_mass(self.held_ug, self.held_unweighed, known, str(self.existence), self.resolution_ug)

    @property
    def suspense_ug(self) -> int:
        """What an old catalogue claims of this piece and nobody has confirmed, in ug."""
        return self.ug.get(Account.UNRECONCILED, 0)

    @property
    def suspense(self) -> KnownMass:
        """The same as far as it is known: a part of the original mass, and known as that is."""
        return suspense_mass(
            self.suspense_ug, self.fields.get("original_quality"), self.fields.get("original_resolution_ug")
        )

    @property
    def quality(self) -> Quality:
        """How the mass now is known."""
        return Quality(str(self.fields.get("mass_quality", Quality.UNKNOWN)))

    @property
    def resolution_ug(self) -> int | None:
        """The resolution behind the mass now, in ug, where it is known."""
        value = self.fields.get("resolution_ug")
        return value if isinstance(value, int) else None

    @property
    def book(self) -> Book:
        """The set of accounts on which this piece stands."""
        return Book(
            Uid(str(self.fields.get("collection", ""))),
            str(self.fields.get("mission", "")),
            str(self.fields.get("title", "")),
        )

    @property
    def account(self) -> Account:
        """The holding account of the piece's custody."""
        return CUSTODY_ACCOUNT[self.custody]

    @property
    def number_text(self) -> str:
        """The official number as printed, or nothing."""
        return self.number.number if self.number else ""

    @property
    def family_number(self) -> str:
        """The number from which its daughters are numbered: of a further body the one all bodies share."""
        return self.number_text.rpartition(BODY_SIGN)[0] if self.fields.get("body_of") else self.number_text

    def text(self, key: str) -> str:
        """Return a recorded field as text, empty where nothing is recorded."""
        value = self.fields.get(key)
        return "" if value is None else str(value)

    def learn(self, recorded: Recorded) -> None:
        """Take in the next fact in order; facts of other pieces are ignored."""
        fact = recorded.fact
        day = day_of_fact(fact)
        match fact:
            case MassLine():
                _add(self.ug, fact.account, fact.ug)
                _add(self.unweighed, fact.account, fact.unweighed)
            case Touch():
                self.fields.update(fact.changes)
            case Placement():
                self.place, self.home, self.holder = fact.place, fact.home, fact.holder
                self.custody = Custody(fact.custody)
            case Parentage():
                self.parents = with_parent(self.parents, fact.parent, fact.role)
            case Exposure():
                self.exposed |= {fact.kind}
            case NumberClaim():
                self.number = fact
            case Weighing():
                self.weighed = fact
            case Sighting():
                self.sighted = max(day, self.sighted or 0)
            case Relation() | Statement() | CheckResult():
                pass
            case _:
                return
        self.first_day = min(day, self.first_day) if self.last_seq else day
        self.last_day = max(day, self.last_day)
        self.last_seq = max(recorded.seq, self.last_seq)


def _add(sums: dict[Account, int], account: Account, amount: int) -> None:
    total = sums.get(account, 0) + amount
    if total:
        sums[account] = total
    else:
        sums.pop(account, None)


def fold(uid: Uid, facts: Iterable[Recorded]) -> PieceState:
    """Return the state of a piece that these facts, in any order, leave."""
    state = PieceState(uid)
    for recorded in sorted(facts, key=lambda each: each.order):
        state.learn(recorded)
    return state


@dataclass(slots=True)
class PlaceState:
    """One place as the facts so far leave it."""

    uid: Uid
    fields: dict[str, Scalar] = field(default_factory=dict)
    parent: Uid | None = None
    first_day: Day = 0
    last_day: Day = 0
    last_seq: int = 0

    name = RecordedText()
    code = RecordedText()
    kind = RecordedText()
    atmosphere = RecordedText()

    @property
    def in_book(self) -> bool:
        """Whether any entry in force says that there is such a place."""
        return "kind" in self.fields

    @property
    def retired(self) -> bool:
        """Whether the place was taken out of use."""
        return self.fields.get("retired") == 1

    def text(self, key: str) -> str:
        """Return a recorded field as text, empty where nothing is recorded."""
        value = self.fields.get(key)
        return "" if value is None else str(value)

    def learn(self, recorded: Recorded) -> None:
        """Take in the next fact in order."""
        fact = recorded.fact
        if isinstance(fact, ContainerMove):
            self.parent = fact.parent
        self.fields.update(fact.changes if isinstance(fact, Touch) else ())
        day = day_of_fact(fact)
        self.first_day = min(day, self.first_day) if self.last_seq else day
        self.last_day = max(day, self.last_day)
        self.last_seq = max(recorded.seq, self.last_seq)


def fold_place(uid: Uid, facts: Iterable[Recorded]) -> PlaceState:
    """Return the state of a place that these facts, in any order, leave."""
    state = PlaceState(uid)
    for recorded in sorted(facts, key=lambda each: each.order):
        state.learn(recorded)
    return state


def subject_of(fact: Fact) -> tuple[Subject, Uid]:
    """Return whose fact it is."""
    # Asked some twenty times for each act: a match of classes would take twice as long.
    if isinstance(fact, Touch):
        return (fact.kind, fact.subject)
    if isinstance(fact, ContainerMove):
        return (Subject.PLACE, fact.place)
    if isinstance(fact, Parentage):
        return (Subject.SAMPLE, fact.child)
    return (Subject.SAMPLE, fact.sample)
