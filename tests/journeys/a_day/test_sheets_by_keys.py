"""After a power cut whole paper sheets are entered with the keyboard alone."""

import pytest
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.lending.terms import LineState
from lunarcurator.domain.status import Custody, Existence
from lunarcurator.services.form_context import entry_uid, find_piece
from lunarcurator.services.journal import entry_detail
from lunarcurator.services.pieces import PieceView, piece_view
from lunarcurator.services.verifying import verify
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QWidget

from tests.journeys.a_day.conftest import Begin
from tests.journeys.a_day.lab import BORROWER, CHIPS, OUT, OUT_LOAN, SLAB
from tests.journeys.a_day.steps import Steps
from tests.journeys.a_day.test_loan_desk import lines_of
from tests.journeys.conftest import Kept

DAY, SHEET = "2024-03-10", 7


@pytest.fixture
def no_labels(kept: Kept) -> None:
    """Nobody prints labels while sheets are entered."""
    kept.values["splitDialog.labels"] = "0"


def begin_sheets(steps: Steps) -> None:
    steps.press("Ctrl+Shift+H")
    steps.value(DAY, then="Tab")
    steps.value("Power cut", then="Tab")
    steps.value(f"{SHEET}", then="Return")


def sheet(steps: Steps, act: str, kind: str, number: str = "") -> ActDialog:
    """Choose the act of the next sheet, type the number on it, and return the form that opens."""
    steps.settle()
    choices = steps.program.frame.findChildren(QComboBox, "quickEntry.act")
    choice = next(each for each in choices if each.isVisible())
    if choice.currentData() != kind:
        steps.press("Shift+Tab")
        # A list without a line to type in jumps to what begins with what is typed quickly.
        QTest.keyClicks(steps.focus, act)
        while choice.currentData() != kind:
            assert choice.currentIndex() + 1 < choice.count()
            steps.press("Down")
        steps.press("Tab")
    if number:
        steps.value(number, then="Return")
    else:
        steps.press("Return")
    return steps.form(kind)


def at(steps: Steps) -> str:
    return steps.focus.objectName()


def piece(steps: Steps, number: str) -> PieceView:
    return piece_view(steps.session, Uid(find_piece(steps.session, number)))


def source_of(steps: Steps, seq: int) -> str:
    uid = entry_uid(steps.session, seq)
    detail = entry_detail(steps.session, steps.store_view.context.words, uid) if uid is not None else None
    assert detail is not None
    return detail.source


def told(strip_why: QWidget) -> str:
    """Return what stands below the line for a reason."""
    note = strip_why.parentWidget().findChild(QLabel, strip_why.objectName().removesuffix("Why") + "Note")
    assert isinstance(note, QLabel)
    return note.text()


def weigh_what_lost_mass(steps: Steps) -> None:
    dialog = sheet(steps, "Weigh", "weigh", SLAB)
    assert at(steps) == "gross"
    steps.press("Tab")
    steps.press("Tab")
    steps.value("25.5", then="Return")
    # Enter leads to the reason that is lacking, which says so in words and to a screen reader.
    why = steps.focus
    assert isinstance(why, QLineEdit)
    assert why.objectName() == "findingweigh_lostWhy"
    assert told(why) == "Needed: say why in a few words. They go into the journal."
    assert why.accessibleDescription().startswith(f"{SLAB} weighs 4.5\u00a0g less than the book")
    assert not dialog.primary_button.isEnabled()
    before = steps.session.head().seq
    steps.press("Return")
    steps.press("Ctrl+Return")
    assert steps.focus is why
    assert steps.session.head().seq == before
    steps.value("a corner broke off", then="Return")
    assert told(why) == "The reason goes into the journal."
    assert QApplication.focusWidget() is dialog.primary_button
    assert steps.session.head().seq == before
    assert source_of(steps, steps.post("Return")) == f"Power cut, paper sheet {SHEET}"


