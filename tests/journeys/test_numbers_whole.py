"""No number of a piece or record is cut, in any room, list, dialog and grid, at 100 and at 150 per cent."""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import lunarcurator.desktop
import pytest
from lunarcurator.app import Program
from lunarcurator.desktop.dialogs.form.form_dialog import FormDialog
from lunarcurator.desktop.links import Link, Selection, Target
from lunarcurator.desktop.shell.dispatch import DIALOGS
from lunarcurator.desktop.shell.store_view import named
from lunarcurator.desktop.theme import cutting
from lunarcurator.desktop.theme.fonts import for_eyes
from lunarcurator.desktop.widgets.number_room import LONGEST
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.lending.lines import Line
from lunarcurator.services.cases import all_cases
from lunarcurator.services.form_context import find_piece
from lunarcurator.services.orders import orders
from lunarcurator.services.people import People
from lunarcurator.store import schema
from lunarcurator.store.reads.place_book import places
from lunarcurator.store.reads.records import records
from PySide6.QtWidgets import QApplication, QScrollArea, QTabBar, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from tests.journeys.conftest import Kept, Window, demonstration, started, store  # noqa: F401

PIECES = ("CE5C0800", "14321", "Practice rock 1")
RECORDS = (Subject.LOAN, Subject.LINE, Subject.SHIPMENT, Subject.AGREEMENT)


@dataclass
class Watched:
    """What was painted with less than its whole text: where, the text, and what was left of it.

    `sideways` are panels and forms that are wider than their place.
    """

    cuts: set[tuple[str, str, str]] = field(default_factory=set)
    of_labels: set[tuple[str, str, str]] = field(default_factory=set)
    sideways: set[str] = field(default_factory=set)
    where: str = ""
    window: QWidget | None = None

    def by(self, found: set[tuple[str, str, str]]) -> Callable[..., str]:
        def cut_to(metrics: Any, words: str, room: float, *, middle: bool = False) -> str:
            shown = cutting.cut_to(metrics, words, room, middle=middle)
            if shown != words:
                found.add((self.where, words, shown))
            return shown

        return cut_to

    def look(self, widget: QWidget) -> None:
        """Paint a window as it stands; a label of a line not laid out yet was cut for a moment only.

        Dialogs have a test of their own in `test_every_dialog`: here they stand on a screen of any size.
        """
        self.of_labels.clear()
        widget.grab()
        self.cuts |= self.of_labels
        self.sideways |= {
            f"{self.where}: {area.objectName()} by {area.horizontalScrollBar().maximum()}"
            for area in widget.findChildren(QScrollArea)
            if self.window is widget and area.isVisible() and area.horizontalScrollBar().maximum() > 0
        }


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> Watched:
    """Everything that cuts a text, watched in every module of the window."""
    made, real = Watched(), cutting.cut_to
    for each in pkgutil.walk_packages(lunarcurator.desktop.__path__, "lunarcurator.desktop."):
        module = importlib.import_module(each.name)
        if module is not cutting and getattr(module, "cut_to", None) is real:
            kept = made.of_labels if each.name.endswith("widgets.labels") else made.cuts
            monkeypatch.setattr(module, "cut_to", made.by(kept))
    return made


@pytest.fixture(params=["100", "150"])
def small(
    request: pytest.FixtureRequest,
    qapp: QApplication,
    qtbot: QtBot,
    store: Path,  # noqa: F811
    started: list[Program],  # noqa: F811
    watched: Watched,
) -> Window:
    """The demonstration on the smallest screen of a laptop, with a curator acting."""
    memory = Kept()
    memory.put("look.percent", request.param)
    program = Program(qapp, memory, store)
    started.append(program)
    qtbot.addWidget(program.frame)
    program.frame.resize(1366, 768)
    program.start()
    made = Window(program, qtbot)
    made.wait_open()
    found = People(made.store_view.context.session).named("A. Curator (demo)")
    assert found is not None
    made.store_view.context.act_as(found.uid, found.name)
    return made


def looked(window: Window, widget: QWidget, watched: Watched) -> None:
    """Wait until nothing is on its way, and paint it all."""
    for _ in range(3):
        QApplication.processEvents()
        window.wait_quiet()
    watched.look(widget)


def parted(words: str, shown: str, numbers: frozenset[str]) -> bool:
    """Tell whether what was cut leaves a part of a number, or of a number that stands alone not all."""
    if words in numbers:
        return len(words) <= LONGEST
    kept = shown.removesuffix("\u2026")
    if "\u2026" in kept:
        return any(each in words and each not in shown for each in numbers)
    left = kept.rpartition(" ")[2]
    begun = (each for each in numbers if left and each != left and each.startswith(left))
    return any(f"{kept[: -len(left)]}{each}" in words for each in begun)


def numbers_of(window: Window) -> frozenset[str]:
    """Return every name of a piece and number of a record of the desk, as they stand on the screen."""
    with window.store_view.context.session.database.connect() as connection:
        told = {str(row[0]) for row in connection.execute(select(schema.name.c.text))}
        for subject in RECORDS:
            told |= {row.state.code for row in records(connection, subject)}
    return frozenset(for_eyes(each) for each in told if any(sign.isdigit() for sign in each))


