"""Writes what a case brings as one entry, and knows which sheets of a workbook are to come."""

from PySide6.QtCore import QObject, Signal

from lunarcurator.desktop.dialogs.imports.case import Judged, next_sheet
from lunarcurator.desktop.dialogs.imports.result_page import ResultPage
from lunarcurator.desktop.dialogs.imports.work import Work
from lunarcurator.desktop.workplace import Workplace
from lunarcurator.domain.identity import OperatorRef, ref_of
from lunarcurator.services.importing import post_import
from lunarcurator.services.posting import Posted


class Entering(QObject):
    """Posts the entry of an import; `ended` tells that it stands."""

    ended = Signal()

    def __init__(self, workplace: Workplace, work: Work, page: ResultPage) -> None:
        super().__init__(work)
        self._workplace, self._work, self._page = workplace, work, page
        self._posted: Judged | None = None
        self._brought: set[str] = set()

    @property
    def stands(self) -> bool:
        """Whether the case in front was posted."""
        return self._posted is not None

    @property
    def next_sheet(self) -> str:
        """The next sheet a person sees in the workbook that was not brought in yet; "" for none."""
        if self._posted is None:
            return ""
        case = self._posted.case
        known = self._brought | {each.sheet for each in case.in_book}
        return next_sheet(case.source, self._posted.plan.sheet, known)

    def forget(self, *, all_sheets: bool = False) -> None:
        """Begin anew, with another sheet or (`all_sheets`) another file."""
        self._posted = None
        if all_sheets:
            self._brought.clear()

    def write(self, judged: Judged) -> None:
        """Post the rows that can come in as one entry."""
        operator, desk, plan = self._workplace.operator, self._workplace.desk, judged.plan
        if operator is None:
            return
        who = OperatorRef(ref_of(operator))
        self._work.start(
            lambda ticket: post_import(
                desk, plan, who, skip_bad=True, progress=ticket.progress, should_stop=ticket.should_stop
            ),
            lambda posted: self._written(judged, posted),
            "import_window.writing",
            entries=lambda posted: (posted,),
        )

    def _written(self, judged: Judged, posted: Posted) -> None:
        self._posted = judged
        self._brought.add(judged.plan.sheet)
        self._page.show_done(judged.plan, posted.seq, self.next_sheet)
        self.ended.emit()
