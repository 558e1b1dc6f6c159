"""Random histories of what is lent, lost, found and released: duties last until a document ends them."""

from typing import Any

from hypothesis import event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from lunarcurator.domain.accounts import Account
from lunarcurator.domain.facts import MassLine, Subject
from lunarcurator.domain.identity import CaseRef, ref_of
from lunarcurator.domain.incidents import pieces_of
from lunarcurator.domain.ledger_state import Record
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.terms import LineState, Step
from lunarcurator.domain.lending.working_days import days_after
from lunarcurator.domain.operations import DeclareLost, Missing, Operation, Reading, Recover
from lunarcurator.domain.operations.accounting import CameBack, FindAgain, ReleaseLine, ReportLoss, ReturnLine
from lunarcurator.domain.status import Custody, Existence

from tests.domain.ledger.desk import Refused
from tests.domain.ledger.loans_bench import HISTORY, LENT, Loans, document

ACCEPTED = (
    "enter_loan.mass_differs",
    "find_again.far_less",
    "find_again.weighs_less",
    "line.found_with_it",
    "line.loss_needs_authority",
    "lost.needs_authority",
    "return.rest_unknown",
    "mass.does_not_close",
    "recover.not_confirmed",
    "release.needs_authority",
    "return.difference",
    "return.ends_with_less",
    "return.less_than_recorded",
    "return.no_place",
    "return.not_confirmed",
    "return.not_weighed",
)
PIECES = st.sampled_from(["P", "U"])
MASS = st.one_of(st.none(), st.integers(1, 120))


