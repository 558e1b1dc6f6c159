"""Opens what comes in, a file or a paste, and reads it as a person says: its table, its columns, its keys."""

from collections.abc import Callable
from dataclasses import replace
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
    keyed,
    mapped,
    profile_of,
    save_profile,
    unread,
)
from lunarcurator.services.importing.columns.units import UNIT
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

        self._work.start(lambda _ticket: look(), came, "import_window.reading", file=name)

    def lay_out(self, sheet: str, said: Told) -> None:
        """Read a sheet with the table where somebody says."""
        case, desk = self._free(), self._workplace.desk
        if case is not None:
            work = partial(look_into, desk, case.source, sheet, said)
            self._work.start(lambda _ticket: work(), self._taken, "import_window.reading", file=sheet)

    def map(self, column: str, target: str) -> None:
        """Take a column for something else."""
        case = self._free()
        if case is not None:
            reading = case.reading
            # What is said of one part of a number ends that it has parts.
            reading = keyed(reading, ()) if column in reading.key else reading
            reading = keyed(reading, (), parent=True) if column in reading.parent_key else reading
            self.reconsider(mapped(reading, column, target), self._taken)

    def in_unit(self, column: str, unit: str) -> None:
        """Take the figures of a column in a unit."""
        case = self._free()
        if case is not None:
            self.reconsider(UNIT.answered(case.reading, unit, column), self._taken)

    def key(self, parent: bool, columns: tuple[str, ...], joints: tuple[str, ...]) -> None:
        """Make the number of the piece, or of its parent, of these columns."""
        case = self._free()
        if case is not None:
            self.reconsider(keyed(case.reading, columns, joints, parent=parent), self._taken)

    def make_parents(self, wanted: bool) -> None:
        """Make parents that are missing, or make none."""
        case = self._free()
        if case is not None:
            self.reconsider(replace(case.reading, makes_parents=wanted), self._taken)

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
