"""What can be asked for: pieces that are here, open to research and free, with what is left of them."""

from collections.abc import Iterator, Sequence

from lunarcurator.documents.model import Column, ColumnKind, Value
from lunarcurator.domain.status import Access, BasicUse, Custody, Existence
from lunarcurator.services.exporting.making import Making, OpenedReport, Originals, mass_listed
from lunarcurator.store.reads.rows import PieceRow

_KEPT = frozenset({Access.RESERVED, Access.RESTRICTED, Access.MEMORIAL})
_STORED = frozenset({BasicUse.PERMANENT, BasicUse.BACKUP})
_HERE = frozenset({Custody.HERE, Custody.REMOTE})


def make_availability(making: Making) -> OpenedReport:
    """Make the list of pieces that exist, each with whether it is available and if not, why."""
    ids, say, unit = making.pieces(), making.words.say, making.wanted.unit
    columns = (
        making.column("number", 18),
        making.column("form", 16),
        making.column("class_name", 18),
        Column("mass_now", say("report.mass_now"), ColumnKind.MASS, unit, width=15),
        Column("mass_originally", say("report.mass_originally"), ColumnKind.MASS, unit, width=19),
        making.column("availability", 26),
        making.column("condition"),
        making.column("restriction", 30),
    )
    return making.list_of(columns, _rows(making, ids), len(ids))


def _rows(making: Making, ids: Sequence[int]) -> Iterator[tuple[Value, ...]]:
    originals = Originals()
    for row in making.rows(ids):
        if row.values.get("existence") == Existence.EXISTS:
            yield (
                row.number,
                making.word("form", row.values.get("form")),
                str(row.values.get("class_name") or ""),
                mass_listed(row, making.words, making.wanted.unit),
                originals.of(row),
                making.words.label(f"availability.{availability_of(row)}"),
                making.word("condition", row.values.get("condition")),
                str(row.values.get("restriction") or ""),
            )


def availability_of(row: PieceRow) -> str:
    """Return whether a piece can be asked for: available, lent, shown, kept or stored."""
    if row.custody not in _HERE:
        return "shown" if row.custody == Custody.DISPLAY else "lent"
    if row.values.get("basic_use") in _STORED:
        return "stored"
    return "kept" if row.values.get("access") in _KEPT else "available"
