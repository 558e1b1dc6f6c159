"""A laboratory's first store: made whole, with the lab, its first person and its collections, or not at all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.identity import OperatorRef, ref_of
from lunarcurator.domain.operations import SetUpPlace
from lunarcurator.services.collections import KnownCollection
from lunarcurator.services.desk import Desk
from lunarcurator.services.first_operator import make_first_operator
from lunarcurator.services.people import People
from lunarcurator.services.stores import OpenedStore, start_store
from lunarcurator.store.copying import SIDES
from lunarcurator.store.errors import StoreError
from lunarcurator.store.seats import side_file


@dataclass(frozen=True, slots=True)
class FirstStart:
    """What a laboratory says of itself at the start.

    An empty lab sets up no site, an empty operator is the person this system knows.
    """

    lab: str = ""
    operator: str = ""
    collections: Sequence[KnownCollection] = ()


def begin(path: Path, told: FirstStart) -> OpenedStore:
    """Make a store, its first operator, the site of the lab and the collections, and open it.

    Raises `StoreError` or `Refusal`; a store that could not be made whole is taken away again.
    """
    if path.exists():
        raise StoreError("store.exists", file=path.name)
    opened = start_store(path)
    try:
        make_first_operator(opened.desk, told.operator)
        acts = tuple(_acts(opened.desk, told))
        if acts:
            operator = People(opened.desk).operators()[0]
            opened.desk.post(Posting(acts=acts, operator=OperatorRef(ref_of(operator.uid))))
    except BaseException:
        opened.desk.close()
        for left in (*(path.with_name(path.name + ending) for ending in SIDES), side_file(path)):
            left.unlink(missing_ok=True)
        raise
    return opened


def _acts(desk: Desk, told: FirstStart) -> Iterator[Act]:
    if told.lab.strip():
        yield Act(operation=SetUpPlace(kind="site", name=told.lab.strip()), day=desk.today)
    for each in told.collections:
        yield Act(operation=each.opening(), day=each.first_day or desk.today)
