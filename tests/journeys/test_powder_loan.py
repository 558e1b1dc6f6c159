"""A Chang'e-5 powder request of 100 mg by keyboard, from the request to the last microgram; all invented."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.app import Program
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.rooms.loans.room import LoansRoom
from lunarcurator.domain.accounts import Account
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.terms import ClosedBy, LineState
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import (
    Mission,
    OpenCollection,
    Operation,
    Register,
    SetUpBalance,
    SetUpOperator,
    SetUpPlace,
)
from lunarcurator.domain.operations.borrowing import Affiliation, ConfirmContact, SetUpInstitution, SetUpPerson
from lunarcurator.services.balances import trial_balance
from lunarcurator.services.lending.browsing import all_loans
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.verifying import verify
from lunarcurator.store.reads.records import records
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.journeys.conftest import Kept
from tests.prompt_bot import settle_as_paced
from tests.scenarios.window import Driven

BOTTLE = "CE5C0400"
DAY = 20210101
CONTROL = Qt.KeyboardModifier.ControlModifier


def post(session: StoreSession, *operations: Operation, day: int = DAY) -> None:
    operator = "A. Curator" if session.head().seq else "#" + "0" * 32
    session.post(Posting(acts=tuple(Act(operation=each, day=day) for each in operations), operator=operator))


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A lab with one bottle of powder of 150 g, and somebody who may ask for some of it."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    path = tmp_path / "lab.lunar"
    session = StoreSession.make(path)
    post(session, SetUpOperator(name="A. Curator", role="manager"), day=19700101)
    post(session, SetUpOperator(name="B. Second"), day=19700101)
    missions = (Mission(code="CE5", name="Chang'e-5"),)
    post(session, OpenCollection(code="Chang'e-5", name="Chang'e-5", scheme="change", missions=missions))
    post(session, SetUpPlace(kind="site", name="Lab"), SetUpPlace(kind="room", name="Room", parent="Lab"))
    post(
        session,
        SetUpPlace(kind="cabinet", name="Glove box", parent="Room", code="G1"),
        SetUpPlace(kind="cabinet", name="Returned store", parent="Room", code="R1"),
        SetUpBalance(name="B3", resolution_ug=10, calibrated=20200101, calibration_due=20991231),
    )
    powder = Mass.measured(150_000_000, 10)
    post(
        session,
        Register(collection="Chang'e-5", number=BOTTLE, mission="CE5", mass=powder, form="powder", place="G1"),
        SetUpInstitution(name="Institute B (invented)"),
    )
    there = (Affiliation(institution="Institute B (invented)", since=DAY),)
    post(session, SetUpPerson(name="Borrower A", affiliations=there))
    post(session, ConfirmContact(person="Borrower A", how="letter"), day=session.today)
    session.close()
    return path


class Journey(Driven):
    """The window on the store and its books after each step; `refused` are the acts somebody had to allow."""

    def __init__(self, program: Program, qtbot: QtBot) -> None:
        super().__init__(program, qtbot)
        self.refused: list[str] = []

    @property
    def room(self) -> LoansRoom:
        room = self.store_view.room
        assert isinstance(room, LoansRoom)
        return room

    @property
    def session(self) -> StoreSession:
        return self.store_view.context.session

    @property
    def line(self) -> Line:
        with self.session.database.connect() as connection:
            return next(Line.of(row.state) for row in records(connection, Subject.LINE))

    def choose(self, dialog: QWidget, name: str, text: str) -> None:
        """Type into a chooser the first of what it offers that begins so."""
        box = dialog.findChild(QComboBox, name)
        assert box is not None, name
        index = box.findText(text, Qt.MatchFlag.MatchStartsWith)
        assert index >= 0, [box.itemText(at) for at in range(box.count())]
        self.type(dialog, name, box.itemText(index))

    def settle(self) -> None:
        settle_as_paced(self.qtbot, self.store_view.lanes)

    def cell(self, view: QWidget, row: int, column: int, text: str) -> None:
        """Go to a cell of a grid, open it by F2, type, and go down by Enter."""
        view.setFocus()
        view.start(row, column)  # type: ignore[attr-defined]
        self.qtbot.keyClick(view, Qt.Key.Key_F2)
        editor = next(each for each in view.findChildren(QLineEdit, "cellEditor") if each.isVisible())
        editor.selectAll()
        self.qtbot.keyClicks(editor, text)
        self.qtbot.keyClick(editor, Qt.Key.Key_Return)

    def dialog_of(self, kind: str) -> ActDialog:
        """Wait for the dialog of an operation and return it."""
        handling = self.program.wiring.dispatch

        def there() -> bool:
            dialog = handling.dialog
            return isinstance(dialog, ActDialog) and dialog.kind == kind and dialog.built and dialog.isVisible()

        self.until(there)
        assert isinstance(handling.dialog, ActDialog)
        return handling.dialog

    def next_step(self, kind: str) -> ActDialog:
        """Press the next step of the editor by Ctrl+Enter, and wait for its dialog."""
        self.settle()
        self.qtbot.keyClick(self.room.editor, Qt.Key.Key_Return, CONTROL)
        return self.dialog_of(kind)

    def done(self, dialog: ActDialog) -> None:
        """Answer what is found, press the primary by Space, and look whether every book still closes."""

        def judged() -> bool:
            return not (self.store_view.lanes.busy or dialog.pending.judging._timer.isActive())

        self.until(judged)
        self.settle()
        for why in dialog.findChildren(QLineEdit):
            if why.objectName().endswith("Why") and why.isVisible():
                self.qtbot.keyClicks(why, "looked at and agreed")
        self.until(judged)
        self.allow(dialog)
        self.until(judged)
        self.until(dialog.primary_button.isEnabled)
        with self.qtbot.waitSignal(self.store_view.context.posted, timeout=20_000):
            self.qtbot.keyClick(dialog.primary_button, Qt.Key.Key_Space)
        self.settle()
        self.balanced()

    def allow(self, dialog: ActDialog) -> None:
        """Name who allows what a rule forbids, where it asks for that."""
        name = dialog.findChild(QLineEdit, "authorityName")
        if name is None or not name.isVisible():
            return
        self.type(dialog, "authorityName", "M. Authority")
        self.type(dialog, "authorityDocument", "minute 12")
        second = dialog.findChild(QComboBox, "secondPerson")
        second.setFocus()
        self.qtbot.keyClick(second, Qt.Key.Key_Down)
        assert second.currentText() == "B. Second"
        self.refused.append(dialog.kind)

    def balanced(self) -> None:
        """The trial balance closes to the microgram, and what the line answers for is what the piece has out."""
        told = trial_balance(self.session)
        assert told.total.closes
        assert all(row.closes for row in told.lines())
        line = self.line if all_loans(self.session) else None
        if line is not None and line.is_open:
            assert told.total.ug.get(Account.LOAN, 0) == line.account.held_ug

    def explain(self) -> None:
        """Give reasons for the warnings beside the editor or the sheet in front."""
        self.settle()
        for why in self.room.findChildren(QLineEdit):
            if why.objectName().endswith("Why") and why.isVisible() and not why.text():
                self.qtbot.keyClicks(why, "looked at and agreed")


@pytest.fixture
def journey(qapp: QApplication, qtbot: QtBot, store: Path) -> Iterator[Journey]:
    program = Program(qapp, Kept(), store)
    qtbot.addWidget(program.frame)
    program.frame.resize(1440, 900)
    program.start()
    yield Journey(program, qtbot)
    program.frame.close()
    program.deleteLater()


def agree(journey: Journey) -> None:
    """Draft the agreement and have it signed."""
    dialog = journey.open("draft_agreement")
    journey.choose(dialog, "person", "Borrower A")
    journey.choose(dialog, "institution", "Institute B (invented)")
    journey.type(dialog, "since", "2021-01-01")
    journey.type(dialog, "until", "2099-12-31")
    journey.done(dialog)
    dialog = journey.open("sign_agreement")
    journey.choose(dialog, "agreement", "A-")
    journey.type(dialog, "signed_by", "Borrower A")
    journey.type(dialog, "for_lab", "A. Curator")
    journey.type(dialog, "copy", "agreement 1")
    journey.done(dialog)


def request(journey: Journey) -> None:
    """Type the request into the editor and enter it by Ctrl+Enter."""
    journey.program.frame.actions_by_key["loans_room"].trigger()
    journey.settle()
    journey.room.buttons["request_loan"].click()
    journey.settle()
    editor = journey.room.editor
    editor.head.borrower.setFocus()
    journey.qtbot.keyClicks(editor.head.borrower, "Borrower A")
    journey.settle()
    journey.qtbot.keyClicks(editor.head.purpose, "ages")
    keys = [each.key for each in editor.lines.model.columns]
    journey.cell(editor.lines.grid, 0, 0, "ce5c 0400")
    journey.cell(editor.lines.grid, 0, keys.index("optimum_ug"), "100")
    journey.settle()
    journey.until(lambda: editor.side.next.isEnabled() or bool(editor.side.findings.strips))
    journey.explain()
    journey.until(editor.side.next.isEnabled)
    journey.qtbot.keyClick(editor, Qt.Key.Key_Return, CONTROL)
    journey.until(lambda: editor.loan is not None)
    journey.settle()
    journey.balanced()


def lend_out(journey: Journey) -> None:
    """Decide, weigh out, pack, issue and receive: each the next step of the editor."""
    editor = journey.room.editor
    dialog = journey.next_step("decide_lines")
    journey.type(dialog, "body", "CNSA")
    journey.done(dialog)
    assert journey.line.state is LineState.APPROVED
    dialog = journey.next_step("prepare_lines")
    view = dialog.lines.view  # type: ignore[attr-defined]
    for column, text in ((2, "100.70"), (4, "G1")):
        journey.cell(view, 0, column, text)
    journey.done(dialog)
    assert journey.line.state is LineState.PREPARED
    editor.steps.buttons["pack_shipment"].click()
    dialog = journey.dialog_of("pack_shipment")
    journey.qtbot.keyClicks(dialog.findChild(QComboBox, "carrier"), "Courier")
    journey.type(dialog, "seals", "4471")
    journey.type(dialog, "insurance", "policy 7")
    journey.done(dialog)
    dialog = journey.next_step("issue_lines")
    journey.type(dialog, "certificate", "certificate 1")
    journey.done(dialog)
    assert journey.line.state is LineState.TRANSIT
    dialog = journey.next_step("receive_shipment")
    journey.type(dialog, "received_by", "Borrower A")
    journey.type(dialog, "receipt", "receipt 1")
    journey.done(dialog)
    assert (journey.line.state, journey.line.account.held_ug) == (LineState.OUT, 100_700)


def report(journey: Journey) -> None:
    """The borrower reports 20 mg as used up, with the video China asks for."""
    editor = journey.room.editor
    editor.lines.start(0)
    journey.settle()
    editor.steps.buttons["report_use"].click()
    dialog = journey.dialog_of("report_use")
    for name, text in (
        ("ug", "20"),
        ("method", "dissolution"),
        ("plan", "plan 3"),
        ("signed_by", "Borrower A"),
        ("confirmed_by", "L. Representative"),
        ("document", "use 1"),
        ("documents", "use-1.mp4"),
        ("sha256", "ab" * 32),
    ):
        journey.type(dialog, name, text)
    journey.done(dialog)
    assert journey.line.account.held_ug == 80_700


def bring_back(journey: Journey, reading: str, stays: str) -> None:
    """Take back one part of the line on the sheet; what `stays` out keeps the line open."""
    editor, sheet = journey.room.editor, journey.room.sheet
    editor.lines.start(0)
    journey.settle()
    editor.steps.buttons["return_line"].click()
    journey.settle()
    journey.until(lambda: len(sheet.model.texts()) == 1)
    journey.settle()
    keys = [each.key for each in sheet.model.columns]
    told = {"reading": reading, "confirmed": "yes", "place": "R1", "remarks": "the returned store"}
    if stays:
        told |= {"name": "part", "form": "powder"}
    for key, text in told.items():
        journey.cell(sheet.grid, 0, keys.index(key), text)
    if stays:
        for key, text in {"line": sheet.model.texts()[0]["line"], "fate": "Stays out", "stated": stays}.items():
            journey.cell(sheet.grid, 1, keys.index(key), text)
    document = sheet.findChild(QLineEdit, "returnSheet.document")
    journey.qtbot.keyClicks(document, "F-1")
    journey.settle()
    assert sheet.account.missing == 0
    journey.until(lambda: sheet.next.isEnabled() or bool(sheet.findings.strips))
    journey.explain()
    journey.until(sheet.next.isEnabled)
    journey.qtbot.keyClick(sheet, Qt.Key.Key_Return, CONTROL)
    journey.until(lambda: not sheet.model.texts())
    journey.settle()
    journey.balanced()


@pytest.mark.slow
def test_powder_is_asked_for_lent_used_and_returned_to_the_last_microgram(journey: Journey) -> None:
    agree(journey)
    request(journey)
    lend_out(journey)
    report(journey)
    bring_back(journey, "30", "50.7")
    assert (journey.line.state, journey.line.account.held_ug) == (LineState.OUT, 50_700)
    bring_back(journey, "50.7", "")
    line = journey.line
    assert (line.state, line.closed_by, line.account.held_ug) == (LineState.CLOSED, ClosedBy.RETURN_RECEIPT, 0)
    assert (line.account.issued_ug, line.account.consumed_ug, line.account.returned_ug) == (
        100_700,
        20_000,
        80_700,
    )
    dialog = journey.next_step("close_loan")
    journey.done(dialog)
    assert all_loans(journey.session)[0].closed == journey.session.today
    assert journey.refused == ["prepare_lines"]
    assert verify(journey.session).sound
