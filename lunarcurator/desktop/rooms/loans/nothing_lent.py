"""What the room of loans shows while nobody borrows and nothing was ever lent: two ways to begin."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.cards import Choice, EmptyState, centred


def nothing_lent(appearance: Appearance, ask: Callable[[str], None]) -> QWidget:
    """Return the state of a desk without loans; `ask` gets the key of the act that is chosen."""
    asks = (
        (
            "set_up_institution",
            "people",
            QCoreApplication.translate("LoansRoom", "Enter an institution"),
            QCoreApplication.translate("LoansRoom", "Those who borrow, with their people."),
        ),
        (
            "request_loan",
            "loan",
            QCoreApplication.translate("LoansRoom", "Enter a request"),
            QCoreApplication.translate("LoansRoom", "What somebody asks for, before it is decided."),
        ),
    )
    choices = [Choice(icon, title, text, "", f"loansRoom.empty.{key}") for key, icon, title, text in asks]
    empty = EmptyState(
        appearance,
        QCoreApplication.translate("LoansRoom", "Nothing is on loan"),
        QCoreApplication.translate(
            "LoansRoom", "No piece leaves without a promise, and none comes back without an account."
        ),
        choices,
        object_name="loansRoom.empty",
    )
    empty.chosen.connect(lambda at: ask(asks[at][0]))
    return centred(empty)
