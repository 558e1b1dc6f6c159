"""Lines, loans and borrowers for lists: found and counted by a wish, read where somebody looks."""

from array import array
from collections.abc import Sequence

from lunarcurator.domain.days import Day
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store.reads import borrowers as readers
from lunarcurator.store.reads import due_days as reads_due
from lunarcurator.store.reads import line_tally, loans
from lunarcurator.store.reads.borrowers import BorrowerRow as BorrowerRow
from lunarcurator.store.reads.borrowers import LoanRow as LoanRow
from lunarcurator.store.reads.due_days import DueDay as DueDay
from lunarcurator.store.reads.line_tally import StateSum as StateSum
from lunarcurator.store.reads.loans import NOTHING_HELD as NOTHING_HELD
from lunarcurator.store.reads.loans import SORTS as SORTS
from lunarcurator.store.reads.loans import UNDONE as UNDONE
from lunarcurator.store.reads.loans import Concern as Concern
from lunarcurator.store.reads.loans import HeldSum as HeldSum
from lunarcurator.store.reads.loans import LineRow as LineRow
from lunarcurator.store.reads.loans import LineSum as LineSum
from lunarcurator.store.reads.loans import LineWish as LineWish


def find_lines(session: StoreSession, wish: LineWish, moment: Moment = NOW) -> tuple[array[int], LineSum]:
    """Return the local ids of the lines that were wanted at a moment, in order, and their sums."""
    with session.database.snapshot() as connection:
        lens = session.lens(connection, moment)
        found = loans.find_lines(connection, wish, lens)
        if wish.text.strip():
            # A text is looked for in every name; without one the sums by themselves are the quicker question.
            return found, loans.sum_found(connection, found, lens)
        return found, loans.sum_lines(connection, wish, lens)


def lines_of_loan(session: StoreSession, loan: Uid) -> tuple[array[int], dict[str, StateSum]]:
    """Return the local ids of the lines of a loan in the order of their numbers, and their sums by state."""
    wish = LineWish(session.today, loan=loan, sort="code")
    with session.database.snapshot() as connection:
        return loans.find_lines(connection, wish), line_tally.tally(connection, loan)


def line_rows(session: StoreSession, ids: Sequence[int], moment: Moment = NOW) -> dict[int, LineRow]:
    """Return the rows of lines at a moment by local id; one that was not in the book has none."""
    with session.database.snapshot() as connection:
        return loans.line_rows(connection, ids, session.lens(connection, moment))


def borrowers(session: StoreSession, moment: Moment = NOW) -> list[BorrowerRow]:
    """Return everybody who borrows or may, with what was out with them at a moment."""
    with session.database.snapshot() as connection:
        return readers.borrowers(connection, session.day_of(moment), session.lens(connection, moment))


def all_loans(session: StoreSession, moment: Moment = NOW) -> list[LoanRow]:
    """Return every loan there was at a moment, the latest number first."""
    with session.database.snapshot() as connection:
        return readers.loans(connection, session.lens(connection, moment))


def due_days(
    session: StoreSession, wish: LineWish, most: int, moment: Moment = NOW, span: tuple[Day, Day] = (0, 0)
) -> list[DueDay]:
    """Return what falls due by what was agreed at a moment, day by day and loan by loan, the earliest first.

    `span` is the first and the last day, (0, 0) every day.
    """
    with session.database.snapshot() as connection:
        return reads_due.due_days(connection, wish, most, session.lens(connection, moment), span)


def due_on_days(session: StoreSession, wish: LineWish, month: int, moment: Moment = NOW) -> dict[Day, int]:
    """Return how many lines fall due on each day of a month (YYYYMM)."""
    with session.database.snapshot() as connection:
        return dict(loans.by_day(connection, wish, month, session.lens(connection, moment)))


def due_months(session: StoreSession, wish: LineWish, moment: Moment = NOW) -> list[tuple[int, int]]:
    """Return how many lines fall due in each month, as (year and month YYYYMM, count)."""
    with session.database.snapshot() as connection:
        return loans.by_month(connection, wish, session.lens(connection, moment))


def line_ids(session: StoreSession, uids: Sequence[Uid]) -> list[int]:
    """Return the local ids of lines, in the order of their uids; those not in the book are left out."""
    with session.database.connect() as connection:
        return loans.line_ids(connection, uids)
