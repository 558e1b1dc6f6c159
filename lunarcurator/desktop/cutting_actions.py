"""The actions that divide a piece in ways of their own, or put several together."""

from functools import partial
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP

from lunarcurator.desktop.action import ONE, Needs, act

_act = partial(act, menu="sample", context="sample")

CUTTING_ACTIONS: Final = (
    _act("sieve", QT_TRANSLATE_NOOP("Actions", "Sieve…"), needs=ONE | Needs.AT_HAND | Needs.SOIL),
    _act("dissect", QT_TRANSLATE_NOOP("Actions", "Dissect the core…"), needs=ONE | Needs.AT_HAND | Needs.CORE),
    _act("make_sections", QT_TRANSLATE_NOOP("Actions", "Make sections…"), needs=ONE | Needs.AT_HAND),
    _act("compose", QT_TRANSLATE_NOOP("Actions", "Make a composite…")),
)
"""In the order of their menu, behind the split."""
