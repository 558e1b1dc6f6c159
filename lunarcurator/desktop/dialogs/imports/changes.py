"""What a person says otherwise of how a source reads: where its table stands, its columns, its keys."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject

from lunarcurator.desktop.dialogs.imports.case import Case, look_into, reconsidered
from lunarcurator.desktop.dialogs.imports.primary import PrimaryWords
from lunarcurator.desktop.dialogs.imports.work import Work, unless_stopped
from lunarcurator.desktop.lanes import Ticket
from lunarcurator.desktop.workplace import Workplace
from lunarcurator.services.importing import Reading, Told, keyed, mapped, profile_of, save_profile
from lunarcurator.services.importing.columns.units import UNIT
from lunarcurator.services.importing.left import LeftImport, gone_on

type Taken = Callable[[Case], None]


class Changes(QObject):
    """Reads the case in front otherwise, in the lane of long work, and hands the new one to `taken`."""

    def __init__(
        self,
        workplace: Workplace,
        work: Work,
        words: PrimaryWords,
        in_front: Callable[[], Case | None],
        taken: Taken,
    ) -> None:
        super().__init__(work)
        self._workplace, self._work, self._words = workplace, work, words
        self._in_front, self._taken = in_front, taken

    def lay_out(self, sheet: str, said: Told) -> None:
        """Read a sheet with the table where somebody says."""
        case, desk = self._free(), self._workplace.desk
        if case is not None:
            told = self._words.reading(sheet)
            self._work.start(lambda _ticket: look_into(desk, case.source, sheet, said), self._taken, told)

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
            told = self._words.looking()
            self._work.start(lambda ticket: unless_stopped(ticket, reconsidered(desk, case, reading)), done, told)

    def go_on(self, case: Case, left: LeftImport, done: Callable[[Case, bool], None]) -> None:
        """Say again of a source what was said of it before, as far as it still reads like that."""
        desk = self._workplace.desk

        def work(ticket: Ticket) -> tuple[Case, bool]:
            found = look_into(desk, case.source, left.said.sheet, left.said.told)
            reading, fits = gone_on(found.reading, left.said)
            return unless_stopped(ticket, (reconsidered(desk, found, reading), fits))

        self._work.start(work, lambda told: done(*told), self._words.looking())

    def keep_profile(self, name: str, reading: Reading, done: Callable[[], None]) -> None:
        """Keep how the case is read as a profile of this name."""
        path, profile = self._workplace.desk.path, profile_of(reading, name)
        self._work.start(lambda _ticket: save_profile(profile, path), lambda _path: done(), "")

    def _free(self) -> Case | None:
        return None if self._work.busy else self._in_front()
