"""Draws labels on any paper: a printer's page, a PDF, or the picture of a preview."""

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from PySide6.QtCore import QMarginsF, QRect, QSizeF
from PySide6.QtGui import QColor, QImage, QPagedPaintDevice, QPageLayout, QPageSize, QPainter

from lunarcurator.desktop.paper.label_painting import LabelPainter
from lunarcurator.desktop.paper.pages import HUNDREDTHS, PageSizeMm, Progress, ShouldStop, never, unwatched
from lunarcurator.desktop.paper.telling import turn_page
from lunarcurator.desktop.theme.fonts import unshown
from lunarcurator.documents.papers.blocks import CodeKind
from lunarcurator.services.label_layouts import LabelLayout
from lunarcurator.services.labels import Label

_PAPER = QColor("#FFFFFF")
_QUICK: Final = 30
"""So many labels are painted in the time of a few frames."""


class LabelPaper:
    """Labels on pages of one layout; `used` are the places of the first page, from 0, where no label is left.

    `language` is that of the words on them, where it is told.
    """

    def __init__(
        self,
        layout: LabelLayout,
        labels: Sequence[Label],
        families: Sequence[str],
        used: Collection[int] = (),
        kind: CodeKind = CodeKind.DATA_MATRIX,
        language: str = "",
    ) -> None:
        self.title, self.language = "", language
        self.layout = layout
        self._labels = tuple(labels)
        self._families = list(families)
        self._painter = LabelPainter(layout, self._families, kind)
        self._free = [place for place in range(layout.labels_a_page) if place not in used]

    @property
    def size(self) -> PageSizeMm:
        """The size of every page."""
        return PageSizeMm(self.layout.page.width, self.layout.page.height)

    @property
    def pages(self) -> int:
        """How many pages the labels take; none without labels."""
        if not self._labels:
            return 0
        rest = len(self._labels) - len(self._free)
        return 1 + max(-(-rest // self.layout.labels_a_page), 0)

    @property
    def unshown(self) -> str:
        """The signs on them that no font of this machine has."""
        told = (f"{each.number}{each.form}{each.mass}{each.marks}{each.place}" for each in self._labels)
        return unshown("".join(told), self._families)

    @property
    def slow(self) -> bool:
        """Whether a page has so many labels that a window may not wait for them."""
        return min(self.layout.labels_a_page, len(self._labels)) > _QUICK

    def set_up(self, device: QPagedPaintDevice) -> None:
        """Give a printer or PDF the size of this paper, without margins of its own."""
        page = self.layout.page
        size = QPageSize(QSizeF(page.width / 100, page.height / 100), QPageSize.Unit.Millimeter)
        # Qt takes a portrait page of any shape; a landscape one would be turned twice.
        device.setPageLayout(
            QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
        )

    def paint(
        self,
        device: QPagedPaintDevice,
        painter: QPainter,
        resolution: int,
        progress: Progress = unwatched,
        should_stop: ShouldStop = never,
    ) -> bool:
        """Paint every page on a device set up for this paper; `resolution` is its dots per inch.

        `progress` is told how many of how many pages are done. False if `should_stop` ended it before the last.
        """
        for page in range(self.pages):
            if should_stop():
                return False
            if page:
                turn_page(device, painter)
            self.paint_page(painter, page, resolution)
            progress(page + 1, self.pages)
        return True

    def image(self, page: int, resolution: int) -> QImage:
        """Return the picture of a page."""
        size = self.layout.page
        image = QImage(
            size.width * resolution // HUNDREDTHS,
            size.height * resolution // HUNDREDTHS,
            QImage.Format.Format_RGB32,
        )
        image.fill(_PAPER)
        with QPainter(image) as painter:
            painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
            self.paint_page(painter, page, resolution)
        return image

    def paint_page(self, painter: QPainter, page: int, resolution: float) -> None:
        """Paint the labels of a page (0 is the first) with a painter whose unit is one dot."""
        painter.save()
        painter.scale(resolution / HUNDREDTHS, resolution / HUNDREDTHS)
        for place, label in self._on_page(page):
            left, top = self.layout.origin(place)
            size = self.layout.label
            self._painter.paint(painter, QRect(left, top, size.width, size.height), label)
        painter.restore()

    def _on_page(self, page: int) -> Iterator[tuple[int, Label]]:
        """Yield the labels of a page, each with its place; only the first page may have used places."""
        if not page:
            yield from zip(self._free, self._labels, strict=False)
            return
        begin = len(self._free) + (page - 1) * self.layout.labels_a_page
        yield from enumerate(self._labels[begin : begin + self.layout.labels_a_page])
