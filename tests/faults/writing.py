"""What the process does that is killed: posts without end, and says after each entry that it is in."""

import random
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.identity import OperatorRef
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import (
    AddName,
    Daughter,
    Move,
    Operation,
    Reading,
    Register,
    Reverse,
    Split,
    Weigh,
)
from lunarcurator.services.posting import Posted
from lunarcurator.services.store_session import StoreSession

from tests.store.making import TABLES

DAY = 20200201


def post_without_end(path: Path, told: Connection, seed: int) -> None:
    """Post single acts, undo and redo some, and bring the log into the file now and then."""
    chance = random.Random(seed)
    session = StoreSession.open(path, tables=TABLES)
    told.send(session.head().seq)
    for operations in _acts(session, chance):
        posted = _post(session, operations)
        told.send(posted.seq)
        if chance.random() < 0.2:
            # What follows rests on it, so that it is put back.
            undone = _post(session, [Reverse(entry=str(posted.seq))])
            told.send(undone.seq)
            told.send(_post(session, [Reverse(entry=str(undone.seq))]).seq)
        if chance.random() < 0.1:
            session.database.checkpoint()


def import_without_end(path: Path, told: Connection, rows: int) -> None:
    """Post one import of many rows after the other, each undone again."""
    session = StoreSession.open(path, tables=TABLES)
    told.send(session.head().seq)
    while True:
        posted = _post(session, [_row(16_000 + at) for at in range(rows)], source="list.csv")
        told.send(posted.seq)
        told.send(_post(session, [Reverse(entry=str(posted.seq))]).seq)


def _acts(session: StoreSession, chance: random.Random) -> Iterator[list[Operation]]:
    while True:
        number = 20_000 + session.head().seq
        rock = Mass.measured(100_000_000, 1_000)
        yield [Register(collection="Apollo", number=str(number), mission="Apollo 15", mass=rock, place="C8")]
        masses = [chance.randint(1, 9) * 1_000_000 for _ in "abc"]
        chips = tuple(Daughter(form="chip", mass=Mass.measured(mass, 1_000)) for mass in masses)
        yield [Split(parent=str(number), daughters=chips)]
        yield [Weigh(sample=f"{number},1", reading=Reading(net_ug=masses[0], resolution_ug=1_000))]
        yield [
            Move(to="C9", samples=(f"{number},2", f"{number},3")),
            AddName(sample=str(number), name=f"Found beside {number}"),
        ]


def _row(number: int) -> Register:
    original = Mass.stated(1_000_000 + number, 10_000)
    mass = Mass.unknown("not_reconciled")
    return Register(collection="Apollo", number=str(number), mission="Apollo 15", mass=mass, original=original)


def _post(session: StoreSession, operations: list[Operation], source: str = "") -> Posted:
    acts = tuple(Act(operation=operation, day=DAY) for operation in operations)
    return session.post(Posting(acts=acts, operator=OperatorRef("A. Curator"), source=source))
