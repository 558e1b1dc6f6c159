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
def desk() -> Iterator[LoanDesk]:
    desk = LoanDesk()
    yield desk
    assert desk.closes()


def test_the_chain_of_a_powder_and_a_section_closes_at_each_step(desk: LoanDesk) -> None:
    desk.request(desk.want("S", 100_000), desk.want("T"))
    desk.decide("001/1", ug=80_000)
    desk.decide("001/2")
    assert (desk.line("001/1").state, desk.line("001/1").granted_ug) == (LineState.APPROVED, 80_000)
    entry = desk.prepare(desk.made("001/1", 80_000, "S1", attrition_ug=7), desk.made("001/2"))
    assert desk.lines(entry) == {"here S -80007/0", "here S1 +80000/0", "attrition S +7/0"}
    assert desk.state("S1").parents[0][0] == desk.piece("S")
    assert (desk.line("001/1").sample, desk.line("001/1").source) == (desk.piece("S1"), desk.piece("S"))
    desk.pack()
    entry = desk.issue("001/1", "001/2")
    assert desk.lines(entry) == {
        "here S1 -80000/0",
        "loan S1 +80000/0",
        "here T 0/-1",
        "loan T 0/+1",
    }
    assert (desk.state("S1").custody, desk.state("S1").place) == (Custody.TRANSIT, None)
    assert desk.state("S1").home == desk.place_uid("Vault")
    assert (desk.held("001/1"), desk.held("001/2")) == ("80000/0", "0/1")
    assert desk.line("001/1").moves[0] == LineMove(Step.ISSUED, SENT, 80_000, resolution_ug=1)
    assert desk.known(Subject.SHIPMENT, "S-2021-001").integer("sent") == SENT
    desk.receive()
    assert (desk.state("T").custody, desk.line("001/2").state) == (Custody.LOAN, LineState.OUT)
    assert desk.known(Subject.SHIPMENT, "S-2021-001").integer("received") == ARRIVED
    assert holding(desk.totals())["loan S1"] == "80000/0"
    assert refused(lambda: desk.move("Vault", "T", day=ARRIVED)) == {"piece.not_at_hand"}


@pytest.mark.slow
def test_a_bottle_is_right_to_a_tenth_of_a_milligram_after_hundreds_of_draws() -> None:
    """`domain.md` scenario 16: 300 draws of 80 mg and a bit from a bottle of 150 g."""
    desk = LoanDesk()
    desk.register("B", weighed(150_000_000), place="Vault", form="powder")
    total = 0
    for n in range(300):
        desk.request(desk.want("B", 80_000))
        code = f"{n + 1:03}/1"
        desk.decide(code)
        ug = 80_000 + 100 * (n % 7 - 3)
        over = ("prepare.more_than_granted", "prepare.less_than_granted")
        desk.prepare(desk.made(code, ug, f"B{n}"), accept=over)
        total += ug
    assert desk.state("B").held_ug == 150_000_000 - total
    assert desk.closes()


def test_steps_before_the_last_word_are_only_noted(desk: LoanDesk) -> None:
    desk.request(desk.want("P"))
    desk.decide("001/1", body="expert committee", final=False)
    desk.decide("001/1", body="LESEC", final=False)
    assert desk.line("001/1").state is LineState.REQUESTED
    paper = Attached(kind=DocumentKind.DECISION, name="decision 9")
    desk.decide("001/1", body="CNSA", conditions="no saw", documents=(paper,))
    loan = Loan.of(desk.known(Subject.LOAN, "L-2021-001"))
    assert [(each.body, each.final) for each in loan.decisions] == [
        ("expert committee", False),
        ("LESEC", False),
        ("CNSA", True),
    ]
    assert (loan.conditions, loan.documents[0].name) == ("no saw", "decision 9")
    assert desk.line("001/1").state is LineState.APPROVED


def test_a_piece_is_promised_once(desk: LoanDesk) -> None:
    desk.request(desk.want("P"), desk.want("S", 50))
    desk.request(desk.want("P"), desk.want("S", mode=LineMode.WHOLE))
    assert refused(lambda: desk.decide("001/1", "002/1")) == {"decide.granted_twice"}
    desk.decide("001/1")
    assert refused(lambda: desk.decide("002/1")) == {"loan.promised"}
    desk.decide("001/2")
    assert refused(lambda: desk.decide("002/2")) == {"loan.promised"}
    desk.decide("001/2", decision=Decision.DECLINED, why="too little", day=READY)
    desk.decide("002/2", day=READY)
    assert refused(lambda: desk.decide("001/2", day=READY, why="wanted again")) == {"loan.promised"}
    desk.decide("002/1", sample="Q", day=READY)
    assert desk.line("002/1").sample == desk.piece("Q")


