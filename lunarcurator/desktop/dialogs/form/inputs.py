"""Inputs: one thing typed or chosen, its value, what is wrong with it, and its text for the draft."""

from collections.abc import Sequence
from typing import ClassVar, Final, override

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit

from lunarcurator.desktop.dialogs.form.typed_mass import typed_mass
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.as_it_is import CheckBox
from lunarcurator.desktop.widgets.choice_box import ChoiceBox
from lunarcurator.desktop.widgets.fields import Field
from lunarcurator.devices.balance_lines import PARTS, settled_line
from lunarcurator.domain.days import Day, DayTextError, certain_day, parse_day, words_of_day
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.mass import Mass, MassKind
from lunarcurator.domain.mass_text import MassTextError
from lunarcurator.domain.times import TimeTextError, parse_time

_MASS_WIDTH: Final = 112
"""Wide enough for twelve kilograms to the microgram, in pixels at 100 %."""
_LEAST_CHOICE: Final = 8
"""Signs of a choice that are always seen."""
_DAY_WIDTH: Final = 116
"""Wide enough for a whole day in tabular figures, in pixels at 100 %."""


class Input(QObject):
    """One input of a form; `changed` comes with every edit, by a person or from a draft.

    `key` is the name under which findings point at it and its text lies in the draft.
    """

    changed = Signal()

    def __init__(self, key: str, field: Field, *, required: bool = False, wide: int = 1) -> None:
        super().__init__(field)
        self.key, self.field, self.required, self.wide = key, field, required, wide
        self.note = ""
        self.stays = ""
        """What is said below the input also while something is wrong with it."""
        self.also: tuple[str, ...] = ()
        field.editor.setObjectName(key)

    @property
    def caption(self) -> str:
        """What the input is called."""
        return self.field.editor.accessibleName()

    def text(self) -> str:
        """Return what was typed or chosen, as a text the draft can keep."""
        raise AssertionError("every input has a text")

    def restore(self, text: str) -> None:
        """Put a text of a draft back."""
        del text
        raise AssertionError("every input takes its text back")

    def trouble(self) -> Refusal | None:
        """Return why what was typed cannot be read, or None."""
        return None

    def put_instead(self, text: str, other: str) -> None:
        """Write another text where this one stands; what names no piece has none to write."""
        del text, other

    def is_missing(self) -> bool:
        """Tell whether something has to be typed or chosen here first."""
        return self.required and not self.text().strip()

    def answers_to(self, field: str) -> bool:
        """Tell whether a finding's field means this input; `also` names further ones."""
        return field == self.key or field in self.also

    def has_document(self, document: str) -> bool:
        """Tell whether a document of this name is named here."""
        del document
        return False

    def settle(self) -> None:
        """Take over what is still being typed, before the act."""

    def point(self, field: str, tone: str) -> None:
        """Edge what a finding is about in its tone, "" for nothing."""
        del field
        self.field.set_tone(tone)

    def set_note(self, note: str) -> None:
        """Say something below the input while nothing is wrong with it."""
        self.note = note
        self.field.set_note(note)

    def focus(self, field: str = "") -> None:
        """Put the keyboard here."""
        del field
        self.field.editor.setFocus(Qt.FocusReason.OtherFocusReason)


class TextInput(Input):
    """A line of text."""

    def __init__(
        self,
        appearance: Appearance,
        key: str,
        caption: str,
        text: str = "",
        *,
        note: str = "",
        required: bool = False,
        wide: int = 1,
    ) -> None:
        self.edit = QLineEdit(text)
        super().__init__(key, Field(appearance, caption, self.edit, note), required=required, wide=wide)
        self.note = note
        self.edit.textChanged.connect(self.changed)

    def value(self) -> str:
        """Return the text without spaces around it."""
        return self.edit.text().strip()

    @override
    def text(self) -> str:
        return self.edit.text()

    @override
    def restore(self, text: str) -> None:
        self.edit.setText(text)


class PinInput(TextInput):
    """A PIN: it is not shown while it is typed, and never kept in a draft."""

    def __init__(self, appearance: Appearance, key: str, caption: str) -> None:
        super().__init__(appearance, key, caption)
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        # A PIN may be typed with a Chinese input method, but is never suggested or learnt by one.
        self.edit.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)

    def refuse(self, name: str, sentence: str = "") -> None:
        """Say that what was typed is not the PIN of this person, or in a sentence what else is wrong with it."""
        wrong = self.tr("This is not the PIN of {name}. Type it again.").format(name=name)
        self.edit.clear()
        self.field.set_tone("red")
        self.field.set_note(sentence or wrong, "tones.red.ink")
        self.focus()


class DayInput(TextInput):
    """A day as people write it; empty means `default`, or what the words `left_empty` say, such as unknown."""

    def __init__(
        self,
        appearance: Appearance,
        key: str,
        caption: str,
        text: str = "",
        *,
        default: Day = 0,
        left_empty: str = "",
        note: str = "",
        required: bool = False,
    ) -> None:
        super().__init__(appearance, key, caption, text, note=note, required=required)
        self._default, self._left_empty, self._appearance = default, left_empty, appearance
        appearance.changed.connect(self._widen)
        self._widen()

    def day(self) -> Day:
        """Return the day; raises `DayTextError`."""
        said = self.value() or self._left_empty
        return parse_day(said) if said else self._default

    def stated(self) -> str:
        """Return how a day was worded that is not exact, empty for an exact one."""
        said = self.value() or self._left_empty
        return words_of_day(said) if said else ""

    @override
    def trouble(self) -> Refusal | None:
        try:
            self.day()
        except DayTextError as error:
            return error
        return None

    def _widen(self) -> None:
        self.edit.setMinimumWidth(self._appearance.look.metrics.px(_DAY_WIDTH))


