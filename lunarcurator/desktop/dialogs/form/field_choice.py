"""The choice of one field of a table and its right value: what corrections of pieces and places share."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from lunarcurator.desktop.dialogs.form.field_inputs import input_for, value_of, words_of
from lunarcurator.desktop.dialogs.form.form import Form
from lunarcurator.desktop.dialogs.form.inputs import ChoiceInput, Input
from lunarcurator.desktop.dialogs.form.wording import Wording
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.domain.facts import Scalar
from lunarcurator.domain.fields import Field
from lunarcurator.services.vocabularies import Vocabularies


class FieldChoice(QObject):
    """A combo box of fields, and for the chosen one the input that fits it, filled with what is recorded."""

    changed = Signal()

    def __init__(
        self,
        appearance: Appearance,
        wording: Wording,
        vocabularies: Vocabularies,
        table: Mapping[str, Field],
        keys: Sequence[str],
        recorded: Mapping[str, Scalar],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._wording, self._table, self._recorded = wording, table, recorded
        choices = [(key, wording.words.label(f"field.{key}")) for key in keys]
        self.field = ChoiceInput(appearance, "field", self.tr("Field"), choices, keys[0])
        self.news: dict[str, Input] = {}
        for key in keys:
            value = recorded.get(key)
            named = f"new/{key}"
            self.news[key] = input_for(appearance, wording, vocabularies, key, value, named=named, table=table)
            self.news[key].wide = 2
            self.news[key].also = ("new", key)
        self.field.changed.connect(self._show)

    def place(self, form: Form) -> None:
        """Put the field and its right value into a form."""
        form.add(self.field, *self.news.values())
        self._show()

    @property
    def key(self) -> str:
        """The key of the field chosen."""
        return self.field.value()

    @property
    def shown(self) -> Input:
        """The input of the field chosen."""
        return self.news[self.key]

    @property
    def old(self) -> Scalar:
        """What is recorded."""
        return self._recorded.get(self.key)

    @property
    def new(self) -> Scalar:
        """What is right; raises what the input cannot read."""
        return value_of(self._table[self.key], self.shown)

    @property
    def differs(self) -> bool:
        """Whether the right value can be read and is another one than is recorded."""
        return self.shown.trouble() is None and self.new != self.old

    def words(self, value: Scalar) -> str:
        """Return a value of the field chosen in words."""
        return words_of(self._wording, self._table[self.key], value)

    def _show(self) -> None:
        for key, each in self.news.items():
            each.field.setVisible(key == self.key)
        self.changed.emit()
