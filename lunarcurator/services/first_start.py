"""A laboratory's first store: made whole, with the lab, its first person and its collections, or not at all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.days import UNKNOWN_DAY, Day
from lunarcurator.domain.identity import OperatorRef, ref_of
from lunarcurator.domain.operations import SetUpPlace
from lunarcurator.services.collections import KnownCollection
from lunarcurator.services.first_operator import make_first_operator
from lunarcurator.services.people import People
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.stores import OpenedStore, start_store


@dataclass(frozen=True, slots=True)
class FirstStart:
    """What a laboratory says of itself at the start.

    An empty lab sets up no site, an empty operator is the person this system knows. `opened` is the day since
    which there is the lab, so that what happened long ago can be entered; unknown, it is today.
    """

    lab: str = ""
    operator: str = ""
    collections: Sequence[KnownCollection] = ()
    opened: Day = UNKNOWN_DAY


def begin(path: Path, told: FirstStart) -> OpenedStore:
    """Make a store, its first operator, the site of the lab and the collections, and open it.

    Raises `StoreError` or `Refusal`; the store has its name only when all of it is there.
    """
    return start_store(path, lambda session: _fill(session, told))


def _fill(session: StoreSession, told: FirstStart) -> None:
    make_first_operator(session, told.operator)
    acts = tuple(_acts(session, told))
    if acts:
        operator = People(session).operators()[0]
        session.post(Posting(acts=acts, operator=OperatorRef(ref_of(operator.uid))))


def _acts(session: StoreSession, told: FirstStart) -> Iterator[Act]:
    since = told.opened or session.today
    if told.lab.strip():
        yield Act(operation=SetUpPlace(kind="site", name=told.lab.strip()), day=since)
    for each in told.collections:
        yield Act(operation=each.opening(), day=each.first_day or since)