@pytest.mark.slow
def test_a_whole_pile_of_sheets_is_entered_by_keys_alone(begin: Begin, no_labels: None) -> None:
    steps = begin("enter six paper sheets: weigh, split, move, use up, lend, take back", 95)
    begin_sheets(steps)
    weigh_what_lost_mass(steps)
    assert at(steps) == "quickEntry.number"
    sheet(steps, "Split", "split", SLAB)
    for form, mass in (("chip", "5.5"), ("fines", "0.5")):
        steps.value(form, then="Tab")
        steps.value(mass, then="Return")
    steps.post()
    sheet(steps, "Move", "move", CHIPS[0])
    # The first Enter takes the place a code means, the next leads on.
    steps.value("C9", then="Return")
    steps.press("Return")
    steps.post("Return")
    sheet(steps, "Use", "consume", CHIPS[1])
    steps.value("dissolved", then="Return")
    assert at(steps) == "evidence"
    steps.value("Report 4", then="Return")
    steps.post("Return")
    sheet(steps, "Enter", "enter_loan", CHIPS[2])
    steps.value(BORROWER, then="Return")
    steps.press("Return")
    assert at(steps) == "source"
    steps.value("loan book, page 3", then="Return")
    steps.value("none was signed that year", then="Return")
    steps.post("Return")
    sheet(steps, "Take", "return_line")
    steps.value(f"{OUT_LOAN}/1", then="Return")
    steps.value("R-1", then="Return")
    assert at(steps) == "pieces"
    for text in ("yes", "", "", "", "", "2000.000"):
        steps.value(text, then="Tab") if text else steps.press("Tab")
    steps.value("R1", then="Return")
    steps.press("Ctrl+Return")
    assert at(steps).startswith("findingreturn_not_confirmed")
    steps.value("known by its bag")
    last = steps.post()
    assert source_of(steps, last) == f"Power cut, paper sheet {SHEET + 5}"
    assert at(steps) == "quickEntry.go"
    assert piece(steps, SLAB).state.held_ug == 19_500_000
    assert piece(steps, CHIPS[1]).state.existence is Existence.CONSUMED
    assert piece(steps, CHIPS[2]).state.custody is Custody.LOAN
    assert next(each for each in lines_of(steps, OUT_LOAN) if each.code.endswith("/1")).state is LineState.CLOSED
    assert piece(steps, OUT[0]).state.custody is Custody.HERE
    assert verify(steps.session).sound
    steps.keep()


def test_tab_comes_to_the_reason_where_it_is_seen(begin: Begin) -> None:
    steps = begin("give the reason for a warning by Tab", 16)
    begin_sheets(steps)
    sheet(steps, "Weigh", "weigh", SLAB)
    steps.press("Tab")
    steps.press("Tab")
    steps.value("25.5", then="Tab")
    assert at(steps) == "findingweigh_lostWhy"
    steps.press("Tab")
    assert at(steps) == "findingweigh_lostRule"
    steps.press("Tab")
    assert at(steps) == "day"
    steps.press("Shift+Tab")
    steps.press("Shift+Tab")
    steps.value("a corner broke off", then="Tab")
    steps.post()
    steps.keep()


def test_a_sheet_of_the_loan_editor_counts_as_one_too(begin: Begin) -> None:
    steps = begin("ask for a loan from a paper sheet", 14)
    begin_sheets(steps)
    steps.press("Ctrl+Shift+L")
    steps.paste(CHIPS[3])
    editor = steps.store_view.room.editor  # type: ignore[attr-defined]
    editor.head.borrower.setFocus()
    steps.value(BORROWER, then="Return")
    steps.until(editor.side.next.isEnabled)
    assert source_of(steps, steps.post()) == f"Power cut, paper sheet {SHEET}"
    history = steps.store_view.context.history
    assert history is not None
    assert history.sheet == SHEET + 1
    steps.keep()
