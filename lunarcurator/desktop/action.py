"""What one action is, and what must be so before it makes sense; the table of all of them is in `actions`."""

from dataclasses import dataclass
from enum import Flag, auto
from typing import Final


class Needs(Flag):
    """What must be so before an action makes sense; from THERE on, how what is selected stands."""

    NOTHING = 0
    STORE = auto()
    POST = auto()
    SAMPLE = auto()
    SAMPLES = auto()
    PLACE = auto()
    ENTRY = auto()
    THERE = auto()
    AT_HAND = auto()
    MISSING = auto()
    SHOWN = auto()
    MOVED = auto()
    VOID = auto()
    COLD = auto()
    SEALED = auto()
    SOIL = auto()
    CORE = auto()
    CASE = auto()
    ORDER = auto()


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a person can do: words (translated on use), keys, icon, menu, and what it needs.

    `operation` is the kind of operation it ends in, or empty. `context` puts it into the context menu of
    samples or places.
    """

    key: str
    text: object
    menu: str
    icon: str = ""
    keys: str = ""
    needs: Needs = Needs.STORE
    operation: str = ""
    context: str = ""
    after_line: bool = False


ONE: Final = Needs.STORE | Needs.POST | Needs.SAMPLE
"""For acts on exactly one piece."""
