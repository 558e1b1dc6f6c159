"""What happens when the program itself is at fault: a report that can be copied, and nothing posted is lost."""

import platform
import traceback

from PySide6.QtCore import QObject, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit

from lunarcurator.desktop.shell.frame import Frame
from lunarcurator.desktop.widgets.dialog import Dialog
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.domain.errors import Refusal
from lunarcurator.services.words import Words


class Faults(QObject):
    """Shows faults: a refusal as its sentence, anything else as a report without sample data."""

    def __init__(self, frame: Frame, words: Words) -> None:
        super().__init__(frame)
        self._frame, self._words = frame, words
        self.dialog: Dialog | None = None

    def show(self, error: Exception) -> None:
        """Show what went wrong."""
        if isinstance(error, Refusal):
            self._show(self._words.say(error.key, error.facts), "")
        else:
            lead = self.tr("The program is at fault. Everything posted before is in the store.")
            self._show(lead, report_of(error))

    def _show(self, sentence: str, report: str) -> None:
        look = self._frame.appearance
        primary = self.tr("Copy report") if report else self.tr("Close")
        dialog = Dialog(
            look,
            self.tr("Something stands in the way"),
            primary,
            object_name="faultDialog",
            panel=False,
            size=QSize(620, 420 if report else 200),
            parent=self._frame,
        )
        dialog.content.addWidget(Label(look, sentence, wrap=True, selectable=True, object_name="faultSentence"))
        if report:
            text = QPlainTextEdit(report)
            text.setReadOnly(True)
            text.setObjectName("faultReport")
            text.setAccessibleName(self.tr("Report"))
            dialog.content.addWidget(text, 1)
        dialog.confirmed.connect(lambda: self._take(dialog, report))
        self.dialog = dialog
        dialog.open()

    def _take(self, dialog: Dialog, report: str) -> None:
        if report:
            QGuiApplication.clipboard().setText(report)
        dialog.accept()


def report_of(error: BaseException) -> str:
    """Return where the program failed, by file and line; no message text, which could carry sample data."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"{type(error).__name__}", f"Python {platform.python_version()}, {platform.system()}"]
    lines += [
        f"  {frame.filename.rpartition('lunarcurator')[2] or frame.name}:{frame.lineno} {frame.name}"
        for frame in frames
    ]
    return "\n".join(lines)
