"""The input for several files that stay where they are, such as photographs: their names, with their checksums."""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final, override

import msgspec
from PySide6.QtWidgets import QFileDialog

from lunarcurator.desktop.dialogs.form.inputs import TextInput
from lunarcurator.desktop.lanes import Lanes
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.translation import counted
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.lending.terms import DocumentKind
from lunarcurator.domain.operations.borrowing import Attached
from lunarcurator.services.lending.attaching import sealed_file
from lunarcurator.typed_json import decode

_BETWEEN: Final = re.compile(r"\s*[;；\n]\s*")


class FilesInput(TextInput):
    """Names with semicolons between them; files that were chosen have a checksum, names that were typed none."""

    def __init__(
        self,
        appearance: Appearance,
        lanes: Lanes,
        say: Callable[[Refusal], str],
        key: str,
        caption: str,
        *,
        wide: int = 2,
    ) -> None:
        super().__init__(appearance, key, caption, wide=wide)
        self._lanes, self._say = lanes, say
        self._sealed: dict[str, str] = {}
        self.choose = Button(self.tr("Choose…"), object_name=f"{key}Choose")
        self.choose.setAccessibleName(self.tr("Choose the files of: {caption}").format(caption=caption))
        self.choose.clicked.connect(self._ask)
        self.field.put_beside(self.choose)
        self.edit.textChanged.connect(lambda _text: self._tell())
        self._tell()

    @property
    def names(self) -> tuple[str, ...]:
        """The names as they stand, each once."""
        return tuple(dict.fromkeys(each for each in _BETWEEN.split(self.value().strip()) if each))

    @override
    def has_document(self, document: str) -> bool:
        return document in self.names

    def attached(self, kind: DocumentKind, day: int) -> tuple[Attached, ...]:
        """Return the files as an act keeps them."""
        return tuple(
            Attached(kind=kind, name=each, sha256=self._sealed.get(each, ""), day=day) for each in self.names
        )

    def take(self, paths: Sequence[Path]) -> None:
        """Take files beside those that stand there: their checksums are counted out of sight."""
        if not paths:
            return
        self.set_note(counted("FilesInput", "Reading 1 file…", "Reading {count} files…", len(paths)))
        self._lanes.read(lambda: {path.name: sealed_file(path) for path in paths}, self._took, self._failed)

    @override
    def text(self) -> str:
        kept = {name: self._sealed[name] for name in self.names if name in self._sealed}
        return msgspec.json.encode([self.value(), kept]).decode() if kept else self.value()

    @override
    def restore(self, text: str) -> None:
        try:
            names, kept = decode(text, tuple[str, dict[str, str]])
        except msgspec.DecodeError:
            names, kept = text, {}
        self._sealed = dict(kept)
        self.edit.setText(names)
        self._tell()

    def _ask(self) -> None:
        dialog = QFileDialog(self.field, self.caption)
        dialog.setObjectName(f"{self.key}Files")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda chosen: self.take([Path(each) for each in chosen]))
        dialog.open()

    def _took(self, told: Mapping[str, str]) -> None:
        self._sealed |= told
        before = self.value()
        self.edit.setText("; ".join(dict.fromkeys((*self.names, *told))))
        if self.value() == before:
            self.changed.emit()
        self._tell()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, Refusal):
            self._lanes.fault.emit(error)
        else:
            self.set_note(self._say(error))

    def _tell(self) -> None:
        sealed = sum(name in self._sealed for name in self.names)
        if sealed:
            words = self.tr("{sealed} of {count} with their checksum")
            self.set_note(words.format(sealed=sealed, count=len(self.names)))
        else:
            self.set_note(self.tr("files, or numbers with a semicolon between them"))
