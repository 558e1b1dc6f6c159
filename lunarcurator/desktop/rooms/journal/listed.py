"""The journal as it stands on the screen, as a list to export: the newest entry first."""

from collections.abc import Iterator, Sequence
from itertools import batched
from types import MappingProxyType
from typing import Any, Final

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.rooms.journal.model import Column as JournalColumn
from lunarcurator.desktop.rooms.journal.telling import Telling
from lunarcurator.documents.model import Column, ColumnKind, Value
from lunarcurator.domain.moments import Moment
from lunarcurator.services.exporting import ListOnScreen, ListRead
from lunarcurator.services.journal import JournalEntry, journal_entries

_CHUNK: Final = 400
_WIDTHS: Final = (10, 18, 70, 22, 24, 36)
_KINDS: Final = MappingProxyType({JournalColumn.ENTRY: ColumnKind.INTEGER, JournalColumn.WHEN: ColumnKind.MOMENT})


def journal_on_screen(
    context: AppContext,
    telling: Telling,
    title: str,
    headers: Sequence[str],
    seqs: Sequence[int],
    filters: tuple[str, ...],
    moment: Moment,
) -> ListOnScreen:
    """Return these entries in this order, read when they are asked for."""
    session, words = context.session, context.words
    columns = tuple(
        Column(str(each.name).lower(), header, _KINDS.get(each, ColumnKind.TEXT), width=width)
        for each, header, width in zip(JournalColumn, headers, _WIDTHS, strict=True)
    )

    def rows() -> Iterator[tuple[Value, ...]]:
        for some in batched(seqs, _CHUNK):
            found = {entry.seq: entry for entry in journal_entries(session, words, some)}
            yield from (tuple(_cell(telling, found[seq], each) for each in JournalColumn) for seq in some)

    def read(_connection: Any) -> ListRead:
        return ListRead(columns, rows(), len(seqs))

    return ListOnScreen("journal", title, read, filters, moment)


def _cell(telling: Telling, entry: JournalEntry, column: JournalColumn) -> Value:
    if column is JournalColumn.ENTRY:
        return entry.seq
    if column is JournalColumn.WHEN:
        return entry.recorded.replace(tzinfo=None, microsecond=0)
    return telling.cell(entry, column)
