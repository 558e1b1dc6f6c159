"""A real store with agreements in every state, people heard of and not, and lines out; all invented."""

from pathlib import Path
from typing import Any

from lunarcurator.domain.acts import Act, Override, Posting
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import NOBODY, Uid
from lunarcurator.domain.lending.terms import DocumentKind, LimitKind, PersonEnd
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Mission, OpenCollection, Operation, Register, SetUpOperator
from lunarcurator.domain.operations.accounting import EnterLoan, OldLine, OpenRound
from lunarcurator.domain.operations.agreeing import DraftAgreement, SignAgreement, TerminateAgreement
from lunarcurator.domain.operations.borrowing import (
    Affiliation,
    Attached,
    ConfirmContact,
    EndResponsibility,
    LimitBorrower,
    SetUpInstitution,
    SetUpPerson,
)
from lunarcurator.domain.operations.issuing import NoteOwed, Owing, RecallLines
from lunarcurator.services.posting import Posted
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store.reads.records import records

from tests.domain.ledger.loans_bench import HISTORY
from tests.still_clock import TODAY, StillClock

BEGAN = 20210101
HOUSE = "Institute B"
COPY = Attached(kind=DocumentKind.AGREEMENT, name="copy", sha256="ab" * 32)

IN_SPITE = (*HISTORY, "agreement.not_affiliated", "agreement.renews_elsewhere")


class AgreedLab:
    """Borrower A has a current agreement, B one that ends soon, C one that ended, D a draft, E retired, F none."""

    def __init__(self, path: Path) -> None:
        self.session = StoreSession.make(path, clock=StillClock())
        self.post(SetUpOperator(name="A. Curator"), day=19700101)
        moon = (Mission(code="Chang'e-5", name="Chang'e-5"),)
        self.post(OpenCollection(code="Chang'e-5", name="CE-5", scheme="plain", missions=moon))
        self.post(SetUpInstitution(name=HOUSE))
        there = (Affiliation(institution=HOUSE, since=BEGAN),)
        for each in "ABCDE":
            contacts = ("by post",) if each == "B" else ()
            self.post(SetUpPerson(name=f"Borrower {each}", affiliations=there, contacts=contacts))
        self.post(SetUpPerson(name="Borrower F"))
        self.agree("A", 20301231)
        self.agree("B", 20270131)
        self.agree("C", 20251231)
        self.agree("E", 20301231)
        self.draft("D", approved=20261112)
        self.post(ConfirmContact(person="Borrower A", how="letter 7"), day=20260901)
        self.post(EndResponsibility(person="Borrower E", how=PersonEnd.RETIRED), day=20260901)

    def draft(self, name: str, until: Day = 20301231, day: Day = TODAY, **more: Any) -> None:
        term: dict[str, Any] = {"since": BEGAN, "until": until, "institution": HOUSE, **more}
        self.post(DraftAgreement(number=f"A-{name}", person=f"Borrower {name}", **term), day=day)

    def agree(self, name: str, until: Day) -> None:
        self.draft(name, until, day=BEGAN)
        who = f"Borrower {name}"
        self.post(SignAgreement(agreement=f"A-{name}", signed_by=who, for_lab="A. Curator", copy=COPY), day=BEGAN)

    def lend(self, name: str, number: str, ug: int | None = 5_000, due: Day | None = 20280101) -> None:
        mass = Mass.measured(ug, 1) if ug else Mass.unknown("not_weighed")
        self.post(Register(collection="Chang'e-5", number=number, mission="Chang'e-5", mass=mass, form="chip"))
        line = OldLine(sample=number, due=due)
        told = {"borrower": f"Borrower {name}", "agreement": f"A-{name}", "source": "old list"}
        self.post(EnterLoan(number=f"L-{number}", lines=(line,), **told), day=20210201)

    def everything(self) -> None:
        """Let all that can be told of a borrower be so of Borrower C."""
        self.lend("C", "P1", due=20230101)
        self.lend("C", "P2", None, due=None)
        self.post(RecallLines(lines=("L-P2/1",), by=20270101, why="needed"))
        self.post(OpenRound(number="R-1", frozen=20260101, deadline=20260301), day=20260105)
        self.post(LimitBorrower(person="Borrower C", kind=LimitKind.FUNDING, text="fund Z"))
        self.post(LimitBorrower(institution=HOUSE, kind=LimitKind.EXPORT, text="licence", until=20280101))
        self.post(NoteOwed(loan="L-P1", owed=(Owing(what="papers", due=20240101),)))

    def terminate(self, name: str) -> None:
        self.post(TerminateAgreement(agreement=f"A-{name}", why="no plan", recall_by=20270101))

    def post(self, *operations: Operation, day: Day = TODAY) -> Posted:
        operator = "A. Curator" if self.session.head().seq else f"#{NOBODY}"
        day = min(day, TODAY)
        reasons = tuple(Override(key=key, reason="so it is") for key in IN_SPITE)
        acts = tuple(Act(operation=each, day=BEGAN if _is_old(each) else day) for each in operations)
        return self.session.post(Posting(acts=acts, operator=operator, overrides=reasons))

    def uid(self, kind: Subject, name: str) -> Uid:
        with self.session.database.connect() as connection:
            return next(row.state.uid for row in records(connection, kind) if row.state.name == name)


def _is_old(operation: Operation) -> bool:
    """Tell whether an act furnishes the lab, which was done when it began."""
    return isinstance(operation, OpenCollection | SetUpInstitution | SetUpPerson | Register)
