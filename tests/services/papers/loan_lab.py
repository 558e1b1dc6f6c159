"""A small loan desk lived through: an agreement, a request, powder weighed out and a section, use and loss."""

from pathlib import Path

from lunarcurator.domain.acts import Authority, Override
from lunarcurator.domain.lending.terms import (
    AgreementKind,
    Carrier,
    Decision,
    DocumentKind,
    InstitutionType,
    Owed,
    PersonRole,
)
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Mission, OpenCollection, Reading, Register, SetUpOperator, SetUpPlace
from lunarcurator.domain.operations.accounting import ReportLoss, ReportSubSamples, ReportUse, SubSample
from lunarcurator.domain.operations.agreeing import DraftAgreement, SignAgreement
from lunarcurator.domain.operations.borrowing import (
    Affiliation,
    Attached,
    ConfirmContact,
    SetUpInstitution,
    SetUpPerson,
)
from lunarcurator.domain.operations.issuing import (
    HandOver,
    IssueLines,
    NoteOwed,
    Owing,
    PackShipment,
    ReceiveShipment,
    Sent,
)
from lunarcurator.domain.operations.requesting import (
    Decided,
    DecideLines,
    Made,
    PrepareLines,
    RequestLoan,
    Wanted,
)
from lunarcurator.domain.status import Role

from tests.services.ledgers.history import History

G, MG = 1_000_000, 1_000
DAY, DUE = 20260105, 20270105
PAPER = Attached(kind=DocumentKind.OTHER, name="A paper", sha256="ab" * 32)


def document(kind: DocumentKind, name: str) -> Attached:
    return Attached(kind=kind, name=name, sha256="cd" * 32, day=DAY)


