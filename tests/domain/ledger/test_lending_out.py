"""From the decision to the receipt: reserved, weighed out, issued, in transit, received (workflows 12-14)."""

from collections.abc import Iterator

import pytest
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import ref_of
from lunarcurator.domain.lending.lines import LineMove
from lunarcurator.domain.lending.loans import Loan
from lunarcurator.domain.lending.policy import Floor, FloorBasis, LoanLimit, Policy, TwoPersonStep
from lunarcurator.domain.lending.terms import (
    Carrier,
    Decision,
    DocumentKind,
    InstitutionType,
    LineMode,
    LineState,
    LoanKind,
    Step,
)
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Correct, Daughter
from lunarcurator.domain.operations.borrowing import Attached
from lunarcurator.domain.operations.issuing import IssueLines, PackShipment
from lunarcurator.domain.operations.requesting import AddLines, DecideLines, PrepareLines
from lunarcurator.domain.operations.weighing import Reading
from lunarcurator.domain.status import Custody

from tests.domain.ledger.bench import holding, weighed
from tests.domain.ledger.loan_bench import (
    ARRIVED,
    ASKED,
    DECIDED,
    DUE,
    READY,
    SENT,
    LoanDesk,
    refused,
    strengths,
)

OURS = frozenset({"L"})


@pytest.fixture
def session() -> Iterator[LoanDesk]:
    session = LoanDesk()
    yield session
    assert session.closes()


def test_the_chain_of_a_powder_and_a_section_closes_at_each_step(session: LoanDesk) -> None:
    session.request(session.want("S", 100_000), session.want("T"))
    session.decide("001/1", ug=80_000)
    session.decide("001/2")
    assert (session.line("001/1").state, session.line("001/1").granted_ug) == (LineState.APPROVED, 80_000)
    entry = session.prepare(session.made("001/1", 80_000, "S1", attrition_ug=7), session.made("001/2"))
    assert session.lines(entry) == {"here S -80007/0", "here S1 +80000/0", "attrition S +7/0"}
    assert session.state("S1").parents[0][0] == session.piece("S")
    assert (session.line("001/1").sample, session.line("001/1").source) == (
        session.piece("S1"),
        session.piece("S"),
    )
    session.pack()
    entry = session.issue("001/1", "001/2")
    assert session.lines(entry) == {
        "here S1 -80000/0",
        "loan S1 +80000/0",
        "here T 0/-1",
        "loan T 0/+1",
    }
    assert (session.state("S1").custody, session.state("S1").place) == (Custody.TRANSIT, None)
    assert session.state("S1").home == session.place_uid("Vault")
    assert (session.held("001/1"), session.held("001/2")) == ("80000/0", "0/1")
    assert session.line("001/1").moves[0] == LineMove(Step.ISSUED, SENT, 80_000, resolution_ug=1)
    assert session.known(Subject.SHIPMENT, "S-2021-001").integer("sent") == SENT
    session.receive()
    assert (session.state("T").custody, session.line("001/2").state) == (Custody.LOAN, LineState.OUT)
    assert session.known(Subject.SHIPMENT, "S-2021-001").integer("received") == ARRIVED
    assert holding(session.totals())["loan S1"] == "80000/0"
    assert refused(lambda: session.move("Vault", "T", day=ARRIVED)) == {"piece.not_at_hand"}


def test_a_bottle_is_right_to_a_tenth_of_a_milligram_after_a_loan_for_each_draw() -> None:
    """Scenario 16, each draw a loan of its own; `tests/scenarios/` has hundreds of draws in a real store."""
    session = LoanDesk()
    session.register("B", weighed(150_000_000), place="Vault", form="powder")
    total = 0
    for n in range(60):
        session.request(session.want("B", 80_000))
        code = f"{n + 1:03}/1"
        session.decide(code)
        ug = 80_000 + 100 * (n % 7 - 3)
        over = ("prepare.more_than_granted", "prepare.less_than_granted")
        session.prepare(session.made(code, ug, f"B{n}"), accept=over)
        total += ug
    assert session.state("B").held_ug == 150_000_000 - total
    assert session.closes()


