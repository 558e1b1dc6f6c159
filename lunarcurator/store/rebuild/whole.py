"""The rebuild of one store in one write transaction, which commits only what follows from sound facts."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Final

from lunarcurator.domain.findings import Finding, Strength
from lunarcurator.store.database import Database
from lunarcurator.store.errors import StoreError, environment
from lunarcurator.store.rebuild.definitions import Definitions, unreadable
from lunarcurator.store.rebuild.rows import fill, keep_identities
from lunarcurator.store.statements import driver
from lunarcurator.store.verify.answers import Answers
from lunarcurator.store.verify.journal import check_journal
from lunarcurator.store.verify.reader import Reader
from lunarcurator.store.verify.report import Progress, Report

_PIECE_COSTS: Final = 3
"""A piece takes about three times as long as an entry."""


class FactsDamagedError(StoreError):
    """The facts themselves are damaged, so nothing can be derived from them; `findings` say which entries."""

    def __init__(self, file: str, findings: Sequence[Finding]) -> None:
        super().__init__("rebuild.facts_damaged", file=file)
        self.findings = tuple(findings)


def rebuild_derived(database: Database, progress: Progress, should_stop: Callable[[], bool]) -> int:
    """Make every derived table, index, guard and the search index anew; returns how many pieces there are.

    Either all of it is made or nothing is changed. Raises `FactsDamagedError` where the facts cannot be trusted,
    and `StoreError`, also "store.cancelled" when `should_stop` says so.
    """
    broken = _unreadable(database, should_stop)
    with _unreferenced(database) as mine:
        with environment(database.path), mine.write() as connection:
            reader = Reader(connection, should_stop)
            count = _rebuild(reader, Definitions(driver(connection), broken), database.path.name, progress)
            reader.go_on()
        _sweep(mine)
    return count


def _unreadable(database: Database, should_stop: Callable[[], bool]) -> frozenset[str]:
    apart = database.apart()
    try:
        with apart.connect() as connection:
            Reader(connection, should_stop)
            return unreadable(driver(connection))
    finally:
        apart.close()


def _rebuild(reader: Reader, definitions: Definitions, file: str, progress: Progress) -> int:
    lacking = definitions.lacking()
    if lacking:
        raise StoreError("rebuild.table_missing", file=file, table=lacking)
    definitions.make_missing()
    definitions.reindex()
    entries = reader.value("SELECT count(*) FROM entry")
    pieces = reader.value("SELECT count(DISTINCT subject) FROM touch WHERE kind = 'sample'")
    total = entries + _PIECE_COSTS * pieces + 1

    def tell(done: int) -> None:
        reader.go_on()
        progress(min(done, total), total)

    _check_facts(reader, file, tell)
    keep_identities(reader)
    definitions.take_away()
    definitions.make_tables()
    count = fill(reader, lambda done: tell(entries + _PIECE_COSTS * done))
    definitions.make_indexes()
    tell(total)
    return count


def _check_facts(reader: Reader, file: str, tick: Callable[[int], None]) -> None:
    report = Report(answers=Answers(reader))
    check_journal(reader, report, tick)
    found = tuple(each for each in report.done() if each.strength is Strength.IMPOSSIBLE)
    if found:
        raise FactsDamagedError(file, found)


@contextmanager
def _unreferenced(database: Database) -> Iterator[Database]:
    """Give the store again, without enforced references: these hold at the end and not between."""
    if database.read_only:
        raise StoreError("store.read_only", file=database.path.name)
    mine = Database(database.path, references=False)
    try:
        yield mine
    finally:
        mine.close()


def _sweep(database: Database) -> None:
    """Write the file anew where pages in it belong to nothing; where that fails they only take room."""
    with suppress(StoreError), database.connect() as connection:
        if driver(connection).execute("PRAGMA quick_check(1)").fetchone() == ("ok",):
            return
    with suppress(StoreError):
        database.vacuum()
