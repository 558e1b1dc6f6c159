"""Writing what differed at a count as a file, on a lane, with a word on what became of it."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.folders import EXPORTS, first_folder, remember_path
from lunarcurator.desktop.lanes import Ticket
from lunarcurator.desktop.paper.press import press
from lunarcurator.documents.rendering import RenderStopped
from lunarcurator.domain.days import show_day
from lunarcurator.domain.errors import Refusal
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.to_do.check_paper import paper_of_check
from lunarcurator.services.to_do.checks import check_named, write_check
from lunarcurator.services.words import Words

_PDF: Final = ".pdf"

type Write = Callable[[Path, Ticket], int]


class ListWriting(QObject):
    """Asks for a file and writes a list into it; `told` carries a sentence on it, and whether it went well."""

    told = Signal(str, bool)

    def __init__(self, context: AppContext, window: QWidget) -> None:
        super().__init__(window)
        self._context, self._window = context, window

    def ask(self, name: str, write: Write) -> None:
        """Ask where to write a list of this name."""
        day = show_day(self._context.session.today)
        kinds = self.tr("Excel (*.xlsx);;CSV (*.csv);;PDF (*.pdf);;HTML (*.html)")
        first = str(first_folder(self._context.memory) / f"{name}-{day}.xlsx")
        dialog = QFileDialog(self._window, self.tr("Write the list to"), first, kinds)
        dialog.setObjectName("attentionRoom.fileDialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xlsx")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: self.write(Path(chosen), write))
        dialog.open()

    def write(self, path: Path, write: Write) -> None:
        """Write the list into this file, whose ending says the format."""
        remember_path(self._context.memory, EXPORTS, path.parent)
        self.told.emit(self.tr("Writing {file}…").replace("{file}", path.name), True)
        self._context.lanes.background(
            lambda ticket: write(path, ticket), lambda rows: self._done(path, rows), self._failed
        )

    def _done(self, path: Path, rows: int) -> None:
        self.told.emit(self._context.words.say("cli.exported", {"rows": rows, "file": path.name}), True)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, RenderStopped):
            return
        if isinstance(error, Refusal):
            self.told.emit(self._context.words.say(error.key, error.facts), False)
        else:
            self._context.lanes.fault.emit(error)


def write_count(session: StoreSession, words: Words, code: str, path: Path, ticket: Ticket, *, who: str) -> int:
    """Write what differed at a count, as pages where the file is a PDF; return how many rows differ."""
    check = check_named(session, code)
    if path.suffix.lower() != _PDF:
        return write_check(session, words, check, path, who=who, should_stop=ticket.should_stop)
    paper, rows = paper_of_check(session, words, check, who=who)
    press(paper, path)
    return rows
