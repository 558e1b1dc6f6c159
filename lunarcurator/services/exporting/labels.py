"""What stands on the labels of pieces, as a list: for a label printer's own program, or to check a batch."""

from collections.abc import Iterator, Sequence
from itertools import batched

from lunarcurator.documents.model import Value
from lunarcurator.services.exporting.report_context import CHUNK, OpenedReport, ReportContext
from lunarcurator.services.labels import labels_of


def make_labels(context: ReportContext) -> OpenedReport:
    """Make the list of labels: number, what the code says, form, mass with its day, place, and marks."""
    ids = context.pieces()
    columns = (
        context.column("number", 18),
        context.column("code", 18),
        context.column("form", 16),
        context.column("mass_text", 26),
        context.column("place", 40),
        context.column("marks", 34),
    )
    return context.list_of(columns, _rows(context, ids), len(ids))


def _rows(context: ReportContext, ids: Sequence[int]) -> Iterator[tuple[Value, ...]]:
    for some in batched(ids, CHUNK):
        for label in labels_of(context.session, context.words, [row.uid for row in context.rows(some)]):
            yield (label.number, label.code, label.form, label.mass, label.place, label.marks)
