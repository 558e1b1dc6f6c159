"""What is held as a bound or an estimate goes as one, whichever way all of it goes: used, lost, passed on."""

from dataclasses import replace
from typing import Any, Final

import pytest
from lunarcurator.domain.accounts import Account, Quality
from lunarcurator.domain.facts import MassLine, Subject
from lunarcurator.domain.known_mass import Bound, KnownMass
from lunarcurator.domain.lending.held import held_of, issued_of, moved_of, sign_of, trusted_of
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.terms import Step
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Consume, Operation
from lunarcurator.domain.operations.accounting import (
    CameBack,
    FindAgain,
    ReportLoss,
    ReportSubSamples,
    ReportUse,
    ReturnLine,
    SubSample,
    TransferLine,
)

from tests.domain.ledger.bench import Entry
from tests.domain.ledger.desk import Refused
from tests.domain.ledger.loans_bench import HISTORY, LATER, Loans, document
from tests.domain.ledger.test_loan_return import part
from tests.services.lending.test_what_is_out_everywhere import ASKED

BOUND, ESTIMATE, FIGURE = "bound", "estimate", "figure"
KNOWN: Final = {
    BOUND: KnownMass(40, None, bound=Bound.AT_MOST),
    ESTIMATE: KnownMass(40, None, about=True),
    FIGURE: KnownMass(40, None),
}
READ: Final = {kind: replace(KNOWN[kind], resolution_ug=None if kind == ESTIMATE else 1) for kind in KNOWN}
"""The same to the last place that the moves of a line keep."""
LINES: Final = {BOUND: Quality.BY_DIFFERENCE, ESTIMATE: Quality.ESTIMATED, FIGURE: Quality.MEASURED}
"""What a mass line may say: how much it is at most stands with the piece, and with the moves of its line."""
LATEST: Final = LATER + 1


def lent(kind: str) -> Loans:
    """Return a bench on which P is out with 40 ug, known as the kind says."""
    bench = Loans()
    if kind == BOUND:
        bench.enter("P")
        pieces = (part(bench, "P1", 60), part(bench, "P2"))
        sheet = ReturnLine(line=bench.line_ref("P"), pieces=pieces, sheet=document("sheet 1"), retained_ug=None)
        do(bench, sheet, LATER)
    else:
        mass = Mass.estimated(40) if kind == ESTIMATE else Mass.measured(40, 1)
        bench.register("Q", mass, place="Cabinet", form="chip")
        bench.enter("Q")
    return bench


def left(line: Line, step: Step) -> KnownMass:
    """Return how all that left a line by a step is known, to whatever place it was read."""
    return replace(moved_of(line, step), resolution_ug=None)


def do(bench: Loans, act: Operation, day: int = LATEST) -> Entry:
    """Post an act with what it asks answered."""
    try:
        return bench.do(act, day)
    except Refused as refused:
        return bench.do(act, day, tuple(each.key for each in refused.findings))


def number(kind: str) -> str:
    return "P" if kind == BOUND else "Q"


def gone(entry: Entry, account: Account) -> MassLine:
    lines = (each.fact for each in entry.facts if isinstance(each.fact, MassLine))
    return next(each for each in lines if each.account is account and each.ug)


@pytest.mark.parametrize("kind", KNOWN)
def test_all_that_is_used_up_was_known_as_the_piece_was(kind: str) -> None:
    bench, piece = lent(kind), number(kind)
    entry = do(bench, ReportUse(line=bench.line_ref(piece), method="dissolved", report=document("report 1")))
    line = bench.line(piece)
    assert (left(line, Step.CONSUMED), line.account.held_ug) == (KNOWN[kind], 0)
    assert gone(entry, Account.CONSUMED).quality is LINES[kind]
    assert bench.closes()


@pytest.mark.parametrize("kind", KNOWN)
def test_all_that_is_lost_was_known_as_the_piece_was(kind: str) -> None:
    bench, piece = lent(kind), number(kind)
    loss = ReportLoss(line=bench.line_ref(piece), circumstances="dropped", report=document("report 1"))
    entry = do(bench, loss)
    assert left(bench.line(piece), Step.LOST) == KNOWN[kind]
    assert gone(entry, Account.LOST).quality is LINES[kind]


@pytest.mark.parametrize("kind", [BOUND, ESTIMATE])
def test_a_figure_somebody_reports_of_all_of_it_is_that_figure(kind: str) -> None:
    bench, piece = lent(kind), number(kind)
    use = ReportUse(line=bench.line_ref(piece), ug=40, method="dissolved", report=document("report 1"))
    entry = do(bench, use)
    assert left(bench.line(piece), Step.CONSUMED) == KnownMass(40)
    assert gone(entry, Account.CONSUMED).quality is Quality.REPORTED