def test_a_decision_is_whole(desk: LoanDesk) -> None:
    desk.request(desk.want("S", 100, minimum_ug=50), desk.want(described="x"), desk.want("P"))
    assert refused(lambda: desk.decide("001/1", body=" ")) == {"decide.no_body"}
    declined = {"decision": Decision.DEFERRED}
    assert refused(lambda: desk.decide("001/1", **declined)) == {"decide.without_why"}
    assert refused(lambda: desk.decide("001/2")) == {"decide.no_piece"}
    assert refused(lambda: desk.decide("001/1", ug=0)) == {"decide.no_mass"}
    assert strengths(lambda: desk.decide("001/1", ug=101)) == {"decide.more_than_asked": "warn"}
    assert strengths(lambda: desk.decide("001/1", ug=49)) == {"decide.below_minimum": "warn"}
    assert refused(lambda: desk.do(DecideLines(lines=(), body="x"), DECIDED)) == {"loan.no_lines"}
    assert refused(lambda: desk.decide("001/3", day=ASKED - 1)) == {"loan.before_last_step"}
    desk.register("N", weighed(5), place="Vault", day=READY)
    assert refused(lambda: desk.decide("001/3", sample="N")) == {"day.before_piece", "piece.not_in_book"}
    desk.decide("001/1", decision=Decision.DEFERRED, why="next round")
    assert desk.line("001/1").state is LineState.REQUESTED
    desk.decide("001/2", sample="Q")
    assert desk.line("001/2").sample == desk.piece("Q")


def test_what_a_grant_needs_is_there(desk: LoanDesk) -> None:
    asked = (desk.want("S", 600_000), desk.want("S", 600_000), desk.want("T"))
    assert strengths(lambda: desk.request(*asked)) == {"limit.more_than_left": "warn"}
    desk.request(*asked, accept=("limit.more_than_left",))
    assert strengths(lambda: desk.decide("001/1", "001/2")) == {"decide.more_than_left": "impossible"}
    desk.decide("001/1")
    assert strengths(lambda: desk.decide("001/2")) == {"decide.more_than_left": "impossible"}
    desk.do(
        Correct(sample=desk.piece_ref("T"), field="basic_use", old="research", new="backup", evidence="list"),
        DECIDED,
        (),
    )
    assert strengths(lambda: desk.decide("001/3")) == {"piece.is_kept": "authority"}


def test_an_estimate_may_hold_more_than_the_book_says(desk: LoanDesk) -> None:
    desk.register("E", Mass.estimated(100, 10), place="Vault", form="powder")
    desk.register("U", place="Vault", form="powder")
    asked = ("limit.more_than_left", "limit.left_not_known")
    desk.request(desk.want("E", 200), desk.want("U", 200), accept=asked)
    assert strengths(lambda: desk.decide("001/1")) == {"decide.more_than_left": "authority"}
    assert strengths(lambda: desk.decide("001/2")) == {"decide.left_not_known": "warn"}
    desk.decide("001/2", accept=("decide.left_not_known",))


def test_what_was_received_of_a_stock_nobody_weighed_bounds_what_is_promised_of_it(desk: LoanDesk) -> None:
    desk.register("C", place="Vault", form="powder", original=Mass.stated(100, 1))
    assert strengths(lambda: desk.request(desk.want("C", 101))) == {"limit.more_than_left": "warn"}
    asked = ("limit.more_than_left", "limit.left_not_known")
    desk.request(desk.want("C", 101), desk.want("C", 60), desk.want("C", 60), accept=asked)
    assert strengths(lambda: desk.decide("001/1")) == {"decide.more_than_left": "impossible"}
    desk.decide("001/2", accept=("decide.left_not_known",))
    assert strengths(lambda: desk.decide("001/3")) == {"decide.more_than_left": "impossible"}
    assert strengths(lambda: desk.decide("001/3", ug=40)) == {"decide.left_not_known": "warn"}


def test_a_reserve_of_what_nobody_weighed_is_asked_about() -> None:
    desk = LoanDesk(Policy(collections=OURS, floors=(Floor(percent=50_000),), name="Ours"))
    desk.register("C", place="Vault", form="powder", original=Mass.stated(100, 1))
    desk.request(desk.want("C", 10), accept=("limit.left_not_known",))
    assert strengths(lambda: desk.decide("001/1")) == {
        "decide.left_not_known": "warn",
        "loan.floor_not_known": "warn",
    }


