"""Where a page of the manual is read: text in the colours of the house, links inside the manual only."""

from types import MappingProxyType
from typing import Any, Final, override

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QPalette,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QTextBrowser, QWidget

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.fonts import BASE, SEMIBOLD
from lunarcurator.services.manual import Page, Place

_SIZES: Final = MappingProxyType({1: 22, 2: 16, 3: 14})
_BEFORE: Final = MappingProxyType({1: 0, 2: 20, 3: 12})
_WIDEST: Final = 680
"""So wide a line can be read, in pixels at 100 %."""


class PageView(QTextBrowser):
    """Shows one page; `followed` carries the place a link leads to. It never loads anything from anywhere."""

    followed = Signal(object)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._page: Page | None = None
        self._anchor = ""
        self.setObjectName("manualPage")
        self.setAccessibleName(self.tr("Page of the manual"))
        self.setOpenLinks(False)
        self.setAutoFillBackground(True)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.anchorClicked.connect(lambda url: self.followed.emit(Place.read(url.toString())))
        appearance.changed.connect(self._again)

    def show_page(self, page: Page, anchor: str = "") -> None:
        """Show a page from a section on."""
        self._page, self._anchor = page, anchor
        self.document().setDefaultFont(self._appearance.look.fonts.font(BASE, tabular=False))
        self.setMarkdown(page.markdown)
        self._dress(page)
        if anchor:
            self.scrollToAnchor(anchor)
        self._widen()

    @override
    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        # Words only: nothing is fetched, from the disk or from elsewhere.
        return None

    @override
    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._widen()

    def _widen(self) -> None:
        """Keep lines as wide as can be read: by margins of the text, which the view lays out by itself.

        Margins of the viewport, changed while it is resized, left the text as wide as it had been.
        """
        px = self._appearance.look.metrics.px
        frame = self.document().rootFrame()
        shape = frame.frameFormat()
        right = max(self.viewport().width() - px(_WIDEST), px(12))
        if (shape.leftMargin(), shape.topMargin(), shape.rightMargin()) != (px(24), px(16), right):
            shape.setLeftMargin(px(24))
            shape.setTopMargin(px(16))
            shape.setRightMargin(right)
            frame.setFrameFormat(shape)

    def _again(self) -> None:
        if self._page is not None:
            self.show_page(self._page, self._anchor)

    def _dress(self, page: Page) -> None:
        look = self._appearance.look
        anchors = iter(page.sections)
        block = self.document().begin()
        while block.isValid():
            level = block.blockFormat().headingLevel()
            if level:
                self._dress_heading(block, level, next(anchors).anchor)
            elif not QTextCursor(block).currentTable():
                self._dress_text(block)
            block = block.next()
        for each in self.document().rootFrame().childFrames():
            if isinstance(each, QTextTable):
                self._dress_table(each)
        palette = self.palette()
        for role in (QPalette.ColorRole.Base, QPalette.ColorRole.Window):
            palette.setColor(role, look.ink("base"))
        palette.setColor(QPalette.ColorRole.Text, look.ink("text"))
        self.setPalette(palette)

    def _dress_heading(self, block: QTextBlock, level: int, anchor: str) -> None:
        look = self._appearance.look
        cursor = QTextCursor(block)
        shape = QTextBlockFormat(block.blockFormat())
        shape.setTopMargin(look.metrics.px(_BEFORE.get(level, 12)))
        shape.setBottomMargin(look.metrics.px(6))
        cursor.setBlockFormat(shape)
        cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
        cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        ink = QTextCharFormat()
        ink.setFont(look.fonts.font(_SIZES.get(level, 14), SEMIBOLD, tabular=False))
        ink.setForeground(QColor(look.ink("text")))
        if anchor:
            # Without being an anchor its names are not looked for; without a link it leads nowhere.
            ink.setAnchor(True)
            ink.setAnchorNames([anchor])
        cursor.setCharFormat(ink)

    def _dress_text(self, block: QTextBlock) -> None:
        cursor = QTextCursor(block)
        shape = QTextBlockFormat(block.blockFormat())
        shape.setLineHeight(140, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if not block.textList():
            shape.setBottomMargin(self._appearance.look.metrics.px(8))
        cursor.setBlockFormat(shape)
        self._dress_links(block)

    def _dress_links(self, block: QTextBlock) -> None:
        link = QTextCharFormat()
        link.setForeground(QColor(self._appearance.look.ink("link")))
        link.setFontUnderline(False)
        spans = block.begin()
        found = []
        while not spans.atEnd():
            piece = spans.fragment()
            if piece.charFormat().anchorHref():
                found.append((piece.position(), piece.length()))
            spans += 1
        for start, length in found:
            cursor = QTextCursor(self.document())
            cursor.setPosition(start)
            cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(link)

    def _dress_table(self, table: QTextTable) -> None:
        look = self._appearance.look
        shape = table.format()
        shape.setBorder(0)
        shape.setCellPadding(look.metrics.px(4))
        shape.setCellSpacing(0)
        shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        table.setFormat(shape)
        head = QTextCharFormat()
        head.setFontWeight(QFont.Weight.DemiBold)
        head.setForeground(QColor(look.ink("text2")))
        for column in range(table.columns()):
            cursor = table.cellAt(0, column).firstCursorPosition()
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(head)
