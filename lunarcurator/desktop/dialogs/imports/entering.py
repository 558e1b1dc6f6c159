"""Writes what a case brings as one entry and takes it back; knows which sheets of a workbook are to come."""

from PySide6.QtCore import QObject, Signal

from lunarcurator.desktop.dialogs.imports.case import Judged
from lunarcurator.desktop.dialogs.imports.primary import PrimaryWords
from lunarcurator.desktop.dialogs.imports.result_page import ResultPage
from lunarcurator.desktop.dialogs.imports.work import Work, reversal
from lunarcurator.desktop.workplace import Workplace
from lunarcurator.domain.identity import OperatorRef, ref_of
from lunarcurator.services.importing import post_import
from lunarcurator.services.posting import Posted


class Entering(QObject):
    """Posts and reverses the entry of an import; `began` tells that it is being written, `ended` that it is done.

    `failed` carries why an entry could not be taken back.
    """

    began = Signal()
    ended = Signal()
    failed = Signal(object)

    def __init__(self, workplace: Workplace, work: Work, words: PrimaryWords, page: ResultPage) -> None:
        super().__init__(work)
        self._workplace, self._work, self._words, self._page = workplace, work, words, page
        self._posted: Posted | None = None
        self._judged: Judged | None = None
        self._brought: set[str] = set()

    @property
    def stands(self) -> bool:
        """Whether the case in front was posted, taken back or not."""
        return self._posted is not None

    @property
    def next_sheet(self) -> str:
        """The next sheet a person sees in the workbook that was not brought in yet; "" for none."""
        if self._judged is None:
            return ""
        offers = [offer.name for offer in self._judged.case.source.sheets if not offer.hidden]
        here = offers.index(self._judged.plan.sheet) if self._judged.plan.sheet in offers else 0
        return next((name for name in offers[here:] + offers[:here] if name not in self._brought), "")

    def forget(self, *, all_sheets: bool = False) -> None:
        """Begin anew, with another sheet or (`all_sheets`) another file."""
        self._posted = self._judged = None
        if all_sheets:
            self._brought.clear()

    def write(self, judged: Judged) -> None:
        """Post the rows that can come in as one entry."""
        operator, desk, plan = self._workplace.operator, self._workplace.desk, judged.plan
        if operator is None:
            return
        self._page.show_writing(plan)
        self._work.start(
            lambda ticket: post_import(
                desk,
                plan,
                OperatorRef(ref_of(operator)),
                skip_bad=True,
                progress=ticket.progress,
                should_stop=ticket.should_stop,
            ),
            lambda posted: self._written(judged, posted),
            self._words.writing(0, plan.writes),
            self._words.writing,
            writes=True,
        )
        self.began.emit()

    def _written(self, judged: Judged, posted: Posted) -> None:
        self._posted, self._judged = posted, judged
        self._brought.add(judged.plan.sheet)
        self._workplace.changed.emit(posted.changes)
        self._workplace.posted.emit(posted)
        self._page.show_done(judged.plan, posted.seq, self.next_sheet)
        self.ended.emit()

    def take_back(self) -> None:
        """Undo the entry in one step."""
        entry, operator, judged = self._posted, self._workplace.operator, self._judged
        if entry is None or operator is None or judged is None or self._work.busy:
            return

        def undone(posted: Posted) -> None:
            self._page.show_undone(judged.plan, posted.seq, self.next_sheet)
            self.ended.emit()

        posting = reversal(entry.uid, operator, self._workplace.desk.today)
        self._workplace.post(posting, undone, self.failed.emit)
