"""The table of keys in the manual, made from the one table of actions: it cannot say anything else."""

import re

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence

from lunarcurator.desktop.actions import ACTIONS, MENUS, words_of


def keyboard_table() -> str:
    """Return a Markdown table of every action that has keys, by menu, in the language of the window."""
    head = (
        QCoreApplication.translate("Keys", "Action"),
        QCoreApplication.translate("Keys", "Keys"),
        QCoreApplication.translate("Keys", "Menu"),
    )
    lines = [f"| {' | '.join(head)} |", "|---|---|---|"]
    for menu, text in MENUS:
        # The letter of a Chinese menu stands in brackets behind its word.
        name = re.sub(r"\(&\w\)|&", "", QCoreApplication.translate("Actions", str(text)))
        for action in ACTIONS.values():
            if action.menu == menu and action.keys:
                # What stands in the window is what the system writes: ⌘ on a Mac.
                shown = QKeySequence(action.keys).toString(QKeySequence.SequenceFormat.NativeText)
                lines.append(f"| {words_of(action).rstrip('…')} | {shown} | {name} |")
    return "\n".join(lines)
