"""Writes what a case brings as one entry and takes it back; knows which sheets of a workbook are to come."""

from PySide6.QtCore import QObject, Signal

from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.imports.case import Judged, next_sheet
from lunarcurator.desktop.dialogs.imports.result_page import ResultPage
from lunarcurator.desktop.dialogs.imports.work import Work
from lunarcurator.desktop.dialogs.whole_file import WholeFileDialog
from lunarcurator.desktop.lanes import Ticket
from lunarcurator.desktop.workplace import Workplace
from lunarcurator.domain.identity import OperatorRef, ref_of
from lunarcurator.services.importing import post_import
from lunarcurator.services.posting import Posted
from lunarcurator.services.undoing import reversal
from lunarcurator.services.whole_files import WholeFile, whole_file


class Entering(QObject):
    """Posts and reverses the entry of an import; `began` tells that it is being written, `ended` that it is."""

    began = Signal()
    ended = Signal()

    def __init__(self, workplace: Workplace, work: Work, page: ResultPage) -> None:
        super().__init__(work)
        self._workplace, self._work, self._page = workplace, work, page
        self._posted: Posted | None = None
        self._judged: Judged | None = None
        self._whole: WholeFile | None = None
        self._brought: set[str] = set()
        self.dialog: WholeFileDialog | None = None

    @property
    def stands(self) -> bool:
        """Whether the case in front was posted, taken back or not."""
        return self._posted is not None

    @property
    def next_sheet(self) -> str:
        """The next sheet a person sees in the workbook that was not brought in yet; "" for none."""
        if self._judged is None:
            return ""
        case = self._judged.case
        known = self._brought | {each.sheet for each in case.in_book}
        return next_sheet(case.source, self._judged.plan.sheet, known)

    def forget(self, *, all_sheets: bool = False) -> None:
        """Begin anew, with another sheet or (`all_sheets`) another file."""
        self._posted = self._judged = self._whole = None
        if all_sheets:
            self._brought.clear()

    def write(self, judged: Judged) -> None:
        """Post the rows that can come in as one entry."""
        operator, desk, plan = self._workplace.operator, self._workplace.desk, judged.plan
        if operator is None:
            return
        self._page.show_writing(plan)

        def write(ticket: Ticket) -> tuple[Posted, WholeFile | None]:
            posted = post_import(
                desk,
                plan,
                OperatorRef(ref_of(operator)),
                skip_bad=True,
                progress=ticket.progress,
                should_stop=ticket.should_stop,
            )
            return posted, whole_file(desk, posted.uid)

        self._work.start(
            write,
            lambda written: self._written(judged, *written),
            "import_window.writing",
            entries=lambda written: written[:1],
        )
        self.began.emit()

    def _written(self, judged: Judged, posted: Posted, whole: WholeFile | None) -> None:
        self._posted, self._judged, self._whole = posted, judged, whole
        self._brought.add(judged.plan.sheet)
        self._page.show_done(judged.plan, posted.seq, self.next_sheet, whole)
        self.ended.emit()

    def take_back(self) -> None:
        """Undo the entry in one step."""
        entry, operator, judged = self._posted, self._workplace.operator, self._judged
        if entry is None or operator is None or judged is None or self._work.busy:
            return

        def undone(posted: Posted) -> None:
            self._page.show_undone(judged.plan, posted.seq, self.next_sheet)
            self.ended.emit()

        posting = reversal(self._workplace.desk, entry.uid, OperatorRef(ref_of(operator)))
        self._workplace.post(posting, undone, self._work.say_failure)

    def take_all_back(self) -> None:
        """Ask whether every sheet of the file is taken back, and do it in one step."""
        whole, judged = self._whole, self._judged
        if whole is None or judged is None or self._work.busy:
            return

        def undone(posted: tuple[Posted, ...]) -> None:
            self._page.show_all_undone(whole, posted[0].seq, posted[-1].seq, self.next_sheet)
            self.ended.emit()

        self.dialog = opened(WholeFileDialog(self._workplace, whole, self._page.window()))
        self.dialog.turned.connect(undone)
