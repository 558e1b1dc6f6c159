from pathlib import Path

import pytest
from lunarcurator.desktop.links import Link, Target
from lunarcurator.desktop.shell import palette as palette_module
from lunarcurator.domain.facts import Subject
from lunarcurator.services.backups import back_up
from lunarcurator.services.browsing import Browsing
from lunarcurator.services.searching import Searching
from lunarcurator.store.reads.records import records
from lunarcurator.store.witness import NAME
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QWidget

from tests.journeys.conftest import Window


def uid_of(window: Window, number: str) -> str:
    session = window.store_view.context.session
    return Searching(session, Browsing(session)).search(number).hits[0].row.uid


def name_of(window: Window, kind: Subject) -> str:
    with window.store_view.context.session.database.connect() as connection:
        state = records(connection, kind)[0].state
    return state.code or state.name


def go(window: Window, number: str) -> None:
    uid = uid_of(window, number)
    window.store_view.go(Link(Target.SAMPLE, uid))
    window.qtbot.waitUntil(lambda: window.store_view.selection.samples == (uid,), timeout=5_000)


def test_the_window_opens_on_the_tree_with_its_rooms(window: Window) -> None:
    assert window.store_view.room.key == "samples"
    for key in ("places", "balance", "journal", "samples"):
        window.act(f"{key}_room")
        window.wait_quiet()
        assert window.store_view.room.key == key
    assert window.frame.status.store.text() == "lab.lunar"


def test_the_journal_is_verified_behind_the_window(window: Window, tmp_path: Path) -> None:
    check = window.frame.status.check
    alone = "Journal verified, without a witness file"
    window.qtbot.waitUntil(lambda: check.text() == alone, timeout=20_000)
    assert check.toolTip().endswith("compare with a printed digest.")
    back_up(window.store_view.context.session, tmp_path / "backups")
    window.act("verify")
    window.qtbot.waitUntil(lambda: check.text() == "Journal verified", timeout=20_000)
    assert str(tmp_path / "backups" / NAME) in check.toolTip()
    assert "1 head of this store" in check.toolTip()


def test_a_witness_file_that_came_since_is_noticed_without_opening_the_store_again(window: Window) -> None:
    check = window.frame.status.check
    window.qtbot.waitUntil(lambda: check.text() == "Journal verified, without a witness file", timeout=20_000)
    window.program.wiring.watch.look_at_backups()
    window.wait_quiet()
    assert check.text() == "Journal verified, without a witness file", "there is none yet"
    window.program.wiring.watch.lie_still()
    window.qtbot.waitUntil(lambda: check.text() == "Journal verified", timeout=20_000)


def test_a_link_leads_to_the_piece_in_the_tree(window: Window) -> None:
    go(window, "15555,46")
    assert window.store_view.room.key == "samples"


def test_undo_and_redo_by_keys_are_entries_and_say_what_they_did(window: Window) -> None:
    before = window.store_view.context.session.head().seq
    toast = window.frame.status.toast
    with window.qtbot.waitSignal(window.store_view.context.posted, timeout=10_000):
        window.act("undo")
    window.qtbot.waitUntil(lambda: "Opened inventory" in toast.accessibleName(), timeout=5_000)
    assert window.store_view.context.session.head().seq == before + 1
    with window.qtbot.waitSignal(window.store_view.context.posted, timeout=10_000):
        window.act("redo")
    assert window.store_view.context.session.head().seq == before + 2


def test_another_day_is_shown_read_only_and_left_again(window: Window) -> None:
    window.act("as_of")
    dialog = window.program.wiring.dispatch.dialog
    field = dialog.findChild(QLineEdit, "asOfDay")
    primary = dialog.findChild(QWidget, "primary")
    for refused in ("31/12/70", "2199", "2199-01-01"):
        field.setText(refused)
        assert not primary.isEnabled()
    assert any("has not come yet" in each.text() for each in dialog.findChildren(QLabel))
    field.setText("1970-12-31")
    window.qtbot.mouseClick(primary, Qt.MouseButton.LeftButton)
    window.wait_quiet()
    assert window.store_view.context.moment.day == 19701231
    assert not window.frame.actions_by_key["register"].isEnabled()
    assert window.frame.findChild(QWidget, "asOfStrip") is not None
    window.act("today")
    window.wait_quiet()
    assert window.store_view.context.moment.is_now
    assert window.frame.actions_by_key["register"].isEnabled()


