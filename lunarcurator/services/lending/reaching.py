"""What is said of a borrower who answers for nothing any more, and whom a letter may still reach."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from lunarcurator.domain.days import Day
from lunarcurator.domain.lending.people import Person
from lunarcurator.domain.lending.terms import PersonEnd
from lunarcurator.services.words import Words

_MOST: Final = 3


@dataclass(frozen=True, slots=True)
class Gone:
    """How and on which day a borrower ended, and who of the same institution can be written to, with a contact."""

    how: PersonEnd
    day: Day
    instead: tuple[str, ...]

    def facts(self, name: str) -> dict[str, object]:
        """Return what the sentence `letters.gone` says of a borrower of this name."""
        return {"name": name, "how": str(self.how), "day": self.day, "instead": "; ".join(self.instead)}


def gone_of(person: Person, people: Iterable[Person], today: Day) -> Gone | None:
    """Return what is on record of a borrower who died, retired or moved by a day, None for anybody else.

    In place of him stand those who are at one of his institutions on that day, with the first contact of each.
    """
    if person.ended_how is None or person.is_answerable(today):
        return None
    houses = {each.institution for each in person.affiliations}
    there = (
        each
        for each in people
        if each.uid != person.uid
        and each.is_answerable(today)
        and any(held.institution in houses and held.holds_on(today) for held in each.affiliations)
    )
    named = sorted((_named(each) for each in there), key=str.casefold)
    return Gone(person.ended_how, person.ended, tuple(named[:_MOST]))


def name_on(words: Words, name: str, ended: Day, how: object, day: Day) -> str:
    """Return the name of a borrower on a day, with how and since when that person answers for nothing any more.

    `ended` is 0 for anybody who still does.
    """
    if not ended or day < ended:
        return name
    return words.say("person.gone", {"name": name, "how": str(how), "day": ended})


def _named(person: Person) -> str:
    return f"{person.name} ({person.contacts[0]})" if person.contacts else person.name
