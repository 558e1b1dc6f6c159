"""Papers as PDF files for a program without a window."""

import sys
from pathlib import Path

from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QApplication

from lunarcurator.desktop.paper.pages import Progress, ShouldStop, never, unwatched
from lunarcurator.desktop.paper.paper_pages import PaperPages
from lunarcurator.desktop.paper.printing import PaperError, write_pdf
from lunarcurator.desktop.theme.fonts import families_for, load_fonts
from lunarcurator.documents.papers.blocks import Paper

_CHINESE = QFontDatabase.WritingSystem.SimplifiedChinese


def press(paper: Paper, path: Path) -> str:
    """Write a paper as PDF, there whole or not at all, and return the signs no font has; they are boxes.

    Raises `PaperError` where it cannot be written.
    """
    load_fonts(_application())
    pages = pages_of(paper)
    write_pdf(pages, path, pages.title)
    return pages.unshown


def pages_of(paper: Paper, progress: Progress = unwatched, should_stop: ShouldStop = never) -> PaperPages:
    """Return the pages of a paper in the fonts of its language; raises `LayoutStopped` when called off.

    Raises `PaperError` for a Chinese paper where no font of this machine has Chinese signs: boxes are no paper.
    """
    if paper.words.language.startswith("zh") and not QFontDatabase.families(_CHINESE):
        raise PaperError("paper.no_chinese_font")
    return PaperPages(paper, families_for(paper.words.language), progress, should_stop)


def _application() -> QApplication:
    running = QGuiApplication.instance()
    return running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
