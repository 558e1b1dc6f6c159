"""What the bar at the bottom offers is what menu and keys do: in every room, for one's own entries and others'."""

from dataclasses import replace

import pytest
from lunarcurator.desktop.dialogs.undo_reason import UndoReasonDialog
from lunarcurator.desktop.shell.store_view import ROOMS
from lunarcurator.desktop.widgets.labels import KeyBox, LinkLabel
from lunarcurator.desktop.widgets.strips import ToastOffer
from lunarcurator.domain.acts import Act, Authority, Override, Posting
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.findings import Strength, find
from lunarcurator.domain.identity import LineRef, OperatorRef, Uid, ref_of
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.terms import DocumentKind
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.operations import Reading, SetUpPlace
from lunarcurator.domain.operations.accounting import CameBack, ReturnLine
from lunarcurator.domain.operations.borrowing import Attached
from lunarcurator.services.journal import journal_entries
from lunarcurator.services.people import People
from lunarcurator.services.posting import Posted
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store.damage import mark
from lunarcurator.store.reads.records import records
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.journeys.conftest import Window
from tests.prompt_bot import bring_to_front


def post(window: Window, name: str, by: Uid | None = None) -> int:
    """Post a new place as somebody, and wait until the bar has said so."""
    place = window.store_view.context
    operator = by or place.operator
    assert operator is not None
    operation = SetUpPlace(name=name, kind="site")
    acts = (Act(operation=operation, day=place.session.today),)
    posted = []
    place.post(Posting(acts=acts, operator=OperatorRef(ref_of(operator))), posted.append, pytest.fail)
    window.qtbot.waitUntil(lambda: bool(posted), timeout=10_000)
    window.wait_quiet()
    return posted[0].seq


def somebody_else(window: Window) -> Uid:
    place = window.store_view.context
    others = [
        each for each in People(place.session).operators() if each.uid != place.operator and each.role != "auditor"
    ]
    return others[0].uid


def head(window: Window) -> int:
    return window.store_view.context.session.head().seq


def test_after_an_undo_the_bar_offers_redo_and_both_do_what_they_say(window: Window) -> None:
    toast = window.frame.status.toast
    seq = post(window, "Undo cabinet")
    assert toast.offer is ToastOffer.UNDO
    window.qtbot.mouseClick(toast.findChild(LinkLabel, "toastUndo"), Qt.MouseButton.LeftButton)
    window.qtbot.waitUntil(lambda: toast.offer is ToastOffer.REDO, timeout=10_000)
    assert head(window) == seq + 1
    window.qtbot.mouseClick(toast.findChild(LinkLabel, "toastRedo"), Qt.MouseButton.LeftButton)
    window.qtbot.waitUntil(lambda: head(window) == seq + 2, timeout=10_000)
    window.wait_quiet()
    assert toast.offer is ToastOffer.UNDO
    session, words = window.store_view.context.session, window.store_view.context.words
    assert not journal_entries(session, words, (seq,))[0].undone


def test_menu_and_links_name_the_act(window: Window) -> None:
    post(window, "Cabinet A & B")
    toast = window.frame.status.toast
    assert "Cabinet A && B" in window.frame.actions_by_key["undo"].text()
    assert window.frame.actions_by_key["redo"].text() == "Redo"
    assert "Cabinet A & B" in toast.findChild(LinkLabel, "toastUndo").accessibleName()
    window.act("undo")
    window.qtbot.waitUntil(lambda: "Cabinet A && B" in window.frame.actions_by_key["redo"].text(), timeout=10_000)
    assert "Cabinet A" not in window.frame.actions_by_key["undo"].text()


def test_an_entry_from_elsewhere_takes_the_offer_back(window: Window) -> None:
    """The bar still says what was done here, but the keys would undo something else."""
    post(window, "Mine")
    place = window.store_view.context
    operation = SetUpPlace(name="Elsewhere", kind="site")
    acts = (Act(operation=operation, day=place.session.today),)
    posting = Posting(acts=acts, operator=OperatorRef(ref_of(somebody_else(window))))
    place.lanes.write(lambda _ticket: place.session.post(posting), lambda posted: place.tell(posted.changes))
    window.qtbot.waitUntil(lambda: window.frame.status.toast.offer is ToastOffer.NOTHING, timeout=10_000)
    window.wait_quiet()
    assert "Elsewhere" in window.frame.actions_by_key["undo"].text()


@pytest.mark.parametrize("room", ["samples", "places", "balance", "journal", "attention", "loans"])
def test_in_every_room_the_keys_undo_what_the_bar_offers(window: Window, room: str) -> None:
    window.act(f"{room}_room")
    window.wait_quiet()
    assert window.store_view.room.key == room
    seq = post(window, f"Seen from {room}")
    assert window.frame.status.toast.offer is ToastOffer.UNDO
    bring_to_front(window.frame)
    window.qtbot.keyClick(
        QApplication.focusWidget() or window.frame, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier
    )
    window.qtbot.waitUntil(lambda: head(window) == seq + 1, timeout=10_000)
    window.wait_quiet()
    session, words = window.store_view.context.session, window.store_view.context.words
    assert journal_entries(session, words, (seq,))[0].undone


