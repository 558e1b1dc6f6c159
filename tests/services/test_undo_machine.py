"""Random histories of a loan desk with undo and redo of anything: what is out stands under what holds."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from lunarcurator.domain.acts import Act, Authority, Override, Posting
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.findings import Strength
from lunarcurator.domain.identity import NOBODY, Uid, ref_of
from lunarcurator.domain.ledger_state import Record
from lunarcurator.domain.lending.agreements import Agreement
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.terms import Carrier, Decision, DocumentKind, LineMode, PersonEnd
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import (
    Mission,
    Move,
    OpenCollection,
    Operation,
    Register,
    SetUpOperator,
    SetUpPlace,
    Sight,
)
from lunarcurator.domain.operations.accounting import CameBack, ReturnLine, TransferLine
from lunarcurator.domain.operations.agreeing import (
    DraftAgreement,
    RenewAgreement,
    SignAgreement,
    TerminateAgreement,
)
from lunarcurator.domain.operations.borrowing import (
    Affiliation,
    Attached,
    ConfirmContact,
    EndResponsibility,
    LimitBorrower,
    SetUpInstitution,
    SetUpPerson,
)
from lunarcurator.domain.operations.issuing import IssueLines, PackShipment, ReceiveShipment, Sent
from lunarcurator.domain.operations.requesting import (
    ChangeLoan,
    Decided,
    DecideLines,
    Made,
    PrepareLines,
    RequestLoan,
    Wanted,
)
from lunarcurator.domain.resting import named_in
from lunarcurator.services.posting import Refused
from lunarcurator.services.references import UnclearReference
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.undoing import reversal, undo_state
from lunarcurator.services.verifying import verify
from lunarcurator.store import schema
from lunarcurator.store.reads.records import records
from sqlalchemy import select

from tests.still_clock import StillClock

DAY = 20260301
PAPER = Attached(kind=DocumentKind.AGREEMENT, name="paper", sha256="ab" * 32)
PIECES = ("15551", "15552", "15553")
PEOPLE = ("Borrower A", "Borrower B")


class LoanMachine(RuleBasedStateMachine):
    """Acts by one curator with whatever authority they take, but never under an agreement that does not hold."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.session = StoreSession.make(Path(self.folder.name) / "random.lunar", clock=StillClock())
        self.acts: list[Uid] = []

    def teardown(self) -> None:
        report = verify(self.session)
        self.session.close()
        self.folder.cleanup()
        assert report.findings == (), report.findings

    @initialize()
    def furnish(self) -> None:
        self.post(SetUpOperator(name="A. Curator"))
        self.post(SetUpOperator(name="W. Witness"))
        self.post(OpenCollection(code="A", name="A", scheme="apollo", missions=(Mission(code="M", name="M"),)))
        self.post(SetUpPlace(kind="site", name="Lab"))
        self.post(SetUpPlace(kind="vault", name="Vault", parent="Lab"))
        for number in PIECES:
            said = {"mission": "M", "mass": Mass.measured(9_000, 10), "place": "Vault", "form": "chip"}
            self.post(Register(collection="A", number=number, **said))
        self.post(SetUpInstitution(name="Institute"))
        for name in PEOPLE:
            self.post(SetUpPerson(name=name, affiliations=(Affiliation(institution="Institute", since=DAY),)))
            self.agree(name)
            self.agree(name, sign=True)
            self.ask(name, self.newest(Subject.AGREEMENT), PIECES[PEOPLE.index(name)])
            self.send(self.newest(Subject.LINE))

    # Acts.

    @rule(name=st.sampled_from(PEOPLE), renewing=st.booleans())
    def draft(self, name: str, renewing: bool) -> None:
        self.agree(name, renewing=renewing)

    @rule(data=st.data(), how=st.sampled_from(["sign", "renew", "terminate"]))
    def go_on_with_an_agreement(self, data: st.DataObject, how: str) -> None:
        code = self.one(data, Subject.AGREEMENT)
        acts: dict[str, Callable[[], Operation]] = {
            "sign": lambda: SignAgreement(agreement=code, signed_by="A", for_lab="B", copy=PAPER),
            "renew": lambda: RenewAgreement(agreement=code, until=20351231, copy=PAPER),
            "terminate": lambda: TerminateAgreement(agreement=code, why="over", recall_by=20270101),
        }
        self.post(acts[how]())

    @rule(data=st.data(), name=st.sampled_from(PEOPLE), piece=st.sampled_from(PIECES))
    def request(self, data: st.DataObject, name: str, piece: str) -> None:
        mine = [
            ref_of(each.uid)
            for each in self.records(Subject.AGREEMENT)
            if self.record(Subject.PERSON, Uid(each.text("person"))).name == name
        ]
        if mine:
            self.ask(name, data.draw(st.sampled_from(mine)), piece)

    @rule(data=st.data())
    def change_the_agreement_of_a_loan(self, data: st.DataObject) -> None:
        loan, agreement = self.one(data, Subject.LOAN), self.one(data, Subject.AGREEMENT)
        self.post(ChangeLoan(loan=loan, agreement=agreement))

    @rule(data=st.data())
    def go_on_with_a_line(self, data: st.DataObject) -> None:
        """Take a line through whatever steps it still takes."""
        self.send(self.one(data, Subject.LINE))

    @rule(data=st.data())
    def receive(self, data: st.DataObject) -> None:
        self.post(ReceiveShipment(shipment=self.one(data, Subject.SHIPMENT), received_by="A", receipt=PAPER))

    @rule(data=st.data())
    def take_back(self, data: st.DataObject) -> None:
        came = CameBack(itself=True, place="Vault", place_why="as before", confirmed=True)
        self.post(ReturnLine(line=self.one(data, Subject.LINE), pieces=(came,), sheet=PAPER))

    @rule(data=st.data())
    def pass_on(self, data: st.DataObject) -> None:
        line, agreement = self.one(data, Subject.LINE), self.one(data, Subject.AGREEMENT)
        self.post(TransferLine(line=line, agreement=agreement, approved_by="M. Manager", receipt=PAPER))

    @rule(data=st.data(), name=st.sampled_from(PEOPLE))
    def end(self, data: st.DataObject, name: str) -> None:
        agreement = self.one(data, Subject.AGREEMENT)
        self.post(EndResponsibility(person=name, how=PersonEnd.MOVED, agreement=agreement))

    @rule(name=st.sampled_from(PEOPLE), how=st.sampled_from(["hear", "limit", "see", "move"]))
    def note(self, name: str, how: str) -> None:
        acts: dict[str, Callable[[], Operation]] = {
            "hear": lambda: ConfirmContact(person=name, how="letter"),
            "limit": lambda: LimitBorrower(person=name, text="fund Z"),
            "see": lambda: Sight(samples=PIECES[:1]),
            "move": lambda: Move(to="Vault", samples=PIECES[1:2]),
        }
        self.post(acts[how]())

    @rule(data=st.data(), times=st.integers(1, 6))
    def turn_over(self, data: st.DataObject, times: int) -> None:
        """Undo acts, or do them again, where that is offered; what is offered is taken."""
        for _ in range(times):
            self.turn(data)

    def turn(self, data: st.DataObject) -> None:
        """Turn over one of the acts for which it is offered, most likely one that others could rest on."""
        states = [(act, undo_state(self.session, act)) for act in self.acts]
        offered = [act for act, state in states if state is not None and state.target is not None]
        event(f"{len(offered) * 10 // len(states) * 10} % of the acts are offered")
        if not offered:
            return
        state = undo_state(self.session, data.draw(st.sampled_from(offered)))
        assert state is not None
        assert state.target is not None
        event("done again" if state.redo else "undone")
        try:
            self.session.post(reversal(self.session, state.target, "A. Curator", reason="mistaken"))
        except Refused as refused:
            # A place that changed, and who may do what, are asked after the turn.
            keys = {each.key for each in refused.findings}
            assert keys <= {"reverse.place_changed"}, keys
        except UnclearReference:
            event("nobody acts any more")

    # What must hold.

    @invariant()
    def what_is_out_stands_under_what_holds(self) -> None:
        for state in self.records(Subject.LINE):
            line = Line.of(state)
            if line.is_open:
                assert line.agreement is not None
                agreement = Agreement.of(self.record(Subject.AGREEMENT, line.agreement))
                assert agreement.signed, f"{line.code} is out under a draft"
                assert agreement.person == line.borrower

    @invariant()
    def whatever_a_record_names_is_in_the_book(self) -> None:
        with self.session.database.snapshot() as connection:
            known = {
                row.uuid.hex()
                for table in (schema.sample, schema.place, schema.desk)
                for row in connection.execute(select(table.c.uuid).where(table.c.in_book == 1))
            }
            for kind in (Subject.PERSON, Subject.AGREEMENT, Subject.LOAN, Subject.LINE):
                for row in records(connection, kind):
                    for kept, uid in named_in(kind, row.state.fields):
                        assert uid in known, f"{kind} {row.state.text('name')} names a {kept.names} that is gone"

    @invariant()
    def names_are_given_once(self) -> None:
        for kind in (Subject.AGREEMENT, Subject.LOAN, Subject.SHIPMENT, Subject.INSTITUTION):
            names = [state.name for state in self.records(kind)]
            assert len(names) == len(set(names)), names

    # Help.

    def ask(self, name: str, agreement: Any, piece: str) -> None:
        wanted = (Wanted(sample=piece, mode=LineMode.WHOLE),)
        self.post(RequestLoan(borrower=name, agreement=agreement, lines=wanted))

    def send(self, line: Any) -> None:
        self.post(DecideLines(lines=(Decided(line=line, decision=Decision.APPROVED),), body="committee"))
        self.post(PrepareLines(lines=(Made(line=line),)))
        if self.post(PackShipment(carrier=Carrier.COURIER, insurance="policy")):
            self.post(IssueLines(lines=(Sent(line=line),), shipment=self.newest(Subject.SHIPMENT)))

    def agree(self, name: str, *, sign: bool = False, renewing: bool = False) -> None:
        """Draft an agreement, in place of a signed one where wanted, or sign the newest draft."""
        if sign:
            code = self.newest(Subject.AGREEMENT)
            self.post(SignAgreement(agreement=code, signed_by=name, for_lab="B", copy=PAPER))
            return
        told: dict[str, Any] = {"person": name, "institution": "Institute", "since": DAY, "until": 20301231}
        if renewing and (there := self.newest(Subject.AGREEMENT)):
            told["renews"] = there
        self.post(DraftAgreement(**told))

    def post(self, operation: Operation) -> Uid | None:
        """Post an act with every reason it takes, unless rules leave no way or it is of agreements."""
        act = Act(operation=operation, day=DAY)
        told: dict[str, Any] = {"acts": (act,), "operator": "A. Curator" if self.acts else f"#{NOBODY}"}
        try:
            reasons = self.reasons(Posting(**told)) if self.acts else ()
            if self.acts and reasons is None:
                return None
            told["authority"] = Authority(name="M. Manager", document="Memo")
            posted = self.session.post(
                Posting(**told, overrides=reasons, witness="W. Witness" if self.acts[1:] else None)
            )
        except (Refused, UnclearReference) as refused:
            event(f"{operation.KIND} refused: {refused.key}")
            return None
        self.acts.append(posted.uid)
        event(f"{operation.KIND} posted")
        return posted.uid

    def reasons(self, wanted: Posting) -> tuple[Override, ...] | None:
        """A reason for each finding that takes one; None where one takes none."""
        findings = self.session.preview(wanted).findings
        for each in findings:
            if each.strength is Strength.IMPOSSIBLE or each.key.startswith("agreement."):
                event(f"{wanted.acts[0].operation.KIND} refused: {each.key}")
                return None
        return tuple(Override(key=key, reason="so it is") for key in dict.fromkeys(each.key for each in findings))

    def records(self, kind: Subject) -> list[Record]:
        with self.session.database.snapshot() as connection:
            return [row.state for row in records(connection, kind)]

    def record(self, kind: Subject, uid: Uid) -> Record:
        return next(each for each in self.records(kind) if each.uid == uid)

    def one(self, data: st.DataObject, kind: Subject) -> Any:
        """An exact reference to a record of a kind, or the name of none."""
        known = [ref_of(each.uid) for each in self.records(kind)]
        return data.draw(st.sampled_from(known)) if known else f"#{NOBODY}"

    def newest(self, kind: Subject) -> Any:
        known = self.records(kind)
        return ref_of(max(known, key=lambda each: each.uid).uid) if known else ""


LoanMachine.TestCase.settings = settings(
    # A history is short already: to make a failing one shorter takes minutes.
    max_examples=8,
    stateful_step_count=15,
    deadline=None,
    phases=[Phase.generate],
)
TestLoans = pytest.mark.slow(LoanMachine.TestCase)