@pytest.mark.parametrize("kind", KNOWN)
def test_what_passes_on_and_leaves_again_stays_as_it_was_known(kind: str) -> None:
    bench, piece = lent(kind), number(kind)
    old = bench.line(piece)
    receipt = document("receipt 3")
    told = {"approved_by": "M. Manager", "receipt": receipt, "agreement": bench.agreement_ref("B")}
    do(bench, TransferLine(line=bench.line_ref(piece), **told))
    assert left(Line.of(bench.session.record(Subject.LINE, old.uid)), Step.TRANSFERRED) == KNOWN[kind]
    assert issued_of(bench.line(piece)) == READ[kind]
    assert held_of(bench.line(piece), bench.state(piece)) == READ[kind]


BACK: Final = {BOUND: KnownMass(100), ESTIMATE: KNOWN[ESTIMATE]}
"""What came back in all: beside the part without a mass, which is back too, the bound is a figure."""


@pytest.mark.parametrize("kind", BACK)
def test_what_comes_back_neither_weighed_nor_stated_leaves_again_as_it_was_known(kind: str) -> None:
    bench, piece = lent(kind), number(kind)
    back = CameBack(itself=True, place=bench.place_ref("Returned"), confirmed=True)
    do(bench, ReturnLine(line=bench.line_ref(piece), pieces=(back,), sheet=document("sheet 2")))
    line = bench.line(piece)
    assert (left(line, Step.RETURNED), line.account.trusted_ug) == (BACK[kind], 40)
    bench.enter(piece, day=LATEST + 1, accept=(*HISTORY, *ASKED))
    assert issued_of(bench.line(piece)) == READ[kind]
    do(bench, ReturnLine(line=bench.line_ref(piece), pieces=(back,), sheet=document("sheet 3")), LATEST + 2)
    line = bench.line(piece)
    assert (left(line, Step.RETURNED), line.account.trusted_ug) == (KNOWN[kind], 40)


@pytest.mark.parametrize("kind", [BOUND, ESTIMATE])
def test_what_is_found_again_at_the_borrower_s_is_known_no_better_than_before(kind: str) -> None:
    bench, piece = lent(kind), number(kind)
    line = bench.line_ref(piece)
    do(bench, ReportLoss(line=line, ug=10, circumstances="dropped", report=document("report 1")))
    do(bench, FindAgain(line=line, home=False, report=document("letter 9")), LATEST + 1)
    assert held_of(bench.line(piece), bench.state(piece)) == READ[kind]


@pytest.mark.parametrize("kind", [BOUND, ESTIMATE])
def test_all_that_is_used_up_in_the_laboratory_is_no_better_known(kind: str) -> None:
    bench, piece = lent(kind), number(kind)
    back = CameBack(itself=True, place=bench.place_ref("Returned"), confirmed=True)
    do(bench, ReturnLine(line=bench.line_ref(piece), pieces=(back,), sheet=document("sheet 2")))
    entry = do(bench, Consume(sample=bench.piece_ref(piece), evidence="notebook 4"), LATEST + 1)
    assert gone(entry, Account.CONSUMED).quality is LINES[kind]
    assert bench.closes()


SIGNS: Final = {BOUND: "\u2264\u2009", ESTIMATE: "~", FIGURE: ""}


def returned(bench: Loans, number: str, **more: Any) -> Operation:
    pieces = more.pop("pieces", (CameBack(itself=True, confirmed=True),))
    return ReturnLine(line=bench.line_ref(number), pieces=pieces, sheet=document("sheet 2"), method="cut", **more)


@pytest.mark.parametrize("kind", KNOWN)
def test_a_mass_in_a_finding_has_the_sign_of_what_is_known(kind: str) -> None:
    bench, piece = lent(kind), number(kind)
    much = part(bench, "P9", 90)
    acts = {
        "return.not_weighed": returned(bench, piece),
        "return.nothing_left": returned(bench, piece, pieces=(much,), retained_ug=None),
        "line.more_than_held": ReportUse(line=bench.line_ref(piece), ug=90, method="cut", report=document("r")),
        "line.sub_samples_too_heavy": ReportSubSamples(
            line=bench.line_ref(piece), report=document("r"), made=(SubSample(name="S", form="chip", ug=90),)
        ),
    }
    for key, act in acts.items():
        with pytest.raises(Refused) as refused:
            bench.do(act, LATEST)
        facts = next(dict(each.facts) for each in refused.value.findings if each.key == key)
        assert facts["sign" if key == "return.not_weighed" else "held_sign"] == SIGNS[kind]


def test_what_nobody_knows_has_no_sign() -> None:
    bench = Loans()
    bench.enter("U")
    assert sign_of(bench.line("U"), None) == ""


@pytest.mark.parametrize("kind", KNOWN)
def test_what_came_back_unread_is_told_with_its_sign(kind: str) -> None:
    bench, piece = lent(kind), number(kind)
    do(bench, returned(bench, piece))
    # A rest that is a bound beside parts without a mass is none once both are back.
    assert trusted_of(bench.line(piece).moves).sign == (SIGNS[kind] if kind != BOUND else "")


@pytest.mark.parametrize("kind", KNOWN)
def test_without_its_piece_a_line_is_known_no_better(kind: str) -> None:
    bench, piece = lent(kind), number(kind)
    assert held_of(bench.line(piece), None) == READ[kind]
