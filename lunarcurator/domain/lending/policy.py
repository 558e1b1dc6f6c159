"""What a lab promises itself about lending: a policy is data, chosen by collection, loan kind and form.

Nothing here is anybody's rule; the figures come from `resources/policies`, with their sources, or from a lab.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Protocol, overload, override

from lunarcurator.domain.days import Day
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.lending.terms import AgreementKind, InstitutionType, LineMode, LoanKind
from lunarcurator.domain.lending.working_days import WorkCalendar, days_after, months_after
from lunarcurator.domain.status import BasicUse

NOT_SET: Final = "not_set"
"""The code of the policy that holds where no table speaks of a collection: it limits nothing."""


class FloorBasis(StrEnum):
    """What a reserve floor is a part of: the mass a piece came with, or what was left before this act (R11)."""

    ORIGINAL = "original"
    REMAINING = "remaining"


class TwoPersonStep(StrEnum):
    """The acts of a loan which a policy wants a second person for."""

    DECIDE = "decide"
    WEIGH_OUT = "weigh_out"
    ISSUE = "issue"
    REPORT_USE = "report_use"
    RETURN = "return"
    WRITE_OFF = "write_off"


@dataclass(frozen=True, slots=True)
class LoanLimit:
    """How long a loan runs at most; empty sets hold for all. Neither months nor days: it has no longest term."""

    kinds: frozenset[LoanKind] = frozenset()
    forms: frozenset[str] = frozenset()
    types: frozenset[InstitutionType] = frozenset()
    categories: frozenset[str] = frozenset()
    months: int | None = None
    days: int | None = None

    def last_due(self, day: Day) -> Day | None:
        """Return the latest due day of what is lent on a day, None where there is none."""
        if self.months is None and self.days is None:
            return None
        return days_after(months_after(day, self.months or 0), self.days or 0)

    def fits(self, kind: LoanKind, form: str) -> bool:
        """Tell whether the limit speaks of this kind of loan and this form."""
        return (not self.kinds or kind in self.kinds) and (not self.forms or form in self.forms)


@dataclass(frozen=True, slots=True)
class Floor:
    """What must stay of a piece: thousandths of a percent of a basis, for pieces that came with less than a mass.

    `uses` and `forms` empty hold for all; `below_ug` None holds for pieces of every mass.
    """

    percent: int
    basis: FloorBasis = FloorBasis.ORIGINAL
    below_ug: int | None = None
    forms: frozenset[str] = frozenset()
    uses: frozenset[BasicUse] = frozenset()

    def fits(self, form: str, use: str, original_ug: int | None) -> bool:
        """Tell whether the floor speaks of a piece of this form, use, and mass it came with."""
        small = self.below_ug is None or (original_ug is not None and original_ug < self.below_ug)
        return small and (not self.forms or form in self.forms) and (not self.uses or use in self.uses)


@dataclass(frozen=True, slots=True)
class RemainingLimit:
    """How much of what is left may be asked without a remark, in thousandths of a percent; by class of material.

    `classes` are beginnings of class names; the limit without any holds for all classes no other one names.
    """

    percent: int
    classes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WarnLimits:
    """From where on a request is looked at by a committee (workflow 11); None is no limit. Masses in ug."""

    over_ug: int | None = None
    of_remaining: tuple[RemainingLimit, ...] = ()
    fewer_sections: int | None = None
    small_ug: int | None = None
    protected: frozenset[str] = frozenset()
    new_borrower: bool = False
    lines_of_request: int | None = None
    person_ug: int | None = None

    def percent_for(self, class_name: str) -> int | None:
        """Return the part of what is left that may be asked of a class, in thousandths of a percent, or None."""
        name = class_name.strip().casefold()
        named = [
            each for each in self.of_remaining if any(name.startswith(begin.casefold()) for begin in each.classes)
        ]
        found = named or [each for each in self.of_remaining if not each.classes]
        return found[0].percent if found else None


@dataclass(frozen=True, slots=True)
class WriteOffLimit:
    """Who may write off a loss: the role of an operator, up to a mass in ug (None: any), for some forms or all.

    `classes` are beginnings of class names; empty holds for all.
    """

    authority: str
    up_to_ug: int | None = None
    forms: frozenset[str] = frozenset()
    classes: tuple[str, ...] = ()

    def fits(self, form: str, class_name: str) -> bool:
        """Tell whether the limit speaks of this form and class of material."""
        name = class_name.strip().casefold()
        of_class = not self.classes or any(name.startswith(begin.casefold()) for begin in self.classes)
        return of_class and (not self.forms or form in self.forms)


@dataclass(frozen=True, slots=True)
class Extension:
    """How lines may be extended: how often (None: as often as asked), and by how many months at most."""

    times: int | None = None
    months: int | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    """What holds for loans of some collections; every figure may be missing, and then limits nothing.

    `limits` stand in order, the first that fits counts. `returns` says by form (or for all, under "") the codes
    or names of the place where a returned piece goes, the first that names one counts (R17). `remote_share` says
    by collection what part of each class is to be in the remote store, in thousandths of a percent. `sources` says
    by entry of the table where it comes from.
    """

    code: str = NOT_SET
    name: str = ""
    collections: frozenset[str] = frozenset()
    limits: tuple[LoanLimit, ...] = ()
    agreement_months: Mapping[AgreementKind, int] = field(default_factory=lambda: MappingProxyType({}))
    extension: Extension = field(default_factory=Extension)
    by_weight_forms: frozenset[str] = frozenset()
    whole_forms: frozenset[str] = frozenset()
    items_whole: bool = False
    warn: WarnLimits = field(default_factory=WarnLimits)
    floors: tuple[Floor, ...] = ()
    weigh_out_tolerance_percent: int = 0
    return_tolerance_percent: int = 0
    two_person: frozenset[TwoPersonStep] = frozenset()
    write_off: tuple[WriteOffLimit, ...] = ()
    reminders: tuple[int, ...] = ()
    decided_by: tuple[str, ...] = ()
    categories: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    returns: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    video_of_destructive_work: bool = False
    certificate: bool = False
    results_months: int | None = None
    signature_owed_working_days: int | None = None
    stale_contact_days: int | None = None
    expiring_days: int = 180
    remote_share: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    calendar: WorkCalendar = field(default_factory=WorkCalendar)
    sources: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def limit(self, borrower: InstitutionType | None = None, category: str = "") -> LoanLimit:
        """Return the first limit for a type of borrower and a category; where none fits, one without a term."""
        fitting = (
            each
            for each in self.limits
            if (not each.types or borrower in each.types) and (not each.categories or category in each.categories)
        )
        return next(fitting, LoanLimit())

    def mode(self, form: str, is_item: bool = False) -> LineMode | None:
        """Return whether a form goes whole or by weight (R16), None where the policy does not say.

        `is_item` tells that the piece has an item number of its own, as Chang'e clasts and grains have.
        """
        if form in self.whole_forms or (is_item and self.items_whole):
            return LineMode.WHOLE
        return LineMode.BY_WEIGHT if form in self.by_weight_forms else None

    def floors_for(self, form: str, use: str, original_ug: int | None) -> tuple[Floor, ...]:
        """Return the reserve floors of a piece (R11)."""
        return tuple(each for each in self.floors if each.fits(form, use, original_ug))

    def knows_body(self, body: str) -> bool:
        """Tell whether a body is one of those that decide by this policy; any is where it names none."""
        return not self.decided_by or _said(body) in map(_said, self.decided_by)

    def has_last_word(self, body: str) -> bool:
        """Tell whether what a body says decides; what those before the last one say is only noted."""
        return not self.decided_by or _said(body) not in map(_said, self.decided_by[:-1])

    def before(self, body: str) -> tuple[str, ...]:
        """Return the bodies that speak before a body by this policy, none for one it does not know."""
        order = tuple(map(_said, self.decided_by))
        return self.decided_by[: order.index(_said(body))] if _said(body) in order else ()

    def after(self, body: str) -> tuple[str, ...]:
        """Return the bodies that decide after a body has spoken by this policy, none for one it does not know."""
        order = tuple(map(_said, self.decided_by))
        return self.decided_by[order.index(_said(body)) + 1 :] if _said(body) in order else ()

    def unheard(self, body: str, spoke: Iterable[str]) -> tuple[str, ...]:
        """Return those of the bodies before a body who are not among those that spoke."""
        heard = set(map(_said, spoke))
        return tuple(each for each in self.before(body) if _said(each) not in heard)

    def write_off_by(self, ug: int | None, form: str, class_name: str = "") -> str:
        """Return the role that may write off a mass in ug of a form; an unknown mass counts as the largest."""
        fitting = [each for each in self.write_off if each.fits(form, class_name)]
        enough = (each for each in fitting if each.up_to_ug is None or (ug is not None and ug <= each.up_to_ug))
        return next((each.authority for each in enough), "")

    def signature_due(self, approved: Day) -> Day | None:
        """Return the day by which an agreement approved on a day is to be signed, None where nothing is owed."""
        if not approved or self.signature_owed_working_days is None:
            return None
        return self.calendar.after(approved, self.signature_owed_working_days)

    def agreement_until(self, kind: AgreementKind, since: Day) -> Day | None:
        """Return the last day of a new agreement of a kind, None where its dates are left open."""
        months = self.agreement_months.get(kind)
        return days_after(months_after(since, months), -1) if months else None


class UnreadPolicies(Sequence[Policy]):
    """Stands for the policies of a lab that cannot be read: whoever asks for one is refused, and told `why`.

    Nothing is judged by other policies in their place: that would be a guess nobody sees.
    """

    def __init__(self, why: Refusal) -> None:
        self._why = why

    @override
    def __len__(self) -> int:
        raise self._refusal()

    @overload
    def __getitem__(self, index: int) -> Policy: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Policy]: ...
    @override
    def __getitem__(self, index: int | slice) -> Policy | Sequence[Policy]:
        raise self._refusal()

    def _refusal(self) -> Refusal:
        """Return why anew: a refusal that is raised again and again would carry every trace there was."""
        return type(self._why)(self._why.key, **self._why.facts)


def _said(body: str) -> str:
    return body.strip().casefold()


class PolicyTables(Protocol):
    """What a choice of policy needs of the tables of a lab."""

    @property
    def policies(self) -> Sequence[Policy]:
        """The policies, the nearest to the lab last."""

    @property
    def calendar(self) -> WorkCalendar:
        """The lab's own working days."""

    def form(self, text: str) -> str:
        """Return the key of the form a text names."""


def policy_for(tables: PolicyTables, collection: str, kind: LoanKind, form: str) -> Policy:
    """Return the policy for loans of a kind, of pieces of a form, from the collection of a code.

    Its `limits` are only those that fit; without any table for the collection it limits nothing.
    """
    found = policy_of(tables, collection)
    key = tables.form(form)
    return replace(found, limits=tuple(each for each in found.limits if each.fits(kind, key)))


def policy_of(tables: PolicyTables, collection: str) -> Policy:
    """Return the policy of the collection of a code, whole; the last table that names it counts."""
    named = [each for each in tables.policies if collection in each.collections]
    return named[-1] if named else Policy(calendar=tables.calendar)
