"""Resetting a forgotten PIN: whoever acts proves to be an authority, and a second person agrees."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.inputs import ChoiceInput, PinInput, TextInput
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.labels import Label, SectionLabel
from lunarcurator.domain.identity import Uid
from lunarcurator.services.people import Operator, People, PinRefused
from lunarcurator.services.pin_reset import reset_pin
from lunarcurator.services.posted import Posted


class PinReset(QWidget):
    """Asks for the reason, the PIN of whoever acts, and a second person with theirs; nothing of it is kept."""

    was_reset = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        look = context.appearance
        self._context = context
        self._owner: Operator | None = None
        self._has_seconds = False
        self.reason = TextInput(look, "pinResetReason", self.tr("Reason"), required=True)
        self.own = PinInput(look, "pinResetOwn", self.tr("Your PIN"))
        self.second = ChoiceInput(look, "pinResetSecond", self.tr("Second person"), ())
        self.second_pin = PinInput(look, "pinResetSecondPin", self.tr("PIN of the second person"))
        self.button = Button(self.tr("Reset the PIN"), object_name="resetPin")
        self._state = Label(look, "", size=12, colour="text2", wrap=True, object_name="pinResetState")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(SectionLabel(look, self.tr("Forgotten PIN")))
        for each in (self.reason, self.own, self.second, self.second_pin):
            column.addWidget(each.field)
        column.addWidget(self.button)
        column.addWidget(self._state)
        self.button.clicked.connect(self.reset)

    @property
    def state(self) -> str:
        """What is said about the last try."""
        return self._state.accessibleName()

    def ask_for(self, owner: Operator, seconds: Sequence[Operator]) -> None:
        """Ask for what it takes to reset the PIN of this operator."""
        self._owner, self._has_seconds = owner, bool(seconds)
        self.button.setText(self.tr("Reset the PIN of {name}").format(name=owner.name))
        self.second.offer([("", ""), *((str(each.uid), each.name) for each in seconds)])
        self.second.field.setVisible(self._has_seconds)
        self.second_pin.field.setVisible(self._has_seconds)
        self._clear()
        self._say("")

    def reset(self) -> None:
        """Prove both people, and reset the PIN."""
        owner, by = self._owner, self._context.operator
        if owner is None or by is None:
            return
        session, words = self._context.session, self._context.words
        second = Uid(self.second.value()) if self._has_seconds and self.second.value() else None
        own_pin, second_pin, reason = self.own.text(), self.second_pin.text(), self.reason.value()
        by_name, second_name = self._context.operator_name, self.second.word()

        def work() -> Posted:
            people = People(session)
            if not people.prove(by, own_pin):
                raise PinRefused("pin.wrong", name=by_name)
            if second is not None and not people.prove(second, second_pin):
                raise PinRefused("pin.wrong", name=second_name)
            return reset_pin(session, words, owner.uid, by, witness=second, reason=reason)

        self.button.setEnabled(False)
        self._context.write(lambda _ticket: work(), lambda posted: (posted,), self._done, self._failed)

    def _done(self, _posted: Posted) -> None:
        self.button.setEnabled(True)
        self._clear()
        self._say(self.tr("The PIN is gone. Its owner sets a new one."))
        self.was_reset.emit()

    def _failed(self, error: Exception) -> None:
        self.button.setEnabled(True)
        self._context.say_why(error, self._refuse)

    def _refuse(self, sentence: str) -> None:
        self._say(sentence)
        self._state.set_colour("tones.red.ink")

    def _clear(self) -> None:
        for each in (self.reason, self.own, self.second_pin):
            each.edit.clear()

    def _say(self, sentence: str) -> None:
        self._state.setText(sentence)
        self._state.set_colour("text2")
