"""What a return sheet says is used up or lost has a mass, or is asked about: nothing announced goes unposted."""

import pytest
from lunarcurator.desktop.dialogs.form.grid_model import TONE
from lunarcurator.desktop.loan_editor.return_rows import FATES, KEPT, LOST, USED, fate_words
from lunarcurator.desktop.loan_editor.return_sheet import ReturnSheet
from lunarcurator.domain.lending.sub_samples import reported
from lunarcurator.domain.operations.accounting import ReportSubSamples, SubSample

from tests.desktop.loans.test_editor import Lending
from tests.desktop.loans.test_editor import lending as lending
from tests.desktop.loans.test_return_sheet import LINE, hint, opened, put
from tests.domain.ledger.loans_bench import PAPER
from tests.services.lending.lent_lab import KNOWN, OTHER, UNKNOWN

ASKED = "Used up or lost, but how much? Type the mass:"
FIELDS = ("name", "form", "stated", "reading", "number", "confirmed", "place", "label", "remarks")
"""What somebody may leave empty in a row, whatever became of it."""


def tone(sheet: ReturnSheet, row: int, key: str) -> str:
    keys = [each.key for each in sheet.model.columns]
    return str(sheet.model.index(row, keys.index(key)).data(TONE) or "")


def signed(lending: Lending, sheet: ReturnSheet) -> None:
    lending.qtbot.keyClicks(sheet.head._document, "RS-9")
    lending.qtbot.keyClicks(sheet.head.methods, "probe")


def answer(lending: Lending, sheet: ReturnSheet) -> None:
    """Say why, and who allows it, until nothing but a mass or a rule that no reason helps stands in the way."""

    def settled() -> bool:
        for strip in sheet.findings.strips:
            if strip.why.isVisibleTo(strip) and not strip.why.text():
                strip.why.setText("seen")
                strip.reason_edited.emit("seen")
        return sheet.next.isEnabled() or sheet.obstacle.text() not in {
            "The rules are being asked.",
            "Say why, for what is found.",
        }

    lending.qtbot.waitUntil(settled, timeout=10_000)


def acts_asked(lending: Lending, sheet: ReturnSheet) -> int:
    """Of how many lines the sheet would post something, as the rules were asked."""
    pending = sheet.pending
    lending.qtbot.waitUntil(lambda: pending.judging.fresh and pending.preview is not None, timeout=10_000)
    assert sheet.pending.preview is not None
    return len(sheet.pending.preview.acts)


@pytest.mark.parametrize("fate", [USED, LOST])
def test_what_is_gone_without_a_mass_is_asked_about_and_not_left_out(lending: Lending, fate: str) -> None:
    sheet = opened(lending, KNOWN, OTHER)
    put(sheet, 0, fate=fate_words()[fate])
    put(sheet, 1, reading="4 mg", confirmed="yes")
    signed(lending, sheet)
    assert (hint(sheet, 0, "stated"), tone(sheet, 0, "stated")) == ("How much?", "red")
    assert sheet.obstacle.text() == f"{ASKED} {KNOWN}."
    assert not sheet.next.isEnabled()
    assert sheet.next.text() == "Accept the return, 1 line"
    sheet.grid.selectRow(0)
    sheet.account.way_out.emit(fate)
    assert [(row["fate"], row["stated"]) for row in sheet.model.texts()] == [
        (fate_words()[fate], "9.000"),
        ("", ""),
    ], "the way out fills the row that asks"
    assert (hint(sheet, 0, "stated"), tone(sheet, 0, "stated")) == ("", "")
    assert sheet.next.text() == "Accept the return, 2 lines"
    assert acts_asked(lending, sheet) == 2


@pytest.mark.parametrize("mass", ["", "0", "0 g"])
def test_a_sheet_of_nothing_but_what_is_gone_without_a_mass_does_not_hang(lending: Lending, mass: str) -> None:
    sheet = opened(lending, KNOWN)
    put(sheet, 0, fate="Used up", stated=mass)
    signed(lending, sheet)
    lending.settle()
    assert sheet.obstacle.text() == f"{ASKED} {KNOWN}."
    put(sheet, 0, name="")
    assert sheet.obstacle.text() == f"{ASKED} {KNOWN}."
    put(sheet, 0, stated="9 mg")
    answer(lending, sheet)
    sheet.post()
    lending.qtbot.waitUntil(lambda: not sheet.model.texts(), timeout=10_000)
    assert lending.lab.line(LINE).account.consumed_ug == 9_000


def test_where_nobody_weighed_it_the_sheet_says_how_all_of_it_goes(lending: Lending) -> None:
    sheet = opened(lending, UNKNOWN)
    put(sheet, 0, fate="Lost", name="")
    signed(lending, sheet)
    assert sheet.obstacle.text().startswith(f"{ASKED} {UNKNOWN}. Nobody weighed it")
    assert not sheet.next.isEnabled()


