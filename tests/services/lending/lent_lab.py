"""A real store of its own in which two borrowers hold pieces, for what is asked of them."""

from pathlib import Path
from typing import Any

from lunarcurator.domain.acts import Act, Override, Posting
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import (
    Mission,
    OpenCollection,
    Operation,
    Register,
    SetUpOperator,
    SetUpPlace,
)
from lunarcurator.domain.operations.accounting import EnterLoan, OldLine
from lunarcurator.domain.operations.borrowing import SetUpPerson
from lunarcurator.services.posting import Posted
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store.reads.records import records

from tests.domain.ledger.loans_bench import HISTORY
from tests.still_clock import StillClock

KNOWN, UNKNOWN, OTHER = "15555", "15556", "15557"
LENT = 20210101


class LentLab:
    """15555 of 9,000 ug and 15556 of unknown mass are out with Borrower A, 15557 with Borrower B."""

    def __init__(self, path: Path) -> None:
        self.session = StoreSession.make(path, clock=StillClock())
        self.post(SetUpOperator(name="A. Curator"), day=19700101)
        self.post(SetUpOperator(name="W. Witness"), day=19700101)
        self.post(
            OpenCollection(code="A", name="Apollo", scheme="apollo", missions=(Mission(code="M", name="M"),))
        )
        self.post(SetUpPlace(kind="site", name="Lab"), SetUpPlace(kind="room", name="Room", parent="Lab"))
        for number, mass in ((KNOWN, 9_000), (UNKNOWN, None), (OTHER, 4_000)):
            said = Mass.measured(mass, 1) if mass else Mass.unknown("not_weighed")
            self.post(Register(collection="A", number=number, mission="M", mass=said, form="chip", place="Room"))
        self.lend("Borrower A", KNOWN, UNKNOWN)
        self.lend("Borrower B", OTHER)

    def lend(self, name: str, *numbers: str) -> Posted:
        if not self.known(Subject.PERSON, name):
            self.post(SetUpPerson(name=name))
        lines = tuple(OldLine(sample=each) for each in numbers)
        return self.post(EnterLoan(borrower=name, lines=lines, source="old list"), day=LENT)

    def post(
        self, *operations: Operation, day: Day = 20200101, accept: tuple[str, ...] = (), **more: Any
    ) -> Posted:
        acts = tuple(Act(operation=each, day=day) for each in operations)
        operator = "A. Curator" if self.session.head().seq else "#" + "0" * 32
        reasons = tuple(Override(key=key, reason="so it is") for key in (*HISTORY, *accept))
        return self.session.post(Posting(acts=acts, operator=operator, overrides=reasons, **more))

    def known(self, kind: Subject, name: str) -> Uid | None:
        with self.session.database.connect() as connection:
            found = [row.state.uid for row in records(connection, kind) if row.state.name == name]
        return found[0] if found else None

    def line(self, code: str = "L-2021-001/1") -> Line:
        with self.session.database.connect() as connection:
            lines = [Line.of(row.state) for row in records(connection, Subject.LINE)]
        return next(each for each in lines if each.code == code)