def test_a_reserve_stays_unless_an_authority_decides() -> None:
    """R11: floors on the original and on what remains; what was decided once is not asked again at the balance."""
    floor = Floor(percent=66_667)
    desk = LoanDesk(Policy(collections=OURS, floors=(floor,), name="Ours"))
    desk.request(desk.want("S", 400_000), desk.want("S", 300_000), desk.want("T"))
    assert strengths(lambda: desk.decide("001/1")) == {"loan.below_floor": "authority"}
    desk.decide("001/1", accept=("loan.below_floor",))
    desk.prepare(desk.made("001/1", 400_000, "S1"))
    desk.decide("001/2", ug=1_000, day=READY, accept=("loan.below_floor",))
    desk.decide("001/2", decision=Decision.DECLINED, why="no", day=READY)
    desk.decide("001/3", day=READY)


def test_a_reserve_holds_at_the_balance_too() -> None:
    floor = Floor(percent=50_000, basis=FloorBasis.REMAINING)
    desk = LoanDesk(Policy(collections=OURS, floors=(floor, Floor(percent=1, below_ug=1)), name="Ours"))
    desk.request(desk.want("S", 500_000), desk.want("S", 10))
    desk.decide("001/1")
    more = strengths(lambda: desk.prepare(desk.made("001/1", 500_005, "S1")))
    assert more == {"prepare.more_than_granted": "authority", "loan.below_floor": "authority"}
    desk.prepare(desk.made("001/1", 500_000, "S1"))


def test_a_floor_without_an_original_mass_has_nothing_to_stand_on() -> None:
    desk = LoanDesk(Policy(collections=OURS, floors=(Floor(percent=50_000),), name="Ours"))
    desk.split("S", {"S9": Daughter(form="powder")})
    desk.weigh("S9", 100, accept=("weigh.gained",))
    desk.request(desk.want("S9", 90))
    desk.decide("001/1")
    assert desk.line("001/1").state is LineState.APPROVED


def test_what_is_weighed_out_is_issued_within_the_per_cent_of_the_policy() -> None:
    desk = LoanDesk(Policy(collections=OURS, weigh_out_tolerance_percent=1_000, name="Ours"))
    desk.request(desk.want("S", 100_000), desk.want("S", 100_000))
    desk.decide("001/1", "001/2")
    assert refused(lambda: desk.prepare(desk.made("001/1"))) == {"prepare.not_weighed"}
    told = strengths(lambda: desk.prepare(desk.made("001/1", 101_001, "S1")))
    assert told == {"prepare.more_than_granted": "authority"}
    told = strengths(lambda: desk.prepare(desk.made("001/1", 98_999, "S1")))
    assert told == {"prepare.less_than_granted": "warn"}
    after = Reading(net_ug=798_300, resolution_ug=1)
    desk.prepare(desk.made("001/1", 100_700, "S1"), desk.made("001/2", 101_000, "S2", after=after))
    desk.pack()
    desk.issue("001/1")
    assert desk.held("001/1") == "100700/0"
    assert desk.state("S").held_ug == 798_300


def test_what_goes_wrong_at_the_balance_is_told_at_the_line(desk: LoanDesk) -> None:
    desk.request(desk.want("S", 100), desk.want("S", 100))
    desk.decide("001/1", "001/2")

    def fields(*made: object) -> set[tuple[str, str]]:
        found = desk.desk.preview(desk.act(PrepareLines(lines=made), READY))
        return {(each.key, each.field) for each in found}

    taken = fields(desk.made("001/1", 100, "S1"), desk.made("001/2", 100, "P"))
    assert taken == {("number.taken", "lines[1].number")}
    bad = fields(desk.made("001/2", -1, "S1"))
    assert ("weigh.negative", "lines[0].reading") in bad
    after = Reading(net_ug=5, resolution_ug=1)
    assert ("mass.does_not_close", "lines[0].attrition_ug") in fields(desk.made("001/1", 100, "S1", after=after))


