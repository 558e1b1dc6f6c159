"""A lab that lends from the request on: a stock, pieces, borrowers, and each act by short names."""

from dataclasses import replace
from typing import Any

from lunarcurator.domain.accounts import Account
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Fact, Scalar, Subject, Touch
from lunarcurator.domain.identity import (
    AgreementRef,
    LineRef,
    LoanRef,
    PersonRef,
    ShipmentRef,
    Uid,
    ref_of,
)
from lunarcurator.domain.ledger_state import Record
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.policy import Policy
from lunarcurator.domain.lending.terms import Carrier, Decision, DocumentKind
from lunarcurator.domain.operations.borrowing import Attached
from lunarcurator.domain.operations.issuing import IssueLines, PackShipment, ReceiveShipment, Sent
from lunarcurator.domain.operations.requesting import (
    Decided,
    DecideLines,
    Made,
    PrepareLines,
    RequestLoan,
    Wanted,
)
from lunarcurator.domain.operations.weighing import Reading
from lunarcurator.domain.pieces import Recorded

from tests.domain.ledger.bench import Bench, weighed
from tests.domain.ledger.desk import TABLES, Entry, MemoryDesk, Refused

ASKED, DECIDED, READY, SENT, ARRIVED = 20210105, 20210201, 20210301, 20210310, 20210315
DUE = 20220301
RECEIPT = Attached(kind=DocumentKind.RECEIPT, name="receipt 1")


