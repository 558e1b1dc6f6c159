"""The actions that divide a piece in ways of their own, or put several together."""

from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP

from lunarcurator.desktop.action import ONE, Action, Needs

CUTTING_ACTIONS: Final = (
    Action(
        "sieve",
        QT_TRANSLATE_NOOP("Actions", "Sieve…"),
        "sample",
        "",
        "",
        ONE | Needs.AT_HAND | Needs.SOIL,
        "sieve",
        "sample",
    ),
    Action(
        "dissect",
        QT_TRANSLATE_NOOP("Actions", "Dissect the core…"),
        "sample",
        "",
        "",
        ONE | Needs.AT_HAND | Needs.CORE,
        "dissect",
        "sample",
    ),
    Action(
        "make_sections",
        QT_TRANSLATE_NOOP("Actions", "Make sections…"),
        "sample",
        "",
        "",
        ONE | Needs.AT_HAND,
        "make_sections",
        "sample",
    ),
    Action(
        "compose",
        QT_TRANSLATE_NOOP("Actions", "Make a composite…"),
        "sample",
        "",
        "",
        Needs.STORE | Needs.POST,
        "compose",
        "sample",
    ),
)
"""In the order of their menu, behind the split."""
