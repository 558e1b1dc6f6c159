"""How much on the loan desk is overdue or blocked, counted while nobody looks at the room: what the rail shows."""

from PySide6.QtCore import QObject, Signal

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.lanes import Ticket
from lunarcurator.domain.mass_display import shown_count
from lunarcurator.services.lending.overview import urgent_count


class Urgency(QObject):
    """Counts from the first moment on, after every entry and as of every day shown, once other reading rests.

    `counted` carries how many records wait and the sentence that says so; while the room is in front its own
    overview tells the same by `tell`.
    """

    counted = Signal(int, str)

    def __init__(self, context: AppContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._ticket: Ticket | None = None
        context.changed.connect(lambda _changes: self.count())
        context.moment_changed.connect(lambda _moment: self.count())
        self.count()

    def count(self) -> None:
        """Count anew; an older count that is under way is dropped."""
        if self._ticket is not None:
            self._ticket.cancel()
        session, moment = self._context.session, self._context.moment

        def work(ticket: Ticket) -> int | None:
            return None if ticket.should_stop() else urgent_count(session, moment)

        self._ticket = self._context.lanes.background(work, self._arrived, gives_way=True)

    def tell(self, count: int) -> None:
        """Say that so much waits."""
        meaning = self.tr("{count} overdue, recalled, unanswered or disputed")
        self.counted.emit(count, meaning.replace("{count}", shown_count(count)))

    def _arrived(self, found: int | None) -> None:
        if found is not None:
            self.tell(found)
