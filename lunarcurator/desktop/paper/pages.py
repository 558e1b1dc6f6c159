"""What a printer, a PDF and a preview ask of anything made of pages."""

from collections.abc import Callable
from typing import Final, NamedTuple, Protocol

from PySide6.QtGui import QImage, QPagedPaintDevice, QPainter

HUNDREDTHS: Final = 2540
"""Hundredths of a millimetre in an inch."""

type Progress = Callable[[int, int], None]
type ShouldStop = Callable[[], bool]


class PageSizeMm(NamedTuple):
    """Width and height of a page in hundredths of a millimetre."""

    width: int
    height: int


class Pages(Protocol):
    """Pages of one size that can be painted, on any thread."""

    @property
    def size(self) -> PageSizeMm:
        """The size of every page."""

    @property
    def title(self) -> str:
        """What they are called, for the head of a window and a printer's queue; empty where nothing says it."""

    @property
    def language(self) -> str:
        """The language of the words on them, as a code; empty where it is not known."""

    @property
    def pages(self) -> int:
        """How many pages there are."""

    @property
    def unshown(self) -> str:
        """The signs on them that no font of this machine has."""

    @property
    def slow(self) -> bool:
        """Whether a page of them takes longer to paint than a window may wait."""

    def set_up(self, device: QPagedPaintDevice) -> None:
        """Give a printer or PDF the size of these pages."""

    def paint(
        self,
        device: QPagedPaintDevice,
        painter: QPainter,
        resolution: int,
        progress: Progress = ...,
        should_stop: ShouldStop = ...,
    ) -> bool:
        """Paint every page; False if it was stopped before the last."""

    def image(self, page: int, resolution: int) -> QImage:
        """Return the picture of a page at so many dots per inch."""

    def paint_page(self, painter: QPainter, page: int, resolution: float) -> None:
        """Paint a page (0 is the first) with a painter whose unit is one dot."""


def unwatched(_done: int, _of: int) -> None:
    """Tell nobody how far it is."""


def never() -> bool:
    """Stop for nobody."""
    return False
