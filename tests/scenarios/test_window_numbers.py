"""Two containers whose numbers were switched in early documents, through the real window."""

from lunarcurator.desktop.widgets.citations import Citations
from lunarcurator.desktop.widgets.events import Events
from lunarcurator.domain.operations import Register
from lunarcurator.services.words import Words
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from tests.scenarios.lab import LSC, NOT_WEIGHED, Lab
from tests.scenarios.test_window_display_and_merging import Opened, again
from tests.scenarios.test_window_display_and_merging import opened as opened
from tests.scenarios.window import Driven

SOURCE = LSC + "15013"


def shown(view: object) -> list[str]:
    model = view.model()  # type: ignore[attr-defined]
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def meanings(window: Driven) -> list[tuple[str, str]]:
    found = window.program.frame.findChild(Events, "piece_meanings")
    return [(each.link, each.note) for each in found.events] if found is not None and found.isVisible() else []


def sayings(window: Driven) -> list[str]:
    found = window.program.frame.findChild(Citations, "piece_disputed")
    return [each.text for each in found.sayings] if found is not None and found.isVisible() else []


def test_switched_containers_are_found_under_either_number(lab: Lab, opened: Opened, words: Words) -> None:
    """15013 and 15014 were switched in early documentation; that the day is disputed in a letter is invented."""
    places = {"15014": "under the Lunar Module", "15013": "trench bottom, station 8"}
    early = (
        Register(collection="Apollo", number=number, mission="Apollo 15", mass=NOT_WEIGHED, collected=where)
        for number, where in places.items()
    )
    lab.post(*early, day=19710807, source=SOURCE)
    window = opened(lab)
    window.go("15013")
    dialog = window.open("swap_numbers")
    window.type(dialog, "other", "15014")
    window.type(dialog, "day", "1971-09")
    window.type(dialog, "source", SOURCE)
    window.until(lambda: dialog.form.inputs["other"].found is not None)
    window.act(dialog)

    window.program.frame.actions_by_key["palette"].trigger()
    palette = window.program.wiring.dispatch.dialog
    window.qtbot.keyClicks(palette.field, "15013")
    was = "“15013” was the number of 15014 (1971-08-07 – 1971-09, entry "
    window.until(lambda: any(was in each for each in shown(palette.list)))
    assert any("“15013” became the number of" in each for each in shown(palette.list))
    window.qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    window.go("15013")
    window.until(lambda: [each for each, told in meanings(window) if told.startswith(was)] == ["15014"])

    swapped = lab_entry(window)
    dialog = window.open("state_fact")
    entries = dialog.findChild(QComboBox, "about")
    assert entries is not None
    at = next(row for row in range(entries.count()) if entries.itemText(row).startswith(f"Entry {swapped}, "))
    entries.setCurrentIndex(at)
    window.type(dialog, "field", "day")
    window.type(dialog, "value", "1971-08-30")
    window.type(dialog, "source", "A letter (invented)")
    window.until(lambda: dialog.primary_button.text() == f"Keep what is said of “day” of entry {swapped}")
    window.act(dialog)
    window.press("undo")
    window.press("redo")
    # What is recorded stands beside it.
    both = [f"Day, entry {swapped}: 1971-09", f"Day, entry {swapped}: 1971-08-30"]
    window.until(lambda: sayings(window) == both)
    again(lab, window)
    lab.days.add(19710900)
    (disputed,) = lab.dossier("15013").disputed
    assert (disputed.label(words), disputed.statements[0].value) == (f"Day, entry {swapped}", "1971-08-30")
    lab.closes_on_each_day()


def lab_entry(window: Driven) -> int:
    """Return the sequence of the last entry."""
    return window.store_view.context.session.head().seq
