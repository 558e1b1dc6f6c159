"""The lending policies a lab works by, read from `resources/policies` and from the lab's own tables."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal, Self

import msgspec

from lunarcurator.domain.days import Day, DayTextError, is_precise, parse_day
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.lending.policy import (
    Extension,
    Floor,
    FloorBasis,
    LoanLimit,
    Policy,
    RemainingLimit,
    TwoPersonStep,
    WarnLimits,
    WriteOffLimit,
)
from lunarcurator.domain.lending.terms import AgreementKind, InstitutionType, LoanKind
from lunarcurator.domain.lending.working_days import WorkCalendar
from lunarcurator.domain.mass_figures import MassTextError
from lunarcurator.domain.mass_text import parse_mass
from lunarcurator.domain.status import BasicUse
from lunarcurator.exchange.errors import sheet_error_from
from lunarcurator.file_names import in_order
from lunarcurator.resources_folder import resources_folder
from lunarcurator.text_files import read_text
from lunarcurator.typed_json import decode

type _Count = Annotated[int, msgspec.Meta(ge=0)]
type _Percent = Annotated[float, msgspec.Meta(ge=0, le=100)]
type _Key = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]*$")]
type _Weekday = Annotated[int, msgspec.Meta(ge=1, le=7)]


class PolicyError(Refusal):
    """A policy that cannot be used; the facts `file`, `folder`, `entry` and `problem` say where and why."""


class _Limit(msgspec.Struct, forbid_unknown_fields=True):
    kinds: frozenset[LoanKind] = frozenset()
    forms: frozenset[str] = frozenset()
    types: frozenset[InstitutionType] = frozenset()
    categories: frozenset[str] = frozenset()
    months: _Count | None = None
    days: _Count | None = None


class _Floor(msgspec.Struct, forbid_unknown_fields=True):
    percent: _Percent
    basis: FloorBasis = FloorBasis.ORIGINAL
    below: str = ""
    forms: frozenset[str] = frozenset()
    uses: frozenset[BasicUse] = frozenset()


class _Remaining(msgspec.Struct, forbid_unknown_fields=True):
    percent: _Percent
    classes: tuple[str, ...] = ()


class _Warn(msgspec.Struct, forbid_unknown_fields=True):
    over: str = ""
    of_remaining: tuple[_Remaining, ...] = ()
    fewer_sections: _Count | None = None
    small: str = ""
    protected: frozenset[str] = frozenset()
    new_borrower: bool = False
    lines_of_request: _Count | None = None
    person: str = ""


class _WriteOff(msgspec.Struct, forbid_unknown_fields=True):
    authority: Literal["processor", "curator", "manager"]
    up_to: str = ""
    forms: frozenset[str] = frozenset()
    classes: tuple[str, ...] = ()


class _Extension(msgspec.Struct, forbid_unknown_fields=True):
    times: _Count | None = None
    months: _Count | None = None


class _Calendar(msgspec.Struct, forbid_unknown_fields=True):
    week: frozenset[_Weekday] = frozenset(range(1, 6))
    holidays: tuple[str, ...] = ()
    working: tuple[str, ...] = ()


class _Policy(msgspec.Struct, forbid_unknown_fields=True):
    format: Literal[1]
    code: _Key
    name: Annotated[str, msgspec.Meta(min_length=1)]
    collections: frozenset[str]
    sources: Mapping[str, str]
    limits: tuple[_Limit, ...] = ()
    agreement_months: Mapping[AgreementKind, _Count] = msgspec.field(default_factory=dict)
    extension: _Extension = msgspec.field(default_factory=_Extension)
    by_weight_forms: frozenset[str] = frozenset()
    whole_forms: frozenset[str] = frozenset()
    items_whole: bool = False
    warn: _Warn = msgspec.field(default_factory=_Warn)
    floors: tuple[_Floor, ...] = ()
    weigh_out_tolerance_percent: _Percent = 0
    return_tolerance_percent: _Percent = 0
    two_person: frozenset[TwoPersonStep] = frozenset()
    write_off: tuple[_WriteOff, ...] = ()
    reminders: tuple[int, ...] = ()
    decided_by: tuple[str, ...] = ()
    categories: Mapping[str, str] = msgspec.field(default_factory=dict)
    returns: Mapping[str, str | tuple[str, ...]] = msgspec.field(default_factory=dict)
    video_of_destructive_work: bool = False
    certificate: bool = False
    results_months: _Count | None = None
    signature_owed_working_days: _Count | None = None
    stale_contact_days: _Count | None = None
    expiring_days: _Count = 180
    remote_share_percent: Mapping[str, _Percent] = msgspec.field(default_factory=dict)
    calendar: _Calendar = msgspec.field(default_factory=_Calendar)


class _Holidays(msgspec.Struct, forbid_unknown_fields=True):
    format: Literal[1]
    code: _Key
    name: str = ""
    holidays: tuple[str, ...] = ()
    working: tuple[str, ...] = ()


class Policies:
    """All lending policies, the nearest to the lab last, and the lab's own days off; immutable."""

    def __init__(
        self,
        policies: tuple[Policy, ...],
        calendar: WorkCalendar,
        files: Mapping[str, Path],
        days: Mapping[str, Path],
    ) -> None:
        self.policies = policies
        self.calendar = calendar
        self.files: Mapping[str, Path] = MappingProxyType(dict(files))
        self.holiday_files: Mapping[str, Path] = MappingProxyType(dict(days))

    @classmethod
    def load(cls, *folders: Path, holidays: tuple[Path, ...] = ()) -> Self:
        """Load every policy of the folders, by default of the program's own, and every table of days off.

        A policy of a later folder takes the place of one with the same code. Days off hold for every policy.
        Raises `PolicyError` naming the file and the entry that is wrong.
        """
        tables: dict[str, tuple[_Policy, Path]] = {}
        for place in folders or (resources_folder() / "policies",):
            for path in in_order(place.glob("*.json")):
                table = _decoded(path, _Policy)
                tables.pop(table.code, None)
                tables[table.code] = table, path
        calendar, days = WorkCalendar(), {}
        for path in [path for place in holidays for path in in_order(place.glob("*.json"))]:
            off = _decoded(path, _Holidays)
            days[off.code] = path
            calendar = calendar.with_days(_days(path, off.holidays), _days(path, off.working))
        policies = [_policy(path, table) for table, path in tables.values()]
        joined = [
            replace(each, calendar=each.calendar.with_days(calendar.holidays, calendar.working))
            for each in policies
        ]
        return cls(tuple(joined), calendar, {code: path for code, (_, path) in tables.items()}, days)

    @classmethod
    def check(cls, path: Path) -> str:
        """Return the code of the policy or table of days off in a file; raises `PolicyError` where it is wrong."""
        told = _decoded(path, dict[str, object])
        if "collections" in told or "sources" in told:
            return _policy(path, _decoded(path, _Policy)).code
        off = _decoded(path, _Holidays)
        _days(path, (*off.holidays, *off.working))
        return off.code

    def get(self, code: str) -> Policy | None:
        """Return the policy of this code, or None."""
        return next((each for each in self.policies if each.code == code), None)


