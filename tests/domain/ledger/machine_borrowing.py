"""Those who borrow, and what is agreed with them, as rules of the ledger machine."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid, ref_of
from lunarcurator.domain.lending.agreements import EXPIRING_DAYS, Agreement
from lunarcurator.domain.lending.borrower_standing import standing_of
from lunarcurator.domain.lending.line_log import passed_on
from lunarcurator.domain.lending.people import Person
from lunarcurator.domain.lending.terms import AgreementState, DocumentKind, LimitKind, PersonEnd, PersonRole
from lunarcurator.domain.operations.accounting import EnterLoan, OldLine
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

BORROWING_ACCEPTED = (
    "agreement.institution_retired",
    "agreement.not_affiliated",
    "agreement.renewed_late",
    "borrower.lapsed",
    "borrower.limited",
    "borrower.recalled",
    "person.same_name",
    "responsibility.lines_left",
)
COPY = Attached(kind=DocumentKind.AGREEMENT, name="copy", sha256="b" * 64)
YEARS = st.integers(2001, 2030)


class BorrowingRules(RuleBasedStateMachine):
    """What a machine that can `post` may do to those who borrow and to agreements."""

    session: Any
    post: Any
    piece_ref: Any
    _known: Any

    @rule(data=st.data(), retired=st.booleans(), other=st.booleans())
    def set_up_house(self, data: st.DataObject, retired: bool, other: bool) -> None:
        known = self._ours(Subject.INSTITUTION)
        ref = ref_of(data.draw(st.sampled_from(known))) if known and data.draw(st.booleans()) else None
        name = data.draw(st.sampled_from(["House X", "House Y"]))
        names = ("甲所",) if other else ()
        self.post(data, SetUpInstitution(institution=ref, name=name, names=names, retired=retired))

    @rule(data=st.data(), role=st.sampled_from(PersonRole), since=YEARS, left=st.booleans())
    def set_up_person(self, data: st.DataObject, role: PersonRole, since: int, left: bool) -> None:
        houses, people = self._known(Subject.INSTITUTION), self._ours(Subject.PERSON)
        place = ref_of(data.draw(st.sampled_from(houses)))
        until = 20200101 if left else 0
        held = Affiliation(institution=place, role=role, since=since * 10_000, until=until)
        ref = ref_of(data.draw(st.sampled_from(people))) if people and data.draw(st.booleans()) else None
        name = data.draw(st.sampled_from(["Borrower X", "Borrower Y"]))
        self.post(data, SetUpPerson(person=ref, name=name, affiliations=(held,), contacts=("post",)))

    @rule(data=st.data(), what=st.sampled_from(["heard", "limit", "lift"]), kind=st.sampled_from(LimitKind))
    def note(self, data: st.DataObject, what: str, kind: LimitKind) -> None:
        person = ref_of(data.draw(st.sampled_from(self._known(Subject.PERSON))))
        if what == "heard":
            self.post(data, ConfirmContact(person=person, how="call"))
        elif what == "limit":
            self.post(data, LimitBorrower(person=person, kind=kind, text="fund Z"))
        else:
            self.post(data, LimitBorrower(person=person, kind=kind, lifts="fund Z"))

    @rule(data=st.data(), since=YEARS, years=st.integers(0, 20), again=st.booleans())
    def agree(self, data: st.DataObject, since: int, years: int, again: bool) -> None:
        person, place = self._one(data, Subject.PERSON), self._one(data, Subject.INSTITUTION)
        drafts = self._known(Subject.AGREEMENT)
        ref = ref_of(data.draw(st.sampled_from(drafts))) if again else None
        term = {"since": since * 10_000 + 101, "until": (since + years) * 10_000 + 1231}
        self.post(data, DraftAgreement(agreement=ref, person=person, institution=place, **term))
        if data.draw(st.booleans()):
            latest = ref_of(self._known(Subject.AGREEMENT)[-1])
            self.post(data, SignAgreement(agreement=latest, signed_by="x", for_lab="M", copy=COPY))

    @rule(data=st.data(), what=st.sampled_from(["renew", "renew", "renew", "end"]), years=st.integers(0, 9))
    def go_on_or_end(self, data: st.DataObject, what: str, years: int) -> None:
        ours = self._ours(Subject.AGREEMENT)
        if not ours:
            return
        uid = data.draw(st.sampled_from(ours))
        until = Agreement.of(self.session.ledger().record(Subject.AGREEMENT, uid)).until + years * 10_000
        if what == "renew":
            self.post(data, RenewAgreement(agreement=ref_of(uid), until=until, copy=COPY))
        else:
            self.post(data, TerminateAgreement(agreement=ref_of(uid), why="no plan", recall_by=20991231))

    @rule(data=st.data())
    def lend_to_ours(self, data: st.DataObject) -> None:
        ours = [each for each in self._agreements() if each.uid in self._ours(Subject.AGREEMENT)]
        if ours and self.session.samples():
            held = data.draw(st.sampled_from(ours))
            lines = (OldLine(sample=self.piece_ref(data)),)
            told = {"borrower": ref_of(held.person), "agreement": ref_of(held.uid), "source": "list"}
            self.post(data, EnterLoan(lines=lines, **told))

    @rule(data=st.data(), how=st.sampled_from(PersonEnd), passes=st.booleans(), some=st.booleans())
    def end_responsibility(self, data: st.DataObject, how: PersonEnd, passes: bool, some: bool) -> None:
        people, lines = self._ours(Subject.PERSON), self._known(Subject.LINE)
        if not people:
            return
        person = ref_of(data.draw(st.sampled_from(people)))
        told: dict[str, Any] = {"recall_by": 20991231}
        if passes:
            told = {"agreement": self._one(data, Subject.AGREEMENT)}
        if some and lines:
            told["lines"] = (ref_of(data.draw(st.sampled_from(lines))),)
        self.post(data, EndResponsibility(person=person, how=how, **told))

    @invariant()
    def agreements_run_on_without_a_break_in_what_was_agreed(self) -> None:
        """Each renewal begins where the one before ended, and the last day is that of the latest."""
        for agreement in self._agreements():
            before: Day = 0
            for each in agreement.renewals:
                assert before in {0, each.before}
                assert each.until > each.before
                before = each.until
            assert not before or before == agreement.until
            for day in (20000101, 20100601, 20991231):
                state = agreement.state_on(day, EXPIRING_DAYS)
                assert (state is AgreementState.TERMINATED) is bool(0 < agreement.terminated <= day)
                assert not agreement.is_valid_on(day) or agreement.signed <= day <= agreement.until_on(day)

    @invariant()
    def nobody_answers_for_a_line_that_passed_on_but_the_person_of_its_agreement(self) -> None:
        """What passed on stands with the person of the agreement to which it passed."""
        ledger = self.session.ledger()
        for uid in self._known(Subject.LINE):
            state = ledger.record(Subject.LINE, uid)
            passed = passed_on(state.fields)
            if passed:
                agreement = Agreement.of(ledger.record(Subject.AGREEMENT, Uid(state.text("agreement"))))
                assert state.text("borrower") == agreement.person
                assert all(ledger.record(Subject.PERSON, each.person).fields for each in passed)

    @invariant()
    def whoever_borrows_stands_by_what_is_in_the_book(self) -> None:
        """The leading institution is that of an open affiliation; what is overdue or recalled is out and his."""
        ledger = self.session.ledger()
        for uid in self._known(Subject.PERSON):
            person = Person.of(ledger.record(Subject.PERSON, uid))
            opened = {each.institution for each in person.affiliations if not each.until}
            assert person.institution in opened or (person.institution is None and not opened)
            told = standing_of(ledger, uid, 20200601)
            assert all(each.borrower == uid for each in told.lines)
            assert {each.uid for each in (*told.overdue, *told.recalled)} <= {each.uid for each in told.lines}

    def _ours(self, kind: Subject) -> list[Uid]:
        """Return what these rules set up themselves; what the lab was furnished with stays as it is."""
        ledger = self.session.ledger()
        laid = ("Institute A", "Institute B", "Borrower A", "Borrower B", "A-A", "A-B")
        return [uid for uid in self._known(kind) if ledger.record(kind, uid).name not in laid]

    def _one(self, data: st.DataObject, kind: Subject) -> str:
        return ref_of(data.draw(st.sampled_from(self._known(kind))))

    def _agreements(self) -> list[Agreement]:
        ledger = self.session.ledger()
        return [Agreement.of(ledger.record(Subject.AGREEMENT, uid)) for uid in self._known(Subject.AGREEMENT)]
