"""The collector of cyclic garbage during long work: making millions of small values, it finds next to nothing."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_SELDOM: Final = (50_000, 20, 100)


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Let the process look for cyclic garbage seldom during the block: that took an eighth of an import.

    Of two blocks at once the first decides, and its end is the end of both.
    """
    usual = gc.get_threshold()
    if usual == _SELDOM:
        yield
        return
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