def _policy(path: Path, told: _Policy) -> Policy:
    """Return what a table says; masses are read as people write them, such as `5 g`."""
    limits = told.warn
    warn = WarnLimits(
        over_ug=_ug(path, "warn.over", limits.over),
        of_remaining=tuple(
            RemainingLimit(_thousandths(each.percent), each.classes) for each in limits.of_remaining
        ),
        fewer_sections=limits.fewer_sections,
        small_ug=_ug(path, "warn.small", limits.small),
        protected=limits.protected,
        new_borrower=limits.new_borrower,
        lines_of_request=limits.lines_of_request,
        person_ug=_ug(path, "warn.person", limits.person),
    )
    week = told.calendar
    return Policy(
        code=told.code,
        name=told.name,
        collections=told.collections,
        limits=tuple(
            LoanLimit(each.kinds, each.forms, each.types, each.categories, each.months, each.days)
            for each in told.limits
        ),
        agreement_months=MappingProxyType(dict(told.agreement_months)),
        extension=Extension(told.extension.times, told.extension.months),
        by_weight_forms=told.by_weight_forms,
        whole_forms=told.whole_forms,
        items_whole=told.items_whole,
        warn=warn,
        floors=tuple(_floor(path, index, each) for index, each in enumerate(told.floors)),
        weigh_out_tolerance_percent=_thousandths(told.weigh_out_tolerance_percent),
        return_tolerance_percent=_thousandths(told.return_tolerance_percent),
        two_person=told.two_person,
        write_off=tuple(_write_off(path, index, each) for index, each in enumerate(told.write_off)),
        reminders=tuple(sorted(set(told.reminders), reverse=True)),
        decided_by=told.decided_by,
        categories=MappingProxyType(dict(told.categories)),
        returns=MappingProxyType({form: _several(named) for form, named in told.returns.items()}),
        video_of_destructive_work=told.video_of_destructive_work,
        certificate=told.certificate,
        results_months=told.results_months,
        signature_owed_working_days=told.signature_owed_working_days,
        stale_contact_days=told.stale_contact_days,
        expiring_days=told.expiring_days,
        remote_share=_remote_share(path, told),
        calendar=WorkCalendar(week.week, _days(path, week.holidays), _days(path, week.working)),
        sources=MappingProxyType(dict(told.sources)),
    )


