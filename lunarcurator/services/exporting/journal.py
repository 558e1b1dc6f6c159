"""The journal as a report: one row for each entry up to the moment."""

from collections.abc import Iterator, Sequence
from itertools import batched

from lunarcurator.documents.reports.journal import JournalRow, journal
from lunarcurator.services.exporting.report_context import CHUNK, OpenedReport, ReportContext
from lunarcurator.services.journal import JournalEntry, find_entries, journal_entries
from lunarcurator.services.words import Words
from lunarcurator.store.reads import inventory as reads


def make_journal(context: ReportContext) -> OpenedReport:
    """Make the extract of the journal."""
    upto, words = context.circumstances.sequence, context.words
    seqs = [seq for seq in reversed(find_entries(context.session, context.wanted.entries)) if seq <= upto]
    rows = (row for some in batched(seqs, CHUNK) for row in _entries(context, some))
    return OpenedReport(journal(rows, words.say, context.circumstances, language=words.language), len(seqs))


def _entries(context: ReportContext, seqs: Sequence[int]) -> Iterator[JournalRow]:
    day = context.wanted.moment.day
    chains = reads.chains_of(context.connection, seqs)
    for entry in sorted(journal_entries(context.session, context.words, seqs), key=lambda each: each.seq):
        if day is None or entry.day <= day:
            yield _row(entry, chains[entry.seq], context.words)


def _row(entry: JournalEntry, chain: str, words: Words) -> JournalRow:
    return JournalRow(
        entry=entry.seq,
        recorded=entry.recorded.replace(tzinfo=None, microsecond=0),
        day=entry.told_day.value(words),
        what=entry.what,
        by=entry.by,
        witness=entry.witness,
        reason=entry.reason,
        digest=chain,
    )
