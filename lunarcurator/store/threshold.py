"""What is looked at before every posting, whatever its acts read.

These are the definitions, the ends of the journal, and its last entry, which the new one is chained to.
"""

from typing import Final

from sqlalchemy import Connection

from lunarcurator.domain.findings import Finding, Strength
from lunarcurator.store.rereading import proven
from lunarcurator.store.statements import driver
from lunarcurator.store.verify.answers import Answers
from lunarcurator.store.verify.ends import check_ends
from lunarcurator.store.verify.file import check_definitions
from lunarcurator.store.verify.journal import check_entry
from lunarcurator.store.verify.reader import DAMAGE, Reader, pass_on
from lunarcurator.store.verify.report import Report

_DEFINED: Final = "lunar_defined"
"""The version of the definitions that a connection found right; SQLite counts it up with each change."""


def flaws_before_posting(connection: Connection) -> tuple[Finding, ...]:
    """Return what is wrong with a store before anything is written, as far as that takes milliseconds."""
    reader = Reader(connection, lambda: False)
    driver(connection).set_progress_handler(None, 0)
    report = Report(answers=Answers(reader))
    try:
        _look(connection, reader, report)
    except DAMAGE as error:
        pass_on(error)
        report.unfinished("journal", error)
    # What an annulment answers for is a note, and nothing that stands in the way.
    return tuple(each for each in report.done() if each.strength is Strength.IMPOSSIBLE)


def _look(connection: Connection, reader: Reader, report: Report) -> None:
    version = reader.value("PRAGMA schema_version")
    if connection.info.get(_DEFINED) != version:
        check_definitions(reader, report)
        if not report.flaws:
            connection.info[_DEFINED] = version
    looked = proven(connection)
    # Only others' entries can be missing since this connection looked.
    if 0 not in looked:
        check_ends(reader, report, quick=True)
    last = reader.value("SELECT max(seq) FROM entry")
    if last is not None and last not in looked:
        check_entry(reader, report, last)
    if not report.flaws:
        looked |= {0} if last is None else {0, last}
