"""Exceptions nobody caught: in a slot or an event of Qt, in another thread, or while something was taken away.

The interpreter prints them and goes on; a step of the selftest in which one came has failed.
"""

import sys
import threading
from types import TracebackType
from typing import Self

from lunarcurator.selftest.failing import StepError


class Overlooked:
    """Notes, as long as it is entered, what would only be printed."""

    def __init__(self) -> None:
        self._found: list[str] = []

    def __enter__(self) -> Self:
        """Take the place of the interpreter's own hooks."""
        self._hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
        sys.excepthook = lambda _kind, error, _trace: self._note(error)
        threading.excepthook = lambda told: self._note(told.exc_value)
        sys.unraisablehook = lambda told: self._note(told.exc_value)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give the hooks back."""
        del kind, error, trace
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._hooks

    def refuse(self) -> None:
        """Raise `StepError` with what came since it was asked last, if anything did."""
        found, self._found = self._found, []
        if found:
            raise StepError(f"nobody caught {'; '.join(found)}")

    def _note(self, error: BaseException | None) -> None:
        place = error.__traceback__ if error is not None else None
        while place is not None and place.tb_next is not None:
            place = place.tb_next
        at = f" at {place.tb_frame.f_code.co_filename}:{place.tb_lineno}" if place is not None else ""
        self._found.append(f"{type(error).__name__}: {error}{at}")
