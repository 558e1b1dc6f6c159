"""The input for the number of a new piece: read by the scheme of its collection, with what its digits hint at."""

from typing import override

from lunarcurator.desktop.dialogs.form.inputs import TextInput
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.numbering import NumberTextError, SampleNumber, Scheme
from lunarcurator.services.number_hints import told_hints
from lunarcurator.services.words import Words


class SampleNumberInput(TextInput):
    """A sample number in any usual spelling; the note says how it is read and what it hints at."""

    def __init__(self, appearance: Appearance, words: Words, key: str, caption: str) -> None:
        super().__init__(appearance, key, caption)
        self._words = words
        self._scheme: Scheme | None = None
        self._is_daughter = False

    def read_by(self, scheme: Scheme | None, *, is_daughter: bool) -> None:
        """Read numbers by this scheme; that of a daughter may be short and is read by the rules."""
        self._scheme, self._is_daughter = scheme, is_daughter
        number = self._number()
        self.set_note(self._hints(number) if number else "")

    def canonical(self) -> str:
        """Return the number as it will be printed, "" while it cannot be read."""
        number = self._number()
        return number.canonical if number else ""

    def hinted_mission(self) -> str:
        """Return the mission the digits hint at, "" for none; a hint, for somebody to accept."""
        number = self._number()
        if number is None or self._scheme is None:
            return ""
        hints = self._scheme.decode(number)
        return next((hint.value for hint in hints if hint.key == "number.hint.mission"), "")

    def propose(self, number: str) -> None:
        """Show in grey the number that is taken if none is typed."""
        self.edit.setPlaceholderText(number)

    @override
    def trouble(self) -> Refusal | None:
        if not self.value() or self._scheme is None or self._is_daughter:
            return None
        try:
            self._scheme.parse(self.value())
        except NumberTextError as error:
            return error
        return None

    def _number(self) -> SampleNumber | None:
        if not self.value() or self._scheme is None:
            return None
        try:
            return self._scheme.parse(self.value())
        except NumberTextError:
            return None

    def _hints(self, number: SampleNumber) -> str:
        scheme = self._scheme
        told = told_hints(scheme.decode(number), self._words) if scheme else []
        printed = [number.canonical] if number.canonical != self.value() else []
        return " \u00b7 ".join([*printed, *told])
