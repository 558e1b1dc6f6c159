"""What needs a hand among the lines that are out: those that should have been back."""

from types import MappingProxyType
from typing import Final

from lunarcurator.documents.model import ColumnKind, MassFigure
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.services.attention.listing import Concern, ListColumn, Listing, ListRow, Target
from lunarcurator.services.desk import Desk
from lunarcurator.services.lending.browsing import Concern as LineConcern
from lunarcurator.services.lending.browsing import LineRow, LineWish, find_lines, line_rows

_OVERDUE: Final = (
    ListColumn("line"),
    ListColumn("number"),
    ListColumn("borrower"),
    ListColumn("institution"),
    ListColumn("due", ColumnKind.DAY),
    ListColumn("held", ColumnKind.MASS),
)


def overdue_lines(desk: Desk, moment: Moment = NOW) -> Listing:
    """Return the lines out after the day they were due or recalled by, the latest first."""
    ids, _ = find_lines(desk, LineWish(desk.day_of(moment), LineConcern.OVERDUE), moment)
    found = line_rows(desk, ids, moment)
    rows = tuple(_row(found[each]) for each in ids)
    return Listing(Concern.OVERDUE, _OVERDUE, rows, len(rows), len(rows))


def _row(row: LineRow) -> ListRow:
    held = MassFigure(row.held_ug) if row.held_ug or not row.unweighed else None
    targets = {"line": Target("line", row.uid), "borrower": Target("person", row.borrower or Uid(""))}
    if row.sample is not None:
        targets["number"] = Target("sample", row.sample)
    values = (row.code, row.number or row.described, row.person, row.institution, row.by, held)
    return ListRow(values, MappingProxyType(targets))
