"""A small lab in which much needs a hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.domain.acts import Act, Override, Posting
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import (
    CheckPlace,
    Daughter,
    Extra,
    Mission,
    OpenCollection,
    Operation,
    PlanSplit,
    Reading,
    Register,
    SeenElsewhere,
    SetUpBalance,
    SetUpOperator,
    SetUpPlace,
    Split,
    Weigh,
)
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.posting import Posted
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words
from lunarcurator.store.reads.records import records

from tests.made_once import copied

TODAY = 20260601
DAY_US = 86_400_000_000


class Hands:
    """The clock of the lab, which can be put back."""

    def __init__(self) -> None:
        self.us = 1_780_000_000_000_000 + 4 * DAY_US

    def now_us(self) -> int:
        self.us += 1_000_000
        return self.us


class Lab:
    def __init__(self, path: Path) -> None:
        self.clock = Hands()
        self.session = StoreSession.make(path, clock=self.clock)
        self.post(SetUpOperator(name="A. Curator"), day=19690101, operator="")
        self.post(
            OpenCollection(
                code="Apollo",
                name="Apollo",
                scheme="apollo",
                missions=(Mission(code="Apollo 15", name="Apollo 15"),),
            ),
            SetUpBalance(name="B1", resolution_ug=10, calibrated=20240101, calibration_due=20250101),
            SetUpBalance(name="B2", resolution_ug=10, calibrated=20260101, calibration_due=20260615),
            SetUpBalance(name="B3", resolution_ug=10, calibrated=20260101, calibration_due=20280101),
            SetUpBalance(name="B4", resolution_ug=10),
            SetUpBalance(name="B5", resolution_ug=10, retired=True),
            SetUpPlace(kind="site", name="Lab"),
            SetUpPlace(kind="vault", name="Vault", parent="Lab"),
            SetUpPlace(kind="cabinet", name="Cabinet", parent="Vault"),
            SetUpPlace(kind="cabinet", name="Other", parent="Vault"),
            SetUpPlace(kind="site", name="Far", remote=True),
            SetUpPlace(kind="cabinet", name="Far cabinet", parent="Far"),
            day=19700101,
        )
        for number, place, mass in (
            ("15555", "Cabinet", Mass.measured(10_000_000, 10)),
            ("15556", "Cabinet", Mass.unknown("not_weighed")),
            ("15557", "Other", Mass.measured(30_000_000, 10)),
            ("15558", "Far cabinet", Mass.measured(10_000_000, 10)),
        ):
            told = {"class_name": "Basalt", "place": place, "mass": mass}
            self.post(Register(collection="Apollo", number=number, mission="Apollo 15", **told), day=19710817)

    def post(
        self, *operations: Operation, day: int = TODAY, operator: str = "A. Curator", **more: object
    ) -> Posted:
        acts = tuple(Act(operation=each, day=day) for each in operations)
        who = operator if operator else "#" + "0" * 32
        return self.session.post(Posting(acts=acts, operator=who, **more))

    def uid(self, kind: Subject, name: str) -> Uid:
        with self.session.database.connect() as connection:
            rows = records(connection, kind)
        return next(row.state.uid for row in rows if name in {row.state.name, row.state.code})

    def count(self) -> Posted:
        elsewhere = (SeenElsewhere(sample="15556", place="Other"),)
        extra = (Extra(sample="15557"), Extra(text="15x", remarks="a chip in foil"))
        return self.post(CheckPlace(place="Cabinet", missing=("15555",), elsewhere=elsewhere, extra=extra))

    def plan(self) -> Posted:
        daughters = (Daughter(number="15557,1", form="chip"), Daughter(number="15557,2"))
        more = {
            "order": "WO-1",
            "assigned": "P. Processor",
            "request": "R-9",
            "purpose": "dating",
            "method": "saw",
        }
        return self.post(PlanSplit(parent="15557", daughters=daughters, **more))

    def lose(self) -> None:
        """Lose 2 mg of 30 g to the saw, and 200 mg of 10 g by weighing."""
        daughter = Daughter(number="15557,9", mass=Mass.measured(1_000_000, 10))
        self.post(Split(parent="15557", daughters=(daughter,), attrition_ug=2_000))
        reading = Reading(net_ug=9_800_000, balance="B3")
        self.post(Weigh(sample="15555", reading=reading), overrides=self.overrides("weigh.lost"))

    def gain(self) -> None:
        """Weigh 300 mg more of what 200 mg were lost of."""
        reading = Reading(net_ug=10_100_000, balance="B3")
        self.post(Weigh(sample="15555", reading=reading), overrides=self.overrides("weigh.gained"))

    def overrides(self, *keys: str) -> tuple[Override, ...]:
        return tuple(Override(key=key, reason="dried") for key in keys)


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    made = copied(Lab, tmp_path / "lab.lunar")
    yield made
    made.session.close()


@pytest.fixture(scope="session", params=["en", "zh_CN"])
def words(request: pytest.FixtureRequest) -> Words:
    return Words.load(request.param, resources_folder() / "languages", strict=True)
