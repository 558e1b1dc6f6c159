"""What results a borrower owes by the lab's policy: counted from the day the material went out, never typed."""

from dataclasses import replace

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.loans import Loan, OwedItem
from lunarcurator.domain.lending.policy import policy_of
from lunarcurator.domain.lending.terms import Owed
from lunarcurator.domain.lending.working_days import months_after


def with_results(ledger: LedgerState, loan: Loan) -> Loan:
    """Return a loan with the results it owes by policy among what is owed.

    What somebody noted of its results takes their place: a later day, or that they came.
    """
    due = results_due(ledger, loan)
    return replace(loan, owed=(*loan.owed, OwedItem(Uid(""), Owed.RESULTS, "", due, 0, ""))) if due else loan


def results_due(ledger: LedgerState, loan: Loan) -> Day:
    """Return the day by which the first results of a loan are owed by policy, 0 where none are or all is noted."""
    if loan.closed or any(each.what is Owed.RESULTS for each in loan.owed):
        return 0
    if not any(each.results_months for each in ledger.tables.policies):
        return 0
    first = _first_issued(ledger, loan)
    return min((due for collection, day in first.items() if (due := _due(ledger, collection, day))), default=0)


def _first_issued(ledger: LedgerState, loan: Loan) -> dict[Uid, Day]:
    """Return by collection the day on which the first piece of it left on a loan, however many lines that has."""
    went: dict[Uid, Day] = {}
    for uid in ledger.related(Subject.LINE, "loan", loan.uid):
        line = Line.of(ledger.record(Subject.LINE, uid))
        if line.sample is not None and line.issued:
            went[line.sample] = min(line.issued, went.get(line.sample, line.issued))
    first: dict[Uid, Day] = {}
    for piece, collection in ledger.collections_of(went).items():
        first[collection] = min(went[piece], first.get(collection, went[piece]))
    return first


def _due(ledger: LedgerState, collection: Uid, issued: Day) -> Day:
    code = ledger.record(Subject.COLLECTION, collection).code
    months = policy_of(ledger.tables, code).results_months
    return months_after(issued, months) if months else 0