def test_a_piece_that_goes_whole_is_chosen_and_may_be_weighed_at_exit(desk: LoanDesk) -> None:
    desk.request(desk.want("P"), desk.want("Q"), desk.want(described="x"))
    desk.decide("001/1", "001/2")
    assert refused(lambda: desk.prepare(desk.made("001/1", number="P1"))) == {"prepare.keeps_number"}
    other = desk.made("001/1", sample=desk.piece_ref("Q"))
    assert refused(lambda: desk.prepare(other)) == {"loan.promised"}
    bad = desk.made("001/1", -5)
    assert refused(lambda: desk.prepare(bad)) == {"weigh.negative"}
    desk.prepare(desk.made("001/1", 499), accept=("weigh.lost",))
    desk.pack()
    desk.issue("001/1")
    assert desk.held("001/1") == "499/0"
    assert refused(lambda: desk.prepare(desk.made("001/3"))) == {"loan.wrong_state"}
    chosen = desk.made("001/2", sample=desk.piece_ref("T"))
    desk.prepare(chosen)
    assert desk.line("001/2").sample == desk.piece("T")


def test_of_what_goes_whole_no_mass_is_granted(desk: LoanDesk) -> None:
    desk.request(desk.want("T"))
    assert strengths(lambda: desk.decide("001/1", ug=3)) == {"decide.mass_of_whole": "impossible"}
    desk.decide("001/1")
    assert desk.line("001/1").granted_ug is None


def test_a_line_without_a_piece_or_stock_cannot_be_got_ready(desk: LoanDesk) -> None:
    for mode, key in ((LineMode.WHOLE, "001/1"), (LineMode.BY_WEIGHT, "002/1")):
        desk.request(desk.want(described="x", ug=10 if mode is LineMode.BY_WEIGHT else None, mode=mode))
        line = desk.known(Subject.LINE, f"L-2021-{key}")
        line.fields["state"] = "approved"
        desk.lay(Subject.LINE, **{**line.fields, "name": f"L-2021-9{key}", "code": f"L-2021-9{key}"})
        assert refused(lambda key=key: desk.prepare(desk.made(f"9{key}"))) == {"decide.no_piece"}
    prepared = {**line.fields, "name": "L-2021-8/1", "code": "L-2021-8/1", "state": "prepared"}
    desk.lay(Subject.LINE, **prepared)
    desk.pack()
    assert "decide.no_piece" in refused(lambda: desk.issue("8/1"))


def test_what_is_on_record_later_stands_in_the_way_of_a_late_issue_and_receipt(desk: LoanDesk) -> None:
    codes = desk.ready("P")
    desk.pack()
    desk.sight("P", day=ARRIVED)
    assert refused(lambda: desk.issue(*codes)) == {"day.before_later_act"}
    desk.issue(*codes, day=ARRIVED)
    assert refused(lambda: desk.receive(day=SENT)) >= {"loan.before_last_step"}


def test_the_agreement_and_the_borrower_are_judged_where_it_leaves(desk: LoanDesk) -> None:
    """R5 and R6: nothing without a current agreement, and nothing to who is delinquent."""
    desk.request(desk.want("P"), desk.want("Q"), agreement="")
    desk.decide("001/1", "001/2")
    desk.prepare(*map(desk.made, ("001/1", "001/2")))
    desk.pack()
    assert strengths(lambda: desk.issue("001/1", "001/2")) == {"agreement.none": "authority"}
    desk.issue("001/1", accept=("agreement.none",), due=20210401)
    desk.receive()
    desk.pack(day=ARRIVED)
    late = {"day": 20210501, "shipment": "S-2021-002"}
    told = strengths(lambda: desk.issue("001/2", **late))
    assert told == {"agreement.none": "authority", "borrower.overdue": "authority"}


def test_who_is_overdue_is_told_before_anything_more_is_promised(desk: LoanDesk) -> None:
    """R6: request, further lines, decision and preparing warn of what will stand in the way of the issue."""
    desk.request(desk.want("P"), desk.want("Q"), desk.want("T"))
    desk.decide("001/1", "001/2", "001/3")
    desk.prepare(*map(desk.made, ("001/1",)))
    desk.pack()
    desk.issue("001/1", due=20210401)
    desk.receive()
    late, told = 20210501, {"borrower.overdue_already": "warn"}
    accept = tuple(told)
    assert strengths(lambda: desk.request(desk.want("Q"), day=late)) == told
    more = AddLines(loan=desk.loan_ref(), lines=(desk.want(described="a chip"),))
    assert strengths(lambda: desk.do(more, late)) == told
    desk.do(more, late, accept)
    assert strengths(lambda: desk.prepare(desk.made("001/2"), day=late)) == told
    desk.prepare(desk.made("001/2"), day=late, accept=accept)
    desk.request(desk.want("S", 10), day=late, accept=accept)
    assert strengths(lambda: desk.decide("002/1", day=late)) == told
    desk.decide("002/1", day=late, decision=Decision.DECLINED, why="not now")
    # Of what is asked within the lab the same is told; what is lent to us its lender judges.
    internal = {"kind": LoanKind.INTERNAL, "agreement": ""}
    assert strengths(lambda: desk.request(desk.want(described="a chip"), day=late, **internal)) == told


