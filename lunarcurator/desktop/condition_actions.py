"""The actions on what a piece is good for, how it may be handled, and what belongs together."""

from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP

from lunarcurator.desktop.action import ONE, Action, Needs

_POST: Final = Needs.STORE | Needs.POST
_MANY: Final = _POST | Needs.SAMPLES
_HELD: Final = _MANY | Needs.AT_HAND

CONDITION_ACTIONS: Final = (
    Action(
        "expose",
        QT_TRANSLATE_NOOP("Actions", "Record an exposure…"),
        "condition",
        "air",
        "",
        _POST | Needs.THERE,
        "expose",
        "sample",
        True,
    ),
    Action(
        "open_sealed",
        QT_TRANSLATE_NOOP("Actions", "Open a sealed container…"),
        "condition",
        "sealed",
        "",
        _POST | Needs.SEALED,
        "open_sealed",
        "sample",
    ),
    Action(
        "freeze",
        QT_TRANSLATE_NOOP("Actions", "Put into the cold…"),
        "condition",
        "frozen",
        "",
        _HELD,
        "freeze",
        "sample",
    ),
    Action(
        "take_out",
        QT_TRANSLATE_NOOP("Actions", "Take out of the cold…"),
        "condition",
        "",
        "",
        _HELD | Needs.COLD,
        "take_out",
        "sample",
    ),
    Action(
        "change_condition",
        QT_TRANSLATE_NOOP("Actions", "Change the condition…"),
        "condition",
        "",
        "",
        _MANY,
        "change_condition",
        "sample",
    ),
    Action(
        "restrict",
        QT_TRANSLATE_NOOP("Actions", "Restrict handling…"),
        "condition",
        "block",
        "",
        _MANY,
        "restrict",
        "sample",
    ),
    Action(
        "relate",
        QT_TRANSLATE_NOOP("Actions", "Relate to another piece…"),
        "condition",
        "",
        "",
        ONE,
        "relate",
        "sample",
        True,
    ),
    Action(
        "state_fact",
        QT_TRANSLATE_NOOP("Actions", "Keep what a source says…"),
        "condition",
        "document",
        "",
        ONE,
        "state_fact",
        "sample",
    ),
)
"""In the order of their menu."""
