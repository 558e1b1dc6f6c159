"""A number scanned or typed in a list of the loan desk: it leads to the line on which that piece is out."""

from collections.abc import Callable, Iterable
from typing import override

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.rooms.samples.jumping import Jumping, TypedLine
from lunarcurator.services.lending.records import line_record
from lunarcurator.services.lending.scanned_home import NotOut, Scanned, scanned_home

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class ListScans(QObject):
    """Gathers the signs of a number over lists; `found` carries the local id of the line its piece is out on.

    While a number is being typed, Enter ends it and opens nothing: the row that is selected is of another piece.
    """

    found = Signal(int)

    def __init__(self, context: AppContext, over: QWidget, lists: Iterable[QWidget]) -> None:
        super().__init__(over)
        self._context, self._is_typing = context, False
        self.line = TypedLine(context.appearance, over)
        self.jumping = Jumping(self.line, self._show)
        self.jumping.typing_changed.connect(self._typing)
        for each in lists:
            each.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._takes(event)
        return super().eventFilter(watched, event)

    def _takes(self, event: QKeyEvent) -> bool:
        key, text = event.key(), event.text()
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if plain and text.isprintable() and (text.isalnum() or (text and self._is_typing)):
            self.jumping.type(text)
        elif not self._is_typing:
            return False
        elif key in _ENTER:
            self.jumping.confirm()
        elif key == Qt.Key.Key_Backspace:
            self.jumping.retract()
        elif key == Qt.Key.Key_Escape:
            self.jumping.stop()
        else:
            return False
        return True

    def _typing(self, typing: bool) -> None:
        self._is_typing = typing

    def _show(self, text: str, told: Callable[[bool], None]) -> None:
        if not self.jumping.is_ended:
            # What is half typed names nothing yet, or another piece.
            told(True)
            return
        session, words = self._context.session, self._context.words

        def find() -> tuple[Scanned | None, int]:
            scanned = next(iter(scanned_home(session, (text,))), None)
            record = line_record(session, words, scanned.line) if scanned is not None and scanned.line else None
            return scanned, record.row.id if record is not None else 0

        def arrived(answer: tuple[Scanned | None, int]) -> None:
            scanned, line = answer
            told(bool(line))
            if line:
                self.found.emit(line)
            elif scanned is not None and text == self.jumping.text:
                self.line.show_text(text, found=False, missing=self._why(scanned))

        self._context.lanes.read(find, arrived, replaces="loansRoom.scan")

    def _why(self, scanned: Scanned) -> str:
        if scanned.why is NotOut.UNKNOWN:
            words = self.tr("“{text}” is unknown")
        elif scanned.why is NotOut.NOT_OUT:
            words = (
                self.tr("{number} is on no loan that is out") if scanned.number else self.tr("{text} is not out")
            )
        else:
            words = self.tr("“{text}” may be any of several pieces: {number}")
        return words.replace("{text}", scanned.text).replace("{number}", scanned.number)
