"""The documents of a loan as a table; one is opened from its file, once its checksum was compared."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.folders import remember_path, remembered_path
from lunarcurator.desktop.panels.sections import SectionHead
from lunarcurator.desktop.panels.wording import Wording
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.desktop.widgets.ledger_model import LedgerCell, LedgerColumn
from lunarcurator.desktop.widgets.ledger_table import LedgerTable
from lunarcurator.domain.days import show_day
from lunarcurator.file_names import is_there
from lunarcurator.services.lending.loan_documents import KeptDocument, Sameness, compared

_MOST: Final = 3
_SHOWN_OF_SUM: Final = 12
_FOLDER: Final = "loanEditor.documentsFolder"


class DocumentsTable(QWidget):
    """Kind, name, day, checksum and where it is kept, and a way to open each; hidden where there is none."""

    def __init__(self, context: AppContext, wording: Wording) -> None:
        super().__init__()
        self._context, self._wording = context, wording
        appearance = context.appearance
        self.kept: tuple[KeptDocument, ...] = ()
        columns = (
            LedgerColumn(self.tr("Kind"), "text", 112),
            LedgerColumn(self.tr("Name")),
            LedgerColumn(self.tr("Day"), "date", 104),
            LedgerColumn(self.tr("Checksum, SHA-256"), "number", 116),
            LedgerColumn(self.tr("Kept with"), "number", 104),
            LedgerColumn("", "text", 72),
        )
        name = self.tr("Documents")
        self.table = LedgerTable(appearance, columns, name, most=_MOST, object_name="loanEditor.documents")
        self.table.followed.connect(lambda target: self._ask(int(target)))
        self.told = Label(appearance, size=12, wrap=True, object_name="loanEditor.documentTold")
        column = QVBoxLayout(self)
        column.setContentsMargins(appearance.look.metrics.px(16), 0, appearance.look.metrics.px(16), 0)
        column.setSpacing(appearance.look.metrics.px(4))
        column.addWidget(SectionHead(appearance, name))
        column.addWidget(self.table)
        column.addWidget(self.told)
        self.show_documents(())

    def show_documents(self, kept: Sequence[KeptDocument]) -> None:
        """Show these documents and no others."""
        self.kept = tuple(kept)
        self.table.set_rows([self._cells(at, each) for at, each in enumerate(self.kept)])
        self._tell("")
        self.setVisible(bool(kept))

    def open_file(self, kept: KeptDocument, path: Path) -> None:
        """Open a file where its checksum does not tell that it is another one."""
        remember_path(self._context.memory, _FOLDER, path.parent)
        self._context.lanes.read(
            lambda: compared(kept, path), lambda told: self._compared(kept, path, told), self._failed
        )

    def _cells(self, at: int, kept: KeptDocument) -> tuple[LedgerCell, ...]:
        told = kept.document
        short = f"{told.sha256[:_SHOWN_OF_SUM]}\u2026" if told.sha256 else self.tr("none")
        return (
            LedgerCell(self._wording.term("document_kind", str(told.kind)), tone="text2"),
            LedgerCell(told.name),
            LedgerCell(show_day(told.day) if told.day else ""),
            LedgerCell(short, tone="text2", plain=told.sha256),
            LedgerCell(kept.of, tone="text2"),
            LedgerCell(self.tr("Open…"), target=str(at)),
        )

    def _ask(self, at: int) -> None:
        """Open the file where it was last looked for, else ask where it is: the book keeps no file."""
        kept = self.kept[at]
        folder = remembered_path(self._context.memory, _FOLDER) or Path.home()
        if is_there(found := folder / kept.document.name):
            self.open_file(kept, found)
            return
        caption = self.tr("Where is {name}?").replace("{name}", kept.document.name)
        dialog = QFileDialog(self, caption, str(folder))
        dialog.setObjectName("loanEditor.documentFile")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda chosen: self.open_file(kept, Path(chosen)))
        dialog.open()

    def _compared(self, kept: KeptDocument, path: Path, told: Sameness) -> None:
        if told is Sameness.OTHER:
            words = self.tr("{file} is not the file that was kept as {name}: its checksum differs.")
            words = words.replace("{file}", path.name).replace("{name}", kept.document.name)
            self._tell(words, "tones.red.ink")
            return
        if told is Sameness.SAME:
            self._tell(self.tr("{file}: its checksum agrees.").replace("{file}", path.name), "tones.green.ink")
        else:
            words = self.tr("{file} was kept without a checksum, so nobody can tell whether it is the same.")
            self._tell(words.replace("{file}", path.name), "tones.amber.ink")
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _failed(self, error: Exception) -> None:
        self._context.say_why(error, lambda sentence: self._tell(sentence, "tones.red.ink"))

    def _tell(self, words: str, colour: str = "text2") -> None:
        self.told.set_colour(colour)
        self.told.setText(words)
        self.told.setVisible(bool(words))
