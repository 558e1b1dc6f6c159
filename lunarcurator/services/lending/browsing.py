"""Lines, loans and borrowers for lists: found and counted by a wish, read where somebody looks."""

from array import array
from collections.abc import Sequence

from lunarcurator.domain.identity import Uid
from lunarcurator.services.desk import Desk
from lunarcurator.store.reads import borrowers as readers
from lunarcurator.store.reads import loans
from lunarcurator.store.reads.borrowers import BorrowerRow as BorrowerRow
from lunarcurator.store.reads.borrowers import LoanRow as LoanRow
from lunarcurator.store.reads.loans import SORTS as SORTS
from lunarcurator.store.reads.loans import Concern as Concern
from lunarcurator.store.reads.loans import DueDay as DueDay
from lunarcurator.store.reads.loans import LineRow as LineRow
from lunarcurator.store.reads.loans import LineSum as LineSum
from lunarcurator.store.reads.loans import LineWish as LineWish


def find_lines(desk: Desk, wish: LineWish) -> tuple[array[int], LineSum]:
    """Return the local ids of the lines that are wanted, in order, and their sums."""
    with desk.database.connect() as connection:
        found = loans.find_lines(connection, wish)
        if wish.text.strip():
            # A text is looked for in every name; without one the sums by themselves are the quicker question.
            return found, loans.sum_found(connection, found)
        return found, loans.sum_lines(connection, wish)


def line_rows(desk: Desk, ids: Sequence[int]) -> dict[int, LineRow]:
    """Return the rows of lines by local id; one that is not in the book has none."""
    with desk.database.connect() as connection:
        return loans.line_rows(connection, ids)


def borrowers(desk: Desk) -> list[BorrowerRow]:
    """Return everybody who borrows or may, with what is out with them today."""
    with desk.database.connect() as connection:
        return readers.borrowers(connection, desk.today)


def all_loans(desk: Desk) -> list[LoanRow]:
    """Return every loan, the latest number first."""
    with desk.database.connect() as connection:
        return readers.loans(connection)


def due_days(desk: Desk, wish: LineWish, most: int) -> list[DueDay]:
    """Return what falls due, day by day and loan by loan, the earliest first."""
    with desk.database.connect() as connection:
        return loans.due_days(connection, wish, most)


def due_months(desk: Desk, wish: LineWish) -> list[tuple[int, int]]:
    """Return how many lines fall due in each month, as (year and month YYYYMM, count)."""
    with desk.database.connect() as connection:
        return loans.by_month(connection, wish)


def line_ids(desk: Desk, uids: Sequence[Uid]) -> list[int]:
    """Return the local ids of lines, in the order of their uids; those not in the book are left out."""
    with desk.database.connect() as connection:
        return loans.line_ids(connection, uids)
