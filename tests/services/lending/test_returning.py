"""The return sheet while somebody fills it in: rows to begin with, what is missing, and the entry it becomes."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lunarcurator.domain.acts import Authority, Override, Posting
from lunarcurator.domain.facts import ExposureKind
from lunarcurator.domain.findings import Strength
from lunarcurator.domain.identity import BalanceRef, OperatorRef
from lunarcurator.domain.lending.terms import LineState
from lunarcurator.domain.operations import Reading, SetUpBalance, Weigh
from lunarcurator.domain.operations.accounting import CameBack, ReportSubSamples, ReturnLine, SubSample
from lunarcurator.domain.rules.loan_return import Allowed, CameBlind
from lunarcurator.domain.status import Condition
from lunarcurator.services.form_context import balances_of
from lunarcurator.services.lending.returning import (
    Filled,
    Sheet,
    acts_of,
    allowed_in,
    compared_to_ug,
    missing_ug,
    numbers_in,
    read_to,
    rest_ug,
    sheet_lines,
    trusted_ug,
)
from lunarcurator.services.posting import Refused

from tests.domain.ledger.loans_bench import PAPER
from tests.made_once import copied
from tests.services.lending.lent_lab import KNOWN, UNKNOWN, LentLab

DAY = 20220101
REASONS = tuple(Override(key=key, reason="seen") for key in ("return.not_confirmed", "return.no_place"))


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[LentLab]:
    lab = copied(LentLab, tmp_path / "lent.lunar")
    yield lab
    lab.session.close()


def test_a_sheet_begins_with_the_piece_and_what_the_borrower_made_of_it(lab: LentLab) -> None:
    made = (SubSample(name="a", form="powder", ug=500), SubSample(name="b"))
    lab.post(ReportSubSamples(line="L-2021-001/1", made=made, report=PAPER), day=DAY)
    lines = sheet_lines(lab.session, (lab.line().uid, lab.line("L-2021-001/2").uid))
    assert [(each.number, each.held_ug, len(each.rows)) for each in lines] == [
        (KNOWN, 9_000, 3),
        (UNKNOWN, None, 1),
    ]
    piece, part, other = lines[0].rows
    assert (piece.itself, piece.number, piece.form, piece.place) == (True, KNOWN, "chip", None)
    assert (part.name, part.form, part.stated_ug, part.number) == ("a", "powder", 500, "")
    assert (other.form, other.condition) == ("chip", Condition.RETURNED)
    assert piece.came_back() == CameBack(itself=True, number=KNOWN, condition=Condition.RETURNED)
    assert part.came_back().form == "powder"


def test_what_is_missing_is_said_while_one_types(lab: LentLab) -> None:
    line = lab.line()
    stated, weighed = CameBack(name="a", stated_ug=3_000), CameBack(reading=Reading(gross_ug=1_500, tare_ug=500))
    told = Filled(line, (stated, weighed), consumed_ug=1_000, retained_ug=3_500)
    assert missing_ug(line, told) == 500
    assert missing_ug(line, replace(told, retained_ug=4_500)) == -500
    assert missing_ug(line, replace(told, retained_ug=None)) is None
    assert missing_ug(line, replace(told, pieces=(CameBack(),))) is None
    net = CameBack(reading=Reading(net_ug=9_000))
    assert missing_ug(line, Filled(line, (net,))) == 0
    blind = replace(told, pieces=(stated, CameBack(itself=True)))
    assert [trusted_ug(line, each) for each in (told, blind, replace(blind, retained_ug=None))] == [0, 1_500, 0]
    assert trusted_ug(line, replace(blind, retained_ug=8_000)) == 0
    before = replace(told, came_blind=CameBlind(unweighed=True))
    assert (missing_ug(line, before), trusted_ug(line, before)) == (None, 500)
    since = replace(told, came_blind=CameBlind(light_ug=450))
    assert (missing_ug(line, since), trusted_ug(line, since)) == (50, 0)
    unknown = lab.line("L-2021-001/2")
    assert trusted_ug(unknown, Filled(unknown, (CameBack(itself=True),))) == 0
    assert missing_ug(unknown, Filled(unknown, (net,))) is None
    assert [rest_ug(replace(told, retained_ug=each)) for each in (None, 500)] == [4_000, 4_000]
    assert rest_ug(Filled(unknown, (net,), retained_ug=None)) is None


def test_what_is_left_is_known_to_the_finest_place_of_the_masses_compared(lab: LentLab) -> None:
    line = lab.line("L-2021-001/2")
    read = CameBack(reading=Reading(net_ug=3_000, resolution_ug=1_000))
    stated = CameBack(name="a", stated_ug=3_000, stated_to_ug=100)
    assert compared_to_ug(line, Filled(line)) is None
    assert compared_to_ug(line, Filled(line, (read,))) == 1_000
    assert compared_to_ug(line, Filled(line, (read, stated))) == 100
    assert compared_to_ug(line, read_to(Filled(line, (read, stated)), 10)) == 10
    assert compared_to_ug(line, Filled(line, (read,), resolution_ug=10, retained_to_ug=50)) == 10


def test_what_came_without_a_mass_leaves_nothing_missing_of_what_is_out(lab: LentLab) -> None:
    line = lab.line()
    part = CameBack(name="a", confirmed=True)
    sheet = ReturnLine(line="L-2021-001/1", pieces=(part,), retained_ug=None, sheet=PAPER)
    assert [each.came_blind.unweighed for each in sheet_lines(lab.session, (line.uid,))] == [False]
    lab.post(sheet, day=DAY, accept=("return.part_not_weighed", "return.no_place"))
    assert [each.came_blind.unweighed for each in sheet_lines(lab.session, (line.uid,))] == [True]
    closing = ReturnLine(line="L-2021-001/1", pieces=(CameBack(itself=True, stated_ug=1_000),), sheet=PAPER)
    assert (missing_ug(line, closing), missing_ug(lab.line(), closing)) == (8_000, None)


def test_a_part_weighed_here_since_counts_as_what_it_weighs(lab: LentLab) -> None:
    sheet = ReturnLine(
        line="L-2021-001/1", pieces=(CameBack(number=f"{KNOWN},8", confirmed=True),), retained_ug=None, sheet=PAPER
    )
    lab.post(sheet, day=DAY, accept=("return.part_not_weighed", "return.no_place"))
    lab.post(Weigh(sample=f"{KNOWN},8", reading=Reading(net_ug=4_000, resolution_ug=1)), day=DAY + 1)
    (told,) = sheet_lines(lab.session, (lab.line().uid,))
    assert (told.came_blind.light_ug, told.came_blind.unweighed) == (4_000, False)
    home = CameBack(itself=True, reading=Reading(net_ug=4_500, resolution_ug=1), confirmed=True)
    filled = Filled(told.line, (home,), came_blind=told.came_blind)
    assert (missing_ug(told.line, filled), trusted_ug(told.line, filled)) == (500, 0)
    short = ReturnLine(line="L-2021-001/1", pieces=(home,), sheet=PAPER)
    with pytest.raises(Refused) as refused:
        lab.post(short, day=DAY + 1, accept=("return.no_place",))
    (found,) = (each for each in refused.value.findings if each.key == "return.does_not_balance")
    assert dict(found.facts)["missing_ug"] == 500
    whole = replace(home, reading=Reading(net_ug=5_000, resolution_ug=1))
    lab.post(replace(short, pieces=(whole,)), day=DAY + 1, accept=("return.no_place",))
    told_now = lab.line().account
    assert (told_now.difference_ug, told_now.returned_ug, told_now.trusted_ug) == (0, 9_000, 0)


def test_a_sheet_is_posted_as_one_entry_with_official_numbers(lab: LentLab) -> None:
    one, two = lab.line(), lab.line("L-2021-001/2")
    part = CameBack(name="a", reading=Reading(net_ug=3_000, resolution_ug=1), confirmed=True)
    given = Filled(
        one, (part, replace(part, name="b"), CameBack(number=f"{KNOWN},7", stated_ug=500)), retained_ug=2_500
    )
    back = Filled(two, (CameBack(itself=True),))
    sheet = Sheet(
        PAPER, (given, back, Filled(lab.line("L-2021-002/1"))), exposures=(ExposureKind.AIR,), method="probe"
    )
    acts = acts_of(sheet, DAY)
    assert len(acts) == 2
    preview = lab.session.preview(Posting(acts=acts, operator="A. Curator", overrides=REASONS))
    first = preview.acts[0].operation
    assert isinstance(first, ReturnLine)
    assert [each.number for each in first.pieces] == [f"{KNOWN},8", f"{KNOWN},9", f"{KNOWN},7"]
    lab.session.post(Posting(acts=acts, operator="A. Curator", overrides=REASONS))
    assert (lab.line().account.held_ug, lab.line("L-2021-001/2").state) == (2_500, LineState.CLOSED)
    assert [each.number for each in sheet_lines(lab.session, (one.uid, two.uid))] == [KNOWN]


def test_a_line_tells_how_much_came_back_unweighed(lab: LentLab) -> None:
    assert lab.line().account.trusted_ug == 0
    back = ReturnLine(line="L-2021-001/1", pieces=(CameBack(itself=True, confirmed=True),), sheet=PAPER)
    lab.post(back, day=DAY, accept=("return.no_place", "return.not_weighed"))
    assert lab.line().account.trusted_ug == 9_000


def test_a_sheet_is_weighed_on_its_balance_and_the_rules_tell_how_much_may_differ(lab: LentLab) -> None:
    lab.post(SetUpBalance(name="B1", resolution_ug=10, uncertainty_ug=20, calibrated=20210101), day=20210101)
    (balance,) = balances_of(lab.session)
    assert (balance.name, balance.uncertainty_ug) == ("B1", 20)
    line = lab.line()

    def judged(ug: int, name: str | None) -> dict[str, Allowed]:
        back = CameBack(itself=True, reading=Reading(net_ug=ug, resolution_ug=1_000), confirmed=True)
        on = BalanceRef(name) if name else None
        acts = acts_of(Sheet(PAPER, (Filled(line, (back, CameBack(name="a", stated_ug=1))),), balance=on), DAY)
        (part,) = (each for each in acts[0].operation.pieces if not each.itself)  # type: ignore[union-attr]
        assert part.reading is None
        posting = Posting(acts=acts, operator=OperatorRef("A. Curator"))
        return dict(allowed_in(lab.session.preview(posting)))

    pieces = (CameBack(itself=True, stated_ug=8_999, confirmed=True), CameBack(name="a", stated_ug=1))
    both = Posting(acts=acts_of(Sheet(PAPER, (Filled(line, pieces),)), DAY), operator=OperatorRef("A. Curator"))
    assert numbers_in(lab.session.preview(both)) == {line.uid: ("", f"{KNOWN},1")}
    whole = replace(both, acts=acts_of(Sheet(PAPER, (Filled(line, pieces[:1]),)), DAY))
    assert numbers_in(lab.session.preview(whole)) == {}
    assert judged(8_990, "B1") == {line.uid: Allowed(22)}
    assert judged(8_000, "B1") == {line.uid: Allowed(22)}
    assert judged(8_000, None) == {line.uid: Allowed(866)}
    assert judged(8_999, "B1") == {}


@pytest.mark.parametrize("name", ["A. Curator", " a.  curator "])
def test_who_enters_a_return_does_not_take_its_difference_as_well(lab: LentLab, name: str) -> None:
    back = CameBack(itself=True, reading=Reading(net_ug=8_000, resolution_ug=1), confirmed=True)
    sheet = ReturnLine(line="L-2021-001/1", pieces=(back,), accept_difference=True, sheet=PAPER)
    told: dict[str, Any] = {
        "day": DAY,
        "accept": ("return.no_place", "return.difference"),
        "witness": "W. Witness",
    }
    with pytest.raises(Refused) as refused:
        lab.post(sheet, authority=Authority(name=name, document="memo"), **told)
    assert [each.key for each in refused.value.findings] == ["authority.is_operator"]
    lab.post(sheet, authority=Authority(name="M. Manager", document="memo"), **told)
    assert lab.line().account.difference_ug == 1_000


def test_who_enters_a_return_may_allow_what_is_no_difference(lab: LentLab) -> None:
    back = CameBack(itself=True, reading=Reading(net_ug=9_000, resolution_ug=1), number="X", confirmed=True)
    told: dict[str, Any] = {
        "day": DAY,
        "accept": ("return.no_place", "return.other_number"),
        "witness": "W. Witness",
    }
    sheet = ReturnLine(line="L-2021-001/1", pieces=(back,), sheet=PAPER)
    lab.post(sheet, authority=Authority(name="A. Curator", document="memo"), **told)
    assert not lab.line().is_open


@pytest.mark.parametrize("name", ["W. Witness", " w.  witness "])
def test_one_person_as_authority_and_witness_is_asked_about(lab: LentLab, name: str) -> None:
    back = CameBack(itself=True, reading=Reading(net_ug=8_000, resolution_ug=1), confirmed=True)
    sheet = ReturnLine(line="L-2021-001/1", pieces=(back,), accept_difference=True, sheet=PAPER)
    asked = ("return.no_place", "return.difference")
    told: dict[str, Any] = {
        "day": DAY,
        "authority": Authority(name=name, document="memo"),
        "witness": "W. Witness",
    }
    with pytest.raises(Refused) as refused:
        lab.post(sheet, accept=asked, **told)
    (found,) = refused.value.findings
    assert (found.key, found.strength, dict(found.facts)) == (
        "authority.is_witness",
        Strength.WARN,
        {"name": "W. Witness"},
    )
    lab.post(sheet, accept=(*asked, "authority.is_witness"), **told)
    assert lab.line().account.difference_ug == 1_000


def test_where_no_authority_is_needed_nobody_is_asked_who_witnesses(lab: LentLab) -> None:
    back = CameBack(itself=True, reading=Reading(net_ug=9_000, resolution_ug=1), confirmed=True)
    sheet = ReturnLine(line="L-2021-001/1", pieces=(back,), sheet=PAPER)
    named = Authority(name="W. Witness", document="memo")
    lab.post(sheet, day=DAY, accept=("return.no_place",), authority=named, witness="W. Witness")
    assert lab.line().account.held_ug == 0
