"""The loan editor: numbers in any spelling, what is unknown stays to be mended, drafts, and what is posted."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lunarcurator.desktop.dialogs.form.grid_model import HINT
from lunarcurator.desktop.loan_editor.editor import LoanEditor
from lunarcurator.desktop.rooms.loans.lists import ROUNDS
from lunarcurator.desktop.rooms.loans.room import LoansRoom
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.events import Events
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import PieceRef
from lunarcurator.domain.lending.terms import LineMode
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import AddName, OpenCollection, Register, SetUpPlace
from lunarcurator.domain.operations.accounting import OpenRound
from lunarcurator.domain.operations.requesting import RequestLoan, Wanted
from lunarcurator.services.drafts import Drafts
from lunarcurator.services.lending.browsing import LineWish, all_loans, find_lines, line_rows
from lunarcurator.services.words import Words
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from tests.desktop.loans.conftest import LoanWindow
from tests.desktop.pasting import asked, press
from tests.made_once import copied
from tests.services.lending.lent_lab import LentLab
from tests.services.lending.test_demand import WHOLE

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


class Lending(LoanWindow):
    """The window over a store that lends, and its editor."""

    def __init__(self, qtbot: QtBot, appearance: Appearance, words: Words, lab: LentLab) -> None:
        super().__init__(qtbot, appearance, words, lab)  # type: ignore[arg-type]
        self.lab = lab

    def editor(self) -> tuple[LoansRoom, LoanEditor]:
        room = self.room()
        room.buttons["request_loan"].click()
        self.settle()
        return room, room.editor

    def states(self, editor: LoanEditor) -> list[str]:
        """What the last column says, row by row."""
        model = editor.lines.model
        last = [each.key for each in model.columns].index("state")
        return [
            str(model.index(row, last).data() or model.index(row, last).data(HINT))
            for row in range(model.rowCount() - 1)
        ]


@pytest.fixture
def lending(qtbot: QtBot, appearance: Appearance, words: Words, tmp_path: Path) -> Iterator[Lending]:
    lab = copied(LentLab, tmp_path / "lent.lunar")
    lab.post(SetUpPlace(kind="cabinet", name="Cabinet", parent="Room", code="C1"))
    for number in ("15558", "15559"):
        mass = Mass.measured(50_000_000, 1_000)
        lab.post(Register(collection="A", number=number, mission="M", mass=mass, form="chip", place="C1"))
    made = Lending(qtbot, appearance, words, lab)
    yield made
    made.close()
    lab.session.close()


def test_numbers_in_any_spelling_are_found_and_unknown_ones_stay(lending: Lending) -> None:
    _, editor = lending.editor()
    QAbstractItemModelTester(editor.lines.model, FATAL)
    QApplication.clipboard().setText("15558\n 15555 \n15558x\n")
    lending.qtbot.keyClick(editor.lines.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    lending.settle()
    lending.qtbot.waitUntil(lambda: len(editor.lines.unknown()) == 1)
    assert lending.states(editor) == ["Free", "On loan", "Unknown number"]
    lending.qtbot.waitUntil(lambda: bool(editor.side.findings.said))
    assert [each.sentence for each in editor.side.findings.said or ()] == [
        "Line 3: 15558x is not in this store.",
        "Line 2: 15555 is out on another line, L-2021-001/1.",
    ]
    assert editor.side.obstacle.text() == "Choose who borrows."
    assert len(editor.lines.model.texts()) == 3


def test_nothing_is_said_to_be_free_of_obstacles_before_the_rules_were_asked(lending: Lending) -> None:
    room, editor = lending.editor()
    assert told(editor) == {"No rule has been asked yet."}
    room.open_loan(all_loans(lending.lab.session)[0].uid)
    lending.settle()
    assert told(editor) == {"No rule has been asked yet."}
    editor.side.findings.show_findings((), asked=True)
    lending.qtbot.waitUntil(lambda: told(editor) == {"Nothing stands in the way of what is filled in here."})


def told(editor: LoanEditor) -> set[str]:
    """What the pane of findings says where there is none."""
    labels = {each.text() for each in editor.side.findings.findChildren(QLabel)}
    return {"No rule has been asked yet.", "Nothing stands in the way of what is filled in here."} & labels


def test_the_nearest_number_is_offered_and_taken(lending: Lending) -> None:
    _, editor = lending.editor()
    editor.lines.take(["155589"])
    lending.qtbot.waitUntil(lambda: bool(editor.side.findings.said))
    (said,) = editor.side.findings.said or ()
    assert said.link == "Use 15558"
    editor.side.findings.strips[0].followed.emit()
    lending.qtbot.waitUntil(lambda: lending.states(editor) == ["Free"])


def test_another_name_asks_for_the_number_it_is_of(lending: Lending) -> None:
    lending.lab.post(AddName(sample="15558", name="Free chip", kind="informal", source="a list"))
    _, editor = lending.editor()
    editor.lines.take(["free chip"])
    lending.qtbot.waitUntil(lambda: bool(editor.side.findings.said))
    (said,) = editor.side.findings.said or ()
    assert (said.sentence, said.link) == ("Line 1: free chip is another name of 15558.", "Use 15558")
    assert lending.states(editor) == ["Another name"]
    editor.side.findings.strips[0].followed.emit()
    lending.qtbot.waitUntil(lambda: lending.states(editor) == ["Free"])


def test_a_number_that_two_collections_have_says_how_each_is_called(lending: Lending) -> None:
    lending.lab.post(OpenCollection(code="Other", name="Other", scheme="plain"))
    again = Register(collection="Other", number="15558", mass=Mass.stated(5))
    lending.lab.post(again, accept=("number.elsewhere",))
    _, editor = lending.editor()
    editor.lines.take(["15558"])
    lending.qtbot.waitUntil(lambda: bool(editor.side.findings.said))
    (said,) = editor.side.findings.said or ()
    told = "Line 1: 15558 is the number of several pieces. Type one of A:15558, Other:15558."
    assert (said.sentence, said.link) == (told, "")


def test_a_request_is_entered_by_keyboard_and_opened(lending: Lending) -> None:
    room, editor = lending.editor()
    editor.head.choose(lending.lab.known(Subject.PERSON, "Borrower A"))
    editor.head.purpose.setText("ages")
    grid = editor.lines.grid
    lending.qtbot.keyClick(grid, Qt.Key.Key_1)
    cell = grid.findChild(QLineEdit, "cellEditor")
    lending.qtbot.keyClicks(cell, "5558")
    lending.qtbot.keyClick(cell, Qt.Key.Key_Return)
    lending.settle()
    lending.qtbot.waitUntil(lambda: editor.side.next.isEnabled() or bool(editor.side.findings.strips))
    for strip in editor.side.findings.strips:
        lending.qtbot.keyClicks(strip.why, "looked at")
    lending.qtbot.waitUntil(lambda: editor.side.next.isEnabled())
    assert editor.side.next.text() == "Enter the request, lines: 1"
    lending.qtbot.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    lending.qtbot.waitUntil(lambda: editor.loan is not None)
    lending.settle()
    loan = all_loans(lending.lab.session)[0]
    assert (loan.purpose, loan.lines, loan.person) == ("ages", 1, "Borrower A")
    assert editor.head.code == loan.code
    assert lending.states(editor) == ["Requested"]
    assert editor.side.next.text() == "Decide…"
    editor.side.next.click()
    assert lending.asked[-1] == "decide_lines"
    assert len(room.selection.lines) == 1
    lending.qtbot.keyClick(editor, Qt.Key.Key_Escape)
    lending.settle()
    assert room.whole.currentWidget() is room.splitter


def test_lines_are_added_and_changed_in_one_entry(lending: Lending) -> None:
    room, editor = lending.editor()
    room.open_loan(all_loans(lending.lab.session)[-1].uid)
    lending.settle()
    assert lending.states(editor)[0].endswith(("overdue", "Out"))
    assert not editor.lines.model.can_change(0, 4)
    editor.lines.take(["15559"])
    lending.qtbot.waitUntil(lambda: editor.side.next.isEnabled() or bool(editor.side.findings.strips))
    for strip in editor.side.findings.strips:
        strip.why.setText("so it is")
        strip.reason_edited.emit("so it is")
    lending.qtbot.waitUntil(lambda: editor.side.next.isEnabled())
    editor.next()
    lending.qtbot.waitUntil(lambda: not editor.lines.model.texts())
    lending.settle()
    session = lending.lab.session
    ids, _ = find_lines(session, LineWish(session.today, states=("requested",)))
    assert [row.number for row in line_rows(session, ids).values()] == ["15559"]
    row = editor.lines.model.first - 1
    editor.lines.model.write([(row, 4, "100 mg")])
    assert editor.lines.model.changes
    lending.qtbot.waitUntil(lambda: editor.side.next.isEnabled() or bool(editor.side.findings.strips))
    assert editor.side.next.text().startswith("Change L-")
    editor.lines.model.write([(row, 4, "")])
    assert not editor.lines.model.changes


def test_a_change_of_one_cell_keeps_everything_else_that_was_asked(lending: Lending) -> None:
    whole = Wanted(
        sample="15558",
        mode=LineMode.BY_WEIGHT,
        optimum_ug=100_000,
        minimum_ug=50_000,
        destructive=True,
        category="D",
        use="isotopes",
        remarks="interior only",
    )
    lending.lab.post(RequestLoan(borrower="Borrower B", lines=(whole,)), day=20220101)
    room, editor = lending.editor()
    room.open_loan(max(all_loans(lending.lab.session), key=lambda each: each.id).uid)
    lending.settle()
    model = editor.lines.model
    keys = [each.key for each in model.columns]
    shown = {key: str(model.index(0, at).data()) for at, key in enumerate(keys)}
    told = {key: shown[key] for key in ("optimum_ug", "minimum_ug", "destructive", "use")}
    assert told == {"optimum_ug": "100", "minimum_ug": "50", "destructive": "yes", "use": "isotopes"}
    model.write([(0, keys.index("optimum_ug"), "90")])
    ((_, wanted),) = editor.lines.changes()
    assert replace(wanted, sample=PieceRef("15558")) == replace(whole, optimum_ug=90_000)
    for word, chosen in (("no", False), ("", None), ("yes", True)):
        model.write([(0, keys.index("destructive"), word)])
        ((_, wanted),) = editor.lines.changes()
        assert wanted.destructive is chosen


def test_everything_in_a_container_is_added(lending: Lending) -> None:
    room, editor = lending.editor()
    lending.qtbot.mouseClick(room.findChild(object, "loanEditor.place"), Qt.MouseButton.LeftButton)  # type: ignore[arg-type]
    lending.qtbot.keyClicks(editor.lines.container, "nowhere")
    lending.qtbot.keyClick(editor.lines.container, Qt.Key.Key_Return)
    lending.settle()
    assert "nowhere" in editor.lines.note.text()
    editor.lines.container.setText("C1")
    lending.qtbot.keyClick(editor.lines.container, Qt.Key.Key_Return)
    lending.settle()
    assert [row["sample"] for row in editor.lines.model.texts()] == ["15558", "15559"]
    assert not editor.lines.container.isVisible()


def test_a_draft_is_kept_and_taken_up_again(lending: Lending) -> None:
    room, editor = lending.editor()
    editor.head.choose(lending.lab.known(Subject.PERSON, "Borrower B"))
    editor.lines.take(["15558", "?"])
    lending.qtbot.waitUntil(lambda: "Draft kept" in editor.kept.text())
    room.leave_editor()
    lending.settle()
    assert Drafts(lending.lab.session).find("loan_editor", "") is not None
    room.open_loan(None)
    lending.settle()
    assert [row["sample"] for row in editor.lines.model.texts()] == ["15558", "?"]
    assert editor.head.person == lending.lab.known(Subject.PERSON, "Borrower B")


def test_lines_of_one_borrower_are_not_taken_up_for_another(lending: Lending) -> None:
    room, editor = lending.editor()
    mine, other = (lending.lab.known(Subject.PERSON, f"Borrower {each}") for each in "BA")
    editor.head.choose(mine)
    editor.lines.take(["15558"])
    lending.qtbot.waitUntil(lambda: "Draft kept" in editor.kept.text())
    room.leave_editor()
    lending.settle()
    room.open_loan(None, other)
    lending.settle()
    assert editor.head.person == mine
    assert editor.side.card.isVisibleTo(editor)
    assert "Nobody is chosen yet." not in {each.text() for each in editor.side.card.findChildren(QLabel)}
    editor.begin_anew()
    lending.settle()
    room.leave_editor()
    room.open_loan(None, other)
    lending.settle()
    assert (editor.head.person, list(editor.lines.model.texts())) == (other, [])
    room.leave_editor()
    lending.settle()
    room.open_loan(None, mine)
    lending.settle()
    assert editor.head.person == mine, "nothing was typed for the other one"


def test_pieces_of_another_room_are_lent(lending: Lending) -> None:
    room = lending.room()
    piece = lending.lab.line("L-2021-002/1").sample
    assert piece is not None
    room.lend([piece])
    lending.settle()
    assert [row["sample"] for row in room.editor.lines.model.texts()] == ["15557"]


def test_two_thousand_numbers_are_pasted_at_once(lending: Lending) -> None:
    _, editor = lending.editor()
    editor.lines.grid.paste("\n".join(["15558", "15559"] * 1_000))
    assert editor.lines.model.rowCount() == 2_001
    lending.settle()
    lending.qtbot.waitUntil(lambda: lending.states(editor)[-1] == "Free")


def test_the_steps_fit_the_selected_lines(lending: Lending) -> None:
    room, editor = lending.editor()
    assert not editor.steps.more.isEnabled()
    room.open_loan(all_loans(lending.lab.session)[-1].uid)
    lending.settle()
    editor.lines.grid.selectRow(0)
    assert editor.steps.buttons["return_line"].isEnabled()
    assert not editor.steps.buttons["decide_lines"].isEnabled()
    names = [each.objectName() for each in editor.steps.menu().actions()]
    assert "loanEditor.menu.extend_lines" in names
    editor.steps.buttons["report_use"].click()
    assert lending.asked[-1] == "report_use"
    assert len(room.selection.lines) == 1
    editor.steps.buttons["return_line"].click()
    lending.settle()
    assert room.whole.currentWidget() is room.sheet
    assert [row["line"] for row in room.sheet.model.texts()] == ["L-2021-001/1"]


def test_a_single_sign_is_no_number(lending: Lending) -> None:
    _, editor = lending.editor()
    editor.head.choose(lending.lab.known(Subject.PERSON, "Borrower A"))
    editor.lines.take(["1"])
    lending.qtbot.waitUntil(lambda: editor.side.obstacle.text() == "1 number is to be mended first.")


def test_an_inventory_round_is_shown_by_who_answered(lending: Lending) -> None:
    lending.lab.post(OpenRound(frozen=20211231, deadline=20220301), day=20220101)
    room = lending.room()
    room.lists.show_page(ROUNDS)
    lending.settle()
    room.lists.rounds.table.selectRow(0)
    lending.settle()
    people = room.details.findChild(Events, "loanPanel.people")
    assert people is not None
    assert [each.title for each in people.events] == ["Borrower A", "Borrower B"]
    assert "2 of 2 lines unanswered" in people.events[0].note
    assert room.selection.round is not None
    lending.qtbot.mouseClick(room.findChild(Button, "loansRoom.rounds.answer_round"), Qt.MouseButton.LeftButton)
    assert lending.asked[-1] == "answer_round"


def test_ctrl_z_in_the_grid_takes_back_what_was_typed_and_leaves_the_journal_alone(lending: Lending) -> None:
    _, editor = lending.editor()
    grid, model = editor.lines.grid, editor.lines.model
    QAbstractItemModelTester(model, FATAL)
    seq = lending.lab.session.head().seq
    step = asked(lending.qtbot, grid, "15558\t100 mg\n15559\t2 g\tno such column")
    press(lending.qtbot, step, Qt.Key.Key_Return)
    lending.settle()
    assert [row["optimum_ug"] for row in model.texts()] == ["100 mg", "2 g"]
    assert editor.lines.note.text() == "Left out of what was pasted: “Column 3”."
    for _ in range(3):
        lending.qtbot.keyClick(grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert model.texts() == ()
    lending.qtbot.keyClick(grid, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    lending.settle()
    assert [row["sample"] for row in model.texts()] == ["15558", "15559"]
    assert lending.lab.session.head().seq == seq


def test_who_else_asks_for_a_piece_stands_beside_the_row_in_front(lending: Lending) -> None:
    lending.lab.post(RequestLoan(borrower="Borrower B", lines=(Wanted(sample="15558"),)), day=20220101)
    _, editor = lending.editor()
    QApplication.clipboard().setText("15559\n15558")
    lending.qtbot.keyClick(editor.lines.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    lending.settle()
    editor.lines.start(0)
    lending.settle()
    assert editor.side.demand.isHidden()
    editor.lines.start(1)
    lending.qtbot.waitUntil(lambda: bool(editor.side.demand.lines))
    assert editor.side.demand.lines == (
        "15558: 1 request",
        "L-2022-001/1 Borrower B: whole, asked 2022-01-01 (requested)",
    )
    editor.lines.start(2)
    lending.qtbot.waitUntil(editor.side.demand.isHidden)


def test_nothing_of_a_piece_that_is_out_is_said_to_be_left_beside_its_row(lending: Lending) -> None:
    part = Wanted(sample="15555", optimum_ug=5_000, mode=LineMode.BY_WEIGHT)
    lending.lab.post(RequestLoan(borrower="Borrower B", lines=(part,)), day=20220101, **WHOLE)
    _, editor = lending.editor()
    editor.lines.take(["15555"])
    lending.settle()
    editor.lines.start(0)
    lending.qtbot.waitUntil(lambda: bool(editor.side.demand.lines))
    said = "15555: 2 requests, 0.005 g in all; nothing can be promised while it is out"
    assert editor.side.demand.lines[0].replace("\u00a0", " ") == said


def test_what_of_a_paste_is_left_out_is_said(lending: Lending) -> None:
    _, editor = lending.editor()
    heads = "Number\tLent\tAsked, mg\tLeast, mg\tUsed up\tUse\tCategory\tDescription\tShelf"
    block = f"{heads}\n15558\tWhole\t5\t4\tyes\tdating\tlibrary\ta chip\tleft over"
    step = asked(lending.qtbot, editor.lines.grid, block)
    press(lending.qtbot, step, Qt.Key.Key_Return)
    assert editor.lines.note.text() == (
        "Left out of what was pasted: “Shelf”. The first row was taken for headings."
    )
    told = editor.lines.model.texts()[0]
    assert (told["mode"], told["optimum_ug"], told["minimum_ug"]) == ("Whole", "5", "4")
    assert (told["use"], told["category"], told["described"]) == ("dating", "library", "a chip")
    lending.settle()


def test_a_request_pasted_with_its_headings_asks_for_its_masses(lending: Lending) -> None:
    """Not one of them stands in *Use*, and none changes its unit."""
    _, editor = lending.editor()
    step = asked(lending.qtbot, editor.lines.grid, "Sample\tMass (g)\n15558\t0.05\n15559\t0.002")
    assert editor.lines.model.texts() == (), "nothing is pasted that nobody has seen"
    press(lending.qtbot, step, Qt.Key.Key_Return)
    told = [(row["sample"], row["optimum_ug"], row["use"]) for row in editor.lines.model.texts()]
    assert told == [("15558", "0.05 g", ""), ("15559", "0.002 g", "")]
    assert editor.lines.note.text() == "The first row was taken for headings."
    lending.settle()


def test_no_mass_of_a_pasted_request_stands_under_anything_else(lending: Lending) -> None:
    _, editor = lending.editor()
    block = "Sample No.\tUse\tMass (mg)\n15558\tSIMS\t5\n15559\tXRD\t40"
    press(lending.qtbot, asked(lending.qtbot, editor.lines.grid, block), Qt.Key.Key_Return)
    told = [(row["sample"], row["optimum_ug"], row["use"], row["category"]) for row in editor.lines.model.texts()]
    assert told == [("15558", "5 mg", "SIMS", ""), ("15559", "40 mg", "XRD", "")]
    lending.settle()


@pytest.mark.parametrize(("percent", "room_wide", "room_high"), [(100, 855, 395), (150, 1252, 570)])
def test_the_editor_has_room_on_a_small_screen_at_one_and_a_half(
    lending: Lending, percent: int, room_wide: int, room_high: int
) -> None:
    """1366 x 768 pixels: at a scale of 150 % 911 x 485 are left of them, at a text size of 150 % all of them."""
    appearance = lending.context.appearance
    appearance.apply(text_percent=percent)
    try:
        room, editor = lending.editor()
        for _ in range(2):
            least = room.minimumSizeHint()
            assert least.width() <= room_wide
            assert least.height() <= room_high
            room.resize(room_wide, room_high)
            lending.settle()
            (loan, *_) = all_loans(lending.lab.session)
            room.open_loan(loan.uid)
            lending.settle()
            assert room.width() == room_wide
        assert editor.isVisible()
    finally:
        appearance.apply(text_percent=100)


def test_a_piece_that_is_out_on_another_loan_leads_to_that_loan(lending: Lending) -> None:
    room, editor = lending.editor()
    editor.lines.take(["15558", "15555"])
    lending.settle()
    lending.qtbot.waitUntil(lambda: bool(editor.side.findings.said))
    (said,) = editor.side.findings.said or ()
    code = said.link.removeprefix("Go to ")
    assert said.sentence == f"Line 2: 15555 is out on another line, {code}."
    assert lending.lab.line(code).is_open
    editor.side.findings.strips[0].followed.emit()
    lending.settle()
    lending.qtbot.waitUntil(lambda: editor.head.code == code.partition("/")[0])
    assert room.whole.currentWidget() is editor
