"""What is wanted of a piece: requests side by side with their sum, who waits, what a grant leaves; and choices."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.domain.acts import Authority
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.lending.availability import Withheld
from lunarcurator.domain.lending.terms import Carrier, Decision, Direction, LineMode
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Register
from lunarcurator.domain.operations.accounting import ReportUse
from lunarcurator.domain.operations.agreeing import DraftAgreement, TerminateAgreement
from lunarcurator.domain.operations.borrowing import SetUpInstitution
from lunarcurator.domain.operations.issuing import CloseLoan, PackShipment
from lunarcurator.domain.operations.requesting import (
    Decided,
    DecideLines,
    Made,
    PrepareLines,
    RequestLoan,
    Wanted,
)
from lunarcurator.domain.operations.weighing import Reading
from lunarcurator.services.form_context import find_piece
from lunarcurator.services.lending.choices import loan_choices
from lunarcurator.services.lending.demand import (
    demand_of,
    demand_sentences,
    demands_of,
    demands_of_lines,
    would_leave,
)
from lunarcurator.services.words import Words
from lunarcurator.store.reads.records import records

from tests.domain.ledger.loans_bench import PAPER
from tests.made_once import copied
from tests.services.lending.lent_lab import KNOWN, LentLab

STOCK = "15601"
NOBODY = Uid("0" * 32)


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[LentLab]:
    lab = copied(LentLab, tmp_path / "lent.lunar")
    mass = Mass.measured(1_000_000, 1)
    lab.post(Register(collection="A", number=STOCK, mission="M", mass=mass, form="fines", place="Room"))
    unknown = Mass.unknown("section")
    lab.post(
        Register(collection="A", number="15602", mission="M", mass=unknown, form="thin_section", place="Room")
    )
    yield lab
    lab.session.close()


WHOLE = {
    "accept": ("loan.goes_whole", "limit.left_not_known"),
    "authority": Authority(name="M. Manager", document="memo 1"),
    "witness": "W. Witness",
}
"""By which a part of what goes whole may be asked for (R16)."""


def ask(lab: LentLab, number: str, ug: int | None = None, person: str = "Borrower A", day: int = 20220101) -> None:
    least = ug // 2 if ug else None
    lab.post(
        RequestLoan(borrower=person, lines=(Wanted(sample=number, optimum_ug=ug, minimum_ug=least),)), day=day
    )


def decided(lab: LentLab, code: str, ug: int | None = None, day: int = 20220201) -> None:
    grant = Decided(line=code, decision=Decision.APPROVED, granted_ug=ug)
    lab.post(DecideLines(lines=(grant,), body="committee"), day=day)


def test_requests_for_one_stock_stand_side_by_side_with_their_sum(lab: LentLab) -> None:
    ask(lab, STOCK, 300_000, day=20220105)
    ask(lab, STOCK, 200_000, "Borrower B")
    ask(lab, STOCK, 100_000)
    decided(lab, "L-2022-001/1", 250_000)
    demand = demand_of(lab.session, find_piece(lab.session, STOCK))
    assert demand is not None
    assert (demand.number, demand.asked_ug, demand.there.promised_ug) == (STOCK, 300_000, 250_000)
    told = [(each.loan, each.person, each.requested, each.optimum_ug, each.minimum_ug) for each in demand.asking]
    assert told == [
        ("L-2022-002", "Borrower B", 20220101, 200_000, 100_000),
        ("L-2022-003", "Borrower A", 20220101, 100_000, 50_000),
        ("L-2022-001", "Borrower A", 20220105, 300_000, 150_000),
    ]
    assert (demand.mode, demand.waiting) == (None, ())


def test_who_asks_for_what_is_out_waits_in_the_order_of_requests(lab: LentLab) -> None:
    ask(lab, KNOWN, person="Borrower B", day=20220301)
    ask(lab, KNOWN, person="Borrower A", day=20220201)
    demand = demand_of(lab.session, find_piece(lab.session, KNOWN))
    assert demand is not None
    assert [each.person for each in demand.waiting] == ["Borrower A", "Borrower B"]
    assert demand.asking[0].loan == "L-2021-001"
    assert demand_of(lab.session, NOBODY) is None


def test_requests_are_told_in_words_with_what_is_asked_too_much(lab: LentLab, words: Words) -> None:
    ask(lab, STOCK, 700_000, day=20220105)
    ask(lab, STOCK, 400_000, "Borrower B")
    lab.post(RequestLoan(borrower="Borrower B", lines=(Wanted(sample=STOCK, optimum_ug=5),)), day=20220106)
    (demand,) = demands_of_lines(lab.session, ("L-2022-002/1", "L-2022-001/1", "no such line"))
    assert tuple(each.replace("\u00a0", " ") for each in demand_sentences(demand, words)) == (
        "15601: 3 requests, 1.100005 g in all, 1 g left to promise",
        "0.100005 g more is asked than is left",
        "L-2022-002/1 Borrower B: 0.4 g, at least 0.2 g, asked 2022-01-01 (requested)",
        "L-2022-001/1 Borrower A: 0.7 g, at least 0.35 g, asked 2022-01-05 (requested)",
        "L-2022-003/1 Borrower B: 0.000005 g, asked 2022-01-06 (requested)",
    )


def test_who_waits_is_told_with_the_place_in_line(lab: LentLab, words: Words) -> None:
    ask(lab, KNOWN, person="Borrower B", day=20220301)
    part = Wanted(sample="15602", optimum_ug=7, minimum_ug=3, mode=LineMode.BY_WEIGHT)
    lab.post(RequestLoan(borrower="Borrower A", lines=(part,)), day=20220101, **WHOLE)
    known, section = demands_of(lab.session, [find_piece(lab.session, each) for each in (KNOWN, "15602")])
    assert demand_sentences(known, words)[0] == f"{KNOWN}: 2 requests"
    assert demand_sentences(known, words)[-1] == (
        "L-2022-001/1 Borrower B waits, number 1 in line, asked 2022-03-01"
    )
    assert demand_sentences(section, words)[0].endswith("in all; what is left is not known")
    nobody = demands_of(lab.session, [find_piece(lab.session, STOCK)])
    assert [demand_sentences(each, words) for each in nobody] == [()]


def test_what_a_grant_would_leave(lab: LentLab) -> None:
    stock = find_piece(lab.session, STOCK)
    ask(lab, STOCK, 250_000)
    decided(lab, "L-2022-001/1")
    leaves = would_leave(lab.session, stock, 75_000)
    assert leaves is not None
    assert (leaves.left_ug, leaves.percent, leaves.limit, leaves.sections) == (675_000, 10_000, None, None)
    line = lab.line("L-2022-001/1").uid
    mine = would_leave(lab.session, stock, 250_000, line)
    assert mine is not None
    assert (mine.left_ug, mine.percent) == (750_000, 25_000)
    whole = would_leave(lab.session, stock, None)
    assert whole is not None
    assert (whole.left_ug, whole.percent) == (0, 100_000)
    section = would_leave(lab.session, find_piece(lab.session, "15602"), None)
    assert section is not None
    assert (section.left_ug, section.sections) == (None, 0)
    assert would_leave(lab.session, NOBODY, 5) is None


def test_dialogs_choose_among_what_still_goes_on(lab: LentLab) -> None:
    lab.post(SetUpInstitution(name="Institute B"))
    for number in ("A-1", "A-2", "A-3"):
        person = "Borrower B" if number == "A-3" else "Borrower A"
        until = 20240101 if number == "A-1" else 20230101
        draft = DraftAgreement(
            number=number, person=person, institution="Institute B", since=20200101, until=until
        )
        lab.post(draft, accept=("agreement.not_affiliated",))
    lab.post(TerminateAgreement(agreement="A-3", why="moved", recall_by=20220101), day=20210601)
    lab.post(RequestLoan(number="L-9", borrower="Borrower A", lines=()), day=20220101)
    lab.post(CloseLoan(loan="L-9"), day=20220101)
    lab.post(PackShipment(carrier=Carrier.COURIER, waiver="none"), day=20220101)
    home = PackShipment(carrier=Carrier.COURIER, waiver="none", direction=Direction.HOME)
    lab.post(home, day=20220101)
    ask(lab, STOCK, 5)
    line = lab.line("L-2022-001/1")
    choices = loan_choices(lab.session, (line.uid,))
    assert [name for _, name in choices.people] == ["Borrower A", "Borrower B"]
    assert [(each.code, each.person) for each in choices.loans] == [
        ("L-2021-001", "Borrower A"),
        ("L-2021-002", "Borrower B"),
        ("L-2022-001", "Borrower A"),
    ]
    assert [code for _, code in choices.shipments] == ["S-2022-001"]
    assert [each.code for each in choices.agreements] == ["A-1", "A-2"]
    mine, other = (uid for uid, _ in choices.people)
    assert choices.agreement_of(mine) == choices.agreements[0].uid
    assert choices.agreement_of(other) is None
    assert (choices.person(mine), choices.person(None)) == ("Borrower A", "")
    assert [each.code for each in choices.chosen] == ["L-2022-001/1"]
    assert choices.numbers[line.source or NOBODY] == STOCK
    assert loan_choices(lab.session).chosen == ()


def test_parts_weighed_out_in_one_act_get_the_next_numbers(lab: LentLab) -> None:
    wanted = tuple(Wanted(sample=STOCK, optimum_ug=100) for _ in range(3))
    lab.post(RequestLoan(borrower="Borrower A", lines=(*wanted, Wanted(sample="15602"))), day=20220101)
    for n in range(1, 5):
        decided(lab, f"L-2022-001/{n}")
    reading = Reading(net_ug=100, resolution_ug=1)
    made = [Made(line=f"L-2022-001/{n}", reading=reading) for n in (1, 2)]
    given = Made(line="L-2022-001/3", reading=reading, number=f"{STOCK},7")
    lab.post(PrepareLines(lines=(*made, given, Made(line="L-2022-001/4"))), day=20220301)
    with lab.session.database.connect() as connection:
        fields = [row.state.fields for row in records(connection, Subject.LINE)]
    assert len([each for each in fields if each.get("state") == "prepared"]) == 4
    assert [find_piece(lab.session, f"{STOCK},{n}") for n in (7, 8, 9)] == [
        lab.line(f"L-2022-001/{n}").sample for n in (3, 1, 2)
    ]
    assert lab.line("L-2022-001/4").mode is LineMode.WHOLE


def _use_up(lab: LentLab) -> None:
    accept = ("use.was_not_granted", "use.reported_before")
    lab.post(ReportUse(line="L-2021-001/1", method="dissolved", report=PAPER), day=20220401, accept=accept)


def _grant_whole(lab: LentLab) -> None:
    lab.post(Register(collection="A", number="15604", mission="M", mass=MASS, form="chip", place="Room"))
    ask(lab, "15604", day=20220105)
    decided(lab, lab_line_of(lab, "15604"))


def lab_line_of(lab: LentLab, number: str) -> str:
    (demand,) = demands_of(lab.session, [find_piece(lab.session, number)])
    return demand.asking[0].line.code


MASS = Mass.measured(9_000, 1)
NOTHING_LEFT = {
    "out": (KNOWN, lambda lab: None, "nothing can be promised while it is out"),
    "gone": (KNOWN, _use_up, "the piece is gone, and nothing of it can be promised"),
    "whole": ("15604", _grant_whole, "it is promised whole, and nothing is left to promise"),
}


@pytest.mark.parametrize("why", Withheld)
def test_nothing_is_left_to_promise_of_what_is_out_gone_or_promised_whole(
    lab: LentLab, words: Words, why: Withheld
) -> None:
    number, happens, told = NOTHING_LEFT[why]
    if why is Withheld.WHOLE:
        happens(lab)
    part = Wanted(sample=number, optimum_ug=12_000, minimum_ug=3, mode=LineMode.BY_WEIGHT)
    asks = RequestLoan(borrower="Borrower B", lines=(part,))
    lab.post(asks, day=20220301, **{**WHOLE, "accept": (*WHOLE["accept"], "limit.more_than_left")})
    if why is not Withheld.WHOLE:
        happens(lab)
    (demand,) = demands_of(lab.session, [find_piece(lab.session, number)])
    assert (demand.there.withheld, demand.there.to_promise_ug) == (why, 0)
    sentences = [each.replace("\u00a0", " ") for each in demand_sentences(demand, words)]
    assert sentences[0].endswith(f"0.012 g in all; {told}")
    assert not [each for each in sentences if "left to promise" in each and "nothing" not in each]
    assert not [each for each in sentences if "more is asked" in each]


def test_what_is_here_is_left_to_promise(lab: LentLab) -> None:
    ask(lab, STOCK, 300_000)
    (demand,) = demands_of(lab.session, [find_piece(lab.session, STOCK)])
    assert (demand.there.withheld, demand.there.to_promise_ug) == (None, 1_000_000)
