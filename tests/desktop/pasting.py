"""Pasting into a grid: below the titles of its columns, of which nothing is asked, or by the step that asks."""

from lunarcurator.desktop.dialogs.form.grid_view import GridView
from lunarcurator.desktop.dialogs.form.paste_columns import PasteColumnsDialog
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.prompt_bot import bring_to_front


def titled(view: GridView, block: str) -> str:
    """Return a block below the titles of the columns that take it from the cursor on; one column needs none."""
    if "\t" not in block:
        return block
    first, wide = view.currentIndex().column(), max(row.count("\t") for row in block.split("\n")) + 1
    columns = [column.label for at, column in view._open_columns.items() if at >= first][:wide]
    return "\t".join(columns) + "\n" + block


def asked(qtbot: QtBot, view: GridView, block: str) -> PasteColumnsDialog:
    """Paste a block by the keyboard, and return the step that asks where its columns go."""
    QGuiApplication.clipboard().setText(block)
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    found = step_of(view)
    qtbot.waitExposed(found)
    bring_to_front(found)
    return found


def step_of(view: GridView) -> PasteColumnsDialog:
    """Return the step that asks where the columns of a block go."""
    (found,) = [each for each in view.window().findChildren(PasteColumnsDialog) if each.isVisible()]
    return found


def asks(view: GridView) -> bool:
    """Tell whether it is being asked where the columns of a block go."""
    return any(each.isVisible() for each in view.window().findChildren(PasteColumnsDialog))


def proposed(dialog: PasteColumnsDialog) -> list[str]:
    """Return where the columns go as shown, each with the unit of its masses if one is shown."""
    return [
        " / ".join(
            filter(None, (row.target.currentText(), row.unit.currentText() if row.unit.isVisible() else ""))
        )
        for row in dialog.rows
    ]


def choose(qtbot: QtBot, dialog: PasteColumnsDialog, at: int, target: str) -> None:
    """Choose by the keyboard where a column goes, by what stands in the list."""
    box = dialog.rows[at].target
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Home)
    for _ in range(box.findText(target)):
        qtbot.keyClick(box, Qt.Key.Key_Down)
    assert box.currentText() == target


def press(qtbot: QtBot, dialog: PasteColumnsDialog, key: Qt.Key) -> None:
    """Press a key where the keyboard is in the step."""
    qtbot.keyClick(dialog.focusWidget() or dialog, key)
    QApplication.processEvents()
