"""The report of what was transferred: each gift, exchange and deaccession, and what came in or came back."""

from collections.abc import Iterator, Mapping

from lunarcurator.documents.model import MassFigure, Value
from lunarcurator.domain.known_mass import Booked
from lunarcurator.domain.operations import TransferKind
from lunarcurator.services.exporting.report_context import OpenedReport, ReportContext
from lunarcurator.services.journal_sentences import sentences_of
from lunarcurator.services.stated_days import day_by
from lunarcurator.store.reads.piece import EntryHead, heads
from lunarcurator.store.reads.transfers import TransferredPiece, transferred_pieces

_KINDS = frozenset(map(str, TransferKind))


def make_transfers(context: ReportContext) -> OpenedReport:
    """Make the list of all that was transferred by a moment, one row for each piece and act."""
    found = transferred_pieces(context.connection, context.wanted.moment)
    seqs = {each.seq for each in found}
    sentences = sentences_of(context.session, context.words, seqs)
    columns = (
        context.day("day"),
        context.column("number", 18),
        context.column("collection", 16),
        context.column("mission", 16),
        context.column("transferred_how", 22),
        context.mass("transferred_mass"),
        context.count("unweighed"),
        context.column("what_happened", 60),
        context.count("entry"),
    )
    return context.list_of(columns, _rows(context, found, heads(context.connection, seqs), sentences), len(found))


def _rows(
    context: ReportContext,
    found: list[TransferredPiece],
    known: Mapping[int, EntryHead],
    sentences: Mapping[int, str],
) -> Iterator[tuple[Value, ...]]:
    for each in found:
        yield (
            day_by(known[each.seq], each.day, each.sample).value(context.words),
            each.number,
            each.collection,
            each.mission,
            context.word("transfer_kind" if each.way in _KINDS else "transfer_way", each.way),
            _mass(each.booked),
            each.booked.unweighed,
            sentences[each.seq],
            each.seq,
        )


def _mass(booked: Booked) -> MassFigure | None:
    """Return what went as surely as it is known; None where nobody weighed it, which is not zero."""
    return MassFigure.of(booked.known) if booked.has_figure else None
