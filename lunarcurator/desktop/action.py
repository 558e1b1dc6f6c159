"""What one action is, and what must be so before it makes sense; the table of all of them is in `actions`."""

from dataclasses import KW_ONLY, dataclass
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
    PASSED_ON = auto()
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
    _: KW_ONLY
    needs: Needs = Needs.STORE
    operation: str = ""
    context: str = ""
    after_line: bool = False


POST: Final = Needs.STORE | Needs.POST
"""For acts of which the form asks what they are about."""

ONE: Final = POST | Needs.SAMPLE
"""For acts on exactly one piece."""

MANY: Final = POST | Needs.SAMPLES
"""For acts on one piece or several."""

HELD: Final = MANY | Needs.AT_HAND
"""For acts on pieces that are here."""


def act(
    key: str,
    text: object,
    menu: str,
    icon: str = "",
    keys: str = "",
    *,
    needs: Needs = POST,
    context: str = "",
    after_line: bool = False,
) -> Action:
    """Return the action that ends in the operation of its own name."""
    return Action(key, text, menu, icon, keys, needs=needs, operation=key, context=context, after_line=after_line)
