"""The actions on what a piece is called, where it came from, and whether it is one piece or several."""

from functools import partial
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP

from lunarcurator.desktop.action import ONE, Needs, act

_act = partial(act, menu="identity", context="sample")

IDENTITY_ACTIONS: Final = (
    _act("renumber", QT_TRANSLATE_NOOP("Actions", "Renumber…"), needs=ONE, after_line=True),
    _act("swap_numbers", QT_TRANSLATE_NOOP("Actions", "Swap numbers…"), needs=ONE),
    _act("merge", QT_TRANSLATE_NOOP("Actions", "Merge…"), needs=ONE | Needs.AT_HAND),
    _act("dissolve", QT_TRANSLATE_NOOP("Actions", "Dissolve…"), needs=ONE | Needs.AT_HAND),
    _act("adopt", QT_TRANSLATE_NOOP("Actions", "Say where it came from…"), needs=ONE),
    _act("correct_birth", QT_TRANSLATE_NOOP("Actions", "Correct how it began…"), needs=ONE),
    _act("add_body", QT_TRANSLATE_NOOP("Actions", "Several bodies…"), needs=ONE | Needs.THERE),
    _act("correct_identity", QT_TRANSLATE_NOOP("Actions", "It was another piece…"), needs=ONE),
    _act("revive", QT_TRANSLATE_NOOP("Actions", "Take a void back…"), needs=ONE | Needs.VOID),
)
"""In the order of their menu."""
