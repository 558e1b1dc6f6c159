"""Which lines of a loan wait for an act that is asked for from the work list."""

from lunarcurator.domain.identity import Uid
from lunarcurator.domain.lending.working_days import days_after
from lunarcurator.services.lending.browsing import Concern, LineRow, LineWish, find_lines, line_rows
from lunarcurator.services.lending.choices import AWAITED
from lunarcurator.services.lending.overview import SOON_DAYS
from lunarcurator.services.store_session import StoreSession


def lines_awaiting(session: StoreSession, loan: Uid, key: str, work: str) -> list[LineRow]:
    """Return the lines of a loan that a group of work counts and an act begins with, in order of their numbers.

    A group that is of no lines, such as of loans to close, takes all in the states the act begins with.
    """
    concern = Concern(work) if work in {str(each) for each in Concern} else None
    soon = days_after(session.today, SOON_DAYS)
    ids, _ = find_lines(session, LineWish(session.today, concern, soon=soon, loan=loan, sort="code"))
    rows, states = line_rows(session, ids), AWAITED.get(key, ())
    return [rows[each] for each in ids if not states or rows[each].state in states]
