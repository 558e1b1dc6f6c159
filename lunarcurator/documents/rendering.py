"""How a document becomes bytes while somebody watches, and may call it off."""

from collections.abc import Callable, Iterable, Iterator
from itertools import batched
from typing import Final

from lunarcurator.domain.errors import Refusal

type Progress = Callable[[int], None]
type Stop = Callable[[], bool]

_ROWS_BETWEEN: Final = 250


class RenderStopped(Refusal):
    """A person called the rendering off; nothing of what was written so far is of use."""


class UnknownFormatError(Refusal):
    """Nobody here can write a document in the format asked for."""


class PaperError(Refusal):
    """A page could not be printed or written; the facts say where."""


class Watch:
    """Lets rows go by and counts them over all sheets of a document, telling `progress` every 250 rows.

    Raises RenderStopped as soon as `should_stop` says so.
    """

    def __init__(self, progress: Progress, should_stop: Stop) -> None:
        self._progress, self._should_stop = progress, should_stop
        self.done = 0

    def rows[R](self, rows: Iterable[R]) -> Iterator[R]:
        """Pass rows on unchanged."""
        self._stop_if_asked()
        for some in batched(rows, _ROWS_BETWEEN):
            yield from some
            self.done += len(some)
            self._progress(self.done)
            self._stop_if_asked()

    def _stop_if_asked(self) -> None:
        if self._should_stop():
            raise RenderStopped("document.stopped", rows=self.done)


def unseen(_: int) -> None:
    """Take note of progress for nobody."""


def never() -> bool:
    """Never call anything off."""
    return False
