"""What stands on the labels of pieces, as a list: for a label printer's own program, or to check a batch."""

from collections.abc import Iterator, Sequence
from itertools import batched

from lunarcurator.documents.model import Value
from lunarcurator.services.exporting.making import CHUNK, Making, OpenedReport
from lunarcurator.services.labels import labels_of


def make_labels(making: Making) -> OpenedReport:
    """Make the list of labels: number, what the code says, form, mass with its day, place, and marks."""
    ids = making.pieces()
    columns = (
        making.column("number", 18),
        making.column("code", 18),
        making.column("form", 16),
        making.column("mass_text", 26),
        making.column("place", 40),
        making.column("marks", 34),
    )
    return making.list_of(columns, _rows(making, ids), len(ids))


def _rows(making: Making, ids: Sequence[int]) -> Iterator[tuple[Value, ...]]:
    for some in batched(ids, CHUNK):
        for label in labels_of(making.desk, making.words, [row.uid for row in making.rows(some)]):
            yield (label.number, label.code, label.form, label.mass, label.place, label.marks)
