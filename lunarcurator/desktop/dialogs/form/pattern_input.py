"""The input for many numbers in few words; what they come to is said while one types."""

from collections.abc import Callable
from typing import override

from lunarcurator.desktop.dialogs.form.inputs import TextInput
from lunarcurator.desktop.lanes import Lanes
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.domain.errors import Refusal
from lunarcurator.services.words import Words

type Expanded = tuple[tuple[str, ...], tuple[str, ...]]


class PatternInput(TextInput):
    """A pattern such as `,6015-6059 except ,6019`; `numbers` is what it comes to, empty while not known."""

    def __init__(
        self,
        appearance: Appearance,
        words: Words,
        lanes: Lanes,
        expand: Callable[[str], Expanded],
        key: str,
        caption: str,
        *,
        note: str,
    ) -> None:
        super().__init__(appearance, key, caption, note=note, required=True, wide=3)
        self._words, self._lanes, self._expand, self._plain_note = words, lanes, expand, note
        self.numbers: tuple[str, ...] = ()
        self._refusal: Refusal | None = None
        self.edit.textChanged.connect(self._look_up)

    @override
    def answers_to(self, field: str) -> bool:
        # Each number is a daughter; what a rule says of one is told where all of them were written.
        return super().answers_to(field) or field.startswith("daughters")

    @override
    def trouble(self) -> Refusal | None:
        return self._refusal

    def _look_up(self) -> None:
        self.numbers, self._refusal = (), None
        text, expand = self.value(), self._expand
        if not text:
            self.set_note(self._plain_note)
            return
        self._lanes.read(
            lambda: expand(text), self._arrived, self._refused, replaces=f"pattern/{self.key}/{id(self)}"
        )

    def _arrived(self, expanded: Expanded) -> None:
        self.numbers, left_out = expanded
        shown = [self.numbers[0], self.numbers[-1]] if len(self.numbers) > 1 else [self.numbers[0]]
        facts = {"count": len(self.numbers), "span": " \u2026 ".join(shown), "left_out": left_out}
        self.set_note(self._words.say("pattern.left_out" if left_out else "pattern.numbers", facts))
        self.changed.emit()

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, Refusal):
            self._lanes.fault.emit(error)
            return
        self._refusal = error
        self.changed.emit()