def test_steps_before_the_last_word_are_only_noted(session: LoanDesk) -> None:
    session.request(session.want("P"))
    session.decide("001/1", body="expert committee", final=False)
    session.decide("001/1", body="LESEC", final=False)
    assert session.line("001/1").state is LineState.REQUESTED
    paper = Attached(kind=DocumentKind.DECISION, name="decision 9")
    session.decide("001/1", body="CNSA", conditions="no saw", documents=(paper,))
    loan = Loan.of(session.known(Subject.LOAN, "L-2021-001"))
    assert [(each.body, each.final) for each in loan.decisions] == [
        ("expert committee", False),
        ("LESEC", False),
        ("CNSA", True),
    ]
    assert (loan.conditions, loan.documents[0].name) == ("no saw", "decision 9")
    assert session.line("001/1").state is LineState.APPROVED


def test_a_piece_is_promised_once(session: LoanDesk) -> None:
    session.request(session.want("P"), session.want("S", 50))
    session.request(session.want("P"), session.want("S", mode=LineMode.WHOLE))
    assert refused(lambda: session.decide("001/1", "002/1")) == {"decide.granted_twice"}
    session.decide("001/1")
    assert refused(lambda: session.decide("002/1")) == {"loan.promised"}
    session.decide("001/2")
    assert refused(lambda: session.decide("002/2")) == {"loan.promised"}
    session.decide("001/2", decision=Decision.DECLINED, why="too little", day=READY)
    session.decide("002/2", day=READY)
    assert refused(lambda: session.decide("001/2", day=READY, why="wanted again")) == {"loan.promised"}
    session.decide("002/1", sample="Q", day=READY)
    assert session.line("002/1").sample == session.piece("Q")


def test_a_decision_is_whole(session: LoanDesk) -> None:
    session.request(session.want("S", 100, minimum_ug=50), session.want(described="x"), session.want("P"))
    assert refused(lambda: session.decide("001/1", body=" ")) == {"decide.no_body"}
    declined = {"decision": Decision.DEFERRED}
    assert refused(lambda: session.decide("001/1", **declined)) == {"decide.without_why"}
    assert refused(lambda: session.decide("001/2")) == {"decide.no_piece"}
    assert refused(lambda: session.decide("001/1", ug=0)) == {"decide.no_mass"}
    assert strengths(lambda: session.decide("001/1", ug=101)) == {"decide.more_than_asked": "warn"}
    assert strengths(lambda: session.decide("001/1", ug=49)) == {"decide.below_minimum": "warn"}
    assert refused(lambda: session.do(DecideLines(lines=(), body="x"), DECIDED)) == {"loan.no_lines"}
    assert refused(lambda: session.decide("001/3", day=ASKED - 1)) == {"loan.before_last_step"}
    session.register("N", weighed(5), place="Vault", day=READY)
    assert refused(lambda: session.decide("001/3", sample="N")) == {"day.before_piece", "piece.not_in_book"}
    session.decide("001/1", decision=Decision.DEFERRED, why="next round")
    assert session.line("001/1").state is LineState.REQUESTED
    session.decide("001/2", sample="Q")
    assert session.line("001/2").sample == session.piece("Q")


def test_what_a_grant_needs_is_there(session: LoanDesk) -> None:
    asked = (session.want("S", 600_000), session.want("S", 600_000), session.want("T"))
    assert strengths(lambda: session.request(*asked)) == {"limit.more_than_left": "warn"}
    session.request(*asked, accept=("limit.more_than_left",))
    assert strengths(lambda: session.decide("001/1", "001/2")) == {"decide.more_than_left": "impossible"}
    session.decide("001/1")
    assert strengths(lambda: session.decide("001/2")) == {"decide.more_than_left": "impossible"}
    session.do(
        Correct(sample=session.piece_ref("T"), field="basic_use", old="research", new="backup", evidence="list"),
        DECIDED,
        (),
    )
    assert strengths(lambda: session.decide("001/3")) == {"piece.is_kept": "authority"}


