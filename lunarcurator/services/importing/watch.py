"""How far the judging of a list has come, told between thousands of rows, and whether it is to stop."""

from collections.abc import Callable
from typing import Final

from lunarcurator.services.posting import Cancelled

type Progress = Callable[[int, int], None]
type ShouldStop = Callable[[], bool]

BETWEEN: Final = 1_000
"""So many rows are read or judged between two looks."""


class Watch:
    """Tells how many rows are done, and stops where that is asked for."""

    def __init__(self, progress: Progress, should_stop: ShouldStop) -> None:
        self._progress, self._should_stop = progress, should_stop

    def tell(self, done: int, total: int = 0) -> None:
        """Tell that rows are done, of all where that is known; raises `Cancelled`."""
        if done % BETWEEN == 0 or done == total:
            self._progress(done, total)
            if self._should_stop():
                raise Cancelled
