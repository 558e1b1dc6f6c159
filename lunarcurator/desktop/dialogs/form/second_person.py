"""What is asked of a second person: who may be one, and the PIN by which he proves himself."""

from lunarcurator.desktop.dialogs.form.inputs import TextInput
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.status import Role
from lunarcurator.services.people import Operator


class PinInput(TextInput):
    """A PIN, which is never shown and never kept in a draft."""

    def refuse(self, name: str, sentence: str = "") -> None:
        """Say that what was typed is not the PIN of this person, or in a sentence what else is wrong with it."""
        wrong = self.tr("This is not the PIN of {name}. Type it again.").format(name=name)
        self.edit.clear()
        self.field.set_tone("red")
        self.field.set_note(sentence or wrong, "tones.red.ink")
        self.focus()


def may_witness(person: Operator, acting: Uid | None) -> bool:
    """Tell whether somebody may stand beside the one who acts."""
    return not person.retired and person.uid != acting and person.role is not Role.AUDITOR