class CertainDayInput(DayInput):
    """A day whose words are not kept: one that is only about so is refused."""

    @override
    def day(self) -> Day:
        said = self.value()
        return certain_day(said) if said else self._default


class TimeInput(TextInput):
    """A time of day, hours and minutes; empty is none."""

    def time(self) -> str:
        """Return the time as HH:MM, "" for an empty input; raises `TimeTextError`."""
        return parse_time(self.value())

    @override
    def trouble(self) -> Refusal | None:
        try:
            self.time()
        except TimeTextError as error:
            return error
        return None


class MassInput(TextInput):
    """A mass as people write it, in the unit shown unless another is typed; empty is none."""

    exact: ClassVar[bool] = False
    """Whether an estimate is refused, because only the figure is kept."""

    def __init__(
        self,
        appearance: Appearance,
        key: str,
        caption: str,
        *,
        unit: str = "g",
        kind: MassKind = MassKind.STATED,
        text: str = "",
        note: str = "",
        required: bool = False,
    ) -> None:
        super().__init__(appearance, key, caption, text, note=note, required=required)
        self.unit, self.kind = unit, kind
        self.edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.edit.setMinimumWidth(appearance.look.metrics.px(_MASS_WIDTH))
        self.edit.editingFinished.connect(self._settle)

    def mass(self) -> Mass | None:
        """Return the mass, None for an empty input; raises `MassTextError`."""
        told = self.value()
        if not told:
            return None
        return typed_mass(told, unit=self.unit, kind=self.kind, part=self._part, exact=self.exact)

    @property
    def _part(self) -> str:
        return self.key if self.key in PARTS else PARTS[0]

    def _settle(self) -> None:
        """Leave of a balance's line only the mass, once the line is whole."""
        if (settled := settled_line(self.value(), self._part)) != self.value():
            self.edit.setText(settled)

    def ug(self) -> int | None:
        """Return the mass in ug, None for an empty input; raises `MassTextError`."""
        mass = self.mass()
        return mass.ug if mass else None

    def last_place(self) -> int:
        """Return the last place to which the mass is stated, in ug, 0 for none; raises `MassTextError`."""
        mass = self.mass()
        return mass.resolution_ug or 0 if mass else 0

    @override
    def trouble(self) -> Refusal | None:
        try:
            self.mass()
        except MassTextError as error:
            return error
        return None


class ExactMassInput(MassInput):
    """A mass of which only the figure is kept: an estimate is refused."""

    exact = True


class ChoiceInput(Input):
    """One of several (code, word) choices."""

    def __init__(
        self,
        appearance: Appearance,
        key: str,
        caption: str,
        choices: Sequence[tuple[str, str]],
        chosen: str = "",
        *,
        note: str = "",
        required: bool = False,
        wide: int = 1,
    ) -> None:
        self.box = ChoiceBox()
        # The longest choice may not decide how wide a form is; the list itself shows it whole.
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(_LEAST_CHOICE)
        super().__init__(key, Field(appearance, caption, self.box, note), required=required, wide=wide)
        self.note = note
        self.offer(choices, chosen)
        self.box.currentIndexChanged.connect(self.changed)

    def offer(self, choices: Sequence[tuple[str, str]], chosen: str = "") -> None:
        """Offer these choices instead."""
        self.box.blockSignals(True)
        self.box.clear()
        for code, word in choices:
            self.box.addItem(word, code)
        self.box.blockSignals(False)
        self.restore(chosen)

    def value(self) -> str:
        """Return the code of what is chosen."""
        code = self.box.currentData()
        return code if isinstance(code, str) else ""

    def word(self) -> str:
        """Return the word of what is chosen."""
        return self.box.currentText()

    @override
    def text(self) -> str:
        return self.value()

    @override
    def restore(self, text: str) -> None:
        index = self.box.findData(text)
        self.box.setCurrentIndex(max(index, 0))


class FlagInput(Input):
    """A tick: yes or no."""

    def __init__(
        self, appearance: Appearance, key: str, caption: str, sentence: str, *, on: bool = False, wide: int = 1
    ) -> None:
        self.tick = CheckBox(sentence)
        super().__init__(key, Field(appearance, caption, self.tick), wide=wide)
        self._appearance = appearance
        appearance.changed.connect(self._level)
        self._level()
        self.tick.setAccessibleName(sentence)
        self.tick.setChecked(on)
        self.tick.toggled.connect(self.changed)

    def _level(self) -> None:
        # In a row it stands level with what is typed beside it.
        self.tick.setMinimumHeight(self._appearance.look.metrics.control)

    def value(self) -> bool:
        """Tell whether it is ticked."""
        return self.tick.isChecked()

    @override
    def text(self) -> str:
        return "1" if self.tick.isChecked() else ""

    @override
    def restore(self, text: str) -> None:
        self.tick.setChecked(bool(text))
