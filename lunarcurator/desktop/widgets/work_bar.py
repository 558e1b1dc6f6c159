"""How far something long is, as a bar without words."""

from PySide6.QtWidgets import QProgressBar


class WorkBar(QProgressBar):
    """A thin bar, hidden until something runs."""

    def __init__(self, object_name: str) -> None:
        super().__init__()
        self.setObjectName(object_name)
        self.setTextVisible(False)
        self.setAccessibleName(self.tr("Progress"))
        self.hide()

    def show_progress(self, done: int, total: int) -> None:
        """Show so much of a total; a total of 0 is one that is not known yet."""
        self.setRange(0, total)
        self.setValue(done)
