"""The actions about counts, cases and work orders, for the one table of actions."""

from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP

from lunarcurator.desktop.action import POST, Action, Needs, act

_CASE: Final = POST | Needs.CASE
_ORDER: Final = POST | Needs.ORDER

TO_DO_ACTIONS: Final = (
    act(
        "check_place",
        QT_TRANSLATE_NOOP("Actions", "Count…"),
        "place",
        "scan",
        "Ctrl+Shift+C",
        needs=POST | Needs.PLACE,
        context="place",
        after_line=True,
    ),
    act(
        "advance_order",
        QT_TRANSLATE_NOOP("Actions", "Go on with the order…"),
        "attention",
        "clean_room",
        needs=_ORDER,
    ),
    Action(
        "finish_order",
        QT_TRANSLATE_NOOP("Actions", "Split and finish the order…"),
        "attention",
        "split",
        needs=_ORDER,
    ),
    Action("cancel_order", QT_TRANSLATE_NOOP("Actions", "Give the order up…"), "attention", "void", needs=_ORDER),
    act(
        "close_case",
        QT_TRANSLATE_NOOP("Actions", "Close the case…"),
        "attention",
        "done",
        needs=_CASE,
        after_line=True,
    ),
    act("reopen_case", QT_TRANSLATE_NOOP("Actions", "Reopen the case…"), "attention", "undo", needs=_CASE),
    Action(
        "incident_record",
        QT_TRANSLATE_NOOP("Actions", "Record of the loss…"),
        "attention",
        "print",
        needs=Needs.CASE,
    ),
    Action("attention_limits", QT_TRANSLATE_NOOP("Actions", "Limits…"), "attention", "settings", after_line=True),
)
"""Counting a place; and what is done about a case or an order chosen in the attention room."""