def test_the_palette_finds_a_piece_by_any_spelling_and_goes_there(window: Window) -> None:
    window.act("palette")
    palette = window.program.wiring.dispatch.dialog
    window.qtbot.keyClicks(palette.field, "15555-46")
    window.qtbot.waitUntil(lambda: "15555,46" in str(palette.list.currentIndex().data()), timeout=5_000)
    window.qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    uid = uid_of(window, "15555,46")
    window.qtbot.waitUntil(lambda: window.store_view.selection.samples == (uid,), timeout=5_000)


@pytest.mark.parametrize("kind", [Subject.LOAN, Subject.LINE, Subject.PERSON, Subject.AGREEMENT, Subject.PLACE])
def test_the_palette_finds_what_is_no_piece_by_its_code_or_name_and_goes_there(
    window: Window, kind: Subject
) -> None:
    name = "Clean room" if kind is Subject.PLACE else name_of(window, kind)
    window.act("palette")
    palette = window.program.wiring.dispatch.dialog
    model = palette.list.model()

    def rows() -> list[str]:
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    palette.field.setText(name)
    window.qtbot.waitUntil(lambda: any(each.startswith(f"{name} ") for each in rows()), timeout=5_000)
    at = next(row for row, each in enumerate(rows()) if each.startswith(f"{name} "))
    palette.list.clicked.emit(model.index(at, 0))
    room = "places" if kind is Subject.PLACE else "loans"
    window.qtbot.waitUntil(lambda: window.store_view.room.key == room, timeout=5_000)
    window.wait_quiet()


