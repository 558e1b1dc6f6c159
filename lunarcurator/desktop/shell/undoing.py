"""Undo and redo from the window, and the sentence in the status bar that offers them."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.whole_file import WholeFileDialog
from lunarcurator.desktop.shell.session import Session
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.identity import OperatorRef, Uid, ref_of
from lunarcurator.services.desk import Desk
from lunarcurator.services.journal_sentences import sentence_of
from lunarcurator.services.posting import Posted, Refused
from lunarcurator.services.undo_stack import next_redo, next_undo
from lunarcurator.services.undoing import reversal
from lunarcurator.services.whole_files import WholeFile, whole_file


class Undoing(QObject):
    """Posts the reversal of what was done last, and says what happened after every entry.

    Where other sheets of its file go with an import, it asks in a `dialog` whether all of them are meant.
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self.dialog: WholeFileDialog | None = None
        self._place = session.workplace
        self._status = session.frame.status
        self._status.undo.connect(self.undo)
        self._place.posted.connect(self._tell)

    def undo(self) -> None:
        """Take back the newest entry in force, or say why that is not possible."""
        self._ask(next_undo)

    def redo(self) -> None:
        """Take back the newest undo, as long as nothing new was posted since."""
        self._ask(next_redo)

    def _ask(self, newest: Callable[[Desk], Uid | None]) -> None:
        desk = self._place.desk

        def look() -> tuple[Uid | None, WholeFile | None]:
            entry = newest(desk)
            return entry, whole_file(desk, entry) if entry is not None else None

        self._place.lanes.read(look, lambda found: self._reverse(*found))

    def _reverse(self, entry: Uid | None, whole: WholeFile | None) -> None:
        operator = self._place.operator
        if entry is None or operator is None or not self._place.may_post:
            self._status.show_done(self.tr("There is nothing to take back"), can_undo=False)
            return
        if whole is not None:
            one = next(each for each in whole.imports if entry in (each.uid, each.target))
            self.dialog = opened(WholeFileDialog(self._place, whole, self._session.frame, one=one))
            return
        posting = reversal(self._place.desk, entry, OperatorRef(ref_of(operator)))
        self._place.post(posting, lambda _posted: None, self._refused)

    def _refused(self, error: Exception) -> None:
        words = self._place.words
        if isinstance(error, Refused):
            sentence = " ".join(words.say_finding(finding) for finding in error.findings)
        elif isinstance(error, Refusal):
            sentence = words.say(error.key, error.facts)
        else:
            self._place.lanes.fault.emit(error)
            return
        self._status.show_done(sentence, can_undo=False)

    def _tell(self, posted: Posted) -> None:
        desk, words = self._place.desk, self._place.words
        self._place.lanes.read(
            lambda: sentence_of(desk, words, posted.seq),
            lambda sentence: self._status.show_done(sentence, can_undo=True),
            replaces="toast",
        )
