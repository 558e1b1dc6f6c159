"""A history of loans told day by day, and ways to look at each of its days. All people are invented."""

import pytest
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.lending.terms import Carrier, Decision, DocumentKind
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.operations import Register
from lunarcurator.domain.operations.agreeing import RenewAgreement
from lunarcurator.domain.operations.issuing import ExtendLines, IssueLines, PackShipment, ReceiveShipment, Sent
from lunarcurator.domain.operations.requesting import (
    Decided,
    DecideLines,
    Made,
    PrepareLines,
    RequestLoan,
    Wanted,
)
from lunarcurator.services.lending.browsing import (
    Concern,
    LineRow,
    LineWish,
    find_lines,
    line_rows,
)
from lunarcurator.services.off_site_reading import OffSiteReading
from lunarcurator.services.places import Places, PlaceTree, Totals
from lunarcurator.services.words import Words
from lunarcurator.store.source import StoreSource

from tests.scenarios.lab import Lab, weighed
from tests.scenarios.lending import back, borrower, paper

DAY_0, DAY_1, DAY_3, DAY_5, DAY_6, DAY_9, DAY_10 = (
    20260510,
    20260511,
    20260513,
    20260515,
    20260516,
    20260519,
    20260520,
)
"""The days on which something happens, 1, 5 and 9, and those on which somebody looks."""
DUE, LATER = 20260514, 20260518
LOOKED = (DAY_0, DAY_3, DAY_6, DAY_10)
LIMITS = (
    "borrower.overdue_already",
    *(f"limit.{key}" for key in ("over_mass", "mass_not_known", "new_borrower", "small", "percent")),
    "prepare.more_than_granted",
    "borrower.stale",
    "enter_loan.mass_differs",
)
PERSON, HOUSE = "Borrower X", "Institute X"
MG = 1_000


@pytest.fixture
def lent(told: Lab) -> Lab:
    """Two pieces go to a borrower on day 1, a third travels until day 5; one comes back on day 9."""
    lend_on_days(told)
    return told


def lend_on_days(lab: Lab, until: Day = DAY_10) -> None:
    """Tell the history up to the end of a day."""
    held = {"collection": "Apollo", "mission": "Apollo 15", "form": "chip", "place": "Cabinet 1"}
    masses = {
        "15555": weighed(0.3),
        "15556": weighed(0.2),
        "15557": Mass.unknown("not_weighed"),
        "15558": weighed(9),
    }
    lab.post(*(Register(number=number, mass=mass, **held) for number, mass in masses.items()), day=20250101)
    lab.post(Register(number="15559", mass=weighed(5), **(held | {"place": None})), day=20250101)
    borrower(lab, PERSON, HOUSE, 20250601, DAY_5, "A-1")
    if until < DAY_1:
        return
    request(lab, "L-1", ("15555", "15556"))
    request(lab, "L-2", ("15557",))
    for number, loan, count in (("S-1", "L-1", 2), ("S-2", "L-2", 1)):
        lab.post(PackShipment(number=number, carrier=Carrier.COURIER, waiver="none (invented)"), day=DAY_1)
        sent = tuple(Sent(line=f"{loan}/{n}", due=DUE) for n in range(1, count + 1))
        lab.allowed(IssueLines(lines=sent, shipment=number), day=DAY_1, accept=LIMITS)
    receipt = paper(DocumentKind.RECEIPT)
    lab.post(ReceiveShipment(shipment="S-1", received_by=PERSON, receipt=receipt), day=DAY_1)
    if until < DAY_5:
        return
    renewed = RenewAgreement(agreement="A-1", until=20291231, copy=paper(DocumentKind.AGREEMENT))
    lab.post(renewed, day=DAY_5)
    lab.post(ReceiveShipment(shipment="S-2", received_by=PERSON, receipt=receipt), day=DAY_5)
    lines = ("L-1/1", "L-1/2", "L-2/1")
    told_of = {"asked_by": PERSON, "approved_by": "The committee", "why": "the beam time came late"}
    lab.allowed(ExtendLines(lines=lines, due=LATER, **told_of), day=DAY_5, accept=LIMITS)
    if until >= DAY_9:
        back(lab, "L-1/1", DAY_9, place="Returned vault", accept=("return.not_weighed",))


def request(lab: Lab, loan: str, pieces: tuple[str, ...], day: Day = DAY_1) -> None:
    """Ask for pieces, decide and prepare them, all on one day."""
    asked = RequestLoan(
        number=loan, borrower=PERSON, agreement="A-1", lines=tuple(Wanted(sample=each) for each in pieces)
    )
    lab.allowed(asked, day=day, accept=LIMITS)
    refs = [f"{loan}/{n}" for n in range(1, len(pieces) + 1)]
    granted = tuple(Decided(line=each, decision=Decision.APPROVED) for each in refs)
    lab.allowed(DecideLines(lines=granted, body="The committee"), day=day, accept=LIMITS)
    lab.allowed(PrepareLines(lines=tuple(Made(line=each) for each in refs)), day=day, accept=LIMITS)


def listed(lab: Lab, day: Day, concern: Concern | None = None, **wish: object) -> list[LineRow]:
    """The lines a list shows as of a day, in order of their codes."""
    moment = Moment(day)
    ids, sums = find_lines(lab.session, LineWish(day, concern, sort="code", **wish), moment)  # type: ignore[arg-type]
    rows = line_rows(lab.session, ids, moment)
    assert sums.lines == len(ids)
    return [rows[each] for each in ids]


def uid(lab: Lab, kind: Subject, name: str) -> Uid:
    with lab.session.database.connect() as connection:
        return StoreSource(connection).named(kind, name)[0]


def tree_of(lab: Lab, words: Words, moment: Moment = NOW) -> tuple[PlaceTree, Totals]:
    """The tree of places with what is away, and what is in it."""
    places = Places(lab.session)
    tree = OffSiteReading(lab.session).with_away(places.tree(moment), words, moment)
    return tree, places.totals(tree, moment)


def node(tree: PlaceTree, name: str) -> int:
    return next(each.id for each in tree.nodes.values() if each.name == name)