def test_the_rooms_tried_are_all_there_are(window: Window) -> None:
    assert len(ROOMS) == 6


def test_while_a_field_or_grid_keeps_the_keys_the_bar_shows_none(window: Window) -> None:
    post(window, "Keys")
    bring_to_front(window.frame)
    toast = window.frame.status.toast
    field = QLineEdit(window.frame)
    field.show()
    field.setFocus()
    window.qtbot.waitUntil(lambda: QApplication.focusWidget() is field, timeout=5_000)
    keys = toast.findChild(KeyBox, "toastUndoKeys")
    assert not keys.isVisible()
    window.frame.rooms.setFocus()
    window.store_view.room.enter()
    window.qtbot.waitUntil(lambda: QApplication.focusWidget() is not field, timeout=5_000)
    window.qtbot.waitUntil(keys.isVisible, timeout=5_000)


def test_an_entry_of_somebody_else_is_undone_with_a_reason_only(window: Window) -> None:
    seq = post(window, "Theirs", somebody_else(window))
    window.act("undo")
    handling = window.program.wiring.dispatch
    window.qtbot.waitUntil(lambda: isinstance(handling._undoing.dialog, UndoReasonDialog), timeout=10_000)
    dialog = handling._undoing.dialog
    assert not dialog.primary_button.isEnabled()
    window.qtbot.keyClick(dialog.why, Qt.Key.Key_Return)
    assert head(window) == seq
    window.qtbot.keyClicks(dialog.why, "Entered twice")
    window.qtbot.mouseClick(dialog.primary_button, Qt.MouseButton.LeftButton)
    window.qtbot.waitUntil(lambda: head(window) == seq + 1, timeout=10_000)
    window.wait_quiet()
    session, words = window.store_view.context.session, window.store_view.context.words
    assert journal_entries(session, words, (seq + 1,))[0].reason == "Entered twice"


def test_while_nothing_may_be_posted_the_bar_offers_nothing(window: Window) -> None:
    post(window, "Another day")
    toast = window.frame.status.toast
    assert toast.offer is ToastOffer.UNDO
    window.store_view.context.show_moment(Moment(19701231))
    window.qtbot.waitUntil(lambda: toast.offer is ToastOffer.NOTHING, timeout=10_000)
    window.store_view.context.show_moment(NOW)
    window.qtbot.waitUntil(lambda: toast.offer is ToastOffer.UNDO, timeout=10_000)


def test_on_a_store_found_damaged_the_bar_offers_nothing(window: Window) -> None:
    post(window, "Before the damage")
    toast = window.frame.status.toast
    place = window.store_view.context
    found = find(Strength.IMPOSSIBLE, "verify.entry_altered", "", "", "entry:3", entry=3)
    place.lanes.write(lambda _ticket: mark(place.session.database, [found]), lambda _none: place.look_again())
    window.qtbot.waitUntil(lambda: toast.offer is ToastOffer.NOTHING, timeout=10_000)


def test_the_bar_names_each_line_of_which_a_return_differs(window: Window) -> None:
    """One sheet brings back several lines: what is missing of the second is said like that of the first."""
    place = window.store_view.context
    lines = weighed_lines_out(place.session)[:2]
    sheet = Attached(kind=DocumentKind.RETURN_SHEET, name="sheet 9", sha256="ab" * 32)
    acts = []
    for line, less in zip(lines, (2, 3), strict=True):
        reading = Reading(net_ug=line.account.held_ug - less, resolution_ug=1)
        back = CameBack(itself=True, reading=reading, confirmed=True)
        told = {"line": LineRef(ref_of(line.uid)), "pieces": (back,), "sheet": sheet, "accept_difference": True}
        acts.append(Act(operation=ReturnLine(**told), day=place.session.today))
    assert place.operator is not None
    posting = Posting(acts=tuple(acts), operator=OperatorRef(ref_of(place.operator)))
    keys = {each.key for each in place.session.preview(posting).findings}
    overrides = tuple(Override(key=key, reason="seen") for key in keys)
    authority = Authority(name="Head of curation", document="Memo 7")
    witness = OperatorRef(ref_of(somebody_else(window)))
    answered = replace(posting, overrides=overrides, authority=authority, witness=witness)
    posted: list[Posted] = []
    place.post(answered, posted.append, pytest.fail)
    window.qtbot.waitUntil(lambda: bool(posted), timeout=10_000)
    window.wait_quiet()
    said = window.frame.status.toast.accessibleName()
    for line, less in zip(lines, ("0.002", "0.003"), strict=True):
        assert f"line {line.code}: {less}\u00a0mg less than held" in said


def weighed_lines_out(session: StoreSession) -> list[Line]:
    """The lines of what is out that were weighed, in order of their codes."""
    with session.database.connect() as connection:
        found = [Line.of(row.state) for row in records(connection, Subject.LINE)]
    held = (each for each in found if each.is_open and each.sample and not each.account.unweighed)
    return sorted((each for each in held if each.account.held_ug > 10), key=lambda each: each.code)
