"""What happens when the program itself is at fault: a report that can be copied, and what to look at next."""

import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit
from shiboken6 import isValid

from lunarcurator.desktop.shell.frame import Frame
from lunarcurator.desktop.shell.versions import version_lines
from lunarcurator.desktop.widgets.dialog import Dialog
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.domain.errors import Refusal
from lunarcurator.services.words import Words


class Faults(QObject):
    """Shows faults: a refusal as its sentence, anything else as a report without sample data."""

    _came = Signal(object)

    def __init__(self, frame: Frame, words: Words) -> None:
        super().__init__(frame)
        self._frame, self._words = frame, words
        self.dialog: Dialog | None = None
        self._came.connect(self.show, Qt.ConnectionType.QueuedConnection)

    def watch_over(self) -> None:
        """Show also what nobody else caught, in this thread or another, instead of losing it without a word."""
        sys.excepthook = self.caught
        threading.excepthook = lambda told: self.caught(told.exc_type, told.exc_value, told.exc_traceback)

    def caught(
        self, kind: type[BaseException], error: BaseException | None, traceback_: TracebackType | None
    ) -> None:
        """Take what ended a piece of work; the window itself goes on."""
        sys.__excepthook__(kind, error or kind(), traceback_)
        if isinstance(error, Exception):
            self._came.emit(error)

    def show(self, error: Exception) -> None:
        """Show what went wrong; while one report is open, what follows from it is not piled on top."""
        if self.dialog is not None and isValid(self.dialog) and self.dialog.isVisible():
            return
        from lunarcurator.services.posting import NotReadBackError

        if isinstance(error, Refusal):
            self._show(self._words.say(error.key, error.facts), "")
        elif isinstance(error, NotReadBackError):
            self._show(self._words.say("posting.not_read_back"), report_of(error))
        else:
            lead = self.tr(
                "The program is at fault. Look in the journal for whether your last act was posted, and verify "
                "the journal. The report carries no sample data."
            )
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
    from lunarcurator.services.posting import NotReadBackError

    lines = [*version_lines(), ""]
    told: BaseException | None = error
    seen: set[int] = set()
    while told is not None and id(told) not in seen:
        seen.add(id(told))
        lines.append(f"{type(told).__module__}.{type(told).__qualname__}")
        if isinstance(told, NotReadBackError):
            # Columns, and entries and pieces by their uids, which say nothing of a sample.
            lines.append(f"  {told}")
        lines += [f"  {_place(frame.filename)}:{frame.lineno} {frame.name}" for frame in _frames(told)]
        told = told.__cause__ or told.__context__
    return "\n".join(lines)


def _frames(error: BaseException) -> traceback.StackSummary:
    return traceback.extract_tb(error.__traceback__)


def _place(file: str) -> str:
    """Return a file as the program names it: what stands before the package may name a person."""
    path = Path(file)
    parts = path.parts
    for package in ("lunarcurator", "site-packages"):
        if package in parts:
            return "/".join(parts[len(parts) - parts[::-1].index(package) :])
    return path.name
