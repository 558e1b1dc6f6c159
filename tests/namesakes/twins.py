"""A store in which two collections have the same numbers, with both pieces in whatever names one of them."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from lunarcurator.domain.identity import LineRef
from lunarcurator.domain.lending.terms import Carrier, Decision, DocumentKind
from lunarcurator.domain.operations import Daughter, Mission, OpenCollection, Operation, Register, Split, Weigh
from lunarcurator.domain.operations.accounting import OpenRound, ReportLoss, ReportUse
from lunarcurator.domain.operations.checking import CheckPlace
from lunarcurator.domain.operations.issuing import IssueLines, PackShipment, RecallLines, ReceiveShipment, Sent
from lunarcurator.domain.operations.requesting import (
    Decided,
    DecideLines,
    Made,
    PrepareLines,
    RequestLoan,
    Wanted,
)

from tests.made_once import copied
from tests.scenarios.lab import Lab, read, weighed
from tests.scenarios.lending import back, borrower, paper

BOOKS: Final = {"Apollo": "Apollo 15", "Practice": "Practice"}
"""The two collections by their codes, each with the mission its pieces are of."""
OUT, HOME, BACK, ASKED = "15112", "15113", "15114", "15116"
"""Of each two pieces: one late on a loan and recalled, one at home, one that came back, one prepared to go."""
NUMBERS: Final = (OUT, HOME, BACK, ASKED)
PERSON: Final = "Borrower X"
REGISTERED, ISSUED, DUE, RECALLED, RETURNED, FROZEN = 20260105, 20260511, 20260601, 20260701, 20260710, 20260801
ACCEPTED: Final = (
    *(f"limit.{key}" for key in ("over_mass", "mass_not_known", "new_borrower", "small", "percent")),
    "prepare.more_than_granted",
    "borrower.stale",
    "number.elsewhere",
    "return.not_weighed",
    "return.place_needs_why",
    "use.was_not_granted",
    "line.loss_needs_authority",
    "mass.kept_nominal",
    "weigh.lost",
    "recall.after_due",
    "recall.overdue",
)
_NAMED: Final = re.compile(r"(?P<book>\w+:)?(?<![\d,.\-/])(?P<number>1511[2346])(?P<rest>,\d+)?(?![\d])")


def of_both(number: str) -> tuple[str, ...]:
    """Return the number as each of the two pieces is told."""
    return tuple(f"{book}:{number}" for book in BOOKS)


def bare(texts: Iterable[object]) -> list[str]:
    """Return the shared numbers in one row of texts that nothing in it tells apart."""
    told = [str(each) for each in texts if each not in (None, "")]
    if set(told) & BOOKS.keys():
        return []
    apart = {f"{each}:" for each in BOOKS}
    return [
        f"{match.group()} in {text!r}"
        for text in told
        if not _has_its_book(text)
        for match in _NAMED.finditer(text)
        if match["book"] not in apart
    ]


def _has_its_book(text: str) -> bool:
    """Tell whether a text is a path such as Apollo › Apollo 15 › 15113."""
    return any(f"{name} \u203a " in text for name in ("Apollo", "Practice rocks"))


def twins(path: Path) -> Lab:
    """Return the lab of namesakes, in a store at this path."""
    return copied(_twins, path)


def _twins(path: Path) -> Lab:
    lab = Lab.make(path)
    mission = Mission(code="Practice", name="Practice")
    opened = OpenCollection(code="Practice", name="Practice rocks", scheme="apollo", missions=(mission,))
    lab.post(opened, day=20250101)
    for book, of in BOOKS.items():
        _register(lab, book, of)
    borrower(lab, PERSON, "Institute X", 20260201, 20291231, "A-1")
    for loan, number in (("L-1", OUT), ("L-2", BACK), ("L-3", ASKED)):
        _ask(lab, loan, number)
    for loan in ("L-1", "L-2"):
        _send(lab, loan)
    lines = (LineRef("L-1/1"), LineRef("L-1/2"))
    _say(lab, RecallLines(lines=lines, by=20260715, why="Wanted here"), day=RECALLED)
    report = paper(DocumentKind.OTHER)
    for line in lines:
        _say(lab, ReportUse(line=line, ug=10_000, method="ICP-MS", report=report), day=RECALLED)
        _say(lab, ReportLoss(line=line, ug=10_000, circumstances="dropped", report=report), day=RECALLED)
    for line in ("L-2/1", "L-2/2"):
        back(lab, line, RETURNED, place="Returned vault", accept=ACCEPTED)
    stands = (*of_both(HOME), *of_both(f"{HOME},1"), *of_both(f"{HOME},2"), *of_both(ASKED))
    _say(lab, CheckPlace(place="Cabinet 1", missing=stands), day=RETURNED)
    _say(lab, OpenRound(number="R-1", frozen=FROZEN, deadline=20260901), day=FROZEN)
    return lab


def _say(lab: Lab, *operations: Operation, day: int) -> None:
    lab.allowed(*operations, day=day, accept=ACCEPTED)


def _register(lab: Lab, book: str, mission: str) -> None:
    """Register the pieces of one collection, and divide one of them."""
    for number in NUMBERS:
        place = "Section library" if number == BACK else "Cabinet 1"
        said = {"mission": mission, "form": "chip", "place": place, "mass": weighed(0.3)}
        _say(lab, Register(collection=book, number=number, **said), day=REGISTERED)
    forms = {f"{HOME},1": "thin_section", f"{HOME},2": "chip"}
    made = tuple(Daughter(number=number, mass=weighed(0.1), form=form) for number, form in forms.items())
    _say(lab, Split(parent=f"{book}:{HOME}", daughters=made), day=REGISTERED)
    _say(lab, Weigh(sample=f"{book}:{HOME},2", reading=read(0.099)), day=REGISTERED)


def _ask(lab: Lab, loan: str, number: str) -> None:
    wanted = tuple(Wanted(sample=each) for each in of_both(number))
    asked = RequestLoan(number=loan, borrower=PERSON, agreement="A-1", lines=wanted)
    _say(lab, asked, day=ISSUED)
    refs = [f"{loan}/{n}" for n in (1, 2)]
    granted = tuple(Decided(line=each, decision=Decision.APPROVED) for each in refs)
    _say(lab, DecideLines(lines=granted, body="The committee"), day=ISSUED)
    _say(lab, PrepareLines(lines=tuple(Made(line=each) for each in refs)), day=ISSUED)


def _send(lab: Lab, loan: str) -> None:
    shipment = f"S-{loan[2:]}"
    lab.post(PackShipment(number=shipment, carrier=Carrier.COURIER, waiver="none (invented)"), day=ISSUED)
    sent = tuple(Sent(line=f"{loan}/{n}", due=DUE) for n in (1, 2))
    _say(lab, IssueLines(lines=sent, shipment=shipment), day=ISSUED)
    receipt = paper(DocumentKind.RECEIPT)
    lab.post(ReceiveShipment(shipment=shipment, received_by=PERSON, receipt=receipt), day=ISSUED)
