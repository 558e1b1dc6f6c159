"""The actions about counts, cases and work orders, for the one table of actions."""

from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP

from lunarcurator.desktop.action import Action, Needs

_POST: Final = Needs.STORE | Needs.POST
_CASE: Final = _POST | Needs.CASE
_ORDER: Final = _POST | Needs.ORDER

TO_DO_ACTIONS: Final = (
    Action(
        "check_place",
        QT_TRANSLATE_NOOP("Actions", "Count…"),
        "place",
        "scan",
        "Ctrl+Shift+C",
        _POST | Needs.PLACE,
        "check_place",
        "place",
        True,
    ),
    Action(
        "advance_order",
        QT_TRANSLATE_NOOP("Actions", "Go on with the order…"),
        "attention",
        "clean_room",
        "",
        _ORDER,
        "advance_order",
    ),
    Action(
        "finish_order",
        QT_TRANSLATE_NOOP("Actions", "Split and finish the order…"),
        "attention",
        "split",
        "",
        _ORDER,
    ),
    Action("cancel_order", QT_TRANSLATE_NOOP("Actions", "Give the order up…"), "attention", "void", "", _ORDER),
    Action(
        "close_case",
        QT_TRANSLATE_NOOP("Actions", "Close the case…"),
        "attention",
        "done",
        "",
        _CASE,
        "close_case",
        after_line=True,
    ),
    Action(
        "reopen_case",
        QT_TRANSLATE_NOOP("Actions", "Reopen the case…"),
        "attention",
        "undo",
        "",
        _CASE,
        "reopen_case",
    ),
    Action("attention_limits", QT_TRANSLATE_NOOP("Actions", "Limits…"), "attention", "settings", after_line=True),
)
"""Counting a place; and what is done about a case or an order chosen in the attention room."""
