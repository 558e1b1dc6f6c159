"""What can be asked for: pieces that are here, open to research and free, with what is left of them."""

from collections.abc import Iterator, Sequence

from lunarcurator.documents.model import Column, ColumnKind, Value
from lunarcurator.domain.status import Access, BasicUse, Custody, Existence
from lunarcurator.services.exporting.report_context import OpenedReport, Originals, ReportContext, mass_listed
from lunarcurator.store.reads.rows import PieceRow

_KEPT = frozenset({Access.RESERVED, Access.RESTRICTED, Access.MEMORIAL})
_STORED = frozenset({BasicUse.PERMANENT, BasicUse.BACKUP})
_HERE = frozenset({Custody.HERE, Custody.REMOTE})


def make_availability(context: ReportContext) -> OpenedReport:
    """Make the list of pieces that exist, each with whether it is available and if not, why."""
    ids, say, unit = context.pieces(), context.words.say, context.wanted.unit
    columns = (
        context.column("number", 18),
        context.column("form", 16),
        context.column("class_name", 18),
        Column("mass_now", say("report.mass_now"), ColumnKind.MASS, unit, width=15),
        Column("mass_originally", say("report.mass_originally"), ColumnKind.MASS, unit, width=19),
        context.column("availability", 26),
        context.column("condition"),
        context.column("restriction", 30),
    )
    return context.list_of(columns, _rows(context, ids), len(ids))


def _rows(context: ReportContext, ids: Sequence[int]) -> Iterator[tuple[Value, ...]]:
    originals = Originals()
    for row in context.rows(ids):
        if row.values.get("existence") == Existence.EXISTS:
            yield (
                row.number,
                context.word("form", row.values.get("form")),
                str(row.values.get("class_name") or ""),
                mass_listed(row, context.words, context.wanted.unit),
                originals.of(row),
                context.words.label(f"availability.{availability_of(row)}"),
                context.word("condition", row.values.get("condition")),
                str(row.values.get("restriction") or ""),
            )


def availability_of(row: PieceRow) -> str:
    """Return whether a piece can be asked for: available, lent, shown, kept or stored."""
    if row.custody not in _HERE:
        return "shown" if row.custody == Custody.DISPLAY else "lent"
    if row.values.get("basic_use") in _STORED:
        return "stored"
    return "kept" if row.values.get("access") in _KEPT else "available"
