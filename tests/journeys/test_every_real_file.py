"""Public files that need no choice of columns go through the window as they are; `pytest -n 0 -s` prints them."""

from collections.abc import Mapping
from pathlib import Path
from time import monotonic

import pytest
from lunarcurator.app import Program
from lunarcurator.desktop.dialogs.importing import ImportDialog
from lunarcurator.desktop.dialogs.imports.answers import Answer
from lunarcurator.desktop.dialogs.imports.pages import Step
from lunarcurator.desktop.dialogs.imports.rows import Column
from lunarcurator.domain.accounts import Account
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.identity import OperatorRef, ref_of
from lunarcurator.domain.operations import SetUpOperator
from lunarcurator.exchange.layout_guess import LIST
from lunarcurator.services.balances import trial_balance
from lunarcurator.services.importing import Verdict
from lunarcurator.services.importing.plan import BAD
from lunarcurator.services.people import People
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.undoing import reversal
from lunarcurator.services.verifying import verify
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.journeys.conftest import Window, open_window
from tests.prompt_bot import bring_to_front

CONTROL = Qt.KeyboardModifier.ControlModifier
LONG = 60_000
MOST_STEPS = 12
# What a person answers to each kind of question, where the first choice is not it.
SAID = {"lent_on": "2021-10-20"}
# The rest goes into a collection of its own.
APOLLO = ("jsc_thin_section_splits.csv",)
BULK = ("collection", "mass_now", "unit:Bulk Weight")
# Parents come before what hangs under them, and stay.
STAY = ("rocksamples.csv", "icdp5071_dive_parent_boreholes.csv")
ONE_LIST = ("lunarsoil_final_out.csv",)
# For each file and sheet in sight: the verdicts (new, same, changed, conflict, refused), what a person answers,
# and the sentence where a sheet has no rows to judge.
TABLE = {
    ("rocksamples.csv", "rocksamples"): ((2229, 0, 0, 0, 0), (), ""),
    ("icdp5071_dive_parent_boreholes.csv", "icdp5071_dive_parent_boreholes"): (
        (1, 0, 0, 0, 0),
        ("collection",),
        "",
    ),
    ("ce5_round2_allocations_blank_continuation.csv", "ce5_round2_allocations_blank_continuation"): (
        (44, 0, 0, 0, 0),
        ("lent_on",),
        "",
    ),
    ("ce5_round2_allocations_merged.xlsx", "第二次发放"): ((44, 0, 0, 0, 0), ("lent_on",), ""),
    ("core_sections_utf8_bom_blanklines.csv", "core_sections_utf8_bom_blanklines"): (
        (4, 0, 0, 0, 0),
        ("collection",),
        "",
    ),
    ("essdive_sesar_sampleTemplate.xls", "Worksheet"): (
        (),
        (),
        "The sheet Worksheet has no rows below its header.",
    ),
    ("glad9_core_section_summary.csv", "glad9_core_section_summary"): ((1609, 0, 0, 0, 5), ("collection",), ""),
    ("icdp5071_dive_children_cores.csv", "icdp5071_dive_children_cores"): ((0, 0, 0, 4, 0), ("collection",), ""),
    ("imlgs_sample_conflicting_igsns.xlsx", "Data Input"): ((3, 0, 0, 2, 0), BULK, ""),
    ("imlgs_sample_good.xlsx", "Data Input"): ((1104, 0, 0, 0, 0), BULK, ""),
    ("jsc_thin_section_splits.csv", "jsc_thin_section_splits"): (
        (175, 0, 0, 0, 0),
        ("collection", "unit:WEIGHT"),
        "",
    ),
    ("lunar_meteorites_landings_subset.csv", "lunar_meteorites_landings_subset"): (
        (165, 0, 0, 0, 0),
        ("collection",),
        "",
    ),
    ("lunarsoil_final_out.csv", "lunarsoil_final_out"): ((8, 0, 926, 0, 14), ("unit:ORIGINALWEIGHT",), ""),
    ("lunarsoil_out_prepare.csv", "lunarsoil_out_prepare"): ((8, 0, 926, 0, 14), ("unit:ORIGINALWEIGHT",), ""),
}


@pytest.fixture
def lab(qapp: QApplication, qtbot: QtBot, tmp_path: Path, started: list[Program]) -> Window:
    """The program over a new store in which a curator acts."""
    path = tmp_path / "lab.lunar"
    session = StoreSession.make(path)
    act = Act(operation=SetUpOperator(name="A. Curator (invented)"), day=19690701)
    session.post(Posting(acts=(act,), operator=OperatorRef("A. Curator (invented)")))
    session.close()
    made = open_window(qapp, qtbot, path, started)
    person = People(made.store_view.context.session).operators()[0]
    made.store_view.context.act_as(person.uid, person.name)
    return made


