"""The entry of an import: written in the lane of postings, shown on the last page, and taken back from there."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from lunarcurator.desktop.dialogs.imports.primary import PrimaryWords
from lunarcurator.desktop.dialogs.imports.result_page import ResultPage
from lunarcurator.desktop.dialogs.imports.work import Work, reversal
from lunarcurator.desktop.workplace import Workplace
from lunarcurator.domain.identity import OperatorRef, ref_of
from lunarcurator.services.importing import ImportPlan, post_import
from lunarcurator.services.posting import Posted


class ImportEntry(QObject):
    """Posts the rows of a plan that can come in; `stood` tells that the entry stands, `undone` that it went."""

    stood = Signal()
    undone = Signal()

    def __init__(
        self,
        workplace: Workplace,
        work: Work,
        words: PrimaryWords,
        page: ResultPage,
        failed: Callable[[Exception], None],
    ) -> None:
        super().__init__(work)
        self._workplace, self._work, self._words, self._page = workplace, work, words, page
        self._failed = failed
        self._plan: ImportPlan | None = None
        self._posted: Posted | None = None

    @property
    def stands(self) -> bool:
        """Whether the entry was posted."""
        return self._posted is not None

    def forget(self) -> None:
        """Begin with another file."""
        self._plan = self._posted = None

    def post(self, plan: ImportPlan) -> bool:
        """Post what can come in; False where nobody acts."""
        desk, operator = self._workplace.desk, self._workplace.operator
        if operator is None:
            return False
        self._plan = plan
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
            self._came,
            self._words.writing(0, plan.writes),
            self._words.writing,
            writes=True,
        )
        return True

    def undo(self) -> None:
        """Take the entry back."""
        plan, posted, operator = self._plan, self._posted, self._workplace.operator
        if plan is None or posted is None or operator is None or self._work.busy:
            return

        def gone(reversed_by: Posted) -> None:
            self._page.show_undone(plan, reversed_by.seq)
            self.undone.emit()

        self._workplace.post(reversal(posted.uid, operator, self._workplace.desk.today), gone, self._failed)

    def _came(self, posted: Posted) -> None:
        self._posted = posted
        self._workplace.changed.emit(posted.changes)
        self._workplace.posted.emit(posted)
        if self._plan is not None:
            self._page.show_done(self._plan, posted.seq)
        self.stood.emit()
