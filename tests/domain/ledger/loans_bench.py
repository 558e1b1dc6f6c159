"""A lab that lends: borrowers and agreements laid down as they stand, loans of long ago, and lines in letters."""

from typing import Any

from lunarcurator.domain.accounts import Account
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Fact, MassLine, Scalar, Subject, Touch
from lunarcurator.domain.identity import AgreementRef, LineRef, PersonRef, Uid, ref_of
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.terms import DocumentKind
from lunarcurator.domain.operations.accounting import EnterLoan, OldLine
from lunarcurator.domain.operations.borrowing import Attached
from lunarcurator.domain.pieces import Recorded

from tests.domain.ledger.bench import Bench, Entry, _signed, weighed
from tests.domain.ledger.desk import MemoryDesk

LENT = 20210101
LATER = 20220101
HISTORY = (
    *("enter_loan.without_agreement", "enter_loan.mass_differs"),
    *("enter_loan.agreement_was_not_valid", "enter_loan.agreement_day_not_known"),
)
RECEIVED = ("return.not_confirmed", "return.no_place")
PAPER = Attached(kind=DocumentKind.OTHER, name="sheet 1")


def lay(session: MemoryDesk, kind: Subject, day: Day = 20200101, **fields: Scalar) -> Uid:
    """Lay down a subject of the desk as its acts would leave it; its code is its name."""
    uid = session._new_uid()
    told = {"name": fields["code"], **fields}
    fact: Fact = Touch(kind, uid, day, tuple(told.items()))
    session._write("laid", day, [Recorded(len(session.entries) + 1, 0, fact)], ())
    return uid


class Loans(Bench):
    """A bench with a cabinet, a piece P of 100 ug, one U of unknown mass, and two borrowers under agreements."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.place("Lab", "site")
        self.place("Room", "room", "Lab")
        self.place("Cabinet", "cabinet", "Room")
        self.place("Returned", "cabinet", "Room")
        self.register("P", weighed(100), place="Cabinet", form="chip")
        self.register("U", place="Cabinet", form="chip")
        self.people: dict[str, Uid] = {}
        self.agreements: dict[str, Uid] = {}
        for name in ("A", "B"):
            self.people[name] = lay(self.session, Subject.PERSON, code=f"Borrower {name}")
            term: dict[str, Scalar] = {"since": 20200101, "until": 20251231, "signed": 20200101}
            told = {"code": f"A-2020-{name}", "person": self.people[name], **term}
            self.agreements[name] = lay(self.session, Subject.AGREEMENT, **told)

    def person_ref(self, name: str = "A") -> PersonRef:
        return PersonRef(ref_of(self.people[name]))

    def agreement_ref(self, name: str = "A") -> AgreementRef:
        return AgreementRef(ref_of(self.agreements[name]))

    def enter(
        self, *numbers: str, day: Day = LENT, accept: tuple[str, ...] = HISTORY, ug: int | None = None, **more: Any
    ) -> Entry:
        """Enter pieces as lent to Borrower A since a day, each by a line of its own."""
        lines = tuple(OldLine(sample=self.piece_ref(each), ug=ug) for each in numbers)
        told = {"borrower": self.person_ref(), "agreement": self.agreement_ref(), "source": "old list", **more}
        return self.do(EnterLoan(lines=told.pop("lines", lines), **told), day, accept)

    def line_uid(self, number: str) -> Uid:
        """The latest line of a piece."""
        return self.session.related(Subject.LINE, "sample", self.piece(number))[-1]

    def line_ref(self, number: str) -> LineRef:
        return LineRef(ref_of(self.line_uid(number)))

    def line(self, number: str) -> Line:
        return Line.of(self.session.record(Subject.LINE, self.line_uid(number)))

    def held(self, number: str) -> str:
        """What the latest line of a piece answers for, as the ledger writes it; both are always the same."""
        told = self.line(number).account
        piece = self.state(number)
        assert told.held_ug == piece.ug.get(Account.LOAN, 0)
        assert told.unweighed == piece.unweighed.get(Account.LOAN, 0)
        assert told.issued_ug + told.emerged_ug == told.held_ug + spent(self.line(number))
        return f"{told.held_ug}/{told.unweighed}"

    def net(self, entry: Entry) -> set[str]:
        """The lines of an entry as the worked cases write them, one for each account of a piece."""
        sums: dict[str, list[int]] = {}
        for each in entry.facts:
            if isinstance(each.fact, MassLine):
                total = sums.setdefault(f"{each.fact.account} {self._name(each.fact.sample)}", [0, 0])
                total[0] += each.fact.ug
                total[1] += each.fact.unweighed
        return {f"{key} {_signed(ug)}/{_signed(n)}" for key, (ug, n) in sums.items() if ug or n}

    def moves(self, number: str) -> set[str]:
        """The moves of the latest line of a piece: "issued 100/0"."""
        return {f"{each.step} {each.ug}/{each.unweighed}" for each in self.line(number).moves}


def spent(line: Line) -> int:
    """What a line accounts for beside what is held, in ug."""
    told = line.account
    away = told.consumed_ug + told.returned_ug + told.lost_ug + told.transferred_ug
    return away + told.difference_ug


def document(name: str = "report 7", kind: DocumentKind = DocumentKind.OTHER, sha256: str = "") -> Attached:
    return Attached(kind=kind, name=name, sha256=sha256)
