"""What is said of a borrower who answers for nothing any more, and whom a letter may still reach."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from lunarcurator.domain.days import Day
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.lending.agreements import Agreement
from lunarcurator.domain.lending.people import Person
from lunarcurator.domain.lending.terms import AgreementState, PersonEnd
from lunarcurator.services.words import Words

_MOST: Final = 3


@dataclass(frozen=True, slots=True)
class Gone:
    """How and on which day a borrower ended, and who can be written to in his place, each with a contact.

    `by_agreement` are those whom the agreements name that hold now for what is out, `instead` others who are at
    the same institution.
    """

    how: PersonEnd
    day: Day
    instead: tuple[str, ...]
    by_agreement: tuple[str, ...] = ()

    def facts(self, name: str) -> dict[str, object]:
        """Return what the sentence `letters.gone` says of a borrower of this name."""
        told = {"instead": "; ".join(self.instead), "by_agreement": "; ".join(self.by_agreement)}
        return {"name": name, "how": str(self.how), "day": self.day, **told}


def gone_of(
    person: Person,
    people: Collection[Person],
    today: Day,
    agreements: Mapping[Uid, Agreement],
    under: Iterable[Uid | None],
) -> Gone | None:
    """Return what is on record of a borrower who died, retired or moved by a day, None for anybody else.

    In place of him stand those whom the agreements name that hold on that day for what is out `under` some, and
    those who are at one of his institutions then, with the first contact of each.
    """
    if person.ended_how is None or person.is_answerable(today):
        return None
    houses = {each.institution for each in person.affiliations}
    following = _named_in(agreements, under, today) - {person.uid}
    follow = [each for each in people if each.uid in following and each.is_answerable(today)]
    there = (each for each in people if each not in follow and _is_there(each, person, houses, today))
    named = sorted((_named(each) for each in there), key=str.casefold)
    by_agreement = sorted((_named(each) for each in follow), key=str.casefold)
    return Gone(person.ended_how, person.ended, tuple(named[:_MOST]), tuple(by_agreement))


def _is_there(each: Person, person: Person, houses: Collection[Uid], day: Day) -> bool:
    """Tell whether somebody else can be written to at one of these institutions on a day."""
    if each.uid == person.uid or not each.is_answerable(day):
        return False
    return any(held.institution in houses and held.holds_on(day) for held in each.affiliations)


def _named_in(agreements: Mapping[Uid, Agreement], under: Iterable[Uid | None], day: Day) -> set[Uid]:
    """Return who is named as person or cosigner in what holds on a day in place of these agreements."""
    holding = [_holds(agreements, agreements[uid], day) for uid in under if uid is not None]
    return {uid for each in holding for uid in (each.person, each.cosigner) if uid is not None}


def _holds(agreements: Mapping[Uid, Agreement], at: Agreement, day: Day) -> Agreement:
    """Return what holds in place of an agreement on a day: itself, or the last of its successors by then."""
    while at.renewed_by is not None and at.state_on(day, 0) is AgreementState.RENEWED:
        at = agreements[at.renewed_by]
    return at


def name_now(words: Words, name: str, gone: Gone | None) -> str:
    """Return the name of a borrower with how and since when that person answers for nothing, if that is so."""
    return name_on(words, name, gone.day, gone.how, gone.day) if gone is not None else name


def name_on(words: Words, name: str, ended: Day, how: object, day: Day) -> str:
    """Return the name of a borrower on a day, with how and since when that person answers for nothing any more.

    `ended` is 0 for anybody who still does.
    """
    if not ended or day < ended:
        return name
    return words.say("person.gone", {"name": name, "how": str(how), "day": ended})


def _named(person: Person) -> str:
    return f"{person.name} ({person.contacts[0]})" if person.contacts else person.name
