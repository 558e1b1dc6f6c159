"""The draft of a dialog: kept after each change, found at the next opening, dropped when it is posted."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QDate, QDateTime, QObject, QTimer, Signal

from lunarcurator.desktop.lanes import Lanes
from lunarcurator.services.drafts import Drafts

KEEP_MS = 400
"""How long after the last change a draft is kept: at most this much typing can be lost."""


type Gathered = Callable[[], Mapping[str, object]]
type Content = Mapping[str, object] | Gathered
"""What a draft keeps: as it stands, or gathered on the writing lane where that takes long."""


class Drafting(QObject):
    """Keeps one draft on the writing lane; `kept` tells when, in us since 1970 UTC.

    `there` says that there is a draft to be dropped: who finds one that was kept before says so.
    """

    kept = Signal(object)

    def __init__(
        self,
        lanes: Lanes,
        drafts: Drafts,
        kind: str,
        subject: str,
        content: Callable[[], Content],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._lanes, self._drafts, self._content = lanes, drafts, content
        self.kind, self.subject = kind, subject
        self.there = self._gone = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_MS)
        self._timer.timeout.connect(self._keep)

    def keep_soon(self) -> None:
        """Keep the draft once nobody has changed anything for a moment."""
        if not self._timer.isActive():
            self._timer.start()

    def follow(self, *, empty: bool) -> None:
        """Keep the draft soon, or drop it where nothing is left of what was typed."""
        if not empty:
            self.keep_soon()
        elif self.there or self._timer.isActive():
            self.drop()

    def close(self) -> None:
        """Keep at once, on this thread, what has not been kept yet, because the store is closed."""
        waits = self._timer.isActive()
        self.stop()
        if waits:
            self._drafts.keep(self.kind, self.subject, self._gathered()())

    def keep_now(self) -> None:
        """Keep what has not been kept yet, because the dialog goes; nothing is told any more."""
        self._gone = True
        if self._timer.isActive():
            self._timer.stop()
            self._write(lambda _us: None)

    def stop(self) -> None:
        """Keep nothing more: whoever stops it has kept the draft."""
        self._gone = True
        self._timer.stop()

    def drop(self) -> None:
        """Drop the draft: it was posted, or somebody discarded it."""
        self._timer.stop()
        self.there = False
        drafts, kind, subject = self._drafts, self.kind, self.subject
        self._lanes.write(lambda _ticket: drafts.drop(kind, subject), lambda _none: None, lambda _error: None)

    def _keep(self) -> None:
        self._write(self._tell)

    def _tell(self, us: int) -> None:
        if us and self.there and not self._gone:
            self.kept.emit(us)

    def _write(self, done: Callable[[int], None]) -> None:
        self.there = True
        drafts, kind, subject, gathered = self._drafts, self.kind, self.subject, self._gathered()
        # A draft that cannot be kept is no reason to interrupt somebody who types.
        self._lanes.write(lambda _ticket: drafts.keep(kind, subject, gathered()), done, lambda _error: None)

    def _gathered(self) -> Gathered:
        content = self._content()
        return content if callable(content) else partial(dict, content)


def hour_of(us: int) -> str:
    """Return hour and minute of a moment at this workstation, with the day unless it is today."""
    moment = QDateTime.fromMSecsSinceEpoch(us // 1000)
    return moment.toString("HH:mm" if moment.date() == QDate.currentDate() else "yyyy-MM-dd HH:mm")


def texts_in(told: object) -> dict[str, str]:
    """Return the texts of a part of a draft; what is no text was written by another version and is left out."""
    if not isinstance(told, Mapping):
        return {}
    return {str(key): value for key, value in told.items() if isinstance(value, str)}


def list_in(told: object) -> list[object]:
    """Return a part of a draft that is a list, empty where it is none."""
    return list(told) if isinstance(told, list) else []
