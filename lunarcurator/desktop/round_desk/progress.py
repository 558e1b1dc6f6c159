"""How far something long is: words with a count, a bar, and *Cancel*."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from lunarcurator.desktop.lanes import Ticket
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.desktop.widgets.work_bar import WorkBar
from lunarcurator.domain.mass_display import shown_count


class ProgressRow(QWidget):
    """Shown while a ticket is watched, hidden else; cancelling asks the work to stop."""

    def __init__(self, appearance: Appearance, object_name: str) -> None:
        super().__init__()
        self.setObjectName(object_name)
        self.ticket: Ticket | None = None
        self._sentence = ""
        self._words = Label(appearance, size=12, object_name=f"{object_name}.words")
        self._bar = WorkBar(f"{object_name}.bar")
        self.cancel = Button(self.tr("Cancel"), dense=True, object_name=f"{object_name}.cancel")
        self.cancel.clicked.connect(lambda _on=False: self.stop())
        px = appearance.look.metrics.px
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), px(4), px(16), px(4))
        row.setSpacing(px(12))
        row.addWidget(self._words)
        row.addWidget(self._bar, 1)
        self._bar.show()
        row.addWidget(self.cancel)
        self.hide()

    def watch(self, ticket: Ticket, sentence: str) -> None:
        """Show how far a ticket is; `sentence` has `{done}` and `{total}`."""
        self.ticket, self._sentence = ticket, sentence
        ticket.on_progress = self._show
        self._show(0, 0)
        self.show()

    def end(self) -> None:
        """It is over."""
        self.ticket = None
        self.hide()

    def stop(self) -> bool:
        """Ask the work to stop; False where none is under way."""
        if self.ticket is None:
            return False
        self.ticket.cancel()
        return True

    def _show(self, done: int, total: int) -> None:
        if self.ticket is None:
            return
        self._bar.show_progress(done, total)
        told = self._sentence.replace("{done}", shown_count(done)).replace("{total}", shown_count(total))
        self._words.setText(told)
