"""Makes a small store with something of everything, to be kept as a file of its schema's version.

Run once per released schema, `python -m tests.store.old.making`, and never again for an older one.
"""

import gzip
import tempfile
from pathlib import Path

from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.identity import CollectionRef, EntryRef, OperatorRef, PieceRef, PlaceRef
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import (
    AddName,
    Daughter,
    Describe,
    FieldValue,
    Mission,
    Move,
    OpenCollection,
    Operation,
    Reading,
    Register,
    Reverse,
    SetUpBalance,
    SetUpOperator,
    SetUpPlace,
    Sight,
    Split,
    Weigh,
)
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store import schema

KEPT = Path(__file__).parent / f"{schema.SCHEMA_HEAD}.lunar.gz"
DAY = 20200101
APOLLO = CollectionRef("Apollo")
MISSIONS = (Mission(code="Apollo 15", name="Apollo 15", opened=19710817),)


class Ticking:
    def __init__(self) -> None:
        self.us = 1_780_000_000_000_000

    def now_us(self) -> int:
        self.us += 1_000
        return self.us


def acts() -> list[list[Operation]]:
    rock = Mass.measured(100_000_000, 1_000)
    registered: dict[str, object] = {"collection": APOLLO, "mission": "Apollo 15", "form": "whole_rock"}
    chips = tuple(Daughter(form="chip", mass=Mass.measured(ug, 1_000)) for ug in (4_000_000, 3_000_000))
    return [
        [SetUpOperator(name="A. Curator")],
        [OpenCollection(code="Apollo", name="Apollo", scheme="apollo", missions=MISSIONS)],
        [SetUpPlace(kind="site", name="Lab"), SetUpPlace(kind="building", name="House", parent=PlaceRef("Lab"))],
        [SetUpPlace(kind="room", name="Room", parent=PlaceRef("House"))],
        [SetUpPlace(kind="vault", name="Vault", parent=PlaceRef("Room"))],
        [SetUpPlace(kind="cabinet", name="Cabinet 8", parent=PlaceRef("Vault"), code="C8")],
        [SetUpBalance(name="B3", resolution_ug=1_000, calibrated=20191201, calibration_due=20991231)],
        [Register(number="15555", mass=rock, place=PlaceRef("C8"), remarks="玄武岩 vesicular", **registered)],
        [Register(number="15556", original=Mass.stated(1_542_300_000, 100_000), **registered)],
        [Split(parent=PieceRef("15555"), daughters=chips)],
        [Weigh(sample=PieceRef("15555,1"), reading=Reading(net_ug=3_999_000, resolution_ug=1_000))],
        [Move(to=PlaceRef("Vault"), samples=(PieceRef("15555,2"),))],
        [Sight(samples=(PieceRef("15555,1"),), place=PlaceRef("C8"))],
        [AddName(sample=PieceRef("15555"), name="Great", source="a label")],
        [Describe(sample=PieceRef("15556"), values=(FieldValue(field="class_name", value="Basalt"),))],
        [Register(number="15557", mass=rock, **registered)],
    ]


def make(path: Path) -> None:
    session = StoreSession.make(path, clock=Ticking())
    for operations in acts():
        posted = post(session, *operations)
    post(session, Reverse(entry=EntryRef(str(posted))))
    session.close()


def post(session: StoreSession, *operations: Operation) -> int:
    told = tuple(Act(operation=operation, day=DAY) for operation in operations)
    return session.post(Posting(acts=told, operator=OperatorRef("A. Curator"))).seq


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "old.lunar"
        make(made)
        KEPT.write_bytes(gzip.compress(made.read_bytes(), mtime=0))
