"""Typing or scanning a number in the tree: a line shows what was typed, the tree follows."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.links import Link, Target
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.fonts import MEDIUM
from lunarcurator.desktop.widgets.icon_label import IconLabel
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.desktop.widgets.strips import Washed
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.identity import Uid

_REST_MS: Final = 4_000
"""After this long without a key the next digit begins a new number."""


type Show = Callable[[str, Callable[[bool], None]], None]


class TypedLine(Washed):
    """Shows what was typed so far, over the lower edge of the tree; in red where nothing is called so."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(appearance, "blue", object_name="typedLine", parent=parent)
        self._over = parent
        self._icon = IconLabel(appearance, "search", "text2")
        self._text = Label(appearance, weight=MEDIUM)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._icon)
        self._row.addWidget(self._text)
        self.hide()
        self.refresh()

    def show_text(self, text: str, *, found: bool = True, missing: str = "") -> None:
        """Show what was typed, and whether there is anything of that name, in other words where they are given."""
        self.set_tone("blue" if found else "red")
        missing = missing or self.tr("{text}: nothing has this number").replace("{text}", text)
        self._text.setText(text if found else missing)
        self.setAccessibleName(text if found else missing)
        self.setVisible(bool(text))
        self.place()
        if not found:
            self.announce()

    def place(self) -> None:
        """Stand at the lower left corner of what this line lies over."""
        self.adjustSize()
        gap = self.look.metrics.px(12)
        self.move(gap, self._over.height() - self.height() - gap)
        self.raise_()

    def refresh(self) -> None:
        """Take distances from the present look."""
        px = self.look.metrics.px
        self._row.setContentsMargins(px(10), px(6), px(12), px(6))
        self._row.setSpacing(px(8))
        super().refresh()


class Jumping(QObject):
    """Gathers the characters of a number and has the piece shown to which it leads.

    `show` is called with the text, and with whom to tell whether there is such a piece; `elsewhere` in the same
    way with a whole number that no piece has, such as the code on a cabinet. The end of a number is Enter
    (`confirm`), Esc (`stop`), or a pause.
    """

    typing_changed = Signal(bool)

    def __init__(self, line: TypedLine, show: Show, elsewhere: Show | None = None) -> None:
        super().__init__(line)
        self._line, self._show, self._elsewhere = line, show, elsewhere
        self._text = ""
        self._ended = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self.stop)

    @property
    def text(self) -> str:
        """What was typed so far."""
        return self._text

    @property
    def is_ended(self) -> bool:
        """Whether the number is whole: Enter was pressed after it."""
        return self._ended

    def type(self, text: str) -> None:
        """Take the next characters."""
        self._become(text if self._ended else self._text + text)

    def retract(self) -> None:
        """Take the last character back."""
        self._become(self._text[:-1])

    def confirm(self) -> None:
        """End the number, as a scanner does: the next character begins another one."""
        self._ended = True
        self._look_up()

    def stop(self) -> None:
        """Let go of what was typed."""
        self._text, self._ended = "", False
        self._rest.stop()
        self._line.show_text("")
        self.typing_changed.emit(False)

    def _become(self, text: str) -> None:
        if not text:
            self.stop()
            return
        self._text, self._ended = text, False
        self._rest.start()
        self._line.show_text(text)
        self.typing_changed.emit(True)
        self._look_up()

    def _look_up(self) -> None:
        text = self._text

        def answered(found: bool) -> None:
            if text != self._text:
                return
            self._line.show_text(text, found=found)
            if found and self._ended:
                self.stop()
            elif self._ended and self._elsewhere is not None:
                self._elsewhere(text, gone)

        def gone(found: bool) -> None:
            if found and text == self._text:
                self.stop()

        if text.strip(",， "):
            self._show(text, answered)


def place_finder(context: AppContext) -> Show:
    """Return what leads to the place of a code or name, as a scan of its label gives it."""

    def show(text: str, told: Callable[[bool], None]) -> None:
        def find() -> Uid | None:
            try:
                from lunarcurator.services.form_context import form_context

                return form_context(context.session).places.find(text).uid
            except Refusal:
                return None

        def arrived(uid: Uid | None) -> None:
            told(uid is not None)
            if uid is not None:
                context.go(Link(Target.PLACE, uid))

        context.lanes.read(find, arrived, replaces="samples.place")

    return show