def filled(ug: Mapping[Account, int]) -> dict[Account, int]:
    """The accounts with anything on them."""
    return {account: mass for account, mass in ug.items() if mass}


class Hands:
    """A person at the keyboard in front of the wizard."""

    def __init__(self, window: Window) -> None:
        self.window, self.asked = window, list[str]()

    @property
    def dialog(self) -> ImportDialog:
        dialog = self.window.program.wiring.dispatch.dialog
        assert isinstance(dialog, ImportDialog)
        return dialog

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        popup, modal = QApplication.activePopupWidget(), QApplication.activeModalWidget()
        front = popup or (modal if modal is not None else QApplication.focusWidget())
        front = front and (front.focusWidget() or front)
        assert front is not None
        if popup:
            # A list takes a key before its own window does, which a click of the key is told as not taken.
            QApplication.sendEvent(front, QKeyEvent(QEvent.Type.KeyPress, key, modifier))
        else:
            self.window.qtbot.keyClick(front, key, modifier)

    def wait(self) -> None:
        self.window.qtbot.waitUntil(lambda: not self.window.store_view.lanes.busy, timeout=LONG)

    def open(self, path: Path) -> None:
        """Ctrl I, Enter on the first choice, and the name of the file."""
        self.asked.clear()
        frame = self.window.frame
        bring_to_front(frame)
        self.window.qtbot.keyClick(frame, Qt.Key.Key_I, CONTROL)
        self.window.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None, timeout=5_000)
        self.window.qtbot.waitExposed(self.dialog)
        self.press(Qt.Key.Key_Return)
        asked = self.dialog.findChild(QFileDialog, "importDialog.fileDialog")
        assert asked is not None
        name = asked.findChild(QLineEdit, "fileNameEdit")
        assert name is not None
        name.setText(str(path))
        self.window.qtbot.keyClick(name, Qt.Key.Key_Return)
        self.window.qtbot.waitUntil(self._read, timeout=LONG)
        self.wait()
        self._come_back()

    def _come_back(self) -> None:
        # Where no desktop runs nobody gives the window its activity back after a file dialog or a list.
        bring_to_front(self.dialog)

    def _read(self) -> bool:
        return self.dialog.step is not Step.FILE or bool(self.dialog.pages.trouble())

    def take_as_list(self) -> None:
        """Say that the sheet is one list, where a column that says nothing makes it look like two."""
        for _ in range(MOST_STEPS):
            if self.dialog.step is not Step.SHEET:
                self.press(Qt.Key.Key_Escape)
        box = self.dialog.pages.sheet.shape
        box.setFocus()
        self.press(Qt.Key.Key_Home)
        self.wait()
        assert box.currentData() == LIST

    def sheets(self) -> list[str]:
        """The sheets offered that the file does not hide."""
        offered = self.dialog.pages.sheet.sheets
        words = [(str(offered.itemData(at)), offered.itemText(at)) for at in range(offered.count())]
        return [name for name, word in words if word == name]

    def come_to(self, name: str) -> None:
        """Go on with a sheet: by the button after one came in, else a few steps back and from the list."""
        self.asked.clear()
        onward = self.dialog.pages.result.next_button
        if onward.isVisible():
            self._tab_to(onward)
            self.press(Qt.Key.Key_Space)
            self.wait()
        box = self.dialog.pages.sheet.sheets
        if box.currentData() == name:
            return
        for _ in range(MOST_STEPS):
            if self.dialog.step is not Step.SHEET:
                self.press(Qt.Key.Key_Escape)
        box.setFocus()
        steps = box.findData(name) - box.currentIndex()
        for _ in range(abs(steps)):
            # Each sheet that is passed is read, and the list has the keyboard again.
            self.press(Qt.Key.Key_Down if steps > 0 else Qt.Key.Key_Up)
            self.wait()
        assert box.currentData() == name

    def bring(self, collection: str) -> tuple[tuple[int, ...], str]:
        """Judge the sheet in front, and post it and take it back; return the verdicts, or why there are none."""
        self.judge(collection)
        trouble = self.dialog.pages.trouble()
        counts = () if trouble else self.verdicts()
        if counts and self.dialog.primary_button.isEnabled():
            self.post_and_undo()
        return counts, trouble

    def judge(self, collection: str) -> None:
        """Go on with Ctrl Enter, answering what is asked, until there are verdicts or a sentence why not."""
        for _ in range(MOST_STEPS):
            if self.dialog.step is Step.VERDICTS or self.dialog.pages.trouble():
                return
            if self.dialog.step is Step.COLUMNS:
                self._answer(collection)
            self.press(Qt.Key.Key_Return, CONTROL)
            self.wait()
        raise AssertionError(f"no verdicts, and nothing said: {self.dialog.step}, {self.asked}")

    def _answer(self, collection: str) -> None:
        """Answer one question after another; what one says may leave others open."""
        page = self.dialog.pages.columns
        while unsaid := page.unsaid():
            question = unsaid[0].question
            self.asked.append(question.id)
            kind = question.id.partition(":")[0]
            wanted = collection if kind == "collection" else SAID.get(kind, "")
            self._say(unsaid[0], wanted if question.takes(wanted) else question.choices[0])
            self.wait()

    def _say(self, answer: Answer, wanted: str) -> None:
        editor = answer.editor
        editor.setFocus()
        if isinstance(editor, QComboBox) and not editor.isEditable():
            for _ in range(editor.count()):
                if answer.answer() != wanted:
                    self.press(Qt.Key.Key_Down)
                    self.wait()
        else:
            self.window.qtbot.keyClicks(self.dialog.focusWidget(), wanted)
        assert answer.answer().removeprefix("new:") == wanted

    def verdicts(self) -> tuple[int, ...]:
        """What the filters over the rows say, with every row in sight and each bad one with its reason."""
        page = self.dialog.pages.verdicts
        counts = tuple(self._count(verdict) for verdict in Verdict)
        for chip in page.chips.values():
            if chip.isChecked():
                chip.setFocus()
                self.press(Qt.Key.Key_Space)
        self.wait()
        assert page.model.rowCount() == sum(counts)
        for at in range(page.model.rowCount()):
            if page.model.rows[at].verdict in BAD:
                assert page.model.index(at, Column.WHY).data()
        return counts

    def _count(self, verdict: Verdict) -> int:
        told = self.dialog.pages.verdicts.chips[verdict].accessibleName().replace("\u202f", "")
        return int(told.rpartition(" ")[2])

    def post_and_undo(self) -> None:
        """Post what is good as one entry, and take it back in one step, as somebody else may meanwhile."""
        context = self.window.store_view.context
        session, operator = context.session, context.operator
        assert operator is not None
        before, seq = filled(trial_balance(session).total.ug), session.head().seq
        with self.window.qtbot.waitSignal(context.posted, timeout=LONG) as posted:
            self.press(Qt.Key.Key_Return, CONTROL)
        self.wait()
        assert session.head().seq == seq + 1
        undone = reversal(session, posted.args[0].uid, OperatorRef(ref_of(operator)))
        with self.window.qtbot.waitSignal(context.posted, timeout=LONG):
            context.post(undone, lambda _posted: None, lambda _error: None)
        self.wait()
        assert session.head().seq == seq + 2
        assert filled(trial_balance(session).total.ug) == before

    def _tab_to(self, button: QWidget) -> None:
        for _ in range(MOST_STEPS):
            if not button.hasFocus():
                self.press(Qt.Key.Key_Tab)
        assert button.hasFocus()

    def close(self) -> None:
        dialog = self.dialog
        if dialog.primary_button.text() == "Close":
            self.press(Qt.Key.Key_Return, CONTROL)
        while dialog.isVisible():
            self.press(Qt.Key.Key_Escape)
        self.wait()


def in_order(folder: Path) -> list[Path]:
    rest = sorted({name for name, _ in TABLE} - {*STAY})
    return [folder / name for name in (*STAY, *rest)]


@pytest.mark.slow
def test_every_real_file_goes_through_the_window_and_back(lab: Window, shared_data: Path) -> None:
    lab.frame.show()
    hands, found = Hands(lab), dict[tuple[str, str], tuple[object, ...]]()
    for path in in_order(shared_data):
        hands.open(path)
        if path.name in ONE_LIST:
            hands.take_as_list()
        for sheet in hands.sheets():
            began = monotonic()
            hands.come_to(sheet)
            counts, trouble = hands.bring("Apollo" if path.name in APOLLO else path.stem[:12])
            found[path.name, sheet] = told = (counts, tuple(hands.asked), trouble)
            print(f"{path.name[:44]:44} {sheet[:20]:20} {sum(counts):5} rows {monotonic() - began:5.1f} s  {told}")
        hands.close()
        if path.name in STAY:
            lab.act("redo")
            hands.wait()
    assert found == TABLE
    assert verify(lab.store_view.context.session).sound
