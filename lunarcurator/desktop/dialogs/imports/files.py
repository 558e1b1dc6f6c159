"""Which file comes in, and where rows left out are saved: asked with the system's dialogs, or taken as dropped."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData, QObject, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.imports.pages import Pages
from lunarcurator.desktop.folders import first_folder, remember_path
from lunarcurator.services.importing import ImportPlan, write_report

_FOLDER: Final = "importDialog.folder"


def local_file(mime: QMimeData | None) -> Path | None:
    """Return the first file of this machine among what is dropped or on the clipboard, or None."""
    urls = mime.urls() if mime is not None else []
    name = next((url.toLocalFile() for url in urls if url.isLocalFile()), "")
    return Path(name) if name else None


class FileAsking(QObject):
    """Asks over a window, and remembers the folder."""

    def __init__(self, window: QWidget, context: AppContext, pages: Pages) -> None:
        super().__init__(window)
        self._window, self._context, self._pages = window, context, pages
        self._memory = context.memory

    def ask_file(self, chosen: Callable[[Path], None]) -> None:
        """Ask for a file to bring in."""
        kinds = self.tr("Tables (*.xlsx *.xlsm *.xls *.ods *.csv *.tsv *.tab *.psv *.txt);;All files (*)")
        title, folder = self.tr("Choose a file to import"), first_folder(self._memory, _FOLDER)
        self._ask("file", title, folder, kinds, chosen, saves=False)

    def ask_report(self, plan: ImportPlan | None) -> None:
        """Ask where the rows left out are saved, and save them there; nothing for no plan."""
        if plan is None:
            return
        folder = plan.source.parent if plan.source.is_absolute() else first_folder(self._memory, _FOLDER)
        wanted = folder / f"{plan.source.stem}-left-out.xlsx"
        title, kinds = self.tr("Save the rows left out"), self.tr("Excel (*.xlsx)")
        self._ask("report", title, wanted, kinds, partial(self.save_report, plan), saves=True)

    def save_report(self, plan: ImportPlan, path: Path) -> None:
        """Write the rows that are left out, with their reasons, as a workbook."""
        words = self._context.words
        self._context.lanes.background(
            lambda ticket: write_report(plan, path, words, bad_only=True, should_stop=ticket.should_stop),
            lambda _none: self._pages.tell(self.tr("Saved {file}").replace("{file}", path.name)),
            self._pages.work.say_failure,
        )

    def _ask(
        self, name: str, title: str, start: Path, kinds: str, took: Callable[[Path], None], *, saves: bool
    ) -> None:
        """Ask for a file below a folder, or where a workbook is to be written."""
        dialog = QFileDialog(self._window, title, str(start), kinds)
        dialog.setObjectName(f"importDialog.{name}Dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if saves:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setDefaultSuffix("xlsx")
        else:
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)

        def chosen(text: str) -> None:
            remember_path(self._memory, _FOLDER, Path(text).parent)
            took(Path(text))

        dialog.fileSelected.connect(chosen)
        dialog.open()
