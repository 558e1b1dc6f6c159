"""What should have been back: lines that are out after their day, and what the lab owes to others."""

from types import MappingProxyType
from typing import Final

from lunarcurator.documents.model import ColumnKind, MassFigure
from lunarcurator.domain.days import Day, last_day
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.lending.working_days import days_after
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.services.lending.browsing import Concern as LineConcern
from lunarcurator.services.lending.browsing import LineRow, LineWish, find_lines, line_rows
from lunarcurator.services.lending.overview import SOON_DAYS
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.to_do.listing import Concern, ListColumn, Listing, ListRow, Target

_OVERDUE: Final = (
    ListColumn("line"),
    ListColumn("number"),
    ListColumn("borrower"),
    ListColumn("institution"),
    ListColumn("due", ColumnKind.DAY),
    ListColumn("recalled", ColumnKind.DAY),
    ListColumn("held", ColumnKind.MASS),
)


_OWED: Final = (
    ListColumn("line"),
    ListColumn("number"),
    ListColumn("lender"),
    ListColumn("due", ColumnKind.DAY),
)


def overdue_lines(session: StoreSession, moment: Moment = NOW) -> Listing:
    """Return the lines out after the day they were due or recalled by, the latest first."""
    ids, _ = find_lines(session, LineWish(session.day_of(moment), LineConcern.OVERDUE), moment)
    found = line_rows(session, ids, moment)
    rows = tuple(_row(found[each]) for each in ids)
    return Listing(Concern.OVERDUE, _OVERDUE, rows, len(rows), len(rows))


def owed_back(session: StoreSession, moment: Moment = NOW) -> Listing:
    """Return what was lent to the lab and is to go home by now or within a month, the latest first."""
    day = session.day_of(moment)
    ids, _ = find_lines(session, LineWish(day, LineConcern.OWED_BACK, soon=days_after(day, SOON_DAYS)), moment)
    found = line_rows(session, ids, moment)
    rows = tuple(_theirs(found[each], day) for each in ids)
    return Listing(Concern.OWED_BACK, _OWED, rows, len(rows), sum(each.marked for each in rows))


def _theirs(row: LineRow, today: Day) -> ListRow:
    targets = {"line": Target("line", row.uid)}
    if row.sample is not None:
        targets["number"] = Target("sample", row.sample)
    values = (row.code, row.number or row.described, row.institution, row.by)
    return ListRow(values, MappingProxyType(targets), marked=last_day(row.by) < today)


def _row(row: LineRow) -> ListRow:
    held = MassFigure.of(row.held_sum.whole)
    targets = {"line": Target("line", row.uid), "borrower": Target("person", row.borrower or Uid(""))}
    if row.sample is not None:
        targets["number"] = Target("sample", row.sample)
    days = (row.due or None, row.recalled or None)
    values = (row.code, row.number or row.described, row.person, row.institution, *days, held)
    return ListRow(values, MappingProxyType(targets))
