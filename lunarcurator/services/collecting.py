"""The collector of cyclic garbage during long work: making millions of small values, it finds next to nothing."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_SELDOM: Final = (400_000, 20, 100)


def collects_seldom() -> bool:
    """Tell whether such a block is under way: next to nothing of what is made now is garbage."""
    return gc.get_threshold() == _SELDOM


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Let the process look for cyclic garbage seldom during the block: that took an eighth of an import.

    Of two blocks at once the first decides, and its end is the end of both.
    """
    usual = gc.get_threshold()
    if collects_seldom():
        yield
        return
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
