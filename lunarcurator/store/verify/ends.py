"""The ends of the journal: entries are numbered from 1 on, and no row speaks of an entry after the last one."""

from typing import Final

from lunarcurator.store import schema
from lunarcurator.store.verify.reader import DAMAGE, Reader, pass_on
from lunarcurator.store.verify.report import Report

_ENDS: Final = "SELECT min(seq), max(seq) FROM entry"
_BY_ENTRY: Final = tuple(f"SELECT max(entry) FROM {t.name}" for t in (schema.entry_part, *schema.FACT_TABLES))  # noqa: S608
_FEW: Final = ("SELECT max(last_seq) FROM place", "SELECT max(last_seq) FROM desk")
_PIECES: Final = "SELECT max(last_seq) FROM sample"
_LAST_PIECE: Final = "SELECT max(id) FROM sample"
_MOST_PIECES: Final = 100_000
"""Up to so many pieces are asked before a posting; of more only the whole verification asks."""


def check_ends(reader: Reader, report: Report, *, quick: bool = False) -> None:
    """Report an entry before the first number, and rows of any table that tell of entries after the last one.

    Such rows show that entries were taken out at the end; whatever such an entry undid, it touched too. `quick`
    leaves out what takes long in a large store.
    """
    first, last = reader.first(_ENDS) or (None, None)
    if first is not None and first < 1:
        report.entry_flaw("verify.entry_number", first, "entry.seq")
    end = last or 0
    told = [_told(reader, query) for query in (*_BY_ENTRY, *_FEW)]
    if not quick or _told(reader, _LAST_PIECE) <= _MOST_PIECES:
        told.append(_told(reader, _PIECES))
    highest = max(told)
    if highest > end:
        cause = f"entry:{end + 1}"
        report.flaw("verify.entries_lost", field="entry.seq", cause=cause, entry=end, last=highest)


def _told(reader: Reader, query: str) -> int:
    """Return the highest number that rows tell; a table that cannot be read is told of elsewhere."""
    try:
        found = reader.value(query)
    except DAMAGE as error:
        pass_on(error)
        return 0
    return found if isinstance(found, int) else 0