def test_a_line_falls_due_as_the_policy_lends(desk: LoanDesk) -> None:
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


def test_due_days_are_in_order(desk: LoanDesk) -> None:
    codes = desk.ready("P", "Q")
    desk.pack()
    assert strengths(lambda: desk.issue(*codes, due=SENT)) == {"issue.due_before": "impossible"}
    assert strengths(lambda: desk.issue(*codes, due=None)) == {"issue.no_due_day": "warn"}
    desk.issue(codes[0], due=None, accept=("issue.no_due_day",))
    assert desk.line("001/1").due is None
    desk.request(desk.want("T"), project_until=20210401)
    desk.decide("002/1")
    desk.prepare(desk.made("002/1"))
    assert strengths(lambda: desk.issue("002/1")) == {"issue.project_ends_before": "warn"}
    assert strengths(lambda: desk.issue("002/1", due=20270101)) == {
        "issue.project_ends_before": "warn",
        "agreement.ends_before_due": "warn",
    }


def test_an_internal_loan_needs_neither_agreement_nor_due_day(desk: LoanDesk) -> None:
    desk.request(desk.want("P"), kind=LoanKind.INTERNAL, agreement="")
    desk.decide("001/1")
    desk.prepare(desk.made("001/1"))
    desk.pack(carrier=Carrier.INTERNAL, insurance="")
    desk.issue("001/1", due=None)
    assert desk.line("001/1").state is LineState.TRANSIT


def test_a_loan_without_a_borrower_is_judged_by_the_rest(desk: LoanDesk) -> None:
    desk.ready("P")
    line = desk.known(Subject.LINE, "L-2021-001/1")
    fields = {
        **line.fields,
        "borrower": None,
        "name": "L-2021-9/1",
        "code": "L-2021-9/1",
        "sample": desk.piece("Q"),
    }
    desk.lay(Subject.LINE, **fields)
    desk.pack()
    desk.issue("9/1")
    assert desk.line("9/1").state is LineState.TRANSIT


def test_every_act_of_the_chain_is_undone_in_turn_and_done_again(desk: LoanDesk) -> None:
    entries = [
        desk.request(desk.want("S", 100)),
        desk.decide("001/1"),
        desk.prepare(desk.made("001/1", 100, "S1")),
        desk.pack(),
        desk.issue("001/1"),
        desk.receive(),
    ]
    for early in entries[:-1]:
        assert not desk.desk.may_reverse(early.seq)
    for entry in reversed(entries):
        desk.desk.reverse(entry.seq)
    assert holding(desk.totals())["here S"] == "1000000/0"
    assert not any(key.startswith("loan") for key in desk.totals())


def test_a_policy_may_want_two_people_for_a_step() -> None:
    steps = frozenset({TwoPersonStep.DECIDE, TwoPersonStep.WEIGH_OUT, TwoPersonStep.ISSUE})
    desk = LoanDesk(Policy(collections=OURS, code="ours", two_person=steps))
    needed = {"loan.needs_two_people": "authority"}
    accept = tuple(needed)
    desk.request(desk.want("S", 100), desk.want("P"))
    assert strengths(lambda: desk.decide("001/1", "001/2")) == needed
    desk.decide("001/1", "001/2", accept=accept)
    assert strengths(lambda: desk.prepare(desk.made("001/1", 100, "S1"))) == needed
    desk.prepare(desk.made("001/1", 100, "S1"), accept=accept)
    desk.prepare(desk.made("001/2"))
    desk.pack()
    assert strengths(lambda: desk.issue("001/1")) == needed


def test_nothing_is_issued_without_a_line(desk: LoanDesk) -> None:
    desk.pack()
    empty = IssueLines(lines=(), shipment=desk.shipment_ref())
    assert refused(lambda: desk.do(empty, SENT)) == {"loan.no_lines"}
    assert refused(lambda: desk.do(PrepareLines(lines=()), READY)) == {"loan.no_lines"}
    assert PackShipment(carrier=Carrier.COURIER).shipment is None
    assert ref_of(desk.piece("P"))
    assert DUE > SENT
