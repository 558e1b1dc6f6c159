"""The pages of a paper: strips under each other, a head and a foot on every page, painted anywhere."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import batched, pairwise
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPen

from lunarcurator.desktop.paper.block_setting import BlockSetting
from lunarcurator.desktop.paper.marks import (
    CLOSE,
    LEADING,
    WIDE,
    Box,
    Mark,
    Modules,
    Photo,
    Rule,
    Size,
    Spacing,
    Strip,
    Writing,
)
from lunarcurator.desktop.paper.modules import paint_modules
from lunarcurator.desktop.paper.pages import HUNDREDTHS, PageSizeMm, Progress, ShouldStop, never, unwatched
from lunarcurator.desktop.paper.telling import turn_page, write
from lunarcurator.desktop.paper.typesetting import Typesetting
from lunarcurator.desktop.theme.fonts import unshown
from lunarcurator.documents.papers.blocks import PageFormat, Paper, Signatures, Table
from lunarcurator.documents.papers.html_paper import foot_line
from lunarcurator.domain.errors import Refusal

_LEFT, _TOP, _BOTTOM = 1_800, 1_500, 1_400
_ROWS_BETWEEN: Final = 250
_NEARLY_ONE: Final = 2
_SIGNED_WITH: Final = 4
"""So many strips before signatures stay on the same page with them."""
_INK, _FAINT, _HAIR, _PAPER = QColor("#000000"), QColor("#4A4F55"), QColor("#9AA1A9"), QColor("#FFFFFF")
TICK: Final = "\u2713"
"""What a ticked box has in it."""
_SIZES: Final = MappingProxyType(
    {
        PageFormat.A4: PageSizeMm(21_000, 29_700),
        PageFormat.A4_LANDSCAPE: PageSizeMm(29_700, 21_000),
        PageFormat.LETTER: PageSizeMm(21_590, 27_940),
        PageFormat.LETTER_LANDSCAPE: PageSizeMm(27_940, 21_590),
    }
)
"""Width and height in hundredths of a millimetre."""


class LayoutStopped(Refusal):
    """A person called the laying out of a paper off."""


class PaperPages:
    """A paper laid out on pages, once; it may be laid out and painted on any thread.

    `progress` is told how many of how many rows are set; raises `LayoutStopped` when `should_stop` says so.
    """

    def __init__(
        self,
        paper: Paper,
        families: Sequence[str],
        progress: Progress = unwatched,
        should_stop: ShouldStop = never,
    ) -> None:
        self._paper = paper
        self._progress, self._should_stop = progress, should_stop
        self._size = _SIZES[paper.page]
        self._width = self._size.width - 2 * _LEFT
        self._types = Typesetting(families)
        foot = self._types.lines(foot_line(paper.foot, paper.words), self._width - 3_200, Size.FOOT)
        self._foot = foot
        self._bottom = self._size.height - _BOTTOM - len(foot) * Size.FOOT * LEADING - 260
        self._pages = self._laid_out()
        told = {mark.text for page in range(self.pages) for mark in self.marks(page) if isinstance(mark, Writing)}
        self._unshown = unshown("".join(told), families)

    @property
    def size(self) -> PageSizeMm:
        """The size of every page."""
        return self._size

    @property
    def title(self) -> str:
        """The title of the paper with its number."""
        return f"{self._paper.title} {self._paper.record}".strip()

    @property
    def language(self) -> str:
        """The language its words are in."""
        return self._paper.words.language

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return len(self._pages)

    @property
    def unshown(self) -> str:
        """The signs on them that no font of this machine has."""
        return self._unshown

    def marks(self, page: int) -> tuple[Mark, ...]:
        """Return what stands on a page, 0 being the first."""
        return (*self._pages[page], *self._page_foot(page))

    @property
    def slow(self) -> bool:
        """Pages of words are painted while one looks."""
        return False

    def set_up(self, device: QPagedPaintDevice) -> None:
        """Give a printer or PDF the size of this paper, without margins of its own."""
        size = QPageSize(QSizeF(self._size.width / 100, self._size.height / 100), QPageSize.Unit.Millimeter)
        portrait = QPageLayout.Orientation.Portrait
        none = QMarginsF(0, 0, 0, 0)
        device.setPageLayout(QPageLayout(size, portrait, none, QPageLayout.Unit.Millimeter))

    def paint(
        self,
        device: QPagedPaintDevice,
        painter: QPainter,
        resolution: int,
        progress: Progress = unwatched,
        should_stop: ShouldStop = never,
    ) -> bool:
        """Paint every page on a device set up for this paper; False if `should_stop` ended it before the last."""
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
        width, height = (int(each * resolution / HUNDREDTHS) for each in self.size)
        image = QImage(width, height, QImage.Format.Format_RGB32)
        image.fill(_PAPER)
        with QPainter(image) as painter:
            painter.setRenderHints(QPainter.RenderHint.TextAntialiasing | QPainter.RenderHint.Antialiasing)
            self.paint_page(painter, page, resolution)
        return image

    def paint_page(self, painter: QPainter, page: int, resolution: float) -> None:
        """Paint a page (0 is the first) with a painter whose unit is one dot."""
        painter.save()
        painter.scale(resolution / HUNDREDTHS, resolution / HUNDREDTHS)
        for mark in self.marks(page):
            self._paint(painter, mark)
        painter.restore()

    def _laid_out(self) -> list[list[Mark]]:
        pages = self._set(WIDE)
        if len(pages) == _NEARLY_ONE:
            # What fits one page where people write closer is not turned over.
            closer = self._set(CLOSE)
            pages = closer if len(closer) == 1 else pages
        return pages

    def _set(self, spacing: Spacing) -> list[list[Mark]]:
        pages: list[list[Mark]] = [list(self._title())]
        y = max((mark.y for mark in pages[0]), default=0.0) + 380
        first = y
        strips = list(self._watched(self._strips(spacing)))
        for at, strip in enumerate(strips):
            # A gap that nothing is kept with needs no page of its own.
            says = bool(strip.marks) or strip.keep
            if strip.fresh or (says and y + _with_kept(strips, at) > self._bottom and y > first):
                pages.append(list(self._running_head()))
                y = first = float(_TOP + 850)
                if strip.head is not None:
                    pages[-1] += strip.head.at(_LEFT, y)
                    y += strip.head.height
            pages[-1] += strip.at(_LEFT, y)
            y += strip.height
        return pages

    def _watched(self, strips: Iterator[Strip]) -> Iterator[Strip]:
        total = sum(len(block.rows) for block in self._paper.blocks if isinstance(block, Table))
        done = 0
        for some in batched(strips, _ROWS_BETWEEN):
            if self._should_stop():
                raise LayoutStopped("document.stopped", rows=done)
            yield from some
            done += len(some)
            self._progress(min(done, total), total)

    def _strips(self, spacing: Spacing) -> Iterator[Strip]:
        setting = BlockSetting(self._width, self._types, self._paper.words, spacing)
        for block, following in pairwise((*self._paper.blocks, None)):
            strips = list(setting.strips(block)) if block is not None else []
            if isinstance(following, Signatures):
                # Nobody signs a page on which nothing stands.
                strips[-_SIGNED_WITH:] = [replace(each, keep=True) for each in strips[-_SIGNED_WITH:]]
            yield from strips

    def _title(self) -> Iterator[Mark]:
        paper, y = self._paper, float(_TOP)
        if paper.organisation:
            yield Writing(paper.organisation, _LEFT, y, Size.TEXT, faint=True)
            y += Size.TEXT * LEADING + 60
        record = f"{paper.words.record} {paper.record}" if paper.record else ""
        taken = self._types.width(record, Size.HEADING, bold=True)
        beside = taken < self._width * 0.45
        room = self._width - (taken + 400 if record and beside else 0)
        lines = self._types.lines(paper.title, room, Size.TITLE, bold=True)
        for line in lines:
            yield Writing(line, _LEFT, y, Size.TITLE, bold=True)
            y += Size.TITLE * LEADING
        if record and beside:
            low = y - Size.TITLE * LEADING + (Size.TITLE - Size.HEADING) * 1.1
            yield Writing(record, _LEFT + self._width, low, Size.HEADING, bold=True, right=True)
        elif record:
            for line in self._types.lines(record, self._width, Size.HEADING, bold=True):
                yield Writing(line, _LEFT, y, Size.HEADING, bold=True)
                y += Size.HEADING * LEADING
        yield Rule(_LEFT, y + 60, self._width, thickness=40)

    def _running_head(self) -> Iterator[Mark]:
        paper = self._paper
        record = f"{paper.words.record} {paper.record}" if paper.record else ""
        half = (self._width - 400) / 2
        title, told = (self._types.lines(each, half, Size.SMALL)[0] for each in (paper.title, record))
        yield Writing(title, _LEFT, _TOP, Size.SMALL, faint=True)
        yield Writing(told, _LEFT + self._width, _TOP, Size.SMALL, faint=True, right=True)
        yield Rule(_LEFT, _TOP + Size.SMALL * LEADING + 40, self._width)

    def _page_foot(self, page: int) -> Iterator[Mark]:
        y = self._bottom + 260
        yield Rule(_LEFT, y - 50, self._width, faint=True)
        for at, line in enumerate(self._foot):
            yield Writing(line, _LEFT, y + at * Size.FOOT * LEADING, Size.FOOT, faint=True)
        number = self._paper.words.page.format(page=page + 1, pages=self.pages)
        yield Writing(number, _LEFT + self._width, y, Size.FOOT, faint=True, right=True)

    def _paint(self, painter: QPainter, mark: Mark) -> None:
        match mark:
            case Writing():
                self._write(painter, mark)
            case Rule():
                wide, high = (mark.thickness, mark.length) if mark.down else (mark.length, mark.thickness)
                painter.fillRect(QRectF(mark.x, mark.y, wide, high), _HAIR if mark.faint else _INK)
            case Box():
                self._tick_box(painter, mark)
            case Modules():
                paint_modules(painter, QRectF(mark.x, mark.y, mark.side, mark.side), mark.rows)
            case Photo():
                place = QRectF(mark.x, mark.y, mark.width, mark.height)
                painter.drawImage(place, QImage.fromData(mark.data))

    def _write(self, painter: QPainter, mark: Writing) -> None:
        if not mark.text:
            return
        painter.setPen(_FAINT if mark.faint else _INK)
        painter.setFont(self._types.font(mark.size, bold=mark.bold, figure=mark.figure))
        high = mark.size * LEADING
        wide = self._types.width(mark.text, mark.size, bold=mark.bold, figure=mark.figure) + 100
        left = mark.x - wide if mark.right else mark.x
        side = Qt.AlignmentFlag.AlignRight if mark.right else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
        write(painter, QRectF(left, mark.y, wide, high), int(flags), mark.text)

    def _tick_box(self, painter: QPainter, box: Box) -> None:
        painter.setPen(QPen(_INK, 22))
        painter.drawRect(QRectF(box.x, box.y, box.side, box.side))
        if box.ticked:
            # A sign, not lines: whoever copies or hears the page is told of it.
            painter.setFont(self._types.font(Size.HEADING, bold=True))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip
            write(painter, QRectF(box.x, box.y, box.side, box.side), int(flags), TICK)


def _with_kept(strips: Sequence[Strip], at: int) -> float:
    """Return how high a strip is together with what it must not be parted from."""
    height = strips[at].height
    while strips[at].keep and at + 1 < len(strips):
        at += 1
        height += strips[at].height
    return height
