"""What the dialogs of a line whose mass nobody knows say of it, and announce of what becomes of its piece."""

import pytest
from lunarcurator.desktop.dialogs.loans.held_by_line import HeldByLine
from lunarcurator.desktop.dialogs.loans.line_layouts import REPORT_LOSS, REPORT_USE
from lunarcurator.desktop.dialogs.loans.return_line import open_return_line
from lunarcurator.domain.acts import Authority, Override
from lunarcurator.domain.lending.terms import LineState
from lunarcurator.domain.operations.accounting import ReportLoss, ReportUse
from lunarcurator.domain.status import Existence

from tests.desktop.dialogs.bench import Bench
from tests.desktop.dialogs.test_accounting import ROCK, SLAB, line, on, reason
from tests.desktop.dialogs.test_accounting import lending as lending
from tests.domain.ledger.loans_bench import PAPER

OF_UNKNOWN = "L-1/2"
SHEET = {"itself": "", "number": "", "form": "chip", "place": "RET", "place_why": "", "confirmed": "yes"}


def test_what_came_to_light_is_not_taken_off_what_was_lost(lending: Bench) -> None:
    bench = lending
    why = tuple(Override(key=key, reason="seen") for key in ("use.was_not_granted", "line.loss_needs_authority"))
    allowed = {
        "overrides": why,
        "authority": Authority(name="M. Manager", document="memo"),
        "witness": "W. Witness",
    }
    bench.post(ReportUse(line=OF_UNKNOWN, ug=500_000, method="cut", report=PAPER), day=20220101, **allowed)
    bench.post(
        ReportLoss(line=OF_UNKNOWN, ug=400_000, circumstances="gone", report=PAPER), day=20220102, **allowed
    )
    for opens in (open_return_line, REPORT_USE.open, REPORT_LOSS.open):
        dialog = bench.open(opens, on(bench, OF_UNKNOWN))
        bench.settle(dialog)
        told = {each.label: each.mass.replace("\u00a0", " ") for each in dialog.findChild(HeldByLine).rows}
        assert (told["Issued"], told["Held now"]) == ("unknown", "unknown")
        assert (told["Used up"], told["Lost or differing"]) == ("500 mg", "400 mg")
        dialog.reject()


@pytest.mark.parametrize(
    ("typed", "rows", "says", "ending"),
    [
        ({"consumed_ug": "1", "method": "cut"}, (), "The line stays open for the rest", Existence.EXISTS),
        (
            {},
            ({"name": "a", "stated_ug": "1", "reading": ""},),
            "The piece of the line is then retired",
            "retired",
        ),
    ],
)
def test_a_return_announces_what_becomes_of_the_piece(
    lending: Bench, typed: dict[str, str], rows: tuple[dict[str, str], ...], says: str, ending: str
) -> None:
    bench = lending
    dialog = bench.open(open_return_line, on(bench, OF_UNKNOWN))
    dialog.pieces.show_rows([{**SHEET, "remarks": "", **each} for each in rows])
    for key, text in {**typed, "document": "sheet 1"}.items():
        bench.type(dialog, key, text)
    reason(bench, dialog)
    assert says in dialog.outcome.lines
    bench.act(dialog)
    assert bench.piece(ROCK).existence == ending
    assert (line(bench, OF_UNKNOWN).state is LineState.CLOSED) == bool(rows)


def test_a_report_of_all_that_is_held_announces_that_nothing_stays_out(lending: Bench) -> None:
    bench = lending
    for opens, closes in (
        (REPORT_USE.open, "All that is held is used up"),
        (REPORT_LOSS.open, "The line stays open as reported lost"),
    ):
        dialog = bench.open(opens, on(bench))
        for key, text in {"ug": "377390", "document": "report 7"}.items():
            bench.type(dialog, key, text)
        bench.type(dialog, "method" if opens == REPORT_USE.open else "circumstances", "dissolved")
        reason(bench, dialog)
        assert [each for each in dialog.outcome.lines if each.startswith(closes)], dialog.outcome.lines
        assert [each for each in dialog.outcome.lines if each.startswith("The piece stays in the book as")]
        bench.type(dialog, "ug", "377389")
        bench.settle(dialog)
        assert not [each for each in dialog.outcome.lines if each.startswith("The piece stays in the book as")]
        dialog.reject()
    assert bench.piece(SLAB).held_ug == 377_390_000
