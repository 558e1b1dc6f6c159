"""What is said while something is read for long: a line, words with the time that has passed, and *Cancel*."""

from collections.abc import Callable
from time import monotonic
from typing import Any, Final, override

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lunarcurator.desktop.lanes import Done, Failed, Lanes, Ticket
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.desktop.widgets.painted import Painted

AFTER_MS: Final = 300
"""What is read sooner than this says nothing."""
_TICK_MS: Final = 500


class Waiting(Painted):
    """Lies over the upper edge of a list, below its header; what is there already stays usable.

    `below` returns how high the header is.
    """

    def __init__(
        self, appearance: Appearance, over: QWidget, below: Callable[[], int], *, object_name: str
    ) -> None:
        super().__init__(appearance, object_name, over)
        self._over, self._below = over, below
        self._sentence, self._began = "", 0.0
        self._cancelled: Callable[[], None] = lambda: None
        self.words = Label(appearance, size=12, colour="text", object_name=f"{object_name}.words")
        self.cancel = Button(self.tr("Cancel"), dense=True, object_name=f"{object_name}.cancel")
        self.cancel.clicked.connect(self._cancel)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.words)
        self._row.addStretch(1)
        self._row.addWidget(self.cancel)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(AFTER_MS)
        self._late.timeout.connect(self._appear)
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self._say)
        over.installEventFilter(self)
        self.hide()
        self.refresh()

    def begin(self, sentence: str, cancelled: Callable[[], None]) -> None:
        """Something is being read; `cancelled` is called when somebody wants that no more."""
        self._sentence, self._cancelled = sentence, cancelled
        if self.isHidden() and not self._late.isActive():
            self._began = monotonic()
            self._late.start()
        self._say()

    def end(self) -> None:
        """It has arrived, or nobody waits for it any more."""
        self._late.stop()
        self._tick.stop()
        if self.cancel.hasFocus():
            self._over.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    @override
    def refresh(self) -> None:
        px = self.look.metrics.px
        self._row.setContentsMargins(px(16), px(2) + px(4), px(16), px(4))
        self._row.setSpacing(px(12))
        super().refresh()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self.look.ink("raised"))
            painter.fillRect(0, 0, self.width(), self.look.metrics.px(2), self.look.ink("accent"))
            painter.fillRect(0, self.height() - 1, self.width(), 1, self.look.ink("line2"))

    def _appear(self) -> None:
        self._say()
        self._place()
        self.show()
        self.raise_()
        self._tick.start()

    def _say(self) -> None:
        seconds = int(monotonic() - self._began)
        told = self.tr("{sentence} {seconds} s") if seconds else "{sentence}"
        self.words.setText(told.format(sentence=self._sentence, seconds=seconds))
        self.setAccessibleName(self._sentence)

    def _place(self) -> None:
        self.setGeometry(0, self._below(), self._over.width(), self.sizeHint().height())

    def _cancel(self) -> None:
        self.end()
        self._cancelled()


class LongRead(QObject):
    """Reads on the window's lane and says so while it takes long; one read at a time, the newest one counts.

    Cancelling stops the statement that runs and lets nothing arrive; then `undo` puts back what was there.
    """

    def __init__(self, lanes: Lanes, waiting: Waiting, key: str) -> None:
        super().__init__(waiting)
        self._lanes, self._waiting, self._key = lanes, waiting, key
        self._ticket: Ticket | None = None

    def start(
        self,
        sentence: str,
        work: Callable[[], Any],
        done: Done,
        undo: Callable[[], None],
        failed: Failed | None = None,
    ) -> None:
        """Begin to read; an older read that has not arrived is stopped."""
        self.drop()

        def arrived(result: Any) -> None:
            self._end()
            done(result)

        def refused(error: Exception) -> None:
            self._end()
            (failed or self._lanes.fault.emit)(error)

        def cancelled() -> None:
            self.drop()
            undo()

        self._ticket = self._lanes.read(work, arrived, refused, replaces=self._key)
        self._waiting.begin(sentence, cancelled)

    def drop(self) -> None:
        """Stop what is being read, if anything; nothing of it arrives."""
        ticket, self._ticket = self._ticket, None
        if ticket is not None:
            self._waiting.end()
            self._lanes.stop(ticket)

    def _end(self) -> None:
        self._ticket = None
        self._waiting.end()
