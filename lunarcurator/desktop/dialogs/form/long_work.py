"""Something long that a dialog does: how far it is, the way to stop it, and what became of it."""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.lanes import Done, Failed, Ticket
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.desktop.widgets.strips import FindingStrip, StripTone
from lunarcurator.desktop.widgets.work_bar import WorkBar
from lunarcurator.documents.rendering import RenderStopped
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.mass_display import shown_count
from lunarcurator.services.posted import Cancelled, Refused

_FEW: Final = 3

type Start = Callable[[Done, Failed], Ticket]
type Told = Callable[[int, int], str]


class LongWork(QWidget):
    """One work at a time. `changed`: one began or ended; `followed`: the link of the outcome was taken.

    What is refused is told in one sentence, what was cancelled by `stopped`; all else goes to the lanes' fault.
    """

    changed = Signal()
    followed, second_followed = Signal(), Signal()

    def __init__(self, context: AppContext, object_name: str, stopped: str, counted: str = "") -> None:
        """Make it; `counted` has `{done}` and `{total}`, and is empty where only the bar moves."""
        super().__init__()
        self.setObjectName(object_name)
        self._context, self._stopped, self._counted = context, stopped, counted
        self._ticket: Ticket | None = None
        self._told: Told = self._tell_count
        self._strip: FindingStrip | None = None
        self._bar = WorkBar(f"{object_name}.progress")
        self._count = Label(context.appearance, size=12, colour="text2", object_name=f"{object_name}.count")
        self._count.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._bar)
        self._column.addWidget(self._count)
        self.hide()

    @property
    def busy(self) -> bool:
        """Whether something is under way."""
        return self._ticket is not None

    @property
    def outcome(self) -> str:
        """What became of it, in one sentence; empty before."""
        return self._strip.sentence if self._strip is not None else ""

    def begin(self, start: Start, done: Callable[[Any], None], told: Told | None = None) -> None:
        """Begin a work, unless one is under way; `start` takes what is to be called at its end.

        `told` words how much of how much is done, where that is another sentence than for all works.
        """
        if self._ticket is not None:
            return
        self._told = told or self._tell_count
        self._ticket = start(lambda told: self._ended(done, told), self._failed)
        self._ticket.on_progress = self._show
        self._show(0, 0)
        self.changed.emit()

    def stop(self) -> bool:
        """Ask the work to stop; False where none is under way."""
        if self._ticket is None:
            return False
        self._ticket.cancel()
        return True

    def say_outcome(
        self, sentence: str, tone: StripTone = "red", link: str = "", second: tuple[str, str] | None = None
    ) -> None:
        """Say what became of it, in place of what was said before; an empty sentence says nothing.

        `link` leads on by `followed`; `second` is the text and the object name of a link beside it.
        """
        if self._strip is not None:
            self._strip.hide()
            self._strip.deleteLater()
            self._strip = None
        if sentence:
            name = f"{self.objectName()}.outcome"
            self._strip = FindingStrip(self._context.appearance, tone, sentence, link=link, object_name=name)
            self._strip.followed.connect(self.followed)
            if second is not None:
                self._strip.add_link(*second).activated.connect(self.second_followed)
            self._column.insertWidget(0, self._strip)
        self._see()

    def say_failure(self, error: Exception) -> None:
        """Tell why something of the dialog failed."""
        words = self._context.words
        if isinstance(error, RenderStopped | Cancelled):
            self.say_outcome(self._stopped, "grey")
        elif isinstance(error, Refused):
            self.say_outcome(" ".join(words.say_finding(each) for each in error.findings[:_FEW]))
        elif isinstance(error, Refusal):
            self.say_outcome(words.say(error.key, error.facts))
        else:
            self._context.lanes.fault.emit(error)

    def _ended(self, done: Callable[[Any], None], told: object) -> None:
        self._rest()
        done(told)
        self.changed.emit()

    def _failed(self, error: Exception) -> None:
        self._rest()
        self.say_failure(error)
        self.changed.emit()

    def _rest(self) -> None:
        self._ticket = None
        self._see()

    def _see(self) -> None:
        self._bar.setVisible(self.busy)
        self._count.setVisible(self.busy and bool(self._count.text()))
        self.setVisible(self.busy or self._strip is not None)

    def _show(self, done: int, total: int) -> None:
        self._bar.show_progress(done, total)
        self._count.setText(self._told(done, total))
        self._see()

    def _tell_count(self, done: int, total: int) -> str:
        told = self._counted.replace("{done}", shown_count(done)).replace("{total}", shown_count(total))
        return told if total else ""
