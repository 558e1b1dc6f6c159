"""A small real store with every kind of fact in it, made by posting."""

from dataclasses import dataclass
from pathlib import Path

from lunarcurator.domain.acts import Act, Override, Posting
from lunarcurator.domain.facts import ExposureKind, NameKind, RelationKind
from lunarcurator.domain.identity import OperatorRef
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import (
    AddName,
    CheckPlace,
    Correct,
    Daughter,
    Describe,
    Expose,
    FieldValue,
    Mission,
    Move,
    OpenCollection,
    Operation,
    OtherName,
    PlanSplit,
    Reading,
    Register,
    Relate,
    RetirePlace,
    Reverse,
    SetUpBalance,
    SetUpOperator,
    SetUpPlace,
    Sight,
    Split,
    StateFact,
    Weigh,
)
from lunarcurator.domain.operations.borrowing import SetUpPerson
from lunarcurator.domain.operations.requesting import RequestLoan, Wanted
from lunarcurator.services.posting import Posted
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.tables import load_tables

from tests.still_clock import MAY_US, StillClock

TABLES = load_tables()
DAY = 20200101


@dataclass
class Lab:
    """A desk and a short way to post on it."""

    session: StoreSession
    clock: StillClock

    def post(self, *operations: Operation, day: int = DAY, why: str = "", **more: object) -> Posted:
        overrides = tuple(Override(key=key, reason=why or "looked at") for key in more.pop("over", ()))  # type: ignore[call-overload]
        posting = Posting(
            acts=tuple(Act(operation=operation, day=day) for operation in operations),
            operator=OperatorRef("A. Curator"),
            reason=why,
            overrides=overrides,
            **more,  # type: ignore[arg-type]
        )
        return self.session.post(posting)


def new_lab(path: Path) -> Lab:
    """A store with operators, a collection, a row of places and a balance."""
    clock = StillClock(MAY_US)
    lab = Lab(StoreSession.make(path, tables=TABLES, clock=clock), clock)
    lab.post(SetUpOperator(name="A. Curator"))
    lab.post(SetUpOperator(name="B. Second"))
    mission = Mission(code="Apollo 15", name="Apollo 15", opened=19710817)
    lab.post(OpenCollection(code="Apollo", name="Apollo", scheme="apollo", missions=(mission,)))
    lab.post(SetUpPlace(kind="site", name="Lab"), SetUpPlace(kind="building", name="House", parent="Lab"))
    lab.post(SetUpPlace(kind="room", name="Room", parent="House"))
    lab.post(
        SetUpPlace(kind="vault", name="Vault", parent="Room"), SetUpPlace(kind="vault", name="V2", parent="Room")
    )
    for code in ("C8", "C9"):
        lab.post(SetUpPlace(kind="cabinet", name=f"Cabinet {code[1]}", parent="Vault", code=code, remarks="steel"))
    lab.post(SetUpBalance(name="B3", resolution_ug=1_000, calibrated=20191201, calibration_due=20991231))
    return lab


def rock(number: str, grams: int = 100, **more: object) -> Register:
    """A weighed rock in cabinet 8."""
    told: dict[str, object] = {"form": "whole_rock", "place": "C8", "remarks": "grey 玄武岩"} | more
    mass = Mass.measured(grams * 1_000_000, 1_000)
    return Register(collection="Apollo", number=number, mission="Apollo 15", mass=mass, **told)  # type: ignore[arg-type]


def chips(*grams: int) -> tuple[Daughter, ...]:
    return tuple(Daughter(form="chip", mass=Mass.measured(each * 1_000_000, 1_000)) for each in grams)


def full_lab(path: Path) -> Lab:
    """A store in which every table has rows, some of them undone and some redone."""
    lab = new_lab(path)
    lab.post(rock("15555", names=(OtherName(name="Great Grey", kind=NameKind.PUBLISHED, source="a list"),)))
    lab.post(rock("15556", 50), rock("15557", 40, class_name="Basalt"), rock("15558", 30))
    after = Reading(net_ug=87_000_000, resolution_ug=1_000, balance="B3")
    lab.post(Split(parent="15555", daughters=chips(6, 7), after=after))
    lab.post(Split(parent="15555,1", daughters=chips(1)), day=20200102)
    lab.post(Weigh(sample="15556", reading=Reading(net_ug=49_999_000, balance="B3")), day=20200102)
    lab.post(Describe(sample="15557", values=(FieldValue(field="subclass", value="Olivine"),)))
    lab.post(
        Correct(sample="15557", field="class_name", old="Basalt", new="Breccia", evidence="thin section"),
        why="it is one",
    )
    lab.post(AddName(sample="15556", name="Little Grey", kind=NameKind.INFORMAL, source="the processors"))
    lab.post(Move(to="C9", samples=("15556",)), day=20200103)
    lab.post(Move(to="V2", places=("C9",)), day=20200104)
    lab.post(Sight(samples=("15557",)), day=20200105)
    lab.post(PlanSplit(parent="15558", daughters=chips(3)))
    lab.post(SetUpPlace(kind="cabinet", name="Spare", parent="Vault", code="C10"))
    lab.post(RetirePlace(place="C10"), day=20200106)
    lab.post(rock("15559", 20))
    undone = lab.post(Split(parent="15559", daughters=chips(2)))
    lab.post(Reverse(entry=str(undone.seq)))
    redone = lab.post(AddName(sample="15559", name="Tiny", kind=NameKind.UNOFFICIAL, source="a joke"))
    back = lab.post(Reverse(entry=str(redone.seq)))
    lab.post(Reverse(entry=str(back.seq)))
    gone = lab.post(rock("15560", 10))
    lab.post(Reverse(entry=str(gone.seq)))
    lab.post(Expose(samples=("15556",), kind=ExposureKind.AIR, agent="bag", evidence="a list"), day=20200107)
    lab.post(Relate(sample="15556", other="15557", kind=RelationKind.FITS, source="the processors"), day=20200107)
    lab.post(StateFact(sample="15556", field="collected", value="9", source="a list", chosen=True), day=20200107)
    lab.post(CheckPlace(place="C9", missing=("15556",)), day=20200108)
    lab.post(SetUpPerson(name="Borrower A"), day=20200108)
    asked = RequestLoan(borrower="Borrower A", lines=(Wanted(sample="15557"),))
    lab.post(asked, day=20200109, over=("limit.over_mass", "limit.new_borrower"))
    rows = [
        Register(
            collection="Apollo",
            number=str(15600 + at),
            mission="Apollo 15",
            mass=Mass.unknown("not_reconciled"),
            original=Mass.stated(1_000_000 + at, 10_000),
            form="whole_rock",
        )
        for at in range(6)
    ]
    lab.post(*rows, source="list.csv", source_sha256="00" * 32, title="list.csv", day=19710817)
    return lab
