"""A lab most of whose masses are known only in some way, and how one of them is recognised where it is told.

All that somebody weighed, and all that is asked and granted, is whole grams. So a mass with a part of a gram is,
or has in it, one that nobody weighed: it is told with its sign, or beside it stands how it is known.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from lunarcurator.domain.lending.terms import Decision, LineMode
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import (
    Consume,
    Daughter,
    Move,
    Operation,
    Register,
    SetUpPlace,
    Split,
    Weigh,
)
from lunarcurator.domain.operations.accounting import OpenRound
from lunarcurator.domain.operations.checking import CheckPlace
from lunarcurator.domain.operations.requesting import (
    Decided,
    DecideLines,
    Made,
    PrepareLines,
    RequestLoan,
    Wanted,
)

from tests.made_once import copied
from tests.scenarios.lab import GRAM, NOT_WEIGHED, Lab, read
from tests.scenarios.lending import back, borrower, send

MG: Final = 1_000
REGISTERED, CUT, ISSUED, DUE, RETURNED, FROZEN = 20260105, 20260201, 20260511, 20260601, 20260710, 20260801
PERSON: Final = "Borrower X"
ABOUT: Final = ("15101", "15105", "15106", "15107", "15108")
"""Pieces whose mass somebody judged; of 15106 something weighed was taken, 15107 and 15108 are out."""
AT_MOST, NOMINAL, NOBODY_KNOWS, CLAIMED = "15102", "15103,1", "15104", "15109"
STANDS: Final = ("15102,1", "15103", "15106", "15106,1", CLAIMED, "15110")
"""What stands in Cabinet 1 to the end."""
SOILS: Final = {"15101": "soil", "15110": "soil", "15112": "soil"}
"""The pieces of a class of which every mass is known or judged; all others are of another."""
PIECES: Final = (*ABOUT, *STANDS, AT_MOST, NOMINAL, NOBODY_KNOWS, "15111", "15112")
ACCEPTED: Final = (
    *(f"limit.{key}" for key in ("over_mass", "mass_not_known", "new_borrower", "small", "percent")),
    *(f"limit.{key}" for key in ("small_left", "rest_small", "original", "remaining")),
    "prepare.more_than_granted",
    "borrower.stale",
    "return.not_confirmed",
    "return.not_weighed",
    "return.difference",
    "return.no_place",
    "return.place_needs_why",
    "line.loss_needs_authority",
    "mass.kept_nominal",
    "weigh.lost",
    "request.over_promised",
    "borrower.overdue_already",
)

_SIGNED: Final = re.compile(
    r"(?P<before>~|\u2264\s?|\u2265\s?|about |at most |at least |nominal |\u2248\s?)?\s*"
    r"(?<![\d.,])(?P<figure>\d[\d\u2009\u202f\u00a0]*(?:\.\d+)?)[\s\u00a0\u202f]?(?P<unit>g|mg|kg|\u00b5g)\b"
    r"(?P<after>\s+\([^)]*(?:estimate|nominal|at most|unweighed)"
    r"|[^,;\u00b7\n]*(?:estimate|nominal|at most|at least))?"
)
_UG: Final = {"\u00b5g": 1, "mg": MG, "g": GRAM, "kg": 1000 * GRAM}


def is_inexact(ug: int) -> bool:
    """Tell whether a mass of this store has a part that nobody weighed; what balances read to is under a gram."""
    return abs(ug) >= GRAM and bool(ug % GRAM)


def unsigned(text: str) -> list[str]:
    """Return the masses in a text that nobody weighed and that have no sign."""
    return [match.group() for match in _SIGNED.finditer(text) if _is_bare(match)]


def _is_bare(match: re.Match[str]) -> bool:
    figure = re.sub(r"[\u2009\u202f\u00a0]", "", match["figure"])
    ug = round(float(figure) * _UG[match["unit"]])
    return is_inexact(ug) and not match["before"] and not match["after"]


def inexact(path: Path) -> Lab:
    """Return the lab of masses that are not known exactly, in a store at this path."""
    return copied(_inexact, path)


def about(grams: float) -> Mass:
    return Mass.estimated(round(grams * GRAM), 10 * MG)


def exactly(grams: int) -> Mass:
    return Mass.measured(grams * GRAM, 10 * MG)


def _inexact(path: Path) -> Lab:
    lab = Lab.make(path)
    lab.post(SetUpPlace(kind="site", name="Far away"), day=REGISTERED)
    lab.post(SetUpPlace(kind="vault", name="Remote vault", parent="Far away", remote=True), day=REGISTERED)
    for number, mass in _received():
        _register(lab, number, mass)
    _divide(lab)
    _say(lab, Move(samples=("15101", "15102", "15112", "15103,1"), to="Remote vault"), day=CUT)
    _lend(lab)
    _say(lab, CheckPlace(place="Cabinet 1", missing=STANDS), day=RETURNED)
    _say(lab, OpenRound(number="R-1", frozen=FROZEN, deadline=20260901), day=FROZEN)
    return lab


def _received() -> Iterator[tuple[str, Mass | None]]:
    yield from zip(ABOUT, map(about, (137.31, 5.77, 64.43, 41.23, 73.57)), strict=True)
    yield "15102", about(211.7)
    yield "15103", exactly(500)
    yield "15104", NOT_WEIGHED
    yield "15109", None
    yield "15110", about(27.83)
    yield "15111", about(8.19)
    yield "15112", exactly(20)


def _register(lab: Lab, number: str, mass: Mass | None) -> None:
    told = {"mass": mass} if mass else {"original": about(88.91)}
    kind = SOILS.get(number, "basalt")
    more = {"mission": "Apollo 15", "form": "chip", "place": "Cabinet 1", "class_name": kind}
    _say(lab, Register(collection="Apollo", number=number, **told, **more), day=REGISTERED)  # type: ignore[arg-type]


def _divide(lab: Lab) -> None:
    blind = Daughter(number="15102,1", mass=NOT_WEIGHED, form="chip")
    section = Daughter(number=NOMINAL, mass=Mass.nominal(round(333.3 * GRAM), 100 * MG), form="thin_section")
    _say(lab, Split(parent="15102", daughters=(blind,)), day=CUT)
    _say(lab, Split(parent="15103", daughters=(section,)), day=CUT)
    _say(lab, Split(parent="15106", daughters=(Daughter(number="15106,1", mass=exactly(12)),)), day=CUT)
    _say(lab, Weigh(sample="15110", reading=read(26)), day=CUT)
    _say(lab, Consume(sample="15111", evidence="log"), day=CUT)


def _lend(lab: Lab) -> None:
    borrower(lab, PERSON, "Institute X", 20260201, 20291231, "A-1")
    _ask(lab, "L-1", "15107", "15108", NOBODY_KNOWS)
    send(lab, "S-1", ("L-1/1", "L-1/2", "L-1/3"), ISSUED, DUE, ACCEPTED)
    _ask(lab, "L-2", "15105")
    send(lab, "S-2", ("L-2/1",), ISSUED, DUE, ACCEPTED)
    back(lab, "L-2/1", RETURNED, place="Returned vault", accept=ACCEPTED)
    wanted = (Wanted(sample="15101", mode=LineMode.BY_WEIGHT, optimum_ug=5 * GRAM), Wanted(sample=NOMINAL))
    asked = RequestLoan(number="L-3", borrower=PERSON, agreement="A-1", lines=wanted)
    _say(lab, asked, day=FROZEN)


def _ask(lab: Lab, loan: str, *numbers: str) -> None:
    wanted = tuple(Wanted(sample=each) for each in numbers)
    asked = RequestLoan(number=loan, borrower=PERSON, agreement="A-1", lines=wanted)
    _say(lab, asked, day=ISSUED)
    refs = [f"{loan}/{n}" for n in range(1, len(numbers) + 1)]
    granted = tuple(Decided(line=each, decision=Decision.APPROVED) for each in refs)
    _say(lab, DecideLines(lines=granted, body="The committee"), day=ISSUED)
    _say(lab, PrepareLines(lines=tuple(Made(line=each) for each in refs)), day=ISSUED)


def _say(lab: Lab, *operations: Operation, day: int) -> None:
    lab.allowed(*operations, day=day, accept=ACCEPTED)
