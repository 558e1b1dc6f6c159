"""What a way out of a return sheet writes widens nothing: it is as exact as the masses it is the rest of."""

from typing import Any

import pytest
from lunarcurator.desktop.loan_editor.return_sheet import ReturnSheet
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.identity import OperatorRef
from lunarcurator.domain.lending.terms import LineState
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Reading, Register
from lunarcurator.domain.operations.accounting import CameBack, ReportSubSamples, ReturnLine, SubSample
from lunarcurator.services.form_context import Balance

from tests.desktop.loans.test_editor import Lending
from tests.desktop.loans.test_editor import lending as lending
from tests.desktop.loans.test_return_sheet import explain, opened, put
from tests.domain.ledger.loans_bench import PAPER

BY_SHEET, BY_COMMAND = "16001", "16002"
PART = CameBack(name="a", stated_ug=30_000, stated_to_ug=100, reading=Reading(net_ug=30_000, resolution_ug=100))


@pytest.fixture
def lent(lending: Lending) -> Lending:
    """Two pieces of 50.0 mg are out with Borrower C."""
    mass = Mass.measured(50_000, 100)
    lending.lab.post(
        *(
            Register(collection="A", number=each, mission="M", mass=mass, form="chip", place="Room")
            for each in (BY_SHEET, BY_COMMAND)
        )
    )
    lending.lab.lend("Borrower C", BY_SHEET, BY_COMMAND)
    return lending


def part_came(lent: Lending) -> ReturnSheet:
    sheet = opened(lent, BY_SHEET)
    put(sheet, 0, name="a", stated="30.0", reading="30.0", confirmed="yes")
    assert sheet.account.missing == 20_000
    return sheet


def post(lent: Lending, sheet: ReturnSheet) -> None:
    lent.qtbot.keyClicks(sheet.head.methods, "probe")
    lent.qtbot.keyClicks(sheet.head._document, "F-1")
    explain(lent, sheet)
    sheet.post()
    lent.qtbot.waitUntil(lambda: not sheet.model.texts(), timeout=10_000)


def on_line(lent: Lending, number: str) -> Any:
    return lent.lab.line(f"L-2021-003/{1 if number == BY_SHEET else 2}")


def allowed(lent: Lending, number: str) -> int:
    """By how much a return of the rest as 19.4 mg may miss."""
    line = on_line(lent, number)
    rest = CameBack(itself=True, reading=Reading(net_ug=19_400, resolution_ug=100), confirmed=True)
    act = ReturnLine(line=line.code, pieces=(rest,), sheet=PAPER)
    posting = Posting(acts=(Act(operation=act, day=lent.lab.session.today),), operator=OperatorRef("A. Curator"))
    told = lent.lab.session.preview(posting).findings
    (found,) = (dict(each.facts) for each in told if each.key == "return.does_not_balance")
    return int(found["allowed_ug"])


def test_what_stays_out_by_the_link_is_all_the_rest_as_by_the_command(lent: Lending) -> None:
    sheet = part_came(lent)
    sheet.account.way_out.emit("kept")
    assert sheet.model.texts()[1]["stated"] == ""
    shown = sheet.account._figures["kept"]._mass.text()
    assert shown == "20.0\u00a0mg"
    post(lent, sheet)
    by_command = ReturnLine(line=on_line(lent, BY_COMMAND).code, pieces=(PART,), retained_ug=None, sheet=PAPER)
    lent.lab.post(by_command, day=lent.lab.session.today, accept=("return.not_confirmed", "return.no_place"))
    assert [on_line(lent, each).account.held_ug for each in (BY_SHEET, BY_COMMAND)] == [20_000, 20_000]
    assert allowed(lent, BY_SHEET) == allowed(lent, BY_COMMAND) < 400


@pytest.mark.parametrize("fate", ["used", "lost"])
def test_what_was_used_up_or_lost_by_a_link_is_as_exact_as_what_it_is_the_rest_of(
    lent: Lending, fate: str
) -> None:
    sheet = part_came(lent)
    sheet.account.way_out.emit(fate)
    assert sheet.model.texts()[1]["stated"] == "20.0"
    (filled,) = sheet.rows.filled(sheet.model.texts())
    assert filled.resolution_ug == 100


def test_a_balance_that_is_named_says_to_which_place_the_rest_is_known(lent: Lending) -> None:
    sheet = opened(lent, BY_SHEET)
    sheet.head.balance.offer([Balance("b" * 32, "Fine", 10, 20, 20200101, None, "", retired=False)])
    put(sheet, 0, name="a", reading="30", confirmed="yes")
    assert sheet.account._figures["weighed"]._mass.text() == "30.00\u00a0mg"
    sheet.account.way_out.emit("used")
    assert sheet.model.texts()[1]["stated"] == "20.00"


@pytest.mark.parametrize("unit", ["", " mg", "g"])
def test_a_mass_reported_before_says_no_last_place_until_somebody_states_one(lent: Lending, unit: str) -> None:
    made = (SubSample(name="a", form="powder", ug=30_000),)
    lent.lab.post(ReportSubSamples(line=on_line(lent, BY_SHEET).code, made=made, report=PAPER), day=20220101)
    sheet = opened(lent, BY_SHEET)
    assert sheet.model.texts()[1]["stated"] == "30"
    put(sheet, 1, stated="0.03 g" if unit == "g" else f"30{unit}")
    (filled,) = sheet.rows.filled(sheet.model.texts())
    assert (filled.pieces[1].stated_ug, filled.pieces[1].stated_to_ug) == (30_000, 0)
    put(sheet, 1, stated="30.0")
    (filled,) = sheet.rows.filled(sheet.model.texts())
    assert filled.pieces[1].stated_to_ug == 100


def test_the_whole_return_by_the_link_closes_its_line(lent: Lending) -> None:
    sheet = part_came(lent)
    sheet.account.way_out.emit("used")
    post(lent, sheet)
    line = on_line(lent, BY_SHEET)
    assert line.state is LineState.CLOSED
    assert line.account.consumed_ug == 20_000


def test_what_is_missing_of_an_estimate_is_shown_as_one(lent: Lending) -> None:
    mass = Mass.estimated(150_000, 1_000)
    told = Register(collection="A", number="16003", mission="M", mass=mass, form="chip", place="Room")
    lent.lab.post(told)
    lent.lab.lend("Borrower C", "16003")
    sheet = opened(lent, "16003")
    put(sheet, 0, reading="120.0")
    assert sheet.account._figures["missing"]._mass.text() == "~30.0\u00a0mg"
