"""A line whose mass nobody knows: no part of it that comes back, is used up or is lost ends it in silence."""

from collections.abc import Iterator
from typing import Any

import pytest
from lunarcurator.domain.booking.reported_masses import left_as_told
from lunarcurator.domain.lending.held import ends_unknown, gone_of, moved_of, went, wholes_of
from lunarcurator.domain.lending.terms import LineState, Step
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Reading
from lunarcurator.domain.operations.accounting import (
    CameBack,
    ReportLoss,
    ReportMass,
    ReportSubSamples,
    ReportUse,
    ReturnLine,
    SubSample,
)
from lunarcurator.domain.rules.loan_return import ending_of, leaves_rest_out
from lunarcurator.domain.status import Existence

from tests.domain.ledger.bench import Entry
from tests.domain.ledger.lab import keys
from tests.domain.ledger.loans_bench import LATER, Loans, document

UNKNOWN, RECEIVED, ABOUT = "U", "R", "E"
"""Nobody weighed any of them; of one a document says what was received, of one it estimates that."""
ASKS = {UNKNOWN: "return.rest_unknown", RECEIVED: "return.ends_with_less", ABOUT: "return.rest_unknown"}
USED = ("use.was_not_granted",)
LOST = ("line.loss_needs_authority",)
ITSELF: dict[str, Any] = {"itself": True}


@pytest.fixture
def bench() -> Iterator[Loans]:
    bench = Loans()
    bench.register(RECEIVED, original=Mass.reported(1000, 10), place="Cabinet", form="chip")
    bench.register(ABOUT, original=Mass.estimated(1000, 10), place="Cabinet", form="chip")
    bench.enter("P", UNKNOWN, RECEIVED, ABOUT)
    yield bench
    assert bench.closes()
    assert all(bench.held(each) for each in ("P", UNKNOWN, RECEIVED, ABOUT))


def part(bench: Loans, ug: int | None = None, *, read: bool = True, **more: Any) -> CameBack:
    told: dict[str, Any] = {"confirmed": True, "place": bench.place_ref("Returned"), **more}
    if ug is not None:
        told |= {"reading": Reading(net_ug=ug, resolution_ug=1)} if read else {"stated_ug": ug}
    return CameBack(**told)


def back(bench: Loans, number: str, *pieces: CameBack, accept: tuple[str, ...] = (), **more: Any) -> Entry:
    told = {"sheet": document("sheet 1"), "method": "cut", **more}
    return bench.do(ReturnLine(line=bench.line_ref(number), pieces=pieces, **told), LATER, (*accept, *USED, *LOST))


@pytest.mark.parametrize("number", ASKS)
@pytest.mark.parametrize(
    ("told", "ending"),
    [
        ({"consumed_ug": 1}, Existence.CONSUMED),
        ({"lost_ug": 1}, Existence.LOST),
        ({"part": 100}, Existence.RETIRED),
        ({"part": 100, "consumed_ug": 1}, Existence.RETIRED),
        ({"stated": 100, "lost_ug": 1}, Existence.RETIRED),
        ({"blind": None}, Existence.RETIRED),
    ],
)
def test_a_line_of_unknown_mass_ends_only_when_somebody_says_why(
    bench: Loans, number: str, told: dict[str, int | None], ending: Existence
) -> None:
    amounts = {key: ug for key, ug in told.items() if key.endswith("_ug")}
    pieces = [part(bench, ug, read=key == "part", number="N") for key, ug in told.items() if key not in amounts]
    asked = keys(lambda: back(bench, number, *pieces, **amounts))
    assert ASKS[number] in asked
    entry = back(bench, number, *pieces, accept=(ASKS[number],), **amounts)
    assert ASKS[number] not in {each.key for each in entry.findings if dict(each.facts).get("ending") != ending}
    line = bench.line(number)
    # What is lost somebody answers for still.
    state = LineState.LOST if "lost_ug" in told else LineState.CLOSED
    assert (line.state, bench.state(number).existence) == (state, ending)
    assert (line.lost_whole is not None) == (ending is Existence.LOST)
    assert ends_unknown(line) == bool(pieces)
    if not pieces:
        step = Step.CONSUMED if ending is Existence.CONSUMED else Step.LOST
        known = went(line, step)
        assert (wholes_of(line, step), known and (known.ug, known.sign)) == (1, (1, "\u2265\u2009"))
    assert line.account.difference_ug == 0


