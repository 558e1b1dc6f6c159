"""Inputs with a vocabulary: its words are offered while one types, in any language the program speaks."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final, override

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QStringListModel, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit

from lunarcurator.desktop.dialogs.form.inputs import Input
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.choice_box import ChoiceBox
from lunarcurator.desktop.widgets.fields import Field
from lunarcurator.domain.errors import Refusal

_SPELLED: Final = Qt.ItemDataRole.UserRole
_MOST: Final = 12
_NOTHING: Final[Mapping[str, Sequence[str]]] = MappingProxyType({})


class UnknownWord(Refusal):
    """A text that is no word of a closed vocabulary."""


class OpenChoiceInput(Input):
    """A word of a vocabulary: chosen from the list, or typed when the list does not have it.

    `spelled` has further spellings of each code, such as its words in other languages: any of them finds it and
    means it. A `closed` vocabulary takes nothing else.
    """

    def __init__(
        self,
        appearance: Appearance,
        key: str,
        caption: str,
        choices: Sequence[tuple[str, str]],
        chosen: str = "",
        *,
        spelled: Mapping[str, Sequence[str]] = _NOTHING,
        closed: bool = False,
        note: str = "",
        required: bool = False,
        wide: int = 1,
    ) -> None:
        self.box, self.edit = ChoiceBox(), QLineEdit()
        self.box.setEditable(True)
        self.box.setLineEdit(self.edit)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        # The longest word of a vocabulary may not decide how wide a form is.
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(_MOST)
        self._closed, self._spelled = closed, spelled
        self._codes: dict[str, str] = {}
        self._words: dict[str, str] = {}
        super().__init__(key, Field(appearance, caption, self.box, note), required=required, wide=wide)
        self.note = note
        self.offer(choices, chosen)
        self.box.currentTextChanged.connect(lambda _text: self.changed.emit())
        self.edit.editingFinished.connect(self._spell_out)

    def offer(self, choices: Sequence[tuple[str, str]], chosen: str | None = None) -> None:
        """Offer these choices instead; what was typed stays unless another is `chosen`."""
        kept = self.value() if chosen is None else chosen
        self._words = dict(choices)
        self._codes = {
            spelling.casefold(): code
            for code, word in choices
            for spelling in (*self._spelled.get(code, ()), code, word)
        }
        self.box.blockSignals(True)
        self.box.clear()
        for code, word in choices:
            self.box.addItem(word, code)
        self.box.setCurrentIndex(-1)
        self.box.setCompleter(word_completer(choices, self.box, self._spelled))
        self.box.blockSignals(False)
        self.restore(kept)

    def offered(self) -> tuple[str, ...]:
        """Return the codes offered."""
        return tuple(self._words)

    def value(self) -> str:
        """Return the code of the word, or the word itself where the vocabulary does not have it."""
        typed = self.box.currentText().strip()
        return self._codes.get(typed.casefold(), typed)

    def word(self) -> str:
        """Return the word as people read it."""
        return self._words.get(self.value(), self.value())

    @override
    def text(self) -> str:
        return self.value()

    @override
    def restore(self, text: str) -> None:
        self.box.setCurrentText(self._words.get(text, text))

    @override
    def trouble(self) -> Refusal | None:
        if not self._closed or not self.value() or self.value() in self._words:
            return None
        return UnknownWord("dialog.no_word", text=self.box.currentText().strip())

    @override
    def settle(self) -> None:
        self._spell_out()

    def _spell_out(self) -> None:
        """Show a word in the window's language; of a closed vocabulary its beginning is enough."""
        typed = self.box.currentText().strip().casefold()
        if self._closed and typed and typed not in self._codes:
            meant = {code for spelling, code in self._codes.items() if spelling.startswith(typed)}
            if len(meant) == 1:
                self.restore(meant.pop())
        elif self._codes.get(typed) in self._words and self.box.currentText() != self.word():
            self.restore(self.value())


class _SpellingCompleter(QCompleter):
    """Finds a word by any of its spellings and writes the word itself."""

    @override
    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return str(index.data(Qt.ItemDataRole.DisplayRole))


def word_completer(
    words: Sequence[str | tuple[str, str]], parent: QObject, spelled: Mapping[str, Sequence[str]] = _NOTHING
) -> QCompleter:
    """Return a completer that finds words, or (code, word)s, by any part of them or of their spellings."""
    model = QStandardItemModel(parent)
    for each in words:
        code, word = ("", each) if isinstance(each, str) else each
        item = QStandardItem(word)
        item.setData(" ".join((word, *spelled.get(code, ()))), _SPELLED)
        model.appendRow(item)
    completer = _SpellingCompleter(model, parent)
    completer.setCompletionRole(_SPELLED)
    return _set_up(completer)


class Offering(QCompleter):
    """Offers below a line what `ask` answers to its text, in that order; nothing for an empty line."""

    def __init__(self, edit: QLineEdit, ask: Callable[[str], Sequence[str]]) -> None:
        super().__init__(edit)
        self._ask, self._model = ask, QStringListModel(self)
        self.setModel(self._model)
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        _set_up(self)
        # The line tells what is typed before it opens the list.
        edit.textEdited.connect(self._answer)
        edit.setCompleter(self)

    def offer(self, texts: Sequence[str]) -> None:
        """Offer these texts, such as an answer that came later."""
        self._model.setStringList(list(texts)[:_MOST])

    def _answer(self, text: str) -> None:
        self.offer(self._ask(text) if text.strip() else ())


def _set_up[C: QCompleter](completer: C) -> C:
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setMaxVisibleItems(_MOST)
    return completer