class LoanDesk(Bench):
    """A bench with a stock S of powder, pieces P and Q, a section T, and Borrower A under A-1, B under A-2."""

    def __init__(self, *policies: Policy, scheme: str = "plain") -> None:
        super().__init__(MemoryDesk(tables=replace(TABLES, policies=policies)), scheme)
        self.place("Lab", "site")
        self.place("Vault", "vault", "Lab")
        self.register("S", weighed(1_000_000), place="Vault", form="powder")
        self.register("P", weighed(500), place="Vault", form="chip")
        self.register("Q", weighed(300), place="Vault", form="chip")
        self.register("T", place="Vault", form="thin_section")
        for n, name in enumerate(("Borrower A", "Borrower B"), start=1):
            person = self.lay(Subject.PERSON, name=name, confirmed=20210101)
            term: dict[str, Scalar] = {"since": 20200101, "until": 20251231, "signed": 20200101}
            self.lay(Subject.AGREEMENT, name=f"A-{n}", code=f"A-{n}", person=person, **term)

    def lay(self, kind: Subject, **fields: Scalar) -> Uid:
        """Lay down a subject of the desk as its acts would leave it."""
        uid = self.session._new_uid()
        fact: Fact = Touch(kind, uid, 20200101, tuple(fields.items()))
        self.session._write("laid", 20200101, [Recorded(len(self.session.entries) + 1, 0, fact)], ())
        return uid

    # Finding.

    def known(self, kind: Subject, name: str) -> Record:
        return self.session.ledger().record(kind, self.session.named(kind, name)[-1])

    def ref(self, kind: Subject, name: str) -> str:
        return ref_of(self.session.named(kind, name)[-1])

    def person_ref(self, name: str = "Borrower A") -> PersonRef:
        return PersonRef(self.ref(Subject.PERSON, name))

    def agreement_ref(self, code: str = "A-1") -> AgreementRef:
        return AgreementRef(self.ref(Subject.AGREEMENT, code))

    def loan_ref(self, code: str = "L-2021-001") -> LoanRef:
        return LoanRef(self.ref(Subject.LOAN, code))

    def line_ref(self, code: str) -> LineRef:
        return LineRef(self.ref(Subject.LINE, f"L-2021-{code}"))

    def shipment_ref(self, code: str = "S-2021-001") -> ShipmentRef:
        return ShipmentRef(self.ref(Subject.SHIPMENT, code))

    def line(self, code: str) -> Line:
        return Line.of(self.known(Subject.LINE, f"L-2021-{code}"))

    def held(self, code: str) -> str:
        """What a line answers for, which is always what the ledger has on loan of its piece (R7)."""
        line = self.line(code)
        piece = self.session.ledger().piece(line.sample or Uid(""))
        told = (line.account.held_ug, line.account.unweighed)
        assert told == (piece.ug.get(Account.LOAN, 0), piece.unweighed.get(Account.LOAN, 0))
        return f"{told[0]}/{told[1]}"

    # Acting.

    def want(self, number: str = "", ug: int | None = None, **more: Any) -> Wanted:
        return Wanted(sample=self.piece_ref(number) if number else None, optimum_ug=ug, **more)

    def request(
        self,
        *wanted: Wanted,
        day: Day = ASKED,
        accept: tuple[str, ...] = (),
        person: str = "Borrower A",
        agreement: str = "A-1",
        **more: Any,
    ) -> Entry:
        under = self.agreement_ref(agreement) if agreement else None
        told = {"borrower": self.person_ref(person), "agreement": under, **more}
        return self.do(RequestLoan(lines=wanted, **told), day, accept)

    def decide(
        self,
        *codes: str,
        ug: int | None = None,
        day: Day = DECIDED,
        accept: tuple[str, ...] = (),
        decision: Decision = Decision.APPROVED,
        why: str = "",
        sample: str = "",
        **more: Any,
    ) -> Entry:
        piece = self.piece_ref(sample) if sample else None
        lines = tuple(
            Decided(line=self.line_ref(each), decision=decision, granted_ug=ug, why=why, sample=piece)
            for each in codes
        )
        return self.do(DecideLines(lines=lines, **{"body": "committee", **more}), day, accept)

    def made(self, code: str, ug: int | None = None, number: str = "", **more: Any) -> Made:
        reading = Reading(net_ug=ug, resolution_ug=1) if ug is not None else None
        return Made(line=self.line_ref(code), reading=reading, number=number, **more)

    def prepare(self, *made: Made, day: Day = READY, accept: tuple[str, ...] = ()) -> Entry:
        return self.do(PrepareLines(lines=made), day, accept)

    def pack(self, day: Day = READY, accept: tuple[str, ...] = (), **more: Any) -> Entry:
        told = {"carrier": Carrier.COURIER, "insurance": "policy 7", **more}
        return self.do(PackShipment(**told), day, accept)

    def issue(
        self,
        *codes: str,
        due: Day | None = DUE,
        day: Day = SENT,
        accept: tuple[str, ...] = (),
        shipment: str = "S-2021-001",
    ) -> Entry:
        lines = tuple(Sent(line=self.line_ref(each), due=due) for each in codes)
        return self.do(IssueLines(lines=lines, shipment=self.shipment_ref(shipment)), day, accept)

    def receive(
        self, *codes: str, day: Day = ARRIVED, shipment: str = "S-2021-001", by: str = "Borrower A", **more: Any
    ) -> Entry:
        lines = tuple(map(self.line_ref, codes))
        told = {"receipt": RECEIPT, "received_by": by, "lines": lines, **more}
        return self.do(ReceiveShipment(shipment=self.shipment_ref(shipment), **told), day)

    def out(self, *numbers: str) -> None:
        """Let pieces go out whole in one loan and one box, and arrive."""
        self.sent(*numbers)
        self.receive()

    def sent(self, *numbers: str) -> None:
        """Let pieces leave whole in one loan and one box."""
        codes = self.ready(*numbers)
        self.pack()
        self.issue(*codes)

    def ready(self, *numbers: str) -> tuple[str, ...]:
        """Get pieces ready in one loan; returns the codes of its lines after the year."""
        self.request(*(self.want(each) for each in numbers))
        codes = tuple(f"001/{n}" for n in range(1, len(numbers) + 1))
        self.decide(*codes)
        self.prepare(*map(self.made, codes))
        return codes


def refused(act: Any) -> set[str]:
    """Return the keys of what is found about an act that is refused."""
    try:
        act()
    except Refused as told:
        return told.keys
    raise AssertionError("nothing stood in the way")


def strengths(act: Any) -> dict[str, str]:
    """Return the keys and strengths of what is found about an act that is refused."""
    try:
        act()
    except Refused as told:
        return {each.key: str(each.strength) for each in told.findings}
    raise AssertionError("nothing stood in the way")