def test_an_estimate_may_hold_more_than_the_book_says(session: LoanDesk) -> None:
    session.register("E", Mass.estimated(100, 10), place="Vault", form="powder")
    session.register("U", place="Vault", form="powder")
    asked = ("limit.more_than_left", "limit.left_not_known")
    session.request(session.want("E", 200), session.want("U", 200), accept=asked)
    assert strengths(lambda: session.decide("001/1")) == {"decide.more_than_left": "authority"}
    assert strengths(lambda: session.decide("001/2")) == {"decide.left_not_known": "warn"}
    session.decide("001/2", accept=("decide.left_not_known",))


def test_what_was_received_of_a_stock_nobody_weighed_bounds_what_is_promised_of_it(session: LoanDesk) -> None:
    session.register("C", place="Vault", form="powder", original=Mass.stated(100, 1))
    assert strengths(lambda: session.request(session.want("C", 101))) == {"limit.more_than_left": "warn"}
    asked = ("limit.more_than_left", "limit.left_not_known")
    session.request(session.want("C", 101), session.want("C", 60), session.want("C", 60), accept=asked)
    assert strengths(lambda: session.decide("001/1")) == {"decide.more_than_left": "impossible"}
    session.decide("001/2", accept=("decide.left_not_known",))
    assert strengths(lambda: session.decide("001/3")) == {"decide.more_than_left": "impossible"}
    assert strengths(lambda: session.decide("001/3", ug=40)) == {"decide.left_not_known": "warn"}


def test_a_reserve_of_what_nobody_weighed_is_asked_about() -> None:
    session = LoanDesk(Policy(collections=OURS, floors=(Floor(percent=50_000),), name="Ours"))
    session.register("C", place="Vault", form="powder", original=Mass.stated(100, 1))
    session.request(session.want("C", 10), accept=("limit.left_not_known",))
    assert strengths(lambda: session.decide("001/1")) == {
        "decide.left_not_known": "warn",
        "loan.floor_not_known": "warn",
    }


def test_a_reserve_stays_unless_an_authority_decides() -> None:
    """R11: floors on the original and on what remains; what was decided once is not asked again at the balance."""
    floor = Floor(percent=66_667)
    session = LoanDesk(Policy(collections=OURS, floors=(floor,), name="Ours"))
    session.request(session.want("S", 400_000), session.want("S", 300_000), session.want("T"))
    assert strengths(lambda: session.decide("001/1")) == {"loan.below_floor": "authority"}
    session.decide("001/1", accept=("loan.below_floor",))
    session.prepare(session.made("001/1", 400_000, "S1"))
    session.decide("001/2", ug=1_000, day=READY, accept=("loan.below_floor",))
    session.decide("001/2", decision=Decision.DECLINED, why="no", day=READY)
    session.decide("001/3", day=READY)


def test_a_reserve_holds_at_the_balance_too() -> None:
    floor = Floor(percent=50_000, basis=FloorBasis.REMAINING)
    session = LoanDesk(Policy(collections=OURS, floors=(floor, Floor(percent=1, below_ug=1)), name="Ours"))
    session.request(session.want("S", 500_000), session.want("S", 10))
    session.decide("001/1")
    more = strengths(lambda: session.prepare(session.made("001/1", 500_005, "S1")))
    assert more == {"prepare.more_than_granted": "authority", "loan.below_floor": "authority"}
    session.prepare(session.made("001/1", 500_000, "S1"))


def test_a_floor_without_an_original_mass_has_nothing_to_stand_on() -> None:
    session = LoanDesk(Policy(collections=OURS, floors=(Floor(percent=50_000),), name="Ours"))
    session.split("S", {"S9": Daughter(form="powder")})
    session.weigh("S9", 100, accept=("weigh.gained",))
    session.request(session.want("S9", 90))
    session.decide("001/1")
    assert session.line("001/1").state is LineState.APPROVED


