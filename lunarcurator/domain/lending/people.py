"""Institutions and people who borrow, as the desk knows them now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Final, Self

from lunarcurator.domain.days import Day, last_day
from lunarcurator.domain.facts import Scalar
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import Record
from lunarcurator.domain.lending.terms import InstitutionType, LimitKind, PersonEnd, PersonRole
from lunarcurator.domain.typed_records import Entries, read
from lunarcurator.domain.words_folding import number_key

OTHER_NAME: Final = "othername/"
AFFILIATION: Final = "affiliation/"
CONTACT: Final = "contact/"
LIMIT: Final = "limit/"


@dataclass(frozen=True, slots=True)
class Limit:
    """A restriction noted on a borrower; days 0 where open, `lifted` the day it was lifted."""

    uid: Uid
    kind: LimitKind
    text: str
    since: Day
    until: Day
    lifted: Day

    def holds_on(self, day: Day) -> bool:
        """Tell whether the restriction holds on a day."""
        ended = min((each for each in (self.until, self.lifted and self.lifted - 1) if each), default=0)
        return self.since <= day and (not ended or day <= ended)


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution:
    """An institution that borrows; `names` are its names in other scripts and languages."""

    uid: Uid
    name: str
    names: Annotated[tuple[str, ...], Entries(OTHER_NAME)]
    country: str
    type: InstitutionType = InstitutionType.OTHER
    address: str
    remarks: str
    retired: bool
    limits: Annotated[tuple[Limit, ...], Entries(LIMIT)]
    fields: Mapping[str, Scalar]

    @classmethod
    def of(cls, state: Record) -> Self:
        """Return the institution a state of the desk describes."""
        return read(cls, state.uid, state.fields)


@dataclass(frozen=True, slots=True)
class Held:
    """What a person is or was at an institution; days 0 where not known or open."""

    uid: Uid
    institution: Uid
    role: PersonRole
    since: Day
    until: Day

    def holds_on(self, day: Day) -> bool:
        """Tell whether the person is there on a day; of a month or year somebody named, its last day counts."""
        return self.since <= day and (not self.until or day <= last_day(self.until))


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person at the loan desk; a day is 0 if not known.

    `institution` is that of the leading affiliation without an end, also of one to come: where the person ends up.
    `confirmed` is the last day somebody heard of the person, `confirmed_how` in what way (audit finding 4).
    """

    uid: Uid
    name: str
    names: Annotated[tuple[str, ...], Entries(OTHER_NAME)]
    institution: Uid | None
    affiliations: Annotated[tuple[Held, ...], Entries(AFFILIATION)]
    contacts: Annotated[tuple[str, ...], Entries(CONTACT)]
    confirmed: Day
    confirmed_how: str
    ended: Day
    ended_how: PersonEnd | None
    limits: Annotated[tuple[Limit, ...], Entries(LIMIT)]
    remarks: str
    fields: Mapping[str, Scalar]

    @classmethod
    def of(cls, state: Record) -> Self:
        """Return the person a state of the desk describes."""
        return read(cls, state.uid, state.fields)

    def is_answerable(self, day: Day) -> bool:
        """Tell whether the person can answer for pieces on a day: neither died, retired nor moved before."""
        return not self.ended or day < self.ended

    def institution_on(self, day: Day) -> Uid | None:
        """Return the institution that counts on a day: where the person is responsible, then the latest.

        Of somebody whose affiliations are not on record it is the one that stands there.
        """
        if not self.affiliations:
            return self.institution
        return leading([each for each in self.affiliations if each.holds_on(day)])

    def role_at(self, institution: Uid, day: Day) -> PersonRole | None:
        """Return what the person is at an institution on a day, None if nothing."""
        found = (each for each in self.affiliations if each.institution == institution and each.holds_on(day))
        return next((each.role for each in found), None)


def leading(held: Iterable[Held]) -> Uid | None:
    """Return the institution that counts of several: where the person is responsible, then the latest."""
    best = max(held, key=lambda each: (each.role is PersonRole.RESPONSIBLE, each.since), default=None)
    return best.institution if best else None


def former_name(before: str, name: str, names: Iterable[str]) -> str:
    """Return what stays on record of a name that another takes the place of; "" where one of the names finds it.

    `before` was the name and `name` is it now, `names` are the other names; only in capitals, spaces or signs
    between may one that finds it differ.
    """
    return "" if number_key(before) in {number_key(each) for each in (name, *names)} else before