class LoanLab(History):
    """A history with a loan desk; every person and institution is plainly invented."""

    def furnish(self) -> None:
        """Set up two people, the collection that the Chinese policy is for, and a cabinet."""
        self.post(SetUpOperator(name="A. Curator"))
        self.post(SetUpOperator(name="P. Processor", role=Role.PROCESSOR))
        missions = (Mission(code="Chang'e-5", name="Chang'e-5", opened=20201217),)
        opened = OpenCollection(code="Chang'e-5", name="Chang'e-5", scheme="change", missions=missions)
        self.post(opened, day=20201216)
        self.post(SetUpPlace(kind="site", name="Lab"), day=20201216)
        self.post(SetUpPlace(kind="room", name="Room 1", parent="Lab"), day=20201216)
        self.post(SetUpPlace(kind="cabinet", name="Cabinet 1", parent="Room 1"), day=20201216)

    def agree(self) -> None:
        """Enter two borrowers of one institution and sign an agreement."""
        self.post(
            SetUpInstitution(name="Institute B", names=("乙研究所",), country="CN", type=InstitutionType.RESEARCH)
        )
        place = Affiliation(institution="Institute B", since=20200101)
        co = Affiliation(institution="Institute B", role=PersonRole.COSIGNER, since=20200101)
        self.post(
            SetUpPerson(name="Borrower A", names=("甲借用人",), affiliations=(place,), contacts=("a@b.invalid",))
        )
        self.post(ConfirmContact(person="Borrower A", how="by letter"), day=DAY)
        self.post(SetUpPerson(name="Signer C", affiliations=(co,)))
        self.post(
            DraftAgreement(
                number="A-1",
                kind=AgreementKind.INTERNATIONAL,
                person="Borrower A",
                institution="Institute B",
                cosigner="Signer C",
                since=DAY,
                until=20301231,
                approved=DAY,
                security_plan="Plan 1",
                plan_review=20270105,
                official="Official D",
            ),
            day=DAY,
        )
        copy = document(DocumentKind.AGREEMENT, "agreement.pdf")
        self.post(SignAgreement(agreement="A-1", signed_by="Borrower A", for_lab="A. Curator", copy=copy), day=DAY)

    def request(self) -> None:
        """Ask for powder and a section, and decide in two steps."""
        powder = Mass.measured(150 * G, 100)
        for number, form, mass in (
            ("CE5C0400", "powder", powder),
            ("CE5C0800YJFM00104GP", "polished_section", SECTION),
        ):
            told = {"collection": "Chang'e-5", "mission": "Chang'e-5", "place": "Cabinet 1", "form": form}
            self.post(Register(number=number, mass=mass, **told), day=20210101)
        lines = (
            Wanted(
                sample="CE5C0400",
                optimum_ug=100 * MG,
                minimum_ug=50 * MG,
                destructive=True,
            ),
            Wanted(sample="CE5C0800YJFM00104GP", use="ion probe"),
        )
        asked = RequestLoan(
            number="L-1", borrower="Borrower A", agreement="A-1", purpose="Ages", plan="P 1", lines=lines
        )
        self.post(asked, day=DAY)
        granted = (
            Decided(line="L-1/1", decision=Decision.APPROVED, granted_ug=80 * MG),
            Decided(line="L-1/2", decision=Decision.APPROVED),
        )
        self.post(DecideLines(lines=granted, body="expert committee", final=False), day=DAY, **AGREED)
        self.post(DecideLines(lines=granted, body="CNSA"), day=DAY, **HEARD)

    def send(self) -> None:
        """Weigh the powder out, pack both, let them leave, and have them received."""
        weighed = Reading(net_ug=80 * MG, resolution_ug=100)
        made = (Made(line="L-1/1", reading=weighed), Made(line="L-1/2"))
        self.post(PrepareLines(lines=made), day=DAY, **AGREED)
        box = PackShipment(
            number="S-1",
            carrier=Carrier.HAND_CARRIED,
            seals=("17", "18"),
            carried_by=("Borrower A",),
            waiver="waived",
        )
        self.post(box, day=DAY)
        sent = (Sent(line="L-1/1", due=DUE), Sent(line="L-1/2", due=20261001))
        self.post(
            IssueLines(
                lines=sent, shipment="S-1", assignment=(document(DocumentKind.CERTIFICATE, "certificate.pdf"),)
            ),
            day=DAY,
            **AGREED,
        )
        self.post(
            HandOver(shipment="S-1", given_by="A. Curator", taken_by="Borrower A", seals_intact=True), day=DAY
        )
        self.post(HandOver(shipment="S-1", given_by="Borrower A", taken_by="Signer C"), day=DAY)
        receipt = document(DocumentKind.RECEIPT, "receipt.pdf")
        self.post(ReceiveShipment(shipment="S-1", received_by="Borrower A", receipt=receipt), day=DAY)

    def account(self) -> None:
        """Report use, loss and sub-samples, owe results, and be recalled."""
        report = document(DocumentKind.CONSUMPTION_REPORT, "use.pdf")
        signed = {"plan": "P 1", "signed_by": "Borrower A", "confirmed_by": "Signer C"}
        video = (document(DocumentKind.VIDEO, "use.mp4"),)
        used = ReportUse(line="L-1/1", ug=10 * MG, method="dissolved", report=report, documents=video, **signed)
        self.post(used, day=DAY, **AGREED)
        report = document(DocumentKind.LOSS_REPORT, "loss.pdf")
        self.post(ReportLoss(line="L-1/1", ug=5 * MG, circumstances="spilt", report=report), day=DAY, **LOST)
        made = (SubSample(name="A-mount", form="grain_mount", ug=2 * MG),)
        self.post(ReportSubSamples(line="L-1/1", made=made, report=PAPER), day=DAY)
        self.post(NoteOwed(loan="L-1", owed=(Owing(what=Owed.RESULTS, text="ages", due=20270105),)), day=DAY)


SECTION = Mass.nominal(20 * MG)
AGREED = {
    "overrides": (),
    "authority": Authority(name="Head of curation", document="Memo 7"),
    "witness": "P. Processor",
    "reason": "Round 8",
}
HEARD = {**AGREED, "overrides": (Override(key="decide.not_heard_yet", reason="LESEC was heard in Round 8"),)}
LOST = {**AGREED, "overrides": (Override(key="line.loss_needs_authority", reason="seen to"),)}


def lent(path: Path) -> LoanLab:
    """Make the whole story in a new store."""
    lab = LoanLab.make(path)
    lab.furnish()
    lab.agree()
    lab.request()
    lab.send()
    lab.account()
    return lab
