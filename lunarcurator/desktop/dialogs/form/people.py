"""Names of people of the lab, offered while one types a name that may also be somebody else's."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit

from lunarcurator.desktop.dialogs.form.word_inputs import Offering
from lunarcurator.services.people import Operator


def offer_people(edit: QLineEdit, operators: Sequence[Operator]) -> None:
    """Let a line edit offer the operators who still work here, by any part of their names."""
    names = [each.name for each in operators if not each.retired]
    Offering(edit, lambda text: [name for name in names if text.strip().casefold() in name.casefold()])