def test_what_is_weighed_out_is_issued_within_the_per_cent_of_the_policy() -> None:
    session = LoanDesk(Policy(collections=OURS, weigh_out_tolerance_percent=1_000, name="Ours"))
    session.request(session.want("S", 100_000), session.want("S", 100_000))
    session.decide("001/1", "001/2")
    assert refused(lambda: session.prepare(session.made("001/1"))) == {"prepare.not_weighed"}
    told = strengths(lambda: session.prepare(session.made("001/1", 101_001, "S1")))
    assert told == {"prepare.more_than_granted": "authority"}
    told = strengths(lambda: session.prepare(session.made("001/1", 98_999, "S1")))
    assert told == {"prepare.less_than_granted": "warn"}
    after = Reading(net_ug=798_300, resolution_ug=1)
    session.prepare(session.made("001/1", 100_700, "S1"), session.made("001/2", 101_000, "S2", after=after))
    session.pack()
    session.issue("001/1")
    assert session.held("001/1") == "100700/0"
    assert session.state("S").held_ug == 798_300


def test_what_goes_wrong_at_the_balance_is_told_at_the_line(session: LoanDesk) -> None:
    session.request(session.want("S", 100), session.want("S", 100))
    session.decide("001/1", "001/2")

    def fields(*made: object) -> set[tuple[str, str]]:
        found = session.session.preview(session.act(PrepareLines(lines=made), READY))
        return {(each.key, each.field) for each in found}

    taken = fields(session.made("001/1", 100, "S1"), session.made("001/2", 100, "P"))
    assert taken == {("number.taken", "lines[1].number")}
    bad = fields(session.made("001/2", -1, "S1"))
    assert ("weigh.negative", "lines[0].reading") in bad
    after = Reading(net_ug=5, resolution_ug=1)
    assert ("mass.does_not_close", "lines[0].attrition_ug") in fields(
        session.made("001/1", 100, "S1", after=after)
    )


def test_a_piece_that_goes_whole_is_chosen_and_may_be_weighed_at_exit(session: LoanDesk) -> None:
    session.request(session.want("P"), session.want("Q"), session.want(described="x"))
    session.decide("001/1", "001/2")
    assert refused(lambda: session.prepare(session.made("001/1", number="P1"))) == {"prepare.keeps_number"}
    other = session.made("001/1", sample=session.piece_ref("Q"))
    assert refused(lambda: session.prepare(other)) == {"loan.promised"}
    bad = session.made("001/1", -5)
    assert refused(lambda: session.prepare(bad)) == {"weigh.negative"}
    session.prepare(session.made("001/1", 499), accept=("weigh.lost",))
    session.pack()
    session.issue("001/1")
    assert session.held("001/1") == "499/0"
    assert refused(lambda: session.prepare(session.made("001/3"))) == {"loan.wrong_state"}
    chosen = session.made("001/2", sample=session.piece_ref("T"))
    session.prepare(chosen)
    assert session.line("001/2").sample == session.piece("T")


def test_of_what_goes_whole_no_mass_is_granted(session: LoanDesk) -> None:
    session.request(session.want("T"))
    assert strengths(lambda: session.decide("001/1", ug=3)) == {"decide.mass_of_whole": "impossible"}
    session.decide("001/1")
    assert session.line("001/1").granted_ug is None


def test_a_line_without_a_piece_or_stock_cannot_be_got_ready(session: LoanDesk) -> None:
    for mode, key in ((LineMode.WHOLE, "001/1"), (LineMode.BY_WEIGHT, "002/1")):
        session.request(session.want(described="x", ug=10 if mode is LineMode.BY_WEIGHT else None, mode=mode))
        line = session.known(Subject.LINE, f"L-2021-{key}")
        line.fields["state"] = "approved"
        session.lay(Subject.LINE, **{**line.fields, "name": f"L-2021-9{key}", "code": f"L-2021-9{key}"})
        assert refused(lambda key=key: session.prepare(session.made(f"9{key}"))) == {"decide.no_piece"}
    prepared = {**line.fields, "name": "L-2021-8/1", "code": "L-2021-8/1", "state": "prepared"}
    session.lay(Subject.LINE, **prepared)
    session.pack()
    assert "decide.no_piece" in refused(lambda: session.issue("8/1"))


