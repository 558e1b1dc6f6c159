"""Everything a store can be asked about itself, in one run over one snapshot."""

import tempfile
import threading
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from lunarcurator.domain.findings import Finding, Strength
from lunarcurator.store import schema
from lunarcurator.store.database import Database
from lunarcurator.store.fact_reading import undone_at
from lunarcurator.store.opening import Head, head_of
from lunarcurator.store.rebuild.definitions import is_remade
from lunarcurator.store.verify.against import Outside, check_against, check_attested
from lunarcurator.store.verify.answers import OF_BYTES, Answers
from lunarcurator.store.verify.desks import check_desks, check_places, check_undone, check_years
from lunarcurator.store.verify.file import check_definitions, check_file
from lunarcurator.store.verify.journal import check_journal
from lunarcurator.store.verify.lines import check_lines
from lunarcurator.store.verify.pieces import check_pieces
from lunarcurator.store.verify.reader import DAMAGE, Reader, pass_on
from lunarcurator.store.verify.report import Progress, Report
from lunarcurator.store.verify.search_index import Rebuilt
from lunarcurator.store.verify.settings import check_settings
from lunarcurator.store.witness import Attested, Witness

_NO_END = 2**62
_MADE_ANEW = {table.name for table in schema.DERIVED} | {"search", "search_config", "search_idx"}
_MADE_ANEW |= {"alembic_version", "file", "sqlite_master"}


_UNANSWERED = frozenset(
    {
        *("verify.entry_missing", "verify.entries_lost", "verify.entry_number", "verify.not_finished"),
        *("verify.lacks_entry", "verify.lacks_entries", "verify.parted_by_witness", "verify.copies_parted"),
        *("verify.entry_unreadable", "verify.definition_missing", "verify.file_damaged", "verify.table_damaged"),
    }
)


def _is_made_anew(flaw: Finding) -> bool:
    """Tell whether a rebuild makes anew what is wrong; of definitions it knows itself which."""
    if flaw.field == "sqlite_master.sql":
        name = str(dict(flaw.facts)["name"])
        return is_remade(name, missing=flaw.key == "verify.definition_missing")
    if flaw.key == "verify.table_damaged":
        return is_remade(flaw.field, missing=False)
    return flaw.field.split(".")[0] in _MADE_ANEW


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found: flaws first, then notes; the head the proof holds for; how much was looked at.

    `witnesses` are the files asked, with the heads they have of this store; without any, a cut tail is not seen.
    """

    findings: tuple[Finding, ...]
    head: Head
    counts: Mapping[str, int]
    whole_until: int | None = None
    """The last entry up to which every entry is as it was posted; None where the journal could not be read."""
    witnesses: tuple[Witness, ...] = ()
    brought_back: tuple[Finding, ...] = ()
    """What is to be said of a store that was brought back from a backup."""
    undecided: tuple[Finding, ...] = ()
    """What is known beside the store that it lacks and that nobody gave up; it is no flaw of the file."""

    @property
    def is_witnessed(self) -> bool:
        """Whether any witness that was asked had a head of this store."""
        return any(each.heads for each in self.witnesses)

    @property
    def flaws(self) -> frozenset[str]:
        """The keys of what is wrong."""
        return frozenset(each.key for each in self._flaws())

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong; notes, such as a clock that ran backwards, are no flaws."""
        return not self._flaws()

    @property
    def complete(self) -> bool:
        """Whether the store is sound, and has all that is known of it."""
        return self.sound and not self.undecided

    @property
    def rebuilding_may_heal(self) -> bool:
        """Whether every entry is as it was posted, and what is wrong could be made anew from the entries."""
        return self.whole_until == self.head.seq and all(
            flaw.key == "verify.more" or _is_made_anew(flaw) for flaw in self._flaws()
        )

    @property
    def annulling_may_answer(self) -> bool:
        """Whether entries were altered and none is known to be missing, so that annulments may answer for them."""
        return bool(self.flaws & OF_BYTES) and not self.flaws & _UNANSWERED

    def _flaws(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.strength is Strength.IMPOSSIBLE]


@dataclass(frozen=True, slots=True)
class Beyond:
    """What a store is compared with from outside.

    `other` is what somebody named, `heads` what witnesses know, `copy` the name of a file that is known to be
    an older copy.
    """

    other: Outside | None = None
    heads: tuple[Attested, ...] = ()
    copy: str = ""


def verify_store(
    database: Database, progress: Progress, should_stop: Callable[[], bool], beyond: Beyond | None = None
) -> Verification:
    """Verify a store in one snapshot; raises `StoreError` "store.cancelled" when `should_stop` says so."""
    beside = _Beside(database, should_stop)
    beside.start()
    report = Report(store=database.path)
    try:
        # The connection has the scratch file attached to the end, so that it is closed before the folder goes.
        with (
            tempfile.TemporaryDirectory(prefix="lunarcurator-") as folder,
            closing(database.apart()) as mine,
            mine.snapshot() as connection,
        ):
            reader = Reader(connection, should_stop)
            report.answers = Answers(reader)
            if beyond is not None:
                # First, so that it is told one by one however much else is found.
                _through(reader, report, "witnesses", partial(_check_beyond, reader, report, beyond))
            with Rebuilt(Path(folder) / "search.db") as rebuilt:
                head, counts = _check_rows(reader, report, progress, rebuilt)
    except BaseException:
        beside.stop()
        raise
    finally:
        beside.join()
    report.merge(beside.result())
    progress(1, 1)
    return Verification(report.done(), head, counts, _whole_until(report, head))


