"""What the button of the loan editor says, and what follows when it is pressed."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from lunarcurator.desktop.loan_editor.steps import NextStep
from lunarcurator.desktop.models.loan_cells import lines as in_words
from lunarcurator.domain.days import show_day
from lunarcurator.domain.mass_display import shown_count
from lunarcurator.services.lending.browsing import LineRow


def what_follows(typed: int, *, new: bool) -> str:
    """Return what comes of posting so many typed lines; `new` is a request that is not in the book yet."""
    if new:
        return QCoreApplication.translate(
            "LoanEditor", "The request waits for a decision; nothing is promised yet."
        )
    if typed:
        return QCoreApplication.translate("LoanEditor", "New lines wait for a decision; the others go on.")
    return QCoreApplication.translate("LoanEditor", "Lines are changed.")


def words_of_posting(typed: int, changed: int, loan: str | None) -> str:
    """Return the words of the button for lines typed and changed; `loan` is a code, None for a new request."""
    if loan is None:
        text, count = QCoreApplication.translate("LoanEditor", "Enter the request, lines: {count}"), typed
    elif typed and changed:
        text = QCoreApplication.translate("LoanEditor", "Add to {loan}, lines: {count}; change: {changed}")
        text, count = text.replace("{changed}", shown_count(changed)), typed
    elif typed:
        text, count = QCoreApplication.translate("LoanEditor", "Add to {loan}, lines: {count}"), typed
    else:
        text, count = QCoreApplication.translate("LoanEditor", "Change {loan}, lines: {count}"), changed
    return text.replace("{count}", shown_count(count)).replace("{loan}", loan or "")


def told_of_step(step: NextStep | None, lines: Iterable[LineRow], *, closed: bool) -> str:
    """Return what waits for the next step of a loan with these lines; None is a loan without one."""
    if closed:
        return QCoreApplication.translate("LoanEditor", "This loan is closed.")
    if step is None:
        return QCoreApplication.translate("LoanEditor", "Add lines to this loan.")
    if not step.lines:
        return QCoreApplication.translate("LoanEditor", "Everything is accounted for.")
    text = QCoreApplication.translate("LoanEditor", "Waiting for it: {lines}.")
    due = min((each.due for each in lines if each.due and each.state in step.states), default=0)
    if step.act == "give_back":
        text = QCoreApplication.translate("LoanEditor", "In the lab's care: {lines}.")
    if step.act == "give_back" and due:
        text = QCoreApplication.translate("LoanEditor", "In the lab's care: {lines}, to give back by {day}.")
    return text.replace("{lines}", in_words(step.lines)).replace("{day}", show_day(due) if due else "")
