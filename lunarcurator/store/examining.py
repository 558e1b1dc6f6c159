"""A look at a store while it opens: the last entries and the heads that were witnessed, in milliseconds."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from lunarcurator.domain.findings import Finding, Strength
from lunarcurator.store.database import Database
from lunarcurator.store.errors import StoreError
from lunarcurator.store.verify.against import check_attested, check_heads
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


def witnessed(database: Database, heads: Iterable[Attested], *, copy: str = "") -> tuple[Finding, ...]:
    """Return which heads, written down outside of the store, are not in its journal.

    In `copy`, a file known to be an older copy, later ones are not missed.
    """
    return _asked(database, lambda reader, report: check_attested(reader, report, heads, copy=copy))


def lacking(database: Database, heads: Iterable[Attested], store: Path) -> tuple[Finding, ...]:
    """Return which heads, known to belong to the journal of what becomes a store, are not in it."""
    return _asked(database, lambda reader, report: check_heads(reader, report, heads), store)


def _asked(
    database: Database, ask: Callable[[Reader, Report], None], store: Path | None = None
) -> tuple[Finding, ...]:
    report = Report(store=store or database.path)
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