@pytest.mark.parametrize("number", ASKS)
def test_what_stays_out_or_comes_back_itself_ends_nothing(bench: Loans, number: str) -> None:
    back(bench, number, part(bench, 100, number="N"), retained_ug=None)
    back(bench, number, consumed_ug=5, retained_ug=None)
    assert (bench.line(number).state, bench.state(number).existence) == (LineState.OUT, Existence.EXISTS)
    back(bench, number, part(bench, itself=True), consumed_ug=5)
    assert (bench.line(number).state, bench.state(number).existence) == (LineState.CLOSED, Existence.EXISTS)
    assert not ends_unknown(bench.line(number))


def test_a_mass_that_comes_to_light_is_compared_with_what_was_received(bench: Loans) -> None:
    less = ("return.less_than_recorded",)
    for told in (
        {"part": 100, "retained_ug": 500},
        {"itself": 600},
        {"itself": 985},
        {"retained_ug": 970, "lost_ug": 3},
    ):
        kept = {key: ug for key, ug in told.items() if key.endswith("_ug")}
        pieces = [
            part(bench, ug, **ITSELF if key == "itself" else {"number": "N"})
            for key, ug in told.items()
            if key not in kept
        ]
        assert keys(lambda pieces=pieces, kept=kept: back(bench, RECEIVED, *pieces, **kept)) >= {*less}, told
    entry = back(bench, RECEIVED, part(bench, 400, number="N"), retained_ug=594)
    assert not {each.key for each in entry.findings} & {*less}
    # Known from then on, it balances as any line does.
    assert keys(lambda: back(bench, RECEIVED, part(bench, 100, itself=True))) == {"return.does_not_balance"}
    back(bench, RECEIVED, part(bench, 594, itself=True))


def test_nobody_states_more_than_was_received(bench: Loans) -> None:
    over = {"split.more_than_ever"}
    for told in ({"consumed_ug": 1011}, {"lost_ug": 1011}):
        assert keys(lambda told=told: back(bench, RECEIVED, **told)) & over
    assert keys(lambda: back(bench, RECEIVED, part(bench, 1100, read=False, number="N"))) & over
    assert keys(lambda: back(bench, RECEIVED, part(bench, 1100, read=False, itself=True))) & over
    assert keys(lambda: back(bench, RECEIVED, part(bench, 9, number="N"), retained_ug=1100)) & over
    # A reading says more than a statement does.
    entry = back(bench, RECEIVED, part(bench, 1100, number="N"), accept=("mass.exceeds_statement",))
    assert not found(entry) & over


def found(entry: Entry) -> set[str]:
    return {each.key for each in entry.findings}


def test_all_of_what_was_received_is_all_of_it(bench: Loans) -> None:
    entry = back(bench, RECEIVED, consumed_ug=600, lost_ug=399)
    assert not found(entry) & {*ASKS.values()}
    assert bench.state(RECEIVED).existence is Existence.CONSUMED


def test_where_nothing_was_received_the_borrowers_word_is_compared(bench: Loans) -> None:
    word = ReportMass(line=bench.line_ref(UNKNOWN), ug=500, report=document("word"))
    bench.do(word, LATER - 1000)
    bench.do(
        ReportUse(line=bench.line_ref(UNKNOWN), ug=100, method="cut", report=document("use")), LATER - 900, USED
    )
    line, piece = bench.line(UNKNOWN), bench.state(UNKNOWN)
    assert left_as_told(line, piece, bench.session.ledger()) == 400
    assert keys(lambda: back(bench, UNKNOWN, part(bench, 300, number="N"))) == {"return.ends_with_less"}
    entry = back(bench, UNKNOWN, part(bench, 400, number="N"))
    assert not found(entry) & {*ASKS.values()}