def test_parts_may_be_gone_together_in_one_mass_of_the_same_fate(lending: Lending) -> None:
    made = tuple(SubSample(name=each, form="powder") for each in ("a", "b"))
    lending.lab.post(ReportSubSamples(line=LINE, made=made, report=PAPER), day=20220101)
    sheet = opened(lending, KNOWN)
    put(sheet, 0, reading="6 mg", confirmed="yes")
    put(sheet, 1, fate="Used up")
    put(sheet, 2, fate="Lost")
    signed(lending, sheet)
    assert sheet.obstacle.text() == f"{ASKED} a; b."
    put(sheet, 2, stated="3 mg")
    assert sheet.obstacle.text() == f"{ASKED} a.", "what was lost says nothing of what was used up"
    put(sheet, 2, fate="Used up")
    assert (hint(sheet, 1, "stated"), tone(sheet, 1, "stated")) == ("", "")
    answer(lending, sheet)
    sheet.post()
    lending.qtbot.waitUntil(lambda: not sheet.model.texts(), timeout=10_000)
    line = lending.lab.line(LINE)
    assert line.account.consumed_ug == 3_000
    assert {each.name for each in reported(line) if not each.is_awaited} == {"a", "b"}


def test_a_row_of_the_piece_itself_needs_a_mass_of_its_own(lending: Lending) -> None:
    sheet = opened(lending, KNOWN)
    put(sheet, 0, fate="Used up")
    put(sheet, 1, line=LINE, name="x", fate="Used up", stated="1 mg")
    assert [hint(sheet, row, "stated") for row in (0, 1)] == ["How much?", ""]
    put(sheet, 0, line="", name="")
    put(sheet, 0, line=LINE, name="x")
    assert hint(sheet, 0, "stated") == ""
    sheet.model.remove([1])
    assert hint(sheet, 0, "stated") == "How much?"


FULL = {"name": "x", "form": "chip", "stated": "1 mg", "reading": "1 mg", "number": "15555,8", "confirmed": "yes"}
EMPTY = (*((each,) for each in FIELDS), ("stated", "reading"), FIELDS)


@pytest.mark.slow
@pytest.mark.parametrize("fate", FATES)
def test_what_the_button_announces_is_what_is_posted_whatever_is_empty(lending: Lending, fate: str) -> None:
    sheet = opened(lending, KNOWN, OTHER)
    put(sheet, 1, reading="4 mg", confirmed="yes")
    signed(lending, sheet)
    for empty in EMPTY:
        cells = dict.fromkeys(FIELDS, "") | FULL | dict.fromkeys(empty, "")
        put(sheet, 0, **cells, fate=fate_words()[fate])
        posted = acts_asked(lending, sheet)
        assert sheet.next.text() == f"Accept the return, {posted} {'line' if posted == 1 else 'lines'}", empty
        lacks = fate in {USED, LOST} and not (cells["stated"] or cells["reading"])
        assert posted == (1 if lacks or fate == KEPT else 2), empty
        assert sheet.obstacle.text() != "The rules are being asked.", empty
        assert sheet.obstacle.text().startswith(ASKED) == lacks, empty
        assert not (lacks and sheet.next.isEnabled()), empty


def test_a_renamed_row_is_no_more_counted_as_scanned(lending: Lending) -> None:
    sheet = opened(lending, KNOWN, OTHER)
    assert sheet.scanning.count.text() == "2 of 2 scanned"
    put(sheet, 1, name="something else")
    assert sheet.scanning.count.text() == "1 of 2 scanned"
    assert sheet.scanned.text() == f"Scanned: {KNOWN}."
    put(sheet, 1, name=OTHER)
    assert sheet.scanning.count.text() == "2 of 2 scanned"
    assert sheet.scanned.text() == f"Scanned: {KNOWN}; {OTHER}."


def test_what_is_refused_before_a_rule_can_judge_it_is_not_said_to_be_asked(lending: Lending) -> None:
    sheet = opened(lending, KNOWN)
    put(sheet, 0, name="a", number="x", reading="9 mg", confirmed="yes")
    signed(lending, sheet)
    lending.qtbot.waitUntil(lambda: bool(sheet.findings.said), timeout=10_000)
    assert sheet.obstacle.text() == "It does not balance yet, or a rule stands in the way."
    assert not sheet.next.isEnabled()


def test_the_part_of_a_line_that_asks_is_asked_about_as_soon_as_the_mass_is_there(lending: Lending) -> None:
    made = (SubSample(name="R-mount", form="mount", ug=5_000),)
    lending.lab.post(ReportSubSamples(line=LINE, made=made, report=PAPER), day=20220101)
    sheet = opened(lending, KNOWN, OTHER)
    sheet.model.remove([1])
    put(sheet, 0, fate="Used up")
    put(sheet, 1, reading="4 mg", confirmed="yes")
    signed(lending, sheet)
    assert sheet.obstacle.text() == f"{ASKED} {KNOWN}."
    assert acts_asked(lending, sheet) == 1
    lending.qtbot.waitUntil(lambda: bool(sheet.findings.said), timeout=10_000)
    assert "The rules are asked without 1 red row." in [each.sentence for each in sheet.findings.said or ()]
    put(sheet, 0, stated="9 mg")
    assert acts_asked(lending, sheet) == 2

    def untold() -> bool:
        return "return.sub_samples_untold" in {each.key for each in sheet.findings.said or ()}

    lending.qtbot.waitUntil(untold, timeout=10_000)
    assert not sheet.next.isEnabled()
