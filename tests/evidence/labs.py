"""The same pieces known wholly, known by half, and known by number alone; and the demonstration store.

What the half-known store says must be true in the known one, which is the truth about the same pieces. The store
of numbers supports nothing but the numbers themselves.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Self

from lunarcurator.domain.acts import Act, Override, Posting
from lunarcurator.domain.facts import ExposureKind
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import (
    Expose,
    FieldValue,
    Freeze,
    Mission,
    OpenCollection,
    Operation,
    OtherName,
    Reading,
    Register,
    SendToDisplay,
    SetUpBalance,
    SetUpOperator,
    SetUpPlace,
    Sight,
    Weigh,
)
from lunarcurator.domain.status import Condition
from lunarcurator.services.demonstration import make_demonstration
from lunarcurator.services.form_context import find_piece
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store.reads import tree

from tests.made_once import copied
from tests.still_clock import TODAY, StillClock

GRAM: Final = 1_000_000
CURATOR: Final = "A. Curator"
MISSION: Final = "Apollo 15"
OPENED: Final = 19710817
CUT: Final = 19720310
_OVER: Final = ("register.before_its_mission", "expose.long_ago")


@dataclass(frozen=True)
class Known:
    """One piece as the truth has it: grams before daughters were taken and as received, and what happened to it.

    `half` names what the half-known store knows of it; number and parent it always knows.
    """

    number: str
    half: frozenset[str] = frozenset()
    parent: str = ""
    form: str = "chip"
    mass: Mass | None = None
    original: Mass | None = None
    condition: Condition = Condition.NOT_STATED
    met: tuple[ExposureKind, ...] = ()
    shown: bool = False
    frozen: bool = False


def _grams(grams: float) -> Mass:
    return Mass.measured(round(grams * GRAM), 1_000)


def _half(*told: str) -> frozenset[str]:
    return frozenset(told)


PIECES: Final = (
    # A rock of which the half-known store knows what was received and some daughters, not the rock itself.
    Known("15555", _half("original", "form"), "", "whole_rock", _grams(9_614), _grams(9_614), Condition.PRISTINE),
    Known("15555,1", _half("mass", "form"), "15555", "slab", _grams(500.25), None, Condition.PRISTINE),
    Known("15555,2", _half(), "15555", "chip", _grams(100), None, Condition.RETURNED, (ExposureKind.AIR,)),
    Known("15555,3", _half("mass", "condition"), "15555", "chip", _grams(13.5), None, Condition.PRISTINE),
    # A rock whose own mass is known, not what was received nor what its daughters weigh.
    Known("15455", _half("mass", "condition"), "", "whole_rock", _grams(937.2), _grams(937.2), Condition.PRISTINE),
    Known("15455,1", _half("form"), "15455", "end_piece", _grams(137.2), None, Condition.PRISTINE),
    # All of it is known to both: figures must stand wherever evidence is.
    Known(
        "15415",
        _half("original", "mass", "form", "condition"),
        "",
        "whole_rock",
        _grams(269.4),
        _grams(269.4),
        Condition.PRISTINE,
    ),
    Known("15415,1", _half("mass", "form", "condition"), "15415", "chip", _grams(69.4), None, Condition.PRISTINE),
    # In a museum for decades: nobody wrote down that it stands in air.
    Known(
        "15016",
        _half("mass", "condition", "shown"),
        "",
        "whole_rock",
        _grams(923.7),
        None,
        Condition.PRISTINE,
        (ExposureKind.AIR,),
        shown=True,
    ),
    # Powder back from dissolution, of which the half-known store has a number.
    Known("15058", _half(), "", "powder", _grams(2.5), None, Condition.ALTERED, (ExposureKind.SOLVENT,)),
    # Frozen ever since, and frozen but out once.
    Known("15012", _half("mass", "frozen"), "", "fines", _grams(19.68), frozen=True, condition=Condition.PRISTINE),
    Known("15013", _half("frozen", "met"), "", "fines", _grams(294.6), frozen=True, met=(ExposureKind.OUTAGE,)),
    # A number from print, of which the half-known store knows no more than the one of numbers.
    Known("15256", _half(), "", "chip", _grams(201), _grams(201), Condition.AIR_EXPOSED),
)
NUMBERS: Final = tuple(each.number for each in PIECES)
ALL: Final = frozenset({"parent", "mass", "original", "form", "condition", "met", "shown", "frozen", "more"})


@dataclass
class Lab:
    """A desk, and short ways to post and to name."""

    session: StoreSession
    clock: StillClock = field(default_factory=StillClock)

    @classmethod
    def make(cls, path: Path) -> Self:
        clock = StillClock()
        return cls(StoreSession.make(path, clock=clock), clock)

    def post(self, *operations: Operation, day: int = TODAY, **more: Any) -> None:
        acts = tuple(Act(operation=each, day=day) for each in operations)
        more.setdefault("overrides", tuple(Override(key=key, reason="known so") for key in _OVER))
        self.session.post(Posting(acts=acts, operator=more.pop("operator", CURATOR), **more))

    def piece(self, number: str) -> Uid:
        return find_piece(self.session, number)

    def furnish(self) -> None:
        self.post(SetUpOperator(name=CURATOR))
        mission = Mission(code=MISSION, name=MISSION, opened=OPENED)
        self.post(OpenCollection(code="Apollo", name="Apollo", scheme="apollo", missions=(mission,)), day=OPENED)

    def learn(self, piece: Known, told: frozenset[str]) -> None:
        """Post of a piece what is told of it, each on its own day."""
        day = CUT if piece.parent else OPENED
        register = Register(collection="Apollo", number=piece.number, **_said(piece, told))
        self.post(register, day=day if told else TODAY)
        for kind in piece.met if "met" in told else ():
            self.post(Expose(kind=kind, samples=(piece.number,), evidence="log"), day=20200201)
        if "frozen" in told and piece.frozen:
            self.post(Freeze(samples=(piece.number,), temperature_mk=253_000, evidence="log"), day=OPENED)
        if "shown" in told and piece.shown:
            self.post(SendToDisplay(samples=(piece.number,), place="Case"), day=20200301)


def _said(piece: Known, told: frozenset[str]) -> dict[str, Any]:
    """Return what is said of a piece when it is registered."""
    keys = [key for key in ("parent", "form", "mass", "original", "condition") if key in told]
    more = {key: value for key in keys if (value := getattr(piece, key))}
    if "more" in told:
        more |= {"place": "Vault 1", "mission": "" if piece.parent else MISSION, "collected": "Station 9a"}
        more |= {"names": (OtherName(name=f"Rock of {piece.number}"),), "class_name": "basalt"}
        more |= {"values": (FieldValue(field="colour", value="grey"),)}
    return more


def all_known(path: Path) -> Lab:
    """Return the lab that knows everything of the pieces, in a store at this path."""
    return copied(_all_known, path)


def half_known(path: Path) -> Lab:
    """Return the lab that knows of each piece what `Known.half` names, in a store at this path."""
    return copied(_half_known, path)


def numbers_only(path: Path) -> Lab:
    """Return the lab that knows of each piece its number and nothing else, in a store at this path."""
    return copied(_numbers_only, path)


def demonstrated(path: Path) -> Lab:
    """Return the demonstration store, in a store at this path."""
    return copied(_demonstrated, path)


def _all_known(path: Path) -> Lab:
    lab = _with_places(path)
    lab.post(SetUpBalance(name="B1", resolution_ug=1000, calibrated=20260101, calibration_due=20271231))
    for piece in PIECES:
        lab.learn(piece, ALL)
    lab.post(Weigh(sample="15555,1", reading=Reading(net_ug=500_250_000, balance="B1")))
    lab.post(Sight(samples=("15555", "15555,1")))
    return lab


def _half_known(path: Path) -> Lab:
    lab = _with_places(path)
    for piece in PIECES:
        lab.learn(piece, piece.half | {"parent"})
    return lab


def _numbers_only(path: Path) -> Lab:
    lab = Lab.make(path)
    lab.furnish()
    for piece in PIECES:
        lab.learn(piece, frozenset())
    return lab


def _demonstrated(path: Path) -> Lab:
    make_demonstration(path)
    clock = StillClock()
    return Lab(StoreSession.open(path, clock=clock), clock)


def _with_places(path: Path) -> Lab:
    lab = Lab.make(path)
    lab.furnish()
    for kind, name, above in (("site", "Lab", ""), ("vault", "Vault 1", "Lab"), ("display_case", "Case", "Lab")):
        lab.post(SetUpPlace(kind=kind, name=name, **({"parent": above} if above else {})), day=19690101)
    return lab


def ids_of(lab: Lab, numbers: Iterable[str] = NUMBERS) -> dict[str, int]:
    """Return the local ids of pieces by number."""
    with lab.session.database.connect() as connection:
        found = {each: tree.id_of(connection, bytes.fromhex(lab.piece(each))) for each in numbers}
    return {number: id_ for number, id_ in found.items() if id_ is not None}
