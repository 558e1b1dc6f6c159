"""A look at a store while it opens: the last entries and the heads that were witnessed, in milliseconds."""

from collections.abc import Callable, Iterable
from typing import Final

from lunarcurator.domain.findings import Finding, Strength
from lunarcurator.store.database import Database
from lunarcurator.store.errors import StoreError
from lunarcurator.store.histories import Link
from lunarcurator.store.verify.against import check_attested, check_links
from lunarcurator.store.verify.answers import Answers
from lunarcurator.store.verify.journal import check_tail
from lunarcurator.store.verify.reader import DAMAGE, Reader, pass_on
from lunarcurator.store.verify.report import Report
from lunarcurator.store.witness import Attested

LAST: Final = 1_000
"""How many of the last entries, and of the last lines of a witness, are looked at before a window opens."""


def tail_of(database: Database, last: int = LAST) -> tuple[Finding, ...]:
    """Return what is wrong with the headers and links of the last entries."""
    return _asked(database, lambda reader, report: check_tail(reader, report, last))


def witnessed(database: Database, heads: Iterable[Attested]) -> tuple[Finding, ...]:
    """Return which heads, written down outside of the store, are not in its journal."""
    return _asked(database, lambda reader, report: check_attested(reader, report, heads))


def lacking(database: Database, links: Iterable[Link]) -> tuple[Finding, ...]:
    """Return which links, known to belong to the journal of a store, are not in it."""
    return _asked(database, lambda reader, report: check_links(reader, report, links))


def _asked(database: Database, ask: Callable[[Reader, Report], None]) -> tuple[Finding, ...]:
    report = Report()
    mine = database.apart()
    try:
        with mine.snapshot() as connection:
            reader = Reader(connection, lambda: False)
            report.answers = Answers(reader)
            ask(reader, report)
    except DAMAGE as error:
        pass_on(error)
        raise StoreError("store.damaged", file=database.path.name) from error
    finally:
        mine.close()
    return tuple(each for each in report.done() if each.strength is Strength.IMPOSSIBLE)
