"""A store with a history: one rock sawn and chipped over decades, a tray that went to another site and back."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lunarcurator.domain.acts import Act, Authority, Override, Posting
from lunarcurator.domain.facts import NameKind, ParentRole
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import (
    AddName,
    Correct,
    Daughter,
    Describe,
    FieldValue,
    Mission,
    Move,
    OpenCollection,
    Operation,
    OtherName,
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
from lunarcurator.services.form_context import find_piece
from lunarcurator.services.places import Places
from lunarcurator.services.posting import Posted
from lunarcurator.services.store_session import StoreSession

from tests.made_once import copied
from tests.still_clock import TODAY, StillClock

LONG_AGO = 19690101
SAID = tuple(
    Override(key=key, reason="seen by both")
    for key in (
        "split.attrition_large",
        "weigh.lost",
        "weigh.gained",
        "mass.rest_unmeasured",
        "split.plan_differs",
    )
)


def grams(mass: float, resolution_ug: int = 1_000) -> Mass:
    return Mass.measured(round(mass * 1_000_000), resolution_ug)


def read(mass: float) -> Reading:
    return Reading(net_ug=round(mass * 1_000_000), balance="B3")


@dataclass
class Vault:
    """A desk, what was posted on it, and short ways to name things."""

    session: StoreSession
    posted: list[Posted] = field(default_factory=list)

    @classmethod
    def make(cls, path: Path) -> "Vault":
        return cls(StoreSession.make(path, clock=StillClock()))

    @classmethod
    def furnished(cls, path: Path) -> "Vault":
        """Return a vault with people, places, a collection and a balance, and no pieces."""
        return copied(_furnished, path)

    @classmethod
    def lived(cls, path: Path) -> "Vault":
        """Return the same with a rock and all that was done to it."""
        return copied(_lived, path)

    def post(self, *operations: Operation, day: int = TODAY, **more: Any) -> Posted:
        acts = tuple(Act(operation=operation, day=day) for operation in operations)
        more.setdefault("overrides", SAID)
        self.posted.append(self.session.post(Posting(acts=acts, operator="A. Curator", **more)))
        return self.posted[-1]

    def piece(self, number: str) -> Uid:
        return find_piece(self.session, number)

    def place(self, name: str) -> int:
        tree = Places(self.session).tree()
        return next(node.id for node in tree.nodes.values() if node.name == name)

    def place_uid(self, name: str) -> Uid:
        return Places(self.session).tree().nodes[self.place(name)].uid

    def furnish(self) -> None:
        """Set up people, collection, places and a balance."""
        self.post(SetUpOperator(name="A. Curator"), SetUpOperator(name="B. Second"))
        missions = (Mission(code="Apollo 15", name="Apollo 15", opened=19710817),)
        self.post(OpenCollection(code="Apollo", name="Apollo", scheme="apollo", missions=missions), day=LONG_AGO)
        for kind, name, parent, more in (
            ("site", "Lab", None, {"atmosphere": "nitrogen"}),
            ("site", "Far site", None, {"remote": True}),
            ("vault", "Vault P", "Lab", {}),
            ("room", "Library", "Lab", {"atmosphere": "air"}),
            ("vault", "Vault 1", "Far site", {}),
            ("cabinet", "Cabinet 12", "Vault P", {"code": "C12"}),
            ("cabinet", "Cabinet 8", "Vault P", {"code": "C8"}),
            ("cabinet", "Cabinet 3", "Vault 1", {}),
            ("tray", "Tray 2", "C8", {"code": "T2", "material": "aluminium", "tare_ug": 250_000_000}),
            ("can", "Can 46", "T2", {}),
            ("bag", "Bag S", "T2", {"sealed": True}),
        ):
            self.post(SetUpPlace(kind=kind, name=name, parent=parent, **more), day=LONG_AGO)
        self.post(
            SetUpBalance(
                name="B3",
                resolution_ug=1_000,
                uncertainty_ug=1_000,
                calibrated=LONG_AGO,
                calibration_due=20991231,
            ),
            day=LONG_AGO,
        )

    def live(self) -> None:
        """Let sixty years pass."""
        self._divide()
        self._describe()
        self._enter_others()

    def _divide(self) -> None:
        self.post(
            Register(
                collection="Apollo",
                number="15555",
                mission="Apollo 15",
                mass=grams(9_614),
                original=Mass.stated(9_614_000_000, 1_000_000),
                form="whole_rock",
                class_name="mare basalt",
                place="C8",
                collected="station 9A",
                pristinity_milli=46_600,
                pristinity_day=20150311,
                condition="pristine",
                names=(OtherName(name="Great Scott", source="a compendium"),),
                other=(("Shelf mark", "B 7"),),
            ),
            day=19710902,
        )
        self.post(
            Split(
                parent="15555",
                daughters=(
                    Daughter(number="15555,46", form="slab", mass=grams(402.75), place="Can 46"),
                    Daughter(number="15555,48", form="butt_end", mass=grams(1_408.6), place="C12"),
                    Daughter(
                        number="15555,49",
                        form="sawdust",
                        mass=grams(4.2),
                        role=ParentRole.RECOVERED,
                        place="C12",
                    ),
                ),
                after=read(7_798),
                attrition_ug=450_000,
            ),
            day=19711102,
        )
        chips = tuple(
            Daughter(number=f"15555,{number}", form="chip", mass=grams(mass), place="Can 46")
            for number, mass in ((133, 5.31), (134, 8.9), (135, 10.9))
        )
        self.post(
            Split(parent="15555,46", daughters=chips, after=read(377.402), attrition_ug=238_000), day=19720308
        )
        self.post(Move(to="Cabinet 3", places=("T2",)), day=20020311)
        self.post(Move(to="C8", places=("T2",)), day=20190618)
        self.post(Weigh(sample="15555,46", reading=read(377.39)), day=20190618)
        sections = (
            Daughter(number="15555,210", form="thin_section", mass=Mass.unknown("section"), place="Library"),
            Daughter(number="15555,211", form="chip", mass=Mass.unknown("not_weighed"), place="Bag S"),
        )
        self.post(Split(parent="15555,48", daughters=sections, after=read(1_406)), day=20200101)

    def _describe(self) -> None:
        self.post(
            Correct(
                sample="15555,46",
                field="class_name",
                old="mare basalt",
                new="olivine basalt",
                evidence="a thin section",
            ),
            day=20200303,
        )
        self.post(
            AddName(sample="15555,46", name="SLAB A", kind=NameKind.UNOFFICIAL, source="data pack"), day=20200304
        )
        self.post(
            Describe(sample="15555,46", values=(FieldValue(field="remarks", value="Kept face up"),)), day=20200305
        )

    def _enter_others(self) -> None:
        catalogue = [
            Register(
                collection="Apollo",
                number=number,
                mission="Apollo 15",
                mass=Mass.unknown("not_reconciled"),
                original=Mass.stated(ug, 10_000),
                form="whole_rock",
            )
            for number, ug in (("15415", 269_400_000), ("15016", 923_700_000))
        ]
        self.post(*catalogue, day=19710817, source="rocks.csv", title="rocks.csv")
        guess = Register(
            collection="Apollo",
            number="15500",
            mission="Apollo 15",
            mass=Mass.estimated(150_000_000),
            place="Library",
        )
        self.post(guess, day=20000101)
        moved = self.post(Move(to="C12", samples=("15555,46",)), day=20210101)
        self.post(Reverse(entry=str(moved.seq)))
        self.post(Sight(samples=("15555,46",)), day=20260101)

    def allowed(self, *operations: Operation, day: int = TODAY) -> Posted:
        """Post what needs an authority and a second person."""
        allowed = ("write_off.needs_authority", "mass.does_not_close")
        return self.post(
            *operations,
            day=day,
            overrides=(*SAID, *(Override(key=key, reason="the board decided") for key in allowed)),
            witness="B. Second",
            authority=Authority(name="The board", document="Minutes 7"),
        )


def _furnished(path: Path) -> Vault:
    made = Vault.make(path)
    made.furnish()
    return made


def _lived(path: Path) -> Vault:
    made = _furnished(path)
    made.live()
    return made