def _whole_until(report: Report, head: Head) -> int | None:
    if "journal" in report.not_finished:
        return None
    return head.seq if report.first_entry is None else max(report.first_entry - 1, 0)


def _check_beyond(reader: Reader, report: Report, beyond: Beyond) -> None:
    check_attested(reader, report, beyond.heads, copy=beyond.copy)
    if beyond.other is not None:
        check_against(reader, report, beyond.other)


def _check_rows(
    reader: Reader, report: Report, progress: Progress, rebuilt: Rebuilt
) -> tuple[Head, Mapping[str, int]]:
    head = _head(reader)
    pieces = _count(reader, "sample")
    # A piece costs about three times an entry.
    total = max(head.seq + 3 * pieces, 1)
    undone = _undone(reader, report)
    table = _undone_table(reader, undone)

    def tell(done: int) -> None:
        reader.go_on()
        progress(min(done, total), total)

    def journal() -> int:
        return check_journal(reader, report, tell)

    def rows_of_pieces() -> int:
        def tick(done: int) -> None:
            tell(head.seq + 3 * done)

        return check_pieces(reader, report, tick, rebuilt.add, pieces, undone=table)

    def through(part: str, check: Callable[[], object]) -> int:
        found = _through(reader, report, part, check)
        return found if isinstance(found, int) else 0

    through("definitions", lambda: check_definitions(reader, report))
    through("settings", lambda: check_settings(reader, report))
    counts = {"entries": through("journal", journal), "pieces": through("pieces", rows_of_pieces)}
    counts["places"] = through("places", lambda: check_places(reader, report))
    counts["desks"] = through("desks", lambda: check_desks(reader, report))
    counts["lines"] = through("lines", lambda: check_lines(reader, report))
    through("undone", lambda: check_undone(reader, report, undone))
    through("years", lambda: check_years(reader, report))
    through("search", lambda: rebuilt.compare(reader, report))
    return head, counts


def _through(reader: Reader, report: Report, part: str, check: Callable[[], object]) -> object:
    """Run one check; where there is no way past the damage that is a flaw, and the other checks still run."""
    reader.go_on()
    try:
        return check()
    except DAMAGE as error:
        pass_on(error)
        report.unfinished(part, error)
        return None


def _head(reader: Reader) -> Head:
    """Return where the journal stands, as far as that can be read."""
    try:
        return head_of(reader.connection)
    except DAMAGE as error:
        pass_on(error)
    try:
        return Head("", reader.value("SELECT max(seq) FROM entry") or 0, "", 0)
    except DAMAGE as error:
        pass_on(error)
        return Head("", 0, "", 0)


def _count(reader: Reader, table: str) -> int:
    try:
        return int(reader.value(f"SELECT count(*) FROM {table}"))  # noqa: S608
    except DAMAGE as error:
        pass_on(error)
        return 0


def _undone(reader: Reader, report: Report) -> frozenset[int]:
    try:
        return undone_at(reader.connection, _NO_END)
    except DAMAGE as error:
        pass_on(error)
        report.unfinished("undone", error)
        return frozenset()


def _undone_table(reader: Reader, undone: frozenset[int]) -> str:
    """Return a table of the entries out of force, empty where there are none."""
    if not undone:
        return ""
    try:
        reader.run("CREATE TEMP TABLE verify_undone (seq INTEGER PRIMARY KEY)")
        reader.run("INSERT INTO temp.verify_undone VALUES (?)", iter([(seq,) for seq in undone]))
    except DAMAGE as error:
        pass_on(error)
        # Beside some damage SQLite makes no table; that of the store is compared by itself.
        return "undone"
    return "temp.verify_undone"


class _Beside:
    """SQLite's own check on a thread and a connection of its own: it computes without the interpreter."""

    def __init__(self, database: Database, should_stop: Callable[[], bool]) -> None:
        self._database = database
        self._should_stop = should_stop
        self._stopped = threading.Event()
        self._report = Report()
        self._error: Exception | None = None
        self._thread = threading.Thread(target=self._run, name="verify-file", daemon=True)
        self.start, self.stop, self.join = self._thread.start, self._stopped.set, self._thread.join

    def result(self) -> Report:
        """Return what was found, or raise what went wrong."""
        if self._error is not None:
            raise self._error
        return self._report

    def _run(self) -> None:
        try:
            mine = self._database.apart()
            try:
                with mine.snapshot() as connection:
                    check_file(connection, self._report, lambda: self._stopped.is_set() or self._should_stop())
            finally:
                mine.close()
        except Exception as error:
            self._error = error
