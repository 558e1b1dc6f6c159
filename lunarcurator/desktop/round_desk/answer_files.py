"""Which workbooks of answers are read: asked for with the system's dialog, as files or as a folder of them."""

from collections.abc import Callable, Collection
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.folders import first_folder, remember_path
from lunarcurator.file_names import is_folder
from lunarcurator.services.lending.round_reading import BOOKS, workbooks_in

_FOLDER = "roundDesk.folder"


class AnswerFiles(QObject):
    """Asks over a page and remembers the folder; `chosen` carries the workbooks, none where a folder has none."""

    chosen = Signal(object)

    def __init__(self, context: AppContext, page: QWidget, failed: Callable[[Exception], None]) -> None:
        super().__init__(page)
        self._context, self._page, self._failed = context, page, failed

    def ask(self, *, folder: bool) -> None:
        """Ask for workbooks, or for a folder of them."""
        kinds = self.tr("Workbooks ({endings})").replace("{endings}", " ".join(f"*{each}" for each in BOOKS))
        start = str(first_folder(self._context.memory, _FOLDER))
        dialog = QFileDialog(self._page, self.tr("Read answers"), start, kinds)
        dialog.setObjectName("roundDesk.answers.fileDialog")
        mode = QFileDialog.FileMode.Directory if folder else QFileDialog.FileMode.ExistingFiles
        dialog.setFileMode(mode)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(lambda names: self.take([Path(each) for each in names]))
        dialog.open()

    def take(self, paths: Collection[Path]) -> None:
        """Find these workbooks, and those in folders among them, on a lane."""

        def work() -> list[Path]:
            return [book for each in paths for book in (workbooks_in(each) if is_folder(each) else (each,))]

        self._context.lanes.background(lambda _ticket: work(), lambda found: self.chosen.emit(found), self._failed)

    def remember(self, path: Path) -> None:
        """Begin in the folder of this file the next time."""
        remember_path(self._context.memory, _FOLDER, path.parent)
