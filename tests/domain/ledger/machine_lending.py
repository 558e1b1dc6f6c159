"""Loans of long ago, reports, transfers, returns and inventories as rules of the ledger machine."""

from typing import Any

from hypothesis import event
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from lunarcurator.domain.accounts import Account
from lunarcurator.domain.acts import Act
from lunarcurator.domain.facts import ExposureKind, Subject, Touch
from lunarcurator.domain.identity import Uid, ref_of
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.terms import DocumentKind, RoundAnswer
from lunarcurator.domain.operations import Reading
from lunarcurator.domain.operations.accounting import (
    Answered,
    AnswerRound,
    CameBack,
    EnterLoan,
    OldLine,
    OpenRound,
    ReportLoss,
    ReportMass,
    ReportSubSamples,
    ReportUse,
    ReturnLine,
    SubSample,
    TransferLine,
)
from lunarcurator.domain.operations.agreeing import DraftAgreement, SignAgreement
from lunarcurator.domain.operations.borrowing import Affiliation, Attached, SetUpInstitution, SetUpPerson

LENDING_ACCEPTED = (
    "agreement.copy_unsealed",
    "agreement.ends_before_due",
    "borrower.never_heard",
    "borrower.overdue",
    "borrower.overdue_already",
    "borrower.stale",
    "borrower.unanswered",
    "borrower.unanswered_already",
    "enter_loan.mass_differs",
    "issue.no_due_day",
    "line.loss_needs_authority",
    "line.reported_too_much",
    "line.sub_sample_known",
    "line.sub_samples_left_out",
    "line.sub_samples_too_heavy",
    "promise.less_left",
    "promise.not_covered",
    "promise.nothing_left",
    "return.difference",
    "return.gone_too_heavy",
    "return.name_unknown",
    "return.no_place",
    "return.not_as_reported",
    "round.signed_by_another",
    "use.reported_before",
    "return.not_confirmed",
    "return.not_weighed",
    "return.part_not_weighed",
    "return.pristine_place",
    "return.rest_unmeasured",
    "return.rest_unknown",
    "return.ends_with_less",
    "return.less_than_recorded",
    "return.sub_samples_untold",
    "return.weighs_otherwise",
    "use.was_not_granted",
)
PAPER = Attached(kind=DocumentKind.OTHER, name="paper", sha256="a" * 64)
SMALL = st.integers(0, 30)


