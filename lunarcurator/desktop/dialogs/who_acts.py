"""The dialog that says who acts at this workstation from now on."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.inputs import ChoiceInput, PinInput
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.form.sizes import RememberedSizes
from lunarcurator.desktop.links import Selection
from lunarcurator.desktop.widgets.dialog import Dialog
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.domain.identity import Uid
from lunarcurator.services.people import Operator, People


class WhoActsDialog(Dialog):
    """Asks for the operator, and for the PIN where he has one; Enter in the PIN is enough."""

    def __init__(self, context: AppContext, parent: QWidget | None) -> None:
        super().__init__(
            context.appearance,
            self.tr("Who acts"),
            self.tr("Act"),
            object_name="whoActsDialog",
            sizes=RememberedSizes(context.memory),
            panel=False,
            size=QSize(520, 300),
            parent=parent,
        )
        look = context.appearance
        self._context = context
        self._people: dict[str, Operator] = {}
        self.built = self._busy = False
        self.person = ChoiceInput(look, "operator", self.tr("Operator"), [])
        self.pin = PinInput(look, "pin", self.tr("PIN"))
        self._none = Label(
            look,
            self.tr("Nobody is set up in this store yet. The first operator is set up under Operators."),
            wrap=True,
        )
        self._none.hide()
        for widget in (self.person.field, self.pin.field, self._none):
            self.content.addWidget(widget)
        self.content.addStretch(1)
        self.person.changed.connect(self._tell)
        self.pin.edit.textEdited.connect(lambda _text: self._calm())
        self.pin.edit.returnPressed.connect(self._act)
        self.confirmed.connect(self._act)
        self.set_primary(self.tr("Act"), enabled=False)
        people = People(context.session)
        self._ticket = context.lanes.read(people.operators, self._loaded)

    def _loaded(self, people: tuple[Operator, ...]) -> None:
        self._people = {each.uid: each for each in people}
        acting = self._context.operator or (people[0].uid if people else "")
        self.person.offer([(each.uid, each.name) for each in people], acting)
        self.person.field.setVisible(bool(people))
        self.pin.field.setVisible(bool(people))
        self._none.setVisible(not people)
        self.built = True
        self._tell()
        (self.pin if self.pin.edit.isEnabled() else self.person).focus()

    def _tell(self) -> None:
        person = self._people.get(self.person.value())
        needs = person is not None and person.has_pin
        self.pin.edit.clear()
        self.pin.edit.setEnabled(needs)
        self.pin.field.set_note("" if needs or person is None else self.tr("No PIN is set: the name is enough."))
        name = person.name if person else ""
        words = self.tr("Act as {name}").format(name=name) if name else self.tr("Act")
        self.set_primary(words, enabled=person is not None)
        self._calm()

    def _calm(self) -> None:
        self.pin.field.set_tone("")
        if self.pin.edit.isEnabled():
            self.pin.field.set_note("")

    def _act(self) -> None:
        person = self._people.get(self.person.value())
        if person is None or self._busy:
            return
        people, pin = People(self._context.session), self.pin.text()
        self._busy = True
        self._ticket = self._context.lanes.write(
            lambda _ticket: people.prove(person.uid, pin), lambda right: self._proved(person, right), self._failed
        )

    def _proved(self, person: Operator, right: bool) -> None:
        self._busy = False
        if right:
            self._context.act_as(Uid(person.uid), person.name)
            self.accept()
        else:
            self.pin.refuse(person.name)

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self._context.say_why(error, lambda sentence: self.pin.refuse("", sentence))

    def done(self, result: int) -> None:
        """Ask nothing more once the dialog goes."""
        self._ticket.cancel()
        super().done(result)


def open_who_acts(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that says who acts."""
    del selection
    return opened(WhoActsDialog(context, parent))
