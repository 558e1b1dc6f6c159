"""A real store with a small lab in it, and dialogs driven by keyboard."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.form_dialog import FormDialog
from lunarcurator.desktop.lanes import Lanes
from lunarcurator.desktop.links import Selection
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import OperatorRef, Uid, ref_of
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
from lunarcurator.domain.pieces import PieceState
from lunarcurator.domain.status import Role
from lunarcurator.services.form_context import Balance, find_piece, form_context
from lunarcurator.services.people import People
from lunarcurator.services.posting import Posted
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words
from lunarcurator.store import schema
from lunarcurator.store.reads.place_book import places
from lunarcurator.store.reads.records import records
from lunarcurator.store.source import StoreSource
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid
from sqlalchemy import select

from tests.desktop.remembered import Remembered
from tests.prompt_bot import bring_to_front, settle
from tests.still_clock import TODAY, StillClock


class Bench:
    """One open store on its lanes, with a curator acting."""

    def __init__(
        self, qtbot: QtBot, appearance: Appearance, words: Words, path: Path, session: StoreSession | None = None
    ) -> None:
        self.qtbot = qtbot
        self.session = session or StoreSession.make(path, clock=StillClock())
        self.lanes = Lanes()
        self.faults: list[Exception] = []
        self.lanes.fault.connect(self.faults.append)
        self.memory = Remembered()
        self.context = AppContext(self.session, self.lanes, words, appearance, self.memory)
        self.posted: list[Posted] = []
        self.results: list[int] = []
        self.selected = Selection()
        self._dialogs: list[FormDialog] = []
        self.context.posted.connect(self.posted.append)

    def close(self) -> None:
        for dialog in self._dialogs:
            if isValid(dialog):
                dialog.close()
        self.lanes.close()
        # Its signals hold what listens to them by a function of its own, a room and with it the whole store.
        self.context.deleteLater()
        self.session.close()

    def post(self, *operations: Operation, day: int = TODAY, **more: object) -> Posted:
        operator = self.context.operator
        return self.session.post(
            Posting(
                acts=tuple(Act(operation=each, day=day) for each in operations),
                operator=ref_of(operator) if operator else "",
                **more,
            )
        )

    def furnish(self) -> None:
        """Put into the new store what `furnished` has, and let the curator act."""
        furnish(self.session)
        self.begin()

    def begin(self) -> None:
        """Let the curator act."""
        self.context.act_as(self.operator("A. Curator"), "A. Curator")

    def operator(self, name: str) -> Uid:
        with self.session.database.connect() as connection:
            found = records(connection, Subject.OPERATOR)
        return next(row.state.uid for row in found if row.state.name == name)

    def set_pin(self, name: str, pin: str) -> None:
        People(self.session).set_pin(self.operator(name), pin)

    def entry(self, seq: int) -> Any:
        with self.session.database.connect() as connection:
            return connection.execute(select(schema.entry).where(schema.entry.c.seq == seq)).one()

    def place(self, name: str) -> Uid:
        with self.session.database.connect() as connection:
            return next(state.uid for state in places(connection) if state.name == name)

    def piece(self, number: str) -> PieceState:
        uid = find_piece(self.session, number)
        with self.session.database.connect() as connection:
            state = StoreSource(connection).piece(uid)
        assert state is not None
        return state

    def on(self, *numbers: str) -> Selection:
        self.selected = Selection(samples=tuple(find_piece(self.session, number) for number in numbers))
        return self.selected

    def supplied_balance(self, name: str) -> Balance:
        return next(each for each in form_context(self.session).balances if each.name == name)

    def open[D: FormDialog](self, make: Callable[..., D | None], selection: Selection, **more: object) -> D:
        """Open a dialog and wait until it can be filled in and was judged once."""
        dialog = make(self.context, selection, None, **more)
        assert dialog is not None
        self._dialogs.append(dialog)
        dialog.finished.connect(self.results.append)
        self.qtbot.waitUntil(lambda: dialog.built, timeout=5000)
        # Shortcuts go to the window in front only.
        bring_to_front(dialog)
        self.settle(dialog)
        return dialog

    def settle(self, dialog: FormDialog) -> None:
        """Wait until the form was judged as it stands."""
        settle(self.qtbot, self.lanes)

    def type(self, dialog: QWidget, name: str, text: str) -> None:
        """Type into the input of a name, in place of what stands there."""
        edit = self.editor(dialog, name)
        edit.setFocus()
        edit.selectAll()
        if text:
            enter(self.qtbot, edit, text)
        else:
            self.qtbot.keyClick(edit, Qt.Key.Key_Delete)

    def choose(self, dialog: QWidget, name: str, word: str) -> None:
        """Choose a word of a combo box by typing towards it."""
        box = dialog.findChild(QComboBox, name)
        assert box is not None, name
        index = box.findText(word)
        assert index >= 0, f"{word} is not offered in {name}"
        if box.isEditable():
            self.type(dialog, name, word)
            return
        box.setFocus()
        self.qtbot.keyClick(box, Qt.Key.Key_Home)
        for _ in range(index):
            self.qtbot.keyClick(box, Qt.Key.Key_Down)
        assert box.currentText() == word

    def editor(self, dialog: QWidget, name: str) -> QLineEdit:
        found = dialog.findChild(QWidget, name)
        edit = found.lineEdit() if isinstance(found, QComboBox) else found
        assert isinstance(edit, QLineEdit), name
        return edit

    @property
    def accepted(self) -> bool:
        """Whether the last dialog closed by its own act."""
        return self.results[-1:] == [1]

    def act(self, dialog: FormDialog) -> Posted:
        """Press Ctrl+Enter and wait for the entry."""
        count = len(self.posted)
        self.press_act(dialog)
        self.qtbot.waitUntil(lambda: len(self.posted) > count, timeout=5000)
        self.qtbot.waitUntil(lambda: not self.lanes.busy, timeout=5000)
        return self.posted[-1]

    def press_act(self, dialog: FormDialog) -> None:
        """Press Ctrl+Enter where the keyboard is, and wait until it has been answered."""
        # Without a window manager nobody brings the dialog to the front again after a list of completions.
        bring_to_front(dialog)
        target = dialog.focusWidget() or dialog
        self.qtbot.keyClick(target, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        self.qtbot.waitUntil(lambda: not self.lanes.busy, timeout=5000)


@dataclass
class Furnished:
    """A small lab."""

    session: StoreSession


def furnished(path: Path) -> Furnished:
    """Make a small lab in a new store."""
    made = StoreSession.make(path, clock=StillClock())
    furnish(made)
    return Furnished(made)


def furnish(session: StoreSession) -> None:
    """Set up people, a balance, places and two pieces: 15555,46 of 377.390 g, and 15556 of unknown mass."""
    curator = OperatorRef("A. Curator")
    people = (SetUpOperator(name="A. Curator"), SetUpOperator(name="W. Witness"))
    post(session, OperatorRef(""), *people, day=19700101)
    post(session, curator, SetUpOperator(name="U. Auditor", role=Role.AUDITOR), day=19700101)
    post(
        session,
        curator,
        OpenCollection(
            code="Apollo",
            name="Apollo",
            scheme="apollo",
            missions=(Mission(code="Apollo 15", name="Apollo 15", opened=19710817),),
        ),
        SetUpBalance(name="B3", resolution_ug=1000, calibrated=20260101, calibration_due=20271231),
        SetUpPlace(kind="site", name="Lab"),
        SetUpPlace(kind="vault", name="Vault P", parent="Lab", atmosphere="nitrogen"),
        SetUpPlace(kind="cabinet", name="Cabinet 8", parent="Vault P", code="C-08"),
        SetUpPlace(kind="cabinet", name="Cabinet 9", parent="Vault P", code="C-09"),
        SetUpPlace(kind="tray", name="Tray 2", parent="Cabinet 8", code="T-0802"),
        SetUpPlace(kind="vial", name="Vial 1", parent="Tray 2", code="V-1", tare_ug=2_000_000),
        day=19710817,
    )
    post(
        session,
        curator,
        Register(
            collection="Apollo",
            number="15555,46",
            mission="Apollo 15",
            mass=Mass.measured(377_390_000, 1000),
            form="slab",
            class_name="basalt",
            place="T-0802",
        ),
        Register(
            collection="Apollo",
            number="15556",
            mission="Apollo 15",
            original=Mass.stated(1_542_300_000, 100_000),
            form="whole_rock",
            place="C-08",
        ),
        day=20190618,
    )


def post(session: StoreSession, operator: OperatorRef, *operations: Operation, day: int) -> None:
    acts = tuple(Act(operation=each, day=day) for each in operations)
    session.post(Posting(acts=acts, operator=operator))


def enter(qtbot: QtBot, edit: QWidget, text: str) -> None:
    """Type a text; what has no key is committed as by an input method, which is how Chinese is written."""
    for written, plain in ((part, part.isascii()) for part in re.split(r"([^\x00-\x7f]+)", text) if part):
        if plain:
            qtbot.keyClicks(edit, written)
        else:
            event = QInputMethodEvent()
            event.setCommitString(written)
            QApplication.sendEvent(edit, event)
