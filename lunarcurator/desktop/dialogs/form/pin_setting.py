"""Setting one's own PIN: twice the new one, and the present one where there is one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.inputs import PinInput
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.labels import Label, SectionLabel
from lunarcurator.services.people import Operator, People


class PinSetting(QWidget):
    """Asks whoever acts for a PIN and keeps its verifier; nothing of it enters the journal or a draft.

    Of anybody else it says who sets or resets it, and asks nothing.
    """

    was_set = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        look = context.appearance
        self._context = context
        self._person: Operator | None = None
        self.present = PinInput(look, "presentPin", self.tr("Present PIN"))
        self.new = PinInput(look, "newPin", self.tr("New PIN"))
        self.again = PinInput(look, "againPin", self.tr("New PIN again"))
        self.button = Button(self.tr("Set the PIN"), object_name="setPin")
        self._told = Label(look, "", size=12, colour="text2", wrap=True, object_name="pinTold")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._title = SectionLabel(look, self.tr("PIN"))
        column.addWidget(self._title)
        for each in (self.present, self.new, self.again):
            column.addWidget(each.field)
            each.edit.textEdited.connect(lambda _text: self._say(""))
        column.addWidget(self.button)
        column.addWidget(self._told)
        self.button.clicked.connect(self.set_pin)
        self.ask_for(None)

    @property
    def told(self) -> str:
        """What is said about the last try."""
        return self._told.accessibleName()

    def ask_for(self, person: Operator | None, note: str = "") -> None:
        """Ask for the PIN of this operator, or, with a `note` that says why, ask nothing."""
        asks = person is not None and not note
        self._person = person if asks else None
        for each in (self.present, self.new, self.again):
            each.edit.clear()
            each.edit.setEnabled(asks)
        self.new.field.setVisible(not note)
        self.again.field.setVisible(not note)
        self.button.setVisible(not note)
        self.button.setEnabled(asks)
        self.present.field.setVisible(person is not None and asks and person.has_pin)
        name = person.name if person else ""
        self.button.setText(self.tr("Set the PIN of {name}").format(name=name) if name else self.tr("Set the PIN"))
        self._say(note or ("" if person else self.tr("Choose an operator to set a PIN.")))

    def set_pin(self) -> None:
        """Prove the present PIN and keep the new one."""
        person = self._person
        if person is None:
            return
        if self.new.value() != self.again.value():
            self._refuse(self.tr("The two new PINs differ. Type them again."))
            return
        people, present, new = People(self._context.session), self.present.text(), self.new.text()

        def work() -> bool:
            if not people.prove(person.uid, present):
                return False
            people.set_pin(person.uid, new)
            return True

        self.button.setEnabled(False)
        self._context.lanes.write(lambda _ticket: work(), self._answer, self._failed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in one of the fields sets the PIN."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.set_pin()
            return
        super().keyPressEvent(event)

    def _answer(self, kept: bool) -> None:
        self.button.setEnabled(True)
        if not kept:
            self._refuse(self.tr("The present PIN is another one. Type it again."))
            return
        for each in (self.present, self.new, self.again):
            each.edit.clear()
        self._say(self.tr("The PIN is set."))
        self.was_set.emit()

    def _failed(self, error: Exception) -> None:
        self.button.setEnabled(True)
        self._context.say_why(error, self._refuse)

    def _refuse(self, sentence: str) -> None:
        self._say(sentence)
        self._told.set_colour("tones.red.ink")
        self.new.focus()

    def _say(self, sentence: str) -> None:
        self._told.setText(sentence)
        self._told.set_colour("text2")
