"""What results a borrower owes by the lab's policy: counted from the day the material went out, never typed."""

from dataclasses import replace

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.loans import Loan, OwedItem
from lunarcurator.domain.lending.policy import policy_of
from lunarcurator.domain.lending.terms import Owed
from lunarcurator.domain.lending.working_days import months_after
from lunarcurator.domain.picture import DeskState, Picture


def with_results(picture: Picture, loan: Loan) -> Loan:
    """Return a loan with the results it owes by policy among what is owed.

    What somebody noted of its results takes their place: a later day, or that they came.
    """
    due = results_due(picture, loan)
    return replace(loan, owed=(*loan.owed, OwedItem(Uid(""), Owed.RESULTS, "", due, 0, ""))) if due else loan


def results_due(picture: Picture, loan: Loan) -> Day:
    """Return the day by which the first results of a loan are owed by policy, 0 where none are or all is noted."""
    if loan.closed or any(each.what is Owed.RESULTS for each in loan.owed):
        return 0
    lines = (picture.desk(Subject.LINE, each) for each in picture.related(Subject.LINE, "loan", loan.uid))
    return min((day for line in lines if (day := _due(picture, line))), default=0)


def _due(picture: Picture, state: DeskState) -> Day:
    line = Line.of(state)
    if not line.issued or line.sample is None:
        return 0
    collection = picture.desk(Subject.COLLECTION, picture.piece(line.sample).book.collection)
    months = policy_of(picture.tables, collection.text("code")).results_months
    return months_after(line.issued, months) if months else 0