class LendingRules(RuleBasedStateMachine):
    """What a machine that can `post`, and find pieces and places, may lend out and have back."""

    session: Any
    day: Any
    piece_ref: Any
    place_ref: Any
    post: Any
    number: Any

    def furnish_lending(self) -> None:
        """Lay down two borrowers under agreements, before anything else is done."""
        for name in ("A", "B"):
            agreement = {"number": f"A-{name}", "since": 20000101, "until": 20991231}
            place, person = self._laid(SetUpInstitution(name=f"Institute {name}")), f"Borrower {name}"
            held = self._laid(SetUpPerson(name=person, affiliations=(Affiliation(institution=place),)))
            drafted = self._laid(DraftAgreement(person=held, institution=place, **agreement))
            self._laid(SignAgreement(agreement=drafted, signed_by=person, for_lab="M", copy=PAPER))

    def _laid(self, operation: Any) -> str:
        entry = self.session.post(Act(operation=operation, day=20000101), accept=LENDING_ACCEPTED)
        return ref_of(entry.facts[0].fact.subject)

    @rule(data=st.data(), many=st.booleans(), ug=st.one_of(st.none(), SMALL), dated=st.booleans())
    def enter_loan(self, data: st.DataObject, many: bool, ug: int | None, dated: bool) -> None:
        if self.session.samples():
            pieces = [self.piece_ref(data) for _ in range(1 + many)]
            due = 20991231 if dated else None
            lines = tuple(OldLine(sample=each, ug=ug, due=due) for each in pieces)
            who = data.draw(st.sampled_from(["A", "B"]))
            told = {"borrower": self._named(Subject.PERSON, f"Borrower {who}"), "source": "list"}
            agreement = self._named(Subject.AGREEMENT, f"A-{who}")
            self.post(data, EnterLoan(lines=lines, agreement=agreement, **told))

    @rule(data=st.data(), ug=st.one_of(st.none(), SMALL), stolen=st.booleans(), made=SMALL)
    def report(self, data: st.DataObject, ug: int | None, stolen: bool, made: int) -> None:
        line = self._line(data)
        if line is None:
            return
        what = data.draw(st.sampled_from(["use", "loss", "sub", "mass"]))
        if what == "use":
            self.post(data, ReportUse(line=line, ug=ug, method="m", exposures=(ExposureKind.AIR,), report=PAPER))
        elif what == "loss":
            self.post(data, ReportLoss(line=line, ug=ug, circumstances="c", stolen=stolen, report=PAPER))
        elif what == "mass":
            self.post(data, ReportMass(line=line, ug=made, report=PAPER))
        else:
            subs = (SubSample(name="a", ug=made or None),)
            self.post(data, ReportSubSamples(line=line, made=subs, report=PAPER))

    @rule(data=st.data(), to=st.sampled_from(["A", "B"]))
    def pass_on(self, data: st.DataObject, to: str) -> None:
        line = self._line(data)
        if line is not None:
            agreement = self._named(Subject.AGREEMENT, f"A-{to}")
            told = {"approved_by": "M", "receipt": PAPER, "due": None}
            self.post(data, TransferLine(line=line, agreement=agreement, **told))

    @rule(data=st.data(), itself=st.booleans(), parts=st.integers(0, 2), used=st.integers(0, 3), lost=SMALL)
    def give_back(self, data: st.DataObject, itself: bool, parts: int, used: int, lost: int) -> None:
        line = self._line(data)
        if line is None:
            return
        pieces = [self._part(data) for _ in range(parts)]
        if itself:
            pieces.append(CameBack(itself=True, **self._weighed(data)))
        kept = 0 if itself else data.draw(st.one_of(st.none(), SMALL))
        told = {"consumed_ug": used, "lost_ug": lost if lost > 25 else 0, "retained_ug": kept}
        sheet = ReturnLine(
            line=line, pieces=tuple(pieces), accept_difference=True, method="m", sheet=PAPER, **told
        )
        self.post(data, sheet)

    @rule(data=st.data(), answer=st.sampled_from(RoundAnswer), ug=st.one_of(st.none(), SMALL))
    def ask_and_answer(self, data: st.DataObject, answer: RoundAnswer, ug: int | None) -> None:
        day = self.day(data)
        self.post(data, OpenRound(frozen=day, deadline=20991231))
        rounds, line = self._known(Subject.ROUND), self._line(data)
        if rounds and line is not None:
            person = self._named(Subject.PERSON, data.draw(st.sampled_from(["Borrower A", "Borrower B"])))
            answers = (Answered(line=line, answer=answer, ug=ug),)
            told = {"signed_by": "a", "witnessed_by": "b", "document": PAPER}
            round_ = ref_of(data.draw(st.sampled_from(rounds)))
            self.post(data, AnswerRound(round=round_, person=person, answers=answers, **told))

    @invariant()
    def lines_answer_for_what_the_ledger_has_on_loan(self) -> None:
        """R3, R7: no piece stands in two open lines, each equation closes, and held is what is on loan."""
        ledger = self.session.ledger()
        seen: set[Uid] = set()
        for uid in self._known(Subject.LINE):
            line = Line.of(ledger.record(Subject.LINE, uid))
            told = line.account
            away = told.consumed_ug + told.returned_ug + told.lost_ug + told.transferred_ug
            assert told.issued_ug + told.emerged_ug == told.held_ug + away + told.difference_ug
            if line.is_open:
                assert line.sample not in seen, "a piece in two open lines"
                seen.add(line.sample)
                piece = ledger.piece(line.sample)
                assert told.held_ug == piece.ug.get(Account.LOAN, 0)
                assert told.unweighed == piece.unweighed.get(Account.LOAN, 0)
            else:
                assert (told.held_ug, told.unweighed) == (0, 0), line.code
        if seen:
            event("lines out")

    def _part(self, data: st.DataObject) -> CameBack:
        return CameBack(number=self.number(), **self._weighed(data))

    def _weighed(self, data: st.DataObject) -> dict[str, Any]:
        told: dict[str, Any] = {"confirmed": True}
        how = data.draw(st.sampled_from(["read", "stated", "both", "neither"]))
        if how in {"read", "both"}:
            told["reading"] = Reading(net_ug=data.draw(SMALL), resolution_ug=1)
        if how in {"stated", "both"}:
            told["stated_ug"] = data.draw(SMALL)
        if data.draw(st.booleans()):
            told["place"] = self.place_ref(data)
        return told

    def _named(self, kind: Subject, name: str) -> str:
        return ref_of(self.session.named(kind, name)[0])

    def _line(self, data: st.DataObject) -> str | None:
        """Return mostly a line that is out."""
        ledger = self.session.ledger()
        known = self._known(Subject.LINE)
        out = [uid for uid in known if Line.of(ledger.record(Subject.LINE, uid)).is_open]
        return ref_of(data.draw(st.sampled_from(out or known))) if known else None

    def _known(self, kind: Subject) -> list[Uid]:
        facts = (each.fact for each in self.session.in_force())
        return list(dict.fromkeys(f.subject for f in facts if isinstance(f, Touch) and f.kind is kind))
