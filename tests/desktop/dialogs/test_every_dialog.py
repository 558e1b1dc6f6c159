"""Every dialog of the window, as it opens and with little room: nothing is cut, nothing is empty."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

import pytest
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.form_dialog import FormDialog
from lunarcurator.desktop.dialogs.form.grid_view import GridView
from lunarcurator.desktop.links import NOTHING, Selection
from lunarcurator.desktop.manual.helping import topics_of_dialog
from lunarcurator.desktop.manual.keys import keyboard_table
from lunarcurator.desktop.shell.dispatch import DIALOGS
from lunarcurator.desktop.shell.store_view import named
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.translation import translator_for
from lunarcurator.desktop.widgets.dialog import Dialog
from lunarcurator.desktop.widgets.grounds import ScrollColumn
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.desktop.widgets.screen_room import TITLE_BAR, room_on
from lunarcurator.domain.acts import Act, Authority, Override, Posting
from lunarcurator.domain.facts import NameKind
from lunarcurator.domain.identity import OperatorRef, ref_of
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import (
    AddName,
    CheckPlace,
    Daughter,
    DeclareLost,
    PlanSplit,
    Register,
    SetUpBalance,
    SetUpOperator,
    SetUpPlace,
)
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.cases import all_cases
from lunarcurator.services.manual import Manual
from lunarcurator.services.orders import orders
from lunarcurator.services.words import Words
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import delete, isValid

from tests.desktop.dialogs.bench import Bench, Furnished, furnished, post
from tests.desktop.raw_words import raw
from tests.desktop.tabbing import controls, not_reached, unsaid
from tests.made_once import copied
from tests.prompt_bot import bring_to_front
from tests.still_clock import TODAY

PLACE, NONE, CASE, LOSS, ORDER = "place", "none", "case", "loss", "order"
SELECTIONS: Mapping[str, str] = MappingProxyType(
    {
        "register": NONE,
        "new_place": PLACE,
        "correct_place": PLACE,
        "retire_place": PLACE,
        "move_back": PLACE,
        "collection": NONE,
        "operators": NONE,
        "balances": NONE,
        "who_acts": NONE,
        "annul_entry": NONE,
        "history": NONE,
        "check_place": PLACE,
        "place_labels": PLACE,
        "attention_limits": NONE,
        "close_case": CASE,
        "reopen_case": CASE,
        "incident_record": LOSS,
        "advance_order": ORDER,
        "finish_order": ORDER,
        "cancel_order": ORDER,
    }
)
"""What is selected for a dialog, one piece where nothing is said."""
# Import, also of pasted rows, and export are no forms: they have tests of their own, with sheets to show.
OTHERS = {"import", "paste_rows", "export"}
SMALLEST: Final = QSize(1366, 768 - TITLE_BAR)
"""What the smallest screen of a laptop leaves a window."""
RULE = re.compile(r"R\d+")
HAN = re.compile("[\u4e00-\u9fff]")
LONG_PLACE = "示范充氮手套箱式样品储存柜（第一排第三号）"


def long_lab(path: Path) -> Furnished:
    """Make a lab whose people, places, balances and pieces all have long names; a plan and a count are open."""
    made = furnished(path)
    curator = OperatorRef("A. Curator")
    post(
        made.session,
        curator,
        SetUpOperator(name="欧阳示范样品整理与分样操作员（第二班次）"),
        SetUpBalance(name="示范用高精度超微量分析天平（二号实验间）", resolution_ug=1, calibrated=20260101),
        SetUpPlace(kind="cabinet", name=LONG_PLACE, parent="Vault P", code="DEMO-LONG-CABINET-0001"),
        Register(
            collection="Apollo",
            number="15405",
            mission="Apollo 15",
            mass=Mass.measured(1_234_567, 1),
            form="chip",
            class_name="玄武岩岩屑抛光薄片（含钛铁矿与单斜辉石）",
            place="DEMO-LONG-CABINET-0001",
        ),
        day=TODAY,
    )
    post(
        made.session,
        curator,
        AddName(sample="15405", name="示范大块橄榄石玄武岩（出版物中的通俗名称）", kind=NameKind.INFORMAL),
        PlanSplit(parent="15405", daughters=(Daughter(number="", form="chip"), Daughter(number="", form="slab"))),
        day=TODAY,
    )
    post(made.session, curator, CheckPlace(place="DEMO-LONG-CABINET-0001", missing=("15405",)), day=TODAY)
    gone = Register(collection="Apollo", number="15406", mission="Apollo 15", form="chip", mass=Mass.stated(5, 1))
    post(made.session, curator, gone, day=TODAY)
    loss = DeclareLost(samples=("15406",), report="示范丢失报告", circumstances="清点时未见")
    act = Act(operation=loss, day=TODAY)
    told = {"witness": "W. Witness", "authority": Authority(name="M. Manager", document="Memo 7")}
    answer = (Override(key="lost.needs_authority", reason="searched"),)
    made.session.post(Posting(acts=(act,), operator=curator, overrides=answer, **told))
    return made


@pytest.fixture(params=[(100, "en", "light"), (150, "zh_CN", "dark")], ids=["100-en", "150-zh"])
def long_bench(
    request: pytest.FixtureRequest, qapp: QApplication, qtbot: QtBot, resources: Path, tmp_path: Path
) -> Iterator[Bench]:
    """The lab with long names, seen at a text size in a language."""
    percent, language, mode = request.param
    appearance = Appearance(qapp, mode, percent, language)
    appearance.apply()
    translator = translator_for(language, resources / "languages", qapp)
    if translator is not None:
        qapp.installTranslator(translator)
    words = Words.load(language, resources / "languages", strict=True)
    path = tmp_path / "long.lunar"
    bench = Bench(qtbot, appearance, words, path, copied(long_lab, path).session)
    bench.begin()
    yield bench
    bench.close()
    if translator is not None:
        qapp.removeTranslator(translator)
    Appearance(qapp, "light", 100).apply()
    assert not bench.faults


@pytest.fixture
def large_bench(qapp: QApplication, qtbot: QtBot, words: Words, tmp_path: Path) -> Iterator[Bench]:
    """The same lab in English words at the largest text that the smallest screen has to bear."""
    appearance = Appearance(qapp, "light", 150)
    appearance.apply()
    path = tmp_path / "long.lunar"
    bench = Bench(qtbot, appearance, words, path, copied(long_lab, path).session)
    bench.begin()
    yield bench
    bench.close()
    Appearance(qapp, "light", 100).apply()
    assert not bench.faults


@pytest.fixture
def lab_bench(qtbot: QtBot, appearance: Appearance, words: Words, tmp_path: Path) -> Iterator[Bench]:
    """The same lab, as most people see it."""
    path = tmp_path / "long.lunar"
    bench = Bench(qtbot, appearance, words, path, copied(long_lab, path).session)
    bench.begin()
    yield bench
    bench.close()
    assert not bench.faults


@pytest.mark.parametrize("key", sorted(set(DIALOGS) - OTHERS))
def test_a_dialog_shows_all_its_words_and_scrolls_only_downwards(long_bench: Bench, key: str) -> None:
    dialog = open_dialog(long_bench, key)
    topics = topics_of_dialog(dialog)
    assert manual_in(long_bench.context.words.language).place_of(*topics) is not None, topics
    assert looked_at(dialog) == []
    assert too_large(dialog) == []
    assert foreign(long_bench, dialog) == []
    assert raw(dialog, long_bench.context.words.language) == []
    dialog.resize(dialog.minimumSizeHint().width(), 420)
    stands_still(long_bench, dialog)
    assert looked_at(dialog) == [], "with little room"
    if isinstance(dialog, FormDialog) and dialog.built:
        dialog.approval.show()
        stands_still(long_bench, dialog)
        assert looked_at(dialog) == [], "with who allows it"
    gone(long_bench, dialog)


@pytest.mark.parametrize("key", sorted(set(DIALOGS) - OTHERS))
def test_a_dialog_with_large_english_words_fits_a_small_screen(large_bench: Bench, key: str) -> None:
    dialog = open_dialog(large_bench, key)
    assert too_large(dialog) == []
    gone(large_bench, dialog)


@pytest.mark.parametrize("key", sorted(set(DIALOGS) - OTHERS))
def test_tab_comes_to_every_control_of_a_dialog_and_is_caught_by_none(lab_bench: Bench, key: str) -> None:
    dialog = open_dialog(lab_bench, key)
    assert unsaid(dialog) == []
    assert not_reached(lab_bench.qtbot, dialog) == []
    assert not_reached(lab_bench.qtbot, dialog, back=True) == []
    gone(lab_bench, dialog)


@pytest.mark.parametrize("key", sorted(set(DIALOGS) - OTHERS))
def test_the_body_of_a_dialog_follows_the_keyboard(large_bench: Bench, key: str) -> None:
    dialog = open_dialog(large_bench, key)
    bring_to_front(dialog)
    dialog.resize(dialog.width(), 420)
    stands_still(large_bench, dialog)
    if isinstance(dialog, FormDialog) and dialog.built and seen(dialog, GridView):
        assert dialog.focusWidget() is not dialog.reason.edit, "what an entry is for is said last"
    for part in controls(dialog):
        part.setFocus(Qt.FocusReason.OtherFocusReason)
        large_bench.qtbot.waitUntil(lambda: out_of_sight(dialog) == "")
        if isinstance(part, GridView):
            for row in (part.model().rowCount() - 1, 0):
                part.start(row, 0)
                large_bench.qtbot.waitUntil(lambda: out_of_sight(dialog) == "")
    # What comes above what has the keyboard pushes nothing of it out of sight.
    if isinstance(dialog, FormDialog) and dialog.built:
        for note in range(4):
            dialog.content.insertWidget(0, Label(dialog.appearance, f"Something new, the {note}th."))
        large_bench.qtbot.waitUntil(lambda: out_of_sight(dialog) == "")
    gone(large_bench, dialog)


def out_of_sight(dialog: QWidget) -> str:
    """Say what has the keyboard and is not in sight where it can be, of a grid its cell."""
    part = dialog.focusWidget()
    areas = [each for each in dialog.findChildren(ScrollColumn) if part and each.inner.isAncestorOf(part)]
    if part is None or not areas:
        return ""
    (area,) = areas
    place = part.rect()
    if isinstance(part, QAbstractItemView) and part.currentIndex().isValid():
        cell = part.visualRect(part.currentIndex())
        place = cell.translated(part.viewport().pos()).intersected(place)
    top = part.mapTo(area.viewport(), place.topLeft()).y()
    room = area.viewport().height()
    whole = top >= 0 and top + min(place.height(), room // 2) <= room
    return "" if whole else f"{type(part).__name__} {part.objectName()} at {top} of {room}"


@pytest.mark.parametrize("key", sorted(set(DIALOGS) - OTHERS))
def test_a_dialog_may_go_before_its_answers_come(lab_bench: Bench, key: str) -> None:
    """What it asked for arrives at nothing, and nothing raises."""
    bench = lab_bench
    dialog = named(DIALOGS[key])(bench.context, selection(bench, key), None)
    assert dialog is not None, key
    dialog.show()
    delete(dialog)
    bench.qtbot.waitUntil(lambda: not bench.lanes.busy)
    QApplication.processEvents()


def test_an_entry_is_announced_though_its_dialog_is_gone(bench: Bench) -> None:
    heard: list[object] = []
    bench.context.changed.connect(heard.append)
    asker = QLabel()
    posting = Posting(
        acts=(Act(operation=SetUpPlace(kind="cabinet", name="Cabinet 10", parent="Vault P"), day=TODAY),),
        operator=ref_of(bench.context.operator),
    )
    bench.context.post(posting, lambda _posted: asker.hide(), lambda _error: asker.hide())
    delete(asker)
    bench.qtbot.waitUntil(lambda: not bench.lanes.busy)
    assert len(bench.posted) == len(heard) == 1


def test_a_count_scrolls_only_downwards_where_a_short_name_leaves_its_foot_narrow(long_bench: Bench) -> None:
    short = Selection(places=(long_bench.place("Cabinet 9"),))
    dialog = open_dialog(long_bench, "check_place", short)
    assert looked_at(dialog) == []
    dialog.resize(dialog.minimumSizeHint().width(), 420)
    assert looked_at(dialog) == []
    gone(long_bench, dialog)


def gone(bench: Bench, dialog: QWidget) -> None:
    """Close a dialog for good, as its window would take it along."""
    dialog.close()
    bench.qtbot.waitUntil(lambda: not bench.lanes.busy)
    if isValid(dialog):
        dialog.deleteLater()


def stands_still(bench: Bench, dialog: QWidget) -> None:
    """Wait until nothing is on its way into a dialog, and it has grown to what came."""
    # Some dialogs begin to read once they are shown.
    QApplication.processEvents()
    bench.qtbot.waitUntil(lambda: not bench.lanes.busy)
    if isinstance(dialog, FormDialog):
        bench.qtbot.waitUntil(lambda: not dialog._growing.isActive() and not bench.lanes.busy)
    QApplication.processEvents()
    QApplication.processEvents()


@cache
def manual_in(language: str) -> Manual:
    """Return the manual in a language, in which F1 finds the page of a dialog."""
    return Manual.load(language, resources_folder() / "manual", {"keys": keyboard_table()})


def open_dialog(bench: Bench, key: str, chosen: Selection | None = None) -> QWidget:
    dialog = named(DIALOGS[key])(bench.context, chosen or selection(bench, key), None)
    assert dialog is not None, key
    dialog.show()
    bench.qtbot.waitExposed(dialog)
    if isinstance(dialog, FormDialog):
        bench.qtbot.waitUntil(lambda: dialog.built, timeout=5000)
        bench.settle(dialog)
    stands_still(bench, dialog)
    return dialog


def selection(bench: Bench, key: str) -> Selection:
    wanted = SELECTIONS.get(key)
    if wanted == NONE:
        return NOTHING
    if wanted == PLACE:
        return Selection(places=(bench.place(LONG_PLACE),))
    if wanted == CASE:
        return Selection(case=all_cases(bench.session)[0].uid)
    if wanted == LOSS:
        return Selection(case=all_cases(bench.session)[-1].uid)
    if wanted == ORDER:
        return Selection(order=orders(bench.session)[0].uid)
    return bench.on("15405")


def looked_at(dialog: QWidget) -> list[str]:
    """Say what of a dialog is cut, hidden sideways, nameless or empty."""
    QApplication.processEvents()
    found = [
        f"scrolls sideways by {area.horizontalScrollBar().maximum()}"
        for area in dialog.findChildren(QScrollArea)
        if area.isVisible() and area.horizontalScrollBar().maximum() > 0
    ]
    found += [
        f"cut: {label.text()}"
        for label in seen(dialog, QLabel)
        if not label.wordWrap() and label.fontMetrics().horizontalAdvance(label.text()) > label.width()
    ]
    found += [
        f"cut day: {edit.text()}"
        for edit in seen(dialog, QLineEdit)
        if edit.objectName() == "day" and edit.fontMetrics().horizontalAdvance(edit.text()) > edit.width() - 8
    ]
    found += [
        f"no name: {type(each).__name__}"
        for kind in (QLineEdit, QComboBox, QAbstractButton)
        for each in seen(dialog, kind)
        if not (each.objectName() or each.parent().objectName())
    ]
    if isinstance(dialog, ActDialog) and not (dialog.outcome.isVisible() and dialog.outcome.accessibleName()):
        found.append("nothing is said of what will happen")
    return found


def too_large(dialog: QWidget) -> list[str]:
    """Say what of a dialog is larger than the smallest screen there is, or than this one."""
    asked = dialog.least_size if isinstance(dialog, Dialog) else dialog.minimumSizeHint()
    found = []
    if asked.width() > SMALLEST.width() or asked.height() > SMALLEST.height():
        found.append(f"asks for {asked.width()} x {asked.height()}")
    room = room_on(dialog.screen())
    if dialog.height() > max(room.height(), asked.height()) or dialog.width() > max(room.width(), asked.width()):
        found.append(f"is {dialog.width()} x {dialog.height()} on a screen with room for {room.toTuple()}")
    return found


def foreign(bench: Bench, dialog: QWidget) -> list[str]:
    """Say which titles and buttons speak another language than the window."""
    if bench.context.words.language == "en":
        return []
    spoken = (dialog.windowTitle(), *(each.text() for each in dialog.findChildren(QAbstractButton)))
    # The code of a rule is the same in every language.
    return [f"English: {text}" for text in spoken if text and not HAN.search(text) and not RULE.fullmatch(text)]


def seen[W: QWidget](dialog: QWidget, kind: type[W]) -> list[W]:
    return [each for each in dialog.findChildren(kind) if each.isVisible()]
