"""The exchange of two years in the real window: what came in for Chang'e-5 soil, and how the balance tells it."""

from collections.abc import Callable, Iterator
from typing import Any, cast

import pytest
from lunarcurator.app import Program
from lunarcurator.desktop.links import Link, Target
from lunarcurator.desktop.rooms.balance.room import BalanceRoom
from lunarcurator.domain.accounts import Account
from lunarcurator.domain.operations import TransferKind
from lunarcurator.services.store_session import StoreSession
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.desktop.remembered import Remembered
from tests.scenarios.lab import Lab
from tests.scenarios.test_gifts_and_exchanges import (
    COUNTER,
    FRANCE,
    LUNA,
    MUSEUM,
    RUSSIA,
    SOIL,
    by_way,
    enter_2020,
    received,
    title,
)
from tests.scenarios.window import Driven
from tests.still_clock import StillClock

type Opened = Callable[[Lab], Driven]


@pytest.fixture
def opened(qapp: QApplication, qtbot: QtBot) -> Iterator[Opened]:
    """Open the store of a lab in the program; the lab's own desk lets go of it."""
    programs: list[Program] = []

    def start(lab: Lab) -> Driven:
        path = lab.session.path
        lab.session.close()
        program = Program(qapp, Remembered(), path)
        programs.append(program)
        qtbot.addWidget(program.frame)
        program.frame.resize(1440, 900)
        program.start()
        return Driven(program, qtbot)

    yield start
    for program in programs:
        program.frame.close()
        program.deleteLater()


def plain(text: str) -> str:
    """A figure without the blanks that group it."""
    return text.replace("\u202f", "").replace("\u2009", "").replace("\u00a0", " ")


def test_what_comes_a_year_later_is_received_in_the_window(lab: Lab, opened: Opened) -> None:
    """Numbers of pieces, the day in March 2023 and the document are invented."""
    enter_2020(lab)
    for kind, counterpart, sample in (
        (TransferKind.MUSEUM, "National Museum of China", MUSEUM),
        (TransferKind.EXCHANGE, COUNTER, RUSSIA),
        (TransferKind.GIFT, "France", FRANCE),
    ):
        more = ["transfer.nothing_received"] if kind is TransferKind.EXCHANGE else []
        lab.allowed(title(kind, counterpart, sample), day=20220204, accept=["transfer.needs_authority", *more])
    window = opened(lab)
    window.go(RUSSIA)
    dialog = cast("Any", window.open("receive_in_exchange"))
    window.type(dialog, "counterpart", COUNTER)
    window.type(dialog, "document", "Deed (invented)")
    window.type(dialog, "day", "2023-03-21")
    names = {each.name: each.uid for each in dialog.form_context.collections}
    dialog.collection.restore(names[LUNA])
    dialog.form.changed.emit()
    dialog.mission.restore("Luna 16")
    dialog.received.show_rows([{"number": SOIL, "form": "fines", "mass": "1.5 g", "place": "Cabinet 1"}])
    window.act(dialog)
    window.press("undo")
    window.press("redo")
    window.store_view.go(Link(Target.BALANCE, ""))

    def told() -> str:
        found = window.program.frame.findChild(QLabel, "accounts.ways")
        return plain(found.accessibleName()) if found is not None else ""

    window.until(lambda: "in exchange" in told())
    for wanted in ("as gifts: 1.500000 g", "to museums: 100.000000 g", "in exchange: 1.500000 g"):
        assert wanted in told()
    room = window.program.frame.findChild(BalanceRoom)
    assert room is not None
    room.copy()
    head, *rows = (row.split("\t") for row in QApplication.clipboard().text().split("\n"))
    at = [head.index(each) for each in ("Transferred, to museums", "Received, by exchange")]
    assert [rows[-1][n] for n in at] == ["100.000000", "1.500000"]
    assert [[row[n] for n in at] for row in rows if row[0] == LUNA] == [["0.000000", "1.500000"]]
    window.program.frame.close()
    lab.session = StoreSession.open(lab.session.path, clock=StillClock())
    lab.days |= {20220204, 20230321}
    assert by_way(lab, LUNA, 20230320) == {}
    assert by_way(lab, LUNA) == {"by_exchange": 1.5}
    assert (received(lab, LUNA), lab.account(Account.TRANSFERRED, None, LUNA)) == (1.5, 0)
    lab.closes_on_each_day()
