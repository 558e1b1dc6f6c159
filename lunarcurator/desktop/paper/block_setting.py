"""Sets the blocks of a paper as strips across the page."""

from collections.abc import Iterator, Sequence
from functools import singledispatchmethod
from typing import Final

from PySide6.QtGui import QImage

from lunarcurator.desktop.paper.marks import (
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
from lunarcurator.desktop.paper.table_setting import table_strips
from lunarcurator.desktop.paper.typesetting import Typesetting
from lunarcurator.documents.papers import blocks
from lunarcurator.documents.papers.blocks import PaperWords

_GAP: Final = 500
"""Between fields side by side."""
_LINES_SIGNED: Final = 1
"""A name in more lines than that is set smaller, so that it stands clear of what is signed as."""
_BELOW_FOOT: Final = 620
"""What stands below the rule that is signed on: what belongs on it, and the gap to the next."""
_NAME_SHARE: Final = 0.40
_DAY_SHARE: Final = 0.26
_BOX: Final = 330
_CODE: Final = 2_200
_PICTURE_HEIGHT: Final = 8_500


class BlockSetting:
    """Turns blocks into strips of a width; `spacing` is that of what is written on by hand."""

    def __init__(self, width: float, types: Typesetting, words: PaperWords, spacing: Spacing = WIDE) -> None:
        self._width, self._types, self._words, self._spacing = width, types, words, spacing

    @singledispatchmethod
    def strips(self, block: blocks.Block) -> Iterator[Strip]:
        """Yield the strips of a block from top to bottom."""
        msg = f"nobody can set {type(block).__name__}"
        raise AssertionError(msg)

    @strips.register
    def _(self, block: blocks.Heading) -> Iterator[Strip]:
        yield Strip(220, keep=True)
        yield from self._types.paragraph(block.text, self._width, Size.HEADING, bold=True, keep=True)
        yield Strip(70, keep=True)

    @strips.register
    def _(self, block: blocks.Text) -> Iterator[Strip]:
        size = Size.SMALL if block.small else Size.TEXT
        for text in filter(None, block.text.split("\n")):
            yield from self._types.paragraph(text, self._width, size)
            yield Strip(size * 0.5)

    @strips.register
    def _(self, _block: blocks.PageBreak) -> Iterator[Strip]:
        yield Strip(0, fresh=True)

    @strips.register
    def _(self, block: blocks.Table) -> Iterator[Strip]:
        yield from table_strips(block, self._width, self._types, self._spacing.written)

    @strips.register
    def _(self, block: blocks.Fields) -> Iterator[Strip]:
        wide = (self._width - _GAP * (block.columns - 1)) / block.columns
        for begin in range(0, len(block.entries), block.columns):
            row = block.entries[begin : begin + block.columns]
            cells = [self._field(each, at * (wide + _GAP), wide) for at, each in enumerate(row)]
            yield Strip(max(height for height, _ in cells), tuple(mark for _, marks in cells for mark in marks))
        yield Strip(80)

    def _field(self, entry: blocks.Entry, x: float, width: float) -> tuple[float, list[Mark]]:
        label = self._types.column(entry.label, x, width, Size.SMALL, faint=True)
        top = len(label) * Size.SMALL * LEADING
        if entry.line and not entry.text:
            line = self._spacing.line
            return top + line, [*label, Rule(x, top + line - 190, width)]
        lines = self._types.column(entry.text or "\u2013", x, width)
        placed = [Writing(each.text, each.x, each.y + top, each.size) for each in lines]
        return top + len(lines) * Size.TEXT * LEADING + 110, [*label, *placed]

    @strips.register
    def _(self, block: blocks.Lines) -> Iterator[Strip]:
        if block.label:
            yield from self._types.paragraph(block.label, self._width, keep=True)
        for _ in range(block.count):
            line = self._spacing.line
            yield Strip(line, (Rule(0, line - 60, self._width),))
        yield Strip(160)

    @strips.register
    def _(self, block: blocks.Checks) -> Iterator[Strip]:
        if block.label:
            yield from self._types.paragraph(block.label, self._width, keep=True)
        wide = (self._width - _GAP * (block.columns - 1)) / block.columns
        for begin in range(0, len(block.boxes), block.columns):
            row = block.boxes[begin : begin + block.columns]
            yield self._boxes(row, wide)
        yield Strip(140)

    def _boxes(self, row: tuple[blocks.Check, ...], wide: float) -> Strip:
        marks: list[Mark] = []
        most = 1
        for at, each in enumerate(row):
            x = at * (wide + _GAP)
            lines = self._types.column(each.label, x + _BOX + 160, wide - _BOX - 160)
            most = max(most, len(lines))
            marks += [Box(x, 65, _BOX, each.ticked), *lines]
        return Strip(most * Size.TEXT * LEADING + 90, tuple(marks))

    @strips.register
    def _(self, block: blocks.Signatures) -> Iterator[Strip]:
        yield Strip(160, keep=True)
        wide = (self._width - _GAP * 2) / 2
        for begin in range(0, len(block.lines), 2):
            row = block.lines[begin : begin + 2]
            more = max(self._more_for(each, wide) for each in row)
            foot = self._spacing.signed - _BELOW_FOOT + more
            marks = tuple(
                mark
                for at, each in enumerate(row)
                for mark in self._signature(each, at * (wide + _GAP * 2), wide, foot)
            )
            # Who signs a paper signs it on one page.
            yield Strip(self._spacing.signed + more, marks, keep=begin + 2 < len(block.lines))

    def _more_for(self, line: blocks.Signature, width: float) -> float:
        """Return how much higher than others a place to sign is, so that its names stand clear of the role."""
        texts = ((line.name, _NAME_SHARE), (line.day, _DAY_SHARE))
        high = max(self._height_above(text, width * share - 150) for text, share in texts)
        return max(0.0, high - (self._spacing.signed - _BELOW_FOOT - Size.TEXT * LEADING))

    def _signature(self, line: blocks.Signature, x: float, width: float, foot: float) -> Iterator[Mark]:
        yield from self._types.column(line.role, x, width, bold=True)[:1]
        parts = (
            (self._words.name, line.name, _NAME_SHARE),
            (self._words.signature, "", 1 - _NAME_SHARE - _DAY_SHARE),
            (self._words.day, line.day, _DAY_SHARE),
        )
        for label, text, share in parts:
            part = width * share
            yield Rule(x, foot, part - 150)
            yield from self._above(text, x, foot, part - 150)
            yield Writing(label, x, foot + 40, Size.SMALL, faint=True)
            x += part

    def _above(self, text: str, x: float, foot: float, width: float) -> Iterator[Mark]:
        """Yield a name or a day standing on its rule; a long name stands in several lines, whole."""
        lines, size = self._lines_above(text, width)
        for at, line in enumerate(lines):
            yield Writing(line, x, foot - (len(lines) - at) * size * LEADING + 30, size)

    def _lines_above(self, text: str, width: float) -> tuple[Sequence[str], Size]:
        lines = self._types.lines(text, width) if text else []
        if len(lines) > _LINES_SIGNED:
            return self._types.lines(text, width, Size.SMALL), Size.SMALL
        return lines, Size.TEXT

    def _height_above(self, text: str, width: float) -> float:
        lines, size = self._lines_above(text, width)
        return len(lines) * size * LEADING

    @strips.register
    def _(self, block: blocks.Code) -> Iterator[Strip]:
        told = self._types.column(block.caption or block.text, _CODE + 300, self._width - _CODE - 300)
        height = max(float(_CODE), len(told) * Size.TEXT * LEADING)
        yield Strip(height + 150, (Modules(0, 0, _CODE, block.modules), *told))

    @strips.register
    def _(self, block: blocks.Picture) -> Iterator[Strip]:
        seen = QImage.fromData(block.data) if block.data else QImage()
        if not seen.isNull():
            scale = min(self._width / seen.width(), _PICTURE_HEIGHT / seen.height())
            wide, high = seen.width() * scale, seen.height() * scale
            yield Strip(high + 90, (Photo(0, 0, wide, high, block.data),), keep=True)
        told = f"{block.caption} \u00b7 {block.file} \u00b7 {self._words.checksum} {block.sha256}"
        yield from self._types.paragraph(told, self._width, Size.SMALL)
        yield Strip(120)
