"""An inventory in the window: workbooks written, answers read and compared, decided, posted, worked through."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from lunarcurator.desktop.dialogs.loans.write_round import WriteRoundDialog
from lunarcurator.desktop.models.shaped_rows import ShapedRowsModel
from lunarcurator.desktop.round_desk.desk import PEOPLE, POINTS, RoundDesk
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.events import Events
from lunarcurator.desktop.widgets.facts import FactsGrid
from lunarcurator.desktop.widgets.ledger_model import LedgerCell, LedgerColumn
from lunarcurator.domain.lending.terms import PersonEnd, RoundAnswer
from lunarcurator.domain.operations import Reverse
from lunarcurator.domain.operations.accounting import Answered, AnswerRound, OpenRound, ReportUse
from lunarcurator.domain.operations.borrowing import EndResponsibility
from lunarcurator.services.lending.overview import Work
from lunarcurator.services.lending.round_books import export_round
from lunarcurator.services.lending.rounds import read_round, round_choices
from lunarcurator.services.words import Words
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from tests.desktop.loans.test_editor import FATAL, Lending
from tests.domain.ledger.loans_bench import PAPER
from tests.made_once import copied
from tests.services.lending.lent_lab import LentLab
from tests.services.lending.test_round_books import WORDS, filled, first_row

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def lending(qtbot: QtBot, appearance: Appearance, words: Words, tmp_path: Path) -> Iterator[Lending]:
    lab = copied(LentLab, tmp_path / "lent.lunar")
    lab.post(OpenRound(frozen=20220101, deadline=20220301), day=20220110)
    made = Lending(qtbot, appearance, words, lab)
    yield made
    made.close()
    lab.session.close()


@pytest.fixture
def folder(lending: Lending, tmp_path: Path) -> Path:
    folder = tmp_path / "books"
    folder.mkdir()
    export_round(lending.lab.session, WORDS, read_round(lending.lab.session, round_(lending)), folder)
    return folder


def round_(lending: Lending) -> Any:
    return round_choices(lending.lab.session)[0].uid


def session(lending: Lending) -> RoundDesk:
    """The desk of the round, opened as by Enter in the list."""
    room = lending.room()
    room.lists.rounds.opened.emit(f"round:{round_(lending)}")
    lending.settle()
    return room.round_desk


def put(folder: Path, fill: Callable[[Any, int], None], name: str = "A") -> None:
    filled(folder / f"R-2022-01 Borrower {name}.xlsx", lambda sheet: fill(sheet, first_row(sheet)))


def mixed(sheet: Any, row: int) -> None:
    """One line agrees, one cannot be read, one row was added."""
    sheet.cell(row, 8, "seen")
    sheet.cell(row + 1, 8, "perhaps")
    sheet.cell(row + 2, 3, "15999")


def read(lending: Lending, shown: RoundDesk, folder: Path) -> None:
    shown.answers.take([folder])
    lending.settle()


def column(shown: RoundDesk, at: int) -> list[str]:
    model = shown.answers.table.answers
    return [model.cells(row)[at].spoken for row in range(model.rowCount())]


def press(lending: Lending, shown: RoundDesk, key: Qt.Key, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
    lending.qtbot.keyClick(shown.answers.table, key, modifier)
    lending.settle()


def test_answers_are_shown_under_their_borrower_with_verdict_and_filters(lending: Lending, folder: Path) -> None:
    put(folder, mixed)
    (folder / "foreign.xlsx").write_bytes(b"PK no archive")
    shown = session(lending)
    QAbstractItemModelTester(shown.answers.table.answers, FATAL)
    assert shown.name.accessibleName() == "R-2022-01"
    read(lending, shown, folder)
    assert column(shown, 0)[0].startswith("Borrower A, ")
    assert column(shown, 6) == ["", "agrees", "cannot be read", "not asked for", "", "not answered"]
    assert shown.answers.refused.ledger.cell(0, 0).text == "foreign.xlsx"
    assert not shown.answers.refused.isHidden()
    for key, count in (("agrees", 1), ("unreadable", 1), ("besides", 1), ("unanswered", 1), ("differs", 0)):
        shown.answers.chips[key].setChecked(True)
        lending.settle()
        rows = [row for row in shown.answers.table.answers.rows if row.each is not None]
        assert len(rows) == count, key
        shown.answers.chips[key].setChecked(False)
    shown.answers.search.setText("15999")
    lending.qtbot.waitUntil(lambda: shown.answers.table.answers.rowCount() == 2)
    assert shown.answers.table.answers.rows[1].each.row.sample == "15999"
    assert shown.answers.table.row is None


def test_by_keyboard_accepted_set_aside_kept_and_posted_with_one_undo(lending: Lending, folder: Path) -> None:
    put(folder, mixed)
    shown = session(lending)
    read(lending, shown, folder)
    table, side = shown.answers.table, shown.answers.side
    assert table.row.each.line.code == "L-2021-001/1"
    press(lending, shown, Qt.Key.Key_Space)
    assert table.row.each.line.code == "L-2021-001/2"
    press(lending, shown, Qt.Key.Key_Space)
    press(lending, shown, Qt.Key.Key_Up)
    press(lending, shown, Qt.Key.Key_Delete)
    assert side.reason.hasFocus()
    lending.qtbot.keyClick(side.reason, Qt.Key.Key_Return)
    lending.qtbot.keyClicks(side.reason, "what is meant?")
    lending.qtbot.keyClick(side.reason, Qt.Key.Key_Return)
    lending.settle()
    press(lending, shown, Qt.Key.Key_Space)
    assert column(shown, 8)[1:4] == ["accepted", "aside: what is meant?", "accepted"]
    assert side.post.text() == "Post 3 decisions"
    before = lending.lab.session.head().seq
    with lending.qtbot.waitSignal(lending.context.posted, timeout=10_000):
        lending.qtbot.keyClick(shown, Qt.Key.Key_Return, CONTROL)
    lending.settle()
    assert lending.lab.session.head().seq == before + 1
    person = read_round(lending.lab.session, round_(lending)).people[0]
    assert [(each.answer, each.aside) for each in person.lines] == [
        (RoundAnswer.SEEN, ""),
        (None, "what is meant?"),
    ]
    assert person.besides[0].text == "15999"
    assert column(shown, 8)[1:4] == ["in the book"] * 3
    assert shown.tabs.tabText(POINTS) == "To work through 3"


def test_a_decision_is_taken_back_and_all_that_agree_are_accepted(lending: Lending, folder: Path) -> None:
    put(folder, lambda sheet, row: (sheet.cell(row, 8, "seen"), sheet.cell(row + 1, 8, "seen")))
    shown = session(lending)
    read(lending, shown, folder)
    press(lending, shown, Qt.Key.Key_Space, SHIFT)
    assert column(shown, 8)[1:3] == ["accepted", "accepted"]
    shown.answers.table.selectRow(0)
    shown.answers.side.accept.setVisible(True)
    press(lending, shown, Qt.Key.Key_Space)
    assert column(shown, 8)[1:3] == ["", ""]
    shown.answers.agree.click()
    lending.settle()
    shown.answers.table.selectRow(1)
    assert shown.answers.side.accept.text() == "Take back"
    shown.answers.side.accept.click()
    assert column(shown, 8)[1:3] == ["", "accepted"]


def test_without_a_signature_nothing_is_posted(lending: Lending, folder: Path) -> None:
    def unsigned(sheet: Any, row: int) -> None:
        sheet.cell(row, 8, "seen")
        for cell in sheet["A"]:
            if str(cell.value).startswith("signing"):
                sheet.cell(cell.row, 3).value = None

    put(folder, unsigned)
    shown = session(lending)
    read(lending, shown, folder)
    press(lending, shown, Qt.Key.Key_Space)
    side = shown.answers.side
    assert "Borrower A" in side.obstacle.text()
    assert not side.post.isEnabled()
    lending.qtbot.keyClicks(side.by, "Borrower A")
    lending.qtbot.keyClicks(side.witness, "W")
    assert side.post.isEnabled()


def test_a_refusal_is_told_beside_the_answers(lending: Lending, folder: Path) -> None:
    put(folder, mixed)
    shown = session(lending)
    read(lending, shown, folder)
    press(lending, shown, Qt.Key.Key_Space)
    findings = shown.answers.side.findings
    shown.answers._failed(_refused(lending))
    assert findings.isVisible()
    assert findings.said[0].sentence


def _refused(lending: Lending) -> Exception:
    try:
        lending.lab.post(OpenRound(frozen=20220101, deadline=20210101), day=20220110)
    except Exception as error:
        return error
    raise AssertionError("a deadline that has passed is refused")


def test_reading_is_called_off_by_escape_and_leaves_what_was_shown(lending: Lending, folder: Path) -> None:
    shown = session(lending)
    shown.answers.read(sorted(folder.iterdir()))
    assert shown.answers.progress.isVisible()
    lending.qtbot.keyClick(shown, Qt.Key.Key_Escape)
    lending.settle()
    assert (shown.answers.books, shown.answers.progress.isHidden()) == ((), True)
    lending.qtbot.keyClick(shown, Qt.Key.Key_Escape)
    lending.settle()
    assert not shown.isVisible()


def test_files_or_a_folder_are_asked_for_and_an_empty_one_says_so(lending: Lending, tmp_path: Path) -> None:
    shown = session(lending)
    for button in (shown.answers.read_files, shown.answers.read_folder):
        button.click()
        dialog = shown.answers.findChild(QFileDialog, "roundDesk.answers.fileDialog")
        assert dialog is not None
        dialog.close()
        lending.settle()
    (tmp_path / "empty").mkdir()
    shown.answers.take([tmp_path / "empty"])
    lending.settle()
    assert "no workbook" in shown.answers.refused.ledger.cell(0, 1).text
    shown.answers.take([tmp_path / "none.xlsx"])
    lending.settle()
    assert shown.answers.refused.ledger.cell(0, 0).text == "none.xlsx"


def test_points_lead_to_acts_and_settle(lending: Lending, folder: Path) -> None:
    put(
        folder,
        lambda sheet, row: (sheet.cell(row, 8, "seen"), sheet.cell(row, 9, 8), sheet.cell(row + 1, 8, "returned")),
    )
    shown = session(lending)
    read(lending, shown, folder)
    shown.answers.table.selectRow(0)
    press(lending, shown, Qt.Key.Key_Space)
    with lending.qtbot.waitSignal(lending.context.posted, timeout=10_000):
        shown.answers.post()
    lending.settle()
    shown.tabs.setCurrentIndex(POINTS)
    points = shown.points
    QAbstractItemModelTester(points.table.points, FATAL)
    assert [each.line.code for each in points.table.points.rows] == [
        "L-2021-001/1",
        "L-2021-001/2",
        "L-2021-002/1",
    ]
    points.table.selectRow(0)
    offered = [key for key, button in points.ways.items() if not button.isHidden()]
    assert offered == ["report_use", "report_loss", "answer_round", "dispute_line"]
    points.ways["report_use"].click()
    assert lending.asked == ["report_use"]
    room = lending.rooms[0]
    assert room.selection.lines == (points.table.points.rows[0].line.uid,)
    use = ReportUse(line="L-2021-001/1", ug=1_000, method="dissolved", report=PAPER)
    lending.context.tell(lending.lab.post(use, day=20220202, accept=("use.was_not_granted",)).changes)
    lending.settle()
    assert points.open_count == 2
    points.chips["settled"].setChecked(True)
    assert [each.line.code for each in points.table.points.rows] == ["L-2021-001/1"]
    points.table.selectRow(0)
    lending.qtbot.keyClick(points.table, Qt.Key.Key_Return)
    lending.settle()
    assert room.whole.currentWidget() is room.editor
    room.leave_editor()
    lending.settle()
    assert room.whole.currentWidget() is shown


def test_a_round_whose_opening_was_undone_is_left(lending: Lending, folder: Path) -> None:
    shown = session(lending)
    read(lending, shown, folder)
    lab = lending.lab
    lending.context.tell(lab.post(Reverse(entry=str(lab.session.head().seq))).changes)
    lending.settle()
    assert not shown.isVisible()


def test_how_borrowers_stand(lending: Lending, folder: Path) -> None:
    shown = session(lending)
    shown.tabs.setCurrentIndex(PEOPLE)
    lending.settle()
    ledger = shown.people.table.ledger
    assert [ledger.cell(row, 0).text for row in range(ledger.rowCount())] == ["Borrower A", "Borrower B"]
    assert ledger.cell(0, 8).text == "Delinquent everywhere"
    assert "2 delinquent" in shown.people._sum.text()
    assert lending.rooms[0].selection.lines == ()
    shown.people.table.selectRow(0)
    assert len(lending.rooms[0].selection.lines) == 2


def test_a_borrower_with_an_unanswered_line_has_answered_on_no_page(lending: Lending) -> None:
    signed = {"signed_by": "Borrower A", "witnessed_by": "W", "document": PAPER, "round": "R-2022-01"}
    one = Answered(line="L-2021-001/1", answer=RoundAnswer.SEEN)
    lending.lab.post(AnswerRound(person="Borrower A", answers=(one,), **signed), day=20220201)
    shown = session(lending)
    shown.tabs.setCurrentIndex(PEOPLE)
    lending.settle()
    ledger, room = shown.people.table.ledger, lending.rooms[0]
    assert [ledger.cell(0, at).text for at in (4, 6, 8)] == ["1", "2022-02-01", "Delinquent everywhere"]
    assert shown.people._sum.text().startswith("0 of 2 borrowers have nothing left to answer, 2 delinquent")
    today = room.lists.today.today.rows
    told = [row.cells[2].spoken for row in today if row.work is Work.UNANSWERED and row.kind == "todo"]
    assert sorted(told) == ["1 of 1 line unanswered", "1 of 2 lines unanswered"]


def test_a_borrower_of_whom_all_is_accounted_for_has_nothing_left_to_answer(lending: Lending) -> None:
    use = ReportUse(line="L-2021-002/1", method="dissolved", report=PAPER)
    lending.lab.post(use, day=20220115, accept=("use.was_not_granted",))
    shown = session(lending)
    shown.tabs.setCurrentIndex(PEOPLE)
    lending.settle()
    ledger = shown.people.table.ledger
    rows = [[ledger.cell(row, at).text for at in (0, 4, 6, 8)] for row in range(2)]
    assert rows[1] == ["Borrower B", "", "", "Nothing left to answer"]
    assert shown.people._sum.text().startswith("1 of 2 borrowers have nothing left to answer, 1 delinquent")
    panel = lending.rooms[0].details
    record = read_round(lending.lab.session, round_choices(lending.lab.session)[0].uid)
    assert "nothing left to answer" in panel._person(record.people[1]).note


def test_a_mass_the_book_has_none_of_is_decided_and_stays_in_sight(lending: Lending, folder: Path) -> None:
    def fill(sheet: Any, row: int) -> None:
        sheet.cell(row, 8, "seen")
        sheet.cell(row + 1, 8, "seen")
        sheet.cell(row + 1, 9, 7)

    put(folder, fill)
    shown = session(lending)
    read(lending, shown, folder)
    assert column(shown, 6)[1:3] == ["agrees", "mass stated, none in the book"]
    press(lending, shown, Qt.Key.Key_Space, SHIFT)
    assert column(shown, 8)[1:3] == ["accepted", ""]
    shown.answers.table.selectRow(2)
    assert shown.answers.side._means.text().startswith("The borrower states a mass, and the book has none.")
    press(lending, shown, Qt.Key.Key_Space)
    with lending.qtbot.waitSignal(lending.context.posted, timeout=10_000):
        shown.answers.post()
    lending.settle()
    shown.tabs.setCurrentIndex(POINTS)
    points = shown.points
    points.table.selectRow(0)
    assert [points.table.points.cells(0)[at].spoken for at in (1, 4, 5)] == ["L-2021-001/2", "seen", "7"]
    offered = [key for key, button in points.ways.items() if not button.isHidden()]
    assert offered == ["report_mass", "answer_round", "dispute_line"]
    room = lending.rooms[0]
    room.showing.show(f"round:{round_(lending)}")
    lending.settle()
    differing = room.details.findChild(Events, "loanPanel.discrepancies")
    assert differing is not None
    told = differing.events[0].note.split(" \u00b7 ")
    assert told == ["Borrower A", "seen", "7\u00a0mg", "mass stated, none in the book"]
    room.showing.show(f"line:{points.table.points.rows[0].line.uid}")
    lending.settle()
    facts = room.details.findChild(FactsGrid, "loanPanel.line")
    assert facts is not None
    assert "seen \u00b7 7\u00a0mg" in " ".join(each.text() for each in facts.findChildren(QLabel))


def test_workbooks_and_list_are_written_and_the_sending_recorded(lending: Lending, tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.mkdir()
    dialog = WriteRoundDialog(lending.context, lending.room().selection, None)
    lending.qtbot.addWidget(dialog)
    dialog.show()
    lending.settle()
    dialog.choose_folder(target)
    dialog.sent.setChecked(True)
    dialog.primary_button.click()
    lending.settle()
    assert sorted(path.name for path in target.iterdir()) == [
        "R-2022-01 Borrower A.xlsx",
        "R-2022-01 Borrower B.xlsx",
        "R-2022-01 Inventory list.pdf",
    ]
    assert "2 workbooks for 3 lines" in dialog.outcome()
    assert dialog.open_folder.isVisible()
    people = read_round(lending.lab.session, round_(lending)).people
    assert [each.sent for each in people] == [lending.lab.session.today] * 2
    dialog.primary_button.click()
    lending.settle()
    assert "is there already" in dialog.outcome()
    assert not dialog.open_folder.isVisible()
    dialog.reject()


def test_whom_an_inventory_may_not_reach_is_told_before_it_is_written_and_once_it_is(
    lending: Lending, tmp_path: Path
) -> None:
    ended = EndResponsibility(person="Borrower A", how=PersonEnd.DIED, recall_by=20220601)
    lending.lab.post(ended, day=20220201)
    target = tmp_path / "out"
    target.mkdir()
    dialog = WriteRoundDialog(lending.context, lending.room().selection, None)
    lending.qtbot.addWidget(dialog)
    dialog.show()
    lending.settle()
    said = "Borrower A died on 2022-02-01, and this letter may reach nobody."
    assert said in dialog.gone.text().replace("\u2010", "-").replace("\u2011", "-")
    assert "Borrower B" not in dialog.gone.text()
    dialog.choose_folder(target)
    dialog.sent.setChecked(True)
    dialog.primary_button.click()
    lending.settle()
    assert said in dialog.outcome()
    assert "That they go out is recorded." in dialog.outcome()
    dialog.reject()
    people = session(lending).people.table
    names = [people.model().index(row, 0).data() for row in range(people.model().rowCount())]
    assert names == ["Borrower A (died on 2022-02-01)", "Borrower B"]


def test_writing_called_off_leaves_no_file(lending: Lending, tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.mkdir()
    dialog = WriteRoundDialog(lending.context, lending.room().selection, None)
    lending.qtbot.addWidget(dialog)
    dialog.show()
    lending.settle()
    dialog.choose_folder(target)
    dialog.primary_button.click()
    dialog.reject()
    lending.settle()
    assert (dialog.outcome(), list(target.iterdir())) == ("Stopped. No file was left.", [])
    dialog.choose_folder(tmp_path / "gone")
    assert not dialog.primary_button.isEnabled()
    dialog.change.activated.emit()
    asked = dialog.findChild(QFileDialog, "writeRoundDialog.folderDialog")
    assert asked is not None
    asked.close()


def test_only_a_bounded_number_of_rows_is_kept(qtbot: QtBot) -> None:
    shaped: list[int] = []

    def shape(row: int) -> tuple[LedgerCell, ...]:
        shaped.append(row)
        return (LedgerCell(str(row)),)

    model = ShapedRowsModel([LedgerColumn("Row")], shape)
    tester = QAbstractItemModelTester(model, FATAL)
    model.show_rows(range(30_000))
    for row in range(5_000):
        assert model.index(row, 0).data() == str(row)
    assert len(model._kept) == 2_048
    count = len(shaped)
    assert model.index(4_999, 0).data() == "4999"
    assert len(shaped) == count
    model.again()
    assert model.index(4_999, 0).data() == "4999"
    assert len(shaped) > count
    del tester
