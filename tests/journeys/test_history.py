"""Old papers are entered act by act: the day and the source stay from one act to the next."""

from lunarcurator.desktop.history import History
from lunarcurator.desktop.links import Link, Target
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.desktop.widgets.strips import Strip
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.services.form_context import entry_uid, find_piece
from lunarcurator.services.journal import entry_detail
from PySide6.QtWidgets import QPushButton, QWidget

from tests.journeys.conftest import Window


def dialog(window: Window, key: str) -> QWidget:
    window.act(key)
    window.qtbot.waitUntil(lambda: getattr(window.program.wiring.dispatch.dialog, "built", True), timeout=10_000)
    found = window.program.wiring.dispatch.dialog
    assert found is not None
    window.qtbot.waitUntil(found.isVisible, timeout=10_000)
    window.wait_quiet()
    return found


def begin(window: Window, day: str, source: str) -> None:
    asked = dialog(window, "history")
    asked.day.edit.setText(day)  # type: ignore[attr-defined]
    asked.source.edit.setText(source)  # type: ignore[attr-defined]
    asked.primary_button.click()  # type: ignore[attr-defined]
    assert not asked.isVisible()


def strip(window: Window, name: str) -> Strip | None:
    return next((each for each in window.frame.findChildren(Strip, name) if each.isVisible()), None)


def select(window: Window, number: str) -> None:
    store_view = window.store_view
    uid = find_piece(store_view.context.session, number)
    store_view.go(Link(Target.SAMPLE, uid))
    window.qtbot.waitUntil(lambda: store_view.selection.samples == (uid,), timeout=10_000)
    window.wait_quiet()


def name(window: Window, text: str, day: str = "") -> None:
    """Give the selected piece a name by its dialog, on the day it opens with or on another."""
    asked = dialog(window, "add_name")
    asked.input("name").edit.setText(text)  # type: ignore[attr-defined]
    if day:
        asked.day.edit.setText(day)  # type: ignore[attr-defined]
    with window.qtbot.waitSignal(window.store_view.context.posted, timeout=10_000):
        window.qtbot.waitUntil(asked.primary_button.isEnabled, timeout=10_000)  # type: ignore[attr-defined]
        asked.primary_button.click()  # type: ignore[attr-defined]
    window.qtbot.waitUntil(lambda: not asked.isVisible(), timeout=10_000)


def test_the_day_is_kept_from_act_to_act_and_the_source_stands_in_the_journal(window: Window) -> None:
    begin(window, "1990-03-10", "DATA PACK 15555")
    shown = strip(window, "historyStrip")
    assert shown is not None
    assert shown.accessibleName() == "Entering history · 1990-03-10 from DATA PACK 15555"
    select(window, "15555")
    name(window, "Great Scott, kept")
    entry = window.store_view.context.session.head().seq
    asked = dialog(window, "add_name")
    assert asked.day.value() == "1990-03-10"  # type: ignore[attr-defined]
    late = asked.findChild(Label, "lateEntry")
    assert late is not None
    assert late.isVisible()
    asked.reject()  # type: ignore[attr-defined]
    name(window, "Another", "March 1991")
    history = window.store_view.context.history
    assert history == History(19910300, "March 1991", "DATA PACK 15555")
    session, words = window.store_view.context.session, window.store_view.context.words
    for seq, stated in ((entry, ""), (entry + 1, "March 1991")):
        uid = entry_uid(session, seq)
        detail = entry_detail(session, words, uid) if uid is not None else None
        assert detail is not None
        assert (detail.source, detail.entry.kind, detail.entry.day_stated) == (
            "DATA PACK 15555",
            "add_name",
            stated,
        )


def test_a_history_ends_by_its_button_and_another_day_is_asked_for(window: Window) -> None:
    begin(window, "about 1974", "")
    shown = strip(window, "historyStrip")
    assert shown is not None
    assert shown.accessibleName() == "Entering history · about 1974"
    shown.findChild(QPushButton, "historyAnother").click()
    asked = window.program.wiring.dispatch.dialog
    assert asked is not None
    assert asked.day.value() == "about 1974"  # type: ignore[attr-defined]
    asked.day.edit.setText("2999-01-01")  # type: ignore[attr-defined]
    assert not asked.primary_button.isEnabled()  # type: ignore[attr-defined]
    asked.day.edit.setText("no day")  # type: ignore[attr-defined]
    assert not asked.primary_button.isEnabled()  # type: ignore[attr-defined]
    asked.reject()  # type: ignore[attr-defined]
    shown.findChild(QPushButton, "historyEnd").click()
    assert window.store_view.context.history is None
    assert strip(window, "historyStrip") is None


def test_another_day_shown_stands_before_the_history_and_it_comes_back(window: Window) -> None:
    begin(window, "1990-03-10", "DATA PACK")
    window.store_view.context.show_moment(Moment(19900101))
    assert strip(window, "asOfStrip") is not None
    assert strip(window, "historyStrip") is None
    window.store_view.context.show_moment(NOW)
    assert strip(window, "historyStrip") is not None
