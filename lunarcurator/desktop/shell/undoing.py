"""Undo and redo from the window, and the sentence in the status bar that offers them."""

from PySide6.QtCore import QObject

from lunarcurator.desktop.shell.session import Session
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.identity import EntryRef, OperatorRef, Uid, ref_of
from lunarcurator.domain.operations import Reverse
from lunarcurator.services.journal_sentences import sentence_of
from lunarcurator.services.posting import Posted, Refused
from lunarcurator.services.undo_stack import next_redo, next_undo


class Undoing(QObject):
    """Posts the reversal of what was done last, and says what happened after every entry."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._place = session.workplace
        self._status = session.frame.status
        self._status.undo.connect(self.undo)
        self._place.posted.connect(self._tell)

    def undo(self) -> None:
        """Take back the newest entry in force, or say why that is not possible."""
        self._place.lanes.read(lambda: next_undo(self._place.desk), self._reverse)

    def redo(self) -> None:
        """Take back the newest undo, as long as nothing new was posted since."""
        self._place.lanes.read(lambda: next_redo(self._place.desk), self._reverse)

    def _reverse(self, entry: Uid | None) -> None:
        operator = self._place.operator
        if entry is None or operator is None or not self._place.may_post:
            self._status.show_done(self.tr("There is nothing to take back"), can_undo=False)
            return
        act = Act(operation=Reverse(entry=EntryRef(ref_of(entry))), day=self._place.desk.today)
        posting = Posting(acts=(act,), operator=OperatorRef(ref_of(operator)))
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