class LostLines(RuleBasedStateMachine):
    """A piece of 100 ug and one of unknown mass, each lent, lost and found any number of times."""

    def __init__(self) -> None:
        super().__init__()
        self.bench, self.day, self.found = Loans(), LENT, 0
        self.bench.enter("P", "U")

    def post(self, act: Operation) -> None:
        self.day = days_after(self.day, 1)
        try:
            self.bench.do(act, self.day, (*ACCEPTED, *HISTORY))
        except Refused:
            event(f"refused {act.KIND}")
        else:
            event(f"posted {act.KIND}")

    def lines(self) -> list[Line]:
        uids = [each.fact.subject for each in self.bench.session.in_force() if self._is_of_line(each.fact)]
        return [Line.of(self.bench.session.record(Subject.LINE, uid)) for uid in dict.fromkeys(uids)]

    def cases(self) -> list[Record]:
        told = (each.fact for each in self.bench.session.in_force())
        uids = dict.fromkeys(each.subject for each in told if getattr(each, "kind", None) is Subject.CASE)
        return [self.bench.session.record(Subject.CASE, uid) for uid in uids]

    def _is_of_line(self, fact: Any) -> bool:
        return getattr(fact, "kind", None) is Subject.LINE

    @rule(piece=PIECES, ug=MASS)
    def lend(self, piece: str, ug: int | None) -> None:
        self.day = days_after(self.day, 1)
        try:
            self.bench.enter(piece, day=self.day, accept=(*ACCEPTED, *HISTORY), ug=ug)
        except Refused:
            event("refused enter_loan")

    @rule(piece=PIECES, ug=MASS, stolen=st.booleans())
    def lose(self, piece: str, ug: int | None, stolen: bool) -> None:
        told = {"ug": ug, "stolen": stolen, "circumstances": "gone", "report": document()}
        self.post(ReportLoss(line=self.bench.line_ref(piece), **told))

    @rule(pieces=st.sets(PIECES, min_size=1), joins=st.booleans())
    def lose_together(self, pieces: set[str], joins: bool) -> None:
        lent = [each for each in sorted(pieces) if self.bench.state(each).custody is Custody.LOAN]
        samples = tuple(map(self.bench.piece_ref, lent))
        told = {"how": Missing.STOLEN, "report": "police", "circumstances": "a burglary"}
        cases = [CaseRef(ref_of(each.uid)) for each in self.cases()]
        self.post(DeclareLost(samples=samples, case=cases[-1] if cases and joins else None, **told))

    @rule(piece=PIECES, ug=MASS)
    def find_with_the_borrower(self, piece: str, ug: int | None) -> None:
        self.post(FindAgain(line=self.bench.line_ref(piece), ug=ug, home=False, report=document()))

    @rule(piece=PIECES, ug=MASS, weighed=MASS)
    def find_at_home(self, piece: str, ug: int | None, weighed: int | None) -> None:
        reading = Reading(net_ug=weighed, resolution_ug=1) if weighed else None
        self.found += 1
        told = {"report": document(), "number": f"F{self.found}"}
        self.post(FindAgain(line=self.bench.line_ref(piece), ug=ug, reading=reading, **told))

    @rule(piece=PIECES, ug=MASS)
    def recover(self, piece: str, ug: int | None) -> None:
        reading = Reading(net_ug=ug, resolution_ug=1) if ug else None
        place, told = self.bench.place_ref("Cabinet"), {"evidence": "a letter", "confirmed": True}
        cases = [each for each in self.cases() if self.bench.piece(piece) in pieces_of(each.fields)]
        case = CaseRef(ref_of(cases[-1].uid)) if cases else None
        sample = self.bench.piece_ref(piece)
        self.post(Recover(sample=sample, place=place, reading=reading, case=case, **told))

    @rule(piece=PIECES)
    def release(self, piece: str) -> None:
        self.post(ReleaseLine(line=self.bench.line_ref(piece), document=document()))

    @rule(piece=PIECES, ug=MASS, lost=st.integers(0, 40))
    def give_back(self, piece: str, ug: int | None, lost: int) -> None:
        row = CameBack(itself=True, reading=Reading(net_ug=ug, resolution_ug=1) if ug else None)
        line = self.bench.line_ref(piece)
        self.post(ReturnLine(line=line, pieces=(row,), lost_ug=lost, accept_difference=True, sheet=document()))

    @rule(piece=PIECES, lost=st.integers(0, 100), kept=MASS)
    def account_for_it(self, piece: str, lost: int, kept: int | None) -> None:
        line = self.bench.line_ref(piece)
        told = {"lost_ug": lost, "retained_ug": kept if lost % 2 else 0}
        self.post(ReturnLine(line=line, accept_difference=True, sheet=document(), **told))

    @invariant()
    def the_books_close_on_every_line(self) -> None:
        assert self.bench.closes()
        for piece in ("P", "U"):
            self.bench.held(piece)

    @invariant()
    def what_lines_say_is_lost_is_what_the_ledger_has_as_lost(self) -> None:
        """Nothing is lost, or found, twice: what no line says is lost cannot come home as such."""
        for piece in ("P", "U"):
            uid = self.bench.piece(piece)
            facts = [each.fact for each in self.bench.session.ledger().history(uid)]
            lost = [each for each in facts if isinstance(each, MassLine) and each.account is Account.LOST]
            moves = [move for line in self.lines() if line.sample == uid for move in line.moves]
            moves = [move for move in moves if move.step is Step.LOST]
            assert sum(each.ug for each in lost) == sum(each.ug for each in moves)

    @invariant()
    def a_loss_that_ended_misses_nothing(self) -> None:
        """A case of several ends with the last piece: what is still missing has a case that is open."""
        ledger = self.bench.session.ledger()
        known = self.cases()
        for piece in ("P", "U"):
            uid = self.bench.piece(piece)
            if ledger.piece(uid).existence in {Existence.LOST, Existence.STOLEN}:
                about = [each for each in known if uid in pieces_of(each.fields)]
                assert any(each.text("state") == "open" for each in about), piece

    @invariant()
    def a_duty_lasts_until_a_document_ends_it(self) -> None:
        """`domain.md` 4: a line that went out has ended by a document, or its borrower answers for it still."""
        for line in self.lines():
            assert line.duty_lasts is (line.closed_by is None), line.code
            piece = self.bench.session.ledger().piece(line.sample or "")
            if line.state is LineState.LOST:
                event("a line is reported lost")
                is_gone = piece.existence in {Existence.LOST, Existence.STOLEN}
                assert line.account.lost_ug > 0 if line.lost_whole is None else is_gone
                assert (line.account.held_ug, line.account.unweighed) == (0, 0)


LostLines.TestCase.settings = settings(stateful_step_count=30, max_examples=60)
TestLostLines = LostLines.TestCase
