"""The actions on what a piece is good for, how it may be handled, and what belongs together."""

from functools import partial
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP

from lunarcurator.desktop.action import HELD, MANY, ONE, POST, Needs, act

_act = partial(act, menu="condition", context="sample")

CONDITION_ACTIONS: Final = (
    _act(
        "expose",
        QT_TRANSLATE_NOOP("Actions", "Record an exposure…"),
        icon="air",
        needs=POST | Needs.THERE,
        after_line=True,
    ),
    _act(
        "open_sealed",
        QT_TRANSLATE_NOOP("Actions", "Open a sealed container…"),
        icon="sealed",
        needs=POST | Needs.SEALED,
    ),
    _act("freeze", QT_TRANSLATE_NOOP("Actions", "Put into the cold…"), icon="frozen", needs=HELD),
    _act("take_out", QT_TRANSLATE_NOOP("Actions", "Take out of the cold…"), needs=HELD | Needs.COLD),
    _act("change_condition", QT_TRANSLATE_NOOP("Actions", "Change the condition…"), needs=MANY),
    _act("restrict", QT_TRANSLATE_NOOP("Actions", "Restrict handling…"), icon="block", needs=MANY),
    _act("relate", QT_TRANSLATE_NOOP("Actions", "Relate to another piece…"), needs=ONE, after_line=True),
    _act("state_fact", QT_TRANSLATE_NOOP("Actions", "Keep what a source says…"), icon="document", needs=ONE),
)
"""In the order of their menu."""
