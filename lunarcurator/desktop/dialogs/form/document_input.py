"""The input for a document that stays where it is: its file, with the checksum, or a record number typed."""

from collections.abc import Callable
from pathlib import Path
from typing import Final, override

from PySide6.QtWidgets import QFileDialog

from lunarcurator.desktop.dialogs.form.inputs import TextInput
from lunarcurator.desktop.lanes import Lanes
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.lending.terms import DocumentKind
from lunarcurator.domain.operations.borrowing import Attached
from lunarcurator.services.finding_documents import looks_like_a_file
from lunarcurator.services.lending.attaching import file_here, sealed_file

_BETWEEN: Final = "\t"
_LEAST: Final = 112
"""So wide a name at least is, in pixels at 100 %."""


class DocumentInput(TextInput):
    """A document by name; chosen as a file it gets its checksum, which a name typed otherwise loses again."""

    def __init__(
        self,
        appearance: Appearance,
        lanes: Lanes,
        say: Callable[[Refusal], str],
        key: str,
        caption: str,
        *,
        required: bool = False,
        wide: int = 1,
    ) -> None:
        super().__init__(appearance, key, caption, required=required, wide=wide)
        self._lanes, self._say, self._sealed = lanes, say, ("", "")
        self.choose = Button(self.tr("Choose…"), object_name=f"{key}Choose")
        self.choose.setAccessibleName(self.tr("Choose the file of: {caption}").format(caption=caption))
        self.choose.clicked.connect(self._ask)
        self.field.put_beside(self.choose)
        self.edit.textChanged.connect(self._tell)
        self.edit.editingFinished.connect(self._look_for_typed)
        # A name is told from another by its beginning: the button beside it may not take that room.
        self.edit.setMinimumWidth(appearance.look.metrics.px(_LEAST))
        self._tell()

    def attached(self, kind: DocumentKind, day: int) -> Attached:
        """Return the document as an act keeps it; without a checksum unless its file was chosen."""
        return Attached(kind=kind, name=self.value(), sha256=self.sha256, day=day)

    @override
    def has_document(self, document: str) -> bool:
        return self.value() == document

    @property
    def sha256(self) -> str:
        """The checksum of the file named, empty where the name was typed."""
        name, digest = self._sealed
        return digest if name and name == self.value() else ""

    def take(self, path: Path) -> None:
        """Take a file: its checksum is counted out of sight, its name is shown when it is known."""
        self.set_note(self.tr("Reading {file}…").format(file=path.name))
        replaces = f"document/{self.key}/{id(self)}"
        self._lanes.read(
            lambda: sealed_file(path),
            lambda digest: self._took(path.name, digest),
            self._failed,
            replaces=replaces,
        )

    @override
    def text(self) -> str:
        return _BETWEEN.join((self.value(), self.sha256)) if self.sha256 else self.value()

    @override
    def restore(self, text: str) -> None:
        name, _, digest = text.partition(_BETWEEN)
        self._sealed = (name, digest)
        self.edit.setText(name)
        self._tell()

    def _ask(self) -> None:
        dialog = QFileDialog(self.field, self.caption)
        dialog.setObjectName(f"{self.key}File")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda chosen: self.take(Path(chosen)))
        dialog.open()

    def _look_for_typed(self) -> None:
        """Take a file that is named by its path as one that was chosen; a rule finds one that is not here."""
        typed = self.value()
        if self.sha256 or not looks_like_a_file(typed):
            return
        replaces = f"document/{self.key}/{id(self)}"
        self._lanes.read(
            lambda: file_here(typed),
            lambda found: self._took(*found) if found and self.value() == typed else None,
            self._failed,
            replaces=replaces,
        )

    def _took(self, name: str, digest: str) -> None:
        self._sealed = (name, digest)
        if self.value() == name:
            self.changed.emit()
        self.edit.setText(name)
        self._tell()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, Refusal):
            self._lanes.fault.emit(error)
        else:
            self.set_note(self._say(error))

    def _tell(self) -> None:
        if self.sha256:
            self.set_note(self.tr("SHA-256 {digest}…").format(digest=self.sha256[:16]))
        else:
            self.set_note(self.tr("a file, or a record number"))
