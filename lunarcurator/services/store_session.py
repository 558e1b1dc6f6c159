"""The desk: one open store with everything that works on it, for the window and the command line alike."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from lunarcurator.domain.acts import Posting
from lunarcurator.domain.days import Day
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.findings import Finding
from lunarcurator.domain.ledger_state import Record, Tables
from lunarcurator.domain.moments import Moment
from lunarcurator.services.clock import Clock, SystemClock, day_at
from lunarcurator.services.identities import uid_maker
from lunarcurator.services.lab_tables import LabTables, store_folder
from lunarcurator.services.posted import Posted, Preview, Progress, ShouldStop
from lunarcurator.store.database import Database, setting
from lunarcurator.store.errors import StoreError
from lunarcurator.store.opening import Head, head_of, make_store, open_store
from lunarcurator.store.reads.records import records
from lunarcurator.store.reads.records_then import RecordLens, records_at

if TYPE_CHECKING:
    from lunarcurator.services.posting import Poster


class StoreSession:
    """One open store: posts, previews, and lends connections to the services that read."""

    def __init__(self, database: Database, lab: LabTables, clock: Clock, tables: Tables | None = None) -> None:
        self._database = database
        self._clock = clock
        self.lab = lab
        self.tables = tables or lab.tables
        try:
            with database.connect() as connection:
                self.time_zone = setting(connection, "time_zone") or "UTC"
                self.store_id = setting(connection, "store_id") or ""
        except BaseException:
            database.close()
            raise
        self._lens: tuple[Moment, int, RecordLens] | None = None

    @cached_property
    def _poster(self) -> "Poster":
        # Every rule and booking there is comes with it: nobody who only looks waits for them.
        from lunarcurator.services.posting import Poster

        return Poster(self._database, self.tables, self._clock, uid_maker(self._clock), self.time_zone)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        tables: Tables | None = None,
        clock: Clock | None = None,
        read_only: bool = False,
        own_policies: bool = True,
        tables_of: Path | None = None,
    ) -> Self:
        """Open a store with the tables of its lab; `StoreError` says why it cannot be opened.

        `tables_of` is the store beside which those tables lie, where the file has not taken its name yet.

        A table of the lab that is wrong is refused as `LabTables.load` says, which also says of `own_policies`.
        With `tables` given, for what must not depend on the lab's, those are left alone.
        """
        if tables is None:
            lab = LabTables.load(tables_of or path, own_policies=own_policies)
        else:
            lab = LabTables.of_program()
        session = cls(open_store(path, read_only=read_only), lab, clock or SystemClock(), tables)
        if tables is None:
            session._check_schemes()
        return session

    @classmethod
    def make(
        cls, path: Path, *, tables: Tables | None = None, clock: Clock | None = None, time_zone: str = "UTC"
    ) -> Self:
        """Make a new store and open it; refuses to overwrite a file."""
        lab = LabTables.load(path) if tables is None else LabTables.of_program()
        return cls(make_store(path, time_zone=time_zone), lab, clock or SystemClock(), tables)

    def _check_schemes(self) -> None:
        """Refuse, and close, a store with a collection whose numbering scheme is not among the tables."""
        states: list[Record] = []
        # A store too damaged to say is told of by those who examine it.
        with suppress(StoreError), self._database.connect() as connection:
            states = [row.state for row in records(connection, Subject.COLLECTION)]
        for state in states:
            scheme = state.text("scheme")
            if scheme not in self.tables.schemes:
                self.close()
                folder = str(store_folder(self.path) / "schemes")
                raise Refusal("scheme.lacking", collection=state.code, scheme=scheme, folder=folder)

    @property
    def path(self) -> Path:
        """The store file."""
        return self._database.path

    @property
    def read_only(self) -> bool:
        """Whether nothing can be posted: the file is only read, or it was found damaged."""
        return self._database.read_only or bool(self._database.damage)

    @property
    def damage(self) -> tuple[Finding, ...]:
        """What was found damaged in the store and not repaired since; nothing is posted meanwhile."""
        return self._database.damage

    @property
    def bar(self) -> StoreError:
        """What says why nothing can be posted into a store that is `read_only`."""
        if self._database.damage:
            return StoreError("store.damaged_no_posting", file=self.path.name)
        return self._database.refusal()

    @property
    def may_repair(self) -> bool:
        """Whether the file can be written to, be it damaged or not: a repair may, where nothing else does."""
        return not self._database.read_only

    @property
    def today(self) -> Day:
        """Today in the lab's time zone."""
        return day_at(self._clock.now_us(), self.time_zone)

    def now_us(self) -> int:
        """Return the time by the desk's clock, in microseconds since 1970 UTC."""
        return self._clock.now_us()

    def day_of(self, moment: Moment) -> Day:
        """Return the day a moment shows: today where it names none."""
        return self.today if moment.day is None else moment.day

    def lens(self, connection: Any, moment: Moment) -> RecordLens:
        """Return the loan desk of a moment; that of the latest other moment is kept until an entry follows."""
        if moment.is_now:
            return RecordLens(today=self.today)
        seq, kept = head_of(connection).seq, self._lens
        if kept is None or kept[:2] != (moment, seq):
            kept = self._lens = (moment, seq, records_at(connection, moment))
        return replace(kept[2], today=self.today)

    def post(
        self,
        wanted: Posting,
        progress: Progress = lambda _done, _total: None,
        should_stop: ShouldStop = lambda: False,
    ) -> Posted:
        """Post acts as one entry, all or nothing; see `Poster.post` for what it raises."""
        return self._poster.post(wanted, progress, should_stop)

    def post_together(
        self,
        wanted: Sequence[Posting],
        progress: Progress = lambda _done, _total: None,
        should_stop: ShouldStop = lambda: False,
    ) -> tuple[Posted, ...]:
        """Post several entries, all or none; see `Poster.post_together`."""
        return self._poster.post_together(wanted, progress, should_stop)

    def preview(self, wanted: Posting) -> Preview:
        """Judge acts without writing them."""
        return self._poster.preview(wanted)

    def head(self) -> Head:
        """Return where the journal stands."""
        with self._database.connect() as connection:
            return head_of(connection)

    def interrupt(self, thread: int) -> None:
        """End the statement that a thread reads with now; called from another thread."""
        self._database.interrupt(thread)

    @property
    def database(self) -> Database:
        """The database, for services that read, verify or back up; never for the desktop."""
        return self._database

    def close(self) -> None:
        """Let go of the store file, with everything written in it."""
        self._database.close()