def test_what_is_on_record_later_stands_in_the_way_of_a_late_issue_and_receipt(session: LoanDesk) -> None:
    codes = session.ready("P")
    session.pack()
    session.sight("P", day=ARRIVED)
    assert refused(lambda: session.issue(*codes)) == {"day.before_later_act"}
    session.issue(*codes, day=ARRIVED)
    assert refused(lambda: session.receive(day=SENT)) >= {"loan.before_last_step"}


def test_the_agreement_and_the_borrower_are_judged_where_it_leaves(session: LoanDesk) -> None:
    """R5 and R6: nothing without a current agreement, and nothing to who is delinquent."""
    session.request(session.want("P"), session.want("Q"), agreement="")
    session.decide("001/1", "001/2")
    session.prepare(*map(session.made, ("001/1", "001/2")))
    session.pack()
    assert strengths(lambda: session.issue("001/1", "001/2")) == {"agreement.none": "authority"}
    session.issue("001/1", accept=("agreement.none",), due=20210401)
    session.receive()
    session.pack(day=ARRIVED)
    late = {"day": 20210501, "shipment": "S-2021-002"}
    told = strengths(lambda: session.issue("001/2", **late))
    assert told == {"agreement.none": "authority", "borrower.overdue": "authority"}


def test_who_is_overdue_is_told_before_anything_more_is_promised(session: LoanDesk) -> None:
    """R6: request, further lines, decision and preparing warn of what will stand in the way of the issue."""
    session.request(session.want("P"), session.want("Q"), session.want("T"))
    session.decide("001/1", "001/2", "001/3")
    session.prepare(*map(session.made, ("001/1",)))
    session.pack()
    session.issue("001/1", due=20210401)
    session.receive()
    late, told = 20210501, {"borrower.overdue_already": "warn"}
    accept = tuple(told)
    assert strengths(lambda: session.request(session.want("Q"), day=late)) == told
    more = AddLines(loan=session.loan_ref(), lines=(session.want(described="a chip"),))
    assert strengths(lambda: session.do(more, late)) == told
    session.do(more, late, accept)
    assert strengths(lambda: session.prepare(session.made("001/2"), day=late)) == told
    session.prepare(session.made("001/2"), day=late, accept=accept)
    session.request(session.want("S", 10), day=late, accept=accept)
    assert strengths(lambda: session.decide("002/1", day=late)) == told
    session.decide("002/1", day=late, decision=Decision.DECLINED, why="not now")
    # Of what is asked within the lab the same is told; what is lent to us its lender judges.
    internal = {"kind": LoanKind.INTERNAL, "agreement": ""}
    assert strengths(lambda: session.request(session.want(described="a chip"), day=late, **internal)) == told


def test_a_line_falls_due_as_the_policy_lends(session: LoanDesk) -> None:
    university = LoanLimit(types=frozenset({InstitutionType.UNIVERSITY}), months=6)
    limits = (university, LoanLimit(kinds=frozenset({LoanKind.RESEARCH}), months=12))
    lent = LoanDesk(Policy(collections=OURS, limits=limits, name="Ours"))
    lent.ready("P", "Q")
    lent.pack()
    lent.issue("001/1", due=0)
    assert lent.line("001/1").due == 20220310
    assert strengths(lambda: lent.issue("001/2", due=20220311)) == {"issue.longer_than_policy": "authority"}
    institute = lent.lay(Subject.INSTITUTION, name="Institute B", type="university")
    lent.lay(Subject.PERSON, name="Borrower C", confirmed=20210101, institution=institute)
    lent.request(lent.want("T"), person="Borrower C", agreement="")
    lent.decide("002/1")
    lent.prepare(lent.made("002/1"))
    longer = {"issue.longer_than_policy": "authority", "agreement.none": "authority"}
    assert strengths(lambda: lent.issue("002/1", due=20220310)) == longer
    lent.issue("002/1", due=0, accept=("agreement.none",))
    assert lent.line("002/1").due == 20210910


