"""What the button of the loan editor says, and what follows when it is pressed."""

from PySide6.QtCore import QCoreApplication

from lunarcurator.domain.mass_display import shown_count


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
    """Return the words of the button for lines typed, else changed; `loan` is a code, None for a new request."""
    if loan is None:
        text, count = QCoreApplication.translate("LoanEditor", "Enter the request, lines: {count}"), typed
    elif typed:
        text, count = QCoreApplication.translate("LoanEditor", "Add to {loan}, lines: {count}"), typed
    else:
        text, count = QCoreApplication.translate("LoanEditor", "Change {loan}, lines: {count}"), changed
    return text.replace("{count}", shown_count(count)).replace("{loan}", loan or "")
