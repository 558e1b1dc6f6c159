"""The store of the day: a rock with chips, a bottle of powder, and loans in every state; all people invented."""

from pathlib import Path

from lunarcurator.domain.acts import Act, Override, Posting
from lunarcurator.domain.findings import Strength
from lunarcurator.domain.identity import (
    AgreementRef,
    InstitutionRef,
    LineRef,
    PersonRef,
    PieceRef,
    ShipmentRef,
)
from lunarcurator.domain.lending.terms import AgreementKind, Carrier, Decision, DocumentKind
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import (
    Daughter,
    Mission,
    OpenCollection,
    Operation,
    Register,
    SetUpBalance,
    SetUpOperator,
    SetUpPlace,
    Split,
)
from lunarcurator.domain.operations.agreeing import DraftAgreement, SignAgreement
from lunarcurator.domain.operations.borrowing import (
    Affiliation,
    Attached,
    ConfirmContact,
    SetUpInstitution,
    SetUpPerson,
)
from lunarcurator.domain.operations.issuing import IssueLines, PackShipment, ReceiveShipment, Sent
from lunarcurator.domain.operations.requesting import (
    Decided,
    DecideLines,
    Made,
    PrepareLines,
    RequestLoan,
    Wanted,
)
from lunarcurator.services.collections import KnownCollections
from lunarcurator.services.posting import Posted, Refused
from lunarcurator.services.store_session import StoreSession

DAY = 20240101
BOTTLE = "CE5C0400"
ROCK = "14321"
SLAB = "14321,1083"
READY = tuple(f"14321,{number}" for number in range(201, 213))
OUT = tuple(f"14321,{number}" for number in range(301, 306))
CHIPS = tuple(f"14321,{number}" for number in range(401, 413))
BORROWER = "Borrower A"
READY_LOAN, POWDER_LOAN, OUT_LOAN = "L-2024-001", "L-2024-002", "L-2024-003"
WHO = "A. Curator"


def post(session: StoreSession, *operations: Operation, day: int = DAY) -> Posted:
    """Post acts as an entry; a warning is answered with a reason, anything stronger is an error."""
    operator = WHO if session.head().seq else "#" + "0" * 32
    acts = tuple(Act(operation=each, day=day) for each in operations)
    try:
        return session.post(Posting(acts=acts, operator=operator))
    except Refused as refused:
        if any(each.strength is not Strength.WARN for each in refused.findings):
            refused.add_note(", ".join(f"{each.key} {dict(each.facts)}" for each in refused.findings))
            raise
        keys = dict.fromkeys(each.key for each in refused.findings)
        reasons = tuple(Override(key=key, reason="invented") for key in keys)
        return session.post(Posting(acts=acts, operator=operator, overrides=reasons))


def make_lab(path: Path) -> None:
    """Make the laboratory with its people, places, a balance, a rock in chips, and a bottle of powder."""
    session = StoreSession.make(path)
    post(session, SetUpOperator(name=WHO, role="manager"), SetUpOperator(name="B. Second"), day=19700101)
    apollo = KnownCollections.load().get("Apollo")
    assert apollo is not None
    missions = (Mission(code="CE5", name="Chang'e-5"),)
    post(
        session,
        apollo.opening(),
        OpenCollection(code="Chang'e-5", name="Chang'e-5", scheme="change", missions=missions),
    )
    post(session, SetUpPlace(kind="site", name="Lab"), SetUpPlace(kind="vault", name="Vault", parent="Lab"))
    post(
        session,
        SetUpPlace(kind="cabinet", name="Cabinet 8", parent="Vault", code="C8"),
        SetUpPlace(kind="cabinet", name="Cabinet 9", parent="Vault", code="C9"),
        SetUpPlace(kind="cabinet", name="Glove box", parent="Lab", code="G1"),
        SetUpPlace(kind="cabinet", name="Returned store", parent="Lab", code="R1"),
        SetUpBalance(name="B3", resolution_ug=10, calibrated=20200101, calibration_due=20991231),
    )
    powder, rock = Mass.measured(150_000_000, 10), Mass.measured(900_000_000, 1000)
    post(
        session,
        Register(collection="Chang'e-5", number=BOTTLE, mission="CE5", mass=powder, form="powder", place="G1"),
        Register(collection="Apollo", number=ROCK, mission="Apollo 14", mass=rock, form="chunk", place="C9"),
    )
    chip = Mass.measured(2_000_000, 1000)
    made = (Daughter(number=SLAB, mass=Mass.measured(30_000_000, 1000), form="slab", place="C9"),)
    made += tuple(Daughter(number=number, mass=chip, form="chip", place="C9") for number in (*READY, *OUT))
    made += tuple(Daughter(number=number, mass=chip, form="chip", place="C8") for number in CHIPS)
    post(session, Split(parent=ROCK, daughters=made))
    _lend(session)
    session.close()


def _lend(session: StoreSession) -> None:
    """Make a loan that is ready to be packed, one whose powder is to be weighed, and one that is out."""
    post(session, SetUpInstitution(name="Institute B (invented)"))
    there = (Affiliation(institution=InstitutionRef("Institute B (invented)"), since=DAY),)
    post(session, SetUpPerson(name=BORROWER, affiliations=there))
    post(session, ConfirmContact(person=PersonRef(BORROWER), how="letter"), day=session.today)
    draft = DraftAgreement(
        number="A-1", person=PersonRef(BORROWER), institution=InstitutionRef("Institute B (invented)"),
        since=DAY, until=20991231, kind=AgreementKind.DISPLAY,
    )  # fmt: skip
    copy = Attached(kind=DocumentKind.AGREEMENT, name="A-1.pdf", sha256="ab" * 32)
    signed = SignAgreement(agreement=AgreementRef("A-1"), signed_by=BORROWER, for_lab=WHO, copy=copy)
    post(session, draft)
    post(session, signed)
    for loan, pieces in ((READY_LOAN, READY), (POWDER_LOAN, (BOTTLE,)), (OUT_LOAN, OUT)):
        _request(session, loan, pieces)
    for loan, pieces in ((READY_LOAN, READY), (OUT_LOAN, OUT)):
        post(session, PrepareLines(lines=tuple(Made(line=line) for line in _lines(loan, pieces))))
    shipment = ShipmentRef("S-1")
    post(session, PackShipment(number="S-1", carrier=Carrier.COURIER, firm="Firm C", insurance="policy 7"))
    due = session.today // 10_000 * 10_000 + 11_231
    sent = tuple(Sent(line=line, due=due) for line in _lines(OUT_LOAN, OUT))
    post(session, IssueLines(lines=sent, shipment=shipment))
    receipt = Attached(kind=DocumentKind.RECEIPT, name="S-1.pdf", sha256="cd" * 32)
    post(session, ReceiveShipment(shipment=shipment, received_by=BORROWER, receipt=receipt))


def _request(session: StoreSession, loan: str, pieces: tuple[str, ...]) -> None:
    wanted = tuple(
        Wanted(sample=PieceRef(number), optimum_ug=100_000 if number == BOTTLE else None) for number in pieces
    )
    asked = RequestLoan(
        number=loan, borrower=PersonRef(BORROWER), agreement=AgreementRef("A-1"), purpose="ages", lines=wanted
    )
    post(session, asked)
    decided = tuple(Decided(line=line, decision=Decision.APPROVED) for line in _lines(loan, pieces))
    post(session, DecideLines(lines=decided, body="CNSA"))


def _lines(loan: str, pieces: tuple[str, ...]) -> tuple[LineRef, ...]:
    return tuple(LineRef(f"{loan}/{number}") for number in range(1, len(pieces) + 1))
