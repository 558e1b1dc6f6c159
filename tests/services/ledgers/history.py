"""A store with a bit of everything: three missions and a second collection, splits, weighings, suspense, undos."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from lunarcurator.domain.acts import Act, Authority, Override, Posting
from lunarcurator.domain.facts import NameKind
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import (
    AddName,
    Correct,
    CorrectPlace,
    Daughter,
    Describe,
    FieldValue,
    Mission,
    Move,
    OpenCollection,
    Operation,
    OtherName,
    PlanSplit,
    PrintLabels,
    Reading,
    Register,
    Reverse,
    SetUpBalance,
    SetUpOperator,
    SetUpPlace,
    Sight,
    Split,
    Void,
    Weigh,
    WriteOff,
)
from lunarcurator.domain.status import Role
from lunarcurator.services.form_context import find_piece
from lunarcurator.services.posting import Posted
from lunarcurator.services.store_session import StoreSession

from tests.made_once import copied
from tests.still_clock import TODAY, StillClock

GRAM = 1_000_000


@dataclass
class History:
    """The desk, and the entries by a name of their own."""

    session: StoreSession
    clock: StillClock
    entries: dict[str, Posted] = field(default_factory=dict)

    @classmethod
    def make(cls, path: Path) -> Self:
        clock = StillClock()
        return cls(StoreSession.make(path, clock=clock), clock)

    def post(self, *operations: Operation, day: int = TODAY, name: str = "", **more: object) -> Posted:
        acts = tuple(Act(operation=each, day=day) for each in operations)
        operator = more.pop("operator", "A. Curator")
        posted = self.session.post(Posting(acts=acts, operator=operator, **more))
        if name:
            self.entries[name] = posted
        return posted

    def piece(self, number: str) -> Uid:
        return find_piece(self.session, number)

    def furnish(self) -> None:
        """Set up people, a balance, collections and places."""
        self.post(SetUpOperator(name="A. Curator"), name="curator")
        self.post(SetUpOperator(name="P. Processor", role=Role.PROCESSOR))
        self.post(SetUpBalance(name="B1", resolution_ug=1000, calibrated=20260101, calibration_due=20271231))
        self.post(apollo(), day=19690101, name="apollo")
        change = (Mission(code="Chang'e-5", name="Chang'e-5", opened=20201219),)
        self.post(OpenCollection(code="CE5", name="Chang'e-5", scheme="change", missions=change), day=20201216)
        self.post(SetUpPlace(kind="site", name="Lab"), day=19690101)
        self.post(SetUpPlace(kind="room", name="Room 1", parent="Lab"), day=19690101)
        self.post(SetUpPlace(kind="vault", name="Vault 1", parent="Room 1"), day=19690101)
        self.post(SetUpPlace(kind="cabinet", name="Cabinet 1", parent="Vault 1", code="CAB-1"), day=19690101)
        self.post(SetUpPlace(kind="tray", name="Tray 7", parent="Cabinet 1"), day=19690101, name="tray")
        self.post(SetUpPlace(kind="site", name="Far site", remote=True), day=19690101)
        self.post(SetUpPlace(kind="room", name="Far room", parent="Far site"), day=19690101)

    def receive(self) -> None:
        """Register five pieces: three of known mass, one not reconciled, one sealed."""
        rock = Mass.measured(9_614 * GRAM, GRAM)
        names = (OtherName(name="Great Scott"),)
        self.post(_piece("15555", "Apollo 15", rock, "whole_rock", names=names), day=19710817, name="rock")
        original = Mass.stated(5_629 * GRAM, GRAM)
        soil = _piece("10002", "Apollo 11", Mass.unknown("not_weighed"), "fines", original=original)
        self.post(soil, day=19690725, name="soil")
        self.post(_piece("14321", "Apollo 14", Mass.measured(8_998 * GRAM, GRAM), "whole_rock"), day=19710211)
        self.post(_piece("14305", "Apollo 14", Mass.unknown("sealed"), "whole_rock"), day=19710212)
        self.post(
            Register(
                collection="CE5",
                number="CE5C0100",
                mission="Chang'e-5",
                mass=Mass.measured(200 * GRAM, 100),
                place="Cabinet 1",
            ),
            day=20201219,
        )

    def work(self) -> None:
        """Split, weigh, move, correct, undo: everything a journal tells."""
        slab = Daughter(form="slab", mass=Mass.measured(402_750_000, 1000))
        chips = (slab, Daughter(form="chip", mass=Mass.measured(3_871_000, 1000)), Daughter(form="chip"))
        after = Reading(net_ug=9_207 * GRAM, resolution_ug=GRAM)
        self.post(Split(parent="15555", daughters=chips, after=after), day=19720310, name="first split")
        self.post(
            Split(
                parent="15555,1",
                daughters=(Daughter(form="chip", mass=Mass.measured(4_106_000, 1000)), chips[1]),
                after=Reading(net_ug=394_742_000, resolution_ug=1000),
                attrition_ug=31_000,
            ),
            overrides=(Override(key="split.attrition_large", reason="One grain fell into the gutter"),),
            reason="Order 1637",
            operator="P. Processor",
            witness="A. Curator",
            name="split",
        )
        self.post(Weigh(sample="15555,2", reading=Reading(net_ug=3_870_000, balance="B1")), name="weighing")
        self.post(Move(to="Far room", samples=("14321",)), operator="P. Processor", name="remote")
        self.post(Move(to="Vault 1", places=("Tray 7",)), reason="Cabinet to be cleaned", name="move")
        wrong = self.post(Move(to="Cabinet 1", places=("Tray 7",)), reason="Wrong cabinet", name="wrong move")
        self.post(Reverse(entry=str(wrong.seq)), reason="Wrong cabinet", name="undo")
        self.post(AddName(sample="15555", name="Big Rock", kind=NameKind.INFORMAL), name="name")
        self.post(Describe(sample="14321", values=(FieldValue(field="class_name", value="breccia"),)))
        new = "crystalline-matrix breccia"
        self.post(Correct(sample="14321", field="class_name", old="breccia", new=new, evidence="p. 3"))
        self.post(CorrectPlace(place="Tray 7", field="remarks", old=None, new="left shelf"))
        self.post(Sight(samples=("15555", "15555,1")), name="sighting")
        self.post(PlanSplit(parent="10002", daughters=(Daughter(form="chip"), Daughter(form="chip"))), name="plan")
        self.post(_piece("14306", "Apollo 14", Mass.measured(5 * GRAM, 1000), "chip"), name="mistake")
        self.post(Void(sample="14306"), reason="Registered twice", name="void")
        self.post(PrintLabels(samples=("15555", "15555,1"), layout="roll_50x25"), name="labels")
        reading = Reading(net_ug=5_000 * GRAM, resolution_ug=GRAM)
        self.post(Weigh(sample="10002", reading=reading), day=20240105, name="late weighing")
        self.post(
            WriteOff(sample="10002", ug=100 * GRAM),
            overrides=(Override(key="write_off.needs_authority", reason="Old loss"),),
            authority=Authority(name="Head of curation", document="Memo 7"),
            witness="P. Processor",
            name="write-off",
        )

    def import_catalogue(self, rows: int) -> Posted:
        """Bring in rows of an old catalogue, each of one gram and a little more, as one entry."""
        acts = tuple(
            Act(
                operation=_piece(
                    f"{16000 + row}",
                    "Apollo 15",
                    Mass.unknown("not_reconciled"),
                    "whole_rock",
                    original=Mass.stated(GRAM + row * 1000, 1000),
                ),
                day=19710817,
            )
            for row in range(rows)
        )
        posting = Posting(acts=acts, operator="A. Curator", source="catalogue.csv", source_sha256="ab" * 32)
        self.entries["import"] = self.session.post(posting)
        return self.entries["import"]


def apollo(code: str = "Apollo") -> OpenCollection:
    missions = (
        Mission(code="Apollo 15", name="Apollo 15", opened=19710817),
        Mission(code="Apollo 11", name="Apollo 11", opened=19690725),
        Mission(code="Apollo 14", name="Apollo 14", opened=19710211),
    )
    return OpenCollection(code=code, name=code, scheme="apollo", missions=missions)


def _piece(number: str, mission: str, mass: Mass, form: str, **more: object) -> Register:
    place = {} if more.get("original") and number != "10002" else {"place": "Tray 7"}
    return Register(collection="Apollo", number=number, mission=mission, mass=mass, form=form, **place, **more)


def lived(path: Path) -> History:
    """Return the whole history, in a store at this path."""
    return copied(_lived, path)


def _lived(path: Path) -> History:
    history = History.make(path)
    history.furnish()
    history.receive()
    history.work()
    return history
