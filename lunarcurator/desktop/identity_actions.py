"""The actions on what a piece is called, where it came from, and whether it is one piece or several."""

from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP

from lunarcurator.desktop.action import ONE, Action, Needs

IDENTITY_ACTIONS: Final = (
    Action(
        "renumber",
        QT_TRANSLATE_NOOP("Actions", "Renumber…"),
        "identity",
        "",
        "",
        ONE,
        "renumber",
        "sample",
        True,
    ),
    Action(
        "swap_numbers",
        QT_TRANSLATE_NOOP("Actions", "Swap numbers…"),
        "identity",
        "",
        "",
        ONE,
        "swap_numbers",
        "sample",
    ),
    Action(
        "merge",
        QT_TRANSLATE_NOOP("Actions", "Merge…"),
        "identity",
        "",
        "",
        ONE | Needs.AT_HAND,
        "merge",
        "sample",
    ),
    Action(
        "dissolve",
        QT_TRANSLATE_NOOP("Actions", "Dissolve…"),
        "identity",
        "",
        "",
        ONE | Needs.AT_HAND,
        "dissolve",
        "sample",
    ),
    Action(
        "adopt",
        QT_TRANSLATE_NOOP("Actions", "Say where it came from…"),
        "identity",
        "",
        "",
        ONE,
        "adopt",
        "sample",
    ),
    Action(
        "correct_birth",
        QT_TRANSLATE_NOOP("Actions", "Correct how it began…"),
        "identity",
        "",
        "",
        ONE,
        "correct_birth",
        "sample",
    ),
    Action(
        "add_body",
        QT_TRANSLATE_NOOP("Actions", "Several bodies…"),
        "identity",
        "",
        "",
        ONE | Needs.THERE,
        "add_body",
        "sample",
    ),
    Action(
        "correct_identity",
        QT_TRANSLATE_NOOP("Actions", "It was another piece…"),
        "identity",
        "",
        "",
        ONE,
        "correct_identity",
        "sample",
    ),
    Action(
        "revive",
        QT_TRANSLATE_NOOP("Actions", "Take a void back…"),
        "identity",
        "",
        "",
        ONE | Needs.VOID,
        "revive",
        "sample",
    ),
)
"""In the order of their menu."""
