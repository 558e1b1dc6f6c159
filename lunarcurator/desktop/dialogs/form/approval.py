"""Who allows what a rule forbids: the name, the document, and a second person who proves himself."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from lunarcurator.desktop.dialogs.form.inputs import ChoiceInput, PinInput, TextInput
from lunarcurator.desktop.dialogs.form.people import may_take_part
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.cards import Card
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.domain.acts import Authority
from lunarcurator.domain.findings import Finding, Strength
from lunarcurator.domain.identity import Uid
from lunarcurator.services.people import Operator


class Approval(Card):
    """Shown while a finding needs authority; the PIN is never kept in a draft nor anywhere else.

    In a `narrow` column its fields stand below each other.
    """

    changed = Signal()

    def __init__(
        self, appearance: Appearance, operators: Sequence[Operator], acting: Uid | None, *, narrow: bool = False
    ) -> None:
        super().__init__(appearance, accented=True, object_name="sanction")
        self.setAccessibleName(self.tr("Authority"))
        self.name = TextInput(appearance, "authorityName", self.tr("Who allows it"))
        self.document = TextInput(appearance, "authorityDocument", self.tr("Document"))
        self.second = ChoiceInput(appearance, "secondPerson", self.tr("Second person"), ())
        self.offer(operators, acting)
        self.pin = PinInput(appearance, "secondPin", self.tr("PIN of the second person"))
        lead = self.tr(
            "A rule stands in the way. Name who allows it and the document; a second person agrees here."
        )
        self.body.addWidget(Label(appearance, lead, wrap=True))
        for pair in ((self.name, self.document), (self.second, self.pin)):
            line = QVBoxLayout() if narrow else QHBoxLayout()
            for each in pair:
                line.addWidget(each.field, 1)
                each.changed.connect(self._tell)
            self.body.addLayout(line)
        self._tell()

    def offer(self, operators: Sequence[Operator], acting: Uid | None) -> None:
        """Offer who may be the second person beside the one who acts."""
        self._people = {each.uid: each for each in operators}
        others = [(each.uid, each.name) for each in operators if may_take_part(each, acting)]
        self.second.offer([("", ""), *others], self.second.value())

    def ask_for(self, findings: Sequence[Finding]) -> None:
        """Ask who allows it where one of these findings needs that."""
        self.setVisible(any(each.strength is Strength.AUTHORITY for each in findings))

    @property
    def asked(self) -> bool:
        """Whether it is asked who allows it."""
        return not self.isHidden()

    @property
    def inputs(self) -> tuple[TextInput | ChoiceInput, ...]:
        """What a draft keeps of it: everything but the PIN."""
        return (self.name, self.document, self.second)

    @property
    def authority(self) -> Authority | None:
        """Who allows it and by which document, once that is asked and both are named."""
        if not (self.asked and self.name.value() and self.document.value()):
            return None
        return Authority(name=self.name.value(), document=self.document.value())

    @property
    def witness(self) -> Uid | None:
        """The second person, if one is asked for and chosen."""
        return Uid(self.second.value()) if self.asked and self.second.value() else None

    def missing(self) -> TextInput | ChoiceInput | None:
        """Return the first input that has to be filled, or None."""
        wanted: list[TextInput | ChoiceInput] = [self.name, self.document, self.second]
        if self._needs_pin():
            wanted.append(self.pin)
        return next((each for each in wanted if not each.text().strip()), None)

    def refuse_pin(self, sentence: str = "") -> None:
        """Say that the PIN typed is not the second person's, or in a sentence what else is wrong with it."""
        self.pin.refuse(self.second.word(), sentence)

    def _needs_pin(self) -> bool:
        person = self._people.get(Uid(self.second.value()))
        return person is not None and person.has_pin

    def _tell(self) -> None:
        needs = self._needs_pin()
        self.pin.edit.setEnabled(needs)
        if self.pin.text() or not needs:
            self.pin.field.set_tone("")
            has_none = bool(self.second.value()) and not needs
            self.pin.field.set_note(self.tr("No PIN is set: the name alone stands.") if has_none else "")
        self.changed.emit()