def test_a_part_used_up_or_lost_leaves_the_rest_with_the_borrower(bench: Loans) -> None:
    def leaves(number: str, left_ug: int | None, *pieces: CameBack, **told: Any) -> bool:
        sheet = ReturnLine(line=bench.line_ref(number), pieces=pieces, sheet=document("sheet 1"), **told)
        return leaves_rest_out(sheet, bench.state(number), left_ug)

    assert leaves(UNKNOWN, None, consumed_ug=1)
    assert leaves(RECEIVED, 1000, lost_ug=1)
    assert not leaves(RECEIVED, 1000, lost_ug=500, consumed_ug=495)
    assert not leaves(RECEIVED, 1000, part(bench, 1), lost_ug=1)
    assert not leaves(RECEIVED, 1000, retained_ug=None, lost_ug=1)
    assert not leaves(RECEIVED, 1000)
    assert not leaves("P", 100, lost_ug=1)
    sheet = ReturnLine(line=bench.line_ref(UNKNOWN), sheet=document("sheet 1"), retained_ug=None, lost_ug=1)
    assert ending_of(sheet) is None


@pytest.mark.parametrize("number", [*ASKS, "P"])
def test_a_whole_piece_is_never_zero_nor_the_difference_taken_off_it(bench: Loans, number: str) -> None:
    known = number == "P"
    used = ReportUse(line=bench.line_ref(number), ug=40, method="cut", report=document("use"))
    bench.do(used, LATER, USED)
    part_lost = ReportLoss(line=bench.line_ref(number), ug=20, circumstances="gone", report=document("loss"))
    bench.do(part_lost, LATER, LOST)
    line = bench.line(number)
    gone = gone_of(line)
    assert gone is not None
    assert (gone.ug, gone.sign, line.account.difference_ug) == (20, "", 0)
    bench.do(ReportLoss(line=bench.line_ref(number), circumstances="gone", report=document("end")), LATER, LOST)
    line = bench.line(number)
    lost, all_gone = went(line, Step.LOST), gone_of(line)
    assert lost is not None
    assert lost == all_gone
    assert (lost.ug, lost.sign) == ((60, "") if known else (20, "\u2265\u2009"))
    assert (went(line, Step.CONSUMED), moved_of(line, Step.CONSUMED).ug) == (moved_of(line, Step.CONSUMED), 40)


def test_a_piece_lost_whole_before_anything_else_is_unknown(bench: Loans) -> None:
    bench.do(ReportLoss(line=bench.line_ref(UNKNOWN), circumstances="gone", report=document("end")), LATER, LOST)
    line = bench.line(UNKNOWN)
    assert (went(line, Step.LOST), gone_of(line), wholes_of(line, Step.LOST)) == (None, None, 1)


@pytest.mark.parametrize(
    ("number", "ug", "asks"), [("P", 98, True), ("P", 95, False), (RECEIVED, 998, True), (UNKNOWN, 98, False)]
)
def test_a_report_that_leaves_less_than_the_sub_samples_weigh_asks(
    bench: Loans, number: str, ug: int, asks: bool
) -> None:
    made = (SubSample(name="m-1", ug=5), SubSample(name="m-2"))
    bench.do(ReportSubSamples(line=bench.line_ref(number), made=made, report=document("made")), LATER)
    key = ("line.sub_samples_left_out",)
    used = ReportUse(line=bench.line_ref(number), ug=ug, method="cut", report=document("use"))
    entry = bench.do(used, LATER, (*USED, *key))
    assert ({*key} <= found(entry)) is asks