def test_due_days_are_in_order(session: LoanDesk) -> None:
    codes = session.ready("P", "Q")
    session.pack()
    assert strengths(lambda: session.issue(*codes, due=SENT)) == {"issue.due_before": "impossible"}
    assert strengths(lambda: session.issue(*codes, due=None)) == {"issue.no_due_day": "warn"}
    session.issue(codes[0], due=None, accept=("issue.no_due_day",))
    assert session.line("001/1").due is None
    session.request(session.want("T"), project_until=20210401)
    session.decide("002/1")
    session.prepare(session.made("002/1"))
    assert strengths(lambda: session.issue("002/1")) == {"issue.project_ends_before": "warn"}
    assert strengths(lambda: session.issue("002/1", due=20270101)) == {
        "issue.project_ends_before": "warn",
        "agreement.ends_before_due": "warn",
    }


def test_an_internal_loan_needs_neither_agreement_nor_due_day(session: LoanDesk) -> None:
    session.request(session.want("P"), kind=LoanKind.INTERNAL, agreement="")
    session.decide("001/1")
    session.prepare(session.made("001/1"))
    session.pack(carrier=Carrier.INTERNAL, insurance="")
    session.issue("001/1", due=None)
    assert session.line("001/1").state is LineState.TRANSIT


def test_a_loan_without_a_borrower_is_judged_by_the_rest(session: LoanDesk) -> None:
    session.ready("P")
    line = session.known(Subject.LINE, "L-2021-001/1")
    fields = {
        **line.fields,
        "borrower": None,
        "name": "L-2021-9/1",
        "code": "L-2021-9/1",
        "sample": session.piece("Q"),
    }
    session.lay(Subject.LINE, **fields)
    session.pack()
    session.issue("9/1")
    assert session.line("9/1").state is LineState.TRANSIT


def test_every_act_of_the_chain_is_undone_in_turn_and_done_again(session: LoanDesk) -> None:
    entries = [
        session.request(session.want("S", 100)),
        session.decide("001/1"),
        session.prepare(session.made("001/1", 100, "S1")),
        session.pack(),
        session.issue("001/1"),
        session.receive(),
    ]
    for early in entries[:-1]:
        assert not session.session.may_reverse(early.seq)
    for entry in reversed(entries):
        session.session.reverse(entry.seq)
    assert holding(session.totals())["here S"] == "1000000/0"
    assert not any(key.startswith("loan") for key in session.totals())


def test_a_policy_may_want_two_people_for_a_step() -> None:
    steps = frozenset({TwoPersonStep.DECIDE, TwoPersonStep.WEIGH_OUT, TwoPersonStep.ISSUE})
    session = LoanDesk(Policy(collections=OURS, code="ours", two_person=steps))
    needed = {"loan.needs_two_people": "authority"}
    accept = tuple(needed)
    session.request(session.want("S", 100), session.want("P"))
    assert strengths(lambda: session.decide("001/1", "001/2")) == needed
    session.decide("001/1", "001/2", accept=accept)
    assert strengths(lambda: session.prepare(session.made("001/1", 100, "S1"))) == needed
    session.prepare(session.made("001/1", 100, "S1"), accept=accept)
    session.prepare(session.made("001/2"))
    session.pack()
    assert strengths(lambda: session.issue("001/1")) == needed


def test_nothing_is_issued_without_a_line(session: LoanDesk) -> None:
    session.pack()
    empty = IssueLines(lines=(), shipment=session.shipment_ref())
    assert refused(lambda: session.do(empty, SENT)) == {"loan.no_lines"}
    assert refused(lambda: session.do(PrepareLines(lines=()), READY)) == {"loan.no_lines"}
    assert PackShipment(carrier=Carrier.COURIER).shipment is None
    assert ref_of(session.piece("P"))
    assert DUE > SENT