def all_of(window: Window) -> Selection:
    """Return a selection in which any dialog finds what it is about."""
    session = window.store_view.context.session
    with session.database.connect() as connection:
        lines = [Line.of(row.state) for row in records(connection, Subject.LINE)]
        rounds = [row.state.uid for row in records(connection, Subject.ROUND)]
        agreements = [row.state.uid for row in records(connection, Subject.AGREEMENT)]
        shelves = [state.uid for state in places(connection)]
    cases, planned = all_cases(session), orders(session)
    return Selection(
        samples=(find_piece(session, "14321"),),
        places=(shelves[3],),
        case=cases[0].uid if cases else None,
        order=planned[0].uid if planned else None,
        lines=tuple(line.uid for line in lines[:2]),
        loan=lines[0].loan,
        person=lines[0].borrower,
        agreement=agreements[0],
        round=rounds[0],
    )


def walk_rooms(window: Window, watched: Watched, chosen: Selection) -> None:
    """Look into every room, every list of the loan desk, every list of attention, and the panels of pieces."""
    store_view = window.store_view
    for key in store_view._rooms:
        watched.where = key
        store_view.show_room(key)
        looked(window, window.frame, watched)
    for number in PIECES:
        watched.where = f"panel of {number}"
        store_view.go(Link(Target.SAMPLE, find_piece(store_view.context.session, number)))
        tabs = window.frame.findChild(QTabBar, "pieceTabs")
        for page in range(tabs.count()):
            tabs.setCurrentIndex(page)
            looked(window, window.frame, watched)
    store_view.show_room("loans")
    loans = store_view._rooms["loans"]
    for page in range(loans.lists.pages.count()):
        watched.where = f"list {page} of the loan desk"
        loans.lists.show_page(page)
        looked(window, window.frame, watched)
        loans.lists.front.setCurrentIndex(loans.lists.front.model().index(0, 0))
        looked(window, window.frame, watched)
    watched.where = "loan editor"
    loans.open_loan(chosen.loan)
    looked(window, window.frame, watched)
    loans.leave_editor()
    watched.where = "return sheet"
    loans.open_return(chosen.lines)
    looked(window, window.frame, watched)
    keys = [column.key for column in loans.sheet.model.columns]
    loans.sheet.model.write([(0, keys.index(key), "15555,46") for key in ("label", "number", "place", "remarks")])
    looked(window, window.frame, watched)
    loans.leave_sheet()
    watched.where = "inventory"
    loans.open_round(chosen.round)
    looked(window, window.frame, watched)
    loans.leave_round()
    store_view.show_room("attention")
    attention = store_view._rooms["attention"]
    for row in range(attention.concerns.model().rowCount()):
        watched.where = f"concern {row}"
        attention.concerns.selectRow(row)
        looked(window, window.frame, watched)


def walk_dialogs(window: Window, watched: Watched, chosen: Selection) -> None:
    """Open each dialog of the window, with everything there is selected."""
    for key in sorted(DIALOGS):
        watched.where = f"dialog {key}"
        dialog = named(DIALOGS[key])(window.store_view.context, chosen, window.frame)
        if dialog is None:
            continue
        dialog.open()
        if isinstance(dialog, FormDialog):
            window.qtbot.waitUntil(lambda dialog=dialog: dialog.built, timeout=5000)
            window.qtbot.waitUntil(lambda dialog=dialog: not dialog._growing.isActive(), timeout=5000)
        looked(window, dialog, watched)
        dialog.reject()
        window.wait_quiet()


@pytest.mark.slow
@pytest.mark.parametrize("walk", [walk_rooms, walk_dialogs])
def test_no_number_is_cut_and_nothing_is_wider_than_its_place(
    small: Window, watched: Watched, walk: Callable[..., None]
) -> None:
    watched.window = small.frame
    walk(small, watched, all_of(small))
    numbers = numbers_of(small)
    assert {"CE5C0800", "14321", "Practice rock 1,2"} <= numbers
    assert watched.cuts, "texts that are no numbers give way"
    assert watched.sideways == set()
    assert sorted(each for each in watched.cuts if parted(each[1], each[2], numbers)) == []


@pytest.mark.parametrize(
    ("words", "shown", "is_parted"),
    [
        ("15555,46", "15\u202646", True),
        ("15555,46; 15556", "15555,46; \u2026", False),
        ("15555,46; 15556", "15555,46; 15\u2026", True),
        ("Split 15555,46 into 3", "Split \u2026", False),
        ("Split 15555,46 into 3", "Split 15555,\u2026", True),
        ("Split 15555,46 into 3", "Split 15555,46 in\u2026", False),
        ("Vault P", "Vau\u2026", False),
    ],
)
def test_what_is_a_cut_number(words: str, shown: str, is_parted: bool) -> None:
    assert parted(words, shown, frozenset({"15555,46", "15556"})) == is_parted
