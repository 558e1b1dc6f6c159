"""Opens what comes in, a file or a paste, and reads it as a person says: its table, its columns, its keys."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from lunarcurator.desktop.dialogs.imports.case import Case, look_into, reconsidered
from lunarcurator.desktop.dialogs.imports.work import Work
from lunarcurator.desktop.lanes import Ticket
from lunarcurator.desktop.workplace import Workplace
from lunarcurator.domain.errors import Refusal
from lunarcurator.services.importing import (
    Reading,
    Source,
    TextForm,
    Told,
    Unread,
    profile_of,
    save_profile,
    unread,
)
from lunarcurator.services.importing.left import LeftImport, gone_on
from lunarcurator.services.importing.source import AS_FOUND

type Taken = Callable[[Case], None]


class Changes(QObject):
    """Opens a source in the lane of long work, reads the case in front otherwise, and hands that to `taken`.

    `opened` carries the case of a source and whether it was in front already, only read in another form;
    `looked_at` what a text looks like that could not be read.
    """

    opened = Signal(object, bool)
    looked_at = Signal(object)

    def __init__(
        self,
        workplace: Workplace,
        work: Work,
        in_front: Callable[[], Case | None],
        taken: Taken,
    ) -> None:
        super().__init__(work)
        self._workplace, self._work = workplace, work
        self._in_front, self._taken = in_front, taken

    def read(self, path: Path | None, text: str = "", form: TextForm = AS_FOUND, *, again: bool = False) -> None:
        """Read a file, or rows copied in another program, a text in a form that somebody said."""
        desk = self._workplace.desk

        def look() -> Case | Unread:
            if path is None:
                return look_into(desk, Source.pasted(text, form=form))
            try:
                return look_into(desk, Source.open(path, form=form))
            except Refusal as refusal:
                found = unread(path, form, refusal)
                if found is None:
                    raise
                return found

        def came(found: Case | Unread) -> None:
            if isinstance(found, Unread):
                self.looked_at.emit(found)
            else:
                self.opened.emit(found, again)

        name = path.name if path is not None else self.tr("the clipboard")
        self._work.start(lambda _ticket: look(), came, "import_window.reading", file=name)

    def lay_out(self, sheet: str, said: Told) -> None:
        """Read a sheet with the table where somebody says."""
        case, desk = self._free(), self._workplace.desk
        if case is not None:
            work = partial(look_into, desk, case.source, sheet, said)
            self._work.start(lambda _ticket: work(), self._taken, "import_window.reading", file=sheet)

    def take(self, reading: Reading) -> None:
        """Take the case in front as a page says."""
        if self._free() is not None:
            self.reconsider(reading, self._taken)

    def reconsider(self, reading: Reading, done: Taken) -> None:
        """Look for what is open about another reading of the case in front."""
        case, desk = self._in_front(), self._workplace.desk
        if case is not None:
            self._work.start(lambda _ticket: reconsidered(desk, case, reading), done, "import_window.looking")

    def go_on(self, case: Case, left: LeftImport, done: Callable[[Case, bool], None]) -> None:
        """Say again of a source what was said of it before, as far as it still reads like that."""
        desk = self._workplace.desk

        def work(_ticket: Ticket) -> tuple[Case, bool]:
            found = look_into(desk, case.source, left.said.sheet, left.said.told)
            reading, fits = gone_on(found.reading, left.said)
            return reconsidered(desk, found, reading), fits

        self._work.start(work, lambda told: done(*told), "import_window.looking")

    def keep_profile(self, name: str, reading: Reading, done: Callable[[], None]) -> None:
        """Keep how the case is read as a profile of this name."""
        path, profile = self._workplace.desk.path, profile_of(reading, name)
        self._work.start(
            lambda _ticket: save_profile(profile, path), lambda _path: done(), "import_window.keeping"
        )

    def _free(self) -> Case | None:
        return None if self._work.busy else self._in_front()
