"""Opens what comes in, a file or a paste, in the lane of long work; a text that cannot be read is looked at."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from lunarcurator.desktop.dialogs.imports.case import Case, look_into
from lunarcurator.desktop.dialogs.imports.primary import PrimaryWords
from lunarcurator.desktop.dialogs.imports.work import Work, unless_stopped
from lunarcurator.desktop.workplace import Workplace
from lunarcurator.domain.errors import Refusal
from lunarcurator.services.importing import Source, TextForm, Unread, unread
from lunarcurator.services.importing.left import LeftImport
from lunarcurator.services.importing.source import AS_FOUND


class Opening(QObject):
    """Opens a source; `opened` carries its case, `looked_at` what a text looks like that could not be read.

    `again` tells in both whether it was in front already and is only read in another form.
    """

    opened = Signal(object, bool)
    looked_at = Signal(object)

    def __init__(self, workplace: Workplace, work: Work, words: PrimaryWords, parent: QObject) -> None:
        super().__init__(parent)
        self._workplace, self._work, self._words = workplace, work, words

    def read_file(self, path: Path, form: TextForm = AS_FOUND, *, again: bool = False) -> None:
        """Read a file, a text in a form that somebody said."""
        self._start(lambda: Source.open(path, form=form), path.name, again=again, path=path, form=form)

    def read_text(self, text: str, form: TextForm = AS_FOUND) -> None:
        """Read rows copied in another program, in a form that somebody said."""
        self._start(lambda: Source.pasted(text, form=form), self.tr("the clipboard"), again=False)

    def read_left(self, left: LeftImport) -> None:
        """Read what an import was left with: its file, or the rows that were pasted."""
        if left.text:
            self.read_text(left.text, left.form)
        else:
            self.read_file(Path(left.path), left.form)

    def read_again(self, source: Source, form: TextForm) -> None:
        """Read what is in front in another form."""
        if source.text:
            self._start(lambda: source.formed(form), source.book.name, again=True)
        else:
            self.read_file(source.path, form, again=True)

    def _start(
        self,
        opened: Callable[[], Source],
        name: str,
        *,
        again: bool,
        path: Path | None = None,
        form: TextForm = AS_FOUND,
    ) -> None:
        desk = self._workplace.desk

        def look() -> Case | Unread:
            try:
                return look_into(desk, opened())
            except Refusal as refusal:
                found = unread(path, form, refusal) if path is not None else None
                if found is None:
                    raise
                return found

        def came(found: Case | Unread) -> None:
            if isinstance(found, Unread):
                self.looked_at.emit(found)
            else:
                self.opened.emit(found, again)

        self._work.start(lambda ticket: unless_stopped(ticket, look()), came, self._words.reading(name))
