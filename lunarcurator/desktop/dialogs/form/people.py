"""People of the lab: their names, offered while one types, and who of them may take part in an act."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit

from lunarcurator.desktop.dialogs.form.word_inputs import Offering
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.status import Role
from lunarcurator.services.people import Operator


def offer_people(edit: QLineEdit, operators: Sequence[Operator]) -> None:
    """Let a line edit offer the operators who still work here, by any part of their names."""
    names = [each.name for each in operators if not each.retired]
    Offering(edit, lambda text: [name for name in names if text.strip().casefold() in name.casefold()])


def may_take_part(person: Operator, beside: Uid | None) -> bool:
    """Tell whether somebody may take part in an act as another person than the one beside."""
    return not person.retired and person.uid != beside and person.role is not Role.AUDITOR
