"""Words for tests of borrowers and agreements: an institute, two people, agreements, and lines that are out."""

from collections.abc import Callable
from typing import Any

import pytest
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Scalar, Subject
from lunarcurator.domain.identity import AgreementRef, InstitutionRef, LineRef, PersonRef, Uid, ref_of
from lunarcurator.domain.ledger_state import Record
from lunarcurator.domain.lending.agreements import Agreement
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.people import Person
from lunarcurator.domain.lending.terms import DocumentKind
from lunarcurator.domain.operations.agreeing import DraftAgreement, SignAgreement
from lunarcurator.domain.operations.borrowing import Affiliation, Attached, SetUpInstitution, SetUpPerson

from tests.domain.ledger.bench import Bench, weighed
from tests.domain.ledger.desk import Entry, Refused
from tests.domain.ledger.loans_bench import lay

BEGAN = 20200101
ENDS = 20241231
COPY = Attached(kind=DocumentKind.AGREEMENT, name="A-1.pdf", sha256="ab" * 32)


class Agreeing(Bench):
    """A bench with Institute A and Borrowers A and B there; agreements and lines are made by short words."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.do(SetUpInstitution(name="Institute A"), BEGAN)
        for name in ("A", "B"):
            held = (Affiliation(institution=self.place_of(), since=BEGAN),)
            self.do(SetUpPerson(name=f"Borrower {name}", affiliations=held), BEGAN)

    def place_of(self, name: str = "Institute A") -> InstitutionRef:
        return InstitutionRef(ref_of(self.on_desk(Subject.INSTITUTION, name)))

    def who(self, name: str = "A") -> PersonRef:
        return PersonRef(ref_of(self.on_desk(Subject.PERSON, f"Borrower {name}")))

    def agreement_ref(self, code: str) -> AgreementRef:
        return AgreementRef(ref_of(self.on_desk(Subject.AGREEMENT, code)))

    def line_ref(self, code: str) -> LineRef:
        return LineRef(ref_of(self.on_desk(Subject.LINE, code)))

    def on_desk(self, kind: Subject, name: str) -> Uid:
        return self.session.named(kind, name)[-1]

    def known(self, kind: Subject, name: str) -> Record:
        return self.session.ledger().record(kind, self.on_desk(kind, name))

    def agreement(self, code: str) -> Agreement:
        return Agreement.of(self.known(Subject.AGREEMENT, code))

    def person(self, name: str = "A") -> Person:
        return Person.of(self.known(Subject.PERSON, f"Borrower {name}"))

    def line(self, code: str) -> Line:
        return Line.of(self.known(Subject.LINE, code))

    def draft(self, code: str = "A-1", name: str = "A", day: Day = BEGAN, **more: Any) -> Entry:
        term = {"since": BEGAN, "until": ENDS, **more}
        accept = term.pop("accept", ())
        told = {"person": self.who(name), "institution": self.place_of(), **term}
        return self.do(DraftAgreement(number=code, **told), day, accept)

    def sign(self, code: str = "A-1", day: Day = BEGAN, **more: Any) -> Entry:
        accept = more.pop("accept", ())
        told = {"signed_by": "Borrower A", "for_lab": "A. Curator", "copy": COPY, **more}
        return self.do(SignAgreement(agreement=self.agreement_ref(code), **told), day, accept)

    def agree(self, code: str = "A-1", name: str = "A", **more: Any) -> AgreementRef:
        self.draft(code, name, **more)
        self.sign(code)
        return self.agreement_ref(code)

    def lend(self, number: str, code: str = "L-1/1", agreement: str = "A-1", **more: Scalar) -> Line:
        """Lay down a line that is out since 2021 under an agreement, with its loan and its piece."""
        held = self.agreement(agreement)
        loan = code.partition("/")[0]
        parties: dict[str, Scalar] = {"borrower": held.person, "agreement": held.uid}
        if not self.session.named(Subject.LOAN, loan):
            lay(self.session, Subject.LOAN, code=loan, **parties)
        self.register(number, weighed(100))
        told: dict[str, Scalar] = {"state": "out", "issued": 20210101, "due": 20220101, **parties, **more}
        lay(
            self.session,
            Subject.LINE,
            code=code,
            loan=self.on_desk(Subject.LOAN, loan),
            sample=self.piece(number),
            **told,
        )
        return self.line(code)


def keys(act: Callable[[], object]) -> set[str]:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.keys
