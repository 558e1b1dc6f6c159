"""What reaches the windows of the program: keys, clicks, and a question to the manual."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication


class WindowEvents(QObject):
    """Sees what comes to each window of the program before any widget of it does, in its `eventFilter`.

    A filter on the application would be called for each event of each widget. Opening a dialog alone tells some
    thousand parts of the window behind it that they are blocked, which took most of the time until it was there.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            for window in app.allWindows():
                window.installEventFilter(self)
            app.focusWindowChanged.connect(self._hear)

    def _hear(self, window: QWindow | None) -> None:
        if window is not None:
            # A second time it is only moved to the front.
            window.installEventFilter(self)
