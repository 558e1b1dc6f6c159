"""Draws labels on any paper: a printer's page, a PDF, or the picture of a preview."""

from collections.abc import Collection, Iterator, Sequence

from PySide6.QtCore import QMarginsF, QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPagedPaintDevice, QPageLayout, QPageSize, QPainter

from lunarcurator.desktop.paper.modules import paint_modules
from lunarcurator.desktop.paper.pages import HUNDREDTHS, PageSizeMm, Progress, ShouldStop, never, unwatched
from lunarcurator.desktop.theme.fonts import unshown
from lunarcurator.documents.papers.blocks import CodeKind
from lunarcurator.services.codes import modules_of
from lunarcurator.services.label_layouts import LabelLayout
from lunarcurator.services.labels import Label

_LEADING = 1.35
_CLOSEST = 1.12
_INK, _PAPER = QColor("#000000"), QColor("#FFFFFF")


class LabelPaper:
    """Labels on pages of one layout; `used` are the places of the first page, from 0, where no label is left."""

    def __init__(
        self,
        layout: LabelLayout,
        labels: Sequence[Label],
        families: Sequence[str],
        used: Collection[int] = (),
        kind: CodeKind = CodeKind.DATA_MATRIX,
    ) -> None:
        self.layout = layout
        self._labels = tuple(labels)
        self._families = list(families)
        self._kind = kind
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
                device.newPage()
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

    def paint_page(self, painter: QPainter, page: int, resolution: int) -> None:
        """Paint the labels of a page (0 is the first) with a painter whose unit is one dot."""
        painter.save()
        painter.scale(resolution / HUNDREDTHS, resolution / HUNDREDTHS)
        for place, label in self._on_page(page):
            left, top = self.layout.origin(place)
            size = self.layout.label
            self._paint_label(painter, QRect(left, top, size.width, size.height), label)
        painter.restore()

    def _on_page(self, page: int) -> Iterator[tuple[int, Label]]:
        """Yield the labels of a page, each with its place; only the first page may have used places."""
        if not page:
            yield from zip(self._free, self._labels, strict=False)
            return
        begin = len(self._free) + (page - 1) * self.layout.labels_a_page
        yield from enumerate(self._labels[begin : begin + self.layout.labels_a_page])

    def _paint_label(self, painter: QPainter, place: QRect, label: Label) -> None:
        layout = self.layout
        inner = place.adjusted(layout.padding, layout.padding, -layout.padding, -layout.padding)
        if layout.words == "below":
            self._paint_small(painter, inner, label)
            return
        code = QRect(inner.right() + 1 - layout.code, inner.y(), layout.code, layout.code)
        paint_modules(painter, QRectF(code), modules_of(self._kind, label.code))
        # The number has the whole width below the code's left edge; words share it down to the foot.
        words = QRect(inner.x(), inner.y(), code.x() - layout.padding - inner.x(), inner.height())
        self._paint_words(painter, words, inner, label)

    def _paint_small(self, painter: QPainter, inner: QRect, label: Label) -> None:
        """Paint a code with the number below it, in two lines where it is too long for one."""
        side = self.layout.code
        code = QRect(inner.x() + (inner.width() - side) // 2, inner.y(), side, side)
        paint_modules(painter, QRectF(code), modules_of(self._kind, label.code))
        painter.setPen(_INK)
        if label.marks:
            # There is no room to say what must not be done: the sign sends whoever holds it to the book.
            painter.setFont(self._font(self.layout.number_text, bold=True))
            painter.drawText(QPointF(inner.x(), inner.y() + self.layout.number_text), "!")
        room = QRect(inner.x(), inner.y() + side, inner.width(), inner.height() - side)
        size = self._fitting(painter, label.number, room)
        lines = [label.number]
        if size < self.layout.number_text // 2:
            lines = _halves(label.number)
            half = QRect(room.x(), room.y(), room.width(), room.height() // 2)
            size = min(self._fitting(painter, line, half) for line in lines)
        painter.setFont(self._font(size, bold=True))
        for at, line in enumerate(lines):
            step = room.height() // len(lines)
            row = QRect(room.x(), room.y() + at * step, room.width(), step)
            painter.drawText(row, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip), line)

    def _fitting(self, painter: QPainter, text: str, room: QRect) -> int:
        """Return the height of letters at which a text fits a room, at most that of the layout."""
        size = min(self.layout.number_text, int(room.height() / 1.2))
        width = QFontMetrics(self._font(size, bold=True), painter.device()).horizontalAdvance(text)
        return size if width <= room.width() else max(size * room.width() // width, 1)

    def _paint_words(self, painter: QPainter, words: QRect, inner: QRect, label: Label) -> None:
        painter.setPen(_INK)
        left_over = QRect(words)
        height = self._paint_number(painter, left_over, label.number)
        left_over.setTop(left_over.top() + height)
        texts = [text for text in (label.form, label.mass, label.marks) if text]
        # A third line on small paper stands closer, so that none runs into the foot.
        room = words.height() - height - int(self.layout.text * _LEADING)
        for text in texts:
            if left_over.top() >= inner.y() + self.layout.code:
                left_over.setWidth(inner.width())
            painted = self._paint_line(painter, left_over, text, most=room // len(texts))
            left_over.setTop(left_over.top() + painted)
        foot = QRect(inner.x(), inner.y(), inner.width(), inner.height())
        self._paint_line(painter, foot, label.place, at_foot=True, beside=words)

    def _paint_number(self, painter: QPainter, place: QRect, number: str) -> int:
        """Paint the number as large as the width allows; it is never cut."""
        size = self.layout.number_text
        font = self._font(size, bold=True)
        width = QFontMetrics(font, painter.device()).horizontalAdvance(number)
        if width > place.width():
            size = max(size * place.width() // width, 1)
            font = self._font(size, bold=True)
        painter.setFont(font)
        height = int(size * 1.25)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextDontClip
        painter.drawText(QRect(place.x(), place.y(), place.width(), height), flags, number)
        return height

    def _paint_line(
        self,
        painter: QPainter,
        place: QRect,
        text: str,
        *,
        at_foot: bool = False,
        beside: QRect | None = None,
        most: int | None = None,
    ) -> int:
        if not text:
            return 0
        size = self.layout.text
        height = int(size * _LEADING)
        height = height if most is None else min(height, most)
        # Chinese letters fill their line: closer than this, one line stands in the other.
        size = min(size, int(height / _CLOSEST))
        row = QRect(place.x(), place.y(), place.width(), height)
        if at_foot:
            row.moveTop(place.y() + place.height() - height)
            # Beside the code the line is as narrow as the words above it.
            if beside is not None and row.top() < place.y() + self.layout.code:
                row.setWidth(beside.width())
        font = self._font(size)
        painter.setFont(font)
        if QFontMetrics(font, painter.device()).horizontalAdvance(text) > row.width():
            # The day of a mass gives way before the mass does.
            text = text.partition("  ")[0]
        shown = QFontMetrics(font, painter.device()).elidedText(text, Qt.TextElideMode.ElideMiddle, row.width())
        painter.drawText(row, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, shown)
        return height

    def _font(self, size: int, *, bold: bool = False) -> QFont:
        font = QFont()
        font.setFamilies(self._families)
        font.setPixelSize(size)
        weight = 600 if bold else 400
        font.setWeight(QFont.Weight(weight))
        font.setVariableAxis(QFont.Tag("wght"), weight)
        font.setFeature(QFont.Tag("tnum"), 0)
        return font


def _halves(number: str) -> list[str]:
    """Return a long number in two, at the comma of a specific where there is one near the middle."""
    middle = len(number) // 2
    cuts = [at for at, sign in enumerate(number) if sign in ",-. " and 3 <= at <= len(number) - 3]
    at = min(cuts, key=lambda cut: abs(cut - middle), default=middle)
    return [number[:at], number[at:]]