def test_the_palette_says_that_nothing_was_found(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence, seen, in the list for who reads it, and said aloud; gone as soon as something is found."""
    said: list[str] = []
    monkeypatch.setattr(palette_module, "announce", lambda _widget, sentence: said.append(sentence))
    window.act("palette")
    palette = window.program.wiring.dispatch.dialog
    window.qtbot.keyClicks(palette.field, "zzqx")
    sentence = "No piece or act matches “zzqx”; nothing else has exactly this number or name."
    model = palette.list.model()
    window.qtbot.waitUntil(lambda: [model.index(0, 0).data()] == [sentence], timeout=5_000)
    assert model.rowCount() == 1
    assert not model.index(0, 0).flags() & Qt.ItemFlag.ItemIsEnabled
    assert said[-1] == sentence
    window.qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()
    palette.field.setText("15555-46")
    window.qtbot.waitUntil(lambda: "15555,46" in str(palette.list.currentIndex().data()), timeout=5_000)
    assert sentence not in [model.index(row, 0).data() for row in range(model.rowCount())]
    palette.field.setText("")
    window.qtbot.waitUntil(lambda: model.rowCount() == 0, timeout=5_000)
    palette.reject()


def test_a_second_window_follows_and_says_who_has_the_store(window: Window, store: Path) -> None:
    from lunarcurator.services.stores import open_session

    opened = open_session(store)
    try:
        assert opened.session.read_only
        assert opened.follower_of
    finally:
        opened.session.close()


def test_a_new_store_has_its_first_operator_and_is_empty(window: Window, tmp_path: Path) -> None:
    from lunarcurator.services.first_start import FirstStart

    stores = window.program.wiring.stores
    with window.qtbot.waitSignal(stores.opened, timeout=20_000):
        stores._make(tmp_path / "fresh.lunar", FirstStart())
    window.wait_quiet()
    assert window.store_view.context.session.head().seq == 1
    window.qtbot.waitUntil(lambda: window.store_view.context.operator is not None, timeout=5_000)


def test_what_was_done_in_one_store_is_not_offered_to_be_undone_in_the_next(
    window: Window, tmp_path: Path
) -> None:
    from lunarcurator.desktop.widgets.strips import ToastOffer
    from lunarcurator.services.first_start import FirstStart

    stores, status = window.program.wiring.stores, window.frame.status
    status.show_done("Split 15555 into 2", ToastOffer.UNDO)
    status.show_work("Importing", 1, 2)
    with window.qtbot.waitSignal(stores.opened, timeout=20_000):
        stores._make(tmp_path / "fresh.lunar", FirstStart())
    assert not status.toast.isVisible()
    assert not status.bar.isVisible()
    assert status.selection.text() == window.store_view.room.selection_summary()


def test_a_store_that_is_opened_again_takes_entries_and_is_not_followed(window: Window, store: Path) -> None:
    stores, first = window.program.wiring.stores, window.store_view
    first.show_room("journal")
    with window.qtbot.waitSignal(stores.opened, timeout=20_000):
        stores.open(store)
    assert window.store_view is not first
    assert not window.store_view.context.session.read_only
    assert window.store_view.room.key == "journal"


def test_a_store_that_was_left_is_looked_at_no_more(window: Window, tmp_path: Path) -> None:
    """Its timers and what still asks of it have nobody to tell; only a posting that comes too late is a fault."""
    from lunarcurator.services.first_start import FirstStart

    stores, first = window.program.wiring.stores, window.store_view
    watch, heard = window.program.wiring.watch, []
    timers = watch.findChildren(QTimer)
    watch._ours(first.context.session.head())
    assert [each.isActive() for each in timers].count(True) > 1
    with window.qtbot.waitSignal(stores.left, timeout=20_000):
        stores._make(tmp_path / "fresh.lunar", FirstStart())
    assert not any(each.isActive() for each in timers)
    watch._look()
    watch.look_at_backups()
    first.lanes.background(lambda _ticket: heard.append(1), heard.append, gives_way=True)
    with pytest.raises(RuntimeError):
        first.lanes.write(lambda _ticket: heard.append(1), heard.append)
    window.wait_quiet()
    assert not heard


def test_a_file_that_is_no_store_is_one_sentence(window: Window, tmp_path: Path) -> None:
    stores = window.program.wiring.stores
    other = tmp_path / "notes.lunar"
    other.write_text("not a store")
    stores.open(other)
    window.qtbot.waitUntil(lambda: stores.dialog is not None, timeout=10_000)
    assert "notes.lunar" in stores.dialog.text()
    assert stores.store_view is window.store_view
    stores.dialog.close()


def test_the_context_menu_offers_what_can_be_done_with_the_piece(window: Window) -> None:
    go(window, "15555,46")
    window.store_view.room.context_menu_requested.emit(window.frame.mapToGlobal(window.frame.rect().center()))
    menu = window.frame.findChild(QMenu, "contextMenu")
    assert menu is not None
    offered = {each.objectName().removeprefix("action.") for each in menu.actions() if not each.isSeparator()}
    assert {"split", "weigh", "move", "correct", "void", "labels"} <= offered
    menu.close()


def test_acts_of_leaving_are_offered_to_those_that_stand_so(window: Window) -> None:
    from lunarcurator.domain.acts import Act, Posting
    from lunarcurator.domain.identity import ref_of
    from lunarcurator.domain.operations import SendToDisplay, SetUpPlace

    actions, session = window.frame.actions_by_key, window.store_view.context.session

    def offered() -> set[str]:
        keys = (
            "consume",
            "send_to_display",
            "take_down",
            "declare_lost",
            "recover",
            "transfer_title",
            "come_back",
            "move_back",
        )
        return {key for key in keys if actions[key].isEnabled()}

    go(window, "15555,46")
    here = {"consume", "send_to_display", "declare_lost", "transfer_title"}
    window.qtbot.waitUntil(lambda: offered() == here, timeout=5_000)
    assert actions["take_down"].toolTip() == "Only for pieces on display."
    acts = (
        SetUpPlace(kind="venue", name="Museum (demo)"),
        SendToDisplay(samples=("15555,46",), place="Museum (demo)"),
    )
    posting = Posting(
        acts=tuple(Act(operation=each, day=session.today) for each in acts),
        operator=ref_of(window.store_view.context.operator),
    )
    with window.qtbot.waitSignal(window.store_view.context.posted, timeout=10_000):
        window.store_view.context.post(posting, lambda _posted: None, lambda _error: None)
    window.qtbot.waitUntil(lambda: offered() == {"take_down", "declare_lost"}, timeout=5_000)
    window.store_view.room.context_menu_requested.emit(window.frame.mapToGlobal(window.frame.rect().center()))
    menu = window.frame.findChild(QMenu, "contextMenu")
    shown = {each.objectName().removeprefix("action.") for each in menu.actions()}
    assert "take_down" in shown
    assert not shown & {"recover", "consume"}
    menu.close()
