"""A paper of what is in front is one key away: of a piece, a container, an entry of the journal."""

from pathlib import Path

from lunarcurator.desktop.dialogs.print_paper import PaperDialog
from lunarcurator.desktop.links import Link, Target
from lunarcurator.services.form_context import find_piece
from lunarcurator.services.places import Places
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from tests.journeys.conftest import Window


def printing(window: Window) -> PaperDialog:
    handling = window.program.wiring.dispatch
    window.qtbot.waitUntil(lambda: isinstance(handling.dialog, PaperDialog) and handling.dialog.isVisible())
    window.wait_quiet()
    assert isinstance(handling.dialog, PaperDialog)
    return handling.dialog


def made(dialog: PaperDialog) -> tuple[str, str]:
    shown = dialog._made
    assert shown is not None
    return shown.paper.key, shown.paper.record


def choose(window: Window, dialog: PaperDialog, key: str) -> None:
    keys = [dialog.paper_choice.itemData(at).key for at in range(dialog.paper_choice.count())]
    dialog.paper_choice.setCurrentIndex(keys.index(key))
    window.wait_quiet()


def test_a_selected_piece_is_printed_by_keyboard_and_saved(window: Window, tmp_path: Path) -> None:
    store_view = window.store_view
    uid = find_piece(store_view.context.session, "15555")
    store_view.go(Link(Target.SAMPLE, uid))
    window.qtbot.waitUntil(lambda: store_view.selection.samples == (uid,), timeout=10_000)
    window.qtbot.keyClick(
        window.frame, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    dialog = printing(window)
    choose(window, dialog, "genealogy")
    assert made(dialog) == ("genealogy", "15555")
    dialog.write(tmp_path / "genealogy.pdf")
    window.wait_quiet()
    assert (tmp_path / "genealogy.pdf").read_bytes().startswith(b"%PDF")
    dialog.reject()


def test_a_container_and_an_entry_have_their_papers_where_they_stand(window: Window) -> None:
    store_view = window.store_view
    tree = Places(store_view.context.session).tree()
    place = next(node for node in tree.nodes.values() if node.kind == "cabinet")
    store_view.go(Link(Target.PLACE, place.uid))
    window.qtbot.waitUntil(lambda: store_view.selection.places == (place.uid,), timeout=10_000)
    window.act("print_paper")
    dialog = printing(window)
    choose(window, dialog, "container_contents")
    assert made(dialog)[0] == "container_contents"
    assert not dialog.of.isVisible()
    dialog.reject()
    store_view.show_room("journal")
    window.wait_quiet()
    button = store_view.room.findChild(QAbstractButton, "entry.print")
    window.qtbot.waitUntil(button.isVisible, timeout=10_000)
    window.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    dialog = printing(window)
    choose(window, dialog, "entry_sheet")
    assert made(dialog)[1].startswith("#")
    dialog.reject()