def _remote_share(path: Path, told: _Policy) -> Mapping[str, int]:
    for collection in told.remote_share_percent:
        if collection not in told.collections:
            entry, problem = f"remote_share_percent.{collection}", f"{collection} is none of the collections"
            raise _bad(path, entry, problem)
    return MappingProxyType({key: _thousandths(percent) for key, percent in told.remote_share_percent.items()})


def _floor(path: Path, index: int, told: _Floor) -> Floor:
    below = _ug(path, f"floors[{index}].below", told.below)
    return Floor(_thousandths(told.percent), told.basis, below, told.forms, told.uses)


def _write_off(path: Path, index: int, told: _WriteOff) -> WriteOffLimit:
    up_to = _ug(path, f"write_off[{index}].up_to", told.up_to)
    return WriteOffLimit(told.authority, up_to, told.forms, told.classes)


def _thousandths(percent: float) -> int:
    return round(percent * 1000)


def _ug(path: Path, entry: str, text: str) -> int | None:
    """Return the ug a table writes with their unit, None where it writes nothing."""
    if not text:
        return None
    try:
        return parse_mass(text).ug
    except MassTextError as error:
        raise _bad(path, entry, f"{text!r} is no mass with a unit") from error


def _days(path: Path, texts: tuple[str, ...]) -> frozenset[Day]:
    return frozenset(_day(path, text) for text in texts)


def _day(path: Path, text: str) -> Day:
    try:
        day = parse_day(text)
    except DayTextError as error:
        raise _bad(path, "holidays", f"{text!r} is no day") from error
    if not is_precise(day):
        raise _bad(path, "holidays", f"{text!r} is no single day")
    return day


def _decoded[T](path: Path, kind: type[T]) -> T:
    try:
        written = read_text(path)
        json.loads(written)  # says in which line a file is broken, which the quick reader does not
        return decode(written, kind)
    except msgspec.ValidationError as error:
        problem, _, entry = str(error).partition(" - at ")
        raise _bad(path, entry.strip("`$.") or "file", problem) from error
    except json.JSONDecodeError as error:
        raise _bad(path, f"line {error.lineno}, column {error.colno}", error.msg) from error
    except OSError as error:
        refused = sheet_error_from(error, path)
        raise PolicyError(refused.key, **refused.facts, folder=str(path.parent)) from error
    except (ValueError, RecursionError) as error:
        raise _bad(path, "file", str(error)) from error


def _bad(path: Path, entry: str, problem: str) -> PolicyError:
    return PolicyError("policy.file_bad", file=path.name, folder=str(path.parent), entry=entry, problem=problem)


def _several(named: str | tuple[str, ...]) -> tuple[str, ...]:
    return (named,) if isinstance(named, str) else named
