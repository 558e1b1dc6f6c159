"""Dialogs that ask the lanes for much: they go for good once they are closed and nothing can still arrive."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QDialog

from lunarcurator.desktop.lanes import Lanes


class DeferredDelete(QObject):
    """Deletes its dialog when it was closed and all lanes rest; what arrives later would find it gone."""

    def __init__(self, dialog: QDialog, lanes: Lanes) -> None:
        super().__init__(dialog)
        self._dialog, self._lanes, self._is_closed = dialog, lanes, False
        # A dialog may stay open longer than the store whose lanes these are.
        lanes.busy_changed.connect(self._look_soon)
        dialog.finished.connect(self._closed)

    def _closed(self, _result: int) -> None:
        self._is_closed = True
        self._look_soon()

    def _look_soon(self) -> None:
        # Lanes say that they rest before they hand over what came, and that may ask for more.
        if self._is_closed:
            QTimer.singleShot(0, self, self._look)

    def _look(self) -> None:
        if not self._lanes.busy and not self._dialog.isVisible():
            self._dialog.deleteLater()
