"""Who watched an act outside of authority: a name, and his PIN where he has one."""

from collections.abc import Sequence

from lunarcurator.desktop.dialogs.form.inputs import ChoiceInput, PinInput, TextInput
from lunarcurator.desktop.dialogs.form.people import may_take_part
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.domain.identity import Uid
from lunarcurator.services.people import Operator


class WitnessInput(ChoiceInput):
    """A second person of the lab, nobody at first; `pin` stands beside it and is never kept in a draft."""

    def __init__(
        self, appearance: Appearance, caption: str, operators: Sequence[Operator], acting: Uid | None
    ) -> None:
        others = [each for each in operators if may_take_part(each, acting)]
        choices = [("", "\u2013"), *((str(each.uid), each.name) for each in others)]
        super().__init__(appearance, "witness", caption, choices)
        self._guarded = frozenset(each.uid for each in others if each.has_pin)
        self.pin = PinInput(appearance, "witnessPin", self.tr("PIN of the witness"))
        self.pin.field.hide()
        self.changed.connect(self._tell)
        self.pin.changed.connect(self._calm)

    @property
    def witness(self) -> Uid | None:
        """Who watched, if anybody is named."""
        return Uid(self.value()) if self.value() else None

    def missing(self) -> TextInput | None:
        """Return the input of the PIN where it has to be typed first, or None."""
        return self.pin if self.witness in self._guarded and not self.pin.text().strip() else None

    def refuse_pin(self, sentence: str = "") -> None:
        """Say that the PIN typed is not that of the witness, or in a sentence what else is wrong with it."""
        self.pin.refuse(self.word(), sentence)

    def _tell(self) -> None:
        self.pin.edit.clear()
        self.pin.field.setVisible(self.witness in self._guarded)
        self._calm()

    def _calm(self) -> None:
        if self.pin.text() or not self.pin.field.isVisible():
            self.pin.field.set_tone("")
            self.pin.field.set_note("")
